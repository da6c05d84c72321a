//! What headings, texts and topics mean, word by word.
//!
//! Every word lies somewhere (see [`Glossary`]) and counts by how rare its stem is in the version
//! where that stands in more clauses, as in [`wording`]. Two clauses are compared on
//! the whole, by where their words lie together, and word by word: a piece of a clause that
//! says four things is covered by it, though on the whole they are little alike.

use rustc_hash::FxHashMap;

use crate::matching::grid::Grid;
use crate::matching::meaning::{Arrow, DIMENSIONS, Glossary, arrow, cosine, take_out_the_common};
use crate::matching::options::{Ignore, Key};
use crate::matching::wording::{self, IMAGINED, SHORT_WORD, STEM};
use crate::model::{Clause, Side, Sides, Version};
use crate::text::normalize::fold_word;
use crate::text::token;

/// Words less alike than this, in millionths, have nothing to do with each other.
const UNLIKE: i32 = 200_000;

/// A word that is wholly covered.
const COVERED: u8 = u8::MAX;

/// Words of a clause that count, from its start, so that sums of places fit.
const MOST_WORDS: usize = 1 << 12;

/// Pairs of different words of both versions whose likeness is worked out, one byte and some
/// twenty nanoseconds each: eleven thousand words on each side, as many as a thousand pages have.
const MOST_LIKENESSES: usize = 1 << 27;

/// Pairs of words looked at for all pairs of clauses together: of a hundred clauses on each side,
/// each may have two hundred different words; of thirty, seven hundred.
const MOST_LOOKS: usize = 1 << 29;

/// A list of words for each clause of both versions.
type Lists = Sides<Vec<Vec<u32>>>;

/// The words of two versions.
pub(super) struct Texts {
    words: Vec<Word>,
    /// Of heading and text.
    bags: Lists,
    headings: Lists,
    topics: Lists,
}

struct Word {
    stem: u32,
    place: [i32; DIMENSIONS],
    /// In 1,024ths of a bit.
    rarity: u32,
}

impl Texts {
    /// None if there is no table of meanings.
    pub fn read(versions: Sides<&Version>, ignore: Ignore) -> Option<Self> {
        let mut reader = Reader::new(Glossary::bundled()?);
        let heading = |clause: &Clause| match &clause.heading {
            Some(heading) if !ignore.hides(Key::Heading) => heading.clone(),
            _ => String::new(),
        };
        let topic = |clause: &Clause| match &clause.topic {
            Some(topic) if !ignore.hides(Key::Topic) => {
                topic.as_str().replace(['/', '-', '_', '.'], " ")
            }
            _ => String::new(),
        };
        let mut read = |of: &dyn Fn(&Clause) -> String| {
            versions.map(|version| {
                let clauses = version.clauses.iter();
                clauses.map(|clause| reader.read(&of(clause))).collect()
            })
        };
        let bags: Lists = read(&|clause| format!("{} {}", heading(clause), clause.text));
        let headings = read(&heading);
        let topics = read(&topic);
        let mut words = reader.words;
        weigh(&mut words, &bags);
        Some(Self {
            words,
            bags,
            headings,
            topics,
        })
    }

    /// How alike heading and text of each pair are on the whole, in millionths.
    pub fn meanings(&self, grid: &Grid) -> Vec<i64> {
        self.likeness(grid, &self.bags)
    }

    pub fn headings(&self, grid: &Grid) -> Vec<i64> {
        self.likeness(grid, &self.headings)
    }

    pub fn topics(&self, grid: &Grid) -> Vec<i64> {
        self.likeness(grid, &self.topics)
    }

    /// Words in the heading and text of each clause.
    pub fn lengths(&self) -> Sides<Vec<usize>> {
        let lengths = |side: &Vec<Vec<u32>>| side.iter().map(Vec::len).collect();
        self.bags.as_ref().map(lengths)
    }

    fn likeness(&self, grid: &Grid, lists: &Lists) -> Vec<i64> {
        let mut arrows = Vec::new();
        let places = lists.as_ref().map(|side| {
            let of = |list: &Vec<u32>| {
                arrows.push(arrow(&self.sum(list))?);
                Some(arrows.len() - 1)
            };
            side.iter().map(of).collect::<Vec<_>>()
        });
        take_out_the_common(&mut arrows);
        let likeness = |one: Option<usize>, other: Option<usize>| {
            Some(i64::from(cosine(&arrows[one?], &arrows[other?])))
        };
        let pairs = grid.pairs.iter().map(|clauses| {
            let one = places.before[clauses.before.get()];
            likeness(one, places.after[clauses.after.get()]).unwrap_or(0)
        });
        pairs.collect()
    }

    fn sum(&self, list: &[u32]) -> [i64; DIMENSIONS] {
        let mut sum = [0; DIMENSIONS];
        for &word in list.iter().take(MOST_WORDS) {
            let word = &self.words[word as usize];
            for (sum, part) in sum.iter_mut().zip(word.place) {
                *sum += i64::from(part) * i64::from(word.rarity);
            }
        }
        sum
    }

