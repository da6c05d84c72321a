//! The page of several versions.

use maud::{Markup, html};

use super::change;
use super::clause;
use super::diff::lineage;
use super::filters::{Choices, Marks, marks_of};
use super::frame::{page as framed, points};
use crate::render::markup::Words;
use crate::report::{
    ANY_TWO, Carried, Kind, Matter, Picture, SAME_DEAL, Step, TableReport, VersionHead, kind_word,
    others_sentence, state_word,
};

const TITLE: &str = "Clause by clause";

/// Answer, picture, filters, the table, and what else the reader must know.
pub(super) fn page(
    report: &TableReport,
    matters: &[Matter],
    picture: &Picture,
    others: &[VersionHead],
) -> String {
    let marks: Vec<Marks> = matters.iter().map(marks).collect();
    let mut choices = Choices::default();
    marks.iter().for_each(|own| choices.add(own));
    let mut remarks = report.remarks();
    remarks.extend(others_sentence(others));
    let body = html! {
        header {
            h1 { (TITLE) }
            (versions(&report.versions))
        }
        main {
            (answer(report))
            (any_two(report))
            (lineage(picture, &|entry, column| format!("#e{entry}v{column}")))
            (choices.form("rows"))
            section id="changes" aria-labelledby="changes-head" tabindex="-1" {
                h2 id="changes-head" { "Table" }
                div class="scroll" role="group" aria-label="Columns of versions" tabindex="0" {
                    table class="versions-table" role="table" {
                        thead role="rowgroup" { (heads("Matter", &report.versions)) }
                        tbody role="rowgroup" {
                            @for (at, (matter, own)) in matters.iter().zip(&marks).enumerate() {
                                (row(at, matter, own, &report.versions))
                            }
                        }
                    }
                }
            }
        }
        footer { h2 { "About this comparison" } (points(&remarks)) }
    };
    framed(TITLE, &[("changes", "the table")], &body)
}

fn versions(heads: &[VersionHead]) -> Markup {
    html! {
        ul class="versions" {
            @for head in heads {
                li { (Words(head.named())) ", " (Words(head.dated())) ", " (head.clauses_sentence()) }
            }
        }
    }
}

/// The row of heads: `matter` over the first column, then title, date and status, and name of each version.
pub(super) fn heads(matter: &str, versions: &[VersionHead]) -> Markup {
    html! {
        tr role="row" {
            th scope="col" role="columnheader" { (matter) }
            @for head in versions {
                th scope="col" role="columnheader" {
                    (Words(&head.title)) span class="note" { (Words(head.dated())) br; (Words(&head.name)) }
                }
            }
        }
    }
}

/// How much of each earlier version stands in the last, and what is gone.
fn answer(report: &TableReport) -> Markup {
    html! {
        @if !report.carried_over.is_empty() {
            section aria-labelledby="answer-head" {
                h2 id="answer-head" { (SAME_DEAL) }
                ul class="answer" { @for own in &report.carried_over { li { (carried(own)) } } }
            }
        }
    }
}

/// What stands of each version in each later one.
fn any_two(report: &TableReport) -> Markup {
    let versions = report.versions.len();
    html! {
        @if report.pairs.is_some() {
            section aria-labelledby="pairs-head" {
                h2 id="pairs-head" { (ANY_TWO) }
                div class="scroll" role="group" aria-label="Shares of clauses and of words" tabindex="0" {
                    table class="figures" {
                        thead { tr { td {} @for head in &report.versions[1..] { th scope="col" { (Words(&head.called)) } } } }
                        tbody {
                            @for (before, head) in report.versions.iter().enumerate().take(versions - 1) {
                                tr {
                                    th scope="row" { (Words(&head.called)) }
                                    @for after in 1..versions { td { (report.pair(before, after).unwrap_or_default()) } }
                                }
                            }
                        }
                    }
                }
                p class="note" { "Shares of the clauses / of the words." }
            }
        }
    }
}

fn carried(carried: &Carried) -> Markup {
    html! {
        (Words(carried.sentence()))
        @if let Some(judged) = carried.judged_sentence() { "; " (Words(judged)) }
        @if !carried.dropped.is_empty() {
            details {
                summary { "dropped: " (carried.dropped.len()) }
                p { (clause::labels(&carried.dropped)) }
            }
        }
    }
}

/// What the form can ask of a row: what its cells say, and what its changes are.
fn marks(matter: &Matter) -> Marks {
    let cells = matter.row.cells.iter().rev().flatten();
    let latest = cells.map(|cell| state_word(cell.state)).next();
    marks_of(
        latest.unwrap_or_default(),
        matter.steps.iter().map(|step| &step.item),
    )
}

fn row(at: usize, matter: &Matter, marks: &Marks, versions: &[VersionHead]) -> Markup {
    let row = &matter.row;
    let name = || row.heading.clone().or_else(|| latest_label(matter));
    html! {
        tr role="row" id={ "e" (at) } class="entry" data-is=(marks.words) data-topic=(Words(&marks.topics)) data-party=(Words(&marks.parties)) tabindex="-1" {
            th scope="row" role="rowheader" {
                span dir="auto" { (Words(name().unwrap_or_default())) }
                a class="anchor" href={ "#e" (at) } aria-label={ "Link to row " (at + 1) } { "#" }
                @if let Some(topic) = &row.topic { span class="note" { (Words(topic)) } }
            }
            @for (column, head) in versions.iter().enumerate() {
                td role="cell" id={ "e" (at) "v" (column) } data-version=(Words(&head.called)) {
                    (cell(matter, column))
                }
            }
        }
    }
}

fn latest_label(matter: &Matter) -> Option<String> {
    let mut cells = matter.row.cells.iter().rev().flatten();
    let clause = cells.next()?.clauses.first()?;
    Some(clause.label().into_owned())
}

fn cell(matter: &Matter, column: usize) -> Markup {
    let row = &matter.row;
    html! {
        @match &row.cells[column] {
            Some(own) => {
                p class="state" { b class=(state_word(own.state)) { (own.said()) } }
                @for clause in &own.clauses {
                    p class="label" { (clause::label(clause)) }
                    (clause::body(clause))
                    (clause::sources("source", std::slice::from_ref(clause)))
                }
                (redlines(matter, column))
            },
            None if row.is_dropped_at(column) => { p class="state" { b class="dropped" { (kind_word(Kind::Dropped)) } } },
            None => { span class="none" { "–" } },
        }
    }
}

/// What led to the cell, closed: a text that was here before is not worth it.
fn redlines(matter: &Matter, column: usize) -> Markup {
    let steps: Vec<&Step> = matter
        .steps_to(column)
        .filter(|step| is_told(step))
        .collect();
    html! {
        @if !steps.is_empty() {
            details class="redline" {
                summary { "What changed" }
                @for step in &steps { (redline(step)) }
            }
        }
    }
}

/// True for what is a relation in which something differs.
fn is_told(step: &Step) -> bool {
    let item = &step.item;
    item.alone().is_empty() && !item.foldable
}

fn redline(step: &Step) -> Markup {
    let item = &step.item;
    html! {
        p class="names" { (change::title(item)) (change::names(item)) }
        (change::weight(item))
        @if !item.text.is_empty() { p class="text" dir="auto" { (change::edits(item.text)) } }
        (change::facts(item))
    }
}
