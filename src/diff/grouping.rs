//! Pairs told as one-to-one, split and merged.
//!
//! Clauses may stand in several pairs. Each pair is told in exactly one group, and each
//! group has one clause on at least one side. The clause with the most pairs not told
//! yet takes them all; of equals, the one with the longer text, then the smaller text
//! in byte order.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;

use super::change::Kind;
use super::parties::Parties;
use crate::matching::Matching;
use crate::model::{Clause, ClauseIndex, Side, Sides, Version};
use crate::text::normalize::fold_word;
use crate::text::token::words;

/// Pairs that are told together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// Places in [`Matching::pairs`], in their order.
    pub pairs: Vec<usize>,
    /// The clauses of the pairs, each once, in the order of the version.
    pub clauses: Sides<Vec<ClauseIndex>>,
    /// The pair that shares most words; it decides the facets.
    pub lead: usize,
}

impl Group {
    fn new(versions: Sides<&Version>, matching: &Matching, pairs: Vec<usize>) -> Self {
        let on = |side: Side| {
            let mut found: Vec<_> = pairs
                .iter()
                .map(|&pair| *matching.pairs[pair].clauses.get(side))
                .collect();
            found.sort_unstable();
            found.dedup();
            found
        };
        let clauses = Sides::make(on);
        let lead = lead(versions, matching, &pairs);
        Self {
            pairs,
            clauses,
            lead,
        }
    }

    /// One-to-one groups are unchanged or changed by what they say.
    pub fn kind(&self, versions: Sides<&Version>, parties: &Parties<'_>) -> Kind {
        match (
            self.clauses.before.as_slice(),
            self.clauses.after.as_slice(),
        ) {
            ([before], [after])
                if says_the_same(
                    versions.before.clause(*before),
                    versions.after.clause(*after),
                    parties,
                ) =>
            {
                Kind::Unchanged
            }
            ([_], [_]) => Kind::Changed,
            ([_], _) => Kind::Split,
            _ => Kind::Merged,
        }
    }

    /// The texts of each side, those of several clauses joined by one newline.
    pub fn texts(&self, versions: Sides<&Version>) -> Sides<String> {
        Sides::make(|side| {
            let texts = self
                .clauses
                .get(side)
                .iter()
                .map(|&clause| versions.get(side).clause(clause).text.as_str());
            texts.collect::<Vec<_>>().join("\n")
        })
    }
}

fn says_the_same(before: &Clause, after: &Clause, parties: &Parties<'_>) -> bool {
    before.heading == after.heading
        && before.text == after.text
        && before.modality == after.modality
        && before.status == after.status
        && super::signals::same_parties(before, after, parties)
        && super::terms::same_terms(&before.terms, &after.terms)
        && super::signals::same_positions(before, after, parties)
}

/// Every pair in exactly one group; groups in the order of their first pair.
pub(super) fn groups(versions: Sides<&Version>, matching: &Matching) -> Vec<Group> {
    let pairs_of = pairs_by_clause(versions, matching);
    let mut untold = vec![true; matching.pairs.len()];
    let mut waiting: BinaryHeap<Claim> = BinaryHeap::new();
    let claim = |side: Side, index: ClauseIndex, untold: &[bool]| {
        let left = pairs_of.get(side)[index.get()]
            .iter()
            .filter(|&&pair| untold[pair])
            .count();
        (left > 0).then(|| Claim::new(versions, matching, &pairs_of, side, index, left))
    };
    for side in Side::BOTH {
        let all = (0..versions.get(side).clauses.len()).map(ClauseIndex::new);
        waiting.extend(all.filter_map(|index| claim(side, index, &untold)));
    }
    let mut groups = Vec::new();
    while let Some(first) = waiting.pop() {
        let own: Vec<usize> = pairs_of.get(first.side)[first.index.get()]
            .iter()
            .copied()
            .filter(|&pair| untold[pair])
            .collect();
        // A claim made before others told some of its pairs is made anew.
        if own.len() < first.pairs {
            waiting.extend(claim(first.side, first.index, &untold));
            continue;
        }
        own.iter().for_each(|&pair| untold[pair] = false);
        groups.push(Group::new(versions, matching, own));
    }
    groups.sort_by_key(|group| group.pairs[0]);
    groups
}

