//! The rows of a table with what happened to each from version to version.

use super::diff::Item;
use super::filter::Filter;
use super::picture::{Flow, Picture};
use super::table::{Row, shows};
use crate::lineage::{Event, Lineage, Thread};
use crate::model::Sides;

/// A row of the table and its life.
#[derive(Clone, Debug, PartialEq)]
pub struct Matter<'a> {
    /// Its cells, one for each version.
    pub row: Row<'a>,
    /// What happened to it, in the order of the versions it led to.
    pub steps: Vec<Step<'a>>,
}

/// One change of a matter.
#[derive(Clone, Debug, PartialEq)]
pub struct Step<'a> {
    /// Places of the versions that were compared: neighbours, unless it was gone between them.
    pub columns: Sides<usize>,
    /// What the comparison says.
    pub item: Item<'a>,
}

impl<'a> Matter<'a> {
    /// The rows that `filter` lets through, in the order of those of [`super::TableReport`].
    pub fn all(lineage: &'a Lineage<'a>, filter: &Filter) -> Vec<Self> {
        let threads = lineage.threads.iter();
        let shown = threads.filter(|thread| shows(filter, lineage, thread));
        shown.map(|thread| Self::new(lineage, thread)).collect()
    }

    /// Steps that led to the version at a place.
    pub fn steps_to(&self, column: usize) -> impl Iterator<Item = &Step<'a>> {
        let steps = self.steps.iter();
        steps.filter(move |step| step.columns.after == column)
    }

    fn new(lineage: &'a Lineage<'a>, thread: &'a Thread<'a>) -> Self {
        Self {
            row: Row::new(&lineage.versions, thread),
            steps: lineage
                .events(thread)
                .iter()
                .map(|event| Step::new(lineage, event))
                .collect(),
        }
    }
}

impl<'a> Picture<'a> {
    /// The flow of all clauses through the versions of a lineage; its entries are places in what
    /// [`Matter::all`] gives.
    pub fn of_lineage(lineage: &'a Lineage<'a>, filter: &Filter) -> Self {
        let mut shown = 0;
        let flows = lineage.threads.iter().flat_map(|thread| {
            let entry = shows(filter, lineage, thread).then(|| {
                shown += 1;
                shown - 1
            });
            flows(lineage, thread, entry)
        });
        Self::new(&lineage.versions, flows)
    }
}

/// The events of a thread as flows that are told at `entry`.
fn flows<'a>(
    lineage: &'a Lineage<'a>,
    thread: &'a Thread<'a>,
    entry: Option<usize>,
) -> impl Iterator<Item = Flow<'a>> {
    let events = lineage.events(thread).into_iter();
    events.map(move |event: Event<'a>| Flow {
        columns: event.columns,
        clauses: event.clauses,
        change: event.change,
        entry,
    })
}

impl<'a> Step<'a> {
    /// A clause that is back was compared over a gap; how those texts relate is taken from the step that it came
    /// back in.
    pub(super) fn new(lineage: &'a Lineage<'a>, event: &Event<'a>) -> Self {
        let versions = event.columns.map(|column| lineage.versions[column]);
        let mode = lineage.steps[event.columns.after - 1].matching.mode;
        Self {
            columns: event.columns,
            item: Item::between(versions, mode, event.change),
        }
    }
}
