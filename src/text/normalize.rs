//! The folded form of a text, for comparison only; never shown.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// One word with case, diacritics and compatibility forms folded away.
///
/// `“Café”` and `cafe` fold to the same; so do full-width and plain digits.
/// Apostrophes inside a word are made plain. Idempotent.
pub fn fold_word(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfkd()
        .filter(|&c| !is_combining_mark(c))
        .flat_map(char::to_lowercase)
        .map(plain_quote)
        .nfkd()
        .filter(|&c| !is_combining_mark(c))
        .collect()
}

fn plain_quote(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' => '\'',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, folded: &str) {
        assert_eq!(fold_word(word), folded);
        assert_eq!(fold_word(folded), folded);
    }

    #[test]
    fn case_diacritics_and_width_do_not_count() {
        check("Communiqué", "communique");
        check("１２", "12");
        check("North’s", "north's");
    }
}
