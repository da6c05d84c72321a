//! Numbers, money, shares, lengths of time and dates in running text that changed.
//!
//! Compared by value, place by place of the redline: a number that went is read against
//! one that came only where one took the other's place. What counts as a number, and
//! what stands with it, is [`facts`](crate::diff::facts)'s to say.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::stretches::{Stretch, holding};
use crate::diff::facts::{Amount, Written, amounts};
use crate::diff::sequence;
use crate::diff::signals::{Direction, Signal, SignalKind};
use crate::diff::terms::TermChange;
use crate::model::{Bound, Clause, Number, Quantity, Side, Sides, TermValue};
use crate::text::normalize::fold_word;
use crate::text::token::words;
use crate::text::vocabulary::Vocabulary;

/// One finding for each number that changed, came or went, in the order of the text.
///
/// A phrase that moves as a whole takes its numbers with it, and a number stays with the
/// word that it alone counts. Each changed term accounts
/// for one number of each side.
pub(super) fn of(
    numbers: Sides<&[Written<'_>]>,
    stretches: &[Stretch<'_>],
    terms: &[TermChange],
) -> Vec<Signal> {
    if numbers.before.is_empty() && numbers.after.is_empty() {
        return Vec::new();
    }
    let moved = moved(stretches);
    let carried = carried(numbers.map(|numbers| numbers.iter()));
    let mut steps: Vec<Step> = Vec::new();
    for place in places(numbers, stretches) {
        let stretches = &stretches[place.clone()];
        let own = Sides::make(|side| {
            let (first, last) = (&stretches[0], &stretches[stretches.len() - 1]);
            let range = first.ranges.get(side).start..last.ranges.get(side).end;
            within(numbers.get(side), &range).iter().collect::<Vec<_>>()
        });
        let own = dressed_anew(stretches, own, &mut steps);
        if place.len() > 1 || !moved[place.start] {
            steps.extend(in_one_place(own, &carried));
        }
    }
    steps.extend(limited_anew(numbers, stretches));
    elsewhere(&mut steps);
    terms.iter().for_each(|term| take(&mut steps, term));
    steps.iter().map(signal).collect()
}

/// What went in one place and came in another is the same if nothing else can be meant; and of money,
/// shares, lengths of time and dates, one that went and one that came are one that changed.
fn elsewhere(steps: &mut Vec<Step<'_>>) {
    while let Some((gone, came)) = find(steps, is_the_same) {
        steps.remove(gone.max(came));
        steps.remove(gone.min(came));
    }
    for kind in [
        SignalKind::Date,
        SignalKind::Duration,
        SignalKind::Money,
        SignalKind::Percentage,
    ] {
        let of_kind = |step: &&Step<'_>| {
            step.before
                .or(step.after)
                .is_some_and(|one| one.kind() == kind)
        };
        let alone = steps
            .iter()
            .filter(of_kind)
            .filter(|step| step.before.is_none() || step.after.is_none());
        let (gone, came): (Vec<&Step<'_>>, Vec<&Step<'_>>) =
            alone.partition(|step| step.before.is_some());
        if let ([gone], [came]) = (&gone[..], &came[..]) {
            let whole = Sides::new(gone.before, came.after);
            let is_part = |step: &Step<'_>| {
                let same = |one: Option<&Written>, other: Option<&Written>| {
                    one.zip(other)
                        .is_some_and(|(one, other)| std::ptr::eq(one, other))
                };
                (step.after.is_none() && same(step.before, whole.before))
                    || (step.before.is_none() && same(step.after, whole.after))
            };
            let at = steps
                .iter()
                .position(is_part)
                .expect("both are among the steps");
            steps.retain(|step| !is_part(step));
            steps.insert(at, whole);
        }
    }
}

