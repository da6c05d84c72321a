//! What is measured of a pair, and how measures become a likelihood.

use super::evidence::Score;

/// One thing that is measured of a pair, in millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Cosine of words and word pairs, by rarity.
    Words,
    /// Share of one clause's words that the other has: of the side where it is more, and less.
    ContainedMore,
    ContainedLess,
    /// The same of word pairs.
    PhrasesMore,
    PhrasesLess,
    /// Share of one clause's words that no rival explains better.
    OwnMore,
    OwnLess,
    /// Share of the best passage that stands in the other clause.
    PassageMore,
    PassageLess,
    /// How far the likeness is ahead of the best rival of either clause; negative behind it.
    LeadMore,
    LeadLess,
    /// How long the shorter clause is; halfway to one at two rare words.
    Length,
    /// Likeness of the headings.
    Heading,
    /// Likeness in meaning, and its lead over rivals.
    Meaning,
    MeaningLeadMore,
    MeaningLeadLess,
    /// What the measures above say, as a bounded logit, and its lead over rivals.
    First,
    FirstLeadMore,
    FirstLeadLess,
    /// The likelihood of pairs around this one.
    Near,
    /// How much of either section went to the other.
    Section,
    /// The same number, where numbers are kept.
    Number,
    /// How much of other likely pairs each clause has.
    OthersMore,
    OthersLess,
    /// Share of one clause's words that likelier pairs leave to this one.
    LeftMore,
    LeftLess,
    /// What the topics say for the pair, in millionths of a bit; negative against it.
    Topic,
    /// Terms of the same names.
    Terms,
    /// The same parties bound.
    Parties,
    /// The same word of modality.
    Modality,
}

impl Measure {
    /// Every measure, in order; those before [`Measure::First`] are of the words alone.
    pub const ALL: [Self; 30] = [
        Self::Words,
        Self::ContainedMore,
        Self::ContainedLess,
        Self::PhrasesMore,
        Self::PhrasesLess,
        Self::OwnMore,
        Self::OwnLess,
        Self::PassageMore,
        Self::PassageLess,
        Self::LeadMore,
        Self::LeadLess,
        Self::Length,
        Self::Heading,
        Self::Meaning,
        Self::MeaningLeadMore,
        Self::MeaningLeadLess,
        Self::First,
        Self::FirstLeadMore,
        Self::FirstLeadLess,
        Self::Near,
        Self::Section,
        Self::Number,
        Self::OthersMore,
        Self::OthersLess,
        Self::LeftMore,
        Self::LeftLess,
        Self::Topic,
        Self::Terms,
        Self::Parties,
        Self::Modality,
    ];
}

/// What was measured of one pair.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measures([i32; Measure::ALL.len()]);

impl Measures {
    /// In millionths; leads and the logit may be negative.
    pub fn get(&self, measure: Measure) -> i32 {
        self.0[measure as usize]
    }

    pub(super) fn set(&mut self, measure: Measure, millionths: i32) {
        self.0[measure as usize] = millionths;
    }

    /// Keeps two answers as the larger and the smaller.
    pub(super) fn set_both(&mut self, measures: [Measure; 2], one: i32, other: i32) {
        self.set(measures[0], one.max(other));
        self.set(measures[1], one.min(other));
    }

    pub(super) fn score(&self, measure: Measure) -> Score {
        Score::from_millionths(self.get(measure).max(0).unsigned_abs())
    }
}

/// A logistic model: what each measure says for a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weights {
    /// Logit of a pair of which nothing is measured, in thousandths.
    pub bias: i32,
    /// Thousandths of a logit for each whole of a measure.
    pub of: [i32; Measure::ALL.len()],
}

impl Weights {
    /// The logit of a pair, in millionths.
    pub(super) fn logit(&self, measures: &Measures) -> i64 {
        let said = self.of.iter().zip(&measures.0);
        let sum: i64 = said
            .map(|(&weight, &value)| i64::from(weight) * i64::from(value))
            .sum();
        i64::from(self.bias) * 1_000 + sum / 1_000
    }
}

/// `1 / (1 + e^-x)` of a logit in millionths, in whole numbers: the same on every machine.
pub(super) fn likelihood(logit: i64) -> Score {
    let small = exp_of_minus(logit.unsigned_abs());
    let unit = 1_000_000_000_u64;
    let above = unit * unit / (unit + small) / 1_000;
    let millionths = u32::try_from(above).expect("at most a million");
    if logit >= 0 {
        Score::from_millionths(millionths)
    } else {
        Score::from_millionths(1_000_000 - millionths)
    }
}

/// `e^-x` in thousand-millionths, for `x` in millionths: halved until small, then four
/// terms of the series, then squared back.
fn exp_of_minus(x: u64) -> u64 {
    const UNIT: u128 = 1_000_000_000_000;
    if x > 30_000_000 {
        return 0;
    }
    let mut halvings = 0;
    let mut small = u128::from(x) * 1_000_000;
    while small > UNIT / 64 {
        small /= 2;
        halvings += 1;
    }
    let mut term = UNIT;
    let mut sum = UNIT;
    for count in 1..=5_u128 {
        term = term * small / UNIT / count;
        sum = if count % 2 == 1 {
            sum - term
        } else {
            sum + term
        };
    }
    for _ in 0..halvings {
        sum = sum * sum / UNIT;
    }
    u64::try_from(sum / 1_000).expect("at most one")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likelihoods_are_those_of_the_textbook() {
        for logit in [
            -20_000_000_i64,
            -3_000_000,
            -500_000,
            0,
            1,
            700_000,
            4_600_000,
            40_000_000,
        ] {
            let exact = 1.0 / (1.0 + (-(logit as f64) / 1e6).exp());
            assert!((likelihood(logit).as_f64() - exact).abs() < 3e-6, "{logit}");
        }
    }

    #[test]
    fn opposite_logits_add_up_to_one() {
        for logit in (0..9_000_000).step_by(123_457) {
            let sum = likelihood(logit).millionths() + likelihood(-logit).millionths();
            assert_eq!(sum, 1_000_000);
        }
    }
}
