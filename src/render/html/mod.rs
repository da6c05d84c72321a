//! Reports as one HTML page that needs nothing else: no request, no library, no server.
//!
//! The stylesheet and the script stand in the page, and a content security policy lets nothing but these two
//! run: no style, script, picture, font or form from anywhere, so that a text which got past the escaping
//! could still do nothing. All text goes through `markup`. Without JavaScript everything is there
//! but the filters and the keys. `ins` and `del` are announced in words, landmarks and headings are those of
//! a document, and no meaning hangs on colour.

mod account;
mod change;
mod clause;
mod diff;
mod filters;
mod frame;
mod table;
mod terms;

use crate::report::{DiffReport, Matter, Picture, TableReport, TermsReport, VersionHead};

/// What changed between two versions, with the lineage picture of the two.
pub fn diff(report: &DiffReport) -> String {
    diff::page(report)
}

/// Versions side by side with the lineage picture, a redline for each step of each row, and the answer;
/// `matters` are the rows of the report, `others` versions at hand that are not among the columns.
pub fn table(
    report: &TableReport,
    matters: &[Matter],
    picture: &Picture,
    others: &[VersionHead],
) -> String {
    table::page(report, matters, picture, others)
}

/// Named terms over several versions, a column for each version; `others` are at hand and not among them.
pub fn terms(report: &TermsReport, others: &[VersionHead]) -> String {
    terms::page(report, others)
}
