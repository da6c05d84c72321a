//! What the surroundings of a candidate pair say, once the words have been heard.
//!
//! Neighbours, sections, numbers and rivals speak by the likelihood that their own words
//! give them, and topics as far as likely pairs agree in theirs ([`super::topics`]); what else
//! an author said of a clause (terms, parties, modality) speaks for itself. Every measure is
//! symmetric.

use rustc_hash::FxHashMap;

use super::evidence::Score;
use super::grid::Grid;
use super::likeness::{Overlap, Room, part};
use super::measures::{Measure, Measures};
use super::options::{Ignore, Key};
use super::rivals;
use super::topics::Topics;
use super::wording::Wording;
use crate::model::{Clause, ClauseIndex, Side, Sides, Term, Version};

/// A logit of so many whole counts as all that one step can say to the next.
const BOUND: i64 = 5;

/// A pair this likely shows whether numbers are kept.
const STRONG: Score = Score::from_millionths(800_000);

/// A pair less likely takes nothing from the words that are left to others.
const FAINT: Score = Score::from_millionths(20_000);

/// Neighbours are sought so many places away on either side.
const REACH: usize = 2;

/// What a neighbour counts that is not near on both sides, in thousandths.
const FARTHER: i64 = 800;

/// So many pairs are imagined that did not keep their number: a few that did prove no habit.
const DOUBT: u64 = 3;

/// Others this likely in sum count as all there can be.
const MANY: i64 = 2;

/// What the words of all candidates say together.
pub(super) struct Surroundings<'a> {
    pub versions: Sides<&'a Version>,
    pub ignore: Ignore,
    pub grid: &'a Grid,
    pub wording: &'a Sides<Wording>,
    pub overlaps: &'a [Overlap],
    /// The pairs that are certain.
    pub known: &'a Grid,
    /// The logit that the words of each candidate give, in millionths.
    pub logits: &'a [i64],
    /// The likelihood of each candidate by its words.
    pub first: &'a [Score],
}

