//! What is around every page: its head with style, script and the policy that allows only these, and the links
//! past what a reader may want to skip.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, html};
use sha2::{Digest, Sha256};

use crate::render::markup::{Words, own};
use crate::render::svg;

const STYLE: &str = include_str!("style.css");

const SCRIPT: &str = include_str!("page.js");

/// A whole page; `skips` are places in it and what they are called.
pub(super) fn page(title: &str, skips: &[(&str, &str)], body: &Markup) -> String {
    let style = format!("{}{STYLE}", svg::STYLE);
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy(&style));
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (Words(title)) }
                style { (maud::PreEscaped(&style)) }
            }
            body {
                nav class="skips" aria-label="Skip" {
                    @for (place, name) in skips { a href={ "#" (place) } { "Skip to " (name) } }
                }
                (body)
                script { (own(SCRIPT)) }
            }
        }
    };
    page.into_string() + "\n"
}

/// Nothing is loaded, and only our own style and script run, known by their hashes (CSP level 2).
fn policy(style: &str) -> String {
    let hash = |text: &str| STANDARD.encode(Sha256::digest(text));
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        hash(style),
        hash(SCRIPT)
    )
}

/// Sentences as points.
pub(super) fn points<T: AsRef<str>>(sentences: &[T]) -> Markup {
    html! {
        @if !sentences.is_empty() {
            ul { @for said in sentences { li { (Words(said)) } } }
        }
    }
}
