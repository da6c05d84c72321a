//! Where a clause stands, in words.

use super::clause::ClauseView;
use crate::model::{ClauseIndex, Version};

/// "first", "after 5 Tolls", "under 6 Security, after 6.a Garrison".
pub(super) fn place(version: &Version, index: ClauseIndex) -> String {
    let label = |index| ClauseView::new(version, index).label();
    let behind = sibling_before(version, index).map_or_else(
        || "first".to_owned(),
        |sibling| format!("after {}", label(sibling)),
    );
    match version.clause(index).parent {
        Some(parent) => format!("under {}, {behind}", label(parent)),
        None => behind,
    }
}

/// The nearest earlier clause under the same parent. Linear in the clauses between.
fn sibling_before(version: &Version, index: ClauseIndex) -> Option<ClauseIndex> {
    let parent = version.clause(index).parent;
    let earlier = (0..index.get()).rev().map(ClauseIndex::new);
    earlier
        .take_while(|&at| Some(at) != parent)
        .find(|&at| version.clause(at).parent == parent)
}
