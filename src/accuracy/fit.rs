//! Models fitted to marked documents.
//!
//! Weights are found by penalised logistic regression over what the engine measures of each
//! candidate pair ([`matching::observe`]), as the engine uses them: the model of the words first,
//! and then, with what it says about the surroundings, the model of all. Pairs that
//! a reader left open teach nothing.
//!
//! What a model says of documents that it was fitted to is better than what it says of others.
//! So the surroundings that the second model learns from are judged by words that were fitted
//! to the other families, and each penalty is the one that does best on a family that
//! was left out, over all families.
//!
//! Nothing here decides about a pair: the weights are rounded to thousandths and become
//! constants of the engine.

use super::Case;
use super::logistic::{Fit, Table};
use crate::matching::{self, Ignore, Measure, Measures, Model, Options, Weights};
use crate::model::{Authors, ClauseIndex, Mark, Sides};

/// Penalties to try. Below the least, weights of measures that nearly say the same
/// run apart; above the most, fits to a few hundred pairs say little but the bias.
const PENALTIES: [f64; 6] = [0.3, 1.0, 3.0, 10.0, 30.0, 100.0];

/// Weights set by hand: few documents have these keys, and those that do were written with them.
const BY_HAND: [Measure; 4] = [
    Measure::Topic,
    Measure::Terms,
    Measure::Parties,
    Measure::Modality,
];

/// Measures of meaning, which the model by words must do without.
const OF_MEANING: [Measure; 3] = [
    Measure::Meaning,
    Measure::MeaningLeadMore,
    Measure::MeaningLeadLess,
];

/// The models of [`Options`] for versions made from one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// [`Options::successive`].
    Successive,
    /// [`Options::by_words`].
    ByWords,
}

impl Kind {
    /// Every kind with its word.
    pub const ALL: [(Self, &str); 2] = [
        (Self::Successive, "successive"),
        (Self::ByWords, "by-words"),
    ];

    /// The model of this kind.
    pub fn of(self, options: &mut Options) -> &mut Model {
        match self {
            Self::Successive => &mut options.successive,
            Self::ByWords => &mut options.by_words,
        }
    }

    /// True if the documents are of the kind that the model is for.
    pub fn is_taught_by(self, case: &Case) -> bool {
        case.authors != Authors::Different
    }

    /// The measures whose weights are fitted; all others keep what the engine has for them.
    fn fitted(self, step: Step) -> Vec<Measure> {
        let kept: &[Measure] = match self {
            Self::Successive => &[],
            Self::ByWords => &OF_MEANING,
        };
        let is_of_step = |measure: &Measure| step == Step::All || *measure < Measure::First;
        let measures = Measure::ALL.into_iter().filter(is_of_step);
        measures
            .filter(|measure| !BY_HAND.contains(measure) && !kept.contains(measure))
            .collect()
    }
}

/// What weights are drawn to by their penalty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// To saying nothing.
    #[default]
    Nothing,
    /// To the model that the engine has: what it was fitted to counts, too.
    BuiltIn,
}

/// How a model is fitted.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What half the square of a weight may cost, for measures brought to a standard deviation of
    /// one, against the log-likelihood of all pairs. Not empty; each model has the one that
    /// does best on families left out.
    pub penalties: Vec<f64>,
    /// Where weights are that cost nothing.
    pub origin: Origin,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            penalties: PENALTIES.to_vec(),
            origin: Origin::default(),
        }
    }
}

/// The two models, in the order in which they are fitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Words,
    All,
}

/// Marked documents to learn from.
#[derive(Clone, Debug)]
pub struct Lesson<'c> {
    /// The documents.
    pub case: &'c Case,
    ignore: Ignore,
    words: Vec<(Sides<ClauseIndex>, Measures)>,
}

impl<'c> Lesson<'c> {
    /// What the engine sees of `case` if it must not look at some keys.
    pub fn new(case: &'c Case, ignore: Ignore) -> Self {
        let mut lesson = Self {
            case,
            ignore,
            words: Vec::new(),
        };
        lesson.words = lesson.observed(Options::default());
        lesson
    }

    fn observed(&self, options: Options) -> Vec<(Sides<ClauseIndex>, Measures)> {
        let Sides { before, after } = self.case.versions.as_ref();
        let ignore = self.ignore;
        matching::observe(before, after, &Options { ignore, ..options })
    }

    /// What is measured if words weigh as said, whatever the engine takes the texts for.
    fn surrounded(&self, words: Weights) -> Vec<(Sides<ClauseIndex>, Measures)> {
        let mut options = Options::default();
        for (kind, _) in Kind::ALL {
            kind.of(&mut options).words = words;
        }
        self.observed(options)
    }
}

