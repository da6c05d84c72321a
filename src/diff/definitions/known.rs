//! The definitions of one version, by clause and by term.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Deref, Range};

use rustc_hash::{FxHashMap, FxHashSet};

use super::read::{self, Definition};
use super::uses::Terms;
use super::vocabulary::Vocabulary;
use crate::model::{ClauseIndex, Version};
use crate::text::normalize::folded;
use crate::text::spelling;

/// All definitions of a version.
pub(super) struct Known<'a> {
    /// In the order of the document.
    all: Vec<Defined<'a>>,
    of_clauses: FxHashMap<ClauseIndex, Range<usize>>,
    /// By key.
    of_terms: BTreeMap<String, Vec<usize>>,
    pub terms: Terms<'a>,
    /// Behind the last clause.
    end: ClauseIndex,
}

/// A definition and where it stands.
pub(super) struct Defined<'a> {
    pub clause: ClauseIndex,
    /// The term however it is spelled.
    pub key: String,
    definition: Definition<'a>,
    essence: OnceCell<BTreeSet<String>>,
}

impl Defined<'_> {
    /// What its meaning says, by the vocabulary of its version. Read once.
    pub fn essence(&self, vocabulary: &Vocabulary) -> &BTreeSet<String> {
        self.essence
            .get_or_init(|| read::essence(self.meaning, vocabulary))
    }
}

impl<'a> Deref for Defined<'a> {
    type Target = Definition<'a>;

    fn deref(&self) -> &Definition<'a> {
        &self.definition
    }
}

impl<'a> Known<'a> {
    pub fn new(version: &'a Version) -> Self {
        let vocabulary = Vocabulary::of(version.lang.as_deref());
        let mut all: Vec<Defined<'a>> = Vec::new();
        let mut of_clauses = FxHashMap::default();
        let mut of_terms: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (clause, own) in version.indexed() {
            let start = all.len();
            for definition in read::definitions(&own.text, vocabulary) {
                let key = key(definition.term);
                of_terms.entry(key.clone()).or_default().push(all.len());
                all.push(Defined {
                    clause,
                    key,
                    definition,
                    essence: OnceCell::new(),
                });
            }
            if all.len() > start {
                of_clauses.insert(clause, start..all.len());
            }
        }
        let terms = Terms::new(all.iter().map(|own| own.term).collect());
        Self {
            all,
            of_clauses,
            of_terms,
            terms,
            end: ClauseIndex::new(version.clauses.len()),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The definitions that stand in a clause.
    pub fn of_clause(&self, clause: ClauseIndex) -> impl Iterator<Item = &Defined<'a>> {
        let range = self.of_clauses.get(&clause).cloned().unwrap_or(0..0);
        self.all[range].iter()
    }

    /// The definitions of a term by its key.
    pub fn of_term(&self, key: &str) -> impl Iterator<Item = &Defined<'a>> {
        let places = self.of_terms.get(key).into_iter().flatten();
        places.map(|&at| &self.all[at])
    }

    pub fn has(&self, key: &str) -> bool {
        self.of_terms.contains_key(key)
    }

    /// Where a term means what this clause says: all of the version if no other clause defines it,
    /// or else from here to the next that does, and before the first as well.
    pub fn in_force(&self, (clause, term): Told<'_>) -> Range<ClauseIndex> {
        let key = key(term);
        let defining = self.of_term(&key).filter(|own| own.term == term);
        let defining = defining.map(|own| own.clause);
        let (mut start, mut end) = (ClauseIndex::new(0), self.end);
        for other in defining.filter(|other| *other != clause) {
            if other < clause {
                start = clause;
            } else {
                end = end.min(other);
            }
        }
        start..end
    }

    /// The clauses where each of these terms is used as it is defined there, in the order of the
    /// document, without those that define it. One pass over the version.
    pub fn used<'t>(&self, version: &Version, told: &[Told<'t>]) -> Used<'t>
    where
        'a: 't,
    {
        if told.is_empty() {
            return Used::default();
        }
        let asked: FxHashSet<&str> = told.iter().map(|(_, term)| *term).collect();
        let terms = self.terms.near(&asked);
        let found = terms.used_in(version, |term| asked.contains(term));
        let used = told.iter().map(|told| {
            let in_force = self.in_force(*told);
            let clauses = found.get(told.1).into_iter().flatten().copied();
            let clauses = clauses.filter(|at| in_force.contains(at) && *at != told.0);
            (*told, clauses.collect())
        });
        used.collect()
    }
}

/// A clause and a term that it defines.
pub(super) type Told<'t> = (ClauseIndex, &'t str);

/// The clauses that each definition touches.
pub(super) type Used<'t> = FxHashMap<Told<'t>, Vec<ClauseIndex>>;

/// A term however it is spelled.
pub(super) fn key(term: &str) -> String {
    let folded = folded(term);
    let words = folded.split_whitespace().map(spelling::standard);
    words.collect::<Vec<_>>().join(" ")
}