/// The first that went, and the first that came, for which it holds.
fn find(
    steps: &[Step<'_>],
    holds: impl Fn(&Written<'_>, &Written<'_>) -> bool,
) -> Option<(usize, usize)> {
    let gone = steps
        .iter()
        .enumerate()
        .filter(|(_, step)| step.after.is_none());
    let mut pairs = gone.flat_map(|(gone, step)| {
        let came = steps
            .iter()
            .enumerate()
            .filter(|(_, step)| step.before.is_none());
        came.map(move |(came, other)| (gone, came, step.before, other.after))
    });
    let found = pairs.find(|(.., before, after)| {
        before
            .zip(*after)
            .is_some_and(|(before, after)| holds(before, after))
    });
    found.map(|(gone, came, ..)| (gone, came))
}

/// True for one date in two places; a bare number must count the same thing, or stand behind the same
/// name.
fn is_the_same(before: &Written<'_>, after: &Written<'_>) -> bool {
    let is_bare = [before, after]
        .iter()
        .any(|one| one.kind() == SignalKind::Number);
    let is_named =
        !before.led.is_empty() && before.led == after.led && before.counted == after.counted;
    before.amount() == after.amount() && (!is_bare || is_named)
}

/// The stretches that one number takes on either side are one place; any other is one by itself.
fn places(numbers: Sides<&[Written<'_>]>, stretches: &[Stretch<'_>]) -> Vec<Range<usize>> {
    let mut is_joined = vec![false; stretches.len()];
    for side in Side::BOTH {
        let place = |byte: usize| holding(stretches, side, byte);
        for number in *numbers.get(side) {
            let (first, last) = (place(number.bytes.start), place(number.bytes.end - 1));
            (first..last).for_each(|at| is_joined[at] = true);
        }
    }
    let mut start = 0;
    let ends = (0..stretches.len()).filter(|&at| !is_joined[at]);
    ends.map(|at| std::mem::replace(&mut start, at + 1)..at + 1)
        .collect()
}

/// True if two texts say the same but for numbers that changed terms tell.
pub(in crate::diff) fn only_terms_differ(texts: Sides<&str>, terms: &[TermChange]) -> bool {
    let beyond = Sides::make(|side| {
        let text = *texts.get(side);
        let mut left = text.to_owned();
        let told = terms
            .iter()
            .filter_map(|term| term.values.get(side).as_ref());
        let mut numbers: Vec<Number> = told.flat_map(in_value).collect();
        let reading = Vocabulary::of(None).read(text);
        for written in amounts(&reading, &[]).iter().rev() {
            if let Some(at) = numbers.iter().position(|&number| written.may_be(number)) {
                numbers.remove(at);
                left.replace_range(written.at..written.end, "");
            }
        }
        words(&left).map(fold_word).collect::<Vec<_>>()
    });
    beyond.before == beyond.after
}

/// A number that changed; on one side only if it came or went.
type Step<'a> = Sides<Option<&'a Written<'a>>>;

/// For each stretch, whether it is a phrase deleted here and inserted elsewhere, or one
/// inserted here and deleted elsewhere, where nothing took its place. A lone number is
/// no phrase: it would go over to other words.
fn moved(stretches: &[Stretch]) -> Vec<bool> {
    let mut waiting: BTreeMap<Vec<Cow<'_, str>>, Sides<Vec<usize>>> = BTreeMap::new();
    let changed = stretches.iter().enumerate();
    for (at, stretch) in changed.filter(|(_, stretch)| !stretch.is_kept) {
        let Sides { before, after } = Sides::make(|side| stretch.words(side));
        let (side, phrase) = match (before.is_empty(), after.is_empty()) {
            (false, true) => (Side::Before, before),
            (true, false) => (Side::After, after),
            _ => continue,
        };
        if phrase.len() > 1 {
            waiting.entry(phrase).or_default().get_mut(side).push(at);
        }
    }
    let mut moved = vec![false; stretches.len()];
    for places in waiting.into_values() {
        for (before, after) in places.before.into_iter().zip(places.after) {
            moved[before] = true;
            moved[after] = true;
        }
    }
    moved
}

/// Those whose digits lie in the range.
fn within<'a>(numbers: &'a [Written<'a>], range: &Range<usize>) -> &'a [Written<'a>] {
    let start = numbers.partition_point(|number| number.at < range.start);
    let end = numbers.partition_point(|number| number.at < range.end);
    &numbers[start..end]
}

/// Numbers that begin at the same kept words are compared, since a sign, a currency or a magnitude
/// beside them may not be kept; leaves the others.
fn dressed_anew<'a>(
    stretches: &[Stretch<'_>],
    mut numbers: Sides<Vec<&'a Written<'a>>>,
    into: &mut Vec<Step<'a>>,
) -> Sides<Vec<&'a Written<'a>>> {
    let counterpart = |at: usize| {
        let place = stretches.get(holding(stretches, Side::Before, at))?;
        place.counterpart(Side::Before, at)
    };
    let after = &mut numbers.after;
    numbers.before.retain(|number| {
        let partner =
            counterpart(number.at).and_then(|at| after.iter().position(|other| other.at == at));
        let Some(partner) = partner else { return true };
        let partner = after.remove(partner);
        into.extend(steps(std::iter::once((*number, partner))));
        false
    });
    numbers
}

/// Kept numbers to which the words of a limit were put, or from which they were taken, and nothing else there: "at
/// least" before "350". What is due in a time is due within it, whatever words say so.
fn limited_anew<'a>(numbers: Sides<&'a [Written<'a>]>, stretches: &[Stretch<'_>]) -> Vec<Step<'a>> {
    let of = |side: Side| {
        let other = side.other();
        let limited = numbers.get(side).iter().filter(|one| one.limit.is_some());
        limited.filter_map(move |one| {
            let held = |byte: usize| stretches.get(holding(stretches, side, byte));
            let place = held(one.limiting.start).filter(|place| !place.is_kept)?;
            let at = held(one.at)?.counterpart(side, one.at)?;
            let others = numbers.get(other);
            let found = others.binary_search_by_key(&at, |other| other.at).ok()?;
            let same = Some(&others[found]).filter(|other| other.limit.is_none())?;
            let is_all = place.ranges.get(side).end >= one.limiting.end;
            let is_alone = is_all && place.words(other).is_empty();
            let is_told = one.amount() == same.amount() && one.kind() != SignalKind::Duration;
            let step = Sides::make(|own| Some(if own == side { one } else { same }));
            (is_alone && is_told).then_some(step)
        })
    };
    Side::BOTH.into_iter().flat_map(of).collect()
}

