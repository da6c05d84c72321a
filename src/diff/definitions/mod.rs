//! Defined terms: what they mean, before and after, and where they are used.
//!
//! A definition says what a word means wherever it stands, so one that changed touches
//! other clauses, whose text did not change. Whether the meaning changed in substance is
//! told by the words that carry it, without their order, endings and listed synonyms. A
//! definition that only moved to another clause is no finding.

mod read;
mod uses;
mod vocabulary;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use read::{Definition, essence};
use uses::{Terms, Use};
use vocabulary::{Vocabulary, Word};

use super::class;
use super::edit::Edit;
use super::signals::{Direction, Remark, Signal, SignalKind};
use crate::model::{ClauseIndex, Side, Sides, Version};
use crate::text::normalize::folded;
use crate::text::spelling;

/// The definitions of two versions.
pub(super) struct Definitions<'a> {
    versions: Sides<&'a Version>,
    known: Sides<OnceCell<Known<'a>>>,
    /// Read when the first finding asks.
    used: Sides<OnceCell<FxHashMap<&'a str, Vec<ClauseIndex>>>>,
}

/// The definitions of one version.
struct Known<'a> {
    of_clauses: FxHashMap<ClauseIndex, Vec<Definition<'a>>>,
    /// By folded term, in the order of the document.
    of_terms: BTreeMap<String, Vec<(ClauseIndex, Definition<'a>)>>,
    terms: Terms<'a>,
}

/// A definition of the clauses compared, by its folded term.
type Own<'d, 'a> = BTreeMap<String, &'d Definition<'a>>;

impl<'a> Definitions<'a> {
    pub fn new(versions: Sides<&'a Version>) -> Self {
        Self {
            versions,
            known: Sides::default(),
            used: Sides::default(),
        }
    }

    /// Findings about the defined terms of related clauses with this redline.
    pub fn of(&self, clauses: &Sides<Vec<ClauseIndex>>, text: &[Edit]) -> Vec<Signal> {
        let known = Sides::make(|side| self.known(side));
        if known.before.of_terms.is_empty() && known.after.of_terms.is_empty() {
            return Vec::new();
        }
        let own = Sides::make(|side| known.get(side).own(clauses.get(side)));
        let mut left = Sides::make(|side| self.left(side, &own));
        let mut found = self.renamed(&mut left);
        found.extend(self.changed(&own));
        found.extend(Side::BOTH.into_iter().flat_map(|side| {
            let left = left.get(side).iter();
            left.filter_map(move |(key, own)| self.come_or_gone(side, key, own))
        }));
        found.extend(self.exchanged(clauses, &own, text));
        found
    }

