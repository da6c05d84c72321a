//! How often a matching is right, measured on documents that a reader marked.
//!
//! A [`Case`] is two versions and the pairs of clauses that belong together. [`measure`]
//! holds a matching against it: [`Figures`] count what was marked, claimed and right,
//! apart for pairs one to one and for pairs of splits and merges, and each claim is kept
//! with its confidence, which [`Calibration`] holds against the share that is right.
//!
//! How clauses are paired is the caller's part: what pairs a case may depend on the case,
//! as when weights must not have seen its family. [`fit()`] learns weights from marked documents.

mod calibration;
mod case;
mod figures;
mod fit;
mod logistic;

pub use calibration::{Bin, Calibration};
pub use case::{Case, UnknownClause};
pub use figures::{Figures, Tally};
pub use fit::{Kind, Learnt, Lesson, Origin, Plan, fit};

use std::collections::{BTreeMap, BTreeSet};

use crate::matching::{Matching, Method, Mode, Score};
use crate::model::{ClauseIndex, Mark, Side, Sides};

/// A matching held against the marks of its case.
#[derive(Clone, Debug)]
pub struct Measured {
    /// The counts.
    pub figures: Figures,
    /// Every pair of the matching, in its order.
    pub claims: Vec<Claim>,
    /// How the engine took the texts.
    pub mode: Mode,
}

/// A pair that was claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The two clauses.
    pub clauses: Sides<ClauseIndex>,
    /// How it was found.
    pub method: Method,
    /// How sure the engine was, 0 to 1.
    pub confidence: Score,
    /// What the reader marked.
    pub verdict: Verdict,
}

/// What a reader says about a claimed pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Marked as belonging together.
    Right,
    /// Not marked.
    Wrong,
    /// Marked as one that a fair reader could judge either way; counts neither way.
    Either,
}

/// Holds `matching`, made of the versions of `case`, against its marks.
pub fn measure(case: &Case, matching: &Matching) -> Measured {
    let claims: Vec<Claim> = matching
        .pairs
        .iter()
        .map(|pair| Claim {
            clauses: pair.clauses,
            method: pair.evidence.method,
            confidence: pair.evidence.confidence.score(),
            verdict: verdict(case, pair.clauses),
        })
        .collect();
    Measured {
        figures: figures(case, &claims),
        claims,
        mode: matching.mode,
    }
}

fn verdict(case: &Case, clauses: Sides<ClauseIndex>) -> Verdict {
    match case.mark(clauses) {
        Some(Mark::Required) => Verdict::Right,
        Some(Mark::Optional) => Verdict::Either,
        None => Verdict::Wrong,
    }
}

fn figures(case: &Case, claims: &[Claim]) -> Figures {
    let required: Vec<_> = case.required().collect();
    let marked_often = Crowd::of(required.iter().copied());
    let claimed_often = Crowd::of(claims.iter().map(|claim| claim.clauses));
    let found: BTreeSet<_> = claims.iter().map(|claim| claim.clauses).collect();
    let mut figures = Figures::default();
    for clauses in required {
        figures.marked(marked_often.holds(clauses), found.contains(&clauses));
    }
    for claim in claims {
        let in_group = claimed_often.holds(claim.clauses);
        match claim.verdict {
            Verdict::Right => figures.claimed(in_group, true),
            Verdict::Wrong => figures.claimed(in_group, false),
            Verdict::Either => {}
        }
    }
    figures
}

/// In how many pairs each clause stands.
struct Crowd(BTreeMap<(Side, ClauseIndex), usize>);

impl Crowd {
    fn of(pairs: impl Iterator<Item = Sides<ClauseIndex>>) -> Self {
        let mut counts = BTreeMap::new();
        for clauses in pairs {
            for side in Side::BOTH {
                *counts.entry((side, *clauses.get(side))).or_default() += 1;
            }
        }
        Self(counts)
    }

