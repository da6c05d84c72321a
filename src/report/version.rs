//! One version, as a heading over a column and as a document of its own.

use super::clause::ClauseView;
use crate::model::{ClauseIndex, Sides, Version};

/// What names a version to a reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionHead {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What tells it from the others beside it: its id, or where it was read if one of them has the
    /// same id, as two states of one file have.
    pub name: String,
    /// What it is called in a sentence: its title, or its name if one of the others has the same title.
    pub called: String,
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
            name: version.id.to_string(),
            called: version.title.clone(),
            date: version.date.to_string(),
            status: version.status.clone(),
            path: version.origin.path.clone(),
            sha256: version.origin.sha256.clone(),
            clauses: version.clauses.len(),
        }
    }

    /// The heads of versions that are shown beside each other, in their order.
    pub(super) fn beside(versions: &[&Version]) -> Vec<Self> {
        let is_shared = |what: fn(&Version) -> &str, own: &Version| {
            let same = versions.iter().filter(|other| what(other) == what(own));
            same.count() > 1
        };
        let head = |version: &&Version| {
            let mut head = Self::new(version);
            if is_shared(|version| version.id.as_str(), version) {
                head.name.clone_from(&head.path);
            }
            if is_shared(|version| &version.title, version) {
                head.called.clone_from(&head.name);
            }
            head
        };
        versions.iter().map(head).collect()
    }

    /// The heads of two versions.
    pub(super) fn sides(versions: Sides<&Version>) -> Sides<Self> {
        let mut heads = Self::beside(&[versions.before, versions.after]).into_iter();
        Sides::make(|_| heads.next().expect("each version has its head"))
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
        let clauses = version
            .indexed()
            .map(|(index, _)| (depth(version, index), ClauseView::new(version, index)));
        Self {
            head: VersionHead::new(version),
            summary: version.summary.clone(),
            authors: version.authors.iter().map(author).collect(),
            clauses: clauses.collect(),
        }
    }
}

/// How deep a clause is nested, from 0.
pub(super) fn depth(version: &Version, clause: ClauseIndex) -> usize {
    let parent = |index: &ClauseIndex| version.clause(*index).parent;
    std::iter::successors(parent(&clause), parent).count()
}
