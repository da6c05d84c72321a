//! How accurate the engine is, on marked documents from anywhere.
//!
//! ```text
//! cargo run --release --example accuracy [-- [FOLDER...] [--generated FOLDER]...]
//! ```
//!
//! Every folder below FOLDER that has `before.toml`, `after.toml` and `gold.toml` is a
//! case; a TOML file that names two bundled versions (`before = "..."`, `after = "..."`)
//! holds marks about those, and is measured twice: on the words alone, and with topics,
//! terms and headings. `--generated` measures benchmark inputs (`old.toml`, `new.toml`,
//! `gold.json`). Without a folder, the corpus of the project and the marked documents
//! beside it, if they are there.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use clausediff::accuracy::{self, Case, Measured, Tally};
use clausediff::load::{self, Limits};
use clausediff::matching::{self, Ignore, Key, Matching, Options};
use clausediff::model::{Authors, Gold, GoldLink, Links, Mark, Sides, Version};
use clausediff::render::terminal;
use clausediff::report::{AccuracyReport, OWN_CORPUS};
use serde::Deserialize;

/// Real documents that are kept beside the project, not in it.
const BESIDE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/gold");

const OWN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");

type Fallible<T> = Result<T, Box<dyn Error>>;

fn main() -> Fallible<()> {
    let (folders, generated) = asked();
    if folders.is_empty() && generated.is_empty() {
        by_default()?;
    }
    for folder in &folders {
        below(
            folder,
            &format!("Marked documents below {}.", folder.display()),
        )?;
    }
    for folder in generated.iter().flat_map(|top| holding(top, "gold.json")) {
        print_generated(&folder)?;
    }
    Ok(())
}

/// Folders of marked documents, and those of generated ones.
fn asked() -> (Vec<PathBuf>, Vec<PathBuf>) {
    let (mut folders, mut generated) = (Vec::new(), Vec::new());
    let mut words = std::env::args_os().skip(1);
    while let Some(word) = words.next() {
        match word == "--generated" {
            true => generated.extend(words.next().map(PathBuf::from)),
            false => folders.push(PathBuf::from(word)),
        }
    }
    (folders, generated)
}

fn by_default() -> Fallible<()> {
    below(Path::new(OWN), OWN_CORPUS)?;
    let beside = Path::new(BESIDE);
    if beside.is_dir() {
        below(beside, "Real documents that are kept beside the project.")
    } else {
        println!("Skipped: the real documents, which are not at {BESIDE}.");
        Ok(())
    }
}

/// Every case below a folder, then the marks about bundled versions, if there are any.
fn below(top: &Path, about: &str) -> Fallible<()> {
    let folders = holding(top, "gold.toml");
    let cases: Vec<Case> = folders
        .iter()
        .map(|folder| read(folder))
        .collect::<Fallible<_>>()?;
    if !cases.is_empty() {
        show(about, cases, |_| Options::default());
    }
    let bundled = about_bundled(top)?;
    if !bundled.is_empty() {
        let hidden: Ignore = [Key::Topic, Key::Terms, Key::Heading].into_iter().collect();
        let words_only = Options {
            ignore: hidden,
            ..Options::default()
        };
        let about = "Bundled proposals, without links";
        show(
            &format!("{about}, topics, terms and headings."),
            bundled.clone(),
            |_| words_only.clone(),
        );
        show(&format!("{about}."), bundled, |_| Options::default());
    }
    Ok(())
}

/// Measures every case with the options that `options` has for it, and prints the figures.
///
/// What is learnt from marked documents has its place in `options`: it is asked case by
/// case, so that weights can be those that have not seen the family of the case.
fn show(about: &str, cases: Vec<Case>, options: impl Fn(&Case) -> Options) {
    let measured: Vec<(Case, Measured)> = cases
        .into_iter()
        .map(|case| {
            let matching = pair(case.versions.as_ref(), &options(&case));
            let measured = accuracy::measure(&case, &matching);
            (case, measured)
        })
        .collect();
    let report = AccuracyReport::new(about, &measured);
    println!(
        "{}",
        terminal::accuracy(
            &report,
            &terminal::Options {
                width: 100,
                ..terminal::Options::default()
            }
        )
    );
}

fn pair(versions: Sides<&Version>, options: &Options) -> Matching {
    matching::pair(versions.before, versions.after, &Links::default(), options)
}

