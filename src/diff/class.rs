//! How much a change matters.

use super::change::{Class, Kind};
use super::signals::Signal;
use crate::model::{ClauseIndex, Side, Sides, Version};
use crate::text::normalize::fold_word;
use crate::text::token::words;

/// The class of a change of related clauses.
pub(super) fn of(
    kind: Kind,
    signals: &[Signal],
    versions: Sides<&Version>,
    clauses: &Sides<Vec<ClauseIndex>>,
) -> Class {
    if !signals.is_empty() {
        return Class::Substantive;
    }
    if kind == Kind::Unchanged {
        return Class::None;
    }
    let raw = |side: Side| texts(versions.get(side), clauses.get(side)).collect::<Vec<_>>();
    let folded = |side: Side| {
        raw(side)
            .into_iter()
            .flat_map(words)
            .map(fold_word)
            .collect::<Vec<_>>()
    };
    let is_typography =
        raw(Side::Before) != raw(Side::After) && folded(Side::Before) == folded(Side::After);
    if is_typography {
        Class::Cosmetic
    } else {
        Class::Reworded
    }
}

fn texts<'a>(version: &'a Version, clauses: &'a [ClauseIndex]) -> impl Iterator<Item = &'a str> {
    let clauses = clauses.iter().map(|&clause| version.clause(clause));
    clauses.flat_map(|clause| {
        [
            clause.heading.as_deref().unwrap_or(""),
            clause.text.as_str(),
        ]
    })
}
