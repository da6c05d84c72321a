//! Terms by value.

use rustc_hash::FxHashMap;

use super::signals::Direction;
use crate::model::{Bound, ClauseIndex, Date, Number, Side, Sides, Term, TermValue, Version};

/// One term whose value differs between the sides; at least one side has it.
#[derive(Clone, Debug, PartialEq)]
pub struct TermChange {
    /// The author's name for it.
    pub name: String,
    /// What happened.
    pub direction: Direction,
    /// The value on each side.
    pub values: Sides<Option<TermValue>>,
}

/// How far a number went.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Delta {
    /// Distance, never negative.
    pub amount: Number,
    /// Signed share of the old number in percent, rounded half away from zero; `None`
    /// when the old number is zero.
    pub percent: Option<i64>,
}

impl TermChange {
    /// From one value to another, either perhaps missing; `None` where they are equal.
    pub fn of(name: &str, values: Sides<Option<&TermValue>>) -> Option<Self> {
        let values = values.map(|value| value.cloned());
        (values.before != values.after).then(|| Self {
            name: name.into(),
            direction: direction(&values),
            values,
        })
    }

    /// How far the number went, where both sides are one number of the same kind.
    pub fn delta(&self) -> Option<Delta> {
        self.numbers()
            .map(|numbers| Delta::between(numbers.before, numbers.after))
    }

    /// The numbers of a step up or down; `None` for ranges and for all other changes.
    pub(super) fn numbers(&self) -> Option<Sides<Number>> {
        let (before, after) = (self.values.before.as_ref()?, self.values.after.as_ref()?);
        let is_step = matches!(self.direction, Direction::Higher | Direction::Lower);
        is_step
            .then(|| Some(Sides::new(single(before)?, single(after)?)))
            .flatten()
    }
}

impl Delta {
    fn between(before: Number, after: Number) -> Self {
        let amount = match (before.as_whole(), after.as_whole()) {
            (Some(a), Some(b)) => i64::try_from(a.abs_diff(b)).ok().map(Number::whole),
            _ => None,
        };
        let (a, b) = (before.as_f64(), after.as_f64());
        let amount = amount
            .or_else(|| Number::fraction(tidy((a - b).abs())))
            .unwrap_or(Number::whole(i64::MAX));
        let share = ((b - a) / a.abs() * 100.0).round();
        Self {
            amount,
            percent: (a != 0.0).then_some(share as i64),
        }
    }
}

/// Rounds away the dust of binary fractions: 0.3 - 0.1 is 0.2.
fn tidy(value: f64) -> f64 {
    let scaled = value * 1e9;
    if scaled < 9e15 {
        scaled.round() / 1e9
    } else {
        value
    }
}

/// The one number of a value; a range has none.
fn single(value: &TermValue) -> Option<Number> {
    match value {
        TermValue::Number(number) => Some(*number),
        TermValue::Quantity(quantity) => quantity.bound.single(),
        TermValue::Text(_) | TermValue::Boolean(_) | TermValue::Date(_) | TermValue::List(_) => {
            None
        }
    }
}

/// The terms of related clauses whose values differ, by name: first those of the before
/// version in its order, then those only in the after version.
///
/// Where several clauses of a side have a term of one name, equal values of the two
/// sides are set aside first and the rest compared in order.
pub(super) fn changes(
    versions: Sides<&Version>,
    clauses: &Sides<Vec<ClauseIndex>>,
) -> Vec<TermChange> {
    let on = |side: Side| {
        let clauses = clauses
            .get(side)
            .iter()
            .map(move |&clause| versions.get(side).clause(clause));
        clauses.flat_map(|clause| &clause.terms).collect::<Vec<_>>()
    };
    between(&on(Side::Before), &on(Side::After))
}

/// The same for two lists of terms. Linear in the terms, but for several of one name.
pub(super) fn between(before: &[&Term], after: &[&Term]) -> Vec<TermChange> {
    if before.is_empty() && after.is_empty() {
        return Vec::new();
    }
    let mut places: FxHashMap<&str, usize> = FxHashMap::default();
    let mut named: Vec<(&str, Sides<Vec<TermValue>>)> = Vec::new();
    for (side, terms) in [(Side::Before, before), (Side::After, after)] {
        for term in terms {
            let place = *places.entry(&term.name).or_insert_with(|| {
                named.push((&term.name, Sides::default()));
                named.len() - 1
            });
            named[place].1.get_mut(side).push(term.value.clone());
        }
    }
    named
        .into_iter()
        .flat_map(|(name, values)| of_one_name(name, values))
        .collect()
}

fn of_one_name(name: &str, values: Sides<Vec<TermValue>>) -> Vec<TermChange> {
    let Sides {
        mut before,
        mut after,
    } = values;
    before.retain(
        |value| match after.iter().position(|other| other == value) {
            Some(at) => {
                after.remove(at);
                false
            }
            None => true,
        },
    );
    let longest = before.len().max(after.len());
    let (mut before, mut after) = (before.into_iter(), after.into_iter());
    let pair = |_| {
        let values = Sides::new(before.next(), after.next());
        TermChange {
            name: name.into(),
            direction: direction(&values),
            values,
        }
    };
    (0..longest).map(pair).collect()
}

