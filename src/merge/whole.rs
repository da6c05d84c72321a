//! What a merged file needs to be one: what is named in it must be there.

use std::collections::{BTreeMap, BTreeSet};

use super::Three;
use super::sections::{Merging, name, place};
use crate::model::{Document, Section};

/// Puts back what one side dropped and the other makes use of, and ends circles of parents; each is a conflict.
pub(super) fn complete(document: &mut Document, of: Three<&Document>, merging: &mut Merging) {
    end_circles(document, of.ours, merging);
    let sides = [of.ours, of.theirs, of.base];
    // What no side has was missing before, in the side that names it.
    while let Some(found) = missing(document)
        .and_then(|(path, name)| sides.iter().find_map(|side| find(side, path, &name)))
        .or_else(|| missing_child(document, &sides))
    {
        put_back(document, found.clone(), sides, merging);
    }
}

/// A clause below a heading that has no text and of whose clauses each side dropped others.
fn missing_child<'d>(document: &Document, sides: &[&'d Document; 3]) -> Option<&'d Section> {
    let clauses = |document: &'d Document| {
        document
            .sections
            .iter()
            .filter(|section| section.path == "clause")
    };
    let own = || {
        document
            .sections
            .iter()
            .filter(|section| section.path == "clause")
    };
    let parents: BTreeSet<&str> = own().filter_map(|clause| clause.value("parent")).collect();
    let is_empty =
        |clause: &&Section| clause.value("text").is_none() && !parents.contains(name(clause));
    let empty: BTreeSet<&str> = own().filter(is_empty).map(name).collect();
    let mut all = sides.iter().flat_map(|side| clauses(side));
    all.find(|clause| {
        clause
            .value("parent")
            .is_some_and(|parent| empty.contains(parent))
    })
}

fn find<'d>(document: &'d Document, path: &str, wanted: &str) -> Option<&'d Section> {
    let mut sections = document.sections.iter();
    sections.find(|section| section.path == path && name(section) == wanted)
}

/// The first thing that is named and not there: its path and its name, spelled.
fn missing(document: &Document) -> Option<(&'static str, String)> {
    let there = |path: &str| -> BTreeSet<&str> {
        let sections = document
            .sections
            .iter()
            .filter(|section| section.path == path);
        sections.map(name).collect()
    };
    let (clauses, parties, sources) = (there("clause"), there("party"), there("source"));
    for clause in document
        .sections
        .iter()
        .filter(|section| section.path == "clause")
    {
        if let Some(parent) = clause
            .value("parent")
            .filter(|parent| !clauses.contains(parent))
        {
            return Some(("clause", parent.to_owned()));
        }
        if let Some(party) = parties_of(clause)
            .into_iter()
            .find(|party| !parties.contains(party.as_str()))
        {
            return Some(("party", party));
        }
        if let Some(source) = sources_of(clause)
            .into_iter()
            .find(|source| !sources.contains(source.as_str()))
        {
            return Some(("source", source));
        }
    }
    None
}

fn parties_of(clause: &Section) -> Vec<String> {
    let lists = clause
        .lines
        .iter()
        .filter(|line| matches!(line.name.as_str(), "binds" | "benefits"));
    let named = lists
        .filter_map(|line| line.items.as_ref())
        .flatten()
        .cloned();
    let positions = clause
        .below
        .iter()
        .filter(|section| section.path == "clause.position");
    named
        .chain(positions.map(|position| name(position).to_owned()))
        .collect()
}

/// Of a citation with a place, `{ id = "gazette", at = "point 6" }`, the id.
fn sources_of(clause: &Section) -> Vec<String> {
    let line = clause.lines.iter().find(|line| line.name == "sources");
    let items = line.and_then(|line| line.items.as_ref());
    let items = items.into_iter().flatten();
    items
        .map(|item| match item.strip_prefix("{ id = ") {
            Some(rest) => rest.split([',', ' ']).next().unwrap_or(rest).to_owned(),
            None => item.clone(),
        })
        .collect()
}

/// Where it stood: behind the last of what stood before it and is still there.
fn put_back(
    document: &mut Document,
    mut section: Section,
    sides: [&Document; 3],
    merging: &mut Merging,
) {
    let about = "dropped by one side, named by the other";
    let comments = merging.conflict(&place(&section), None, Some(about), Three::default());
    section.above.extend(comments);
    let is = |a: &Section, b: &Section| a.path == b.path && name(a) == name(b);
    let side = sides
        .iter()
        .find(|side| side.sections.iter().any(|other| is(other, &section)));
    let all = side.map_or(&[][..], |side| &side.sections);
    let at = all
        .iter()
        .position(|other| is(other, &section))
        .unwrap_or(0);
    let before = all[..at].iter().rev();
    let mut before =
        before.filter_map(|before| document.sections.iter().position(|other| is(other, before)));
    let place = before.next().map_or(0, |at| at + 1);
    document.sections.insert(place, section);
}

/// A clause that contains itself through its parents gets the parent that it has in ours.
fn end_circles(document: &mut Document, ours: &Document, merging: &mut Merging) {
    let clauses = document
        .sections
        .iter()
        .filter(|section| section.path == "clause");
    let mut parents: BTreeMap<String, Option<String>> = clauses
        .map(|clause| {
            (
                name(clause).to_owned(),
                clause.value("parent").map(str::to_owned),
            )
        })
        .collect();
    // Who is known to lead to a clause without a parent leads nobody in a circle.
    let mut sound: BTreeSet<String> = BTreeSet::new();
    let ids: Vec<String> = parents.keys().cloned().collect();
    for id in ids {
        let mut way = BTreeSet::new();
        let mut at = Some(id.clone());
        while let Some(one) = at.take_if(|one| !sound.contains(one) && way.insert(one.clone())) {
            at = parents.get(&one).cloned().flatten();
        }
        // Where it ended before its own beginning, another clause closes the circle.
        if at.as_ref() != Some(&id) {
            if at.is_none_or(|end| sound.contains(&end)) {
                sound.extend(way);
            }
            continue;
        }
        let own = find(ours, "clause", &id)
            .and_then(|clause| clause.lines.iter().find(|line| line.name == "parent"));
        let values = Three {
            base: None,
            ours: own.map(|line| line.value.clone()),
            theirs: parents.get(&id).cloned().flatten(),
        };
        let mut sections = document.sections.iter_mut();
        let clause = sections.find(|section| section.path == "clause" && name(section) == id);
        let Some(clause) = clause else { continue };
        let comments = merging.conflict(&place(clause), Some("parent"), None, values);
        clause.lines.retain(|line| line.name != "parent");
        clause.lines.extend(own.cloned());
        clause.above.extend(comments);
        parents.insert(id, own.map(|line| line.value.clone()));
    }
}
