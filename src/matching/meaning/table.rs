//! The table of meanings, read where it lies.
//!
//! Nothing is parsed beforehand: a piece of a word is looked up by halving among the sorted
//! letters, and its row is added from the table's own bytes. How the table is laid out and
//! where it comes from is in `README.md` beside it; that the layout holds is tested, not
//! checked at run time.

use std::cmp::Ordering;
use std::ops::Range;

/// Numbers in a row.
pub(super) const DIMENSIONS: usize = 96;

/// Bytes of the longest piece: no longer start of a word needs to be looked up.
const LONGEST: usize = 18;

/// Letters of the longest word that is cut, in bytes. What is longer is no word but a key, an
/// address or a slip; the model itself knows none of more than a hundred letters.
const LONGEST_WORD: usize = 400;

#[cfg(feature = "meaning")]
const BUNDLED: Option<&[u8]> = Some(include_bytes!("table.bin"));
#[cfg(not(feature = "meaning"))]
const BUNDLED: Option<&[u8]> = None;

/// The parts of the table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Table<'a> {
    /// How many pieces begin words; those after them continue words.
    beginnings: usize,
    /// Where the letters of each piece start, and where the last end: 4 bytes each.
    offsets: &'a [u8],
    /// The letters of all pieces. Beginnings are sorted by their bytes, and so are the others.
    letters: &'a [u8],
    /// What the numbers of each row are multiplied by.
    scales: &'a [u8],
    /// [`DIMENSIONS`] signed bytes for each piece.
    rows: &'a [u8],
}

/// A part of a word that the table knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    row: u32,
    scale: u8,
}

impl Table<'static> {
    /// The one that comes with the program, if it was built with one. Costs nothing.
    pub fn bundled() -> Option<Self> {
        BUNDLED.map(Table::new)
    }
}

impl<'a> Table<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        let (head, rest) = bytes.split_at(16);
        let pieces = number(head, 0);
        let (offsets, rest) = rest.split_at(4 * (pieces + 1));
        let (letters, rest) = rest.split_at(number(head, 3));
        let (scales, rows) = rest.split_at(pieces);
        Self {
            beginnings: number(head, 1),
            offsets,
            letters,
            scales,
            rows,
        }
    }

    /// Cuts a folded word into the longest pieces there are, from its start; gives none for
    /// a word that cannot be cut to its end, or is longer than any word. Some twenty look-ups
    /// for a long word.
    ///
    /// This is how the model's own words are cut (Y. Wu et al., arXiv 1609.08144, 2016).
    pub fn cut(&self, word: &str, pieces: &mut Vec<Piece>) {
        if word.len() > LONGEST_WORD {
            return;
        }
        let start = pieces.len();
        let mut rest = word;
        let mut among = 0..self.beginnings;
        while !rest.is_empty() {
            let Some((row, length)) = self.longest(rest, &among) else {
                pieces.truncate(start);
                return;
            };
            pieces.push(Piece {
                row: u32::try_from(row).expect("the table's head counts in 32 bits"),
                scale: self.scales[row],
            });
            rest = &rest[length..];
            among = self.beginnings..self.scales.len();
        }
    }

    /// Adds what a piece means.
    pub fn add(&self, piece: Piece, sum: &mut [i32; DIMENSIONS]) {
        let start = piece.row as usize * DIMENSIONS;
        let scale = i16::from(piece.scale);
        for (sum, part) in sum.iter_mut().zip(&self.rows[start..start + DIMENSIONS]) {
            *sum += i32::from(i16::from(part.cast_signed()) * scale);
        }
    }

    /// The longest start of `word` that is a piece, with its bytes.
    fn longest(&self, word: &str, among: &Range<usize>) -> Option<(usize, usize)> {
        let lengths = (1..=word.len().min(LONGEST)).rev();
        lengths
            .filter(|length| word.is_char_boundary(*length))
            .find_map(|length| Some((self.find(&word.as_bytes()[..length], among)?, length)))
    }

    fn find(&self, letters: &[u8], among: &Range<usize>) -> Option<usize> {
        let mut open = among.clone();
        while !open.is_empty() {
            let middle = usize::midpoint(open.start, open.end);
            match self.letters_of(middle).cmp(letters) {
                Ordering::Less => open.start = middle + 1,
                Ordering::Equal => return Some(middle),
                Ordering::Greater => open.end = middle,
            }
        }
        None
    }

    fn letters_of(&self, piece: usize) -> &'a [u8] {
        &self.letters[number(self.offsets, piece)..number(self.offsets, piece + 1)]
    }
}