fn direction(values: &Sides<Option<TermValue>>) -> Direction {
    match (&values.before, &values.after) {
        (None, _) => Direction::Added,
        (_, None) => Direction::Removed,
        (Some(before), Some(after)) => step(before, after),
    }
}

/// Numbers of one kind and unit go up or down, dates come earlier or later; all else is changed.
fn step(before: &TermValue, after: &TermValue) -> Direction {
    match (before, after) {
        (TermValue::Number(a), TermValue::Number(b)) => up_or_down(*a, *b),
        (TermValue::Date(a), TermValue::Date(b)) => sooner_or_later(*a, *b),
        (TermValue::Quantity(a), TermValue::Quantity(b)) if a.unit == b.unit => {
            of_bounds(a.bound, b.bound)
        }
        _ => Direction::Changed,
    }
}

fn of_bounds(before: Bound, after: Bound) -> Direction {
    match (before, after) {
        (Bound::Exactly(a), Bound::Exactly(b))
        | (Bound::AtMost(a), Bound::AtMost(b))
        | (Bound::AtLeast(a), Bound::AtLeast(b))
        | (Bound::About(a), Bound::About(b)) => up_or_down(a, b),
        (Bound::Range { from: a, to: b }, Bound::Range { from: c, to: d }) if c >= a && d >= b => {
            Direction::Higher
        }
        (Bound::Range { from: a, to: b }, Bound::Range { from: c, to: d }) if c <= a && d <= b => {
            Direction::Lower
        }
        _ => Direction::Changed,
    }
}

fn up_or_down(before: Number, after: Number) -> Direction {
    if after > before {
        Direction::Higher
    } else {
        Direction::Lower
    }
}

fn sooner_or_later(before: Date, after: Date) -> Direction {
    if after > before {
        Direction::Later
    } else {
        Direction::Earlier
    }
}

/// True if both lists have the same values under the same names, in any order.
pub(super) fn same_terms(before: &[Term], after: &[Term]) -> bool {
    before.len() == after.len()
        && between(
            &before.iter().collect::<Vec<_>>(),
            &after.iter().collect::<Vec<_>>(),
        )
        .is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Quantity;

    fn persons(bound: Bound) -> TermValue {
        TermValue::Quantity(Quantity {
            bound,
            unit: Some("persons".into()),
        })
    }

    fn at_most(number: i64) -> TermValue {
        persons(Bound::AtMost(Number::whole(number)))
    }

    #[track_caller]
    fn check(before: TermValue, after: TermValue, expected: Option<Direction>) {
        let term = |value| Term {
            name: "personnel".into(),
            value,
        };
        let (before, after) = (term(before), term(after));
        let found = between(&[&before], &[&after]);
        assert_eq!(found.first().map(|change| change.direction), expected);
        let back = between(&[&after], &[&before]);
        assert_eq!(
            back.first().map(|change| change.direction),
            expected.map(Direction::reversed)
        );
    }

    #[test]
    fn a_lowered_cap_says_by_how_much() {
        let values = Sides::new(Some(at_most(1200)), Some(at_most(400)));
        let change = TermChange {
            name: "personnel".into(),
            direction: direction(&values),
            values,
        };
        let delta = change.delta().unwrap();
        assert_eq!(
            (delta.amount, delta.percent),
            (Number::whole(800), Some(-67))
        );
    }

    #[test]
    fn quantities_of_one_kind_go_up_or_down() {
        check(at_most(1200), at_most(400), Some(Direction::Lower));
        check(at_most(400), at_most(400), None);
    }

    #[test]
    fn a_flipped_bound_or_another_unit_is_a_change_of_kind() {
        check(
            at_most(400),
            persons(Bound::AtLeast(Number::whole(900))),
            Some(Direction::Changed),
        );
        check(
            at_most(400),
            TermValue::Quantity(Quantity {
                bound: Bound::AtMost(Number::whole(9)),
                unit: None,
            }),
            Some(Direction::Changed),
        );
    }

    #[test]
    fn ranges_that_cross_are_changed() {
        let range = |from, to| {
            persons(Bound::Range {
                from: Number::whole(from),
                to: Number::whole(to),
            })
        };
        check(range(10, 15), range(12, 15), Some(Direction::Higher));
        check(range(10, 15), range(9, 16), Some(Direction::Changed));
    }

    #[test]
    fn the_order_of_a_list_does_not_count() {
        let list =
            |items: &[&str]| TermValue::List(items.iter().map(|&item| item.to_owned()).collect());
        check(list(&["East", "West"]), list(&["West", "East"]), None);
        check(
            list(&["East", "West"]),
            list(&["East"]),
            Some(Direction::Changed),
        );
    }
}
