//! How the texts of a language define their terms, and which words say the same.
//!
//! The words are data, `definitions.txt` of each language. All of them are folded words.

use std::borrow::Cow;
use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::text::normalize::folded;
use crate::text::spelling;
use crate::text::vocabulary::{ByLanguage, lines};

static VOCABULARIES: ByLanguage<Vocabulary> =
    ByLanguage::new(|language| Vocabulary::read(language.definitions));

/// What a word is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Word {
    /// Beside a term in brackets.
    Beside,
    /// Makes a term of what stands in quotes, without brackets.
    Hereinafter,
    /// Says nothing of its own.
    Empty,
    /// Begins the words that a term in brackets stands for.
    Begins,
    /// Joins what begins so to more of it.
    Through,
    /// Is never among them.
    Bounds,
    /// A party to a contract.
    Role,
}

/// A phrase that defines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Phrase {
    /// Between the term and all that it means.
    Means,
    /// Between the term and a part of what it means.
    Includes,
    /// Between the term and what it does not mean.
    Excludes,
    /// Before a term whose meaning follows.
    Introduces,
}

/// The words of one language.
#[derive(Default)]
pub(super) struct Vocabulary {
    words: FxHashSet<(Word, &'static str)>,
    /// The longest first.
    phrases: Vec<(Phrase, Vec<&'static str>)>,
    /// Stems of words by the stem that stands for all that say the same.
    same: FxHashMap<String, String>,
    /// Senses that stand together for a third.
    together: Vec<[String; 3]>,
    /// So many of the first are one of the second.
    units: Vec<(String, u32, String)>,
    numbers: FxHashMap<&'static str, u32>,
    endings: Vec<&'static str>,
}

impl Vocabulary {
    /// That of a language by its BCP 47 tag; English where it is not known.
    pub fn of(lang: Option<&str>) -> &'static Self {
        VOCABULARIES.of(lang)
    }

    fn read(file: &'static str) -> Self {
        let mut read = Self::default();
        for (kind, words) in lines(file) {
            if let Some(kind) = word(kind) {
                let words = words.split_whitespace().map(|word| (kind, word));
                read.words.extend(words);
            } else if let Some(kind) = phrase(kind) {
                let phrases = words
                    .split(';')
                    .map(|phrase| (kind, parts(phrase).collect()));
                read.phrases.extend(phrases);
            } else if kind == "number" {
                let numbers = words
                    .split(';')
                    .filter_map(|one| one.trim().split_once(' '));
                read.numbers
                    .extend(numbers.filter_map(|(word, value)| Some((word, value.parse().ok()?))));
            } else if kind == "ending" {
                read.endings.extend(words.split_whitespace());
            }
        }
        read.phrases
            .sort_by_key(|(_, words)| std::cmp::Reverse(words.len()));
        read.add_senses(file);
        read
    }

    fn add_senses(&mut self, file: &'static str) {
        // Stems are cut by the endings, which stand behind these lines.
        for (_, words) in lines(file).filter(|(kind, _)| *kind == "same") {
            let stems: Vec<String> = words
                .split_whitespace()
                .map(|word| self.stem(word))
                .collect();
            for stem in &stems {
                self.same.entry(stem.clone()).or_insert(stems[0].clone());
            }
        }
        for (kind, words) in lines(file) {
            for parts in words
                .split(';')
                .map(|part| part.split_whitespace().collect::<Vec<_>>())
            {
                match (kind, parts.as_slice()) {
                    ("together", [a, b, one]) => {
                        self.together.push([a, b, one].map(|word| self.sense(word)));
                    }
                    ("unit", [small, factor, large]) => {
                        let factor = factor.parse().unwrap_or(1);
                        self.units
                            .push((self.sense(small), factor, self.sense(large)));
                    }
                    _ => {}
                }
            }
        }
    }

    /// Says with one word what a set of senses says with two, and in the larger unit what
    /// its only number says in a smaller one.
    pub fn settle(&self, senses: &mut BTreeSet<String>) {
        for [a, b, one] in &self.together {
            if senses.contains(a) && senses.contains(b) {
                senses.remove(a);
                senses.remove(b);
                senses.insert(one.clone());
            }
        }
        let mut numbers = senses.iter().filter_map(|sense| sense.parse::<u32>().ok());
        let (Some(number), None) = (numbers.next(), numbers.next()) else {
            return;
        };
        for (small, factor, large) in &self.units {
            if number % factor == 0 && senses.remove(small) {
                senses.remove(&number.to_string());
                senses.insert((number / factor).to_string());
                senses.insert(large.clone());
                return;
            }
        }
    }

    /// True if a word is of that kind.
    pub fn is(&self, kind: Word, word: &str) -> bool {
        self.words.contains(&(kind, &*folded(word)))
    }

    /// The phrase with which some folded words begin, and how many of them it takes.
    pub fn phrase_at_start(&self, words: &[Cow<'_, str>]) -> Option<(Phrase, usize)> {
        let defining = self.phrases.iter();
        let mut defining = defining.filter(|(kind, _)| *kind != Phrase::Introduces);
        let found = defining.find(|(_, own)| is_same(own, words.iter().take(own.len())));
        found.map(|(kind, own)| (*kind, own.len()))
    }

    /// True if a phrase that introduces a term ends with this folded word.
    pub fn may_introduce(&self, word: &str) -> bool {
        let mut phrases = self.phrases.iter();
        phrases.any(|(kind, own)| *kind == Phrase::Introduces && own.last() == Some(&word))
    }

    /// True if some folded words end with a phrase that introduces a term.
    pub fn is_introduced(&self, words: &[Cow<'_, str>]) -> bool {
        let introducing = self.phrases.iter();
        let mut introducing = introducing.filter(|(kind, _)| *kind == Phrase::Introduces);
        introducing.any(|(_, own)| is_same(own, words.iter().rev().take(own.len()).rev()))
    }

    /// The most words that a phrase has.
    pub fn longest_phrase(&self) -> usize {
        self.phrases.first().map_or(0, |(_, words)| words.len())
    }

    /// The value of a number in words.
    pub fn number(&self, word: &str) -> Option<u32> {
        self.numbers.get(word).copied()
    }

    /// What a folded word says, whatever its ending and its spelling.
    pub fn sense(&self, word: &str) -> String {
        let stem = self.stem(word);
        self.same.get(&stem).cloned().unwrap_or(stem)
    }

    fn stem(&self, word: &str) -> String {
        let word: Cow<str> = spelling::standard(word);
        let is_long = |stem: &&str| stem.chars().count() >= SHORTEST_STEM;
        // What ends like "exceed" or "employees" loses no more than its last letter.
        let is_ending = |ending: &&&str| {
            let stem = word.strip_suffix(**ending);
            stem.is_some_and(|stem| stem.chars().next_back() != ending.chars().next())
        };
        let cut = self.endings.iter().find(is_ending);
        let cut = cut.and_then(|ending| word.strip_suffix(ending));
        let cut = cut.filter(is_long);
        let stem = cut.unwrap_or(&word).trim_end_matches('e');
        let mut letters: Vec<char> = stem.chars().collect();
        if let [.., before, last] = letters.as_slice()
            && before == last
            && last.is_alphabetic()
        {
            letters.pop();
        }
        if let Some(last) = letters.last_mut().filter(|last| **last == 'y') {
            *last = 'i';
        }
        letters.into_iter().collect()
    }
}

fn is_same<'w>(phrase: &[&str], words: impl Iterator<Item = &'w Cow<'w, str>>) -> bool {
    phrase.iter().copied().eq(words.map(|word| &**word))
}

/// Words with shorter stems are other words: "bus", "red", "king".
const SHORTEST_STEM: usize = 3;

/// Words between spaces and apostrophes.
fn parts(phrase: &'static str) -> impl Iterator<Item = &'static str> {
    phrase.split([' ', '\'']).filter(|word| !word.is_empty())
}

fn word(kind: &str) -> Option<Word> {
    Some(match kind {
        "beside" => Word::Beside,
        "hereinafter" => Word::Hereinafter,
        "empty" => Word::Empty,
        "begins" => Word::Begins,
        "through" => Word::Through,
        "bounds" => Word::Bounds,
        "role" => Word::Role,
        _ => return None,
    })
}

fn phrase(kind: &str) -> Option<Phrase> {
    Some(match kind {
        "means" => Phrase::Means,
        "includes" => Phrase::Includes,
        "excludes" => Phrase::Excludes,
        "introduces" => Phrase::Introduces,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::vocabulary::Language;

    #[test]
    fn every_line_is_a_known_kind_of_folded_words() {
        for language in Language::all() {
            for (kind, words) in lines(language.definitions) {
                let others = ["same", "together", "unit", "number", "ending"];
                let is_known = others.contains(&kind) || word(kind).is_some();
                assert!(is_known || phrase(kind).is_some(), "{kind}");
                for word in words.split([' ', ';']) {
                    assert_eq!(folded(word), word);
                }
            }
        }
    }

    #[test]
    fn endings_spellings_and_listed_words_do_not_count() {
        let vocabulary = Vocabulary::of(None);
        for (a, b) in [
            ("works", "worked"),
            ("produces", "produce"),
            ("companies", "company"),
            ("controlled", "controls"),
            ("colour", "colors"),
            ("vessels", "ship"),
            ("employees", "employee"),
            ("exceeds", "exceed"),
        ] {
            assert_eq!(vocabulary.sense(a), vocabulary.sense(b));
        }
        assert_ne!(vocabulary.sense("island"), vocabulary.sense("mainland"));
    }
}
