//! Words by Unicode rules.
//!
//! Two views of one text: [`words`] are the runs that count as words (letters and
//! digits, Unicode Standard Annex 29), [`tokens`] cut the whole text so that the
//! pieces spell it byte for byte. Numbers keep their separators: `1,200` is one word.
//!
//! Most text is ASCII, for which the rules are short; they are written out here, and
//! wherever another character could have a say, the whole set of rules is asked.

use unicode_segmentation::UnicodeSegmentation;

use super::ascii::letters;

/// A piece of a text and its place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// The bytes of the piece.
    pub text: &'a str,
    /// Byte offset of its start.
    pub at: usize,
    /// What it is.
    pub kind: TokenKind,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters and digits.
    Word,
    /// White space, line ends included.
    Space,
    /// Anything else.
    Mark,
}

/// The pieces of `text` in order; together they are `text`. Linear.
pub fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    Tokens { text, at: 0 }
}

/// The words of `text` in order, marks and white space left out. Linear.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    Words(Tokens { text, at: 0 })
}

/// The words and marks of `text` in order, white space left out. Linear.
pub fn words_and_marks(text: &str) -> impl Iterator<Item = Token<'_>> {
    WordsAndMarks(Tokens { text, at: 0 })
}

/// How many words `text` has: as many as [`words`] gives, counted several bytes at a time
/// where the text is ASCII. Linear.
pub fn word_count(text: &str) -> usize {
    if text.is_ascii() && !text.as_bytes().contains(&b'_') {
        word_starts(text.as_bytes())
    } else {
        words(text).count()
    }
}

/// A common beginning and end of two texts, in bytes, that may be left out when their
/// tokens are compared: what stands between has the same tokens as in the whole texts,
/// and all the spaces beside it. They never overlap. Not always the longest such.
pub fn shared_ends(before: &str, after: &str) -> (usize, usize) {
    let (a, b) = (before.as_bytes(), after.as_bytes());
    let start = matching_bytes(a, b);
    // A space is joined only to spaces, and what stands after one starts anew.
    let is_start = |&at: &usize| a[at - 1].is_ascii_graphic() && a[at] == b' ';
    let start = (1..start).rev().find(is_start).unwrap_or(0);
    let (a, b) = (&a[start..], &b[start..]);
    let end = matching_bytes_from_the_end(a, b);
    let is_end = |&left: &usize| {
        let at = a.len() - left;
        a[at - 1] == b' ' && a[at].is_ascii_graphic()
    };
    let end = (1..end).rev().find(is_end).unwrap_or(0);
    (start, end)
}

/// Bytes looked at in one step.
const STEP: usize = 16;

fn matching_bytes(a: &[u8], b: &[u8]) -> usize {
    let steps = a.chunks_exact(STEP).zip(b.chunks_exact(STEP));
    let whole = STEP * steps.take_while(|(a, b)| a == b).count();
    let rest = a[whole..].iter().zip(&b[whole..]);
    whole + rest.take_while(|(a, b)| a == b).count()
}

fn matching_bytes_from_the_end(a: &[u8], b: &[u8]) -> usize {
    let steps = a.rchunks_exact(STEP).zip(b.rchunks_exact(STEP));
    let whole = STEP * steps.take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - whole], &b[..b.len() - whole]);
    let rest = a.iter().rev().zip(b.iter().rev());
    whole + rest.take_while(|(a, b)| a == b).count()
}

/// What is left of a text to be cut; `at` is where a token starts.
struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Tokens<'a> {
    /// The next token, if it is a word of letters and ASCII alone tells where it ends.
    #[inline]
    fn word_of_letters(&mut self) -> Option<Token<'a>> {
        let (bytes, at) = (self.text.as_bytes(), self.at);
        let end = at + letters(&bytes[at..]);
        let is_word = end > at && letters_end(bytes, end);
        is_word.then(|| {
            self.at = end;
            Token {
                text: &self.text[at..end],
                at,
                kind: TokenKind::Word,
            }
        })
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    #[inline]
    fn next(&mut self) -> Option<Token<'a>> {
        let rest = self.text.get(self.at..)?;
        let (length, kind) = match plain(rest.as_bytes()) {
            Some(found) => found,
            None => {
                let piece = rest.split_word_bounds().next()?;
                (piece.len(), kind_of(piece))
            }
        };
        let at = self.at;
        self.at += length;
        let text = &rest[..length];
        Some(Token { text, at, kind })
    }
}

