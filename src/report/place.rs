//! Where a clause stands, in words.

use std::borrow::Cow;

use super::clause::ClauseView;
use crate::model::{ClauseIndex, Sides, Version};

/// Both ends of a move: "after 5 Tolls", "under 6 Security, first". Where the same
/// stands before both, what stands after them tells them apart.
pub(super) fn ends(versions: Sides<&Version>, places: Sides<ClauseIndex>) -> Sides<String> {
    let described = |neighbour: fn(&Version, ClauseIndex) -> String| {
        Sides::make(|side| {
            let (version, index) = (versions.get(side), *places.get(side));
            let section = version
                .clause(index)
                .parent
                .map(|parent| label(version, parent));
            let section = section.map(|section| format!("under {section}, "));
            format!(
                "{}{}",
                section.unwrap_or_default(),
                neighbour(version, index)
            )
        })
    };
    let by_earlier = described(behind);
    if by_earlier.before == by_earlier.after {
        described(ahead)
    } else {
        by_earlier
    }
}

fn behind(version: &Version, index: ClauseIndex) -> String {
    let earlier = (0..index.get()).rev().map(ClauseIndex::new);
    let parent = version.clause(index).parent;
    let sibling = earlier
        .take_while(|&at| Some(at) != parent)
        .find(|&at| version.clause(at).parent == parent);
    sibling.map_or_else(
        || "first".into(),
        |sibling| format!("after {}", label(version, sibling)),
    )
}

fn ahead(version: &Version, index: ClauseIndex) -> String {
    let mut later = (index.get() + 1..version.clauses.len()).map(ClauseIndex::new);
    let parent = version.clause(index).parent;
    let sibling = later.find(|&at| version.clause(at).parent == parent);
    sibling.map_or_else(
        || "last".into(),
        |sibling| format!("before {}", label(version, sibling)),
    )
}

fn label(version: &Version, index: ClauseIndex) -> Cow<'_, str> {
    ClauseView::new(version, index).label()
}