/// The folder and those below it that hold a file of that name, sorted.
fn holding(top: &Path, name: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = Some(top.to_owned())
        .filter(|top| top.join(name).is_file())
        .into_iter()
        .collect();
    for path in entries(top).into_iter().filter(|path| path.is_dir()) {
        found.extend(holding(&path, name));
    }
    found
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

fn read(folder: &Path) -> Fallible<Case> {
    let versions = Sides::new(
        version(&folder.join("before.toml"))?,
        version(&folder.join("after.toml"))?,
    );
    Ok(Case::new(
        &name_of(folder),
        versions,
        &gold(&folder.join("gold.toml"))?,
    )?)
}

fn version(path: &Path) -> Fallible<Version> {
    Ok(load::version(path, &Limits::default())?.value)
}

fn gold(path: &Path) -> Fallible<Gold> {
    Ok(load::gold_from(
        &path.to_string_lossy(),
        &fs::read_to_string(path)?,
    )?)
}

fn name_of(path: &Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// Marks about versions that come with the program, from the files of a folder.
fn about_bundled(folder: &Path) -> Fallible<Vec<Case>> {
    let is_toml = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "toml");
    let marks = entries(folder).into_iter().filter(is_toml);
    marks
        .filter(|path| is_about_versions(path))
        .map(|path| bundled_case(&path))
        .collect()
}

fn is_about_versions(path: &Path) -> bool {
    gold(path).is_ok_and(|gold| gold.versions.is_some())
}

fn bundled_case(path: &Path) -> Fallible<Case> {
    let mut gold = gold(path)?;
    gold.authors = Authors::Different;
    for link in &mut gold.links {
        link.clauses = link
            .clauses
            .clone()
            .map(|ids| ids.iter().map(|id| in_proposals(id)).collect());
    }
    let ids = gold.versions.clone().ok_or("the marks name no versions")?;
    let versions = Sides::new(bundled(&ids.before)?, bundled(&ids.after)?);
    Ok(Case::new(
        &format!("{}__{}", ids.before, ids.after),
        versions,
        &gold,
    )?)
}

/// The dossier's `IC-4.a` is `ic-4a` in the proposals.
fn in_proposals(id: &str) -> String {
    id.to_lowercase().replace('.', "")
}

fn bundled(id: &str) -> Fallible<Version> {
    let path = format!("proposals/{id}.toml");
    let mut files = load::bundled().versions.iter();
    let (name, text) = files
        .find(|(name, _)| *name == path)
        .ok_or(format!("no version `{id}` is bundled"))?;
    Ok(load::version_from(name, text.as_bytes(), &Limits::default())?.value)
}

/// What the generator did, as far as it is measured.
#[derive(Deserialize)]
struct Generated {
    ops: Vec<Op>,
}

/// One thing it did to clauses; added and dropped ones have only one side.
#[derive(Deserialize)]
struct Op {
    op: String,
    old: Vec<String>,
    new: Vec<String>,
}

/// For each thing that the generator did to pairs of clauses, how many of them were found.
fn print_generated(folder: &Path) -> Fallible<()> {
    let done: Generated = serde_json::from_slice(&fs::read(folder.join("gold.json"))?)?;
    let versions = Sides::new(
        version(&folder.join("old.toml"))?,
        version(&folder.join("new.toml"))?,
    );
    let matching = pair(versions.as_ref(), &Options::default());
    let count = |ops: &[&Op]| -> Fallible<Tally> {
        let case = Case::new(&name_of(folder), versions.clone(), &gold_of(ops))?;
        Ok(accuracy::measure(&case, &matching).figures.all())
    };
    let all = count(&done.ops.iter().collect::<Vec<_>>())?;
    println!(
        "{}: {} of {} claimed are right",
        folder.display(),
        all.right,
        all.claimed
    );
    let mut kinds: BTreeMap<&str, Vec<&Op>> = BTreeMap::new();
    let of_pairs = |op: &&Op| !op.old.is_empty() && !op.new.is_empty();
    for op in done.ops.iter().filter(of_pairs) {
        kinds.entry(&op.op).or_default().push(op);
    }
    let kinds = kinds.iter().map(|(kind, ops)| Ok((*kind, count(ops)?)));
    for (kind, Tally { marked, found, .. }) in kinds.collect::<Fallible<Vec<_>>>()? {
        let share = found as f64 / marked as f64;
        println!("  {kind:12}  {found:>6} of {marked:>6} found  {share:.4}");
    }
    Ok(())
}

fn gold_of(ops: &[&Op]) -> Gold {
    let link = |op: &&Op| GoldLink {
        clauses: Sides::new(op.old.clone(), op.new.clone()),
        mark: Mark::Required,
    };
    Gold {
        links: ops.iter().map(link).collect(),
        ..Gold::default()
    }
}
