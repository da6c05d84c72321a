//! Findings: what changed in substance.
//!
//! Each finding is about one fact, under its most specific kind, with the words on both
//! sides. This file finds what authors wrote as keys: terms, positions, modality,
//! parties, status; [`super::numbers`] reads the text. Directions turn round when the
//! versions are swapped.

use std::collections::BTreeSet;

use super::terms::{self, TermChange};
use crate::model::{Clause, ClauseIndex, Modality, PartyId, Position, Side, Sides, Tier, Version};

/// What kind of fact a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant is the kind it is named after")]
pub enum SignalKind {
    Number,
    Money,
    Percentage,
    Date,
    Duration,
    Modality,
    Negation,
    Condition,
    AndOr,
    Party,
    DefinedTerm,
    CrossReference,
    ListItem,
    Term,
    Position,
    Status,
}

/// Which way a fact changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    missing_docs,
    reason = "each variant is the direction it is named after"
)]
pub enum Direction {
    Added,
    Removed,
    Changed,
    Higher,
    Lower,
    Earlier,
    Later,
    Longer,
    Shorter,
    Stronger,
    Weaker,
    Reversed,
    Relocated,
    Dangling,
    Resolved,
    Elsewhere,
}

impl Direction {
    /// The direction read from the other side.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Added => Self::Removed,
            Self::Removed => Self::Added,
            Self::Higher => Self::Lower,
            Self::Lower => Self::Higher,
            Self::Earlier => Self::Later,
            Self::Later => Self::Earlier,
            Self::Longer => Self::Shorter,
            Self::Shorter => Self::Longer,
            Self::Stronger => Self::Weaker,
            Self::Weaker => Self::Stronger,
            Self::Dangling => Self::Resolved,
            Self::Resolved => Self::Dangling,
            Self::Changed | Self::Reversed | Self::Relocated | Self::Elsewhere => self,
        }
    }
}

/// One finding. At least one side has words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal {
    /// What it is about.
    pub kind: SignalKind,
    /// Which way it changed.
    pub direction: Direction,
    /// The words on each side.
    pub words: Sides<Option<String>>,
}

/// All findings about related clauses. `lead` is the pair that shares most words; it
/// speaks for the modality and the status of several.
pub(super) fn of(
    versions: Sides<&Version>,
    clauses: &Sides<Vec<ClauseIndex>>,
    lead: Sides<&Clause>,
    terms: &[TermChange],
) -> Vec<Signal> {
    let mut found: Vec<Signal> = terms.iter().map(of_term).collect();
    found.extend(positions(versions, clauses));
    found.extend(modality(lead));
    found.extend(parties(versions, clauses, |clause| &clause.binds));
    found.extend(parties(versions, clauses, |clause| &clause.benefits));
    found.extend(status(lead));
    found
}

/// A step of one number is told by the bare numbers, anything else by the whole values.
fn of_term(change: &TermChange) -> Signal {
    let words = change.numbers().map_or_else(
        || {
            change
                .values
                .as_ref()
                .map(|value| value.as_ref().map(ToString::to_string))
        },
        |numbers| numbers.map(|number| Some(number.to_string())),
    );
    Signal {
        kind: SignalKind::Term,
        direction: change.direction,
        words,
    }
}

/// Findings about what each party wants, in the order of the parties.
fn positions(versions: Sides<&Version>, clauses: &Sides<Vec<ClauseIndex>>) -> Vec<Signal> {
    let all = Sides::make(|side| {
        all(versions.get(side), clauses.get(side))
            .flat_map(|clause| &clause.positions)
            .collect::<Vec<_>>()
    });
    let held: BTreeSet<&PartyId> = all
        .before
        .iter()
        .chain(&all.after)
        .map(|position| &position.party)
        .collect();
    held.into_iter()
        .flat_map(|party| of_party(versions, party, &all))
        .collect()
}

fn of_party(
    versions: Sides<&Version>,
    party: &PartyId,
    all: &Sides<Vec<&Position>>,
) -> Vec<Signal> {
    let name = Side::BOTH
        .into_iter()
        .find_map(|side| versions.get(side).party(party))
        .map_or(party.as_str(), |party| &party.name);
    let own = all.as_ref().map(|positions| {
        positions
            .iter()
            .copied()
            .filter(|position| position.party == *party)
            .collect::<Vec<_>>()
    });
    let terms = own.as_ref().map(|positions| {
        positions
            .iter()
            .flat_map(|position| &position.terms)
            .collect::<Vec<_>>()
    });
    let changed = terms::between(&terms.before, &terms.after);
    if !changed.is_empty() {
        let said =
            |value: Option<&crate::model::TermValue>| value.map(|value| format!("{name}: {value}"));
        let signal = |change: &TermChange| Signal {
            kind: SignalKind::Position,
            direction: change.direction,
            words: change.values.as_ref().map(|value| said(value.as_ref())),
        };
        return changed.iter().map(signal).collect();
    }
    let said = |positions: &[&Position]| {
        let texts: Vec<_> = positions
            .iter()
            .map(|position| position.text.as_deref().unwrap_or(""))
            .collect();
        (!texts.is_empty()).then(|| format!("{name}: {}", texts.join(" ")))
    };
    let words = own.map(|positions| said(&positions));
    whether(SignalKind::Position, words).into_iter().collect()
}

