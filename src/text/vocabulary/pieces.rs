//! Words and marks as the vocabulary counts them.

use std::ops::Range;

use super::forms::{Apostrophe, Forms};
use crate::text::ascii::letters;
use crate::text::normalize::folded;
use crate::text::token::{TokenKind, words_and_marks};

/// A word, a mark, or a part of a word that means something by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece<'t> {
    /// As written.
    pub text: &'t str,
    /// Byte offset in the text.
    pub at: usize,
    /// False for marks.
    pub is_word: bool,
    /// Where its folded form stands among those of all pieces.
    pub(super) folded: Range<usize>,
}

impl Piece<'_> {
    /// Where it ends, in bytes.
    pub fn end(&self) -> usize {
        self.at + self.text.len()
    }

    /// True if it is written with a capital.
    pub fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }
}

/// The pieces of a text, with what they are compared by.
#[derive(Debug, Default)]
pub(super) struct Pieces<'t> {
    pub all: Vec<Piece<'t>>,
    /// The folded forms; where the text is ASCII, the whole text with small letters.
    pub folded: String,
}

impl<'t> Pieces<'t> {
    /// The folded form of a piece.
    pub fn word(&self, piece: &Piece<'_>) -> &str {
        &self.folded[piece.folded.clone()]
    }

    /// The folded forms of all.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|piece| self.word(piece))
    }

    /// The bytes of the folded forms, from that of a piece on.
    pub fn from(&self, piece: &Piece<'_>) -> &[u8] {
        &self.folded.as_bytes()[piece.folded.start..]
    }
}

/// The words and marks of a text in order. `don't` is `do` and `n't`, `cannot` is `can` and `not`,
/// `300kg` is `300` and `kg`, `tenant's` is `tenant`, and the French `l'acheteur` is `l` and `acheteur`.
pub(super) fn pieces<'t>(text: &'t str, forms: &Forms) -> Pieces<'t> {
    let is_plain = text.is_ascii();
    let mut found = Pieces {
        all: Vec::with_capacity(text.len() / USUAL_LENGTH + 1),
        folded: match is_plain {
            true => text.to_ascii_lowercase(),
            false => String::with_capacity(text.len()),
        },
    };
    for token in words_and_marks(text) {
        let is_word = token.kind == TokenKind::Word;
        let mut add = |text, at| {
            let folded = match is_plain {
                true => at..at + str::len(text),
                false => push(&mut found.folded, text),
            };
            found.all.push(Piece {
                text,
                at,
                is_word,
                folded,
            });
        };
        match is_word.then(|| cut(token.text, forms)).flatten() {
            Some((first, rest)) => {
                let (a, b) = token.text.split_at(first);
                add(a, token.at);
                let b = &b[b.len() - rest..];
                if !b.is_empty() {
                    add(b, token.at + token.text.len() - rest);
                }
            }
            None => add(token.text, token.at),
        }
    }
    found
}

/// Where the folded form of a word or mark then stands.
fn push(all: &mut String, text: &str) -> Range<usize> {
    let start = all.len();
    match is_hyphen(text) {
        true => all.push('-'),
        false => all.push_str(&folded(text)),
    }
    start..all.len()
}

/// Bytes of a text for each piece of it, a little less than is found.
const USUAL_LENGTH: usize = 5;

fn is_hyphen(mark: &str) -> bool {
    matches!(mark, "\u{2010}" | "\u{2011}")
}

/// Where letters begin that stand directly behind digits, in `300kg` and `1.2m` but not in `3rd`
/// and `16a`.
fn behind_digits(word: &str, forms: &Forms) -> Option<usize> {
    let digits = word.trim_end_matches(char::is_alphabetic);
    let last = digits.bytes().next_back()?;
    let is_unit = last.is_ascii_digit() && forms.is_behind_digits(&word[digits.len()..]);
    is_unit.then_some(digits.len())
}

/// Where a word that is two is cut: bytes of the first, and of the second, from the end.
fn cut(word: &str, forms: &Forms) -> Option<(usize, usize)> {
    if word.eq_ignore_ascii_case("cannot") {
        return Some((3, 3));
    }
    if letters(word.as_bytes()) == word.len() {
        return None;
    }
    if let Some(letters) = behind_digits(word, forms) {
        return Some((letters, word.len() - letters));
    }
    let (quote, sign) = word.char_indices().find(|&(_, c)| is_apostrophe(c))?;
    let behind = quote + sign.len_utf8();
    if forms.apostrophe == Apostrophe::Parts {
        return Some((quote, word.len() - behind));
    }
    let rest = &word[behind..];
    let is_denied =
        rest.eq_ignore_ascii_case("t") && quote > 1 && word[..quote].ends_with(['n', 'N']);
    if is_denied {
        return Some((quote - 1, word.len() - quote + 1));
    }
    rest.eq_ignore_ascii_case("s").then_some((quote, 0))
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, forms: &Forms, expected: &[&str]) {
        let found = pieces(text, forms);
        let words: Vec<_> = found.all.iter().map(|piece| found.word(piece)).collect();
        assert_eq!(words, expected);
        for piece in &found.all {
            assert_eq!(&text[piece.at..piece.end()], piece.text);
        }
    }

    #[test]
    fn words_that_are_two_are_cut() {
        check(
            "The Tenant's flat can't, cannot and won’t burn.",
            &Forms::default(),
            &[
                "the", "tenant", "flat", "ca", "n't", ",", "can", "not", "and", "wo", "n't",
                "burn", ".",
            ],
        );
        check(
            "L’acheteur n'est",
            &Forms::parse("apostrophe parts: l'acheteur"),
            &["l", "acheteur", "n", "est"],
        );
    }
}
