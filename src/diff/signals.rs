//! Findings: what changed in substance.
//!
//! Each finding is about one fact, under its most specific kind, with the words on both
//! sides. This file finds what authors wrote as keys: terms, positions, modality,
//! parties, status; [`super::findings`] reads the text. Directions turn round when the
//! versions are swapped.

use std::collections::{BTreeMap, BTreeSet};

use super::definitions;
use super::findings::{self, Names};
use super::parties::{Identity, Parties};
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
    Followed,
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
            Self::Changed | Self::Reversed | Self::Relocated | Self::Elsewhere | Self::Followed => {
                self
            }
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
    /// What else there is to say.
    pub remark: Option<Remark>,
}

impl Signal {
    /// What stands on one side only: it was added or removed.
    pub(super) fn alone_on(side: Side, kind: SignalKind, words: &str) -> Self {
        Self {
            kind,
            direction: Direction::alone_on(side),
            words: Sides::make(|of| (of == side).then(|| words.to_owned())),
            remark: None,
        }
    }
}

impl Direction {
    /// What only the before version has was removed, what only the after version has was added.
    pub(super) fn alone_on(side: Side) -> Self {
        match side {
            Side::Before => Self::Removed,
            Side::After => Self::Added,
        }
    }
}

/// What a finding says beyond its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// The reference as it should read in the after version: with the number that the
    /// clause has now.
    Repair(String),
    /// The clauses that use the defined term, without those that define it: of the after version,
    /// or of the before version if the term is gone.
    Touches(Vec<ClauseIndex>),
}

/// All findings about related clauses. `lead` is the pair that shares most words; it
/// speaks for the modality and the status of several.
pub(super) fn of<'a>(
    versions: Sides<&'a Version>,
    parties: &Parties<'a>,
    names: &Names<'a>,
    clauses: &Sides<Vec<ClauseIndex>>,
    lead: Sides<&Clause>,
    terms: &[TermChange],
) -> Vec<Signal> {
    let mut found: Vec<Signal> = terms.iter().map(of_term).collect();
    let all = || Sides::make(|side| all(versions.get(side), clauses.get(side)));
    let any = |has: fn(&Clause) -> bool| {
        Side::BOTH.into_iter().any(|side| {
            let mut clauses = clauses.get(side).iter();
            clauses.any(|&clause| has(versions.get(side).clause(clause)))
        })
    };
    if any(|clause| !clause.positions.is_empty()) {
        let tags = versions.map(|version| version.lang.as_deref());
        let says_the_same = |texts: Sides<&str>| {
            definitions::same_words(texts, tags) && findings::between(texts, tags, names).is_empty()
        };
        found.extend(positions(parties, &all(), &says_the_same));
    }
    found.extend(modality(lead));
    if any(|clause| !clause.binds.is_empty() || !clause.benefits.is_empty()) {
        found.extend(roles(parties, &all()));
    }
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
        remark: None,
    }
}

/// Findings about what each party wants, in the order of the parties.
fn positions<'a>(
    parties: &Parties<'a>,
    clauses: &Sides<Vec<&'a Clause>>,
    says_the_same: &impl Fn(Sides<&str>) -> bool,
) -> Vec<Signal> {
    let mut held: BTreeMap<Identity<'a>, Sides<Vec<&'a Position>>> = BTreeMap::new();
    for side in Side::BOTH {
        let positions = clauses
            .get(side)
            .iter()
            .flat_map(|&clause| &clause.positions);
        for position in positions {
            let own = held.entry(parties.identity(side, &position.party));
            own.or_default().get_mut(side).push(position);
        }
    }
    held.into_values()
        .flat_map(|own| of_party(parties, &own, says_the_same))
        .collect()
}

/// What one party wants otherwise: its terms, then the words beyond their numbers. A
/// position that comes or goes is one finding.
fn of_party<'a>(
    parties: &Parties<'a>,
    own: &Sides<Vec<&'a Position>>,
    says_the_same: &impl Fn(Sides<&str>) -> bool,
) -> Vec<Signal> {
    let own_name = |side: Side| {
        let first = own.get(side).first()?;
        Some(parties.name(side, &first.party))
    };
    let names = Sides::make(|side| own_name(side).or(own_name(side.other())).unwrap_or(""));
    if own.before.is_empty() || own.after.is_empty() {
        let words = Sides::make(|side| {
            let positions = own.get(side);
            (!positions.is_empty()).then(|| format!("{}: {}", names.get(side), whole(positions)))
        });
        return whether(SignalKind::Position, words).into_iter().collect();
    }
    let terms = own.as_ref().map(|positions| {
        let terms = positions.iter().flat_map(|position| &position.terms);
        terms.collect::<Vec<_>>()
    });
    let changed = terms::between(&terms.before, &terms.after);
    let of_term = |change: &TermChange| Signal {
        kind: SignalKind::Position,
        direction: change.direction,
        words: Sides::make(|side| {
            let value = change.values.get(side).as_ref()?;
            Some(format!("{}: {value}", names.get(side)))
        }),
        remark: None,
    };
    let texts = own.as_ref().map(|positions| text(positions));
    let own_texts = texts.as_ref().map(String::as_str);
    let is_told = texts.before == texts.after
        || findings::only_terms_differ(own_texts, &changed)
        || says_the_same(own_texts);
    let of_text = (!is_told).then(|| Signal {
        kind: SignalKind::Position,
        direction: Direction::Changed,
        words: Sides::make(|side| Some(format!("{}: {}", names.get(side), texts.get(side)))),
        remark: None,
    });
    changed.iter().map(of_term).chain(of_text).collect()
}

