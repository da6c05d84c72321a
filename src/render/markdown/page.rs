//! The only way for text onto a page, and so the one place where it is escaped.

use super::escape;
use crate::report::{Edit, Op};

/// Markup for a piece of a line: words, marked words, links, line breaks. It holds no line
/// end and no bare `|`, so it can stand in a paragraph, a heading, a list and a cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Inline(String);

impl Inline {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Adds words on one line.
    pub(super) fn say(mut self, text: impl AsRef<str>) -> Self {
        // A block could still be opened behind these, as `1` and `. a` open a list.
        let is_open = |byte: u8| byte == b' ' || byte.is_ascii_digit();
        let text = text.as_ref();
        self.0 += &if self.0.bytes().all(is_open) {
            escape::line(text)
        } else {
            escape::rest_of_line(text)
        };
        self
    }

    /// Adds a text that keeps the line ends its author gave it.
    pub(super) fn lines(mut self, text: &str) -> Self {
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self = self.break_line();
            }
            self = self.say(line.strip_suffix('\r').unwrap_or(line));
        }
        self
    }

    /// Adds words of ours that are to be seen first.
    pub(super) fn strong(mut self, words: &str) -> Self {
        self.0 += "**";
        self = self.say(words);
        self.0 += "**";
        self
    }

    /// Adds words of ours that are to be typed.
    pub(super) fn code(mut self, words: &'static str) -> Self {
        self.0 += &format!("`{words}`");
        self
    }

    /// Adds a text that stands only after.
    pub(super) fn inserted(mut self, text: &str) -> Self {
        self.0 += "<ins>";
        self = self.lines(text);
        self.0 += "</ins>";
        self
    }

    /// Adds a text that stands only before.
    pub(super) fn deleted(mut self, text: &str) -> Self {
        self.0 += "<del>";
        self = self.lines(text);
        self.0 += "</del>";
        self
    }

    /// Adds a redline.
    pub(super) fn redline(self, edits: &[Edit]) -> Self {
        edits.iter().fold(self, |inline, edit| match edit.op {
            Op::Keep => inline.lines(&edit.text),
            Op::Delete => inline.deleted(&edit.text),
            Op::Insert => inline.inserted(&edit.text),
        })
    }

    /// Adds a link; where `url` is no address of the web, the words and the url as text.
    pub(super) fn link(mut self, words: &str, url: &str) -> Self {
        let Some(target) = escape::address(url) else {
            return self.say(format!("{words}, {url}"));
        };
        self.0 += "[";
        self = self.say(words);
        self.0 += "](";
        self.0 += &target;
        self.0 += ")";
        self
    }

    /// Ends the line, not the block.
    pub(super) fn break_line(mut self) -> Self {
        self.0 += "<br>";
        self
    }

    /// Adds other markup.
    pub(super) fn join(mut self, other: Self) -> Self {
        self.0 += &other.0;
        self
    }

    /// The markup.
    pub(super) fn text(&self) -> &str {
        &self.0
    }

    /// Pieces on a line each.
    pub(super) fn stacked(pieces: impl IntoIterator<Item = Self>) -> Self {
        Self::separated(pieces, &Self::new().break_line())
    }

    /// Pieces with `separator` between them.
    pub(super) fn separated(pieces: impl IntoIterator<Item = Self>, separator: &Self) -> Self {
        let pieces = pieces.into_iter();
        pieces
            .reduce(|all, piece| all.join(separator.clone()).join(piece))
            .unwrap_or_default()
    }
}

/// Blocks, one empty line between them, and the notes below them.
#[derive(Debug, Default)]
pub(super) struct Page {
    blocks: String,
    notes: Vec<String>,
}

/// Markdown knows no deeper heading.
const DEEPEST_HEADING: usize = 6;

impl Page {
    /// An empty page.
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// A heading of level 1 and up.
    pub(super) fn heading(&mut self, level: usize, words: &Inline) {
        let marks = "#".repeat(level.min(DEEPEST_HEADING));
        self.block(&format!("{marks} {}", words.0));
    }

    /// A paragraph; nothing if there are no words, as a lone `<br>` would be a block of HTML.
    pub(super) fn paragraph(&mut self, words: &Inline) {
        if !words.0.replace("<br>", "").trim().is_empty() {
            self.block(&words.0);
        }
    }

    /// A list with a point for each piece; nothing if there are none.
    pub(super) fn list(&mut self, points: impl IntoIterator<Item = Inline>) {
        let lines = points.into_iter().map(|point| format!("- {}", point.0));
        let lines: Vec<String> = lines.collect();
        if !lines.is_empty() {
            self.block(&lines.join("\n"));
        }
    }

    /// A table; every row has as many cells as `heads`.
    pub(super) fn table(&mut self, heads: &[Inline], rows: impl IntoIterator<Item = Vec<Inline>>) {
        let mut lines = vec![cells(heads), format!("|{}", " --- |".repeat(heads.len()))];
        lines.extend(rows.into_iter().map(|row| cells(&row)));
        self.block(&lines.join("\n"));
    }

    /// Opens a part that a reader unfolds, or folds if it `is_open`, under that title.
    pub(super) fn begin_fold(&mut self, title: &str, is_open: bool) {
        let open = if is_open { " open" } else { "" };
        let title = escape::in_html(title);
        self.block(&format!("<details{open}>\n<summary>{title}</summary>"));
    }

    /// Ends it.
    pub(super) fn end_fold(&mut self) {
        self.block("</details>");
    }

    /// A line that is not shown, of ours.
    pub(super) fn hidden(&mut self, words: &str) {
        self.block(&format!("<!-- {words} -->"));
    }

    /// A note at the foot of the page, and the mark of it; the same note has one mark.
    pub(super) fn note(&mut self, note: &Inline) -> Inline {
        let known = self.notes.iter().position(|own| *own == note.0);
        let place = known.unwrap_or_else(|| {
            self.notes.push(note.0.clone());
            self.notes.len() - 1
        });
        Inline(format!("[^{}]", place + 1))
    }

    /// The whole page; ends with a newline.
    pub(super) fn finish(mut self) -> String {
        let notes = std::mem::take(&mut self.notes).into_iter().enumerate();
        notes.for_each(|(at, note)| self.block(&format!("[^{}]: {note}", at + 1)));
        self.blocks
    }

    /// What is on it so far.
    pub(super) fn text(&self) -> &str {
        &self.blocks
    }

    /// Another page below this one.
    pub(super) fn append(&mut self, other: &str) {
        if let Some(block) = other.strip_suffix('\n') {
            self.block(block);
        }
    }

    fn block(&mut self, block: &str) {
        if !self.blocks.is_empty() {
            self.blocks.push('\n');
        }
        self.blocks += block;
        self.blocks.push('\n');
    }
}

fn cells(row: &[Inline]) -> String {
    row.iter()
        .fold("|".to_owned(), |line, cell| line + " " + &cell.0 + " |")
}
