//! What is measured of a pair of clauses by different authors.

use crate::matching::evidence::Score;

/// One thing that is measured. In millionths, mostly of a whole; of what is told in bits
/// (lengths, topics, terms), of a doubling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// Likeness in meaning of heading and text, rare words counting more.
    Meaning,
    /// Its lead over rivals: of the clause for which it is more, and less.
    MeaningLeadMore,
    MeaningLeadLess,
    /// How much of one clause's words has a word of like meaning in the other.
    CoverMore,
    CoverLess,
    /// How far either clause is better covered than others would be in its place.
    PieceLeadMore,
    PieceLeadLess,
    /// How far either clause is better covered by this one than by others.
    WholeLeadMore,
    WholeLeadLess,
    /// How long both are, against the clauses of their texts: who says more has more partners.
    Length,
    /// How few clauses the shorter text has.
    Fewness,
    /// Likeness in meaning of the headings, and its lead.
    Heading,
    HeadingLeadMore,
    HeadingLeadLess,
    /// Likeness in meaning of the words of the topics, and its lead.
    TopicWords,
    TopicWordsLeadMore,
    TopicWordsLeadLess,
    /// What the two topics say for a pair, where topics agree as much as they do here.
    Topic,
    /// How far that is behind the best of either clause; never positive.
    TopicBehindMore,
    TopicBehindLess,
    /// The rarest name, unit and value that their terms share.
    TermNames,
    TermUnits,
    TermValues,
    /// Whether the same parties are bound; negative if others are.
    Parties,
    /// The same word of modality.
    Modality,
    /// Whether both stand at the same place, as far as these texts keep one order.
    Order,
    /// What the signs above say, as a bounded logit, and its lead.
    First,
    FirstLeadMore,
    FirstLeadLess,
    /// The likelihood of pairs around this one.
    Near,
}

impl Sign {
    /// Every sign, in order.
    pub const ALL: [Self; 30] = [
        Self::Meaning,
        Self::MeaningLeadMore,
        Self::MeaningLeadLess,
        Self::CoverMore,
        Self::CoverLess,
        Self::PieceLeadMore,
        Self::PieceLeadLess,
        Self::WholeLeadMore,
        Self::WholeLeadLess,
        Self::Length,
        Self::Fewness,
        Self::Heading,
        Self::HeadingLeadMore,
        Self::HeadingLeadLess,
        Self::TopicWords,
        Self::TopicWordsLeadMore,
        Self::TopicWordsLeadLess,
        Self::Topic,
        Self::TopicBehindMore,
        Self::TopicBehindLess,
        Self::TermNames,
        Self::TermUnits,
        Self::TermValues,
        Self::Parties,
        Self::Modality,
        Self::Order,
        Self::First,
        Self::FirstLeadMore,
        Self::FirstLeadLess,
        Self::Near,
    ];
}

/// What was measured of one pair.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs([i32; Sign::ALL.len()]);

impl Signs {
    /// In millionths; may be negative.
    pub fn get(&self, sign: Sign) -> i32 {
        self.0[sign as usize]
    }

    pub(super) fn set(&mut self, sign: Sign, millionths: i64) {
        let bounded = millionths.clamp(i64::from(i32::MIN), i64::from(i32::MAX));
        self.0[sign as usize] = bounded as i32;
    }

    /// Keeps two answers as the larger and the smaller.
    pub(super) fn set_both(&mut self, signs: [Sign; 2], one: i64, other: i64) {
        self.set(signs[0], one.max(other));
        self.set(signs[1], one.min(other));
    }

    pub(in crate::matching) fn score(&self, sign: Sign) -> Score {
        Score::from_millionths(self.get(sign).max(0).unsigned_abs())
    }

    /// The same if both clauses agreed wholly in one of them.
    pub(in crate::matching) fn agreed(mut self, sign: Sign) -> Self {
        self.set(sign, 1_000_000);
        self
    }

    /// The same if neither clause had a better candidate.
    pub(in crate::matching) fn ahead(mut self) -> Self {
        for lead in LEADS {
            self.set(lead, i64::from(self.get(lead).max(0)));
        }
        self
    }

    /// The same with some of them saying nothing.
    pub(in crate::matching) fn without(mut self, signs: &[Sign]) -> Self {
        signs.iter().for_each(|&sign| self.set(sign, 0));
        self
    }
}

/// The signs that set a pair against others.
const LEADS: [Sign; 14] = [
    Sign::MeaningLeadMore,
    Sign::MeaningLeadLess,
    Sign::PieceLeadMore,
    Sign::PieceLeadLess,
    Sign::WholeLeadMore,
    Sign::WholeLeadLess,
    Sign::HeadingLeadMore,
    Sign::HeadingLeadLess,
    Sign::TopicWordsLeadMore,
    Sign::TopicWordsLeadLess,
    Sign::TopicBehindMore,
    Sign::TopicBehindLess,
    Sign::FirstLeadMore,
    Sign::FirstLeadLess,
];

/// A logistic rule: what each sign says for a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Logit of a pair of which nothing is measured, in thousandths.
    pub bias: i32,
    /// Thousandths of a logit for each whole of a sign.
    pub of: [i32; Sign::ALL.len()],
}

impl Rule {
    /// The logit of a pair, in millionths.
    pub(in crate::matching) fn logit(&self, signs: &Signs) -> i64 {
        let said = self.of.iter().zip(&signs.0);
        let sum: i64 = said
            .map(|(&weight, &value)| i64::from(weight) * i64::from(value))
            .sum();
        i64::from(self.bias) * 1_000 + sum / 1_000
    }
}
