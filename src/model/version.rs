//! One state of a proposal.

use super::clause::{Clause, ClauseIndex};
use super::date::Date;
use super::extra::Extra;
use super::id::{ClauseId, PartyId, SourceId, VersionId};

/// One version of a proposal; its clauses stand in the order of the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// Unique in its folder.
    pub id: VersionId,
    /// For readers.
    pub title: String,
    /// When it was made or presented.
    pub date: Date,
    /// Versions of one series belong together.
    pub series: Option<String>,
    /// Free text for readers: draft, unsigned.
    pub status: Option<String>,
    /// BCP 47.
    pub lang: Option<String>,
    /// Party ids or names.
    pub authors: Vec<String>,
    /// The version this one was made from.
    pub previous: Option<VersionId>,
    /// For readers.
    pub summary: Option<String>,
    /// The parties its clauses name.
    pub parties: Vec<Party>,
    /// The sources its clauses name.
    pub sources: Vec<Source>,
    /// In the order of the document; ids are unique, parents form a forest.
    pub clauses: Vec<Clause>,
    /// What its author keeps with it, never compared.
    pub extra: Extra,
    /// Where it came from.
    pub origin: Origin,
}

/// Where a version came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Path, `-`, or another name under which it was read.
    pub path: String,
    /// SHA-256 of its bytes, 64 lower-case hexadecimal digits.
    pub sha256: String,
}

/// Someone whom clauses bind or benefit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Unique in the version.
    pub id: PartyId,
    /// For readers.
    pub name: String,
    /// Other names in use.
    pub aliases: Vec<String>,
}

/// Where clauses were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Unique in the version.
    pub id: SourceId,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// When it was published.
    pub date: Option<Date>,
    /// Where it is found.
    pub url: Option<String>,
}

impl Version {
    /// The same version before it had a clause.
    #[must_use]
    pub fn without_clauses(&self) -> Self {
        Self {
            id: self.id.clone(),
            title: self.title.clone(),
            date: self.date,
            series: self.series.clone(),
            status: self.status.clone(),
            lang: self.lang.clone(),
            authors: self.authors.clone(),
            previous: self.previous.clone(),
            summary: self.summary.clone(),
            parties: self.parties.clone(),
            sources: self.sources.clone(),
            clauses: Vec::new(),
            extra: self.extra.clone(),
            origin: self.origin.clone(),
        }
    }

    /// The clause at a place of this version.
    pub fn clause(&self, index: ClauseIndex) -> &Clause {
        &self.clauses[index.get()]
    }

    /// Every clause with its place.
    pub fn indexed(&self) -> impl Iterator<Item = (ClauseIndex, &Clause)> {
        self.clauses
            .iter()
            .enumerate()
            .map(|(place, clause)| (ClauseIndex::new(place), clause))
    }

    /// Looks a clause up by id; linear.
    pub fn find(&self, id: &ClauseId) -> Option<ClauseIndex> {
        self.clauses
            .iter()
            .position(|clause| clause.id == *id)
            .map(ClauseIndex::new)
    }

    /// The party of that id; linear.
    pub fn party(&self, id: &PartyId) -> Option<&Party> {
        self.parties.iter().find(|party| party.id == *id)
    }

    /// The source of that id; linear.
    pub fn source(&self, id: &SourceId) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == *id)
    }
}

/// Puts versions in the order of time: by date; of two with the same date, one comes
/// after its `previous`, else by id. A chain of `previous` that bites its own tail
/// falls back to the ids.
pub fn in_order<T>(versions: &mut Vec<T>, version: impl Fn(&T) -> &Version) {
    versions
        .sort_by(|a, b| (version(a).date, &version(a).id).cmp(&(version(b).date, &version(b).id)));
    let mut sorted: Vec<T> = Vec::with_capacity(versions.len());
    let mut waiting: Vec<T> = std::mem::take(versions);
    while !waiting.is_empty() {
        let date = version(&waiting[0]).date;
        let same_day = waiting
            .iter()
            .take_while(|held| version(held).date == date)
            .count();
        let is_held_back = |at: usize| {
            let previous = version(&waiting[at]).previous.as_ref();
            (0..same_day).any(|other| other != at && previous == Some(&version(&waiting[other]).id))
        };
        let next = (0..same_day).find(|&at| !is_held_back(at)).unwrap_or(0);
        sorted.push(waiting.remove(next));
    }
    *versions = sorted;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(id: &str, date: &str, previous: Option<&str>) -> Version {
        Version {
            id: VersionId::new(id).unwrap(),
            title: id.into(),
            date: Date::parse(date).unwrap(),
            series: None,
            status: None,
            lang: None,
            authors: Vec::new(),
            previous: previous.map(|id| VersionId::new(id).unwrap()),
            summary: None,
            parties: Vec::new(),
            sources: Vec::new(),
            clauses: Vec::new(),
            extra: Extra::default(),
            origin: Origin::default(),
        }
    }

    #[track_caller]
    fn check(mut versions: Vec<Version>, expected: &[&str]) {
        in_order(&mut versions, |version| version);
        assert_eq!(
            versions
                .iter()
                .map(|version| version.id.as_str())
                .collect::<Vec<_>>(),
            expected
        );
    }

    #[test]
    fn versions_stand_by_date_then_id() {
        check(
            vec![
                version("b", "2024", None),
                version("c", "2023", None),
                version("a", "2024", None),
            ],
            &["c", "a", "b"],
        );
    }

    #[test]
    fn of_one_day_a_version_follows_its_previous() {
        check(
            vec![
                version("a", "2024", Some("b")),
                version("b", "2024", Some("c")),
                version("c", "2024", None),
            ],
            &["c", "b", "a"],
        );
    }

    #[test]
    fn a_circle_of_previous_ends_by_id() {
        check(
            vec![
                version("b", "2024", Some("a")),
                version("a", "2024", Some("b")),
            ],
            &["a", "b"],
        );
    }
}
