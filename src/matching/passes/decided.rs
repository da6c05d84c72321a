//! Pairs that people decided.

use rustc_hash::FxHashSet;

use crate::matching::evidence::{Confidence, Method};
use crate::matching::working::Working;
use crate::model::{Links, Places};

/// Claims every linked pair and forbids every unlinked one. Both hold in both
/// directions. References to other versions, or to clauses that do not exist, are left
/// to the loader's check.
pub(in crate::matching) fn decided(working: &mut Working, links: &Links) {
    if links.links.is_empty() && links.unlinks.is_empty() {
        return;
    }
    let places = Places::new(working.versions);
    let linked: Vec<_> = links
        .links
        .iter()
        .flat_map(|link| places.pairs_either_way(&link.before, &link.after))
        .collect();
    let unlinked: Vec<_> = links
        .unlinks
        .iter()
        .flat_map(|unlink| places.pairs_either_way(&unlink.before, &unlink.after))
        .collect();
    working.forbidden.extend(unlinked);
    let mut seen = FxHashSet::default();
    for clauses in linked {
        if seen.insert(clauses) {
            working.settle(clauses, Method::Link, Confidence::DECIDED);
        }
    }
}
