//! What each version changed, the newest first.

use super::diff::{DiffReport, Item};
use super::filter::Filter;
use super::version::VersionHead;
use crate::diff::Kind;
use crate::lineage::Lineage;

/// The versions with what each made of the one before: what every view of `table --view summary` prints.
#[derive(Clone, Debug)]
pub struct ChangelogReport<'a> {
    /// The newest first; without the first version, which changed nothing.
    pub releases: Vec<Release<'a>>,
    /// The version that all began with.
    pub first: Option<VersionHead>,
}

/// One version and what it changed.
#[derive(Clone, Debug)]
pub struct Release<'a> {
    /// Compared with the version before.
    pub diff: DiffReport<'a>,
    /// Ids of its clauses that are back after a gap, each with the name of the version that had them last.
    pub revived: Vec<(String, String)>,
}

/// A part of what a version changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Changed in substance, split or merged.
    Changed,
    /// Not there before.
    Added,
    /// Not there any more.
    Dropped,
    /// The same in substance: other words, another place, number or heading.
    Otherwise,
}

impl Part {
    /// In the order in which they are told.
    pub const ALL: [Self; 4] = [Self::Changed, Self::Added, Self::Dropped, Self::Otherwise];

    /// Its heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Changed => "Changed in substance",
            Self::Added => "Added",
            Self::Dropped => "Dropped",
            Self::Otherwise => "Reworded, moved, renumbered, retitled",
        }
    }

    fn of(item: &Item) -> Self {
        match item.kind {
            Kind::Added => Self::Added,
            Kind::Dropped => Self::Dropped,
            Kind::Split | Kind::Merged => Self::Changed,
            Kind::Changed | Kind::Unchanged if item.class == crate::diff::Class::Substantive => {
                Self::Changed
            }
            Kind::Changed | Kind::Unchanged => Self::Otherwise,
        }
    }
}

impl<'a> ChangelogReport<'a> {
    /// What `filter` lets through of a lineage.
    pub fn new(lineage: &'a Lineage<'a>, filter: &Filter) -> Self {
        let heads = VersionHead::beside(&lineage.versions);
        let steps = lineage.steps.iter().enumerate().rev();
        let releases = steps.map(|(at, step)| {
            let mut diff = DiffReport::new(step, filter);
            diff.versions.before = heads[at].clone();
            diff.versions.after = heads[at + 1].clone();
            Release {
                diff,
                revived: revived(lineage, at + 1, &heads),
            }
        });
        Self {
            releases: releases.collect(),
            first: heads.first().cloned(),
        }
    }
}

impl<'a> Release<'a> {
    /// The changes of one part, those that weigh most first; what is still is in none.
    pub fn part(&self, part: Part) -> Vec<Item<'a>> {
        let items = self.diff.items();
        let mut items: Vec<Item> = items
            .filter(|item| !item.foldable && Part::of(item) == part)
            .collect();
        items.sort_by_key(|item| item.urgency);
        items
    }

    /// "back, last seen in Draft 1", of what was added and was there in an earlier version.
    pub fn note(&self, item: &Item) -> Option<String> {
        let mut revived = self.revived.iter();
        let known = revived.find(|(id, _)| item.ids.after.contains(&id.as_str()));
        let (_, since) = known.filter(|_| item.kind == Kind::Added)?;
        Some(format!("back, last seen in {since}"))
    }
}

fn revived(lineage: &Lineage, column: usize, heads: &[VersionHead]) -> Vec<(String, String)> {
    let revivals = lineage.threads.iter().flat_map(|thread| &thread.revivals);
    let here = revivals.filter(|revival| revival.after == column);
    let version = lineage.versions[column];
    let named = here.flat_map(|revival| {
        let since = &heads[revival.before].called;
        let clauses = revival.clauses.after.iter();
        clauses.map(move |&clause| (version.clause(clause).id.to_string(), since.clone()))
    });
    named.collect()
}
