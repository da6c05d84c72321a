//! Defined terms: what they mean, before and after, and where they are used.
//!
//! A definition says what a word means wherever it stands, so one that changed touches
//! other clauses, whose text did not change. Whether the meaning changed in substance is
//! told by the words that carry it, without their order, endings and listed synonyms. A
//! definition that only moved to another clause is no finding.
//!
//! What a definition touches is read in one pass over each version, for the terms that changed
//! only. A term that a version defines several times means, from each definition to the next,
//! what that one says; what stands before the first goes by the first.

mod known;
mod read;
mod uses;
mod vocabulary;

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use known::{Defined, Known, Used, key};
use uses::{Edited, Use};
use vocabulary::{Phrase, Vocabulary, Word};

use super::class;
use super::edit::Edit;
use super::grouping::Group;
use super::signals::{Direction, Remark, Signal, SignalKind};
use crate::model::{ClauseIndex, Side, Sides, Version};
use crate::text::normalize::folded;

/// The definitions of two versions, and what became of them in related clauses.
pub(super) struct Definitions<'a> {
    both: Both<'a>,
    /// By the first clauses of a group, which no other group has.
    told: FxHashMap<Sides<ClauseIndex>, Vec<Told<'a>>>,
    /// The clauses that those definitions touch, as far as a reader of the after version must know.
    used: Sides<Used<'a>>,
}

/// The definitions of two versions.
struct Both<'a> {
    versions: Sides<&'a Version>,
    known: Sides<Known<'a>>,
}

/// A definition that came, went or changed.
struct Told<'a> {
    direction: Direction,
    /// The clause that defines, and the term.
    terms: Sides<Option<(ClauseIndex, &'a str)>>,
}

/// The definitions of the clauses compared, by their key.
type Own<'d, 'a> = BTreeMap<&'d str, &'d Defined<'a>>;

impl<'a> Definitions<'a> {
    /// Reads both versions once for definitions, and once more for the terms that changed.
    pub fn new(versions: Sides<&'a Version>, groups: &[Group]) -> Self {
        let both = Both {
            versions,
            known: versions.map(Known::new),
        };
        let told = groups.iter().filter_map(|group| {
            let told = both.told(&group.clauses);
            (!told.is_empty()).then(|| Some((first(&group.clauses)?, told)))?
        });
        let told: FxHashMap<_, Vec<Told<'_>>> = told.collect();
        let used = Sides::make(|side| {
            let asked = told.values().flatten().filter(|told| told.lasts() == side);
            let mut asked: Vec<_> = asked.filter_map(|told| *told.terms.get(side)).collect();
            asked.sort_unstable();
            asked.dedup();
            both.known.get(side).used(versions.get(side), &asked)
        });
        Self { both, told, used }
    }

    /// Findings about the defined terms of related clauses with this redline.
    pub fn of(&self, clauses: &Sides<Vec<ClauseIndex>>, text: &[Edit]) -> Vec<Signal> {
        let known = &self.both.known;
        if known.before.is_empty() && known.after.is_empty() {
            return Vec::new();
        }
        let told = first(clauses).and_then(|first| self.told.get(&first));
        let told = told.into_iter().flatten();
        let mut found: Vec<Signal> = told.map(|told| self.signal(told)).collect();
        found.extend(self.both.exchanged(clauses, text));
        found
    }

    fn signal(&self, told: &Told<'a>) -> Signal {
        let side = told.lasts();
        let own = told.terms.get(side);
        let touched = own.and_then(|own| self.used.get(side).get(&own));
        let touched = touched.filter(|touched| !touched.is_empty());
        Signal {
            kind: SignalKind::DefinedTerm,
            direction: told.direction,
            words: told.terms.map(|own| own.map(|(_, term)| term.to_owned())),
            remark: touched.cloned().map(Remark::Touches),
        }
    }
}

impl Told<'_> {
    /// The last version that has it.
    fn lasts(&self) -> Side {
        match self.terms.after {
            Some(_) => Side::After,
            None => Side::Before,
        }
    }
}

/// True if two texts are made of words that say the same, in whatever order. What only the order
/// tells, who pays whom, is not seen.
pub(super) fn same_words(texts: Sides<&str>, tags: Sides<Option<&str>>) -> bool {
    let essence = |side: Side| read::essence(texts.get(side), Vocabulary::of(*tags.get(side)));
    essence(Side::Before) == essence(Side::After)
}

/// The first clause of either side.
fn first(clauses: &Sides<Vec<ClauseIndex>>) -> Option<Sides<ClauseIndex>> {
    let Sides { before, after } = clauses;
    Some(Sides::new(*before.first()?, *after.first()?))
}