    fn known(&self, side: Side) -> &Known<'a> {
        let version = *self.versions.get(side);
        self.known.get(side).get_or_init(|| Known::new(version))
    }

    fn vocabulary(&self, side: Side) -> &'static Vocabulary {
        Vocabulary::of(self.versions.get(side).lang.as_deref())
    }

    /// Definitions of terms that the clauses of the other side do not define.
    fn left<'d>(&self, side: Side, own: &Sides<Own<'d, 'a>>) -> Own<'d, 'a> {
        let other = own.get(side.other());
        let own = own.get(side).iter();
        let left = own.filter(|(key, _)| !other.contains_key(*key));
        left.map(|(key, own)| (key.clone(), *own)).collect()
    }

    /// Definitions whose meaning is no longer the same.
    fn changed(&self, own: &Sides<Own<'_, 'a>>) -> Vec<Signal> {
        let both = own.before.iter().filter_map(|(key, before)| {
            let after = own.after.get(key)?;
            Some(Sides::new(*before, *after))
        });
        let changed = both.filter(|both| !self.means_the_same(*both));
        changed.map(|both| self.signal(both)).collect()
    }

    fn signal(&self, both: Sides<&Definition<'a>>) -> Signal {
        let touched = Sides::make(|side| self.touched(side, both.get(side).term));
        Signal {
            kind: SignalKind::DefinedTerm,
            direction: Direction::Changed,
            words: both.map(|own| Some(own.term.to_owned())),
            remark: touches(touched),
        }
    }

    fn means_the_same(&self, both: Sides<&Definition>) -> bool {
        both.before.manner == both.after.manner
            && (class::is_typography(both.before.meaning, both.after.meaning) || {
                let essence =
                    Sides::make(|side| essence(both.get(side).meaning, self.vocabulary(side)));
                essence.before == essence.after
            })
    }

    /// A meaning that has another term now, taken out of those that are left.
    fn renamed(&self, left: &mut Sides<Own<'_, 'a>>) -> Vec<Signal> {
        let meanings = |side: Side| {
            let is_gone = |key: &&String| !self.known(side.other()).of_terms.contains_key(*key);
            let keys = left.get(side).keys().filter(is_gone).rev();
            let meaning = |key: &String| {
                let own = left.get(side)[key];
                let essence = essence(own.meaning, self.vocabulary(side));
                (!essence.is_empty()).then(|| ((own.manner, essence), key.clone()))
            };
            keys.filter_map(meaning).collect::<BTreeMap<_, _>>()
        };
        let Sides { before, after } = Sides::make(meanings);
        let mut found = Vec::new();
        for (meaning, old) in before {
            if let Some(new) = after.get(&meaning)
                && let Some(before) = left.before.remove(&old)
                && let Some(after) = left.after.remove(new)
            {
                found.push(self.signal(Sides::new(before, after)));
            }
        }
        found
    }

    /// A definition that the other clauses do not have: new or gone, or in another place,
    /// perhaps with another meaning.
    fn come_or_gone(&self, side: Side, key: &str, own: &Definition<'a>) -> Option<Signal> {
        let other = side.other();
        if let Some(elsewhere) = self.known(other).of_terms.get(key) {
            let both = |moved| match side {
                Side::Before => Sides::new(own, moved),
                Side::After => Sides::new(moved, own),
            };
            let is_kept = elsewhere
                .iter()
                .any(|(_, moved)| self.means_the_same(both(moved)));
            let moved = elsewhere.first().filter(|_| !is_kept);
            return moved.map(|(_, moved)| self.signal(both(moved)));
        }
        let direction = match side {
            Side::Before => Direction::Removed,
            Side::After => Direction::Added,
        };
        let only = |of: Side| (of == side).then(|| own.term.to_owned());
        let touched = |of: Side| {
            if of == side {
                self.touched(side, own.term)
            } else {
                Vec::new()
            }
        };
        Some(Signal {
            kind: SignalKind::DefinedTerm,
            direction,
            words: Sides::make(only),
            remark: touches(Sides::make(touched)),
        })
    }

    /// Clauses whose text uses a term, without those that define it.
    fn touched(&self, side: Side, term: &str) -> Vec<ClauseIndex> {
        let known = self.known(side);
        let used = self
            .used
            .get(side)
            .get_or_init(|| known.terms.used_in(self.versions.get(side)));
        let own = known.of_terms.get(&key(term)).into_iter().flatten();
        let own = own.filter(|(_, own)| own.term == term);
        let own: BTreeSet<ClauseIndex> = own.map(|(clause, _)| *clause).collect();
        let defines = |clause: &ClauseIndex| own.contains(clause);
        let clauses = used.get(term).into_iter().flatten().copied();
        clauses.filter(|clause| !defines(clause)).collect()
    }

    /// Defined terms of which one stands where another stood, each pair once.
    fn exchanged(
        &self,
        clauses: &Sides<Vec<ClauseIndex>>,
        own: &Sides<Own<'_, 'a>>,
        text: &[Edit],
    ) -> Vec<Signal> {
        let mut found: BTreeSet<Sides<&str>> = BTreeSet::new();
        let edited = Sides::make(|side| uses::edited(side, text));
        let may_be = |side: Side| {
            self.known(side)
                .terms
                .may_stand_in(edited.get(side).iter().map(|edit| edit.text))
        };
        if !Side::BOTH.into_iter().all(may_be) {
            return Vec::new();
        }
        let uses = Sides::make(|side| {
            let uses = self.uses(side, clauses.get(side)).into_iter();
            let mut by_edit: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
            for (edit, term) in uses.filter_map(|own| Some((own.edit(edited.get(side))?, own.term)))
            {
                by_edit.entry(edit).or_default().insert(term);
            }
            by_edit
        });
        for (edit, before) in &uses.before {
            let Some(after) = uses.after.get(edit) else {
                continue;
            };
            if let (Some(&before), Some(&after)) = (only(before, after), only(after, before))
                && self.are_two(own, Sides::new(before, after))
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

    fn uses(&self, side: Side, clauses: &[ClauseIndex]) -> Vec<Use<'a>> {
        let known = self.known(side);
        let mut start = 0;
        let mut found = Vec::new();
        for &clause in clauses {
            let text = &self.versions.get(side).clause(clause).text;
            let own = known.of_clauses.get(&clause);
            let is_defined = |at: usize| own.is_some_and(|own| own.iter().any(|own| own.at == at));
            let uses = known.terms.uses(text).filter(|own| !is_defined(own.at));
            found.extend(uses.map(|own| own.moved_by(start)));
            start += text.len() + 1;
        }
        found
    }

    /// True if one version defines both terms, and neither is a party, which is another
    /// finding, nor a term whose definition the clauses exchange.
    fn are_two(&self, own: &Sides<Own<'_, 'a>>, terms: Sides<&str>) -> bool {
        let keys = terms.map(key);
        let defines_both = |side: Side| {
            let known = &self.known(side).of_terms;
            known.contains_key(&keys.before) && known.contains_key(&keys.after)
        };
        let is_party = |side: Side| {
            let key = keys.get(side);
            let parties = self.versions.get(side).parties.iter();
            let mut names =
                parties.flat_map(|party| std::iter::once(&party.name).chain(&party.aliases));
            self.vocabulary(side).is(Word::Role, key) || names.any(|name| folded(name) == **key)
        };
        let is_moved = own.before.contains_key(&keys.before) && own.after.contains_key(&keys.after);
        keys.before != keys.after
            && Side::BOTH.into_iter().any(defines_both)
            && !Side::BOTH.into_iter().any(is_party)
            && !is_moved
    }
}

