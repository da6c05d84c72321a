//! A named text and the places in it.

use super::span::{LineColumn, Span};

/// A text with the name under which people know it, and an index of its lines.
#[derive(Clone, Debug)]
pub struct SourceText {
    name: String,
    text: String,
    line_starts: Vec<u32>,
    /// Characters before each [`STRIDE`]th byte, so that a column far into a line need not
    /// be counted from its start.
    characters: Vec<u32>,
}

/// A byte order mark is no character of the first line.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Bytes between two counts of characters: the most that is counted for one place.
const STRIDE: usize = 1024;

impl SourceText {
    /// Indexes `text` once; linear in its length.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let breaks = text.match_indices('\n');
        let line_starts = std::iter::once(0)
            .chain(breaks.map(|(at, _)| Span::new(at + 1, at + 1).start() as u32))
            .collect();
        let mut characters = vec![0];
        for chunk in text.as_bytes().chunks(STRIDE) {
            characters.push(characters[characters.len() - 1] + characters_of(chunk));
        }
        Self {
            name: name.into(),
            text,
            line_starts,
            characters,
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

    /// Line and column of a byte offset; an offset past the end is the end. Does not depend
    /// on the length of the line.
    pub fn place(&self, offset: usize) -> LineColumn {
        let offset = self.floor(offset);
        let line = self
            .line_starts
            .partition_point(|&start| start as usize <= offset);
        let start = self.line_span(line).start().min(offset);
        LineColumn {
            line,
            column: self.characters_before(offset) - self.characters_before(start) + 1,
        }
    }

    /// The largest `char` boundary at or before `offset`; the end for one past the end.
    pub fn floor(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }

    /// Line `number` (from 1) without its line ending; empty past the end.
    pub fn line(&self, number: usize) -> &str {
        &self.text[self.line_span(number).range()]
    }

    /// Where [`line`](Self::line) stands; the end of the text past the end.
    pub fn line_span(&self, number: usize) -> Span {
        let length = self.text.len();
        let start_of = |index: usize| self.line_starts.get(index).map(|&start| start as usize);
        let Some(start) = number.checked_sub(1).and_then(start_of) else {
            return Span::new(length, length);
        };
        let line = &self.text[start..start_of(number).unwrap_or(length)];
        let line = line.strip_suffix('\n').unwrap_or(line);
        let line = line.strip_suffix('\r').unwrap_or(line);
        let end = start + line.len();
        Span::new(end - line.trim_start_matches(BYTE_ORDER_MARK).len(), end)
    }

    fn characters_before(&self, offset: usize) -> usize {
        let whole = offset / STRIDE;
        let rest = &self.text.as_bytes()[whole * STRIDE..offset];
        (self.characters[whole] + characters_of(rest)) as usize
    }
}

/// Characters that begin in these bytes of a text.
fn characters_of(bytes: &[u8]) -> u32 {
    let is_start = |byte: u8| byte & 0b1100_0000 != 0b1000_0000;
    bytes.iter().map(|&byte| u32::from(is_start(byte))).sum()
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
    fn columns_far_into_a_line_count_characters_from_its_start() {
        let line = "é港x".repeat(STRIDE);
        let text = format!("\u{feff}abc\n{line}\n{line}");
        let source = SourceText::new("t", text.as_str());
        for (offset, _) in text.char_indices().step_by(97) {
            let before = &text[..offset];
            let start = before.rfind('\n').map_or("\u{feff}".len(), |at| at + 1);
            let column = text[start.min(offset)..offset].chars().count() + 1;
            assert_eq!(source.place(offset).column, column, "{offset}");
        }
    }

    #[test]
    fn a_text_may_end_where_a_count_begins() {
        for length in [STRIDE - 1, STRIDE, STRIDE + 1, 2 * STRIDE] {
            check(&"a".repeat(length), length, 1, length + 1);
        }
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
