//! Numbers in running text that changed.
//!
//! Compared by value, written in digits, with or without thousands separators. What a
//! number counts (money, days, a reference to a clause) is not looked at here.

use super::edit::{Edit, Op};
use super::signals::{Direction, Signal, SignalKind};
use super::terms::TermChange;
use crate::model::{Bound, Number, Quantity, Side, Sides, TermValue};
use crate::text::token::words;

/// One finding for each number that changed, came or went, in the order of the text.
///
/// Numbers that stand on both sides of an edit are set aside, and so are those that a
/// changed term already tells. If as many went as came they are compared in order.
pub(super) fn of(text: &[Edit], terms: &[TermChange]) -> Vec<Signal> {
    let mut numbers = Sides::make(|side| in_edits(text, side));
    let Sides { before, after } = &mut numbers;
    before.retain(
        |number| match after.iter().position(|other| other.value == number.value) {
            Some(at) => {
                after.remove(at);
                false
            }
            None => true,
        },
    );
    for side in Side::BOTH {
        numbers
            .get_mut(side)
            .retain(|number| !is_told(terms, side, number.value));
    }
    told(numbers)
}

struct Written {
    value: Number,
    words: String,
}

fn in_edits(text: &[Edit], side: Side) -> Vec<Written> {
    let edits = text
        .iter()
        .filter(|edit| edit.op != Op::Keep && edit.op.is_on(side));
    let found = edits.flat_map(|edit| words(&edit.text));
    found
        .filter_map(|word| {
            Some(Written {
                value: parse(word)?,
                words: word.into(),
            })
        })
        .collect()
}

/// `1,200`, `1200` and `1,200.0` are the same number; `1,20` and `3rd` are none.
fn parse(word: &str) -> Option<Number> {
    let (whole, fraction) = word
        .split_once('.')
        .map_or((word, None), |(whole, rest)| (whole, Some(rest)));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let all_digits =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let grouped = whole.contains(',');
    let is_number = all_digits(first)
        && (!grouped || first.len() <= 3)
        && groups.all(|group| group.len() == 3 && all_digits(group))
        && fraction.is_none_or(all_digits);
    let plain = word.replace(',', "");
    match (is_number, fraction) {
        (false, _) => None,
        (true, None) => plain.parse().ok().map(Number::whole),
        (true, Some(_)) => plain.parse().ok().and_then(Number::fraction),
    }
}

fn is_told(terms: &[TermChange], side: Side, number: Number) -> bool {
    let holds = |value: &TermValue| match value {
        TermValue::Number(own) => *own == number,
        TermValue::Quantity(Quantity { bound, .. }) => match bound {
            Bound::Exactly(own) | Bound::AtMost(own) | Bound::AtLeast(own) | Bound::About(own) => {
                *own == number
            }
            Bound::Range { from, to } => *from == number || *to == number,
        },
        TermValue::Text(_) | TermValue::Boolean(_) | TermValue::Date(_) | TermValue::List(_) => {
            false
        }
    };
    terms
        .iter()
        .any(|term| term.values.get(side).as_ref().is_some_and(holds))
}

fn told(numbers: Sides<Vec<Written>>) -> Vec<Signal> {
    let signal = |direction, before: Option<Written>, after: Option<Written>| Signal {
        kind: SignalKind::Number,
        direction,
        words: Sides::new(before, after).map(|number| number.map(|number| number.words)),
    };
    if numbers.before.len() == numbers.after.len() {
        let pairs = numbers.before.into_iter().zip(numbers.after);
        let step = |(before, after): (Written, Written)| {
            let direction = if after.value > before.value {
                Direction::Higher
            } else {
                Direction::Lower
            };
            signal(direction, Some(before), Some(after))
        };
        return pairs.map(step).collect();
    }
    let removed = numbers
        .before
        .into_iter()
        .map(|number| signal(Direction::Removed, Some(number), None));
    let added = numbers
        .after
        .into_iter()
        .map(|number| signal(Direction::Added, None, Some(number)));
    removed.chain(added).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::redline;

    #[track_caller]
    fn check(before: &str, after: &str, expected: &[(Direction, &str)]) {
        let said = |signal: &Signal| {
            let words = signal
                .words
                .as_ref()
                .map(|word| word.as_deref().unwrap_or("nothing").to_owned());
            (
                signal.direction,
                format!("{} -> {}", words.before, words.after),
            )
        };
        let found: Vec<_> = of(&redline(before, after), &[]).iter().map(said).collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(direction, words)| (*direction, (*words).to_owned()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_lowered_number_is_found() {
        check(
            "keeps 1,200 persons",
            "keeps 400 persons",
            &[(Direction::Lower, "1,200 -> 400")],
        );
    }

    #[test]
    fn the_same_number_in_another_notation_is_no_finding() {
        check("keeps 1,200 persons", "keeps 1200 persons", &[]);
    }

    #[test]
    fn a_number_that_only_moves_is_no_finding() {
        check("400 persons in the port", "in the port, 400 persons", &[]);
    }

    #[test]
    fn numbers_that_come_and_go_are_told_one_by_one() {
        check(
            "pays 30",
            "pays 10 or 20",
            &[
                (Direction::Removed, "30 -> nothing"),
                (Direction::Added, "nothing -> 10"),
                (Direction::Added, "nothing -> 20"),
            ],
        );
    }

    #[test]
    fn what_only_looks_like_a_number_is_none() {
        for word in ["3rd", "1,20", "1,2000", "", "1.", ".5", "٣"] {
            assert_eq!(parse(word), None, "{word}");
        }
    }
}
