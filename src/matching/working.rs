//! The store that the passes share.

use rustc_hash::FxHashSet;

use super::candidates::{self, Candidate};
use super::evidence::{Confidence, Evidence, Method, Part, Rival, Score};
use super::features::{self, ClauseFeatures};
use super::options::Options;
use super::pairs::{Matching, Mode, Pair, Skipped};
use crate::model::{ClauseId, ClauseIndex, Side, Sides, Version};

/// Versions of more pairs of clauses than this are compared only where the certain
/// passes left something over, so runner-ups of certain pairs are not sought there.
const ALL_PAIRS: usize = 4_000_000;

/// What is known so far about two versions.
pub(super) struct Working<'a> {
    pub versions: Sides<&'a Version>,
    pub options: &'a Options,
    pub features: Sides<Vec<ClauseFeatures>>,
    /// Pairs that must never be made.
    pub forbidden: FxHashSet<(ClauseIndex, ClauseIndex)>,
    pub pairs: Vec<Pair>,
    pub reused_ids: Vec<ClauseId>,
    taken: Sides<Vec<bool>>,
    candidates: Vec<Candidate>,
    skipped: Vec<Skipped>,
}

impl<'a> Working<'a> {
    pub fn new(before: &'a Version, after: &'a Version, options: &'a Options) -> Self {
        let versions = Sides::new(before, after);
        let mut working = Self {
            versions,
            options,
            features: features::of(before, after),
            forbidden: FxHashSet::default(),
            pairs: Vec::new(),
            reused_ids: Vec::new(),
            taken: versions.map(|version| vec![false; version.clauses.len()]),
            candidates: Vec::new(),
            skipped: Vec::new(),
        };
        if working.is_small() {
            working.find_candidates();
        }
        working
    }

    fn is_small(&self) -> bool {
        self.versions
            .before
            .clauses
            .len()
            .saturating_mul(self.versions.after.clauses.len())
            <= ALL_PAIRS
    }

    /// Candidates among the clauses still free; in small versions, found once among all.
    pub fn candidates(&mut self) -> &[Candidate] {
        if !self.is_small() {
            self.find_candidates();
        }
        &self.candidates
    }

    fn find_candidates(&mut self) {
        let wanted = self
            .taken
            .as_ref()
            .map(|side| side.iter().map(|taken| !taken).collect());
        let found = candidates::find(&self.features, &wanted, self.options);
        self.candidates = found.pairs;
        if found.common > 0 {
            self.skipped.push(Skipped {
                what: "common words and word pairs, when looking for candidates".into(),
                count: found.common,
                why: format!("each stands in more than {} clauses; clauses that share only these are not compared", self.options.common),
            });
        }
    }

    pub fn is_free(&self, clauses: Sides<ClauseIndex>) -> bool {
        !self.taken.before[clauses.before.get()] && !self.taken.after[clauses.after.get()]
    }

    pub fn is_free_on(&self, side: Side, clause: ClauseIndex) -> bool {
        !self.taken.get(side)[clause.get()]
    }

    pub fn is_forbidden(&self, clauses: Sides<ClauseIndex>) -> bool {
        self.forbidden.contains(&(clauses.before, clauses.after))
    }

    /// Similarity of the words of two clauses.
    pub fn words(&self, clauses: Sides<ClauseIndex>) -> Score {
        features::cosine(
            &self.features.before[clauses.before.get()],
            &self.features.after[clauses.after.get()],
        )
    }

    /// Claims a pair; its runner-up is filled in at the end.
    pub fn claim(
        &mut self,
        clauses: Sides<ClauseIndex>,
        method: Method,
        score: Score,
        parts: Vec<(Part, Score)>,
        confidence: Confidence,
    ) {
        self.taken.before[clauses.before.get()] = true;
        self.taken.after[clauses.after.get()] = true;
        self.pairs.push(Pair {
            clauses,
            evidence: Evidence {
                method,
                score,
                parts,
                confidence,
                runner_up: None,
            },
        });
    }

    /// Claims a pair that rests on something stronger than similarity.
    pub fn claim_certain(
        &mut self,
        clauses: Sides<ClauseIndex>,
        method: Method,
        confidence: Confidence,
    ) {
        let words = self.words(clauses);
        self.claim(
            clauses,
            method,
            words,
            vec![(Part::Words, words)],
            confidence,
        );
    }

    /// Order in which equal scores are taken: nearer in relative place first, then the
    /// earlier. Two pairs that share a clause never compare equal, so the outcome does
    /// not depend on the side or on the sort.
    pub fn displacement(&self, clauses: Sides<ClauseIndex>) -> (u64, usize) {
        let (before, after) = (clauses.before.get(), clauses.after.get());
        let left = before as u64 * self.versions.after.clauses.len() as u64;
        let right = after as u64 * self.versions.before.clauses.len() as u64;
        (left.abs_diff(right), before + after)
    }

    pub fn finish(mut self) -> Matching {
        self.pairs
            .sort_by_key(|pair| (pair.clauses.before, pair.clauses.after));
        self.reused_ids.sort();
        let best = self.best_unclaimed();
        for pair in &mut self.pairs {
            let rivals = [
                best.before[pair.clauses.before.get()],
                best.after[pair.clauses.after.get()],
            ];
            pair.evidence.runner_up = rivals
                .into_iter()
                .flatten()
                .max_by_key(|rival| (rival.score, std::cmp::Reverse(sum(rival))));
        }
        let mut nearest = best;
        for (clause, taken) in nearest
            .before
            .iter_mut()
            .zip(&self.taken.before)
            .chain(nearest.after.iter_mut().zip(&self.taken.after))
        {
            if *taken {
                *clause = None;
            }
        }
        Matching {
            pairs: self.pairs,
            nearest,
            reused_ids: self.reused_ids,
            mode: Mode::Successive,
            skipped: self.skipped,
        }
    }

    /// For each clause, the candidate of the highest score that no pair claims.
    fn best_unclaimed(&self) -> Sides<Vec<Option<Rival>>> {
        let claimed: FxHashSet<(ClauseIndex, ClauseIndex)> = self
            .pairs
            .iter()
            .map(|pair| (pair.clauses.before, pair.clauses.after))
            .collect();
        let mut best: Sides<Vec<Option<Rival>>> = self
            .versions
            .map(|version| vec![None; version.clauses.len()]);
        for candidate in &self.candidates {
            let key = (candidate.clauses.before, candidate.clauses.after);
            if candidate.words == Score::ZERO || claimed.contains(&key) {
                continue;
            }
            let rival = Rival {
                clauses: candidate.clauses,
                score: candidate.words,
            };
            for slot in [&mut best.before[key.0.get()], &mut best.after[key.1.get()]] {
                let is_better = slot.is_none_or(|held| {
                    (rival.score, std::cmp::Reverse(sum(&rival)))
                        > (held.score, std::cmp::Reverse(sum(&held)))
                });
                if is_better {
                    *slot = Some(rival);
                }
            }
        }
        best
    }
}

/// Breaks ties between rivals in the same way from both sides.
fn sum(rival: &Rival) -> usize {
    rival.clauses.before.get() + rival.clauses.after.get()
}
