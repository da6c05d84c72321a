//! Clauses that say the same words.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use crate::matching::evidence::{Confidence, Method};
use crate::matching::options::Key;
use crate::matching::working::Working;
use crate::model::{Clause, ClauseIndex, Side, Sides};

/// Groups of more pairs than this are paired in order, without looking at places.
const LARGE_GROUP: usize = 10_000;

/// Pairs equal texts: first those whose heading and number agree too, then those whose
/// heading agrees, then the same bytes, then the same folded words. Keys that the engine
/// may not look at count as absent.
///
/// Texts that stand once in each version go first; of several copies, those under
/// parents that are a pair, then those at the same relative place. As many copies on both
/// sides go together in order.
pub(in crate::matching) fn same_text(working: &mut Working) {
    let versions = working.versions;
    let ignore = working.options.ignore;
    let clause = |side, index| -> &Clause { versions.get(side).clause(index) };
    let heading = |clause: &'_ Clause| {
        clause
            .heading
            .clone()
            .filter(|_| !ignore.hides(Key::Heading))
    };
    let number = |clause: &'_ Clause| clause.number.clone().filter(|_| !ignore.hides(Key::Number));
    let has_words = |clause: &Clause| !clause.text.is_empty() || heading(clause).is_some();
    by_key(working, |_, side, index| {
        let clause = clause(side, index);
        has_words(clause).then(|| (heading(clause), number(clause), &clause.text))
    });
    by_key(working, |_, side, index| {
        let clause = clause(side, index);
        has_words(clause).then(|| (heading(clause), &clause.text))
    });
    by_key(working, |_, side, index| {
        Some(clause(side, index).text.as_str()).filter(|text| !text.is_empty())
    });
    by_key(working, |working, side, index| {
        let words = &working.features.get(side)[index.get()].words;
        let has_text = !clause(side, index).text.is_empty();
        (has_text && !words.is_empty()).then(|| words.clone())
    });
}

fn by_key<K: Hash + Eq>(
    working: &mut Working,
    key: impl Fn(&Working, Side, ClauseIndex) -> Option<K>,
) {
    let mut groups: FxHashMap<K, Sides<Vec<ClauseIndex>>> = FxHashMap::default();
    for side in Side::BOTH {
        for place in 0..working.versions.get(side).clauses.len() {
            let index = ClauseIndex::new(place);
            if working.is_free_on(side, index)
                && let Some(key) = key(working, side, index)
            {
                groups.entry(key).or_default().get_mut(side).push(index);
            }
        }
    }
    let groups = groups
        .into_values()
        .filter(|group| !group.before.is_empty() && !group.after.is_empty());
    let (single, several): (Vec<_>, Vec<_>) =
        groups.partition(|group| group.before.len() == 1 && group.after.len() == 1);
    // Sections are mostly single, so the copies below them know which sections are pairs.
    // Groups of one kind share no clause and do not see each other's pairs, so the order
    // in which they are taken does not show.
    for groups in [single, several] {
        let pairs: Vec<_> = groups
            .iter()
            .flat_map(|group| within(working, group))
            .collect();
        for clauses in pairs {
            if working.is_free(clauses) && !working.is_forbidden(clauses) {
                working.claim_certain(clauses, Method::Text, Confidence::hundredths(99));
            }
        }
    }
}

/// The pairs of one group in the order in which they are to be tried: under paired
/// parents, then all.
fn within(working: &Working, group: &Sides<Vec<ClauseIndex>>) -> Vec<Sides<ClauseIndex>> {
    let Sides { before, after } = group;
    let is_large = before.len().saturating_mul(after.len()) > LARGE_GROUP;
    if is_large {
        return in_order(before, after);
    }
    let mut pairs = Vec::new();
    for &clause in before {
        let siblings = |other: &ClauseIndex| working.parents_are_a_pair(Sides::new(clause, *other));
        let there: Vec<ClauseIndex> = after.iter().copied().filter(siblings).collect();
        let here = |other: &ClauseIndex| {
            there
                .iter()
                .any(|&there| working.parents_are_a_pair(Sides::new(*other, there)))
        };
        let here: Vec<ClauseIndex> = before.iter().copied().filter(here).collect();
        pairs.extend(best_first(working, &here, &there));
    }
    pairs.extend(best_first(working, before, after));
    pairs
}

fn best_first(
    working: &Working,
    before: &[ClauseIndex],
    after: &[ClauseIndex],
) -> Vec<Sides<ClauseIndex>> {
    if before.len() == after.len() {
        return in_order(before, after);
    }
    let all = before
        .iter()
        .flat_map(|&before| after.iter().map(move |&after| Sides { before, after }));
    let mut pairs: Vec<_> = all.collect();
    pairs.sort_by_key(|&clauses| working.displacement(clauses));
    pairs
}

fn in_order(before: &[ClauseIndex], after: &[ClauseIndex]) -> Vec<Sides<ClauseIndex>> {
    before
        .iter()
        .zip(after)
        .map(|(&before, &after)| Sides { before, after })
        .collect()
}