fn text(positions: &[&Position]) -> String {
    let texts = positions
        .iter()
        .filter_map(|position| position.text.as_deref());
    texts.collect::<Vec<_>>().join(" ")
}

/// "At most 85,000 persons. (personnel: at most 85,000 persons)".
fn whole(positions: &[&Position]) -> String {
    let text = text(positions);
    let terms = positions.iter().flat_map(|position| &position.terms);
    let terms: Vec<_> = terms
        .map(|term| format!("{}: {}", term.name, term.value))
        .collect();
    match (text.as_str(), terms.join(", ")) {
        (text, terms) if terms.is_empty() => text.to_owned(),
        ("", terms) => terms,
        (text, terms) => format!("{text} ({terms})"),
    }
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
        remark: None,
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
        remark: None,
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

/// What a clause is to a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Bound,
    Benefits,
}

impl Role {
    const ALL: [Self; 2] = [Self::Bound, Self::Benefits];

    fn word(self) -> &'static str {
        match self {
            Self::Bound => "bound",
            Self::Benefits => "benefits",
        }
    }

    fn of(self, clause: &Clause) -> &[PartyId] {
        match self {
            Self::Bound => &clause.binds,
            Self::Benefits => &clause.benefits,
        }
    }
}

/// A party in a role, with its name on that side.
type Cast<'a> = BTreeMap<(Role, Identity<'a>), &'a str>;

fn cast<'a>(parties: &Parties<'a>, side: Side, clauses: &[&'a Clause]) -> Cast<'a> {
    let mut cast = Cast::new();
    for (role, clause) in Role::ALL
        .iter()
        .flat_map(|&role| clauses.iter().map(move |clause| (role, clause)))
    {
        for party in role.of(clause) {
            cast.entry((role, parties.identity(side, party)))
                .or_insert(parties.name(side, party));
        }
    }
    cast
}

/// Parties that changed their role are one finding; then one for each role in which
/// some came or went.
fn roles<'a>(parties: &Parties<'a>, clauses: &Sides<Vec<&'a Clause>>) -> Vec<Signal> {
    let cast = Sides::make(|side| cast(parties, side, clauses.get(side)));
    let left = Sides::make(|side| {
        let mut own = cast.get(side).clone();
        own.retain(|part, _| !cast.get(side.other()).contains_key(part));
        own
    });
    let has_turned = |party: Identity| {
        Side::BOTH.into_iter().all(|side| {
            Role::ALL
                .iter()
                .any(|&role| left.get(side).contains_key(&(role, party)))
        })
    };
    let swapped = Sides::make(|side| {
        let parts = Role::ALL.map(|role| named(left.get(side), role, &has_turned));
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join("; "))
    });
    let of_role = |role: &Role| {
        let others = |party: Identity| !has_turned(party);
        let words = Sides::make(|side| named(left.get(side), *role, &others));
        whether(SignalKind::Party, words)
    };
    let swapped = whether(SignalKind::Party, swapped);
    swapped
        .into_iter()
        .chain(Role::ALL.iter().filter_map(of_role))
        .collect()
}

/// "bound: North, South", of those in a role for whom the rule holds.
fn named(cast: &Cast<'_>, role: Role, rule: &impl Fn(Identity) -> bool) -> Option<String> {
    let own = cast
        .iter()
        .filter(|((own, party), _)| *own == role && rule(*party));
    let mut names: Vec<&str> = own.map(|(_, name)| *name).collect();
    names.sort_unstable();
    (!names.is_empty()).then(|| format!("{}: {}", role.word(), names.join(", ")))
}

fn status(lead: Sides<&Clause>) -> Option<Signal> {
    let differs = lead.before.status != lead.after.status;
    differs.then(|| Signal {
        kind: SignalKind::Status,
        direction: Direction::Changed,
        words: lead.map(|clause| clause.status.clone()),
        remark: None,
    })
}

fn all<'a>(version: &'a Version, clauses: &[ClauseIndex]) -> Vec<&'a Clause> {
    let clauses = clauses.iter().map(|&clause| version.clause(clause));
    clauses.collect()
}

/// True if the same parties are bound and the same benefit, in any order.
pub(super) fn same_parties<'a>(
    before: &'a Clause,
    after: &'a Clause,
    parties: &Parties<'a>,
) -> bool {
    let set = |side: Side, own: &'a [PartyId]| -> BTreeSet<Identity<'a>> {
        own.iter()
            .map(|party| parties.identity(side, party))
            .collect()
    };
    let same = |role: &Role| set(Side::Before, role.of(before)) == set(Side::After, role.of(after));
    Role::ALL.iter().all(same)
}

/// True if the same parties hold the same positions, in any order.
pub(super) fn same_positions<'a>(
    before: &'a Clause,
    after: &'a Clause,
    parties: &Parties<'a>,
) -> bool {
    let same = |a: &'a Position, b: &'a Position| {
        parties.identity(Side::Before, &a.party) == parties.identity(Side::After, &b.party)
            && a.text == b.text
            && terms::same_terms(&a.terms, &b.terms)
    };
    before.positions.len() == after.positions.len()
        && before
            .positions
            .iter()
            .all(|a| after.positions.iter().any(|b| same(a, b)))
        && after
            .positions
            .iter()
            .all(|b| before.positions.iter().any(|a| same(a, b)))
}