impl Surroundings<'_> {
    /// Fills in the measures of the surroundings.
    pub fn measure(&self, measures: &mut [Measures], counts: impl Fn(Sides<ClauseIndex>) -> bool) {
        let values: Vec<i32> = self
            .first
            .iter()
            .map(|one| one.millionths() as i32)
            .collect();
        let leads = rivals::leads(self.grid, self.wording, &values, counts);
        let others = Sides::make(|side| self.others(side));
        let left = Sides::make(|side| self.left(side));
        let sections = Sections::new(self);
        let kept = self.numbers_kept();
        let topics = Topics::read(self.versions, self.ignore, self.grid).say(self.first);
        for (measures, bits) in measures.iter_mut().zip(topics) {
            measures.set(Measure::Topic, bits as i32);
        }
        for (at, measures) in measures.iter_mut().enumerate() {
            measures.set(Measure::First, bounded(self.logits[at]));
            let mut both = |kinds, of: Sides<i32>| measures.set_both(kinds, of.before, of.after);
            both([Measure::FirstLeadMore, Measure::FirstLeadLess], leads[at]);
            both(
                [Measure::OthersMore, Measure::OthersLess],
                Sides::new(others.before[at], others.after[at]),
            );
            both(
                [Measure::LeftMore, Measure::LeftLess],
                Sides::new(left.before[at], left.after[at]),
            );
            measures.set(Measure::Near, self.near(self.grid.pairs[at]));
            measures.set(
                Measure::Section,
                sections.share(self.grid.pairs[at], self.first[at]),
            );
            self.labels(self.grid.pairs[at], kept, measures);
        }
    }

    fn may_see(&self, key: Key) -> bool {
        !self.ignore.hides(key)
    }

    /// How likely the other pairs of each pair's clause are, in sum.
    fn others(&self, side: Side) -> Vec<i32> {
        let mut others = vec![0; self.grid.pairs.len()];
        let likelihood = |place: u32| i64::from(self.first[place as usize].millionths());
        for (_, line) in self.grid.lines(side) {
            let sum: i64 = line.iter().map(|&place| likelihood(place)).sum();
            for &place in line {
                let rest = (sum - likelihood(place)) / MANY;
                others[place as usize] = rest.min(1_000_000) as i32;
            }
        }
        others
    }

    /// The share of each clause's features that its likelier pairs leave to this one.
    fn left(&self, side: Side) -> Vec<i32> {
        let mut left = vec![0; self.grid.pairs.len()];
        let mut room = Room::default();
        let mut free: Vec<u32> = Vec::new();
        let mut line: Vec<u32> = Vec::new();
        for (clause, places) in self.grid.lines(side) {
            let own = self.wording.get(side).of(clause);
            let whole = own.sums.stems + own.sums.pairs;
            if let &[place] = places {
                let Overlap { stems, pairs } = self.overlaps[place as usize];
                left[place as usize] = part(stems + pairs, whole);
                continue;
            }
            room.hold(own);
            free.clear();
            free.resize(own.features.len(), 1_000);
            let mut is_whole = true;
            line.clear();
            line.extend_from_slice(places);
            line.sort_by_key(|&place| {
                let clauses = self.grid.pairs[place as usize];
                (
                    std::cmp::Reverse(self.first[place as usize]),
                    displacement(self.versions, clauses),
                )
            });
            for &place in &line {
                let Overlap { stems, pairs } = self.overlaps[place as usize];
                let shown = self.first[place as usize];
                let takes = shown >= FAINT;
                if stems + pairs == 0 || is_whole && !takes {
                    left[place as usize] = part(stems + pairs, whole);
                    continue;
                }
                is_whole = false;
                let other = *self.grid.pairs[place as usize].get(side.other());
                let other = self.wording.get(side.other()).of(other);
                let rest = 1_000 - shown.millionths() / 1_000;
                let mut sum = 0;
                for at in room.shared(other.features) {
                    sum += u64::from(own.features[at].weight) * u64::from(free[at]);
                    if takes {
                        free[at] = free[at] * rest / 1_000;
                    }
                }
                left[place as usize] = part(sum, whole * 1_000);
            }
        }
        left
    }

    /// The likeliest pair of clauses near the two.
    fn near(&self, clauses: Sides<ClauseIndex>) -> i32 {
        let Sides { before, after } = clauses.map(ClauseIndex::get);
        let around = |place: usize| place.saturating_sub(REACH)..=place + REACH;
        let last = self.versions.before.clauses.len() - 1;
        let mut best = 0;
        for place in before.saturating_sub(REACH)..=(before + REACH).min(last) {
            let apart = place.abs_diff(before);
            let weigh =
                |other: ClauseIndex, likelihood: i64| match apart + other.get().abs_diff(after) {
                    0 => 0,
                    sum if sum <= REACH => likelihood,
                    _ => likelihood * FARTHER / 1_000,
                };
            let neighbour = ClauseIndex::new(place);
            for &at in self.known.within(neighbour, around(after)) {
                let other = self.known.pairs[at as usize].after;
                best = best.max(weigh(other, 1_000_000));
            }
            for &at in self.grid.within(neighbour, around(after)) {
                let other = self.grid.pairs[at as usize].after;
                let likelihood = i64::from(self.first[at as usize].millionths());
                best = best.max(weigh(other, likelihood));
            }
        }
        best as i32
    }

    /// Every pair that is certain, then every other candidate with its likelihood.
    fn weighed(&self) -> impl Iterator<Item = (Sides<ClauseIndex>, Score)> + '_ {
        let known = self
            .known
            .pairs
            .iter()
            .map(|&clauses| (clauses, Score::ONE));
        let others = self
            .grid
            .pairs
            .iter()
            .copied()
            .zip(self.first.iter().copied());
        known.chain(others.filter(|&(clauses, _)| !self.known.holds(clauses)))
    }

    /// Of the pairs that are certain or nearly so, the share that kept its number.
    fn numbers_kept(&self) -> i32 {
        let (mut kept, mut all) = (0, 0);
        for (clauses, _) in self.weighed().filter(|(_, likely)| *likely >= STRONG) {
            let Sides { before, after } = self.clauses(clauses);
            all += 1;
            kept += u64::from(is_said(&before.number, &after.number));
        }
        part(kept, all + DOUBT)
    }

    /// What authors said of the clauses beside their text.
    fn labels(&self, clauses: Sides<ClauseIndex>, kept: i32, measures: &mut Measures) {
        let Sides { before, after } = self.clauses(clauses);
        let all_if = |holds: bool| if holds { 1_000_000 } else { 0 };
        let mut say = |key: Key, measure: Measure, value: i32| {
            if self.may_see(key) {
                measures.set(measure, value);
            }
        };
        let number = if is_said(&before.number, &after.number) {
            kept
        } else {
            0
        };
        say(Key::Number, Measure::Number, number);
        say(
            Key::Terms,
            Measure::Terms,
            shared(&names(&before.terms), &names(&after.terms)),
        );
        say(
            Key::Parties,
            Measure::Parties,
            shared(&before.binds, &after.binds),
        );
        say(
            Key::Modality,
            Measure::Modality,
            all_if(is_said(&before.modality, &after.modality)),
        );
    }

    fn clauses(&self, clauses: Sides<ClauseIndex>) -> Sides<&Clause> {
        Sides {
            before: self.versions.before.clause(clauses.before),
            after: self.versions.after.clause(clauses.after),
        }
    }
}

