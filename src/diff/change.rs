//! One change, and how many there are.

use super::edit::{Edit, Op};
use super::signals::Signal;
use super::terms::TermChange;
use crate::matching::{Evidence, Rival, Score};
use crate::model::{ClauseIndex, ClauseRef, Link, Relation, Side, Sides, Version};
use crate::text::token::{TokenKind, tokens, word_count};

/// What became of clauses: how many of each side belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// One to one; heading and text are the same bytes; terms, positions, modality,
    /// parties and status the same values. Number and place may differ.
    Unchanged,
    /// One to one, and something differs.
    Changed,
    /// One became several.
    Split,
    /// Several became one.
    Merged,
    /// Only in the after version.
    Added,
    /// Only in the before version.
    Dropped,
}

/// How much a change matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Nothing changed.
    None,
    /// Only punctuation, case, diacritics, quotes or wrapping.
    Cosmetic,
    /// Words differ, and nothing was found.
    Reworded,
    /// With a finding; also every added and dropped clause.
    Substantive,
}

/// One change: which clauses, what became of them, and why we think so.
#[derive(Clone, Debug, PartialEq)]
pub struct Change<'a> {
    /// How many of each side belong together.
    pub kind: Kind,
    /// The clauses, in the order of their version; empty on one side for added and dropped.
    pub clauses: Sides<Vec<ClauseIndex>>,
    /// Out of order, by the smallest set of moves that explains the order.
    pub moved: bool,
    /// The printed number differs.
    pub renumbered: bool,
    /// The heading differs.
    pub retitled: bool,
    /// How much it matters.
    pub class: Class,
    /// What the relation rests on; `None` for added and dropped.
    pub evidence: Option<Evidence>,
    /// For added and dropped: up to three candidates that were not claimed, the likeliest first.
    pub nearest: Vec<Rival>,
    /// What people decided about these clauses.
    pub judgements: Vec<Judgement>,
    /// For split and merged: where the words went.
    pub balance: Option<Balance>,
    /// Redline of the texts; of several clauses, joined by one newline. Empty for unchanged.
    pub text: Vec<Edit<'a>>,
    /// Terms whose value differs, by name in the order of the before version.
    pub terms: Vec<TermChange>,
    /// Findings, each about one fact.
    pub signals: Vec<Signal>,
}

impl<'a> Change<'a> {
    /// A clause without a partner.
    pub(super) fn alone(
        side: Side,
        index: ClauseIndex,
        text: &'a str,
        nearest: Vec<Rival>,
    ) -> Self {
        let (kind, op) = match side {
            Side::Before => (Kind::Dropped, Op::Delete),
            Side::After => (Kind::Added, Op::Insert),
        };
        let mut clauses = Sides::<Vec<ClauseIndex>>::default();
        clauses.get_mut(side).push(index);
        let text = if text.is_empty() {
            Vec::new()
        } else {
            vec![Edit {
                op,
                text: text.into(),
            }]
        };
        Self {
            kind,
            clauses,
            moved: false,
            renumbered: false,
            retitled: false,
            class: Class::Substantive,
            evidence: None,
            nearest,
            judgements: Vec::new(),
            balance: None,
            text,
            terms: Vec::new(),
            signals: Vec::new(),
        }
    }

    /// True if the relation is less sure than [`crate::matching::Confidence::SURE`].
    pub fn is_uncertain(&self) -> bool {
        self.evidence
            .as_ref()
            .is_some_and(|evidence| evidence.confidence.is_uncertain())
    }

    /// True if nothing at all differs: unchanged, in its place, with its number and heading.
    pub fn is_still(&self) -> bool {
        self.kind == Kind::Unchanged
            && !self.moved
            && !self.renumbered
            && !self.retitled
            && self.class == Class::None
    }
}

/// What people decided about a pair, read from before to after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// All clauses that the judgement names.
    pub clauses: Sides<Vec<ClauseRef>>,
    /// How the after side stands to the before side.
    pub relation: Relation,
    /// The reason they gave.
    pub why: Option<String>,
}

impl Judgement {
    pub(super) fn forward(link: &Link) -> Self {
        Self {
            clauses: Sides::new(link.before.clone(), link.after.clone()),
            relation: link.relation,
            why: link.why.clone(),
        }
    }

    pub(super) fn backward(link: &Link) -> Self {
        let forward = Self::forward(link);
        Self {
            clauses: forward.clauses.swapped(),
            relation: forward.relation.reversed(),
            ..forward
        }
    }
}

/// Where the words of a split went, or those of a merger came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balance {
    /// The clauses on the side of several.
    pub pieces: Vec<Piece>,
    /// Share of the before words that stand nowhere after.
    pub lost: Score,
    /// Share of the after words that stood nowhere before.
    pub new: Score,
}

