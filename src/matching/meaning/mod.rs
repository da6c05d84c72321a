//! What clauses mean, when they share no words.
//!
//! People who write about the same thing without reading each other choose other words:
//! *pay* and *compensate*, *troops* and *soldiers*. A small table that comes with the program
//! gives each word a place among the others; a clause lies where the words of its heading and
//! text lie together, and clauses that say the same lie in the same direction from what all
//! clauses have in common. Word order and negation do not count: this finds what may belong
//! together and proves nothing.
//!
//! All is whole numbers. Neither the order of the clauses nor which version is which changes
//! anything. Without the feature `meaning` there is no table, and no [`Meanings`].

mod table;

use rustc_hash::FxHashMap;

use super::options::{Ignore, Key};
use crate::model::{Clause, ClauseIndex, Side, Sides, Version};
use crate::text::normalize::fold_word;
use crate::text::token;
use table::{Piece, Table};

/// Numbers that say where a word or clause lies.
pub(super) const DIMENSIONS: usize = table::DIMENSIONS;

/// Length of the arrow to a clause: as long as its parts can be and still fit 16 bits.
const UNIT: i64 = 1 << 14;

/// Pieces of a clause that count, from its start. The sum of more might not be squared in
/// 64 bits; a clause of so many pages says before what it is about.
const MOST_PIECES: usize = 1 << 13;

/// The direction in which a clause or a word lies: [`UNIT`] long, or all zero.
pub(super) type Arrow = [i16; DIMENSIONS];

/// The meanings of the clauses of two versions, as far as they were wanted.
#[derive(Debug)]
pub(super) struct Meanings {
    /// The first one is that of all clauses without words.
    arrows: Vec<Arrow>,
    /// For each clause the place of its arrow.
    places: Sides<Vec<u32>>,
    /// Clauses of which only the beginning was read.
    pub cut: usize,
}

impl Meanings {
    /// Reads the clauses for which `wanted` is true; headings unless `ignore` hides them.
    ///
    /// Their common direction is taken out, so what is alike is alike *in these versions*;
    /// with one clause on each side nothing is left. Linear in the words.
    pub fn of(
        versions: Sides<&Version>,
        wanted: impl Fn(Side, ClauseIndex) -> bool,
        ignore: Ignore,
    ) -> Option<Self> {
        let mut reader = Reader::new(Table::bundled()?, ignore);
        let mut arrows = vec![[0; DIMENSIONS]];
        let places = Sides::make(|side| {
            let clauses = versions.get(side).clauses.iter().enumerate();
            let place_of = |(place, clause)| {
                if !wanted(side, ClauseIndex::new(place)) {
                    return 0;
                }
                let Some(arrow) = arrow(&reader.sum(clause)) else {
                    return 0;
                };
                arrows.push(arrow);
                u32::try_from(arrows.len() - 1).expect("the loader limits the number of clauses")
            };
            clauses.map(place_of).collect()
        });
        take_out_the_common(&mut arrows[1..]);
        Some(Self {
            arrows,
            places,
            cut: reader.cut,
        })
    }

    /// How much two clauses mean the same, in millionths: the cosine of the angle between them.
    ///
    /// Symmetrical. 0 for what is no more alike than any two clauses of these versions, and
    /// for clauses without known words.
    pub fn likeness(&self, clauses: Sides<ClauseIndex>) -> i32 {
        let arrow = |side| {
            let place = self.places.get(side)[clauses.get(side).get()];
            &self.arrows[place as usize]
        };
        cosine(arrow(Side::Before), arrow(Side::After))
    }
}

/// Of the angle between two arrows, in millionths; 0 for what lies apart.
pub(super) fn cosine(one: &Arrow, other: &Arrow) -> i32 {
    let both = one.iter().zip(other);
    let product: i32 = both
        .map(|(one, other)| i32::from(*one) * i32::from(*other))
        .sum();
    let cosine = i64::from(product) * 1_000_000 / (UNIT * UNIT);
    i32::try_from(cosine.clamp(0, 1_000_000)).expect("a million fits")
}

