//! What a piece of text is, and how a terminal shows that.

use std::fmt;

use owo_colors::Style;

/// What a piece of text is; never how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The word `error` and the place it is about.
    Error,
    /// The word `warning` and the place it is about.
    Warning,
    /// What to do.
    Help,
    /// Another place that explains a finding.
    Label,
    /// Path, line and column.
    Path,
    /// Line numbers and rules beside the text.
    Gutter,
    /// Only in the later version.
    Inserted,
    /// Only in the earlier version.
    Deleted,
    /// Moved to another place.
    Moved,
    /// A number as printed in the document.
    Number,
    /// A heading.
    Heading,
    /// A remark about the result.
    Note,
    /// Not sure.
    Uncertain,
    /// A kind of change, as the word beside its sign.
    Kind,
    /// The word substantive.
    Substantive,
}

/// How roles are shown: plainly, or with the 16 colours of a terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Styles {
    /// No escape sequence at all.
    #[default]
    Plain,
    /// ANSI escape sequences. Stripped of them, the text is the plain one.
    Ansi,
}

impl Styles {
    /// `text` in the style of its role. The text must be safe to print already.
    pub fn paint<T: fmt::Display>(self, role: Role, text: T) -> impl fmt::Display {
        Painted {
            style: (self == Self::Ansi).then(|| style_of(role)),
            text,
        }
    }
}

struct Painted<T> {
    style: Option<Style>,
    text: T,
}

impl<T: fmt::Display> fmt::Display for Painted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.style {
            Some(style) => write!(f, "{}", style.style(&self.text)),
            None => write!(f, "{}", self.text),
        }
    }
}

fn style_of(role: Role) -> Style {
    let style = Style::new();
    match role {
        Role::Error => style.red().bold(),
        Role::Warning | Role::Uncertain => style.yellow().bold(),
        // Plain blue is hard to read on black and cyan on neither; rules may be faint.
        Role::Help | Role::Label | Role::Path | Role::Number => style.cyan(),
        Role::Note | Role::Gutter => style.dimmed(),
        Role::Inserted => style.green(),
        Role::Deleted => style.red(),
        Role::Moved | Role::Kind => style.magenta(),
        Role::Substantive => style.magenta().bold(),
        Role::Heading => style.bold(),
    }
}