/// Steps of the pairs that differ.
fn steps<'a>(
    pairs: impl Iterator<Item = (&'a Written<'a>, &'a Written<'a>)>,
) -> impl Iterator<Item = Step<'a>> {
    let differing = pairs.filter(|(before, after)| {
        before.amount() != after.amount()
            || differ(before.limit, after.limit)
            || differ(before.rate, after.rate)
    });
    differing.map(|(before, after)| Sides::new(Some(before), Some(after)))
}

/// True if both say something else; what one side leaves out may be said in other words.
fn differ<T: PartialEq>(before: Option<T>, after: Option<T>) -> bool {
    before.is_some() && after.is_some() && before != after
}

/// Numbers of one place: those carried along, in the whole text or in this place, are set
/// aside; as many on both sides are compared in order; else those that have no equal came
/// or went.
fn in_one_place<'a>(
    numbers: Sides<Vec<&'a Written<'a>>>,
    carried_anywhere: &BTreeSet<&str>,
) -> Vec<Step<'a>> {
    let carried_here = carried(numbers.as_ref().map(|numbers| numbers.iter().copied()));
    let stays = |number: &&Written| {
        let word = &*number.counted;
        !carried_anywhere.contains(word) && !carried_here.contains(word)
    };
    let left = numbers.map(|numbers| numbers.into_iter().filter(stays).collect::<Vec<_>>());
    if left.before.len() == left.after.len() {
        let pairs = left.before.into_iter().zip(left.after);
        return steps(pairs).flat_map(parted).collect();
    }
    came_and_went(left)
}

