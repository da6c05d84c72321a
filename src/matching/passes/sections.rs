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

#[cfg(test)]
mod tests {
    use std::fmt::Display;

    use crate::matching::drafts::version;
    use crate::matching::{Evidence, Key, Options, Part, Score, pair};
    use crate::model::{ClauseIndex, Links, Sides};

    /// What pairs the first clauses of both versions, if anything does; not their ids.
    fn first<T: Display>(before: &[T], after: &[T], hidden: &[Key]) -> Option<Evidence> {
        let (before, after) = (version(before), version(after));
        let hidden = hidden.iter().chain(&[Key::Id]);
        let options = Options {
            ignore: hidden.copied().collect(),
            ..Options::default()
        };
        let matching = pair(&before, &after, &Links::default(), &options);
        let first = Sides::new(ClauseIndex::new(0), ClauseIndex::new(0));
        let mut pairs = matching.pairs.into_iter();
        let found = pairs.find(|pair| pair.clauses == first);
        found.map(|pair| pair.evidence)
    }

    const PORT: [&str; 4] = [
        "heading = 'Port dues'",
        "parent = 'c0'\ntext = 'Ships pay by weight.'",
        "parent = 'c0'\ntext = 'Boats of the town are free.'",
        "parent = 'c0'\ntext = 'Whoever pays late pays double.'",
    ];

    #[test]
    fn a_heading_goes_where_most_of_its_clauses_went() {
        let after = [
            "heading = 'Money'",
            PORT[1],
            PORT[2],
            "heading = 'Fines'",
            "parent = 'c3'\ntext = 'Whoever pays late pays double.'",
        ];
        let evidence = first(&PORT, &after, &[]).unwrap();
        assert_eq!(evidence.parts, [(Part::Section, Score::ratio(2, 3))]);
    }

    #[test]
    fn a_section_that_came_apart_goes_nowhere() {
        let after = [
            "heading = 'Money'",
            PORT[1],
            "heading = 'Boats'",
            "parent = 'c2'\ntext = 'Boats of the town are free.'",
            "heading = 'Fines'",
            "parent = 'c4'\ntext = 'Whoever pays late pays double.'",
        ];
        assert_eq!(first(&PORT, &after, &[]), None);
    }

    #[test]
    fn sections_of_sections_follow_from_the_innermost_outwards() {
        let nested = |part: &str, chapter: &str| {
            let chapter = format!("parent = 'c0'\nheading = '{chapter}'");
            [
                format!("heading = '{part}'"),
                chapter,
                "parent = 'c1'\ntext = 'Ships pay by weight.'".to_owned(),
            ]
        };
        let (before, after) = (nested("Port", "Dues"), nested("Harbour", "Money"));
        let evidence = first(&before, &after, &[]).unwrap();
        assert_eq!(evidence.parts, [(Part::Section, Score::ONE)]);
    }

    #[test]
    fn titles_tell_only_how_sure_that_is() {
        let titled = |title| {
            let mut after = PORT;
            after[0] = title;
            after[3] = "text = 'Whoever pays late pays double.'";
            let evidence = first(&PORT, &after, &[]).unwrap();
            (evidence.score, evidence.confidence)
        };
        let (alike, other) = (titled("heading = 'Town dues'"), titled("heading = 'Money'"));
        assert_eq!(alike.0, other.0);
        assert!(alike.1 > other.1);
    }

    #[test]
    fn parents_that_may_not_be_looked_at_make_no_pair() {
        let mut after = PORT;
        after[0] = "heading = 'Money'";
        assert!(first(&PORT, &after, &[]).is_some());
        assert_eq!(first(&PORT, &after, &[Key::Parent]), None);
    }
}
