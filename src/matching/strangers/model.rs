//! The numbers of the rules.
//!
//! Fitted by penalised logistic regression (D. R. Cox, *Journal of the Royal Statistical
//! Society* B 20(2), 1958) to what [`observe_strangers`](super::super::observe_strangers) measures
//! of marked documents, each step with what the steps before say; no sign that speaks for a pair
//! may count against it. The documents: the fifteen cases of the corpus by different authors,
//! with and without topics, terms and headings; the same with the clauses of one side in
//! another order, so that order is believed only where texts keep it; the same with
//! topics of one side, in whole or in part, named as on the other; and eight pairs of the bundled
//! proposals with the links that people decided. The three pairs of proposals that
//! accuracy is told on are not among them.

use super::Rules;
use super::signs::{Rule, Sign};

pub(super) const FITTED: Rules = Rules {
    words: rule(
        -1_284,
        &[
            (Sign::Meaning, 3_271),
            (Sign::MeaningLeadMore, 2_542),
            (Sign::MeaningLeadLess, 2_775),
            (Sign::PieceLeadMore, 4_381),
            (Sign::PieceLeadLess, 1_373),
            (Sign::WholeLeadMore, 6_092),
            (Sign::WholeLeadLess, 3_713),
            (Sign::Length, 196),
            (Sign::Fewness, 667),
        ],
    ),
    labels: rule(
        -1_218,
        &[
            (Sign::Meaning, 2_334),
            (Sign::MeaningLeadMore, 2_262),
            (Sign::MeaningLeadLess, 2_546),
            (Sign::CoverMore, 76),
            (Sign::PieceLeadMore, 3_953),
            (Sign::PieceLeadLess, 1_893),
            (Sign::WholeLeadMore, 5_779),
            (Sign::WholeLeadLess, 3_913),
            (Sign::Length, 171),
            (Sign::Fewness, 588),
            (Sign::HeadingLeadLess, 348),
            (Sign::TopicWords, 1_694),
            (Sign::TopicWordsLeadMore, 1_413),
            (Sign::TopicWordsLeadLess, 1_836),
            (Sign::Topic, 64),
            (Sign::TopicBehindMore, 20),
            (Sign::TopicBehindLess, 151),
            (Sign::TermNames, 462),
            (Sign::TermUnits, 314),
            (Sign::TermValues, 410),
            (Sign::Parties, 1_347),
            (Sign::Modality, 754),
        ],
    ),
    all: rule(
        -1_449,
        &[
            (Sign::Meaning, 1_817),
            (Sign::MeaningLeadLess, 704),
            (Sign::PieceLeadMore, 2_254),
            (Sign::PieceLeadLess, 600),
            (Sign::WholeLeadMore, 2_193),
            (Sign::WholeLeadLess, 1_975),
            (Sign::Length, 170),
            (Sign::Fewness, 623),
            (Sign::HeadingLeadLess, 155),
            (Sign::TopicWordsLeadLess, 1_347),
            (Sign::Topic, 80),
            (Sign::TopicBehindLess, 116),
            (Sign::TermNames, 238),
            (Sign::TermUnits, 118),
            (Sign::TermValues, 332),
            (Sign::Parties, 700),
            (Sign::Modality, 419),
            (Sign::Order, 4_261),
            (Sign::First, 856),
            (Sign::FirstLeadMore, 903),
            (Sign::FirstLeadLess, 1_112),
            (Sign::Near, 1_087),
            (Sign::Descent, 260),
        ],
    ),
};

/// A rule of so many thousandths of a logit for each sign; of others none.
const fn rule(bias: i32, weights: &[(Sign, i32)]) -> Rule {
    let mut of = [0; Sign::ALL.len()];
    let mut at = 0;
    while at < weights.len() {
        of[weights[at].0 as usize] = weights[at].1;
        at += 1;
    }
    Rule { bias, of }
}