/// A logit as a measure: a share of all that it can say.
pub(super) fn bounded(logit: i64) -> i32 {
    (logit / BOUND).clamp(-1_000_000, 1_000_000) as i32
}

/// How much of each section went to each.
struct Sections {
    of: Sides<Vec<Option<u64>>>,
    shared: FxHashMap<(u64, u64), i64>,
    all: Sides<FxHashMap<u64, i64>>,
}

impl Sections {
    fn new(around: &Surroundings<'_>) -> Self {
        let of = around
            .versions
            .map(|version| sections(version, around.ignore));
        let mut sections = Self {
            of,
            shared: FxHashMap::default(),
            all: Sides::default(),
        };
        for (clauses, likely) in around.weighed().filter(|(_, likely)| *likely >= FAINT) {
            sections.add(clauses, likely);
        }
        sections
    }

    fn add(&mut self, clauses: Sides<ClauseIndex>, likelihood: Score) {
        let likelihood = i64::from(likelihood.millionths());
        let before = self.of.before[clauses.before.get()];
        let after = self.of.after[clauses.after.get()];
        if let Some(before) = before {
            *self.all.before.entry(before).or_default() += likelihood;
        }
        if let Some(after) = after {
            *self.all.after.entry(after).or_default() += likelihood;
        }
        if let (Some(before), Some(after)) = (before, after) {
            *self.shared.entry((before, after)).or_default() += likelihood;
        }
    }

    /// The mean of the two shares of the sections' other pairs that they have in common.
    fn share(&self, clauses: Sides<ClauseIndex>, own: Score) -> i32 {
        let before = self.of.before[clauses.before.get()];
        let after = self.of.after[clauses.after.get()];
        let (Some(before), Some(after)) = (before, after) else {
            return 0;
        };
        let own = if own >= FAINT {
            i64::from(own.millionths())
        } else {
            0
        };
        let shared = self.shared.get(&(before, after)).copied().unwrap_or(0) - own;
        let share = |all: &FxHashMap<u64, i64>, section: u64| {
            let rest = all.get(&section).copied().unwrap_or(0) - own;
            shared.max(0) * 1_000_000 / rest.max(500_000)
        };
        let both = share(&self.all.before, before) + share(&self.all.after, after);
        (both / 2).min(1_000_000) as i32
    }
}

