//! Every change between two versions, in order.

use super::Options;
use super::account;
use super::change;
use super::clause;
use super::hyperlink::Link;
use super::linear;
use super::paper::Paper;
use super::phrase::Phrase;
use super::side_by_side;
use crate::render::View;
use crate::render::style::Role;
use crate::report::{
    DiffReport, GuardState, GuardView, GuardsReport, Sides, VersionHead, counts_sentence,
    more_sentence,
};

/// A head, the changes, and what else the reader must know. Unchanged clauses are folded
/// into one sentence unless all are wanted.
pub(super) fn every_change(paper: &mut Paper, report: &DiffReport, options: &Options) {
    if report.is_audit() {
        return audit(paper, report, false);
    }
    head(paper, report);
    read_first(paper, report);
    changes(paper, report, options);
    paper.blank();
    if let Some(folded) = report.folded_sentence().filter(|_| !options.all) {
        remark(paper, &folded);
    }
    remarks(paper, &report.remarks());
}

/// Each change as the view has it, those without a word to show in a line.
pub(super) fn changes(paper: &mut Paper, report: &DiffReport, options: &Options) {
    match options.view {
        View::Linear => return linear::changes(paper, report, options.all),
        View::SideBySide => side_by_side::heads(paper, &report.versions),
        View::Inline | View::Summary => {}
    }
    let mut was_brief = false;
    let shown = report.items().filter(|item| options.all || !item.foldable);
    for item in shown {
        let is_brief = !options.all && item.is_brief();
        if !(was_brief && is_brief) {
            paper.blank();
        }
        if is_brief {
            change::brief(paper, &item);
        } else {
            change::block(paper, &item, options.view);
        }
        was_brief = is_brief;
    }
}

/// The weightiest changes, a line or two for each.
pub(super) fn read_first(paper: &mut Paper, report: &DiffReport) {
    let (items, more) = report.read_first();
    if items.is_empty() {
        return;
    }
    paper.blank();
    paper.hang(0, 2, &Phrase::new().paint(Role::Heading, "Read first"));
    for (at, item) in items.iter().enumerate() {
        change::first(paper, at + 1, item);
    }
    if more > 0 {
        remark(paper, &more_sentence(more));
    }
}

/// A head, the account and the announced changes that were asked for, and what else the
/// reader must know; of the account only the `balance`, or all of it.
pub(super) fn audit(paper: &mut Paper, report: &DiffReport, balance: bool) {
    head(paper, report);
    if let Some(account) = &report.account {
        account::account(paper, account, balance);
    }
    if let Some(declared) = &report.declared {
        account::declared(paper, declared, balance);
    }
    paper.blank();
    remarks(paper, &report.remarks());
}

/// Both versions, and how many changes of each kind.
pub(super) fn head(paper: &mut Paper, report: &DiffReport) {
    versions(paper, &report.versions);
    paper.hang(0, 2, &Phrase::new().say(counts_sentence(&report.counts)));
    if let Some(guarded) = &report.guards {
        guards(paper, guarded, false);
    }
}

/// How many red lines stand how, and each that a reader must see.
pub(super) fn guards(paper: &mut Paper, report: &GuardsReport, all: bool) {
    let Some(sentence) = report.sentence() else {
        return;
    };
    paper.hang(0, 2, &Phrase::new().say(sentence));
    report
        .listed(all)
        .for_each(|view| paper.hang(2, 2, &guard(view)));
}

/// "broken guard cap: clause garrison: personnel.at-most >= 600; `personnel` is at most 400 persons".
pub(super) fn guard(view: &GuardView) -> Phrase {
    let role = match view.state {
        GuardState::Broken => Role::Error,
        GuardState::Unclear | GuardState::Expired => Role::Warning,
        GuardState::Approved | GuardState::Kept | GuardState::Idle => Role::Note,
    };
    let title = view.title();
    let rest = view.sentence()[title.len()..].to_owned();
    Phrase::new().paint(role, title).say(rest)
}

/// A line for each version.
pub(super) fn versions(paper: &mut Paper, versions: &Sides<VersionHead>) {
    let Sides { before, after } = versions;
    let before = Phrase::new()
        .paint(Role::Deleted, "before  ")
        .join(name(before));
    let after = Phrase::new()
        .paint(Role::Inserted, "after   ")
        .join(name(after));
    paper.hang(0, 8, &before);
    paper.hang(0, 8, &after);
}

/// "Draft 1 (draft-1), 2024-05-02, unsigned, 21 clauses".
fn name(head: &VersionHead) -> Phrase {
    Phrase::new()
        .paint(Role::Heading, &head.title)
        .linked(Some(Link::file(&head.path)))
        .join(clause::in_brackets(&head.name))
        .say(format!(", {}, {}", head.dated(), head.clauses_sentence()))
}

/// What the reader must know, each on its own.
pub(super) fn remarks(paper: &mut Paper, remarks: &[String]) {
    remarks.iter().for_each(|said| remark(paper, said));
}

/// One sentence about the result.
pub(super) fn remark(paper: &mut Paper, said: &str) {
    paper.hang(0, 2, &Phrase::new().paint(Role::Note, said));
}
