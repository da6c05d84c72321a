//! A version with the origin of its words in the margin.

use unicode_width::UnicodeWidthStr;

use super::clause;
use super::diff::remarks;
use super::paper::{COLUMN_GAP, Paper};
use super::phrase::Phrase;
use super::wrap::wrap;
use crate::render::cut::cut;
use crate::render::style::Role;
use crate::report::{BlameReport, BlamedClause};

/// The margin is never wider, in columns; longer names are cut.
const WIDEST_MARGIN: usize = 26;

/// Each clause in pieces, the version that brought in each piece beside it; then how many words each version
/// brought in, and what else the reader must know.
pub(super) fn blame(paper: &mut Paper, report: &BlameReport) {
    if let Some(head) = report.versions.last() {
        paper.hang(0, 2, &Phrase::new().paint(Role::Heading, head.named()));
    }
    let margin = margin(paper, report);
    for own in &report.clauses {
        paper.blank();
        paper.hang(0, 4, &clause::label(&own.clause));
        text(paper, report, own, margin);
    }
    paper.blank();
    for said in report.shares() {
        paper.hang(0, 2, &Phrase::new().say(said));
    }
    remarks(paper, &report.remarks());
}

/// Wide enough for the names, and never more than a third of the sheet.
fn margin(paper: &Paper, report: &BlameReport) -> usize {
    let names = report.versions.iter().map(|head| head.name.width());
    names
        .max()
        .unwrap_or(0)
        .min(WIDEST_MARGIN)
        .min(paper.width() / 3)
}

fn text(paper: &mut Paper, report: &BlameReport, own: &BlamedClause, margin: usize) {
    let width = paper.width() - margin - COLUMN_GAP;
    let last = report.versions.len().saturating_sub(1);
    for (origin, piece) in &own.pieces {
        let role = if *origin == last {
            Role::Inserted
        } else {
            Role::Note
        };
        let name = cut(&report.versions[*origin].name, margin);
        let name = wrap(&Phrase::new().paint(role, name), margin, margin);
        let piece = piece.trim_matches([' ', '\n']);
        let text = wrap(&Phrase::new().lines(piece), width, width);
        paper.columns(&[(&name, margin), (&text, width)]);
    }
}
