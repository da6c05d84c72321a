//! What may begin at a piece, told at a glance.

use super::sense::Sense;

/// What may begin at a piece of a text: a set, so that a reader passes over the pieces that begin nothing
/// for it without a look at their meanings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Openings(u8);

impl Openings {
    /// A number, in digits or in words.
    pub const NUMBER: Self = Self(1);
    /// A date.
    pub const DATE: Self = Self(1 << 1);
    /// How binding something is, a negation, a condition, a junction, or what only looks like one.
    pub const SAYING: Self = Self(1 << 2);
    /// A name: the piece has a capital.
    pub const NAME: Self = Self(1 << 3);
    /// The next sentence, behind this piece, or a part of one that could stand alone.
    pub const SENTENCE: Self = Self(1 << 4);
    /// What stands in brackets.
    pub const BRACKET: Self = Self(1 << 5);

    /// True if both have something in common.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// What is in either.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What a phrase with this sense may begin.
    pub(super) fn of(sense: Sense) -> Self {
        match sense {
            Sense::Number(_)
            | Sense::Multiple(_)
            | Sense::Fraction(_)
            | Sense::Times(_)
            | Sense::Article => Self::NUMBER,
            Sense::Month(_) | Sense::Ordinal(_) => Self::DATE,
            Sense::Force(_)
            | Sense::Negation
            | Sense::Neutral
            | Sense::Condition(_)
            | Sense::Junction(_)
            | Sense::Exempt => Self::SAYING,
            _ => Self::default(),
        }
    }

    /// What a piece begins by how it is written.
    pub(super) fn of_written(text: &str, folded: &str, is_word: bool) -> Self {
        let own = match (is_word, folded.as_bytes()) {
            (true, [b'0'..=b'9', ..]) => Self::NUMBER.or(Self::DATE),
            (true, _) => Self::default(),
            (false, [b'.' | b';' | b'!' | b'?']) => Self::SENTENCE,
            (false, b"(") => Self::BRACKET,
            (false, _) => Self::default(),
        };
        let has_capital = match text.as_bytes() {
            [first, ..] if first.is_ascii() => first.is_ascii_uppercase(),
            _ => text.starts_with(char::is_uppercase),
        };
        if has_capital { own.or(Self::NAME) } else { own }
    }
}
