//! Whatever the bytes are, they give a version or findings, and never a panic.

use clausediff::diagnostic::{Findings, Severity};
use clausediff::load::{self, Limits};
use clausediff::render::finding::finding;
use clausediff::render::style::Styles;
use proptest::prelude::*;

const GOOD: &str = include_str!("good/port-accord.toml");
const GOOD_LINKS: &str = include_str!("good/links.toml");

/// Renders each finding, so that no place lies outside its text.
fn show(findings: &Findings) -> bool {
    for diagnostic in &findings.diagnostics {
        let shown = finding(findings, diagnostic, Styles::Plain).to_string();
        assert!(shown.starts_with(diagnostic.code.severity().name()));
        assert!(!shown.contains('\u{1b}'));
        assert!(!diagnostic.help.is_empty());
    }
    let is_error = |severity| severity == Severity::Error;
    findings
        .diagnostics
        .iter()
        .any(|diagnostic| is_error(diagnostic.code.severity()))
}

fn check(bytes: &[u8]) {
    match load::version_from("t.toml", bytes, &Limits::default()) {
        Ok(loaded) => assert!(!show(&loaded.warnings)),
        Err(error) => assert!(show(error.findings().expect("bytes are always read"))),
    }
    match load::links_from("t.toml", bytes, &Limits::default()) {
        Ok(file) => assert!(!show(&file.warnings)),
        Err(error) => assert!(show(error.findings().expect("bytes are always read"))),
    }
}

/// Pieces that matter to the format.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("\"".to_owned()),
        Just("\"\"\"".to_owned()),
        Just("'".to_owned()),
        Just("[".to_owned()),
        Just("]".to_owned()),
        Just("{".to_owned()),
        Just("}".to_owned()),
        Just("=".to_owned()),
        Just(",".to_owned()),
        Just(".".to_owned()),
        Just("\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("#".to_owned()),
        Just("\\".to_owned()),
        Just("\n[[clause]]\n".to_owned()),
        Just("\n[clause]\n".to_owned()),
        Just("\n[clause.terms]\n".to_owned()),
        Just("\u{feff}".to_owned()),
        Just("\u{202e}é港".to_owned()),
        Just("\u{1b}[31m".to_owned()),
        Just("2024-02-30".to_owned()),
        any::<String>(),
    ]
}

fn mutated(good: &'static str) -> impl Strategy<Value = String> {
    let edit = (any::<prop::sample::Index>(), 0..12_usize, piece());
    prop::collection::vec(edit, 1..6).prop_map(move |edits| {
        let mut chars: Vec<char> = good.chars().collect();
        for (at, removed, inserted) in edits {
            let at = at.index(chars.len() + 1);
            let end = (at + removed).min(chars.len());
            chars.splice(at..end, inserted.chars());
        }
        chars.into_iter().collect()
    })
}

proptest! {
    #[test]
    fn any_bytes_at_all(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        check(&bytes);
    }

    #[test]
    fn pieces_of_the_format_in_any_order(pieces in prop::collection::vec(piece(), 0..40)) {
        check(pieces.concat().as_bytes());
    }

    #[test]
    fn a_good_file_with_a_few_slips(text in mutated(GOOD)) {
        check(text.as_bytes());
    }

    #[test]
    fn good_links_with_a_few_slips(text in mutated(GOOD_LINKS)) {
        check(text.as_bytes());
    }
}