    /// The share of either clause's words that the other has in like meaning, by rarity.
    ///
    /// Costs the product of the different words of both versions once, and for each pair
    /// the product of the different words of its clauses. Where that is too much, only the first
    /// words of each clause count; with how many clauses of both versions are cut so.
    pub fn covers(&self, grid: &Grid) -> (Sides<Vec<i64>>, usize) {
        let mut sets = self.different();
        let most = affordable(grid, &sets, self.words.len());
        let mut cut = 0;
        for set in sets.before.iter_mut().chain(&mut sets.after) {
            cut += usize::from(set.len() > most);
            set.truncate(most);
            // Neighbours in the table of likenesses are read one after the other.
            set.sort_unstable();
        }
        (self.covers_of(grid, &sets), cut)
    }

    /// The different words of each clause, in the order in which they are met.
    fn different(&self) -> Lists {
        let mut last_met = vec![0; self.words.len()];
        let mut clause = 0;
        self.bags.as_ref().map(|side| {
            let sets = side.iter().map(|bag| {
                clause += 1;
                let words = bag.iter().copied();
                let is_new =
                    |word: &u32| std::mem::replace(&mut last_met[*word as usize], clause) != clause;
                words.filter(is_new).collect()
            });
            sets.collect()
        })
    }

    fn covers_of(&self, grid: &Grid, sets: &Lists) -> Sides<Vec<i64>> {
        let likeness = Likenesses::new(&self.words, sets);
        let mut covers = Sides::make(|_| Vec::with_capacity(grid.pairs.len()));
        let mut best: Vec<u8> = Vec::new();
        let mut columns: Vec<usize> = Vec::new();
        for clauses in &grid.pairs {
            let one = &sets.before[clauses.before.get()];
            let other = &sets.after[clauses.after.get()];
            best.clear();
            best.resize(other.len(), 0);
            columns.clear();
            columns.extend(other.iter().map(|&word| likeness.column(word)));
            let mut own = Share::default();
            for &word in one {
                let row = likeness.row(word);
                let mut most = 0;
                for (best, &there) in best.iter_mut().zip(&columns) {
                    let like = row[there];
                    most = most.max(like);
                    *best = like.max(*best);
                }
                own.add(self.words[word as usize].rarity, most);
            }
            let mut its = Share::default();
            for (&word, &most) in other.iter().zip(&best) {
                its.add(self.words[word as usize].rarity, most);
            }
            covers.before.push(own.millionths());
            covers.after.push(its.millionths());
        }
        covers
    }
}

/// How many different words of each clause can be compared word by word; `words` are all
/// there are.
fn affordable(grid: &Grid, sets: &Lists, words: usize) -> usize {
    let met = |side: &Vec<Vec<u32>>, most: usize| {
        let mut is_met = vec![false; words];
        let first = side.iter().flat_map(|set| set.iter().take(most));
        let new = first.filter(|word| !std::mem::replace(&mut is_met[**word as usize], true));
        new.count()
    };
    let looks = |most: usize| {
        let pairs = grid.pairs.iter().map(|clauses| {
            let one = sets.before[clauses.before.get()].len().min(most);
            one * sets.after[clauses.after.get()].len().min(most)
        });
        pairs.sum::<usize>()
    };
    let is_affordable = |most: usize| {
        met(&sets.before, most).saturating_mul(met(&sets.after, most)) <= MOST_LIKENESSES
            && looks(most) <= MOST_LOOKS
    };
    let mut most = MOST_WORDS;
    while most > 1 && !is_affordable(most) {
        most /= 2;
    }
    most
}

/// A share of weights.
#[derive(Default)]
struct Share {
    held: i64,
    all: i64,
}

impl Share {
    fn add(&mut self, rarity: u32, covered: u8) {
        self.all += i64::from(rarity);
        self.held += i64::from(rarity) * i64::from(covered);
    }

    fn millionths(&self) -> i64 {
        self.held * 1_000_000 / (self.all * i64::from(COVERED)).max(1)
    }
}

/// How alike each word of one version is to each of the other.
struct Likenesses {
    rows: Vec<u32>,
    columns: Vec<u32>,
    width: usize,
    of: Vec<u8>,
}

impl Likenesses {
    fn new(words: &[Word], sets: &Sides<Vec<Vec<u32>>>) -> Self {
        let mut numbers = Sides::make(|_| vec![u32::MAX; words.len()]);
        let met = Sides::make(|side: Side| {
            let numbers = numbers.get_mut(side);
            let mut met = Vec::new();
            for &word in sets.get(side).iter().flatten() {
                if numbers[word as usize] == u32::MAX {
                    numbers[word as usize] = met.len() as u32;
                    met.push(word as usize);
                }
            }
            met
        });
        let arrows = met.as_ref().map(|met| {
            let arrow = |&word: &usize| arrow(&words[word].place).unwrap_or([0; DIMENSIONS]);
            met.iter().map(arrow).collect::<Vec<_>>()
        });
        let mut of = Vec::with_capacity(met.before.len() * met.after.len());
        for (one, here) in met.before.iter().zip(&arrows.before) {
            for (other, there) in met.after.iter().zip(&arrows.after) {
                of.push(if words[*one].stem == words[*other].stem {
                    COVERED
                } else {
                    covered(here, there)
                });
            }
        }
        Self {
            rows: numbers.before,
            columns: numbers.after,
            width: met.after.len(),
            of,
        }
    }

