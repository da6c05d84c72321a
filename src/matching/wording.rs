//! What the engine sees of the words of clauses.
//!
//! Each clause becomes a set of *stems* (the first letters of its folded words) and of
//! *pairs* of neighbouring stems, each weighed by how rare it is in the version where it stands
//! in more clauses (K. Spärck Jones, *Journal of Documentation* 28(1), 1972), and a list of
//! *passages*: stretches between stops that are long enough to be recognised elsewhere.
//!
//! All is whole numbers, and nothing depends on which version is which: features are
//! known by a hash of their letters, not by the order in which they were met.

use std::ops::Range;

use super::evidence::Score;
use super::marks::Marks;
use super::options::{Ignore, Key};
use crate::model::{Clause, ClauseIndex, Sides, Version};
use crate::text::normalize::fold_word;
use crate::text::token;

/// Letters of a word that count: `withdraw`, `withdrawn` and `withdrawal` are one stem.
/// Fewer throw unlike words together, more keep endings apart.
pub(super) const STEM: usize = 6;

/// A passage ends at the first stop after so many words; shorter ones recur by chance.
pub(super) const PASSAGE: usize = 8;

/// A last passage of fewer words belongs to the one before it: so few recur by chance.
const TAIL: usize = 4;

/// A stem or a pair of stems.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Feature {
    /// A hash of its letters, the same on every machine.
    pub key: u32,
    /// How rare it is, at least one: see [`rarity`].
    pub weight: u16,
    /// Whether it may stand in both versions; false is certain.
    pub is_in_both: bool,
}

/// The words of one clause, ready to be compared.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words<'a> {
    /// Every stem once, then every pair once.
    pub features: &'a [Feature],
    /// How many of the features are stems.
    pub stems: usize,
    /// The place among `features` of the stem of each word, in order.
    pub order: &'a [u32],
    /// The end of each passage, as a place in `order`.
    pub passages: &'a [u32],
    /// Sums of the weights of the stems and of the pairs, and of all squared weights.
    pub sums: Sums,
}

/// What comparisons divide by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    pub stems: u64,
    pub pairs: u64,
    pub squares: u64,
}

/// The words of the clauses of one version that take part.
#[derive(Debug, Default)]
pub(super) struct Wording {
    features: Vec<Feature>,
    order: Vec<u32>,
    passages: Vec<u32>,
    clauses: Vec<Entry>,
    /// Weight of what is rare.
    rare: u16,
    /// Weight of what tells a clause from nearly all.
    telling: u16,
}

/// Where the words of one clause lie, and what is known of them.
#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    features: (u32, u32),
    stems: u32,
    order: (u32, u32),
    passages: (u32, u32),
    sums: Sums,
    twin: u64,
}

