//! What references to clauses mean, before and after.
//!
//! A text may keep its words and come to speak of another clause: the clauses were
//! renumbered, or the one that was meant is gone. So references are compared by what they
//! name, and clauses whose text is unchanged are read, too. A number that only followed its
//! clause is no finding. What names no clause of the versions, or a clause of another text,
//! is compared as it is written.

mod align;
mod numbering;
mod read;
mod vocabulary;

use std::cell::OnceCell;
use std::ops::Range;

use numbering::{Numbering, Target};
use read::{Item, Reference, Scope};
use vocabulary::Vocabulary;

use super::edit::Edit;
use super::signals::{Direction, Remark, Signal, SignalKind};
use crate::matching::Matching;
use crate::model::{ClauseIndex, Side, Sides, Version};
use crate::text::normalize::folded;

/// The references of two versions whose clauses are paired.
pub(super) struct References<'a, 'm> {
    versions: Sides<&'a Version>,
    matching: &'m Matching,
    /// Some number names another clause than before, or none.
    is_renumbered: bool,
    /// Read when the first reference is met.
    world: OnceCell<World<'a>>,
}

/// What the numbers mean, and what became of it.
struct World<'a> {
    numbering: Sides<Numbering<'a>>,
    /// Pairs by their clause of that side, in its order.
    partners: Sides<Vec<(ClauseIndex, ClauseIndex)>>,
}

impl<'a, 'm> References<'a, 'm> {
    pub fn new(versions: Sides<&'a Version>, matching: &'m Matching) -> Self {
        Self {
            versions,
            matching,
            is_renumbered: is_renumbered(versions, matching),
            world: OnceCell::new(),
        }
    }

    /// Findings about the references of related clauses; `text` is the redline, empty for
    /// unchanged ones.
    pub fn of(&self, clauses: &Sides<Vec<ClauseIndex>>, text: &[Edit]) -> Vec<Signal> {
        let found = self.all(clauses, text).into_iter();
        found
            .filter(|signal| signal.direction != Direction::Followed)
            .collect()
    }

    /// The same, with those that only followed their clause.
    pub fn all(&self, clauses: &Sides<Vec<ClauseIndex>>, text: &[Edit]) -> Vec<Signal> {
        if text.is_empty() && !self.is_renumbered {
            return Vec::new();
        }
        let before = self.read(Side::Before, clauses);
        if before.is_empty() {
            return Vec::new();
        }
        let after = self.read_again(&before, clauses);
        let told = Sides { before, after };
        if told.after.is_empty() {
            return Vec::new();
        }
        let world = self
            .world
            .get_or_init(|| World::new(self.versions, self.matching));
        let told = Sides::make(|side| {
            let told = told.get(side).iter();
            told.map(|told| Meant::new(&world.numbering, side, told))
                .collect::<Vec<_>>()
        });
        let pairs = align::pairs(&told, text, |sides| world.is_same(sides));
        let pairs = pairs.into_iter().map(|(before, after)| Sides {
            before: &told.before[before],
            after: &told.after[after],
        });
        pairs.filter_map(|pair| world.signal(pair)).collect()
    }

    /// The references of the after side, which are those of the before side where a clause kept its
    /// text.
    fn read_again(&self, before: &[Told<'a>], clauses: &Sides<Vec<ClauseIndex>>) -> Vec<Told<'a>> {
        let same = |own: &Told<'a>| {
            let [clause] = *clauses.after.as_slice() else {
                return None;
            };
            let Sides { before, after } = self.versions.map(|version| &version.lang);
            let is_alone = clauses.before.len() == 1 && before == after;
            let is_kept = is_alone && self.versions.after.clause(clause).text == own.text;
            is_kept.then(|| Told {
                clause,
                reference: own.reference.clone(),
                ..*own
            })
        };
        let kept: Option<Vec<Told<'a>>> = before.iter().map(same).collect();
        kept.unwrap_or_else(|| self.read(Side::After, clauses))
    }

    /// References of the clauses with the place of each in their joined texts.
    fn read(&self, side: Side, clauses: &Sides<Vec<ClauseIndex>>) -> Vec<Told<'a>> {
        let version = *self.versions.get(side);
        let vocabulary = Vocabulary::of(version.lang.as_deref());
        let mut start = 0;
        let mut told = Vec::new();
        for &clause in clauses.get(side) {
            let text = version.clause(clause).text.as_str();
            let found = read::references(text, vocabulary).into_iter();
            told.extend(found.map(|reference| Told {
                clause,
                text,
                start,
                reference,
            }));
            start += text.len() + 1;
        }
        told
    }
}

