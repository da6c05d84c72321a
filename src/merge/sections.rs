//! Tables, by the ids that tell them apart.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::comments;
use super::order::{Ordered, before_it, ordered};
use super::{Conflict, Three, marks};
use crate::model::{Document, Line, Section};

/// What has been found on the way.
pub(super) struct Merging {
    pub conflicts: Vec<Conflict>,
    mark: usize,
}

impl Merging {
    pub fn new(mark: usize) -> Self {
        Self {
            conflicts: Vec::new(),
            mark,
        }
    }

    /// Notes a conflict and gives the comments that tell it.
    pub fn conflict(
        &mut self,
        place: &str,
        key: Option<&str>,
        about: Option<&str>,
        values: Three<Option<String>>,
    ) -> Vec<String> {
        let conflict = Conflict {
            place: place.to_owned(),
            key: key.map(str::to_owned),
            about: about.map(str::to_owned),
            values,
        };
        let comments = marks::comments(&conflict, self.mark);
        self.conflicts.push(conflict);
        comments
    }

    pub fn document(&mut self, of: Three<&Document>) -> Document {
        let (lines, homeless) = self.lines("file", of.map(|document| &document.lines[..]));
        let mut trailing = comments(of.map(|document| &document.trailing[..]));
        trailing.extend(homeless);
        Document {
            lines,
            sections: self.sections(of.map(|document| &document.sections[..])),
            trailing,
        }
    }

    /// All tables of one level: those of one path together, in the order of ours.
    fn sections(&mut self, of: Three<&[Section]>) -> Vec<Section> {
        let mut paths: Vec<(&str, bool)> = Vec::new();
        for section in of.ours.iter().chain(of.theirs) {
            let path = (section.path.as_str(), section.is_one_of_several);
            if !paths.contains(&path) {
                paths.push(path);
            }
        }
        let each = paths.into_iter().flat_map(|(path, is_one_of_several)| {
            let of = of.map(|sections| {
                let sections = sections.iter();
                sections
                    .filter(|section| section.path == path)
                    .collect::<Vec<_>>()
            });
            if is_one_of_several {
                self.list(&of)
            } else {
                self.single(&of).into_iter().collect()
            }
        });
        each.collect()
    }

    /// A table of which there is one: a side without it has an empty one.
    fn single(&mut self, of: &Three<Vec<&Section>>) -> Option<Section> {
        let first = of.as_ref().map(|sections| sections.first().copied());
        let some = first.ours.or(first.theirs)?;
        let none = Section {
            path: some.path.clone(),
            ..Section::default()
        };
        let of = first.map(|section| section.unwrap_or(&none));
        let merged = self.section(of);
        let is_empty =
            merged.lines.is_empty() && merged.below.is_empty() && merged.above.is_empty();
        let is_there_anyway = first.ours.is_some() && first.theirs.is_some();
        (is_there_anyway || !is_empty).then_some(merged)
    }

    /// A table that all three have.
    fn section(&mut self, of: Three<&Section>) -> Section {
        let place = place(of.ours);
        let (lines, homeless) = self.lines(&place, of.map(|section| &section.lines[..]));
        let mut above = comments(of.map(|section| &section.above[..]));
        above.extend(homeless);
        Section {
            path: of.ours.path.clone(),
            is_one_of_several: of.ours.is_one_of_several,
            above,
            behind: comments(of.map(|section| &section.behind[..])),
            lines,
            below: self.sections(of.map(|section| &section.below[..])),
        }
    }

