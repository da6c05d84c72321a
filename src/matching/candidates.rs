//! Which pairs of clauses are worth comparing.
//!
//! Small versions compare every clause with every other. In larger ones each clause
//! offers what is rarest in each stretch of it; clauses that offer the same are candidates, and
//! each clause of either side keeps the few with which it shares most. Nothing is quadratic:
//! what many clauses offer is left out, and said.

use std::ops::Range;

use super::likeness;
use super::options::Options;
use super::wording::{self, Feature, Wording, small};
use crate::model::{ClauseIndex, Side, Sides};

/// Versions of at most so many pairs of clauses are compared all with all: treaties of five hundred
/// articles take a fraction of a second, and half of the pairs that are wrong otherwise are not
/// made, as was seen of thirty pairs of licences put together in three.
const ALL_PAIRS: usize = 250_000;

/// Versions of more pairs than this, a few thousand changed clauses, keep few candidates: there a
/// clause that others come near to is rare, and each candidate costs as much as elsewhere.
const MANY_PAIRS: usize = 4_000_000;

/// Of so many neighbouring pairs of words a clause offers the rarest. More lose clauses with
/// many small edits, fewer cost time; with this, two clauses that share six words in a row
/// offer one thing alike.
const WINDOW: usize = 5;

/// Rare words that a clause offers, for those whose word order changed.
const WORDS: usize = 12;

/// Something offered by more pairs of clauses than this is left out.
const COMMON: usize = 1_024;

/// Two clauses must offer at least so much alike, unless it is telling by itself:
/// there two share one thing by chance.
const LEAST_SHARED: u32 = 2;

/// A candidate that shares less than one part in so many of what the best one of either
/// of its clauses shares is not compared; the second value holds in versions of [`MANY_PAIRS`] and
/// more. A piece need not be near its whole, as the whole is nearest to the piece.
const FAR: [u32; 2] = [10, 2];

/// Candidates that each clause keeps in those.
const FEW: usize = 4;

/// What was found, and what was not looked at.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    /// Sorted by before clause, then after clause; each pair once.
    pub pairs: Vec<Sides<ClauseIndex>>,
    /// How they were chosen.
    pub choice: Choice,
    /// Things offered that were left out because too many clauses offer them.
    pub common: usize,
}

/// How many of the pairs that there are were taken for candidates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Choice {
    /// All.
    #[default]
    All,
    /// Those that share something, and as many as the options say.
    Some,
    /// A few.
    Few,
}

/// Candidates among the clauses for which `wanted` is true and that have words.
pub(super) fn find(
    wording: &Sides<Wording>,
    wanted: &Sides<Vec<bool>>,
    options: &Options,
) -> Candidates {
    let present = Sides::make(|side| {
        let all = (0..wanted.get(side).len()).map(ClauseIndex::new);
        let has_words = |&clause: &ClauseIndex| wording.get(side).has_words(clause);
        all.filter(|clause| wanted.get(side)[clause.get()])
            .filter(has_words)
            .collect::<Vec<_>>()
    });
    let all = present.before.len().saturating_mul(present.after.len());
    if all <= ALL_PAIRS {
        let with_all = |&before: &ClauseIndex| {
            let others = present.after.iter();
            others.map(move |&after| Sides { before, after })
        };
        return Candidates {
            pairs: present.before.iter().flat_map(with_all).collect(),
            choice: Choice::All,
            common: 0,
        };
    }
    let offers = Sides::make(|side: Side| Offers::new(wording.get(side), present.get(side)));
    let meetings = meetings(&offers);
    let telling = wording.before.telling();
    let (mut pairs, weights) = shared(&meetings, &offers, &present, telling);
    let clauses = wanted.as_ref().map(Vec::len);
    let (choice, keep, far) = if all <= MANY_PAIRS {
        (Choice::Some, options.candidates, FAR[0])
    } else {
        (Choice::Few, options.candidates.min(FEW), FAR[1])
    };
    let near = near(&pairs, &weights, clauses, keep, far);
    likeness::retain(&mut pairs, &near);
    Candidates {
        pairs,
        choice,
        common: meetings.common,
    }
}

/// For each pair, whether it is among the `keep` nearest of either of its clauses, of equals
/// all, and reaches one part in `far` of what the nearest does. `clauses` are how many each
/// version has.
pub(super) fn near(
    pairs: &[Sides<ClauseIndex>],
    weights: &[u32],
    clauses: Sides<usize>,
    keep: usize,
    far: u32,
) -> Vec<bool> {
    let mut best = clauses.map(|clauses| Best::new(clauses, keep));
    for (clauses, &weight) in pairs.iter().zip(weights) {
        best.before.note(clauses.before, weight);
        best.after.note(clauses.after, weight);
    }
    let least = best.map(|best| best.least(far));
    let is_near = |(clauses, &weight): (&Sides<ClauseIndex>, &u32)| {
        weight >= least.before[clauses.before.get()] || weight >= least.after[clauses.after.get()]
    };
    pairs.iter().zip(weights).map(is_near).collect()
}

