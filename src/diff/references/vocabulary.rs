//! How the texts of a language refer to clauses.
//!
//! The words are data, `references.txt` of each language. All of them are folded words.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::text::normalize::folded;
use crate::text::vocabulary::{ByLanguage, lines};

static VOCABULARIES: ByLanguage<Vocabulary> =
    ByLanguage::new(|language| Vocabulary::read(language.references));

/// What a noun numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rank {
    /// The clauses of a whole text: articles.
    Main,
    /// What stands inside a clause: paragraphs.
    Inner,
    /// What holds clauses: chapters.
    Container,
    /// What has numbers of its own: annexes.
    Apart,
}

/// A noun that stands before a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Noun {
    /// The same for all forms of a noun.
    pub name: usize,
    pub rank: Rank,
    pub is_plural: bool,
}

/// A word that joins numbers of a reference, or ties it to what holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Word {
    /// In front of a noun: sub-clause.
    Sub,
    /// Before a number: No. 5.
    Number,
    /// Behind a number: 5 bis.
    Suffix,
    And,
    To,
    Of,
    /// "of" and "the" in one.
    OfThe,
    The,
    This,
    /// What a text calls itself.
    Own,
    /// May follow a number that counts nothing.
    After,
}

/// The words of one language.
pub(super) struct Vocabulary {
    nouns: FxHashMap<&'static str, Noun>,
    words: FxHashSet<(Word, &'static str)>,
}

impl Vocabulary {
    /// That of a language by its BCP 47 tag; English where it is not known.
    pub fn of(lang: Option<&str>) -> &'static Self {
        VOCABULARIES.of(lang)
    }

    fn read(file: &'static str) -> Self {
        let mut read = Self {
            nouns: FxHashMap::default(),
            words: FxHashSet::default(),
        };
        for (name, (kind, words)) in lines(file).enumerate() {
            match (rank(kind), word(kind)) {
                (Some(rank), _) => read.add_noun(name, rank, words),
                (None, Some(kind)) => {
                    let words = words.split_whitespace().map(|word| (kind, word));
                    read.words.extend(words);
                }
                (None, None) => debug_assert!(false, "`{kind}` is a kind of word"),
            }
        }
        read
    }

    fn add_noun(&mut self, name: usize, rank: Rank, forms: &'static str) {
        for (at, forms) in forms.split(';').enumerate() {
            for form in forms.split_whitespace() {
                let is_plural = at > 0;
                let noun = Noun {
                    name,
                    rank,
                    is_plural,
                };
                self.nouns.insert(form, noun);
            }
        }
    }

    /// The noun of a word.
    pub fn noun(&self, word: &str) -> Option<Noun> {
        self.nouns.get(&*folded(word)).copied()
    }

    /// True if a word is of that kind.
    pub fn is(&self, kind: Word, word: &str) -> bool {
        self.words.contains(&(kind, &*folded(word)))
    }
}

fn rank(kind: &str) -> Option<Rank> {
    Some(match kind {
        "main" => Rank::Main,
        "inner" => Rank::Inner,
        "container" => Rank::Container,
        "apart" => Rank::Apart,
        _ => return None,
    })
}

fn word(kind: &str) -> Option<Word> {
    Some(match kind {
        "sub" => Word::Sub,
        "number" => Word::Number,
        "suffix" => Word::Suffix,
        "and" => Word::And,
        "to" => Word::To,
        "of" => Word::Of,
        "of-the" => Word::OfThe,
        "the" => Word::The,
        "this" => Word::This,
        "own" => Word::Own,
        "after" => Word::After,
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
            for (kind, words) in lines(language.references) {
                assert!(rank(kind).is_some() || word(kind).is_some(), "{kind}");
                for word in words.split([' ', ';']) {
                    assert_eq!(folded(word), word);
                }
            }
        }
    }
}