fn pairs_by_clause(versions: Sides<&Version>, matching: &Matching) -> Sides<Vec<Vec<usize>>> {
    let mut found = versions.map(|version| vec![Vec::new(); version.clauses.len()]);
    for (place, pair) in matching.pairs.iter().enumerate() {
        found.before[pair.clauses.before.get()].push(place);
        found.after[pair.clauses.after.get()].push(place);
    }
    found
}

/// A clause's claim to tell its pairs; the greatest goes first.
///
/// After the rule's own keys (pairs, length, text) come the texts of the partners, the
/// id and the other keys, so that the order is the same from both sides. Only clauses
/// that agree in all of these are told by place and side.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Claim<'a> {
    pairs: usize,
    length: usize,
    text: Reverse<&'a str>,
    partners: Reverse<Vec<&'a str>>,
    id: Reverse<&'a str>,
    keys: Reverse<Keys<'a>>,
    index: ClauseIndex,
    side: Side,
}

impl<'a> Claim<'a> {
    fn new(
        versions: Sides<&'a Version>,
        matching: &Matching,
        pairs_of: &Sides<Vec<Vec<usize>>>,
        side: Side,
        index: ClauseIndex,
        pairs: usize,
    ) -> Self {
        let clause = versions.get(side).clause(index);
        let partner = |&pair: &usize| {
            let partner = *matching.pairs[pair].clauses.get(side.other());
            versions.get(side.other()).clause(partner).text.as_str()
        };
        let mut partners: Vec<&str> = pairs_of.get(side)[index.get()]
            .iter()
            .map(partner)
            .collect();
        partners.sort_unstable();
        Self {
            pairs,
            length: clause.text.chars().count(),
            text: Reverse(&clause.text),
            partners: Reverse(partners),
            id: Reverse(clause.id.as_str()),
            keys: Reverse(Keys(clause)),
            index,
            side,
        }
    }
}

/// All of a clause but its place, ordered by its printed form: dear, but rarely asked.
struct Keys<'a>(&'a Clause);

impl Keys<'_> {
    fn printed(&self) -> String {
        let Clause {
            heading,
            number,
            topic,
            binds,
            benefits,
            modality,
            ..
        } = self.0;
        let Clause {
            status,
            terms,
            positions,
            ..
        } = self.0;
        format!(
            "{heading:?}{number:?}{topic:?}{binds:?}{benefits:?}{modality:?}{status:?}{terms:?}{positions:?}"
        )
    }
}

impl Ord for Keys<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.printed().cmp(&other.printed())
    }
}

impl PartialOrd for Keys<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Keys<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Keys<'_> {}

/// The pair that shares most words; of equals the more similar, then the nearer in place.
fn lead(versions: Sides<&Version>, matching: &Matching, pairs: &[usize]) -> usize {
    if let [only] = pairs {
        return *only;
    }
    let lengths = versions.map(|version| version.clauses.len() as u64);
    let rank = |&pair: &usize| {
        let found = &matching.pairs[pair];
        let place = found.clauses.map(|index| index.get() as u64);
        let apart = (place.before * lengths.after).abs_diff(place.after * lengths.before);
        (
            shared_words(versions, found.clauses),
            found.evidence.score,
            Reverse(apart),
            Reverse(place.before + place.after),
        )
    };
    pairs
        .iter()
        .copied()
        .max_by_key(rank)
        .expect("a group has at least one pair")
}

/// Size of the intersection of the two bags of folded words.
fn shared_words(versions: Sides<&Version>, clauses: Sides<ClauseIndex>) -> usize {
    let mut bag: FxHashMap<String, usize> = FxHashMap::default();
    for word in words(&versions.before.clause(clauses.before).text) {
        *bag.entry(fold_word(word)).or_default() += 1;
    }
    let take = |word: &str| {
        bag.get_mut(&fold_word(word))
            .is_some_and(|left| std::mem::replace(left, left.saturating_sub(1)) > 0)
    };
    words(&versions.after.clause(clauses.after).text)
        .map(take)
        .filter(|taken| *taken)
        .count()
}
