//! Clauses that say similar words, in similar surroundings.

use rustc_hash::FxHashSet;

use crate::matching::candidates::Candidate;
use crate::matching::evidence::{CLEAR_LEAD, Confidence, Method, Part, Score};
use crate::matching::features::{self, ClauseFeatures, dice};
use crate::matching::options::Key;
use crate::matching::pairs::Mode;
use crate::matching::working::Working;
use crate::model::{ClauseIndex, Side, Sides, Term};

/// An anchor is so similar that its surroundings may speak for others.
const ANCHOR: Score = Score::from_millionths(500_000);

/// An anchor's lead over its best rival, as a share of its own score.
const ANCHOR_LEAD: Score = Score::from_millionths(120_000);

/// How much more similar a pair must be that is not clearly ahead of its best rival.
const UNCLEAR: Score = Score::from_millionths(100_000);

/// How much more similar a pair must be in texts of different authors.
const STRANGERS: Score = Score::from_millionths(150_000);

/// Below this similarity of words, context counts in proportion: it never makes a
/// pair from nothing.
const GATE: Score = Score::from_millionths(120_000);

/// Weights of the context, each a share of what the words leave open. Small: larger ones
/// cost more right pairs than they win.
const NEIGHBOURS: Score = Score::from_millionths(220_000);
const NUMBER: Score = Score::from_millionths(120_000);
const HEADING: Score = Score::from_millionths(60_000);
const PARENT: Score = Score::from_millionths(60_000);
const TOPIC: Score = Score::from_millionths(60_000);
const PARTIES: Score = Score::from_millionths(30_000);

/// Pairs what is left by similarity: anchors first, then everything in the order of
/// its score with context. Of equal scores the nearer in place goes first.
///
/// Greedy choice in the order of scores is choice by mutual best: when a pair is
/// taken, neither of its clauses has a better free partner.
pub(in crate::matching) fn similar_text(working: &mut Working) {
    let free: Vec<Candidate> = working.candidates().to_vec();
    working.judge_mode();
    let free: Vec<Candidate> = free
        .into_iter()
        .filter(|found| working.is_free(found.clauses) && !working.is_forbidden(found.clauses))
        .collect();
    let context = Context::new(working, &anchors(working, &free));
    let mut scored: Vec<Scored> = free
        .iter()
        .map(|found| context.score(working, found))
        .collect();
    scored.sort_by_key(|found| {
        (
            std::cmp::Reverse(found.score),
            working.displacement(found.clauses),
        )
    });
    let (more, most) = match working.mode {
        Mode::Successive => (Score::ZERO, Confidence::DECIDED),
        Mode::DifferentAuthors => (STRANGERS, Confidence::AMONG_STRANGERS),
    };
    let leads = leads(working, &scored);
    for (found, lead) in scored.into_iter().zip(leads) {
        let floor = working.options.floor.plus(more);
        let least = if lead >= CLEAR_LEAD {
            floor
        } else {
            floor.plus(UNCLEAR)
        };
        if found.score >= least && working.is_free(found.clauses) {
            let guess = Confidence::of_similarity(found.score, lead);
            let confidence = guess.min(most);
            working.claim(
                found.clauses,
                Method::Similar,
                found.score,
                found.parts,
                confidence,
            );
        }
    }
}

/// A candidate with its context weighed in.
struct Scored {
    clauses: Sides<ClauseIndex>,
    score: Score,
    parts: Vec<(Part, Score)>,
}

/// Pairs already claimed, and candidates that are mutually best by a clear lead.
fn anchors(working: &Working, free: &[Candidate]) -> Vec<Sides<ClauseIndex>> {
    let plain = |found: &Candidate| Scored {
        clauses: found.clauses,
        score: found.words,
        parts: Vec::new(),
    };
    let scored: Vec<Scored> = free.iter().map(plain).collect();
    let leads = leads(working, &scored);
    let clear = scored
        .iter()
        .zip(leads)
        .filter(|(found, lead)| found.score >= ANCHOR && *lead >= found.score.times(ANCHOR_LEAD));
    let claimed = working.pairs.iter().map(|pair| pair.clauses);
    claimed
        .chain(clear.map(|(found, _)| found.clauses))
        .collect()
}

/// How far each candidate is ahead of the best other one of either of its clauses.
fn leads(working: &Working, scored: &[Scored]) -> Vec<Score> {
    let mut best = working
        .versions
        .map(|version| vec![[Score::ZERO; 2]; version.clauses.len()]);
    let note = |slot: &mut [Score; 2], score: Score| {
        if score > slot[0] {
            *slot = [score, slot[0]];
        } else if score > slot[1] {
            slot[1] = score;
        }
    };
    for found in scored {
        note(&mut best.before[found.clauses.before.get()], found.score);
        note(&mut best.after[found.clauses.after.get()], found.score);
    }
    // Where a candidate shares the best score, its rival is that same score.
    let rival = |[first, second]: [Score; 2], own: Score| if own == first { second } else { first };
    scored
        .iter()
        .map(|found| {
            let before = rival(best.before[found.clauses.before.get()], found.score);
            let after = rival(best.after[found.clauses.after.get()], found.score);
            found.score.lead_over(before.max(after))
        })
        .collect()
}

/// What the anchors say about the rest.
struct Context {
    anchors: FxHashSet<Sides<ClauseIndex>>,
    numbers_kept: Score,
}

