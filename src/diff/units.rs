//! Amounts and dates are marked whole.
//!
//! A reader of a redline wants "USD 2 million" against "USD 500,000", not a million that is struck out
//! behind a kept currency. Takes a redline and the places of what belongs together, and gives the
//! redline with each such place kept whole or marked whole. What the edits spell stays the same.

use std::borrow::Cow;
use std::ops::Range;

use super::edit::{Edit, Op};
use super::words::shared_space;
use crate::model::{Side, Sides};

/// What is kept on both sides, as byte ranges of the same length.
type Kept = Sides<Range<usize>>;

/// The same redline with every unit whole. `units` are byte ranges of each text in order, that do
/// not overlap.
pub(super) fn whole<'a>(
    edits: Vec<Edit<'a>>,
    texts: Sides<&str>,
    units: &Sides<Vec<Range<usize>>>,
) -> Vec<Edit<'a>> {
    let kept = kept(&edits);
    let left = without_parts(&kept, units);
    if left == kept {
        return edits;
    }
    spell(&left, texts)
}

/// The kept runs of a redline.
fn kept(edits: &[Edit<'_>]) -> Vec<Kept> {
    let mut at = Sides::new(0, 0);
    let mut found = Vec::new();
    for edit in edits {
        let end = Sides::make(|side| {
            at.get(side)
                + if edit.op.is_on(side) {
                    edit.text.len()
                } else {
                    0
                }
        });
        if edit.op == Op::Keep {
            found.push(Sides::make(|side| *at.get(side)..*end.get(side)));
        }
        at = end;
    }
    found
}

/// Kept runs without the parts of units that are not kept whole. What is taken from a run for a unit of
/// one side may cut a unit of the other, which is then taken as well.
fn without_parts(kept: &[Kept], units: &Sides<Vec<Range<usize>>>) -> Vec<Kept> {
    let shrunk = kept.iter().map(|run| {
        let mut run = run.clone();
        loop {
            let before = run.clone();
            for side in Side::BOTH {
                run = shrunk(&run, overhang(run.get(side), units.get(side)));
            }
            if run == before {
                return run;
            }
        }
    });
    shrunk.filter(|run| !run.before.is_empty()).collect()
}

/// A run without so many bytes at its beginning and its end.
fn shrunk(run: &Kept, (start, end): (usize, usize)) -> Kept {
    run.as_ref().map(|own| {
        let start = (own.start + start).min(own.end);
        start..(own.end - end).max(start)
    })
}

/// How many bytes at the beginning and at the end of a run belong to units that reach out of it.
fn overhang(run: &Range<usize>, units: &[Range<usize>]) -> (usize, usize) {
    let first = units.partition_point(|unit| unit.end <= run.start);
    let touching = units[first..]
        .iter()
        .take_while(|unit| unit.start < run.end);
    let (mut start, mut end) = (0, 0);
    for unit in touching {
        if unit.start < run.start {
            start = unit.end.min(run.end) - run.start;
        } else if unit.end > run.end {
            end = run.end - unit.start;
        }
    }
    (start, end)
}

/// The edits that leave these runs. White space that both sides have at an end of what changed is
/// kept, as in any redline.
fn spell(kept: &[Kept], texts: Sides<&str>) -> Vec<Edit<'static>> {
    let mut edits: Vec<Edit<'static>> = Vec::new();
    let mut push = |op: Op, text: &str| match edits.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.op == op => last.text.to_mut().push_str(text),
        _ => edits.push(Edit {
            op,
            text: Cow::Owned(text.to_owned()),
        }),
    };
    let mut at = Sides::new(0, 0);
    let ends = Sides::make(|side| texts.get(side).len()..texts.get(side).len());
    for run in kept.iter().chain(std::iter::once(&ends)) {
        let gap = Sides::make(|side| &texts.get(side)[*at.get(side)..run.get(side).start]);
        let [lead, before, after, tail] = parted(gap.before, gap.after);
        push(Op::Keep, lead);
        push(Op::Delete, before);
        push(Op::Insert, after);
        push(Op::Keep, tail);
        push(Op::Keep, &texts.before[run.before.clone()]);
        at = run.as_ref().map(|run| run.end);
    }
    edits
}

/// What two texts differ in, between the white space that both begin and end with.
fn parted<'t>(before: &'t str, after: &'t str) -> [&'t str; 4] {
    let start = shared_space(before.chars(), after.chars());
    let (old, new) = (&before[start..], &after[start..]);
    let end = shared_space(old.chars().rev(), new.chars().rev());
    let (old_end, new_end) = (old.len() - end, new.len() - end);
    [
        &before[..start],
        &old[..old_end],
        &new[..new_end],
        &old[old_end..],
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::edit::spelled;
    use crate::diff::redline;

    #[track_caller]
    fn check(before: &str, after: &str, units: [&[&str]; 2], expected: &str) {
        let texts = Sides::new(before, after);
        let place = |text: &str, unit: &&str| {
            let at = text.find(*unit).expect("the unit is in the text");
            at..at + unit.len()
        };
        let ranges = Sides::new(
            units[0].iter().map(|unit| place(before, unit)).collect(),
            units[1].iter().map(|unit| place(after, unit)).collect(),
        );
        let edits = whole(redline(before, after), texts, &ranges);
        assert_eq!(spelled(&edits, Side::Before), before);
        assert_eq!(spelled(&edits, Side::After), after);
        let shown = edits.iter().map(|edit| match edit.op {
            Op::Keep => edit.text.to_string(),
            Op::Delete => format!("[-{}-]", edit.text),
            Op::Insert => format!("{{+{}+}}", edit.text),
        });
        assert_eq!(shown.collect::<String>(), expected);
    }

    #[test]
    fn money_and_dates_are_marked_whole() {
        check(
            "pays USD 2 million now",
            "pays USD 500,000 now",
            [&["USD 2 million"], &["USD 500,000"]],
            "pays [-USD 2 million-]{+USD 500,000+} now",
        );
        check(
            "by 3 May 2024 at the latest",
            "by 3 June 2024 at the latest",
            [&["3 May 2024"], &["3 June 2024"]],
            "by [-3 May 2024-]{+3 June 2024+} at the latest",
        );
    }

    #[test]
    fn what_is_kept_whole_stays_kept() {
        check(
            "North pays USD 2 now",
            "South pays USD 2 now",
            [&["USD 2"], &["USD 2"]],
            "[-North-]{+South+} pays USD 2 now",
        );
    }
}