    /// How alike a word of the before version is to each of the other, by column.
    fn row(&self, before: u32) -> &[u8] {
        let row = self.rows[before as usize] as usize;
        &self.of[row * self.width..][..self.width]
    }

    fn column(&self, after: u32) -> usize {
        self.columns[after as usize] as usize
    }
}

fn covered(one: &Arrow, other: &Arrow) -> u8 {
    let above = (cosine(one, other) - UNLIKE).max(0);
    let share = i64::from(above) * i64::from(COVERED) / i64::from(1_000_000 - UNLIKE);
    u8::try_from(share).expect("a share of a byte")
}

/// Reads words, each different one once.
struct Reader {
    glossary: Glossary,
    words: Vec<Word>,
    known: FxHashMap<String, u32>,
    stems: FxHashMap<String, u32>,
}

impl Reader {
    fn new(glossary: Glossary) -> Self {
        Self {
            glossary,
            words: Vec::new(),
            known: FxHashMap::default(),
            stems: FxHashMap::default(),
        }
    }

    fn read(&mut self, text: &str) -> Vec<u32> {
        token::words(text).map(|word| self.note(word)).collect()
    }

    fn note(&mut self, word: &str) -> u32 {
        let folded = fold_word(word);
        if let Some(&known) = self.known.get(&folded) {
            return known;
        }
        let (stem, is_short) = stem(&folded);
        // A short word's stem is told from others by its last bit.
        let next = 2 * self.stems.len() as u32 + u32::from(is_short);
        let stem = *self.stems.entry(stem.to_owned()).or_insert(next);
        let place = self.glossary.place(&folded);
        let number = self.words.len() as u32;
        self.words.push(Word {
            stem,
            place,
            rarity: 0,
        });
        self.known.insert(folded, number);
        number
    }
}

/// The letters of a folded word that count, and whether it is short. Numbers count whole.
fn stem(word: &str) -> (&str, bool) {
    if word.starts_with(char::is_numeric) {
        return (word, false);
    }
    let end = word
        .char_indices()
        .nth(STEM)
        .map_or(word.len(), |(at, _)| at);
    (&word[..end], word.chars().count() <= SHORT_WORD)
}

/// Gives every word its rarity: of the version where its stem stands in more clauses.
fn weigh(words: &mut [Word], bags: &Lists) {
    let stems = words.iter().map(|word| word.stem / 2 + 1).max();
    let mut counts = vec![0_usize; stems.unwrap_or(0) as usize];
    for side in Side::BOTH {
        let mut own = vec![0_usize; counts.len()];
        for bag in bags.get(side) {
            let mut stems: Vec<usize> = bag
                .iter()
                .map(|&word| words[word as usize].stem as usize / 2)
                .collect();
            stems.sort_unstable();
            stems.dedup();
            stems.into_iter().for_each(|stem| own[stem] += 1);
        }
        for (count, own) in counts.iter_mut().zip(own) {
            *count = own.max(*count);
        }
    }
    let with_text = |side: &Vec<Vec<u32>>| side.iter().filter(|bag| !bag.is_empty()).count();
    let clauses = bags.as_ref().map(with_text);
    let clauses = clauses.before.max(clauses.after) + IMAGINED;
    for word in words {
        let halves = if word.stem % 2 == 1 { IMAGINED } else { 0 };
        let twice_the_spread = 2 * counts[word.stem as usize / 2] + halves;
        word.rarity = wording::rarity(twice_the_spread, clauses).into();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ClauseIndex;

    fn grid(clauses: Sides<usize>) -> Grid {
        let pair = |at: usize| Sides {
            before: ClauseIndex::new(at / clauses.after),
            after: ClauseIndex::new(at % clauses.after),
        };
        let pairs = (0..clauses.before * clauses.after).map(pair);
        Grid::new(pairs.collect(), clauses)
    }

    /// How many words count where each of so many clauses has so many words, each other ones
    /// or all the same.
    fn counted(clauses: usize, words: u32, are_other: bool) -> usize {
        let mut next = 0;
        let sets: Lists = Sides::make(|_| {
            let clause = |_| {
                let first = if are_other { next } else { 0 };
                next += words;
                (first..first + words).collect()
            };
            (0..clauses).map(clause).collect()
        });
        let grid = grid(Sides::new(clauses, clauses));
        affordable(&grid, &sets, next as usize)
    }

    #[test]
    fn all_words_of_an_honest_text_count() {
        assert_eq!(counted(100, 200, false), MOST_WORDS);
        assert_eq!(counted(1, 2_000, true), MOST_WORDS);
        assert_eq!(counted(30, 350, true), MOST_WORDS);
    }

    #[test]
    fn of_too_many_words_the_first_of_each_clause_count() {
        assert_eq!(counted(100, 2_000, false), 128);
        assert_eq!(counted(100, 2_000, true), 64);
        assert_eq!(counted(0, 0, true), MOST_WORDS);
    }
}
