//! What the engine sees of a clause's words.
//!
//! Each clause becomes a vector over folded words and word pairs, weighed by how rare
//! they are in both versions together (tf-idf; K. Spärck Jones, *Journal of
//! Documentation* 28(1), 1972), in whole numbers, so that sums do not depend on the
//! order of addition or on a machine's logarithm.

use rustc_hash::FxHashMap;

use super::evidence::Score;
use super::options::{Ignore, Key};
use crate::model::{Clause, Sides, Version};
use crate::text::normalize::fold_word;
use crate::text::token;

/// A word or a pair of words, numbered in the order of first use.
pub(super) type Feature = u32;

/// The words of one clause, ready to be compared.
#[derive(Clone, Debug, Default)]
pub(super) struct ClauseFeatures {
    /// Folded words of the text in order; of the heading where there is no text.
    pub words: Vec<u32>,
    /// Folded words of the heading, sorted, each once.
    pub heading: Vec<u32>,
    /// Weights by feature, sorted by feature.
    pub vector: Vec<(Feature, u32)>,
    /// Sum of the squared weights.
    norm: u64,
}

/// Reads both versions with one vocabulary. Linear in the words. Headings are left out
/// where the engine may not look at them.
pub(super) fn of(versions: Sides<&Version>, ignore: Ignore) -> Sides<Vec<ClauseFeatures>> {
    let mut vocabulary = Vocabulary::default();
    let mut sides = versions.map(|version| vocabulary.read(version, ignore));
    let clauses = sides.before.len().max(sides.after.len());
    let rarity = rarity_of(&vocabulary.spread(&sides), clauses);
    for clause in sides.before.iter_mut().chain(&mut sides.after) {
        weigh(clause, &rarity);
    }
    sides
}

/// Cosine of the two vectors; 0 if either is empty.
pub(super) fn cosine(a: &ClauseFeatures, b: &ClauseFeatures) -> Score {
    let dot = dot(&a.vector, &b.vector);
    let norms = (u128::from(a.norm) * u128::from(b.norm)).isqrt();
    if norms == 0 {
        return Score::ZERO;
    }
    let millionths = u128::from(dot) * 1_000_000 / norms;
    Score::from_millionths(u32::try_from(millionths).unwrap_or(u32::MAX))
}

/// Dice coefficient of two sorted word sets (L. R. Dice, *Ecology* 26(3), 1945);
/// 0 if either is empty.
pub(super) fn dice(a: &[u32], b: &[u32]) -> Score {
    if a.is_empty() || b.is_empty() {
        return Score::ZERO;
    }
    let shared = a
        .iter()
        .filter(|word| b.binary_search(word).is_ok())
        .count();
    Score::ratio(2 * shared, a.len() + b.len())
}

fn dot(mut a: &[(Feature, u32)], mut b: &[(Feature, u32)]) -> u64 {
    let mut sum = 0;
    while let ([(x, weight_a), ..], [(y, weight_b), ..]) = (a, b) {
        if x == y {
            sum += u64::from(*weight_a) * u64::from(*weight_b);
        }
        let (next_a, next_b) = (x <= y, y <= x);
        a = &a[usize::from(next_a)..];
        b = &b[usize::from(next_b)..];
    }
    sum
}

/// Words and word pairs seen so far.
#[derive(Default)]
struct Vocabulary {
    words: FxHashMap<String, u32>,
    features: FxHashMap<(u32, u32), Feature>,
}

/// Stands for "no second word" in the key of a single word.
const ALONE: u32 = u32::MAX;

impl Vocabulary {
    fn read(&mut self, version: &Version, ignore: Ignore) -> Vec<ClauseFeatures> {
        let heading = |clause: &Clause| {
            clause
                .heading
                .clone()
                .filter(|_| !ignore.hides(Key::Heading))
        };
        let clauses = version.clauses.iter();
        clauses
            .map(|clause| self.clause(&clause.text, &heading(clause).unwrap_or_default()))
            .collect()
    }

    fn clause(&mut self, text: &str, heading: &str) -> ClauseFeatures {
        let mut heading = self.intern(heading);
        let words = if text.is_empty() {
            heading.clone()
        } else {
            self.intern(text)
        };
        heading.sort_unstable();
        heading.dedup();
        let vector = self.count(&words);
        ClauseFeatures {
            words,
            heading,
            vector,
            norm: 0,
        }
    }

