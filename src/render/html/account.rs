//! What became of every sentence, and what an author announced.

use maud::{Markup, html};

use super::frame::points;
use super::{change, clause};
use crate::render::markup::{Words, lines};
use crate::report::{
    AccountReport, BalanceRow, DeclaredReport, MissingView, MovedView, StrandView, Sums, by_clause,
};

/// The balance, whether it closes, and what is not kept.
pub(super) fn account(report: &AccountReport) -> Markup {
    let moves: Vec<MovedView> = report.moves().collect();
    html! {
        section {
            h2 { "Account of all sentences" }
            div class="scroll" role="group" aria-label="Figures" tabindex="0" {
                table class="figures" {
                    thead { tr {
                        td {}
                        @for head in ["Sentences before", "Words", "Carried", "Sentences after", "Words", "Carried"] {
                            th scope="col" { (head) }
                        }
                    } }
                    tbody { @for own in &report.rows { (row(own)) } }
                }
            }
            p { (report.closing()) }
            @for strand in report.listed() { (section(&strand)) }
            @if !moves.is_empty() {
                h3 { "moved" }
                ul { @for moved in &moves { li { (point(moved)) } } }
            }
            @if let Some(said) = report.kept() { p { (Words(said)) } }
        }
    }
}

fn row(row: &BalanceRow) -> Markup {
    let cells = |sums: Option<Sums>| {
        html! {
            @match sums {
                Some(sums) => { @for figure in [sums.sentences, sums.words, sums.carried] { td { (figure) } } },
                None => { td {} td {} td {} },
            }
        }
    };
    html! {
        tr { th scope="row" { (row.word) } (cells(row.figures.before)) (cells(row.figures.after)) }
    }
}

fn section(strand: &StrandView) -> Markup {
    let sides = &strand.sentences;
    let is_pair = !sides.before.is_empty() && !sides.after.is_empty();
    let [from, to] = if is_pair { ["from ", "to "] } else { [""; 2] };
    html! {
        h3 { (strand.title()) }
        ul {
            @for (word, side) in [(from, &sides.before), (to, &sides.after)] {
                @for (clause, numbers) in by_clause(side) {
                    li { (word) (clause::label(clause)) ", " (numbers) }
                }
            }
        }
        p class="text" dir="auto" { (change::edits(&strand.text)) }
    }
}

fn point(moved: &MovedView) -> Markup {
    html! {
        (moved.size()) ": " (clause::label(&moved.clauses.before)) " → " (clause::label(&moved.clauses.after))
        @if let Some(said) = moved.arrival() { ", " (Words(said)) }
    }
}

/// What was not announced with all that is known of it, then what was and is not there.
pub(super) fn declared(report: &DeclaredReport) -> Markup {
    html! {
        section {
            h2 { "Declared changes" }
            p { (Words(report.sentence())) }
            ul { @for one in &report.missing { li { (missing(one)) } } }
            @for (at, undeclared) in report.undeclared().enumerate() {
                (change::article(at, &undeclared.item))
                (points(&[undeclared.sentence()]))
            }
        }
    }
}

fn missing(missing: &MissingView) -> Markup {
    html! {
        "declared, not found: " (Words(missing.title()))
        @if let Some(why) = &missing.why { ": " (lines(why)) }
    }
}
