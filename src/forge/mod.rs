//! Reviews in the forms that forges read: notes beside the lines of a file, and the limits of each form.
//!
//! Values in, text out; nothing is sent anywhere. A forge cuts what is over its limits without a word, so
//! it is cut here and said. Text from files is made visible first, and then escaped as each form asks.

mod comments;
mod github;
mod gitlab;
mod sarif;

pub use comments::{Looked, PAGE, Pull, body, pull, sticky};
pub use github::github;
pub use gitlab::gitlab;
pub use sarif::sarif;

/// The most that GitHub takes in a comment is 65,536 characters; a margin is left for what a workflow adds.
pub const COMMENT: usize = 60_000;

/// The most that GitHub takes in the summary of one step, in bytes.
pub const SUMMARY: usize = 1 << 20;

/// Longest text of one note, in characters: what a reader of a forge sees without unfolding.
const LONGEST: usize = 1_000;

/// A text whose every character is seen, on one line, of a length that a forge shows.
fn shown(text: &str) -> String {
    let text = crate::text::visible::visible(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
