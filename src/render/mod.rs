//! How things look.
//!
//! Values in, text out: findings with the line they point at, for now. Every piece of
//! untrusted text goes through [`crate::text::visible`] here. Nothing is decided here, and
//! nothing is printed; that is the caller's part.

pub mod finding;
pub mod style;