/// Where single words lie.
pub(super) struct Glossary(Reader<'static>);

impl Glossary {
    /// The one of the bundled table, if there is one.
    pub fn bundled() -> Option<Self> {
        Some(Self(Reader::new(Table::bundled()?, Ignore::default())))
    }

    /// The place of a word; the middle of all for one that the table lacks.
    pub fn place(&mut self, word: &str) -> [i32; DIMENSIONS] {
        let mut sum = [0; DIMENSIONS];
        let (start, end) = self.0.cut(word);
        for piece in &self.0.pieces[start..end] {
            self.0.table.add(*piece, &mut sum);
        }
        sum
    }
}

/// Subtracts from each arrow the mean of all.
pub(super) fn take_out_the_common(arrows: &mut [Arrow]) {
    let count = i64::try_from(arrows.len()).expect("the loader limits the number of clauses");
    if count == 0 {
        return;
    }
    let mut mean = [0_i64; DIMENSIONS];
    for arrow in &*arrows {
        for (sum, part) in mean.iter_mut().zip(arrow) {
            *sum += i64::from(*part);
        }
    }
    let mean = mean.map(|sum| nearest(sum, count));
    for whole in arrows {
        let mut own = [0; DIMENSIONS];
        for (own, (part, common)) in own.iter_mut().zip(whole.iter().zip(mean)) {
            *own = i32::from(*part) - i32::try_from(common).expect("a mean is among its parts");
        }
        *whole = arrow(&own).unwrap_or([0; DIMENSIONS]);
    }
}

/// An arrow to where `sum` lies; none if that is nowhere.
///
/// Parts must be below 2^48, so that they can be scaled.
pub(super) fn arrow<T: Copy + Into<i64>>(sum: &[T; DIMENSIONS]) -> Option<Arrow> {
    let squares: u128 = sum
        .iter()
        .map(|part| u128::from((*part).into().unsigned_abs()).pow(2))
        .sum();
    let length = i64::try_from(squares.isqrt()).expect("a root has half the bits");
    if length == 0 {
        return None;
    }
    let part = |part: &T| {
        let part = nearest((*part).into() * UNIT, length).clamp(-UNIT, UNIT);
        i16::try_from(part).expect("the unit fits 16 bits")
    };
    Some(std::array::from_fn(|at| part(&sum[at])))
}

/// `value / by`, to the nearest whole number.
fn nearest(value: i64, by: i64) -> i64 {
    (2 * value + by).div_euclid(2 * by)
}

/// Adds up words, and remembers how they were cut.
struct Reader<'a> {
    table: Table<'a>,
    /// For each word met, the range of its pieces.
    known: FxHashMap<String, (usize, usize)>,
    pieces: Vec<Piece>,
    ignore: Ignore,
    /// Clauses that had more pieces than count.
    cut: usize,
}

impl<'a> Reader<'a> {
    fn new(table: Table<'a>, ignore: Ignore) -> Self {
        Self {
            table,
            known: FxHashMap::default(),
            pieces: Vec::new(),
            ignore,
            cut: 0,
        }
    }

    fn sum(&mut self, clause: &Clause) -> [i32; DIMENSIONS] {
        let mut sum = [0; DIMENSIONS];
        let mut left = MOST_PIECES;
        let mut is_cut = false;
        let heading = clause.heading.as_deref();
        let heading = heading
            .filter(|_| !self.ignore.hides(Key::Heading))
            .unwrap_or_default();
        for word in token::words(heading).chain(token::words(&clause.text)) {
            let (start, end) = self.cut(word);
            for piece in self.pieces[start..end].iter().take(left) {
                self.table.add(*piece, &mut sum);
            }
            is_cut = end - start > left;
            left = left.saturating_sub(end - start);
            if is_cut {
                break;
            }
        }
        self.cut += usize::from(is_cut);
        sum
    }

    /// The range of a word's pieces; empty for a word of letters that the table lacks.
    fn cut(&mut self, word: &str) -> (usize, usize) {
        if let Some(range) = self.known.get(word) {
            return *range;
        }
        let start = self.pieces.len();
        let folded = fold_word(word);
        for part in folded.split(|c: char| !c.is_alphanumeric()) {
            self.table.cut(part, &mut self.pieces);
        }
        table::share(&mut self.pieces[start..]);
        let range = (start, self.pieces.len());
        self.known.insert(word.to_owned(), range);
        range
    }
}

#[cfg(test)]
#[cfg(feature = "meaning")]
mod tests {
    use super::*;
    use crate::matching::drafts::of_texts;

    /// The likeness of each clause of `before` to each of `after`, in rows.
    fn likenesses(before: &[&str], after: &[&str]) -> Vec<Vec<i32>> {
        let (before, after) = (of_texts(before), of_texts(after));
        let meanings =
            Meanings::of(Sides::new(&before, &after), |_, _| true, Ignore::default()).unwrap();
        let row = |one| {
            let likeness = |other| {
                meanings.likeness(Sides::new(ClauseIndex::new(one), ClauseIndex::new(other)))
            };
            (0..after.clauses.len()).map(likeness).collect()
        };
        (0..before.clauses.len()).map(row).collect()
    }

