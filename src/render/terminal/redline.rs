//! Edits as one marked-up text.

use super::phrase::{DELETED, INSERTED, Phrase};
use crate::report::{Edit, Op};

/// What was kept as it is, the rest between marks.
pub(super) fn redline(edits: &[Edit]) -> Phrase {
    edits
        .iter()
        .fold(Phrase::new(), |phrase, edit| match edit.op {
            Op::Keep => phrase.lines(&edit.text),
            Op::Delete => phrase.marked(&DELETED, &edit.text),
            Op::Insert => phrase.marked(&INSERTED, &edit.text),
        })
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;
    use crate::render::terminal::wrap::wrap;

    /// What stands on a line that is wide enough.
    fn shown(edits: &[Edit]) -> String {
        let lines = wrap(&redline(edits), usize::MAX, usize::MAX);
        let pieces = lines.iter().flat_map(|line| line.pieces());
        pieces.map(|(_, text)| text.as_str()).collect()
    }

    /// Reads a line the way a reader does: up to the next mark, and without the backslash
    /// that tells other marks from ours.
    fn read(mut line: &str) -> Vec<(Op, String)> {
        let mut found = Vec::new();
        while !line.is_empty() {
            let (op, open, close) = if line.starts_with("[-") {
                (Op::Delete, 2, "-]")
            } else if line.starts_with("{+") {
                (Op::Insert, 2, "+}")
            } else {
                (Op::Keep, 0, "")
            };
            let rest = &line[open..];
            let end = match op {
                Op::Keep => [rest.find("[-"), rest.find("{+")]
                    .into_iter()
                    .flatten()
                    .min(),
                Op::Delete | Op::Insert => rest.find(close),
            };
            let end = end.unwrap_or(rest.len());
            found.push((op, unescaped(&rest[..end])));
            line = &rest[end + close.len()..];
        }
        found
    }

    fn unescaped(text: &str) -> String {
        let mut plain = String::new();
        for c in text.chars() {
            let before = plain.trim_end_matches('\\');
            let is_escaped = before.len() < plain.len()
                && match c {
                    '-' => before.ends_with('['),
                    '+' => before.ends_with('{'),
                    ']' => before.ends_with('-'),
                    '}' => before.ends_with('+'),
                    _ => false,
                };
            if is_escaped {
                plain.pop();
            }
            plain.push(c);
        }
        plain
    }

    fn edits() -> impl Strategy<Value = Vec<Edit<'static>>> {
        let signs = select(&["[", "]", "{", "}", "-", "+", "\\", "a"][..]);
        let text = vec(signs, 1..6).prop_map(|signs| signs.concat());
        let ops = select(&[Op::Keep, Op::Delete, Op::Insert][..]);
        let edits = vec(
            (ops, text).prop_map(|(op, text)| Edit {
                op,
                text: text.into(),
            }),
            0..5,
        );
        edits.prop_map(|mut edits| {
            edits.dedup_by_key(|edit| edit.op);
            edits
        })
    }

    proptest! {
        #[test]
        fn without_our_marks_a_redline_is_the_texts_again(edits in edits()) {
            let expected: Vec<_> = edits.iter().map(|edit| (edit.op, edit.text.to_string())).collect();
            prop_assert_eq!(read(&shown(&edits)), expected);
        }
    }
}
