//! What two texts begin and end with alike, in whole sentences.
//!
//! Nothing in it can be a finding, so it need not be read: a redline is cut to the sentences that
//! differ, and put back.

use std::borrow::Cow;

use super::edit::{Edit, Op};

/// The sentences that are kept at either end of a redline, with the runs that they are cut from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Frame<'a> {
    /// Bytes at the beginning and at the end.
    start: usize,
    end: usize,
    first: Cow<'a, str>,
    last: Cow<'a, str>,
}

impl<'a> Frame<'a> {
    /// Of a redline; nothing if it does not begin or end with what is kept.
    pub fn of(edits: &[Edit<'a>]) -> Self {
        let kept = |edit: Option<&Edit<'a>>| match edit {
            Some(edit) if edit.op == Op::Keep && edits.len() > 1 => edit.text.clone(),
            _ => Cow::Borrowed(""),
        };
        let (first, last) = (kept(edits.first()), kept(edits.last()));
        let start = sentence_starts(&first).last().unwrap_or(0);
        let end = sentence_starts(&last)
            .next()
            .map_or(0, |at| last.len() - at);
        Self {
            start,
            end,
            first,
            last,
        }
    }

    /// A text without its frame.
    pub fn inner<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start..text.len() - self.end]
    }

    /// The redline without it.
    pub fn cut(&self, mut edits: Vec<Edit<'a>>) -> Vec<Edit<'a>> {
        if let Some(first) = edits.first_mut().filter(|_| self.start > 0) {
            first.text = part(&self.first, self.start, self.first.len());
        }
        if let Some(last) = edits.last_mut().filter(|_| self.end > 0) {
            last.text = part(&self.last, 0, self.last.len() - self.end);
        }
        edits.retain(|edit| !edit.text.is_empty());
        edits
    }

    /// A redline of the inner texts with its frame.
    pub fn around(self, mut edits: Vec<Edit<'a>>) -> Vec<Edit<'a>> {
        let keep = |text| Edit { op: Op::Keep, text };
        if self.end > 0 {
            let rest = self.last.len() - self.end;
            match edits.last_mut().filter(|last| last.op == Op::Keep) {
                Some(last) if *last.text == self.last[..rest] => last.text = self.last,
                Some(last) => last.text.to_mut().push_str(&self.last[rest..]),
                None => edits.push(keep(part(&self.last, rest, self.last.len()))),
            }
        }
        if self.start > 0 {
            match edits.first_mut().filter(|first| first.op == Op::Keep) {
                Some(first) if *first.text == self.first[self.start..] => first.text = self.first,
                Some(first) => first.text.to_mut().insert_str(0, &self.first[..self.start]),
                None => edits.insert(0, keep(part(&self.first, 0, self.start))),
            }
        }
        edits
    }
}

fn part<'a>(text: &Cow<'a, str>, start: usize, end: usize) -> Cow<'a, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(&text[start..end]),
        Cow::Owned(text) => Cow::Owned(text[start..end].to_owned()),
    }
}

/// Where a sentence starts for certain: behind a word of small letters, a full stop and a space, with
/// a capital. "No. 5" and "J. Smith" start none, and a list goes on behind its semicolons.
fn sentence_starts(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'.', bytes).filter_map(move |at| {
        let [.., a, b] = &bytes[..at] else {
            return None;
        };
        let is_word = a.is_ascii_lowercase() && b.is_ascii_lowercase();
        let is_next = bytes.get(at + 1) == Some(&b' ')
            && bytes.get(at + 2).is_some_and(u8::is_ascii_uppercase);
        (is_word && is_next).then_some(at + 2)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::redline;

    #[track_caller]
    fn check(before: &str, after: &str, inner: [&str; 2]) {
        let edits = redline(before, after);
        let frame = Frame::of(&edits);
        assert_eq!([before, after].map(|text| frame.inner(text)), inner);
        let cut = frame.cut(edits.clone());
        let spelled: String = cut
            .iter()
            .filter(|edit| edit.op != Op::Insert)
            .map(|edit| &*edit.text)
            .collect();
        assert_eq!(spelled, inner[0]);
        assert_eq!(frame.around(cut), edits);
    }

    #[test]
    fn whole_sentences_that_are_kept_at_either_end_are_left_out() {
        check(
            "North pays. Ships keep 5 guns. Dogs bark.",
            "North pays. Ships keep 7 guns. Dogs bark.",
            ["Ships keep 5 guns. ", "Ships keep 7 guns. "],
        );
        check(
            "North pays 5.",
            "North pays 7.",
            ["North pays 5.", "North pays 7."],
        );
        check("", "North pays.", ["", "North pays."]);
    }

    #[test]
    fn numbers_and_initials_start_no_sentence() {
        check(
            "See No. 5 and J. Smith pays 5",
            "See No. 5 and J. Smith pays 7",
            [
                "See No. 5 and J. Smith pays 5",
                "See No. 5 and J. Smith pays 7",
            ],
        );
    }
}
