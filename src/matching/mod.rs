//! Pairs the clauses of two versions.
//!
//! A clause keeps its identity when its number, heading or words change. Passes run
//! from certain to guessed: decided by people, the same id and words, the same words, the
//! same id with changed words, likely by words and surroundings, sections that follow
//! their clauses, and clauses that say nothing, by their neighbours. A clause may end in
//! several pairs: then it was split or merged. Every pair keeps the [`Evidence`] it rests on
//! and the rival it beat, so a reader can ask why; clauses without a pair keep the nearest
//! ones that were not claimed ([`Nearest`]). What would have changed an outcome is worked out
//! only where it is asked for: see [`explain`].
//!
//! A guess is made in two steps. First the words of each candidate pair are measured, and a
//! logistic model says how likely they make it. Then its surroundings are measured by those
//! likelihoods (neighbours, sections, rivals, what likelier pairs leave over), and a second
//! model has the last word: what it says is the confidence.
//!
//! Texts of different authors have so few words in common that these models would find next
//! to nothing. The result says so ([`Mode`]), and rules of their own judge them by meaning, by
//! labels and by rivals ([`Rules`]).
//!
//! Decisions are made in whole numbers and never look at which side a clause is on:
//! swapping the versions swaps the pairs and changes nothing else. Nothing here looks
//! at word order inside a clause beyond pairs of words; that is [`crate::diff`].

mod candidates;
mod evidence;
mod grid;
mod likeness;
mod marks;
mod meaning;
mod measures;
mod model;
mod nearest;
mod options;
mod pairs;
mod passes;
mod reasons;
mod rivals;
mod scene;
mod strangers;
mod surroundings;
mod topics;
mod wording;
mod working;

pub use evidence::{Confidence, Evidence, Method, Part, Rival, Score};
pub use measures::{Measure, Measures, Weights};
pub use model::Model;
pub use nearest::Nearest;
pub use options::{Ignore, Key, Options};
pub use pairs::{Matching, Mode, Pair, Skipped};
pub use reasons::{Asked, Explanation, Said, Weighing};
pub use strangers::{Rule, Rules, Sign, Signs};

use crate::model::{ClauseIndex, Links, Sides, Version};
use working::Working;

/// Finds which clause of `before` became which clause of `after`.
///
/// `links` holds what people decided; an empty value leaves all to the engine.
///
/// Where at most a quarter of a million pairs can be made of the clauses whose words changed, the
/// words of all are compared; beyond that the cost grows with the number of such clauses times
/// the number of clauses that share rare words with each; see [`Options::candidates`]. In texts of
/// different authors every different word of one is compared with every one of the other, too.
pub fn pair(before: &Version, after: &Version, links: &Links, options: &Options) -> Matching {
    decided(before, after, links, options).finish()
}

/// The same as [`pair`], and why it came out so for the clauses `asked` about.
///
/// Where people decided about them, the engine is asked once more without the links, so that
/// what it would have found alone can be told: then it costs twice as much as [`pair`].
pub fn explain(
    before: &Version,
    after: &Version,
    links: &Links,
    options: &Options,
    asked: Asked,
) -> (Matching, Explanation) {
    let working = decided(before, after, links, options);
    let mut explanation = Explanation::new(&working, links, asked);
    if explanation.is_linked(&working) {
        let alone = pair(before, after, &Links::default(), options);
        explanation.say_unaided(alone);
    }
    (working.finish(), explanation)
}

/// What the engine measures of every candidate pair, of clauses that are not the same: what
/// [`Options::successive`] and [`Options::by_words`] are fitted on. Costs as much as [`pair`].
pub fn observe(
    before: &Version,
    after: &Version,
    options: &Options,
) -> Vec<(Sides<ClauseIndex>, Measures)> {
    let mut working = looked_at(before, after, &Links::default(), options);
    passes::weigh(&mut working);
    let Some(scene) = working.scene else {
        return Vec::new();
    };
    scene
        .alike
        .grid
        .pairs
        .into_iter()
        .zip(scene.alike.measures)
        .collect()
}

/// The same as [`observe`], as if the texts were of different authors: what
/// [`Options::strangers`] is fitted on. Nothing where meanings are not compared.
pub fn observe_strangers(
    before: &Version,
    after: &Version,
    options: &Options,
) -> Vec<(Sides<ClauseIndex>, Signs)> {
    let working = looked_at(before, after, &Links::default(), options);
    let judged = passes::judge(&working);
    let (Some(scene), Some(judged)) = (working.scene, judged) else {
        return Vec::new();
    };
    scene
        .alike
        .grid
        .pairs
        .into_iter()
        .zip(judged.signs)
        .collect()
}

/// All pairs, not yet told.
fn decided<'a>(
    before: &'a Version,
    after: &'a Version,
    links: &Links,
    options: &'a Options,
) -> Working<'a> {
    let mut working = looked_at(before, after, links, options);
    passes::weigh(&mut working);
    if !passes::strangers(&mut working) {
        passes::likely(&mut working);
    }
    passes::sections(&mut working);
    passes::blank(&mut working);
    working
}

/// All that is done before words are weighed.
fn looked_at<'a>(
    before: &'a Version,
    after: &'a Version,
    links: &Links,
    options: &'a Options,
) -> Working<'a> {
    let mut working = Working::new(before, after, options);
    passes::decided(&mut working, links);
    passes::same_id_and_text(&mut working);
    passes::same_text(&mut working);
    working.read();
    passes::same_words(&mut working);
    working.look();
    passes::same_id(&mut working);
    working
}

#[cfg(test)]
mod drafts {
    //! Short versions for the tests of these modules.

    use std::fmt::Display;

    use super::wording::{self, Wording};
    use crate::load::{Limits, version_from};
    use crate::model::{Sides, Version};

    /// Clauses `c0`, `c1` and so on, each with these lines of its table.
    pub fn version(clauses: &[impl Display]) -> Version {
        let clauses = clauses.iter().enumerate();
        let clauses =
            clauses.map(|(place, lines)| format!("[[clause]]\nid = 'c{place}'\n{lines}\n"));
        let file = format!(
            "format = 1\nproposal = {{ id = 'v', title = 'T', date = '2024' }}\n{}",
            clauses.collect::<String>()
        );
        version_from("v", file.as_bytes(), &Limits::default())
            .unwrap()
            .value
    }

    /// Clauses of these texts and nothing else.
    pub fn of_texts(texts: &[&str]) -> Version {
        let lines = texts.iter().map(|text| format!("text = '{text}'"));
        version(&lines.collect::<Vec<_>>())
    }

    /// The words of all clauses of two versions.
    pub fn read(before: &Version, after: &Version) -> Sides<Wording> {
        let versions = Sides::new(before, after);
        let all = versions.map(|version| vec![true; version.clauses.len()]);
        wording::read(versions, &all)
    }

    /// The words of two lists of texts.
    pub fn words(before: &[&str], after: &[&str]) -> Sides<Wording> {
        read(&of_texts(before), &of_texts(after))
    }
}
