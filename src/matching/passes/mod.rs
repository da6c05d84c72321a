//! The passes, from certain to guessed; each can be taken out without the others noticing.

mod decided;
mod same_id;
mod same_text;
mod similar_text;

pub(super) use decided::decided;
pub(super) use same_id::same_id;
pub(super) use same_text::same_text;
pub(super) use similar_text::similar_text;
