//! A redline as two texts beside each other.

use std::borrow::Cow;

use crate::diff::{Edit, Op};
use crate::model::{Side, Sides};
use crate::text::sentence::sentences;

/// What stands in one row on each side.
pub type Beside<'e> = Sides<Vec<Edit<'e>>>;

/// The rows of a redline: a row ends where a sentence ends that both sides have, so that what is kept stands
/// beside itself however long the edits before it are. The edits of each side spell its text. Linear.
pub fn beside<'e>(edits: &'e [Edit]) -> Vec<Beside<'e>> {
    let mut rows: Vec<Beside> = vec![Sides::default()];
    for edit in edits {
        for (text, is_end) in pieces(edit) {
            let row = rows.last_mut().expect("there is a first row");
            for side in Side::BOTH.into_iter().filter(|side| edit.op.is_on(*side)) {
                row.get_mut(side).push(Edit {
                    op: edit.op,
                    text: Cow::Borrowed(text),
                });
            }
            if is_end {
                rows.push(Sides::default());
            }
        }
    }
    rows.retain(|row| *row != Sides::default());
    rows
}

/// The sentences of what is kept, and whether each ends there; all of what is not.
fn pieces<'e>(edit: &'e Edit) -> Vec<(&'e str, bool)> {
    let text = edit.text.as_ref();
    if edit.op != Op::Keep {
        return vec![(text, false)];
    }
    let ranges = sentences(text);
    let last = ranges.len().saturating_sub(1);
    let pieces = ranges.into_iter().enumerate();
    pieces
        .map(|(at, range)| {
            let piece = &text[range];
            (
                piece,
                at < last || piece.ends_with(char::is_whitespace) && ends(piece),
            )
        })
        .collect()
}

/// True if the last sentence of a piece is over, by its sign or by the end of a line.
fn ends(piece: &str) -> bool {
    let is_sign = |c: char| matches!(c, '.' | '!' | '?' | '。' | '！' | '？');
    let bare = piece.trim_end();
    bare.ends_with(is_sign) || piece[bare.len()..].contains('\n')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::spelled;

    /// Rows as `[deleted]`, `{inserted}` and kept text, the sides parted by a bar.
    fn shown(rows: &[Beside]) -> Vec<String> {
        let side = |edits: &[Edit]| -> String {
            let edits = edits.iter().map(|edit| match edit.op {
                Op::Keep => edit.text.to_string(),
                Op::Delete => format!("[{}]", edit.text),
                Op::Insert => format!("{{{}}}", edit.text),
            });
            edits.collect()
        };
        rows.iter()
            .map(|row| format!("{}|{}", side(&row.before), side(&row.after)))
            .collect()
    }

    fn edit(op: Op, text: &str) -> Edit<'_> {
        Edit {
            op,
            text: text.into(),
        }
    }

    #[track_caller]
    fn check(edits: &[Edit], expected: &[&str]) {
        let rows = beside(edits);
        assert_eq!(shown(&rows), expected);
        for side in Side::BOTH {
            let own: Vec<Edit> = rows.iter().flat_map(|row| row.get(side).clone()).collect();
            assert_eq!(spelled(&own, side), spelled(edits, side));
        }
    }

    #[test]
    fn a_row_ends_with_a_sentence_that_both_sides_have() {
        check(
            &[
                edit(Op::Keep, "The toll is "),
                edit(Op::Delete, "nine"),
                edit(Op::Insert, "twelve"),
                edit(Op::Keep, " crowns. It is paid in May. The keeper "),
                edit(Op::Insert, "of the gate "),
                edit(Op::Keep, "notes it."),
            ],
            &[
                "The toll is [nine] crowns. |The toll is {twelve} crowns. ",
                "It is paid in May. |It is paid in May. ",
                "The keeper notes it.|The keeper {of the gate }notes it.",
            ],
        );
    }

    #[test]
    fn a_sentence_of_one_side_stands_beside_nothing() {
        check(
            &[
                edit(Op::Keep, "One word stays. "),
                edit(Op::Delete, "This one goes. "),
                edit(Op::Keep, "The last stays."),
            ],
            &[
                "One word stays. |One word stays. ",
                "[This one goes. ]The last stays.|The last stays.",
            ],
        );
    }

    #[test]
    fn lines_of_lists_are_rows() {
        check(
            &[
                edit(Op::Keep, "a) timber\nb) "),
                edit(Op::Delete, "hides"),
                edit(Op::Insert, "wool"),
            ],
            &["a) timber\n|a) timber\n", "b) [hides]|b) {wool}"],
        );
    }

    #[test]
    fn nothing_has_no_rows() {
        check(&[], &[]);
    }
}
