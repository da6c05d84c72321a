//! One word in two spellings: `colour` and `color`.
//!
//! The pairs are data, in `spelling/en.txt`. Takes and gives folded words, for
//! comparison only; knows nothing of inflection beyond the beginnings listed there.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

const ENGLISH: &str = include_str!("spelling/en.txt");

/// Marks the beginning of words in the list.
const BEGINNING: char = '~';

/// Whole words and beginnings of words, each with what it is read as.
struct Variants {
    words: FxHashMap<&'static str, &'static str>,
    beginnings: FxHashMap<&'static str, &'static str>,
    /// Bytes of the longest beginning.
    longest: usize,
}

static VARIANTS: LazyLock<Variants> = LazyLock::new(|| {
    let (mut words, mut beginnings) = (FxHashMap::default(), FxHashMap::default());
    for (from, to) in listed() {
        match (from.strip_suffix(BEGINNING), to.strip_suffix(BEGINNING)) {
            (Some(from), Some(to)) => beginnings.insert(from, to),
            _ => words.insert(from, to),
        };
    }
    let longest = beginnings.keys().map(|from: &&str| from.len()).max();
    Variants {
        words,
        beginnings,
        longest: longest.unwrap_or(0),
    }
});

fn listed() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = ENGLISH.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(' '))
}

/// The spelling that stands for all spellings of a folded word; the word itself where
/// none is listed. Begins with the same letter.
pub fn standard(word: &str) -> Cow<'_, str> {
    if let Some(standard) = VARIANTS.words.get(word) {
        return Cow::Borrowed(standard);
    }
    let beginning = |end: usize| {
        let standard = VARIANTS.beginnings.get(word.get(..end)?)?;
        Some(Cow::Owned(format!("{standard}{}", &word[end..])))
    };
    ends_of_beginnings(word)
        .find_map(beginning)
        .unwrap_or(Cow::Borrowed(word))
}

/// Where a listed beginning of the word may end, the last such place first.
fn ends_of_beginnings(word: &str) -> impl Iterator<Item = usize> {
    (1..=word.len().min(VARIANTS.longest)).rev()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(british: &str, american: &str) {
        assert_eq!(standard(british), standard(american));
    }

    #[test]
    fn listed_spellings_are_the_same_word() {
        check("colour", "color");
        check("neighbouring", "neighboring");
        check("recognised", "recognized");
        check("demilitarisation", "demilitarization");
        check("programmes", "programs");
        check("fulfilment", "fulfillment");
        check("travelling", "traveling");
    }

    #[test]
    fn what_is_not_listed_stays() {
        for word in ["promise", "four", "fulfilled", "analyses", "", "її"] {
            assert_eq!(standard(word), word);
        }
    }

    #[test]
    fn a_word_longer_than_any_that_is_listed_is_not_tried_to_its_end() {
        let word = "a".repeat(1_000_000);
        assert!(ends_of_beginnings(&word).count() < 40);
        assert_eq!(standard(&word), word);
        let word = format!("colour{word}");
        assert_eq!(standard(&word), word.replacen("colour", "color", 1));
    }

    #[test]
    fn each_line_is_two_words_or_two_beginnings_and_leads_to_a_standard() {
        let lines = ENGLISH.lines().filter(|line| !line.is_empty());
        let count = lines.filter(|line| !line.starts_with('#')).count();
        assert_eq!(count, listed().count());
        for (from, to) in listed() {
            assert_eq!(from.ends_with(BEGINNING), to.ends_with(BEGINNING), "{from}");
            let plain = |word: &str| word.trim_end_matches(BEGINNING).to_owned();
            assert_eq!(standard(&plain(from)), plain(to));
            assert_eq!(standard(&plain(to)), plain(to));
            assert_eq!(from.chars().next(), to.chars().next());
        }
    }
}
