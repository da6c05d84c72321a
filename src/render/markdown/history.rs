//! One clause through all versions, and the origins of the words of one.

use super::change::{remarks, whole_section};
use super::clause;
use super::page::{Inline, Page};
use crate::report::{BlameReport, HistoryReport, Moment};

/// The clause, its life in a sentence, then a section for each version.
pub(super) fn history(page: &mut Page, report: &HistoryReport, all: bool) {
    let label = report.clause.as_ref().map(clause::label);
    page.heading(1, &label.unwrap_or_default());
    page.paragraph(&Inline::new().say(report.sentence()));
    report.moments.iter().for_each(|own| moment(page, own, all));
    remarks(page, &report.remarks());
}

fn moment(page: &mut Page, moment: &Moment, all: bool) {
    let (named, dated) = (moment.head.named(), moment.head.dated());
    let title = Inline::new().say(format!("{named}, {dated}: "));
    page.heading(2, &title.join(Inline::new().say(moment.title())));
    let is_told = moment.told_steps().next().is_some();
    moment
        .told_steps()
        .for_each(|item| whole_section(page, item));
    let whole = match all && !is_told {
        true => &moment.clauses[..],
        false => moment.whole(),
    };
    for own in whole {
        page.paragraph(&clause::label(own));
        page.paragraph(&Inline::new().lines(own.text));
        page.list(clause::values(own));
    }
    if !is_told {
        page.list(moment.clauses.iter().filter_map(clause::short_sources));
    }
}

/// Each clause as a table of pieces and the versions that brought them in; then how many words each brought in.
pub(super) fn blame(page: &mut Page, report: &BlameReport) {
    let title = report.versions.last().map(|head| head.named());
    page.heading(1, &Inline::new().say(title.unwrap_or_default()));
    page.list(report.shares().map(|said| Inline::new().say(said)));
    for own in &report.clauses {
        page.heading(own.depth + 2, &clause::label(&own.clause));
        let row = |(origin, piece): &(usize, &str)| {
            let name = &report.versions[*origin].name;
            vec![Inline::new().say(name), Inline::new().lines(piece.trim())]
        };
        let heads = ["Since", "Text"].map(|head| Inline::new().say(head));
        if !own.pieces.is_empty() {
            page.table(&heads, own.pieces.iter().map(row));
        }
    }
    remarks(page, &report.remarks());
}
