//! How strongly a clause binds.

use std::fmt;

/// Strength of a modality, weakest first, so that `>` means stronger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// States something: affirmed, noted, reported.
    Statement,
    /// Looks ahead: expected, to be agreed, proposed.
    Prospect,
    /// Allows.
    Permission,
    /// Promises or recognises.
    Commitment,
    /// Obliges or forbids.
    Duty,
}

macro_rules! modalities {
    ($($name:ident = $word:literal in $tier:ident,)+) => {
        /// The word of the vocabulary that says how a clause binds.
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "each variant is its word")]
        pub enum Modality {
            $($name,)+
            /// A word that is not in the vocabulary, as the author wrote it.
            Other(Box<str>),
        }

        impl Modality {
            /// Every word of the vocabulary, strongest tier first.
            pub const WORDS: &[&str] = &[$($word,)+];

            /// The modality a word names; [`Modality::Other`] for one not listed.
            pub fn from_word(word: &str) -> Self {
                match word { $($word => Self::$name,)+ other => Self::Other(other.into()) }
            }

            /// The word.
            pub fn as_str(&self) -> &str {
                match self { $(Self::$name => $word,)+ Self::Other(word) => word }
            }

            /// The tier, unless the word is not listed.
            pub fn tier(&self) -> Option<Tier> {
                match self { $(Self::$name => Some(Tier::$tier),)+ Self::Other(_) => None }
            }
        }
    };
}

modalities! {
    Must = "must" in Duty,
    MustNot = "must-not" in Duty,
    MustNotExceed = "must-not-exceed" in Duty,
    MustNotApply = "must-not-apply" in Duty,
    IsPromised = "is-promised" in Commitment,
    IsRecognised = "is-recognised" in Commitment,
    May = "may" in Permission,
    IsExpected = "is-expected" in Prospect,
    ToBeAgreed = "to-be-agreed" in Prospect,
    ToBeNegotiated = "to-be-negotiated" in Prospect,
    Proposed = "proposed" in Prospect,
    Undecided = "undecided" in Prospect,
    IsAffirmed = "is-affirmed" in Statement,
    IsNoted = "is-noted" in Statement,
    Condition = "condition" in Statement,
    Reported = "reported" in Statement,
    IsDeleted = "is-deleted" in Statement,
}

impl fmt::Display for Modality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
