//! Phrases cut into lines of a width.
//!
//! Width is that of a terminal: two columns for wide characters, none for combining
//! ones. Lines end at white space, between marked pieces and beside wide characters; a
//! word longer than a line is broken between graphemes. This is a small part of the
//! Unicode line breaking rules (UAX 14), enough for prose.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::phrase::{End, Ink, Phrase, Run};

/// Nothing that reads as one character is wider, in columns. Longer ones are built to
/// flood a line, and are broken like words.
const WIDEST_GRAPHEME: usize = 8;

/// Do not begin a line, though they stand beside a wide character.
const CLOSING: &str = ")]},.;:!?%…、。，．；：！？）」』》〉】’”ー";

/// Stays with its number: "67 %".
const PERCENT: &str = "%";

/// Do not end a line, though they stand beside a wide character.
const OPENING: &str = "([{“‘「『（《〈【";

/// One line: pieces with roles, no line end, no white space at its end.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pieces: Vec<(Ink, String)>,
}

impl Line {
    /// Its pieces in order; neighbours differ in ink.
    pub(super) fn pieces(&self) -> &[(Ink, String)] {
        &self.pieces
    }

    /// The same line with `count` spaces before it, unless it is empty.
    pub(super) fn indented(mut self, count: usize) -> Self {
        if !self.pieces.is_empty() {
            self.pieces.insert(0, (Ink::default(), " ".repeat(count)));
        }
        self
    }

    /// In columns.
    pub(super) fn width(&self) -> usize {
        let text: String = self.pieces.iter().map(|(_, text)| text.as_str()).collect();
        text.width()
    }

    fn trim_end(&mut self) {
        while let Some((_, text)) = self.pieces.last_mut() {
            text.truncate(text.trim_end_matches(' ').len());
            if !text.is_empty() {
                break;
            }
            self.pieces.pop();
        }
    }

    fn push(&mut self, atom: &Atom<'_>) {
        match self.pieces.last_mut() {
            Some((ink, text)) if ink == atom.ink => text.push_str(atom.text),
            _ => self.pieces.push((atom.ink.clone(), atom.text.to_owned())),
        }
    }
}

/// Cuts a phrase into lines: the first at most `first` columns wide, the others `rest`.
///
/// At least one line. White space at a cut is dropped. Linear in the text.
pub(super) fn wrap(phrase: &Phrase, first: usize, rest: usize) -> Vec<Line> {
    let mut wrapper = Wrapper::new(first, rest);
    for run in phrase.runs() {
        match run {
            Run::Text { text, ink } => {
                let atoms = text.graphemes(true).flat_map(narrow_enough);
                atoms.for_each(|text| wrapper.take(Atom::new(text, ink)));
            }
            Run::Mark { sign, ink, end } => wrapper.take(Atom::mark(sign, ink, *end)),
            Run::LineEnd => wrapper.end_paragraph(),
        }
    }
    wrapper.finish()
}

/// What is never cut.
#[derive(Clone, Copy)]
struct Atom<'a> {
    text: &'a str,
    width: usize,
    ink: &'a Ink,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Wide,
    Space,
    Open,
    Close,
}

impl<'a> Atom<'a> {
    fn new(text: &'a str, ink: &'a Ink) -> Self {
        let width = text.width();
        let kind = match width {
            _ if is_space(text) => Kind::Space,
            2.. => Kind::Wide,
            _ => Kind::Letter,
        };
        Self {
            text,
            width,
            ink,
            kind,
        }
    }

    fn mark(sign: &'a str, ink: &'a Ink, end: End) -> Self {
        let kind = match end {
            End::Open => Kind::Open,
            End::Close => Kind::Close,
        };
        Self {
            kind,
            ..Self::new(sign, ink)
        }
    }
}

/// White space that may end a line; the no-break spaces may not.
fn is_space(text: &str) -> bool {
    let may_break = |c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}');
    text.chars().all(may_break)
}

fn narrow_enough(grapheme: &str) -> impl Iterator<Item = &str> {
    let is_flood = grapheme.width() > WIDEST_GRAPHEME;
    let step = move |(at, c): (usize, char)| &grapheme[at..at + c.len_utf8()];
    let chars = is_flood.then(|| grapheme.char_indices().map(step));
    let whole = (!is_flood).then_some(grapheme);
    whole.into_iter().chain(chars.into_iter().flatten())
}

/// Takes atoms, gives lines. A word waits until its end is known, and so does the white
/// space around it. White space inside of marks stays with them, and a line may end
/// outside of them instead.
struct Wrapper<'a> {
    first: usize,
    rest: usize,
    lines: Vec<Line>,
    line: Line,
    used: usize,
    gap: Vec<Atom<'a>>,
    word: Vec<Atom<'a>>,
    tail: Vec<Atom<'a>>,
    may_end: bool,
}

impl<'a> Wrapper<'a> {
    fn new(first: usize, rest: usize) -> Self {
        Self {
            first,
            rest,
            lines: Vec::new(),
            line: Line::default(),
            used: 0,
            gap: Vec::new(),
            word: Vec::new(),
            tail: Vec::new(),
            may_end: false,
        }
    }

    fn take(&mut self, atom: Atom<'a>) {
        match atom.kind {
            Kind::Space => self.take_space(atom),
            Kind::Close => {
                self.may_end = !self.tail.is_empty();
                self.word.append(&mut self.tail);
                self.word.push(atom);
            }
            Kind::Letter | Kind::Wide | Kind::Open => {
                let last = self.word.last();
                let parts = last.is_some_and(|last| may_part(last, &atom));
                if atom.text == PERCENT {
                    self.word.append(&mut self.tail);
                } else if parts || self.may_end || !self.tail.is_empty() {
                    self.place_word();
                }
                self.word.push(atom);
            }
        }
    }

