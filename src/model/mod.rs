//! What a proposal is: plain values, valid once built, no I/O, no wire format.
//!
//! A [`Version`] is one state of a proposal, a list of [`Clause`]s in the order of the
//! document, nested by `parent`. [`Links`] are the pairs of clauses that people decided.

pub mod clause;
pub mod date;
pub mod declared;
pub mod document;
pub mod extra;
pub mod few;
pub mod gold;
pub mod guards;
pub mod id;
pub mod links;
pub mod modality;
pub mod sides;
pub mod term;
pub mod version;

pub use clause::{Citation, Clause, ClauseIndex, Position};
pub use date::Date;
pub use declared::{Announced, Declaration, DeclaredClause};
pub use document::{Document, Line, Section};
pub use extra::{Extra, ExtraValue};
pub use few::Few;
pub use gold::{Authors, Gold, GoldLink, Mark};
pub use guards::{Approval, Comparison, Guard, Guards, Limit, Part, Rule, Scope, TermRule};
pub use id::{ClauseId, InvalidId, PartyId, SourceId, Topic, VersionId};
pub use links::{ClauseRef, Link, Links, Places, Relation, Unlink};
pub use modality::{Modality, Tier};
pub use sides::{Side, Sides};
pub use term::{Bound, Number, Quantity, Term, TermValue};
pub use version::{Origin, Party, Source, Version};
