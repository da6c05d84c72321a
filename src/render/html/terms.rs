//! Named terms over several versions.

use maud::{Markup, html};

use super::clause;
use super::frame::{page as framed, points};
use super::table::heads;
use crate::render::markup::{Words, lines};
use crate::report::{TermCell, TermRow, TermsReport, VersionHead, others_sentence};

const TITLE: &str = "Term by term";

/// Heading, table, and what else the reader must know; terms in words that nowhere changed are among the rows.
pub(super) fn page(report: &TermsReport, others: &[VersionHead]) -> String {
    let mut remarks = report.remarks();
    remarks.extend(others_sentence(others));
    let body = html! {
        header { h1 { (TITLE) } }
        main {
            section id="changes" aria-labelledby="changes-head" tabindex="-1" {
                h2 id="changes-head" { "Terms" }
                div class="scroll" role="group" aria-label="Columns of versions" tabindex="0" {
                    table class="versions-table" role="table" {
                        thead role="rowgroup" { (heads("Term", &report.versions)) }
                        tbody role="rowgroup" { @for own in report.shown(true) { (row(own, &report.versions)) } }
                    }
                }
            }
        }
        footer { h2 { "About this comparison" } (points(&remarks)) }
    };
    framed(TITLE, &[("changes", "the table")], &body)
}

fn row(row: &TermRow, versions: &[VersionHead]) -> Markup {
    html! {
        tr role="row" {
            th scope="row" role="rowheader" {
                (Words(row.title()))
                @for line in [row.heading, row.topic].into_iter().flatten() { span class="note" { (Words(line)) } }
            }
            @for (at, head) in versions.iter().enumerate() {
                td role="cell" data-version=(Words(&head.called)) { (cell(row, at)) }
            }
        }
    }
}

/// The value of the clause, those of the parties, their distances, the clause, its sources.
fn cell(row: &TermRow, at: usize) -> Markup {
    html! {
        @if let Some(own) = &row.cells[at] { p { (value(own)) } }
        @for position in &row.positions {
            @if let Some(held) = &position.cells[at] { p { b { (Words(position.party)) } ": " (value(held)) } }
        }
        @for distance in &row.distances {
            @if let Some(apart) = &distance.cells[at] { p { (Words(distance.named())) ": " (Words(apart.sentence())) } }
        }
        @if let Some(clause) = &row.clauses[at] {
            p class="label" { (clause::label(clause)) }
            (clause::sources("source", std::slice::from_ref(clause)))
        }
    }
}

/// "at most 400 persons, ~ lowered by 800 (-67 %)".
fn value(cell: &TermCell) -> Markup {
    let turned = cell.turned();
    html! {
        @if let Some(value) = cell.value { b { (lines(&value.to_string())) } }
        @if cell.value.is_some() && turned.is_some() { ", " }
        @if let Some(turned) = turned { (Words(turned)) }
    }
}
