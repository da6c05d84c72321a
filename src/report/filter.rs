//! Which changes are shown. A filter never changes what is counted.

use std::collections::BTreeSet;

use crate::diff::{Change, Class, Kind, SignalKind};
use crate::matching::Score;
use crate::model::{Clause, Side, Sides, Version};
use crate::text::nearest::nearest;

/// A kind, facet or class that a filter or a failure rule names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Show {
    /// Of this kind.
    Kind(Kind),
    /// Moved.
    Moved,
    /// Renumbered.
    Renumbered,
    /// Retitled.
    Retitled,
    /// Of this class.
    Class(Class),
    /// Less sure than 0.7.
    Uncertain,
    /// With a finding.
    Findings,
    /// With a finding of this kind.
    Finding(SignalKind),
}

impl Show {
    /// Every word with what it names.
    pub const WORDS: [(&str, Self); 30] = [
        ("unchanged", Self::Kind(Kind::Unchanged)),
        ("changed", Self::Kind(Kind::Changed)),
        ("split", Self::Kind(Kind::Split)),
        ("merged", Self::Kind(Kind::Merged)),
        ("added", Self::Kind(Kind::Added)),
        ("dropped", Self::Kind(Kind::Dropped)),
        ("moved", Self::Moved),
        ("renumbered", Self::Renumbered),
        ("retitled", Self::Retitled),
        ("cosmetic", Self::Class(Class::Cosmetic)),
        ("reworded", Self::Class(Class::Reworded)),
        ("substantive", Self::Class(Class::Substantive)),
        ("uncertain", Self::Uncertain),
        ("findings", Self::Findings),
        ("number", Self::Finding(SignalKind::Number)),
        ("money", Self::Finding(SignalKind::Money)),
        ("percentage", Self::Finding(SignalKind::Percentage)),
        ("date", Self::Finding(SignalKind::Date)),
        ("duration", Self::Finding(SignalKind::Duration)),
        ("modality", Self::Finding(SignalKind::Modality)),
        ("negation", Self::Finding(SignalKind::Negation)),
        ("condition", Self::Finding(SignalKind::Condition)),
        ("and-or", Self::Finding(SignalKind::AndOr)),
        ("party", Self::Finding(SignalKind::Party)),
        ("defined-term", Self::Finding(SignalKind::DefinedTerm)),
        ("cross-reference", Self::Finding(SignalKind::CrossReference)),
        ("list-item", Self::Finding(SignalKind::ListItem)),
        ("term", Self::Finding(SignalKind::Term)),
        ("position", Self::Finding(SignalKind::Position)),
        ("status", Self::Finding(SignalKind::Status)),
    ];

    /// What a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::WORDS
            .into_iter()
            .find(|(known, _)| *known == word)
            .map(|(_, show)| show)
    }

    /// True if the change is of that kind, facet or class.
    pub fn holds(self, change: &Change) -> bool {
        match self {
            Self::Kind(kind) => change.kind == kind,
            Self::Moved => change.moved,
            Self::Renumbered => change.renumbered,
            Self::Retitled => change.retitled,
            Self::Class(class) => change.class == class,
            Self::Uncertain => change.is_uncertain(),
            Self::Findings => !change.signals.is_empty(),
            Self::Finding(kind) => change.signals.iter().any(|signal| signal.kind == kind),
        }
    }
}

/// What to show; the default shows all. Conditions of one list are alternatives, the
/// lists must all hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Kinds, facets and classes.
    pub only: Vec<Show>,
    /// Topics, with all below them.
    pub topics: Vec<String>,
    /// Parties, by id or name: bound, benefiting, or with a position.
    pub parties: Vec<String>,
    /// Clauses of either side, by id.
    pub clauses: Vec<String>,
    /// Relations at least this sure; added and dropped clauses claim none and stay.
    pub min_confidence: Option<Score>,
}

