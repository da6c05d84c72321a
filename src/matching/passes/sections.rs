//! Headings without a text of their own go where their clauses went.

use rustc_hash::FxHashMap;

use crate::matching::evidence::{Confidence, Evidence, Method, Part, Score};
use crate::matching::options::Key;
use crate::matching::wording;
use crate::matching::working::Working;
use crate::model::{Clause, ClauseIndex, Side, Sides, Version};

/// A section goes to another if so much of either's clauses went there.
const MOST: Score = Score::from_millionths(500_000);

/// Pairs the free headings of sections: each with the one to which most of the clauses in it
/// went, from the innermost outwards. Titles only help to tell how sure that is.
pub(in crate::matching) fn sections(working: &mut Working) {
    if working.options.ignore.hides(Key::Parent) {
        return;
    }
    let depths = working.versions.map(depths);
    let deepest = depths.before.iter().chain(&depths.after).max().copied();
    for depth in (0..deepest.unwrap_or(0)).rev() {
        let votes = Votes::new(working);
        let mut found: Vec<(Score, Sides<ClauseIndex>)> = votes
            .between
            .iter()
            .map(|(&clauses, &sum)| (votes.share(clauses, sum), clauses))
            .filter(|&(share, clauses)| {
                let is_here = |side: Side| depths.get(side)[clauses.get(side).get()] == depth;
                share >= MOST
                    && (is_here(Side::Before) || is_here(Side::After))
                    && working.is_free(clauses)
                    && !working.is_forbidden(clauses)
                    && has_no_text(working, clauses)
            })
            .collect();
        found.sort_by_key(|&(share, clauses)| {
            (std::cmp::Reverse(share), working.displacement(clauses))
        });
        for (share, clauses) in found {
            if working.is_free(clauses) {
                claim(working, clauses, share);
            }
        }
    }
}

fn claim(working: &mut Working, clauses: Sides<ClauseIndex>, share: Score) {
    let titles = likeness_of_titles(working, clauses);
    let parts = [(Part::Heading, titles), (Part::Section, share)];
    let sure = share.plus(titles.times(Score::from_millionths(500_000)));
    let evidence = Evidence {
        parts: parts
            .into_iter()
            .filter(|(_, score)| *score > Score::ZERO)
            .collect(),
        ..Evidence::plain(Method::Similar, share, Confidence::of_likelihood(sure))
    };
    working.claim(clauses, evidence);
}

fn has_no_text(working: &Working, clauses: Sides<ClauseIndex>) -> bool {
    Side::BOTH.into_iter().all(|side| {
        let version = working.versions.get(side);
        version.clause(*clauses.get(side)).text.is_empty()
    })
}

fn likeness_of_titles(working: &Working, clauses: Sides<ClauseIndex>) -> Score {
    let Sides { before, after } = Sides::make(|side| {
        let clause = working.versions.get(side).clause(*clauses.get(side));
        wording::heading(clause, working.options.ignore)
    });
    wording::dice(&before, &after)
}

/// How many clauses contain each, directly and by way of others.
fn depths(version: &Version) -> Vec<usize> {
    let above = |clause: &Clause| {
        let parent = |parent: &ClauseIndex| version.clause(*parent).parent;
        std::iter::successors(clause.parent, parent).count()
    };
    version.clauses.iter().map(above).collect()
}

/// How sure the pairs between the clauses of two sections are, in sum.
#[derive(Default)]
struct Votes {
    between: FxHashMap<Sides<ClauseIndex>, usize>,
    of: Sides<FxHashMap<ClauseIndex, usize>>,
}

impl Votes {
    fn new(working: &Working) -> Self {
        let mut votes = Self::default();
        for pair in &working.pairs {
            let sure = pair.evidence.confidence.score().millionths() as usize;
            let parents = Sides::make(|side| {
                working
                    .versions
                    .get(side)
                    .clause(*pair.clauses.get(side))
                    .parent
            });
            for side in Side::BOTH {
                if let Some(parent) = parents.get(side) {
                    *votes.of.get_mut(side).entry(*parent).or_default() += sure;
                }
            }
            if let Some(parents) = working.parents(pair.clauses) {
                *votes.between.entry(parents).or_default() += sure;
            }
        }
        votes
    }

    /// The smaller of the two shares of what was found of the sections' clauses.
    fn share(&self, sections: Sides<ClauseIndex>, between: usize) -> Score {
        let share = |side: Side| Score::ratio(between, self.of.get(side)[sections.get(side)]);
        share(Side::Before).min(share(Side::After))
    }
}
