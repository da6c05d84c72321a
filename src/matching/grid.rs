//! The pairs that are compared, by clause of either side.

use std::ops::RangeInclusive;

use crate::model::{ClauseIndex, Side, Sides};

/// Candidate pairs; each is known by its place in the list.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// Sorted by before clause, then after clause; each once.
    pub pairs: Vec<Sides<ClauseIndex>>,
    lines: Sides<Lines>,
}

/// For each clause of one side the places of its pairs, in order.
#[derive(Debug, Default)]
struct Lines {
    starts: Vec<u32>,
    places: Vec<u32>,
}

impl Grid {
    /// `pairs` must be sorted, each once; `clauses` are how many each version has.
    pub fn new(pairs: Vec<Sides<ClauseIndex>>, clauses: Sides<usize>) -> Self {
        let lines = Sides::make(|side| Lines::new(&pairs, side, *clauses.get(side)));
        Self { pairs, lines }
    }

    /// How many clauses each version has.
    pub fn clauses(&self) -> Sides<usize> {
        self.lines
            .as_ref()
            .map(|lines| lines.starts.len().saturating_sub(1))
    }

    /// The places of the pairs of one clause, in the order of the other clause.
    pub fn of(&self, side: Side, clause: ClauseIndex) -> &[u32] {
        let lines = self.lines.get(side);
        let start = lines.starts[clause.get()] as usize;
        &lines.places[start..lines.starts[clause.get() + 1] as usize]
    }

    /// The places of the pairs of a before clause with one of these after clauses.
    pub fn within(&self, before: ClauseIndex, after: RangeInclusive<usize>) -> &[u32] {
        let line = self.of(Side::Before, before);
        let other = |place: &u32| self.pairs[*place as usize].after.get();
        let start = line.partition_point(|place| other(place) < *after.start());
        let line = &line[start..];
        &line[..line.partition_point(|place| other(place) <= *after.end())]
    }

    /// True if the pair is one of them.
    pub fn holds(&self, clauses: Sides<ClauseIndex>) -> bool {
        let after = clauses.after.get();
        !self.within(clauses.before, after..=after).is_empty()
    }

    /// The pairs of each clause of one side that has any.
    pub fn lines(&self, side: Side) -> impl Iterator<Item = (ClauseIndex, &[u32])> {
        let clauses = 0..self.lines.get(side).starts.len().saturating_sub(1);
        clauses
            .map(move |place| {
                (
                    ClauseIndex::new(place),
                    self.of(side, ClauseIndex::new(place)),
                )
            })
            .filter(|(_, line)| !line.is_empty())
    }
}

impl Lines {
    fn new(pairs: &[Sides<ClauseIndex>], side: Side, clauses: usize) -> Self {
        let mut starts = vec![0_u32; clauses + 1];
        for pair in pairs {
            starts[pair.get(side).get() + 1] += 1;
        }
        for at in 0..clauses {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut places = vec![0; pairs.len()];
        for (place, pair) in (0_u32..).zip(pairs) {
            let slot = &mut next[pair.get(side).get()];
            places[*slot as usize] = place;
            *slot += 1;
        }
        Self { starts, places }
    }
}
