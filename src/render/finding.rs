//! A finding with the line it points at.
//!
//! The form is that of compilers: a first line `error[E006]: message`, a second with path,
//! line and column, the source line with carets below the place, then what to do. Columns
//! of the carets are those of a terminal; the printed column counts characters.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use unicode_width::UnicodeWidthStr;

use super::style::{Role, Styles};
use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::text::source::SourceText;
use crate::text::span::{LineColumn, Span};
use crate::text::visible::visible;

/// A source line wider than this, in columns, is cut to a window around the place, so that
/// a terminal does not wrap it and tear the carets from their text.
const MAX_WIDTH: usize = 100;

/// Most characters of a piece that is shown: marks that take no column are as many as
/// their author likes.
const MAX_CHARACTERS: usize = 4 * MAX_WIDTH;

/// How much of a cut line is shown before the place, in columns: enough to see the key.
const BEFORE_PLACE: usize = 30;

/// Least width of the line numbers, so that the arrow stands over the rule.
const GUTTER: usize = 2;

/// Shows one finding of `findings`; ends with a newline.
pub fn finding<'a>(
    findings: &'a Findings,
    diagnostic: &'a Diagnostic,
    styles: Styles,
) -> impl fmt::Display + 'a {
    Shown {
        source: &findings.source,
        diagnostic,
        styles,
    }
}

struct Shown<'a> {
    source: &'a SourceText,
    diagnostic: &'a Diagnostic,
    styles: Styles,
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.title(f)?;
        self.place(f)?;
        self.snippet(f)?;
        let help = self.styles.paint(Role::Help, "help");
        writeln!(f, "{help}: {}", visible(&self.diagnostic.help))
    }
}

impl Shown<'_> {
    fn role(&self) -> Role {
        match self.diagnostic.code.severity() {
            Severity::Error => Role::Error,
            Severity::Warning => Role::Warning,
        }
    }

    fn title(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self.diagnostic.code;
        let name = format!("{}[{code}]", code.severity().name());
        let name = self.styles.paint(self.role(), name);
        writeln!(f, "{name}: {}", visible(&self.diagnostic.message))
    }

    fn place(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let LineColumn { line, column } = self.source.place(self.diagnostic.span.start());
        let place = format!("{}:{line}:{column}", visible(self.source.name()));
        let arrow = self.styles.paint(Role::Gutter, "-->");
        writeln!(f, "  {arrow} {}", self.styles.paint(Role::Path, place))
    }

    fn snippet(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let marks = self.marks();
        let last = marks.iter().map(|mark| mark.line).max().unwrap_or(1);
        let width = last.to_string().len().max(GUTTER);
        self.gutter(f, width, None)?;
        f.write_char('\n')?;
        let mut shown: Option<(usize, Window<'_>)> = None;
        for mark in &marks {
            let window = Window::around(self.source, mark.line, mark.span);
            let is_shown = shown.as_ref().is_some_and(|(line, earlier)| {
                *line == mark.line && earlier.has_same_text(&window)
            });
            if !is_shown {
                if shown.is_some_and(|(line, _)| mark.line > line + 1) {
                    writeln!(f, "{}", self.styles.paint(Role::Gutter, "..."))?;
                }
                self.gutter(f, width, Some(mark.line))?;
                writeln!(f, " {}", window.text())?;
            }
            self.gutter(f, width, None)?;
            self.underline(f, mark, &window)?;
            shown = Some((mark.line, window));
        }
        self.gutter(f, width, None)?;
        f.write_char('\n')
    }

    /// The place and those that explain it, from top to bottom.
    fn marks(&self) -> Vec<Mark<'_>> {
        let mark = |span: Span, role, sign, message| {
            let line = self.source.place(span.start()).line;
            Mark {
                line,
                span,
                role,
                sign,
                message,
            }
        };
        let labels = self.diagnostic.labels.iter();
        let mut marks: Vec<Mark<'_>> = labels
            .map(|label| mark(label.span, Role::Label, "-", visible(&label.message)))
            .collect();
        marks.push(mark(
            self.diagnostic.span,
            self.role(),
            "^",
            Cow::Borrowed(""),
        ));
        marks.sort_by_key(|mark| mark.span);
        marks
    }

    fn gutter(&self, f: &mut fmt::Formatter<'_>, width: usize, line: Option<usize>) -> fmt::Result {
        let number = line.map_or_else(String::new, |line| line.to_string());
        let gutter = format!("{number:>width$} |");
        write!(f, "{}", self.styles.paint(Role::Gutter, gutter))
    }

    fn underline(
        &self,
        f: &mut fmt::Formatter<'_>,
        mark: &Mark<'_>,
        window: &Window<'_>,
    ) -> fmt::Result {
        let indent = " ".repeat(window.before.width() + usize::from(window.is_cut_before));
        let mut signs = mark.sign.repeat(window.marked.width().max(1));
        if !mark.message.is_empty() {
            signs.push(' ');
            signs.push_str(&mark.message);
        }
        writeln!(f, " {indent}{}", self.styles.paint(mark.role, signs))
    }
}

