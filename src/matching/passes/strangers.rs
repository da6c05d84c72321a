//! Clauses of different authors that are likely to rule the same matter.

use crate::matching::evidence::{Confidence, Evidence, Method, Part, Score};
use crate::matching::measures::Measure;
use crate::matching::pairs::Mode;
use crate::matching::scene::has_nothing_in_common;
use crate::matching::strangers::{self, Judged, Rules, Sign, Signs};
use crate::matching::working::Working;

/// Of the floor, so much is asked of a pair here. Where the best that can be reached is a mean of
/// recall and precision of some two thirds, a pair is worth claiming from a third up (Z. C.
/// Lipton et al., *ECML PKDD*, 2014); what is as unlikely is told as uncertain.
const OF_FLOOR: Score = Score::from_millionths(700_000);

/// What labels must add to the logit of a pair for it to be more than uncertain, in millionths:
/// about seven to one.
const STRONG: i64 = 2_000_000;

/// And so likely must it be. Of pairs that rules which had not seen their documents found less
/// likely than this, and likelier than three fifths, 0.65 were right, however likely; of
/// those above it 0.99.
const LIKELY: Score = Score::from_millionths(900_000);

/// With fewer clauses on a side, too little is there to be ahead of: the best of so few may have
/// nothing in common.
const FEWEST: usize = 3;

/// Claims every candidate that is likely enough. A clause may be claimed several times: authors
/// rarely cut a matter at the same places.
///
/// False, and nothing claimed, if texts are not of different authors or their meanings were not
/// compared.
pub(in crate::matching) fn strangers(working: &mut Working) -> bool {
    if working.mode != Mode::DifferentAuthors {
        return false;
    }
    let Some(judged) = judge(working) else {
        return false;
    };
    let Some(scene) = working.scene.take() else {
        return false;
    };
    let floor = working.options.floor.times(OF_FLOOR);
    let clauses = working.versions.map(|version| version.clauses.len());
    let are_few = clauses.before.min(clauses.after) < FEWEST;
    for (at, &clauses) in scene.alike.grid.pairs.iter().enumerate() {
        let likely = judged.likelihoods[at];
        let may = working.is_open(clauses)
            && !working.is_claimed(clauses)
            && !working.is_forbidden(clauses);
        let rules = &working.options.strangers;
        let is_empty = are_few
            && has_nothing_in_common(&scene.alike.measures[at])
            && adds(rules, &judged.signs[at], LABELS) <= 0;
        if may && likely >= floor && !is_empty {
            let words = scene.alike.measures[at].score(Measure::Words);
            working.claim(clauses, evidence(rules, words, &judged.signs[at], likely));
        }
    }
    working.floor = floor;
    working.likelihoods = judged.likelihoods;
    working.signs = judged.signs;
    working.cut = judged.cut;
    working.scene = Some(scene);
    true
}

/// Judges every candidate. Those whose clauses are settled are rivals like others: what is
/// left over when people decided the rest is not alike for being left over.
pub(in crate::matching) fn judge(working: &Working) -> Option<Judged> {
    let scene = working.scene.as_ref().filter(|scene| scene.has_meaning)?;
    let ignore = working.options.ignore;
    let rules = &working.options.strangers;
    strangers::judge(working.versions, ignore, &scene.alike.grid, rules)
}

fn evidence(rules: &Rules, words: Score, signs: &Signs, likely: Score) -> Evidence {
    let own = PARTS_OF_STRANGERS
        .iter()
        .map(|(part, of)| (*part, signs.score(of[0])));
    let parts = [(Part::Words, words)].into_iter().chain(own);
    let is_strong = likely >= LIKELY && adds(rules, signs, LABELS) >= STRONG;
    let most = if is_strong {
        Confidence::GUESS
    } else {
        Confidence::AMONG_STRANGERS
    };
    Evidence {
        method: Method::Similar,
        score: words,
        parts: parts.filter(|(_, score)| *score > Score::ZERO).collect(),
        confidence: Confidence::of_likelihood(likely).min(most),
        runner_up: None,
    }
}

/// What some signs add to the logit of a pair by the rule of labels.
fn adds(rules: &Rules, signs: &Signs, of: &[Sign]) -> i64 {
    rules.labels.logit(signs) - rules.labels.logit(&signs.without(of))
}

/// The signs that are not of the text.
const LABELS: &[Sign] = &[
    Sign::Heading,
    Sign::HeadingLeadMore,
    Sign::HeadingLeadLess,
    Sign::TopicWords,
    Sign::TopicWordsLeadMore,
    Sign::TopicWordsLeadLess,
    Sign::Topic,
    Sign::TopicBehindMore,
    Sign::TopicBehindLess,
    Sign::TermNames,
    Sign::TermUnits,
    Sign::TermValues,
];

/// What is told of a pair, by the signs that it stands for; the first is shown.
pub(in crate::matching) const PARTS_OF_STRANGERS: [(Part, &[Sign]); 7] = [
    (
        Part::Meaning,
        &[
            Sign::Meaning,
            Sign::MeaningLeadMore,
            Sign::MeaningLeadLess,
            Sign::CoverMore,
            Sign::CoverLess,
            Sign::PieceLeadMore,
            Sign::PieceLeadLess,
            Sign::WholeLeadMore,
            Sign::WholeLeadLess,
            Sign::First,
        ],
    ),
    (Part::Lead, &[Sign::FirstLeadMore, Sign::FirstLeadLess]),
    (
        Part::Heading,
        &[Sign::Heading, Sign::HeadingLeadMore, Sign::HeadingLeadLess],
    ),
    (Part::Neighbours, &[Sign::Near, Sign::Order]),
    (
        Part::Topic,
        &[
            Sign::Topic,
            Sign::TopicBehindMore,
            Sign::TopicBehindLess,
            Sign::TopicWords,
            Sign::TopicWordsLeadMore,
            Sign::TopicWordsLeadLess,
        ],
    ),
    (
        Part::Terms,
        &[Sign::TermNames, Sign::TermUnits, Sign::TermValues],
    ),
    (Part::Parties, &[Sign::Parties]),
];
