//! The sequence diff behind one function.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A run of equal items, or what stands between two such runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub equal: bool,
    pub before: (usize, usize),
    pub after: (usize, usize),
}

/// Aligns two sequences; runs alternate between equal and not, and cover both.
///
/// E. W. Myers, *Algorithmica* 1, 1986, with git's heuristics for large inputs: near
/// linear for similar sequences, not always minimal for dissimilar ones.
pub(super) fn align(before: &[u32], after: &[u32]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, before, after) {
        let equal = matches!(op, DiffOp::Equal { .. });
        let (old, new) = (op.old_range(), op.new_range());
        match runs.last_mut() {
            Some(last) if last.equal == equal => {
                last.before.1 = old.end;
                last.after.1 = new.end;
            }
            _ => runs.push(Run {
                equal,
                before: (old.start, old.end),
                after: (new.start, new.end),
            }),
        }
    }
    runs
}
