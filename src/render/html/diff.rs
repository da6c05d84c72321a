//! The page of two versions.

use maud::{Markup, html};

use super::account;
use super::change;
use super::filters::{Choices, marks};
use super::frame::{page as framed, points};
use crate::render::markup::Words;
use crate::render::svg;
use crate::report::{
    DiffReport, Fact, GuardsReport, Item, Picture, Sides, VersionHead, counts_sentence,
    more_sentence,
};

/// Head, what to read first, picture, filters, every change, and what else the reader must know.
pub(super) fn page(report: &DiffReport) -> String {
    let Sides { before, after } = &report.versions;
    let title = format!("{} → {}", before.called, after.called);
    let body = html! {
        header {
            h1 { (Words(&title)) }
            (versions(&report.versions))
            p class="counts" { (counts_sentence(&report.counts)) }
            @if let Some(guarded) = &report.guards { (guards(guarded)) }
        }
        main {
            @if report.is_audit() { (audit(report)) } @else { (comparison(report)) }
        }
        footer { h2 { "About this comparison" } (points(&report.remarks())) }
    };
    let skips = match report.is_audit() {
        true => &[][..],
        false => &[("changes", "the changes"), ("filter", "the filters")][..],
    };
    framed(&title, skips, &body)
}

fn comparison(report: &DiffReport) -> Markup {
    let items: Vec<Item> = report.items().collect();
    let mut choices = Choices::default();
    items.iter().for_each(|item| choices.add(&marks(item)));
    html! {
        (read_first(report, &items))
        (lineage(&report.picture(), &|entry, _| format!("#e{entry}")))
        (choices.form("changes"))
        (views())
        section id="changes" aria-labelledby="changes-head" tabindex="-1" {
            h2 id="changes-head" { "Changes" }
            @for (at, item) in items.iter().enumerate() { (change::article(at, item)) }
        }
    }
}

/// Which form of the redline is seen; the stylesheet goes by what is checked.
fn views() -> Markup {
    html! {
        fieldset class="views" {
            legend { "Redline" }
            label { input type="radio" name="view" id="view-inline" checked; " inline" }
            label { input type="radio" name="view" id="view-sides"; " side by side" }
        }
    }
}

/// The picture under its heading, or the sentence that it is left out.
pub(super) fn lineage(picture: &Picture, address: &dyn Fn(usize, usize) -> String) -> Markup {
    html! {
        section aria-labelledby="lineage-head" {
            h2 id="lineage-head" { "Lineage" }
            @match svg::left_out(picture) {
                Some(said) => { p { (said) } },
                None => {
                    p class="note" { "A bar for each clause, as high as it has words; a band for what became of it. Colours are topics." }
                    div class="picture" role="group" aria-label="Picture of the lineage" tabindex="0" { (svg::figure(picture, address)) }
                },
            }
        }
    }
}

fn versions(heads: &Sides<VersionHead>) -> Markup {
    let point = |word: &str, head: &VersionHead| {
        html! {
            li { b { (word) } " " (Words(head.named())) ", " (Words(head.dated())) ", " (head.clauses_sentence()) }
        }
    };
    html! { ul class="versions" { (point("before", &heads.before)) (point("after", &heads.after)) } }
}

/// How many red lines stand how, and each that a reader must see.
fn guards(report: &GuardsReport) -> Markup {
    let views = report.listed(false);
    html! {
        @if let Some(sentence) = report.sentence() {
            p { (Words(sentence)) }
            ul class="guards" { @for view in views { li { (Words(view.sentence())) } } }
        }
    }
}

/// The weightiest changes, each a link to where it is told.
fn read_first(report: &DiffReport, items: &[Item]) -> Markup {
    let (first, more) = report.read_first();
    let place = |own: &Item| {
        items
            .iter()
            .position(|item| item.ids == own.ids && item.kind == own.kind)
    };
    html! {
        @if !first.is_empty() {
            section aria-labelledby="first-head" {
                h2 id="first-head" { "Read first" }
                ol class="first" {
                    @for item in &first {
                        li { a href={ "#e" (place(item).unwrap_or_default()) } { (change::names(item)) } (summary(item)) }
                    }
                }
                @if more > 0 { p { (more_sentence(more)) } }
            }
        }
    }
}

/// ", ~ changed, moved: number lower: 12 → 9; 2 more".
fn summary(item: &Item) -> Markup {
    let (facts, more) = item.first_facts();
    let sure = item.certainty().filter(|_| item.uncertain);
    let colon = |at: usize| if at == 0 { ": " } else { "; " };
    let told = |(at, fact): (usize, &Fact)| html! { (colon(at)) (change::told(fact)) };
    html! {
        ", " (item.title_with_facets())
        @if let Some(sure) = sure { ", " (sure) }
        @for one in facts.iter().enumerate() { (told(one)) }
        @if let Some(opening) = item.opening() { ": " (Words(opening)) }
        @if more > 0 { "; " (more) " more" }
    }
}

fn audit(report: &DiffReport) -> Markup {
    html! {
        @if let Some(own) = &report.account { (account::account(own)) }
        @if let Some(declared) = &report.declared { (account::declared(declared)) }
    }
}