/// The largest weights of each clause, in descending order.
struct Best {
    weights: Vec<u32>,
    keep: usize,
}

impl Best {
    fn new(clauses: usize, keep: usize) -> Self {
        let keep = keep.max(1);
        Self {
            weights: vec![0; clauses * keep],
            keep,
        }
    }

    fn note(&mut self, clause: ClauseIndex, weight: u32) {
        let start = clause.get() * self.keep;
        let held = &mut self.weights[start..start + self.keep];
        let mut at = held.len();
        while at > 0 && held[at - 1] < weight {
            at -= 1;
        }
        if let Some(rest) = held.get_mut(at..)
            && let Some(last) = rest.len().checked_sub(1)
        {
            rest.copy_within(..last, 1);
            rest[0] = weight;
        }
    }

    /// For each clause the weight that the last of its nearest reaches, if that is not too far
    /// from the nearest.
    fn least(self, far: u32) -> Vec<u32> {
        let held = self.weights.chunks_exact(self.keep);
        held.map(|held| held[held.len() - 1].max(held[0] / far))
            .collect()
    }
}

/// What the clauses of one side offer. Clauses are known by their place among those that are
/// present.
struct Offers {
    /// Clause by clause.
    all: Vec<Offer>,
    /// Where those of each clause end.
    ends: Vec<u32>,
}

/// One thing that a clause offers.
#[derive(Clone, Copy)]
struct Offer {
    key: u32,
    clause: u32,
    weight: u32,
}

impl Offers {
    fn new(wording: &Wording, clauses: &[ClauseIndex]) -> Self {
        let mut all = Vec::new();
        let mut ends = Vec::with_capacity(clauses.len());
        let mut room = Vec::new();
        for (clause, &index) in (0..).zip(clauses) {
            let offer = |key: u32, weight: u16| Offer {
                key,
                clause,
                weight: u32::from(weight),
            };
            let words = wording.of(index);
            let (stems, pairs) = words.features.split_at(words.stems);
            rarest(wording, stems, &mut room);
            all.extend(room.iter().map(|stem| offer(stem.key, stem.weight)));
            rarest_of_each_window(pairs, |at| {
                all.push(offer(key(wording, pairs, at), pairs[at].weight));
            });
            ends.push(small(all.len()));
        }
        Self { all, ends }
    }

    /// Of each offer its key, in order, and what `of` gives of its place and itself.
    fn by_key(&self, of: impl Fn(u32, &Offer) -> u32) -> Vec<(u32, u32)> {
        let keyed = (0_u32..).zip(&self.all);
        // One number sorts faster than two.
        let mut keyed: Vec<u64> = keyed
            .map(|(place, offer)| u64::from(offer.key) << 32 | u64::from(of(place, offer)))
            .collect();
        keyed.sort_unstable();
        let split = keyed.into_iter();
        split
            .map(|both| ((both >> 32) as u32, both as u32))
            .collect()
    }
}

/// The rarest stems of a clause, as far as they are rare.
fn rarest(wording: &Wording, stems: &[Feature], into: &mut Vec<Feature>) {
    into.clear();
    into.extend(stems.iter().filter(|stem| wording.is_rare(stem)));
    if into.len() > WORDS {
        into.select_nth_unstable_by_key(WORDS, |stem| (std::cmp::Reverse(stem.weight), stem.key));
        into.truncate(WORDS);
    }
}

/// Selects the rarest pair of every [`WINDOW`] neighbouring ones, unless it stands in one version
/// only. Any run of words that two clauses share is thus cut alike, whatever stands around it.
///
/// S. Schleimer, D. S. Wilkerson, A. Aiken: Winnowing, *SIGMOD* 2003, with rarity in place of a
/// hash.
fn rarest_of_each_window(pairs: &[Feature], mut select: impl FnMut(usize)) {
    let rank = |at: usize| {
        let pair = &pairs[at];
        u64::from(pair.is_in_both) << 48 | u64::from(pair.weight) << 32 | u64::from(pair.key)
    };
    let best_of = |window: Range<usize>| {
        let ranked = window.map(|at| (rank(at), at));
        ranked.max_by_key(|(rank, _)| *rank).unwrap_or_default()
    };
    let (mut held, mut selected) = ((0, 0), None);
    for end in WINDOW.min(pairs.len())..=pairs.len() {
        let start = end.saturating_sub(WINDOW);
        held = match selected {
            Some(last) if last >= start && held.1 == last => {
                let next = (rank(end - 1), end - 1);
                if next.0 > held.0 { next } else { held }
            }
            _ => best_of(start..end),
        };
        if selected != Some(held.1) && held.0 >> 48 > 0 {
            select(held.1);
        }
        selected = Some(held.1);
    }
}

