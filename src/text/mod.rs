//! Text as bytes with places.
//!
//! Named sources, byte spans, line and column, words by Unicode rules and plain runs of letters and
//! digits, sentences, the folded form used for comparison, variants of spelling, signs and phrases that
//! carry meaning, shapes of words, the known word nearest to a slip, and the visible form of characters
//! that must not reach a reader's terminal. Imports nothing else of this crate and knows nothing of
//! proposals.

pub mod address;
pub mod ascii;
pub mod nearest;
pub mod normalize;
pub mod runs;
pub mod sentence;
pub mod shapes;
pub mod signs;
pub mod source;
pub mod span;
pub mod spelling;
pub mod token;
pub mod visible;
pub mod vocabulary;
