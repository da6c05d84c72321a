//! The phrases of a language, found by their first words.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::opening::Openings;
use super::pieces::{Piece, Pieces};
use super::sense::Sense;
use crate::text::shapes::Shapes;

/// What a phrase may mean, and how many pieces it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// What it may mean.
    pub sense: Sense,
    /// At least one.
    pub pieces: usize,
}

/// Phrases by their first piece, the longest first.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    /// Those that begin with few bytes, which are hashed and compared at once.
    short: FxHashMap<u64, Alike>,
    long: FxHashMap<String, Alike>,
    /// Of the first pieces.
    shapes: Shapes,
    /// Of the phrases of one piece, those that begin alike together.
    pub single: Vec<Meaning>,
}

/// Phrases with one first piece.
#[derive(Debug, Default)]
struct Alike {
    longer: Vec<Longer>,
    senses: Vec<Sense>,
    /// Where those senses stand among the single ones, and what they open.
    single: Range<usize>,
    openings: Openings,
}

/// A phrase of several pieces, without the first.
#[derive(Debug)]
struct Longer {
    rest: Vec<String>,
    sense: Sense,
}

/// What is meant at a piece: places among the single meanings, or behind them among those of the text.
#[derive(Clone, Debug, Default)]
pub(super) struct Meant {
    pub places: Range<usize>,
    pub openings: Openings,
}

impl Phrases {
    /// Adds a phrase by its folded pieces; one without any is none.
    pub fn add(&mut self, mut pieces: impl Iterator<Item = String>, sense: Sense) {
        let Some(first) = pieces.next() else { return };
        self.shapes.add(&first);
        let alike = match packed(first.as_bytes(), first.len()) {
            Some(first) => self.short.entry(first).or_default(),
            None => self.long.entry(first).or_default(),
        };
        let rest: Vec<String> = pieces.collect();
        match rest.is_empty() {
            true => alike.senses.push(sense),
            false => alike.longer.push(Longer { rest, sense }),
        }
    }

    /// Ready to be looked up: the longest first; of those of one length, the first added first.
    pub fn finished(mut self) -> Self {
        for alike in self.short.values_mut().chain(self.long.values_mut()) {
            let start = self.single.len();
            let senses = std::mem::take(&mut alike.senses);
            let openings = senses.iter().copied().map(Openings::of);
            alike.openings = openings.fold(Openings::default(), Openings::or);
            let single = senses.into_iter().map(|sense| Meaning { sense, pieces: 1 });
            self.single.extend(single);
            alike.single = start..self.single.len();
            alike
                .longer
                .sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
        }
        self
    }

    /// What the phrases mean that begin at a piece; `own` takes the meanings of the text that are not single.
    pub fn at(&self, pieces: &Pieces<'_>, at: usize, own: &mut Vec<Meaning>) -> Meant {
        let first = &pieces.all[at];
        let may_be = self.shapes.may_hold(pieces.word(first));
        let Some(alike) = may_be.then(|| self.beginning_with(pieces, first)).flatten() else {
            return Meant::default();
        };
        let rest = &pieces.all[at + 1..];
        let is_here = |phrase: &&Longer| {
            rest.len() >= phrase.rest.len()
                && std::iter::zip(&phrase.rest, rest)
                    .all(|(word, piece)| *word == pieces.word(piece))
        };
        let start = own.len();
        let longer = alike.longer.iter().filter(is_here);
        own.extend(longer.map(|phrase| Meaning {
            sense: phrase.sense,
            pieces: 1 + phrase.rest.len(),
        }));
        if own.len() == start {
            return Meant {
                places: alike.single.clone(),
                openings: alike.openings,
            };
        }
        let openings = own[start..].iter().map(|own| Openings::of(own.sense));
        let openings = openings.fold(alike.openings, Openings::or);
        own.extend_from_slice(&self.single[alike.single.clone()]);
        let behind = self.single.len();
        Meant {
            places: behind + start..behind + own.len(),
            openings,
        }
    }

    fn beginning_with(&self, pieces: &Pieces<'_>, first: &Piece<'_>) -> Option<&Alike> {
        let word = pieces.word(first);
        match packed(pieces.from(first), word.len()) {
            Some(first) => self.short.get(&first),
            None => self.long.get(word),
        }
    }
}

/// The first so many bytes as one number, if that many fit. No word has a byte that is nought.
fn packed(bytes: &[u8], length: usize) -> Option<u64> {
    const MOST: usize = size_of::<u64>();
    if length > MOST {
        return None;
    }
    if length == 0 {
        return Some(0);
    }
    let first = match bytes.first_chunk::<MOST>() {
        Some(first) => u64::from_le_bytes(*first),
        None => bytes
            .iter()
            .rev()
            .fold(0, |all, &byte| all << 8 | u64::from(byte)),
    };
    Some(first & (u64::MAX >> (8 * (MOST - length))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_up_to_eight_bytes_are_numbers_whatever_follows() {
        let packed = |text: &str, length| packed(text.as_bytes(), length);
        assert_eq!(packed("shall pay", 5), packed("shall", 5));
        assert_eq!(packed("shall", 5), packed("shall.", 5));
        assert_ne!(packed("shall", 5), packed("shale", 5));
        assert_ne!(packed("no", 2), packed("not", 3));
        assert_eq!(packed("provided", 8), packed("provided that", 8));
        assert_eq!(packed("providing", 9), None);
        assert_eq!(packed("", 0), Some(0));
    }
}