/// True if a number, a parent or a clause came, went or changed.
fn is_renumbered(versions: Sides<&Version>, matching: &Matching) -> bool {
    let mut partner = vec![None; versions.before.clauses.len()];
    for pair in &matching.pairs {
        partner[pair.clauses.before.get()].get_or_insert(pair.clauses.after);
    }
    let is_same = |pair: Sides<ClauseIndex>| {
        let [before, after] = [
            versions.before.clause(pair.before),
            versions.after.clause(pair.after),
        ];
        let parent = before.parent.map(|parent| partner[parent.get()]);
        before.number == after.number && parent == after.parent.map(Some)
    };
    let counts = versions.map(|version| version.clauses.len());
    let pairs = &matching.pairs;
    counts.before != counts.after
        || counts.before != pairs.len()
        || partner.contains(&None)
        || !pairs.iter().all(|pair| is_same(pair.clauses))
}

/// A reference and where it is told.
struct Told<'a> {
    clause: ClauseIndex,
    text: &'a str,
    /// Where the text of the clause starts among those that are compared together.
    start: usize,
    reference: Reference<'a>,
}

impl Told<'_> {
    fn words(&self) -> &str {
        &self.text[self.reference.range.clone()]
    }
}

/// A reference and what it names.
struct Meant<'t, 'a> {
    told: &'t Told<'a>,
    /// One for each number, and those between the ends of a range.
    parts: Vec<Part<'t, 'a>>,
}

/// One number and what it names.
struct Part<'t, 'a> {
    item: &'t Item<'a>,
    target: Target,
    /// Not written, but between two that are.
    is_between: bool,
}

/// The atoms of a number, and whether it is the first of a range.
type Label<'t, 'a> = (&'t [&'a str], bool);

/// Ranges are seen through up to so many numbers.
const WIDEST_RANGE: u32 = 64;

impl<'t, 'a> Meant<'t, 'a> {
    fn new(numbering: &Sides<Numbering>, side: Side, told: &'t Told<'a>) -> Self {
        let numbering = numbering.get(side);
        let Reference {
            noun, scope, items, ..
        } = &told.reference;
        let target = |atoms: &[&str]| match scope {
            Scope::Other(_) => Target::Nothing,
            Scope::Own => numbering.target(*noun, atoms, told.clause, false),
            Scope::This => numbering.target(*noun, atoms, told.clause, true),
        };
        let mut parts = Vec::with_capacity(items.len());
        for (at, item) in items.iter().enumerate() {
            parts.push(Part {
                item,
                target: target(&item.atoms),
                is_between: false,
            });
            let next = items.get(at + 1).filter(|_| item.is_start);
            for number in next.map_or(0..0, |next| between(&item.atoms, &next.atoms)) {
                let number = number.to_string();
                let (_, above) = item.atoms.split_last().expect("an item has an atom");
                let atoms: Vec<&str> = above.iter().copied().chain([number.as_str()]).collect();
                parts.push(Part {
                    item,
                    target: target(&atoms),
                    is_between: true,
                });
            }
        }
        Self { told, parts }
    }

    fn written(&self) -> impl Iterator<Item = &Part<'t, 'a>> {
        self.parts.iter().filter(|part| !part.is_between)
    }

    /// True if it is known what each of its numbers names, be it nothing.
    fn is_clear(&self) -> bool {
        let is_own = !matches!(self.told.reference.scope, Scope::Other(_));
        is_own && self.parts.iter().all(|part| part.target != Target::Unclear)
    }

    /// How many of its numbers name nothing.
    fn gone(&self) -> usize {
        self.written()
            .filter(|part| part.target == Target::Nothing)
            .count()
    }

    /// True if one of its numbers names a clause.
    fn is_of_clause(&self) -> bool {
        self.written()
            .any(|part| matches!(part.target, Target::Clause(..)))
    }