    /// True if one of the two clauses stands in several pairs.
    fn holds(&self, clauses: Sides<ClauseIndex>) -> bool {
        let is_often = |side: Side| self.0.get(&(side, *clauses.get(side))) > Some(&1);
        Side::BOTH.into_iter().any(is_often)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::{Confidence, Evidence, Nearest, Pair};
    use crate::model::{Gold, GoldLink};

    /// Two versions of five clauses, `b0` to `b4` and `a0` to `a4`, with links such as
    /// "0-1,2" or "?0-1", and a matching of pairs such as "0-1".
    #[track_caller]
    fn check(links: &str, pairs: &str, expected: &Figures) {
        let versions = Sides::new("b", "a").map(|letter| case::tests::version(letter, 5));
        let gold = Gold {
            links: links.split_whitespace().map(link).collect(),
            ..Gold::default()
        };
        let case = Case::new("case", versions, &gold).unwrap();
        let matching = matching(pairs);
        assert_eq!(measure(&case, &matching).figures, *expected);
    }

    fn link(text: &str) -> GoldLink {
        let mark = match text.starts_with('?') {
            true => Mark::Optional,
            false => Mark::Required,
        };
        let (before, after) = text.trim_start_matches('?').split_once('-').unwrap();
        let ids = |letter: &str, places: &str| {
            let places = places.split(',');
            places.map(|place| format!("{letter}{place}")).collect()
        };
        GoldLink {
            clauses: Sides::new(ids("b", before), ids("a", after)),
            mark,
        }
    }

    fn matching(pairs: &str) -> Matching {
        let pair = |text: &str| {
            let (before, after) = text.split_once('-').unwrap();
            Pair {
                clauses: Sides::new(before, after)
                    .map(|place| ClauseIndex::new(place.parse().unwrap())),
                evidence: Evidence {
                    method: Method::Similar,
                    score: Score::ONE,
                    parts: Vec::new(),
                    confidence: Confidence::DECIDED,
                    runner_up: None,
                },
            }
        };
        Matching {
            pairs: pairs.split_whitespace().map(pair).collect(),
            nearest: Nearest::default(),
            reused_ids: Vec::new(),
            mode: Mode::Successive,
            skipped: Vec::new(),
        }
    }

    fn tally(marked: usize, found: usize, claimed: usize, right: usize) -> Tally {
        Tally {
            marked,
            found,
            claimed,
            right,
        }
    }

    #[test]
    fn what_is_claimed_is_held_against_what_is_marked() {
        let expected = Figures {
            one_to_one: tally(2, 1, 2, 1),
            grouped: tally(0, 0, 0, 0),
        };
        check("0-0 1-1", "0-0 1-2", &expected);
        assert_eq!(expected.all(), tally(2, 1, 2, 1));
    }

    #[test]
    fn an_optional_pair_counts_neither_way() {
        let expected = Figures {
            one_to_one: tally(1, 1, 1, 1),
            grouped: tally(0, 0, 0, 0),
        };
        check("0-0 ?1-1", "0-0 1-1", &expected);
        check("0-0 ?1-1", "0-0", &expected);
    }

    #[test]
    fn a_pair_that_is_optional_and_required_is_required() {
        let expected = Figures {
            one_to_one: tally(1, 0, 0, 0),
            grouped: tally(0, 0, 0, 0),
        };
        check("?0-0 0-0", "", &expected);
        check("0-0 ?0-0", "", &expected);
    }

    #[test]
    fn a_split_found_in_part_is_claimed_one_to_one() {
        let expected = Figures {
            one_to_one: tally(0, 0, 1, 1),
            grouped: tally(2, 1, 0, 0),
        };
        check("0-0,1", "0-0", &expected);
    }

    #[test]
    fn a_split_that_is_none_costs_precision_of_splits() {
        let expected = Figures {
            one_to_one: tally(1, 1, 0, 0),
            grouped: tally(0, 0, 2, 1),
        };
        check("0-0", "0-0 0-1", &expected);
    }

    #[test]
    fn optional_pieces_make_no_group_of_what_is_marked() {
        let expected = Figures {
            one_to_one: tally(1, 1, 0, 0),
            grouped: tally(0, 0, 1, 1),
        };
        check("0-0 ?0-1", "0-0 0-1", &expected);
    }
}