/// The section of each clause: what contains it, or else its heading.
fn sections(version: &Version, ignore: Ignore) -> Vec<Option<u64>> {
    let of = |clause: &Clause| {
        let parent = clause.parent.filter(|_| !ignore.hides(Key::Parent));
        let heading = clause
            .heading
            .as_ref()
            .filter(|_| !ignore.hides(Key::Heading));
        match (parent, heading) {
            (Some(parent), _) => Some(parent.get() as u64),
            (None, Some(heading)) => Some(hash(heading) | 1 << 63),
            (None, None) => None,
        }
    };
    version.clauses.iter().map(of).collect()
}

fn hash(text: &str) -> u64 {
    use std::hash::{BuildHasher, BuildHasherDefault};
    BuildHasherDefault::<rustc_hash::FxHasher>::default().hash_one(text)
}

/// Order in which equals are taken: nearer in relative place first, then the earlier. Two
/// pairs that share a clause never compare equal, whichever side is asked.
pub(super) fn displacement(versions: Sides<&Version>, clauses: Sides<ClauseIndex>) -> (u64, usize) {
    let (before, after) = (clauses.before.get(), clauses.after.get());
    let left = before as u64 * versions.after.clauses.len() as u64;
    let right = after as u64 * versions.before.clauses.len() as u64;
    (left.abs_diff(right), before + after)
}

/// True if both sides say the same thing, rather than nothing.
fn is_said<T: PartialEq>(before: &Option<T>, after: &Option<T>) -> bool {
    before.is_some() && before == after
}

/// Dice coefficient of two short lists (L. R. Dice, *Ecology* 26(3), 1945); 0 if either is
/// empty.
fn shared<T: PartialEq>(before: &[T], after: &[T]) -> i32 {
    if before.is_empty() || after.is_empty() {
        return 0;
    }
    let both = before.iter().filter(|item| after.contains(item)).count();
    part(2 * both as u64, (before.len() + after.len()) as u64)
}