    fn labels(&self) -> impl Iterator<Item = Label<'_, 'a>> {
        let items = self.told.reference.items.iter();
        items.map(|item| (item.atoms.as_slice(), item.is_start))
    }

    fn other(&self) -> Option<&'a str> {
        match self.told.reference.scope {
            Scope::Other(name) => Some(name),
            Scope::Own | Scope::This => None,
        }
    }
}

/// The numbers between the ends of a range that differ in the last atom.
fn between(first: &[&str], last: &[&str]) -> Range<u32> {
    let read = || {
        let (first, above) = first.split_last()?;
        let (last, others) = last.split_last()?;
        let [first, last]: [u32; 2] = [first.parse().ok()?, last.parse().ok()?];
        let is_one_level = above == others || others.is_empty();
        (is_one_level && first < last && last - first <= WIDEST_RANGE).then_some(first + 1..last)
    };
    read().unwrap_or(0..0)
}

impl<'a> World<'a> {
    fn new(versions: Sides<&'a Version>, matching: &Matching) -> Self {
        let pairs = || matching.pairs.iter().map(|pair| pair.clauses);
        let mut partners = Sides {
            before: pairs()
                .map(|pair| (pair.before, pair.after))
                .collect::<Vec<_>>(),
            after: pairs().map(|pair| (pair.after, pair.before)).collect(),
        };
        partners.before.sort_unstable();
        partners.after.sort_unstable();
        Self {
            numbering: versions.map(Numbering::new),
            partners,
        }
    }

    /// The clauses of the other side that a clause is paired with.
    fn partners(&self, side: Side, clause: ClauseIndex) -> &[(ClauseIndex, ClauseIndex)] {
        let all = self.partners.get(side);
        let start = all.partition_point(|(own, _)| *own < clause);
        let length = all[start..].partition_point(|(own, _)| *own == clause);
        &all[start..start + length]
    }

    /// True if both name the same, as it was renumbered.
    fn is_same(&self, sides: Sides<&Meant>) -> bool {
        self.direction(sides)
            .is_none_or(|direction| direction == Direction::Followed)
    }

    /// How what is named changed; `None` if it did not, and neither did its number.
    fn direction(&self, sides: Sides<&Meant>) -> Option<Direction> {
        let is_written_alike = is_written_alike(sides);
        let is_clear = sides.before.is_clear() && sides.after.is_clear();
        let is_own = sides.before.is_of_clause() || sides.after.is_of_clause();
        if !is_clear || !is_own {
            return (!is_written_alike).then_some(Direction::Elsewhere);
        }
        let gone = sides.map(Meant::gone);
        if gone.before < gone.after {
            Some(Direction::Dangling)
        } else if gone.before > gone.after {
            Some(Direction::Resolved)
        } else if !self.names_the_same(Side::Before, sides)
            || !self.names_the_same(Side::After, sides)
        {
            Some(Direction::Elsewhere)
        } else {
            (!is_written_alike).then_some(Direction::Followed)
        }
    }

    /// True if each clause that one side names is named by the other. Those within a range
    /// that have no partner came or went.
    fn names_the_same(&self, side: Side, sides: Sides<&Meant>) -> bool {
        let other = sides.get(side.other());
        sides.get(side).parts.iter().all(|part| {
            let Target::Clause(clause, told) = part.target else {
                return true;
            };
            let partners = self.partners(side, clause);
            let is_named = |&(_, partner): &(ClauseIndex, ClauseIndex)| {
                let own_end = &part.item.atoms[part.item.atoms.len() - told..];
                other.parts.iter().any(|part| {
                    let atoms = &part.item.atoms;
                    matches!(part.target, Target::Clause(clause, same) if clause == partner && same == told && is_same_label(&atoms[atoms.len() - same..], own_end))
                })
            };
            let may_be_new = part.is_between || (self.is_end_of_range(sides.get(side), part) && other.parts.len() > 1);
            partners.iter().any(is_named) || (partners.is_empty() && may_be_new)
        })
    }

    fn is_end_of_range(&self, meant: &Meant, part: &Part) -> bool {
        let mut items = meant.told.reference.items.windows(2);
        items.any(|two| two[0].is_start && two.iter().any(|item| item.atoms == part.item.atoms))
    }

