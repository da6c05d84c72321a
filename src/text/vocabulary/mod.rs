//! What words mean to the findings: numbers, units, months, force, negation, conditions.
//!
//! The vocabulary of a language is a file of phrases, `phrases.txt` in its folder. Takes a text and
//! gives its pieces with all that they may mean; which of it is meant, and what follows from it, is
//! not decided here. The other files of the folder are read where they are needed.

mod forms;
mod language;
mod pieces;
mod sense;

use rustc_hash::FxHashMap;

use crate::text::shapes::Shapes;

use pieces::{Pieces, pieces};

pub use forms::Forms;
pub use language::{ByLanguage, Language, lines};
pub use pieces::Piece;
pub use sense::{Condition, Force, Junction, Limit, Sense, Share, Span};

/// The phrases of one language.
#[derive(Debug)]
pub struct Vocabulary {
    forms: Forms,
    /// By their first piece, the longest first.
    phrases: FxHashMap<String, Vec<Phrase>>,
    /// Of the first pieces.
    shapes: Shapes,
}

/// A phrase without its first piece.
#[derive(Debug)]
struct Phrase {
    rest: Vec<String>,
    sense: Sense,
}

static VOCABULARIES: ByLanguage<Vocabulary> =
    ByLanguage::new(|language| Vocabulary::parse(language.phrases));

impl Vocabulary {
    /// The vocabulary for a BCP 47 tag; English where there is none for the language, or no tag.
    pub fn of(tag: Option<&str>) -> &'static Self {
        VOCABULARIES.of(tag)
    }

    fn parse(file: &'static str) -> Self {
        let forms = Forms::parse(file);
        let mut phrases: FxHashMap<String, Vec<Phrase>> = FxHashMap::default();
        let known = listed(file).filter_map(|(sense, phrase)| Some((sense?, phrase)));
        let written = known.flat_map(|(sense, phrase)| {
            let written = forms.written(phrase);
            written.map(move |phrase| (sense, phrase))
        });
        for (sense, phrase) in written {
            let pieces = pieces(phrase, &forms);
            let words = pieces.all.iter().map(|piece| pieces.word(piece));
            let mut words = words.map(str::to_owned);
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
            forms,
            phrases,
            shapes,
        }
    }

    /// Reads a text. Linear, but for the phrases that begin with the same word.
    pub fn read<'t>(&'static self, text: &'t str) -> Reading<'t> {
        let pieces = pieces(text, &self.forms);
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
            forms: &self.forms,
            pieces: all,
            folded,
            meanings,
            starts,
        }
    }
}

/// The phrases of a file with their senses; no sense where a line has none that is known.
fn listed(file: &'static str) -> impl Iterator<Item = (Option<Sense>, &'static str)> {
    let lines = lines(file).filter(|(name, _)| !Forms::has(name));
    lines.flat_map(|(name, phrases)| {
        let named = name.split_once(' ');
        let sense = named.and_then(|(kind, key)| Sense::named(kind, key));
        let phrases = phrases.split(", ");
        phrases.map(move |phrase| (sense, phrase.trim_matches('\'')))
    })
}

/// A text with what its pieces may mean.
#[derive(Debug)]
pub struct Reading<'t> {
    /// The whole text.
    pub text: &'t str,
    /// How the words of its language are built.
    pub forms: &'static Forms,
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

    /// What is asked for of the longest phrase that means it, of those that end before a piece and
    /// have so many pieces at most.
    pub fn ending<T>(
        &self,
        end: usize,
        most: usize,
        asked: impl Fn(Sense) -> Option<T>,
    ) -> Option<T> {
        let starts = end.saturating_sub(most)..end;
        let phrases = starts.into_iter().flat_map(|start| self.at(start));
        let mut phrases = phrases.filter(|(_, behind)| *behind == end);
        phrases.find_map(|&(sense, _)| asked(sense))
    }

    /// True if a phrase of so many pieces at most, with this sense, ends before a piece.
    pub fn ends_with(&self, end: usize, most: usize, sense: Sense) -> bool {
        let is_own = |other: Sense| (other == sense).then_some(());
        self.ending(end, most, is_own).is_some()
    }

    /// The piece behind the longest phrase at a piece that has this sense.
    pub fn behind(&self, piece: usize, sense: Sense) -> Option<usize> {
        let mut phrases = self.at(piece).iter();
        let found = phrases.find(|(other, _)| *other == sense);
        found.map(|(_, end)| *end)
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
        for language in Language::all() {
            let lost = listed(language.phrases).filter(|(sense, _)| sense.is_none());
            assert_eq!(lost.map(|(_, phrase)| phrase).collect::<Vec<_>>(), [""; 0]);
        }
    }

    #[test]
    fn a_phrase_is_found_from_either_end() {
        let reading = Vocabulary::of(None).read("at no more than five");
        assert_eq!(reading.ending(4, 3, Sense::limit), Some(Limit::Most));
        assert_eq!(reading.ending(4, 2, Sense::limit), None);
        assert_eq!(reading.behind(1, Sense::Neutral), Some(4));
        assert!(reading.ends_with(4, 3, Sense::Neutral));
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
