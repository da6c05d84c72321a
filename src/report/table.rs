//! Many versions side by side, ready to be shown.

use super::clause::ClauseView;
use super::filter::Filter;
use super::judged::Judged;
use super::summary::{carried_sentence, percent};
use super::version::VersionHead;
use super::wording::{class_word, state_sign, state_word};
use crate::diff::{CarriedOver, Class, Kind};
use crate::lineage::{Cell, Lineage, Revival, State, Thread};
use crate::matching::{Score, Skipped};
use crate::model::{Clause, ClauseIndex, Sides, Version};

/// The table of several versions: what every view of `table` prints.
#[derive(Clone, Debug, PartialEq)]
pub struct TableReport<'a> {
    /// The columns, in order.
    pub versions: Vec<VersionHead>,
    /// The rows that the filter lets through.
    pub rows: Vec<Row<'a>>,
    /// How many rows the filter hid.
    pub hidden: usize,
    /// The answer: how much of each earlier version stands in the last.
    pub carried_over: Vec<Carried<'a>>,
    /// How much of each version stands in each later one, by places of the columns, if that was asked for.
    pub pairs: Option<Vec<(Sides<usize>, CarriedOver)>>,
    /// What was not looked at, and why.
    pub skipped: Vec<Skipped>,
}

/// One thread: a matter through all versions.
#[derive(Clone, Debug, PartialEq)]
pub struct Row<'a> {
    /// What it is about.
    pub topic: Option<String>,
    /// Heading of its latest clause that has one.
    pub heading: Option<String>,
    /// One for each version; `None` where nothing of it stands.
    pub cells: Vec<Option<CellView<'a>>>,
}

/// The clauses of a thread in one version.
#[derive(Clone, Debug, PartialEq)]
pub struct CellView<'a> {
    /// At least one.
    pub clauses: Vec<ClauseView<'a>>,
    /// What became of the thread since it was last seen.
    pub state: State,
    /// Some clause of it moved.
    pub moved: bool,
    /// The number of some clause of it differs.
    pub renumbered: bool,
    /// The heading of some clause of it differs.
    pub retitled: bool,
    /// How much its changes matter.
    pub class: Class,
    /// Some relation to where it was last seen is less sure than 0.7.
    pub uncertain: bool,
}

/// How much of an earlier version stands in the last.
#[derive(Clone, Debug, PartialEq)]
pub struct Carried<'a> {
    /// The earlier version.
    pub from: VersionHead,
    /// The last version.
    pub to: VersionHead,
    /// The shares.
    pub share: CarriedOver,
    /// Share of its clauses that stand in the last version, directly or by way of the
    /// versions between.
    pub by_way: Score,
    /// What people judged of the clauses that are related directly.
    pub judged: Judged,
    /// Clauses of the earlier version that are related to none of the last, not even by
    /// way of the versions between.
    pub dropped: Vec<ClauseView<'a>>,
    /// How many clauses of the earlier version say word for word the same in the last.
    pub unchanged: usize,
}

/// The title of the figures of each two versions.
pub const ANY_TWO: &str = "How much of each version stands in each later one";

impl TableReport<'_> {
    /// What stands of an earlier version in a later one, "43 % / 2 %": of its clauses, then of its words; `None`
    /// where that was not asked for.
    pub fn pair(&self, before: usize, after: usize) -> Option<String> {
        let mut pairs = self.pairs.iter().flatten();
        let (_, share) = pairs.find(|(places, _)| *places == Sides::new(before, after))?;
        Some(format!(
            "{} / {}",
            percent(share.clauses),
            percent(share.words)
        ))
    }

    /// "Of Draft 1, 62 % of the clauses and 31 % of the words stand in Draft 2", for each two versions.
    pub fn pair_sentences(&self) -> impl Iterator<Item = String> {
        let pairs = self.pairs.iter().flatten();
        pairs.map(|(places, share)| {
            let Sides { before, after } = places.map(|place| &self.versions[place].called);
            format!("Of {before}, {} stand in {after}", carried_sentence(share))
        })
    }
}

impl<'a> TableReport<'a> {
    /// What `filter` lets through of a lineage. A row is shown if one of its changes is;
    /// of a version alone, if one of its clauses is.
    pub fn new(lineage: &Lineage<'a>, filter: &Filter) -> Self {
        let shown = lineage
            .threads
            .iter()
            .filter(|thread| shows(filter, lineage, thread));
        let rows: Vec<Row> = shown
            .map(|thread| Row::new(&lineage.versions, thread))
            .collect();
        let heads = VersionHead::beside(&lineage.versions);
        Self {
            hidden: lineage.threads.len() - rows.len(),
            rows,
            carried_over: (0..lineage.into_last.len())
                .map(|at| Carried::new(lineage, at, &heads))
                .collect(),
            versions: heads,
            pairs: None,
            skipped: lineage.skipped.clone(),
        }
    }
}

