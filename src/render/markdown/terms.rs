//! Named terms over several versions.

use super::Options;
use super::change::remarks;
use super::clause;
use super::page::{Inline, Page};
use super::room::Sheet;
use super::table::heads;
use crate::report::{TermCell, TermRow, TermsReport, VersionHead, others_sentence};

/// Heading, table, and what else the reader must know.
pub(super) fn terms(
    page: &mut Page,
    report: &TermsReport,
    others: &[VersionHead],
    options: &Options,
) {
    let folded = report.folded_sentence().filter(|_| !options.all);
    let said = folded.into_iter().chain(report.remarks());
    let said: Vec<String> = said.chain(others_sentence(others)).collect();
    let mut below = Page::new();
    remarks(&mut below, &said);
    let below = below.finish();
    let row = |row: &TermRow| (!row.is_turned(), cells(row));
    page.heading(1, &Inline::new().say("Term by term"));
    let mut sheet = Sheet::new(page, options.room, &below);
    sheet.table(
        &heads("Term", &report.versions),
        1,
        report.shown(options.all).map(row),
    );
    sheet.finish(&below);
}

fn cells(row: &TermRow) -> Vec<Inline> {
    let matter = [row.heading, row.topic].into_iter().flatten();
    let matter = matter.map(|line| Inline::new().say(line));
    let term = std::iter::once(Inline::new().say(row.title())).chain(matter);
    let versions = (0..row.cells.len()).map(|at| cell(row, at));
    std::iter::once(Inline::stacked(term))
        .chain(versions)
        .collect()
}

/// The value of the clause, those of the parties, their distances, the clause, its sources.
fn cell(row: &TermRow, at: usize) -> Inline {
    let own = row.cells[at].as_ref().map(value);
    let positions = row.positions.iter().filter_map(|position| {
        let cell = position.cells[at].as_ref()?;
        let party = Inline::new().say(format!("{}: ", position.party));
        Some(party.join(value(cell)))
    });
    let distances = row.distances.iter().filter_map(|distance| {
        let cell = distance.cells[at].as_ref()?;
        Some(Inline::new().say(format!("{}: {}", distance.named(), cell.sentence())))
    });
    let clause = row.clauses[at].as_ref();
    let read = clause.into_iter().flat_map(|clause| {
        let sources = clause::short_sources(clause);
        std::iter::once(clause::label(clause)).chain(sources)
    });
    Inline::stacked(
        own.into_iter()
            .chain(positions)
            .chain(distances)
            .chain(read),
    )
}

/// "at most 400 persons, ~ lowered by 800 (-67 %)".
fn value(cell: &TermCell) -> Inline {
    let value = cell
        .value
        .map(|value| Inline::new().lines(&value.to_string()));
    let turned = cell.turned().map(|turned| Inline::new().say(turned));
    let parts = value.into_iter().chain(turned);
    Inline::separated(parts, &Inline::new().say(", "))
}