/// Those of the tokens that are words; plain bytes between them are passed over one by one.
struct Words<'a>(Tokens<'a>);

impl<'a> Iterator for Words<'a> {
    type Item = &'a str;

    #[inline]
    fn next(&mut self) -> Option<&'a str> {
        loop {
            let bytes = self.0.text.as_bytes();
            self.0.at = between_words(bytes, self.0.at);
            if let Some(word) = self.0.word_of_letters() {
                return Some(word.text);
            }
            let token = self.0.next()?;
            if token.kind == TokenKind::Word {
                return Some(token.text);
            }
        }
    }
}

/// The tokens but for white space; single spaces and words of letters are passed over and cut without
/// the rules of the others.
struct WordsAndMarks<'a>(Tokens<'a>);

impl<'a> Iterator for WordsAndMarks<'a> {
    type Item = Token<'a>;

    #[inline]
    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let bytes = self.0.text.as_bytes();
            let at = self.0.at;
            // What is not ASCII may be an accent on the space.
            if bytes.get(at) == Some(&b' ') && bytes.get(at + 1).is_some_and(u8::is_ascii_graphic) {
                self.0.at += 1;
            }
            if let Some(word) = self.0.word_of_letters() {
                return Some(word);
            }
            let token = self.0.next()?;
            if token.kind != TokenKind::Space {
                return Some(token);
            }
        }
    }
}

/// Whether a word of letters ends at `at`, which is where they end; false if that takes more
/// than the bytes beside it to tell.
#[inline]
fn letters_end(bytes: &[u8], at: usize) -> bool {
    let class = |at: usize| bytes.get(at).map(|&byte| CLASSES[usize::from(byte)]);
    match class(at) {
        Some(Class::MidLetter | Class::MidBoth) => {
            !matches!(class(at + 1), Some(Class::Letter | Class::Other))
        }
        Some(Class::Letter | Class::Digit | Class::Joiner | Class::Other) => false,
        _ => true,
    }
}

/// The place, from `at` on, of the first byte that ASCII alone does not rule out as the start of
/// a word.
#[inline]
fn between_words(bytes: &[u8], mut at: usize) -> usize {
    let class = |at: usize| bytes.get(at).map(|&byte| CLASSES[usize::from(byte)]);
    let is_between = |class| {
        !matches!(
            class,
            Class::Letter | Class::Digit | Class::Joiner | Class::Other
        )
    };
    // What is not ASCII may be an accent on the byte before it.
    while class(at).is_some_and(is_between) && class(at + 1) != Some(Class::Other) {
        at += 1;
    }
    at
}

/// What the rules make of a byte.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    /// `_`, which joins what it stands beside.
    Joiner,
    /// `:`, between letters only.
    MidLetter,
    /// `,` and `;`, between digits only.
    MidDigit,
    /// `.` and `'`, between letters or digits.
    MidBoth,
    /// ` `, joined to spaces.
    Space,
    /// A line end or what counts as one; never joined, whatever follows.
    LineEnd,
    /// A tab, which is white space on its own.
    Tab,
    Mark,
    /// Not ASCII.
    Other,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Mark; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'_' => Class::Joiner,
            b':' => Class::MidLetter,
            b',' | b';' => Class::MidDigit,
            b'.' | b'\'' => Class::MidBoth,
            b' ' => Class::Space,
            b'\n' | b'\r' | 0x0b | 0x0c => Class::LineEnd,
            b'\t' => Class::Tab,
            0x80.. => Class::Other,
            _ => Class::Mark,
        };
        byte += 1;
    }
    classes
};

