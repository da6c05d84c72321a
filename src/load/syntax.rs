//! TOML with all its syntax errors, and what may still be believed after them.
//!
//! The parser recovers from most errors by itself. Where it would lose the rest of the
//! file (a key without `=`, a header or an array that is not closed), the broken piece is
//! masked by bytes of the same length and the file is parsed again, so that one slip does
//! not hide the findings after it. Offsets never change.
//!
//! [`Doubt`] says which findings would only repeat a syntax error in other words: those on
//! a broken line (below a broken header, in its whole table) are not reported, and when a
//! key may have been lost nothing in the file is reported as missing.

use std::borrow::Cow;
use std::collections::BTreeSet;

use toml::de::{DeTable, DeValue, Error};

use super::found::quoted;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::source::SourceText;
use crate::text::span::Span;

/// How often a file is masked and parsed again. Each round finds one array that is not
/// closed, so this is the number of such arrays after which the rest of the file is
/// given up; each costs one parse.
const ROUNDS: usize = 16;

/// What is broken, for findings that depend on it.
#[derive(Debug, Default)]
pub(super) struct Doubt {
    /// Sorted, not overlapping.
    places: Vec<Span>,
    hides_keys: bool,
}

impl Doubt {
    /// True for a place where the syntax is broken.
    pub(super) fn covers(&self, span: Span) -> bool {
        let after = self
            .places
            .partition_point(|place| place.start() <= span.start());
        after > 0 && span.start() < self.places[after - 1].end()
    }

    /// True if the tree may lack keys or tables that the file has.
    pub(super) fn hides_keys(&self) -> bool {
        self.hides_keys
    }

    fn sort(&mut self) {
        self.places.sort();
        let mut merged: Vec<Span> = Vec::new();
        for place in self.places.drain(..) {
            match merged.last_mut() {
                Some(last) if place.start() <= last.end() => {
                    *last = Span::new(last.start(), last.end().max(place.end()));
                }
                _ => merged.push(place),
            }
        }
        self.places = merged;
    }
}

/// The text that the tree can be read from, and what was wrong with the original.
pub(super) struct Readable<'s> {
    /// The text itself, or the masked copy.
    pub text: Cow<'s, str>,
    /// Syntax errors.
    pub diagnostics: Vec<Diagnostic>,
    /// What not to believe.
    pub doubt: Doubt,
}

/// Finds all syntax errors and masks those that hide others.
///
/// Parses once if there is no error; the caller parses the result again for the tree,
/// which borrows from it.
pub(super) fn readable(source: &SourceText) -> Readable<'_> {
    let mut text = Cow::Borrowed(source.text());
    let mut slips = Slips::new(source);
    for round in 0..=ROUNDS {
        let (table, errors) = DeTable::parse_recoverable(&text);
        let mut line = line_around(&text, 0);
        let found: Vec<Slip> = errors
            .iter()
            .map(|error| Slip::new(error, table.get_ref(), &mut line, &text))
            .collect();
        let masks = if round < ROUNDS {
            masks(&found, table.get_ref(), &text)
        } else {
            Vec::new()
        };
        if masks.is_empty() {
            slips.add_rest(found);
            break;
        }
        drop(table);
        slips.add_masked(&found, &masks);
        text = Cow::Owned(masked(&text, &masks));
    }
    slips.into_readable(text)
}

/// One error of the parser.
#[derive(Clone, Debug)]
struct Slip {
    span: Span,
    message: String,
    kind: SlipKind,
}

/// What an error does to the rest of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SlipKind {
    /// A second key of one name: dropped, all else stands.
    Duplicate,
    /// A second table of one name.
    DuplicateHeader,
    /// A date that does not exist.
    Date,
    /// A value that cannot be read; its key stands.
    Value,
    /// A line that holds no readable key.
    Line,
    /// A table header that is not closed.
    Header,
    /// An array or inline table that is not closed.
    Unclosed,
    /// Something that swallows what follows and is not masked.
    Swallows,
    /// Brackets nested deeper than the parser goes.
    Nesting,
}

