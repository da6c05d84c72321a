//! Words by Unicode rules.
//!
//! Two views of one text: [`words`] are the runs that count as words (letters and
//! digits, Unicode Standard Annex 29), [`tokens`] cut the whole text so that the
//! pieces spell it byte for byte. Numbers keep their separators: `1,200` is one word.

use unicode_segmentation::UnicodeSegmentation;

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
    text.split_word_bound_indices().map(|(at, text)| Token {
        text,
        at,
        kind: kind_of(text),
    })
}

/// The words of `text` in order, marks and white space left out. Linear.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.unicode_words()
}

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
}