impl Wording {
    /// The words of a clause; none of a clause that does not take part.
    pub fn of(&self, clause: ClauseIndex) -> Words<'_> {
        let entry = &self.clauses[clause.get()];
        let within = |(start, end): (u32, u32)| start as usize..end as usize;
        Words {
            features: &self.features[within(entry.features)],
            stems: entry.stems as usize,
            order: &self.order[within(entry.order)],
            passages: &self.passages[within(entry.passages)],
            sums: entry.sums,
        }
    }

    /// How many clauses take part and have words.
    pub fn clauses(&self) -> usize {
        let entries = self.clauses.iter();
        entries.filter(|entry| entry.stems > 0).count()
    }

    /// True if the clause takes part and has words.
    pub fn has_words(&self, clause: ClauseIndex) -> bool {
        self.clauses[clause.get()].stems > 0
    }

    /// Weight of what stands in at most [`TELLING`] clauses of either version.
    pub fn telling(&self) -> u32 {
        u32::from(self.telling)
    }

    /// True if the feature may stand in both versions, and in at most [`RARE`] clauses of each.
    pub fn is_rare(&self, feature: &Feature) -> bool {
        feature.is_in_both && feature.weight >= self.rare
    }

    /// The same for clauses that say the same stems in the same order, and else not.
    pub fn twin(&self, clause: ClauseIndex) -> u64 {
        self.clauses[clause.get()].twin
    }

    fn read(version: &Version, wanted: &[bool], desk: &mut Desk) -> Self {
        let mut wording = Self::default();
        wording.clauses.reserve(version.clauses.len());
        for (clause, wanted) in version.clauses.iter().zip(wanted) {
            let entry = if *wanted {
                wording.read_clause(&clause.text, desk)
            } else {
                Entry::default()
            };
            wording.clauses.push(entry);
        }
        wording
    }

    fn read_clause(&mut self, text: &str, desk: &mut Desk) -> Entry {
        let start = self.ends();
        desk.read(text, &mut self.passages);
        let Desk { keys, marks, .. } = desk;
        marks.clear(keys.len());
        self.features.reserve(2 * keys.len());
        let features = &mut self.features;
        let places = keys.iter().map(|&key| note(features, marks, key));
        self.order.extend(places);
        let stems = small(self.features.len()) - start.features;
        marks.clear(keys.len());
        for two in keys.windows(2) {
            note(&mut self.features, marks, pair(two[0], two[1]));
        }
        let end = self.ends();
        Entry {
            features: (start.features, end.features),
            stems,
            order: (start.order, end.order),
            passages: (start.passages, end.passages),
            sums: Sums::default(),
            twin: keys.iter().fold(0, |twin: u64, &key| {
                twin.wrapping_add(1).wrapping_mul(ODD).rotate_left(23) ^ u64::from(key)
            }),
        }
    }

    fn ends(&self) -> Ends {
        Ends {
            features: small(self.features.len()),
            order: small(self.order.len()),
            passages: small(self.passages.len()),
        }
    }

    fn weigh(&mut self, spread: &Spread) {
        let weight = |count: usize| spread.rarities[0].get(count).copied().unwrap_or(1);
        self.rare = weight(RARE);
        self.telling = weight(TELLING);
        for entry in &mut self.clauses {
            let features = &mut self.features[entry.features.0 as usize..entry.features.1 as usize];
            let (stems, pairs) = features.split_at_mut(entry.stems as usize);
            let of_stems = spread.weigh(stems);
            let of_pairs = spread.weigh(pairs);
            entry.sums = Sums {
                stems: of_stems.0,
                pairs: of_pairs.0,
                squares: of_stems.1 + of_pairs.1,
            };
        }
    }
}

/// The place of a feature among those that `marks` holds; added to `features` if it is new.
#[inline]
fn note(features: &mut Vec<Feature>, marks: &mut Marks, key: u32) -> u32 {
    let (place, is_new) = marks.insert(key);
    if is_new {
        features.push(Feature {
            key,
            ..Feature::default()
        });
    }
    place
}

/// What is used again for every clause that is read.
#[derive(Default)]
struct Desk {
    /// The stem of each word of the clause at hand.
    keys: Vec<u32>,
    marks: Marks,
}

impl Desk {
    /// Reads the stems of a text, and where its passages end.
    fn read(&mut self, text: &str, passages: &mut Vec<u32>) {
        let Self { keys, .. } = self;
        keys.clear();
        let first = passages.len();
        let mut last_end = 0;
        let mut passage = 0;
        for word in token::words(text) {
            let at = word.as_ptr() as usize - text.as_ptr() as usize;
            if keys.len() >= passage + PASSAGE && has_stop(&text.as_bytes()[last_end..at]) {
                passages.push(small(keys.len()));
                passage = keys.len();
            }
            keys.push(stem(word));
            last_end = at + word.len();
        }
        let is_tail = keys.len() < passage + TAIL && passages.len() > first;
        let end = small(keys.len());
        match passages.last_mut() {
            Some(last) if is_tail => *last = end,
            _ if end > 0 => passages.push(end),
            _ => {}
        }
    }
}

fn has_stop(between: &[u8]) -> bool {
    between.iter().any(|byte| STOPS.contains(byte))
}

#[derive(Clone, Copy)]
struct Ends {
    features: u32,
    order: u32,
    passages: u32,
}

/// Reads the clauses of both versions for which `wanted` is true. Linear in the words.
pub(super) fn read(versions: Sides<&Version>, wanted: &Sides<Vec<bool>>) -> Sides<Wording> {
    let mut desk = Desk::default();
    let mut sides = Sides {
        before: Wording::read(versions.before, &wanted.before, &mut desk),
        after: Wording::read(versions.after, &wanted.after, &mut desk),
    };
    let clauses = wanted
        .as_ref()
        .map(|side| side.iter().filter(|wanted| **wanted).count());
    let spread = Spread::of(&sides, clauses.before.max(clauses.after));
    sides.before.weigh(&spread);
    sides.after.weigh(&spread);
    sides
}

