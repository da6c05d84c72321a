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
    bias: [-2_264, -2_139],
    of: &[
        (Measure::Words, -5_497, -1_549),
        (Measure::ContainedMore, -4_406, -4_528),
        (Measure::ContainedLess, -5_441, -5_782),
        (Measure::PhrasesMore, 1_089, -2_454),
        (Measure::PhrasesLess, -3_058, -1_690),
        (Measure::OwnMore, 9_576, 5_563),
        (Measure::OwnLess, 16_744, 4_945),
        (Measure::PassageMore, 2_315, 2_802),
        (Measure::PassageLess, 6_703, 4_717),
        (Measure::LeadMore, 999, 1_363),
        (Measure::LeadLess, 1_867, 1_838),
        (Measure::Length, -3_290, -3_148),
        (Measure::Heading, 1_103, -125),
        (Measure::Meaning, -1_608, -1_816),
        (Measure::MeaningLeadMore, 3_175, 2_456),
        (Measure::MeaningLeadLess, 2_837, 2_061),
        (Measure::First, 0, 1_711),
        (Measure::FirstLeadMore, 0, -300),
        (Measure::FirstLeadLess, 0, -419),
        (Measure::Near, 0, 2_804),
        (Measure::Section, 0, 907),
        (Measure::Number, 0, 5_747),
        (Measure::OthersMore, 0, -736),
        (Measure::OthersLess, 0, -1_816),
        (Measure::LeftMore, 0, 3_372),
        (Measure::LeftLess, 0, 11_216),
        (Measure::Topic, 0, 1_500),
        (Measure::Terms, 0, 1_000),
        (Measure::Parties, 0, 500),
        (Measure::Modality, 0, 300),
    ],
});

/// The same without meanings.
pub(super) const BY_WORDS: Model = fitted(&Fitted {
    bias: [-3_984, -3_563],
    of: &[
        (Measure::Words, -6_461, -1_372),
        (Measure::ContainedMore, -3_900, -3_399),
        (Measure::ContainedLess, -2_623, -5_199),
        (Measure::PhrasesMore, 395, -3_467),
        (Measure::PhrasesLess, -4_486, -1_330),
        (Measure::OwnMore, 9_440, 5_792),
        (Measure::OwnLess, 17_399, 4_965),
        (Measure::PassageMore, 2_452, 2_753),
        (Measure::PassageLess, 6_435, 4_643),
        (Measure::LeadMore, 2_760, 2_353),
        (Measure::LeadLess, 3_735, 2_794),
        (Measure::Length, -3_175, -3_065),
        (Measure::Heading, 1_188, -295),
        (Measure::Meaning, 0, 0),
        (Measure::MeaningLeadMore, 0, 0),
        (Measure::MeaningLeadLess, 0, 0),
        (Measure::First, 0, 1_584),
        (Measure::FirstLeadMore, 0, 17),
        (Measure::FirstLeadLess, 0, -144),
        (Measure::Near, 0, 2_995),
        (Measure::Section, 0, 1_152),
        (Measure::Number, 0, 5_218),
        (Measure::OthersMore, 0, -592),
        (Measure::OthersLess, 0, -1_854),
        (Measure::LeftMore, 0, 1_748),
        (Measure::LeftLess, 0, 11_223),
        (Measure::Topic, 0, 1_500),
        (Measure::Terms, 0, 1_000),
        (Measure::Parties, 0, 500),
        (Measure::Modality, 0, 300),
    ],
});

/// Texts of different authors on one matter. Fitted to the pairs of the bundled corpus that are
/// such texts.
pub(super) const STRANGERS: Model = fitted(&Fitted {
    bias: [-1_912, -1_594],
    of: &[
        (Measure::Words, 4_978, -621),
        (Measure::ContainedMore, 3_331, 2_497),
        (Measure::ContainedLess, -5_182, -3_225),
        (Measure::PhrasesMore, 0, 0),
        (Measure::PhrasesLess, 0, 0),
        (Measure::OwnMore, 0, 0),
        (Measure::OwnLess, 0, 0),
        (Measure::PassageMore, 537, 140),
        (Measure::PassageLess, 2_928, 2_844),
        (Measure::LeadMore, 4_368, 1_823),
        (Measure::LeadLess, 5_214, 3_303),
        (Measure::Length, 251, 1_172),
        (Measure::Heading, 9_512, 6_231),
        (Measure::Meaning, 2_831, 825),
        (Measure::MeaningLeadMore, 2_443, 1_250),
        (Measure::MeaningLeadLess, 4_842, 2_473),
        (Measure::First, 0, 1_178),
        (Measure::FirstLeadMore, 0, -161),
        (Measure::FirstLeadLess, 0, 1_150),
        (Measure::Near, 0, 1_702),
        (Measure::Section, 0, 0),
        (Measure::Number, 0, 0),
        (Measure::OthersMore, 0, -364),
        (Measure::OthersLess, 0, -2_372),
        (Measure::LeftMore, 0, 0),
        (Measure::LeftLess, 0, 0),
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