impl SlipKind {
    fn hides_keys(self) -> bool {
        !matches!(self, Self::Duplicate | Self::Date | Self::Value)
    }
}

impl Slip {
    fn new(error: &Error, table: &DeTable<'_>, line: &mut Span, text: &str) -> Self {
        let mut span = error.span().map_or_else(|| Span::new(0, 0), Span::from);
        // Thousands of errors may stand on one long line.
        if span.start() < line.start() || span.start() > line.end() {
            *line = line_around(text, span.start());
        }
        let kind = kind_of(error.message(), *line, text);
        if error.message().starts_with("invalid multi-line")
            && let Some(start) = text_ending_at(table, span.start())
        {
            span = Span::new(start, start + OPENING_QUOTES);
        }
        Self {
            span,
            message: error.message().to_owned(),
            kind,
        }
    }

    /// Where findings would only repeat this error.
    fn doubts(&self, line: Span, text: &str) -> Option<Span> {
        match self.kind {
            SlipKind::Duplicate => None,
            SlipKind::DuplicateHeader | SlipKind::Header => Some(below_header(text, line.start())),
            _ if self.message.starts_with("invalid multi-line") => {
                Some(Span::new(line.start(), text.len() + 1))
            }
            _ => Some(Span::new(line.start(), line.end() + 1)),
        }
    }
}

/// The three quotes before a text of several lines.
const OPENING_QUOTES: usize = 3;

/// How messages begin after which something of the file is lost.
const SWALLOWING: [&str; 4] = [
    "invalid multi-line",
    "unexpected key or value",
    "unquoted keys cannot be empty",
    "invalid unquoted key",
];

fn kind_of(message: &str, line: Span, text: &str) -> SlipKind {
    let starts = |start: &str| message.starts_with(start);
    if starts("duplicate key") || starts("cannot extend value") {
        if is_header(line, text) {
            SlipKind::DuplicateHeader
        } else {
            SlipKind::Duplicate
        }
    } else if starts("invalid date") || starts("invalid time") || starts("invalid datetime") {
        SlipKind::Date
    } else if starts("key with no value") {
        SlipKind::Line
    } else if starts("unclosed table") || starts("unclosed array table") {
        SlipKind::Header
    } else if starts("unclosed array") || starts("unclosed inline table") {
        SlipKind::Unclosed
    } else if starts("cannot recurse") || starts("recursion limit") {
        SlipKind::Nesting
    } else if SWALLOWING.iter().any(|start| starts(start)) {
        SlipKind::Swallows
    } else {
        SlipKind::Value
    }
}

