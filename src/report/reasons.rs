//! The reasons for and against pairs, as sentences.
//!
//! Every figure comes from the engine; see [`crate::matching::Weighing`].

use super::clause::ClauseView;
use super::summary::percent;
use super::wording::part_phrase;
use crate::diff::{Change, Diff};
use crate::matching::{
    Confidence, Evidence, Explanation, Method, Mode, Pair, Part, Rival, Said, Score, Weighing,
};
use crate::model::{ClauseIndex, Side, Sides};

/// So many parts are named of those that speak for a pair, the weightiest first.
const NAMED: usize = 5;

/// What is less likely is no runner-up.
const FAR: Score = Score::from_millionths(20_000);

/// Words of unlike clauses are as much alike, by the little words that all have.
const HARDLY_ALIKE: Score = Score::from_millionths(100_000);

/// If likelier pairs leave less than this of what two clauses share, that is worth a word.
const MUCH: Score = Score::from_millionths(700_000);

/// Two clauses that share less have too few words in common, whatever else they have.
const FEW_WORDS: Score = Score::from_millionths(400_000);

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
            "The texts share few words, as texts of different authors do: what seems likely here is a guess, and a pair made of it is marked uncertain.".into()
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
        let what_if = match self.diff.matching.mode {
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
            Mode::DifferentAuthors if is_enough => {
                "it would be claimed if this pair were not, as each clause is guessed once".into()
            }
            Mode::DifferentAuthors => {
                format!("too little, from {floor} it might be claimed instead")
            }
            Mode::Successive if is_enough => self.obstacle(best.clauses),
            Mode::Successive => format!("from {floor} it would be claimed as well"),
        };
        Some(format!(
            "The runner-up for {whose} is {other}, {likely} likely: {what_if}."
        ))
    }

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
        let has_few = contained < FEW_WORDS && weighing.alone < self.explanation.floor;
        let shared = percent(contained);
        let mut said = vec![if has_few {
            format!("too few words in common ({shared})")
        } else {
            format!("of the words of one, {shared} stand in the other")
        }];
        said.extend(self.rivals(weighing));
        said.extend(self.other_topics(weighing));
        said.extend(self.missing(weighing));
        said
    }

    /// Why a pair that is likely enough was not claimed.
    fn obstacle(&self, clauses: Sides<ClauseIndex>) -> String {
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
                _ if self.diff.matching.mode == Mode::DifferentAuthors => {
                    let likely = likely(self.claim(pair.clauses, Score::ZERO));
                    return format!(
                        "likely enough, and it would be claimed if {id} were not taken by {other}, which is likelier ({likely})"
                    );
                }
                _ => {}
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

/// A likelihood in percent; none is as good as certain.
fn likely(likelihood: Score) -> String {
    percent(likelihood.min(Confidence::GUESS.score()))
}

/// True of a pair that leaves nothing to be guessed about its clauses.
fn is_settled(pair: &Pair) -> bool {
    let Evidence { method, score, .. } = pair.evidence;
    matches!(method, Method::Link | Method::Text) || score == Score::ONE
}

/// The parts that speak for a pair, in words, the weightiest first.
fn spoken(weighing: &Weighing) -> Vec<String> {
    let helping = helping(weighing).into_iter().take(NAMED);
    helping
        .map(|said| part_phrase(said.part, said.value))
        .collect()
}

/// The parts without which a pair would be clearly less likely, the weightiest first.
fn helping(weighing: &Weighing) -> Vec<&Said> {
    let helps =
        |said: &&Said| said.value > Score::ZERO && lowers(said.without, weighing.likelihood);
    let mut helping: Vec<&Said> = weighing.parts.iter().filter(helps).collect();
    helping.sort_by_key(|said| said.without);
    helping
}

/// True if the odds fall by a fifth or more: near certainty a likelihood hardly moves,
/// whatever is taken from it.
fn lowers(without: Score, with: Score) -> bool {
    let for_and_against = |score: Score| {
        let share = u64::from(score.millionths());
        (share, u64::from(Score::ONE.millionths()) - share)
    };
    let (less, more_against) = for_and_against(without);
    let (more, less_against) = for_and_against(with);
    without < with && less * less_against * 5 <= more * more_against * 4
}

/// What two clauses have in common, whatever that says about others.
fn in_common(weighing: &Weighing) -> Vec<String> {
    let is_own = |said: &&Said| match said.part {
        Part::Words
        | Part::Contained
        | Part::Meaning
        | Part::Heading
        | Part::Topic
        | Part::Terms
        | Part::Parties
        | Part::Modality => said.value > Score::ZERO,
        Part::Passage | Part::Lead | Part::Number | Part::Neighbours | Part::Section => false,
    };
    let own = weighing.parts.iter().filter(is_own);
    own.map(|said| part_phrase(said.part, said.value)).collect()
}

fn value_of(weighing: &Weighing, part: Part) -> Score {
    let mut parts = weighing.parts.iter();
    parts
        .find(|said| said.part == part)
        .map_or(Score::ZERO, |said| said.value)
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

/// With a small first letter, to stand inside a sentence.
fn uncapitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters.next().map(|letter| letter.to_lowercase());
    first.into_iter().flatten().chain(letters).collect()
}
