//! Why clauses are no pair, and what would have made them one.

use super::FAR;
use super::Reasons;
use super::weight::{likely, spoken, value_of};
use crate::matching::{Method, Part, Rival, Said, Score, Weighing};
use crate::model::{ClauseIndex, Side, Sides};
use crate::report::clause::ClauseView;
use crate::report::summary::percent;

/// If likelier pairs leave less than this of what two clauses share, that is worth a word.
const MUCH: Score = Score::from_millionths(700_000);

/// Two clauses that share less have too few words in common, whatever else they have.
const FEW_WORDS: Score = Score::from_millionths(400_000);

impl<'a> Reasons<'a> {
    /// The nearest candidates of a clause without a partner, and why it is none of them.
    pub fn of_free(&self, side: Side, clause: ClauseIndex) -> Vec<String> {
        let nearest = self.diff.matching.nearest.of(side, clause);
        let version = match side {
            Side::Before => "after",
            Side::After => "before",
        };
        let mut said = Vec::new();
        let ruled_out = self.explanation.unlinked.iter();
        for (clauses, _) in ruled_out.filter(|(clauses, _)| *clauses.get(side) == clause) {
            let is_told = nearest.iter().any(|rival| rival.clauses == *clauses);
            said.extend((!is_told).then(|| self.ruled_out(*clauses)).flatten());
        }
        if nearest.is_empty() {
            let is_heading = self.diff.versions.get(side).clause(clause).text.is_empty();
            said.push(if is_heading {
                "It has no text of its own, and too few of the clauses in it went to one section."
                    .into()
            } else {
                format!(
                    "No clause of the {version} version has anything in common with it, but for those that are settled by people or by the same words."
                )
            });
            return said;
        }
        said.push(format!(
            "A pair is claimed from a likelihood of {}. The nearest to {}:",
            percent(self.explanation.floor),
            self.id(side, clause)
        ));
        let first = nearest.len().min(1);
        let near = nearest[first..]
            .iter()
            .filter(|rival| rival.likelihood >= FAR);
        for (place, rival) in (1..).zip(nearest[..first].iter().chain(near)) {
            let other = self.named(side.other(), *rival.clauses.get(side.other()));
            let reasons = self.against(rival);
            said.push(format!(
                "{place}. {other}, {} likely: {}.",
                likely(rival.likelihood),
                reasons.join("; ")
            ));
        }
        said.push("A link in `links.toml` would pair it whatever the engine finds.".into());
        said
    }

    /// Why two clauses are no pair.
    pub fn why_not(&self, clauses: Sides<ClauseIndex>) -> Vec<String> {
        if let Some(said) = self.ruled_out(clauses) {
            return vec![said];
        }
        let Some(weighing) = self.explanation.of(clauses) else {
            return vec![self.not_weighed(clauses)];
        };
        if weighing.likelihood == Score::ZERO {
            return vec!["They have next to nothing in common.".into()];
        }
        let rival = Rival {
            clauses,
            score: value_of(weighing, Part::Words),
            likelihood: weighing.likelihood,
        };
        let mut said = vec![format!(
            "They are {} likely to be one, and a pair is claimed from {}: {}.",
            likely(weighing.likelihood),
            percent(self.explanation.floor),
            self.against(&rival).join("; ")
        )];
        let spoken = spoken(weighing);
        said.extend(
            (!spoken.is_empty()).then(|| format!("What speaks for it: {}.", spoken.join("; "))),
        );
        said
    }

    fn not_weighed(&self, clauses: Sides<ClauseIndex>) -> String {
        for side in Side::BOTH {
            let clause = *clauses.get(side);
            if self.diff.versions.get(side).clause(clause).text.is_empty() {
                let id = self.id(side, clause);
                return format!(
                    "{id} has no text of its own; sections are paired where most of their clauses are."
                );
            }
        }
        "They were not weighed: they share no telling word, or others share far more.".into()
    }

    /// "People ruled out a -> b: why."
    fn ruled_out(&self, clauses: Sides<ClauseIndex>) -> Option<String> {
        let mut unlinked = self.explanation.unlinked.iter();
        let (_, why) = unlinked.find(|(known, _)| *known == clauses)?;
        let Sides { before, after } = self.ids(clauses);
        let why = why.as_deref().unwrap_or("no reason given");
        Some(format!("The links rule out {before} -> {after}: {why}"))
    }

    /// Why a pair that was weighed was not claimed, and what would have changed that.
    fn against(&self, rival: &Rival) -> Vec<String> {
        if self.ruled_out(rival.clauses).is_some() {
            let why = self.explanation.unlinked.iter();
            let mut why = why.filter(|(known, _)| *known == rival.clauses);
            let why = why.find_map(|(_, why)| why.as_deref());
            return vec![format!(
                "the links rule it out ({})",
                why.unwrap_or("no reason given")
            )];
        }
        if rival.likelihood >= self.explanation.floor {
            return vec![self.obstacle(rival.clauses)];
        }
        let Some(weighing) = self.explanation.of(rival.clauses) else {
            return vec!["too little".into()];
        };
        if rival.likelihood == Score::ZERO {
            return vec!["next to nothing in common".into()];
        }
        let contained = value_of(weighing, Part::Contained);
        let shared = percent(contained);
        let rivals = self.rivals(weighing);
        let is_enough_alone = weighing.alone >= self.explanation.floor && rivals.is_some();
        let mut said = vec![if contained < FEW_WORDS && !is_enough_alone {
            format!("too few words in common ({shared})")
        } else {
            format!("of the words of one, {shared} stand in the other")
        }];
        said.extend(rivals);
        said.extend(self.other_topics(weighing));
        said.extend(self.missing(weighing));
        said
    }

