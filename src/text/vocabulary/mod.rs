//! What words mean to the findings: numbers, units, months, force, negation, conditions.
//!
//! The vocabulary of a language is a file of phrases, `phrases.txt` in its folder. Takes a text and
//! gives its pieces with all that they may mean; which of it is meant, and what follows from it, is
//! not decided here. The other files of the folder are read where they are needed.

mod forms;
mod language;
mod opening;
mod phrases;
mod pieces;
mod sense;

use phrases::{Meant, Phrases};
use pieces::{Pieces, pieces};

pub use forms::Forms;
pub use language::{ByLanguage, Language, lines};
pub use opening::Openings;
pub use phrases::Meaning;
pub use pieces::Piece;
pub use sense::{Condition, Force, Junction, Limit, Sense, Share, Span};

/// The phrases of one language.
#[derive(Debug)]
pub struct Vocabulary {
    forms: Forms,
    phrases: Phrases,
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
        let mut phrases = Phrases::default();
        let known = listed(file).filter_map(|(sense, phrase)| Some((sense?, phrase)));
        for (sense, phrase) in known {
            for written in forms.written(phrase) {
                let pieces = pieces(written, &forms);
                phrases.add(pieces.words().map(str::to_owned), sense);
            }
        }
        Self {
            forms,
            phrases: phrases.finished(),
        }
    }

    /// Reads a text. Linear, but for the phrases that begin with the same word.
    pub fn read<'t>(&'static self, text: &'t str) -> Reading<'t> {
        let pieces = pieces(text, &self.forms);
        let mut own = Vec::new();
        let told = (0..pieces.all.len()).map(|at| {
            let piece = &pieces.all[at];
            let mut meant = self.phrases.at(&pieces, at, &mut own);
            let word = pieces.word(piece);
            let written = Openings::of_written(piece.text, word, piece.is_word);
            meant.openings = meant.openings.or(written);
            meant
        });
        let told = told.collect();
        let Pieces { all, folded } = pieces;
        Reading {
            text,
            forms: &self.forms,
            pieces: all,
            folded,
            told,
            single: &self.phrases.single,
            own,
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
    /// Of each piece.
    told: Vec<Meant>,
    /// Those of all phrases of one piece, then those of the text.
    single: &'static [Meaning],
    own: Vec<Meaning>,
}

impl<'t> Reading<'t> {
    /// The first piece, from one on, where something of that may begin; behind the last if there is none.
    pub fn next(&self, from: usize, wanted: Openings) -> usize {
        let rest = self.told.get(from..).unwrap_or_default();
        let found = rest.iter().position(|own| own.openings.meets(wanted));
        found.map_or(self.pieces.len(), |by| from + by)
    }

    /// The pieces that begin in a range of bytes.
    pub fn within(&self, bytes: &std::ops::Range<usize>) -> std::ops::Range<usize> {
        let before = |byte: usize| self.pieces.partition_point(|piece| piece.at < byte);
        before(bytes.start)..before(bytes.end)
    }

    /// True if something of that may begin at a piece.
    pub fn opens(&self, piece: usize, wanted: Openings) -> bool {
        let told = self.told.get(piece);
        told.is_some_and(|own| own.openings.meets(wanted))
    }

    /// All that may be meant by phrases that begin with a piece; the longest first. Nothing behind the
    /// end.
    pub fn at(&self, piece: usize) -> &[Meaning] {
        let Some(Meant { places, .. }) = self.told.get(piece) else {
            return &[];
        };
        let behind = self.single.len();
        match places.start < behind {
            true => &self.single[places.clone()],
            false => &self.own[places.start - behind..places.end - behind],
        }
    }

    /// The longest phrase at a piece that means what is asked for, with the piece behind it.
    pub fn find<T>(&self, piece: usize, asked: impl Fn(Sense) -> Option<T>) -> Option<(T, usize)> {
        let mut meanings = self.at(piece).iter();
        meanings.find_map(|own| Some((asked(own.sense)?, piece + own.pieces)))
    }

    /// What is asked for of the longest phrase that means it, of those that end before a piece and
    /// have so many pieces at most.
    pub fn ending<T>(
        &self,
        end: usize,
        most: usize,
        asked: impl Fn(Sense) -> Option<T>,
    ) -> Option<T> {
        let found = self.ending_from(end, most, asked);
        found.map(|(_, value)| value)
    }

    /// The same, with the piece where the phrase begins.
    pub fn ending_from<T>(
        &self,
        end: usize,
        most: usize,
        asked: impl Fn(Sense) -> Option<T>,
    ) -> Option<(usize, T)> {
        let mut starts = end.saturating_sub(most)..end;
        starts.find_map(|start| {
            let meanings = self.at(start).iter();
            let mut whole = meanings.filter(|own| start + own.pieces == end);
            whole.find_map(|own| Some((start, asked(own.sense)?)))
        })
    }

    /// True if a phrase of so many pieces at most, with this sense, ends before a piece.
    pub fn ends_with(&self, end: usize, most: usize, sense: Sense) -> bool {
        let is_own = |other: Sense| (other == sense).then_some(());
        self.ending(end, most, is_own).is_some()
    }

    /// The piece behind the longest phrase at a piece that has this sense.
    pub fn behind(&self, piece: usize, sense: Sense) -> Option<usize> {
        let mut phrases = self.at(piece).iter();
        let found = phrases.find(|own| own.sense == sense);
        found.map(|own| piece + own.pieces)
    }

    /// True if a phrase at the piece has this sense.
    pub fn means(&self, piece: usize, sense: Sense) -> bool {
        self.at(piece).iter().any(|own| own.sense == sense)
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
        self.opens(piece, Openings::SENTENCE)
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
        assert_eq!(reading.ending(4, 2, Sense::limit), Some(Limit::Above));
        assert_eq!(reading.ending(4, 1, Sense::limit), None);
        assert_eq!(reading.behind(1, Sense::Neutral), Some(4));
        assert!(reading.ends_with(4, 3, Sense::Neutral));
    }

    #[test]
    fn the_longest_phrase_comes_first() {
        let reading = Vocabulary::of(None).read("ten business days");
        let meaning = |sense, pieces| Meaning { sense, pieces };
        assert_eq!(reading.at(0), [meaning(Sense::Number(10), 1)]);
        assert_eq!(reading.at(1), [meaning(Sense::Span(Span::BusinessDay), 2)]);
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
