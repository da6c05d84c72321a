//! Text on its way into HTML or SVG: the only way, and so the one place where it is made visible and escaped.

use std::fmt::Write as _;

use maud::{Escaper, Markup, PreEscaped, Render, html};

use crate::text::address::is_web;
use crate::text::visible::visible;

/// Untrusted words on one line.
///
/// Templates must wrap all text from files in it: what is spliced in bare is escaped too, but controls and
/// characters that hide or reorder words would go through.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words<T>(pub(super) T);

impl<T: AsRef<str>> Render for Words<T> {
    fn render_to(&self, buffer: &mut String) {
        let shown = visible(self.0.as_ref());
        Escaper::new(buffer)
            .write_str(&shown)
            .expect("a string takes every character");
    }
}

/// Untrusted words that keep the line ends their author gave them.
pub(super) fn lines(text: &str) -> Markup {
    let lines = text.split('\n').enumerate();
    html! {
        @for (at, line) in lines {
            @if at > 0 { br; }
            (Words(line.strip_suffix('\r').unwrap_or(line)))
        }
    }
}

/// The address, if it is one of the web and written as one; nothing else is ever linked to.
pub(super) fn address(url: &str) -> Option<&str> {
    let is_plain = |c: char| !c.is_control() && !c.is_whitespace();
    (is_web(url) && url.chars().all(is_plain)).then_some(url)
}

/// Markup that comes with the program, such as a stylesheet.
pub(super) fn own(markup: &'static str) -> PreEscaped<&'static str> {
    PreEscaped(markup)
}
