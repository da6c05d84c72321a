//! How accurate the engine is on marked documents.

use super::paper::Paper;
use super::phrase::Phrase;
use crate::render::style::Role;
use crate::report::{AccuracyReport, Bin, CaseRow, Score, Tally, TotalRow, method_word};

/// What the figures are, each case, the totals, and confidence against what is right.
pub(super) fn accuracy(paper: &mut Paper, report: &AccuracyReport) {
    paper.put(0, &Phrase::new().say(&report.about));
    paper.blank();
    cases(paper, report);
    paper.blank();
    totals(paper, report);
    paper.blank();
    groups(paper, report);
    paper.blank();
    confidence(paper, report);
}

fn cases(paper: &mut Paper, report: &AccuracyReport) {
    let names = report.cases.iter().map(|row| row.name.len());
    let width = names.max().unwrap_or(0).max("case".len());
    heading(paper, &format!("{:width$}  clauses  pairs{SHARES}", "case"));
    for row in &report.cases {
        let CaseRow {
            name,
            clauses,
            figures,
            ..
        } = row;
        let clauses = format!("{}/{}", clauses.before, clauses.after);
        let all = figures.all();
        let line = format!(
            "{name:width$}  {clauses:>7}  {:>5}{}",
            all.marked,
            shares(all)
        );
        say(paper, &line);
    }
}

fn totals(paper: &mut Paper, report: &AccuracyReport) {
    heading(paper, &format!("{:19}  cases  pairs{SHARES}  mean F1", ""));
    for row in &report.totals {
        let TotalRow {
            name,
            cases,
            figures,
            mean_f1,
            ..
        } = row;
        let all = figures.all();
        let shares = shares(all);
        let mean = share(Some(*mean_f1));
        let line = format!(
            "{name:19}  {cases:>5}  {:>5}{shares}  {mean:>7}",
            all.marked
        );
        say(paper, &line);
    }
    say(paper, &report.authors_sentence());
}

fn groups(paper: &mut Paper, report: &AccuracyReport) {
    let title = format!("{:19}  {:17}  pairs  found      R  claimed      P", "", "");
    heading(paper, &title);
    for row in &report.totals {
        let kinds = [
            ("one to one", row.figures.one_to_one),
            ("splits and merges", row.figures.grouped),
        ];
        for (kind, tally) in kinds {
            let (precision, recall) = (share(tally.precision()), share(tally.recall()));
            let line = format!(
                "{:19}  {kind:17}  {:>5}  {:>5}  {recall:>5}  {:>7}  {precision:>5}",
                row.name, tally.marked, tally.found, tally.claimed
            );
            say(paper, &line);
        }
    }
}

fn confidence(paper: &mut Paper, report: &AccuracyReport) {
    let calibration = &report.calibration;
    heading(paper, &format!("{:19}  pairs  stated  right", "confidence"));
    for (method, bin) in &calibration.certain {
        stated(paper, &format!("by {}", method_word(*method)), *bin);
    }
    for bin in &calibration.guessed {
        stated(paper, "guessed", *bin);
    }
    stated(paper, "guessed, 0.9 and up", calibration.high);
    let error = share(calibration.error);
    say(
        paper,
        &format!("Mean distance of stated and right over the guessed pairs: {error}."),
    );
}

fn stated(paper: &mut Paper, name: &str, bin: Bin) {
    let of_any = |value: Score| (bin.pairs > 0).then_some(value);
    let (stated, right) = (
        share(of_any(bin.stated())),
        share(of_any(bin.share_right())),
    );
    say(
        paper,
        &format!("{name:19}  {:>5}  {stated:>6}  {right:>5}", bin.pairs),
    );
}

/// The heads of what [`shares`] prints.
const SHARES: &str = "      P      R     F1";

fn shares(tally: Tally) -> String {
    let all = [tally.precision(), tally.recall(), tally.f1()];
    all.map(|one| format!("  {:>5}", share(one))).concat()
}

/// Three places, rounded half up; a dash where there is no share.
fn share(share: Option<Score>) -> String {
    share.map_or_else(
        || "-".to_owned(),
        |share| {
            let thousandths = (share.millionths() + 500) / 1_000;
            format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000)
        },
    )
}

fn heading(paper: &mut Paper, text: &str) {
    paper.hang(0, 2, &Phrase::new().paint(Role::Heading, text));
}

fn say(paper: &mut Paper, text: &str) {
    paper.hang(0, 2, &Phrase::new().say(text));
}
