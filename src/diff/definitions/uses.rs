//! Where defined terms are used.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::read::floor;
use crate::diff::edit::{Edit, Op};
use crate::model::{ClauseIndex, Side, Version};
use crate::text::ascii::{self, Places};
use crate::text::runs::{is_inside, run_end, runs};
use crate::text::shapes::Shapes;

/// Terms by their words, to find them in texts.
#[derive(Default)]
pub(super) struct Terms<'a> {
    all: Vec<Term<'a>>,
    /// By first word; of those with one first word, the longest first.
    by_first: FxHashMap<&'a str, Vec<usize>>,
    /// The words that terms are told by, each with the bytes of the longest term that has it, in the
    /// plural.
    reach: FxHashMap<&'a str, usize>,
    /// Of the first words, also in the plural.
    shapes: Shapes,
    /// Of those words.
    inner: Shapes,
    /// For each byte, whether some term begins with it.
    begins: Vec<bool>,
}

struct Term<'a> {
    name: &'a str,
    words: Vec<&'a str>,
}

/// A term at a place of a text.
#[derive(Clone, Debug)]
pub(super) struct Use<'a> {
    pub term: &'a str,
    /// Byte offset.
    pub at: usize,
    end: usize,
    /// Among all terms.
    number: usize,
}

/// So many terms may begin with one word and are all looked for.
const MOST_OF_ONE_WORD: usize = 16;

impl<'a> Terms<'a> {
    pub fn new(mut terms: Vec<&'a str>) -> Self {
        terms.sort_unstable();
        terms.dedup();
        let mut own = Self {
            begins: vec![false; 256],
            ..Self::default()
        };
        for name in terms {
            let words: Vec<&str> = runs(name).map(|(_, word)| word).collect();
            for word in telling(&words) {
                own.inner.add(word);
                own.inner.add(&format!("{word}s"));
                let reach = own.reach.entry(word).or_default();
                *reach = (name.len() + 1).max(*reach);
            }
            if let Some(first) = words.first() {
                own.add_first(first);
                own.all.push(Term { name, words });
            }
        }
        for alike in own.by_first.values_mut() {
            alike.sort_by_key(|&term| std::cmp::Reverse(own.all[term].words.len()));
            alike.truncate(MOST_OF_ONE_WORD);
        }
        own
    }

    /// The first word of the next term.
    fn add_first(&mut self, first: &'a str) {
        self.shapes.add(first);
        self.shapes.add(&format!("{first}s"));
        self.by_first.entry(first).or_default().push(self.all.len());
        self.begins[usize::from(first.as_bytes()[0])] = true;
    }

    /// Of these terms those that are asked for, and those that may hold one of them.
    pub fn near(&self, asked: &FxHashSet<&str>) -> Self {
        let first = |term: &&Term<'a>| asked.contains(term.name).then(|| term.words[0]);
        let firsts: FxHashSet<&str> = self.all.iter().filter_map(|term| first(&term)).collect();
        let is_near = |term: &&Term<'_>| term.words.iter().any(|word| firsts.contains(word));
        let near = self.all.iter().filter(is_near);
        Self::new(near.map(|term| term.name).collect())
    }

