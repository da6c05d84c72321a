//! The folded form of a text, for comparison only; never shown.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// One word with case, compatibility forms and the diacritics of Latin and Greek
/// letters folded away.
///
/// `“Café”` and `cafe` fold to the same; so do full-width and plain digits.
/// Marks of other scripts make other words and stay: `की` is not `का`, `й` is not `и`.
/// Apostrophes inside a word are made plain. Idempotent.
pub fn fold_word(word: &str) -> String {
    folded(word).into_owned()
}

/// The same as [`fold_word`]; borrowed where it is the word itself, as most words are.
pub fn folded(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        let has_capital = word.bytes().any(|byte| byte.is_ascii_uppercase());
        return if has_capital {
            Cow::Owned(word.to_ascii_lowercase())
        } else {
            Cow::Borrowed(word)
        };
    }
    let lower = without_diacritics(word.nfkd())
        .flat_map(char::to_lowercase)
        .map(plain_quote);
    // Lowering may bring marks of its own: `İ`.
    Cow::Owned(without_diacritics(lower.nfkd()).nfkc().collect())
}

/// Leaves out the marks that stand on a Latin or Greek letter.
fn without_diacritics(decomposed: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    let mut is_on_plain_letter = false;
    decomposed.filter(move |&c| {
        if is_combining_mark(c) {
            return !is_on_plain_letter;
        }
        is_on_plain_letter = is_latin_or_greek(c);
        true
    })
}

/// Letters whose marks are accents: a word without them is the same word, badly typed.
fn is_latin_or_greek(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c as u32, 0xc0..=0x24f | 0x250..=0x2af | 0x1e00..=0x1eff | 0x2c60..=0x2c7f
            | 0xa720..=0xa7ff | 0xab30..=0xab6f)
        || matches!(c as u32, 0x370..=0x3ff | 0x1f00..=0x1fff)
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
        check("Ειρήνη", "ειρηνη");
        check("İzmir", "izmir");
    }

    #[test]
    fn marks_of_other_scripts_make_other_words() {
        check("की", "की");
        check("का", "का");
        check("Й", "й");
        check("Ї", "ї");
        check("Ґ", "ґ");
        check("ガ", "ガ");
    }

    #[test]
    fn composed_and_decomposed_letters_are_the_same() {
        check("и\u{306}", "й");
        check("e\u{301}", "e");
    }
}
