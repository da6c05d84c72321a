//! What a reader marked about two documents: which clause belongs to which.
//!
//! Marks are there to measure by; no comparison looks at them. Pairs that people decide
//! for a comparison are [`super::Links`].

use super::sides::Sides;

/// The marks of one pair of documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gold {
    /// What is hard about it, in one sentence.
    pub case: Option<String>,
    /// Cases of one family share a subject and its words: whoever learns from one of them
    /// must be measured on another family.
    pub family: Option<String>,
    /// Who wrote the two documents.
    pub authors: Authors,
    /// The ids of the two versions, where they stand elsewhere.
    pub versions: Option<Sides<String>>,
    /// In the order of the file.
    pub links: Vec<GoldLink>,
}

/// Who wrote two documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Authors {
    /// One was made from the other.
    #[default]
    Same,
    /// Each side wrote its own.
    Different,
}

/// Every clause of one side is related to every clause of the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldLink {
    /// Ids of clauses, as the file has them.
    pub clauses: Sides<Vec<String>>,
    /// Whether a matching without the link is wrong.
    pub mark: Mark,
}

/// How sure the reader was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// A fair reader could say either; counts neither way.
    Optional,
    /// The clauses belong together.
    Required,
}