impl Context {
    fn new(working: &Working, anchors: &[Sides<ClauseIndex>]) -> Self {
        let number = |side: Side, pair: &Sides<ClauseIndex>| {
            &working.versions.get(side).clause(*pair.get(side)).number
        };
        let is_kept = |pair: &&Sides<ClauseIndex>| {
            is_said(number(Side::Before, pair), number(Side::After, pair))
        };
        let kept = anchors.iter().filter(is_kept).count();
        Self {
            anchors: anchors.iter().copied().collect(),
            numbers_kept: Score::ratio(kept, anchors.len()),
        }
    }

    /// `words + (1 - words) · min(1, words / gate) · Σ weight · part`.
    fn score(&self, working: &Working, found: &Candidate) -> Scored {
        let may_see =
            |part: &Part| key_of(*part).is_none_or(|key| !working.options.ignore.hides(key));
        let context = CONTEXT.into_iter().filter(may_see);
        let context = context.map(|part| (part, self.part(part, working, found.clauses)));
        let mut parts = vec![(Part::Words, found.words)];
        parts.extend(context.filter(|(_, score)| *score > Score::ZERO));
        let context = parts
            .iter()
            .map(|(part, score)| weight(*part).times(*score))
            .fold(Score::ZERO, Score::plus);
        let open = Score::ONE.lead_over(found.words);
        let gate = Score::ratio(
            found.words.millionths() as usize,
            GATE.millionths() as usize,
        );
        Scored {
            clauses: found.clauses,
            score: found.words.plus(open.times(gate).times(context)),
            parts,
        }
    }

    fn part(&self, part: Part, working: &Working, clauses: Sides<ClauseIndex>) -> Score {
        let all_if = |holds| if holds { Score::ONE } else { Score::ZERO };
        let features = pair_of(&working.features, clauses);
        let Sides { before, after } = Sides {
            before: working.versions.before.clause(clauses.before),
            after: working.versions.after.clause(clauses.after),
        };
        match part {
            Part::Words => features::cosine(features.before, features.after),
            Part::Heading => dice(&features.before.heading, &features.after.heading),
            Part::Number if is_said(&before.number, &after.number) => self.numbers_kept,
            Part::Number => Score::ZERO,
            Part::Neighbours => self.neighbours(working, clauses),
            Part::Parent => all_if(self.parents_are_a_pair(working, clauses)),
            Part::Topic => all_if(is_said(&before.topic, &after.topic)),
            Part::Terms => shared(&names(&before.terms), &names(&after.terms)),
            Part::Parties => shared(&before.binds, &after.binds),
            Part::Modality => all_if(is_said(&before.modality, &after.modality)),
        }
    }

    fn neighbours(&self, working: &Working, clauses: Sides<ClauseIndex>) -> Score {
        let Sides { before, after } = clauses.map(ClauseIndex::get);
        let lengths = working.versions.map(|version| version.clauses.len());
        let paired = |before, after| {
            self.anchors
                .contains(&Sides { before, after }.map(ClauseIndex::new))
        };
        let earlier = before > 0 && after > 0 && paired(before - 1, after - 1);
        let later = before + 1 < lengths.before
            && after + 1 < lengths.after
            && paired(before + 1, after + 1);
        Score::ratio(usize::from(earlier) + usize::from(later), 2)
    }

    fn parents_are_a_pair(&self, working: &Working, clauses: Sides<ClauseIndex>) -> bool {
        working
            .parents(clauses)
            .is_some_and(|parents| self.anchors.contains(&parents))
    }
}

/// What context is made of.
const CONTEXT: [Part; 8] = [
    Part::Heading,
    Part::Number,
    Part::Neighbours,
    Part::Parent,
    Part::Topic,
    Part::Terms,
    Part::Parties,
    Part::Modality,
];

fn weight(part: Part) -> Score {
    match part {
        Part::Words => Score::ZERO,
        Part::Heading => HEADING,
        Part::Number => NUMBER,
        Part::Neighbours => NEIGHBOURS,
        Part::Parent => PARENT,
        Part::Topic | Part::Terms => TOPIC,
        Part::Parties | Part::Modality => PARTIES,
    }
}

/// The key that a part of the context looks at; places are no key.
fn key_of(part: Part) -> Option<Key> {
    match part {
        Part::Words | Part::Neighbours => None,
        Part::Heading => Some(Key::Heading),
        Part::Number => Some(Key::Number),
        Part::Parent => Some(Key::Parent),
        Part::Topic => Some(Key::Topic),
        Part::Terms => Some(Key::Terms),
        Part::Parties => Some(Key::Parties),
        Part::Modality => Some(Key::Modality),
    }
}

fn pair_of(
    features: &Sides<Vec<ClauseFeatures>>,
    clauses: Sides<ClauseIndex>,
) -> Sides<&ClauseFeatures> {
    Sides {
        before: &features.before[clauses.before.get()],
        after: &features.after[clauses.after.get()],
    }
}

/// True if both sides say the same thing, rather than nothing.
fn is_said<T: PartialEq>(before: &Option<T>, after: &Option<T>) -> bool {
    before.is_some() && before == after
}

/// Dice coefficient of two short lists; 0 if either is empty.
fn shared<T: PartialEq>(before: &[T], after: &[T]) -> Score {
    if before.is_empty() || after.is_empty() {
        return Score::ZERO;
    }
    let both = before.iter().filter(|item| after.contains(item)).count();
    Score::ratio(2 * both, before.len() + after.len())
}

fn names(terms: &[Term]) -> Vec<&str> {
    terms.iter().map(|term| term.name.as_str()).collect()
}