/// A place to underline.
struct Mark<'a> {
    line: usize,
    span: Span,
    role: Role,
    sign: &'static str,
    message: Cow<'a, str>,
}

/// The part of a source line that is shown, made visible, in three pieces.
struct Window<'s> {
    is_cut_before: bool,
    before: Cow<'s, str>,
    marked: Cow<'s, str>,
    after: Cow<'s, str>,
    is_cut_after: bool,
}

impl<'s> Window<'s> {
    /// The whole line if it is not too wide, else what is around the place.
    fn around(source: &'s SourceText, line: usize, span: Span) -> Self {
        let (line, text) = (source.line_span(line), source.text());
        let within = |offset| source.floor(offset).clamp(line.start(), line.end());
        let (start, end) = (within(span.start()), within(span.end()));
        let before = &text[line.start()..start];
        let (marked, after) = (&text[start..end], &text[end..line.end()]);
        let is_wide = first_columns(&text[line.range()], MAX_WIDTH).len() < line.len();
        let kept = if is_wide {
            last_columns(before, BEFORE_PLACE)
        } else {
            before
        };
        let mut left = if is_wide { MAX_WIDTH } else { usize::MAX };
        let mut take = |piece: &'s str| {
            let cut = first_columns(piece, left);
            left = left.saturating_sub(visible(cut).width());
            cut
        };
        let (kept_before, kept_marked) = (take(kept), take(marked));
        let is_whole = kept_marked.len() == marked.len();
        let kept_after = if is_whole { take(after) } else { "" };
        Self {
            is_cut_before: kept.len() < before.len(),
            is_cut_after: !is_whole || kept_after.len() < after.len(),
            before: visible(kept_before),
            marked: visible(kept_marked),
            after: visible(kept_after),
        }
    }

    fn text(&self) -> String {
        let dots = |is_cut: bool| if is_cut { "…" } else { "" };
        let (start, end) = (dots(self.is_cut_before), dots(self.is_cut_after));
        format!("{start}{}{}{}{end}", self.before, self.marked, self.after)
    }

    fn has_same_text(&self, other: &Self) -> bool {
        self.text() == other.text()
    }
}

/// The longest beginning that is not wider than `columns` when made visible.
fn first_columns(text: &str, columns: usize) -> &str {
    &text[..fitting(text.chars(), columns)]
}

/// The longest end that is not wider than `columns` when made visible.
fn last_columns(text: &str, columns: usize) -> &str {
    &text[text.len() - fitting(text.chars().rev(), columns)..]
}

/// Bytes of the first characters that fit into so many columns.
fn fitting(characters: impl Iterator<Item = char>, columns: usize) -> usize {
    let mut left = columns;
    characters
        .take(MAX_CHARACTERS)
        .map_while(|c| {
            left = left.checked_sub(columns_of(c))?;
            Some(c.len_utf8())
        })
        .sum()
}

fn columns_of(c: char) -> usize {
    visible(c.encode_utf8(&mut [0; 4])).width()
}