/// What tells a pair of words from others: itself where it is rare, else with the words around it.
fn key(wording: &Wording, pairs: &[Feature], at: usize) -> u32 {
    let own = &pairs[at];
    if wording.is_rare(own) {
        return own.key;
    }
    let before = if at == 0 { 0 } else { pairs[at - 1].key };
    let after = pairs.get(at + 1).map_or(0, |pair| pair.key);
    wording::pair(wording::pair(before, own.key), after)
}

/// Who offers what.
struct Meetings {
    /// For each offer of the before clauses, the range in `after` of those who offer the same.
    of: Vec<(u32, u32)>,
    /// The after clauses by what they offer, with its key.
    after: Vec<(u32, u32)>,
    /// How many offers were left out.
    common: usize,
}

fn meetings(offers: &Sides<Offers>) -> Meetings {
    let mut of = vec![(0, 0); offers.before.all.len()];
    let before = offers.before.by_key(|place, _| place);
    let after = offers.after.by_key(|_, offer| offer.clause);
    let mut rest = &after[..];
    let mut common = 0;
    for run in before.chunk_by(|a, b| a.0 == b.0) {
        let key = run[0].0;
        rest = &rest[rest.iter().take_while(|offer| offer.0 < key).count()..];
        let others = rest.iter().take_while(|offer| offer.0 == key).count();
        if others == 0 {
            continue;
        }
        if run.len() * others > COMMON {
            common += 1;
            continue;
        }
        let start = after.len() - rest.len();
        for &(_, place) in run {
            of[place as usize] = (small(start), small(start + others));
        }
    }
    Meetings { of, after, common }
}

/// The pairs that offer at least so much alike, in order, with the weight of it.
fn shared(
    meetings: &Meetings,
    offers: &Sides<Offers>,
    present: &Sides<Vec<ClauseIndex>>,
    telling: u32,
) -> (Vec<Sides<ClauseIndex>>, Vec<u32>) {
    let mut found = (Vec::new(), Vec::new());
    let mut board = Board {
        sums: vec![(0, 0); present.after.len()],
        touched: Vec::new(),
    };
    let mut start = 0;
    for (&before, &end) in present.before.iter().zip(&offers.before.ends) {
        let own = start as usize..end as usize;
        for (&(start, end), offer) in meetings.of[own.clone()].iter().zip(&offers.before.all[own]) {
            for &(_, other) in &meetings.after[start as usize..end as usize] {
                board.add(other, offer.weight);
            }
        }
        start = end;
        board.drain(telling, |after, weight| {
            let after = present.after[after as usize];
            found.0.push(Sides { before, after });
            found.1.push(weight);
        });
    }
    found
}

/// What each after clause shares with the before clause at hand: weight and count.
struct Board {
    /// What two clauses of millions of words share is more than fits: no sum is larger than that.
    sums: Vec<(u32, u32)>,
    touched: Vec<u32>,
}

impl Board {
    fn add(&mut self, clause: u32, weight: u32) {
        let held = &mut self.sums[clause as usize];
        if held.1 == 0 {
            self.touched.push(clause);
        }
        *held = (held.0.saturating_add(weight), held.1 + 1);
    }

