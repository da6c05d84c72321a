//! The numbers that turn measures into likelihoods.
//!
//! Fitted by penalised logistic regression (D. R. Cox, *Journal of the Royal Statistical
//! Society* B 20(2), 1958) to pairs of documents that a reader marked; `examples/accuracy.rs`
//! fits them again, leaving one family of documents out at a time, to tell how they do on
//! documents that they have not seen.

use super::measures::{Measure, Weights};

/// Logistic models for a pair: by its words alone, then with its surroundings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Model {
    /// Uses the measures before [`Measure::First`].
    pub words: Weights,
    /// Uses all measures.
    pub all: Weights,
}

/// Both models of one kind of text: thousandths of a logit, by the words and by all.
struct Fitted {
    bias: [i32; 2],
    of: &'static [(Measure, i32, i32)],
}

/// Versions made from one another. Fitted to fourteen pairs of licence versions of thirteen
/// families, aligned by hand; none of their text is in this project, and no document of the
/// bundled corpus was used.
pub(super) const SUCCESSIVE: Model = fitted(&Fitted {
    bias: [-3_971, -3_299],
    of: &[
        (Measure::Words, -9_188, -2_502),
        (Measure::ContainedMore, -4_032, -3_329),
        (Measure::ContainedLess, -2_691, -5_394),
        (Measure::PhrasesMore, 979, -2_422),
        (Measure::PhrasesLess, -3_404, -814),
        (Measure::OwnMore, 9_951, 6_099),
        (Measure::OwnLess, 18_443, 4_999),
        (Measure::PassageMore, 2_471, 2_638),
        (Measure::PassageLess, 6_289, 4_637),
        (Measure::LeadMore, 2_925, 2_333),
        (Measure::LeadLess, 4_030, 2_933),
        (Measure::Length, -3_010, -3_100),
        (Measure::Heading, 1_213, -306),
        (Measure::Meaning, 0, 0),
        (Measure::MeaningLeadMore, 0, 0),
        (Measure::MeaningLeadLess, 0, 0),
        (Measure::First, 0, 1_654),
        (Measure::FirstLeadMore, 0, -21),
        (Measure::FirstLeadLess, 0, -71),
        (Measure::Near, 0, 3_018),
        (Measure::Section, 0, 1_077),
        (Measure::Number, 0, 4_663),
        (Measure::OthersMore, 0, -572),
        (Measure::OthersLess, 0, -2_113),
        (Measure::LeftMore, 0, 580),
        (Measure::LeftLess, 0, 13_223),
        (Measure::Topic, 0, 1_500),
        (Measure::Terms, 0, 1_000),
        (Measure::Parties, 0, 500),
        (Measure::Modality, 0, 300),
    ],
});

/// Texts of different authors on one matter. Fitted to the pairs of the bundled corpus that are
/// such texts.
pub(super) const STRANGERS: Model = fitted(&Fitted {
    bias: [-1_776, -1_542],
    of: &[
        (Measure::Words, -10_022, -3_650),
        (Measure::ContainedMore, -2_082, 1_443),
        (Measure::ContainedLess, -7_748, 3_344),
        (Measure::PhrasesMore, 15_694, 11_118),
        (Measure::PhrasesLess, -13_149, 1_831),
        (Measure::OwnMore, 2_554, -1_524),
        (Measure::OwnLess, 11_161, 7_366),
        (Measure::PassageMore, 2_975, 1_562),
        (Measure::PassageLess, 5_181, 5_216),
        (Measure::LeadMore, 6_663, -9_674),
        (Measure::LeadLess, 16_381, 3_523),
        (Measure::Length, -928, 572),
        (Measure::Heading, 14_604, 7_547),
        (Measure::Meaning, 0, 0),
        (Measure::MeaningLeadMore, 0, 0),
        (Measure::MeaningLeadLess, 0, 0),
        (Measure::First, 0, 1_281),
        (Measure::FirstLeadMore, 0, 1_114),
        (Measure::FirstLeadLess, 0, 1_912),
        (Measure::Near, 0, 2_665),
        (Measure::Section, 0, 0),
        (Measure::Number, 0, 81),
        (Measure::OthersMore, 0, -527),
        (Measure::OthersLess, 0, -3_413),
        (Measure::LeftMore, 0, 1_897),
        (Measure::LeftLess, 0, -30_099),
        (Measure::Topic, 0, 1_500),
        (Measure::Terms, 0, 1_000),
        (Measure::Parties, 0, 500),
        (Measure::Modality, 0, 300),
    ],
});

const fn fitted(fitted: &Fitted) -> Model {
    let mut words = Weights {
        bias: fitted.bias[0],
        of: [0; Measure::ALL.len()],
    };
    let mut all = Weights {
        bias: fitted.bias[1],
        of: [0; Measure::ALL.len()],
    };
    let mut at = 0;
    while at < fitted.of.len() {
        let (measure, by_words, by_all) = fitted.of[at];
        words.of[measure as usize] = by_words;
        all.of[measure as usize] = by_all;
        at += 1;
    }
    Model { words, all }
}
