//! The smallest set of moves that explains an order.
//!
//! Among the clauses under one pair of parents, those that keep their order are the
//! heaviest common subsequence; the others moved. A clause whose parents are no pair
//! moved. A section moved whole is thus one move, its own.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::grouping::Group;
use crate::matching::Matching;
use crate::model::{Clause, ClauseIndex, Side, Sides, Version};

/// For each group, whether it moved. Sorting and a Fenwick tree: `O(n log n)`.
pub(super) fn moved(versions: Sides<&Version>, matching: &Matching, groups: &[Group]) -> Vec<bool> {
    let parent = |clause: &Clause| clause.parent.is_some();
    let has_parents = versions.before.clauses.iter().any(parent);
    let pairs: FxHashSet<Sides<ClauseIndex>> = if has_parents {
        matching.pairs.iter().map(|pair| pair.clauses).collect()
    } else {
        FxHashSet::default()
    };
    let mut under: BTreeMap<Option<Sides<ClauseIndex>>, Vec<Element>> = BTreeMap::new();
    let mut moved = vec![true; groups.len()];
    let ranks = ranks(versions, matching, groups);
    for (at, group) in groups.iter().enumerate() {
        let lead = matching.pairs[group.lead].clauses;
        let parents = (
            versions.before.clause(lead.before).parent,
            versions.after.clause(lead.after).parent,
        );
        let place = match parents {
            (None, None) => None,
            (Some(before), Some(after)) if pairs.contains(&Sides { before, after }) => {
                Some(Sides { before, after })
            }
            _ => continue,
        };
        under.entry(place).or_default().push(Element {
            group: at,
            before: lead.before.get(),
            after: lead.after.get(),
            weight: ranks[at],
        });
    }
    for elements in under.into_values() {
        for kept in heaviest_in_order(elements) {
            moved[kept] = false;
        }
    }
    moved
}

/// One group in the order of its section.
#[derive(Clone, Copy)]
pub(super) struct Element {
    pub group: usize,
    pub before: usize,
    pub after: usize,
    pub weight: Weight,
}

/// What it is worth to keep something in order: first the number of groups, so that the
/// moves are fewest; then their length, so that the shorter ones move; then their rank
/// by text, so that the smaller text moves. The mix at the end decides between sets
/// that are equal in all of these, in the same way from both sides.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Weight {
    pub groups: u32,
    pub length: u64,
    pub rank: u64,
    pub mix: u64,
}

impl Weight {
    fn plus(self, other: Self) -> Self {
        Self {
            groups: self.groups + other.groups,
            length: self.length + other.length,
            rank: self.rank + other.rank,
            mix: self.mix.wrapping_add(other.mix),
        }
    }
}

/// The weight of each group alone.
fn ranks(versions: Sides<&Version>, matching: &Matching, groups: &[Group]) -> Vec<Weight> {
    let lengths = versions.map(lengths);
    let below = Sides::make(|side| lengths_below(versions.get(side), lengths.get(side)));
    let pair = |at: usize| matching.pairs[groups[at].lead].clauses;
    // Most texts differ early: the first bytes stand beside the place, for the rest one looks.
    let begun = |at: usize| {
        let texts = neutral_texts(versions, pair(at));
        ((first_bytes(texts.before), at), texts)
    };
    let (mut order, texts): (Vec<(u128, usize)>, Vec<Sides<&str>>) =
        (0..groups.len()).map(begun).unzip();
    let rest = |at: usize| neutral_rest(versions, &below, pair(at));
    order.sort_unstable_by(|(begun, a), (other, b)| {
        let by_text = || texts[*a].cmp(&texts[*b]);
        let by_rest = || rest(*a).cmp(&rest(*b)).then(a.cmp(b));
        begun.cmp(other).then_with(by_text).then_with(by_rest)
    });
    let mut weights = vec![Weight::default(); groups.len()];
    for (rank, (_, at)) in (1_u64..).zip(order) {
        let length = |side: Side| -> u64 {
            let clauses = groups[at].clauses.get(side).iter();
            clauses.map(|clause| lengths.get(side)[clause.get()]).sum()
        };
        let length = Side::BOTH.into_iter().map(length).sum();
        weights[at] = Weight {
            groups: 1,
            length,
            rank,
            mix: mixed(rank) >> 16,
        };
    }
    weights
}

/// The characters of each clause.
fn lengths(version: &Version) -> Vec<u64> {
    let clauses = version.clauses.iter();
    clauses.map(|clause| length(&clause.text)).collect()
}

fn length(text: &str) -> u64 {
    // Most texts are ASCII, which is known much sooner than how many characters there are.
    if text.is_ascii() {
        text.len() as u64
    } else {
        text.chars().count() as u64
    }
}

/// For each clause, the characters of all clauses that it contains. A section is mostly
/// a heading alone; what stands below it tells which of two sections is the smaller.
fn lengths_below(version: &Version, lengths: &[u64]) -> Vec<u64> {
    let parent = |clause: usize| version.clauses[clause].parent.map(ClauseIndex::get);
    let mut open = vec![0_u32; lengths.len()];
    (0..lengths.len())
        .filter_map(parent)
        .for_each(|parent| open[parent] += 1);
    let mut below = vec![0; lengths.len()];
    // Each clause is added to its parent once all that it contains is added to it.
    for leaf in 0..lengths.len() {
        let mut next = Some(leaf).filter(|&leaf| open[leaf] == 0);
        while let Some(clause) = next {
            open[clause] = u32::MAX;
            next = parent(clause).filter(|&parent| {
                below[parent] += lengths[clause] + below[clause];
                open[parent] -= 1;
                open[parent] == 0
            });
        }
    }
    below
}

