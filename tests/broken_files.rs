//! Every way to break a file, and the finding that says so.

use std::fmt::Write as _;
use std::path::Path;

use clausediff::diagnostic::Findings;
use clausediff::load::{self, Limits, LoadErrorKind};
use clausediff::render::finding::finding;
use clausediff::render::style::Styles;

/// A head without faults: lines 1 to 5.
const HEAD: &str = "format = 1\n[proposal]\nid = \"v1\"\ntitle = \"First\"\ndate = 2024-05-02\n";

/// A clause without faults: lines 6 to 8 after the head.
const CLAUSE: &str = "[[clause]]\nid = \"a\"\ntext = \"One.\"\n";

/// What `check` would print, reduced to `CODE line:column message` of each finding.
fn outline(findings: &Findings) -> String {
    let mut lines = String::new();
    for diagnostic in &findings.diagnostics {
        let shown = finding(findings, diagnostic, Styles::Plain).to_string();
        let mut parts = shown.lines();
        let (title, place) = (parts.next().unwrap(), parts.next().unwrap());
        let title = title.split_once('[').unwrap().1.replacen("]:", "", 1);
        let (code, message) = title.split_once(' ').unwrap();
        let place = place.strip_prefix("  --> t.toml:").unwrap();
        assert!(
            shown.lines().last().unwrap().len() > "help: ".len(),
            "{shown}"
        );
        writeln!(lines, "{code} {place} {message}").unwrap();
    }
    lines
}

fn version_outline(bytes: &[u8], limits: &Limits) -> String {
    match load::version_from("t.toml", bytes, limits) {
        Ok(loaded) => outline(&loaded.warnings),
        Err(error) => outline(error.findings().expect("bytes are always read")),
    }
}

#[track_caller]
fn check(bytes: impl AsRef<[u8]>, expected: &str) {
    assert_eq!(
        version_outline(bytes.as_ref(), &Limits::default()),
        expected
    );
}

/// `lines` after the head, so their first is line 6.
#[track_caller]
fn check_after_head(lines: &str, expected: &str) {
    check(format!("{HEAD}{lines}"), expected);
}

/// `lines` in the head's table, so their first is line 6.
#[track_caller]
fn check_in_clause(lines: &str, expected: &str) {
    check(format!("{HEAD}{CLAUSE}{lines}"), expected);
}
