//! Terms over several versions, named or in figures of the texts, ready to be shown.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::discriminant;
use std::rc::Rc;

use super::clause::ClauseView;
use super::diff::TermLine;
use super::filter::Filter;
use super::remarks::{counted, hidden, skipped};
use super::table::shows;
use super::version::VersionHead;
use super::wording::direction_word;
use crate::diff::{Direction, TermChange};
use crate::lineage::{
    Apart, Approach, Figures, Held, Lineage, PositionStory, Since, TermStory, terms,
};
use crate::matching::Skipped;
use crate::model::{Clause, ClauseIndex, Number, Quantity, Sides, TermValue, Version};

/// Every named term and every figure of the texts with its values in each version: what every view of
/// `table --terms` prints.
#[derive(Clone, Debug, PartialEq)]
pub struct TermsReport<'a> {
    /// The columns, in order.
    pub versions: Vec<VersionHead>,
    /// By topic, then as they stand in the newest version that has them.
    pub rows: Vec<TermRow<'a>>,
    /// How many rows the filter hid.
    pub hidden: usize,
    /// Positions in words alone of the clauses in the rows, which no row has.
    pub in_words: usize,
    /// What was not looked at, and why.
    pub skipped: Vec<Skipped>,
}

/// One term through all versions.
#[derive(Clone, Debug, PartialEq)]
pub struct TermRow<'a> {
    /// The author's name for it; of a figure of the text, what it counts.
    pub name: &'a str,
    /// It stands in texts alone.
    pub is_in_text: bool,
    /// Topic of its latest clause that has one.
    pub topic: Option<&'a str>,
    /// Heading of its latest clause that has one.
    pub heading: Option<&'a str>,
    /// The clause that has it, for each version; shared by the terms of one clause.
    pub clauses: Vec<Option<Rc<ClauseView<'a>>>>,
    /// What the clause itself says, for each version.
    pub cells: Vec<Option<TermCell<'a>>>,
    /// What each party wants.
    pub positions: Vec<PositionRow<'a>>,
    /// How far each two parties are apart.
    pub distances: Vec<DistanceRow<'a>>,
}

/// What one party wants of a term.
#[derive(Clone, Debug, PartialEq)]
pub struct PositionRow<'a> {
    /// Its name.
    pub party: &'a str,
    /// One for each version.
    pub cells: Vec<Option<TermCell<'a>>>,
}

/// A value in one version, or that it is gone.
#[derive(Clone, Debug, PartialEq)]
pub struct TermCell<'a> {
    /// Its value; `None` in the first version without it after one that has it.
    pub value: Option<&'a TermValue>,
    /// Which way it went since it was last seen; `None` for the same value, and in the
    /// first version.
    pub change: Option<Direction>,
    /// How far, with its sign: of numbers of one kind, and of dates in days.
    pub difference: Option<Number>,
    /// The same as a share of the old number in percent, rounded half away from zero.
    pub percent: Option<i64>,
    /// The id of the version that it is compared with, where that is not the one before.
    pub since: Option<String>,
    /// What became of it in words: "lowered by 800 (-67 %)"; empty in the first version.
    pub outcome: String,
}

/// How far two parties are apart.
#[derive(Clone, Debug, PartialEq)]
pub struct DistanceRow<'a> {
    /// Their names.
    pub parties: [&'a str; 2],
    /// One for each version.
    pub cells: Vec<Option<DistanceCell<'a>>>,
}

/// A distance in one version.
#[derive(Clone, Debug, PartialEq)]
pub struct DistanceCell<'a> {
    /// Never negative.
    pub distance: Number,
    /// What is counted.
    pub unit: Option<&'a str>,
    /// `Higher` where they are farther apart than when last seen, `Lower` where nearer.
    pub change: Option<Direction>,
    /// By how much, with its sign; `None` where it cannot be compared.
    pub difference: Option<Number>,
    /// Who moved.
    pub moves: Vec<MoveView<'a>>,
    /// The id of the version that it is compared with, where that is not the one before.
    pub since: Option<String>,
}

/// A step of one party with regard to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoveView<'a> {
    /// Who moved.
    pub party: &'a str,
    /// With regard to whom.
    pub other: &'a str,
    /// How far, never negative.
    pub by: Number,
    /// Towards where the other one stood, else away from it.
    pub is_towards: bool,
}

