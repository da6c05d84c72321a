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
        -1_321,
        &[
            (Sign::Meaning, 3_477),
            (Sign::MeaningLeadMore, 2_459),
            (Sign::MeaningLeadLess, 2_761),
            (Sign::PieceLeadMore, 4_028),
            (Sign::PieceLeadLess, 1_852),
            (Sign::WholeLeadMore, 5_461),
            (Sign::WholeLeadLess, 3_421),
            (Sign::Length, 226),
            (Sign::Fewness, 590),
        ],
    ),
    labels: rule(
        -1_390,
        &[
            (Sign::Meaning, 2_427),
            (Sign::MeaningLeadMore, 2_191),
            (Sign::MeaningLeadLess, 2_647),
            (Sign::CoverMore, 540),
            (Sign::PieceLeadMore, 3_317),
            (Sign::PieceLeadLess, 2_286),
            (Sign::WholeLeadMore, 4_817),
            (Sign::WholeLeadLess, 3_615),
            (Sign::Length, 194),
            (Sign::Fewness, 511),
            (Sign::HeadingLeadLess, 458),
            (Sign::TopicWords, 1_765),
            (Sign::TopicWordsLeadMore, 1_435),
            (Sign::TopicWordsLeadLess, 1_843),
            (Sign::Topic, 48),
            (Sign::TopicBehindMore, 26),
            (Sign::TopicBehindLess, 137),
            (Sign::TermNames, 453),
            (Sign::TermUnits, 325),
            (Sign::TermValues, 404),
            (Sign::Parties, 1_357),
            (Sign::Modality, 752),
        ],
    ),
    all: rule(
        -1_542,
        &[
            (Sign::Meaning, 1_462),
            (Sign::MeaningLeadLess, 461),
            (Sign::PieceLeadMore, 1_902),
            (Sign::PieceLeadLess, 765),
            (Sign::WholeLeadMore, 1_982),
            (Sign::WholeLeadLess, 1_773),
            (Sign::Length, 158),
            (Sign::Fewness, 511),
            (Sign::HeadingLeadLess, 203),
            (Sign::TopicWordsLeadLess, 1_250),
            (Sign::Topic, 53),
            (Sign::TopicBehindLess, 105),
            (Sign::TermNames, 202),
            (Sign::TermUnits, 83),
            (Sign::TermValues, 322),
            (Sign::Parties, 586),
            (Sign::Modality, 381),
            (Sign::Order, 4_306),
            (Sign::First, 1_182),
            (Sign::FirstLeadMore, 970),
            (Sign::FirstLeadLess, 1_172),
            (Sign::Near, 1_149),
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
