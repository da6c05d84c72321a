//! The redline of one text against another, in whole words.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::ops::Range;

use super::edit::{Edit, Op};
use super::sequence::{self, Run};
use crate::text::token::{Token, TokenKind, shared_ends, tokens, word_count};

/// Kept runs of at most this many words between larger edits are noise to a reader, if
/// they are [`SHORT`].
const ISLAND: usize = 2;

/// Words of at most this many characters (of, the, to) hold no meaning of their own; a
/// kept name or verb is worth seeing.
const SHORT: usize = 3;

/// A kept island goes if the edits around it hold so many times its words. Each word of it
/// that goes is marked twice: at 4, the words marked in changed clauses of four pairs of
/// licence versions are 1.07 times the fewest possible; at 10, less than 1.05 times.
const DROWNED: usize = 10;

/// A text that keeps less than one word in this many of the shorter side is shown as
/// rewritten. Below 8, clauses of the same licences lose kept phrases that a reader wants.
const REWRITTEN: usize = 8;

/// What was kept, deleted and inserted, in whole words.
///
/// Keeps and deletes spell `before`, keeps and inserts `after`, byte for byte; of one
/// place, the deletion comes first. Words, numbers with their separators, and marks are
/// never cut. Short kept islands between larger edits are told as part of the edit, and
/// a text that keeps hardly anything is told as one deletion and one insertion.
///
/// The alignment does not depend on which text is which: exchanging them exchanges
/// deletions and insertions. Cost as of a word diff by Myers' algorithm, of what stands
/// between the beginning and the end that the texts share.
pub fn redline<'a>(before: &'a str, after: &'a str) -> Vec<Edit<'a>> {
    if before <= after {
        return directed(before, after);
    }
    let mut edits = directed(after, before);
    edits
        .iter_mut()
        .for_each(|edit| edit.op = edit.op.inverted());
    for at in 1..edits.len() {
        if edits[at - 1].op == Op::Insert && edits[at].op == Op::Delete {
            edits.swap(at - 1, at);
        }
    }
    edits
}

fn directed<'a>(before: &'a str, after: &'a str) -> Vec<Edit<'a>> {
    let mut script = Script::new(before, after);
    if before == after {
        script.push(Op::Keep, 0..before.len());
        return script.edits();
    }
    let (start, end) = shared_ends(before, after);
    let texts = [before, after];
    let ranges = texts.map(|text| start..text.len() - end);
    let inner = [&before[ranges[0].clone()], &after[ranges[1].clone()]];
    let sides = inner.map(Words::new);
    let mut runs = sequence::align(&sides[0].words, &sides[1].words);
    absorb_islands(&mut runs, &sides);
    let ends = || word_count(&before[..start]) + word_count(&before[before.len() - end..]);
    if is_rewritten(&runs, &sides, ends) {
        script.push(Op::Delete, 0..before.len());
        script.push(Op::Insert, 0..after.len());
        return script.edits();
    }
    script.push(Op::Keep, 0..start);
    spell(&mut script, &runs, &sides, ranges);
    script.push(Op::Keep, before.len() - end..before.len());
    script.edits()
}

/// Words and marks of a text; white space is told with the gaps between them.
struct Words<'a> {
    words: Vec<Word<'a>>,
    /// How many of them are words.
    count: usize,
}

impl<'a> Words<'a> {
    fn new(text: &'a str) -> Self {
        let mut words = Vec::with_capacity(text.len() / USUAL_LENGTH + 1);
        let mut count = 0;
        for token in tokens(text).filter(|token| token.kind != TokenKind::Space) {
            words.push(Word::new(text, &token, count));
            count += usize::from(token.kind == TokenKind::Word);
        }
        Self { words, count }
    }

    fn count_in(&self, (start, end): (usize, usize)) -> usize {
        let before = |at: usize| self.words.get(at).map_or(self.count, |word| word.before);
        before(end) - before(start)
    }

    fn all(&self) -> usize {
        self.count_in((0, self.words.len()))
    }
}

/// Bytes of a text for each word or mark in it, with the space behind; a little less than
/// is found in contracts, so that room is made once.
const USUAL_LENGTH: usize = 5;

/// A word or mark, equal to others of the same text. Aligning compares each with many, and
/// nearly all are told apart, or found to be the same, by their first bytes as one number.
#[derive(Clone, Copy)]
struct Word<'a> {
    text: &'a str,
    first: u64,
    /// Where it starts.
    at: usize,
    /// How many words stand before it.
    before: usize,
}

