//! Text with roles, safe to print.
//!
//! The only way for a piece of text onto the terminal, and so the one place where
//! untrusted characters are made visible and marks that are not ours are told from ours.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr;

use super::hyperlink::Link;
use super::wrap::Line;
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
        /// How they look and where they lead.
        ink: Ink,
    },
    /// A sign that opens or closes a marked piece; never torn off from it.
    Mark {
        /// `[-`, `-]`, `{+`, `+}`.
        sign: &'static str,
        /// That of the piece.
        ink: Ink,
        /// Which end.
        end: End,
    },
    /// The author ended a line here.
    LineEnd,
}

/// How a piece looks, and where it leads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ink {
    /// `None` for what has no role.
    pub(super) role: Option<Role>,
    /// `None` for what leads nowhere.
    pub(super) link: Option<Link>,
}

impl Ink {
    fn of(role: Option<Role>) -> Self {
        Self { role, link: None }
    }
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
    /// A line that was cut already.
    pub(super) fn of(line: &Line) -> Self {
        let pieces = line.pieces().iter();
        let runs = pieces.map(|(ink, text)| Run::Text {
            text: text.clone(),
            ink: ink.clone(),
        });
        Self {
            runs: runs.collect(),
        }
    }

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
            ink: Ink::of(Some(marks.role)),
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

    /// The same, leading somewhere.
    pub(super) fn linked(mut self, link: Option<Link>) -> Self {
        for run in &mut self.runs {
            if let Run::Text { ink, .. } | Run::Mark { ink, .. } = run {
                ink.link.clone_from(&link);
            }
        }
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
        let text = unmarked(&visible(text)).into_owned();
        let ink = Ink::of(role);
        self.runs.push(Run::Text { text, ink });
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

/// The text with a backslash inside of everything that looks like a mark, or like a mark
/// with such backslashes in it. Without one of them each, it is the text again.
fn unmarked(text: &str) -> Cow<'_, str> {
    if !text.contains(['[', ']', '{', '}']) {
        return Cow::Borrowed(text);
    }
    let mut unmarked = String::with_capacity(text.len());
    let mut last = None;
    for c in text.chars() {
        let is_mark = matches!(
            (last, c),
            (Some('['), '-') | (Some('-'), ']') | (Some('{'), '+') | (Some('+'), '}')
        );
        unmarked.extend(is_mark.then_some('\\'));
        unmarked.push(c);
        if c != '\\' {
            last = Some(c);
        }
    }
    Cow::Owned(unmarked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, shown: &str) {
        assert_eq!(unmarked(text), shown);
    }

    #[test]
    fn marks_that_are_not_ours_have_a_backslash_inside() {
        check(
            "may {+never+} keep the [-old-] port",
            r"may {\+never+\} keep the [\-old-\] port",
        );
        check("[-]", r"[\-\]");
    }

    #[test]
    fn what_looks_escaped_is_escaped_once_more() {
        check(r"[\-", r"[\\-");
        check(r"+\\}", r"+\\\}");
    }

    #[test]
    fn other_brackets_signs_and_backslashes_stay() {
        check(r"[1] a-b {x} \[ \- -5 [ -", r"[1] a-b {x} \[ \- -5 [ -");
        check("plain - text +", "plain - text +");
    }
}
