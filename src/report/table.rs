//! Many versions side by side, ready to be shown.

use super::clause::ClauseView;
use super::filter::{Filter, Show};
use super::version::VersionHead;
use super::wording::class_word;
use crate::diff::{CarriedOver, Class, Kind};
use crate::lineage::{Cell, Lineage, State, Thread};
use crate::matching::{Score, Skipped};
use crate::model::{ClauseIndex, Version};

/// The table of several versions: what every view of `table` prints.
#[derive(Clone, Debug, PartialEq)]
pub struct TableReport {
    /// The columns, in order.
    pub versions: Vec<VersionHead>,
    /// The rows that the filter lets through.
    pub rows: Vec<Row>,
    /// How many rows the filter hid.
    pub hidden: usize,
    /// The answer: how much of each earlier version stands in the last.
    pub carried_over: Vec<Carried>,
    /// What was not looked at, and why.
    pub skipped: Vec<Skipped>,
}

/// One thread: a matter through all versions.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it is about.
    pub topic: Option<String>,
    /// Heading of its latest clause that has one.
    pub heading: Option<String>,
    /// One for each version; `None` where nothing of it stands.
    pub cells: Vec<Option<CellView>>,
}

/// The clauses of a thread in one version.
#[derive(Clone, Debug, PartialEq)]
pub struct CellView {
    /// At least one.
    pub clauses: Vec<ClauseView>,
    /// What became of the thread since it was last seen.
    pub state: State,
    /// Some clause of it moved.
    pub moved: bool,
    /// How much its changes matter.
    pub class: Class,
    /// Some relation to where it was last seen is less sure than 0.7.
    pub uncertain: bool,
}

/// How much of an earlier version stands in the last.
#[derive(Clone, Debug, PartialEq)]
pub struct Carried {
    /// The earlier version.
    pub from: VersionHead,
    /// The last version.
    pub to: VersionHead,
    /// The shares.
    pub share: CarriedOver,
    /// Share of its clauses that stand in the last version, directly or by way of the
    /// versions between.
    pub by_way: Score,
    /// Clauses of the earlier version that are related to none of the last, not even by
    /// way of the versions between.
    pub dropped: Vec<ClauseView>,
    /// How many clauses of the earlier version say word for word the same in the last.
    pub unchanged: usize,
}

impl TableReport {
    /// What `filter` lets through of a lineage. A row is shown if one of its cells is.
    pub fn new(lineage: &Lineage, filter: &Filter) -> Self {
        let shown = lineage
            .threads
            .iter()
            .filter(|thread| shows(filter, &lineage.versions, thread));
        let rows: Vec<Row> = shown
            .map(|thread| Row::new(&lineage.versions, thread))
            .collect();
        Self {
            versions: lineage
                .versions
                .iter()
                .copied()
                .map(VersionHead::new)
                .collect(),
            hidden: lineage.threads.len() - rows.len(),
            rows,
            carried_over: (0..lineage.into_last.len())
                .map(|at| Carried::new(lineage, at))
                .collect(),
            skipped: lineage.skipped.clone(),
        }
    }
}

/// True if a row passes: its clauses by topic, party and id; its states and classes, and
/// the end of it for `dropped`, by kind.
fn shows(filter: &Filter, versions: &[&Version], thread: &Thread) -> bool {
    let cells = || {
        thread
            .cells
            .iter()
            .zip(versions)
            .filter_map(|(cell, version)| Some((cell.as_ref()?, *version)))
    };
    let clauses: Vec<_> = cells()
        .flat_map(|(cell, version)| {
            cell.clauses
                .iter()
                .map(move |&clause| (version, version.clause(clause)))
        })
        .collect();
    let ends = thread.cells.last().is_none_or(Option::is_none);
    let holds = |show: &Show| match show {
        Show::Kind(Kind::Dropped) => ends,
        Show::Kind(kind) => cells().any(|(cell, _)| is_of_kind(cell.state, *kind)),
        Show::Moved => cells().any(|(cell, _)| cell.moved),
        Show::Class(class) => cells().any(|(cell, _)| cell.class == *class),
        Show::Renumbered | Show::Retitled | Show::Uncertain | Show::Findings => true,
    };
    (filter.only.is_empty() || filter.only.iter().any(holds)) && filter.shows_any(&clauses)
}

fn is_of_kind(state: State, kind: Kind) -> bool {
    match state {
        State::Born | State::Revived => kind == Kind::Added,
        State::Same => kind == Kind::Unchanged,
        State::Changed => kind == Kind::Changed,
        State::Split => kind == Kind::Split,
        State::Merged => kind == Kind::Merged,
    }
}

impl Row {
    fn new(versions: &[&Version], thread: &Thread) -> Self {
        let cell = |(cell, version): (&Option<Cell>, &&Version)| {
            cell.as_ref().map(|cell| CellView::new(version, cell))
        };
        Self {
            topic: thread.topic.as_ref().map(ToString::to_string),
            heading: thread.heading.clone(),
            cells: thread.cells.iter().zip(versions).map(cell).collect(),
        }
    }
}

impl Row {
    /// True for the first empty cell after one that is not: there the thread was dropped.
    pub fn is_dropped_at(&self, version: usize) -> bool {
        let stands = |at: usize| self.cells.get(at).is_some_and(Option::is_some);
        version < self.cells.len() && version > 0 && stands(version - 1) && !stands(version)
    }
}

impl CellView {
    /// The words beside its state: moved, and its class where that says more than the state.
    pub fn facets(&self) -> impl Iterator<Item = &'static str> {
        let is_told = self.state == State::Born || self.class == Class::None;
        let moved = self.moved.then_some("moved");
        moved
            .into_iter()
            .chain((!is_told).then(|| class_word(self.class)))
    }

    fn new(version: &Version, cell: &Cell) -> Self {
        Self {
            clauses: cell
                .clauses
                .iter()
                .map(|&clause| ClauseView::new(version, clause))
                .collect(),
            state: cell.state,
            moved: cell.moved,
            class: cell.class,
            uncertain: cell.uncertain,
        }
    }
}

impl Carried {
    /// Of the version at a place before the last.
    fn new(lineage: &Lineage, at: usize) -> Self {
        let diff = &lineage.into_last[at];
        let from = diff.versions.before;
        let stands = lineage.standing(at);
        let is_gone = |clause: &ClauseIndex| !stands.contains(clause);
        let dropped = diff
            .changes
            .iter()
            .filter(|change| change.kind == Kind::Dropped);
        let dropped = dropped
            .flat_map(|change| &change.clauses.before)
            .copied()
            .filter(is_gone);
        Self {
            from: VersionHead::new(from),
            to: VersionHead::new(diff.versions.after),
            share: diff.carried_over,
            by_way: Score::ratio(stands.len(), from.clauses.len()),
            dropped: dropped
                .map(|clause| ClauseView::new(from, clause))
                .collect(),
            unchanged: diff.counts.unchanged,
        }
    }
}
