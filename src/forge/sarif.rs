//! SARIF 2.1.0 (OASIS standard), which code scanning and editors read.

use std::collections::BTreeSet;

use serde::Serialize;

use super::shown;
use crate::render::json::indented;
use crate::report::{Level, Note, ReviewReport};

/// GitHub shows so many results of a run and drops the others.
/// Source: docs.github.com, "SARIF support for code scanning", upload limits.
const MOST: usize = 5_000;

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
struct Run<'a> {
    tool: Tool<'a>,
    invocations: [Invocation; 1],
    results: Vec<Outcome<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
struct Driver<'a> {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule<'a>>,
}

#[derive(Serialize)]
struct Rule<'a> {
    id: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Message,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'a> {
    rule_id: &'a str,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
    partial_fingerprints: Fingerprints<'a>,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
}

#[derive(Serialize)]
struct Fingerprints<'a> {
    #[serde(rename = "clausediff/v1")]
    own: &'a str,
}

/// Every note, as far as a reader takes them, the loudest first; ends with a newline.
pub fn sarif(report: &ReviewReport) -> String {
    let mut notes = report.notes();
    notes.sort_by_key(|note| (note.level, note.urgency));
    let left_out = notes.len().saturating_sub(MOST);
    notes.truncate(MOST);
    let rules: BTreeSet<&str> = notes.iter().map(|note| note.rule.as_str()).collect();
    let said = (left_out > 0).then(|| Notification {
        level: "warning",
        message: Message {
            text: format!(
                "{left_out} more results are left out, as readers take {MOST} of one run"
            ),
        },
    });
    indented(&Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "clausediff",
                    version: env!("CARGO_PKG_VERSION"),
                    rules: rules.into_iter().map(|id| Rule { id }).collect(),
                },
            },
            invocations: [Invocation {
                execution_successful: true,
                tool_execution_notifications: said.into_iter().collect(),
            }],
            results: notes.iter().map(Outcome::new).collect(),
        }],
    })
}

impl<'a> Outcome<'a> {
    fn new(note: &'a Note<'a>) -> Self {
        Self {
            rule_id: &note.rule,
            level: match note.level {
                Level::Error => "error",
                Level::Warning => "warning",
                Level::Notice => "note",
            },
            message: Message {
                text: shown(&format!("{}: {}", note.title, note.message)),
            },
            locations: [Location {
                physical_location: PhysicalLocation {
                    artifact_location: ArtifactLocation {
                        uri: uri(note.path),
                    },
                    region: Region {
                        start_line: note.line,
                    },
                },
            }],
            partial_fingerprints: Fingerprints {
                own: &note.fingerprint,
            },
        }
    }
}

/// A relative reference (RFC 3986): every byte that may not stand in a path is percent-encoded, also the
/// colon, before which a reader would see a scheme.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => uri.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => uri.push(char::from(byte)),
            _ => uri += &format!("%{byte:02X}"),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_relative_reference() {
        assert_eq!(uri("a b/ü:|\n.toml"), "a%20b/%C3%BC%3A%7C%0A.toml");
    }
}
