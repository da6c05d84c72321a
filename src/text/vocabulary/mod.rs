//! What words mean to the findings: numbers, units, months, force, negation, conditions.
//!
//! The vocabulary of a language is a file of phrases beside this one (`en.txt`, `fr.txt`); another
//! language is another file and a line in [`Vocabulary::of`]. Takes a text and gives its pieces
//! with all that they may mean; which of it is meant, and what follows from it, is not decided here.

mod pieces;
mod sense;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::text::shapes::Shapes;

use pieces::{Pieces, pieces};

pub use pieces::Piece;
pub use sense::{Condition, Force, Junction, Limit, Sense, Share, Span};

/// The phrases of one language.
#[derive(Debug)]
pub struct Vocabulary {
    language: Language,
    /// By their first piece, the longest first.
    phrases: FxHashMap<String, Vec<Phrase>>,
    /// Of the first pieces.
    shapes: Shapes,
}

/// A language that there is a file for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Also stands in for languages without a file.
    English,
    /// Its little words end in an apostrophe.
    French,
}

/// A phrase without its first piece.
#[derive(Debug)]
struct Phrase {
    rest: Vec<String>,
    sense: Sense,
}

static ENGLISH: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::parse(Language::English, include_str!("en.txt")));

static FRENCH: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::parse(Language::French, include_str!("fr.txt")));

impl Vocabulary {
    /// The vocabulary for a BCP 47 tag; English where there is no file for the language, or no tag.
    pub fn of(tag: Option<&str>) -> &'static Self {
        let language = tag.and_then(|tag| tag.split(['-', '_']).next());
        match language {
            Some(language) if language.eq_ignore_ascii_case("fr") => &FRENCH,
            _ => &ENGLISH,
        }
    }

    fn parse(language: Language, lines: &'static str) -> Self {
        let mut phrases: FxHashMap<String, Vec<Phrase>> = FxHashMap::default();
        let listed = listed(lines).flat_map(|(sense, phrase)| {
            let forms = forms(phrase, language).into_iter();
            forms.filter_map(move |form| Some((sense?, form)))
        });
        for (sense, phrase) in listed {
            let pieces = pieces(&phrase, language);
            let mut words = pieces.all.iter().map(|piece| pieces.word(piece).to_owned());
            let Some(first) = words.next() else { continue };
            let phrase = Phrase {
                rest: words.collect(),
                sense,
            };
            phrases.entry(first).or_default().push(phrase);
        }
        for alike in phrases.values_mut() {
            alike.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
        }
        let mut shapes = Shapes::default();
        phrases.keys().for_each(|first| shapes.add(first));
        Self {
            language,
            phrases,
            shapes,
        }
    }

    /// Reads a text. Linear, but for the phrases that begin with the same word.
    pub fn read<'t>(&self, text: &'t str) -> Reading<'t> {
        let pieces = pieces(text, self.language);
        let mut meanings = Vec::new();
        let mut starts = Vec::with_capacity(pieces.all.len() + 1);
        for (at, piece) in pieces.all.iter().enumerate() {
            starts.push(meanings.len());
            let first = pieces.word(piece);
            let may_be = self.shapes.may_hold(first);
            let phrases = may_be.then(|| self.phrases.get(first)).flatten();
            let rest = &pieces.all[at + 1..];
            for phrase in phrases.into_iter().flatten() {
                let is_here = rest.len() >= phrase.rest.len()
                    && std::iter::zip(&phrase.rest, rest)
                        .all(|(word, piece)| *word == pieces.word(piece));
                if is_here {
                    meanings.push((phrase.sense, at + 1 + phrase.rest.len()));
                }
            }
        }
        starts.push(meanings.len());
        let Pieces { all, folded } = pieces;
        Reading {
            text,
            pieces: all,
            folded,
            meanings,
            starts,
        }
    }
}

/// A phrase as it may be written: in French its last word loses its vowel before another.
fn forms(phrase: &str, language: Language) -> Vec<String> {
    let mut forms = vec![phrase.to_owned()];
    let is_elided =
        language == Language::French && [" de", " que"].iter().any(|end| phrase.ends_with(end));
    if is_elided {
        forms.push(phrase[..phrase.len() - 1].to_owned());
    }
    forms
}

