//! Which pairs of clauses are worth comparing.
//!
//! An inverted index of the rarer features, asked from both sides: each clause keeps
//! the others with which it shares most weight. Nothing is quadratic while common
//! features are left out; in small versions every feature is used.

use super::evidence::Score;
use super::features::{ClauseFeatures, cosine};
use super::options::Options;
use crate::model::{ClauseIndex, Sides};

/// A pair worth comparing and the similarity of its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub clauses: Sides<ClauseIndex>,
    pub words: Score,
}

/// What was found, and what was not looked at.
pub(super) struct Candidates {
    /// Sorted by before clause, then after clause; each pair once.
    pub pairs: Vec<Candidate>,
    /// Features left out because they stand in too many clauses.
    pub common: usize,
}

/// Candidates among the clauses for which `wanted` is true.
pub(super) fn find(
    features: &Sides<Vec<ClauseFeatures>>,
    wanted: &Sides<Vec<bool>>,
    options: &Options,
) -> Candidates {
    let index = Sides::new(
        Index::new(&features.before, &wanted.before, options.common),
        Index::new(&features.after, &wanted.after, options.common),
    );
    let forward = nearest(
        &features.before,
        &wanted.before,
        &index.after,
        options.candidates,
    );
    let backward = nearest(
        &features.after,
        &wanted.after,
        &index.before,
        options.candidates,
    );
    let mut keys: Vec<(u32, u32)> = forward;
    keys.extend(backward.into_iter().map(|(after, before)| (before, after)));
    keys.sort_unstable();
    keys.dedup();
    let pairs = keys
        .into_iter()
        .map(|(before, after)| candidate(features, before, after))
        .collect();
    Candidates {
        pairs,
        common: index.before.common + index.after.common,
    }
}

fn candidate(features: &Sides<Vec<ClauseFeatures>>, before: u32, after: u32) -> Candidate {
    let words = cosine(
        &features.before[before as usize],
        &features.after[after as usize],
    );
    Candidate {
        clauses: Sides::new(before, after).map(|at| ClauseIndex::new(at as usize)),
        words,
    }
}

/// Clauses by feature.
struct Index {
    starts: Vec<u32>,
    postings: Vec<(u32, u32)>,
    clauses: usize,
    common: usize,
}

impl Index {
    /// Counting sort of the postings; features in more than `common` clauses are left out.
    fn new(clauses: &[ClauseFeatures], wanted: &[bool], common: usize) -> Self {
        let used = || {
            (0_u32..)
                .zip(clauses)
                .zip(wanted)
                .filter(|(_, wanted)| **wanted)
                .map(|(clause, _)| clause)
        };
        let features = used()
            .filter_map(|(_, clause)| clause.vector.last())
            .map(|&(last, _)| last as usize + 1)
            .max();
        let mut counts = vec![0_u32; features.unwrap_or(0)];
        used()
            .flat_map(|(_, clause)| &clause.vector)
            .for_each(|&(feature, _)| counts[feature as usize] += 1);
        let mut left_out = 0;
        for count in &mut counts {
            if *count as usize > common {
                *count = 0;
                left_out += 1;
            }
        }
        let mut starts = Vec::with_capacity(counts.len() + 1);
        let total = counts.iter().fold(0, |sum, count| {
            starts.push(sum);
            sum + count
        });
        starts.push(total);
        let mut next = starts.clone();
        let mut postings = vec![(0, 0); total as usize];
        for (at, clause) in used() {
            for &(feature, weight) in &clause.vector {
                if counts[feature as usize] > 0 {
                    postings[next[feature as usize] as usize] = (at, weight);
                    next[feature as usize] += 1;
                }
            }
        }
        Self {
            starts,
            postings,
            clauses: clauses.len(),
            common: left_out,
        }
    }

    fn of(&self, feature: u32) -> &[(u32, u32)] {
        let at = feature as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(&start), Some(&end)) => &self.postings[start as usize..end as usize],
            _ => &[],
        }
    }
}

/// For each wanted clause, the `keep` clauses of the other side that share most weight.
///
/// Of equal weights all are kept, so that the choice does not depend on order, up to
/// four times `keep`; beyond that the earlier ones are.
fn nearest(
    clauses: &[ClauseFeatures],
    wanted: &[bool],
    index: &Index,
    keep: usize,
) -> Vec<(u32, u32)> {
    let mut weights = vec![0_u64; index.clauses];
    let mut touched: Vec<u32> = Vec::new();
    let mut pairs = Vec::new();
    for ((at, clause), _) in (0_u32..)
        .zip(clauses)
        .zip(wanted)
        .filter(|(_, wanted)| **wanted)
    {
        for &(feature, weight) in &clause.vector {
            for &(other, other_weight) in index.of(feature) {
                if weights[other as usize] == 0 {
                    touched.push(other);
                }
                weights[other as usize] += u64::from(weight) * u64::from(other_weight);
            }
        }
        touched.sort_unstable_by_key(|&other| (std::cmp::Reverse(weights[other as usize]), other));
        let last = touched
            .get(keep.saturating_sub(1))
            .map_or(0, |&other| weights[other as usize]);
        let kept = touched
            .iter()
            .take_while(|&&other| weights[other as usize] >= last)
            .take(4 * keep);
        pairs.extend(kept.map(|&other| (at, other)));
        touched
            .drain(..)
            .for_each(|other| weights[other as usize] = 0);
    }
    pairs
}