    /// Why a pair that is likely enough was not claimed.
    pub(super) fn obstacle(&self, clauses: Sides<ClauseIndex>) -> String {
        for side in Side::BOTH {
            let clause = *clauses.get(side);
            let pairs = self.diff.matching.pairs.iter();
            let Some(pair) = pairs
                .filter(|pair| *pair.clauses.get(side) == clause)
                .max_by_key(|pair| pair.evidence.confidence)
            else {
                continue;
            };
            let id = self.id(side, clause);
            let other = self.id(side.other(), *pair.clauses.get(side.other()));
            match pair.evidence.method {
                Method::Link => {
                    return format!(
                        "likely enough, but people decided that {id} belongs to {other}"
                    );
                }
                Method::Text => {
                    return format!(
                        "likely enough, but {id} and {other} say the same words, which settles it"
                    );
                }
                _ if self.explanation.further.is_none() => {
                    let likely = likely(self.claim(pair.clauses, Score::ZERO));
                    return format!(
                        "likely enough, and it would be claimed if {id} were not taken by {other}, which is likelier ({likely})"
                    );
                }
                _ => {
                    let further = self.explanation.further.unwrap_or(self.explanation.floor);
                    let likelihood = self.explanation.of(clauses).map(|one| one.likelihood);
                    if likelihood.is_some_and(|likelihood| likelihood < further) {
                        let further = percent(further);
                        return format!(
                            "likely enough for a first pair, but {id} is in one with {other}, and a further one takes {further}"
                        );
                    }
                }
            }
        }
        "likely enough, but a clause that says the same was taken".into()
    }

    /// Who has a better claim to either clause, and what the pair would be without them.
    fn rivals(&self, weighing: &Weighing) -> Option<String> {
        let claims = Side::BOTH.into_iter().filter_map(|side| {
            let clause = *weighing.clauses.get(side);
            let others = self
                .others(side, clause)
                .filter(|one| one.clauses != weighing.clauses);
            let best = others.max_by_key(|one| self.claim(one.clauses, one.likelihood))?;
            let claim = self.claim(best.clauses, best.likelihood);
            (claim > weighing.likelihood && claim >= FAR).then(|| {
                let other = *best.clauses.get(side.other());
                format!(
                    "{} is nearer to {} ({} likely)",
                    self.id(side, clause),
                    self.id(side.other(), other),
                    likely(claim)
                )
            })
        });
        let claims: Vec<String> = claims.collect();
        let alone = likely(weighing.alone);
        let enough = weighing.alone >= self.explanation.floor;
        if claims.is_empty() {
            return None;
        }
        let claims = claims.join(" and ");
        let left = if weighing.left < MUCH {
            let left = percent(weighing.left);
            format!(", and likelier pairs leave {left} of what the two share")
        } else {
            String::new()
        };
        Some(if enough {
            format!("{claims}{left}; without any rival it would be {alone}, and claimed")
        } else {
            format!("{claims}{left}; even without any rival it would be {alone}")
        })
    }

    /// How good the claim of a candidate of that likelihood is: as sure as the pair is, where it
    /// is one that does not rest on likelihood.
    fn claim(&self, clauses: Sides<ClauseIndex>, likelihood: Score) -> Score {
        let mut pairs = self.diff.matching.pairs.iter();
        let pair = pairs.find(|pair| pair.clauses == clauses);
        let weighing = self.explanation.of(clauses);
        match (pair.map(|pair| &pair.evidence), weighing) {
            (Some(evidence), Some(weighing)) if evidence.method == Method::Similar => {
                weighing.likelihood
            }
            (Some(evidence), _) => evidence.confidence.score(),
            (None, _) => likelihood,
        }
    }

    /// Two topics, where that speaks against the pair.
    fn other_topics(&self, weighing: &Weighing) -> Option<String> {
        let clauses = self.views(weighing.clauses);
        let topics = (clauses.before.topic, clauses.after.topic);
        let (Some(before), Some(after)) = topics else {
            return None;
        };
        let said = weighing
            .parts
            .iter()
            .find(|said| said.part == Part::Topic)?;
        let speaks_against = before != after && said.without > weighing.likelihood;
        speaks_against.then(|| {
            format!(
                "the topics differ ({before}, {after}), without which it would be {}",
                likely(said.without)
            )
        })
    }

    /// What would have made it enough: the most likely two of what authors could have given both.
    fn missing(&self, weighing: &Weighing) -> Option<String> {
        let mut enough: Vec<&Said> = weighing
            .parts
            .iter()
            .filter(|said| said.agreed >= self.explanation.floor && said.part != Part::Topic)
            .collect();
        enough.sort_by_key(|said| std::cmp::Reverse(said.agreed));
        let words: Vec<String> = enough
            .into_iter()
            .take(2)
            .map(|said| format!("{} ({})", agreement(said.part), likely(said.agreed)))
            .collect();
        (!words.is_empty()).then(|| format!("enough would be {}", words.join(" or ")))
    }

    fn views(&self, clauses: Sides<ClauseIndex>) -> Sides<ClauseView<'a>> {
        Sides::make(|side| ClauseView::new(self.diff.versions.get(side), *clauses.get(side)))
    }
}

/// What authors would have to give both clauses.
fn agreement(part: Part) -> &'static str {
    match part {
        Part::Heading => "the same heading",
        Part::Number => "the same number",
        Part::Topic => "the same topic",
        Part::Terms => "terms of the same names",
        Part::Parties => "the same parties bound",
        Part::Modality => "the same modality",
        Part::Words
        | Part::Contained
        | Part::Passage
        | Part::Meaning
        | Part::Lead
        | Part::Neighbours
        | Part::Section => "more in common",
    }
}