impl<'a> TermsReport<'a> {
    /// What `filter` lets through of the terms of a lineage: those of which a clause
    /// passes, and a change of whose thread does.
    pub fn new(lineage: &Lineage<'a>, figures: &'a Figures, filter: &Filter) -> Self {
        let (stories, mut skipped) = terms(lineage, figures);
        let threads: Vec<bool> = lineage
            .threads
            .iter()
            .map(|thread| shows(filter, lineage, thread))
            .collect();
        let all = stories.len();
        let shown = stories.into_iter().filter(|story| {
            threads[story.thread] && filter.shows_any(&clauses(&lineage.versions, story))
        });
        let shown: Vec<TermStory> = shown.collect();
        skipped.splice(0..0, lineage.skipped.iter().cloned());
        Self {
            versions: VersionHead::beside(&lineage.versions),
            hidden: all - shown.len(),
            rows: rows(&lineage.versions, &shown),
            in_words: in_words(&lineage.versions, &shown),
            skipped,
        }
    }

    /// The rows that a view shows: those not folded, unless `all` is wanted.
    pub fn shown(&self, all: bool) -> impl Iterator<Item = &TermRow<'a>> {
        self.rows.iter().filter(move |row| all || !row.is_folded())
    }

    /// "41 terms that are words and nowhere changed not shown (--all shows them)".
    pub fn folded_sentence(&self) -> Option<String> {
        let folded = self.rows.len() - self.shown(false).count();
        let terms = counted(folded, "term");
        let (are, them) = if folded == 1 {
            ("is", "it")
        } else {
            ("are", "them")
        };
        let said = || {
            format!("{terms} that {are} words and nowhere changed not shown (--all shows {them})")
        };
        (folded > 0).then(said)
    }

    /// One sentence on each thing that a reader of the rows must know.
    pub fn remarks(&self) -> Vec<String> {
        let has_any = !self.rows.is_empty() || self.hidden > 0;
        let none = (!has_any).then(|| "no clause has a named term or a figure".into());
        let in_words = (self.in_words > 0).then(|| {
            let positions = counted(self.in_words, "position");
            format!("{positions} in words alone on these clauses: see the table without --terms")
        });
        let skipped = self.skipped.iter().map(skipped);
        let hidden = hidden(self.hidden, "term");
        none.into_iter()
            .chain(in_words)
            .chain(hidden)
            .chain(skipped)
            .collect()
    }
}

fn rows<'a>(versions: &[&'a Version], stories: &[TermStory<'a>]) -> Vec<TermRow<'a>> {
    let mut views: BTreeMap<(usize, ClauseIndex), Rc<ClauseView>> = BTreeMap::new();
    let mut view = |at: usize, clause| {
        let view = || Rc::new(ClauseView::new(versions[at], clause));
        Rc::clone(views.entry((at, clause)).or_insert_with(view))
    };
    let row = |story: &TermStory<'a>| {
        let places = story.clauses.iter().enumerate();
        let clauses = places.map(|(at, clause)| clause.map(|clause| view(at, clause)));
        let clauses = clauses.collect();
        TermRow::new(versions, story, clauses)
    };
    stories.iter().map(row).collect()
}

/// The clauses that have a term.
fn clauses<'a>(versions: &[&'a Version], story: &TermStory) -> Vec<(&'a Version, &'a Clause)> {
    let both = story.clauses.iter().zip(versions);
    both.filter_map(|(clause, version)| Some((*version, version.clause((*clause)?))))
        .collect()
}

/// Positions without terms on the clauses of these stories, each once.
fn in_words(versions: &[&Version], stories: &[TermStory]) -> usize {
    let places = stories.iter().flat_map(|story| {
        let places = story.clauses.iter().enumerate();
        places.filter_map(|(at, clause)| Some((at, (*clause)?)))
    });
    let places: BTreeSet<_> = places.collect();
    let positions = places
        .into_iter()
        .flat_map(|(at, clause)| &versions[at].clause(clause).positions);
    positions
        .filter(|position| position.terms.is_empty())
        .count()
}

