//! The life of one clause: those it came from, those it became, and what happened at each step.
//!
//! A thread holds all that hangs together; the history of one clause is the part of it that leads to the clause or
//! from it. Siblings of a split are told where the split is, and not followed.

use std::collections::BTreeSet;

use super::threads::state;
use super::{Lineage, Revival, State, Thread};
use crate::diff::{Change, Kind};
use crate::model::{ClauseIndex, Side, Sides};

/// A change that a clause went through.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event<'l> {
    /// Places of the versions that were compared: neighbours, unless the clause was gone between them.
    pub columns: Sides<usize>,
    /// The clauses that it happened to; of those that are back after a gap, perhaps not all that the change has.
    pub clauses: &'l Sides<Vec<ClauseIndex>>,
    /// What the comparison says.
    pub change: &'l Change<'l>,
}

/// A clause in one version.
pub type Place = (usize, ClauseIndex);

/// One clause through all versions.
#[derive(Clone, Debug, PartialEq)]
pub struct History<'l> {
    /// For each version its clauses that led to the asked ones, are asked, or come from them; in the order of the
    /// version.
    pub clauses: Vec<Vec<ClauseIndex>>,
    /// What happened, in the order of the versions it led to.
    pub events: Vec<Event<'l>>,
}

impl<'a> Lineage<'a> {
    /// What happened to a thread, in the order of the versions it led to. Clauses that are back after a gap are
    /// told by their revival alone, not as added too.
    pub fn events<'l>(&'l self, thread: &'l Thread<'a>) -> Vec<Event<'l>> {
        let mut events = Vec::new();
        for (at, (step, places)) in self.steps.iter().zip(&thread.changes).enumerate() {
            let back: Vec<&Revival> = thread
                .revivals
                .iter()
                .filter(|revival| revival.after == at + 1)
                .collect();
            let changes = places.iter().map(|&place| &step.changes[place]);
            let told = changes.filter(|change| {
                let mut revived = back.iter().flat_map(|own| &own.clauses.after);
                change.kind != Kind::Added || !revived.any(|own| change.clauses.after.contains(own))
            });
            events.extend(told.map(|change| Event {
                columns: Sides::new(at, at + 1),
                clauses: &change.clauses,
                change,
            }));
            events.extend(back.iter().map(|revival| Event {
                columns: Sides::new(revival.before, revival.after),
                clauses: &revival.clauses,
                change: &revival.change,
            }));
        }
        events
    }

    /// The life of some clauses, as a rule one clause that kept its id in several versions.
    ///
    /// # Panics
    /// If a place is not one of a clause of these versions.
    pub fn history<'l>(&'l self, asked: &[Place]) -> History<'l> {
        let is_asked = |thread: &&Thread| {
            let cells = thread.cells.iter().enumerate();
            let mut places = cells.flat_map(|(at, cell)| {
                let clauses = cell.iter().flat_map(|cell| &cell.clauses);
                clauses.map(move |&clause| (at, clause))
            });
            places.any(|place| asked.contains(&place))
        };
        let threads = self.threads.iter().filter(is_asked);
        let mut events: Vec<Event> = threads.flat_map(|thread| self.events(thread)).collect();
        events.sort_by_key(|event| (event.columns.after, event.columns.before));
        let before = reached(&events, asked, Side::After);
        let after = reached(&events, asked, Side::Before);
        let told: BTreeSet<Place> = before.union(&after).copied().collect();
        events.retain(|event| is_told(event, &told));
        let mut clauses = vec![Vec::new(); self.versions.len()];
        for (column, clause) in told {
            clauses[column].push(clause);
        }
        History { clauses, events }
    }
}

impl History<'_> {
    /// Events that led to the version at a place.
    pub fn events_to(&self, column: usize) -> impl Iterator<Item = &Event<'_>> {
        let events = self.events.iter();
        events.filter(move |event| event.columns.after == column)
    }

    /// What became of the clause in the version at a place; `None` where it does not stand.
    pub fn state(&self, column: usize) -> Option<State> {
        if self.clauses[column].is_empty() {
            return None;
        }
        let had = |at: usize| !self.clauses[at].is_empty();
        if !(0..column).any(had) {
            return Some(State::Born);
        }
        if !had(column - 1) {
            return Some(State::Revived);
        }
        let since = self.events_to(column).map(|event| event.change);
        let since: Vec<&Change> = since.filter(|change| change.evidence.is_some()).collect();
        Some(state(&since))
    }

    /// True where it stood in the version before and does not stand in this one.
    pub fn is_dropped_at(&self, column: usize) -> bool {
        let had = |at: usize| !self.clauses[at].is_empty();
        column > 0 && had(column - 1) && !had(column)
    }
}

/// All clauses that are reached from some by relations, each read from one side to the other.
fn reached(events: &[Event], asked: &[Place], from: Side) -> BTreeSet<Place> {
    let mut reached: BTreeSet<Place> = asked.iter().copied().collect();
    let mut follow = |event: &Event| {
        let places = |side: Side| {
            let column = *event.columns.get(side);
            let clauses = event.clauses.get(side).iter();
            clauses.map(move |&clause| (column, clause))
        };
        if places(from).any(|place| reached.contains(&place)) {
            reached.extend(places(from.other()));
        }
    };
    match from {
        Side::Before => events.iter().for_each(&mut follow),
        Side::After => events.iter().rev().for_each(&mut follow),
    }
    reached
}

/// True if both ends of a relation, or the one that there is, are among the clauses.
fn is_told(event: &Event, told: &BTreeSet<Place>) -> bool {
    Side::BOTH.into_iter().all(|side| {
        let clauses = event.clauses.get(side);
        let column = *event.columns.get(side);
        clauses.is_empty()
            || clauses
                .iter()
                .any(|&clause| told.contains(&(column, clause)))
    })
}
