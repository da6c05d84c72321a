//! What authors said of their clauses beside text and topic.

use rustc_hash::{FxHashMap, FxHashSet};

use super::signs::{Sign, Signs};
use crate::matching::evidence::Score;
use crate::matching::grid::Grid;
use crate::matching::options::{Ignore, Key};
use crate::matching::wording::log2;
use crate::model::{Bound, Clause, ClauseIndex, Number, PartyId, Sides, TermValue, Version};
use crate::text::normalize::fold_word;

/// What is compared of a clause's terms.
type Things = fn(&Clause) -> Vec<String>;

/// Fills in what terms, parties and modality say.
pub(super) fn measure(versions: Sides<&Version>, ignore: Ignore, grid: &Grid, signs: &mut [Signs]) {
    if !ignore.hides(Key::Terms) {
        let kinds: [(Sign, Things); 3] = [
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

fn clauses(versions: Sides<&Version>, pair: Sides<ClauseIndex>) -> Sides<&Clause> {
    Sides::new(
        versions.before.clause(pair.before),
        versions.after.clause(pair.after),
    )
}

/// Tells `say` of every pair how rare the rarest thing is that both clauses have, in
/// millionths: half the bits, since both sides count.
fn terms(versions: Sides<&Version>, grid: &Grid, of: Things, mut say: impl FnMut(usize, i64)) {
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
        let is_same =
            |one: &PartyId, other: &PartyId| same.contains(&(one.as_str(), other.as_str()));
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