impl<'a> TermRow<'a> {
    fn new(
        versions: &[&'a Version],
        story: &TermStory<'a>,
        clauses: Vec<Option<Rc<ClauseView<'a>>>>,
    ) -> Self {
        let position = |position: &PositionStory<'a>| PositionRow::new(versions, position);
        let distances = story.distances.iter();
        Self {
            name: story.name,
            is_in_text: story.is_in_text,
            topic: story.topic(versions),
            heading: story.heading(versions),
            clauses,
            cells: cells(versions, &story.own),
            positions: story.positions.iter().map(position).collect(),
            distances: distances
                .map(|apart| DistanceRow::new(versions, story, apart))
                .collect(),
        }
    }

    /// "personnel", "days, in the text".
    pub fn title(&self) -> String {
        let place = if self.is_in_text { ", in the text" } else { "" };
        format!("{}{place}", self.name)
    }

    /// True if there is something to say of a version.
    pub fn speaks_of(&self, version: usize) -> bool {
        self.all_cells().any(|cells| cells[version].is_some())
    }

    /// True if some value of it went somewhere.
    pub fn is_turned(&self) -> bool {
        let mut cells = self.all_cells().flatten().flatten();
        cells.any(|cell| cell.change.is_some())
    }

    /// True if its values are words, or yes and no, and no two of them in a row differ:
    /// there is nothing to measure and nothing that went anywhere.
    pub fn is_folded(&self) -> bool {
        let mut cells = self.all_cells().flatten().flatten();
        cells.all(|cell| {
            let is_in_words = matches!(
                cell.value,
                None | Some(TermValue::Text(_) | TermValue::Boolean(_))
            );
            is_in_words && cell.change != Some(Direction::Changed)
        })
    }

    fn all_cells(&self) -> impl Iterator<Item = &Vec<Option<TermCell<'a>>>> {
        let positions = self.positions.iter().map(|position| &position.cells);
        std::iter::once(&self.cells).chain(positions)
    }
}

impl<'a> PositionRow<'a> {
    /// "Ukraine: removed" would speak of Ukraine.
    fn new(versions: &[&Version], position: &PositionStory<'a>) -> Self {
        let mut cells = cells(versions, &position.values);
        for cell in cells.iter_mut().flatten() {
            if let Some(Direction::Added | Direction::Removed) = cell.change {
                cell.outcome.insert_str(0, "position ");
            }
        }
        Self {
            party: position.party,
            cells,
        }
    }
}

fn cells<'a>(versions: &[&Version], course: &[Option<Held<'a>>]) -> Vec<Option<TermCell<'a>>> {
    let cell = |(at, held): (usize, &Option<Held<'a>>)| match held {
        Some(held) => Some(TermCell::new(versions, at, held)),
        None => {
            let was_there = at > 0 && course[at - 1].is_some();
            was_there.then(TermCell::removed)
        }
    };
    course.iter().enumerate().map(cell).collect()
}

impl<'a> TermCell<'a> {
    fn new(versions: &[&Version], at: usize, held: &Held<'a>) -> Self {
        let mut cell = Self {
            value: Some(held.value),
            change: None,
            difference: None,
            percent: None,
            since: None,
            outcome: String::new(),
        };
        match &held.since {
            Some(since) => cell.compare(versions, at, since),
            None if at > 0 => cell.turn(Direction::Added),
            None => {}
        }
        cell
    }

    fn removed() -> Self {
        let mut cell = Self {
            value: None,
            change: None,
            difference: None,
            percent: None,
            since: None,
            outcome: String::new(),
        };
        cell.turn(Direction::Removed);
        cell
    }

    /// A turn that needs no other words.
    fn turn(&mut self, direction: Direction) {
        self.change = Some(direction);
        self.outcome = direction_word(direction).into();
    }

    fn compare(&mut self, versions: &[&Version], at: usize, since: &Since) {
        self.outcome = "same".into();
        if let Some(change) = &since.change {
            let delta = change.delta();
            self.change = Some(change.direction);
            self.percent = delta.and_then(|delta| delta.percent);
            self.difference = delta.map_or_else(
                || days(change).map(Number::whole),
                |delta| Some(signed(delta.amount, change.direction)),
            );
            self.outcome = outcome(change);
        }
        self.since = named_since(versions, at, since.version);
        if let Some(since) = &self.since {
            let with = if self.change.is_none() {
                " as in"
            } else {
                ", compared with"
            };
            self.outcome += &format!("{with} {since}");
        }
    }

    /// What stands before its outcome, so that meaning never hangs on colour.
    pub fn sign(&self) -> &'static str {
        match self.change {
            None => "=",
            Some(Direction::Added) => "+",
            Some(Direction::Removed) => "-",
            Some(_) => "~",
        }
    }

    /// "~ lowered by 800 (-67 %)"; `None` in the first version.
    pub fn turned(&self) -> Option<String> {
        (!self.outcome.is_empty()).then(|| format!("{} {}", self.sign(), self.outcome))
    }
}

