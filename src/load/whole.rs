//! Rules that take all clauses together: unique ids, and parents that form a forest.

use std::collections::HashMap;

use super::Limits;
use super::found::{Found, quoted};
use super::record::{Placed, Record};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::ClauseIndex;
use crate::text::span::Span;

/// Clauses of a cycle that a finding names, so that a very long one stays readable.
const MAX_NAMED: usize = 8;

/// What each clause says about its place, in the order of the document.
#[derive(Default)]
pub(super) struct Outline<'t> {
    entries: Vec<Entry<'t>>,
    first: HashMap<&'t str, usize>,
}

struct Entry<'t> {
    header: Span,
    id: Option<Placed<&'t str>>,
    /// The first clause with this id; itself if it has none.
    first: usize,
    parent: Option<Placed<&'t str>>,
    has_text: bool,
}

impl<'t> Outline<'t> {
    /// Takes the next clause.
    pub(super) fn add(&mut self, record: &Record<'t, '_>) {
        let id = record.text_unchecked("id");
        let index = self.entries.len();
        let first = id.map_or(index, |id| *self.first.entry(id.value).or_insert(index));
        self.entries.push(Entry {
            header: record.header,
            id,
            first,
            parent: record.text_unchecked("parent"),
            has_text: record.has("text"),
        });
    }

    /// Reports what is wrong, and gives the parent of each clause. Linear, but for the
    /// search for the nearest id of a parent that is not there.
    pub(super) fn check(&self, limits: &Limits, found: &mut Found) -> Vec<Option<ClauseIndex>> {
        self.report_duplicates(found);
        let parents = self.parents(found);
        self.report_no_text(&parents, found);
        let depths = self.depths(&parents, found);
        self.report_depth(&depths, limits, found);
        parents
            .into_iter()
            .map(|parent| parent.map(ClauseIndex::new))
            .collect()
    }

    fn report_duplicates(&self, found: &mut Found) {
        for (index, entry) in self.entries.iter().enumerate() {
            if entry.first != index
                && let (Some(id), Some(earlier)) = (entry.id, self.entries[entry.first].id)
            {
                found.report(duplicate("clause", id, earlier.span));
            }
        }
    }

    fn parents(&self, found: &mut Found) -> Vec<Option<usize>> {
        let mut parents = Vec::with_capacity(self.entries.len());
        for entry in &self.entries {
            let index = entry
                .parent
                .and_then(|parent| self.first.get(parent.value).copied());
            if let (Some(parent), None) = (entry.parent, index)
                && !parent.value.trim().is_empty()
            {
                self.report_unknown(parent, found);
            }
            parents.push(index);
        }
        parents
    }

    fn report_unknown(&self, parent: Placed<&str>, found: &mut Found) {
        let ids = self
            .entries
            .iter()
            .filter_map(|entry| entry.id.map(|id| id.value));
        let near = found.did_you_mean(parent.value, ids);
        found.report_absence(Diagnostic::new(
            Code::UnknownParent,
            parent.span,
            format!("no clause has the id {}{near}", quoted(parent.value)),
            "name a clause of this file, or remove `parent` for a clause at the top",
        ));
    }

    fn report_no_text(&self, parents: &[Option<usize>], found: &mut Found) {
        let mut is_parent = vec![false; self.entries.len()];
        for &parent in parents.iter().flatten() {
            is_parent[parent] = true;
        }
        for entry in self.entries.iter().filter(|entry| !entry.has_text) {
            if !is_parent[entry.first] {
                let name = entry
                    .id
                    .map_or_else(String::new, |id| format!(" {}", quoted(id.value)));
                found.report_absence(Diagnostic::new(
                    Code::NoText,
                    entry.header,
                    format!("clause{name} has no text, and no clause is inside it"),
                    "add `text = \"...\"`; only a heading over other clauses goes without",
                ));
            }
        }
    }

    /// How deep each clause is, from 1; 0 for those in or below a cycle. Reports cycles.
    fn depths(&self, parents: &[Option<usize>], found: &mut Found) -> Vec<usize> {
        let mut depths: Vec<Option<usize>> = vec![None; parents.len()];
        let mut seen_from: Vec<Option<usize>> = vec![None; parents.len()];
        for start in 0..parents.len() {
            let mut path = Vec::new();
            let mut at = Some(start);
            while let Some(here) = at {
                if depths[here].is_some() {
                    break;
                }
                if seen_from[here] == Some(start) {
                    let from = path.iter().position(|&on| on == here).unwrap_or_default();
                    self.report_cycle(&path[from..], found);
                    depths[here] = Some(0);
                    break;
                }
                seen_from[here] = Some(start);
                path.push(here);
                at = parents[here];
            }
            let above = at.map(|top| depths[top].unwrap_or_default());
            let mut depth = above;
            for &here in path.iter().rev() {
                depth = Some(match depth {
                    Some(0) => 0,
                    Some(above) => above + 1,
                    None => 1,
                });
                depths[here] = depth;
            }
        }
        depths.into_iter().map(Option::unwrap_or_default).collect()
    }

    /// One finding for a cycle, at its first clause in the document.
    fn report_cycle(&self, cycle: &[usize], found: &mut Found) {
        let first = cycle.iter().enumerate().min_by_key(|(_, index)| **index);
        let turn = first.map_or(0, |(at, _)| at);
        let around = || {
            cycle[turn..]
                .iter()
                .chain(&cycle[..turn])
                .map(|&index| &self.entries[index])
        };
        let name = |entry: &Entry<'_>| entry.id.map_or_else(String::new, |id| quoted(id.value));
        let place = |entry: &Entry<'_>| entry.parent.map_or(entry.header, |parent| parent.span);
        let Some(start) = around().next() else { return };
        let mut chain: Vec<String> = around().take(MAX_NAMED).map(name).collect();
        if cycle.len() > MAX_NAMED {
            chain.push("…".into());
        }
        chain.push(name(start));
        let message = format!(
            "clause {} contains itself: {}",
            name(start),
            chain.join(" in ")
        );
        let help = "remove one `parent` of the circle, or name another clause";
        let diagnostic = Diagnostic::new(Code::ParentCycle, place(start), message, help);
        found.report(
            around()
                .skip(1)
                .take(MAX_NAMED)
                .fold(diagnostic, |diagnostic, entry| {
                    diagnostic.label(place(entry), "and here")
                }),
        );
    }

    fn report_depth(&self, depths: &[usize], limits: &Limits, found: &mut Found) {
        let over = depths.iter().position(|&depth| depth > limits.depth);
        if let Some(entry) = over.map(|index| &self.entries[index]) {
            found.add(
                Code::OverLimit,
                entry.parent.map_or(entry.header, |parent| parent.span),
                format!("clauses are nested more than {} deep", limits.depth),
                "nest them less deep, or raise the limit with `--max-depth`",
            );
        }
    }
}

/// An id that an earlier `what` has.
pub(super) fn duplicate(what: &str, id: Placed<&str>, first: Span) -> Diagnostic {
    Diagnostic::new(
        Code::DuplicateId,
        id.span,
        format!("{what} id {} is used twice", quoted(id.value)),
        "give one of them another id",
    )
    .label(first, "first used here")
}
