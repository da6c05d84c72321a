//! The places of a redline, with what stands in them on each side.

use std::borrow::Cow;
use std::ops::Range;

use crate::diff::edit::{Edit, Op};
use crate::model::{Side, Sides};
use crate::text::normalize::folded;
use crate::text::token::words;

/// A kept run, or one place of the redline with what was deleted and inserted there.
pub(super) struct Stretch<'e> {
    pub is_kept: bool,
    /// Byte ranges in the texts.
    pub ranges: Sides<Range<usize>>,
    /// Folded; none of a kept run.
    pub words: Sides<Vec<Cow<'e, str>>>,
}

/// The stretches of a redline in order; kept ones and others alternate.
pub(super) fn stretches<'e>(edits: &'e [Edit]) -> Vec<Stretch<'e>> {
    let mut found: Vec<Stretch> = Vec::new();
    let mut at = Sides::new(0, 0);
    for run in edits.chunk_by(|a, b| (a.op == Op::Keep) == (b.op == Op::Keep)) {
        let is_kept = run[0].op == Op::Keep;
        let on = |side: Side| run.iter().filter(move |edit| edit.op.is_on(side));
        let end =
            Sides::make(|side| at.get(side) + on(side).map(|edit| edit.text.len()).sum::<usize>());
        found.push(Stretch {
            is_kept,
            ranges: Sides::make(|side| *at.get(side)..*end.get(side)),
            words: Sides::make(|side| {
                let changed = on(side).filter(|_| !is_kept);
                let words = changed.flat_map(|edit| words(&edit.text));
                words.map(folded).collect()
            }),
        });
        at = end;
    }
    found
}
