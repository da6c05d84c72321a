//! What authors said of their clauses beside the text.

use rustc_hash::{FxHashMap, FxHashSet};

use super::signs::{Sign, Signs};
use crate::matching::evidence::Score;
use crate::matching::grid::Grid;
use crate::matching::options::{Ignore, Key};
use crate::matching::wording::log2;
use crate::model::{Bound, Clause, Number, Sides, TermValue, Version};
use crate::text::normalize::fold_word;

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

/// How the topics of each pair are related, and how rarely two clauses are so by chance:
/// in bits of a 1,024th; nothing where a clause has none.
pub(super) struct Topics(Vec<Option<(Related, i64)>>);

impl Topics {
    pub fn read(versions: Sides<&Version>, ignore: Ignore, grid: &Grid) -> Self {
        if ignore.hides(Key::Topic) {
            return Self(vec![None; grid.pairs.len()]);
        }
        let below = versions.map(clauses_below);
        let relate = |clauses: Sides<&Clause>| {
            let before = clauses.before.topic.as_ref()?.as_str();
            let after = clauses.after.topic.as_ref()?.as_str();
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
        let pairs = grid.pairs.iter();
        Self(pairs.map(|&pair| relate(clauses(versions, pair))).collect())
    }

    /// What the topics of each pair say for it, in millionths of a bit: how much more
    /// often likely pairs are related so than clauses at large, and how rare this topic is.
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

/// Fills in what terms, parties and modality say.
pub(super) fn measure(versions: Sides<&Version>, ignore: Ignore, grid: &Grid, signs: &mut [Signs]) {
    if !ignore.hides(Key::Terms) {
        let kinds: [(Sign, fn(&Clause) -> Vec<String>); 3] = [
            (Sign::TermNames, names),
            (Sign::TermUnits, units),
            (Sign::TermValues, values),
        ];
        for (sign, of) in kinds {
            terms(versions, grid, of, |at, bits| signs[at].set(sign, bits));
        }
    }
    if !ignore.hides(Key::Parties) {
        parties(versions, grid, |at, share| {
            signs[at].set(Sign::Parties, share)
        });
    }
    if !ignore.hides(Key::Modality) {
        for (at, &pair) in grid.pairs.iter().enumerate() {
            let Sides { before, after } = clauses(versions, pair);
            if before.modality.is_some() && before.modality == after.modality {
                signs[at].set(Sign::Modality, 1_000_000);
            }
        }
    }
}

fn clauses(versions: Sides<&Version>, pair: Sides<crate::model::ClauseIndex>) -> Sides<&Clause> {
    Sides::new(
        versions.before.clause(pair.before),
        versions.after.clause(pair.after),
    )
}

/// Tells `say` of every pair how rare the rarest thing is that both clauses have, in
/// millionths: half the bits, since both sides count.
fn terms(
    versions: Sides<&Version>,
    grid: &Grid,
    of: fn(&Clause) -> Vec<String>,
    mut say: impl FnMut(usize, i64),
) {
    let sets = versions.map(|version| {
        let set = |clause: &Clause| {
            let mut set = of(clause);
            set.sort_unstable();
            set.dedup();
            set
        };
        version.clauses.iter().map(set).collect::<Vec<_>>()
    });
    let spread = sets.as_ref().map(|side| {
        let mut spread: FxHashMap<&str, u64> = FxHashMap::default();
        for thing in side.iter().flatten() {
            *spread.entry(thing).or_default() += 1;
        }
        spread
    });
    let with_text = |version: &Version| {
        let clauses = version
            .clauses
            .iter()
            .filter(|clause| !clause.text.is_empty());
        clauses.count() as u64
    };
    let all = versions.map(with_text);
    let all = i64::from(log2(all.before)) + i64::from(log2(all.after));
    for (at, pair) in grid.pairs.iter().enumerate() {
        let here = &sets.before[pair.before.get()];
        let there = &sets.after[pair.after.get()];
        let shared = here
            .iter()
            .filter(|thing| there.binary_search(thing).is_ok());
        let rarity = |thing: &String| {
            let count = |side: &FxHashMap<&str, u64>| i64::from(log2(side[thing.as_str()]));
            all - count(&spread.before) - count(&spread.after)
        };
        if let Some(bits) = shared.map(rarity).max() {
            say(at, bits.max(0) * 1_000_000 / 2_048);
        }
    }
}

fn names(clause: &Clause) -> Vec<String> {
    clause
        .terms
        .iter()
        .map(|term| fold_word(&term.name))
        .collect()
}

fn units(clause: &Clause) -> Vec<String> {
    let unit = |value: &TermValue| match value {
        TermValue::Quantity(quantity) => quantity.unit.as_deref().map(fold_word),
        _ => None,
    };
    let terms = clause.terms.iter();
    terms.filter_map(|term| unit(&term.value)).collect()
}

/// Numbers with their unit, whatever the bound, and words.
fn values(clause: &Clause) -> Vec<String> {
    let of = |value: &TermValue| match value {
        TermValue::Quantity(quantity) => {
            let unit = quantity.unit.as_deref().unwrap_or_default();
            let numbers = numbers(quantity.bound).into_iter();
            numbers
                .map(|number| fold_word(&format!("{number} {unit}")))
                .collect()
        }
        TermValue::List(items) => items.iter().map(|item| fold_word(item)).collect(),
        TermValue::Boolean(_) => Vec::new(),
        value => vec![fold_word(&value.to_string())],
    };
    clause
        .terms
        .iter()
        .flat_map(|term| of(&term.value))
        .collect()
}

fn numbers(bound: Bound) -> Vec<Number> {
    match bound {
        Bound::Exactly(one) | Bound::AtMost(one) | Bound::AtLeast(one) | Bound::About(one) => {
            vec![one]
        }
        Bound::Range { from, to } => vec![from, to],
    }
}

/// Tells `say` of every pair that binds parties on both sides which share of them is bound
/// by both, less one half.
fn parties(versions: Sides<&Version>, grid: &Grid, mut say: impl FnMut(usize, i64)) {
    let called = versions.map(|version| {
        let names = version.parties.iter().map(|party| {
            let names = party
                .aliases
                .iter()
                .chain([&party.name])
                .map(|name| fold_word(name));
            (
                party.id.as_str(),
                names.chain([party.id.to_string()]).collect(),
            )
        });
        names.collect::<FxHashMap<&str, FxHashSet<String>>>()
    });
    let mut same: FxHashSet<(&str, &str)> = FxHashSet::default();
    for (one, names) in &called.before {
        let others = called
            .after
            .iter()
            .filter(|(_, others)| !names.is_disjoint(others));
        same.extend(others.map(|(other, _)| (*one, *other)));
    }
    for (at, &pair) in grid.pairs.iter().enumerate() {
        let Sides { before, after } = clauses(versions, pair).map(|clause| &clause.binds);
        if before.is_empty() || after.is_empty() {
            continue;
        }
        let is_same = |one: &crate::model::PartyId, other: &crate::model::PartyId| {
            same.contains(&(one.as_str(), other.as_str()))
        };
        let here = before
            .iter()
            .filter(|one| after.iter().any(|other| is_same(one, other)));
        let there = after
            .iter()
            .filter(|other| before.iter().any(|one| is_same(one, other)));
        let both = Score::ratio(here.count() + there.count(), before.len() + after.len());
        say(at, i64::from(both.millionths()) - 500_000);
    }
}
