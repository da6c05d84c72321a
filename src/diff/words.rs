//! The redline of one text against another, in whole words.

use rustc_hash::FxHashMap;

use super::edit::{Edit, Op};
use super::sequence::{self, Run};
use crate::text::token::{Token, TokenKind, tokens};

/// Kept runs of at most this many words between larger edits are noise to a reader, if
/// they are [`SHORT`].
const ISLAND: usize = 2;

/// Words of at most this many characters (of, the, to) hold no meaning of their own; a
/// kept name or verb is worth seeing.
const SHORT: usize = 3;

/// A kept island goes if the edits around it hold so many times its words.
const DROWNED: usize = 4;

/// A text that keeps less than one word in this many of the shorter side is shown as
/// rewritten.
const REWRITTEN: usize = 4;

/// What was kept, deleted and inserted, in whole words.
///
/// Keeps and deletes spell `before`, keeps and inserts `after`, byte for byte; of one
/// place, the deletion comes first. Words, numbers with their separators, and marks are
/// never cut. Short kept islands between larger edits are told as part of the edit, and
/// a text that keeps hardly anything is told as one deletion and one insertion.
///
/// The alignment does not depend on which text is which: exchanging them exchanges
/// deletions and insertions. Cost as of a word diff by Myers' algorithm.
pub fn redline(before: &str, after: &str) -> Vec<Edit> {
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

fn directed(before: &str, after: &str) -> Vec<Edit> {
    if before == after {
        return script([(Op::Keep, before)]);
    }
    let sides = [solid(before), solid(after)];
    let [old, new] = numbered(&sides);
    let mut runs = sequence::align(&old, &new);
    absorb_islands(&mut runs, &sides);
    if is_rewritten(&runs, &sides) {
        return script([(Op::Delete, before), (Op::Insert, after)]);
    }
    spell(before, after, &runs, &sides)
}

/// Words and marks; white space is told with the gaps between them.
fn solid(text: &str) -> Vec<Token<'_>> {
    tokens(text)
        .filter(|token| token.kind != TokenKind::Space)
        .collect()
}

fn numbered<'a>(sides: &[Vec<Token<'a>>; 2]) -> [Vec<u32>; 2] {
    let mut numbers: FxHashMap<&'a str, u32> = FxHashMap::default();
    sides.each_ref().map(|tokens| {
        let number = |token: &Token<'a>| {
            let next = u32::try_from(numbers.len())
                .expect("a clause has fewer words than bytes, and those are limited");
            *numbers.entry(token.text).or_insert(next)
        };
        tokens.iter().map(number).collect()
    })
}

fn word_count(tokens: &[Token<'_>]) -> usize {
    tokens
        .iter()
        .filter(|token| token.kind == TokenKind::Word)
        .count()
}

/// Words on the side of a run that has more of them.
fn size(run: &Run, sides: &[Vec<Token<'_>>; 2]) -> usize {
    let of = |tokens: &[Token<'_>], (start, end): (usize, usize)| word_count(&tokens[start..end]);
    of(&sides[0], run.before).max(of(&sides[1], run.after))
}

fn absorb_islands(runs: &mut Vec<Run>, sides: &[Vec<Token<'_>>; 2]) {
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

fn is_noise(run: &Run, around: usize, sides: &[Vec<Token<'_>>; 2]) -> bool {
    let kept = &sides[0][run.before.0..run.before.1];
    let words = word_count(kept);
    let is_short = |token: &Token<'_>| token.text.chars().count() <= SHORT;
    words <= ISLAND && kept.iter().all(is_short) && around >= DROWNED * words.max(1)
}

fn is_rewritten(runs: &[Run], sides: &[Vec<Token<'_>>; 2]) -> bool {
    let kept: usize = runs
        .iter()
        .filter(|run| run.equal)
        .map(|run| size(run, sides))
        .sum();
    let shorter = word_count(&sides[0]).min(word_count(&sides[1]));
    let edits = runs.iter().filter(|run| !run.equal).count();
    kept * REWRITTEN < shorter && edits > 1
}

/// Turns runs of solid tokens into edits of bytes, giving each gap its white space.
fn spell(before: &str, after: &str, runs: &[Run], sides: &[Vec<Token<'_>>; 2]) -> Vec<Edit> {
    let mut pieces: Vec<(Op, &str)> = Vec::new();
    let mut at = (0, 0);
    for pair in kept_tokens(runs, sides) {
        gap(
            &before[at.0..pair.0.at],
            &after[at.1..pair.1.at],
            &mut pieces,
        );
        pieces.push((Op::Keep, pair.0.text));
        at = (pair.0.at + pair.0.text.len(), pair.1.at + pair.1.text.len());
    }
    gap(&before[at.0..], &after[at.1..], &mut pieces);
    script(pieces)
}

fn kept_tokens<'a>(
    runs: &'a [Run],
    sides: &'a [Vec<Token<'a>>; 2],
) -> impl Iterator<Item = (Token<'a>, Token<'a>)> {
    let kept = runs.iter().filter(|run| run.equal);
    kept.flat_map(|run| {
        sides[0][run.before.0..run.before.1]
            .iter()
            .copied()
            .zip(sides[1][run.after.0..run.after.1].iter().copied())
    })
}

/// What stands between two kept tokens: shared white space at either end is kept.
fn gap<'a>(before: &'a str, after: &'a str, pieces: &mut Vec<(Op, &'a str)>) {
    if before == after {
        pieces.push((Op::Keep, before));
        return;
    }
    let start = shared_space(before.chars(), after.chars());
    let end = shared_space(before[start..].chars().rev(), after[start..].chars().rev());
    pieces.push((Op::Keep, &before[..start]));
    pieces.push((Op::Delete, &before[start..before.len() - end]));
    pieces.push((Op::Insert, &after[start..after.len() - end]));
    pieces.push((Op::Keep, &before[before.len() - end..]));
}

fn shared_space(before: impl Iterator<Item = char>, after: impl Iterator<Item = char>) -> usize {
    let shared = before
        .zip(after)
        .take_while(|(a, b)| a == b && a.is_whitespace());
    shared.map(|(a, _)| a.len_utf8()).sum()
}

/// Joins neighbours of one kind and leaves out empty ones.
fn script<'a>(pieces: impl IntoIterator<Item = (Op, &'a str)>) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for (op, text) in pieces.into_iter().filter(|(_, text)| !text.is_empty()) {
        match edits.last_mut() {
            Some(last) if last.op == op => last.text.push_str(text),
            _ => edits.push(Edit {
                op,
                text: text.into(),
            }),
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::edit::spelled;
    use crate::model::Side;

    fn shown(edits: &[Edit]) -> String {
        let mark = |edit: &Edit| match edit.op {
            Op::Keep => edit.text.clone(),
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
