//! What the engine sees of the words of clauses.
//!
//! Each clause becomes a set of *stems* (the first letters of its folded words) and of
//! *pairs* of neighbouring stems, each weighed by how rare it is in both versions
//! together (K. Spärck Jones, *Journal of Documentation* 28(1), 1972), and a list of
//! *passages*: stretches between stops that are long enough to be recognised elsewhere.
//!
//! All is whole numbers, and nothing depends on which version is which: features are
//! known by a hash of their letters, not by the order in which they were met.

use super::evidence::Score;
use super::marks::Marks;
use super::options::{Ignore, Key};
use crate::model::{Clause, ClauseIndex, Sides, Version};
use crate::text::normalize::fold_word;
use crate::text::token;

/// Letters of a word that count: `withdraw`, `withdrawn` and `withdrawal` are one stem.
/// Fewer throw unlike words together, more keep endings apart.
const STEM: usize = 6;

/// A passage ends at the first stop after so many words; shorter ones recur by chance.
pub(super) const PASSAGE: usize = 8;

/// A last passage of fewer words belongs to the one before it.
const TAIL: usize = 4;

/// A stem or a pair of stems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Feature {
    /// A hash of its letters, the same on every machine.
    pub key: u32,
    /// How rare it is: see [`rarity`].
    pub weight: u32,
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

    /// True if the clause takes part and has words.
    pub fn has_words(&self, clause: ClauseIndex) -> bool {
        self.clauses[clause.get()].stems > 0
    }

    /// The same for clauses that say the same stems in the same order, and else not.
    pub fn twin(&self, clause: ClauseIndex) -> u64 {
        self.clauses[clause.get()].twin
    }

    fn read(version: &Version, wanted: &[bool], marks: &mut Marks) -> Self {
        let mut wording = Self::default();
        wording.clauses.reserve(version.clauses.len());
        for (clause, wanted) in version.clauses.iter().zip(wanted) {
            let entry = if *wanted {
                wording.read_clause(&clause.text, marks)
            } else {
                Entry::default()
            };
            wording.clauses.push(entry);
        }
        wording
    }

    fn read_clause(&mut self, text: &str, marks: &mut Marks) -> Entry {
        let start = self.ends();
        self.read_stems(text, marks);
        let stems = self.features.len() - start.features as usize;
        let mut twin = 0_u64;
        marks.clear();
        for at in start.order as usize..self.order.len() {
            let key = self.stem_at(start, at);
            twin = twin.wrapping_add(1).wrapping_mul(ODD).rotate_left(23) ^ u64::from(key);
            if at > start.order as usize {
                let last = self.stem_at(start, at - 1);
                let pair = mix(u64::from(last).rotate_left(32) ^ u64::from(key));
                self.note(pair & !SHORT | (last & key & SHORT), marks);
            }
        }
        let end = self.ends();
        Entry {
            features: (start.features, end.features),
            stems: small(stems),
            order: (start.order, end.order),
            passages: (start.passages, end.passages),
            sums: Sums::default(),
            twin,
        }
    }

    fn stem_at(&self, start: Ends, at: usize) -> u32 {
        self.features[start.features as usize + self.order[at] as usize].key
    }

    fn read_stems(&mut self, text: &str, marks: &mut Marks) {
        let start = self.ends();
        let mut last_end = 0;
        let mut since = 0;
        marks.clear();
        for word in token::words(text) {
            let at = word.as_ptr() as usize - text.as_ptr() as usize;
            if since >= PASSAGE && text[last_end..at].contains(STOPS) {
                self.passages.push(small(self.order.len()) - start.order);
                since = 0;
            }
            let place = self.note(stem(word), marks);
            self.order.push(place);
            since += 1;
            last_end = at + word.len();
        }
        let is_tail = since < TAIL && self.passages.len() > start.passages as usize;
        let end = small(self.order.len()) - start.order;
        match self.passages.last_mut() {
            Some(last) if is_tail => *last = end,
            _ if end > 0 => self.passages.push(end),
            _ => {}
        }
    }

    /// The place of a feature among those of the clause being read; added if it is new.
    fn note(&mut self, key: u32, marks: &mut Marks) -> u32 {
        let next = marks.len();
        let place = marks.insert(key);
        if place == next {
            self.features.push(Feature { key, weight: 0 });
        }
        place
    }

    fn ends(&self) -> Ends {
        Ends {
            features: small(self.features.len()),
            order: small(self.order.len()),
            passages: small(self.passages.len()),
        }
    }

    fn weigh(&mut self, spread: &Spread) {
        for feature in &mut self.features {
            feature.weight = spread.rarity(feature.key);
        }
        for entry in &mut self.clauses {
            let features = &self.features[entry.features.0 as usize..entry.features.1 as usize];
            let (stems, pairs) = features.split_at(entry.stems as usize);
            let sum = |features: &[Feature]| features.iter().map(|one| u64::from(one.weight)).sum();
            entry.sums = Sums {
                stems: sum(stems),
                pairs: sum(pairs),
                squares: features
                    .iter()
                    .map(|one| u64::from(one.weight) * u64::from(one.weight))
                    .sum(),
            };
        }
    }
}