    /// Tables that ids tell apart.
    fn list(&mut self, of: &Three<Vec<&Section>>) -> Vec<Section> {
        let names = of.as_ref().map(|sections| names(sections));
        let found = of.as_ref().map(|sections| by_name(sections));
        let all: BTreeSet<&str> = names.ours.iter().chain(&names.theirs).copied().collect();
        let mut merged: BTreeMap<&str, Section> = BTreeMap::new();
        // In the order of ours, so that conflicts are told in it.
        let in_order = names.ours.iter().chain(&names.theirs).copied();
        let mut left = all;
        for name in in_order.filter(|name| left.remove(name)) {
            let of = found.as_ref().map(|sections| sections.get(name).copied());
            merged.extend(self.one_of_list(of).map(|section| (name, section)));
        }
        let kept: BTreeSet<&str> = merged.keys().copied().collect();
        let of = names.as_ref().map(|names| &names[..]);
        let parent = |name: &str| {
            found
                .theirs
                .get(name)
                .and_then(|section| section.value("parent"))
        };
        let belongs = |name: &str, before: &str| {
            let own = parent(name);
            own == Some(before) || (own.is_some() && own == parent(before))
        };
        let Ordered { order, disputed } = ordered(of, &kept, belongs);
        for name in disputed {
            let section = merged.get_mut(name).expect("what is disputed is kept");
            let after = |names: &[&str]| match before_it(names, name, &kept) {
                Some(before) => Some(format!("behind {before}")),
                None => Some("first".to_owned()),
            };
            let comments = self.conflict(
                &place(section),
                None,
                Some("moved to two places"),
                of.map(after),
            );
            section.above.extend(comments);
        }
        order
            .into_iter()
            .filter_map(|name| merged.remove(name))
            .collect()
    }

    /// A table that not all three may have.
    fn one_of_list(&mut self, of: Three<Option<&Section>>) -> Option<Section> {
        match (of.base, of.ours, of.theirs) {
            (Some(base), Some(ours), Some(theirs)) => {
                Some(self.section(Three { base, ours, theirs }))
            }
            (None, Some(ours), Some(theirs)) => {
                let base = &Section {
                    path: ours.path.clone(),
                    ..Section::default()
                };
                Some(self.section(Three { base, ours, theirs }))
            }
            (None, only, None) | (None, None, only) => only.cloned(),
            (Some(base), Some(changed), None) | (Some(base), None, Some(changed)) => {
                let is_ours = of.ours.is_some();
                (!is_same(base, changed)).then(|| self.dropped_and_changed(changed, is_ours))
            }
            (Some(_), None, None) => None,
        }
    }

    fn dropped_and_changed(&mut self, changed: &Section, is_ours: bool) -> Section {
        let about = match is_ours {
            true => "changed by ours, dropped by theirs",
            false => "dropped by ours, changed by theirs",
        };
        let mut section = changed.clone();
        let comments = self.conflict(&place(changed), None, Some(about), Three::default());
        section.above.extend(comments);
        section
    }
}

/// The key that tells tables of a path apart.
fn name_key(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("position") => "party",
        _ => "id",
    }
}

/// What tells a table from the others of its path, spelled; of two with the same the second cannot be told.
pub(super) fn name(section: &Section) -> &str {
    section.value(name_key(&section.path)).unwrap_or("")
}

fn names<'s>(sections: &[&'s Section]) -> Vec<&'s str> {
    let mut seen = BTreeSet::new();
    let names = sections.iter().map(|section| name(section));
    names.filter(|name| seen.insert(*name)).collect()
}

fn by_name<'s>(sections: &[&'s Section]) -> BTreeMap<&'s str, &'s Section> {
    let named = sections.iter().rev();
    named.map(|section| (name(section), *section)).collect()
}

/// "clause `garrison`", "position of `south`", "proposal".
pub(super) fn place(section: &Section) -> String {
    let bare = name(section).trim_matches('"');
    let word = section.path.rsplit('.').next().unwrap_or_default();
    match bare {
        "" => word.to_owned(),
        bare => format!("{word} `{bare}`"),
    }
}

/// The same but for its number, which changes when others come and go.
fn is_same(base: &Section, side: &Section) -> bool {
    let of_weight = |section: &Section| -> Vec<Line> {
        let lines = section.lines.iter();
        lines
            .filter(|line| line.name != "number")
            .cloned()
            .collect()
    };
    base.above == side.above
        && base.behind == side.behind
        && of_weight(base) == of_weight(side)
        && base.below == side.below
}