/// A piece to replace, with the slip it stands for.
#[derive(Clone, Copy, Debug)]
struct Mask {
    piece: Span,
    slip: usize,
    /// Where the finding points.
    at: Span,
    filler: Filler,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Filler {
    /// Nothing.
    Spaces,
    /// A table header that no one knows.
    Header,
    /// A value.
    Value,
}

/// What must be masked before the rest can be read: broken lines and headers together,
/// then, one a round, arrays.
fn masks(slips: &[Slip], table: &DeTable<'_>, text: &str) -> Vec<Mask> {
    if slips.iter().any(|slip| slip.kind == SlipKind::Nesting) {
        return Vec::new();
    }
    // A header that is not closed makes a table of the wrong kind, so its first.
    let is_open = slips.iter().any(|slip| slip.kind == SlipKind::Header);
    let mut masks: Vec<Mask> = slips
        .iter()
        .enumerate()
        .filter(|(_, slip)| !(is_open && slip.kind == SlipKind::DuplicateHeader))
        .filter_map(|(index, slip)| {
            let filler = match slip.kind {
                SlipKind::Line => Filler::Spaces,
                SlipKind::Header | SlipKind::DuplicateHeader => Filler::Header,
                _ => return None,
            };
            Some(Mask {
                piece: trimmed(line_around(text, slip.span.start()), text),
                slip: index,
                at: slip.span,
                filler,
            })
        })
        .collect();
    masks.sort_by_key(|mask| mask.piece);
    masks.dedup_by_key(|mask| mask.piece);
    masks.retain(|mask| !mask.piece.is_empty());
    if masks.is_empty() {
        masks.extend(unclosed(slips, table, text));
    }
    masks
}

/// The first array or inline table that runs into what follows it.
fn unclosed(slips: &[Slip], table: &DeTable<'_>, text: &str) -> Option<Mask> {
    let (index, slip) = slips
        .iter()
        .enumerate()
        .filter(|(_, slip)| slip.kind == SlipKind::Unclosed)
        .min_by_key(|(_, slip)| slip.span)?;
    let start = last_bracket_before(table, swallowed_from(slips, slip), text)?;
    let end = slips
        .iter()
        .map(|slip| slip.span.start())
        .filter(|&at| start < at && at < slip.span.start())
        .map(|at| line_around(text, at).start())
        .filter(|&line| line > start)
        .min()
        .unwrap_or(slip.span.start());
    let piece = trimmed(Span::new(start, end), text);
    (!piece.is_empty()).then_some(Mask {
        piece,
        slip: index,
        at: Span::new(start, start + 1),
        filler: Filler::Value,
    })
}

/// Where the bracket of an unclosed value must have begun before. After an inline table
/// the parser may come back to keys of the document, so its first complaint counts.
fn swallowed_from(slips: &[Slip], unclosed: &Slip) -> usize {
    let is_inside = |slip: &&Slip| {
        slip.message.contains("key-value pairs") || slip.message.contains("inline table")
    };
    if unclosed.message.contains("inline") {
        let starts = slips.iter().filter(is_inside).map(|slip| slip.span.start());
        starts.min().unwrap_or(unclosed.span.start())
    } else {
        unclosed.span.start()
    }
}

/// The start of the last value of a key that is written in brackets and begins before `end`.
fn last_bracket_before(table: &DeTable<'_>, end: usize, text: &str) -> Option<usize> {
    let inside = |value: &toml::Spanned<DeValue<'_>>| {
        let start = value.span().start;
        if is_bracketed(start, text) {
            return (start < end).then_some(start);
        }
        match value.get_ref() {
            DeValue::Array(items) => items
                .iter()
                .filter_map(|item| item.get_ref().as_table())
                .filter_map(|table| last_bracket_before(table, end, text))
                .max(),
            DeValue::Table(table) => last_bracket_before(table, end, text),
            _ => None,
        }
    };
    table.iter().filter_map(|(_, value)| inside(value)).max()
}

/// True for a bracket that opens a value, not a table header.
fn is_bracketed(start: usize, text: &str) -> bool {
    let line = line_around(text, start);
    let is_first = text[line.start()..start].trim().is_empty();
    !is_first && matches!(text.as_bytes().get(start), Some(b'[' | b'{'))
}

/// The start of the text that ends at `end` and was not closed.
fn text_ending_at(table: &DeTable<'_>, end: usize) -> Option<usize> {
    table.iter().find_map(|(_, value)| match value.get_ref() {
        DeValue::String(_) if value.span().end == end => Some(value.span().start),
        DeValue::Table(table) => text_ending_at(table, end),
        DeValue::Array(items) => items
            .iter()
            .filter_map(|item| item.get_ref().as_table())
            .find_map(|table| text_ending_at(table, end)),
        _ => None,
    })
}

/// The text with each piece replaced by as many harmless bytes; line ends stay.
fn masked(text: &str, masks: &[Mask]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for mask in masks {
        blank(&mut bytes[mask.piece.range()]);
        match mask.filler {
            Filler::Spaces => {}
            Filler::Value => bytes[mask.piece.start()] = b'0',
            Filler::Header => fill_headers(&mut bytes, mask.piece, text),
        }
    }
    String::from_utf8(bytes).expect("whole lines and values are replaced by ASCII")
}

fn blank(piece: &mut [u8]) {
    for byte in piece
        .iter_mut()
        .filter(|byte| !matches!(byte, b'\n' | b'\r'))
    {
        *byte = b' ';
    }
}

