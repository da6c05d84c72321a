//! Why a pair came out as it did, and what would have changed it.
//!
//! Worked out for the clauses that are asked about and no others: what a comparison keeps of
//! all clauses is their [`super::Evidence`]. Every "what if" is the engine's own model, asked
//! again with other measures; nothing here decides anything.

use std::collections::BTreeSet;

use super::evidence::{Method, Part, Score};
use super::likeness::part;
use super::measures::{Measure, Measures, likelihood};
use super::model::Model;
use super::nearest::best;
use super::options::Key;
use super::pairs::{Matching, Mode, Pair};
use super::passes::{self, PARTS, PARTS_OF_STRANGERS};
use super::scene::{Scene, heard};
use super::strangers::Signs;
use super::surroundings::bounded;
use super::working::Working;
use crate::model::{ClauseIndex, Links, Places, Side, Sides};

/// A clause of the before version, and perhaps one of the after version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Whose outcome is asked for.
    pub before: ClauseIndex,
    /// The one that it became, or did not become.
    pub after: Option<ClauseIndex>,
}

/// Why the clauses asked about are paired, or are not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What was asked.
    pub asked: Asked,
    /// Likelihood from which a guess is claimed.
    pub floor: Score,
    /// Likelihood from which a further pair of a clause is claimed; `None` where each clause is
    /// guessed once.
    pub further: Option<Score>,
    /// Every candidate pair of those clauses, of the clauses that they are paired with, and of
    /// those that are nearest; in the order of the before clause, then the after clause.
    pub weighings: Vec<Weighing>,
    /// Pairs of those clauses that people ruled out, with their reasons.
    pub unlinked: Vec<(Sides<ClauseIndex>, Option<String>)>,
    /// Where people decided about those clauses: the pairs that the engine makes of them if
    /// nobody decided anything.
    pub unaided: Option<Vec<Pair>>,
}

/// How a candidate pair was weighed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weighing {
    /// The two clauses.
    pub clauses: Sides<ClauseIndex>,
    /// How likely the model finds them to be one.
    pub likelihood: Score,
    /// The same by their words alone, before the surroundings are heard.
    pub by_words: Score,
    /// The same if neither clause had another candidate.
    pub alone: Score,
    /// Of what the two have in common, the share that likelier pairs leave to this one: of the
    /// clause to which they leave less. All of it between texts of different authors, where
    /// clauses share what they are about.
    pub left: Score,
    /// Every part, in order.
    pub parts: Vec<Said>,
}

/// What one part says of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// The part.
    pub part: Part,
    /// What was measured; zero where it says nothing.
    pub value: Score,
    /// How likely the pair would be if the part said nothing.
    pub without: Score,
    /// How likely the pair would be if both clauses agreed in it. Of what an author gives a
    /// clause beside its text and may be looked at; the likelihood as it is of other parts.
    pub agreed: Score,
}

impl Explanation {
    pub(super) fn new(working: &Working, links: &Links, asked: Asked) -> Self {
        let places = Places::new(working.versions);
        let unlinked = links.unlinks.iter().flat_map(|unlink| {
            let pairs = places.pairs_either_way(&unlink.before, &unlink.after);
            pairs
                .into_iter()
                .map(|clauses| (clauses, unlink.why.clone()))
        });
        Self {
            asked,
            floor: working.floor,
            further: further(working),
            weighings: weighings(working, asked),
            unlinked: unlinked
                .filter(|(clauses, _)| asked.is_about(*clauses))
                .collect(),
            unaided: None,
        }
    }

    /// True if people decided about the clauses asked about.
    pub(super) fn is_linked(&self, working: &Working) -> bool {
        let mut pairs = working.pairs.iter();
        !self.unlinked.is_empty()
            || pairs.any(|pair| {
                pair.evidence.method == Method::Link && self.asked.is_about(pair.clauses)
            })
    }

    pub(super) fn say_unaided(&mut self, alone: Matching) {
        let pairs = alone.pairs.into_iter();
        let own = pairs.filter(|pair| self.asked.is_about(pair.clauses));
        self.unaided = Some(own.collect());
    }

