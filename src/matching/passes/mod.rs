//! The passes, from certain to guessed.

mod blank;
mod decided;
mod likely;
mod same_id;
mod same_text;
mod sections;
mod strangers;

pub(super) use blank::blank;
pub(super) use decided::decided;
pub(super) use likely::{PARTS, likely, model, weigh};
pub(super) use same_id::{same_id, same_id_and_text};
pub(super) use same_text::{same_text, same_words};
pub(super) use sections::sections;
pub(super) use strangers::{PARTS_OF_STRANGERS, judge, strangers};
