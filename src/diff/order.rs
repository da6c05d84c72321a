//! The order in which changes are told.

use super::Matter;
use crate::model::{ClauseIndex, Side, Sides, Version};

/// Sorts by the place in the after version; a dropped clause follows the clause that
/// stood before it and did not move, and of several dropped there the earlier comes first.
pub(super) fn in_order(versions: Sides<&Version>, matters: &mut [Matter]) {
    let anchors = anchors(versions.before.clauses.len(), matters);
    let mut last = None;
    let follows: Vec<Option<usize>> = anchors
        .into_iter()
        .map(|anchor| {
            last = anchor.or(last);
            last
        })
        .collect();
    let key = |matter: &Matter| {
        let [before, after] = Side::BOTH.map(|side| matter.first(side).map(ClauseIndex::get));
        match (after, before) {
            (Some(after), before) => (Some(after), 0, before.unwrap_or(0)),
            (None, Some(before)) => (follows[before], 1, before),
            (None, None) => (None, 0, 0),
        }
    };
    matters.sort_by_cached_key(key);
}

/// For each before clause that stands in its order, the place it has after.
fn anchors(clauses: usize, matters: &[Matter]) -> Vec<Option<usize>> {
    let mut anchors = vec![None; clauses];
    for matter in matters {
        if let Matter::Group {
            group,
            moved: false,
        } = matter
            && let Some(after) = group.clauses.after.first()
        {
            let befores = group.clauses.before.iter();
            befores.for_each(|before| anchors[before.get()] = Some(after.get()));
        }
    }
    anchors
}