    fn signal(&self, sides: Sides<&Meant>) -> Option<Signal> {
        let direction = self.direction(sides)?;
        let is_wrong = matches!(direction, Direction::Elsewhere | Direction::Dangling);
        let words = sides.map(|meant| meant.told.words().to_owned());
        let repair = is_wrong.then(|| self.repair(sides)).flatten();
        let repair = repair.filter(|repair| *repair != words.after);
        Some(Signal {
            kind: SignalKind::CrossReference,
            direction,
            words: words.map(Some),
            remark: repair.map(Remark::Repair),
        })
    }

    /// The reference as it should read after: with the numbers that the clauses have now.
    fn repair(&self, sides: Sides<&Meant>) -> Option<String> {
        let meant = sides.before;
        let told = meant.told;
        if !(meant.is_clear() && sides.after.is_clear()) {
            return None;
        }
        let mut changes: Vec<(Range<usize>, String)> = Vec::new();
        for part in meant.written() {
            let labels = self.labels(part, told, sides.after.told)?;
            changes.extend(part.item.labels.iter().cloned().zip(labels));
        }
        changes.sort_by_key(|(range, _)| range.start);
        changes.dedup();
        let mut repaired = String::new();
        let Range { start, end } = told.reference.range;
        let mut at = start;
        for (range, label) in changes {
            // One outer number of two inner ones that part company has no repair.
            repaired += told.text.get(at..range.start)?;
            repaired += &label;
            at = range.end;
        }
        Some(repaired + told.text.get(at..end)?)
    }

    /// How the number of a part is written after, piece by piece.
    fn labels(&self, part: &Part, told: &Told, after: &Told) -> Option<Vec<String>> {
        let Target::Clause(clause, inside) = part.target else {
            return None;
        };
        let [(_, partner)] = *self.partners(Side::Before, clause) else {
            return None;
        };
        let own = &part.item.atoms;
        let numbering = &self.numbering.after;
        let mut path = numbering.path(partner).to_vec();
        path.extend(&own[own.len() - inside..]);
        let is_right = |atoms: &[&str]| {
            let is_inside = told.reference.scope == Scope::This;
            let target = numbering.target(told.reference.noun, atoms, after.clause, is_inside);
            target == Target::Clause(partner, inside)
        };
        let start = path.len().checked_sub(own.len());
        let end = start
            .map(|start| &path[start..])
            .filter(|end| is_right(end));
        if let Some(end) = end {
            let mut atoms = end.iter();
            let labels = part.item.labels.iter();
            return Some(
                labels
                    .map(|label| rewritten(&told.text[label.clone()], &mut atoms))
                    .collect(),
            );
        }
        (part.item.labels.len() == 1 && is_right(&path)).then(|| vec![path.join(".")])
    }
}

/// A number with other atoms in the same dress: "3.2(b)" as "4.2(b)".
fn rewritten<'s>(label: &str, atoms: &mut impl Iterator<Item = &'s &'s str>) -> String {
    let mut rest = label;
    let mut written = String::new();
    for old in read::atoms(label) {
        let at = rest.find(old).unwrap_or(0);
        written += &rest[..at];
        written += atoms.next().copied().unwrap_or(old);
        rest = &rest[at + old.len()..];
    }
    written + rest
}

/// True if the numbers are the same, and so is the other text that they are of.
fn is_written_alike(sides: Sides<&Meant>) -> bool {
    let is_same_other = match (sides.before.other(), sides.after.other()) {
        (Some(before), Some(after)) => {
            let [before, after] = [before, after].map(folded);
            before.starts_with(&*after) || after.starts_with(&*before)
        }
        (None, None) => true,
        _ => false,
    };
    let [before, after] = [sides.before, sides.after];
    let is_same = |((a, is_start), (b, same)): (Label<'_, '_>, Label<'_, '_>)| {
        is_start == same && is_same_label(a, b)
    };
    is_same_other
        && before.labels().count() == after.labels().count()
        && before.labels().zip(after.labels()).all(is_same)
}

fn is_same_label(a: &[&str], b: &[&str]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| folded(a) == folded(b))
}
