//! The two texts of a change beside each other.

use super::paper::{COLUMN_GAP, Paper};
use super::phrase::Phrase;
use super::redline::redline;
use super::wrap::wrap;
use crate::render::style::Role;
use crate::report::{ClauseView, Edit, Item, Op, Side, Sides, VersionHead, beside};

/// Columns narrower than this hold three words of English, and a reader's eye turns more than it reads; the
/// texts are stacked then.
const NARROWEST: usize = 28;

/// How far stacked texts are indented.
const INDENT: usize = 4;

/// What stands over the columns.
pub(super) fn heads(paper: &mut Paper, versions: &Sides<VersionHead>) {
    let Some(width) = column(paper) else {
        return;
    };
    let head = |side: Side, word: &str, role: Role| {
        let title = &versions.get(side).title;
        wrap(
            &Phrase::new().paint(role, word).paint(Role::Heading, title),
            width,
            width,
        )
    };
    let before = head(Side::Before, "before  ", Role::Deleted);
    let after = head(Side::After, "after  ", Role::Inserted);
    paper.blank();
    paper.row(&[before, after], width);
    paper.rule();
}

/// The texts and both ends of a move in two columns, or one above the other where the sheet is too narrow.
pub(super) fn body(paper: &mut Paper, item: &Item) {
    let rows = rows(item);
    match column(paper) {
        Some(width) => rows.iter().for_each(|row| {
            let cell = |side| wrap(row.get(side), width, width);
            paper.row(&[cell(Side::Before), cell(Side::After)], width);
        }),
        None => stacked(paper, &rows),
    }
}

/// The width of each column, if two find room.
fn column(paper: &Paper) -> Option<usize> {
    let width = paper.width().saturating_sub(COLUMN_GAP) / 2;
    (width >= NARROWEST).then_some(width)
}

fn rows(item: &Item) -> Vec<Sides<Phrase>> {
    let places = item.places.as_ref().map(|places| {
        Sides::new(
            Phrase::new().paint(Role::Moved, format!("stood {}", places.before)),
            Phrase::new().paint(Role::Moved, format!("now stands {}", places.after)),
        )
    });
    let texts = match item.text.is_empty() {
        true => vec![Sides::new(
            whole(&item.clauses.before),
            whole(&item.clauses.after),
        )],
        false => beside(item.text)
            .iter()
            .map(|row| row.as_ref().map(|edits| redline(&trimmed(edits))))
            .collect(),
    };
    places.into_iter().chain(texts).collect()
}

/// Texts that did not change.
fn whole(clauses: &[ClauseView]) -> Phrase {
    let texts = clauses
        .iter()
        .map(|clause| Phrase::new().lines(clause.text));
    texts.reduce(Phrase::join).unwrap_or_default()
}

/// Without the line end or spaces that a kept sentence ends with: the row ends there.
fn trimmed<'e>(edits: &[Edit<'e>]) -> Vec<Edit<'e>> {
    let mut edits = edits.to_vec();
    if let Some(last) = edits.last_mut().filter(|last| last.op == Op::Keep) {
        let kept = last.text.trim_end().to_owned();
        last.text = kept.into();
    }
    edits
}

fn stacked(paper: &mut Paper, rows: &[Sides<Phrase>]) {
    let words = [
        (Side::Before, Role::Deleted, "before: "),
        (Side::After, Role::Inserted, "after: "),
    ];
    for (side, role, word) in words {
        let text = rows.iter().fold(Phrase::new(), |text, row| {
            text.join(row.get(side).clone()).say(" ")
        });
        if text.width() > rows.len() {
            paper.hang(INDENT, 2, &Phrase::new().paint(role, word).join(text));
        }
    }
}