/// The lines of a file as sense and phrase; no sense where a line has none that is known.
fn listed(lines: &'static str) -> impl Iterator<Item = (Option<Sense>, &'static str)> {
    let lines = lines.lines().filter(|line| !line.starts_with('#'));
    let lines = lines.filter_map(|line| line.split_once(": "));
    lines.flat_map(|(name, phrases)| {
        let sense = name
            .split_once(' ')
            .and_then(|(kind, key)| Sense::named(kind, key));
        let phrases = phrases.split(", ");
        phrases.map(move |phrase| (sense, phrase.trim_matches('\'')))
    })
}

/// A text with what its pieces may mean.
#[derive(Debug)]
pub struct Reading<'t> {
    /// The whole text.
    pub text: &'t str,
    /// Its words and marks in order.
    pub pieces: Vec<Piece<'t>>,
    folded: String,
    /// A sense and the piece behind its phrase; by the piece where the phrase begins, longest first.
    meanings: Vec<(Sense, usize)>,
    starts: Vec<usize>,
}

impl<'t> Reading<'t> {
    /// All that may be meant by phrases that begin with a piece, each with the piece behind the
    /// phrase; the longest first. Nothing behind the end.
    pub fn at(&self, piece: usize) -> &[(Sense, usize)] {
        match (self.starts.get(piece), self.starts.get(piece + 1)) {
            (Some(&start), Some(&end)) => &self.meanings[start..end],
            _ => &[],
        }
    }

    /// The longest phrase at a piece that means what is asked for, with the piece behind it.
    pub fn find<T>(&self, piece: usize, asked: impl Fn(Sense) -> Option<T>) -> Option<(T, usize)> {
        let meanings = self.at(piece).iter();
        meanings
            .filter_map(|&(sense, end)| Some((asked(sense)?, end)))
            .next()
    }

    /// True if the piece begins with a digit, or a phrase with such a sense begins there.
    pub fn may_begin(&self, piece: usize, asked: fn(Sense) -> bool) -> bool {
        self.at(piece).iter().any(|(sense, _)| asked(*sense))
            || self.word(piece).starts_with(|c: char| c.is_ascii_digit())
    }

    /// True if a phrase at the piece has this sense.
    pub fn means(&self, piece: usize, sense: Sense) -> bool {
        self.at(piece).iter().any(|(other, _)| *other == sense)
    }

    /// The folded piece; empty behind the end.
    pub fn word(&self, piece: usize) -> &str {
        let piece = self.pieces.get(piece);
        piece.map_or("", |piece| &self.folded[piece.folded.clone()])
    }

    /// The folded mark, if the piece is one of ASCII; nought for words and behind the end.
    pub fn mark(&self, piece: usize) -> u8 {
        match self.pieces.get(piece) {
            Some(own) if !own.is_word && own.folded.len() == 1 => {
                self.folded.as_bytes()[own.folded.start]
            }
            _ => 0,
        }
    }

    /// True for a mark that ends a sentence, or a part of one that could stand alone.
    pub fn ends_sentence(&self, piece: usize) -> bool {
        matches!(self.mark(piece), b'.' | b';' | b'!' | b'?')
    }

    /// The text from one piece to before another, which must not be the same.
    pub fn spelled(&self, pieces: std::ops::Range<usize>) -> &'t str {
        let (first, last) = (&self.pieces[pieces.start], &self.pieces[pieces.end - 1]);
        &self.text[first.at..last.end()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_every_file_has_a_known_sense() {
        for lines in [include_str!("en.txt"), include_str!("fr.txt")] {
            let lost = listed(lines).filter(|(sense, _)| sense.is_none());
            assert_eq!(lost.map(|(_, phrase)| phrase).collect::<Vec<_>>(), [""; 0]);
            let plain = lines
                .lines()
                .filter(|line| !line.starts_with('#') && !line.is_empty());
            plain.for_each(|line| assert!(line.contains(": "), "{line}"));
        }
    }

    #[test]
    fn the_longest_phrase_comes_first() {
        let reading = Vocabulary::of(None).read("ten business days");
        assert_eq!(reading.at(0), [(Sense::Number(10), 1)]);
        assert_eq!(reading.at(1), [(Sense::Span(Span::BusinessDay), 3)]);
        let reading = Vocabulary::of(Some("en-GB")).read("in the event that it rains");
        assert_eq!(reading.find(0, Sense::condition), Some((Condition::If, 4)));
    }

    #[test]
    fn french_elisions_are_words_of_their_own() {
        let reading = Vocabulary::of(Some("fr")).read("L'Acheteur s'engage à payer");
        assert_eq!(reading.word(1), "acheteur");
        assert_eq!(reading.find(2, Sense::force), Some((Force::Commitment, 5)));
    }
}
