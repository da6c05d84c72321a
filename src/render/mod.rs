//! How things look: one file for each format, which decides nothing else.
//!
//! Values in, text out. Every piece of untrusted text goes through
//! [`crate::text::visible`] here, and nothing is printed; that is the caller's part.

pub mod finding;
pub mod json;
pub mod style;
pub mod terminal;