/// Length and kind of the token at the start, if ASCII decides it; `None` at the end.
#[inline]
fn plain(bytes: &[u8]) -> Option<(usize, TokenKind)> {
    let class = |at: usize| bytes.get(at).map(|&byte| CLASSES[usize::from(byte)]);
    let first = class(0)?;
    let (length, kind) = match first {
        Class::Letter | Class::Digit | Class::Joiner => word(bytes)?,
        Class::Space => {
            let spaces = bytes.iter().take_while(|&&byte| byte == b' ');
            (spaces.count(), TokenKind::Space)
        }
        Class::LineEnd if bytes.starts_with(b"\r\n") => return Some((2, TokenKind::Space)),
        Class::LineEnd => return Some((1, TokenKind::Space)),
        Class::Tab => (1, TokenKind::Space),
        Class::MidLetter | Class::MidDigit | Class::MidBoth | Class::Mark => (1, TokenKind::Mark),
        Class::Other => return None,
    };
    // What follows may be an accent on what came before.
    (class(length) != Some(Class::Other)).then_some((length, kind))
}

/// A token that starts with a letter, a digit or `_`.
#[inline]
fn word(bytes: &[u8]) -> Option<(usize, TokenKind)> {
    let class = |at: usize| bytes.get(at).map(|&byte| CLASSES[usize::from(byte)]);
    let mut at = letters(bytes);
    let mut is_word = at > 0;
    loop {
        let own = class(at);
        match own {
            Some(Class::Letter | Class::Digit) => is_word = true,
            Some(Class::Joiner) => {}
            Some(middle @ (Class::MidLetter | Class::MidDigit | Class::MidBoth)) => {
                let next = class(at + 1);
                let joins = match class(at - 1) {
                    Some(Class::Letter) => middle != Class::MidDigit && next == Some(Class::Letter),
                    Some(Class::Digit) => middle != Class::MidLetter && next == Some(Class::Digit),
                    _ => false,
                };
                if next == Some(Class::Other) {
                    return None;
                }
                if !joins {
                    break;
                }
            }
            _ => break,
        }
        at += 1;
    }
    let kind = if is_word {
        TokenKind::Word
    } else {
        TokenKind::Mark
    };
    Some((at, kind))
}

/// How many words start in ASCII without `_`: letters and digits that follow neither one
/// nor a mark that joins them to one. Without branches, so that it runs on many bytes at once.
fn word_starts(bytes: &[u8]) -> usize {
    let is_letter = |byte: u8| (byte | 0x20).wrapping_sub(b'a') < 26;
    let is_digit = |byte: u8| byte.wrapping_sub(b'0') < 10;
    let is_alone = |before: u8, between: u8, own: u8| {
        let is_for_both = (between == b'.') | (between == b'\'');
        let is_for_letters = is_for_both | (between == b':');
        let is_for_digits = is_for_both | (between == b',') | (between == b';');
        let joins_letters = is_for_letters & is_letter(before) & is_letter(own);
        let joins_digits = is_for_digits & is_digit(before) & is_digit(own);
        let is_inside = is_letter(between) | is_digit(between) | joins_letters | joins_digits;
        (is_letter(own) | is_digit(own)) & !is_inside
    };
    let &[first, second, ..] = bytes else {
        return bytes
            .iter()
            .filter(|byte| byte.is_ascii_alphanumeric())
            .count();
    };
    let mut count =
        usize::from(is_alone(b' ', b' ', first)) + usize::from(is_alone(b' ', first, second));
    // Sums of so few fit a byte, and a register holds many of those.
    for start in (2..bytes.len()).step_by(COUNTED) {
        let end = bytes.len().min(start + COUNTED);
        let before = &bytes[start - 2..end - 2];
        let between = &bytes[start - 1..end - 1];
        let own = &bytes[start..end];
        let alone = before.iter().zip(between).zip(own);
        let few: u8 = alone
            .map(|((&before, &between), &own)| u8::from(is_alone(before, between, own)))
            .sum();
        count += usize::from(few);
    }
    count
}

/// Every second byte of these may start a word.
const COUNTED: usize = 256;