/// A header, and those that belong below it and would now hang elsewhere.
fn fill_headers(bytes: &mut [u8], header: Span, text: &str) {
    fill_header(&mut bytes[header.range()]);
    let below = below_header(text, header.start());
    let mut at = header.end();
    while at < below.end() {
        let line = line_around(text, at + 1);
        if line.end() <= below.end() && is_header(line, text) {
            let piece = &mut bytes[trimmed(line, text).range()];
            blank(piece);
            fill_header(piece);
        }
        at = line.end().max(at + 1);
    }
}

/// `[[xxx]]`, which may stand any number of times.
fn fill_header(piece: &mut [u8]) {
    if let [a, b, name @ .., c, d] = piece
        && !name.is_empty()
    {
        name.fill(b'x');
        (*a, *b, *c, *d) = (b'[', b'[', b']', b']');
    }
}

/// Gathers the errors of all rounds.
struct Slips<'s> {
    source: &'s SourceText,
    diagnostics: Vec<Diagnostic>,
    doubt: Doubt,
    /// Starts of the lines that have their error.
    told: BTreeSet<usize>,
}

impl<'s> Slips<'s> {
    fn new(source: &'s SourceText) -> Self {
        Self {
            source,
            diagnostics: Vec::new(),
            doubt: Doubt::default(),
            told: BTreeSet::new(),
        }
    }

    fn add_masked(&mut self, slips: &[Slip], masks: &[Mask]) {
        let text = self.source.text();
        for mask in masks {
            let slip = Slip {
                span: mask.at,
                ..slips[mask.slip].clone()
            };
            self.doubt.hides_keys = true;
            self.doubt.places.push(match mask.filler {
                Filler::Header => below_header(text, mask.piece.start()),
                Filler::Spaces | Filler::Value => mask.piece,
            });
            self.told.insert(line_around(text, mask.at.start()).start());
            self.diagnostics.push(diagnostic(&slip, text));
        }
    }

    /// One error for a line, as more only follow from the first; but every key used twice.
    fn add_rest(&mut self, mut slips: Vec<Slip>) {
        slips.sort_by_key(|slip| slip.span);
        if let Some(nesting) = slips.iter().find(|slip| slip.kind == SlipKind::Nesting) {
            self.give_up(nesting);
            return;
        }
        self.doubt.sort();
        let mut doubted = Vec::new();
        let mut line = None;
        for slip in slips {
            if self.doubt.covers(slip.span) {
                continue;
            }
            let here = line
                .filter(|line: &Span| slip.span.start() <= line.end())
                .unwrap_or_else(|| line_around(self.source.text(), slip.span.start()));
            line = Some(here);
            let is_double = matches!(slip.kind, SlipKind::Duplicate | SlipKind::DuplicateHeader);
            if !is_double && !self.told.insert(here.start()) {
                continue;
            }
            self.doubt.hides_keys |= slip.kind.hides_keys();
            doubted.extend(slip.doubts(here, self.source.text()));
            self.diagnostics.push(diagnostic(&slip, self.source.text()));
        }
        self.doubt.places.extend(doubted);
    }

    /// Nothing in the file is believed.
    fn give_up(&mut self, slip: &Slip) {
        let text = self.source.text();
        self.doubt.hides_keys = true;
        self.doubt.places.push(Span::new(0, text.len() + 1));
        self.diagnostics.push(diagnostic(slip, text));
    }

