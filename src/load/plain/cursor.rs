//! The plain shape of a clause: keys with their values, a line for each.
//!
//! Understood are `[[clause]]`, `[clause.terms]`, `[clause.extra]`, `[[clause.position]]`
//! and `[clause.position.terms]`, bare keys, comments, arrays, inline tables of one line,
//! and every value without brackets. What a number, a date or a string with rare escapes
//! means is asked of the `toml` crate; of dotted or quoted keys nothing is known here.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use crate::load::conflicts::is_opening;
use crate::load::record::Line;
use crate::load::schema::CLAUSE;
use crate::text::span::Span;

/// How deep arrays and inline tables are nested here; a citation takes two.
const MAX_DEPTH: usize = 8;

/// Why there is no clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// The text was cut before the clause had its end.
    Cut,
    /// Another shape, or a mistake.
    NotPlain,
}

/// A header with its brackets.
type Header<'w> = Spanned<&'w str>;

/// A place in a part of a file.
pub(super) struct Cursor<'w> {
    text: &'w str,
    at: usize,
    /// Where the text begins in the file.
    start: usize,
    /// Whether the text ends where the file does.
    is_last: bool,
    /// Whether there is a character anywhere that strings have to be searched for.
    has_control: bool,
}

impl<'w> Cursor<'w> {
    /// Before the first byte of `text`, which begins at byte `start` of the file.
    pub(super) fn new(text: &'w str, start: usize, is_last: bool) -> Self {
        Self {
            text,
            at: 0,
            start,
            is_last,
            has_control: has_control(text.as_bytes(), b'\n'),
        }
    }

    /// Bytes of the text before this place.
    pub(super) fn passed(&self) -> usize {
        self.at
    }

    /// Puts the lines of the next clause in place of `lines`, each key once and tables below
    /// it last. Gives the place of its header in the file; `None` at the end of the file.
    pub(super) fn clause(&mut self, lines: &mut Vec<Line<'w>>) -> Result<Option<Span>, Stop> {
        lines.clear();
        let Some(header) = self.header()? else {
            return Ok(None);
        };
        if *header.get_ref() != "[[clause]]" {
            return Err(Stop::NotPlain);
        }
        self.lines(lines)?;
        let mut positions = DeArray::new();
        loop {
            let here = self.at;
            let Some(header) = self.header()? else { break };
            match *header.get_ref() {
                "[clause.terms]" => lines.push(self.table("terms", &header)?),
                "[clause.extra]" => lines.push(self.table("extra", &header)?),
                "[[clause.position]]" => {
                    let table = DeValue::Table(self.lines_as_table()?);
                    positions.push(Spanned::new(header.span(), table));
                }
                "[clause.position.terms]" => {
                    let (name, terms) = self.table("terms", &header)?;
                    match positions.last_mut().map(Spanned::get_mut) {
                        Some(DeValue::Table(table)) if !table.contains_key("terms") => {
                            table.insert(name, terms);
                        }
                        _ => return Err(Stop::NotPlain),
                    }
                }
                "[[clause]]" => {
                    self.at = here;
                    break;
                }
                _ => return Err(Stop::NotPlain),
            }
        }
        if let Some(first) = positions.first().map(Spanned::span) {
            let name = Spanned::new(first.clone(), Cow::Borrowed("position"));
            lines.push((name, Spanned::new(first, DeValue::Array(positions))));
        }
        if !are_distinct(lines) {
            return Err(Stop::NotPlain);
        }
        Ok(Some(header.span().into()))
    }

