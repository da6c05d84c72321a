//! How much of one version stands in the next.

use super::change::{Change, Kind, kept_word_places};
use super::edit::Op;
use crate::matching::Score;
use crate::model::{Clause, ClauseIndex, Side, Version};
use crate::text::token::word_count;

/// How much of the before version is carried over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CarriedOver {
    /// Share of its clauses that are related to one of the after version at all.
    pub clauses: Score,
    /// Share of its words that stand kept in related clauses; a word kept in several
    /// counts once.
    pub words: Score,
}

impl CarriedOver {
    pub(super) fn of(before: &Version, changes: &[Change]) -> Self {
        let words = |clause: &Clause| word_count(&clause.text);
        let words: Vec<usize> = before.clauses.iter().map(words).collect();
        let mut related = vec![false; before.clauses.len()];
        for change in changes.iter().filter(|change| change.kind != Kind::Dropped) {
            let clauses = change.clauses.before.iter();
            clauses.for_each(|clause| related[clause.get()] = true);
        }
        let clauses = related.iter().filter(|is_related| **is_related).count();
        Self {
            clauses: Score::ratio(clauses, before.clauses.len()),
            words: Score::ratio(kept(before, &words, changes), words.iter().sum()),
        }
    }
}

/// Words of the before version that stand kept somewhere; `words` counts those of each
/// clause.
fn kept(before: &Version, words: &[usize], changes: &[Change]) -> usize {
    let mut told = vec![0_u32; before.clauses.len()];
    let redlines = || {
        changes
            .iter()
            .filter(|change| change.kind != Kind::Unchanged)
    };
    for clause in redlines().flat_map(|change| &change.clauses.before) {
        told[clause.get()] += 1;
    }
    let mut places: Vec<(ClauseIndex, usize)> = Vec::new();
    let mut count = 0;
    for change in changes {
        let own = &change.clauses.before;
        let all: usize = own.iter().map(|clause| words[clause.get()]).sum();
        if change.kind == Kind::Unchanged {
            count += all;
        } else if own.iter().all(|clause| told[clause.get()] == 1) {
            count += all - deleted(change);
        } else {
            places.extend(kept_places(before, change));
        }
    }
    places.sort_unstable();
    places.dedup();
    count + places.len()
}

fn deleted(change: &Change) -> usize {
    let edits = change.text.iter().filter(|edit| edit.op == Op::Delete);
    edits.map(|edit| word_count(&edit.text)).sum()
}

/// The kept words of clauses that several changes are about: a word may be kept in each.
fn kept_places(before: &Version, change: &Change) -> impl Iterator<Item = (ClauseIndex, usize)> {
    let own = &change.clauses.before;
    let lengths = own.iter().map(|&clause| before.clause(clause).text.len());
    let places = kept_word_places(&change.text, Side::Before, &lengths.collect::<Vec<_>>());
    places.into_iter().map(|(clause, at)| (own[clause], at))
}