    fn into_readable(mut self, text: Cow<'s, str>) -> Readable<'s> {
        self.doubt.sort();
        Readable {
            text,
            diagnostics: self.diagnostics,
            doubt: self.doubt,
        }
    }
}

/// The line that holds an offset, without its line ending.
fn line_around(text: &str, offset: usize) -> Span {
    let bytes = text.as_bytes();
    let offset = offset.min(bytes.len());
    let is_end = |byte: &u8| *byte == b'\n';
    let start = bytes[..offset]
        .iter()
        .rposition(is_end)
        .map_or(0, |at| at + 1);
    let end = bytes[offset..]
        .iter()
        .position(is_end)
        .map_or(bytes.len(), |at| offset + at);
    Span::new(start, end)
}

/// A piece without white space, and without a byte order mark, at its ends.
fn trimmed(piece: Span, text: &str) -> Span {
    let inside = &text[piece.range()];
    let blank = |c: char| c.is_whitespace() || c == '\u{feff}';
    let start = piece.start() + (inside.len() - inside.trim_start_matches(blank).len());
    Span::new(start, piece.start() + inside.trim_end_matches(blank).len())
}

fn is_header(line: Span, text: &str) -> bool {
    text[trimmed(line, text).range()].starts_with('[')
}

/// From a broken table header to the next header that does not belong below it.
fn below_header(text: &str, start: usize) -> Span {
    let mut end = line_around(text, start).end();
    while end < text.len() {
        let line = line_around(text, end + 1);
        let shown = text[line.range()].trim_start();
        if shown.starts_with('[') && !shown.contains('.') {
            break;
        }
        end = line.end().max(end + 1);
    }
    Span::new(start, end)
}

fn diagnostic(slip: &Slip, text: &str) -> Diagnostic {
    let value = || quoted(text.get(slip.span.range()).unwrap_or_default());
    let (code, message) = match slip.kind {
        SlipKind::Duplicate if slip.message.starts_with("duplicate") => (
            Code::Syntax,
            format!("key {} is used twice in one table", value()),
        ),
        SlipKind::DuplicateHeader if slip.message.starts_with("duplicate") => {
            (Code::Syntax, format!("table {} is opened twice", value()))
        }
        SlipKind::Date => {
            let why = slip.message.split_once(", ").map_or("", |(_, why)| why);
            (Code::BadDate, format!("{} is no date: {why}", value()))
        }
        SlipKind::Nesting => (
            Code::OverLimit,
            "brackets or dotted keys are nested more than 80 deep".to_owned(),
        ),
        SlipKind::Value if slip.span.is_empty() && slip.message.contains("must be quoted") => {
            (Code::Syntax, "key without a value".to_owned())
        }
        _ => (Code::Syntax, slip.message.clone()),
    };
    Diagnostic::new(code, slip.span, message, help(slip))
}

fn help(slip: &Slip) -> &'static str {
    let has = |word: &str| slip.message.contains(word);
    match slip.kind {
        SlipKind::Duplicate => "keep one of the two",
        SlipKind::DuplicateHeader => {
            "put the keys under the first header; `[[name]]` begins another entry of a list"
        }
        SlipKind::Date => DATE_HELP,
        SlipKind::Line => "write `key = value`; a key with spaces or other marks goes in quotes",
        SlipKind::Header => "close the header: `[name]`, or `[[name]]` for an entry of a list",
        SlipKind::Unclosed => "close it with the bracket that belongs to this one",
        SlipKind::Nesting => {
            "write the values flat; no key of this format needs more than four levels"
        }
        SlipKind::Swallows | SlipKind::Value if has("multi-line") => {
            "close the text with the three quotes it began with"
        }
        SlipKind::Value if slip.span.is_empty() && has("quoted") => {
            "write a value after `=`, or remove the key"
        }
        SlipKind::Value if has("comma") || has("inline table") => {
            "put a comma between items, and close each bracket"
        }
        SlipKind::Value if has("visible") => {
            "write a control character as an escape, such as `\\t` or `\\u001B`"
        }
        SlipKind::Value if has("quoted") || has("boolean") => {
            "put a text between straight double quotes: \"...\"; `true` and `false` are lower case"
        }
        SlipKind::Value if has("escape") => {
            "write `\\\\` for a backslash, or put the text between single quotes"
        }
        SlipKind::Value if has("string") => {
            "end the text with the quote it began with, on the same line; longer texts go between triple quotes"
        }
        SlipKind::Swallows if has("newline") => "put each key on its own line, remarks after `#`",
        SlipKind::Swallows => "a key is letters, digits, `-` and `_`; any other goes in quotes",
        SlipKind::Value => "see https://toml.io for the forms a value can have",
    }
}

/// How a date is written.
pub(super) const DATE_HELP: &str = "write a day as 2024-05-02, without time; a month as \"2024-05\" and a year as \"2024\", in quotes";
