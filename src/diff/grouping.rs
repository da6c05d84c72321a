//! Pairs told as one-to-one, split and merged.
//!
//! Clauses may stand in several pairs. Each pair is told in exactly one group, and each
//! group has one clause on at least one side. The clause with the most pairs not told
//! yet takes them all; of equals, the one with the longer text, then the smaller text
//! in byte order. Most pairs share no clause with another and are groups as they stand.

use std::borrow::Cow;
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;

use super::change::Kind;
use super::parties::Parties;
use crate::matching::{Matching, Pair};
use crate::model::{Clause, ClauseIndex, Side, Sides, Version};
use crate::text::normalize::folded;
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
    pub fn kind<'a>(&self, versions: Sides<&'a Version>, parties: &Parties<'a>) -> Kind {
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
    pub fn texts<'a>(&self, versions: Sides<&'a Version>) -> Sides<Cow<'a, str>> {
        Sides::make(|side| {
            let text = |clause: &ClauseIndex| versions.get(side).clause(*clause).text.as_str();
            match self.clauses.get(side).as_slice() {
                [only] => Cow::Borrowed(text(only)),
                several => Cow::Owned(several.iter().map(text).collect::<Vec<_>>().join("\n")),
            }
        })
    }
}

fn says_the_same<'a>(before: &'a Clause, after: &'a Clause, parties: &Parties<'a>) -> bool {
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
    let pairs_of = PairsOf::new(versions, matching);
    let is_alone = |pair: usize| {
        let clauses = matching.pairs[pair].clauses;
        let [before, after] = Side::BOTH.map(|side| pairs_of.get(side, *clauses.get(side)));
        before.len() == 1 && after.len() == 1
    };
    let (alone, shared): (Vec<usize>, Vec<usize>) =
        (0..matching.pairs.len()).partition(|&pair| is_alone(pair));
    let mut groups: Vec<Group> = alone
        .into_iter()
        .map(|pair| Group::new(versions, matching, vec![pair]))
        .collect();
    groups.extend(of_shared(versions, matching, &pairs_of, shared));
    groups.sort_by_key(|group| group.pairs[0]);
    groups
}

/// Groups of pairs that have clauses in common, in no order.
fn of_shared(
    versions: Sides<&Version>,
    matching: &Matching,
    pairs_of: &PairsOf,
    pairs: Vec<usize>,
) -> Vec<Group> {
    let mut untold = vec![false; matching.pairs.len()];
    pairs.iter().for_each(|&pair| untold[pair] = true);
    let mut waiting: BinaryHeap<Claim> = BinaryHeap::new();
    let claim = |side: Side, index: ClauseIndex, untold: &[bool]| {
        let own = pairs_of.get(side, index).iter();
        let left = own.filter(|&&pair| untold[pair]).count();
        (left > 0).then(|| Claim::new(versions, matching, pairs_of, side, index, left))
    };
    for side in Side::BOTH {
        let clause = |&pair: &usize| *matching.pairs[pair].clauses.get(side);
        let mut clauses: Vec<ClauseIndex> = pairs.iter().map(clause).collect();
        clauses.sort_unstable();
        clauses.dedup();
        let clauses = clauses.into_iter();
        waiting.extend(clauses.filter_map(|index| claim(side, index, &untold)));
    }
    let mut groups = Vec::new();
    while let Some(first) = waiting.pop() {
        let own: Vec<usize> = pairs_of
            .get(first.side, first.index)
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
    groups
}

/// The pairs of each clause, by their place in [`Matching::pairs`] and in its order.
struct PairsOf(Sides<OfSide>);

/// Of one side: all places, and for each clause where its own begin, with the end of all.
struct OfSide {
    places: Vec<usize>,
    starts: Vec<usize>,
}

impl PairsOf {
    fn new(versions: Sides<&Version>, matching: &Matching) -> Self {
        Self(Sides::make(|side| {
            let clause = |pair: &Pair| pair.clauses.get(side).get();
            let mut starts = vec![0; versions.get(side).clauses.len() + 1];
            let clauses = matching.pairs.iter().map(clause);
            clauses.for_each(|clause| starts[clause + 1] += 1);
            for at in 1..starts.len() {
                starts[at] += starts[at - 1];
            }
            let mut next = starts.clone();
            let mut places = vec![0; matching.pairs.len()];
            for (place, pair) in matching.pairs.iter().enumerate() {
                let at = &mut next[clause(pair)];
                places[*at] = place;
                *at += 1;
            }
            OfSide { places, starts }
        }))
    }

    fn get(&self, side: Side, clause: ClauseIndex) -> &[usize] {
        let OfSide { places, starts } = self.0.get(side);
        &places[starts[clause.get()]..starts[clause.get() + 1]]
    }
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
        pairs_of: &PairsOf,
        side: Side,
        index: ClauseIndex,
        pairs: usize,
    ) -> Self {
        let clause = versions.get(side).clause(index);
        let partner = |&pair: &usize| {
            let partner = *matching.pairs[pair].clauses.get(side.other());
            versions.get(side.other()).clause(partner).text.as_str()
        };
        let mut partners: Vec<&str> = pairs_of.get(side, index).iter().map(partner).collect();
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
    let clause = |pair: usize, side: Side| *matching.pairs[pair].clauses.get(side);
    let text = |pair: usize, side: Side| &*versions.get(side).clause(clause(pair, side)).text;
    let is_one = |side: Side| {
        let mut pairs = pairs.windows(2);
        pairs.all(|two| clause(two[0], side) == clause(two[1], side))
    };
    let one = if is_one(Side::Before) {
        Side::Before
    } else {
        Side::After
    };
    let mut words_of_one = Bag::new(text(pairs[0], one));
    let lengths = versions.map(|version| version.clauses.len() as u64);
    let rank = |&pair: &usize| {
        let found = &matching.pairs[pair];
        let place = found.clauses.map(|index| index.get() as u64);
        let apart = (place.before * lengths.after).abs_diff(place.after * lengths.before);
        (
            words_of_one.shared_with(text(pair, one.other())),
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

/// The folded words of a text, each as often as it stands there.
struct Bag<'t> {
    words: FxHashMap<Cow<'t, str>, Held>,
    /// How many texts were compared.
    compared: usize,
}

/// How often a word is held, and how often it is left for the text that is compared last.
#[derive(Default)]
struct Held {
    count: usize,
    left: usize,
    compared: usize,
}

impl<'t> Bag<'t> {
    fn new(text: &'t str) -> Self {
        let mut held: FxHashMap<Cow<'t, str>, Held> = FxHashMap::default();
        for word in words(text) {
            held.entry(folded(word)).or_default().count += 1;
        }
        Self {
            words: held,
            compared: 0,
        }
    }

    /// Size of the intersection with the bag of another text.
    fn shared_with(&mut self, text: &str) -> usize {
        self.compared += 1;
        let mut take = |word: &str| {
            let Some(held) = self.words.get_mut(&*folded(word)) else {
                return false;
            };
            if held.compared < self.compared {
                (held.compared, held.left) = (self.compared, held.count);
            }
            let is_left = held.left > 0;
            held.left -= usize::from(is_left);
            is_left
        };
        words(text).filter(|word| take(word)).count()
    }
}
