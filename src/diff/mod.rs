//! What changed, given which clause became which.
//!
//! Pairs are told as [`Change`]s, one for each clause that was changed, split, merged,
//! added or dropped, with the facets moved, renumbered and retitled beside the kind, so
//! that "moved and changed and renumbered" can be said. Each change holds its redline,
//! its terms by value, and the findings that make it substantive.
//!
//! Everything is neutral of the side: swapping the versions mirrors the result.

mod account;
mod carried;
mod change;
mod class;
mod declared;
mod definitions;
mod edit;
mod facts;
mod figures;
mod findings;
mod frame;
mod grouping;
mod lines;
mod moves;
mod order;
mod parties;
mod reading;
mod references;
mod sequence;
mod signals;
mod terms;
mod units;
mod words;

use std::borrow::Cow;

use rustc_hash::FxHashMap;

pub use account::{Account, Fate, Ledger, Sentence, Strand, Sums};
pub use carried::CarriedOver;
pub use change::{Balance, Change, Class, Counts, Judgement, Kind, Piece};
pub use class::operative;
pub use declared::{Aspect, Declared, Missing, Undeclared};
pub use edit::{Edit, Op, spelled};
pub use figures::figures;
pub use lines::changed_lines;
pub use parties::persons;
pub use reading::Urgency;
pub use signals::{Direction, Remark, Signal, SignalKind};
pub use terms::{Delta, TermChange};
pub use words::redline;

use crate::matching::{self, Evidence, Matching};
use crate::model::{ClauseIndex, Links, Places, Side, Sides, Version};
use definitions::Definitions;
use findings::{Facts, Names};
use frame::Frame;
use grouping::Group;
use parties::Parties;
use references::References;

/// How two versions are compared.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How clauses are paired.
    pub matching: matching::Options,
}

/// Two versions compared.
#[derive(Clone, Debug)]
pub struct Diff<'a> {
    /// The versions.
    pub versions: Sides<&'a Version>,
    /// Which clause became which.
    pub matching: Matching,
    /// In the order of the after version; dropped clauses where they stood.
    pub changes: Vec<Change<'a>>,
    /// How many changes of each kind and facet.
    pub counts: Counts,
    /// How much of the before version stands in the after version.
    pub carried_over: CarriedOver,
}

impl<'a> Diff<'a> {
    /// Compares with default options and no links.
    pub fn between(before: &'a Version, after: &'a Version) -> Self {
        Self::with(before, after, &Links::default(), &Options::default())
    }

    /// Compares under `links` and `options`.
    pub fn with(before: &'a Version, after: &'a Version, links: &Links, options: &Options) -> Self {
        let matching = matching::pair(before, after, links, &options.matching);
        Self::from_matching(before, after, matching, links)
    }

    /// Compares under a pairing from elsewhere. `links` only adds the words of people to
    /// the pairs that they decided.
    pub fn from_matching(
        before: &'a Version,
        after: &'a Version,
        matching: Matching,
        links: &Links,
    ) -> Self {
        let versions = Sides::new(before, after);
        let groups = grouping::groups(versions, &matching);
        let moved = moves::moved(versions, &matching, &groups);
        let judgements = judgements(versions, links);
        let parties = Parties::new(before, after);
        let names = Names::new(versions, &parties);
        let across = Across {
            references: References::new(versions, &matching),
            definitions: Definitions::new(versions, &groups),
        };
        let groups = groups.into_iter().zip(moved);
        let mut matters: Vec<Matter> = groups
            .map(|(group, moved)| Matter::Group { group, moved })
            .chain(left_over(versions, &matching))
            .collect();
        order::in_order(versions, &mut matters);
        let told = |matter| match matter {
            Matter::Group { group, moved } => {
                let known = (&parties, &names);
                let mut change = told(versions, &matching, group, moved, known, &judgements);
                across.tell(versions, &mut change);
                change
            }
            Matter::Alone { side, clause } => alone(versions, &matching, side, clause),
        };
        let changes: Vec<Change> = matters.into_iter().map(told).collect();
        drop(across);
        let counts = Counts::of(&changes);
        let carried_over = CarriedOver::of(before, &changes);
        Self {
            versions,
            matching,
            changes,
            counts,
            carried_over,
        }
    }
}

/// What is told as one change. Put in order before it is told: a change is large.
enum Matter {
    /// Clauses that belong together.
    Group { group: Group, moved: bool },
    /// A clause in no pair.
    Alone { side: Side, clause: ClauseIndex },
}

impl Matter {
    /// Its first clause on that side.
    fn first(&self, side: Side) -> Option<ClauseIndex> {
        match self {
            Self::Group { group, .. } => group.clauses.get(side).first().copied(),
            Self::Alone { side: own, clause } => (*own == side).then_some(*clause),
        }
    }
}

/// Judgements of people by the pair they are about, read in the direction of the diff.
type Judgements = FxHashMap<Sides<ClauseIndex>, Vec<Judgement>>;

