//! The clauses that words must decide about, and all that was measured of them.

use super::candidates::{self, Choice};
use super::evidence::Score;
use super::grid::Grid;
use super::likeness::{self, Likeness};
use super::meaning::Meanings;
use super::measures::{Measure, Measures, likelihood};
use super::model::Model;
use super::options::{Ignore, Key, Options};
use super::rivals;
use super::surroundings::Surroundings;
use super::wording::{self, Wording};
use crate::model::{Clause, ClauseIndex, Side, Sides, Version};

/// Meanings are compared of at most so many clauses of both versions: in longer documents words
/// tell clauses apart nearly always, and meanings cost more than all else.
const MEANT: usize = 2_000;

/// Surroundings can raise the logit that words give by so much at most, about twenty to one:
/// they never make a pair from nothing.
const MOST_BY_SURROUNDINGS: i64 = 3_000_000;

/// Clauses whose words are less alike have nothing in common unless they mean the same.
const ALIKE: i32 = 20_000;

/// Meanings that are less alike prove nothing.
const LIKE_MEANING: i32 = 250_000;

/// Candidate pairs with their measures.
#[derive(Debug)]
pub(super) struct Scene<'a> {
    versions: Sides<&'a Version>,
    pub wording: Sides<Wording>,
    pub alike: Likeness,
    choice: Choice,
    /// Whether meanings were compared.
    pub has_meaning: bool,
    /// Clauses of whose meaning only the beginning was compared.
    pub cut: usize,
    /// Clauses whose meanings were not compared since they are too many.
    pub too_many: usize,
    /// Features that were not used to look for candidates.
    pub common: usize,
}

impl<'a> Scene<'a> {
    /// Compares the candidates among the wanted clauses, whose words were read.
    pub fn new(
        versions: Sides<&'a Version>,
        wording: Sides<Wording>,
        wanted: &Sides<Vec<bool>>,
        options: &Options,
    ) -> Self {
        let found = candidates::find(&wording, wanted, options);
        let clauses = versions.map(|version| version.clauses.len());
        let mut scene = Self {
            versions,
            alike: Likeness::new(found.pairs, clauses, &wording),
            choice: found.choice,
            wording,
            has_meaning: false,
            cut: 0,
            too_many: 0,
            common: found.common,
        };
        if found.choice != Choice::All {
            scene.keep_near(options);
        }
        let Likeness { grid, measures, .. } = &mut scene.alike;
        headings(versions, options.ignore, grid, measures);
        match meanings(versions, &scene.wording, options.ignore) {
            Meant::Read(meanings) => {
                for (clauses, measures) in grid.pairs.iter().zip(measures) {
                    measures.set(Measure::Meaning, meanings.likeness(*clauses));
                }
                scene.has_meaning = true;
                scene.cut = meanings.cut;
            }
            Meant::TooMany(clauses) => scene.too_many = clauses,
            Meant::NoTable => {}
        }
        scene
    }

    /// Where all pairs were taken for candidates, leaves out those whose words are far less alike
    /// than those of others; where not, that was done at once.
    pub fn narrow(&mut self, options: &Options) {
        if self.choice == Choice::All {
            self.keep_near(options);
        }
    }

    fn keep_near(&mut self, options: &Options) {
        let near = self.alike.near(options.candidates, self.choice);
        self.alike.retain(&near);
    }

