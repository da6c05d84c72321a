//! A named text and the places in it.

use super::span::{LineColumn, Span};

/// A text with the name under which people know it, and an index of its lines.
#[derive(Clone, Debug)]
pub struct SourceText {
    name: String,
    text: String,
    line_starts: Vec<u32>,
}

/// A byte order mark is no character of the first line.
const BYTE_ORDER_MARK: char = '\u{feff}';

impl SourceText {
    /// Indexes `text` once; linear in its length.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let breaks = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
        let line_starts = std::iter::once(0)
            .chain(breaks.map(|(at, _)| Span::new(at + 1, at + 1).start() as u32))
            .collect();
        Self {
            name: name.into(),
            text,
            line_starts,
        }
    }

    /// The path or other name, as the user gave it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Line and column of a byte offset; an offset past the end is the end.
    pub fn place(&self, offset: usize) -> LineColumn {
        let offset = floor_boundary(&self.text, offset);
        let line = self
            .line_starts
            .partition_point(|&start| start as usize <= offset);
        let start = self.line_starts[line - 1] as usize;
        let before = self.text[start..offset]
            .chars()
            .filter(|&c| c != BYTE_ORDER_MARK)
            .count();
        LineColumn {
            line,
            column: before + 1,
        }
    }

    /// Line `number` (from 1) without its line ending; empty past the end.
    pub fn line(&self, number: usize) -> &str {
        let Some(&start) = number
            .checked_sub(1)
            .and_then(|index| self.line_starts.get(index))
        else {
            return "";
        };
        let rest = &self.text[start as usize..];
        let line = rest.split_once('\n').map_or(rest, |(line, _)| line);
        line.strip_suffix('\r')
            .unwrap_or(line)
            .trim_start_matches(BYTE_ORDER_MARK)
    }
}

/// The largest `char` boundary at or before `offset`.
fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, offset: usize, line: usize, column: usize) {
        assert_eq!(
            SourceText::new("t", text).place(offset),
            LineColumn { line, column }
        );
    }

    #[test]
    fn lines_and_columns_count_from_one() {
        check("ab\ncd", 0, 1, 1);
        check("ab\ncd", 4, 2, 2);
    }

    #[test]
    fn columns_count_characters_and_skip_a_byte_order_mark() {
        check("\u{feff}éx", 5, 1, 2);
    }

    #[test]
    fn places_past_the_end_are_the_end() {
        check("ab\n", 99, 2, 1);
    }

    #[test]
    fn lines_lose_their_ending_of_either_kind() {
        let source = SourceText::new("t", "one\r\ntwo\n");
        assert_eq!(
            [
                source.line(1),
                source.line(2),
                source.line(3),
                source.line(9)
            ],
            ["one", "two", "", ""]
        );
    }
}