fn judgements(versions: Sides<&Version>, links: &Links) -> Judgements {
    let mut found = Judgements::default();
    if links.links.is_empty() {
        return found;
    }
    let places = Places::new(versions);
    for link in &links.links {
        for judgement in [Judgement::forward(link), Judgement::backward(link)] {
            let Sides { before, after } = &judgement.clauses;
            for pair in places.pairs(before, after) {
                found.entry(pair).or_default().push(judgement.clone());
            }
        }
    }
    found
}

/// What a text says by way of other clauses.
struct Across<'a, 'm> {
    references: References<'a, 'm>,
    definitions: Definitions<'a>,
}

impl Across<'_, '_> {
    /// Adds what it finds to a change of related clauses.
    fn tell(&self, versions: Sides<&Version>, change: &mut Change) {
        let Change { clauses, text, .. } = &*change;
        let mut found = self.references.of(clauses, text);
        if change.kind != Kind::Unchanged {
            found.extend(self.definitions.of(clauses, text));
        }
        if !found.is_empty() {
            change.signals.extend(found);
            change.class = class::of(change.kind, &change.signals, versions, &change.clauses);
        }
    }
}

/// One group of pairs as a change.
fn told<'a>(
    versions: Sides<&'a Version>,
    matching: &Matching,
    group: Group,
    moved: bool,
    (parties, names): (&Parties<'a>, &Names<'a>),
    judgements: &Judgements,
) -> Change<'a> {
    let lead = &matching.pairs[group.lead];
    let clauses = Sides {
        before: versions.before.clause(lead.clauses.before),
        after: versions.after.clause(lead.clauses.after),
    };
    let kind = group.kind(versions, parties);
    let terms = terms::changes(versions, &group.clauses);
    let mut signals = signals::of(versions, parties, names, &group.clauses, clauses, &terms);
    let mut text = Vec::new();
    if kind != Kind::Unchanged {
        let texts = group.texts(versions);
        text = redline_of(&texts);
        let texts = texts.as_ref().map(Cow::as_ref);
        if texts.before != texts.after {
            let frame = Frame::of(&text);
            let facts = Facts::read(
                texts.map(|text| frame.inner(text)),
                versions.map(|version| version.lang.as_deref()),
            );
            let inner = units::whole(
                frame.cut(text),
                texts.map(|text| frame.inner(text)),
                &facts.units(),
            );
            signals.extend(facts.findings(&inner, names, &terms));
            text = frame.around(inner);
        }
    }
    Change {
        kind,
        moved,
        renumbered: clauses.before.number != clauses.after.number,
        retitled: clauses.before.heading != clauses.after.heading,
        class: class::of(kind, &signals, versions, &group.clauses),
        evidence: Some(weakest(matching, &group)),
        nearest: Vec::new(),
        judgements: judgements_of(matching, &group, judgements),
        balance: Balance::of(kind, &group.clauses, versions, &text),
        text,
        terms,
        signals,
        clauses: group.clauses,
    }
}

/// Borrowed from the clauses, but where a text was joined from several.
fn redline_of<'a>(texts: &Sides<Cow<'a, str>>) -> Vec<Edit<'a>> {
    match texts {
        Sides {
            before: Cow::Borrowed(before),
            after: Cow::Borrowed(after),
        } => words::redline(before, after),
        Sides { before, after } => {
            let edits = words::redline(before, after).into_iter();
            edits.map(Edit::into_owned).collect()
        }
    }
}

/// The evidence of the lead pair, with the confidence of the least certain one.
fn weakest(matching: &Matching, group: &Group) -> Evidence {
    let least = group
        .pairs
        .iter()
        .map(|&pair| matching.pairs[pair].evidence.confidence)
        .min();
    let lead = matching.pairs[group.lead].evidence.clone();
    Evidence {
        confidence: least.unwrap_or(lead.confidence),
        ..lead
    }
}

fn judgements_of(matching: &Matching, group: &Group, judgements: &Judgements) -> Vec<Judgement> {
    let mut found: Vec<Judgement> = Vec::new();
    for &pair in &group.pairs {
        for judgement in judgements
            .get(&matching.pairs[pair].clauses)
            .into_iter()
            .flatten()
        {
            if !found.contains(judgement) {
                found.push(judgement.clone());
            }
        }
    }
    found
}

/// Clauses of either side that are in no pair.
fn left_over(versions: Sides<&Version>, matching: &Matching) -> Vec<Matter> {
    let mut paired = versions.map(|version| vec![false; version.clauses.len()]);
    for pair in &matching.pairs {
        paired.before[pair.clauses.before.get()] = true;
        paired.after[pair.clauses.after.get()] = true;
    }
    let on = |side: Side| {
        let clauses = paired.get(side).iter().enumerate();
        let free = clauses.filter(|(_, is_paired)| !**is_paired);
        free.map(move |(at, _)| Matter::Alone {
            side,
            clause: ClauseIndex::new(at),
        })
    };
    Side::BOTH.into_iter().flat_map(on).collect()
}

fn alone<'a>(
    versions: Sides<&'a Version>,
    matching: &Matching,
    side: Side,
    clause: ClauseIndex,
) -> Change<'a> {
    let text = &versions.get(side).clause(clause).text;
    let nearest = matching.nearest.of(side, clause).to_vec();
    Change::alone(side, clause, text, nearest)
}
