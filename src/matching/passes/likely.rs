//! Clauses that are likely to be one, by their words and their surroundings.

use rustc_hash::FxHashSet;

use crate::matching::evidence::{Confidence, Evidence, Method, Part, Score};
use crate::matching::measures::{Measure, Measures};
use crate::matching::model::Model;
use crate::matching::pairs::Mode;
use crate::matching::working::Working;
use crate::model::{ClauseIndex, Side, Sides};

/// Clauses this similar are alike; those of different authors on one matter rarely are.
const ALIKE: Score = Score::from_millionths(250_000);

/// Below this share of clauses that are alike, the texts are of different authors. Of
/// versions made from one another, the least seen is 38 %; of others, the most is 27 %.
const FEW: Score = Score::from_millionths(300_000);

/// Claims every candidate that [`weigh`] found likely enough, the likeliest first; of equals
/// the nearer in place. A clause may be claimed several times: then it was split or merged. Only of
/// twins, clauses that say the same, each takes another; and in texts of different authors
/// whose meanings were not compared, where several guesses about one clause are mostly wrong,
/// each clause is claimed once.
pub(in crate::matching) fn likely(working: &mut Working) {
    let mut order: Vec<usize> = (0..working.likelihoods.len()).collect();
    order.retain(|&at| working.likelihoods[at] >= working.options.floor);
    let Some(scene) = working.scene.take() else {
        return;
    };
    order.sort_by_key(|&at| {
        (
            std::cmp::Reverse(working.likelihoods[at]),
            working.displacement(scene.alike.grid.pairs[at]),
        )
    });
    let mut twins = Twins::default();
    for at in order {
        let clauses = scene.alike.grid.pairs[at];
        let names = Sides::make(|side| scene.wording.get(side).twin(*clauses.get(side)));
        let has_room = match working.mode {
            Mode::Successive => working.is_open(clauses) && is_enough(working, at, clauses),
            Mode::DifferentAuthors => working.is_free(clauses),
        };
        let may = has_room && !working.is_claimed(clauses) && !working.is_forbidden(clauses);
        if may && twins.take(clauses, names) {
            let evidence = evidence(working, &scene.alike.measures[at], working.likelihoods[at]);
            working.claim(clauses, evidence);
        }
    }
    working.scene = Some(scene);
}

/// True if a candidate is likely enough, which is more where one of its clauses is in a pair.
fn is_enough(working: &Working, at: usize, clauses: Sides<ClauseIndex>) -> bool {
    working.is_free(clauses) || working.likelihoods[at] >= working.options.further
}

/// Judges the mode and gives every candidate its likelihood.
pub(in crate::matching) fn weigh(working: &mut Working) {
    working.mode = mode(working);
    let model = model(working);
    let Some(mut scene) = working.scene.take() else {
        return;
    };
    // Strangers are near by their meaning or not at all.
    if working.mode == Mode::Successive {
        scene.narrow(working.options);
    }
    let counts = |clauses| working.is_open(clauses);
    working.likelihoods = scene.judge(model, working.options.ignore, &working.known(), counts);
    working.scene = Some(scene);
}

/// The model for what was measured: with meanings or without.
pub(in crate::matching) fn model<'a>(working: &Working<'a>) -> &'a Model {
    let has_meaning = working
        .scene
        .as_ref()
        .is_some_and(|scene| scene.has_meaning);
    if has_meaning {
        &working.options.successive
    } else {
        &working.options.by_words
    }
}

/// Whether one text was made from the other, by how many clauses of the side that has
/// more of them are kept or alike. What people linked says nothing about that.
fn mode(working: &Working) -> Mode {
    let mut alike = working
        .versions
        .map(|version| vec![false; version.clauses.len()]);
    let kept = working
        .pairs
        .iter()
        .filter(|pair| pair.evidence.method != Method::Link);
    let near = working.scene.iter().flat_map(|scene| {
        let pairs = scene.alike.grid.pairs.iter().zip(&scene.alike.measures);
        pairs.filter(|(_, measures)| measures.score(Measure::Words) >= ALIKE)
    });
    let near = near.map(|(clauses, _)| *clauses);
    for clauses in kept.map(|pair| pair.clauses).chain(near) {
        for side in Side::BOTH {
            alike.get_mut(side)[clauses.get(side).get()] = true;
        }
    }
    let is_empty = alike.before.is_empty() || alike.after.is_empty();
    let shares =
        alike.map(|alike| Score::ratio(alike.iter().filter(|alike| **alike).count(), alike.len()));
    if !is_empty && shares.before.max(shares.after) < FEW {
        Mode::DifferentAuthors
    } else {
        Mode::Successive
    }
}

/// Which clauses have taken one of several that say the same.
#[derive(Default)]
struct Twins(FxHashSet<(Side, ClauseIndex, u64)>);

impl Twins {
    /// Notes a pair; false, and nothing noted, if either clause has a twin of the other.
    fn take(&mut self, clauses: Sides<ClauseIndex>, names: Sides<u64>) -> bool {
        let keys = Side::BOTH.map(|side| (side, *clauses.get(side), *names.get(side.other())));
        if keys.iter().any(|key| self.0.contains(key)) {
            return false;
        }
        self.0.extend(keys);
        true
    }
}

fn evidence(working: &Working, measures: &Measures, likely: Score) -> Evidence {
    let most = match working.mode {
        Mode::Successive => Confidence::GUESS,
        Mode::DifferentAuthors => Confidence::AMONG_STRANGERS,
    };
    let parts = PARTS
        .iter()
        .map(|(part, of)| (*part, measures.score(of[0])));
    Evidence {
        method: Method::Similar,
        score: measures.score(Measure::Words),
        parts: parts.filter(|(_, score)| *score > Score::ZERO).collect(),
        confidence: Confidence::of_likelihood(likely).min(most),
        runner_up: None,
    }
}

/// What is told of a pair, by the measures that it stands for; the first is shown.
pub(in crate::matching) const PARTS: [(Part, &[Measure]); 13] = [
    (
        Part::Words,
        &[
            Measure::Words,
            Measure::PhrasesMore,
            Measure::PhrasesLess,
            Measure::First,
        ],
    ),
    (
        Part::Contained,
        &[
            Measure::ContainedMore,
            Measure::ContainedLess,
            Measure::OwnMore,
            Measure::OwnLess,
            Measure::LeftMore,
            Measure::LeftLess,
        ],
    ),
    (Part::Passage, &[Measure::PassageMore, Measure::PassageLess]),
    (
        Part::Meaning,
        &[
            Measure::Meaning,
            Measure::MeaningLeadMore,
            Measure::MeaningLeadLess,
        ],
    ),
    (
        Part::Lead,
        &[
            Measure::LeadMore,
            Measure::LeadLess,
            Measure::FirstLeadMore,
            Measure::FirstLeadLess,
        ],
    ),
    (Part::Heading, &[Measure::Heading]),
    (Part::Number, &[Measure::Number]),
    (Part::Neighbours, &[Measure::Near]),
    (Part::Section, &[Measure::Section]),
    (Part::Topic, &[Measure::Topic]),
    (Part::Terms, &[Measure::Terms]),
    (Part::Parties, &[Measure::Parties]),
    (Part::Modality, &[Measure::Modality]),
];
