//! How a clause looks: its label, its values, its sources.

use maud::{Markup, html};

use crate::render::markup::{Words, address, lines};
use crate::report::{ClauseView, PositionView, SourceView, TermView};

/// "6.a Size of the garrison (garrison) (unchecked)", or what there is of it.
pub(super) fn label(clause: &ClauseView) -> Markup {
    html! {
        span dir="auto" { (Words(clause.named())) }
        @if clause.unchecked { " " span class="note" { "(unchecked)" } }
    }
}

/// The labels of all clauses of one side.
pub(super) fn labels(clauses: &[ClauseView]) -> Markup {
    html! {
        @for (at, clause) in clauses.iter().enumerate() {
            @if at > 0 { ", " }
            (label(clause))
        }
    }
}

/// Its text, its values and its positions.
pub(super) fn body(clause: &ClauseView) -> Markup {
    let has_values = !(clause.terms.is_empty() && clause.positions.is_empty());
    html! {
        @if !clause.text.is_empty() { p dir="auto" { (lines(clause.text)) } }
        @if has_values { ul class="values" { (values(clause)) } }
    }
}

/// Its values and its positions, a point each.
pub(super) fn values(clause: &ClauseView) -> Markup {
    html! {
        @for term in &clause.terms { li { (Words(term_words(term))) } }
        @for held in &clause.positions { li { (position(held)) } }
    }
}

/// "personnel: at most 600,000 persons".
fn term_words(term: &TermView) -> String {
    format!("{}: {}", term.name, term.value)
}

/// "South Province: At most 400 persons. (personnel: at most 400 persons)".
fn position(position: &PositionView) -> Markup {
    let terms: Vec<String> = position.terms.iter().map(term_words).collect();
    let terms = terms.join("; ");
    html! {
        b { (Words(position.party)) } ": "
        @if let Some(text) = position.text { span dir="auto" { (lines(text)) } }
        @if !terms.is_empty() && position.text.is_some() { " (" (Words(terms)) ")" }
        @else if !terms.is_empty() { (Words(terms)) }
    }
}

/// "source: Harbour Gazette, Text of the second draft, 2024-05-03, point 6; ...", each source once.
pub(super) fn sources(word: &str, clauses: &[ClauseView]) -> Markup {
    let mut cited: Vec<&SourceView> = Vec::new();
    for source in clauses.iter().flat_map(|clause| &clause.sources) {
        if !cited.contains(&source) {
            cited.push(source);
        }
    }
    html! {
        @if !cited.is_empty() {
            p class="sources" {
                (word) ": "
                @for (at, one) in cited.iter().enumerate() {
                    @if at > 0 { "; " }
                    (source(one))
                }
            }
        }
    }
}

fn source(source: &SourceView) -> Markup {
    let date = source.date.as_ref().map(|date| format!(", {date}"));
    let name = format!("{}{}", source.name, date.unwrap_or_default());
    let target = source.url.as_deref().and_then(address);
    html! {
        @match (target, &source.url) {
            (Some(target), _) => { a href=(Words(target)) rel="noopener noreferrer" { (Words(name)) } },
            (None, Some(url)) => { (Words(format!("{name}, {url}"))) },
            (None, None) => { (Words(name)) },
        }
        @if let Some(at) = &source.at { ", " (Words(at)) }
    }
}