/// A model, and how it came about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Learnt {
    /// The model, to be used as one of its kind.
    pub model: Model,
    /// What weights of the words cost, and then those of all; see [`fit`].
    pub penalties: [f64; 2],
}

/// Fits a model of a kind to all `lessons`, which must not be empty.
///
/// Costs two fits for each penalty and family.
pub fn fit(lessons: &[Lesson<'_>], kind: Kind, plan: &Plan) -> Learnt {
    let families = families(lessons);
    let first = Course::new(kind, Step::Words, plan.origin);
    let mut table = first.table();
    for (lesson, &family) in lessons.iter().zip(&families) {
        first.note(&mut table, lesson.case, &lesson.words, family);
    }
    let words = first.best(&table, count(&families), &plan.penalties);
    let mut fitted_to_others: Vec<Weights> = Vec::new();
    for left_out in 0..count(&families) {
        let fit = match count(&families) {
            1 => &words.fit,
            _ => &words.without[left_out],
        };
        fitted_to_others.push(first.weights(fit));
    }
    let second = Course::new(kind, Step::All, plan.origin);
    let mut table = second.table();
    for (lesson, &family) in lessons.iter().zip(&families) {
        let observed = lesson.surrounded(fitted_to_others[family]);
        second.note(&mut table, lesson.case, &observed, family);
    }
    let all = second.best(&table, count(&families), &plan.penalties);
    Learnt {
        model: Model {
            words: first.weights(&words.fit),
            all: second.weights(&all.fit),
        },
        penalties: [words.penalty, all.penalty],
    }
}

/// For each lesson the number of its family.
fn families(lessons: &[Lesson<'_>]) -> Vec<usize> {
    let mut names: Vec<&str> = lessons.iter().map(|lesson| &*lesson.case.family).collect();
    names.sort_unstable();
    names.dedup();
    let place = |lesson: &Lesson<'_>| names.binary_search(&&*lesson.case.family);
    let places = lessons.iter().map(place);
    places
        .map(|place| place.expect("every family is named"))
        .collect()
}

fn count(families: &[usize]) -> usize {
    families.iter().max().map_or(0, |last| last + 1)
}

/// What is fitted in one step.
struct Course {
    fitted: Vec<Measure>,
    /// What is said before anything is fitted, and what is found comes on top of.
    kept: Weights,
}

/// A fit, and those that did not see one family.
struct Best {
    penalty: f64,
    fit: Fit,
    without: Vec<Fit>,
}

impl Course {
    fn new(kind: Kind, step: Step, origin: Origin) -> Self {
        let fitted = kind.fitted(step);
        let model = *kind.of(&mut Options::default());
        let mut kept = match step {
            Step::Words => model.words,
            Step::All => model.all,
        };
        if origin == Origin::Nothing {
            kept.bias = 0;
            let measures = fitted.iter();
            measures.for_each(|&measure| kept.of[measure as usize] = 0);
        }
        Self { fitted, kept }
    }

    fn table(&self) -> Table {
        Table::new(self.fitted.len())
    }

    fn note(
        &self,
        table: &mut Table,
        case: &Case,
        observed: &[(Sides<ClauseIndex>, Measures)],
        family: usize,
    ) {
        let whole = |measures: &Measures, measure| f64::from(measures.get(measure)) / 1e6;
        for (clauses, measures) in observed {
            let is_pair = match case.mark(*clauses) {
                Some(Mark::Required) => true,
                Some(Mark::Optional) => continue,
                None => false,
            };
            let bias = f64::from(self.kept.bias) / 1e3;
            let kept = Measure::ALL.into_iter();
            let kept = kept.map(|measure| {
                self.kept.of[measure as usize] as f64 / 1e3 * whole(measures, measure)
            });
            let values = self.fitted.iter().map(|&measure| whole(measures, measure));
            table.push(values, bias + kept.sum::<f64>(), is_pair, family);
        }
    }

    /// The fit with the penalty that loses least on families left out: the mean over
    /// families of what is lost for each of its pairs, so that no family counts more for being
    /// long. The first penalty where there is but one family.
    fn best(&self, table: &Table, families: usize, penalties: &[f64]) -> Best {
        let tried = penalties.iter().map(|&penalty| {
            let fit = table.fit(penalty, |_| false, None);
            let without = |left_out| table.fit(penalty, |family| family == left_out, Some(&fit));
            let without: Vec<Fit> = match families {
                1 => Vec::new(),
                _ => (0..families).map(without).collect(),
            };
            Best {
                penalty,
                fit,
                without,
            }
        });
        let lost = |best: &Best| -> f64 {
            let families = best.without.iter().enumerate();
            families
                .map(|(family, fit)| table.loss(fit, family) / table.pairs(family).max(1) as f64)
                .sum()
        };
        tried
            .min_by(|one, other| lost(one).total_cmp(&lost(other)))
            .expect("some penalty is tried")
    }

    fn weights(&self, fit: &Fit) -> Weights {
        let mut weights = self.kept;
        weights.bias += thousandths(fit.bias);
        for (&measure, &weight) in self.fitted.iter().zip(&fit.weights) {
            weights.of[measure as usize] += thousandths(weight);
        }
        weights
    }
}

fn thousandths(weight: f64) -> i32 {
    (weight * 1e3).round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accuracy::{Figures, measure};
    use crate::load;
    use crate::matching::Score;
    use crate::model::Links;

    /// Longer documents teach the same and take long.
    const SHORT: usize = 20;

    fn cases() -> Vec<Case> {
        let cases = load::corpus().iter().map(|bundled| {
            let (versions, gold) = bundled.read();
            Case::new(bundled.name, versions, &gold).unwrap()
        });
        let is_short = |case: &Case| case.versions.before.clauses.len() <= SHORT;
        cases.filter(is_short).collect()
    }

    fn fitted(kind: Kind, plan: &Plan) -> Model {
        let cases = cases();
        let lessons = cases.iter().filter(|case| kind.is_taught_by(case));
        let lessons: Vec<_> = lessons
            .map(|case| Lesson::new(case, Ignore::default()))
            .collect();
        fit(&lessons, kind, plan).model
    }

    fn plan(penalty: f64, origin: Origin) -> Plan {
        Plan {
            penalties: vec![penalty],
            origin,
        }
    }

    #[test]
    fn weights_set_by_hand_are_kept() {
        let built_in = Options::default().successive;
        let model = fitted(Kind::Successive, &plan(3.0, Origin::Nothing));
        for measure in BY_HAND {
            assert_eq!(
                model.all.of[measure as usize],
                built_in.all.of[measure as usize]
            );
        }
        assert_ne!(model.all, built_in.all);
    }

    #[test]
    fn the_model_of_words_says_nothing_of_meanings_and_surroundings() {
        let model = fitted(Kind::ByWords, &plan(3.0, Origin::Nothing));
        for measure in OF_MEANING {
            assert_eq!(model.words.of[measure as usize], 0);
            assert_eq!(model.all.of[measure as usize], 0);
        }
        assert_eq!(model.words.of[Measure::Near as usize], 0);
        assert_ne!(model.all.of[Measure::Near as usize], 0);
    }

    #[test]
    fn weights_that_are_too_dear_to_move_stay_where_they_are() {
        let built_in = Options::default().by_words;
        let moved = fitted(Kind::ByWords, &plan(1e12, Origin::BuiltIn));
        assert_eq!(
            (moved.words.of, moved.all.of),
            (built_in.words.of, built_in.all.of)
        );
        let cleared = fitted(Kind::ByWords, &plan(1e12, Origin::Nothing));
        assert_eq!(cleared.words.of, [0; Measure::ALL.len()]);
    }

    #[test]
    fn a_model_pairs_a_family_that_it_has_not_seen() {
        let (unseen, seen): (Vec<Case>, Vec<Case>) = cases()
            .into_iter()
            .filter(|case| Kind::Successive.is_taught_by(case))
            .partition(|case| case.family == "service-agreements");
        let lessons = seen.iter().map(|case| Lesson::new(case, Ignore::default()));
        let model = fit(
            &lessons.collect::<Vec<_>>(),
            Kind::Successive,
            &plan(3.0, Origin::Nothing),
        )
        .model;
        let mut options = Options::default();
        for (kind, _) in Kind::ALL {
            *kind.of(&mut options) = model;
        }
        let mut figures = Figures::default();
        for case in &unseen {
            let Sides { before, after } = case.versions.as_ref();
            let matching = matching::pair(before, after, &Links::default(), &options);
            figures += measure(case, &matching).figures;
        }
        // A model that says nothing claims nothing, one that says too much is mostly wrong.
        assert!(
            figures.all().f1() > Some(Score::ratio(7, 10)),
            "{figures:?}"
        );
    }

    #[test]
    fn a_penalty_is_one_of_those_to_choose_from() {
        let cases = cases();
        let lessons = cases.iter().take(4);
        let lessons: Vec<_> = lessons
            .map(|case| Lesson::new(case, Ignore::default()))
            .collect();
        let penalties = vec![1.0, 1e9];
        let learnt = fit(
            &lessons,
            Kind::Successive,
            &Plan {
                penalties,
                ..Plan::default()
            },
        );
        assert_eq!(learnt.penalties, [1.0, 1.0]);
    }
}
