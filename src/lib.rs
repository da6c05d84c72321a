//! Compares successive versions of a proposal, clause by clause.
//!
//! A **proposal** (a treaty draft, a bill, a contract, a policy) is published in
//! **versions**; each is a TOML file of **clauses**. A clause keeps its identity when its
//! number, heading or words change, so the first task is a **matching**: which clause of
//! the version **before** became which of the version **after**. People may decide that
//! in **links**; the engine decides the rest and says how sure it is. Given a matching, a
//! **diff** tells each clause as unchanged, changed, split, merged, added or dropped, with
//! what moved, the redline, the terms by value, and the findings that make a change
//! substantive. Over many versions, **lineage** follows each clause through its life.
//!
//! # Code map
//!
//! Data flows downwards; a module uses only modules above it.
//!
//! | module | from | to |
//! |---|---|---|
//! | [`text`] | bytes | words and places |
//! | [`diagnostic`] | | findings about a file: code, place, what to do |
//! | [`model`] | | versions, clauses, terms, links: plain values |
//! | [`load`] | TOML files | a model, or every finding |
//! | [`git`] | names in a repository | the bytes of files at a revision |
//! | [`matching`] | two versions, links | pairs with evidence |
//! | [`accuracy`] | a matching, what a reader marked | how much of it is right; models fitted to it |
//! | [`diff`] | a matching | changes |
//! | [`merge`] | three states of a file | one, with what both sides changed |
//! | [`lineage`] | many versions | threads, the history of a clause, the origin of a word |
//! | [`guard`] | a diff, red lines | which hold, which were approved |
//! | [`report`] | a diff or a lineage | what to show |
//! | [`render`] | a report | terminal, Markdown, HTML, SVG, CSV, JSON |
//! | [`forge`] | a review | what forges read: annotations, SARIF, code quality |
//!
//! # Invariants
//!
//! - Only [`load`] touches files, and only [`git`] starts a program. Everything below them is pure: no input or output, no clock,
//!   no environment; the same values in give the same bytes out.
//! - A [`model::Version`] is valid: ids are unique, parents form a forest, every party and
//!   source that a clause names is declared.
//! - Swapping the versions mirrors a diff; a version against itself is unchanged.
//! - Keeps and deletes of a redline spell the text before, keeps and inserts the text after.
//! - What was skipped, hidden or guessed is part of the result.
//!
//! # Example
//!
//! ```
//! use clausediff::diff::{Diff, Kind};
//! use clausediff::load::{self, Limits};
//! use clausediff::report::{DiffReport, Filter, counts_sentence};
//!
//! let draft = |id: &str, text: &str| {
//!     let file = format!(
//!         "format = 1\n[proposal]\nid = \"{id}\"\ntitle = \"Port Accord\"\ndate = \"2024\"\n\
//!          [[clause]]\nid = \"garrison\"\ntext = \"{text}\"\n"
//!     );
//!     load::version_from("draft.toml", file.as_bytes(), &Limits::default())
//! };
//! let before = draft("draft-1", "North keeps at most 1,200 persons at the port.")?.value;
//! let after = draft("draft-2", "North keeps at most 400 persons at the port.")?.value;
//!
//! let diff = Diff::between(&before, &after);
//! assert_eq!(diff.changes[0].kind, Kind::Changed);
//! let report = DiffReport::new(&diff, &Filter::default());
//! assert_eq!(counts_sentence(&report.counts), "1 changed; 1 substantive");
//! # Ok::<(), load::LoadError>(())
//! ```
//!
//! [`diff::Diff::between`] compares with defaults, [`diff::Diff::with`] takes links and
//! options, and [`diff::Diff::from_matching`] a pairing of your own.

pub mod accuracy;
pub mod diagnostic;
pub mod diff;
pub mod forge;
pub mod git;
pub mod guard;
pub mod lineage;
pub mod load;
pub mod matching;
pub mod merge;
pub mod model;
pub mod render;
pub mod report;
pub mod text;
