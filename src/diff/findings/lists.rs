//! Members of enumerations that came or went: "timber, hides and wool", "(a) its budget; (b) ...".
//!
//! A place of the redline tells of members where what was put in or taken out begins and ends where
//! members do, in an enumeration of three or more.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::pairing::without_shared;
use super::stretches::Stretch;
use crate::diff::signals::{Signal, SignalKind};
use crate::model::{Side, Sides};
use crate::text::vocabulary::{Junction, Openings, Reading, Sense};

/// Members of more words are no members: sentences between commas look the same.
const LONGEST: usize = 14;

/// Between commas members are shorter: what is longer is the sentence around them.
const LONGEST_BETWEEN_COMMAS: usize = 6;

/// An enumeration has so many members at least; two that are joined are none.
const FEWEST: usize = 3;

/// One finding for each member. What was only put elsewhere is none.
pub(super) fn of(readings: Sides<&Reading<'_>>, stretches: &[Stretch<'_>]) -> Vec<Signal> {
    let changed = || stretches.iter().filter(|stretch| !stretch.is_kept);
    let mut found = Sides::make(|side| {
        let members = changed().flat_map(|stretch| {
            let other = stretch.ranges.get(side.other());
            let is_exchanged = !is_blank(readings.get(side.other()), other);
            members(readings.get(side), stretch.ranges.get(side), is_exchanged)
        });
        members.map(|member| (side, member)).collect::<Vec<_>>()
    });
    if found.before.is_empty() && found.after.is_empty() {
        return Vec::new();
    }
    without_shared(&mut found, |(side, member)| {
        said(readings.get(*side), member)
    });
    let is_new = is_new(readings, &found);
    let mut is_new = is_new.into_iter();
    let told = Side::BOTH
        .into_iter()
        .flat_map(|side| found.get(side).iter());
    let told = told.filter(|_| is_new.next().unwrap_or(false));
    told.map(|(side, member)| {
        let words = readings.get(*side).spelled(member.clone());
        Signal::alone_on(*side, SignalKind::ListItem, words)
    })
    .collect()
}

/// Whether each member of either side is said there more often than on the other: what is only put
/// elsewhere is said as often on both.
fn is_new(readings: Sides<&Reading<'_>>, found: &Sides<Vec<(Side, Range<usize>)>>) -> Vec<bool> {
    let members = || {
        Side::BOTH
            .into_iter()
            .flat_map(|side| found.get(side).iter())
    };
    let words = |(side, member): &(Side, Range<usize>)| said(readings.get(*side), member);
    let counts = Sides::make(|side| Occurrences::of(readings.get(side), members().map(words)));
    let is_more = |member: &(Side, Range<usize>)| {
        let words = words(member);
        let count = |side: Side| counts.get(side).0.get(&words).copied().unwrap_or(0);
        count(member.0) > count(member.0.other())
    };
    members().map(is_more).collect()
}

/// How often each of some members is said in a text.
struct Occurrences<'r>(BTreeMap<Vec<&'r str>, usize>);

impl<'r> Occurrences<'r> {
    /// Linear in the text for each length that members have.
    fn of(reading: &'r Reading<'_>, members: impl Iterator<Item = Vec<&'r str>>) -> Self {
        let mut counts: BTreeMap<Vec<&str>, usize> = members.map(|words| (words, 0)).collect();
        let lengths: BTreeSet<usize> = counts.keys().map(Vec::len).collect();
        let all: Vec<&str> = (0..reading.pieces.len())
            .map(|at| reading.word(at))
            .collect();
        for run in lengths.into_iter().flat_map(|length| all.windows(length)) {
            if let Some(count) = counts.get_mut(run) {
                *count += 1;
            }
        }
        Self(counts)
    }
}

/// The places of "(a)", "(iv)" and the like.
pub(super) fn enumerators<'r>(reading: &'r Reading<'_>) -> impl Iterator<Item = Range<usize>> + 'r {
    let next = |from| Some(reading.next(from, Openings::BRACKET));
    let opening = std::iter::successors(next(0), move |at| next(at + 1));
    let opening = opening.take_while(|&at| at < reading.pieces.len());
    let whole = opening.filter(|&at| begins_enumerator(reading, at));
    whole.map(|at| reading.pieces[at].at..reading.pieces[at + 2].end())
}

