//! One clause through all versions, the oldest first.

use super::change;
use super::clause;
use super::diff::remarks;
use super::paper::Paper;
use super::phrase::Phrase;
use super::table::{head_lines, state_role};
use super::version::{body, source};
use crate::render::View;
use crate::render::style::Role;
use crate::report::{HistoryReport, Moment};

/// Indent of what is told of a version.
const INDENT: usize = 2;

/// The clause, its life in a sentence, then what each version makes of it, and what else the reader must know.
pub(super) fn history(paper: &mut Paper, report: &HistoryReport, all: bool) {
    if let Some(latest) = &report.clause {
        paper.hang(0, INDENT, &clause::label(latest));
    }
    paper.hang(0, INDENT, &Phrase::new().say(report.sentence()));
    for moment in &report.moments {
        paper.blank();
        head(paper, moment);
        told(paper, moment, all);
    }
    if !report.skipped.is_empty() {
        paper.blank();
    }
    remarks(paper, &report.remarks());
}

/// "2024-05-02, unsigned · Draft 2 (draft-2) · ~ changed".
fn head(paper: &mut Paper, moment: &Moment) {
    let [title, dated, name] = head_lines(&moment.head);
    let role = match (moment.state, moment.is_dropped) {
        (Some(state), _) => state_role(state),
        (None, true) => Role::Deleted,
        (None, false) => Role::Gutter,
    };
    let line = dated
        .say(" · ")
        .join(title)
        .say(" (")
        .join(name)
        .say(") · ");
    paper.hang(0, INDENT, &line.paint(role, moment.title()));
}

fn told(paper: &mut Paper, moment: &Moment, all: bool) {
    for own in moment.whole() {
        paper.hang(INDENT, INDENT, &clause::label(own));
        body(paper, 2 * INDENT, own);
    }
    for item in moment.told_steps() {
        change::block(paper, item, View::Inline);
    }
    if !moment.whole().is_empty() {
        return;
    }
    if all && moment.told_steps().next().is_none() {
        for own in &moment.clauses {
            paper.put(2 * INDENT, &Phrase::new().lines(own.text));
        }
    }
    let sources = moment.clauses.iter().flat_map(|own| &own.sources);
    sources.for_each(|own| paper.hang(2 * INDENT, INDENT, &source(own)));
}