/// In their order, and of a shorter text as if it went on with zeros; texts that begin
/// alike are left to be compared in full.
fn first_bytes(text: &str) -> u128 {
    let mut bytes = [0; 16];
    let length = text.len().min(bytes.len());
    bytes[..length].copy_from_slice(&text.as_bytes()[..length]);
    u128::from_be_bytes(bytes)
}

/// What pairs are ordered by first: their texts, whichever side they stand on.
fn neutral_texts(versions: Sides<&Version>, pair: Sides<ClauseIndex>) -> Sides<&str> {
    let Sides { before, after } = Sides::make(|side| versions.get(side).clause(*pair.get(side)));
    sorted(&before.text, &after.text)
}

/// What pairs of the same texts are ordered by: what they contain, then ids and places,
/// whichever side they stand on.
fn neutral_rest<'a>(
    versions: Sides<&'a Version>,
    below: &Sides<Vec<u64>>,
    pair: Sides<ClauseIndex>,
) -> (u64, Sides<&'a str>, usize, usize) {
    let ids = Sides::make(|side| versions.get(side).clause(*pair.get(side)).id.as_str());
    let (before, after) = (pair.before.get(), pair.after.get());
    (
        below.before[before] + below.after[after],
        sorted(ids.before, ids.after),
        before + after,
        before.abs_diff(after),
    )
}

fn sorted<'a>(a: &'a str, b: &'a str) -> Sides<&'a str> {
    if a <= b {
        Sides::new(a, b)
    } else {
        Sides::new(b, a)
    }
}

/// A bijective scrambler (splitmix64; G. Steele, D. Lea, C. Flood, OOPSLA 2014).
fn mixed(value: u64) -> u64 {
    let value = value.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// The groups of the heaviest subsequence that stands in the same order on both sides.
pub(super) fn heaviest_in_order(mut elements: Vec<Element>) -> Vec<usize> {
    elements.sort_by_key(|element| (element.before, element.after, Reverse(element.weight)));
    let places = elements
        .iter()
        .map(|element| element.after + 1)
        .max()
        .unwrap_or(0);
    let mut best = PrefixMaximum::new(places);
    let mut earlier: Vec<Option<usize>> = Vec::with_capacity(elements.len());
    for (at, element) in elements.iter().enumerate() {
        let (weight, last) = best.up_to(element.after);
        earlier.push(last);
        best.raise(element.after, (weight.plus(element.weight), Some(at)));
    }
    let mut kept = Vec::new();
    let mut last = best.up_to(places.saturating_sub(1)).1;
    while let Some(at) = last {
        kept.push(elements[at].group);
        last = earlier[at];
    }
    kept
}

/// Greatest value at or before a place (P. M. Fenwick, *Software: Practice and
/// Experience* 24(3), 1994).
struct PrefixMaximum(Vec<(Weight, Option<usize>)>);

impl PrefixMaximum {
    fn new(places: usize) -> Self {
        Self(vec![(Weight::default(), None); places + 1])
    }

    fn up_to(&self, place: usize) -> (Weight, Option<usize>) {
        let mut at = (place + 1).min(self.0.len().saturating_sub(1));
        let mut best = (Weight::default(), None);
        while at > 0 {
            best = best.max(self.0[at]);
            at &= at - 1;
        }
        best
    }

    fn raise(&mut self, place: usize, value: (Weight, Option<usize>)) {
        let mut at = place + 1;
        while at < self.0.len() {
            self.0[at] = self.0[at].max(value);
            at += at & at.wrapping_neg();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each pair is `(before, after, length)`; gives the places in the list that moved.
    #[track_caller]
    fn check(pairs: &[(usize, usize, u64)], expected: &[usize]) {
        let element = |(group, &(before, after, length)): (usize, &(usize, usize, u64))| Element {
            group,
            before,
            after,
            weight: Weight {
                groups: 1,
                length,
                rank: group as u64,
                mix: 0,
            },
        };
        let kept = heaviest_in_order(pairs.iter().enumerate().map(element).collect());
        let moved: Vec<usize> = (0..pairs.len()).filter(|at| !kept.contains(at)).collect();
        assert_eq!(moved, expected);
    }

    #[test]
    fn inserting_at_the_top_moves_nothing() {
        check(&[(0, 1, 5), (1, 2, 5), (2, 3, 5)], &[]);
    }

    #[test]
    fn swapping_neighbours_moves_the_shorter() {
        check(&[(0, 1, 9), (1, 0, 3)], &[1]);
        check(&[(0, 1, 3), (1, 0, 9)], &[0]);
    }

    #[test]
    fn fewest_moves_count_before_length() {
        check(&[(0, 1, 1), (1, 2, 1), (2, 0, 99)], &[2]);
    }

    #[test]
    fn a_reversal_keeps_one() {
        check(&[(0, 2, 1), (1, 1, 5), (2, 0, 1)], &[0, 2]);
    }
}