    /// How a pair was weighed; `None` if it was no candidate.
    pub fn of(&self, clauses: Sides<ClauseIndex>) -> Option<&Weighing> {
        let key = |weighing: &Weighing| (weighing.clauses.before, weighing.clauses.after);
        let found = self
            .weighings
            .binary_search_by_key(&(clauses.before, clauses.after), key);
        found.ok().map(|at| &self.weighings[at])
    }
}

fn further(working: &Working) -> Option<Score> {
    match working.mode {
        Mode::Successive => Some(working.options.further.max(working.floor)),
        Mode::DifferentAuthors if working.signs.is_empty() => None,
        Mode::DifferentAuthors => Some(working.floor),
    }
}

impl Asked {
    fn is_about(self, clauses: Sides<ClauseIndex>) -> bool {
        clauses.before == self.before || Some(clauses.after) == self.after
    }

    fn sides(self) -> [(Side, Option<ClauseIndex>); 2] {
        [(Side::Before, Some(self.before)), (Side::After, self.after)]
    }
}

fn weighings(working: &Working, asked: Asked) -> Vec<Weighing> {
    let Some(scene) = &working.scene else {
        return Vec::new();
    };
    let mut clauses: BTreeSet<(Side, ClauseIndex)> = BTreeSet::new();
    for (side, clause) in asked.sides() {
        let Some(clause) = clause else { continue };
        let partners = working.pairs.iter().map(|pair| pair.clauses);
        let partners = partners.filter(|clauses| *clauses.get(side) == clause);
        let nearest = best(working, side, clause).into_iter();
        let others = partners.chain(nearest.map(|rival| rival.clauses));
        clauses.extend(others.map(|clauses| (side.other(), *clauses.get(side.other()))));
        clauses.insert((side, clause));
    }
    let places: BTreeSet<u32> = clauses
        .into_iter()
        .flat_map(|(side, clause)| scene.alike.grid.of(side, clause))
        .copied()
        .collect();
    let scales = Scales::new(working, scene);
    let places = places.into_iter();
    places.map(|place| scales.weigh(place as usize)).collect()
}

/// The model, and what it is asked about.
struct Scales<'w, 'a> {
    working: &'w Working<'a>,
    scene: &'w Scene<'a>,
    model: &'w Model,
    /// What the same number says of any pair.
    number: i32,
}

impl<'w, 'a> Scales<'w, 'a> {
    fn new(working: &'w Working<'a>, scene: &'w Scene<'a>) -> Self {
        let numbers = scene
            .alike
            .measures
            .iter()
            .map(|one| one.get(Measure::Number));
        Self {
            working,
            scene,
            model: passes::model(working),
            number: numbers.max().unwrap_or(0),
        }
    }

    fn weigh(&self, place: usize) -> Weighing {
        match self.working.signs.get(place) {
            Some(signs) => self.by_signs(place, signs),
            None => self.by_measures(place),
        }
    }

    /// As texts of different authors were weighed.
    fn by_signs(&self, place: usize, signs: &Signs) -> Weighing {
        let rules = &self.working.options.strangers;
        let is = self.working.likelihoods[place];
        // Told, though the rules hear of words only what they mean.
        let measures = &self.scene.alike.measures[place];
        let told = [
            (Part::Words, Measure::Words),
            (Part::Contained, Measure::ContainedMore),
        ];
        let told = told.map(|(part, measure)| Said {
            part,
            value: measures.score(measure),
            without: is,
            agreed: is,
        });
        let parts = PARTS_OF_STRANGERS.iter().map(|(part, of)| Said {
            part: *part,
            value: signs.score(of[0]),
            without: rules.heard(signs.without(of)),
            agreed: match part {
                Part::Heading if !self.hides(Key::Heading) => rules.heard(signs.agreed(of[0])),
                Part::Parties if !self.hides(Key::Parties) => rules.heard(signs.agreed(of[0])),
                _ => is,
            },
        });
        Weighing {
            clauses: self.scene.alike.grid.pairs[place],
            likelihood: is,
            by_words: likelihood(rules.words.logit(signs)),
            alone: rules.heard(signs.ahead()),
            left: Score::ONE,
            parts: told.into_iter().chain(parts).collect(),
        }
    }

