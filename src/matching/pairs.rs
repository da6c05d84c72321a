//! The result: which clauses are pairs.

use super::evidence::Evidence;
use super::nearest::Nearest;
use crate::model::{ClauseId, ClauseIndex, Sides};

/// Which clause became which. Clauses may stand in several pairs, or in none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matching {
    /// In the order of the before clause, then the after clause; each pair once.
    pub pairs: Vec<Pair>,
    /// The candidates of clauses that are in no pair.
    pub nearest: Nearest,
    /// Ids that both versions use for clauses whose texts contradict each other, sorted.
    pub reused_ids: Vec<ClauseId>,
    /// How the texts relate.
    pub mode: Mode,
    /// What was not looked at, and why.
    pub skipped: Vec<Skipped>,
}

/// Two clauses that belong together, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The clause of each version.
    pub clauses: Sides<ClauseIndex>,
    /// What the pair rests on.
    pub evidence: Evidence,
}

/// How the texts of two versions relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// One was made from the other.
    Successive,
    /// Each side wrote its own text; similarity of words says little.
    DifferentAuthors,
}

/// Work that was left out, said to the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// What, in the plural: "words that stand in many clauses, when looking for candidates".
    pub what: String,
    /// How many.
    pub count: usize,
    /// Why, and what to do about it.
    pub why: String,
}
