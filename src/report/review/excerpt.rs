//! Redlines of long clauses, short enough to be read beside many others.

use crate::diff::{Edit, Op};
use crate::report::diff::Item;

/// Longest stretch of words that both sides have, in characters; of a longer one both ends are shown.
/// Shorter ends than [`END`] leave a reader without the sentence that the change is in.
const KEPT: usize = 400;

/// What is shown of each end of it.
const END: usize = 160;

/// Longest stretch that only one side has: two pages. A longer one is for the file itself.
const ALONE: usize = 6_000;

/// Longest words of a finding on one side, in characters; the redline has them in their place.
const FOUND: usize = 300;

impl Item<'_> {
    /// The same with the words of its findings short enough to stand in a line.
    #[must_use]
    pub fn shortened(mut self) -> Self {
        for signal in &mut self.signals {
            let words = &mut signal.words;
            for words in [&mut words.before, &mut words.after].into_iter().flatten() {
                if let Some(short) = cut(words, FOUND) {
                    *words = short;
                }
            }
        }
        self
    }
}

/// The redline without what stands far from every change. In the place of what is left out there is `…`,
/// and where words of one side are left out, how many characters they are.
pub fn excerpt<'e>(redline: &'e [Edit<'e>]) -> Vec<Edit<'e>> {
    let last = redline.len().saturating_sub(1);
    let shortened = redline.iter().enumerate().map(|(at, edit)| Edit {
        op: edit.op,
        text: match edit.op {
            Op::Keep => kept(&edit.text, at > 0, at < last),
            Op::Delete | Op::Insert => cut(&edit.text, ALONE),
        }
        .map_or_else(|| edit.text.as_ref().into(), Into::into),
    });
    shortened.collect()
}

/// `None` for what is short enough.
fn kept(text: &str, follows_a_change: bool, precedes_a_change: bool) -> Option<String> {
    let characters = text.chars().count();
    if characters <= KEPT {
        return None;
    }
    let start = if follows_a_change {
        first(text, END)
    } else {
        ""
    };
    let end = if precedes_a_change {
        last(text, END)
    } else {
        ""
    };
    Some(format!("{start} … {end}"))
}

/// `None` for what is not longer than `most` characters.
fn cut(text: &str, most: usize) -> Option<String> {
    let characters = text.chars().count();
    let start = first(text, most);
    let more = characters - start.chars().count();
    (characters > most).then(|| format!("{start} … ({more} more characters)"))
}

/// At most so many characters from the start, in whole words where there are any.
fn first(text: &str, most: usize) -> &str {
    let cut = text
        .char_indices()
        .nth(most)
        .map_or(text, |(at, _)| &text[..at]);
    cut.rfind(' ').map_or(cut, |space| &cut[..space])
}

fn last(text: &str, most: usize) -> &str {
    let from = text.char_indices().rev().nth(most.saturating_sub(1));
    let cut = from.map_or(text, |(at, _)| &text[at..]);
    cut.find(' ').map_or(cut, |space| &cut[space + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(redline: &[(Op, &str)]) -> String {
        let redline: Vec<Edit<'_>> = redline
            .iter()
            .map(|&(op, text)| Edit {
                op,
                text: text.into(),
            })
            .collect();
        let edits = excerpt(&redline);
        edits.iter().map(|edit| edit.text.as_ref()).collect()
    }

    #[test]
    fn a_short_redline_stays_whole() {
        let redline = [
            (Op::Keep, "North keeps "),
            (Op::Delete, "12"),
            (Op::Insert, "9"),
        ];
        assert_eq!(shown(&redline), "North keeps 129");
    }

    #[test]
    fn words_far_from_a_change_are_left_out_and_the_place_is_marked() {
        let long = "word ".repeat(200);
        let text = shown(&[(Op::Keep, &long), (Op::Delete, "12"), (Op::Keep, &long)]);
        assert!(text.starts_with(" … word word"), "{text}");
        assert!(text.contains("word 12word"), "{text}");
        assert!(text.ends_with("word … "), "{text}");
        assert!(text.chars().count() < 2 * END + 20, "{text}");
    }

    #[test]
    fn a_very_long_insertion_says_how_much_more_there_is() {
        let text = shown(&[(Op::Insert, &"ab ".repeat(3_000))]);
        assert!(
            text.ends_with(" … (3001 more characters)"),
            "{}",
            &text[text.len() - 60..]
        );
        let one_word = shown(&[(Op::Insert, &"é".repeat(7_000))]);
        assert!(one_word.ends_with(" … (1000 more characters)"));
    }
}
