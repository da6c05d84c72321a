//! Which text is in the place of the one it came from.
//!
//! In its place is what stands in a clause related to its own, if that clause did not
//! move, stands beside the one that took most of the words, and keeps its sentences in
//! order. All else moved.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::Link;
use super::laid::Laid;
use crate::diff::Diff;
use crate::diff::change::Change;
use crate::diff::moves::{Element, Weight, heaviest_in_order};
use crate::model::{ClauseIndex, Side, Sides};

/// The changes that tell of clauses, by their places in [`Diff::changes`].
pub(super) struct Homes {
    pairs: FxHashMap<Sides<ClauseIndex>, usize>,
    clauses: Sides<FxHashMap<ClauseIndex, Vec<usize>>>,
}

impl Homes {
    /// Of the changes that relate clauses; linear in the number of pairs.
    pub fn new(changes: &[Change]) -> Self {
        let mut homes = Self {
            pairs: FxHashMap::default(),
            clauses: Sides::default(),
        };
        let related = changes.iter().enumerate();
        for (at, change) in related.filter(|(_, change)| change.evidence.is_some()) {
            let Sides { before, after } = &change.clauses;
            for &before in before {
                for &after in after {
                    homes.pairs.insert(Sides { before, after }, at);
                }
            }
            for side in Side::BOTH {
                for &clause in change.clauses.get(side) {
                    let own = homes.clauses.get_mut(side).entry(clause);
                    own.or_default().push(at);
                }
            }
        }
        homes
    }

    /// The change that relates the clauses of two sentences.
    pub fn both(&self, laid: &Sides<Laid>, sentences: Sides<usize>) -> Option<usize> {
        let clauses = Sides::make(|side| clause(laid, side, *sentences.get(side)));
        self.pairs.get(&clauses).copied()
    }