    /// The clauses that use each term that is asked for, in the order of the document.
    pub fn used_in(
        &self,
        version: &Version,
        is_asked: impl Fn(&str) -> bool,
    ) -> FxHashMap<&'a str, Vec<ClauseIndex>> {
        let asked: Vec<bool> = self.all.iter().map(|term| is_asked(term.name)).collect();
        let mut used = vec![Vec::new(); self.all.len()];
        for (clause, own) in version.indexed() {
            let uses = self.uses(&own.text, 0);
            for number in uses.map(|own| own.number).filter(|&own| asked[own]) {
                let clauses: &mut Vec<ClauseIndex> = &mut used[number];
                if clauses.last() != Some(&clause) {
                    clauses.push(clause);
                }
            }
        }
        let names = self.all.iter().map(|term| term.name);
        names.zip(used).collect()
    }

    /// How many bytes before a text a term may begin that has one of its words; `None` if none has.
    pub fn reach(&self, text: &str) -> Option<usize> {
        let words = runs(text).filter(|(_, word)| self.inner.may_hold(word));
        let found = words.filter_map(|(_, word)| {
            let own = self.reach.get(word);
            own.or_else(|| self.reach.get(singular(word))).copied()
        });
        found.max()
    }

    /// The uses that overlap a range of a text, in order, if they begin so many bytes before it at
    /// most.
    pub fn touching(
        &self,
        text: &str,
        range: Range<usize>,
        reach: usize,
    ) -> impl Iterator<Item = Use<'a>> {
        let start = floor(text, range.start.saturating_sub(reach));
        let uses = self.uses(text, start);
        let uses = uses.take_while(move |own| own.at < range.end);
        uses.filter(move |own| own.end > range.start)
    }

    /// Each use in a text from a place on, in order; a term within a longer one is not told.
    pub fn uses(&self, text: &str, from: usize) -> impl Iterator<Item = Use<'a>> {
        let from = match is_inside(text, from) {
            true => run_end(text, from),
            false => from,
        };
        // Where a word of ASCII begins, or any other character may.
        let mut starts = Places::new(text.as_bytes(), from, |[before, own, _]| {
            (ascii::alphanumerics_of(own) | own) & !ascii::alphanumerics_of(before)
        });
        std::iter::from_fn(move || {
            while let Some(at) = starts.next() {
                if !self.begins[usize::from(text.as_bytes()[at])] {
                    continue;
                }
                let end = run_end(text, at);
                let word = &text[at..end];
                let may_be = self.shapes.may_hold(word) && !is_inside(text, at);
                if let Some(found) = may_be.then(|| self.use_at(text, at, word)).flatten() {
                    starts.skip_to(found.end);
                    return Some(found);
                }
            }
            None
        })
    }

    /// The longest term at a place where a word stands.
    fn use_at(&self, text: &str, at: usize, word: &str) -> Option<Use<'a>> {
        let own = self.by_first.get(word);
        let own = own.or_else(|| self.by_first.get(word.strip_suffix('s')?))?;
        let rest = &text[at..];
        own.iter().find_map(|&number| {
            let Term { name, words } = &self.all[number];
            let length = match words.as_slice() {
                [_] => word.len(),
                words => length(words, rest)?,
            };
            Some(Use {
                term: name,
                at,
                end: at + length,
                number,
            })
        })
    }
}

/// The words that tell a term from others: those with a capital, or all if none has one.
fn telling<'w, 't>(words: &'w [&'t str]) -> impl Iterator<Item = &'t str> + use<'w, 't> {
    let is_name = |word: &str| word.starts_with(char::is_uppercase);
    let has_name = words.iter().any(|word| is_name(word));
    let words = words.iter().copied();
    words.filter(move |word| !has_name || is_name(word))
}

/// How many bytes of a text, which begins with the first word, the words of a term take;
/// the last may stand in the plural.
fn length(words: &[&str], text: &str) -> Option<usize> {
    let (last, others) = words.split_last()?;
    let mut end = 0;
    for word in others {
        let rest = text[end..].strip_prefix(word)?;
        let next =
            rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '\'' | '’'));
        if next.len() == rest.len() {
            return None;
        }
        end = text.len() - next.len();
    }
    let found = &text[end..run_end(text, end)];
    let is_same = found == *last || singular(found) == *last;
    is_same.then(|| end + found.len())
}

fn singular(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}

/// A run that was deleted or inserted.
pub(super) struct Edited<'e> {
    /// Where it stands in the text of its side.
    pub range: Range<usize>,
    /// How many kept runs stand before it.
    pub edit: usize,
    pub text: &'e str,
}

/// The runs of one side that the other does not have.
pub(super) fn edited<'e>(side: Side, text: &'e [Edit]) -> Vec<Edited<'e>> {
    let (mut at, mut kept) = (0, 0);
    let mut found = Vec::new();
    for run in text {
        kept += usize::from(run.op == Op::Keep);
        if !run.op.is_on(side) {
            continue;
        }
        let range = at..at + run.text.len();
        at = range.end;
        if run.op != Op::Keep {
            found.push(Edited {
                range,
                edit: kept,
                text: &run.text,
            });
        }
    }
    found
}
