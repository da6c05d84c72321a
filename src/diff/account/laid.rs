//! A version laid out as sentences and words.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Sentence;
use crate::model::{ClauseIndex, Version};
use crate::text::normalize::folded;
use crate::text::sentence::sentences;
use crate::text::token::{TokenKind, tokens};

/// All sentences and words of a version, in its order.
pub(super) struct Laid<'a> {
    pub version: &'a Version,
    pub sentences: Vec<Sentence>,
    /// The first word of each sentence, and the end of all.
    starts: Vec<usize>,
    pub words: Vec<Word>,
    /// The first word of each clause, and the end of all.
    clauses: Vec<usize>,
}

/// A word by its place.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// In the text of its clause.
    pub range: Range<usize>,
    /// The sentence it stands in.
    pub sentence: usize,
}

impl<'a> Laid<'a> {
    pub fn new(version: &'a Version) -> Self {
        let mut laid = Self {
            version,
            sentences: Vec::new(),
            starts: Vec::new(),
            words: Vec::new(),
            clauses: Vec::new(),
        };
        for (index, clause) in version.indexed() {
            laid.clauses.push(laid.words.len());
            laid.add(index, &clause.text);
        }
        laid.clauses.push(laid.words.len());
        laid.starts.push(laid.words.len());
        laid
    }

    fn add(&mut self, clause: ClauseIndex, text: &str) {
        let mut words = tokens(text)
            .filter(|token| token.kind == TokenKind::Word)
            .map(|token| token.at..token.at + token.text.len())
            .peekable();
        for (place, range) in sentences(text).into_iter().enumerate() {
            let start = self.words.len();
            let sentence = self.sentences.len();
            while let Some(range) = words.next_if(|word| word.start < range.end) {
                self.words.push(Word { range, sentence });
            }
            self.starts.push(start);
            self.sentences.push(Sentence {
                clause,
                place,
                range,
                words: self.words.len() - start,
                carried: 0,
                strand: 0,
            });
        }
    }

    /// The words of a clause.
    pub fn of_clause(&self, clause: ClauseIndex) -> Range<usize> {
        self.clauses[clause.get()]..self.clauses[clause.get() + 1]
    }

    /// The words of a sentence.
    pub fn of_sentence(&self, sentence: usize) -> Range<usize> {
        self.starts[sentence]..self.starts[sentence + 1]
    }

    /// The text of a sentence.
    pub fn text(&self, sentence: usize) -> &'a str {
        let Sentence { clause, range, .. } = &self.sentences[sentence];
        &self.version.clause(*clause).text[range.clone()]
    }

    /// The bytes of a word.
    pub fn word(&self, word: usize) -> &'a str {
        let Word { range, sentence } = &self.words[word];
        let clause = self.sentences[*sentence].clause;
        &self.version.clause(clause).text[range.clone()]
    }
}

/// Folded words as numbers, so that sentences are compared as sequences of numbers.
#[derive(Default)]
pub(super) struct Vocabulary(FxHashMap<String, u32>);

impl Vocabulary {
    /// The words of a sentence.
    pub fn of(&mut self, laid: &Laid, sentence: usize) -> Vec<u32> {
        let words = laid.of_sentence(sentence);
        words.map(|word| self.number(laid.word(word))).collect()
    }

    fn number(&mut self, word: &str) -> u32 {
        let next = u32::try_from(self.0.len()).expect("fewer words than bytes of two files");
        let word = folded(word);
        match self.0.get(word.as_ref()) {
            Some(&number) => number,
            None => *self.0.entry(word.into_owned()).or_insert(next),
        }
    }
}
