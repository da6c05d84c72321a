//! Each stage of a comparison, and the whole, on versions made up by rule.
//!
//! `cargo bench --bench comparison` prints times; ratios between the rows of one run are what counts, not
//! the times themselves. The rows of one bench are sizes; `shapes` compares versions of one size
//! and of several kinds.

#[expect(dead_code, reason = "the truth about the versions is not asked here")]
mod generated;

use clausediff::diff::{Diff, Options};
use clausediff::load::{self, Limits};
use clausediff::matching::{self, Matching};
use clausediff::model::{Links, Sides, Version};
use clausediff::render::json;
use clausediff::report::{DiffReport, Filter};
use divan::{Bencher, black_box};
use generated::{Recipe, Shape};

/// A proposal, a treaty, a code of law.
const SIZES: [usize; 3] = [30, 300, 3_000];

/// Of the versions whose kinds are compared.
const MIDDLE: usize = 1_000;

fn main() {
    divan::main();
}

fn files(shape: Shape, clauses: usize) -> Sides<String> {
    let recipe = Recipe {
        shape,
        clauses,
        seed: 1,
    };
    recipe.make().versions.map(|document| document.file())
}

fn read(file: &str) -> Version {
    load::version_from("bench", file.as_bytes(), &Limits::default())
        .expect("the file loads")
        .value
}

fn versions(clauses: usize) -> Sides<Version> {
    files(Shape::Plain, clauses).map(|file| read(&file))
}

fn paired(versions: &Sides<Version>) -> Matching {
    let options = matching::Options::default();
    matching::pair(
        &versions.before,
        &versions.after,
        &Links::default(),
        &options,
    )
}

/// From two files to JSON.
fn compared(files: &Sides<String>) -> String {
    let versions = files.as_ref().map(|file| read(file));
    let Sides { before, after } = &versions;
    let diff = Diff::with(before, after, &Links::default(), &Options::default());
    json::diff(&DiffReport::new(&diff, &Filter::default()))
}

#[divan::bench(args = SIZES)]
fn load(bencher: Bencher, clauses: usize) {
    let files = files(Shape::Plain, clauses);
    bencher.bench(|| read(black_box(&files.before)));
}

#[divan::bench(args = SIZES)]
fn pair(bencher: Bencher, clauses: usize) {
    let versions = versions(clauses);
    bencher.bench(|| paired(black_box(&versions)));
}

#[divan::bench(args = SIZES)]
fn diff(bencher: Bencher, clauses: usize) {
    let versions = versions(clauses);
    let matching = paired(&versions);
    let Sides { before, after } = &versions;
    bencher
        .with_inputs(|| matching.clone())
        .bench_values(|matching| Diff::from_matching(before, after, matching, &Links::default()));
}

#[divan::bench(args = SIZES)]
fn report(bencher: Bencher, clauses: usize) {
    let versions = versions(clauses);
    let Sides { before, after } = &versions;
    let diff = Diff::with(before, after, &Links::default(), &Options::default());
    bencher.bench(|| json::diff(&DiffReport::new(black_box(&diff), &Filter::default())));
}

#[divan::bench(args = SIZES)]
fn whole(bencher: Bencher, clauses: usize) {
    let files = files(Shape::Plain, clauses);
    bencher.bench(|| compared(black_box(&files)));
}

#[divan::bench(args = Shape::ALL)]
fn shapes(bencher: Bencher, shape: Shape) {
    let files = files(shape, MIDDLE);
    bencher.bench(|| compared(black_box(&files)));
}