/// One that changed, or one that went and one that came where they can have nothing to do with each other: a
/// share and a number of persons.
fn parted(step: Step<'_>) -> Vec<Step<'_>> {
    let (Some(before), Some(after)) = (step.before, step.after) else {
        return vec![step];
    };
    let is_plain = |one: &Written<'_>| matches!(one.kind(), SignalKind::Number | SignalKind::Money);
    let is_one = before.kind() == after.kind()
        || before.number == after.number
        || (is_plain(before) && is_plain(after));
    match is_one {
        true => vec![step],
        false => vec![
            Sides::new(Some(before), None),
            Sides::new(None, Some(after)),
        ],
    }
}

/// Words that one number alone counts on each side, and the same number on both: "3 ships"
/// wherever it stands, but not one "crowns" of two.
fn carried<'a>(numbers: Sides<impl Iterator<Item = &'a Written<'a>>>) -> BTreeSet<&'a str> {
    let Sides { before, after } = numbers.map(|numbers| {
        let mut amounts: BTreeMap<&str, Option<Amount<'_>>> = BTreeMap::new();
        for number in numbers.filter(|number| !number.counted.is_empty()) {
            let others = amounts.entry(&number.counted);
            let amount = Some(number.amount());
            others.and_modify(|other| *other = None).or_insert(amount);
        }
        amounts
    });
    let alone = before.into_iter().filter(|(_, amount)| amount.is_some());
    let same = alone.filter(|(word, amount)| after.get(word) == Some(amount));
    same.map(|(word, _)| word).collect()
}

/// Aligned by amount, in a direction that does not depend on the side.
fn came_and_went<'a>(numbers: Sides<Vec<&'a Written<'a>>>) -> Vec<Step<'a>> {
    let amounts = numbers.as_ref().map(|numbers| {
        let amounts = numbers.iter().map(|number| number.amount());
        amounts.collect::<Vec<_>>()
    });
    let mut ids: BTreeMap<Amount<'a>, u32> = BTreeMap::new();
    let mut id = |amount: &Amount<'a>| {
        let next = u32::try_from(ids.len()).expect("a clause has fewer numbers than bytes");
        *ids.entry(*amount).or_insert(next)
    };
    let numbered = amounts
        .as_ref()
        .map(|amounts| amounts.iter().map(&mut id).collect::<Vec<_>>());
    let is_turned = amounts.before > amounts.after;
    let runs = if is_turned {
        sequence::align(&numbered.after, &numbered.before)
    } else {
        sequence::align(&numbered.before, &numbered.after)
    };
    let mut found = Vec::new();
    for run in runs.into_iter().filter(|run| !run.equal) {
        let ranges = Sides::new(run.before, run.after);
        let ranges = if is_turned { ranges.swapped() } else { ranges };
        let went = &numbers.before[ranges.before.0..ranges.before.1];
        let came = &numbers.after[ranges.after.0..ranges.after.1];
        found.extend(went.iter().map(|&number| Sides::new(Some(number), None)));
        found.extend(came.iter().map(|&number| Sides::new(None, Some(number))));
    }
    found
}

/// Leaves out the step that a changed term tells; of several, the first that counts the
/// term's unit, else the first. Where there is none, one number that went and one that came.
fn take(steps: &mut Vec<Step<'_>>, term: &TermChange) {
    let values = term.values.as_ref().map(|value| value.as_ref());
    let numbers = values.map(|value| value.map(in_value).unwrap_or_default());
    let longest = numbers.before.len().max(numbers.after.len());
    for at in 0..longest {
        let number = numbers.as_ref().map(|numbers| numbers.get(at).copied());
        let unit = values.map(|value| value.and_then(unit));
        let Sides { before, after } = number;
        if before.is_some() && after.is_some() && remove(steps, number, unit) {
            continue;
        }
        remove(steps, Sides::new(before, None), unit);
        remove(steps, Sides::new(None, after), unit);
    }
}

