//! How alike the words of candidate pairs are.
//!
//! Every measure is symmetric: what is asked of one side is asked of both, and the larger
//! and the smaller answer are kept. So a piece of a split shows as a clause that is
//! contained in another, whichever side it is on.

use super::candidates::{self, Choice};
use super::evidence::Score;
use super::grid::Grid;
use super::marks::Marks;
use super::measures::{Measure, Measures};
use super::wording::{PASSAGE, Wording, Words};
use crate::model::{ClauseIndex, Side, Sides};

/// Weight at which a clause is long enough for its likeness to say something: about as much
/// as two rare words.
const LONG: u64 = 30 << 10;

/// A candidate whose words are less than one part in so many as alike as those of the best one of
/// either of its clauses is not weighed against them: its share of their words is next to none, and
/// the many such add up. For each [`Choice`].
const FAR: [u32; 3] = [10, 6, 2];

/// Of so few candidates none is left out: in versions of thirty clauses meanings and neighbours
/// are heard of every pair.
const PLENTY: usize = 1_000;

/// The weight of what two clauses share.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Overlap {
    pub stems: u64,
    pub pairs: u64,
}

/// Candidate pairs with what their words say.
#[derive(Debug)]
pub(super) struct Likeness {
    pub grid: Grid,
    /// In the order of the grid.
    pub measures: Vec<Measures>,
    /// What each pair shares, in the same order.
    pub overlaps: Vec<Overlap>,
}

impl Likeness {
    /// Compares the words of each pair. `pairs` must be sorted, each once; `clauses` are how
    /// many each version has.
    pub fn new(
        pairs: Vec<Sides<ClauseIndex>>,
        clauses: Sides<usize>,
        wording: &Sides<Wording>,
    ) -> Self {
        let mut all = Self {
            measures: vec![Measures::default(); pairs.len()],
            overlaps: vec![Overlap::default(); pairs.len()],
            grid: Grid::new(pairs, clauses),
        };
        let mut room = Room::default();
        for (clause, line) in all.grid.lines(Side::Before) {
            let own = wording.before.of(clause);
            room.hold(own);
            for &place in line {
                let place = place as usize;
                let other = wording.after.of(all.grid.pairs[place].after);
                all.overlaps[place] = compare(own, other, &mut room, &mut all.measures[place]);
            }
        }
        all
    }

    /// Which pairs are among the `keep` nearest of either clause and not far less alike than others.
    pub fn near(&self, keep: usize, choice: Choice) -> Vec<bool> {
        let far = match choice {
            Choice::All if self.grid.pairs.len() <= PLENTY => {
                return vec![true; self.grid.pairs.len()];
            }
            Choice::All => FAR[0],
            Choice::Some => FAR[1],
            Choice::Few => FAR[2],
        };
        let words = |one: &Measures| one.score(Measure::Words).millionths();
        let words: Vec<u32> = self.measures.iter().map(words).collect();
        candidates::near(&self.grid.pairs, &words, self.grid.clauses(), keep, far)
    }

    /// Leaves the pairs at whose place `keep` is true.
    pub fn retain(&mut self, keep: &[bool]) {
        retain(&mut self.measures, keep);
        retain(&mut self.overlaps, keep);
        let clauses = self.grid.clauses();
        let mut pairs = std::mem::take(&mut self.grid.pairs);
        retain(&mut pairs, keep);
        self.grid = Grid::new(pairs, clauses);
    }

    /// Divides the words of each clause among the clauses that have them, too.
    pub fn share_out(&mut self, wording: &Sides<Wording>) {
        let shares = Sides::make(|side| self.shares(wording, side));
        for (at, measures) in self.measures.iter_mut().enumerate() {
            measures.set_both(
                [Measure::OwnMore, Measure::OwnLess],
                shares.before[at],
                shares.after[at],
            );
        }
    }

