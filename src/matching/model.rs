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
    bias: [-2_135, -1_762],
    of: &[
        (Measure::Words, -7_948, -2_734),
        (Measure::ContainedMore, -4_684, -5_087),
        (Measure::ContainedLess, -5_395, -5_933),
        (Measure::PhrasesMore, 1_719, -2_977),
        (Measure::PhrasesLess, -2_126, -482),
        (Measure::OwnMore, 10_010, 5_150),
        (Measure::OwnLess, 17_331, 5_769),
        (Measure::PassageMore, 2_373, 2_902),
        (Measure::PassageLess, 6_537, 4_612),
        (Measure::LeadMore, 1_012, 1_352),
        (Measure::LeadLess, 2_077, 2_036),
        (Measure::Length, -3_210, -3_051),
        (Measure::Heading, 1_114, -87),
        (Measure::Meaning, -1_543, -1_938),
        (Measure::MeaningLeadMore, 3_251, 2_455),
        (Measure::MeaningLeadLess, 2_906, 2_054),
        (Measure::First, 0, 1_923),
        (Measure::FirstLeadMore, 0, -507),
        (Measure::FirstLeadLess, 0, -427),
        (Measure::Near, 0, 2_797),
        (Measure::Section, 0, 884),
        (Measure::Number, 0, 5_556),
        (Measure::OthersMore, 0, -835),
        (Measure::OthersLess, 0, -2_235),
        (Measure::LeftMore, 0, 5_237),
        (Measure::LeftLess, 0, 10_181),
        (Measure::Topic, 0, 1_500),
        (Measure::Terms, 0, 1_000),
        (Measure::Parties, 0, 500),
        (Measure::Modality, 0, 300),
    ],
});

/// The same without meanings.
pub(super) const BY_WORDS: Model = fitted(&Fitted {
    bias: [-3_971, -3_305],
    of: &[
        (Measure::Words, -9_188, -2_537),
        (Measure::ContainedMore, -4_032, -3_390),
        (Measure::ContainedLess, -2_691, -5_438),
        (Measure::PhrasesMore, 979, -2_415),
        (Measure::PhrasesLess, -3_404, -888),
        (Measure::OwnMore, 9_951, 6_227),
        (Measure::OwnLess, 18_443, 5_105),
        (Measure::PassageMore, 2_471, 2_640),
        (Measure::PassageLess, 6_289, 4_688),
        (Measure::LeadMore, 2_925, 2_395),
        (Measure::LeadLess, 4_030, 2_966),
        (Measure::Length, -3_010, -3_159),
        (Measure::Heading, 1_213, -310),
        (Measure::Meaning, 0, 0),
        (Measure::MeaningLeadMore, 0, 0),
        (Measure::MeaningLeadLess, 0, 0),
        (Measure::First, 0, 1_618),
        (Measure::FirstLeadMore, 0, -49),
        (Measure::FirstLeadLess, 0, -72),
        (Measure::Near, 0, 3_045),
        (Measure::Section, 0, 1_078),
        (Measure::Number, 0, 4_913),
        (Measure::OthersMore, 0, -583),
        (Measure::OthersLess, 0, -2_093),
        (Measure::LeftMore, 0, 611),
        (Measure::LeftLess, 0, 13_295),
        (Measure::Topic, 0, 1_500),
        (Measure::Terms, 0, 1_000),
        (Measure::Parties, 0, 500),
        (Measure::Modality, 0, 300),
    ],
});

/// Texts of different authors on one matter. Fitted to the pairs of the bundled corpus that are
/// such texts.
pub(super) const STRANGERS: Model = fitted(&Fitted {
    bias: [-1_887, -1_503],
    of: &[
        (Measure::Words, 6_948, -676),
        (Measure::ContainedMore, 3_714, 2_842),
        (Measure::ContainedLess, -5_311, -3_299),
        (Measure::PhrasesMore, 0, 0),
        (Measure::PhrasesLess, 0, 0),
        (Measure::OwnMore, 0, 0),
        (Measure::OwnLess, 0, 0),
        (Measure::PassageMore, 1_387, 894),
        (Measure::PassageLess, 1_493, 1_649),
        (Measure::LeadMore, 4_310, 1_999),
        (Measure::LeadLess, 7_335, 4_631),
        (Measure::Length, 187, 1_004),
        (Measure::Heading, 9_622, 6_407),
        (Measure::Meaning, 2_852, 796),
        (Measure::MeaningLeadMore, 2_501, 1_281),
        (Measure::MeaningLeadLess, 4_852, 2_501),
        (Measure::First, 0, 1_164),
        (Measure::FirstLeadMore, 0, -184),
        (Measure::FirstLeadLess, 0, 1_139),
        (Measure::Near, 0, 1_717),
        (Measure::Section, 0, 0),
        (Measure::Number, 0, 0),
        (Measure::OthersMore, 0, -347),
        (Measure::OthersLess, 0, -2_583),
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
