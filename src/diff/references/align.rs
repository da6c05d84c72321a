//! Which reference of the one text is which of the other.
//!
//! Those that stand in kept words are told by their place. Of the rest, those that name the
//! same are one reference that was moved; what is left of one edit goes together where the
//! numbers agree. Neutral of the side.

use std::collections::BTreeMap;

use super::Meant;
use crate::diff::edit::{Edit, Op};
use crate::model::{Side, Sides};

/// Places of references in the lists of both sides, in the order of the before side.
/// Without a redline the texts are the same. Linear but for sorting.
pub(super) fn pairs(
    told: &Sides<Vec<Meant>>,
    text: &[Edit],
    is_same: impl Fn(Sides<&Meant>) -> bool,
) -> Vec<(usize, usize)> {
    if text.is_empty() {
        let count = told.before.len().min(told.after.len());
        return (0..count).map(|at| (at, at)).collect();
    }
    let places = Sides::make(|side| places(side, told.get(side), text));
    // The same side is asked first whichever version it belongs to.
    let words = told
        .as_ref()
        .map(|told| told.iter().map(|meant| meant.told.words()));
    if words.before.le(words.after) {
        Found::of(told.as_ref(), places, is_same).pairs
    } else {
        let told = told.as_ref().swapped();
        let found = Found::of(told, places.swapped(), |sides| is_same(sides.swapped()));
        let turned = found
            .pairs
            .into_iter()
            .map(|(after, before)| (before, after));
        let mut pairs: Vec<_> = turned.collect();
        pairs.sort_unstable();
        pairs
    }
}

/// Where a reference starts: in a run of kept words, so far behind its start, or in the
/// edit between two such runs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Kept(usize, usize),
    Edited(usize),
}

/// References of both sides that start at the same kept word.
fn at_one_place(places: &Sides<Vec<Place>>) -> Vec<(usize, usize)> {
    let kept = |side: Side| {
        let places = places.get(side).iter().enumerate();
        places.filter(|(_, place)| matches!(place, Place::Kept(..)))
    };
    let after: BTreeMap<Place, usize> = kept(Side::After).map(|(at, place)| (*place, at)).collect();
    let pair = |(before, place): (usize, &Place)| Some((before, *after.get(place)?));
    kept(Side::Before).filter_map(pair).collect()
}

fn places(side: Side, told: &[Meant], text: &[Edit]) -> Vec<Place> {
    let mut runs = text.iter();
    let (mut start, mut end, mut kept, mut is_kept) = (0, 0, 0, false);
    let place = |meant: &Meant| {
        let at = meant.told.start + meant.told.reference.range.start;
        while end <= at {
            let Some(run) = runs.next() else { break };
            let is_told = run.op.is_on(side);
            kept += usize::from(run.op == Op::Keep);
            if is_told {
                (start, end) = (end, end + run.text.len());
                is_kept = run.op == Op::Keep;
            }
        }
        if is_kept {
            Place::Kept(kept, at - start)
        } else {
            Place::Edited(kept)
        }
    };
    told.iter().map(place).collect()
}

struct Found {
    /// In the order of the first side.
    pairs: Vec<(usize, usize)>,
    is_free: Sides<Vec<bool>>,
}

impl Found {
    fn of(
        told: Sides<&Vec<Meant>>,
        places: Sides<Vec<Place>>,
        is_same: impl Fn(Sides<&Meant>) -> bool,
    ) -> Self {
        let mut found = Self {
            pairs: Vec::new(),
            is_free: told.map(|told| vec![true; told.len()]),
        };
        let same = |(before, after): (usize, usize)| {
            is_same(Sides {
                before: &told.before[before],
                after: &told.after[after],
            })
        };
        let (still, changed): (Vec<_>, Vec<_>) = at_one_place(&places)
            .into_iter()
            .partition(|pair| same(*pair));
        found.add(still);
        let moved = found.moved(same, &changed);
        found.add(moved);
        found.add(changed);
        found.of_edits(told, &places);
        found.pairs.sort_unstable();
        found
    }

    /// Those of the pairs whose references are in none yet.
    fn add(&mut self, pairs: Vec<(usize, usize)>) {
        for (before, after) in pairs {
            if self.is_free.before[before] && self.is_free.after[after] {
                self.pairs.push((before, after));
                self.is_free.before[before] = false;
                self.is_free.after[after] = false;
            }
        }
    }

    fn free(&self, side: Side) -> Vec<usize> {
        let all = self.is_free.get(side).iter().enumerate();
        all.filter(|(_, is_free)| **is_free)
            .map(|(at, _)| at)
            .collect()
    }

    /// Those that name the same, wherever they stand. One that stands in the place of
    /// another moved only if that one did: else it was put in its place.
    fn moved(
        &self,
        same: impl Fn((usize, usize)) -> bool,
        places: &[(usize, usize)],
    ) -> Vec<(usize, usize)> {
        let free = self.free(Side::After);
        let mut is_taken = vec![false; self.is_free.after.len()];
        let mut moved: BTreeMap<usize, usize> = BTreeMap::new();
        for before in self.free(Side::Before) {
            let near = free.partition_point(|&after| after < before);
            let near = free.iter().skip(near.saturating_sub(NEAR / 2)).take(NEAR);
            let one = near
                .copied()
                .find(|&after| !is_taken[after] && same((before, after)));
            if let Some(after) = one {
                moved.insert(before, after);
                is_taken[after] = true;
            }
        }
        for (before, after) in places {
            if moved.contains_key(before) != is_taken[*after] {
                moved.retain(|own, other| own != before && other != after);
            }
        }
        moved.into_iter().collect()
    }

    /// What is left of one edit, in order, where both sides have as many; else those of one
    /// noun of which both have as many.
    fn of_edits(&mut self, told: Sides<&Vec<Meant>>, places: &Sides<Vec<Place>>) {
        let edits = Sides::make(|side| {
            let mut edits: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
            for at in self.free(side) {
                let (Place::Kept(edit, _) | Place::Edited(edit)) = places.get(side)[at];
                edits.entry(edit).or_default().push(at);
            }
            edits
        });
        for (edit, before) in edits.before {
            let Some(after) = edits.after.get(&edit) else {
                continue;
            };
            if before.len() == after.len() {
                self.add(before.iter().copied().zip(after.iter().copied()).collect());
                continue;
            }
            let of_noun = |side: Side, all: &[usize]| {
                let mut nouns: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
                for &at in all {
                    nouns
                        .entry(told.get(side)[at].told.reference.noun.name)
                        .or_default()
                        .push(at);
                }
                nouns
            };
            let others = of_noun(Side::After, after);
            for (noun, own) in of_noun(Side::Before, &before) {
                let others = others.get(&noun).filter(|others| others.len() == own.len());
                let pairs = own.into_iter().zip(others.into_iter().flatten().copied());
                self.add(pairs.collect());
            }
        }
    }
}

/// A reference is looked for among so many that moved as well.
const NEAR: usize = 32;
