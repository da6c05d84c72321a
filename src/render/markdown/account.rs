//! What became of every sentence, and what an author announced.

use super::change;
use super::clause;
use super::page::{Inline, Page};
use crate::report::{
    AccountReport, BalanceRow, DeclaredReport, MissingView, MovedView, StrandView, Sums, by_clause,
};

/// The balance, whether it closes, and what is not kept unless only the `balance` is wanted.
pub(super) fn account(page: &mut Page, report: &AccountReport, balance: bool) {
    page.heading(2, &Inline::new().say("Account of all sentences"));
    let heads = [
        "",
        "Sentences before",
        "Words",
        "Carried",
        "Sentences after",
        "Words",
        "Carried",
    ];
    let heads = heads.map(|head| Inline::new().say(head));
    page.table(&heads, report.rows.iter().map(row));
    page.paragraph(&Inline::new().say(report.closing()));
    if balance {
        return;
    }
    report.listed().for_each(|strand| section(page, &strand));
    let moves: Vec<Inline> = report.moves().map(|moved| point(&moved)).collect();
    if !moves.is_empty() {
        page.heading(3, &Inline::new().say("> moved"));
        page.list(moves);
    }
    let kept = report.kept();
    kept.into_iter()
        .for_each(|said| page.paragraph(&Inline::new().say(said)));
}

fn row(row: &BalanceRow) -> Vec<Inline> {
    let cells = |sums: Option<Sums>| {
        let figures = |sums: Sums| [sums.sentences, sums.words, sums.carried];
        let cells = sums.map_or([const { String::new() }; 3], |sums| {
            figures(sums).map(|figure| figure.to_string())
        });
        cells.map(|cell| Inline::new().say(cell))
    };
    let word = Inline::new().say(row.word);
    let sides = [row.figures.before, row.figures.after].map(cells);
    std::iter::once(word)
        .chain(sides.into_iter().flatten())
        .collect()
}

fn section(page: &mut Page, strand: &StrandView) {
    page.heading(3, &Inline::new().say(strand.title()));
    let sides = &strand.sentences;
    let is_pair = !sides.before.is_empty() && !sides.after.is_empty();
    let [from, to] = if is_pair { ["from ", "to "] } else { [""; 2] };
    let sides = [(from, &sides.before), (to, &sides.after)];
    let points = sides.into_iter().flat_map(|(word, side)| {
        let places = by_clause(side);
        places.map(move |(clause, numbers)| {
            let label = Inline::new().say(word).join(clause::label(clause));
            label.say(format!(", {numbers}"))
        })
    });
    page.list(points);
    page.paragraph(&Inline::new().redline(&strand.text));
}

fn point(moved: &MovedView) -> Inline {
    let arrival = moved
        .arrival()
        .map_or_else(String::new, |said| format!(", {said}"));
    Inline::new()
        .say(format!("{}: ", moved.size()))
        .join(clause::label(&moved.clauses.before))
        .say(" → ")
        .join(clause::label(&moved.clauses.after))
        .say(arrival)
}

/// What was not announced with all that is known of it, then what was and is not there;
/// only how many of each if the `balance` is enough.
pub(super) fn declared(page: &mut Page, report: &DeclaredReport, balance: bool) {
    page.heading(2, &Inline::new().say("Declared changes"));
    page.paragraph(&Inline::new().say(report.sentence()));
    if balance {
        return;
    }
    page.list(report.missing.iter().map(missing));
    for undeclared in report.undeclared() {
        change::whole_section(page, &undeclared.item);
        page.list([Inline::new().strong(&undeclared.sentence())]);
    }
}

fn missing(missing: &MissingView) -> Inline {
    let line = Inline::new().say(format!("declared, not found: {}", missing.title()));
    match &missing.why {
        Some(why) => line.say(": ").lines(why),
        None => line,
    }
}
