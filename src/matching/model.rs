//! The numbers that turn measures into likelihoods.

use super::measures::{Measure, Weights};

/// Logistic models for a pair: by its words alone, then with its surroundings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Model {
    /// Uses the measures before [`Measure::First`].
    pub words: Weights,
    /// Uses all measures.
    pub all: Weights,
}

const COUNT: usize = Measure::ALL.len();

/// Versions made from one another.
pub(super) const SUCCESSIVE: Model = Model {
    words: Weights { bias: -6_000, of: filled([(Measure::Words, 12_000)]) },
    all: Weights { bias: -6_000, of: filled([(Measure::Words, 12_000)]) },
};

/// Texts of different authors on one matter.
pub(super) const STRANGERS: Model = SUCCESSIVE;

const fn filled<const N: usize>(said: [(Measure, i32); N]) -> [i32; COUNT] {
    let mut of = [0; COUNT];
    let mut at = 0;
    while at < N {
        of[said[at].0 as usize] = said[at].1;
        at += 1;
    }
    of
}
