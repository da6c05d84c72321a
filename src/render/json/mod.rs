//! Reports as JSON, for programs.
//!
//! `diff` prints one object of schema `clausediff.diff/1`, `table` one of
//! `clausediff.table/1`, `review` one of `clausediff.review/1`, `history` and `blame` likewise, all indented by two spaces; findings are one object on a line
//! each. What every field means, its units and when it is null, stands in the schemas
//! ([`diff_schema`], [`table_schema`]), which are made from the comments of the types.
//!
//! - Within a version of a schema fields may be added, never renamed or removed.
//! - Shares, scores and confidences are numbers from 0 to 1 with at most six places.
//! - Texts are the bytes of the file, not their visible form. Control characters, DEL, C1
//!   and every other character that a view would replace are written as escapes, so the
//!   output is safe to look at.
//! - What a filter hid is counted in `hidden` and missing from `changes` or `threads`;
//!   nothing is folded.

mod accuracy;
mod printer;
mod wire;

use std::io::{self, Write};

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;

use crate::diagnostic::{Diagnostic, Findings};
use crate::report::{
    AccuracyReport, BlameReport, DiffReport, HistoryReport, ReviewReport, TableReport, TermsReport,
};
use printer::{Layout, print};

/// The object of `clausediff.diff/1`; ends with a newline.
pub fn diff(report: &DiffReport) -> String {
    printed(&wire::Diff::new(report), Layout::Indented)
}

/// Writes what [`diff`] gives, without holding it all: each change is written before the
/// next is looked at. In large pieces, so that `out` needs no buffer.
///
/// # Errors
/// Those of `out`.
pub fn write_diff(report: &DiffReport, out: impl Write) -> io::Result<()> {
    print(&wire::Diff::new(report), Layout::Indented, out)
}

/// The object of `clausediff.table/1`; ends with a newline.
pub fn table(report: &TableReport) -> String {
    printed(&wire::Table::new(report, None), Layout::Indented)
}

/// The same with `terms`.
pub fn table_with_terms(report: &TableReport, terms: &TermsReport) -> String {
    printed(&wire::Table::new(report, Some(terms)), Layout::Indented)
}

/// Writes the object of `clausediff.review/1`; ends with a newline.
///
/// # Errors
/// Those of `out`.
pub fn write_review(report: &ReviewReport, out: impl Write) -> io::Result<()> {
    print(&wire::Review::new(report), Layout::Indented, out)
}

/// The object of `clausediff.history/1`; ends with a newline.
pub fn history(report: &HistoryReport) -> String {
    printed(&wire::History::new(report), Layout::Indented)
}

/// The object of `clausediff.blame/1`; ends with a newline.
pub fn blame(report: &BlameReport) -> String {
    printed(&wire::Blame::new(report), Layout::Indented)
}

/// The object of `clausediff.selftest/1`; ends with a newline.
pub fn accuracy(report: &AccuracyReport) -> String {
    printed(&accuracy::Accuracy::new(report), Layout::Indented)
}

/// One finding as one line with its newline: an object of `code`, `severity`, `path`,
/// `line` and `column` (both from 1), `message` and `help`.
pub fn finding(findings: &Findings, diagnostic: &Diagnostic) -> String {
    printed(&wire::Finding::new(findings, diagnostic), Layout::OneLine)
}

/// The JSON Schema (draft 2020-12) of what [`diff`] prints.
pub fn diff_schema() -> serde_json::Value {
    schema::<wire::Diff>()
}

/// The JSON Schema (draft 2020-12) of what [`table`] prints.
pub fn table_schema() -> serde_json::Value {
    schema::<wire::Table>()
}

/// The JSON Schema (draft 2020-12) of what [`write_review`] prints.
pub fn review_schema() -> serde_json::Value {
    schema::<wire::Review>()
}

/// The JSON Schema (draft 2020-12) of what [`history`] prints.
pub fn history_schema() -> serde_json::Value {
    schema::<wire::History>()
}

/// The JSON Schema (draft 2020-12) of what [`blame`] prints.
pub fn blame_schema() -> serde_json::Value {
    schema::<wire::Blame>()
}

/// Any value as JSON, laid out and escaped as all that is printed here.
pub(crate) fn indented(value: &impl Serialize) -> String {
    printed(value, Layout::Indented)
}

/// The same on one line.
pub(crate) fn one_line(value: &impl Serialize) -> String {
    printed(value, Layout::OneLine)
}

fn printed(value: &impl Serialize, layout: Layout) -> String {
    let mut bytes = Vec::new();
    print(value, layout, &mut bytes).expect("memory takes every byte");
    String::from_utf8(bytes).expect("JSON is written as whole characters")
}

/// Says what is printed, where it differs from what could be read.
fn schema<T: JsonSchema>() -> serde_json::Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    settings.into_generator().into_root_schema_for::<T>().into()
}
