//! How redlines read: words marked against the fewest that can be, and edits for each changed clause.
//!
//! ```text
//! cargo run --release --example redline [-- [FOLDER...] [--samples NUMBER]]
//! ```
//!
//! Every folder below FOLDER that has `before.toml` and `after.toml` is a pair of versions; without
//! one, the marked documents beside the project, if they are there, else the corpus of the project. The fewest
//! words are those of an alignment by Myers' algorithm; it is also what the edits are counted in
//! before any of them was joined to another or widened to a whole amount.

use std::error::Error;
use std::path::{Path, PathBuf};

use clausediff::diff::{Change, Diff, Edit, Kind, Op};
use clausediff::load;
use clausediff::model::{Sides, Version};
use clausediff::text::token::{self, TokenKind};
use similar::{Algorithm, DiffOp, capture_diff_slices};

type Fallible<T> = Result<T, Box<dyn Error>>;

const BESIDE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/gold");
const OWN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");

fn main() -> Fallible<()> {
    let mut folders = Vec::new();
    let mut samples = 0;
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--samples" => samples = args.next().ok_or("--samples takes a number")?.parse()?,
            _ => folders.push(PathBuf::from(arg)),
        }
    }
    if folders.is_empty() {
        let beside = PathBuf::from(BESIDE);
        folders.push(if beside.is_dir() { beside } else { OWN.into() });
    }
    let mut all = Figures::default();
    println!(
        "{:34} {:>7} {:>7} {:>7} {:>6} {:>7} {:>7}",
        "pair", "clauses", "marked", "fewest", "ratio", "before", "after"
    );
    for folder in folders.iter().flat_map(|folder| pairs(folder)) {
        let versions = Sides::new(version(&folder, "before")?, version(&folder, "after")?);
        let diff = Diff::between(&versions.before, &versions.after);
        let changed = diff.changes.iter().filter(|change| is_compared(change));
        let mut own = Figures::default();
        for change in changed {
            own.add(change);
            if samples > 0
                && change
                    .text
                    .iter()
                    .filter(|edit| edit.op != Op::Keep)
                    .count()
                    > 2
            {
                samples -= 1;
                println!("\n{}\n", shown(&change.text));
            }
        }
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        own.print(&name);
        all.sum(&own);
    }
    all.print("all");
    Ok(())
}

fn is_compared(change: &Change) -> bool {
    matches!(change.kind, Kind::Changed | Kind::Split | Kind::Merged)
        && change.text.iter().any(|edit| edit.op != Op::Keep)
}

fn pairs(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.join("before.toml").is_file() && path.join("after.toml").is_file())
        .collect();
    if folder.join("before.toml").is_file() {
        found.push(folder.to_owned());
    }
    found.sort();
    found
}

fn version(folder: &Path, side: &str) -> Fallible<Version> {
    let path = folder.join(side).with_extension("toml");
    Ok(load::version(&path, &load::Limits::default())?.value)
}

/// Sums over changed clauses.
#[derive(Default)]
struct Figures {
    clauses: usize,
    marked: usize,
    fewest: usize,
    edits_before: usize,
    edits_after: usize,
}

impl Figures {
    fn add(&mut self, change: &Change) {
        let texts = [Op::Delete, Op::Insert].map(|own| spelled(&change.text, own));
        let (fewest, edits) = minimal(&texts[0], &texts[1]);
        let changed = change.text.iter().filter(|edit| edit.op != Op::Keep);
        self.marked += changed
            .map(|edit| token::word_count(&edit.text))
            .sum::<usize>();
        self.fewest += fewest;
        self.edits_before += edits;
        let runs = change
            .text
            .chunk_by(|a, b| (a.op == Op::Keep) == (b.op == Op::Keep));
        self.edits_after += runs.filter(|run| run[0].op != Op::Keep).count();
        self.clauses += 1;
    }

    fn sum(&mut self, other: &Self) {
        self.clauses += other.clauses;
        self.marked += other.marked;
        self.fewest += other.fewest;
        self.edits_before += other.edits_before;
        self.edits_after += other.edits_after;
    }

    fn print(&self, name: &str) {
        let mean = |edits: usize| edits as f64 / self.clauses.max(1) as f64;
        println!(
            "{name:34} {:>7} {:>7} {:>7} {:>6.3} {:>7.2} {:>7.2}",
            self.clauses,
            self.marked,
            self.fewest,
            self.marked as f64 / self.fewest.max(1) as f64,
            mean(self.edits_before),
            mean(self.edits_after),
        );
    }
}

fn spelled(edits: &[Edit], own: Op) -> String {
    let on = edits
        .iter()
        .filter(|edit| edit.op == Op::Keep || edit.op == own);
    on.map(|edit| edit.text.as_ref()).collect()
}

/// The fewest words that must be marked, and in how many places they stand.
fn minimal(before: &str, after: &str) -> (usize, usize) {
    let tokens = |text| {
        let tokens = token::tokens(text).filter(|token| token.kind != TokenKind::Space);
        tokens.collect::<Vec<_>>()
    };
    let (old, new) = (tokens(before), tokens(after));
    let texts = |tokens: &[token::Token<'_>]| {
        tokens
            .iter()
            .map(|token| token.text.to_owned())
            .collect::<Vec<_>>()
    };
    let words = |tokens: &[token::Token<'_>]| {
        tokens
            .iter()
            .filter(|token| token.kind == TokenKind::Word)
            .count()
    };
    let ops = capture_diff_slices(Algorithm::Myers, &texts(&old), &texts(&new));
    let changed = ops.iter().filter(|op| !matches!(op, DiffOp::Equal { .. }));
    let marked = changed
        .clone()
        .map(|op| words(&old[op.old_range()]) + words(&new[op.new_range()]));
    (marked.sum(), changed.count())
}

fn shown(edits: &[Edit]) -> String {
    let mark = |edit: &Edit| match edit.op {
        Op::Keep => edit.text.to_string(),
        Op::Delete => format!("[-{}-]", edit.text),
        Op::Insert => format!("{{+{}+}}", edit.text),
    };
    edits.iter().map(mark).collect()
}
