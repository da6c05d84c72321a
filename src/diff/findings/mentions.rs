//! Parties that a text binds or serves otherwise.
//!
//! A party is known by the names that the file declares, or, where it is a usual role of contracts, by
//! that word with a capital. In plain language, where roles have none, one that took the place of another is told.

use std::collections::BTreeSet;
use std::ops::Range;

use super::pairing::without_shared;
use super::stretches::Stretch;
use crate::diff::parties::{Identity, Parties};
use crate::diff::signals::{Direction, Signal, SignalKind};
use crate::model::{PartyId, Side, Sides, Version};
use crate::text::vocabulary::{Junction, Openings, Reading, Sense, Vocabulary};

/// The names of the parties of two versions.
#[derive(Clone, Debug)]
pub(in crate::diff) struct Names<'a> {
    /// The folded pieces of each name, the longest first, with who it is.
    of: Sides<Vec<(Vec<String>, Identity<'a>)>>,
}

impl<'a> Names<'a> {
    pub fn new(versions: Sides<&'a Version>, parties: &Parties<'a>) -> Self {
        let of = Sides::make(|side| {
            let vocabulary = Vocabulary::of(versions.get(side).lang.as_deref());
            let named = versions.get(side).parties.iter().flat_map(|party| {
                let id: &'a PartyId = &party.id;
                let names = std::iter::once(&party.name).chain(&party.aliases);
                names.map(move |name| (pieces(name, vocabulary), parties.identity(side, id)))
            });
            let mut named: Vec<_> = named.filter(|(words, _)| !words.is_empty()).collect();
            named.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
            named
        });
        Self { of }
    }
}

/// As a text is read, but without the article that a name may begin with: a sentence has it or not.
fn pieces(name: &str, vocabulary: &'static Vocabulary) -> Vec<String> {
    let reading = vocabulary.read(name);
    let count = reading.pieces.len();
    let article = usize::from(count > 1 && reading.means(0, Sense::Definite));
    let words = (article..count).map(|at| reading.word(at).to_owned());
    words.collect()
}

/// Who is meant by a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Who<'a> {
    Declared(Identity<'a>),
    Role(&'a str),
}

/// A party named in a text.
#[derive(Clone, Debug)]
struct Mention<'a> {
    who: Who<'a>,
    pieces: Range<usize>,
    bytes: Range<usize>,
    /// Which sentence it stands in, counted from nought.
    sentence: usize,
    /// Named beside another party that it is joined with.
    is_joined: bool,
}

/// One finding for each party that took another's place, came or went; one for two that changed
/// places.
pub(super) fn of(
    readings: Sides<&Reading<'_>>,
    stretches: &[Stretch<'_>],
    names: &Names<'_>,
) -> Vec<Signal> {
    let all = Sides::make(|side| mentions(readings.get(side), names.of.get(side)));
    let mut found = Vec::new();
    for place in places(stretches, &all) {
        found.extend(in_one_place(readings, &all, place));
    }
    found.extend(exchanged(readings, stretches));
    found
}

/// Roles without a capital of which one alone took the place of another: "the tenant" of "the landlord". Two that
/// changed places are told once.
fn exchanged(readings: Sides<&Reading<'_>>, stretches: &[Stretch<'_>]) -> Vec<Signal> {
    let changed = stretches.iter().filter(|stretch| !stretch.is_kept);
    let (mut found, mut known) = (Vec::new(), BTreeSet::new());
    for stretch in changed {
        let role = |side: Side| plain_role(readings.get(side), stretch.ranges.get(side));
        let (Some(before), Some(after)) = (role(Side::Before), role(Side::After)) else {
            continue;
        };
        let roles = Sides::new(before, after);
        if before != after && !known.contains(&roles.swapped()) {
            known.insert(roles);
            found.push(roles);
        }
    }
    let signal = |roles: Sides<&str>| Signal {
        kind: SignalKind::Party,
        direction: Direction::Changed,
        words: roles.map(|role| Some(role.to_owned())),
        remark: None,
    };
    found.into_iter().map(signal).collect()
}

/// The role that stands alone in a place of a text, behind a definite article and without a capital.
fn plain_role<'t>(reading: &Reading<'t>, bytes: &Range<usize>) -> Option<&'t str> {
    let Range {
        start: first,
        end: behind,
    } = reading.within(bytes);
    let is_meant = first > 0 && reading.means(first - 1, Sense::Definite);
    let is_role = reading.behind(first, Sense::Role) == Some(behind);
    let is_plain =
        !reading.opens(first, Openings::NAME) && !reading.means(first, Sense::Collective);
    // The order of those that "and" joins says nothing.
    let joins = |at: usize| reading.find(at, Sense::junction).is_some();
    let is_joined = joins(behind) || (first > 1 && joins(first - 2));
    (is_meant && is_role && is_plain && !is_joined).then(|| reading.spelled(first..behind))
}

