//! One version to be read, and the versions at hand.

use std::borrow::Borrow;

use super::clause;
use super::page::{Inline, Page};
use crate::report::{ClauseView, VersionHead, VersionReport};

/// A head, then every clause under a heading of its depth, with its values, positions and
/// sources.
pub(super) fn version(page: &mut Page, report: &VersionReport) {
    page.heading(1, &Inline::new().say(&report.head.title));
    page.list(facts(report));
    let summary = report.summary.iter();
    summary.for_each(|summary| page.paragraph(&Inline::new().lines(summary)));
    for (depth, clause) in &report.clauses {
        page.heading(depth + 2, &clause::label(clause));
        page.paragraph(&Inline::new().lines(clause.text));
        page.list(points(clause));
    }
}

fn facts(report: &VersionReport) -> Vec<Inline> {
    let head = &report.head;
    let facts = [
        ("id", Some(head.id.clone())),
        ("date", Some(head.date.clone())),
        ("status", head.status.clone()),
        ("by", listed(&report.authors)),
        ("size", Some(head.clauses_sentence())),
        ("file", Some(head.path.clone())),
    ];
    named(facts)
}

fn points(clause: &ClauseView) -> Vec<Inline> {
    let facts = [
        ("binds", listed(&clause.binds)),
        ("benefits", listed(&clause.benefits)),
        ("modality", clause.modality.map(str::to_owned)),
        ("status", clause.status.map(str::to_owned)),
        ("topic", clause.topic.map(str::to_owned)),
        ("note", clause.note.map(str::to_owned)),
    ];
    let sources = clause.sources.iter();
    let sources = sources.map(|source| Inline::new().say("source: ").join(clause::source(source)));
    clause::values(clause)
        .chain(named(facts))
        .chain(sources)
        .collect()
}

fn named<const N: usize>(facts: [(&str, Option<String>); N]) -> Vec<Inline> {
    let said = facts.into_iter().filter_map(|(word, value)| {
        let value = value?;
        Some(Inline::new().say(format!("{word}: ")).lines(&value))
    });
    said.collect()
}

fn listed<S: Borrow<str>>(names: &[S]) -> Option<String> {
    (!names.is_empty()).then(|| names.join(", "))
}

/// A row for each version.
pub(super) fn list(page: &mut Page, heads: &[VersionHead]) {
    let words = ["Version", "Date", "Title", "Status", "Clauses", "File"];
    let row = |head: &VersionHead| {
        let clauses = head.clauses.to_string();
        let status = head.status.clone().unwrap_or_default();
        let cells = [
            &head.id,
            &head.date,
            &head.title,
            &status,
            &clauses,
            &head.path,
        ];
        cells.map(|cell| Inline::new().say(cell)).to_vec()
    };
    page.table(
        &words.map(|word| Inline::new().say(word)),
        heads.iter().map(row),
    );
}
