//! Canonical form: what it says is what the file said, comments included, however it was laid out.
#![cfg(feature = "canonical")]

use std::fs;
use std::path::{Path, PathBuf};

use clausediff::load::{self, Limits, Schema};
use clausediff::model::Version;
use clausediff::text::span::Span;
use proptest::prelude::*;

fn canonical(text: &str) -> String {
    load::canonical(text, Schema::Proposal).expect("a proposal has a canonical form")
}

/// Without what says where it was read.
fn loaded(text: &str) -> Version {
    let loaded = load::version_from("file", text.as_bytes(), &Limits::default());
    let mut version = loaded.expect("the file loads").value;
    version.origin.sha256.clear();
    for clause in &mut version.clauses {
        clause.span = Span::default();
    }
    version
}

fn versions_in(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be listed").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_version = name.ends_with(".toml") && !["links.toml", "gold.toml"].contains(&&*name);
        if path.is_dir() {
            versions_in(&path, found);
        } else if is_version {
            found.push(path);
        }
    }
}

fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn every_version_at_hand_says_the_same_in_canonical_form() {
    let mut files = Vec::new();
    for folder in ["proposals", "corpus"] {
        versions_in(&project().join(folder), &mut files);
    }
    assert!(files.len() > 50, "{} files", files.len());
    for file in files {
        let text = fs::read_to_string(&file).expect("the file can be read");
        let written = canonical(&text);
        assert_eq!(loaded(&written), loaded(&text), "{}", file.display());
        assert_eq!(canonical(&written), written, "{}", file.display());
        for comment in text.lines().filter(|line| line.starts_with('#')) {
            assert!(written.contains(comment), "{}: {comment}", file.display());
        }
    }
}

#[test]
fn the_bundled_links_are_canonical() {
    let (_, links) = load::bundled().links;
    assert_eq!(
        load::canonical(links, Schema::Links).as_deref(),
        Some(links)
    );
}

/// One line of a block of keys, laid out in another way.
#[derive(Clone, Debug)]
struct Layout {
    rank: u32,
    indent: usize,
    spaces: usize,
    above: bool,
    behind: bool,
    empty: bool,
}

fn layout() -> impl Strategy<Value = Layout> {
    let bits = (any::<bool>(), any::<bool>(), any::<bool>());
    (any::<u32>(), 0..4usize, 0..3usize, bits).prop_map(
        |(rank, indent, spaces, (above, behind, empty))| Layout {
            rank,
            indent,
            spaces,
            above,
            behind,
            empty,
        },
    )
}

/// The same file with the keys of each table in another order, other spaces, and comments.
fn laid_out(text: &str, layouts: &[Layout]) -> (String, usize) {
    let mut layouts = layouts.iter().cycle();
    let mut comments = 0;
    let mut blocks = Vec::new();
    for block in text.split("\n\n") {
        let lines: Vec<&str> = block.lines().filter(|line| !line.is_empty()).collect();
        let (headers, keys): (Vec<&str>, Vec<&str>) =
            lines.into_iter().partition(|line| line.starts_with('['));
        let is_free = headers.iter().any(|header| header.contains(".terms]"));
        let mut keys: Vec<(&str, &Layout)> = keys.into_iter().zip(layouts.by_ref()).collect();
        if !is_free {
            keys.sort_by_key(|(_, layout)| layout.rank);
        }
        let mut made = headers.join("\n");
        for (line, layout) in keys {
            if layout.empty {
                made += "\n";
            }
            if layout.above {
                made += &format!("\n# comment {comments}.");
                comments += 1;
            }
            let (key, value) = line.split_once(" = ").expect("a line is a key and a value");
            let (indent, space) = (" ".repeat(layout.indent), " ".repeat(layout.spaces));
            made += &format!("\n{indent}{key}{space}={space}{value}");
            if layout.behind {
                made += &format!(" # comment {comments}.");
                comments += 1;
            }
        }
        blocks.push(made);
    }
    (blocks.join("\n"), comments)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn however_a_file_is_laid_out_it_has_one_form(
        which in 0..8usize,
        layouts in proptest::collection::vec(layout(), 40),
    ) {
        let (_, text) = load::bundled().versions[which];
        let bare: String = text.lines().filter(|line| !line.starts_with('#')).map(|line| format!("{line}\n")).collect();
        let (other, comments) = laid_out(&bare, &layouts);
        let written = canonical(&other);
        for comment in 0..comments {
            let comment = format!("# comment {comment}.");
            prop_assert_eq!(written.matches(&comment).count(), 1, "{}", comment);
        }
        prop_assert_eq!(canonical(&written), written.clone());
        let without: Vec<&str> = written
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
            .map(|line| line.split(" # comment ").next().unwrap_or(line))
            .collect();
        let expected: Vec<&str> = bare.lines().filter(|line| !line.is_empty()).collect();
        prop_assert_eq!(without, expected);
    }

    #[test]
    fn nothing_panics_and_what_is_written_is_its_own_form(text in any::<String>()) {
        for schema in [Schema::Proposal, Schema::Links] {
            if let Some(written) = load::canonical(&text, schema) {
                let again = load::canonical(&written, schema);
                prop_assert_eq!(again, Some(written));
            }
        }
    }
}
