//! How a clause looks in every view: its label, its values, its sources.

use super::page::{Inline, Page};
use crate::report::{ClauseView, PositionView, SourceView, TermView};

/// "6.a Size of the garrison (garrison) (unchecked)", or what there is of it.
pub(super) fn label(clause: &ClauseView) -> Inline {
    Inline::new().say(called(clause))
}

/// The same where there is no Markdown.
pub(super) fn called(clause: &ClauseView) -> String {
    let unchecked = if clause.unchecked { " (unchecked)" } else { "" };
    format!("{}{unchecked}", clause.named())
}

/// The labels of all clauses of one side.
pub(super) fn labels(clauses: &[ClauseView]) -> Inline {
    Inline::separated(clauses.iter().map(label), &Inline::new().say(", "))
}

/// Its text, its values and its positions.
pub(super) fn body(clause: &ClauseView) -> Vec<Inline> {
    let text = (!clause.text.is_empty()).then(|| Inline::new().lines(clause.text));
    text.into_iter().chain(values(clause)).collect()
}

/// Its values and its positions.
pub(super) fn values(clause: &ClauseView) -> impl Iterator<Item = Inline> {
    let terms = clause
        .terms
        .iter()
        .map(|term| Inline::new().say(term_words(term)));
    terms.chain(clause.positions.iter().map(position))
}

/// "personnel: at most 600,000 persons".
fn term_words(term: &TermView) -> String {
    format!("{}: {}", term.name, term.value)
}

/// "South Province: At most 400 persons. (personnel: at most 400 persons)".
fn position(position: &PositionView) -> Inline {
    let words = Inline::new().say(format!("{}: ", position.party));
    let terms: Vec<String> = position.terms.iter().map(term_words).collect();
    let terms = terms.join("; ");
    match &position.text {
        Some(text) if terms.is_empty() => words.lines(text),
        Some(text) => words.lines(text).say(format!(" ({terms})")),
        None => words.say(terms),
    }
}

/// "Harbour Gazette, Text of the second draft, 2024-05-03, point 6", with a link.
pub(super) fn source(source: &SourceView) -> Inline {
    let name = linked(&full_name(source), source);
    at_place(name, source)
}

/// "Harbour Gazette, point 6" with a mark of the note that tells the rest.
pub(super) fn noted(page: &mut Page, source: &SourceView) -> Inline {
    let note = page.note(&linked(&full_name(source), source));
    at_place(Inline::new().say(&source.short), source).join(note)
}

fn full_name(source: &SourceView) -> String {
    let date = source.date.as_ref().map(|date| format!(", {date}"));
    format!("{}{}", source.name, date.unwrap_or_default())
}

/// "source: Harbour Gazette, point 6; ...", with links; `None` for a clause without any.
pub(super) fn short_sources(clause: &ClauseView) -> Option<Inline> {
    let sources = clause.sources.iter();
    let cited = sources.map(|source| at_place(linked(&source.short, source), source));
    let cited = Inline::separated(cited, &Inline::new().say("; "));
    (!clause.sources.is_empty()).then(|| Inline::new().say("source: ").join(cited))
}

fn linked(name: &str, source: &SourceView) -> Inline {
    match &source.url {
        Some(url) => Inline::new().link(name, url),
        None => Inline::new().say(name),
    }
}

fn at_place(name: Inline, source: &SourceView) -> Inline {
    match &source.at {
        Some(at) => name.say(format!(", {at}")),
        None => name,
    }
}
