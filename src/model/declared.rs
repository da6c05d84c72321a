//! Changes that an author announces.

use super::id::{ClauseId, VersionId};

/// One announcement: these clauses changed, and in this way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// Clauses of either version, at least one.
    pub clauses: Vec<DeclaredClause>,
    /// In which way; `None` stands for all that became of them.
    pub kind: Option<Announced>,
    /// The reason, for readers.
    pub why: Option<String>,
    /// The line of the file where it begins, from 1.
    pub line: usize,
}

/// A clause as an announcement names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredClause {
    /// The version; `None` for either of the two that are compared.
    pub version: Option<VersionId>,
    /// The clause.
    pub clause: ClauseId,
}

impl std::fmt::Display for DeclaredClause {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.version {
            Some(version) => write!(f, "{version}#{}", self.clause),
            None => write!(f, "{}", self.clause),
        }
    }
}

macro_rules! announced {
    ($($name:ident = $word:literal,)+) => {
        /// What may be announced of a clause: a kind of change, a facet or a class.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "each is the word of the same name in every view")]
        pub enum Announced { $($name,)+ }

        impl Announced {
            /// Every one with its word.
            pub const ALL: &[(Self, &str)] = &[$((Self::$name, $word),)+];
        }
    };
}

announced! {
    Added = "added",
    Dropped = "dropped",
    Changed = "changed",
    Split = "split",
    Merged = "merged",
    Moved = "moved",
    Renumbered = "renumbered",
    Retitled = "retitled",
    Cosmetic = "cosmetic",
    Reworded = "reworded",
    Substantive = "substantive",
}

impl Announced {
    /// What a word announces.
    pub fn from_word(word: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(_, known)| *known == word);
        found.map(|(announced, _)| *announced)
    }

    /// Its word.
    pub fn as_str(self) -> &'static str {
        let found = Self::ALL.iter().find(|(known, _)| *known == self);
        found.expect("every one has a word").1
    }
}
