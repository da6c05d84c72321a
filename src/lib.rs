//! Compares successive versions of a proposal, clause by clause.

pub mod diagnostic;
pub mod load;
pub mod model;
pub mod render;
pub mod text;