impl<'a> Known<'a> {
    fn new(version: &'a Version) -> Self {
        let vocabulary = Vocabulary::of(version.lang.as_deref());
        let mut of_clauses = FxHashMap::default();
        let mut of_terms: BTreeMap<String, Vec<_>> = BTreeMap::new();
        for (clause, own) in version.indexed() {
            let found = read::definitions(&own.text, vocabulary);
            for definition in &found {
                let own = of_terms.entry(key(definition.term)).or_default();
                own.push((clause, definition.clone()));
            }
            if !found.is_empty() {
                of_clauses.insert(clause, found);
            }
        }
        let terms = of_terms.values().flatten().map(|(_, own)| own.term);
        let terms = Terms::new(terms.collect());
        Self {
            of_clauses,
            of_terms,
            terms,
        }
    }

    /// Of several definitions of one term in these clauses, the first.
    fn own(&self, clauses: &[ClauseIndex]) -> Own<'_, 'a> {
        let mut own = Own::new();
        for definition in clauses
            .iter()
            .filter_map(|clause| self.of_clauses.get(clause))
            .flatten()
        {
            own.entry(key(definition.term)).or_insert(definition);
        }
        own
    }
}

/// The one term that the other side does not have.
fn only<'s, 't>(own: &'s BTreeSet<&'t str>, other: &'s BTreeSet<&'t str>) -> Option<&'s &'t str> {
    let mut left = own.difference(other);
    left.next().filter(|_| left.next().is_none())
}

/// A term however it is spelled.
fn key(term: &str) -> String {
    let folded = folded(term);
    let words = folded.split_whitespace().map(spelling::standard);
    words.collect::<Vec<_>>().join(" ")
}

fn touches(touched: Sides<Vec<ClauseIndex>>) -> Option<Remark> {
    let is_any = !touched.before.is_empty() || !touched.after.is_empty();
    is_any.then_some(Remark::Touches(touched))
}
