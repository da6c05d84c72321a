//! Code quality reports, which GitLab shows beside the lines of a merge request.

use serde::Serialize;

use super::shown;
use crate::render::json::indented;
use crate::report::{Level, Note, ReviewReport};

/// One note, with the fields that GitLab reads.
#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: &'a str,
    severity: Severity,
    location: Location<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Severity {
    Critical,
    Major,
    Info,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

/// Every note, as a list; ends with a newline.
pub fn gitlab(report: &ReviewReport) -> String {
    let notes = report.notes();
    let issues: Vec<Issue<'_>> = notes.iter().map(Issue::new).collect();
    indented(&issues)
}

impl<'a> Issue<'a> {
    fn new(note: &'a Note<'a>) -> Self {
        Self {
            description: shown(&format!("{}: {}", note.title, note.message)),
            check_name: &note.rule,
            fingerprint: &note.fingerprint,
            severity: match note.level {
                Level::Error => Severity::Critical,
                Level::Warning => Severity::Major,
                Level::Notice => Severity::Info,
            },
            location: Location {
                path: note.path,
                lines: Lines { begin: note.line },
            },
        }
    }
}