fn names(terms: &[Term]) -> Vec<&str> {
    terms.iter().map(|term| term.name.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::drafts;
    use crate::matching::likeness::Likeness;

    /// What surroundings say of every pair, by the lines of clauses and the pairs whose words
    /// make them likely, in millionths.
    struct Scene {
        width: usize,
        measures: Vec<Measures>,
    }

    impl Scene {
        fn new(before: &[&str], after: &[&str], likely: &[(usize, usize, u32)]) -> Self {
            Self::without(&[], before, after, likely)
        }

        fn without(
            hidden: &[Key],
            before: &[&str],
            after: &[&str],
            likely: &[(usize, usize, u32)],
        ) -> Self {
            let versions = Sides::new(drafts::version(before), drafts::version(after));
            let clauses = Sides::new(before.len(), after.len());
            let width = after.len();
            let pairs = (0..before.len() * width)
                .map(|at| Sides::new(ClauseIndex::new(at / width), ClauseIndex::new(at % width)));
            let wording = drafts::read(&versions.before, &versions.after);
            let alike = Likeness::new(pairs.collect(), clauses, &wording);
            let mut first = vec![Score::ZERO; alike.measures.len()];
            for &(one, other, millionths) in likely {
                first[one * width + other] = Score::from_millionths(millionths);
            }
            let mut measures = alike.measures;
            let around = Surroundings {
                versions: versions.as_ref(),
                ignore: hidden.iter().copied().collect(),
                grid: &alike.grid,
                wording: &wording,
                overlaps: &alike.overlaps,
                known: &Grid::new(Vec::new(), clauses),
                logits: &vec![0; first.len()],
                first: &first,
            };
            around.measure(&mut measures, |_| true);
            Self { width, measures }
        }

        fn of(&self, (one, other): (usize, usize), measure: Measure) -> i32 {
            self.measures[one * self.width + other].get(measure)
        }
    }

    const THREE: [&str; 3] = ["text = 'pier'", "text = 'quay'", "text = 'dock'"];

    #[test]
    fn a_likely_pair_nearby_speaks_for_a_pair_and_less_so_farther_off() {
        let scene = Scene::new(&THREE, &THREE, &[(0, 0, 900_000)]);
        let near = |pair| scene.of(pair, Measure::Near);
        let farther = 900 * FARTHER as i32;
        assert_eq!([(1, 1), (2, 2), (0, 0)].map(near), [900_000, farther, 0]);
        assert!(farther < 900_000);
    }

    #[test]
    fn other_pairs_of_a_clause_speak_against_a_pair_as_far_as_they_are_likely() {
        let scene = Scene::new(&THREE, &THREE, &[(0, 0, 600_000), (0, 1, 400_000)]);
        let other = 400_000 / MANY as i32;
        assert_eq!(scene.of((0, 0), Measure::OthersMore), other);
        assert_eq!(scene.of((0, 0), Measure::OthersLess), 0);
        assert_eq!(scene.of((0, 0), Measure::FirstLeadLess), 200_000);
    }

    #[test]
    fn words_that_a_likelier_pair_takes_are_not_left() {
        let pier = THREE[0];
        let scene = Scene::new(
            &[pier],
            &[pier, pier],
            &[(0, 0, 1_000_000), (0, 1, 500_000)],
        );
        assert_eq!(scene.of((0, 0), Measure::LeftLess), 1_000_000);
        assert_eq!(scene.of((0, 1), Measure::LeftLess), 0);
    }

    const NUMBERED: [&str; 3] = [
        "text = 'pier'\nnumber = '1'",
        "text = 'quay'\nnumber = '2'",
        "text = 'dock'\nnumber = '3'",
    ];

    #[test]
    fn the_same_number_speaks_for_a_pair_as_far_as_likely_pairs_keep_theirs() {
        let kept = [(0, 0, 900_000), (1, 1, 900_000), (2, 2, 900_000)];
        let scene = Scene::new(&NUMBERED, &NUMBERED, &kept);
        let share = 3_000_000 / (3 + DOUBT as i32);
        assert_eq!(scene.of((0, 0), Measure::Number), share);
        assert_eq!(scene.of((0, 1), Measure::Number), 0);
        let renumbered = [(0, 1, 900_000), (1, 2, 900_000)];
        let scene = Scene::new(&NUMBERED, &NUMBERED, &renumbered);
        assert_eq!(scene.of((0, 0), Measure::Number), 0);
    }

    #[test]
    fn a_number_that_may_not_be_looked_at_says_nothing() {
        let kept = [(0, 0, 900_000), (1, 1, 900_000), (2, 2, 900_000)];
        let scene = Scene::without(&[Key::Number], &NUMBERED, &NUMBERED, &kept);
        assert_eq!(scene.of((0, 0), Measure::Number), 0);
    }

    #[test]
    fn sections_speak_for_a_pair_by_their_other_pairs() {
        let before = [
            "text = 'pier'\nheading = 'Port'",
            "text = 'quay'\nheading = 'Port'",
        ];
        let after = [
            "text = 'pier'\nheading = 'Sea'",
            "text = 'quay'\nheading = 'Sea'",
            "text = 'dock'\nheading = 'Land'",
        ];
        let scene = Scene::new(&before, &after, &[(0, 0, 900_000)]);
        let section = |pair| scene.of(pair, Measure::Section);
        assert_eq!([(1, 1), (1, 2), (0, 0)].map(section), [1_000_000, 0, 0]);
    }

    #[test]
    fn of_equals_the_nearer_in_place_comes_first() {
        let version = drafts::of_texts(&["a", "b", "c"]);
        let versions = Sides::new(&version, &version);
        let apart = |one, other| {
            let pair = Sides::new(ClauseIndex::new(one), ClauseIndex::new(other));
            displacement(versions, pair)
        };
        assert!(apart(1, 1) < apart(1, 0) && apart(1, 0) < apart(1, 2));
        assert_eq!(apart(0, 2), apart(2, 0));
    }
}