/// Mentions in the sentences of one place of the redline.
fn places(stretches: &[Stretch<'_>], all: &Sides<Vec<Mention<'_>>>) -> Vec<Sides<Range<usize>>> {
    let mut found: Vec<Sides<Range<usize>>> = Vec::new();
    for stretch in stretches.iter().filter(|stretch| !stretch.is_kept) {
        let own = Sides::make(|side| around(all.get(side), stretch.ranges.get(side)));
        match found.last_mut() {
            Some(last)
                if own.before.start < last.before.end || own.after.start < last.after.end =>
            {
                last.before.end = last.before.end.max(own.before.end);
                last.after.end = last.after.end.max(own.after.end);
            }
            _ => found.push(own),
        }
    }
    found
}

/// The mentions in the sentences that a range of bytes touches.
fn around(mentions: &[Mention<'_>], bytes: &Range<usize>) -> Range<usize> {
    let start = mentions.partition_point(|mention| mention.bytes.end <= bytes.start);
    let end =
        mentions.partition_point(|mention| mention.bytes.start < bytes.end.max(bytes.start + 1));
    let sentence = |at: usize| mentions.get(at).map(|mention| mention.sentence);
    let (mut first, mut last) = (start, end);
    while first > 0 && sentence(first - 1) == sentence(start.min(mentions.len().saturating_sub(1)))
    {
        first -= 1;
    }
    while last < mentions.len() && last > 0 && sentence(last) == sentence(last - 1) {
        last += 1;
    }
    first..last.max(first)
}

fn in_one_place(
    readings: Sides<&Reading<'_>>,
    all: &Sides<Vec<Mention<'_>>>,
    place: Sides<Range<usize>>,
) -> Vec<Signal> {
    let here = Sides::make(|side| &all.get(side)[place.get(side).clone()]);
    let mut left = here.map(|mentions| mentions.iter().collect::<Vec<_>>());
    without_shared(&mut left, |mention| mention.who);
    if left.before.is_empty() && left.after.is_empty() {
        return swapped(readings, here).into_iter().collect();
    }
    let words = |side: Side, mention: &Mention<'_>| {
        Some(
            readings
                .get(side)
                .spelled(mention.pieces.clone())
                .to_owned(),
        )
    };
    let said = |direction: Direction, words: Sides<Option<String>>| Signal {
        kind: SignalKind::Party,
        direction,
        words,
        remark: None,
    };
    let mut found = Vec::new();
    let both = left.before.len().min(left.after.len());
    for (one, other) in left.before.iter().zip(&left.after) {
        let words = Sides::new(words(Side::Before, one), words(Side::After, other));
        found.push(said(Direction::Changed, words));
    }
    let gone = left.before[both..]
        .iter()
        .filter(|mention| mention.is_joined);
    found.extend(gone.map(|mention| {
        said(
            Direction::Removed,
            Sides::new(words(Side::Before, mention), None),
        )
    }));
    let came = left.after[both..]
        .iter()
        .filter(|mention| mention.is_joined);
    found.extend(came.map(|mention| {
        said(
            Direction::Added,
            Sides::new(None, words(Side::After, mention)),
        )
    }));
    found
}

/// Two parties that changed places, unless the sentence was only turned: from active to passive, with
/// those that one "and" joins, or with a part of it put elsewhere, which takes its parties along.
fn swapped(readings: Sides<&Reading<'_>>, here: Sides<&[Mention<'_>]>) -> Option<Signal> {
    // Who does what, as far as the next word tells.
    let roles = Sides::make(|side| {
        let mentions = here.get(side).iter();
        let roles =
            mentions.map(|mention| (mention.who, readings.get(side).word(mention.pieces.end)));
        roles.collect::<BTreeSet<_>>()
    });
    if roles.before == roles.after {
        return None;
    }
    two_apart(here.map(in_order))?;
    let (one, other) = two_apart(here.map(|mentions| mentions.iter().collect()))?;
    let acting = Sides::make(|side| {
        let mentions = here.get(side).iter();
        mentions
            .filter(|mention| is_acting(readings.get(side), mention))
            .count()
    });
    let is_turned = acting.before != acting.after;
    if is_turned || (one.is_joined && other.is_joined) {
        return None;
    }
    let words = Sides::new(
        readings.before.spelled(one.pieces.clone()),
        readings.after.spelled(other.pieces.clone()),
    );
    Some(Signal {
        kind: SignalKind::Party,
        direction: Direction::Changed,
        words: words.map(|words| Some(words.to_owned())),
        remark: None,
    })
}

