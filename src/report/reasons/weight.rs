//! What weighs in a pair.

use crate::matching::{Confidence, Part, Said, Score, Weighing};
use crate::report::summary::percent;
use crate::report::wording::part_phrase;

/// So many parts are named of those that speak for a pair, the weightiest first.
const NAMED: usize = 5;

/// A likelihood in percent; none is as good as certain.
pub(super) fn likely(likelihood: Score) -> String {
    percent(likelihood.min(Confidence::GUESS.score()))
}

/// The parts that speak for a pair, in words, the weightiest first.
pub(super) fn spoken(weighing: &Weighing) -> Vec<String> {
    let helping = helping(weighing).into_iter().take(NAMED);
    helping
        .map(|said| part_phrase(said.part, said.value))
        .collect()
}

/// The parts without which a pair would be clearly less likely, the weightiest first.
pub(super) fn helping(weighing: &Weighing) -> Vec<&Said> {
    let helps =
        |said: &&Said| said.value > Score::ZERO && lowers(said.without, weighing.likelihood);
    let mut helping: Vec<&Said> = weighing.parts.iter().filter(helps).collect();
    helping.sort_by_key(|said| said.without);
    helping
}

/// True if the odds fall by a fifth or more: near certainty a likelihood hardly moves,
/// whatever is taken from it.
fn lowers(without: Score, with: Score) -> bool {
    let for_and_against = |score: Score| {
        let share = u64::from(score.millionths());
        (share, u64::from(Score::ONE.millionths()) - share)
    };
    let (less, more_against) = for_and_against(without);
    let (more, less_against) = for_and_against(with);
    without < with && less * less_against * 5 <= more * more_against * 4
}

/// What two clauses have in common, whatever that says about others.
pub(super) fn in_common(weighing: &Weighing) -> Vec<String> {
    let is_own = |said: &&Said| match said.part {
        Part::Words
        | Part::Contained
        | Part::Meaning
        | Part::Heading
        | Part::Topic
        | Part::Terms
        | Part::Parties
        | Part::Modality => said.value > Score::ZERO,
        Part::Passage | Part::Lead | Part::Number | Part::Neighbours | Part::Section => false,
    };
    let own = weighing.parts.iter().filter(is_own);
    own.map(|said| part_phrase(said.part, said.value)).collect()
}

pub(super) fn value_of(weighing: &Weighing, part: Part) -> Score {
    let mut parts = weighing.parts.iter();
    parts
        .find(|said| said.part == part)
        .map_or(Score::ZERO, |said| said.value)
}