    /// The table below a header, as a line of the table around it.
    fn table(&mut self, name: &'static str, header: &Header<'w>) -> Result<Line<'w>, Stop> {
        let table = DeValue::Table(self.lines_as_table()?);
        Ok((
            Spanned::new(header.span(), Cow::Borrowed(name)),
            Spanned::new(header.span(), table),
        ))
    }

    /// The header that stands next; `None` at the end of the file.
    fn header(&mut self) -> Result<Option<Header<'w>>, Stop> {
        self.skip_blank_lines()?;
        let from = self.at;
        if from == self.text.len() && self.is_last {
            return Ok(None);
        }
        self.take_while(|byte| byte.is_ascii_lowercase() || matches!(byte, b'[' | b']' | b'.'))?;
        let header = self.spanned(from, &self.text[from..self.at]);
        self.end_line()?;
        Ok(Some(header))
    }

    /// Adds the keys up to the next header or the end of the file.
    fn lines(&mut self, lines: &mut Vec<Line<'w>>) -> Result<(), Stop> {
        loop {
            self.skip_blank_lines()?;
            match self.peek() {
                Some(b'[') => return Ok(()),
                None if self.is_last => return Ok(()),
                _ => {
                    self.line(0, lines)?;
                    self.end_line()?;
                }
            }
        }
    }

    fn lines_as_table(&mut self) -> Result<DeTable<'w>, Stop> {
        let mut lines = Vec::new();
        self.lines(&mut lines)?;
        table_of(lines)
    }

    /// Adds `key = value`: handed back, it would be moved once more, which takes its time.
    fn line(&mut self, depth: usize, lines: &mut Vec<Line<'w>>) -> Result<(), Stop> {
        let from = self.at;
        self.take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))?;
        let key = self.spanned(from, Cow::Borrowed(&self.text[from..self.at]));
        self.skip_spaces();
        self.expect(b'=')?;
        self.skip_spaces();
        let value = self.value(depth)?;
        lines.push((key, value));
        Ok(())
    }

    fn value(&mut self, depth: usize) -> Result<Spanned<DeValue<'w>>, Stop> {
        let from = self.at;
        let value = match self.peek().ok_or_else(|| self.end())? {
            _ if depth > MAX_DEPTH => return Err(Stop::NotPlain),
            b'"' | b'\'' => self.string()?,
            b'[' => self.array(depth)?,
            b'{' => self.inline_table(depth)?,
            _ => {
                self.take_while(|byte| {
                    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'_' | b'.' | b':')
                })?;
                self.ask(from..self.at)?
            }
        };
        Ok(self.spanned(from, value))
    }

    fn array(&mut self, depth: usize) -> Result<DeValue<'w>, Stop> {
        self.expect(b'[')?;
        let mut items = DeArray::new();
        loop {
            self.skip_blank_lines()?;
            if self.peek() == Some(b']') {
                break;
            }
            items.push(self.value(depth + 1)?);
            self.skip_blank_lines()?;
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => break,
                Some(_) => return Err(Stop::NotPlain),
                None => return Err(self.end()),
            }
        }
        self.at += 1;
        Ok(DeValue::Array(items))
    }

    fn inline_table(&mut self, depth: usize) -> Result<DeValue<'w>, Stop> {
        let mut lines = Vec::new();
        // The brace, then the commas.
        while self.peek() != Some(b'}') {
            self.expect(if lines.is_empty() { b'{' } else { b',' })?;
            self.skip_spaces();
            self.line(depth + 1, &mut lines)?;
            self.skip_spaces();
        }
        self.at += 1;
        Ok(DeValue::Table(table_of(lines)?))
    }

    fn string(&mut self) -> Result<DeValue<'w>, Stop> {
        let from = self.at;
        let rest = &self.text[from..];
        for quotes in ["\"\"\"", "'''"] {
            if rest.starts_with(quotes) {
                self.skip_lines_to(quotes)?;
                return self.ask(from..self.at);
            }
        }
        if rest.starts_with('\'') {
            self.at += 1;
            self.skip_to(b'\'', b'\n')?;
            self.expect(b'\'')?;
            return self.ask(from..self.at);
        }
        let has_escapes = self.skip_basic_string()?;
        let inside = &self.text[from + 1..self.at - 1];
        if !has_escapes {
            return Ok(DeValue::String(Cow::Borrowed(inside)));
        }
        match unescaped(inside) {
            Some(text) => Ok(DeValue::String(Cow::Owned(text))),
            None => self.ask(from..self.at),
        }
    }

    /// Passes a string between double quotes; true if it has escapes.
    fn skip_basic_string(&mut self) -> Result<bool, Stop> {
        let mut has_escapes = false;
        self.at += 1;
        let from = self.at;
        loop {
            let rest = &self.text.as_bytes()[self.at..];
            let at = memchr::memchr3(b'"', b'\\', b'\n', rest).ok_or_else(|| self.end())?;
            self.at += at;
            match rest[at] {
                b'"' => break,
                b'\n' => return Err(Stop::NotPlain),
                _ => self.skip_escape()?,
            }
            has_escapes = true;
        }
        if self.has_control && has_control(&self.text.as_bytes()[from..self.at], b'\t') {
            return Err(Stop::NotPlain);
        }
        self.at += 1;
        Ok(has_escapes)
    }

    /// Passes a string of several lines, but for one that ends in more quotes than three.
    fn skip_lines_to(&mut self, quotes: &str) -> Result<(), Stop> {
        let quote = quotes.as_bytes()[0];
        self.at += quotes.len();
        loop {
            if self.skip_to(quote, b'\\')? == b'\\' {
                if quote == b'"' {
                    self.skip_escape()?;
                } else {
                    self.at += 1;
                }
            } else if self.text[self.at..].starts_with(quotes) {
                self.at += quotes.len();
                break;
            } else {
                self.at += 1;
            }
        }
        match self.peek() {
            Some(next) if next == quote => Err(Stop::NotPlain),
            None if !self.is_last => Err(Stop::Cut),
            _ => Ok(()),
        }
    }

    /// Passes a backslash and the ASCII character after it.
    fn skip_escape(&mut self) -> Result<(), Stop> {
        match self.text.as_bytes().get(self.at + 1) {
            Some(byte) if byte.is_ascii() => self.at += 2,
            Some(_) => return Err(Stop::NotPlain),
            None => return Err(self.end()),
        }
        Ok(())
    }

    /// What a piece means as a value of TOML.
    fn ask(&self, piece: Range<usize>) -> Result<DeValue<'w>, Stop> {
        DeValue::parse(&self.text[piece])
            .map(Spanned::into_inner)
            .map_err(|_| Stop::NotPlain)
    }

    /// Passes at least one byte that `is_inside`, and all after it, but not the last of the
    /// text, after which there might have been more.
    fn take_while(&mut self, is_inside: impl Fn(u8) -> bool + Copy) -> Result<(), Stop> {
        let rest = &self.text.as_bytes()[self.at..];
        let length = rest.iter().take_while(|byte| is_inside(**byte)).count();
        if length == rest.len() && !self.is_last {
            return Err(Stop::Cut);
        }
        if length == 0 {
            return Err(Stop::NotPlain);
        }
        self.at += length;
        Ok(())
    }

    /// Goes to the next of two bytes, and says which it is.
    fn skip_to(&mut self, one: u8, other: u8) -> Result<u8, Stop> {
        let rest = &self.text.as_bytes()[self.at..];
        let at = memchr::memchr2(one, other, rest).ok_or_else(|| self.end())?;
        self.at += at;
        Ok(rest[at])
    }

    /// Passes white space, line ends and comments.
    fn skip_blank_lines(&mut self) -> Result<(), Stop> {
        loop {
            self.skip_spaces();
            match self.peek() {
                Some(b'\n' | b'\r' | b'#') => self.end_line()?,
                _ => return Ok(()),
            }
        }
    }

    /// Passes what may stand after a value or a header, and the line end.
    fn end_line(&mut self) -> Result<(), Stop> {
        self.skip_spaces();
        if self.peek() == Some(b'#') {
            let rest = &self.text.as_bytes()[self.at..];
            let line = &rest[..memchr::memchr(b'\n', rest).unwrap_or(rest.len())];
            let comment = line.strip_suffix(b"\r").unwrap_or(line);
            if has_control(comment, b'\t') || is_opening(comment) {
                return Err(Stop::NotPlain);
            }
            self.at += comment.len();
        }
        match self.peek() {
            None if self.is_last => Ok(()),
            Some(b'\r') => {
                self.at += 1;
                self.expect(b'\n')
            }
            _ => self.expect(b'\n'),
        }
    }

    fn skip_spaces(&mut self) {
        while let Some(b' ' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    fn expect(&mut self, byte: u8) -> Result<(), Stop> {
        match self.peek() {
            Some(here) if here == byte => {
                self.at += 1;
                Ok(())
            }
            Some(_) => Err(Stop::NotPlain),
            None => Err(self.end()),
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// What it means that the text ends here, inside a clause.
    fn end(&self) -> Stop {
        if self.is_last {
            Stop::NotPlain
        } else {
            Stop::Cut
        }
    }

    /// A value that stands from a place of the text to this one.
    fn spanned<T>(&self, from: usize, value: T) -> Spanned<T> {
        Spanned::new(self.start + from..self.start + self.at, value)
    }
}

/// True if there is a character that may stand in no string of one line and no comment, but
/// for `but`. Looks at all bytes without a branch, which the compiler does for many of them
/// at once.
fn has_control(bytes: &[u8], but: u8) -> bool {
    let is_control = |byte: u8| {
        let is_low = byte < b' ' && byte != b'\t' && byte != but;
        u8::from(is_low) | u8::from(byte == 0x7f)
    };
    bytes.iter().fold(0, |any, &byte| any | is_control(byte)) != 0
}

/// The text that a string with common escapes stands for; `None` if it has others.
fn unescaped(inside: &str) -> Option<String> {
    let mut text = String::with_capacity(inside.len());
    let mut rest = inside;
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        text.push_str(&rest[..at]);
        text.push(match rest.as_bytes().get(at + 1)? {
            quote @ (b'"' | b'\\') => char::from(*quote),
            b'n' => '\n',
            b't' => '\t',
            _ => return None,
        });
        rest = &rest[at + 2..];
    }
    text.push_str(rest);
    Some(text)
}

/// A table whose keys are all different.
fn table_of(lines: Vec<Line<'_>>) -> Result<DeTable<'_>, Stop> {
    let mut table = DeTable::new();
    for (key, value) in lines {
        if table.insert(key, value).is_some() {
            return Err(Stop::NotPlain);
        }
    }
    Ok(table)
}

/// True if no key stands twice. More keys than a clause can have are not looked at.
fn are_distinct(lines: &[Line<'_>]) -> bool {
    let is_new = |at: usize| {
        let mut earlier = lines[..at].iter();
        earlier.all(|(key, _)| key.get_ref() != lines[at].0.get_ref())
    };
    lines.len() <= CLAUSE.keys.len() && (0..lines.len()).all(is_new)
}