/// The first of two places where the mentions differ, if there each has the one of the other.
fn two_apart<'m, 'a>(
    Sides { before, after }: Sides<Vec<&'m Mention<'a>>>,
) -> Option<(&'m Mention<'a>, &'m Mention<'a>)> {
    let pairs = before.into_iter().zip(after);
    let mut apart = pairs.filter(|(one, other)| one.who != other.who);
    let (first, second) = (apart.next()?, apart.next()?);
    let have_swapped = first.0.who == second.1.who && first.1.who == second.0.who;
    (have_swapped && apart.next().is_none()).then_some(first)
}

/// The mentions in the order of the text, but for those that are joined, whose order says nothing.
fn in_order<'m, 'a>(mentions: &'m [Mention<'a>]) -> Vec<&'m Mention<'a>> {
    let mut all: Vec<&Mention<'a>> = mentions.iter().collect();
    for joined in all.chunk_by_mut(|one, other| one.is_joined && other.is_joined) {
        joined.sort_by_key(|mention| mention.who);
    }
    all
}

/// True behind the "by" of a passive, or as an object that a preposition leads.
fn is_acting(reading: &Reading<'_>, mention: &Mention<'_>) -> bool {
    let before = |back: usize| mention.pieces.start.checked_sub(back);
    let mut near = [before(1), before(2)].into_iter().flatten();
    near.any(|at| reading.means(at, Sense::Passive) || reading.means(at, Sense::Toward))
}

fn mentions<'a>(
    reading: &'a Reading<'_>,
    names: &[(Vec<String>, Identity<'a>)],
) -> Vec<Mention<'a>> {
    let mut found: Vec<Mention<'a>> = Vec::new();
    let mut sentence = 0;
    let told = Openings::NAME.or(Openings::SENTENCE);
    let mut behind = 0;
    loop {
        let at = reading.next(behind, told);
        if at == reading.pieces.len() {
            break;
        }
        sentence += usize::from(reading.ends_sentence(at));
        let Some((who, end)) = who(reading, at, names) else {
            behind = at + 1;
            continue;
        };
        found.push(Mention {
            who,
            pieces: at..end,
            bytes: reading.pieces[at].at..reading.pieces[end - 1].end(),
            sentence,
            is_joined: false,
        });
        behind = end;
    }
    for second in 1..found.len() {
        let between = found[second - 1].pieces.end..found[second].pieces.start;
        if are_joined(reading, between) {
            found[second - 1].is_joined = true;
            found[second].is_joined = true;
        }
    }
    found
}

/// True if only "and", "or", commas and articles stand between.
fn are_joined(reading: &Reading<'_>, mut between: Range<usize>) -> bool {
    let joins = |at: usize| {
        let junction = reading.find(at, Sense::junction);
        junction.is_some_and(|(junction, _)| {
            matches!(junction, Junction::And | Junction::Or | Junction::AndOr)
        })
    };
    let is_article =
        |at: usize| reading.means(at, Sense::Article) || reading.means(at, Sense::Definite);
    !between.is_empty() && between.all(|at| joins(at) || is_article(at) || reading.word(at) == ",")
}

fn who<'a>(
    reading: &'a Reading<'_>,
    at: usize,
    names: &[(Vec<String>, Identity<'a>)],
) -> Option<(Who<'a>, usize)> {
    if !reading.opens(at, Openings::NAME) {
        return None;
    }
    let declared = names.iter().find(|(words, _)| {
        let is_here = |(by, word): (usize, &String)| reading.word(at + by) == word;
        words.iter().enumerate().all(is_here)
    });
    if let Some((words, identity)) = declared {
        return Some((Who::Declared(*identity), at + words.len()));
    }
    let end = reading.behind(at, Sense::Role)?;
    let is_common = reading.means(at, Sense::Collective);
    let begins = at == 0 || matches!(reading.word(at - 1), "." | ";" | ":");
    // "Party" is whoever is meant, and a capital at the beginning of a sentence names nobody.
    (!is_common && !begins).then(|| (Who::Role(reading.word(at)), end))
}