/// The id of the version compared with, unless it is the one before.
fn named_since(versions: &[&Version], at: usize, since: usize) -> Option<String> {
    (since + 1 < at).then(|| versions[since].id.to_string())
}

fn signed(amount: Number, direction: Direction) -> Number {
    let negative = || match amount.as_whole() {
        Some(whole) => Some(Number::whole(-whole)),
        None => Number::fraction(-amount.as_f64()),
    };
    if direction == Direction::Lower {
        negative().unwrap_or(amount)
    } else {
        amount
    }
}

/// From the day before to the day after.
fn days(change: &TermChange) -> Option<i64> {
    match (&change.values.before, &change.values.after) {
        (Some(TermValue::Date(before)), Some(TermValue::Date(after))) => before.days_until(*after),
        _ => None,
    }
}

/// "lowered by 800 (-67 %)", "later by 30 days", "added: West; removed: East".
fn outcome(change: &TermChange) -> String {
    if let Some(days) = days(change) {
        let word = direction_word(change.direction);
        let days = counted(days.unsigned_abs() as usize, "day");
        return format!("{word} by {days}");
    }
    match (&change.values.before, &change.values.after) {
        (Some(TermValue::List(before)), Some(TermValue::List(after))) => members(before, after),
        (Some(TermValue::Quantity(before)), Some(TermValue::Quantity(after)))
            if change.direction == Direction::Changed =>
        {
            of_another_kind(before, after)
        }
        _ => TermLine::new(change).outcome().to_owned(),
    }
}

fn members(before: &[String], after: &[String]) -> String {
    let parts = [("added", after, before), ("removed", before, after)];
    let said = parts.into_iter().filter_map(|(word, of, but)| {
        let but: BTreeSet<&String> = but.iter().collect();
        let only: Vec<&str> = of
            .iter()
            .filter(|item| !but.contains(item))
            .map(String::as_str)
            .collect();
        (!only.is_empty()).then(|| format!("{word}: {}", only.join(", ")))
    });
    let said: Vec<String> = said.collect();
    if said.is_empty() {
        // One of them is there more often than before.
        direction_word(Direction::Changed).into()
    } else {
        said.join("; ")
    }
}

/// "changed: another bound, raised by 300 (+75 %)".
fn of_another_kind(before: &Quantity, after: &Quantity) -> String {
    let is_other_unit = before.unit != after.unit;
    let is_other_bound = discriminant(&before.bound) != discriminant(&after.bound);
    let kind = match (is_other_bound, is_other_unit) {
        (true, true) => "changed: another bound and another unit",
        (true, false) => "changed: another bound",
        (false, true) => "changed: another unit",
        (false, false) => direction_word(Direction::Changed),
    };
    let number = |quantity: &Quantity| Some(TermValue::Number(quantity.bound.single()?));
    let (Some(a), Some(b), false) = (number(before), number(after), is_other_unit) else {
        return kind.into();
    };
    let step = TermChange::of("", Sides::new(Some(&a), Some(&b)));
    let step = step.map(|change| TermLine::new(&change).outcome().to_owned());
    format!("{kind}, {}", step.as_deref().unwrap_or("the same number"))
}

impl<'a> DistanceRow<'a> {
    /// "Russia and Ukraine".
    pub fn named(&self) -> String {
        self.parties.join(" and ")
    }

    fn new(versions: &[&Version], story: &TermStory<'a>, apart: &Apart) -> Self {
        let parties = apart.parties.map(|party| story.positions[party].party);
        let wanted = &story.positions[apart.parties[0]].values;
        let cells = apart.distances.iter().enumerate().map(|(at, distance)| {
            let (distance, approach) = distance.as_ref()?;
            let value = wanted[at].as_ref()?.value;
            let mut cell = DistanceCell {
                distance: *distance,
                unit: unit(value),
                change: None,
                difference: None,
                moves: Vec::new(),
                since: None,
            };
            if let Some(approach) = approach {
                cell.compare(versions, at, parties, approach);
            }
            Some(cell)
        });
        Self {
            parties,
            cells: cells.collect(),
        }
    }
}

fn unit(value: &TermValue) -> Option<&str> {
    match value {
        TermValue::Quantity(quantity) => quantity.unit.as_deref(),
        _ => None,
    }
}