impl<'a> Word<'a> {
    /// Of a token of `text`.
    fn new(text: &str, token: &Token<'a>, before: usize) -> Self {
        let length = token.text.len().min(FIRST);
        let first = match text.as_bytes()[token.at..].first_chunk() {
            Some(bytes) => u64::from_le_bytes(*bytes) & (u64::MAX >> (8 * (FIRST - length))),
            None => {
                let mut bytes = [0; FIRST];
                bytes[..length].copy_from_slice(&token.text.as_bytes()[..length]);
                u64::from_le_bytes(bytes)
            }
        };
        Self {
            text: token.text,
            first,
            at: token.at,
            before,
        }
    }
}

/// How many bytes make one number.
const FIRST: usize = size_of::<u64>();

impl PartialEq for Word<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.first == other.first
            && self.text.len() == other.text.len()
            && (self.text.len() <= FIRST || self.text == other.text)
    }
}

impl Eq for Word<'_> {}

impl Hash for Word<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

/// Words on the side of a run that has more of them.
fn size(run: &Run, sides: &[Words<'_>; 2]) -> usize {
    sides[0]
        .count_in(run.before)
        .max(sides[1].count_in(run.after))
}

fn absorb_islands(runs: &mut Vec<Run>, sides: &[Words<'_>; 2]) {
    let mut told: Vec<Run> = Vec::with_capacity(runs.len());
    let mut waiting = std::mem::take(runs).into_iter().peekable();
    while let Some(run) = waiting.next() {
        let around = told
            .last()
            .zip(waiting.peek())
            .map(|(left, right)| size(left, sides) + size(right, sides));
        let is_drowned = run.equal && around.is_some_and(|around| is_noise(&run, around, sides));
        match told.last_mut() {
            Some(edit) if is_drowned || (!edit.equal && !run.equal) => {
                edit.before.1 = run.before.1;
                edit.after.1 = run.after.1;
            }
            _ => told.push(run),
        }
    }
    *runs = told;
}

fn is_noise(run: &Run, around: usize, sides: &[Words<'_>; 2]) -> bool {
    let kept = &sides[0].words[run.before.0..run.before.1];
    let words = sides[0].count_in(run.before);
    let is_short = |word: &Word| word.text.chars().count() <= SHORT;
    words <= ISLAND && kept.iter().all(is_short) && around >= DROWNED * words.max(1)
}

/// `ends` counts the words that both texts begin and end with.
fn is_rewritten(runs: &[Run], sides: &[Words<'_>; 2], ends: impl Fn() -> usize) -> bool {
    let kept = runs.iter().filter(|run| run.equal);
    let kept: usize = kept.map(|run| size(run, sides)).sum();
    let shorter = sides[0].all().min(sides[1].all());
    let edits = runs.iter().filter(|run| !run.equal).count();
    edits > 1 && kept * REWRITTEN < shorter && {
        let ends = ends();
        (kept + ends) * REWRITTEN < shorter + ends
    }
}

/// Turns runs of words into edits of bytes, giving each gap its white space. The words
/// stand in these ranges of the texts.
fn spell(
    script: &mut Script<'_>,
    runs: &[Run],
    sides: &[Words<'_>; 2],
    [before, after]: [Range<usize>; 2],
) {
    let place = |a: usize, b: usize| {
        let (a, b) = (&sides[0].words[a], &sides[1].words[b]);
        let at = (before.start + a.at, after.start + b.at);
        (at.0..at.0 + a.text.len(), at.1..at.1 + b.text.len())
    };
    let (mut old, mut new) = (before.start, after.start);
    for run in runs.iter().filter(|run| run.equal) {
        let first = place(run.before.0, run.after.0);
        let last = place(run.before.1 - 1, run.after.1 - 1);
        let whole = (first.0.start..last.0.end, first.1.start..last.1.end);
        // Mostly the white space between its words is the same as well.
        if script.is_same(&whole.0, &whole.1) {
            script.gap(old..whole.0.start, new..whole.1.start);
            script.push(Op::Keep, whole.0);
        } else {
            let pairs = (run.before.0..run.before.1).zip(run.after.0..run.after.1);
            for (a, b) in pairs {
                let (at, other) = place(a, b);
                script.gap(old..at.start, new..other.start);
                (old, new) = (at.end, other.end);
                script.push(Op::Keep, at);
            }
        }
        (old, new) = (last.0.end, last.1.end);
    }
    script.gap(old..before.end, new..after.end);
}

/// Room for so many runs is made at once: as many as most changed clauses have.
const USUAL_RUNS: usize = 32;

/// Runs of the texts in order: neighbours of one kind are one, and none is empty.
struct Script<'a> {
    before: &'a str,
    after: &'a str,
    runs: Vec<(Op, Range<usize>)>,
}

impl<'a> Script<'a> {
    fn new(before: &'a str, after: &'a str) -> Self {
        Self {
            before,
            after,
            runs: Vec::with_capacity(USUAL_RUNS),
        }
    }

    /// Adds bytes of the text in which they stand; of the one before, if in both.
    fn push(&mut self, op: Op, range: Range<usize>) {
        match self.runs.last_mut() {
            _ if range.is_empty() => {}
            Some((last, whole)) if *last == op => whole.end = range.end,
            _ => self.runs.push((op, range)),
        }
    }

    /// True if the same bytes stand in these ranges, white space and all.
    fn is_same(&self, old: &Range<usize>, new: &Range<usize>) -> bool {
        self.before[old.clone()] == self.after[new.clone()]
    }

    /// Adds what stands between two kept words: shared white space at either end is kept.
    fn gap(&mut self, old: Range<usize>, new: Range<usize>) {
        let (before, after) = (&self.before[old.clone()], &self.after[new.clone()]);
        if before == after {
            self.push(Op::Keep, old);
            return;
        }
        let start = shared_space(before.chars(), after.chars());
        let end = shared_space(before[start..].chars().rev(), after[start..].chars().rev());
        self.push(Op::Keep, old.start..old.start + start);
        self.push(Op::Delete, old.start + start..old.end - end);
        self.push(Op::Insert, new.start + start..new.end - end);
        self.push(Op::Keep, old.end - end..old.end);
    }

    fn edits(self) -> Vec<Edit<'a>> {
        let text = |op: Op| match op {
            Op::Keep | Op::Delete => self.before,
            Op::Insert => self.after,
        };
        let runs = self.runs.into_iter();
        runs.map(|(op, range)| Edit {
            op,
            text: Cow::Borrowed(&text(op)[range]),
        })
        .collect()
    }
}

/// Bytes of white space that both begin with.
pub(super) fn shared_space(
    before: impl Iterator<Item = char>,
    after: impl Iterator<Item = char>,
) -> usize {
    let shared = before
        .zip(after)
        .take_while(|(a, b)| a == b && a.is_whitespace());
    shared.map(|(a, _)| a.len_utf8()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::edit::spelled;
    use crate::model::Side;

    fn shown(edits: &[Edit]) -> String {
        let mark = |edit: &Edit| match edit.op {
            Op::Keep => edit.text.to_string(),
            Op::Delete => format!("[-{}-]", edit.text),
            Op::Insert => format!("{{+{}+}}", edit.text),
        };
        edits.iter().map(mark).collect()
    }

    #[track_caller]
    fn check(before: &str, after: &str, expected: &str) {
        let edits = redline(before, after);
        assert_eq!(shown(&edits), expected);
        assert_eq!(spelled(&edits, Side::Before), before);
        assert_eq!(spelled(&edits, Side::After), after);
        let back = redline(after, before);
        assert_eq!(spelled(&back, Side::Before), after);
        assert_eq!(spelled(&back, Side::After), before);
    }

    #[test]
    fn a_changed_amount_is_one_word_deleted_and_one_inserted() {
        check(
            "pay 30 days after invoice",
            "pay 45 days after invoice",
            "pay [-30-]{+45+} days after invoice",
        );
        check(
            "pay 45 days after invoice",
            "pay 30 days after invoice",
            "pay [-45-]{+30+} days after invoice",
        );
    }

    #[test]
    fn numbers_are_never_cut() {
        check(
            "at most 1,200 persons",
            "at most 1,400 persons",
            "at most [-1,200-]{+1,400+} persons",
        );
    }

    #[test]
    fn an_inserted_word_takes_one_space_with_it() {
        check(
            "North keeps the port",
            "North always keeps the port",
            "North {+always +}keeps the port",
        );
    }

    #[test]
    fn nothing_against_something_is_one_insertion() {
        check("", "North keeps", "{+North keeps+}");
        check("North keeps", "", "[-North keeps-]");
    }

    #[test]
    fn equal_texts_are_kept_whole() {
        check("same  text\n", "same  text\n", "same  text\n");
    }

    #[test]
    fn small_islands_between_large_edits_are_absorbed() {
        check(
            "North pays a levy of ten in gold for all that the harbour takes from the sea",
            "North never taxes one single ship of the southern fleet that the harbour takes from the sea",
            "North [-pays a levy of ten in gold for all-]{+never taxes one single ship of the southern fleet+} that the harbour takes from the sea",
        );
    }

    #[test]
    fn a_text_that_keeps_hardly_anything_is_rewritten() {
        check(
            "North pays and South collects one levy every year in silver",
            "No tolls stand and nobody owes anything at any quay ever",
            "[-North pays and South collects one levy every year in silver-]{+No tolls stand and nobody owes anything at any quay ever+}",
        );
    }

    #[test]
    fn changed_white_space_is_told() {
        check("a b", "a  b", "a {+ +}b");
    }
}