fn said<'r>(reading: &'r Reading<'_>, member: &Range<usize>) -> Vec<&'r str> {
    member.clone().map(|at| reading.word(at)).collect()
}

/// True if only separators stand there: they change with the members beside them.
fn is_blank(reading: &Reading<'_>, bytes: &Range<usize>) -> bool {
    let pieces = reading.within(bytes);
    trimmed(reading, pieces).is_empty()
}

/// The members that a place of the redline is made of; none if it is anything else. What was
/// exchanged for something else must be whole members on its own.
fn members(reading: &Reading<'_>, bytes: &Range<usize>, is_exchanged: bool) -> Vec<Range<usize>> {
    let place = reading.within(bytes);
    if is_exchanged {
        return members_at(reading, place, true);
    }
    // What stands on one side only may stand a little earlier or later as well.
    let mut found = slid(reading, place).map(|place| members_at(reading, place, false));
    found.find(|found| !found.is_empty()).unwrap_or_default()
}

/// The places that read the same without what stands in them, the given one first.
fn slid<'r>(
    reading: &'r Reading<'_>,
    place: Range<usize>,
) -> impl Iterator<Item = Range<usize>> + 'r {
    let (start, end) = (place.start, place.end);
    let same = move |a: usize, b: usize| reading.word(a) == reading.word(b);
    let earlier = (1..=SLIDE.min(start)).take_while(move |by| same(start - by, end - by));
    let later =
        (0..SLIDE.min(reading.pieces.len() - end)).take_while(move |by| same(start + by, end + by));
    let earlier = earlier.map(move |by| start - by..end - by);
    std::iter::once(place)
        .chain(earlier)
        .chain(later.map(move |by| start + by + 1..end + by + 1))
}

/// So many pieces a place may slide: an article, a bullet, an enumerator.
const SLIDE: usize = 5;

fn members_at(
    reading: &Reading<'_>,
    pieces: Range<usize>,
    is_exchanged: bool,
) -> Vec<Range<usize>> {
    let inner = trimmed(reading, pieces.clone());
    if inner.is_empty() || !is_bounded(reading, &pieces, &inner, is_exchanged) {
        return Vec::new();
    }
    let is_parted = |at: usize| reading.word(at) == ";";
    let by_semicolon = pieces.clone().any(is_parted)
        || pieces.start.checked_sub(1).is_some_and(is_parted)
        || is_parted(pieces.end);
    let all = cut(reading, inner.clone(), by_semicolon);
    let is_short = all.iter().all(|member| member.len() <= LONGEST);
    let says_more = inner
        .clone()
        .any(|at| breaks(reading, at) || is_aside(reading, at));
    let is_listed = enumerated(reading, &inner) >= FEWEST;
    if is_short && !says_more && is_listed {
        all
    } else {
        Vec::new()
    }
}

/// True if members begin and end where the place does.
fn is_bounded(
    reading: &Reading<'_>,
    whole: &Range<usize>,
    inner: &Range<usize>,
    is_exchanged: bool,
) -> bool {
    let is_left = inner.start > whole.start
        || inner.start == 0
        || is_separator(reading, inner.start - 1)
        || ends_enumerator(reading, inner.start - 1);
    let is_last = !is_exchanged && ends_as_one(reading, whole, inner);
    let is_right = inner.end < whole.end
        || is_last
        || is_separator(reading, inner.end)
        || ends_sentence(reading, inner.end)
        || begins_enumerator(reading, inner.end);
    let has_own = inner.end < whole.end && !is_exchanged;
    is_right && (is_left || has_own)
}

/// True for the "or sell" of "lend or sell the work": a word or two with the junction before them were the
/// whole of the last member, though nothing parts them from what all members share. More words may be
/// the beginning of a longer member.
fn ends_as_one(reading: &Reading<'_>, whole: &Range<usize>, inner: &Range<usize>) -> bool {
    junction(reading, whole.start) && whole.start < inner.start && inner.len() <= 2
}

/// Without separators and enumerators at either end.
fn trimmed(reading: &Reading<'_>, mut pieces: Range<usize>) -> Range<usize> {
    let is_edge = |at: usize| {
        is_separator(reading, at) || is_enumerator(reading, at) || reading.word(at) == ":"
    };
    while !pieces.is_empty() && (is_edge(pieces.start) || ends_sentence(reading, pieces.start)) {
        pieces.start += 1;
    }
    while !pieces.is_empty() && (is_edge(pieces.end - 1) || ends_sentence(reading, pieces.end - 1))
    {
        pieces.end -= 1;
    }
    pieces
}

