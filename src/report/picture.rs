//! The flow of clauses through versions, ready to be drawn: a column for each version, a node for each
//! clause, a band for each relation.
//!
//! Widths are words: a clause is as thick as its text is long, and a band as thick at each end as the share
//! of the clause that it stands for. How that is laid out on a page is for the renderer.

use std::collections::BTreeMap;

use super::clause::ClauseView;
use super::version::VersionHead;
use super::wording::{class_word, kind_word};
use crate::diff::{Change, Class, Kind};
use crate::matching::Score;
use crate::model::{Clause, ClauseIndex, Side, Sides, Version};
use crate::text::token::word_count;

/// Several versions and what became of each clause between them.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture<'a> {
    /// In the order of the versions.
    pub columns: Vec<Column<'a>>,
    /// In the order of the versions they begin in, then of the clauses there.
    pub bands: Vec<Band>,
    /// The first parts of the topics, in the order in which they first appear.
    pub topics: Vec<&'a str>,
}

/// One version.
#[derive(Clone, Debug, PartialEq)]
pub struct Column<'a> {
    /// What names it.
    pub head: VersionHead,
    /// Its clauses in the order of the document.
    pub nodes: Vec<Node<'a>>,
}

/// One clause of one version.
#[derive(Clone, Debug, PartialEq)]
pub struct Node<'a> {
    /// The clause.
    pub clause: ClauseView<'a>,
    /// How many words its text has; at least 1, so that a heading without a text is seen.
    pub words: usize,
    /// Place of the first part of its topic in [`Picture::topics`].
    pub topic: Option<usize>,
    /// Place of the row or change that tells of it; `None` if a filter hid that.
    pub entry: Option<usize>,
    /// No clause of an earlier version leads to it, though there are earlier versions.
    pub is_born: bool,
    /// It leads to no clause of a later version, though there are later versions.
    pub is_dropped: bool,
}

/// A node: its column, and its place in that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Of the columns, the first is 0.
    pub column: usize,
    /// Of the nodes of the column, the first is 0.
    pub node: usize,
}

/// A clause that became another one, in the next version or, if it was gone for a while, a later one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// The clause it leads from, and the clause it leads to.
    pub ends: Sides<Place>,
    /// How much of the words of each clause it stands for. The bands at one side of a clause never have more
    /// words than the clause.
    pub words: Sides<usize>,
    /// "split, moved, substantive".
    pub said: String,
    /// True if nothing differs but perhaps its number or place.
    pub is_unchanged: bool,
    /// Less sure than 0.7.
    pub is_uncertain: bool,
    /// Place of the row or change that tells of it; `None` if a filter hid that.
    pub entry: Option<usize>,
}

/// A change between two of the columns, and where it is told.
pub(super) struct Flow<'c> {
    pub(super) columns: Sides<usize>,
    /// Those of the change that it leads between.
    pub(super) clauses: &'c Sides<Vec<ClauseIndex>>,
    pub(super) change: &'c Change<'c>,
    pub(super) entry: Option<usize>,
}

impl<'a> Picture<'a> {
    /// Draws `flows` between `versions`. Linear but for the bands of each clause, which are sorted.
    pub(super) fn new<'c>(
        versions: &[&'a Version],
        flows: impl IntoIterator<Item = Flow<'c>>,
    ) -> Self {
        let topics = Topics::of(versions);
        let heads = VersionHead::beside(versions);
        let columns = versions.iter().zip(heads).map(|(version, head)| Column {
            head,
            nodes: nodes(version, &topics),
        });
        let mut picture = Self {
            columns: columns.collect(),
            bands: Vec::new(),
            topics: topics.listed,
        };
        flows.into_iter().for_each(|flow| picture.add(&flow));
        picture
            .bands
            .sort_by_key(|band| (band.ends.before, band.ends.after));
        picture.trim(Side::Before);
        picture.trim(Side::After);
        picture.mark_ends();
        picture
    }

    /// How many clauses all columns have.
    pub fn clauses(&self) -> usize {
        self.columns.iter().map(|column| column.nodes.len()).sum()
    }

