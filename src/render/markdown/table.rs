//! Versions side by side, a row for each matter, and the answer below.

use std::cmp::Reverse;

use super::Options;
use super::change::remarks;
use super::clause;
use super::page::{Inline, Page};
use super::room::Sheet;
use crate::report::{
    ANY_TWO, Carried, CellView, Kind, Row, SAME_DEAL, State, TableReport, VersionHead, kind_sign,
    kind_word, others_sentence,
};

/// Heading, table, answer, and what else the reader must know. What a clause says is not
/// repeated while it stays the same, unless `all` is wanted.
pub(super) fn table(
    page: &mut Page,
    report: &TableReport,
    others: &[VersionHead],
    options: &Options,
) {
    let mut below = Page::new();
    answer(&mut below, report);
    any_two(&mut below, report);
    let mut said = report.remarks();
    said.extend(others_sentence(others));
    remarks(&mut below, &said);
    let below = below.finish();
    let row = |row: &Row| (Reverse(row.class()), cells(row, options.all));
    let rows = report.rows.iter().map(row);
    page.heading(1, &Inline::new().say("Clause by clause"));
    let mut sheet = Sheet::new(page, options.room, &below);
    sheet.table(&heads("Matter", &report.versions), 1, rows);
    sheet.finish(&below);
}

/// Of the first column, and of one for each version.
pub(super) fn heads(first: &str, versions: &[VersionHead]) -> Vec<Inline> {
    let first = Inline::new().say(first);
    std::iter::once(first)
        .chain(versions.iter().map(head))
        .collect()
}

/// Title, date and status, id, each on its line.
fn head(head: &VersionHead) -> Inline {
    Inline::stacked([&head.title, &head.dated(), &head.name].map(|line| Inline::new().say(line)))
}

fn cells(row: &Row, all: bool) -> Vec<Inline> {
    let matter = [&row.heading, &row.topic].into_iter().flatten();
    let matter = Inline::stacked(matter.map(|line| Inline::new().say(line)));
    let cells = row.cells.iter().enumerate().map(|(at, cell)| match cell {
        Some(cell) => full(cell, all || at == 0),
        None => Inline::new().say(nothing(row.is_dropped_at(at))),
    });
    std::iter::once(matter).chain(cells).collect()
}

/// Where no clause of the matter stands.
fn nothing(is_dropped: bool) -> String {
    let sign = kind_sign(Kind::Dropped);
    if is_dropped {
        format!("{sign} {}", kind_word(Kind::Dropped))
    } else {
        String::new()
    }
}

/// The state, then the clauses; without what they say where that stayed the same.
fn full(cell: &CellView, all: bool) -> Inline {
    let is_told = all || cell.state != State::Same;
    let said = |clause| {
        let body = is_told.then(|| clause::body(clause));
        let sources = is_told.then(|| clause::short_sources(clause)).flatten();
        body.into_iter()
            .flatten()
            .chain(sources)
            .collect::<Vec<_>>()
    };
    let clauses = cell
        .clauses
        .iter()
        .flat_map(|clause| std::iter::once(clause::label(clause)).chain(said(clause)));
    let state = Inline::new().strong(&state(cell));
    Inline::stacked(std::iter::once(state).chain(clauses))
}

/// "~ changed, moved, substantive, uncertain".
fn state(cell: &CellView) -> String {
    let facets = cell.facets().chain(cell.certainty());
    facets.fold(cell.title(), |said, facet| said + ", " + facet)
}

/// How much of each earlier version stands in the last, and what is gone.
fn answer(page: &mut Page, report: &TableReport) {
    if report.carried_over.is_empty() {
        return;
    }
    page.heading(2, &Inline::new().say(SAME_DEAL));
    page.list(report.carried_over.iter().map(carried));
}

/// What stands of each version in each later one.
fn any_two(page: &mut Page, report: &TableReport) {
    if report.pairs.is_none() {
        return;
    }
    page.heading(
        2,
        &Inline::new().say(format!("{ANY_TWO} (clauses / words)")),
    );
    let later = report.versions.iter().skip(1);
    let heads = later.map(|head| Inline::new().say(&head.called));
    let heads: Vec<Inline> = std::iter::once(Inline::new()).chain(heads).collect();
    let earlier = report.versions.iter().enumerate().take(heads.len() - 1);
    let rows = earlier.map(|(before, head)| {
        let share = |after| Inline::new().say(report.pair(before, after).unwrap_or_default());
        let shares = (1..report.versions.len()).map(share);
        std::iter::once(Inline::new().say(&head.called))
            .chain(shares)
            .collect()
    });
    page.table(&heads, rows);
}

fn carried(carried: &Carried) -> Inline {
    let judged = carried.judged_sentence();
    let judged = judged.map(|judged| format!("; {judged}"));
    let said = Inline::new().say(carried.sentence() + &judged.unwrap_or_default());
    if carried.dropped.is_empty() {
        said
    } else {
        said.say("; dropped: ")
            .join(clause::labels(&carried.dropped))
    }
}