#[cfg(test)]
mod tests {
    use crate::render::style::Palette;

    use super::*;
    use crate::diagnostic::Code;

    fn shown(text: &str, diagnostic: &Diagnostic, styles: Styles) -> String {
        let source = SourceText::new("a.toml", text);
        let findings = Findings::new(source, vec![diagnostic.clone()]);
        finding(&findings, diagnostic, styles).to_string()
    }

    /// Unknown key at `start..end` of `text`.
    #[track_caller]
    fn check(text: &str, start: usize, end: usize, snippet: &str) {
        let diagnostic = Diagnostic::new(Code::UnknownKey, Span::new(start, end), "m", "h");
        let shown = shown(text, &diagnostic, Styles::Plain);
        let lines: Vec<&str> = shown.lines().skip(3).take(2).collect();
        assert_eq!(lines.join("\n"), snippet);
    }

    #[test]
    fn a_finding_has_title_place_line_and_help() {
        let diagnostic = Diagnostic::new(
            Code::DuplicateId,
            Span::new(14, 17),
            "clause id `x` is used twice",
            "give one of them another id",
        )
        .label(Span::new(5, 8), "first used here");
        assert_eq!(
            shown("id = \"x\"\nid = \"x\"\n", &diagnostic, Styles::Plain),
            "\
error[E012]: clause id `x` is used twice
  --> a.toml:2:6
   |
 1 | id = \"x\"
   |      --- first used here
 2 | id = \"x\"
   |      ^^^
   |
help: give one of them another id
"
        );
    }

    #[test]
    fn carets_stand_below_wide_and_made_visible_characters() {
        check("港口 = 1", 0, 6, " 1 | 港口 = 1\n   | ^^^^");
        check(
            "a\u{202e}b = 1",
            4,
            5,
            " 1 | a<U+202E>b = 1\n   |          ^",
        );
        check("\tkey = 1", 1, 4, " 1 |  key = 1\n   |  ^^^");
    }

    #[test]
    fn a_place_without_length_has_one_caret() {
        check("", 0, 0, " 1 | \n   | ^");
        check("a = \"b", 6, 6, " 1 | a = \"b\n   |       ^");
    }

    #[test]
    fn a_place_over_several_lines_is_marked_in_its_first() {
        check("a = [\n1]\n", 4, 8, " 1 | a = [\n   |     ^");
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = format!("{}KEY{}", "a".repeat(500), "b".repeat(500));
        let line = format!(" 1 | …{}KEY{}…", "a".repeat(30), "b".repeat(67));
        check(
            &text,
            500,
            503,
            &format!("{line}\n   | {}^^^", " ".repeat(31)),
        );
    }

    #[test]
    fn marks_without_width_do_not_make_a_line_endless() {
        let text = format!("a{} KEY", "\u{301}".repeat(5_000));
        let diagnostic = Diagnostic::new(Code::UnknownKey, Span::new(10_002, 10_005), "m", "h");
        let shown = shown(&text, &diagnostic, Styles::Plain);
        assert!(shown.contains(" KEY\n"), "{shown}");
        assert!(shown.chars().count() < 2 * MAX_CHARACTERS, "{shown}");
    }

    #[test]
    fn colour_only_adds_escapes() {
        let diagnostic = Diagnostic::new(Code::UnknownKey, Span::new(0, 1), "m\u{1b}[31m", "h")
            .label(Span::new(2, 3), "l");
        let coloured = shown("a b", &diagnostic, Styles::Ansi(Palette::Default));
        assert!(coloured.contains("\u{1b}["));
        assert_eq!(
            stripped(&coloured),
            shown("a b", &diagnostic, Styles::Plain)
        );
    }

    /// Without `ESC [ ... m`.
    fn stripped(text: &str) -> String {
        let mut pieces = text.split("\u{1b}[");
        let first = pieces.next().unwrap_or_default().to_owned();
        pieces.fold(first, |plain, piece| {
            plain + piece.split_once('m').unwrap().1
        })
    }
}
