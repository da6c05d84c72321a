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
    edits: &'e [Edit<'e>],
}

impl<'e> Stretch<'e> {
    /// Where a byte of a side stands on the other, if it is in kept words.
    pub fn counterpart(&self, side: Side, byte: usize) -> Option<usize> {
        let (own, other) = (self.ranges.get(side), self.ranges.get(side.other()));
        self.is_kept.then(|| byte - own.start + other.start)
    }

    /// The folded words on one side.
    pub fn words(&self, side: Side) -> Vec<Cow<'e, str>> {
        let own = self.edits.iter().filter(|edit| edit.op.is_on(side));
        own.flat_map(|edit| words(&edit.text)).map(folded).collect()
    }
}

/// The stretches of a redline in order; kept ones and others alternate.
pub(super) fn stretches<'e>(edits: &'e [Edit<'e>]) -> Vec<Stretch<'e>> {
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
            edits: run,
        });
        at = end;
    }
    found
}

/// The place among stretches of the one that holds a byte of a side.
pub(super) fn holding(stretches: &[Stretch<'_>], side: Side, byte: usize) -> usize {
    stretches.partition_point(|stretch| stretch.ranges.get(side).end <= byte)
}

/// Where the bytes of a text stand in the stretches of a redline.
pub(super) struct Places<'s> {
    stretches: &'s [Stretch<'s>],
    /// The stretches that are not kept.
    changed: Vec<usize>,
}

impl<'s> Places<'s> {
    pub fn new(stretches: &'s [Stretch<'s>]) -> Self {
        let changed = stretches.iter().enumerate();
        let changed = changed.filter(|(_, stretch)| !stretch.is_kept);
        Self {
            stretches,
            changed: changed.map(|(place, _)| place).collect(),
        }
    }

    /// The first changed stretch that ends at a byte or behind it; behind the last, their number.
    pub fn near(&self, side: Side, byte: usize) -> usize {
        let is_before = |&place: &usize| self.stretches[place].ranges.get(side).end < byte;
        let at = self.changed.partition_point(is_before);
        self.changed
            .get(at)
            .copied()
            .unwrap_or(self.stretches.len())
    }

    /// The changed stretch that holds all of a range, if one does.
    pub fn holding(&self, side: Side, range: &Range<usize>) -> Option<&'s Stretch<'s>> {
        let stretch = self.stretches.get(self.near(side, range.end))?;
        let own = stretch.ranges.get(side);
        (own.start <= range.start && range.end <= own.end).then_some(stretch)
    }

    /// The next few changed stretches from a byte on.
    pub fn from(&self, side: Side, byte: usize) -> impl Iterator<Item = &'s Stretch<'s>> + use<'s> {
        let is_before = |&place: &usize| self.stretches[place].ranges.get(side).start < byte;
        let at = self.changed.partition_point(is_before);
        let few = self.changed[at..].iter().take(FEW);
        let few: Vec<&Stretch<'s>> = few.map(|&place| &self.stretches[place]).collect();
        few.into_iter()
    }

    /// The kept parts of a range of the before text, as ranges of the after text.
    pub fn kept(&self, range: &Range<usize>) -> Vec<Range<usize>> {
        let is_before = |stretch: &Stretch<'_>| stretch.ranges.before.end <= range.start;
        let first = self.stretches.partition_point(is_before);
        let touching = self.stretches[first..].iter();
        let touching = touching.take_while(|stretch| stretch.ranges.before.start < range.end);
        let counterpart = |stretch: &Stretch<'_>| {
            let own = &stretch.ranges.before;
            let shift = |at: usize| at - own.start + stretch.ranges.after.start;
            shift(range.start.max(own.start))..shift(range.end.min(own.end))
        };
        let kept = touching.filter(|stretch| stretch.is_kept);
        kept.map(counterpart).collect()
    }
}

/// So many changes are looked at behind a word for what it says.
const FEW: usize = 4;
