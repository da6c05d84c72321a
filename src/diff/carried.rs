//! How much of one version stands in the next.

use super::change::{Change, Kind, kept_word_places};
use crate::matching::Score;
use crate::model::{ClauseIndex, Side, Version};
use crate::text::token::words;

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
        let related = changes
            .iter()
            .filter(|change| change.kind != Kind::Dropped)
            .flat_map(|change| &change.clauses.before);
        let mut clauses: Vec<ClauseIndex> = related.copied().collect();
        clauses.sort_unstable();
        clauses.dedup();
        let all: usize = before
            .clauses
            .iter()
            .map(|clause| words(&clause.text).count())
            .sum();
        Self {
            clauses: Score::ratio(clauses.len(), before.clauses.len()),
            words: Score::ratio(kept(before, changes), all),
        }
    }
}

/// Words of the before version that stand kept somewhere.
fn kept(before: &Version, changes: &[Change]) -> usize {
    let mut places: Vec<(ClauseIndex, usize)> = Vec::new();
    let mut whole = 0;
    for change in changes {
        if change.kind == Kind::Unchanged {
            whole += change
                .clauses
                .before
                .iter()
                .map(|&clause| words(&before.clause(clause).text).count())
                .sum::<usize>();
        } else {
            let lengths: Vec<usize> = change
                .clauses
                .before
                .iter()
                .map(|&clause| before.clause(clause).text.len())
                .collect();
            let found = kept_word_places(&change.text, Side::Before, &lengths);
            places.extend(
                found
                    .into_iter()
                    .map(|(clause, at)| (change.clauses.before[clause], at)),
            );
        }
    }
    places.sort_unstable();
    places.dedup();
    whole + places.len()
}