/// Removes one step with these numbers; false if there is none.
fn remove(
    steps: &mut Vec<Step<'_>>,
    numbers: Sides<Option<Number>>,
    units: Sides<Option<&str>>,
) -> bool {
    let is_on = |step: &Step<'_>, side: Side| match (step.get(side), numbers.get(side)) {
        (Some(written), Some(number)) => written.may_be(*number),
        (None, None) => true,
        _ => false,
    };
    let counts = |step: &Step<'_>, side: Side| {
        step.get(side)
            .is_none_or(|written| Some(&*written.counted) == *units.get(side))
    };
    let is_told = |step: &Step<'_>| Side::BOTH.into_iter().all(|side| is_on(step, side));
    let is_its_own =
        |step: &Step<'_>| is_told(step) && Side::BOTH.into_iter().all(|side| counts(step, side));
    let found = steps.iter().position(is_its_own);
    let found = found.or_else(|| steps.iter().position(is_told));
    found.map(|at| steps.remove(at)).is_some()
}

/// The numbers of the terms of a clause and of its positions.
pub(in crate::diff) fn told_by(clause: &Clause) -> Vec<Number> {
    let wanted = clause.positions.iter().flat_map(|position| &position.terms);
    let terms = clause.terms.iter().chain(wanted);
    terms.flat_map(|term| in_value(&term.value)).collect()
}

fn in_value(value: &TermValue) -> Vec<Number> {
    match value {
        TermValue::Number(number) => vec![*number],
        TermValue::Quantity(Quantity { bound, .. }) => match bound {
            Bound::Exactly(number)
            | Bound::AtMost(number)
            | Bound::AtLeast(number)
            | Bound::About(number) => vec![*number],
            Bound::Range { from, to } => vec![*from, *to],
        },
        TermValue::Date(date) => vec![Number::whole(date.as_number())],
        TermValue::Text(_) | TermValue::Boolean(_) | TermValue::List(_) => Vec::new(),
    }
}

fn unit(value: &TermValue) -> Option<&str> {
    match value {
        TermValue::Quantity(quantity) => quantity.unit.as_deref(),
        _ => None,
    }
}

fn signal(step: &Step<'_>) -> Signal {
    let direction = match (step.before, step.after) {
        (None, _) => Direction::Added,
        (_, None) => Direction::Removed,
        (Some(before), Some(after)) => direction(before, after),
    };
    let kinds = step.map(|number| number.map(Written::kind));
    let is = |kind: SignalKind| kinds.before == Some(kind) || kinds.after == Some(kind);
    let specific = [
        SignalKind::Date,
        SignalKind::Duration,
        SignalKind::Money,
        SignalKind::Percentage,
    ];
    let kind = specific.into_iter().find(|&kind| is(kind));
    let both = step.before.zip(step.after);
    let is_limited = both.is_some_and(|(before, after)| before.limit != after.limit);
    let words = |one: &Written<'_>| if is_limited { one.limited } else { one.words }.to_owned();
    Signal {
        kind: kind.unwrap_or(SignalKind::Number),
        direction,
        words: step.map(|number| number.map(words)),
        remark: None,
    }
}