/// Cut at separators, each without what surrounds it.
fn cut(reading: &Reading<'_>, pieces: Range<usize>, by_semicolon: bool) -> Vec<Range<usize>> {
    let parts = |at: usize| match by_semicolon {
        true => reading.word(at) == ";" || is_bullet(reading, at),
        false => is_separator(reading, at),
    };
    let mut found = Vec::new();
    let mut start = pieces.start;
    for at in pieces.start..=pieces.end {
        if at == pieces.end || parts(at) {
            let member = trimmed(reading, start..at);
            if !member.is_empty() {
                found.push(member);
            }
            start = at + 1;
        }
    }
    found
}

/// How many members the enumeration around a member has, itself included.
fn enumerated(reading: &Reading<'_>, member: &Range<usize>) -> usize {
    let left = (0..member.start).rev();
    let right = member.end..reading.pieces.len();
    let before = separators(reading, left, true);
    let inside = cut(reading, member.clone(), false).len() - 1;
    let behind = separators(reading, right, false);
    let has_junction = before.1 || behind.1 || member.clone().any(|at| junction(reading, at));
    let lines = before.2
        + behind.2
        + member
            .clone()
            .filter(|&at| parts_lines(reading, at))
            .count();
    let around = member.start.saturating_sub(1)..(member.end + 1).min(reading.pieces.len());
    let has_comma = before.3 || behind.3 || around.into_iter().any(|at| reading.word(at) == ",");
    match (has_junction && has_comma) || lines >= FEWEST - 1 {
        true => before.0 + inside + behind.0 + 1,
        false => 0,
    }
}

/// How many members are parted off on one side, whether a junction does, how many semicolons or
/// lines do, and whether commas do.
fn separators(
    reading: &Reading<'_>,
    along: impl Iterator<Item = usize>,
    is_backwards: bool,
) -> (usize, bool, usize, bool) {
    let (mut count, mut has_junction, mut lines, mut has_comma) = (0, false, 0, false);
    let mut words = 0;
    let mut is_parted = false;
    for at in along {
        if breaks(reading, at) || (ends_sentence(reading, at) && reading.word(at) != ";") {
            break;
        }
        if is_separator(reading, at) {
            count += usize::from(!is_parted || words > 0);
            has_junction |= junction(reading, at);
            lines += usize::from(parts_lines(reading, at));
            has_comma |= matches!(reading.word(at), "," | ";");
            is_parted = true;
            words = 0;
            continue;
        }
        if reading.word(at) == ":" && is_backwards {
            break;
        }
        if count >= MANY {
            return (count, true, lines, has_comma);
        }
        words += usize::from(!is_enumerator(reading, at));
        let longest = if lines > 0 {
            LONGEST
        } else {
            LONGEST_BETWEEN_COMMAS
        };
        if words > longest {
            break;
        }
    }
    (count, has_junction, lines, has_comma)
}

/// So many short members between commas are an enumeration, whatever joins the last of them.
const MANY: usize = 32;

fn parts_lines(reading: &Reading<'_>, at: usize) -> bool {
    reading.word(at) == ";" || is_bullet(reading, at)
}

/// A sum, a quotation and "or both" stand between commas without being members.
fn is_aside(reading: &Reading<'_>, at: usize) -> bool {
    let is_quote = matches!(reading.word(at), "\"" | "\u{201c}" | "\u{201d}" | "«" | "»");
    let meanings = reading.at(at).iter();
    is_quote
        || meanings
            .map(|own| own.sense)
            .any(|sense| matches!(sense, Sense::Money(_) | Sense::Pair))
}

/// What an enumeration does not go across: another verb, another condition.
fn breaks(reading: &Reading<'_>, at: usize) -> bool {
    let is_said = |sense: Sense| matches!(sense, Sense::Force(_) | Sense::Condition(_));
    let is_name = reading.means(at, Sense::Common) && reading.pieces[at].is_capital();
    !is_name && reading.at(at).iter().any(|own| is_said(own.sense))
}

