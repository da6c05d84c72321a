//! Compares successive versions of a proposal, clause by clause.

pub mod diagnostic;
pub mod diff;
pub mod lineage;
pub mod load;
pub mod matching;
pub mod model;
pub mod render;
pub mod report;
pub mod text;
