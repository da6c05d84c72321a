//! Compares successive versions of a proposal, clause by clause.

pub mod diagnostic;
pub mod model;
pub mod text;