fn kind_of(piece: &str) -> TokenKind {
    if piece.chars().any(char::is_alphanumeric) {
        TokenKind::Word
    } else if piece.chars().all(char::is_whitespace) {
        TokenKind::Space
    } else {
        TokenKind::Mark
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_keep_their_separators() {
        assert_eq!(
            words("at most 1,200.50 persons, art. 5").collect::<Vec<_>>(),
            ["at", "most", "1,200.50", "persons", "art", "5"]
        );
    }

    #[test]
    fn tokens_spell_the_text() {
        let text = " North's  cap:\r\n“1,200” – naïve. 港口 👩‍👩‍👧";
        assert_eq!(
            tokens(text).map(|token| token.text).collect::<String>(),
            text
        );
    }

    /// The rules written out here against the whole set.
    #[track_caller]
    fn check(text: &str) {
        let expected = text.split_word_bound_indices();
        let expected: Vec<_> = expected
            .map(|(at, piece)| (at, piece, kind_of(piece)))
            .collect();
        let found = tokens(text).map(|token| (token.at, token.text, token.kind));
        assert_eq!(found.collect::<Vec<_>>(), expected, "{text:?}");
        let told = expected
            .iter()
            .filter(|(.., kind)| *kind != TokenKind::Space);
        let found = words_and_marks(text).map(|token| (token.at, token.text, token.kind));
        assert!(found.eq(told.copied()), "{text:?}");
        let expected: Vec<_> = text.unicode_words().collect();
        assert_eq!(words(text).collect::<Vec<_>>(), expected, "{text:?}");
        assert_eq!(word_count(text), expected.len(), "{text:?}");
    }

    /// One of each class, an accent, a joiner, a letter and a digit of another script, a
    /// quote, a space and a line end beyond ASCII.
    const KINDS: [&str; 21] = [
        "a", "Z", "0", "9", "_", ":", ",", ".", "'", "\"", "-", " ", "\t", "\n", "\r", "\u{301}",
        "\u{200d}", "é", "٣", "’", "\u{2028}",
    ];

    #[test]
    fn every_short_text_is_cut_by_the_rules_of_unicode() {
        for a in '\0'..'\u{80}' {
            for b in '\0'..'\u{80}' {
                check(&String::from_iter([a, b]));
            }
        }
        for a in KINDS {
            for b in KINDS {
                for c in KINDS {
                    for d in KINDS {
                        check(&[a, b, c, d].concat());
                    }
                }
            }
        }
    }

    proptest! {
        #[test]
        fn any_text_is_cut_by_the_rules_of_unicode(text in any::<String>(), plain in "[ -~\r\n\t]{0,80}") {
            check(&text);
            check(&plain);
        }

        #[test]
        fn long_texts_are_counted_whole(text in "[a1 .,':;-]{0,2000}") {
            check(&text);
        }

        #[test]
        fn what_stands_between_shared_ends_has_the_tokens_of_the_whole(
            ends in [vec(0..KINDS.len(), 0..9), vec(0..KINDS.len(), 0..9)],
            between in [vec(0..KINDS.len(), 0..4), vec(0..KINDS.len(), 0..4)],
        ) {
            let spelled = |kinds: &[usize]| kinds.iter().map(|&at| KINDS[at]).collect::<String>();
            let ends = ends.map(|end| spelled(&end));
            let texts = between.map(|own| [ends[0].as_str(), &spelled(&own), &ends[1]].concat());
            let (start, end) = shared_ends(&texts[0], &texts[1]);
            for text in &texts {
                let stop = text.len() - end;
                let inside = tokens(text).filter(|token| token.at >= start && token.at < stop);
                let inside: Vec<_> = inside.map(|token| (token.at - start, token.text)).collect();
                let cut = tokens(&text[start..stop]).map(|token| (token.at, token.text));
                prop_assert_eq!(cut.collect::<Vec<_>>(), inside);
            }
            prop_assert_eq!(&texts[0][..start], &texts[1][..start]);
            prop_assert_eq!(&texts[0][texts[0].len() - end..], &texts[1][texts[1].len() - end..]);
        }
    }
}