/// One clause of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The clause.
    pub clause: ClauseIndex,
    /// Share of the single clause's words that it holds.
    pub share: Score,
}

impl Balance {
    /// Reads the balance off a redline of joined texts; `None` unless split or merged.
    pub(super) fn of(
        kind: Kind,
        clauses: &Sides<Vec<ClauseIndex>>,
        versions: Sides<&Version>,
        text: &[Edit],
    ) -> Option<Self> {
        let several = match kind {
            Kind::Split => Side::After,
            Kind::Merged => Side::Before,
            Kind::Unchanged | Kind::Changed | Kind::Added | Kind::Dropped => return None,
        };
        let count = |op: Op| {
            text.iter()
                .filter(|edit| edit.op == op)
                .map(|edit| word_count(&edit.text))
                .sum::<usize>()
        };
        let (kept, deleted, inserted) = (count(Op::Keep), count(Op::Delete), count(Op::Insert));
        let single = if several == Side::After {
            kept + deleted
        } else {
            kept + inserted
        };
        let kept_in = kept_words(
            text,
            several,
            &lengths(versions.get(several), clauses.get(several)),
        );
        let pieces = clauses.get(several).iter().zip(kept_in);
        Some(Self {
            pieces: pieces
                .map(|(&clause, kept)| Piece {
                    clause,
                    share: Score::ratio(kept, single),
                })
                .collect(),
            lost: Score::ratio(deleted, kept + deleted),
            new: Score::ratio(inserted, kept + inserted),
        })
    }
}

fn lengths(version: &Version, clauses: &[ClauseIndex]) -> Vec<usize> {
    clauses
        .iter()
        .map(|&clause| version.clause(clause).text.len())
        .collect()
}

/// Kept words by clause, where the texts of the clauses are joined by one newline.
pub(super) fn kept_words(text: &[Edit], side: Side, lengths: &[usize]) -> Vec<usize> {
    let mut kept = vec![0; lengths.len()];
    for (clause, _) in kept_word_places(text, side, lengths) {
        kept[clause] += 1;
    }
    kept
}

/// For each kept word, the clause it stands in and its byte offset in that clause.
pub(super) fn kept_word_places(
    text: &[Edit],
    side: Side,
    lengths: &[usize],
) -> Vec<(usize, usize)> {
    let mut ends = Vec::with_capacity(lengths.len());
    lengths.iter().fold(0, |start, length| {
        ends.push(start + length);
        start + length + 1
    });
    let mut places = Vec::new();
    let mut at = 0;
    for edit in text.iter().filter(|edit| edit.op.is_on(side)) {
        if edit.op == Op::Keep {
            let found = tokens(&edit.text).filter(|token| token.kind == TokenKind::Word);
            places.extend(found.map(|token| {
                let offset = at + token.at;
                let clause = ends.partition_point(|&end| end <= offset);
                (
                    clause,
                    offset - clause.checked_sub(1).map_or(0, |before| ends[before] + 1),
                )
            }));
        }
        at += edit.text.len();
    }
    places
}

/// How many changes of each kind and facet; one change may count under several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "each field counts the kind or facet it is named after"
)]
pub struct Counts {
    pub unchanged: usize,
    pub changed: usize,
    pub split: usize,
    pub merged: usize,
    pub added: usize,
    pub dropped: usize,
    pub moved: usize,
    pub renumbered: usize,
    pub retitled: usize,
    pub substantive: usize,
    pub uncertain: usize,
}

impl Counts {
    /// Counts each change once under its kind and once under each facet it has.
    pub fn of(changes: &[Change]) -> Self {
        let mut counts = Self::default();
        for change in changes {
            *counts.of_kind(change.kind) += 1;
            counts.moved += usize::from(change.moved);
            counts.renumbered += usize::from(change.renumbered);
            counts.retitled += usize::from(change.retitled);
            counts.substantive += usize::from(change.class == Class::Substantive);
            counts.uncertain += usize::from(change.is_uncertain());
        }
        counts
    }

    /// Counts what others counted as well.
    pub fn add(&mut self, other: &Self) {
        self.unchanged += other.unchanged;
        self.changed += other.changed;
        self.split += other.split;
        self.merged += other.merged;
        self.added += other.added;
        self.dropped += other.dropped;
        self.moved += other.moved;
        self.renumbered += other.renumbered;
        self.retitled += other.retitled;
        self.substantive += other.substantive;
        self.uncertain += other.uncertain;
    }

    fn of_kind(&mut self, kind: Kind) -> &mut usize {
        match kind {
            Kind::Unchanged => &mut self.unchanged,
            Kind::Changed => &mut self.changed,
            Kind::Split => &mut self.split,
            Kind::Merged => &mut self.merged,
            Kind::Added => &mut self.added,
            Kind::Dropped => &mut self.dropped,
        }
    }
}
