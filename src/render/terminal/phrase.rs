//! Text with roles, safe to print.
//!
//! The only way for a piece of text onto the terminal, and so the one place where
//! untrusted characters are made visible.

use unicode_width::UnicodeWidthStr;

use crate::render::style::Role;
use crate::text::visible::visible;

/// A run of text, made of pieces with roles; wrapped later, to any width.
#[derive(Clone, Debug, Default)]
pub(super) struct Phrase {
    runs: Vec<Run>,
}

/// One piece of a phrase.
#[derive(Clone, Debug)]
pub(super) enum Run {
    /// Words, already visible.
    Text {
        /// May be empty.
        text: String,
        /// `None` for what has no role.
        role: Option<Role>,
    },
    /// A sign that opens or closes a marked piece; never torn off from it.
    Mark {
        /// `[-`, `-]`, `{+`, `+}`.
        sign: &'static str,
        /// That of the piece.
        role: Role,
        /// Which end.
        end: End,
    },
    /// The author ended a line here.
    LineEnd,
}

/// The two ends of a marked piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The following piece sticks to it.
    Open,
    /// It sticks to the piece before.
    Close,
}

/// The signs around a marked piece.
pub(super) struct Marks {
    role: Role,
    open: &'static str,
    close: &'static str,
}

/// Around what stands only before.
pub(super) const DELETED: Marks = Marks {
    role: Role::Deleted,
    open: "[-",
    close: "-]",
};

/// Around what stands only after.
pub(super) const INSERTED: Marks = Marks {
    role: Role::Inserted,
    open: "{+",
    close: "+}",
};

impl Phrase {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Adds words without a role.
    pub(super) fn say(self, text: impl AsRef<str>) -> Self {
        self.push(None, text.as_ref())
    }

    /// Adds words of a role.
    pub(super) fn paint(self, role: Role, text: impl AsRef<str>) -> Self {
        self.push(Some(role), text.as_ref())
    }

    /// Adds a text that keeps the line ends its author gave it.
    pub(super) fn lines(self, text: &str) -> Self {
        self.push_lines(None, text)
    }

    /// Adds a text between marks, which stay where there is no colour; it keeps its line ends.
    pub(super) fn marked(mut self, marks: &Marks, text: &str) -> Self {
        let mark = |sign, end| Run::Mark {
            sign,
            role: marks.role,
            end,
        };
        self.runs.push(mark(marks.open, End::Open));
        self = self.push_lines(Some(marks.role), text);
        self.runs.push(mark(marks.close, End::Close));
        self
    }

    /// Adds another phrase.
    pub(super) fn join(mut self, other: Self) -> Self {
        self.runs.extend(other.runs);
        self
    }

    /// On one line, in columns; marks and line ends not counted.
    pub(super) fn width(&self) -> usize {
        let width = |run: &Run| match run {
            Run::Text { text, .. } => text.width(),
            Run::Mark { .. } | Run::LineEnd => 0,
        };
        self.runs.iter().map(width).sum()
    }

    /// Its pieces in order.
    pub(super) fn runs(&self) -> &[Run] {
        &self.runs
    }

    fn push(mut self, role: Option<Role>, text: &str) -> Self {
        let text = visible(text).into_owned();
        self.runs.push(Run::Text { text, role });
        self
    }

    fn push_lines(mut self, role: Option<Role>, text: &str) -> Self {
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.runs.push(Run::LineEnd);
            }
            self = self.push(role, line);
        }
        self
    }
}
