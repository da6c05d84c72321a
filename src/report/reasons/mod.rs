//! The reasons for and against pairs, as sentences.
//!
//! Every figure comes from the engine; see [`crate::matching::Weighing`].

mod against;
mod weight;

use super::clause::ClauseView;
use super::summary::percent;
use super::wording::part_phrase;
use crate::diff::{Change, Diff};
use crate::matching::{Evidence, Explanation, Method, Mode, Pair, Part, Score, Weighing};
use crate::model::{ClauseIndex, Side, Sides};
use weight::{helping, in_common, likely, spoken, value_of};

/// What is less likely is no runner-up.
const FAR: Score = Score::from_millionths(20_000);

/// Words of unlike clauses are as much alike, by the little words that all have.
const HARDLY_ALIKE: Score = Score::from_millionths(100_000);

/// What is known of the outcome.
#[derive(Clone, Copy)]
pub(super) struct Reasons<'a> {
    pub diff: &'a Diff<'a>,
    pub explanation: &'a Explanation,
}

impl<'a> Reasons<'a> {
    pub fn ids(&self, clauses: Sides<ClauseIndex>) -> Sides<&'a str> {
        Sides::make(|side| self.id(side, *clauses.get(side)))
    }

    fn id(&self, side: Side, clause: ClauseIndex) -> &'a str {
        self.diff.versions.get(side).clause(clause).id.as_str()
    }

    /// Why a pair was made, what it rests on, and what would have changed that; `whose` names
    /// it where it is one of several.
    pub fn of_pair(&self, pair: &Pair, whose: Option<&str>) -> Vec<String> {
        let weighing = self.explanation.of(pair.clauses);
        let found = self.found(pair);
        let mut said = vec![match whose {
            Some(whose) => format!("{whose}: {}", uncapitalised(&found)),
            None => found,
        }];
        said.extend(self.what_speaks_for(pair, weighing));
        match pair.evidence.method {
            Method::Link => said.extend(self.without_links(pair.clauses)),
            Method::Id if is_settled(pair) => {}
            Method::Id => said.extend(weighing.map(|weighing| self.without_id(weighing))),
            Method::Similar | Method::Split | Method::Merge => {
                said.extend(weighing.and_then(|weighing| self.decisive(weighing)));
            }
            Method::Text => {}
        }
        said.extend(
            Side::BOTH
                .into_iter()
                .filter_map(|side| self.next(pair, side)),
        );
        said
    }

    /// How a pair was found, and how sure that is.
    pub fn found(&self, pair: &Pair) -> String {
        let how = match pair.evidence.method {
            Method::Link => return "Paired because people decided it in the links.".into(),
            Method::Id => {
                "Paired because both have the same id, and the texts do not contradict it"
            }
            Method::Text => "Paired because both say the same words",
            Method::Similar => "Paired because they are likely to be one",
            Method::Split => "Paired as a piece of a split",
            Method::Merge => "Paired as a part of a merger",
        };
        let confidence = pair.evidence.confidence;
        let uncertain = if confidence.is_uncertain() {
            ", so it is marked uncertain"
        } else {
            ""
        };
        format!(
            "{how}; such a pair is right in about {} of the cases{uncertain}.",
            percent(confidence.score())
        )
    }

    /// That likelihoods are to be taken with care, where they are and where any are told.
    pub fn of_mode(&self, told: &[&Change]) -> Option<String> {
        let is_decided = |change: &&Change| {
            let evidence = change.evidence.as_ref();
            evidence.is_some_and(|evidence| evidence.method == Method::Link)
        };
        let is_so = self.diff.matching.mode == Mode::DifferentAuthors;
        (is_so && !told.iter().all(is_decided)).then(|| {
            "The texts share few words, as texts of different authors do: what seems likely here is a guess, and a pair made of it is marked uncertain unless headings, topics or terms bear it out.".into()
        })
    }

    /// The parts of a pair in words, the weightiest first.
    fn what_speaks_for(&self, pair: &Pair, weighing: Option<&Weighing>) -> Option<String> {
        let (what, parts) = match (pair.evidence.method, weighing) {
            (Method::Text, _) => return None,
            (Method::Link, Some(weighing)) => ("What they have in common", in_common(weighing)),
            (_, Some(weighing)) => ("What speaks for it", spoken(weighing)),
            (_, None) => {
                let parts = pair.evidence.parts.iter();
                let parts = parts.map(|(part, value)| match part {
                    Part::Section => {
                        format!(
                            "{} of the clauses in one went to the other",
                            percent(*value)
                        )
                    }
                    _ => part_phrase(*part, *value),
                });
                ("What speaks for it", parts.collect())
            }
        };
        (!parts.is_empty()).then(|| format!("{what}: {}.", parts.join("; ")))
    }

    /// What the pair rests on most, and whether it stands without it.
    fn decisive(&self, weighing: &Weighing) -> Option<String> {
        let most = *helping(weighing).first()?;
        let part = part_phrase(most.part, most.value);
        let without = likely(most.without);
        let floor = percent(self.explanation.floor);
        let by_words = likely(weighing.by_words);
        let by_words = format!("by their words alone the two are {by_words} likely to be one");
        Some(if most.without < self.explanation.floor {
            format!(
                "Most depends on this: {part}. Without it the pair would be {without} likely and not claimed, for which it takes {floor}; {by_words}."
            )
        } else {
            format!(
                "No part decides alone: without the weightiest ({part}) the pair would still be {without} likely, and {floor} is enough; {by_words}."
            )
        })
    }

    fn without_id(&self, weighing: &Weighing) -> String {
        let likelihood = likely(weighing.likelihood);
        let floor = percent(self.explanation.floor);
        if weighing.likelihood >= self.explanation.floor {
            format!(
                "Without the same id it would be {likelihood} likely, and still be claimed (from {floor})."
            )
        } else {
            format!(
                "Without the same id it would be only {likelihood} likely, and not be claimed (from {floor})."
            )
        }
    }

    /// What the engine makes of the clauses of a linked pair if people decided nothing.
    fn without_links(&self, clauses: Sides<ClauseIndex>) -> Option<String> {
        let unaided = self.explanation.unaided.as_ref()?;
        let side = Side::Before;
        let own = unaided
            .iter()
            .filter(|pair| pair.clauses.before == clauses.before);
        let own: Vec<&Pair> = own.collect();
        let sure = |pair: &Pair| percent(pair.evidence.confidence.score());
        if let Some(pair) = own.iter().find(|pair| pair.clauses == clauses) {
            return Some(format!(
                "Without the links the engine would pair them too, {} sure.",
                sure(pair)
            ));
        }
        let id = self.id(side, clauses.before);
        let others = own.iter().map(|pair| {
            format!(
                "{} ({} sure)",
                self.id(side.other(), pair.clauses.after),
                sure(pair)
            )
        });
        let others: Vec<String> = others.collect();
        Some(if others.is_empty() {
            format!("Without the links the engine would not pair them, and pair {id} with nothing.")
        } else {
            format!(
                "Without the links the engine would not pair them, but {id} with {}.",
                others.join(", ")
            )
        })
    }

    /// The best that one clause of a pair could have been paired with instead or as well.
    fn next(&self, pair: &Pair, side: Side) -> Option<String> {
        let clause = *pair.clauses.get(side);
        let others = self.others(side, clause);
        let whose = self.id(side, clause);
        let best = others
            .filter(|weighing| !self.is_pair(weighing.clauses))
            .max_by_key(|weighing| weighing.likelihood)
            .filter(|weighing| weighing.likelihood >= FAR);
        let Some(best) = best else {
            return Some(format!("Nothing else comes near {whose}."));
        };
        let other = self.named(side.other(), *best.clauses.get(side.other()));
        let likely = likely(best.likelihood);
        let floor = percent(self.explanation.floor);
        let is_enough = best.likelihood >= self.explanation.floor;
        let what_if = match self.explanation.further {
            // What is settled is no rival of what is not, so its likelihood would mislead.
            _ if is_settled(pair) && value_of(best, Part::Words) < HARDLY_ALIKE => {
                return Some(format!("Nothing else comes near {whose}."));
            }
            _ if is_settled(pair) => {
                let alike = percent(value_of(best, Part::Words));
                return Some(format!(
                    "Of all that is no pair, the nearest to {whose} is {other}; their words are {alike} alike."
                ));
            }
            None if is_enough => {
                "it would be claimed if this pair were not, as each clause is guessed once".into()
            }
            None => {
                format!("too little, from {floor} it might be claimed instead")
            }
            Some(further) if best.likelihood >= further => self.obstacle(best.clauses),
            Some(further) => format!("from {} it would be claimed as well", percent(further)),
        };
        Some(format!(
            "The runner-up for {whose} is {other}, {likely} likely: {what_if}."
        ))
    }

    /// "p28-7a (7.a NATO membership)".
    fn named(&self, side: Side, clause: ClauseIndex) -> String {
        let view = ClauseView::new(self.diff.versions.get(side), clause);
        let label = view.label();
        if label == view.id {
            view.id.to_owned()
        } else {
            format!("{} ({label})", view.id)
        }
    }

    /// The candidates of one clause.
    fn others(&self, side: Side, clause: ClauseIndex) -> impl Iterator<Item = &'a Weighing> {
        let weighings = self.explanation.weighings.iter();
        weighings.filter(move |weighing| *weighing.clauses.get(side) == clause)
    }

    fn is_pair(&self, clauses: Sides<ClauseIndex>) -> bool {
        let mut pairs = self.diff.matching.pairs.iter();
        pairs.any(|pair| pair.clauses == clauses)
    }
}

/// True of a pair that leaves nothing to be guessed about its clauses.
fn is_settled(pair: &Pair) -> bool {
    let Evidence { method, score, .. } = pair.evidence;
    matches!(method, Method::Link | Method::Text) || score == Score::ONE
}

/// With a small first letter, to stand inside a sentence.
fn uncapitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters.next().map(|letter| letter.to_lowercase());
    first.into_iter().flatten().chain(letters).collect()
}
