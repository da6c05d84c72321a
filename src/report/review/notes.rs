//! What is worth a note beside a line of a file.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::{FileContent, FileReport, FileState, FindingView, ReviewReport};
use crate::diagnostic::Severity;
use crate::diff::{Op, Urgency};
use crate::report::diff::Item;
use crate::report::guards::GuardView;
use crate::report::wording::{kind_word, signal_word};

/// How loud a note is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Must be mended.
    Error,
    /// Changes the substance, or should be looked at.
    Warning,
    /// Good to know.
    Notice,
}

/// One note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note<'a> {
    /// The file, from the top of what is reviewed.
    pub path: &'a str,
    /// The line in it as it is, from 1; of a clause that is gone, where it stood.
    pub line: usize,
    /// How loud.
    pub level: Level,
    /// How soon it should be read among those of its level; the soonest first.
    pub urgency: Urgency,
    /// Which kind of note: a code of `check`, else the kind of the change or of its first finding.
    pub rule: String,
    /// In a few words.
    pub title: String,
    /// All of it, on one line. May hold untrusted text.
    pub message: String,
    /// 64 hexadecimal digits that stay the same while the note says the same of the same words, wherever
    /// they stand, whatever number or id they have.
    pub fingerprint: String,
}

impl<'a> ReviewReport<'a> {
    /// Every note, in the order of the files, then of their lines: what `check` finds, what cannot be
    /// compared, and each change that is dropped, added, uncertain or has findings.
    pub fn notes(&self) -> Vec<Note<'a>> {
        let mut notes: Vec<Note<'a>> = self.files.iter().flat_map(of_file).collect();
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for note in &mut notes {
            let times = seen.entry(note.fingerprint.clone()).or_default();
            *times += 1;
            if *times > 1 {
                note.fingerprint = fingerprint(&[&note.fingerprint, &times.to_string()]);
            }
        }
        notes
    }
}

fn of_file<'a>(file: &FileReport<'a>) -> Vec<Note<'a>> {
    let mut notes: Vec<Note<'a>> = file
        .findings
        .iter()
        .map(|found| finding(file, found))
        .collect();
    let guards = file.guards().into_iter();
    let guards = guards.flat_map(|report| report.listed(false));
    notes.extend(guards.map(|view| guard(file, view)));
    match &file.content {
        FileContent::Unread(why) if notes.is_empty() => notes.push(unread(file, why)),
        FileContent::Unread(_) | FileContent::Rules => {}
        FileContent::Compared { .. } if file.is_whole() => notes.push(whole(file)),
        FileContent::Compared { diff, .. } => {
            let mut line = 1;
            for item in diff.items() {
                line = file.line_of(&item).unwrap_or(line);
                notes.extend(change(file, &item, line));
            }
        }
    }
    notes.sort_by_key(|note| note.line);
    notes
}

fn finding<'a>(file: &FileReport<'a>, found: &FindingView<'a>) -> Note<'a> {
    let level = match found.severity {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
    };
    Note {
        path: file.path,
        line: found.line,
        level,
        urgency: Urgency::Hidden,
        rule: found.code.to_owned(),
        title: format!("{} {}", found.severity.name(), found.code),
        message: format!("{}; {}", found.message, found.help),
        fingerprint: fingerprint(&[found.code, found.message]),
    }
}

/// An approval is worth a notice: nothing that was let pass stays unseen.
fn guard<'a>(file: &FileReport<'a>, view: &GuardView) -> Note<'a> {
    let line = view
        .span
        .and_then(|span| Some(file.text?.place(span.start()).line));
    let print = view.fingerprint.as_deref().unwrap_or_default();
    Note {
        path: file.path,
        line: line.unwrap_or(1),
        level: if view.state.fails() {
            Level::Error
        } else {
            Level::Notice
        },
        urgency: Urgency::Hidden,
        rule: "guard".to_owned(),
        title: view.title(),
        message: view.sentence(),
        fingerprint: fingerprint(&["guard", &view.guard, &view.rule, print]),
    }
}

fn unread<'a>(file: &FileReport<'a>, why: &str) -> Note<'a> {
    Note {
        path: file.path,
        line: 1,
        level: Level::Error,
        urgency: Urgency::Hidden,
        rule: "not-compared".to_owned(),
        title: "not compared".to_owned(),
        message: why.to_owned(),
        fingerprint: fingerprint(&["not-compared", why]),
    }
}

/// A file that is new or gone is told in one note, not in one for each clause.
fn whole<'a>(file: &FileReport<'a>) -> Note<'a> {
    let (rule, level) = match file.state {
        FileState::Deleted => ("file-deleted", Level::Warning),
        FileState::Added | FileState::Changed => ("file-added", Level::Notice),
    };
    let message = format!("{}: {}", file.state_sentence(), file.content_sentence());
    Note {
        path: file.path,
        line: 1,
        level,
        urgency: Urgency::Dropped,
        title: format!("file {}", file.state_sentence()),
        fingerprint: fingerprint(&[rule, file.path]),
        message,
        rule: rule.to_owned(),
    }
}

/// `None` for what needs no note.
fn change<'a>(file: &FileReport<'a>, item: &Item<'_>, line: usize) -> Option<Note<'a>> {
    let level = match item.urgency {
        Urgency::Hidden | Urgency::Dropped | Urgency::Substantive | Urgency::Added => {
            Level::Warning
        }
        Urgency::Uncertain => Level::Notice,
        Urgency::Other | Urgency::Still => return None,
    };
    let mut message = item.names_sentence();
    let facts = item.facts().map(|fact| fact.sentence());
    let facts: Vec<String> = facts.chain(item.opening()).collect();
    if !facts.is_empty() {
        write!(message, ": {}", facts.join("; ")).expect("a string takes all");
    }
    let sure = item.certainty().filter(|_| item.uncertain);
    message.extend(sure.map(|sure| format!(" ({sure})")));
    let rule = rule(item);
    Some(Note {
        path: file.path,
        line,
        level,
        urgency: item.urgency,
        title: item.title_with_facets(),
        fingerprint: fingerprint(&[&rule, &differing(item), &facts.join("\n")]),
        message,
        rule,
    })
}

/// The first finding says most; without one, the kind.
fn rule(item: &Item<'_>) -> String {
    match item.signals.first() {
        Some(signal) => signal_word(signal.kind).to_owned(),
        None => kind_word(item.kind).to_owned(),
    }
}

/// The words that are on one side only.
fn differing(item: &Item<'_>) -> String {
    let edits = item.text.iter().filter(|edit| edit.op != Op::Keep);
    let words = edits.flat_map(|edit| {
        let sign = if edit.op == Op::Delete { "-" } else { "+" };
        std::iter::once(sign).chain(edit.text.split_whitespace())
    });
    words.collect::<Vec<_>>().join(" ")
}

/// SHA-256 over the parts, each with its length before it, so that no two lists are one text.
fn fingerprint(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    let digest = hash.finalize();
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
