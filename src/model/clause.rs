//! The smallest addressed part of a version.

use super::extra::Extra;
use super::few::Few;
use super::id::{ClauseId, PartyId, SourceId, Topic};
use super::modality::Modality;
use super::term::Term;
use crate::text::span::Span;

/// Place of a clause in its version, from 0 in the order of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClauseIndex(u32);

impl ClauseIndex {
    /// The clause at `place`.
    ///
    /// # Panics
    /// Past `u32::MAX` clauses, which the loader's limits rule out.
    pub fn new(place: usize) -> Self {
        Self(u32::try_from(place).expect("the loader limits the number of clauses"))
    }

    /// The place, as a slice index.
    pub fn get(self) -> usize {
        self.0 as usize
    }
}

/// One clause. What is not said is `None` or empty.
///
/// `==` takes every field, also those that no comparison of versions looks at.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// The identity its author gives it, unique in the version.
    pub id: ClauseId,
    /// As printed, `6.a`; never identity.
    pub number: Option<String>,
    /// The clause that contains this one; never itself, directly or by way of others.
    pub parent: Option<ClauseIndex>,
    /// Its heading.
    pub heading: Option<String>,
    /// What it is about.
    pub topic: Option<Topic>,
    /// Its words; empty only for a heading over other clauses.
    pub text: String,
    /// Who is bound.
    pub binds: Few<PartyId>,
    /// Who benefits.
    pub benefits: Few<PartyId>,
    /// How strongly it binds.
    pub modality: Option<Modality>,
    /// Agreed, disputed, open: free text.
    pub status: Option<String>,
    /// Where it was read.
    pub sources: Few<Citation>,
    /// No published copy was read for this clause.
    pub unchecked: bool,
    /// Editors' remark, never compared.
    pub note: Option<String>,
    /// Named values in the order of the file.
    pub terms: Few<Term>,
    /// Where the parties differ inside the clause.
    pub positions: Few<Position>,
    /// What its author keeps with it, never compared.
    pub extra: Extra,
    /// Its header in the file, for findings; empty when it comes from no file.
    pub span: Span,
}

/// A source and the place in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Citation {
    /// A source that the version declares.
    pub source: SourceId,
    /// Where in it: `point 6`.
    pub at: Option<String>,
}

/// One party's own version of a clause.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// A party that the version declares.
    pub party: PartyId,
    /// Its words.
    pub text: Option<String>,
    /// Its values.
    pub terms: Vec<Term>,
}