    /// The likelihood of every candidate: first by its words, then with its surroundings.
    ///
    /// `known` are the pairs that are certain; only pairs for which
    /// `counts` is true are rivals.
    pub fn judge(
        &mut self,
        model: &Model,
        ignore: Ignore,
        known: &Grid,
        counts: impl Fn(Sides<ClauseIndex>) -> bool,
    ) -> Vec<Score> {
        self.alike.share_out(&self.wording);
        self.lead(&counts);
        let measures = self.alike.measures.iter();
        let logits: Vec<i64> = measures.map(|one| model.words.logit(one)).collect();
        let sure = |at: usize| known.holds(self.alike.grid.pairs[at]);
        let first: Vec<Score> = (0..logits.len())
            .map(|at| {
                if sure(at) {
                    Score::ONE
                } else {
                    likelihood(logits[at])
                }
            })
            .collect();
        let around = Surroundings {
            versions: self.versions,
            ignore,
            grid: &self.alike.grid,
            wording: &self.wording,
            overlaps: &self.alike.overlaps,
            known,
            logits: &logits,
            first: &first,
        };
        around.measure(&mut self.alike.measures, &counts);
        let weighed = self.alike.measures.iter().zip(&logits);
        weighed
            .map(|(one, words)| match has_nothing_in_common(one) {
                true => Score::ZERO,
                false => heard(model, one, *words),
            })
            .collect()
    }

    fn lead(&mut self, counts: &impl Fn(Sides<ClauseIndex>) -> bool) {
        let of = |measure| {
            let measures = self.alike.measures.iter();
            measures.map(|one| one.get(measure)).collect::<Vec<_>>()
        };
        let words = rivals::leads(&self.alike.grid, &self.wording, &of(Measure::Words), counts);
        let meaning = rivals::leads(
            &self.alike.grid,
            &self.wording,
            &of(Measure::Meaning),
            counts,
        );
        for (at, one) in self.alike.measures.iter_mut().enumerate() {
            one.set_both(
                [Measure::LeadMore, Measure::LeadLess],
                words[at].before,
                words[at].after,
            );
            one.set_both(
                [Measure::MeaningLeadMore, Measure::MeaningLeadLess],
                meaning[at].before,
                meaning[at].after,
            );
        }
    }

    /// How alike the words of two clauses are on the whole.
    pub fn words(&self, clauses: Sides<ClauseIndex>) -> Score {
        likeness::words(&self.wording, clauses)
    }
}

/// The likelihood of a pair whose words alone give the logit `words`.
pub(super) fn heard(model: &Model, measures: &Measures, words: i64) -> Score {
    let all = model.all.logit(measures);
    likelihood(all.min(words + MOST_BY_SURROUNDINGS))
}

/// Compares the headings of all candidates, unless the engine may not look at them.
fn headings(versions: Sides<&Version>, ignore: Ignore, grid: &Grid, measures: &mut [Measures]) {
    if ignore.hides(Key::Heading) {
        return;
    }
    let stems = Sides::make(|side| {
        let of = |(index, clause): (ClauseIndex, &Clause)| match grid.of(side, index) {
            [] => Vec::new(),
            _ => wording::heading(clause, ignore),
        };
        versions.get(side).indexed().map(of).collect::<Vec<_>>()
    });
    for (clauses, measures) in grid.pairs.iter().zip(measures) {
        let before = &stems.before[clauses.before.get()];
        let after = &stems.after[clauses.after.get()];
        let dice = wording::dice(before, after).millionths() as i32;
        measures.set(Measure::Heading, dice);
    }
}

/// What is known of the meanings of the clauses that were read.
enum Meant {
    Read(Meanings),
    /// There are so many of them that words alone are compared.
    TooMany(usize),
    /// The program has no table of meanings.
    NoTable,
}

fn meanings(versions: Sides<&Version>, wording: &Sides<Wording>, ignore: Ignore) -> Meant {
    let clauses = wording.before.clauses() + wording.after.clauses();
    if clauses > MEANT {
        return Meant::TooMany(clauses);
    }
    let is_read = |side: Side, clause: ClauseIndex| wording.get(side).has_words(clause);
    Meanings::of(versions, is_read, ignore).map_or(Meant::NoTable, Meant::Read)
}

/// True if neither words nor meaning say anything for a pair.
pub(super) fn has_nothing_in_common(measures: &Measures) -> bool {
    measures.get(Measure::Words) < ALIKE && measures.get(Measure::Meaning) < LIKE_MEANING
}
