//! The sheet that views write on: lines of one width, in plain text or colour.

use super::Options;
use super::hyperlink::{Hyperlinks, linked};
use super::phrase::{Ink, Phrase};
use super::wrap::{Line, wrap};
use crate::render::style::{Role, Styles};

/// No view is narrower, in columns; below it words break more often than they fit.
pub(super) const MIN_WIDTH: usize = 40;

/// Between two columns of a table, with a space on each side.
const COLUMN_RULE: &str = "│";

/// What [`COLUMN_RULE`] and its spaces take.
pub(super) const COLUMN_GAP: usize = 3;

/// Lines written so far; none is wider than the sheet or ends in white space.
pub(super) struct Paper<'o> {
    width: usize,
    styles: Styles,
    hyperlinks: Option<&'o Hyperlinks>,
    text: String,
}

impl<'o> Paper<'o> {
    /// An empty sheet.
    pub(super) fn new(options: &Options<'o>) -> Self {
        Self {
            width: options.width.max(MIN_WIDTH),
            styles: options.styles,
            hyperlinks: options.hyperlinks,
            text: String::new(),
        }
    }

    /// In columns.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// Everything written.
    pub(super) fn finish(self) -> String {
        self.text
    }

    /// A paragraph, every line of it indented.
    pub(super) fn put(&mut self, indent: usize, phrase: &Phrase) {
        self.hang(indent, 0, phrase);
    }

    /// A paragraph whose further lines are indented more than its first. Never more than
    /// half of the sheet is left blank.
    pub(super) fn hang(&mut self, indent: usize, further: usize, phrase: &Phrase) {
        let half = self.width / 2;
        let (first, rest) = (indent.min(half), (indent + further).min(half));
        let lines = wrap(phrase, self.width - first, self.width - rest);
        for (at, line) in lines.into_iter().enumerate() {
            self.line(&line.indented(if at == 0 { first } else { rest }));
            self.text.push('\n');
        }
    }

    /// An empty line, unless there is one or nothing yet.
    pub(super) fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// A thin line across the sheet.
    pub(super) fn rule(&mut self) {
        let rule = "─".repeat(self.width);
        self.paint(Some(Role::Gutter), &rule);
        self.text.push('\n');
    }

    /// Cells beside each other, each already cut to `width` columns.
    pub(super) fn row(&mut self, cells: &[Vec<Line>], width: usize) {
        let cells: Vec<_> = cells.iter().map(|cell| (cell.as_slice(), width)).collect();
        self.columns(&cells);
    }

    /// Cells beside each other, each with the width that it is already cut to.
    pub(super) fn columns(&mut self, cells: &[(&[Line], usize)]) {
        let height = cells.iter().map(|(cell, _)| cell.len()).max().unwrap_or(0);
        for at in 0..height {
            for (column, (cell, width)) in cells.iter().enumerate() {
                let blank = Line::default();
                let line = cell.get(at).unwrap_or(&blank);
                self.line(line);
                if column + 1 < cells.len() {
                    self.spaces(width.saturating_sub(line.width()) + 1);
                    self.paint(Some(Role::Gutter), COLUMN_RULE);
                    self.spaces(1);
                }
            }
            self.end_row();
        }
    }

    fn end_row(&mut self) {
        let kept = self.text.trim_end_matches(' ').len();
        self.text.truncate(kept);
        self.text.push('\n');
    }

    fn line(&mut self, line: &Line) {
        for (ink, text) in line.pieces() {
            self.write(ink, text);
        }
    }

    fn write(&mut self, ink: &Ink, text: &str) {
        let links = self.hyperlinks.zip(ink.link.as_ref());
        match links.and_then(|(links, link)| links.address(link)) {
            Some(address) => self.paint(ink.role, &linked(address, text)),
            None => self.paint(ink.role, text),
        }
    }

    fn paint(&mut self, role: Option<Role>, text: &str) {
        match role {
            Some(role) => self
                .text
                .push_str(&self.styles.paint(role, text).to_string()),
            None => self.text.push_str(text),
        }
    }

    fn spaces(&mut self, count: usize) {
        self.text.extend(std::iter::repeat_n(' ', count));
    }
}