impl<'a> Both<'a> {
    /// What became of the definitions of related clauses.
    fn told(&self, clauses: &Sides<Vec<ClauseIndex>>) -> Vec<Told<'a>> {
        let own = Sides::make(|side| self.own(side, clauses.get(side)));
        if own.before.is_empty() && own.after.is_empty() {
            return Vec::new();
        }
        let mut left = Sides::make(|side| left(side, &own));
        let mut found = self.renamed(&mut left);
        found.extend(self.changed(&own));
        found.extend(Side::BOTH.into_iter().flat_map(|side| {
            let left = left.get(side).values();
            left.filter_map(move |own| self.come_or_gone(side, own))
        }));
        found
    }

    /// Of several definitions of one term in these clauses, the first.
    fn own(&self, side: Side, clauses: &[ClauseIndex]) -> Own<'_, 'a> {
        let known = self.known.get(side);
        let mut own = Own::new();
        for defined in clauses.iter().flat_map(|clause| known.of_clause(*clause)) {
            own.entry(&defined.key).or_insert(defined);
        }
        own
    }

    fn vocabulary(&self, side: Side) -> &'static Vocabulary {
        Vocabulary::of(self.versions.get(side).lang.as_deref())
    }

    /// Definitions whose meaning is no longer the same.
    fn changed(&self, own: &Sides<Own<'_, 'a>>) -> Vec<Told<'a>> {
        let both = own.before.iter().filter_map(|(key, before)| {
            let after = own.after.get(key)?;
            Some(Sides::new(*before, *after))
        });
        let changed = both.filter(|both| !self.means_the_same(*both));
        changed.map(changed_to).collect()
    }

    fn means_the_same(&self, both: Sides<&Defined<'_>>) -> bool {
        let meanings = both.map(|own| own.meaning);
        let is_same_essence =
            || self.essence(Side::Before, both.before) == self.essence(Side::After, both.after);
        both.before.manner == both.after.manner
            && (meanings.before == meanings.after
                || is_same_essence()
                || class::is_typography(meanings.before, meanings.after))
    }

    fn essence<'d>(&self, side: Side, defined: &'d Defined<'_>) -> &'d BTreeSet<String> {
        defined.essence(self.vocabulary(side))
    }

    /// A meaning that has another term now, taken out of those that are left.
    fn renamed(&self, left: &mut Sides<Own<'_, 'a>>) -> Vec<Told<'a>> {
        if left.before.is_empty() || left.after.is_empty() {
            return Vec::new();
        }
        let Sides { before, after } = Sides::make(|side| self.meanings(side, left.get(side)));
        let mut found = Vec::new();
        for (meaning, old) in before {
            if let Some(new) = after.get(&meaning)
                && let Some(before) = left.before.remove(old)
                && let Some(after) = left.after.remove(new)
            {
                found.push(changed_to(Sides::new(before, after)));
            }
        }
        found
    }

    /// What the terms mean that the other version does not define, with the key of each; of several
    /// that mean the same, the first.
    fn meanings<'d>(
        &self,
        side: Side,
        own: &Own<'d, 'a>,
    ) -> BTreeMap<(Phrase, &'d BTreeSet<String>), &'d str> {
        let is_gone = |(key, _): &(&&str, _)| !self.known.get(side.other()).has(key);
        let gone = own.iter().filter(is_gone).rev();
        let meanings = gone.map(|(key, own)| ((own.manner, self.essence(side, own)), *key));
        meanings
            .filter(|((_, essence), _)| !essence.is_empty())
            .collect()
    }

    /// A definition that the other clauses do not have: new or gone, or in another place,
    /// perhaps with another meaning.
    fn come_or_gone(&self, side: Side, own: &Defined<'a>) -> Option<Told<'a>> {
        let mut elsewhere = self.known.get(side.other()).of_term(&own.key).peekable();
        if let Some(&moved) = elsewhere.peek() {
            let both = |moved| match side {
                Side::Before => Sides::new(own, moved),
                Side::After => Sides::new(moved, own),
            };
            let is_kept = elsewhere.any(|moved| self.means_the_same(both(moved)));
            return (!is_kept).then(|| changed_to(both(moved)));
        }
        Some(Told {
            direction: Direction::alone_on(side),
            terms: Sides::make(|of| (of == side).then_some((own.clause, own.term))),
        })
    }

    /// Defined terms of which one stands where another stood, each pair once.
    fn exchanged(&self, clauses: &Sides<Vec<ClauseIndex>>, text: &[Edit]) -> Vec<Signal> {
        let edited = |side: Side| {
            let terms = &self.known.get(side).terms;
            let edited = uses::edited(side, text).into_iter();
            let edited = edited.filter_map(|edit| Some((terms.reach(edit.text)?, edit)));
            edited.collect::<Vec<_>>()
        };
        let before = edited(Side::Before);
        if before.is_empty() {
            return Vec::new();
        }
        let mut edited = Sides::new(before, edited(Side::After));
        let has = |edited: &[(usize, Edited<'_>)], own: &Edited<'_>| {
            let found = edited.binary_search_by_key(&own.edit, |(_, edit)| edit.edit);
            found.is_ok()
        };
        let Sides { before, after } = &mut edited;
        before.retain(|(_, edit)| has(after, edit));
        after.retain(|(_, edit)| has(before, edit));
        if before.is_empty() {
            return Vec::new();
        }
        let uses = Sides::make(|side| {
            let mut by_edit: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
            for (edit, term) in self.uses(side, clauses.get(side), edited.get(side)) {
                by_edit.entry(edit).or_default().insert(term);
            }
            by_edit
        });
        let mut found: BTreeSet<Sides<&str>> = BTreeSet::new();
        for (edit, before) in &uses.before {
            let Some(after) = uses.after.get(edit) else {
                continue;
            };
            if let (Some(&before), Some(&after)) = (only(before, after), only(after, before))
                && self.are_two(clauses, Sides::new(before, after))
            {
                found.insert(Sides::new(before, after));
            }
        }
        let signal = |terms: Sides<&str>| Signal {
            kind: SignalKind::DefinedTerm,
            direction: Direction::Changed,
            words: terms.map(|term| Some(term.to_owned())),
            remark: None,
        };
        found.into_iter().map(signal).collect()
    }

    /// The terms that edits touch where they are used, not defined, with the edit.
    fn uses(
        &self,
        side: Side,
        clauses: &[ClauseIndex],
        edited: &[(usize, Edited<'_>)],
    ) -> Vec<(usize, &'a str)> {
        let known = self.known.get(side);
        let mut start = 0;
        let mut found = Vec::new();
        for &clause in clauses {
            let text = &self.versions.get(side).clause(clause).text;
            let is_defined = |at: usize| known.of_clause(clause).any(|own| own.at == at);
            let end = start + text.len();
            for (reach, edit) in edited {
                if edit.range.start >= end || edit.range.end <= start {
                    continue;
                }
                let range = edit.range.start.saturating_sub(start)..edit.range.end - start;
                let uses = known.terms.touching(text, range, *reach);
                let uses = uses.filter(|Use { at, .. }| !is_defined(*at));
                found.extend(uses.map(|own| (edit.edit, own.term)));
            }
            start += text.len() + 1;
        }
        found
    }

    /// True if one version defines both terms, and neither is a party, which is another
    /// finding, nor a term whose definition the clauses exchange.
    fn are_two(&self, clauses: &Sides<Vec<ClauseIndex>>, terms: Sides<&str>) -> bool {
        let keys = terms.map(key);
        let defines_both = |side: Side| {
            let known = self.known.get(side);
            known.has(&keys.before) && known.has(&keys.after)
        };
        let is_party = |side: Side| {
            let key = keys.get(side);
            let parties = self.versions.get(side).parties.iter();
            let mut names =
                parties.flat_map(|party| std::iter::once(&party.name).chain(&party.aliases));
            self.vocabulary(side).is(Word::Role, key) || names.any(|name| folded(name) == **key)
        };
        let defines_own = |side: Side| {
            let own = self.own(side, clauses.get(side));
            own.contains_key(&**keys.get(side))
        };
        keys.before != keys.after
            && Side::BOTH.into_iter().any(defines_both)
            && !Side::BOTH.into_iter().any(is_party)
            && !Side::BOTH.into_iter().all(defines_own)
    }
}

/// Definitions of terms that the clauses of the other side do not define.
fn left<'d, 'a>(side: Side, own: &Sides<Own<'d, 'a>>) -> Own<'d, 'a> {
    let other = own.get(side.other());
    let mut left = own.get(side).clone();
    left.retain(|key, _| !other.contains_key(key));
    left
}

fn changed_to<'a>(both: Sides<&Defined<'a>>) -> Told<'a> {
    Told {
        direction: Direction::Changed,
        terms: both.map(|own| Some((own.clause, own.term))),
    }
}

/// The one term that the other side does not have.
fn only<'s, 't>(own: &'s BTreeSet<&'t str>, other: &'s BTreeSet<&'t str>) -> Option<&'s &'t str> {
    let mut left = own.difference(other);
    left.next().filter(|_| left.next().is_none())
}
