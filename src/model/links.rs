//! Pairs of clauses that people decided.

use std::collections::HashMap;
use std::fmt;

use std::collections::HashSet;

use super::clause::ClauseIndex;
use super::id::{ClauseId, VersionId};
use super::sides::{Side, Sides};
use super::version::Version;

/// A reader's judgement about which clause became which.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// What a bare run compares; empty if not said.
    pub compare: Vec<VersionId>,
    /// Pairs that belong together.
    pub links: Vec<Link>,
    /// Pairs that must never be made.
    pub unlinks: Vec<Unlink>,
}

impl Links {
    /// Adds what another file says, after what is here.
    pub fn extend(&mut self, other: Self) {
        self.compare.extend(other.compare);
        self.links.extend(other.links);
        self.unlinks.extend(other.unlinks);
    }

    /// A pair that is both linked and unlinked, in whichever direction. One file has
    /// none; two files together may. Linear in the number of pairs.
    pub fn contradiction(&self) -> Option<Sides<&ClauseRef>> {
        let unlinks = self.unlinks.iter();
        let unlinked: HashSet<_> = unlinks
            .flat_map(|unlink| pairs(&unlink.before, &unlink.after))
            .collect();
        let mut linked = self
            .links
            .iter()
            .flat_map(|link| pairs(&link.before, &link.after));
        linked.find(|pair| unlinked.contains(pair) || unlinked.contains(&pair.swapped()))
    }
}

fn pairs<'l>(
    before: &'l [ClauseRef],
    after: &'l [ClauseRef],
) -> impl Iterator<Item = Sides<&'l ClauseRef>> {
    before
        .iter()
        .flat_map(move |before| after.iter().map(move |after| Sides { before, after }))
}

/// Every clause of one side is related to every clause of the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Clauses of one version, at least one.
    pub before: Vec<ClauseRef>,
    /// Clauses of another version, at least one.
    pub after: Vec<ClauseRef>,
    /// What became of the first side in the second.
    pub relation: Relation,
    /// The reason, for readers.
    pub why: Option<String>,
}

/// No clause of one side is related to any of the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unlink {
    /// Clauses of one version, at least one.
    pub before: Vec<ClauseRef>,
    /// Clauses of another version, at least one.
    pub after: Vec<ClauseRef>,
    /// The reason, for readers.
    pub why: Option<String>,
}

/// A clause of a version: `port-accord-draft-1#garrison`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClauseRef {
    /// The version.
    pub version: VersionId,
    /// The clause in it.
    pub clause: ClauseId,
}

/// Where the clauses that people name stand in two versions.
#[derive(Clone, Debug)]
pub struct Places<'v> {
    versions: Sides<&'v Version>,
    clauses: Sides<HashMap<&'v str, ClauseIndex>>,
}

impl<'v> Places<'v> {
    /// Indexes both versions by id; linear.
    pub fn new(versions: Sides<&'v Version>) -> Self {
        let index = |version: &'v Version| {
            let clauses = version.indexed();
            clauses
                .map(|(index, clause)| (clause.id.as_str(), index))
                .collect()
        };
        Self {
            versions,
            clauses: versions.map(index),
        }
    }

    /// Every clause named in `before` with every one named in `after`. References to other
    /// versions, or to clauses that do not exist, make no pair.
    pub fn pairs(&self, before: &[ClauseRef], after: &[ClauseRef]) -> Vec<Sides<ClauseIndex>> {
        let afters: Vec<_> = after
            .iter()
            .filter_map(|named| self.find(Side::After, named))
            .collect();
        let befores = before
            .iter()
            .filter_map(|named| self.find(Side::Before, named));
        let with_all = |before| afters.iter().map(move |&after| Sides { before, after });
        befores.flat_map(with_all).collect()
    }

    /// The same in both directions: links hold whichever version comes first.
    pub fn pairs_either_way(
        &self,
        one: &[ClauseRef],
        other: &[ClauseRef],
    ) -> Vec<Sides<ClauseIndex>> {
        let mut pairs = self.pairs(one, other);
        pairs.extend(self.pairs(other, one));
        pairs
    }

    fn find(&self, side: Side, named: &ClauseRef) -> Option<ClauseIndex> {
        let is_of_version = named.version == self.versions.get(side).id;
        let found = self.clauses.get(side).get(named.clause.as_str()).copied();
        found.filter(|_| is_of_version)
    }
}

/// How the later side stands to the earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// The same rule.
    Same,
    /// Another rule on the same matter.
    Changed,
    /// The later side covers less.
    Narrower,
    /// The later side covers more.
    Broader,
    /// The later side says the contrary.
    Opposite,
}

impl Relation {
    /// Every relation with its word.
    pub const ALL: [(Self, &str); 5] = [
        (Self::Same, "same"),
        (Self::Changed, "changed"),
        (Self::Narrower, "narrower"),
        (Self::Broader, "broader"),
        (Self::Opposite, "opposite"),
    ];

    /// The relation a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|(_, known)| *known == word)
            .map(|(relation, _)| relation)
    }

    /// Its word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Changed => "changed",
            Self::Narrower => "narrower",
            Self::Broader => "broader",
            Self::Opposite => "opposite",
        }
    }

    /// The relation read from the other side.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Narrower => Self::Broader,
            Self::Broader => Self::Narrower,
            other => other,
        }
    }
}

impl fmt::Display for ClauseRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.version, self.clause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clause(version: &str) -> Vec<ClauseRef> {
        let version = VersionId::new(version).unwrap();
        let clause = ClauseId::new("c").unwrap();
        vec![ClauseRef { version, clause }]
    }

    #[test]
    fn two_files_may_contradict_each_other_in_either_direction() {
        let mut links = Links {
            links: vec![Link {
                before: clause("v1"),
                after: clause("v2"),
                relation: Relation::Same,
                why: None,
            }],
            ..Links::default()
        };
        let unlink = |before: &str, after: &str| Links {
            unlinks: vec![Unlink {
                before: clause(before),
                after: clause(after),
                why: None,
            }],
            ..Links::default()
        };
        links.extend(unlink("v1", "v3"));
        assert_eq!(links.contradiction(), None);
        links.extend(unlink("v2", "v1"));
        let pair = links.contradiction().unwrap();
        assert_eq!(
            pair.map(ToString::to_string),
            Sides::new("v1#c".into(), "v2#c".into())
        );
    }

    #[test]
    fn words_and_relations_agree() {
        for (relation, word) in Relation::ALL {
            assert_eq!(relation.as_str(), word);
            assert_eq!(Relation::from_word(word), Some(relation));
            assert_eq!(relation.reversed().reversed(), relation);
        }
    }
}
