//! Compares successive versions of a proposal, clause by clause.

pub mod diagnostic;
pub mod matching;
pub mod model;
pub mod text;