    fn take_space(&mut self, space: Atom<'a>) {
        match self.word.last().copied() {
            None => self.gap.push(space),
            Some(open) if open.kind == Kind::Open => {
                self.word.pop();
                self.place_word();
                self.word.extend([open, space]);
            }
            Some(_) => self.tail.push(space),
        }
    }

    /// Puts the waiting word on this line or, if it does not fit, on the next.
    fn place_word(&mut self) {
        self.may_end = false;
        if self.word.is_empty() {
            return;
        }
        let word = std::mem::take(&mut self.word);
        let tail = std::mem::take(&mut self.tail);
        let gap = std::mem::replace(&mut self.gap, tail);
        let fits = self.used + width(&gap) + width(&word) <= self.limit();
        if fits {
            gap.iter().for_each(|atom| self.put(atom));
        } else if self.used > 0 {
            self.end_line();
        }
        for atom in &word {
            if self.used > 0 && self.used + atom.width > self.limit() {
                self.end_line();
            }
            self.put(atom);
        }
    }

    fn put(&mut self, atom: &Atom<'_>) {
        self.line.push(atom);
        self.used += atom.width;
    }

    fn limit(&self) -> usize {
        if self.lines.is_empty() {
            self.first
        } else {
            self.rest
        }
    }

    fn end_line(&mut self) {
        self.line.trim_end();
        self.lines.push(std::mem::take(&mut self.line));
        self.used = 0;
    }

    fn end_paragraph(&mut self) {
        self.place_word();
        self.gap.clear();
        self.end_line();
    }

    fn finish(mut self) -> Vec<Line> {
        self.place_word();
        if self.used > 0 || self.lines.is_empty() {
            self.end_line();
        }
        self.lines
    }
}

fn width(atoms: &[Atom<'_>]) -> usize {
    atoms.iter().map(|atom| atom.width).sum()
}

/// True if a line may end between two atoms without white space between them.
fn may_part(a: &Atom<'_>, b: &Atom<'_>) -> bool {
    match (a.kind, b.kind) {
        (Kind::Close, Kind::Open) => true,
        (Kind::Open, _) | (_, Kind::Close) => false,
        (Kind::Wide, _) | (_, Kind::Wide) => !OPENING.contains(a.text) && !CLOSING.contains(b.text),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::terminal::phrase::{DELETED, INSERTED};

    #[track_caller]
    fn check(phrase: &Phrase, width: usize, expected: &[&str]) {
        let plain = |line: &Line| -> String {
            line.pieces()
                .iter()
                .map(|(_, text)| text.as_str())
                .collect()
        };
        let lines = wrap(phrase, width, width);
        assert_eq!(lines.iter().map(plain).collect::<Vec<_>>(), expected);
        assert!(lines.iter().all(|line| line.width() <= width));
    }

    fn say(text: &str) -> Phrase {
        Phrase::new().say(text)
    }

    #[test]
    fn lines_end_at_spaces() {
        check(&say("one two three"), 8, &["one two", "three"]);
        check(&say("one two three"), 7, &["one two", "three"]);
        check(&say(""), 8, &[""]);
    }

    #[test]
    fn a_word_longer_than_a_line_is_broken() {
        check(&say("a abcdefghij k"), 4, &["a", "abcd", "efgh", "ij k"]);
    }

    #[test]
    fn a_percent_sign_stays_with_its_number() {
        check(&say("lower by 67 %"), 12, &["lower by", "67 %"]);
    }

    #[test]
    fn wide_characters_take_two_columns_and_part_anywhere() {
        check(&say("港口的协议草案"), 5, &["港口", "的协", "议草", "案"]);
    }

    #[test]
    fn no_line_begins_with_a_closing_sign() {
        check(&say("港口港口。"), 8, &["港口港", "口。"]);
    }

    #[test]
    fn graphemes_are_never_cut() {
        check(&say("👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧"), 4, &["👩‍👩‍👧👩‍👩‍👧", "👩‍👩‍👧"]);
        check(
            &say("e\u{301}e\u{301}e\u{301}"),
            2,
            &["e\u{301}e\u{301}", "e\u{301}"],
        );
    }

    #[test]
    fn a_grapheme_built_to_flood_a_line_is_cut() {
        let jamo = "\u{1100}".repeat(6);
        check(&say(&jamo), 4, &["\u{1100}\u{1100}"; 3]);
    }

    #[test]
    fn authors_keep_their_line_ends() {
        check(&Phrase::new().lines("a\n\n  b\n"), 9, &["a", "", "  b"]);
    }

    #[test]
    fn marks_stay_with_what_they_mark() {
        let phrase = say("at most ")
            .marked(&DELETED, "1,200 ")
            .marked(&INSERTED, "400 ")
            .say("persons");
        check(
            &phrase,
            10,
            &["at most", "[-1,200 -]", "{+400 +}", "persons"],
        );
        let phrase = say("the party").marked(&INSERTED, " and more").say(".");
        check(&phrase, 12, &["the party", "{+ and", "more+}."]);
    }

    #[test]
    fn marks_inside_a_word_do_not_part_it() {
        let phrase = say("is ").marked(&DELETED, "un").say("lawful here");
        check(&phrase, 13, &["is", "[-un-]lawful", "here"]);
    }
}