    /// The change that alone relates a clause; `None` if there are several, or none.
    pub fn only(&self, side: Side, clause: ClauseIndex) -> Option<usize> {
        match self.clauses.get(side).get(&clause)?.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// True if one of its clauses is told in another change, too.
    pub fn is_shared(&self, change: &Change) -> bool {
        Side::BOTH.into_iter().any(|side| {
            let mut clauses = change.clauses.get(side).iter();
            clauses.any(|&clause| self.only(side, clause).is_none())
        })
    }
}

fn clause(laid: &Sides<Laid>, side: Side, sentence: usize) -> ClauseIndex {
    laid.get(side).sentences[sentence].clause
}

/// Marks the links whose text is in another place.
pub(super) fn tell_moves(diff: &Diff, laid: &Sides<Laid>, homes: &Homes, links: &mut [Link]) {
    let mut of_change: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (at, link) in links.iter_mut().enumerate() {
        match link.change {
            Some(change) if !diff.changes[change].moved => {
                of_change.entry(change).or_default().push(at);
            }
            _ => link.is_moved = true,
        }
    }
    in_clauses_of_others(diff, laid, links, homes);
    // Each change decides about its own links alone, so their order does not matter.
    for (change, mut own) in of_change {
        far_from_the_rest(&diff.changes[change], laid, links, &own);
        own.retain(|&at| !links[at].is_moved);
        out_of_order(laid, links, &own);
    }
}

/// Of clauses that several changes tell of, each has one partner at most: those that
/// carry most words go first. What went from a clause to one, where both have another
/// partner, moved.
fn in_clauses_of_others(diff: &Diff, laid: &Sides<Laid>, links: &mut [Link], homes: &Homes) {
    let clauses = |link: &Link| Sides::make(|side| clause(laid, side, *link.sentences.get(side)));
    let is_shared = |link: &&mut Link| {
        let change = link.change.filter(|_| !link.is_moved);
        change.is_some_and(|change| homes.is_shared(&diff.changes[change]))
    };
    let mut words: BTreeMap<Sides<ClauseIndex>, usize> = BTreeMap::new();
    for link in links.iter_mut().filter(is_shared) {
        *words.entry(clauses(link)).or_default() += link.words;
    }
    let mut order: Vec<_> = words.into_iter().collect();
    order.sort_by_cached_key(|&(pair, words)| {
        let mut texts = Side::BOTH.map(|side| {
            let clause = *pair.get(side);
            diff.versions.get(side).clause(clause).text.as_str()
        });
        texts.sort_unstable();
        (Reverse(words), texts)
    });
    let mut partners: Sides<BTreeMap<ClauseIndex, ClauseIndex>> = Sides::default();
    for (Sides { before, after }, _) in order {
        let is_free =
            !partners.before.contains_key(&before) && !partners.after.contains_key(&after);
        if is_free {
            partners.before.insert(before, after);
            partners.after.insert(after, before);
        }
    }
    for link in links.iter_mut().filter(is_shared) {
        let Sides { before, after } = clauses(link);
        let partner = partners.before.get(&before);
        link.is_moved =
            partners.after.contains_key(&after) && partner.is_some_and(|partner| *partner != after);
    }
}

/// Of several clauses, those that do not stand beside the one with most of the words.
fn far_from_the_rest(change: &Change, laid: &Sides<Laid>, links: &mut [Link], own: &[usize]) {
    for side in Side::BOTH {
        let clauses = change.clauses.get(side);
        if clauses.len() < 2 {
            continue;
        }
        let of_link = |link: &Link| clause(laid, side, *link.sentences.get(side));
        let mut words = vec![0; clauses.len()];
        for &at in own {
            let piece = clauses.binary_search(&of_link(&links[at]));
            words[piece.expect("a change tells of its clauses in order")] += links[at].words;
        }
        let most = words.iter().copied().max().unwrap_or(0);
        let lead = words.iter().position(|&count| count == most).unwrap_or(0);
        let is_near = |clause: ClauseIndex| {
            let at = clauses.partition_point(|&other| other < clause);
            clause.get().abs_diff(clauses[lead].get()) == at.abs_diff(lead)
        };
        for &at in own {
            links[at].is_moved |= !is_near(of_link(&links[at]));
        }
    }
}

/// Among the links of one change, those that are not in the heaviest order.
fn out_of_order(laid: &Sides<Laid>, links: &mut [Link], own: &[usize]) {
    let places = |&at: &usize| (links[at].sentences.before, links[at].sentences.after);
    if own.iter().map(places).is_sorted_by_key(|(_, after)| after) {
        return;
    }
    let mut afters: Vec<usize> = own.iter().map(|at| places(at).1).collect();
    afters.sort_unstable();
    afters.dedup();
    let ranks = ranks(laid, links, own);
    let element = |(&at, rank): (&usize, u64)| {
        let (before, after) = places(&at);
        Element {
            group: at,
            before,
            after: afters.partition_point(|&other| other < after),
            weight: Weight {
                groups: 1,
                length: links[at].words as u64,
                rank,
                mix: 0,
            },
        }
    };
    let elements = own.iter().zip(ranks).map(element).collect();
    let kept = heaviest_in_order(elements);
    own.iter().for_each(|&at| links[at].is_moved = true);
    kept.into_iter().for_each(|at| links[at].is_moved = false);
}

/// The rank of each link by its texts, whichever side they stand on.
fn ranks(laid: &Sides<Laid>, links: &[Link], own: &[usize]) -> Vec<u64> {
    let texts = |&at: &usize| {
        let Sides { before, after } = links[at].sentences;
        let mut texts = [laid.before.text(before), laid.after.text(after)];
        texts.sort_unstable();
        (texts, before + after)
    };
    let mut order: Vec<usize> = (0..own.len()).collect();
    order.sort_by_cached_key(|&at| texts(&own[at]));
    let mut ranks = vec![0; own.len()];
    for (rank, at) in (1..).zip(order) {
        ranks[at] = rank;
    }
    ranks
}
