//! How the words of a language are cut and built.

use super::language::lines;
use crate::text::normalize::folded;

/// What an apostrophe does inside a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Apostrophe {
    /// It stands for letters, or before the ending of a genitive: `don't`, `tenant's`.
    #[default]
    Contracts,
    /// It parts two words: `l'acheteur`.
    Parts,
}

/// The parts of words that a vocabulary names.
#[derive(Debug, Default)]
pub struct Forms {
    pub(super) apostrophe: Apostrophe,
    ordinal_endings: Vec<&'static str>,
    scales: Vec<&'static str>,
    denying: Vec<&'static str>,
    /// Words that only look denied: `import` is no denial of `port`.
    undenied: Vec<&'static str>,
}

impl Forms {
    /// The forms that the lines of a file name; other lines are passed over.
    pub(super) fn parse(file: &'static str) -> Self {
        let mut forms = Self::default();
        for (name, words) in lines(file) {
            let words = words.split(", ");
            match name {
                "apostrophe parts" => forms.apostrophe = Apostrophe::Parts,
                "ending ordinal" => forms.ordinal_endings.extend(words),
                "beginning denial" => forms.denying.extend(words),
                "word undenied" => forms.undenied.extend(words),
                name if name.starts_with("scale ") => forms.scales.extend(words),
                _ => {}
            }
        }
        forms
    }

    /// True for lines that name forms, and no phrase.
    pub(super) fn has(name: &str) -> bool {
        matches!(
            name,
            "apostrophe parts" | "ending ordinal" | "beginning denial" | "word undenied"
        )
    }

    /// True for the letters behind the digits of `3rd`.
    pub fn is_ordinal_ending(&self, letters: &str) -> bool {
        self.ordinal_endings.contains(&&*folded(letters))
    }

    /// True for letters that may stand directly behind digits and mean something by themselves: a
    /// magnitude, or a unit of more than one letter.
    pub(super) fn is_behind_digits(&self, letters: &str) -> bool {
        let is_long = letters.chars().nth(1).is_some();
        (is_long && !self.is_ordinal_ending(letters)) || self.scales.contains(&&*folded(letters))
    }

    /// What a word would be without a beginning that denies it: the `lawful` of `unlawful`. Several
    /// beginnings may fit, and the rest need not be a word. Words are folded.
    pub fn denied<'w>(&self, word: &'w str) -> impl Iterator<Item = &'w str> {
        let beginnings = self.denying.iter();
        let rests = beginnings.filter_map(move |beginning| word.strip_prefix(beginning));
        rests.filter(move |rest| rest.len() >= SHORTEST_DENIED && !self.undenied.contains(&word))
    }

    /// A phrase as it may be written: where an apostrophe parts words, the last of them may have lost
    /// its vowel before the next.
    pub(super) fn written<'p>(&self, phrase: &'p str) -> impl Iterator<Item = &'p str> + use<'p> {
        let last = phrase.rsplit_once(' ').map_or("", |(_, last)| last);
        let is_elided = self.apostrophe == Apostrophe::Parts
            && last.len() <= LONGEST_ELIDED
            && last.ends_with('e');
        let elided = is_elided.then(|| &phrase[..phrase.len() - 1]);
        std::iter::once(phrase).chain(elided)
    }
}

/// What is denied has so many bytes at least: the shortest are `unfit` and `disarm`.
const SHORTEST_DENIED: usize = 3;

/// In letters, `que`.
const LONGEST_ELIDED: usize = 3;
