//! The candidates nearest to the clauses that are in no pair.

use super::evidence::{Rival, Score};
use super::measures::Measure;
use super::working::{Working, rank};
use crate::model::{ClauseIndex, Side, Sides};

/// So many are kept of each clause: as many as a reader weighs at a glance.
const KEPT: usize = 3;

/// For each clause that is in no pair, its best candidates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Nearest {
    /// In the order of the clauses of that side, of each the likeliest first.
    ranked: Sides<Vec<Rival>>,
}

impl Nearest {
    /// Up to three candidates of a clause, the likeliest first; none of a clause that is in a
    /// pair, or with which nothing that could be claimed has anything in common.
    ///
    /// They are ranked by likelihood, then likeness, then nearness in place: the same whichever
    /// version is named first.
    pub fn of(&self, side: Side, clause: ClauseIndex) -> &[Rival] {
        let all = self.ranked.get(side);
        let start = all.partition_point(|rival| *rival.clauses.get(side) < clause);
        let own = all[start..].partition_point(|rival| *rival.clauses.get(side) == clause);
        &all[start..start + own]
    }

    /// Of what is free when all pairs are made. Linear in the candidates of those clauses.
    pub(super) fn new(working: &Working) -> Self {
        let ranked = Sides::make(|side| {
            let clauses = (0..working.versions.get(side).clauses.len()).map(ClauseIndex::new);
            let free = clauses.filter(|&clause| working.is_free_on(side, clause));
            free.flat_map(|clause| best(working, side, clause))
                .collect()
        });
        Self { ranked }
    }
}

/// The best candidates of one clause that no pair claims, the likeliest first; none whose
/// clauses are settled by people or by the same words, as those cannot be claimed.
pub(super) fn best(working: &Working, side: Side, clause: ClauseIndex) -> Vec<Rival> {
    let Some(scene) = &working.scene else {
        return Vec::new();
    };
    let rival = |&place: &u32| {
        let place = place as usize;
        Rival {
            clauses: scene.alike.grid.pairs[place],
            score: scene.alike.measures[place].score(Measure::Words),
            likelihood: working.likelihoods[place],
        }
    };
    let line = scene.alike.grid.of(side, clause).iter().map(rival);
    let mut rivals: Vec<Rival> = line
        .filter(has_a_case)
        .filter(|rival| working.is_open(rival.clauses) && !working.is_claimed(rival.clauses))
        .collect();
    rivals.sort_by_cached_key(|rival| std::cmp::Reverse(rank(working.versions, rival)));
    rivals.truncate(KEPT);
    rivals
}

/// True if the two have anything in common.
fn has_a_case(rival: &Rival) -> bool {
    rival.score > Score::ZERO || rival.likelihood > Score::ZERO
}
