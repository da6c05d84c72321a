//! The store that the passes share.

use std::cmp::Reverse;

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

/// Clauses this similar are alike; those of different authors on one matter rarely are.
const ALIKE: Score = Score::from_millionths(250_000);

/// Below this share of clauses that are alike, the texts are of different authors. Of
/// versions made from one another, the least seen is 38 %; of others, the most is 27 %.
const FEW: Score = Score::from_millionths(300_000);

/// What is known so far about two versions.
pub(super) struct Working<'a> {
    pub versions: Sides<&'a Version>,
    pub options: &'a Options,
    pub features: Sides<Vec<ClauseFeatures>>,
    /// Pairs that must never be made.
    pub forbidden: FxHashSet<(ClauseIndex, ClauseIndex)>,
    pub pairs: Vec<Pair>,
    claimed: FxHashSet<Sides<ClauseIndex>>,
    pub reused_ids: Vec<ClauseId>,
    pub mode: Mode,
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
            features: features::of(versions, options.ignore),
            forbidden: FxHashSet::default(),
            pairs: Vec::new(),
            claimed: FxHashSet::default(),
            reused_ids: Vec::new(),
            mode: Mode::Successive,
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
        self.skipped.clear();
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

    /// The clauses that contain these, if both are contained in one.
    pub fn parents(&self, clauses: Sides<ClauseIndex>) -> Option<Sides<ClauseIndex>> {
        let before = self.versions.before.clause(clauses.before).parent?;
        let after = self.versions.after.clause(clauses.after).parent?;
        Some(Sides { before, after })
    }

    /// True if the clauses that contain these are a pair already.
    pub fn parents_are_a_pair(&self, clauses: Sides<ClauseIndex>) -> bool {
        self.parents(clauses)
            .is_some_and(|parents| self.claimed.contains(&parents))
    }

    /// Similarity of the words of two clauses.
    pub fn words(&self, clauses: Sides<ClauseIndex>) -> Score {
        features::cosine(
            &self.features.before[clauses.before.get()],
            &self.features.after[clauses.after.get()],
        )
    }

    /// Whether one text was made from the other, by how many clauses of the side that has
    /// more of them are kept or alike. What people linked says nothing about that.
    pub fn judge_mode(&mut self) {
        let mut alike = self
            .versions
            .map(|version| vec![false; version.clauses.len()]);
        let kept = self
            .pairs
            .iter()
            .filter(|pair| pair.evidence.method != Method::Link);
        let near = self.candidates.iter().filter(|found| found.words >= ALIKE);
        for clauses in kept
            .map(|pair| pair.clauses)
            .chain(near.map(|found| found.clauses))
        {
            for side in Side::BOTH {
                alike.get_mut(side)[clauses.get(side).get()] = true;
            }
        }
        let share = |alike: Vec<bool>| {
            Score::ratio(alike.iter().filter(|alike| **alike).count(), alike.len())
        };
        let is_empty = alike.before.is_empty() || alike.after.is_empty();
        let shares = alike.map(share);
        let is_strange = shares.before.max(shares.after) < FEW;
        self.mode = if is_strange && !is_empty {
            Mode::DifferentAuthors
        } else {
            Mode::Successive
        };
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
        self.claimed.insert(clauses);
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
        for at in 0..self.pairs.len() {
            let clauses = self.pairs[at].clauses.map(ClauseIndex::get);
            let rivals = [best.before[clauses.before], best.after[clauses.after]];
            self.pairs[at].evidence.runner_up = rivals
                .into_iter()
                .flatten()
                .max_by_key(|rival| self.rank(rival));
        }
        let nearest = Sides::make(|side| {
            let best = best.get(side).iter().zip(self.taken.get(side));
            best.map(|(rival, taken)| rival.filter(|_| !taken))
                .collect()
        });
        Matching {
            pairs: self.pairs,
            nearest,
            reused_ids: self.reused_ids,
            mode: self.mode,
            skipped: self.skipped,
        }
    }

    /// For each clause, the candidate of the highest score that no pair claims.
    fn best_unclaimed(&self) -> Sides<Vec<Option<Rival>>> {
        let mut best: Sides<Vec<Option<Rival>>> = self
            .versions
            .map(|version| vec![None; version.clauses.len()]);
        let is_rival = |found: &&Candidate| {
            found.words > Score::ZERO && !self.claimed.contains(&found.clauses)
        };
        for found in self.candidates.iter().filter(is_rival) {
            let rival = Rival {
                clauses: found.clauses,
                score: found.words,
            };
            for side in Side::BOTH {
                let slot = &mut best.get_mut(side)[found.clauses.get(side).get()];
                if slot.is_none_or(|held| self.rank(&rival) > self.rank(&held)) {
                    *slot = Some(rival);
                }
            }
        }
        best
    }

    /// Orders rivals by score; of equals the nearer in place and then in id is greater,
    /// whichever side is asked.
    fn rank(&self, rival: &Rival) -> Rank<'_> {
        let mut ids = [
            self.versions
                .before
                .clause(rival.clauses.before)
                .id
                .as_str(),
            self.versions.after.clause(rival.clauses.after).id.as_str(),
        ];
        ids.sort_unstable();
        (
            rival.score,
            Reverse(self.displacement(rival.clauses)),
            Reverse(ids),
        )
    }
}

/// Score, displacement, ids: how rivals are ordered.
type Rank<'a> = (Score, Reverse<(u64, usize)>, Reverse<[&'a str; 2]>);
