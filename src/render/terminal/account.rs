//! What became of every sentence, and what an author announced.

use unicode_width::UnicodeWidthStr;

use super::change;
use super::clause;
use super::paper::Paper;
use super::phrase::Phrase;
use super::redline::redline;
use crate::render::View;
use crate::render::style::Role;
use crate::report::{
    AccountReport, BalanceRow, ClauseView, DeclaredReport, Fate, MissingView, MovedView,
    StrandView, Sums, by_clause, fate_sign, fate_word,
};

/// Indent of the places of a sentence.
const PLACES: usize = 2;

/// Indent of its words.
const WORDS: usize = 4;

/// How far a paragraph hangs, where it is one of several.
const HANG: usize = 2;

/// Heads of the columns of one side.
const HEADS: [&str; 3] = ["sentences", "words", "carried"];

/// Between two columns of figures.
const GAP: usize = 2;

/// The balance, whether it closes, and what is not kept unless only the `balance` is wanted.
pub(super) fn account(paper: &mut Paper, report: &AccountReport, balance: bool) {
    paper.blank();
    table(paper, &report.rows);
    paper.blank();
    let role = if report.gaps.is_empty() {
        Role::Note
    } else {
        Role::Error
    };
    paper.hang(0, HANG, &Phrase::new().paint(role, report.closing()));
    if balance {
        return;
    }
    for strand in report.listed() {
        paper.blank();
        block(paper, &strand);
    }
    paper.blank();
    report.moves().for_each(|moved| line(paper, &moved));
    if let Some(kept) = report.kept() {
        paper.blank();
        paper.hang(0, HANG, &Phrase::new().paint(Role::Note, kept));
    }
}

/// Both sides beside each other where they fit, else one below the other.
fn table(paper: &mut Paper, rows: &[BalanceRow]) {
    let figures = rows
        .iter()
        .flat_map(|row| [row.figures.before, row.figures.after]);
    let digits = figures
        .flatten()
        .flat_map(columns)
        .map(|figure| figure.len());
    let widest = digits.max().unwrap_or(0);
    let widths = HEADS.map(|head| head.len().max(widest) + GAP);
    let label = rows.iter().map(|row| row.word.width()).max().unwrap_or(0);
    let side: usize = widths.iter().sum();
    if label + 2 * side <= paper.width() {
        let heads = [Some("before"), Some("after")];
        titles(paper, label, &heads.map(|word| (word, side)));
        paper.put(
            0,
            &Phrase::new().say(" ".repeat(label) + &heads_of(&widths).repeat(2)),
        );
        for row in rows {
            let sides = [row.figures.before, row.figures.after];
            let cells = sides.map(|sums| cells(sums, &widths)).concat();
            paper.put(
                0,
                &Phrase::new().say(format!("{:<label$}{cells}", row.word)),
            );
        }
        return;
    }
    for (word, of) in [
        (
            "before",
            (|row| row.figures.before) as fn(&BalanceRow) -> Option<Sums>,
        ),
        ("after", |row| row.figures.after),
    ] {
        paper.blank();
        paper.put(
            0,
            &Phrase::new().say(format!("{word:<label$}{}", heads_of(&widths))),
        );
        for row in rows.iter().filter(|row| of(row).is_some()) {
            let cells = cells(of(row), &widths);
            paper.put(
                0,
                &Phrase::new().say(format!("{:<label$}{cells}", row.word)),
            );
        }
    }
}

fn titles(paper: &mut Paper, label: usize, sides: &[(Option<&str>, usize)]) {
    let titles = sides
        .iter()
        .map(|(word, width)| format!("{:>width$}", word.unwrap_or_default()));
    let line = " ".repeat(label) + &titles.collect::<String>();
    paper.put(0, &Phrase::new().say(line));
}

fn heads_of(widths: &[usize; 3]) -> String {
    let heads = HEADS.iter().zip(widths);
    heads
        .map(|(head, width)| format!("{head:>width$}"))
        .collect()
}

fn columns(sums: Sums) -> [String; 3] {
    [sums.sentences, sums.words, sums.carried].map(|figure| figure.to_string())
}

fn cells(sums: Option<Sums>, widths: &[usize; 3]) -> String {
    let cells = sums.map_or_else(|| [const { String::new() }; 3], columns);
    let cells = cells.iter().zip(widths);
    cells
        .map(|(cell, width)| format!("{cell:>width$}"))
        .collect()
}

/// What became of sentences, where they stood and stand, and their redline.
fn block(paper: &mut Paper, strand: &StrandView) {
    paper.hang(
        0,
        WORDS,
        &Phrase::new().paint(role(strand.fate), strand.title()),
    );
    let sides = &strand.sentences;
    let is_pair = !sides.before.is_empty() && !sides.after.is_empty();
    let [from, to] = if is_pair { ["from ", "to   "] } else { [""; 2] };
    for (word, side) in [(from, &sides.before), (to, &sides.after)] {
        for (clause, numbers) in by_clause(side) {
            let line = Phrase::new().say(word).join(place(clause, &numbers));
            paper.hang(PLACES, HANG, &line);
        }
    }
    paper.put(WORDS, &redline(&strand.text));
}

fn place(clause: &ClauseView, words: &str) -> Phrase {
    clause::label(clause).say(format!(", {words}"))
}

/// "> moved  sentences 1 to 3, 41 words: 3 Tolls (tolls) -> 7 Court (court), as sentence 2".
fn line(paper: &mut Paper, moved: &MovedView) {
    let title = format!("{} {}", fate_sign(Fate::Moved), fate_word(Fate::Moved));
    let arrival = moved
        .arrival()
        .map_or_else(String::new, |said| format!(", {said}"));
    let line = Phrase::new()
        .paint(Role::Moved, title)
        .say(format!(" {}: ", moved.size()))
        .join(clause::label(&moved.clauses.before))
        .paint(Role::Gutter, " -> ")
        .join(clause::label(&moved.clauses.after))
        .say(arrival);
    paper.hang(0, WORDS, &line);
}

fn role(fate: Fate) -> Role {
    match fate {
        Fate::Kept => Role::Note,
        Fate::Changed => Role::Kind,
        Fate::Moved => Role::Moved,
        Fate::MovedAndChanged => Role::Substantive,
        Fate::Dropped => Role::Deleted,
        Fate::Added => Role::Inserted,
    }
}

/// What was not announced with all that is known of it, then what was and is not there;
/// only how many of each if the `balance` is enough.
pub(super) fn declared(paper: &mut Paper, report: &DeclaredReport, balance: bool) {
    paper.blank();
    paper.hang(0, HANG, &Phrase::new().say(report.sentence()));
    if balance {
        return;
    }
    for undeclared in report.undeclared() {
        paper.blank();
        paper.hang(
            0,
            WORDS,
            &Phrase::new().paint(Role::Substantive, undeclared.sentence()),
        );
        change::block(paper, &undeclared.item, View::Inline);
    }
    paper.blank();
    report
        .missing
        .iter()
        .for_each(|missing| self::missing(paper, missing));
}

/// "declared, not found: line 7: tolls moved: They only move."
fn missing(paper: &mut Paper, missing: &MissingView) {
    let line = Phrase::new()
        .paint(Role::Uncertain, "declared, not found: ")
        .say(missing.title());
    let line = match &missing.why {
        Some(why) => line.say(": ").say(why),
        None => line,
    };
    paper.hang(0, HANG, &line);
}
