//! Reports on a terminal: text of one width, in plain characters or 16 colours.
//!
//! Takes a view model of [`crate::report`] and gives lines that end in a newline, none
//! wider than [`Options::width`]. What is said is decided there; here, only how it is
//! laid out. Meaning never hangs on colour: a sign and a word stand beside it, deleted
//! words stand in `[- -]` and inserted ones in `{+ +}`, and the plain form is the
//! coloured one without its escape sequences. No text can forge these marks: where it has
//! one itself, a backslash stands in the middle (`[\-`), and one more where it has
//! backslashes there.
//!
//! Texts become phrases (visible characters with roles), phrases are wrapped into lines,
//! lines go on paper. Nothing is printed here, and the terminal is not asked anything.

mod account;
mod accuracy;
mod blame;
mod change;
mod changelog;
mod clause;
mod diff;
mod explain;
mod history;
mod hyperlink;
mod linear;
mod paper;
mod phrase;
mod redline;
mod review;
mod side_by_side;
mod summary;
mod table;
mod terms;
mod version;
mod wrap;

use super::View;
use super::style::Styles;
use crate::report::{
    AccuracyReport, BlameReport, ChangelogReport, DiffReport, ExplainReport, HistoryReport,
    ReviewReport, TableReport, TermsReport, VersionHead, VersionReport,
};
pub use hyperlink::Hyperlinks;
use paper::Paper;

/// How reports are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options<'a> {
    /// In columns; less than 40 is taken as 40. Default 80.
    pub width: usize,
    /// Plain or coloured. Default plain.
    pub styles: Styles,
    /// Unchanged clauses and repeated texts are shown, too. Default no.
    pub all: bool,
    /// Which view of a diff. Default [`View::Inline`].
    pub view: View,
    /// Sources and these files are linked. Default nothing is.
    pub hyperlinks: Option<&'a Hyperlinks>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            width: 80,
            styles: Styles::default(),
            all: false,
            view: View::default(),
            hyperlinks: None,
        }
    }
}

/// What changed between two versions.
pub fn diff(report: &DiffReport, options: &Options) -> String {
    let mut paper = Paper::new(options);
    match options.view {
        View::Inline | View::SideBySide => diff::every_change(&mut paper, report, options),
        View::Linear if !report.is_audit() => linear::linear(&mut paper, report, options.all),
        View::Linear => diff::audit(&mut paper, report, false),
        View::Summary => summary::summary(&mut paper, report),
    }
    paper.finish()
}

/// What a set of changes does to the proposals in it.
pub fn review(report: &ReviewReport, options: &Options) -> String {
    let mut paper = Paper::new(options);
    review::review(&mut paper, report, options);
    paper.finish()
}

/// Versions side by side, a column for each; `others` are at hand and not among them.
///
/// Where the width is too small for all, the newest are shown and the rest is named.
pub fn table(report: &TableReport, others: &[VersionHead], options: &Options) -> String {
    let mut paper = Paper::new(options);
    table::table(&mut paper, report, others, options.all);
    paper.finish()
}

/// What each version changed, the newest first.
pub fn changelog(report: &ChangelogReport, options: &Options) -> String {
    let mut paper = Paper::new(options);
    changelog::changelog(&mut paper, report);
    paper.finish()
}

/// Named terms over several versions: a column for each version where all fit, else a
/// line; `others` are at hand and not among them.
pub fn terms(report: &TermsReport, others: &[VersionHead], options: &Options) -> String {
    let mut paper = Paper::new(options);
    terms::terms(&mut paper, report, others, options.all);
    paper.finish()
}

/// Why clauses are paired, or are not.
pub fn explain(report: &ExplainReport, options: &Options) -> String {
    let mut paper = Paper::new(options);
    explain::explain(&mut paper, report);
    paper.finish()
}

/// One clause through all versions, with its sources in each.
pub fn history(report: &HistoryReport, options: &Options) -> String {
    let mut paper = Paper::new(options);
    history::history(&mut paper, report, options.all);
    paper.finish()
}

/// Which version brought in each word of one, in the margin.
pub fn blame(report: &BlameReport, options: &Options) -> String {
    let mut paper = Paper::new(options);
    blame::blame(&mut paper, report);
    paper.finish()
}

/// One version to be read, with the sources of each clause.
pub fn version(report: &VersionReport, options: &Options) -> String {
    let mut paper = Paper::new(options);
    version::version(&mut paper, report);
    paper.finish()
}

/// The versions at hand, in the order given.
pub fn list(heads: &[VersionHead], options: &Options) -> String {
    let mut paper = Paper::new(options);
    version::list(&mut paper, heads);
    paper.finish()
}

/// How accurate the engine is on marked documents.
pub fn accuracy(report: &AccuracyReport, options: &Options) -> String {
    let mut paper = Paper::new(options);
    accuracy::accuracy(&mut paper, report);
    paper.finish()
}
