//! Pairs that people decided.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::matching::evidence::{Confidence, Method};
use crate::matching::working::Working;
use crate::model::{ClauseIndex, ClauseRef, Links, Sides, Version};

/// Claims every linked pair and forbids every unlinked one. Both hold in both
/// directions. References to other versions, or to clauses that do not exist, are left
/// to the loader's check.
pub(in crate::matching) fn decided(working: &mut Working, links: &Links) {
    let clauses = working.versions.map(places);
    let pairs_of = |before: &[ClauseRef], after: &[ClauseRef]| {
        let straight = pairs(working.versions, &clauses, before, after);
        let reversed = pairs(working.versions, &clauses, after, before);
        straight.into_iter().chain(reversed).collect::<Vec<_>>()
    };
    let linked: Vec<_> = links
        .links
        .iter()
        .flat_map(|link| pairs_of(&link.before, &link.after))
        .collect();
    let unlinked: Vec<_> = links
        .unlinks
        .iter()
        .flat_map(|unlink| pairs_of(&unlink.before, &unlink.after))
        .collect();
    working
        .forbidden
        .extend(unlinked.into_iter().map(|pair| (pair.before, pair.after)));
    let mut seen = FxHashSet::default();
    for clauses in linked {
        if seen.insert(clauses) {
            working.claim_certain(clauses, Method::Link, Confidence::DECIDED);
        }
    }
}

fn places(version: &Version) -> FxHashMap<&str, ClauseIndex> {
    version
        .indexed()
        .map(|(index, clause)| (clause.id.as_str(), index))
        .collect()
}

fn pairs(
    versions: Sides<&Version>,
    places: &Sides<FxHashMap<&str, ClauseIndex>>,
    before: &[ClauseRef],
    after: &[ClauseRef],
) -> Vec<Sides<ClauseIndex>> {
    let find = |reference: &ClauseRef, version: &Version, places: &FxHashMap<&str, ClauseIndex>| {
        (reference.version == version.id)
            .then(|| places.get(reference.clause.as_str()).copied())
            .flatten()
    };
    let afters: Vec<_> = after
        .iter()
        .filter_map(|reference| find(reference, versions.after, &places.after))
        .collect();
    let befores = before
        .iter()
        .filter_map(|reference| find(reference, versions.before, &places.before));
    befores
        .flat_map(|before| afters.iter().map(move |&after| Sides { before, after }))
        .collect()
}
