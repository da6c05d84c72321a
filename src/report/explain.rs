//! Why clauses are paired, or are not.

use super::clause::ClauseView;
use super::diff::Item;
use super::reasons::Reasons;
use super::summary::percent;
use super::version::VersionHead;
use crate::diff::{Change, Diff, Kind};
use crate::matching::{Explanation, Pair, Score};
use crate::model::{ClauseIndex, Side, Sides};

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
    /// The changes that the clauses are part of, for the redline; what people judged of them
    /// stands in the answer alone.
    pub items: Vec<Item<'a>>,
}

impl<'a> ExplainReport<'a> {
    /// What became of the clause that was asked about; where another one was named, whether
    /// the two are a pair, and why. `diff` must be made from the matching that came with the
    /// explanation.
    pub fn new(diff: &'a Diff, explanation: &Explanation) -> Self {
        let clause = explanation.asked.before;
        let other = explanation.asked.after;
        let own = changes_of(diff, Side::Before, clause);
        let shared = other.map_or_else(Vec::new, |other| {
            let pair = Sides::new(clause, other);
            let own = own.iter().copied();
            own.filter(|change| pairs_of(diff, change).any(|known| known.clauses == pair))
                .collect()
        });
        let reasons = Reasons { diff, explanation };
        let (told, answer) = match other {
            Some(other) if shared.is_empty() => {
                let mut told = own;
                for change in changes_of(diff, Side::After, other) {
                    if !told.contains(&change) {
                        told.push(change);
                    }
                }
                (told, apart(&reasons, Sides::new(clause, other)))
            }
            Some(other) => {
                let is_asked = |pair: &Pair| pair.clauses == Sides::new(clause, other);
                let answer = became(&reasons, &shared, is_asked);
                (shared, answer)
            }
            None => {
                let answer = became(&reasons, &own, |pair| pair.clauses.before == clause);
                (own, answer)
            }
        };
        let answer = reasons.of_mode(&told).into_iter().chain(answer).collect();
        let mut items: Vec<Item> = told.iter().map(|change| Item::new(diff, change)).collect();
        items.iter_mut().for_each(|item| item.judgements.clear());
        Self {
            versions: VersionHead::sides(diff.versions),
            clause: ClauseView::new(diff.versions.before, clause),
            other: other.map(|other| ClauseView::new(diff.versions.after, other)),
            answer,
            items,
        }
    }
}

fn changes_of<'a>(diff: &'a Diff, side: Side, clause: ClauseIndex) -> Vec<&'a Change<'a>> {
    let changes = diff.changes.iter();
    changes
        .filter(|change| change.clauses.get(side).contains(&clause))
        .collect()
}

/// The pairs that a change tells.
fn pairs_of<'a>(diff: &'a Diff, change: &Change) -> impl Iterator<Item = &'a Pair> {
    let Sides { before, after } = change.clauses.clone();
    let pairs = diff.matching.pairs.iter();
    pairs.filter(move |pair| {
        before.contains(&pair.clauses.before) && after.contains(&pair.clauses.after)
    })
}

/// What became of a clause: each change that it is part of, and why, for the pairs asked about.
fn became(reasons: &Reasons, changes: &[&Change], is_asked: impl Fn(&Pair) -> bool) -> Vec<String> {
    let mut said = Vec::new();
    for change in changes {
        let item = Item::new(reasons.diff, change);
        said.push(headline(&item));
        let after = &reasons.diff.versions.after.title;
        let judgements = item.judgements.iter();
        said.extend(judgements.map(|judgement| judgement.sentence(after)));
        let pairs: Vec<&Pair> = pairs_of(reasons.diff, change).collect();
        for pair in pairs.iter().filter(|pair| is_asked(pair)) {
            let whose = (pairs.len() > 1).then(|| piece(reasons, &item, pair));
            for sentence in reasons.of_pair(pair, whose.as_deref()) {
                if !said.contains(&sentence) {
                    said.push(sentence);
                }
            }
        }
        if pairs.is_empty() {
            said.extend(reasons.of_free(Side::Before, change.clauses.before[0]));
        }
    }
    said
}

/// Why two clauses are no pair, and what became of each.
fn apart(reasons: &Reasons, clauses: Sides<ClauseIndex>) -> Vec<String> {
    let ids = reasons.ids(clauses);
    let mut said = vec![format!("{} and {} are not paired.", ids.before, ids.after)];
    said.extend(reasons.why_not(clauses));
    for side in Side::BOTH {
        let clause = *clauses.get(side);
        for change in changes_of(reasons.diff, side, clause) {
            said.push(headline(&Item::new(reasons.diff, change)));
            let own =
                pairs_of(reasons.diff, change).filter(|pair| *pair.clauses.get(side) == clause);
            said.extend(own.map(|pair| reasons.found(pair)));
        }
    }
    said.push("A link in `links.toml` makes two clauses a pair, whatever the engine finds.".into());
    said
}

/// "harbour -> inspection, pilots: split, moved."
fn headline(item: &Item) -> String {
    let ids = item.clauses.as_ref().map(|side| {
        let ids = side.iter().map(|clause| clause.id);
        ids.collect::<Vec<_>>().join(", ")
    });
    let kind = item.facets().fold(
        super::wording::kind_word(item.kind).to_owned(),
        |said, facet| said + ", " + facet,
    );
    match (ids.before.as_str(), ids.after.as_str()) {
        (before, "") => format!("{before} is related to no clause of the after version: {kind}."),
        ("", after) => format!("{after} is related to no clause of the before version: {kind}."),
        (before, after) => format!("{before} -> {after}: {kind}."),
    }
}

/// "harbour -> pilots (43 % of the words of harbour)", of a pair that is one of several.
fn piece(reasons: &Reasons, item: &Item, pair: &Pair) -> String {
    let Sides { before, after } = reasons.ids(pair.clauses);
    let (whole, part) = match item.kind {
        Kind::Merged => (after, before),
        _ => (before, after),
    };
    let pieces = item.balance.iter().flat_map(|balance| &balance.pieces);
    let own = pieces.filter(|(id, _)| id == part).map(|(_, share)| *share);
    let share = own.max().unwrap_or(Score::ZERO);
    let share = if share == Score::ZERO {
        "no word".into()
    } else {
        format!("{} of the words", percent(share))
    };
    format!("{before} -> {after} ({share} of {whole})")
}
