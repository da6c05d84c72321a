//! One version to be read, and the versions at hand.

use super::clause;
use super::hyperlink::Link;
use super::paper::Paper;
use super::phrase::Phrase;
use crate::render::style::Role;
use crate::report::{ClauseView, SourceView, VersionHead, VersionReport};

/// Indent of one level of nesting, and of what belongs to a clause.
const STEP: usize = 2;

/// A head, then every clause with its values, positions and sources, indented by depth.
pub(super) fn version(paper: &mut Paper, report: &VersionReport) {
    head(paper, report);
    for (depth, clause) in &report.clauses {
        paper.blank();
        paper.hang(depth * STEP, 2 * STEP, &clause::label(clause));
        body(paper, (depth + 1) * STEP, clause);
    }
}

fn head(paper: &mut Paper, report: &VersionReport) {
    let head = &report.head;
    let title = Phrase::new()
        .paint(Role::Heading, &head.title)
        .join(clause::in_brackets(&head.id));
    paper.hang(0, STEP, &title);
    let mut facts = vec![head.date.clone()];
    facts.extend(head.status.clone());
    if !report.authors.is_empty() {
        facts.push(format!("by {}", report.authors.join(", ")));
    }
    facts.push(head.clauses_sentence());
    paper.hang(0, STEP, &Phrase::new().say(facts.join(" · ")));
    paper.hang(0, STEP, &path(head));
    if let Some(summary) = &report.summary {
        paper.blank();
        paper.put(0, &Phrase::new().lines(summary));
    }
}

/// All that is known of a clause, below its label.
pub(super) fn body(paper: &mut Paper, indent: usize, clause: &ClauseView) {
    if !clause.text.is_empty() {
        paper.put(indent, &Phrase::new().lines(clause.text));
    }
    let terms = clause.terms.iter().map(clause::term);
    let positions = clause.positions.iter().map(clause::position);
    let sources = clause.sources.iter().map(source);
    let lines = terms
        .chain(positions)
        .chain(facts(clause))
        .chain(note(clause))
        .chain(sources);
    lines.for_each(|line| paper.hang(indent, STEP, &line));
}

/// "binds North · modality must-not-exceed · status disputed".
fn facts(clause: &ClauseView) -> Option<Phrase> {
    let listed = |names: &[&str]| (!names.is_empty()).then(|| names.join(", "));
    let facts = [
        ("binds", listed(&clause.binds)),
        ("benefits", listed(&clause.benefits)),
        ("modality", clause.modality.map(str::to_owned)),
        ("status", clause.status.map(str::to_owned)),
        ("topic", clause.topic.map(str::to_owned)),
    ];
    let said = facts.into_iter().filter_map(|(word, value)| {
        let value = value?;
        Some(
            Phrase::new()
                .paint(Role::Label, word)
                .say(format!(" {value}")),
        )
    });
    said.reduce(|all, fact| all.say(" · ").join(fact))
}

fn note(clause: &ClauseView) -> Option<Phrase> {
    let note = clause.note?;
    Some(Phrase::new().paint(Role::Note, "note: ").lines(note))
}

/// "source: Harbour Gazette, Text of the draft, 2024-05-03, point 6, https://...".
pub(super) fn source(source: &SourceView) -> Phrase {
    let SourceView {
        name,
        date,
        at,
        url,
        ..
    } = source;
    let parts = [Some(name), date.as_ref(), at.as_ref()];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    let phrase = Phrase::new()
        .paint(Role::Label, "source:")
        .say(format!(" {}", parts.join(", ")));
    match url {
        Some(url) => {
            let address = Phrase::new().paint(Role::Path, url);
            phrase.say(", ").join(address.linked(Link::web(url)))
        }
        None => phrase,
    }
}

/// Where a version was read, leading there.
fn path(head: &VersionHead) -> Phrase {
    let path = Phrase::new().paint(Role::Path, &head.path);
    path.linked(Some(Link::file(&head.path)))
}

/// For each version a line with id, date and size, one with its title and status, and one
/// that says where it was read.
pub(super) fn list(paper: &mut Paper, heads: &[VersionHead]) {
    let widest = |of: fn(&VersionHead) -> usize| heads.iter().map(of).max().unwrap_or(0);
    let ids = widest(|head| head.id.len());
    let dates = widest(|head| head.date.len());
    let sizes = widest(|head| head.clauses_sentence().len());
    for head in heads {
        let pad = " ".repeat(ids - head.id.len() + 2);
        let (date, size) = (&head.date, head.clauses_sentence());
        let line = Phrase::new().paint(Role::Heading, &head.id);
        let line = line.say(format!("{pad}{date:<dates$}  {size:>sizes$}"));
        paper.hang(0, STEP, &line);
        paper.hang(STEP, STEP, &Phrase::new().say(head.titled()));
        paper.hang(STEP, STEP, &path(head));
    }
}
