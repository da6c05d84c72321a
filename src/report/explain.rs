//! Why clauses are paired, or are not.

use super::clause::ClauseView;
use super::diff::Item;
use super::summary::percent;
use super::version::VersionHead;
use super::wording::{kind_word, part_word};
use crate::diff::{Change, Diff};
use crate::matching::{Method, Score};
use crate::model::{ClauseIndex, Sides};

/// What became of one clause and why: what every view of `explain` prints.
#[derive(Clone, Debug, PartialEq)]
pub struct ExplainReport<'a> {
    /// What names the versions.
    pub versions: Sides<VersionHead>,
    /// The clause asked about.
    pub clause: ClauseView<'a>,
    /// The other clause, where one was asked about.
    pub other: Option<ClauseView<'a>>,
    /// The answer in plain sentences.
    pub answer: Vec<String>,
    /// The changes that the clause is part of, for the redline; what people judged of them
    /// stands in the answer alone.
    pub items: Vec<Item<'a>>,
}

impl<'a> ExplainReport<'a> {
    /// What became of `clause` of the before version; with `other`, whether that clause
    /// of the after version is related to it, and why.
    pub fn new(diff: &'a Diff, clause: ClauseIndex, other: Option<ClauseIndex>) -> Self {
        let own: Vec<&Change> = diff
            .changes
            .iter()
            .filter(|change| change.clauses.before.contains(&clause))
            .collect();
        let shared: Vec<&Change> = own
            .iter()
            .copied()
            .filter(|change| other.is_none_or(|other| is_pair(diff, change, clause, other)))
            .collect();
        let told = if shared.is_empty() { &own } else { &shared };
        let mut items: Vec<Item> = told.iter().map(|change| Item::new(diff, change)).collect();
        let view = ClauseView::new(diff.versions.before, clause);
        let other_view = other.map(|other| ClauseView::new(diff.versions.after, other));
        let mut answer = Vec::new();
        if let (Some(other), true) = (&other_view, shared.is_empty()) {
            answer.push(format!("{} and {} are not paired.", view.id, other.id));
            answer.extend(other_partner(diff, other, clause));
        }
        let after = &diff.versions.after.title;
        answer.extend(items.iter().flat_map(|item| sentences(item, after)));
        items.iter_mut().for_each(|item| item.judgements.clear());
        Self {
            versions: diff.versions.map(VersionHead::new),
            clause: view,
            other: other_view,
            answer,
            items,
        }
    }
}

fn is_pair(diff: &Diff, change: &Change, before: ClauseIndex, after: ClauseIndex) -> bool {
    let pair = Sides { before, after };
    change.clauses.after.contains(&after)
        && diff
            .matching
            .pairs
            .iter()
            .any(|known| known.clauses == pair)
}

/// Whom the other clause is paired with instead.
fn other_partner(diff: &Diff, other: &ClauseView, clause: ClauseIndex) -> Option<String> {
    let pairs = diff
        .matching
        .pairs
        .iter()
        .filter(|pair| diff.versions.after.clause(pair.clauses.after).id.as_str() == other.id);
    let partners: Vec<String> = pairs
        .filter(|pair| pair.clauses.before != clause)
        .map(|pair| {
            diff.versions
                .before
                .clause(pair.clauses.before)
                .id
                .to_string()
        })
        .collect();
    (!partners.is_empty()).then(|| format!("{} is paired with {}.", other.id, partners.join(", ")))
}

/// `after` is the title of the after version.
fn sentences(item: &Item, after: &str) -> Vec<String> {
    let ids = item.clauses.as_ref().map(|side| {
        side.iter()
            .map(|clause| clause.id)
            .collect::<Vec<_>>()
            .join(", ")
    });
    let mut said = vec![match (ids.before.as_str(), ids.after.as_str()) {
        (before, "") => format!(
            "{before} is related to no clause of the after version: {}.",
            kind_word(item.kind)
        ),
        ("", after) => format!(
            "{after} is related to no clause of the before version: {}.",
            kind_word(item.kind)
        ),
        (before, after) => format!("{before} -> {after}: {}.", kind_word(item.kind)),
    }];
    said.extend(reason(item));
    let judgements = item.judgements.iter();
    said.extend(judgements.map(|judgement| judgement.sentence(after)));
    said.extend(confidence(item));
    said.extend(rival(item));
    said
}

/// How the pair was found, and what its score is made of.
fn reason(item: &Item) -> Option<String> {
    let score = item.evidence.score.unwrap_or(Score::ZERO);
    let parts: Vec<String> = item
        .evidence
        .parts
        .iter()
        .map(|(part, score)| format!("{} {}", part_word(*part), percent(*score)))
        .collect();
    let similar = format!("similarity {} ({})", percent(score), parts.join(", "));
    Some(match item.evidence.method? {
        Method::Link => format!("Paired by the links that people decided; {similar}."),
        Method::Id => format!(
            "Paired because both have the same id and the texts do not contradict it; {similar}."
        ),
        Method::Text => "Paired because both say the same words.".into(),
        Method::Similar => format!("Paired by {similar}."),
        Method::Split => format!("Paired as a piece of a split; {similar}."),
        Method::Merge => format!("Paired as a part of a merger; {similar}."),
    })
}

/// How sure a guess is; what people decided is no guess.
fn confidence(item: &Item) -> Option<String> {
    if item.evidence.method == Some(Method::Link) {
        return None;
    }
    let sure = percent(item.evidence.confidence?);
    let word = if item.uncertain {
        ", so it is marked uncertain"
    } else {
        ""
    };
    Some(format!(
        "Such a relation is right in about {sure} of the cases{word}."
    ))
}

/// The runner-up, and what would have changed the outcome.
fn rival(item: &Item) -> Option<String> {
    let rival = item.evidence.runner_up.as_ref()?;
    let pair = format!(
        "{} -> {} at {}",
        rival.clauses.before,
        rival.clauses.after,
        percent(rival.score)
    );
    Some(match item.evidence.method {
        None => format!(
            "The nearest pair was {pair}: too little, or the other clause was nearer to another."
        ),
        Some(Method::Link) => format!("The best pair that nobody decided was {pair}."),
        Some(_) => format!(
            "The runner-up was {pair}; a higher score there, or a link, would have changed the outcome."
        ),
    })
}
