//! Why clauses are paired, or are not.

use super::change;
use super::clause;
use super::diff::versions;
use super::paper::Paper;
use super::phrase::Phrase;
use crate::render::View;
use crate::report::ExplainReport;

/// The clauses asked about, the answer, and the changes it is about.
pub(super) fn explain(paper: &mut Paper, report: &ExplainReport) {
    versions(paper, &report.versions);
    paper.blank();
    paper.hang(0, 2, &question(report));
    for sentence in &report.answer {
        paper.hang(2, 2, &Phrase::new().say(sentence));
    }
    for item in &report.items {
        paper.blank();
        change::block(paper, item, View::Inline);
    }
}

fn question(report: &ExplainReport) -> Phrase {
    let asked = clause::label(&report.clause);
    match &report.other {
        Some(other) => asked.say(" and ").join(clause::label(other)),
        None => asked,
    }
}
