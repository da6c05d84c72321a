//! Why two clauses are paired, and how sure that is.

use crate::model::{ClauseIndex, Sides};

/// A similarity from 0 (nothing in common) to 1 (the same), in millionths.
///
/// Whole numbers, so that a comparison of scores comes out the same on every machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Score(u32);

impl Score {
    /// Nothing in common.
    pub const ZERO: Self = Self(0);
    /// The same.
    pub const ONE: Self = Self(1_000_000);

    /// A score of so many millionths; more than a million counts as a million.
    pub const fn from_millionths(millionths: u32) -> Self {
        Self(if millionths > Self::ONE.0 {
            Self::ONE.0
        } else {
            millionths
        })
    }

    /// `part / whole`; zero of nothing is zero.
    pub fn ratio(part: usize, whole: usize) -> Self {
        if whole == 0 {
            return Self::ZERO;
        }
        let millionths = part as u128 * u128::from(Self::ONE.0) / whole as u128;
        Self::from_millionths(u32::try_from(millionths).unwrap_or(u32::MAX))
    }

    /// In millionths, 0 to 1,000,000.
    pub const fn millionths(self) -> u32 {
        self.0
    }

    /// As a fraction, 0 to 1.
    pub fn as_f64(self) -> f64 {
        f64::from(self.0) / f64::from(Self::ONE.0)
    }

    /// How far this score is above another; zero if it is not.
    #[must_use]
    pub fn lead_over(self, rival: Self) -> Self {
        Self(self.0.saturating_sub(rival.0))
    }

    /// This share of another score.
    #[must_use]
    pub(super) fn times(self, other: Self) -> Self {
        let product = u64::from(self.0) * u64::from(other.0) / u64::from(Self::ONE.0);
        Self(u32::try_from(product).expect("a share of a score is a score"))
    }

    /// The sum, at most one.
    #[must_use]
    pub(super) fn plus(self, other: Self) -> Self {
        Self::from_millionths(self.0.saturating_add(other.0))
    }
}

/// How often a relation of this kind is right, 0 to 1.
///
/// Of a guess it is the likelihood that the engine's model gives (see
/// [`super::Measure`]); how well that keeps its word is what `selftest` shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Confidence(Score);

impl Confidence {
    /// Below this a relation is marked uncertain in every view.
    pub const SURE: Score = Score::from_millionths(700_000);

    /// Decided by people.
    pub const DECIDED: Self = Self(Score::ONE);

    /// The most that likeness of words is worth in texts of different authors: always
    /// uncertain.
    pub(super) const AMONG_STRANGERS: Self = Self::hundredths(60);

    /// The most that a guess is worth: of relations stated higher, too few were seen to tell
    /// them from certain ones.
    pub const GUESS: Self = Self::hundredths(99);

    /// A confidence of so many hundredths.
    pub(super) const fn hundredths(hundredths: u32) -> Self {
        Self(Score::from_millionths(hundredths * 10_000))
    }

    /// Of a pair that the model gives such a likelihood.
    pub(super) fn of_likelihood(likelihood: Score) -> Self {
        Self(likelihood).min(Self::GUESS)
    }

    /// A confidence from elsewhere, for pairs that another made.
    pub const fn of_share(share: Score) -> Self {
        Self(share)
    }

    /// As a share, 0 to 1.
    pub fn score(self) -> Score {
        self.0
    }

    /// True below [`Confidence::SURE`].
    pub fn is_uncertain(self) -> bool {
        self.0 < Self::SURE
    }
}

/// How a relation was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// People decided it.
    Link,
    /// The author kept the id, and the text does not contradict it.
    Id,
    /// The same words.
    Text,
    /// Likely by words, meaning and surroundings; of sections, by the clauses in them.
    Similar,
    /// A piece of a split.
    Split,
    /// A part of a merger.
    Merge,
}

/// One kind of evidence for a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Words and word pairs of the text.
    Words,
    /// How much of one clause's words stands in the other.
    Contained,
    /// How much of the best passage of one clause stands in the other.
    Passage,
    /// Likeness in meaning, whatever the words.
    Meaning,
    /// How far the pair is ahead of its rivals.
    Lead,
    /// Words of the heading.
    Heading,
    /// The same printed number, weighed by how many clauses kept theirs.
    Number,
    /// Clauses nearby are pairs.
    Neighbours,
    /// Other clauses of the two sections, or the clauses that they contain, are pairs.
    Section,
    /// What the topics say: more for a rare one, some for paths that begin alike.
    Topic,
    /// Terms of the same names.
    Terms,
    /// The same parties bound.
    Parties,
    /// The same word of modality.
    Modality,
}

/// What a pair rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// How it was found.
    pub method: Method,
    /// How alike the words of the two clauses are, also for pairs found otherwise; of sections
    /// without a text, how many of their clauses are pairs.
    pub score: Score,
    /// What was measured of the pair, in the order of [`Part`]; what says nothing is absent.
    pub parts: Vec<(Part, Score)>,
    /// How often such a pair is right.
    pub confidence: Confidence,
    /// The best other pair that one of the two clauses could have made.
    pub runner_up: Option<Rival>,
}

impl Evidence {
    /// Of a pair that does not rest on likeness, whatever its words.
    pub(super) fn plain(method: Method, words: Score, confidence: Confidence) -> Self {
        Self {
            method,
            score: words,
            parts: vec![(Part::Words, words)],
            confidence,
            runner_up: None,
        }
    }
}

/// A pair that was considered and not claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rival {
    /// The two clauses.
    pub clauses: Sides<ClauseIndex>,
    /// How alike their words are.
    pub score: Score,
    /// How likely the model finds them to be one.
    pub likelihood: Score,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_stay_within_zero_and_one() {
        assert_eq!(Score::ratio(3, 2), Score::ONE);
        assert_eq!(Score::ratio(1, 0), Score::ZERO);
        assert_eq!(Score::ONE.plus(Score::ONE), Score::ONE);
        assert_eq!(
            Score::ratio(1, 2).times(Score::ratio(1, 2)),
            Score::ratio(1, 4)
        );
    }
}
