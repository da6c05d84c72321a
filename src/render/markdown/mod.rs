//! Reports as Markdown (GFM), for pull requests, notebooks and wikis.
//!
//! Deleted words stand in `<del>`, inserted ones in `<ins>`, line breaks of a cell are
//! `<br>`; redlines are folded into `<details>`, and there is no other HTML. Text from files is escaped in one place
//! (`page::Inline`), so that it reads as it was written and neither breaks a table nor
//! calls a person; links lead to `http` and `https` only.

mod account;
mod change;
mod changelog;
mod clause;
mod escape;
mod flavor;
mod history;
mod page;
mod review;
mod room;
mod table;
mod terms;
mod version;

use super::View;
use crate::report::{
    BlameReport, ChangelogReport, DiffReport, ExplainReport, HistoryReport, ReviewReport,
    TableReport, TermsReport, VersionHead, VersionReport,
};
pub use flavor::{Flavor, flavored};
use page::Page;
pub use review::marker;
pub use room::Room;

/// How much is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Unchanged clauses, and texts that say the same as the column before, too.
    pub all: bool,
    /// Of a diff: every change with its redline, or only the table of them.
    pub view: View,
    /// How long a page of [`diff()`], [`table()`], [`terms()`] and [`changelog()`] may be: what is whole and
    /// weighs most is shown, the rest is counted. Heads and remarks are always there, so a very small room is overrun.
    pub room: Room,
}

/// What changed between two versions: a table of the changes, then each with its redline.
pub fn diff(report: &DiffReport, options: &Options) -> String {
    fitted(options, |page, options| {
        change::diff(page, report, options);
    })
}

/// What a set of changes does to the proposals in it, within `room`; `key` tells this review from others
/// beside it.
///
/// The first line is the [`marker`], which no text from a file can write. What found no room is counted
/// below, and nothing is cut inside a block: the weightiest changes of all files are shown first.
pub fn review(report: &ReviewReport, key: &str, room: Room) -> String {
    review::review(report, key, room)
}

/// Versions side by side in one table, a column for each, and the answer below it;
/// `others` are at hand and not among them.
pub fn table(report: &TableReport, others: &[VersionHead], options: &Options) -> String {
    fitted(options, |page, options| {
        table::table(page, report, others, options);
    })
}

/// What each version changed, the newest first.
pub fn changelog(report: &ChangelogReport, options: &Options) -> String {
    fitted(options, |page, options| {
        changelog::changelog(page, report, options.room);
    })
}

/// Named terms over several versions in one table, a column for each version; `others` are
/// at hand and not among them.
pub fn terms(report: &TermsReport, others: &[VersionHead], options: &Options) -> String {
    fitted(options, |page, options| {
        terms::terms(page, report, others, options);
    })
}

/// Why clauses are paired, or are not.
pub fn explain(report: &ExplainReport) -> String {
    let mut page = Page::new();
    change::explain(&mut page, report);
    page.finish()
}

/// One clause through all versions, with its sources in each.
pub fn history(report: &HistoryReport, options: &Options) -> String {
    let mut page = Page::new();
    history::history(&mut page, report, options.all);
    page.finish()
}

/// Which version brought in each word of one.
pub fn blame(report: &BlameReport) -> String {
    let mut page = Page::new();
    history::blame(&mut page, report);
    page.finish()
}

/// One version to be read, with the sources of each clause.
pub fn version(report: &VersionReport) -> String {
    let mut page = Page::new();
    version::version(&mut page, report);
    page.finish()
}

/// The versions at hand as a table, in the order given.
pub fn list(heads: &[VersionHead]) -> String {
    let mut page = Page::new();
    version::list(&mut page, heads);
    page.finish()
}

/// The page whole where it fits its room, and else what of it does: parts have shares of a room, which are not
/// for pages that need none.
fn fitted(options: &Options, tell: impl Fn(&mut Page, &Options)) -> String {
    let page = |room| {
        let mut page = Page::new();
        tell(&mut page, &Options { room, ..*options });
        page.finish()
    };
    let whole = page(Room::Endless);
    if options.room.holds(&whole) {
        whole
    } else {
        page(options.room)
    }
}
