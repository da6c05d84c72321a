//! One change: its title, its names, the redline inline and side by side, and what is found.

use maud::{Markup, html};

use super::clause;
use super::filters;
use crate::render::markup::{Words, lines};
use crate::report::{
    BalanceView, Class, Edit, Fact, Item, JudgementView, KeyLine, Op, Side, Sides, beside,
    class_word, percent,
};

/// One change as an article of its own, known by its place among those that are shown.
pub(super) fn article(at: usize, item: &Item) -> Markup {
    let facets = filters::marks(item);
    html! {
        article id={ "e" (at) } class={ "entry " (facets.kind) } data-is=(facets.words) data-topic=(Words(facets.topics)) data-party=(Words(facets.parties)) tabindex="-1" {
            h3 { (title(item)) (names(item)) (anchor(at)) }
            @if item.foldable { (folded(item)) } @else { (whole(item)) }
        }
    }
}

fn anchor(at: usize) -> Markup {
    html! { " " a class="anchor" href={ "#e" (at) } aria-label={ "Link to change " (at + 1) } { "#" } }
}

/// A clause that nothing happened to, closed.
fn folded(item: &Item) -> Markup {
    html! {
        details {
            summary { "Text" }
            @for clause in &item.clauses.after { (clause::body(clause)) }
            (sources(item))
        }
    }
}

fn whole(item: &Item) -> Markup {
    html! {
        (weight(item))
        (redline(item))
        (facts(item))
        (sources(item))
    }
}

/// "~ changed, moved" with the sign hidden from a reader by ear.
pub(super) fn title(item: &Item) -> Markup {
    let title = item.title_with_facets();
    let (sign, words) = title.split_once(' ').unwrap_or(("", &title));
    html! {
        span class="kind" { span aria-hidden="true" { (sign) " " } (words) }
        ": "
    }
}

/// Both labels, or one where there is only one or they are the same.
pub(super) fn names(item: &Item) -> Markup {
    item.names(
        clause::labels,
        |before, after| html! { (before) " → " (after) },
    )
}

/// "substantive, 97 % sure" and both ends of a move.
pub(super) fn weight(item: &Item) -> Markup {
    let class = (item.class != Class::None).then(|| class_word(item.class).to_owned());
    let said: Vec<String> = class.into_iter().chain(item.certainty()).collect();
    html! {
        @if !said.is_empty() { p class="weight" { (said.join(", ")) } }
        @if let Some(moved) = item.move_sentence() { p class="move" { (Words(moved)) } }
        @if let Some(guesses) = &item.guesses { p class="note" { (Words(guesses)) } }
    }
}

/// The redline in one text, and as two texts beside each other, of which the stylesheet shows one; what stands
/// on one side only is shown once.
fn redline(item: &Item) -> Markup {
    let is_pair = !item.clauses.before.is_empty() && !item.clauses.after.is_empty();
    html! {
        @if item.text.is_empty() {
            @for clause in &item.clauses.after {
                @if !clause.text.is_empty() { p class="text" dir="auto" { (lines(clause.text)) } }
            }
        } @else if is_pair {
            p class="text inline" dir="auto" { (edits(item.text)) }
            div class="sides" {
                @for word in ["Before", "After"] { h4 { (word) } }
                @for row in beside(item.text) {
                    @for side in Side::BOTH { p class="text" dir="auto" { (edits(row.get(side))) } }
                }
            }
        } @else {
            p class="text" dir="auto" { (edits(item.text)) }
        }
    }
}

/// Kept words, and in `del` and `ins` those of one side.
pub(super) fn edits(edits: &[Edit]) -> Markup {
    html! {
        @for edit in edits {
            @match edit.op {
                Op::Keep => { (lines(&edit.text)) },
                Op::Delete => { del { (lines(&edit.text)) } },
                Op::Insert => { ins { (lines(&edit.text)) } },
            }
        }
    }
}

/// What is known to differ beside the text, and what people decided.
pub(super) fn facts(item: &Item) -> Markup {
    let has_any = item.balance.is_some()
        || item.facts().next().is_some()
        || !item.keys.is_empty()
        || !item.judgements.is_empty()
        || item
            .alone()
            .iter()
            .any(|clause| !clause.terms.is_empty() || !clause.positions.is_empty());
    html! {
        @if has_any {
            ul class="facts" {
                @if let Some(own) = &item.balance { li { (balance(own)) } }
                @for clause in item.alone() { (clause::values(clause)) }
                @for fact in item.facts() { li { (told(&fact)) } }
                @for key in &item.keys { li { (told_key(key)) } }
                @for judgement in &item.judgements { li class="judged" { (judged(judgement)) } }
            }
        }
    }
}

/// "words: inspection 40 %, pilots 60 %; 0 % of the old words are lost, 3 % of the new words are new".
fn balance(balance: &BalanceView) -> Markup {
    let pieces = balance.pieces.iter();
    let pieces: Vec<String> = pieces
        .map(|(id, share)| format!("{id} {}", percent(*share)))
        .collect();
    html! {
        "words: " (Words(pieces.join(", "))) "; " (percent(balance.lost)) " of the old words are lost, "
        (percent(balance.new)) " of the new words are new"
    }
}

/// "modality weaker: must → may".
pub(super) fn told(fact: &Fact) -> Markup {
    match fact {
        Fact::Term(term) => {
            let values =
                Sides::make(|side| term.values.get(side).as_ref().map(ToString::to_string));
            html! { (Words(&term.name)) ": " (changed(&values)) ", " (Words(term.outcome())) }
        }
        Fact::Finding(signal) => html! {
            (signal.title())
            @if signal.words != Sides::default() { ": " }
            (changed(&signal.words))
            @if let Some(remark) = signal.remark() { " (" (Words(remark)) ")" }
        },
    }
}

fn told_key(key: &KeyLine) -> Markup {
    html! { (key.name) ": " (changed(&key.words)) }
}

/// What stood before as deleted, what stands after as inserted.
fn changed(sides: &Sides<Option<String>>) -> Markup {
    html! {
        @if let Some(before) = &sides.before { del { (Words(before)) } }
        @if sides.before.is_some() && sides.after.is_some() { " → " }
        @if let Some(after) = &sides.after { ins { (Words(after)) } }
    }
}

/// "judged narrower (garrison -> garrison, police): Draft 2 counts police apart."
fn judged(judgement: &JudgementView) -> Markup {
    html! {
        (Words(judgement.title()))
        @if let Some(why) = &judgement.why { ": " (lines(why)) }
    }
}

fn sources(item: &Item) -> Markup {
    let Sides { before, after } = &item.clauses;
    html! {
        (clause::sources("source before", before))
        (clause::sources("source after", after))
    }
}
