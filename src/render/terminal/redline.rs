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