    /// Tells what each clause shares that shares enough, in order, and wipes out all.
    fn drain(&mut self, telling: u32, mut tell: impl FnMut(u32, u32)) {
        let sums = &mut self.sums;
        self.touched.retain(|&clause| {
            let held = &mut sums[clause as usize];
            let is_enough = held.1 >= LEAST_SHARED || held.0 >= telling;
            if !is_enough {
                *held = (0, 0);
            }
            is_enough
        });
        self.touched.sort_unstable();
        for clause in self.touched.drain(..) {
            let (weight, _) = std::mem::take(&mut sums[clause as usize]);
            tell(clause, weight);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::drafts::words;

    fn pair((before, after): (usize, usize)) -> Sides<ClauseIndex> {
        Sides::new(ClauseIndex::new(before), ClauseIndex::new(after))
    }

    fn places(pairs: &[Sides<ClauseIndex>]) -> Vec<(usize, usize)> {
        let pairs = pairs.iter();
        pairs
            .map(|pair| (pair.before.get(), pair.after.get()))
            .collect()
    }

    #[test]
    fn few_clauses_are_compared_all_with_all() {
        let wording = words(&["a ship", "a port"], &["a dog", "a cat"]);
        let wanted = Sides::new(vec![true, true], vec![false, true]);
        let found = find(&wording, &wanted, &Options::default());
        assert_eq!(places(&found.pairs), [(0, 1), (1, 1)]);
        assert_eq!(found.choice, Choice::All);
    }

    const LAST: usize = ALL_PAIRS.isqrt();

    /// As many clauses as are no longer compared all with all, each with words of its own
    /// around a phrase that all of them have. Numbers count whole, so each makes a word.
    fn long(own: impl Fn(usize) -> [usize; 3]) -> Vec<String> {
        let text = |at| {
            let [one, two, three] = own(at);
            format!("{one} {two} under the seal of the harbour office {three}")
        };
        (0..=LAST).map(text).collect()
    }

    fn found(before: &[String], after: &[String]) -> Candidates {
        let [before, after] = [before, after].map(|side| {
            let texts = side.iter().map(String::as_str);
            texts.collect::<Vec<_>>()
        });
        let wording = words(&before, &after);
        let wanted = Sides::new(vec![true; before.len()], vec![true; after.len()]);
        find(&wording, &wanted, &Options::default())
    }

    #[test]
    fn among_many_clauses_those_meet_that_share_what_is_rare() {
        let before = long(|at| [at + 1_000, at + 2_000, at + 3_000]);
        let after = long(|at| [1_000 + LAST - at, 2_000 + LAST - at, at + 4_000]);
        let found = found(&before, &after);
        let turned: Vec<_> = (0..=LAST).map(|at| (at, LAST - at)).collect();
        assert_eq!(places(&found.pairs), turned);
        assert_eq!(found.choice, Choice::Some);
    }

    #[test]
    fn what_all_clauses_share_makes_no_candidates_and_is_counted() {
        let before = long(|at| [at + 1_000, at + 2_000, at + 3_000]);
        let after = long(|at| [at + 4_000, at + 5_000, at + 6_000]);
        let found = found(&before, &after);
        assert_eq!(places(&found.pairs), []);
        assert!(found.common > 0);
    }

    #[test]
    fn a_run_of_words_is_cut_alike_whatever_stands_around_it() {
        let mut shared = [10; WINDOW];
        shared[WINDOW / 2] = 90;
        let selected = |around: &[u32]| {
            let keys = [around, &shared, around].concat();
            let feature = |&key: &u32| Feature {
                key,
                weight: key as u16,
                is_in_both: true,
            };
            let pairs: Vec<Feature> = keys.iter().map(feature).collect();
            let mut selected = Vec::new();
            rarest_of_each_window(&pairs, |at| selected.push(pairs[at].key));
            selected
        };
        assert!(selected(&[99, 98, 97, 96, 95]).contains(&90));
        assert!(selected(&[5, 4, 3]).contains(&90));
    }

    #[test]
    fn what_stands_in_one_version_only_is_not_offered() {
        let alone = [Feature {
            key: 1,
            weight: 1,
            is_in_both: false,
        }];
        rarest_of_each_window(&alone, |_| panic!("nothing is in both"));
    }

    #[test]
    fn a_pair_is_near_if_it_is_among_the_nearest_of_either_clause() {
        let pairs = [(0, 0), (0, 1), (1, 0)].map(pair);
        let near = near(&pairs, &[9, 5, 8], Sides::new(2, 2), 1, FAR[0]);
        assert_eq!(near, [true, true, true]);
        let pairs = [(0, 0), (0, 1), (1, 1)].map(pair);
        let near = super::near(&pairs, &[9, 5, 8], Sides::new(2, 2), 1, FAR[0]);
        assert_eq!(near, [true, false, true]);
    }

    #[test]
    fn what_is_far_behind_the_nearest_of_both_clauses_is_not_near() {
        let pairs = [(0, 0), (0, 1), (1, 1)].map(pair);
        let is_near = |weight| near(&pairs, &[100, weight, 100], Sides::new(2, 2), 4, FAR[0])[1];
        assert_eq!([100 / FAR[0], 100 / FAR[0] - 1].map(is_near), [true, false]);
    }

    #[test]
    fn what_huge_clauses_share_is_no_less_for_being_too_much_to_count() {
        let mut board = Board {
            sums: vec![(0, 0); 2],
            touched: Vec::new(),
        };
        for (clause, weight) in [(1, u32::MAX - 1), (0, 7), (1, 2)] {
            board.add(clause, weight);
        }
        let mut told = Vec::new();
        board.drain(1, |clause, weight| told.push((clause, weight)));
        assert_eq!(told, [(0, 7), (1, u32::MAX)]);
    }
}
