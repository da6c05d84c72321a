//! Ids that a side gave to clauses of the base.

use std::collections::{BTreeMap, BTreeSet};

use super::Three;
use super::sections::{Merging, place};
use crate::diff::{Change, Diff, Kind, Op};
use crate::model::{ClauseId, Document, Line, Section, Side, Version};

/// For each new id of a side, the id that the clause had in the base; both spelled as values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Renamed(BTreeMap<String, String>);

/// The clauses that a side gave another id: those that stand on one side only by their ids, and that the comparison of
/// the versions finds to be one for sure.
pub fn renamed(base: &Version, side: &Version) -> Renamed {
    let ids = |version: &Version| -> BTreeSet<ClauseId> {
        version
            .clauses
            .iter()
            .map(|clause| clause.id.clone())
            .collect()
    };
    let (had, has) = (ids(base), ids(side));
    if had.is_subset(&has) || has.is_subset(&had) {
        return Renamed::default();
    }
    let diff = Diff::between(base, side);
    let one_to_one = diff.changes.iter().filter(|change| is_sure(change));
    let pairs = one_to_one.map(|change| {
        let id = |side: Side| {
            let clause = change.clauses.get(side)[0];
            &diff.versions.get(side).clause(clause).id
        };
        (id(Side::Before), id(Side::After))
    });
    let renamed = pairs.filter(|(old, new)| !has.contains(old) && !had.contains(new));
    Renamed(
        renamed
            .map(|(old, new)| (spelled(new), spelled(old)))
            .collect(),
    )
}

/// Of so many bytes of both texts half must be kept: to take a dropped clause and a new one for one would merge what
/// was said of the one into the other, while a new id that is not seen as such only asks once more.
fn is_sure(change: &Change<'_>) -> bool {
    let size = |op: Op| {
        let edits = change.text.iter().filter(|edit| edit.op == op);
        edits.map(|edit| edit.text.len()).sum::<usize>()
    };
    let is_alike = 2 * size(Op::Keep) >= size(Op::Delete) + size(Op::Insert);
    match change.kind {
        Kind::Unchanged => !change.is_uncertain(),
        Kind::Changed => !change.is_uncertain() && is_alike && size(Op::Keep) > 0,
        Kind::Split | Kind::Merged | Kind::Added | Kind::Dropped => false,
    }
}

fn spelled(id: &ClauseId) -> String {
    format!("\"{id}\"")
}

impl Renamed {
    /// The document under the ids of the base.
    pub(super) fn undone(&self, document: &Document) -> Document {
        let mut document = document.clone();
        if !self.0.is_empty() {
            rename(&mut document, &self.0);
        }
        document
    }

    /// The new id of a clause of the base.
    fn of(&self, old: &str) -> Option<&str> {
        let found = self.0.iter().find(|(_, base)| *base == old);
        found.map(|(new, _)| new.as_str())
    }
}

/// Gives the clauses of the base the ids that the sides gave them; where they gave two, ours counts.
pub(super) fn apply(document: &mut Document, renamed: &Three<Renamed>, merging: &mut Merging) {
    let old: BTreeSet<String> = [&renamed.ours, &renamed.theirs]
        .into_iter()
        .flat_map(|side| side.0.values().cloned())
        .collect();
    let taken: BTreeSet<String> = clauses(document)
        .filter_map(|clause| clause.value("id"))
        .map(str::to_owned)
        .collect();
    let mut names = BTreeMap::new();
    for old in old {
        let (ours, theirs) = (renamed.ours.of(&old), renamed.theirs.of(&old));
        let Some(new) = ours.or(theirs) else {
            continue;
        };
        let is_disputed = ours.is_some() && theirs.is_some() && ours != theirs;
        if is_disputed || taken.contains(new) {
            dispute(document, &old, (ours, theirs), merging);
        }
        if !taken.contains(new) {
            names.insert(old, new.to_owned());
        }
    }
    if !names.is_empty() {
        rename(document, &names);
    }
}

fn dispute(
    document: &mut Document,
    old: &str,
    (ours, theirs): (Option<&str>, Option<&str>),
    merging: &mut Merging,
) {
    let own = |value: Option<&str>| Some(value.unwrap_or(old).to_owned());
    let values = Three {
        base: own(None),
        ours: own(ours),
        theirs: own(theirs),
    };
    let mut found = document.sections.iter_mut();
    if let Some(clause) = found.find(|section| section.value("id") == Some(old)) {
        let place = place(clause);
        let comments = merging.conflict(&place, Some("id"), None, values);
        let line = clause.lines.iter_mut().find(|line| line.name == "id");
        line.expect("it was found by it").above.extend(comments);
    }
}

fn clauses(document: &Document) -> impl Iterator<Item = &Section> {
    document
        .sections
        .iter()
        .filter(|section| section.path == "clause")
}

/// The ids of clauses, and their names as parents.
fn rename(document: &mut Document, names: &BTreeMap<String, String>) {
    let clauses = document
        .sections
        .iter_mut()
        .filter(|section| section.path == "clause");
    for line in clauses.flat_map(|clause| &mut clause.lines) {
        if matches!(line.name.as_str(), "id" | "parent")
            && let Some(name) = names.get(&line.value)
        {
            replace(line, name);
        }
    }
}

/// Another value, its comments kept.
fn replace(line: &mut Line, value: &str) {
    line.text = line.text.replacen(&line.value, value, 1);
    line.value = value.to_owned();
}
