//! How things look: one file or folder for each format, which decides nothing else.
//!
//! Values in, text out. Every piece of untrusted text goes through
//! [`crate::text::visible`] here, in one place for each format; JSON keeps the bytes and
//! escapes them. Nothing is printed; that is the caller's part.

pub mod csv;
mod cut;
pub mod finding;
pub mod html;
pub mod json;
pub mod markdown;
mod markup;
pub mod style;
pub mod svg;
pub mod terminal;

/// Which view of a diff.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// Every change with its redline.
    #[default]
    Inline,
    /// Every change with its two texts beside each other.
    SideBySide,
    /// Only how many there are, or the table of them.
    Summary,
    /// Every change in sentences to be heard.
    Linear,
}