    /// For each pair, the share of the words of its clause on `side` that belong to it: each
    /// word is divided among the clauses that have it, by the square of their likeness.
    fn shares(&self, wording: &Sides<Wording>, side: Side) -> Vec<i32> {
        let Self {
            grid,
            measures,
            overlaps,
        } = self;
        let mut room = Room::default();
        let mut shares = vec![0; grid.pairs.len()];
        let mut held: Vec<(u32, u32)> = Vec::new();
        let mut divided: Vec<u64> = Vec::new();
        let likeness = |place: u32| {
            let score = measures[place as usize].get(Measure::Words) as u64 / 1_000;
            score * score + 1
        };
        for (clause, line) in grid.lines(side) {
            let own = wording.get(side).of(clause);
            if let &[place] = line {
                shares[place as usize] = part(overlaps[place as usize].stems, own.sums.stems);
                continue;
            }
            room.hold(own);
            held.clear();
            divided.clear();
            divided.resize(own.stems, 0);
            for &place in line {
                let other = *grid.pairs[place as usize].get(side.other());
                let other = wording.get(side.other()).of(other);
                for at in room.shared(&other.features[..other.stems]) {
                    if at < own.stems {
                        divided[at] += likeness(place);
                        held.push((place, at as u32));
                    }
                }
            }
            for run in held.chunk_by(|a, b| a.0 == b.0) {
                let own_likeness = likeness(run[0].0);
                let sum: u64 = run
                    .iter()
                    .map(|&(_, at)| {
                        let weight = u64::from(own.features[at as usize].weight) << 10;
                        weight * own_likeness / divided[at as usize]
                    })
                    .sum();
                shares[run[0].0 as usize] = part(sum, own.sums.stems << 10);
            }
        }
        shares
    }
}

/// Leaves the items at whose place `keep` is true.
pub(super) fn retain<T>(items: &mut Vec<T>, keep: &[bool]) {
    let mut keep = keep.iter();
    items.retain(|_| *keep.next().expect("one for each item"));
}

/// Buffers that are used again for every clause.
#[derive(Default)]
pub(super) struct Room {
    marks: Marks,
    here: Vec<bool>,
    there: Vec<bool>,
}

impl Room {
    /// Makes the features of one clause findable.
    pub fn hold(&mut self, words: Words<'_>) {
        self.marks.clear(words.features.len());
        for feature in words.features {
            self.marks.insert(feature.key);
        }
    }

    /// The places, among the features of the clause held, of the features of another.
    pub fn shared<'a>(
        &'a self,
        features: &'a [super::wording::Feature],
    ) -> impl Iterator<Item = usize> + 'a {
        features
            .iter()
            .filter(|feature| feature.is_in_both)
            .filter_map(|feature| self.marks.find(feature.key))
    }
}

/// Compares the clause held with another one.
fn compare(own: Words<'_>, other: Words<'_>, room: &mut Room, measures: &mut Measures) -> Overlap {
    room.here.clear();
    room.here.resize(own.stems, false);
    room.there.clear();
    room.there.resize(other.stems, false);
    let (mut stems, mut pairs, mut squares) = (0, 0, 0);
    for (at, feature) in other.features.iter().enumerate() {
        if !feature.is_in_both {
            continue;
        }
        let Some(place) = room.marks.find(feature.key) else {
            continue;
        };
        let weight = u64::from(feature.weight);
        squares += weight * weight;
        if at < other.stems {
            stems += weight;
            room.there[at] = true;
            if place < own.stems {
                room.here[place] = true;
            }
        } else {
            pairs += weight;
        }
    }
    let norms = (u128::from(own.sums.squares) * u128::from(other.sums.squares)).isqrt();
    measures.set(Measure::Words, share(u128::from(squares), norms));
    measures.set_both(
        [Measure::ContainedMore, Measure::ContainedLess],
        part(stems, own.sums.stems),
        part(stems, other.sums.stems),
    );
    measures.set_both(
        [Measure::PhrasesMore, Measure::PhrasesLess],
        part(pairs, own.sums.pairs),
        part(pairs, other.sums.pairs),
    );
    measures.set_both(
        [Measure::PassageMore, Measure::PassageLess],
        best_passage(own, &room.here),
        best_passage(other, &room.there),
    );
    let shorter = own.sums.stems.min(other.sums.stems);
    measures.set(Measure::Length, part(shorter, shorter + LONG));
    Overlap { stems, pairs }
}

/// The largest share of one passage's words that the other clause has; short passages
/// count in proportion.
fn best_passage(words: Words<'_>, shared: &[bool]) -> i32 {
    let mut start = 0;
    let mut best = 0;
    for &end in words.passages {
        let order = &words.order[start..end as usize];
        start = end as usize;
        let (mut held, mut all) = (0, 0);
        for &place in order {
            let weight = u64::from(words.features[place as usize].weight);
            all += weight;
            held += if shared[place as usize] { weight } else { 0 };
        }
        let whole = order.len().min(PASSAGE) as i64;
        let score = i64::from(part(held, all)) * whole / PASSAGE as i64;
        best = best.max(score as i32);
    }
    best
}

