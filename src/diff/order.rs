//! The order in which changes are told.

use super::change::{Change, Kind};
use crate::model::{ClauseIndex, Sides, Version};

/// Sorts by the place in the after version; a dropped clause follows the clause that
/// stood before it and did not move, and of several dropped there the earlier comes first.
pub(super) fn in_order(versions: Sides<&Version>, changes: &mut [Change]) {
    let anchors = anchors(versions.before.clauses.len(), changes);
    let mut last = None;
    let follows: Vec<Option<usize>> = anchors
        .into_iter()
        .map(|anchor| {
            last = anchor.or(last);
            last
        })
        .collect();
    let key = |change: &Change| match (change.clauses.after.first(), change.clauses.before.first())
    {
        (Some(after), before) => (
            Some(after.get()),
            0,
            before.map_or(0, |before| before.get()),
        ),
        (None, Some(before)) => (follows[before.get()], 1, before.get()),
        (None, None) => (None, 0, 0),
    };
    changes.sort_by_key(key);
}

/// For each before clause that stands in its order, the place it has after.
fn anchors(clauses: usize, changes: &[Change]) -> Vec<Option<usize>> {
    let mut anchors = vec![None; clauses];
    for change in changes
        .iter()
        .filter(|change| !change.moved && change.kind != Kind::Dropped)
    {
        if let Some(after) = change.clauses.after.first() {
            change
                .clauses
                .before
                .iter()
                .for_each(|before: &ClauseIndex| anchors[before.get()] = Some(after.get()));
        }
    }
    anchors
}
