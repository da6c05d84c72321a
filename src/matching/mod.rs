//! Pairs the clauses of two versions.
//!
//! A clause keeps its identity when its number, heading or words change. Passes run
//! from certain to guessed (decided by people, same id, same text, similar text) and
//! each sees only the clauses that the earlier ones left over. Every pair keeps the
//! [`Evidence`] it rests on and the rival it beat, so a reader can ask why; clauses
//! without a pair keep the nearest one that was not claimed.
//!
//! Decisions are made in whole numbers and never look at which side a clause is on:
//! swapping the versions swaps the pairs and changes nothing else. Nothing here looks
//! at word order inside a clause; that is [`crate::diff`].

mod candidates;
mod evidence;
mod features;
mod options;
mod pairs;
mod passes;
mod working;

pub use evidence::{Confidence, Evidence, Method, Part, Rival, Score};
pub use options::{Ignore, Key, Options};
pub use pairs::{Matching, Mode, Pair, Skipped};

use crate::model::{Links, Version};
use working::Working;

/// Finds which clause of `before` became which clause of `after`.
///
/// `links` holds what people decided; an empty value leaves all to the engine. The
/// cost grows with the number of clauses times the number of clauses that share a
/// rare word pair with each; see [`Options::candidates`].
pub fn pair(before: &Version, after: &Version, links: &Links, options: &Options) -> Matching {
    let mut working = Working::new(before, after, options);
    passes::decided(&mut working, links);
    passes::same_id(&mut working);
    passes::same_text(&mut working);
    passes::similar_text(&mut working);
    working.finish()
}
