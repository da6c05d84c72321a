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

/// How roles are shown: plainly, or with the escape sequences of a terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Styles {
    /// No escape sequence at all.
    #[default]
    Plain,
    /// ANSI escape sequences. Stripped of them, the text is the plain one.
    Ansi(Palette),
}

/// Which of the 16 ANSI colours and attributes stand for what. Signs and words say the same in all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Palette {
    /// Red for what is gone, green for what is new.
    #[default]
    Default,
    /// As lawyers mark up a draft: red and struck through, blue and underlined, green for what moved.
    Legal,
    /// Blue and yellow, which are told apart without red and green.
    Cvd,
    /// No colour: bold, underlined, struck through and reversed.
    Mono,
}

impl Styles {
    /// `text` in the style of its role. The text must be safe to print already.
    pub fn paint<T: fmt::Display>(self, role: Role, text: T) -> impl fmt::Display {
        let style = match self {
            Self::Plain => None,
            Self::Ansi(palette) => Some(palette.style(role)),
        };
        Painted { style, text }
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

impl Palette {
    fn style(self, role: Role) -> Style {
        match self {
            Self::Default => default(role),
            Self::Legal => legal(role),
            Self::Cvd => cvd(role),
            Self::Mono => mono(role),
        }
    }
}

fn default(role: Role) -> Style {
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

fn legal(role: Role) -> Style {
    let style = Style::new();
    match role {
        // Bright, since plain blue is hard to read on black.
        Role::Inserted => style.bright_blue().underline(),
        Role::Deleted => style.red().strikethrough(),
        Role::Moved => style.green(),
        _ => default(role),
    }
}

fn cvd(role: Role) -> Style {
    let style = Style::new();
    match role {
        Role::Error => style.yellow().bold().reversed(),
        Role::Inserted => style.bright_blue().bold(),
        Role::Deleted => style.yellow(),
        Role::Moved | Role::Kind => style.cyan(),
        Role::Substantive => style.cyan().bold(),
        _ => default(role),
    }
}

fn mono(role: Role) -> Style {
    let style = Style::new();
    match role {
        Role::Error | Role::Warning => style.bold().reversed(),
        Role::Inserted => style.bold().underline(),
        Role::Deleted => style.strikethrough(),
        Role::Substantive | Role::Heading | Role::Uncertain => style.bold(),
        Role::Moved => style.underline(),
        Role::Note | Role::Gutter => style.dimmed(),
        Role::Help | Role::Label | Role::Path | Role::Number | Role::Kind => style,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(palette: Palette, role: Role, codes: &str) {
        let shown = Styles::Ansi(palette).paint(role, "x").to_string();
        assert_eq!(shown, format!("\u{1b}[{codes}mx\u{1b}[0m"));
    }

    #[test]
    fn what_is_gone_and_what_is_new_look_different_in_every_palette() {
        check(Palette::Default, Role::Deleted, "31");
        check(Palette::Default, Role::Inserted, "32");
        check(Palette::Legal, Role::Deleted, "31;9");
        check(Palette::Legal, Role::Inserted, "94;4");
        check(Palette::Legal, Role::Moved, "32");
        check(Palette::Cvd, Role::Deleted, "33");
        check(Palette::Cvd, Role::Inserted, "94;1");
        check(Palette::Mono, Role::Deleted, "9");
        check(Palette::Mono, Role::Inserted, "1;4");
    }

    #[test]
    fn without_colour_there_is_no_escape_sequence() {
        assert_eq!(Styles::Plain.paint(Role::Error, "x").to_string(), "x");
    }
}