/// A finding if the words of the sides differ: added, removed or changed.
fn whether(kind: SignalKind, words: Sides<Option<String>>) -> Option<Signal> {
    let direction = match (&words.before, &words.after) {
        (before, after) if before == after => return None,
        (None, _) => Direction::Added,
        (_, None) => Direction::Removed,
        _ => Direction::Changed,
    };
    Some(Signal {
        kind,
        direction,
        words,
    })
}

/// By tier; another word of the duty tier is reversed, and of any other tier no finding.
fn modality(lead: Sides<&Clause>) -> Option<Signal> {
    let modality = lead.map(|clause| clause.modality.as_ref());
    let direction = match (modality.before, modality.after) {
        (None, None) => return None,
        (None, Some(_)) => Direction::Added,
        (Some(_), None) => Direction::Removed,
        (Some(before), Some(after)) => between_words(before, after)?,
    };
    Some(Signal {
        kind: SignalKind::Modality,
        direction,
        words: modality.map(|word| word.map(ToString::to_string)),
    })
}

fn between_words(before: &Modality, after: &Modality) -> Option<Direction> {
    match (before.tier()?, after.tier()?) {
        (a, b) if b > a => Some(Direction::Stronger),
        (a, b) if b < a => Some(Direction::Weaker),
        (Tier::Duty, _) if before != after => Some(Direction::Reversed),
        _ => None,
    }
}

/// Parties that came or went in one role; where some came and some went, one finding.
fn parties(
    versions: Sides<&Version>,
    clauses: &Sides<Vec<ClauseIndex>>,
    role: fn(&Clause) -> &Vec<PartyId>,
) -> Vec<Signal> {
    let of = Sides::make(|side| {
        all(versions.get(side), clauses.get(side))
            .flat_map(role)
            .collect::<BTreeSet<_>>()
    });
    let named = |side: Side, gone: Vec<&&PartyId>| {
        let name = |id: &PartyId| {
            versions
                .get(side)
                .party(id)
                .map_or_else(|| id.to_string(), |party| party.name.clone())
        };
        let names: Vec<String> = gone.into_iter().map(|id| name(id)).collect();
        (!names.is_empty()).then(|| names.join(", "))
    };
    let words = Sides::new(
        named(Side::Before, of.before.difference(&of.after).collect()),
        named(Side::After, of.after.difference(&of.before).collect()),
    );
    whether(SignalKind::Party, words).into_iter().collect()
}

fn status(lead: Sides<&Clause>) -> Option<Signal> {
    let words = lead.map(|clause| clause.status.clone());
    let differs = words.before != words.after;
    differs.then_some(Signal {
        kind: SignalKind::Status,
        direction: Direction::Changed,
        words,
    })
}

fn all<'a>(version: &'a Version, clauses: &'a [ClauseIndex]) -> impl Iterator<Item = &'a Clause> {
    clauses.iter().map(|&clause| version.clause(clause))
}

/// True if the same parties are bound and the same benefit, in any order.
pub(super) fn same_parties(before: &Clause, after: &Clause) -> bool {
    let set = |parties: &[PartyId]| parties.iter().cloned().collect::<BTreeSet<_>>();
    set(&before.binds) == set(&after.binds) && set(&before.benefits) == set(&after.benefits)
}

/// True if the same parties hold the same positions, in any order.
pub(super) fn same_positions(before: &Clause, after: &Clause) -> bool {
    let same = |a: &Position, b: &Position| {
        a.party == b.party && a.text == b.text && terms::same_terms(&a.terms, &b.terms)
    };
    let held_by =
        |position: &Position, others: &[Position]| others.iter().any(|other| same(position, other));
    before.positions.len() == after.positions.len()
        && before
            .positions
            .iter()
            .all(|position| held_by(position, &after.positions))
        && after
            .positions
            .iter()
            .all(|position| held_by(position, &before.positions))
}
