//! A review: what it comes to, then each file with its changes.

use super::Options;
use super::change;
use super::diff::{changes, guard, remark, remarks};
use super::paper::Paper;
use super::phrase::Phrase;
use crate::render::View;
use crate::render::style::Role;
use crate::report::{
    FileContent, FileReport, FileState, FindingView, ReviewReport, Severity, more_sentence,
};

/// So many changes are named as what to read first.
const FIRST: usize = 10;

/// A line for what is reviewed, for the files and for their clauses; then the files.
pub(super) fn review(paper: &mut Paper, report: &ReviewReport, options: &Options) {
    if !report.is_empty() {
        paper.hang(0, 2, &Phrase::new().paint(Role::Heading, report.title()));
    }
    paper.hang(0, 2, &Phrase::new().say(report.files_sentence()));
    if !report.is_empty() {
        let clauses = format!("clauses: {}", report.clauses_sentence());
        paper.hang(0, 2, &Phrase::new().say(clauses));
    }
    remarks(paper, &report.remarks());
    if let Some(sentence) = report.guards_sentence() {
        paper.hang(0, 2, &Phrase::new().say(sentence));
    }
    for (file, view) in report.guards() {
        let path = Phrase::new()
            .say(" (")
            .paint(Role::Path, file.path)
            .say(")");
        paper.hang(2, 2, &guard(view).join(path));
    }
    read_first(paper, report);
    for each in &report.files {
        paper.blank();
        paper.rule();
        file(paper, each, options);
    }
}

fn read_first(paper: &mut Paper, report: &ReviewReport) {
    let (items, more) = report.read_first(FIRST);
    if items.is_empty() {
        return;
    }
    paper.blank();
    paper.hang(0, 2, &Phrase::new().paint(Role::Heading, "Read first"));
    for (at, (file, item)) in items.iter().enumerate() {
        let path = Phrase::new()
            .say(" (")
            .paint(Role::Path, file.path)
            .say(")");
        change::first_in(paper, at + 1, item, path);
    }
    if more > 0 {
        remark(paper, &more_sentence(more));
    }
}

fn file(paper: &mut Paper, file: &FileReport, options: &Options) {
    let role = match file.state {
        FileState::Changed => Role::Label,
        FileState::Added => Role::Inserted,
        FileState::Deleted => Role::Deleted,
    };
    let head = Phrase::new()
        .paint(Role::Path, file.path)
        .say(" · ")
        .paint(role, file.state_sentence());
    paper.hang(0, 2, &head);
    paper.hang(0, 2, &Phrase::new().say(file.content_sentence()));
    file.findings.iter().for_each(|found| finding(paper, found));
    if let FileContent::Compared { head, diff, .. } = &file.content {
        for line in head {
            paper.hang(2, 2, &Phrase::new().say(line.sentence()));
        }
        remarks(paper, &file.remarks());
        if options.view != View::Summary && (options.all || !file.is_whole()) {
            changes(paper, diff, options);
        }
    }
}

/// "warning W001, line 12: what is wrong; what to do".
fn finding(paper: &mut Paper, found: &FindingView) {
    let role = match found.severity {
        Severity::Error => Role::Error,
        Severity::Warning => Role::Warning,
    };
    let name = format!("{}[{}]", found.severity.name(), found.code);
    let said = format!(" line {}: {}; {}", found.line, found.message, found.help);
    paper.hang(2, 2, &Phrase::new().paint(role, name).say(said));
}
