//! The changes as sentences, for a reader by ear: nothing hangs on signs, columns or colour.

use super::paper::Paper;
use super::phrase::Phrase;
use crate::render::style::Role;
use crate::report::{DiffReport, Item, counts_sentence, more_sentence};

/// The versions and the counts, what to read first, a paragraph for each change, and what else the reader must
/// know.
pub(super) fn linear(paper: &mut Paper, report: &DiffReport, all: bool) {
    let versions = &report.versions;
    for (word, head) in [("Before", &versions.before), ("After", &versions.after)] {
        let (title, dated, size) = (&head.title, head.dated(), head.clauses_sentence());
        say(paper, &format!("{word}: {title}, {dated}, {size}."));
    }
    say(paper, &format!("{}.", counts_sentence(&report.counts)));
    if let Some(sentence) = report.guards.as_ref().and_then(|guards| guards.sentence()) {
        say(paper, &format!("{sentence}."));
    }
    for view in report.guards.iter().flat_map(|guards| guards.listed(false)) {
        say(paper, &format!("{}.", view.sentence()));
    }
    read_first(paper, report);
    changes(paper, report, all);
    paper.blank();
    let folded = report.folded_sentence().filter(|_| !all);
    for remark in folded.into_iter().chain(report.remarks()) {
        say(paper, &format!("{remark}."));
    }
}

/// A paragraph for each change.
pub(super) fn changes(paper: &mut Paper, report: &DiffReport, all: bool) {
    for item in report.items().filter(|item| all || !item.foldable) {
        change(paper, &item);
    }
}

fn read_first(paper: &mut Paper, report: &DiffReport) {
    let (items, more) = report.read_first();
    if items.is_empty() {
        return;
    }
    paper.blank();
    let names: Vec<String> = items.iter().map(Item::names_spoken).collect();
    say(paper, &format!("Read first: {}.", names.join("; ")));
    if more > 0 {
        say(paper, &format!("{}.", more_sentence(more)));
    }
}

fn change(paper: &mut Paper, item: &Item) {
    paper.blank();
    let unchanged = item.text.is_empty().then(|| item.clauses.after.first());
    let text = unchanged.flatten().filter(|clause| !clause.text.is_empty());
    let text = text.map(|clause| format!("It says: {}", clause.text));
    let sentences = item.spoken().into_iter().chain(text).enumerate();
    let told = sentences.fold(Phrase::new(), |told, (at, sentence)| match at {
        0 => told.paint(Role::Heading, sentence),
        _ => told.say(" ").say(sentence),
    });
    paper.put(0, &told);
}

fn say(paper: &mut Paper, sentence: &str) {
    paper.put(0, &Phrase::new().say(sentence));
}
