//! Clauses that say the same words.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use crate::matching::evidence::{Confidence, Method};
use crate::matching::working::Working;
use crate::model::{Clause, ClauseIndex, Side, Sides};

/// Groups of more pairs than this are paired in order, without looking at places.
const LARGE_GROUP: usize = 10_000;

/// Pairs equal texts: first those whose heading and number agree too, then those whose
/// heading agrees, then the same bytes, then the same folded words.
///
/// Among several copies those go together that stand at the same relative place; as
/// many copies on both sides go together in order.
pub(in crate::matching) fn same_text(working: &mut Working) {
    let versions = working.versions;
    let clause = |side, index| -> &Clause { versions.get(side).clause(index) };
    by_key(working, |_, side, index| {
        let clause = clause(side, index);
        Some((&clause.heading, &clause.number, &clause.text))
    });
    by_key(working, |_, side, index| {
        let clause = clause(side, index);
        Some((&clause.heading, &clause.text))
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
    // Groups share no clause, so the order in which they are taken does not show:
    // pairs are sorted at the end.
    for group in groups.into_values() {
        for clauses in within(working, &group) {
            if working.is_free(clauses) && !working.is_forbidden(clauses) {
                working.claim_certain(clauses, Method::Text, Confidence::hundredths(99));
            }
        }
    }
}

/// The pairs of one group in the order in which they are to be tried.
fn within(working: &Working, group: &Sides<Vec<ClauseIndex>>) -> Vec<Sides<ClauseIndex>> {
    let Sides { before, after } = group;
    if before.len() == after.len() || before.len().saturating_mul(after.len()) > LARGE_GROUP {
        return before
            .iter()
            .zip(after)
            .map(|(&before, &after)| Sides { before, after })
            .collect();
    }
    let mut pairs: Vec<_> = before
        .iter()
        .flat_map(|&before| after.iter().map(move |&after| Sides { before, after }))
        .collect();
    pairs.sort_by_key(|&clauses| working.displacement(clauses));
    pairs
}