impl<'a> DistanceCell<'a> {
    fn compare(
        &mut self,
        versions: &[&Version],
        at: usize,
        parties: [&'a str; 2],
        approach: &Approach,
    ) {
        let moves = approach.moves.iter().enumerate();
        let moves = moves.filter_map(|(party, step)| {
            let step = (*step)?;
            Some(MoveView {
                party: parties[party],
                other: parties[1 - party],
                by: step.by,
                is_towards: step.is_towards,
            })
        });
        self.moves = moves.collect();
        self.change = approach.direction;
        let direction = approach.direction.unwrap_or(Direction::Higher);
        self.difference = Some(signed(approach.by, direction));
        self.since = named_since(versions, at, approach.version);
    }

    /// "800 persons apart, 200 less: South moved 200 towards North".
    pub fn sentence(&self) -> String {
        let unit = self
            .unit
            .map_or_else(String::new, |unit| format!(" {unit}"));
        let apart = if self.distance == Number::whole(0) {
            "want the same".into()
        } else {
            format!("{}{unit} apart", self.distance)
        };
        let Some(difference) = self.difference else {
            return apart;
        };
        let by = signed(difference, self.change.unwrap_or(Direction::Higher));
        let turn = match (self.change, &self.since) {
            (None, None) => "as before".into(),
            (None, Some(since)) => format!("as in {since}"),
            (Some(change), since) => {
                let word = if change == Direction::Lower {
                    "less"
                } else {
                    "more"
                };
                let than = since.as_ref().map(|since| format!(" than in {since}"));
                format!("{by} {word}{}", than.unwrap_or_default())
            }
        };
        if self.moves.is_empty() {
            return format!("{apart}, {turn}");
        }
        let moves: Vec<String> = self.moves.iter().map(MoveView::sentence).collect();
        let moves = moves.join("; ");
        format!("{apart}, {turn}: {moves}")
    }
}

impl MoveView<'_> {
    /// "South moved 200 towards North".
    pub fn sentence(&self) -> String {
        let Self {
            party, other, by, ..
        } = self;
        let way = if self.is_towards {
            "towards"
        } else {
            "away from"
        };
        format!("{party} moved {by} {way} {other}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Bound, Date};

    #[track_caller]
    fn check(before: TermValue, after: TermValue, expected: &str) {
        let change = TermChange::of("x", Sides::new(Some(&before), Some(&after)));
        assert_eq!(outcome(&change.expect("the values differ")), expected);
    }

    fn quantity(bound: Bound, unit: &str) -> TermValue {
        let unit = Some(unit.into());
        TermValue::Quantity(Quantity { bound, unit })
    }

    fn date(text: &str) -> TermValue {
        TermValue::Date(Date::parse(text).unwrap())
    }

    fn list(items: &[&str]) -> TermValue {
        TermValue::List(items.iter().map(|&item| item.into()).collect())
    }

    #[test]
    fn numbers_say_how_far_they_went() {
        let at_most = |number| quantity(Bound::AtMost(Number::whole(number)), "persons");
        check(at_most(1200), at_most(400), "lowered by 800 (-67 %)");
        check(at_most(600), at_most(800), "raised by 200 (+33 %)");
    }

    #[test]
    fn another_bound_or_unit_is_named() {
        let number = Number::whole;
        let at_most = |value, unit| quantity(Bound::AtMost(number(value)), unit);
        let exactly = |value, unit| quantity(Bound::Exactly(number(value)), unit);
        check(
            at_most(800, "persons"),
            exactly(800, "persons"),
            "changed: another bound, the same number",
        );
        check(
            at_most(400, "persons"),
            exactly(700, "persons"),
            "changed: another bound, raised by 300 (+75 %)",
        );
        check(
            at_most(4, "days"),
            at_most(4, "weeks"),
            "changed: another unit",
        );
        check(
            at_most(4, "days"),
            exactly(4, "weeks"),
            "changed: another bound and another unit",
        );
    }

    #[test]
    fn dates_say_by_how_many_days_where_they_have_days() {
        check(date("2027-01-01"), date("2027-01-31"), "later by 30 days");
        check(date("2027-01-02"), date("2027-01-01"), "earlier by 1 day");
        check(date("2027-01"), date("2028"), "later");
    }

    #[test]
    fn lists_say_who_came_and_who_went() {
        check(
            list(&["East", "West"]),
            list(&["West", "North", "South"]),
            "added: North, South; removed: East",
        );
        check(list(&["East"]), list(&["East", "East"]), "changed");
    }
}