/// Up or down where all readings agree and the numbers count the same; for lengths of time and
/// dates the words that belong to them.
fn direction(before: &Written, after: &Written) -> Direction {
    let other = |number: &Written| number.otherwise.unwrap_or(number.value);
    let mut step = after.value.cmp(&before.value);
    let mut is_clear = step == other(after).cmp(&other(before)) && before.dress == after.dress;
    if let (Some(old), Some(new)) = (before.hours(), after.hours())
        && before.dress != after.dress
    {
        is_clear = old.1 < new.0 || new.1 < old.0;
        step = new.cmp(&old);
    }
    match (step, before.kind(), after.kind()) {
        _ if !is_clear || differ(before.limit, after.limit) || differ(before.rate, after.rate) => {
            Direction::Changed
        }
        (Ordering::Greater, SignalKind::Duration, SignalKind::Duration) => Direction::Longer,
        (Ordering::Less, SignalKind::Duration, SignalKind::Duration) => Direction::Shorter,
        (Ordering::Greater, SignalKind::Date, _) => Direction::Later,
        (Ordering::Less, SignalKind::Date, _) => Direction::Earlier,
        (Ordering::Greater, ..) => Direction::Higher,
        (Ordering::Less, ..) => Direction::Lower,
        (Ordering::Equal, ..) => Direction::Changed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::facts::dates;
    use crate::diff::findings::stretches::stretches;
    use crate::diff::redline;

    fn found(before: &str, after: &str, terms: &[TermChange]) -> Vec<Signal> {
        let texts = Sides::new(before, after);
        let readings = texts.map(|text| Vocabulary::of(None).read(text));
        let numbers = readings
            .as_ref()
            .map(|reading| amounts(reading, &dates(reading)));
        let edits = redline(before, after);
        let stretches = stretches(&edits);
        of(numbers.as_ref().map(Vec::as_slice), &stretches, terms)
    }

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
        let found = found(before, after, &[]);
        let found: Vec<_> = found.iter().map(said).collect();
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
    fn another_bound_of_the_same_number_is_told_with_it() {
        check(
            "keeps at least 350 boats",
            "keeps at most 350 boats",
            &[(Direction::Changed, "at least 350 -> at most 350")],
        );
        check(
            "keeps fewer than 350 boats",
            "keeps 350 boats or more",
            &[(Direction::Changed, "fewer than 350 -> 350 boats or more")],
        );
        check("at least 350 boats", "350 boats or more", &[]);
        check("no more than 350 boats", "350 boats at most", &[]);
    }

    #[test]
    fn a_bound_that_is_put_to_a_number_is_told_and_a_time_has_one_anyway() {
        check(
            "keeps 350 boats",
            "keeps more than 350 boats",
            &[(Direction::Changed, "350 -> more than 350")],
        );
        check(
            "keeps 350 boats or fewer",
            "keeps 350 boats",
            &[(Direction::Changed, "350 boats or fewer -> 350")],
        );
        check("pays in 30 days", "pays in no more than 30 days", &[]);
    }

    #[test]
    fn a_share_and_a_number_are_not_one_that_changed() {
        check(
            "is 50 percent of it",
            "is 600,000 persons",
            &[
                (Direction::Removed, "50 percent -> nothing"),
                (Direction::Added, "nothing -> 600,000"),
            ],
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
    fn a_choice_of_numbers_at_the_end_of_a_sentence_is_no_list() {
        let told = [
            (Direction::Removed, "30 -> nothing"),
            (Direction::Added, "nothing -> 10"),
            (Direction::Added, "nothing -> 20"),
        ];
        check("pays 30.", "pays 10 or 20.", &told);
        check("pays 30. Then", "pays 10 or 20. Then", &told);
    }

    #[test]
    fn numbers_are_compared_within_one_place_of_the_redline() {
        check(
            "30 ships after notice North sends 10 persons to the port",
            "after notice North sends 12 persons to the port for 40 boats",
            &[
                (Direction::Removed, "30 -> nothing"),
                (Direction::Higher, "10 -> 12"),
                (Direction::Added, "nothing -> 40"),
            ],
        );
    }

    #[test]
    fn numbers_that_change_places_are_found() {
        check(
            "levy is 12 and toll is 3",
            "levy is 3 and toll is 12",
            &[
                (Direction::Lower, "12 -> 3"),
                (Direction::Higher, "3 -> 12"),
            ],
        );
        check(
            "levy 12 crowns, toll 3 crowns",
            "levy 3 crowns, toll 12 crowns",
            &[
                (Direction::Lower, "12 crowns -> 3 crowns"),
                (Direction::Higher, "3 crowns -> 12 crowns"),
            ],
        );
        check(
            "the levy 12 km of the toll 3 km",
            "the levy 3 km of the toll 12 km",
            &[
                (Direction::Lower, "12 km -> 3 km"),
                (Direction::Higher, "3 km -> 12 km"),
            ],
        );
    }

    #[test]
    fn money_that_goes_and_money_that_comes_is_money_that_changed() {
        check(
            "within five working days the clerk enters it",
            "the clerk enters it within seven working days",
            &[(Direction::Longer, "five working days -> seven working days")],
        );
    }

    #[test]
    fn a_number_that_goes_over_to_other_words_is_found() {
        check(
            "a levy 12 and a toll",
            "a levy and a toll 12",
            &[
                (Direction::Removed, "12 -> nothing"),
                (Direction::Added, "nothing -> 12"),
            ],
        );
    }

    #[test]
    fn numbers_keep_to_what_they_count() {
        let before = "North sends 400 persons and 3 ships";
        check(before, "South receives 3 ships with 400 persons", &[]);
        check(
            before,
            "South receives 5 ships with 400 persons",
            &[
                (Direction::Added, "nothing -> 5"),
                (Direction::Removed, "3 -> nothing"),
            ],
        );
    }

    #[test]
    fn another_currency_sign_or_share_is_found_beside_kept_digits() {
        check(
            "pays $500 now",
            "pays €500 now",
            &[(Direction::Changed, "$500 -> €500")],
        );
        check(
            "at -5 degrees",
            "at 5 degrees",
            &[(Direction::Changed, "-5 -> 5")],
        );
        check(
            "a levy of 5 %",
            "a levy of 5",
            &[(Direction::Changed, "5 % -> 5")],
        );
        check(
            "≥ 5 ships",
            "≤ 5 ships",
            &[(Direction::Changed, "≥ 5 -> ≤ 5")],
        );
        check("a levy of 5 %", "a levy of 5 per cent", &[]);
        check("pays €500 now", "pays 500 euros now", &[]);
        check(
            "pays 5 million now",
            "pays 5 billion now",
            &[(Direction::Higher, "5 million -> 5 billion")],
        );
    }

    #[test]
    fn money_and_shares_are_told_as_such() {
        let kinds = |before: &str, after: &str| -> Vec<SignalKind> {
            let signals = found(before, after, &[]);
            signals.iter().map(|signal| signal.kind).collect()
        };
        assert_eq!(kinds("pays $500", "pays €500"), [SignalKind::Money]);
        assert_eq!(kinds("pays $500", "pays $700"), [SignalKind::Money]);
        assert_eq!(
            kinds("a levy of 5 %", "a levy of 7 %"),
            [SignalKind::Percentage]
        );
        assert_eq!(kinds("5 ships", "7 ships"), [SignalKind::Number]);
    }

    #[test]
    fn a_dot_before_three_digits_says_no_direction_unless_both_readings_do() {
        check(
            "10.000 persons",
            "10 persons",
            &[(Direction::Changed, "10.000 -> 10")],
        );
        check(
            "1.200 persons",
            "1,200 persons",
            &[(Direction::Changed, "1.200 -> 1,200")],
        );
        check(
            "10.000 persons",
            "12.000 persons",
            &[(Direction::Higher, "10.000 -> 12.000")],
        );
    }

    #[test]
    fn dates_and_references_are_no_numbers() {
        check("on 2 May 2024", "on 3 May 2025", &[]);
        check("under article 5", "under article 6", &[]);
    }

    #[test]
    fn a_changed_term_accounts_for_one_number_of_each_side() {
        let persons = |number| {
            Some(TermValue::Quantity(Quantity {
                bound: Bound::AtMost(Number::whole(number)),
                unit: Some("persons".into()),
            }))
        };
        let term = TermChange {
            name: "personnel".into(),
            direction: Direction::Lower,
            values: Sides::new(persons(12), persons(4)),
        };
        let told = |before: &str, after: &str| found(before, after, std::slice::from_ref(&term));
        assert_eq!(told("at most 12 persons", "at most 4 persons"), []);
        let other = told("12 ships bring 12 persons", "4 ships bring 4 persons");
        assert_eq!(other.len(), 1);
        assert_eq!(told("at most 12 persons", "at most 5 persons").len(), 1);
        assert_eq!(
            told("at most 12 persons leave", "4 at the most may leave").len(),
            0
        );
    }
}