/// True if one of the changes of a row passes. To stand in the first version is no change,
/// to be dropped is one; what came back passes also by what it is compared with.
pub(super) fn shows(filter: &Filter, lineage: &Lineage, thread: &Thread) -> bool {
    if lineage.steps.is_empty() {
        return filter.only.is_empty() && filter.shows_any(&clauses(lineage, thread));
    }
    let mut steps = lineage.steps.iter().zip(&thread.changes);
    let by_step = steps.any(|(step, changes)| {
        let mut changes = changes.iter().map(|&place| &step.changes[place]);
        changes.any(|change| filter.shows(step.versions, change))
    });
    let mut revivals = thread.revivals.iter();
    by_step
        || revivals.any(
            |Revival {
                 before,
                 after,
                 change,
                 ..
             }| {
                let versions = Sides::new(lineage.versions[*before], lineage.versions[*after]);
                filter.shows(versions, change)
            },
        )
}

fn clauses<'a>(lineage: &Lineage<'a>, thread: &Thread) -> Vec<(&'a Version, &'a Clause)> {
    let cells = thread.cells.iter().zip(&lineage.versions);
    let clauses = cells.filter_map(|(cell, version)| Some((cell.as_ref()?, *version)));
    clauses
        .flat_map(|(cell, version)| {
            let clauses = cell.clauses.iter();
            clauses.map(move |&clause| (version, version.clause(clause)))
        })
        .collect()
}

impl<'a> Row<'a> {
    pub(super) fn new(versions: &[&'a Version], thread: &Thread) -> Self {
        let cell = |(cell, version): (&Option<Cell>, &&'a Version)| {
            cell.as_ref().map(|cell| CellView::new(version, cell))
        };
        Self {
            topic: thread.topic.as_ref().map(ToString::to_string),
            heading: thread.heading.clone(),
            cells: thread.cells.iter().zip(versions).map(cell).collect(),
        }
    }
}

impl Row<'_> {
    /// True for the first empty cell after one that is not: there the thread was dropped.
    pub fn is_dropped_at(&self, version: usize) -> bool {
        let stands = |at: usize| self.cells.get(at).is_some_and(Option::is_some);
        version < self.cells.len() && version > 0 && stands(version - 1) && !stands(version)
    }

    /// How much what happened to the matter matters, over all versions: being born and being dropped do.
    pub fn class(&self) -> Class {
        let comes_or_goes = |at: usize| {
            let is_born = at > 0 && self.cells[at].as_ref().is_some_and(CellView::is_born);
            is_born || self.is_dropped_at(at)
        };
        if (0..self.cells.len()).any(comes_or_goes) {
            return Class::Substantive;
        }
        let classes = self.cells.iter().flatten().map(|cell| cell.class);
        classes.max().unwrap_or(Class::None)
    }
}

impl<'a> CellView<'a> {
    /// "~ changed".
    pub fn title(&self) -> String {
        format!("{} {}", state_sign(self.state), state_word(self.state))
    }

    /// "changed, moved, substantive, uncertain", without a sign.
    pub fn said(&self) -> String {
        let facets = self.facets().chain(self.certainty());
        let said = state_word(self.state).to_owned();
        facets.fold(said, |said, facet| said + ", " + facet)
    }

    fn is_born(&self) -> bool {
        self.state == State::Born
    }

    /// The word behind its facets, where it is not sure.
    pub fn certainty(&self) -> Option<&'static str> {
        self.uncertain.then_some("uncertain")
    }

    /// The words beside its state: moved, and its class where that says more than the state.
    pub fn facets(&self) -> impl Iterator<Item = &'static str> {
        let is_told = self.is_born() || self.class == Class::None;
        let moved = self.moved.then_some("moved");
        moved
            .into_iter()
            .chain((!is_told).then(|| class_word(self.class)))
    }

    fn new(version: &'a Version, cell: &Cell) -> Self {
        Self {
            clauses: cell
                .clauses
                .iter()
                .map(|&clause| ClauseView::new(version, clause))
                .collect(),
            state: cell.state,
            moved: cell.moved,
            renumbered: cell.renumbered,
            retitled: cell.retitled,
            class: cell.class,
            uncertain: cell.uncertain,
        }
    }
}

impl<'a> Carried<'a> {
    /// Of the version at a place before the last.
    fn new(lineage: &Lineage<'a>, at: usize, heads: &[VersionHead]) -> Self {
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
            from: heads[at].clone(),
            to: heads[heads.len() - 1].clone(),
            share: diff.carried_over,
            judged: Judged::new(diff),
            by_way: Score::ratio(stands.len(), from.clauses.len()),
            dropped: dropped
                .map(|clause| ClauseView::new(from, clause))
                .collect(),
            unchanged: diff.counts.unchanged,
        }
    }
}
