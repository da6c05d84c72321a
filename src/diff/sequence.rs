//! The sequence diff behind one function.

use std::hash::Hash;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A run of equal items, or what stands between two such runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub equal: bool,
    pub before: (usize, usize),
    pub after: (usize, usize),
}

/// With more edits than this the alignment is no longer searched for until it is the
/// shortest: the search costs the square of them, in time and in memory (4 MiB here). A
/// clause of two pages whose every word is another one has about so many.
const MOST_EDITS: usize = 1_400;

/// Aligns two sequences; runs alternate between equal and not, and cover both.
///
/// With the fewest items in runs that are not equal, up to [`MOST_EDITS`] of them; beyond
/// that near linear and not always minimal. E. W. Myers, *Algorithmica* 1, 1986: the
/// greedy search that remembers its ends, and for what is too much for that, the one in
/// linear space with git's heuristics.
pub(super) fn align<T: Eq + Hash>(before: &[T], after: &[T]) -> Vec<Run> {
    let start = shared(before.iter(), after.iter());
    let (old, new) = (&before[start..], &after[start..]);
    let end = shared(old.iter().rev(), new.iter().rev());
    let (old, new) = (&old[..old.len() - end], &new[..new.len() - end]);
    let mut runs = Runs(Vec::with_capacity(USUAL_RUNS));
    runs.push(true, start, start);
    if old.is_empty() || new.is_empty() {
        runs.push(false, old.len(), new.len());
    } else if let Some(steps) = shortest(old, new) {
        steps
            .into_iter()
            .for_each(|step| runs.push(step.equal, step.before, step.after));
    } else {
        for op in capture_diff_slices(Algorithm::Myers, old, new) {
            let is_equal = matches!(op, DiffOp::Equal { .. });
            runs.push(is_equal, op.old_range().len(), op.new_range().len());
        }
    }
    runs.push(true, end, end);
    slid(&runs.0, before, after)
}

/// Lets what stands on one side only slide back as far as it may, if it may stand in
/// several places: what is inserted then ends as the text before it does, with its own
/// full stop.
fn slid<T: Eq>(runs: &[Run], before: &[T], after: &[T]) -> Vec<Run> {
    let mut slid = Runs(Vec::with_capacity(runs.len() + 1));
    let mut by = 0;
    for (at, run) in runs.iter().enumerate() {
        let (old, new) = (run.before.1 - run.before.0, run.after.1 - run.after.0);
        if run.equal {
            slid.push(true, old - by, new - by);
            by = 0;
            continue;
        }
        let follows = runs
            .get(at + 1)
            .map_or(0, |next| next.before.1 - next.before.0);
        let may_go_on = slid.0.last().is_none_or(|last| last.equal);
        by = match (old, new) {
            (0, new) if may_go_on => repeated(&after[run.after.0..], new, follows),
            (old, 0) if may_go_on => repeated(&before[run.before.0..], old, follows),
            _ => 0,
        };
        slid.push(true, by, by);
        slid.push(false, old, new);
    }
    slid.0
}

/// How many of the items at `length`, of `most` there, are those at the start.
fn repeated<T: Eq>(items: &[T], length: usize, most: usize) -> usize {
    let behind = &items[length..length + most];
    shared(items.iter(), behind.iter())
}

fn shared<'t, T: Eq + 't>(
    before: impl Iterator<Item = &'t T>,
    after: impl Iterator<Item = &'t T>,
) -> usize {
    before.zip(after).take_while(|(a, b)| a == b).count()
}

/// Room for so many runs is made at once: as many as most changed clauses have.
const USUAL_RUNS: usize = 32;

/// Runs that cover the beginning of both sequences.
struct Runs(Vec<Run>);

impl Runs {
    /// Goes on by so many items on each side.
    fn push(&mut self, equal: bool, before: usize, after: usize) {
        if before + after == 0 {
            return;
        }
        let at = self
            .0
            .last()
            .map_or((0, 0), |run| (run.before.1, run.after.1));
        let end = (at.0 + before, at.1 + after);
        match self.0.last_mut() {
            Some(last) if last.equal == equal => (last.before.1, last.after.1) = end,
            _ => self.0.push(Run {
                equal,
                before: (at.0, end.0),
                after: (at.1, end.1),
            }),
        }
    }
}

/// So many items of each side, equal or not.
struct Step {
    equal: bool,
    before: usize,
    after: usize,
}

/// The shortest alignment, or `None` if it has more than [`MOST_EDITS`].
fn shortest<T: Eq>(before: &[T], after: &[T]) -> Option<Vec<Step>> {
    let mut ends = Ends(Vec::with_capacity(USUAL_ENDS));
    for edits in 0..=MOST_EDITS.min(before.len() + after.len()) {
        if ends.grow(edits, before, after) {
            return Some(ends.steps(edits, before.len(), after.len()));
        }
    }
    None
}