    /// The node at a place.
    pub fn node(&self, place: Place) -> &Node<'a> {
        &self.columns[place.column].nodes[place.node]
    }

    fn node_mut(&mut self, place: Place) -> &mut Node<'a> {
        &mut self.columns[place.column].nodes[place.node]
    }

    fn add(&mut self, flow: &Flow) {
        let change = flow.change;
        let place = |side: Side, clause: ClauseIndex| Place {
            column: *flow.columns.get(side),
            node: clause.get(),
        };
        for side in Side::BOTH {
            for &clause in flow.clauses.get(side) {
                let node = self.node_mut(place(side, clause));
                node.entry = node.entry.or(flow.entry);
            }
        }
        for &before in &flow.clauses.before {
            for &after in &flow.clauses.after {
                let ends = Sides::new(place(Side::Before, before), place(Side::After, after));
                let shares = shares(change, Sides::new(before, after));
                let words =
                    Sides::make(|side| part(self.node(*ends.get(side)).words, *shares.get(side)));
                self.bands.push(Band {
                    ends,
                    words,
                    said: said(change),
                    is_unchanged: change.kind == Kind::Unchanged && change.class == Class::None,
                    is_uncertain: change.is_uncertain(),
                    entry: flow.entry,
                });
            }
        }
    }

    /// Makes the bands at one side of each clause fit it: clauses that stand in several relations may have
    /// given the same words to more than one.
    fn trim(&mut self, side: Side) {
        let mut sums: BTreeMap<Place, usize> = BTreeMap::new();
        for band in &self.bands {
            *sums.entry(*band.ends.get(side)).or_default() += *band.words.get(side);
        }
        for at in 0..self.bands.len() {
            let place = *self.bands[at].ends.get(side);
            let (sum, room) = (sums[&place], self.node(place).words);
            if sum > room {
                let words = self.bands[at].words.get_mut(side);
                *words = *words * room / sum;
            }
        }
    }

    fn mark_ends(&mut self) {
        let last = self.columns.len().saturating_sub(1);
        for (at, column) in self.columns.iter_mut().enumerate() {
            for node in &mut column.nodes {
                (node.is_born, node.is_dropped) = (at > 0, at < last);
            }
        }
        for at in 0..self.bands.len() {
            let Sides { before, after } = self.bands[at].ends;
            self.node_mut(before).is_dropped = false;
            self.node_mut(after).is_born = false;
        }
    }
}

/// The first parts of topics.
struct Topics<'a> {
    listed: Vec<&'a str>,
    places: BTreeMap<&'a str, usize>,
}

impl<'a> Topics<'a> {
    fn of(versions: &[&'a Version]) -> Self {
        let mut topics = Self {
            listed: Vec::new(),
            places: BTreeMap::new(),
        };
        for clause in versions.iter().flat_map(|version| &version.clauses) {
            let Some(part) = first_part(clause) else {
                continue;
            };
            topics.places.entry(part).or_insert_with(|| {
                topics.listed.push(part);
                topics.listed.len() - 1
            });
        }
        topics
    }

    fn place(&self, clause: &Clause) -> Option<usize> {
        self.places.get(first_part(clause)?).copied()
    }
}

/// "security" of the topic security/forces.
fn first_part(clause: &Clause) -> Option<&str> {
    clause.topic.as_ref()?.as_str().split('/').next()
}

fn nodes<'a>(version: &'a Version, topics: &Topics) -> Vec<Node<'a>> {
    let node = |(index, clause): (ClauseIndex, &Clause)| Node {
        clause: ClauseView::new(version, index),
        words: word_count(&clause.text).max(1),
        topic: topics.place(clause),
        entry: None,
        is_born: false,
        is_dropped: false,
    };
    version.indexed().map(node).collect()
}

/// How much of each of two clauses stands in the relation of the two: of the single clause of a split or merger
/// the share of the piece, else all.
fn shares(change: &Change, clauses: Sides<ClauseIndex>) -> Sides<Score> {
    let mut shares = Sides::new(Score::ONE, Score::ONE);
    let single = match change.kind {
        Kind::Split => Side::Before,
        Kind::Merged => Side::After,
        Kind::Unchanged | Kind::Changed | Kind::Added | Kind::Dropped => return shares,
    };
    let piece = *clauses.get(single.other());
    let pieces = change.balance.iter().flat_map(|balance| &balance.pieces);
    let mut own = pieces.filter(|known| known.clause == piece);
    if let Some(found) = own.next() {
        *shares.get_mut(single) = found.share;
    }
    shares
}

/// At least one word, so that every relation is seen.
fn part(words: usize, share: Score) -> usize {
    let millionths = share.millionths() as usize;
    (words * millionths / 1_000_000).max(1)
}

/// "split, moved, substantive".
fn said(change: &Change) -> String {
    let words = [
        Some(kind_word(change.kind)),
        change.moved.then_some("moved"),
        (change.class != Class::None).then(|| class_word(change.class)),
        change.is_uncertain().then_some("uncertain"),
    ];
    words.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
