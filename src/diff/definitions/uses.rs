//! Where defined terms are used.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::read::word_places;
use crate::diff::edit::{Edit, Op};
use crate::model::{ClauseIndex, Side, Version};
use crate::text::shapes::Shapes;

/// Terms by their words, to find them in texts.
pub(super) struct Terms<'a> {
    /// By first word; of those with one first word, the longest first.
    by_first: FxHashMap<&'a str, Vec<(Vec<&'a str>, &'a str)>>,
    /// All words of all terms.
    words: FxHashSet<&'a str>,
    /// The bytes with which some term begins.
    starts: [bool; 256],
    /// Of the first words, also in the plural.
    shapes: Shapes,
    /// Of all words.
    inner: Shapes,
}

/// A term at a place of a text.
#[derive(Clone, Debug)]
pub(super) struct Use<'a> {
    pub term: &'a str,
    pub at: usize,
    end: usize,
}

/// So many terms may begin with one word and are all looked for.
const MOST_OF_ONE_WORD: usize = 16;

impl<'a> Terms<'a> {
    pub fn new(mut terms: Vec<&'a str>) -> Self {
        terms.sort_unstable();
        terms.dedup();
        let mut by_first: FxHashMap<&str, Vec<_>> = FxHashMap::default();
        let mut all = FxHashSet::default();
        for term in terms {
            let words: Vec<&str> = word_places(term).map(|(_, word)| word).collect();
            all.extend(&words);
            if let Some(first) = words.first() {
                by_first.entry(first).or_default().push((words, term));
            }
        }
        let mut starts = [false; 256];
        let mut inner = Shapes::default();
        all.iter().for_each(|word: &&str| inner.add(word));
        let mut shapes = Shapes::default();
        for first in by_first.keys() {
            starts[usize::from(first.as_bytes()[0])] = true;
            shapes.add(first);
            shapes.add(&format!("{first}s"));
        }
        for own in by_first.values_mut() {
            own.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
            own.truncate(MOST_OF_ONE_WORD);
        }
        Self {
            by_first,
            words: all,
            starts,
            shapes,
            inner,
        }
    }

    /// True if a word of some term stands in these texts.
    pub fn may_stand_in<'t>(&self, mut texts: impl Iterator<Item = &'t str>) -> bool {
        !self.words.is_empty()
            && texts.any(|text| {
                let mut words = word_places(text);
                words.any(|(_, word)| self.has_word(word))
            })
    }

    fn has_word(&self, word: &str) -> bool {
        let is_one = |word: &str| self.inner.may_hold(word) && self.words.contains(word);
        is_one(word) || is_one(singular(word))
    }

    /// Each use in a text, in order; a term within a longer one is not told.
    pub fn uses(&self, text: &str) -> impl Iterator<Item = Use<'a>> {
        let bytes = text.as_bytes();
        let mut at = 0;
        std::iter::from_fn(move || {
            while let Some(by) = bytes[at..]
                .iter()
                .position(|byte| self.starts[usize::from(*byte)])
            {
                let start = at + by;
                at = start + 1;
                let is_inside = start > 0 && bytes[start - 1].is_ascii_alphanumeric();
                if !is_inside && let Some((term, end)) = self.use_at(text, start) {
                    at = end;
                    return Some(Use {
                        term,
                        at: start,
                        end,
                    });
                }
            }
            None
        })
    }

    /// The longest term at a place where a word may start, and where it ends.
    fn use_at(&self, text: &str, start: usize) -> Option<(&'a str, usize)> {
        let word = word_at(text.get(start..)?)?;
        if !self.shapes.may_hold(word) {
            return None;
        }
        let before = text[..start].chars().next_back();
        if before.is_some_and(char::is_alphanumeric) {
            return None;
        }
        let own = self.by_first.get(word);
        let own = own.or_else(|| self.by_first.get(singular(word)))?;
        own.iter().find_map(|(words, term)| {
            let length = length(words, &text[start..])?;
            Some((*term, start + length))
        })
    }

    /// The clauses of a version that use each term, in the order of the document.
    pub fn used_in(&self, version: &Version) -> FxHashMap<&'a str, Vec<ClauseIndex>> {
        let mut used: FxHashMap<&str, Vec<ClauseIndex>> = FxHashMap::default();
        for (clause, own) in version.indexed() {
            for found in self.uses(&own.text) {
                let clauses = used.entry(found.term).or_default();
                if clauses.last() != Some(&clause) {
                    clauses.push(clause);
                }
            }
        }
        used
    }
}

/// The word that a text begins with.
fn word_at(text: &str) -> Option<&str> {
    let bytes = text.as_bytes();
    let length = bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric());
    let length = length.count();
    if length > 0 && bytes.get(length).is_none_or(u8::is_ascii) {
        return Some(&text[..length]);
    }
    let first = word_places(text).next();
    first.filter(|(at, _)| *at == 0).map(|(_, word)| word)
}

/// How many bytes of a text, which begins with the first word, the words of a term take;
/// the last may stand in the plural.
fn length(words: &[&str], text: &str) -> Option<usize> {
    let mut places = word_places(text);
    let mut end = 0;
    for (at, word) in words.iter().enumerate() {
        let (place, found) = places.next()?;
        let is_last = at + 1 == words.len();
        let is_same = found == *word || (is_last && singular(found) == *word);
        let is_near = at == 0
            || text[end..place]
                .chars()
                .all(|c| c.is_whitespace() || c == '-' || c == '\'' || c == '’');
        if !(is_same && is_near) {
            return None;
        }
        end = place + found.len();
    }
    Some(end)
}

fn singular(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}

impl Use<'_> {
    pub fn moved_by(self, start: usize) -> Self {
        Self {
            at: self.at + start,
            end: self.end + start,
            ..self
        }
    }

    /// The edit that touches it, if one does.
    pub fn edit(&self, edited: &[Edited]) -> Option<usize> {
        let at = edited.partition_point(|edit| edit.range.end <= self.at);
        let edit = edited.get(at)?;
        (edit.range.start < self.end).then_some(edit.edit)
    }
}

/// A run that was deleted or inserted.
pub(super) struct Edited<'e> {
    /// Where it stands in the text of its side.
    range: Range<usize>,
    /// How many kept runs stand before it.
    edit: usize,
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
