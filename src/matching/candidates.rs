//! Which pairs of clauses are worth comparing.
//!
//! Small versions compare every clause with every other. In larger ones each clause
//! offers its rarest features; clauses that offer the same ones are candidates, and each
//! clause of either side keeps the few with which it shares most. Nothing is quadratic:
//! features that stand in many clauses are left out, and said.

use super::options::Options;
use super::wording::{Feature, Wording};
use crate::model::{ClauseIndex, Side, Sides};

/// Versions of at most so many pairs of clauses are compared all with all.
const ALL_PAIRS: usize = 10_000;

/// Rarest features that a clause offers, in versions of at most [`MANY`] clauses and in
/// larger ones. Of generated versions of 1,000 clauses 16 find every pair, of 10,000 they lose
/// pieces of splits that 32 find; in larger ones rare pairs of words abound.
const OFFERED: [usize; 2] = [32, 16];
const MANY: usize = 20_000;

/// A feature offered by more pairs of clauses than this is left out.
const COMMON: usize = 4_096;

/// In versions of more than [`MANY`] clauses two clauses must share at least so many rare
/// features, and each keeps at most so many others: there two share one by chance.
const LEAST_SHARED: u32 = 2;
const FEW: usize = 3;

/// A candidate that shares less than one part in this many of what the best one of either
/// of its clauses shares is not compared; the second value holds in versions of more than
/// [`MANY`] clauses. A piece need not be near its whole, as the whole is nearest to the piece.
const FAR: [u32; 2] = [6, 2];

/// What was found, and what was not looked at.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    /// Sorted by before clause, then after clause; each pair once.
    pub pairs: Vec<Sides<ClauseIndex>>,
    /// Features left out because too many clauses offer them.
    pub common: usize,
}

/// Candidates among the clauses that have words.
pub(super) fn find(
    wording: &Sides<Wording>,
    clauses: Sides<usize>,
    options: &Options,
) -> Candidates {
    let present = Sides::make(|side| {
        let all = (0..*clauses.get(side)).map(ClauseIndex::new);
        all.filter(|&clause| wording.get(side).has_words(clause))
            .collect::<Vec<_>>()
    });
    if present.before.len().saturating_mul(present.after.len()) <= ALL_PAIRS {
        let with_all = |&before: &ClauseIndex| {
            present
                .after
                .iter()
                .map(move |&after| Sides { before, after })
        };
        return Candidates {
            pairs: present.before.iter().flat_map(with_all).collect(),
            common: 0,
        };
    }
    let is_large = present.before.len().max(present.after.len()) > MANY;
    let offered = OFFERED[usize::from(is_large)];
    let offers = Sides::make(|side: Side| offers(wording.get(side), present.get(side), offered));
    let (mut shared, common) = shared(&offers);
    let mut keep = options.candidates;
    if is_large {
        shared.retain(|one| one.features >= LEAST_SHARED);
        keep = keep.min(FEW);
    }
    Candidates {
        pairs: nearest(&shared, clauses, keep, FAR[usize::from(is_large)]),
        common,
    }
}

/// A feature that a clause offers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Offer {
    key: u32,
    clause: u32,
    weight: u32,
}

/// The rarest features of each clause, sorted by feature.
fn offers(wording: &Wording, clauses: &[ClauseIndex], most: usize) -> Vec<Offer> {
    let mut all = Vec::with_capacity(clauses.len() * most);
    let mut own: Vec<Feature> = Vec::new();
    for &clause in clauses {
        own.clear();
        own.extend_from_slice(wording.of(clause).features);
        if own.len() > most {
            own.select_nth_unstable_by_key(most, |feature| {
                (std::cmp::Reverse(feature.weight), feature.key)
            });
            own.truncate(most);
        }
        let clause = u32::try_from(clause.get()).expect("clauses are counted in 32 bits");
        all.extend(own.iter().map(|feature| Offer {
            key: feature.key,
            clause,
            weight: feature.weight,
        }));
    }
    all.sort_unstable();
    all
}

/// Two clauses and the weight of what both offer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Shared {
    before: u32,
    after: u32,
    weight: u32,
    features: u32,
}

/// Sorted by before clause, then after clause; and how many features were left out.
fn shared(offers: &Sides<Vec<Offer>>) -> (Vec<Shared>, usize) {
    let (mut before, mut after) = (&offers.before[..], &offers.after[..]);
    let mut found: Vec<Shared> = Vec::new();
    let mut common = 0;
    while let (Some(first), Some(other)) = (before.first(), after.first()) {
        let key = first.key.min(other.key);
        let of_before = run(&mut before, key);
        let of_after = run(&mut after, key);
        if of_before.len() * of_after.len() > COMMON {
            common += 1;
            continue;
        }
        for offer in of_before {
            found.extend(of_after.iter().map(|other| Shared {
                before: offer.clause,
                after: other.clause,
                weight: offer.weight,
                features: 1,
            }));
        }
    }
    found.sort_unstable();
    found.dedup_by(|next, held| {
        let is_same = (next.before, next.after) == (held.before, held.after);
        if is_same {
            held.weight += next.weight;
            held.features += next.features;
        }
        is_same
    });
    (found, common)
}

/// Takes the offers of `key` off the front.
fn run<'a>(offers: &mut &'a [Offer], key: u32) -> &'a [Offer] {
    let end = offers.iter().take_while(|offer| offer.key == key).count();
    let (run, rest) = offers.split_at(end);
    *offers = rest;
    run
}

/// The pairs that are among the `keep` nearest of either of their clauses; of equals all.
fn nearest(
    shared: &[Shared],
    clauses: Sides<usize>,
    keep: usize,
    far: u32,
) -> Vec<Sides<ClauseIndex>> {
    let by_before = shared.iter().map(|one| (one.before, one.weight)).collect();
    let by_after = shared.iter().map(|one| (one.after, one.weight)).collect();
    let least = Sides {
        before: least(by_before, clauses.before, keep, far),
        after: least(by_after, clauses.after, keep, far),
    };
    let is_near = |one: &&Shared| {
        one.weight >= least.before[one.before as usize]
            || one.weight >= least.after[one.after as usize]
    };
    let kept = shared.iter().filter(is_near);
    kept.map(|one| Sides::new(one.before, one.after).map(|at| ClauseIndex::new(at as usize)))
        .collect()
}

/// For each clause the weight that the last of its `keep` nearest reaches, if that is not
/// too `far` from the nearest.
fn least(mut weights: Vec<(u32, u32)>, clauses: usize, keep: usize, far: u32) -> Vec<u32> {
    weights.sort_unstable();
    let mut least = vec![u32::MAX; clauses];
    for run in weights.chunk_by(|a, b| a.0 == b.0) {
        let best = run[run.len() - 1].1;
        let last = run[run.len().saturating_sub(keep)].1;
        least[run[0].0 as usize] = last.max(best / far);
    }
    least
}