    fn hides(&self, key: Key) -> bool {
        self.working.options.ignore.hides(key)
    }

    fn by_measures(&self, place: usize) -> Weighing {
        let measures = &self.scene.alike.measures[place];
        let is = self.working.likelihoods[place];
        let said = PARTS.iter().map(|(part, of)| Said {
            part: *part,
            value: measures.score(of[0]),
            without: self.with(measures, of, 0),
            agreed: self
                .agreement(*part)
                .map_or(is, |whole| self.with(measures, of, whole)),
        });
        Weighing {
            clauses: self.scene.alike.grid.pairs[place],
            likelihood: is,
            by_words: likelihood(self.model.words.logit(measures)),
            alone: self.alone(place),
            left: self.left(place),
            parts: said.collect(),
        }
    }

    /// The likelihood if some measures were of that value.
    fn with(&self, measures: &Measures, changed: &[Measure], value: i32) -> Score {
        let mut measures = *measures;
        changed.iter().for_each(|&one| measures.set(one, value));
        self.heard(&mut measures)
    }

    /// What a part measures of two clauses that agree in it; `None` of what is no matter of
    /// agreeing, or may not be looked at.
    fn agreement(&self, part: Part) -> Option<i32> {
        let (key, whole) = match part {
            Part::Heading => (Key::Heading, 1_000_000),
            Part::Number => (Key::Number, self.number),
            Part::Topic => (Key::Topic, 1_000_000),
            Part::Terms => (Key::Terms, 1_000_000),
            Part::Parties => (Key::Parties, 1_000_000),
            Part::Modality => (Key::Modality, 1_000_000),
            Part::Words
            | Part::Contained
            | Part::Passage
            | Part::Meaning
            | Part::Lead
            | Part::Neighbours
            | Part::Section => return None,
        };
        (!self.hides(key)).then_some(whole)
    }

    /// The share of each clause's words and word pairs that stand in the other.
    fn in_common(&self, place: usize) -> Sides<i32> {
        let clauses = self.scene.alike.grid.pairs[place];
        let overlap = self.scene.alike.overlaps[place];
        Sides::make(|side| {
            let sums = self.scene.wording.get(side).of(*clauses.get(side)).sums;
            part(overlap.stems + overlap.pairs, sums.stems + sums.pairs)
        })
    }

    fn left(&self, place: usize) -> Score {
        let measures = &self.scene.alike.measures[place];
        let Sides { before, after } = self.in_common(place);
        let share = |left: Measure, common: i32| {
            let left = measures.score(left).millionths();
            Score::ratio(left as usize, common.unsigned_abs() as usize)
        };
        let more = share(Measure::LeftMore, before.max(after));
        more.min(share(Measure::LeftLess, before.min(after)))
    }

    /// The likelihood of a pair whose clauses have no other candidate: it is ahead by all it
    /// has, and nobody takes words from it.
    fn alone(&self, place: usize) -> Score {
        let left = self.in_common(place);
        let mut measures = self.scene.alike.measures[place];
        let mut same = |to: [Measure; 2], from: [Measure; 2]| {
            let [more, less] = from.map(|one| measures.get(one));
            measures.set_both(to, more, less);
        };
        same(
            [Measure::OwnMore, Measure::OwnLess],
            [Measure::ContainedMore, Measure::ContainedLess],
        );
        same([Measure::LeadMore, Measure::LeadLess], [Measure::Words; 2]);
        same(
            [Measure::MeaningLeadMore, Measure::MeaningLeadLess],
            [Measure::Meaning; 2],
        );
        measures.set_both([Measure::OthersMore, Measure::OthersLess], 0, 0);
        measures.set_both(
            [Measure::LeftMore, Measure::LeftLess],
            left.before,
            left.after,
        );
        let first = likelihood(self.model.words.logit(&measures)).millionths() as i32;
        measures.set_both(
            [Measure::FirstLeadMore, Measure::FirstLeadLess],
            first,
            first,
        );
        self.heard(&mut measures)
    }

    /// What the model says, once the words have been heard again.
    fn heard(&self, measures: &mut Measures) -> Score {
        let words = self.model.words.logit(measures);
        measures.set(Measure::First, bounded(words));
        heard(self.model, measures, words)
    }
}