    /// Asserts that each text of one side is nearest to the text at the same place of the other.
    #[track_caller]
    fn check(before: &[&str], after: &[&str]) {
        for (place, row) in likenesses(before, after).iter().enumerate() {
            let others = row.iter().enumerate().filter(|(at, _)| *at != place);
            let best = others.map(|(_, likeness)| *likeness).max().unwrap();
            assert!(row[place] > best, "{}: {row:?}", before[place]);
        }
    }

    #[test]
    fn synonyms_are_closer_than_strangers() {
        check(
            &["pay", "harbour", "troops", "prisoners"],
            &["salary", "port", "soldiers", "captives"],
        );
        check(
            &[
                "The buyer pays the price within thirty days.",
                "Ships may enter every harbour.",
                "All troops leave the area.",
            ],
            &[
                "The purchaser shall compensate the vendor in one month.",
                "Vessels have access to the ports.",
                "Forces are to be withdrawn from the zone.",
            ],
        );
    }

    #[test]
    fn the_same_words_are_wholly_alike() {
        let texts = ["pay", "harbour", "troops"];
        for (place, row) in likenesses(&texts, &texts).iter().enumerate() {
            assert!(row[place] > 999_000, "{row:?}");
        }
    }

    #[test]
    fn case_and_accents_do_not_count() {
        let row = &likenesses(&["Protégé", "harbour"], &["PROTEGE", "port"])[0];
        assert!(row[0] > 999_000, "{row:?}");
    }

    #[test]
    fn clauses_without_known_words_are_like_nothing() {
        let rows = likenesses(&["§", "港口", "pay", "мир"], &["мир", "—", "harbour"]);
        for row in [&rows[0], &rows[1], &rows[3]] {
            assert_eq!(row, &[0, 0, 0]);
        }
        assert_eq!(rows[2][..2], [0, 0]);
        assert_eq!(likenesses(&[], &[]), Vec::<Vec<i32>>::new());
    }

    #[test]
    fn a_very_long_clause_is_harmless() {
        let long = "harbour ".repeat(3 * MOST_PIECES);
        check(&[&long, "pay", "law"], &["port", "salary", "court"]);
        let cut = |text: &str| {
            let versions = [of_texts(&[text, "pay"]), of_texts(&["port", text])];
            let versions = Sides::new(&versions[0], &versions[1]);
            Meanings::of(versions, |_, _| true, Ignore::default())
                .unwrap()
                .cut
        };
        assert_eq!(cut(&long), 2);
        assert_eq!(cut("harbour"), 0);
    }

    #[test]
    fn swapping_the_sides_changes_nothing() {
        let before = ["pay in a month", "harbour", "§", "troops"];
        let after = ["salary", "the port is open", "forces"];
        let (there, back) = (likenesses(&before, &after), likenesses(&after, &before));
        for (one, row) in there.iter().enumerate() {
            for (other, likeness) in row.iter().enumerate() {
                assert_eq!(*likeness, back[other][one]);
            }
        }
    }

    #[test]
    fn the_order_of_clauses_changes_nothing() {
        let there = likenesses(&["pay", "harbour"], &["port", "salary", "law"]);
        let back = likenesses(&["harbour", "pay"], &["law", "salary", "port"]);
        for (one, row) in there.iter().enumerate() {
            for (other, likeness) in row.iter().enumerate() {
                assert_eq!(*likeness, back[1 - one][2 - other]);
            }
        }
    }

    #[test]
    fn clauses_that_nobody_wants_have_no_say() {
        let before = of_texts(&["pay", "harbour", "troops"]);
        let after = of_texts(&["salary", "port", "law"]);
        let likeness = |wanted: &dyn Fn(Side, ClauseIndex) -> bool, place| {
            let clauses = Sides::new(ClauseIndex::new(place), ClauseIndex::new(place));
            let meanings =
                Meanings::of(Sides::new(&before, &after), wanted, Ignore::default()).unwrap();
            meanings.likeness(clauses)
        };
        let first_two = |_, clause: ClauseIndex| clause.get() < 2;
        let alone = likenesses(&["pay", "harbour"], &["salary", "port"]);
        assert_eq!(likeness(&first_two, 0), alone[0][0]);
        assert_eq!(likeness(&first_two, 2), 0);
    }
}