/// `part / whole` in millionths; zero of nothing is zero.
pub(super) fn part(part: u64, whole: u64) -> i32 {
    share(u128::from(part), u128::from(whole))
}

fn share(part: u128, whole: u128) -> i32 {
    if whole == 0 {
        return 0;
    }
    let millionths = part * 1_000_000 / whole;
    millionths.min(1_000_000) as i32
}

/// How alike the words of two clauses are on the whole.
pub(super) fn words(wording: &Sides<Wording>, clauses: Sides<ClauseIndex>) -> Score {
    let mut room = Room::default();
    let mut measures = Measures::default();
    let own = wording.before.of(clauses.before);
    room.hold(own);
    compare(
        own,
        wording.after.of(clauses.after),
        &mut room,
        &mut measures,
    );
    measures.score(Measure::Words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::drafts;

    /// All pairs compared, row by row.
    fn compared(before: &[&str], after: &[&str]) -> (Likeness, Sides<Wording>) {
        let wording = drafts::words(before, after);
        let clauses = Sides::new(before.len(), after.len());
        let row = |one| (0..clauses.after).map(move |other| (one, other));
        let pairs = (0..clauses.before).flat_map(row);
        let pairs =
            pairs.map(|(one, other)| Sides::new(ClauseIndex::new(one), ClauseIndex::new(other)));
        (Likeness::new(pairs.collect(), clauses, &wording), wording)
    }

    /// What is measured of two texts.
    fn measured(before: &str, after: &str) -> Measures {
        compared(&[before], &[after]).0.measures[0]
    }

    const WHOLE: &str = "the pier is closed at night, and ships are searched by the guard";
    const PIECE: &str = "ships are searched by the guard";

    #[test]
    fn the_same_words_are_wholly_alike_and_others_not_at_all() {
        assert_eq!(measured(WHOLE, WHOLE).get(Measure::Words), 1_000_000);
        assert_eq!(measured(PIECE, "no dogs").get(Measure::Words), 0);
    }

    #[test]
    fn a_piece_is_contained_in_its_whole_whichever_side_it_is_on() {
        let piece_last = measured(WHOLE, PIECE);
        assert_eq!(piece_last.get(Measure::ContainedMore), 1_000_000);
        assert!(piece_last.get(Measure::ContainedLess) < 700_000);
        assert_eq!(measured(PIECE, WHOLE), piece_last);
    }

    #[test]
    fn words_in_another_order_share_no_phrases() {
        let turned = measured("ships are searched", "searched are ships");
        assert_eq!(turned.get(Measure::ContainedLess), 1_000_000);
        assert_eq!(turned.get(Measure::PhrasesMore), 0);
    }

    #[test]
    fn a_passage_of_few_words_counts_in_proportion() {
        let few = measured("ships are searched here", "ships are searched here");
        let share = 4 * 1_000_000 / PASSAGE as i32;
        assert_eq!(few.get(Measure::PassageMore), share);
    }

    #[test]
    fn words_are_divided_among_the_clauses_that_have_them() {
        let (mut alike, wording) = compared(&[PIECE], &[PIECE, PIECE, "no dogs"]);
        alike.share_out(&wording);
        let own = |at: usize| {
            let measures = &alike.measures[at];
            (
                measures.get(Measure::OwnMore),
                measures.get(Measure::OwnLess),
            )
        };
        assert_eq!([own(0), own(2)], [(1_000_000, 500_000), (0, 0)]);
    }

    #[test]
    fn pairs_far_behind_others_of_both_clauses_are_left_out() {
        let texts = ["ships are searched by the guard", "dogs are led on a chain"];
        let (mut alike, _) = compared(&texts, &texts);
        assert!(alike.measures[1].get(Measure::Words) > 0);
        let near = alike.near(4, Choice::Few);
        alike.retain(&near);
        let kept = alike.grid.pairs.iter();
        let kept: Vec<_> = kept
            .map(|pair| (pair.before.get(), pair.after.get()))
            .collect();
        assert_eq!(kept, [(0, 0), (1, 1)]);
        assert_eq!((alike.measures.len(), alike.overlaps.len()), (2, 2));
    }
}