#[derive(Clone, Copy)]
struct Ends {
    features: u32,
    order: u32,
    passages: u32,
}

/// Reads the clauses of both versions for which `wanted` is true. Linear in the words.
pub(super) fn read(versions: Sides<&Version>, wanted: &Sides<Vec<bool>>) -> Sides<Wording> {
    let mut marks = Marks::default();
    let mut sides = Sides {
        before: Wording::read(versions.before, &wanted.before, &mut marks),
        after: Wording::read(versions.after, &wanted.after, &mut marks),
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

/// Marks that end a passage.
const STOPS: [char; 4] = ['.', ';', ':', ','];

/// An odd number whose bits look random (the golden ratio's), to spread keys.
const ODD: u64 = 0x9e37_79b9_7f4a_7c15;

fn mix(value: u64) -> u32 {
    (value.wrapping_mul(ODD) >> 32) as u32
}

/// The bit of a key that tells short words, and pairs of them.
const SHORT: u32 = 1;

/// Words of at most so many letters (of, the, et, la) are taken for common ones.
const SHORT_WORD: usize = 3;

/// So many clauses are imagined beside those of a version, half of which hold each short word:
/// a document of a few clauses cannot tell by itself which words are common.
const IMAGINED: usize = 20;

/// The key of a word's stem. Numbers count whole.
fn stem(word: &str) -> u32 {
    if word.is_ascii() {
        return stem_of(
            word.bytes()
                .map(|byte| u32::from(byte.to_ascii_lowercase())),
        );
    }
    stem_of(fold_word(word).chars().map(u32::from))
}

fn stem_of(letters: impl Iterator<Item = u32>) -> u32 {
    let mut hash = 0_u64;
    let mut length = STEM;
    let mut read = 0;
    for letter in letters {
        if read == 0 && char::from_u32(letter).is_some_and(char::is_numeric) {
            length = usize::MAX;
        }
        if read == length {
            break;
        }
        hash = (hash.rotate_left(7) ^ u64::from(letter)).wrapping_mul(ODD);
        read += 1;
    }
    let is_short = read <= SHORT_WORD && length == STEM;
    mix(hash) & !SHORT | if is_short { SHORT } else { 0 }
}

/// In how many clauses features stand, of the version where they stand in more: what stands
/// once in each of two versions is as rare as what stands once in one of them.
///
/// Counted by the low bits of the key: two features that share them look less rare than
/// they are, which the size of the table keeps to a few in a hundred.
struct Spread {
    counts: Vec<u16>,
    /// By count, of other features and of short ones.
    rarities: [Vec<u32>; 2],
}

impl Spread {
    /// `clauses` is how many take part in the larger version.
    fn of(sides: &Sides<Wording>, clauses: usize) -> Self {
        let most = sides.before.features.len().max(sides.after.features.len());
        let size = (8 * most).next_power_of_two().clamp(1 << 12, 1 << 23);
        let mut counts = count(&sides.before.features, size);
        for (held, other) in counts.iter_mut().zip(count(&sides.after.features, size)) {
            *held = (*held).max(other);
        }
        let most = usize::from(counts.iter().copied().max().unwrap_or(0));
        Self {
            counts,
            rarities: [0, IMAGINED].map(|halves| {
                let rarity = |count| rarity(2 * count + halves, clauses + IMAGINED);
                (0..=most).map(rarity).collect()
            }),
        }
    }

    fn rarity(&self, key: u32) -> u32 {
        let count = usize::from(self.counts[key as usize & (self.counts.len() - 1)]);
        self.rarities[(key & SHORT) as usize][count]
    }
}

fn count(features: &[Feature], size: usize) -> Vec<u16> {
    let mut counts = vec![0_u16; size];
    for feature in features {
        let count = &mut counts[feature.key as usize & (size - 1)];
        *count = count.saturating_add(1);
    }
    counts
}

/// `log2((clauses + 1) / (spread + 1/2))` in 1,024ths, at least one, of twice the spread.
fn rarity(twice_the_spread: usize, clauses: usize) -> u32 {
    let all = log2(2 * clauses as u64 + 2);
    all.saturating_sub(log2(twice_the_spread as u64 + 1)).max(1)
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

fn small(count: usize) -> u32 {
    u32::try_from(count).expect("the loader limits the bytes of a version")
}