fn junction(reading: &Reading<'_>, at: usize) -> bool {
    let found = reading.find(at, Sense::junction);
    found.is_some_and(|(junction, end)| junction != Junction::AndOr && end == at + 1)
}

fn is_separator(reading: &Reading<'_>, at: usize) -> bool {
    matches!(reading.mark(at), b',' | b';') || junction(reading, at) || is_bullet(reading, at)
}

/// A dash or a dot before the member of a list of lines.
fn is_bullet(reading: &Reading<'_>, at: usize) -> bool {
    let Some(piece) = reading.pieces.get(at) else {
        return false;
    };
    let is_mark = matches!(piece.text, "-" | "–" | "•" | "*" | "·");
    let begins_line = || {
        let left = reading.text[..piece.at].trim_end_matches([' ', '\t']);
        left.ends_with('\n')
    };
    is_mark && begins_line()
}

fn ends_sentence(reading: &Reading<'_>, at: usize) -> bool {
    at >= reading.pieces.len() || reading.ends_sentence(at)
}

/// A piece of "(a)", "(iv)", "2." or "b)".
fn is_enumerator(reading: &Reading<'_>, at: usize) -> bool {
    begins_enumerator(reading, at)
        || (at > 0 && begins_enumerator(reading, at - 1))
        || ends_enumerator(reading, at)
}

fn begins_enumerator(reading: &Reading<'_>, at: usize) -> bool {
    let is_closed = |at: usize| reading.mark(at + 1) == b')' && is_mark(reading.word(at));
    let is_parted = || at > 0 && (is_separator(reading, at - 1) || reading.mark(at - 1) == b':');
    (reading.mark(at) == b'(' && is_closed(at + 1)) || (is_closed(at) && is_parted())
}

fn ends_enumerator(reading: &Reading<'_>, at: usize) -> bool {
    let is_bracket = reading.mark(at) == b')';
    is_bracket
        && (1..=2)
            .filter_map(|back| at.checked_sub(back))
            .any(|at| begins_enumerator(reading, at))
}

fn is_mark(word: &str) -> bool {
    let is_roman = |word: &str| word.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'));
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    !word.is_empty()
        && word.len() <= 4
        && (word.len() == 1 || is_roman(word) || (word.len() <= 2 && is_number(word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::findings::stretches::stretches;
    use crate::diff::redline;
    use crate::text::vocabulary::Vocabulary;

    #[track_caller]
    fn check(before: &str, after: &str, removed: &[&str], added: &[&str]) {
        let texts = Sides::new(before, after);
        let readings = texts.map(|text| Vocabulary::of(None).read(text));
        let edits = redline(before, after);
        let found = of(readings.as_ref(), &stretches(&edits));
        let on = |side: Side| -> Vec<String> {
            let words = found
                .iter()
                .filter_map(|signal| signal.words.get(side).clone());
            words.collect()
        };
        assert_eq!(on(Side::Before), removed, "{before} -> {after}");
        assert_eq!(on(Side::After), added, "{before} -> {after}");
    }

    #[test]
    fn a_member_put_in_or_taken_out_is_found() {
        check(
            "timber, hides, wool and salt",
            "timber, hides and salt",
            &["wool"],
            &[],
        );
        check(
            "They print, sing and dance.",
            "They sing and dance.",
            &["print"],
            &[],
        );
        check(
            "They may print, sing or dance the song.",
            "They may print or sing the song.",
            &["dance"],
            &[],
        );
        check(
            "Use the lift and the cellar.",
            "Use the lift, the cellar and the garden.",
            &[],
            &["the garden"],
        );
    }

    #[test]
    fn lettered_members_and_lines_are_members() {
        check(
            "States (a) the place; (b) the names; (c) the weather; and (d) the cargo.",
            "States (a) the place; (b) the names; and (c) the cargo.",
            &["the weather"],
            &[],
        );
        check(
            "It holds:\n- rope\n- tar\n- salt",
            "It holds:\n- rope\n- salt",
            &["tar"],
            &[],
        );
    }

    #[test]
    fn members_in_another_order_and_other_phrases_are_none() {
        check("bread, oil and lentils", "lentils, bread and oil", &[], &[]);
        check(
            "North pays the toll.",
            "North pays, every year, the toll.",
            &[],
            &[],
        );
        check("rope, tar and salt", "rope, tar, and salt", &[], &[]);
    }
}
