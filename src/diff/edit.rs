//! Edit scripts: what was kept, deleted and inserted.

use std::borrow::Cow;

use crate::model::Side;

/// One run of a redline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit<'a> {
    /// What happened to it.
    pub op: Op,
    /// The bytes: those of the clause where one clause is compared with one, else a copy.
    pub text: Cow<'a, str>,
}

impl Edit<'_> {
    /// The same with a copy of the bytes.
    pub(super) fn into_owned(self) -> Edit<'static> {
        Edit {
            op: self.op,
            text: Cow::Owned(self.text.into_owned()),
        }
    }
}

/// What happened to a run of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Op {
    /// Stands in both.
    Keep,
    /// Stands only before.
    Delete,
    /// Stands only after.
    Insert,
}

impl Op {
    /// True if a run of this kind stands in the text of that side.
    pub fn is_on(self, side: Side) -> bool {
        match self {
            Self::Keep => true,
            Self::Delete => side == Side::Before,
            Self::Insert => side == Side::After,
        }
    }

    /// The same edit read from the other side.
    #[must_use]
    pub fn inverted(self) -> Self {
        match self {
            Self::Keep => Self::Keep,
            Self::Delete => Self::Insert,
            Self::Insert => Self::Delete,
        }
    }
}

/// The text of one side that an edit script spells, byte for byte.
pub fn spelled(edits: &[Edit], side: Side) -> String {
    edits
        .iter()
        .filter(|edit| edit.op.is_on(side))
        .map(|edit| edit.text.as_ref())
        .collect()
}
