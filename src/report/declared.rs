//! What an author announced against what was found, ready to be shown.

use super::diff::Item;
use super::remarks::counted;
use super::wording::kind_word;
use crate::diff::{Aspect, Change, Declared, Diff, Missing, Undeclared};
use crate::model::Declaration;

/// Found but not announced, announced but not found, and how many are both.
#[derive(Clone, Debug)]
pub struct DeclaredReport<'a> {
    /// How many changes are announced in full.
    pub found: usize,
    /// Announced and not found, in the order of the file.
    pub missing: Vec<MissingView>,
    undeclared: Vec<Undeclared>,
    diff: &'a Diff<'a>,
}

/// Clauses that were announced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingView {
    /// As they are named in the file.
    pub clauses: Vec<String>,
    /// What was announced of them; `None` if anything.
    pub kind: Option<&'static str>,
    /// The reason that was given.
    pub why: Option<String>,
    /// The line of the file, from 1.
    pub line: usize,
}

/// A change of which something is not announced.
#[derive(Clone, Debug, PartialEq)]
pub struct UndeclaredView<'a> {
    /// The change.
    pub item: Item<'a>,
    /// The words of what is not announced: "changed", "moved".
    pub words: Vec<&'static str>,
}

impl<'a> DeclaredReport<'a> {
    /// Holds all changes against all announcements; no filter applies.
    pub fn new(diff: &'a Diff<'a>, declarations: &[Declaration]) -> Self {
        let declared = Declared::new(diff, declarations);
        let missing = declared.missing.iter();
        Self {
            found: declared.found,
            missing: missing
                .map(|missing| MissingView::new(missing, declarations))
                .collect(),
            undeclared: declared.undeclared,
            diff,
        }
    }

    /// True if something was found that was not announced.
    pub fn has_undeclared(&self) -> bool {
        !self.undeclared.is_empty()
    }

    /// Found and not announced, the most weighty first.
    pub fn undeclared(&self) -> impl ExactSizeIterator<Item = UndeclaredView<'a>> {
        let diff = self.diff;
        self.undeclared.iter().map(move |one| {
            let change = &diff.changes[one.change];
            let words = one.aspects.iter().map(|aspect| word(*aspect, change));
            UndeclaredView {
                item: Item::new(diff, change),
                words: words.collect(),
            }
        })
    }

    /// "2 changes found and not declared, 1 declared and not found, 5 declared and found".
    pub fn sentence(&self) -> String {
        format!(
            "{} found and not declared, {} and not found, {} and found",
            counted(self.undeclared.len(), "change"),
            declared(self.missing.len()),
            declared(self.found)
        )
    }
}

fn declared(count: usize) -> String {
    format!("{count} declared")
}

fn word(aspect: Aspect, change: &Change) -> &'static str {
    match aspect {
        Aspect::Content => kind_word(change.kind),
        Aspect::Moved => "moved",
        Aspect::Retitled => "retitled",
        Aspect::Renumbered => "renumbered",
    }
}

impl MissingView {
    fn new(missing: &Missing, declarations: &[Declaration]) -> Self {
        let declaration = &declarations[missing.declaration];
        let clauses = missing.clauses.iter();
        Self {
            clauses: clauses
                .map(|&at| declaration.clauses[at].to_string())
                .collect(),
            kind: declaration.kind.map(|kind| kind.as_str()),
            why: declaration.why.clone(),
            line: declaration.line,
        }
    }

    /// "line 7: tolls, flags: moved"; anything where no kind was announced.
    pub fn title(&self) -> String {
        let kind = self
            .kind
            .map_or_else(String::new, |kind| format!(" {kind}"));
        format!("line {}: {}{kind}", self.line, self.clauses.join(", "))
    }
}

impl UndeclaredView<'_> {
    /// "not declared: changed, moved".
    pub fn sentence(&self) -> String {
        format!("not declared: {}", self.words.join(", "))
    }
}