/// Room for 30 edits: as many as most changed clauses have.
const USUAL_ENDS: usize = 500;

/// How far one gets with so many edits: row by row for each number of edits, and in a row
/// for each number of deletions among them, the furthest place before.
struct Ends(Vec<u32>);

impl Ends {
    fn at(&self, edits: usize, deleted: usize) -> usize {
        self.0[edits * (edits + 1) / 2 + deleted] as usize
    }

    /// Adds a row; true if the ends of both sequences are reached. Past an end nothing is
    /// equal, and what goes there is never the shortest.
    fn grow<T: Eq>(&mut self, edits: usize, before: &[T], after: &[T]) -> bool {
        for deleted in 0..=edits {
            let old = self.last_edit(edits, deleted).1;
            let new = old + edits - 2 * deleted;
            let same = match (before.get(old..), after.get(new..)) {
                (Some(before), Some(after)) => shared(before.iter(), after.iter()),
                _ => 0,
            };
            let end = u32::try_from(old + same).expect("a clause has fewer words than bytes");
            self.0.push(end);
            if old + same >= before.len() && new + same >= after.len() {
                return true;
            }
        }
        false
    }

    /// Whether the last of so many edits is a deletion, and the place before behind it.
    fn last_edit(&self, edits: usize, deleted: usize) -> (bool, usize) {
        let by_insertion = (deleted < edits).then(|| self.at(edits - 1, deleted));
        let by_deletion = (deleted > 0).then(|| self.at(edits - 1, deleted - 1) + 1);
        match (by_insertion, by_deletion) {
            (None, None) => (false, 0),
            (Some(old), None) => (false, old),
            (None, Some(old)) => (true, old),
            (Some(inserted), Some(deleted)) if deleted > inserted => (true, deleted),
            (Some(inserted), Some(_)) => (false, inserted),
        }
    }

    /// The way to the end of both sequences, of these lengths.
    fn steps(&self, edits: usize, before: usize, after: usize) -> Vec<Step> {
        let mut steps = Vec::with_capacity(2 * (edits + 1));
        let mut deleted = (edits + before - after) / 2;
        for edits in (0..=edits).rev() {
            let (is_deletion, old) = self.last_edit(edits, deleted);
            let same = self.at(edits, deleted) - old;
            steps.push(Step {
                equal: true,
                before: same,
                after: same,
            });
            steps.push(Step {
                equal: false,
                before: usize::from(is_deletion),
                after: usize::from(edits > 0 && !is_deletion),
            });
            deleted -= usize::from(is_deletion);
        }
        steps.reverse();
        steps
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    /// Length of the longest common subsequence, by the table that everyone learns first.
    fn kept_at_best(before: &[u8], after: &[u8]) -> usize {
        let mut row = vec![0; after.len() + 1];
        for a in before {
            let mut corner = 0;
            for (at, b) in after.iter().enumerate() {
                let best = if a == b {
                    corner + 1
                } else {
                    row[at].max(row[at + 1])
                };
                corner = std::mem::replace(&mut row[at + 1], best);
            }
        }
        row[after.len()]
    }

    proptest! {
        #[test]
        fn runs_alternate_cover_both_and_keep_as_much_as_can_be_kept(
            before in vec(0..6_u8, 0..40), after in vec(0..6_u8, 0..40),
        ) {
            let runs = align(&before, &after);
            let mut end = (0, 0);
            for run in &runs {
                prop_assert_eq!((run.before.0, run.after.0), end);
                end = (run.before.1, run.after.1);
                let (a, b) = (&before[run.before.0..end.0], &after[run.after.0..end.1]);
                prop_assert!(!run.equal || a == b);
                prop_assert!(a.len() + b.len() > 0);
            }
            prop_assert_eq!(end, (before.len(), after.len()));
            prop_assert!(runs.windows(2).all(|two| two[0].equal != two[1].equal));
            let kept = runs.iter().filter(|run| run.equal);
            let kept: usize = kept.map(|run| run.before.1 - run.before.0).sum();
            prop_assert_eq!(kept, kept_at_best(&before, &after));
        }
    }

    #[test]
    fn an_insertion_stands_as_late_as_it_may() {
        let runs = align(b"xa.yb", b"Xa.a.yB");
        let inserted = runs.iter().find(|run| run.before.0 == run.before.1);
        assert_eq!(inserted.map(|run| run.after), Some((3, 5)));
    }

    #[test]
    fn sequences_with_too_many_edits_are_aligned_all_the_same() {
        let before: Vec<usize> = (0..2 * MOST_EDITS).collect();
        let after: Vec<usize> = before.iter().map(|at| at + at % 2 * before.len()).collect();
        let runs = align(&before, &after);
        assert_eq!(runs.len(), before.len());
    }
}
