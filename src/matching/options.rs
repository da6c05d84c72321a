//! What the engine may use and how far it goes.

use super::evidence::Score;
use super::model::{self, Model};
use super::strangers::Rules;

/// How clauses are paired.
#[derive(Clone, Debug)]
pub struct Options {
    /// Least likelihood of a guessed pair; of texts of different authors that are judged by
    /// [`Options::strangers`], seven tenths of it are enough. Default 0.45: somewhat below one
    /// half, since a pair missed costs a reader as much as a pair too many.
    pub floor: Score,
    /// Least likelihood of a further pair of a clause that is in one. Default 0.5, where pieces of
    /// splits and mergers found and mistaken balance best in 32 marked pairs of licences.
    pub further: Score,
    /// Rivals kept for each clause, from each side, in versions too large to compare all.
    /// Default 20: with fewer, a pair has too few rivals to be told from them. In versions of
    /// thousands of changed clauses four at most.
    pub candidates: usize,
    /// Keys that the engine must not look at. Default none.
    pub ignore: Ignore,
    /// What measures say for versions made from one another.
    pub successive: Model,
    /// The same where meanings were not compared: without the feature `meaning`, and in
    /// versions of thousands of clauses. Then it is also for texts of different authors.
    pub by_words: Model,
    /// What [`super::Sign`]s say for texts of different authors, where meanings were compared.
    pub strangers: Rules,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            floor: Score::from_millionths(450_000),
            further: Score::from_millionths(500_000),
            candidates: 20,
            ignore: Ignore::default(),
            successive: model::SUCCESSIVE,
            by_words: model::BY_WORDS,
            strangers: Rules::FITTED,
        }
    }
}

/// A key of a clause that the engine uses as evidence beside the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// The author's identity of the clause.
    Id,
    /// The printed number.
    Number,
    /// The heading.
    Heading,
    /// The topic.
    Topic,
    /// Who is bound and who benefits.
    Parties,
    /// How strongly it binds.
    Modality,
    /// The named values.
    Terms,
    /// The clause that contains it.
    Parent,
}

impl Key {
    /// Every key with its word.
    pub const ALL: [(Self, &str); 8] = [
        (Self::Id, "id"),
        (Self::Number, "number"),
        (Self::Heading, "heading"),
        (Self::Topic, "topic"),
        (Self::Parties, "parties"),
        (Self::Modality, "modality"),
        (Self::Terms, "terms"),
        (Self::Parent, "parent"),
    ];

    /// The key a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|(_, known)| *known == word)
            .map(|(key, _)| key)
    }
}

/// A set of keys hidden from the engine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ignore(u16);

impl Ignore {
    /// True if the engine may not look at `key`.
    pub fn hides(self, key: Key) -> bool {
        self.0 & (1 << key as u16) != 0
    }
}

impl FromIterator<Key> for Ignore {
    fn from_iter<I: IntoIterator<Item = Key>>(keys: I) -> Self {
        Self(keys.into_iter().fold(0, |bits, key| bits | 1 << key as u16))
    }
}
