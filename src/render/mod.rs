//! How reports look: one file for each format, which decides nothing else.

pub mod style;
