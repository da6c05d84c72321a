//! The numbers that turn measures into likelihoods.
//!
//! Fitted by penalised logistic regression (D. R. Cox, *Journal of the Royal Statistical
//! Society* B 20(2), 1958) to what [`super::observe`] measures of pairs of documents that a
//! reader marked. Topic, terms, parties and modality are set by hand: those documents say
//! nothing of them. A bit that topics say counts half of what it would if it stood alone, since
//! words have said part of it. Rules for texts of different authors are in [`super::strangers`].

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

/// Versions made from one another. Fitted to fourteen pairs of licence versions of eleven
/// families, aligned by hand; none of their text is in this project, and no document of the
/// bundled corpus was used.
pub(super) const SUCCESSIVE: Model = fitted(&Fitted {
    bias: [-2_567, -2_389],
    of: &[
        (Measure::Words, -7_966, -3_772),
        (Measure::ContainedMore, -3_448, -4_301),
        (Measure::ContainedLess, -4_632, -5_366),
        (Measure::PhrasesMore, 1_403, -3_330),
        (Measure::PhrasesLess, -1_647, -60),
        (Measure::OwnMore, 9_315, 5_074),
        (Measure::OwnLess, 17_127, 5_931),
        (Measure::PassageMore, 1_859, 2_389),
        (Measure::PassageLess, 6_781, 5_082),
        (Measure::LeadMore, 731, 1_222),
        (Measure::LeadLess, 1_679, 1_781),
        (Measure::Length, -2_885, -2_744),
        (Measure::Heading, 1_187, 95),
        (Measure::Meaning, -1_922, -2_231),
        (Measure::MeaningLeadMore, 3_285, 2_621),
        (Measure::MeaningLeadLess, 2_822, 2_035),
        (Measure::First, 0, 1_767),
        (Measure::FirstLeadMore, 0, -540),
        (Measure::FirstLeadLess, 0, -550),
        (Measure::Near, 0, 2_772),
        (Measure::Section, 0, 818),
        (Measure::Number, 0, 5_639),
        (Measure::OthersMore, 0, -947),
        (Measure::OthersLess, 0, -1_774),
        (Measure::LeftMore, 0, 5_959),
        (Measure::LeftLess, 0, 10_383),
        (Measure::Topic, 0, 350),
        (Measure::Terms, 0, 1_000),
        (Measure::Parties, 0, 500),
        (Measure::Modality, 0, 300),
    ],
});

/// The same without meanings.
pub(super) const BY_WORDS: Model = fitted(&Fitted {
    bias: [-4_235, -3_689],
    of: &[
        (Measure::Words, -8_558, -3_324),
        (Measure::ContainedMore, -3_180, -3_268),
        (Measure::ContainedLess, -2_851, -5_017),
        (Measure::PhrasesMore, 885, -3_425),
        (Measure::PhrasesLess, -3_357, -352),
        (Measure::OwnMore, 9_564, 5_699),
        (Measure::OwnLess, 18_411, 5_998),
        (Measure::PassageMore, 1_979, 2_334),
        (Measure::PassageLess, 6_617, 4_898),
        (Measure::LeadMore, 2_418, 2_383),
        (Measure::LeadLess, 3_564, 2_723),
        (Measure::Length, -2_853, -2_762),
        (Measure::Heading, 1_222, -101),
        (Measure::Meaning, 0, 0),
        (Measure::MeaningLeadMore, 0, 0),
        (Measure::MeaningLeadLess, 0, 0),
        (Measure::First, 0, 1_703),
        (Measure::FirstLeadMore, 0, -346),
        (Measure::FirstLeadLess, 0, -230),
        (Measure::Near, 0, 2_982),
        (Measure::Section, 0, 992),
        (Measure::Number, 0, 4_881),
        (Measure::OthersMore, 0, -687),
        (Measure::OthersLess, 0, -1_815),
        (Measure::LeftMore, 0, 2_959),
        (Measure::LeftLess, 0, 10_758),
        (Measure::Topic, 0, 350),
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
