//! What topics say for a pair.
//!
//! A topic that one clause of each side has nearly proves a pair; one that ten of each have says
//! little. And authors agree in their topics more or less: those of one office always, those
//! of two parties in part, by the first part of the path, or not at all. So what a topic
//! says is how rare it is, and how often likely pairs agree in theirs.

use rustc_hash::FxHashMap;

use super::evidence::Score;
use super::grid::Grid;
use super::options::{Ignore, Key};
use super::wording::log2;
use crate::model::{ClauseIndex, Sides, Version};

/// How two topics are related.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Related {
    Equal,
    /// Their paths begin alike.
    Near,
    Other,
}

impl Related {
    const ALL: [Self; 3] = [Self::Equal, Self::Near, Self::Other];

    /// So many pairs of that kind are imagined, in tenths of a pair: what is expected of
    /// topics until the texts say how far they agree.
    fn imagined(self) -> u64 {
        match self {
            Self::Equal => 24,
            Self::Near | Self::Other => 8,
        }
    }
}

/// What topics say at most, in bits: twenty to one against a pair, ninety to one for it.
const MOST_AGAINST: i64 = -4_300_000;
const MOST_FOR: i64 = 6_500_000;

/// How the topics of each pair are related, and how rarely two clauses are so by chance, in
/// 1,024ths of a bit; nothing where a clause has none. Empty if either version has none.
pub(super) struct Topics(Vec<Option<(Related, i64)>>);

impl Topics {
    pub fn read(versions: Sides<&Version>, ignore: Ignore, grid: &Grid) -> Self {
        let below = versions.map(clauses_below);
        if ignore.hides(Key::Topic) || below.before.is_empty() || below.after.is_empty() {
            return Self(Vec::new());
        }
        let relate = |clauses: Sides<ClauseIndex>| {
            let before = versions
                .before
                .clause(clauses.before)
                .topic
                .as_ref()?
                .as_str();
            let after = versions
                .after
                .clause(clauses.after)
                .topic
                .as_ref()?
                .as_str();
            let shared = shared_start(before, after);
            let bits = |path: &str| {
                let count =
                    |side: &FxHashMap<&str, u64>| log2(side.get(path).copied().unwrap_or(1));
                i64::from(count(&below.before)) + i64::from(count(&below.after))
            };
            Some(match shared {
                "" => (Related::Other, 0),
                _ if before == after => (Related::Equal, bits("") - bits(shared)),
                _ => (Related::Near, bits("") - bits(shared)),
            })
        };
        Self(grid.pairs.iter().copied().map(relate).collect())
    }

    /// What the topics of each pair say for it, in millionths of a bit: how much more
    /// often likely pairs are related so than clauses at large, and how rare this topic is.
    /// Empty if they say nothing.
    pub fn say(&self, likelihoods: &[Score]) -> Vec<i64> {
        let worth = Related::ALL.map(|kind| self.worth(kind, likelihoods));
        let say = |held: &Option<(Related, i64)>| match held {
            None => 0,
            Some((kind, rarity)) => {
                let bits = worth[*kind as usize] + rarity;
                (bits * 1_000_000 / 1_024).clamp(MOST_AGAINST, MOST_FOR)
            }
        };
        self.0.iter().map(say).collect()
    }

    /// In 1,024ths of a bit. How often clauses at large are equal or near is in their
    /// rarity already.
    fn worth(&self, kind: Related, likelihoods: &[Score]) -> i64 {
        let (mut of_kind, mut all) = (0, 0);
        let (mut likely_of_kind, mut likely) = (0, 0);
        for (held, likelihood) in self.0.iter().zip(likelihoods) {
            let Some((held, _)) = held else { continue };
            let weight = u64::from(likelihood.millionths());
            all += 1;
            likely += weight;
            if *held == kind {
                of_kind += 1;
                likely_of_kind += weight;
            }
        }
        let imagined: u64 = Related::ALL.iter().map(|kind| kind.imagined()).sum();
        let seen = i64::from(log2(likely_of_kind + kind.imagined() * 100_000))
            - i64::from(log2(likely + imagined * 100_000));
        match kind {
            Related::Equal | Related::Near => seen,
            Related::Other => {
                let at_large = i64::from(log2(2 * of_kind + 1)) - i64::from(log2(2 * all + 3));
                seen - at_large
            }
        }
    }
}

