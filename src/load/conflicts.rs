//! Conflicts of a merge that stand in a file as comments.

use super::found::Found;
use crate::diagnostic::Code;
use crate::text::span::Span;

/// How the comment begins that tells a conflict.
const OPENING: &str = "# <<<<<<<";

/// True for a comment that tells one.
pub(super) fn is_opening(comment: &[u8]) -> bool {
    comment.starts_with(OPENING.as_bytes())
}

/// A warning at each. Also where the line is one of a text: it may be a comment that was lost in it.
pub(super) fn report(text: &str, found: &mut Found) {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        if is_opening(bare.as_bytes()) {
            let start = at + line.len() - line.trim_start().len();
            let message = "a conflict of a merge is open".to_owned();
            let help = "keep one of the three states and take the comments between the marks out";
            found.add(
                Code::OpenConflict,
                Span::new(start, start + bare.len()),
                message,
                help,
            );
        }
        at += line.len();
    }
}
