//! Findings in running text: what two texts state otherwise.
//!
//! Takes the redline of two texts and gives findings, each about one fact under its most specific
//! kind. What a text states is read by [`facts`](super::facts); what authors wrote as keys is
//! compared in [`signals`](super::signals).

mod amounts;
mod lists;
mod mentions;
mod sayings;
mod stretches;

pub(super) use amounts::only_terms_differ;
pub(super) use mentions::Names;

use super::edit::{Edit, Op};
use super::facts;
use super::signals::{Signal, SignalKind};
use super::terms::TermChange;
use crate::model::{Side, Sides};
use crate::text::vocabulary::{Reading, Vocabulary};

/// All findings about the running text of related clauses, kind by kind and in the order of the
/// text. Each changed term accounts for one number of each side. `tags` are the languages.
pub(super) fn of(
    texts: Sides<&str>,
    edits: &[Edit],
    tags: Sides<Option<&str>>,
    names: &Names<'_>,
    terms: &[TermChange],
) -> Vec<Signal> {
    if edits.iter().all(|edit| edit.op == Op::Keep) {
        return Vec::new();
    }
    let readings = Sides::make(|side| Vocabulary::of(*tags.get(side)).read(texts.get(side)));
    let stretches = stretches::stretches(edits);
    let dates = readings.as_ref().map(facts::dates);
    let numbers = Sides::make(|side| facts::amounts(readings.get(side), dates.get(side)));
    let dates = dates.map(|dates| {
        dates
            .iter()
            .map(facts::Dated::as_amount)
            .collect::<Vec<_>>()
    });
    let slices = |of: &Sides<Vec<facts::Written<'_>>>| -> Vec<Signal> {
        amounts::of(of.as_ref().map(Vec::as_slice), &stretches, terms)
    };
    let mut found = slices(&dates);
    found.extend(slices(&numbers));
    let reading: Sides<&Reading<'_>> = readings.as_ref();
    found.extend(sayings::of(reading, &stretches));
    found.extend(mentions::of(reading, &stretches, names));
    found.extend(lists::of(reading, &stretches));
    told_once(found)
}

/// Leaves out what a larger finding tells: the number, the denial or the condition inside a member
/// that came, the denial inside a condition that did. A party that came is no member besides.
fn told_once(mut found: Vec<Signal>) -> Vec<Signal> {
    let all = found.clone();
    found.retain(|one| !all.iter().any(|other| tells(other, one)));
    found
}

/// True if a finding on one side only holds the words of another such.
fn tells(whole: &Signal, part: &Signal) -> bool {
    let holds = |side: Side| match (whole.words.get(side), part.words.get(side)) {
        (Some(whole), Some(part)) => whole.contains(part.as_str()),
        (None, None) => true,
        _ => false,
    };
    let is_told = |whole: SignalKind, part: SignalKind| match whole {
        SignalKind::ListItem => !matches!(part, SignalKind::ListItem | SignalKind::Party),
        SignalKind::Party => part == SignalKind::ListItem,
        _ => false,
    };
    let both = Side::BOTH.into_iter().all(holds);
    is_told(whole.kind, part.kind)
        && (both || (whole.kind == SignalKind::Party && in_each(whole, part)))
}

/// True if the smaller of two findings stands in the larger, whichever it is.
fn in_each(one: &Signal, other: &Signal) -> bool {
    Side::BOTH
        .into_iter()
        .all(|side| match (one.words.get(side), other.words.get(side)) {
            (Some(one), Some(other)) => other.contains(one.as_str()),
            (None, None) => true,
            _ => false,
        })
}