/// For each topic and each start of its path the clauses that have it; of the empty path all.
fn clauses_below(version: &Version) -> FxHashMap<&str, u64> {
    let mut below = FxHashMap::default();
    let topics = version
        .clauses
        .iter()
        .filter(|clause| !clause.text.is_empty());
    for topic in topics.filter_map(|clause| clause.topic.as_ref()) {
        let path = topic.as_str();
        let ends = path.match_indices('/').map(|(at, _)| at);
        *below.entry("").or_default() += 1;
        for end in ends.chain([path.len()]) {
            *below.entry(&path[..end]).or_default() += 1;
        }
    }
    below
}

/// The parts with which both paths begin.
fn shared_start<'a>(one: &'a str, other: &str) -> &'a str {
    let mut end = 0;
    let mut next = 0;
    for (part, also) in one.split('/').zip(other.split('/')) {
        if part != also {
            break;
        }
        end = next + part.len();
        next = end + 1;
    }
    &one[..end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::drafts;

    fn version(topics: &[&str]) -> Version {
        let topics = topics.iter();
        let lines = topics.map(|topic| format!("topic = '{topic}'\ntext = 'x'"));
        drafts::version(&lines.collect::<Vec<_>>())
    }

    /// What is said of every pair, by rows, if all are equally likely but those given.
    fn said(before: &[&str], after: &[&str], likely: &[(usize, usize)]) -> Vec<Vec<i64>> {
        let pair = |at: usize| (at / after.len(), at % after.len());
        let pairs: Vec<_> = (0..before.len() * after.len())
            .map(|at| Sides::new(ClauseIndex::new(pair(at).0), ClauseIndex::new(pair(at).1)))
            .collect();
        let likelihoods: Vec<_> = (0..pairs.len())
            .map(|at| {
                Score::from_millionths(if likely.contains(&pair(at)) {
                    900_000
                } else {
                    10_000
                })
            })
            .collect();
        let versions = Sides::new(version(before), version(after));
        let grid = Grid::new(pairs, Sides::new(before.len(), after.len()));
        let bits = Topics::read(versions.as_ref(), Ignore::default(), &grid).say(&likelihoods);
        bits.chunks(after.len()).map(<[i64]>::to_vec).collect()
    }

    #[test]
    fn a_rare_topic_says_more_than_a_common_one() {
        let topics = ["rare", "common", "common", "common"];
        let said = said(&topics, &topics, &[]);
        assert!(said[0][0] > said[1][1] && said[1][1] > 0, "{said:?}");
        assert!(said[0][1] < 0, "{said:?}");
    }

    #[test]
    fn paths_that_begin_alike_say_something_for_a_pair() {
        let said = said(&["a/x", "b", "c"], &["a/y/z", "b", "d"], &[(0, 0)]);
        assert!(said[0][0] > 0 && said[0][0] < said[1][1], "{said:?}");
        assert_eq!(shared_start("a/x", "a/xy"), "a");
        assert_eq!(shared_start("a/x", "a/x/y"), "a/x");
        assert_eq!(shared_start("ab", "a"), "");
    }

    #[test]
    fn topics_in_which_likely_pairs_differ_say_less_against_a_pair() {
        let (before, after) = (["a", "b", "c", "d"], ["a", "e", "f", "g"]);
        let differing = said(&before, &after, &[(1, 1), (2, 2), (3, 3)]);
        let agreeing = said(&before, &after, &[(0, 0)]);
        assert!(differing[1][1] > agreeing[1][1]);
        assert!(differing[0][0] < agreeing[0][0]);
    }

    #[test]
    fn versions_without_topics_say_nothing() {
        let (none, some) = (version(&[]), version(&["a"]));
        let grid = Grid::new(Vec::new(), Sides::new(0, 1));
        let topics = Topics::read(Sides::new(&none, &some), Ignore::default(), &grid);
        assert!(topics.say(&[]).is_empty());
    }
}
