//! Many versions: the life of each clause through all of them.
//!
//! Versions are compared with their neighbours in the order given, and clauses that
//! belong together form a [`Thread`]: born, changed, moved, split, merged, dropped.
//! A clause that was dropped and is back in a later version is found by comparing
//! versions that are no neighbours; its thread goes on, revived.

mod annotate;
mod history;
mod terms;
mod threads;

pub use annotate::{Annotation, Stretch};
pub use history::{Event, History, Place};
pub use terms::{Apart, Approach, Figures, Held, Move, PositionStory, Since, TermStory, terms};
pub use threads::{Cell, Revival, State, Thread};

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::diff::{self, CarriedOver, Diff};
use crate::matching::Skipped;
use crate::model::{ClauseIndex, Links, Sides, Version};

/// Versions further apart than this are not searched for revived clauses. No run of
/// drafts seen so far brings a clause back after so many versions without it, and the
/// comparisons grow with the square of the versions.
const FAR_APART: usize = 16;

/// The life of every clause through several versions.
#[derive(Clone, Debug)]
pub struct Lineage<'a> {
    /// In the order given, which is taken as the order of time.
    pub versions: Vec<&'a Version>,
    /// Each version compared with the next.
    pub steps: Vec<Diff<'a>>,
    /// Each version but the last compared with the last.
    pub into_last: Vec<Diff<'a>>,
    /// In the order of the last version; threads that ended before it where they stood.
    pub threads: Vec<Thread<'a>>,
    /// What was not looked at, and why.
    pub skipped: Vec<Skipped>,
}

impl<'a> Lineage<'a> {
    /// Follows every clause through `versions`. With fewer than two versions there is
    /// nothing to compare and every clause is born.
    pub fn trace(versions: &[&'a Version], links: &Links, options: &diff::Options) -> Self {
        let compare = |before: usize, after: usize| {
            Diff::with(versions[before], versions[after], links, options)
        };
        let last = versions.len().saturating_sub(1);
        let steps: Vec<Diff> = (0..last).map(|at| compare(at, at + 1)).collect();
        let into_last: Vec<Diff> = (0..last)
            .map(|at| {
                if at + 1 == last {
                    steps[at].clone()
                } else {
                    compare(at, last)
                }
            })
            .collect();
        let far = |before: usize, after: usize| {
            if after == last {
                Cow::Borrowed(&into_last[before])
            } else {
                Cow::Owned(compare(before, after))
            }
        };
        let threads = threads::threads(versions, &steps, FAR_APART, far);
        let skipped = skipped(&steps, versions.len());
        Self {
            versions: versions.to_vec(),
            steps,
            into_last,
            threads,
            skipped,
        }
    }

    /// How much of each version is carried over into each later one, by the earlier version, then the later.
    /// `links` and `options` must be those that the lineage was traced with.
    ///
    /// Compares every two versions that were not compared yet, so the cost grows with the square of the versions.
    pub fn carried_between(
        &self,
        links: &Links,
        options: &diff::Options,
    ) -> Vec<(Sides<usize>, CarriedOver)> {
        let last = self.versions.len().saturating_sub(1);
        let carried = |before: usize, after: usize| {
            if after == last {
                self.into_last[before].carried_over
            } else if after == before + 1 {
                self.steps[before].carried_over
            } else {
                let (before, after) = (self.versions[before], self.versions[after]);
                Diff::with(before, after, links, options).carried_over
            }
        };
        let pairs =
            (0..last).flat_map(|before| (before + 1..=last).map(move |after| (before, after)));
        pairs
            .map(|(before, after)| (Sides::new(before, after), carried(before, after)))
            .collect()
    }

    /// Clauses of the version at a place that stand in the last: related to one of its
    /// clauses directly, or to a clause of the next version that stands in it. All, for
    /// the last version itself.
    ///
    /// # Panics
    /// If there is no version at that place.
    pub fn standing(&self, at: usize) -> BTreeSet<ClauseIndex> {
        let all = |version: &Version| version.indexed().map(|(index, _)| index).collect();
        let last = self.versions.len() - 1;
        let mut standing: BTreeSet<ClauseIndex> = all(self.versions[last]);
        for place in (at..last).rev() {
            let by_way = before_of(&self.steps[place], |after| standing.contains(&after));
            let directly = before_of(&self.into_last[place], |_| true);
            standing = by_way.chain(directly).collect();
        }
        standing
    }

    /// How much of each earlier version stands in the last, in the order of the versions.
    pub fn carried_over(&self) -> impl Iterator<Item = (&'a Version, CarriedOver)> {
        self.into_last
            .iter()
            .map(|diff| (diff.versions.before, diff.carried_over))
    }
}

/// Before clauses of the pairs whose after clause passes.
fn before_of(
    diff: &Diff,
    passes: impl Fn(ClauseIndex) -> bool,
) -> impl Iterator<Item = ClauseIndex> {
    let pairs = diff.matching.pairs.iter().map(|pair| pair.clauses);
    pairs
        .filter(move |pair| passes(pair.after))
        .map(|pair| pair.before)
}

fn skipped(steps: &[Diff], versions: usize) -> Vec<Skipped> {
    let mut skipped: Vec<Skipped> = steps
        .iter()
        .flat_map(|step| step.matching.skipped.clone())
        .collect();
    if versions > FAR_APART + 1 {
        let pairs = (versions - FAR_APART - 1) * (versions - FAR_APART) / 2;
        skipped.push(Skipped {
            what: "comparisons for revived clauses".into(),
            count: pairs,
            why: format!("versions more than {FAR_APART} apart are not searched for clauses that come back; compare them alone to see"),
        });
    }
    skipped
}