    fn intern(&mut self, text: &str) -> Vec<u32> {
        token::words(text)
            .map(|word| {
                let next = u32::try_from(self.words.len())
                    .expect("the loader limits the bytes of a version");
                *self.words.entry(fold_word(word)).or_insert(next)
            })
            .collect()
    }

    /// How often each feature stands in the clause, sorted by feature.
    fn count(&mut self, words: &[u32]) -> Vec<(Feature, u32)> {
        let singles = words.iter().map(|&word| (word, ALONE));
        let doubles = words.windows(2).map(|two| (two[0], two[1]));
        let mut found: Vec<Feature> = singles
            .chain(doubles)
            .map(|key| self.feature(key))
            .collect();
        found.sort_unstable();
        let runs = found.chunk_by(|a, b| a == b);
        runs.map(|run| (run[0], u32::try_from(run.len()).unwrap_or(u32::MAX)))
            .collect()
    }

    fn feature(&mut self, key: (u32, u32)) -> Feature {
        let next =
            u32::try_from(self.features.len()).expect("the loader limits the bytes of a version");
        *self.features.entry(key).or_insert(next)
    }

    /// In how many clauses each feature stands, in the version where it stands in more.
    fn spread(&self, sides: &Sides<Vec<ClauseFeatures>>) -> Vec<u32> {
        let [before, after] = [&sides.before, &sides.after].map(|clauses| {
            let mut spread = vec![0; self.features.len()];
            let features = clauses.iter().flat_map(|clause| &clause.vector);
            features.for_each(|&(feature, _)| spread[feature as usize] += 1);
            spread
        });
        before
            .into_iter()
            .zip(after)
            .map(|(before, after): (u32, u32)| before.max(after))
            .collect()
    }
}

/// Weight of a feature by rarity: `log2((clauses + 1) / spread)` in 1,024ths, at least one,
/// within the larger version: what stands once in each of two versions is as rare as what
/// stands once in one of them.
fn rarity_of(spread: &[u32], clauses: usize) -> Vec<u32> {
    let all = log2(clauses as u64 + 1);
    spread
        .iter()
        .map(|&count| all.saturating_sub(log2(u64::from(count))).max(1))
        .collect()
}

fn weigh(clause: &mut ClauseFeatures, rarity: &[u32]) {
    for (feature, weight) in &mut clause.vector {
        // A word said again counts less each time: 1 + log2(count).
        let often = u64::from(1024 + log2(u64::from(*weight)));
        let weighed = often * u64::from(rarity[*feature as usize]) / 1024;
        *weight = u32::try_from(weighed).expect("both logarithms are below 64 * 1024");
    }
    clause.norm = clause
        .vector
        .iter()
        .map(|&(_, weight)| u64::from(weight) * u64::from(weight))
        .sum();
}

/// Binary logarithm in 1,024ths, rounded down; 0 for 0. Ten squarings of a mantissa.
fn log2(value: u64) -> u32 {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_are_those_of_the_textbook() {
        for value in [1_u64, 2, 3, 10, 1000, 1 << 40, u64::MAX] {
            let exact = (value as f64).log2() * 1024.0;
            assert!((f64::from(log2(value)) - exact).abs() <= 1.5, "{value}");
        }
    }

    fn clauses(texts: &[&str]) -> Vec<ClauseFeatures> {
        let mut vocabulary = Vocabulary::default();
        let read = texts
            .iter()
            .map(|text| vocabulary.clause(text, ""))
            .collect();
        let mut sides = Sides::new(read, Vec::new());
        let rarity = rarity_of(&vocabulary.spread(&sides), texts.len());
        sides
            .before
            .iter_mut()
            .for_each(|clause| weigh(clause, &rarity));
        sides.before
    }

    #[test]
    fn the_same_words_score_one_and_others_zero() {
        let read = clauses(&["North keeps the port", "north KEEPS the port.", "tolls end"]);
        assert_eq!(cosine(&read[0], &read[1]), Score::ONE);
        assert_eq!(cosine(&read[0], &read[2]), Score::ZERO);
    }

    #[test]
    fn similarity_is_symmetric() {
        let read = clauses(&[
            "North keeps at most 1,200 persons",
            "South keeps at most 400 persons under arms",
            "x",
        ]);
        assert_eq!(cosine(&read[0], &read[1]), cosine(&read[1], &read[0]));
    }
}
