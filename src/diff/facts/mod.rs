//! What a text states, read by the vocabulary of its language: amounts, dates, force, negations,
//! conditions, junctions, parties.
//!
//! Takes one text and gives facts with their places. What changed between two texts is
//! [`super::findings`]'s to say.

mod amounts;
mod dates;
mod numerals;
mod sayings;

pub(super) use amounts::{Amount, Lasting, Part, Written, amounts};
pub(super) use dates::{Dated, dates};
pub(super) use sayings::{Said, Saying, sayings};