/// The stems of a clause's heading, sorted, each once; none if `ignore` hides headings.
pub(super) fn heading(clause: &Clause, ignore: Ignore) -> Vec<u32> {
    let heading = clause.heading.as_deref();
    let heading = heading.filter(|_| !ignore.hides(Key::Heading));
    let mut stems: Vec<u32> = token::words(heading.unwrap_or_default())
        .map(stem)
        .collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// Dice coefficient of two sorted sets of stems (L. R. Dice, *Ecology* 26(3), 1945); 0 if
/// both are empty.
pub(super) fn dice(before: &[u32], after: &[u32]) -> Score {
    let is_shared = |stem: &&u32| after.binary_search(stem).is_ok();
    let both = before.iter().filter(is_shared).count();
    Score::ratio(2 * both, before.len() + after.len())
}

/// What stands in at most so many clauses of either version leads from one clause to another even
/// alone; what stands in more does so by chance.
const TELLING: usize = 4;

/// What stands in at most so many clauses of either version is rare: it leads from one clause
/// to few others.
const RARE: usize = 16;

/// Marks that end a passage.
const STOPS: [u8; 4] = *b".;:,";

/// An odd number whose bits look random (the golden ratio's), to spread keys.
const ODD: u64 = 0x9e37_79b9_7f4a_7c15;

fn mix(value: u64) -> u32 {
    (value.wrapping_mul(ODD) >> 32) as u32
}

/// The key of two stems that stand side by side.
pub(super) fn pair(first: u32, second: u32) -> u32 {
    let both = mix(u64::from(first).rotate_left(32) ^ u64::from(second));
    both & !SHORT | (first & second & SHORT)
}

/// The bit of a key that tells short words, and pairs of them.
const SHORT: u32 = 1;

/// Words of at most so many letters (of, the, et, la) are taken for common ones.
pub(super) const SHORT_WORD: usize = 3;

/// So many clauses are imagined beside those of a version, half of which hold each short word:
/// a document of a few clauses cannot tell by itself which words are common.
pub(super) const IMAGINED: usize = 20;

/// The key of a word's stem. Numbers count whole.
fn stem(word: &str) -> u32 {
    if word.is_ascii() {
        return plain_stem(word.as_bytes());
    }
    folded_stem(word)
}

#[cold]
fn folded_stem(word: &str) -> u32 {
    let folded = fold_word(word);
    if folded.is_ascii() {
        return plain_stem(folded.as_bytes());
    }
    let is_number = folded.starts_with(char::is_numeric);
    let letters = folded.chars().map(u64::from);
    let length = if is_number { usize::MAX } else { STEM };
    keyed(
        hash(letters.take(length)),
        is_number,
        folded.chars().count(),
    )
}

/// The key of a word in ASCII: its letters fit one number, so no hash of them is needed.
#[inline]
fn plain_stem(word: &[u8]) -> u32 {
    if word.first().is_some_and(u8::is_ascii_digit) {
        let lower = word.iter().map(|byte| u64::from(byte.to_ascii_lowercase()));
        return keyed(hash(lower), true, word.len());
    }
    let letters = first_letters(word) & ((1 << (8 * STEM)) - 1);
    // Makes letters small, and leaves apart what else may stand in a word.
    keyed(letters | 0x2020_2020_2020, false, word.len())
}

/// The first bytes of a word, at least [`STEM`] of them if there are so many, as one number.
#[inline]
fn first_letters(word: &[u8]) -> u64 {
    if let Some(first) = word.first_chunk::<8>() {
        return u64::from_le_bytes(*first);
    }
    let four = |four: &[u8; 4]| u64::from(u32::from_le_bytes(*four));
    match (word.first_chunk(), word.last_chunk()) {
        (Some(first), Some(last)) => four(first) | four(last) << (8 * (word.len() - 4)),
        _ => word
            .iter()
            .rev()
            .fold(0, |all, &byte| all << 8 | u64::from(byte)),
    }
}

fn hash(letters: impl Iterator<Item = u64>) -> u64 {
    letters.fold(0, |hash: u64, letter| {
        (hash.rotate_left(7) ^ letter).wrapping_mul(ODD)
    })
}

fn keyed(letters: u64, is_number: bool, length: usize) -> u32 {
    let is_short = length <= SHORT_WORD && !is_number;
    mix(letters) & !SHORT | if is_short { SHORT } else { 0 }
}

/// In how many clauses features stand. What stands once in each of two versions is as rare as
/// what stands once in one of them, so the version counts where it stands in more.
///
/// Counted by the low bits of the key: two features that share them look less rare than
/// they are. The size of the table keeps that to a few in a hundred in versions of a thousand
/// clauses; in those of a hundred thousand it is one in two, which was seen to lose nothing, as
/// what a clause offers is chosen among many.
struct Spread {
    /// The count of the before side in the low half, of the after side in the high half.
    counts: Vec<u32>,
    /// By count, of other features and of short ones.
    rarities: [Vec<u16>; 2],
}

/// Least and most counts that are kept. More lie outside the cache of a processor, where a look-up
/// costs more than all else that is done with a feature.
const SPREAD: Range<usize> = 1 << 12..1 << 20;

impl Spread {
    /// `clauses` is how many take part in the larger version.
    fn of(sides: &Sides<Wording>, clauses: usize) -> Self {
        let most = sides.before.features.len().max(sides.after.features.len());
        let size = (8 * most)
            .next_power_of_two()
            .clamp(SPREAD.start, SPREAD.end);
        let mut counts = vec![0_u32; size];
        for feature in &sides.before.features {
            let held = &mut counts[feature.key as usize & (size - 1)];
            *held += u32::from(*held & HALF < HALF);
        }
        for feature in &sides.after.features {
            let held = &mut counts[feature.key as usize & (size - 1)];
            *held += u32::from(*held >> 16 < HALF) << 16;
        }
        let most = counts.iter().map(|&held| (held & HALF).max(held >> 16));
        let most = most.max().unwrap_or(0) as usize;
        let rarities = [0, IMAGINED].map(|halves| {
            let rarity = |count| rarity(2 * count + halves, clauses + IMAGINED);
            (0..=most).map(rarity).collect()
        });
        Self { counts, rarities }
    }

    /// Weighs features; the sums of the weights and of their squares.
    #[inline]
    fn weigh(&self, features: &mut [Feature]) -> (u64, u64) {
        let mut sums = (0, 0);
        for feature in features {
            let held = self.counts[feature.key as usize & (self.counts.len() - 1)];
            let (before, after) = (held & HALF, held >> 16);
            let rarities = &self.rarities[(feature.key & SHORT) as usize];
            feature.weight = rarities[before.max(after) as usize];
            feature.is_in_both = before > 0 && after > 0;
            let weight = u64::from(feature.weight);
            sums = (sums.0 + weight, sums.1 + weight * weight);
        }
        sums
    }
}

/// The low half of a count; more clauses than that count as so many.
const HALF: u32 = u16::MAX as u32;

/// `log2((clauses + 1) / (spread + 1/2))` in 1,024ths, at least one, of twice the spread.
pub(super) fn rarity(twice_the_spread: usize, clauses: usize) -> u16 {
    let all = log2(2 * clauses as u64 + 2);
    let rarity = all.saturating_sub(log2(twice_the_spread as u64 + 1)).max(1);
    u16::try_from(rarity).expect("clauses are counted in 32 bits, so rarity has 15")
}

/// Binary logarithm in 1,024ths, rounded down; 0 for 0. Ten squarings of a mantissa.
pub(super) fn log2(value: u64) -> u32 {
    let Some(whole) = value.checked_ilog2() else {
        return 0;
    };
    let mut mantissa = u128::from(value) << 63 >> whole;
    let mut fraction = 0;
    for _ in 0..10 {
        mantissa = (mantissa * mantissa) >> 63;
        let carry = u32::from(mantissa >= 1 << 64);
        mantissa >>= carry;
        fraction = fraction << 1 | carry;
    }
    whole << 10 | fraction
}

/// A count in 32 bits.
pub(super) fn small(count: usize) -> u32 {
    u32::try_from(count).expect("the loader limits the bytes of a version")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::drafts::words;

    fn first(wording: &Wording) -> Words<'_> {
        wording.of(ClauseIndex::new(0))
    }

    /// The weight of a word in the first clause of a version.
    #[track_caller]
    fn weight(wording: &Wording, word: &str) -> u16 {
        let words = first(wording);
        let mut features = words.features[..words.stems].iter();
        features
            .find(|feature| feature.key == stem(word))
            .unwrap()
            .weight
    }

    #[test]
    fn endings_capitals_and_accents_make_no_other_stem() {
        assert_eq!(stem("withdraw"), stem("Withdrawal"));
        assert_eq!(stem("CAFÉ"), stem("cafe"));
        assert_ne!(stem("withdraw"), stem("without"));
    }

    #[test]
    fn numbers_count_whole() {
        assert_ne!(stem("2000001"), stem("2000002"));
    }

    #[test]
    fn a_clause_is_its_stems_and_the_pairs_that_stand_side_by_side() {
        let both = words(&["no ship, no port"], &["x"]);
        let clause = first(&both.before);
        let keys: Vec<u32> = clause.features.iter().map(|feature| feature.key).collect();
        let [no, ship, port] = ["no", "ship", "port"].map(stem);
        let pairs = [pair(no, ship), pair(ship, no), pair(no, port)];
        assert_eq!(keys, [&[no, ship, port][..], &pairs].concat());
        assert_eq!((clause.stems, clause.order), (3, &[0, 1, 0, 2][..]));
    }

    #[test]
    fn a_passage_ends_at_the_first_stop_after_enough_words() {
        let text = "one, two three four five six seven eight: nine ten eleven, twelve";
        let both = words(&[text], &["x"]);
        assert_eq!(first(&both.before).passages, [8, 12]);
    }

    #[test]
    fn a_short_rest_belongs_to_the_passage_before_it() {
        let text = "one two three four five six seven eight. nine ten eleven";
        let both = words(&[text], &["x"]);
        assert_eq!(first(&both.before).passages, [11]);
    }

    #[test]
    fn a_rare_word_weighs_more_than_a_common_one() {
        let both = words(
            &["anchor harbour", "harbour", "harbour"],
            &["anchor harbour"],
        );
        assert!(weight(&both.before, "anchor") > weight(&both.before, "harbour"));
    }

    #[test]
    fn short_words_are_common_however_few_clauses_there_are() {
        let both = words(&["the anchor"], &["the anchor"]);
        assert!(weight(&both.before, "the") < weight(&both.before, "anchor"));
    }

    #[test]
    fn what_stands_once_in_both_versions_is_as_rare_as_what_stands_once_in_one() {
        let both = words(&["anchor harbour"], &["harbour"]);
        assert_eq!(
            weight(&both.before, "anchor"),
            weight(&both.before, "harbour")
        );
    }

    #[test]
    fn what_stands_in_one_version_only_is_told() {
        let both = words(&["anchor harbour"], &["harbour"]);
        let features = first(&both.before).features.iter();
        let known: Vec<bool> = features.map(|feature| feature.is_in_both).collect();
        assert_eq!(known, [false, true, false]);
    }

    #[test]
    fn exchanging_the_versions_changes_no_weight() {
        let (one, other) = (["the anchor holds", "anchor"], ["the anchor drags", "buoy"]);
        let (there, back) = (words(&one, &other), words(&other, &one));
        assert_eq!(first(&there.before).features, first(&back.after).features);
        assert_eq!(first(&there.before).sums, first(&back.after).sums);
    }

    #[test]
    fn twins_say_the_same_stems_in_the_same_order() {
        let both = words(
            &["ships sail home"],
            &["Ships SAIL home!", "home sail ships"],
        );
        let twin = both.before.twin(ClauseIndex::new(0));
        assert_eq!(twin, both.after.twin(ClauseIndex::new(0)));
        assert_ne!(twin, both.after.twin(ClauseIndex::new(1)));
    }

    #[test]
    fn headings_are_as_alike_as_the_stems_that_both_have() {
        let score = |before: &[u32], after: &[u32]| dice(before, after).millionths();
        assert_eq!(score(&[1, 2, 3], &[2, 3, 4, 5, 6]), 500_000);
        assert_eq!(score(&[], &[]), 0);
    }

    #[test]
    fn logarithms_are_those_of_the_textbook() {
        for value in [1_u64, 2, 3, 5, 1_000, 65_535, 1 << 40, u64::MAX] {
            let exact = (value as f64).log2() * 1_024.0;
            let apart = exact - f64::from(log2(value));
            assert!((-0.001..1.001).contains(&apart), "{value}: {apart}");
        }
        assert_eq!(log2(0), 0);
    }
}
