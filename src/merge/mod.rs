//! Two sets of changes to one file, merged clause by clause and key by key.
//!
//! Tables are told by their ids, not by their lines: a clause that one side moved, renumbered or gave another id and
//! that the other side edited is merged. Changes of different clauses, or of different keys of one clause, never meet;
//! lists of ids are merged as sets. Where both sides changed one key in two ways, or one dropped what the other
//! changed, there is a [`Conflict`]: our value stays, so that the file can be read, and all three stand above it as
//! comments between marks such as git's.
//!
//! Nothing gets lost: a table that is dropped while the other side makes use of it stays. Values are compared as they
//! are spelled in canonical form. What a file means is not known here but for the ids; the caller checks the result.

mod lines;
mod marks;
mod order;
mod renamed;
mod sections;
mod whole;

pub use marks::MARK;
pub use renamed::{Renamed, renamed};

use crate::model::Document;
use sections::Merging;

/// One thing in three states.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Three<T> {
    /// What both sides began with.
    pub base: T,
    /// The side that is merged into.
    pub ours: T,
    /// The side that is merged.
    pub theirs: T,
}

impl<T> Three<T> {
    /// Each by itself.
    pub fn map<U>(self, mut rule: impl FnMut(T) -> U) -> Three<U> {
        Three {
            base: rule(self.base),
            ours: rule(self.ours),
            theirs: rule(self.theirs),
        }
    }

    /// The three by reference.
    pub fn as_ref(&self) -> Three<&T> {
        Three {
            base: &self.base,
            ours: &self.ours,
            theirs: &self.theirs,
        }
    }
}

/// What both sides changed, in two ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The table: "clause `garrison`", "proposal".
    pub place: String,
    /// The key in it; none where the table itself is in question.
    pub key: Option<String>,
    /// What is in question, where it is not the value of a key: "dropped by one side, changed by the other".
    pub about: Option<String>,
    /// The spelled values.
    pub values: Three<Option<String>>,
}

/// Both sets of changes in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// To be written; its keys may stand in another order than the canonical one.
    pub document: Document,
    /// In the order of the file.
    pub conflicts: Vec<Conflict>,
}

/// Merges three states of a proposal file. `renamed` says which ids of either side stand for which of the base; `mark`
/// is how many signs a mark of a conflict has, [`MARK`] by default. A base without anything in it is that of a file
/// that both sides added. Near linear.
pub fn merge(documents: Three<&Document>, renamed: &Three<Renamed>, mark: usize) -> Merged {
    let mut merging = Merging::new(mark);
    let under_one_id = Three {
        base: documents.base.clone(),
        ours: renamed.ours.undone(documents.ours),
        theirs: renamed.theirs.undone(documents.theirs),
    };
    let mut document = merging.document(under_one_id.as_ref());
    whole::complete(&mut document, under_one_id.as_ref(), &mut merging);
    renamed::apply(&mut document, renamed, &mut merging);
    Merged {
        document,
        conflicts: merging.conflicts,
    }
}

/// The word for a conflict, for people: "clause `garrison`, key `text`".
impl std::fmt::Display for Conflict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.place)?;
        if let Some(key) = &self.key {
            write!(f, ", key `{key}`")?;
        }
        match &self.about {
            Some(about) => write!(f, ": {about}"),
            None => f.write_str(": both sides changed it"),
        }
    }
}
