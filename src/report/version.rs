//! One version, as a heading over a column and as a document of its own.

use super::clause::ClauseView;
use crate::model::Version;

/// What names a version to a reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionHead {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its date, as exact as known.
    pub date: String,
    /// Draft, unsigned: free text.
    pub status: Option<String>,
    /// Where it was read.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// How many clauses it has.
    pub clauses: usize,
}

impl VersionHead {
    /// The head of `version`.
    pub fn new(version: &Version) -> Self {
        Self {
            id: version.id.to_string(),
            title: version.title.clone(),
            date: version.date.to_string(),
            status: version.status.clone(),
            path: version.origin.path.clone(),
            sha256: version.origin.sha256.clone(),
            clauses: version.clauses.len(),
        }
    }
}

/// A whole version to be read.
#[derive(Clone, Debug, PartialEq)]
pub struct VersionReport<'a> {
    /// What names it.
    pub head: VersionHead,
    /// What it is and how it became public.
    pub summary: Option<String>,
    /// Who wrote it, by name.
    pub authors: Vec<String>,
    /// Its clauses in order, with their depth of nesting from 0.
    pub clauses: Vec<(usize, ClauseView<'a>)>,
}

impl<'a> VersionReport<'a> {
    /// Everything a reader of `version` sees.
    pub fn new(version: &'a Version) -> Self {
        let author = |author: &String| {
            let party = version
                .parties
                .iter()
                .find(|party| party.id.as_str() == author);
            party.map_or_else(|| author.clone(), |party| party.name.clone())
        };
        let clauses = version.indexed().map(|(index, clause)| {
            let parent = |index| version.clause(index).parent;
            let depth = std::iter::successors(clause.parent, |&above| parent(above)).count();
            (depth, ClauseView::new(version, index))
        });
        Self {
            head: VersionHead::new(version),
            summary: version.summary.clone(),
            authors: version.authors.iter().map(author).collect(),
            clauses: clauses.collect(),
        }
    }
}
