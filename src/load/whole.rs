//! Rules that take all clauses together: unique ids, and parents that form a forest.

use std::hash::BuildHasher as _;

use rustc_hash::FxBuildHasher;

use super::Limits;
use super::found::{Found, quoted};
use super::record::{Placed, Record};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::ClauseIndex;
use crate::text::span::Span;

/// Clauses of a cycle that a finding names, so that a very long one stays readable.
const MAX_NAMED: usize = 8;

/// What each clause says about its place, in the order of the document.
pub(super) struct Outline<'t> {
    entries: Vec<Stated<'t>>,
}

/// What one clause says about its place.
pub(super) struct Stated<'t> {
    /// The header of the clause.
    pub header: Span,
    /// Its id, well-formed or not.
    pub id: Option<Placed<&'t str>>,
    /// The id of the clause that it names as the one around it.
    pub parent: Option<Placed<&'t str>>,
    /// Whether it has a text, be it a bad one.
    pub has_text: bool,
}

impl<'t> From<&Record<'t, '_>> for Stated<'t> {
    fn from(record: &Record<'t, '_>) -> Self {
        Self {
            header: record.header,
            id: record.text_unchecked("id"),
            parent: record.text_unchecked("parent"),
            has_text: record.has("text"),
        }
    }
}

impl<'t> Outline<'t> {
    /// Empty, with room for `clauses`.
    pub(super) fn with_capacity(clauses: usize) -> Self {
        Self {
            entries: Vec::with_capacity(clauses),
        }
    }

    /// Takes the next clause.
    pub(super) fn add(&mut self, stated: Stated<'t>) {
        self.entries.push(stated);
    }

    /// Reports what is wrong, and gives the parent of each clause. Linear, but for
    /// sorting, and for the search for the nearest id of a parent that is not there.
    pub(super) fn check(&self, limits: &Limits, found: &mut Found) -> Vec<Option<ClauseIndex>> {
        let ids = Ids::of(&self.entries);
        let firsts = ids.firsts();
        self.report_duplicates(&firsts, found);
        let parents = self.parents(&ids, found);
        self.report_no_text(&firsts, &parents, found);
        let depths = self.depths(&parents, found);
        self.report_depth(&depths, limits, found);
        parents
    }

    fn report_duplicates(&self, firsts: &[ClauseIndex], found: &mut Found) {
        for (index, &first) in firsts.iter().enumerate() {
            let earlier = &self.entries[first.get()];
            if first.get() != index
                && let (Some(id), Some(earlier)) = (self.entries[index].id, earlier.id)
            {
                found.report(duplicate("clause", id, earlier.span));
            }
        }
    }

    fn parents(&self, ids: &Ids<'_>, found: &mut Found) -> Vec<Option<ClauseIndex>> {
        let mut parents = Vec::with_capacity(self.entries.len());
        for entry in &self.entries {
            let index = entry.parent.and_then(|parent| ids.first(parent.value));
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

    fn report_no_text(
        &self,
        firsts: &[ClauseIndex],
        parents: &[Option<ClauseIndex>],
        found: &mut Found,
    ) {
        let mut is_parent = vec![false; self.entries.len()];
        for &parent in parents.iter().flatten() {
            is_parent[parent.get()] = true;
        }
        for (entry, &first) in self.entries.iter().zip(firsts) {
            if !entry.has_text && !is_parent[first.get()] {
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
    fn depths(&self, parents: &[Option<ClauseIndex>], found: &mut Found) -> Vec<u32> {
        let mut depths: Vec<Option<u32>> = vec![None; parents.len()];
        let mut is_passed = vec![false; parents.len()];
        let mut path = Vec::new();
        for start in 0..parents.len() {
            path.clear();
            let mut at = Some(start);
            while let Some(here) = at {
                if depths[here].is_some() {
                    break;
                }
                // Earlier paths have their depths, so it was passed on this one.
                if is_passed[here] {
                    let from = path.iter().position(|&on| on == here).unwrap_or_default();
                    self.report_cycle(&path[from..], found);
                    depths[here] = Some(0);
                    break;
                }
                is_passed[here] = true;
                path.push(here);
                at = parents[here].map(ClauseIndex::get);
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
        let name = |entry: &Stated<'_>| entry.id.map_or_else(String::new, |id| quoted(id.value));
        let place = |entry: &Stated<'_>| entry.parent.map_or(entry.header, |parent| parent.span);
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

    fn report_depth(&self, depths: &[u32], limits: &Limits, found: &mut Found) {
        let over = depths
            .iter()
            .position(|&depth| depth as usize > limits.depth);
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

/// The clauses that have an id, those of one id in the order of the document.
struct Ids<'e> {
    /// By hash, then by id, then by place. Quicker than a map whose hashes nobody can
    /// foresee; a file made for equal hashes only has its ids compared instead.
    sorted: Vec<(u64, ClauseIndex)>,
    entries: &'e [Stated<'e>],
}

impl<'e> Ids<'e> {
    fn of(entries: &'e [Stated<'e>]) -> Self {
        let hashed = |(index, entry): (usize, &Stated<'_>)| {
            let hash = FxBuildHasher.hash_one(entry.id?.value);
            Some((hash, ClauseIndex::new(index)))
        };
        let mut sorted: Vec<_> = entries.iter().enumerate().filter_map(hashed).collect();
        sorted.sort_unstable_by(|(hash, index), (other_hash, other)| {
            let id = |index: ClauseIndex| entries[index.get()].id.map(|id| id.value);
            let by_id = || id(*index).cmp(&id(*other)).then(index.cmp(other));
            hash.cmp(other_hash).then_with(by_id)
        });
        Self { sorted, entries }
    }

    fn id(&self, index: ClauseIndex) -> &'e str {
        let id = self.entries[index.get()].id;
        id.map_or("", |id| id.value)
    }

    /// The first clause of that id.
    fn first(&self, id: &str) -> Option<ClauseIndex> {
        let wanted = (FxBuildHasher.hash_one(id), id);
        let at = self
            .sorted
            .partition_point(|&(hash, index)| (hash, self.id(index)) < wanted);
        let &(_, index) = self.sorted.get(at)?;
        (self.id(index) == id).then_some(index)
    }

    /// For each clause the first one with its id; itself if it has none.
    fn firsts(&self) -> Vec<ClauseIndex> {
        let mut firsts: Vec<_> = (0..self.entries.len()).map(ClauseIndex::new).collect();
        for pair in self.sorted.windows(2) {
            let [(hash, earlier), (other, later)] = [pair[0], pair[1]];
            if hash == other && self.id(earlier) == self.id(later) {
                firsts[later.get()] = firsts[earlier.get()];
            }
        }
        firsts
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