impl Filter {
    /// True if the change is shown.
    pub fn shows(&self, versions: Sides<&Version>, change: &Change) -> bool {
        if *self == Self::default() {
            return true;
        }
        let clauses: Vec<(&Version, &Clause)> = Side::BOTH
            .into_iter()
            .flat_map(|side| {
                let version = *versions.get(side);
                change
                    .clauses
                    .get(side)
                    .iter()
                    .map(move |&clause| (version, version.clause(clause)))
            })
            .collect();
        let sure = change
            .evidence
            .as_ref()
            .map(|evidence| evidence.confidence.score());
        (self.only.is_empty() || self.only.iter().any(|show| show.holds(change)))
            && self
                .min_confidence
                .is_none_or(|least| sure.is_none_or(|sure| sure >= least))
            && self.shows_any(&clauses)
    }

    /// True if one of the clauses passes each of the lists about clauses.
    pub fn shows_any(&self, clauses: &[(&Version, &Clause)]) -> bool {
        let any = |list: &[String], holds: &dyn Fn(&Version, &Clause, &str) -> bool| {
            list.is_empty()
                || clauses
                    .iter()
                    .any(|(version, clause)| list.iter().any(|word| holds(version, clause, word)))
        };
        any(&self.topics, &|_, clause, path| {
            clause
                .topic
                .as_ref()
                .is_some_and(|topic| topic.is_within(path))
        }) && any(&self.parties, &concerns)
            && any(&self.clauses, &|_, clause, id| clause.id.as_str() == id)
    }
}

/// A value of a filter that fits nothing at all, perhaps for a slip of the pen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownValue {
    /// What it should be: "topic", "party" or "clause".
    pub what: &'static str,
    /// As it was given.
    pub value: String,
    /// The nearest that is known, if one is near.
    pub nearest: Option<String>,
}

impl Filter {
    /// The topics, parties and clauses that none of the versions has.
    pub fn unknown(&self, versions: &[&Version]) -> Vec<UnknownValue> {
        type Known = for<'v> fn(&[&'v Version]) -> BTreeSet<&'v str>;
        let lists: [(_, _, Known); 3] = [
            ("topic", &self.topics, topics),
            ("party", &self.parties, parties),
            ("clause", &self.clauses, clauses),
        ];
        // Of a list without values nothing is unknown, and what is known need not be listed.
        let lists = lists
            .into_iter()
            .filter(|(_, values, _)| !values.is_empty());
        let unknown = lists.flat_map(|(what, values, known)| {
            let known = known(versions);
            let unknown = values
                .iter()
                .filter(|value| !known.contains(value.as_str()));
            let unknown: Vec<UnknownValue> = unknown
                .map(|value| UnknownValue {
                    what,
                    value: value.clone(),
                    nearest: nearest(value, known.iter().copied()).map(str::to_owned),
                })
                .collect();
            unknown
        });
        unknown.collect()
    }
}

/// Every topic with all above it.
fn topics<'v>(versions: &[&'v Version]) -> BTreeSet<&'v str> {
    let clauses = versions.iter().flat_map(|version| &version.clauses);
    let topics = clauses.filter_map(|clause| clause.topic.as_ref());
    let paths = topics.map(|topic| topic.as_str());
    paths
        .flat_map(|path| {
            let above = path.match_indices('/').map(|(at, _)| &path[..at]);
            above.chain([path])
        })
        .collect()
}

fn parties<'v>(versions: &[&'v Version]) -> BTreeSet<&'v str> {
    let parties = versions.iter().flat_map(|version| &version.parties);
    let called = parties.flat_map(|party| {
        let aliases = party.aliases.iter().map(String::as_str);
        [party.id.as_str(), &party.name].into_iter().chain(aliases)
    });
    called.collect()
}

fn clauses<'v>(versions: &[&'v Version]) -> BTreeSet<&'v str> {
    let clauses = versions.iter().flat_map(|version| &version.clauses);
    clauses.map(|clause| clause.id.as_str()).collect()
}

fn concerns(version: &Version, clause: &Clause, party: &str) -> bool {
    let positions = clause.positions.iter().map(|position| &position.party);
    clause
        .binds
        .iter()
        .chain(&clause.benefits)
        .chain(positions)
        .any(|id| {
            id.as_str() == party
                || version.party(id).is_some_and(|known| {
                    known.name == party || known.aliases.iter().any(|alias| alias == party)
                })
        })
}
