//! Findings in running text: what two texts state otherwise.
//!
//! Takes the redline of two texts and gives findings, each about one fact under its most specific
//! kind. What a text states is read by [`facts`]; what authors wrote as keys is
//! compared in [`signals`](super::signals).

mod amounts;
mod lists;
mod mentions;
mod pairing;
mod sayings;
mod stretches;

pub(super) use amounts::{only_terms_differ, told_by};
pub(super) use mentions::Names;

use std::ops::Range;

use super::edit::{Edit, Op};
use super::facts::{self, Written};
use super::signals::{Signal, SignalKind};
use super::terms::TermChange;
use super::words::redline;
use crate::model::{Side, Sides};
use crate::text::token::{word_count, words};
use crate::text::vocabulary::{Reading, Vocabulary};

/// Two texts with what they state.
pub(super) struct Facts<'t> {
    readings: Sides<Reading<'t>>,
    dates: Sides<Vec<Written<'t>>>,
    amounts: Sides<Vec<Written<'t>>>,
}

impl<'t> Facts<'t> {
    /// Reads two texts, each by the vocabulary of its language.
    pub fn read(texts: Sides<&'t str>, tags: Sides<Option<&str>>) -> Self {
        let readings = Sides::make(|side| Vocabulary::of(*tags.get(side)).read(texts.get(side)));
        let dates = readings.as_ref().map(facts::dates);
        let amounts = Sides::make(|side| facts::amounts(readings.get(side), dates.get(side)));
        let dates = dates.map(|dates| dates.iter().map(facts::Dated::as_amount).collect());
        Self {
            readings,
            dates,
            amounts,
        }
    }

    /// What a redline should not cut, as byte ranges in order: money, shares, dates, enumerators.
    pub fn units(&self) -> Sides<Vec<Range<usize>>> {
        Sides::make(|side| {
            let written = self.dates.get(side).iter().chain(self.amounts.get(side));
            let whole = written.filter(|written| is_unit(written.kind()));
            let mut units: Vec<_> = whole.map(|written| written.bytes.clone()).collect();
            units.extend(lists::enumerators(self.readings.get(side)));
            units.sort_by_key(|unit| unit.start);
            units.dedup_by(|next, last| next.start < last.end);
            units
        })
    }

    /// All findings, kind by kind and in the order of the text. Each changed term accounts for one
    /// number of each side.
    pub fn findings(&self, edits: &[Edit], names: &Names<'_>, terms: &[TermChange]) -> Vec<Signal> {
        let stretches = stretches::stretches(edits);
        let slices = |of: &Sides<Vec<Written<'_>>>| {
            amounts::of(of.as_ref().map(Vec::as_slice), &stretches, terms)
        };
        let mut found = slices(&self.dates);
        found.extend(slices(&self.amounts));
        let readings: Sides<&Reading<'_>> = self.readings.as_ref();
        found.extend(sayings::of(readings, &stretches));
        found.extend(mentions::of(readings, &stretches, names));
        let members = lists::of(readings, &stretches);
        if !members.is_empty() && is_made_of(edits) {
            found.extend(members);
        }
        told_once(found)
    }
}

/// The findings between two texts that stand by themselves.
pub(super) fn between(
    texts: Sides<&str>,
    tags: Sides<Option<&str>>,
    names: &Names<'_>,
) -> Vec<Signal> {
    let edits = redline(texts.before, texts.after);
    Facts::read(texts, tags).findings(&edits, names, &[])
}

/// True if a text keeps so much of the other that what it adds is a member rather than a sentence
/// between commas: a third of the shorter one.
fn is_made_of(edits: &[Edit]) -> bool {
    let words = |op: Op| {
        let own = edits.iter().filter(|edit| edit.op == op);
        own.map(|edit| word_count(&edit.text)).sum::<usize>()
    };
    let kept = words(Op::Keep);
    3 * kept >= kept + words(Op::Delete).min(words(Op::Insert))
}

/// A length of time is no unit: of "30 days" the number alone is what changes.
fn is_unit(kind: SignalKind) -> bool {
    matches!(
        kind,
        SignalKind::Money | SignalKind::Percentage | SignalKind::Date
    )
}

/// Leaves out what a larger finding tells: the number, the denial or the condition inside a member
/// that came, the denial inside a condition that did. A party that came is no member besides.
fn told_once(mut found: Vec<Signal>) -> Vec<Signal> {
    let of = |found: &[Signal], kind: SignalKind| {
        let own = found.iter().filter(|signal| signal.kind == kind);
        own.cloned().collect::<Vec<_>>()
    };
    let parties = of(&found, SignalKind::Party);
    found.retain(|one| {
        one.kind != SignalKind::ListItem || !parties.iter().any(|party| tells(party, one))
    });
    let members = of(&found, SignalKind::ListItem);
    let is_apart = |kind: SignalKind| matches!(kind, SignalKind::ListItem | SignalKind::Party);
    found.retain(|one| is_apart(one.kind) || !members.iter().any(|member| tells(member, one)));
    found
}

/// True if one of two findings on the same side holds all words of the other: a member those of a
/// number, and the name of a party stands in a member or is one.
fn tells(whole: &Signal, part: &Signal) -> bool {
    Side::BOTH
        .into_iter()
        .all(|side| match (whole.words.get(side), part.words.get(side)) {
            (Some(whole), Some(part)) => holds(whole, part) || holds(part, whole),
            (None, None) => true,
            _ => false,
        })
}

/// True if the words of one text stand in another in a row.
fn holds(whole: &str, part: &str) -> bool {
    let (whole, part): (Vec<&str>, Vec<&str>) = (words(whole).collect(), words(part).collect());
    !part.is_empty() && whole.windows(part.len()).any(|run| run == part)
}