/// Scales down the pieces of one word by the root of their number.
///
/// A word in many pieces is rare, but their sum would drown its neighbours; their mean would
/// let it count no more than any other.
pub(super) fn share(pieces: &mut [Piece]) {
    let count = u32::try_from(pieces.len()).expect("a word has few pieces");
    for piece in pieces {
        let doubled = (4 * u32::from(piece.scale).pow(2) / count).isqrt();
        piece.scale = u8::try_from(doubled.div_ceil(2)).expect("no more than it was");
    }
}

/// One of the 32-bit numbers in `bytes`, little-endian.
fn number(bytes: &[u8], place: usize) -> usize {
    let bytes = bytes[4 * place..][..4].try_into();
    u32::from_le_bytes(bytes.expect("four bytes were taken")) as usize
}

#[cfg(test)]
#[cfg(feature = "meaning")]
mod tests {
    use super::*;
    use sha2::{Digest, Sha256};

    fn table() -> Table<'static> {
        Table::bundled().unwrap()
    }

    #[track_caller]
    fn check(word: &str, expected: &[&str]) {
        let mut pieces = Vec::new();
        table().cut(word, &mut pieces);
        let letters = |piece: &Piece| {
            let letters = table().letters_of(piece.row as usize);
            std::str::from_utf8(letters).unwrap()
        };
        assert_eq!(pieces.iter().map(letters).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_table_is_the_one_that_its_readme_names() {
        let hash = format!("{:x}", Sha256::digest(BUNDLED.unwrap()));
        assert!(include_str!("README.md").contains(&hash), "{hash}");
    }

    #[test]
    fn every_part_of_the_table_is_as_long_as_its_head_says() {
        let table = table();
        let pieces = table.scales.len();
        assert_eq!(number(BUNDLED.unwrap(), 2), DIMENSIONS);
        assert_eq!(table.rows.len(), pieces * DIMENSIONS);
        assert_eq!(number(table.offsets, 0), 0);
        assert_eq!(number(table.offsets, pieces), table.letters.len());
        assert!(table.beginnings <= pieces);
    }

    #[test]
    fn every_piece_is_found_at_its_own_place() {
        let table = table();
        let pieces = table.scales.len();
        for (among, piece) in [0..table.beginnings, table.beginnings..pieces]
            .into_iter()
            .flat_map(|among| among.clone().map(move |piece| (among.clone(), piece)))
        {
            let letters = std::str::from_utf8(table.letters_of(piece)).unwrap();
            assert_eq!(
                table.longest(letters, &among),
                Some((piece, letters.len())),
                "{letters}"
            );
        }
    }

    #[test]
    fn no_piece_is_longer_than_what_is_looked_up() {
        let table = table();
        let lengths = (0..table.scales.len()).map(|piece| table.letters_of(piece).len());
        assert_eq!(lengths.max(), Some(LONGEST));
    }

    #[test]
    fn words_are_cut_into_the_longest_pieces() {
        check("treaty", &["treaty"]);
        check("demilitarized", &["demi", "lita", "rized"]);
        check("", &[]);
    }

    #[test]
    fn a_word_that_cannot_be_cut_to_its_end_has_no_pieces() {
        check("treatyмир", &[]);
        check("мир", &[]);
        check("港口", &[]);
    }

    #[test]
    fn what_is_longer_than_any_word_has_no_pieces() {
        check(&"a".repeat(LONGEST_WORD + 1), &[]);
        let mut pieces = Vec::new();
        table().cut(&"a".repeat(LONGEST_WORD), &mut pieces);
        assert!(!pieces.is_empty());
    }

    #[test]
    fn no_word_counts_more_for_its_pieces_than_their_scales() {
        let piece = |scale| Piece { row: 0, scale };
        let mut pieces = [piece(200), piece(100), piece(1), piece(0)];
        share(&mut pieces);
        assert_eq!(pieces, [piece(100), piece(50), piece(1), piece(0)]);
    }
}
