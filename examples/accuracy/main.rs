//! How accurate the engine is, on marked documents from anywhere, and models fitted to them.
//!
//! ```text
//! cargo run --release --example accuracy [-- [FOLDER...] [OPTIONS]]
//!
//! --leave-out          measures each family by models fitted to the others, beside the built-in
//! --fit KIND           prints rows for src/matching/model.rs: successive or by-words
//! --learn FOLDER       learns from the documents below FOLDER, not from those measured; may be repeated
//! --penalty NUMBER     what a weight costs; may be repeated, then the best for families left out
//! --from-built-in      draws weights to the built-in ones, not to nothing
//! --generated FOLDER   measures benchmark inputs (old.toml, new.toml, gold.json)
//! ```
//!
//! Every folder below FOLDER that has `before.toml`, `after.toml` and `gold.toml` is a
//! case; a TOML file that names two bundled versions (`before = "..."`, `after = "..."`)
//! holds marks about those, and is measured twice: on the words alone, and with topics,
//! terms and headings. Without a folder, the corpus of the project and the marked documents
//! beside it, if they are there.
//!
//! A case without a `family` in its marks is of the family of its name's first word. Figures
//! of the built-in models are better than they would be elsewhere wherever those were fitted
//! to the documents; what `--leave-out` says of a family of successive versions was learnt from
//! others only. The rules for texts of different authors are not fitted here and stay the same.
//! Meanings can be left out of all of it with `--no-default-features`: the engine then uses
//! the model `by-words`.

mod generated;
mod marked;
mod refit;

use std::path::{Path, PathBuf};

use clausediff::accuracy::{self, Case, Kind, Measured, Origin, Plan};
use clausediff::matching::{self, Matching, Options};
use clausediff::model::{Links, Sides, Version};
use clausediff::render::terminal;
use clausediff::report::{AccuracyReport, OWN_CORPUS};
use marked::{Fallible, Set, holding, sets};
use refit::Refit;

/// Real documents that are kept beside the project, not in it.
const BESIDE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/gold");

const OWN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");

fn main() -> Fallible<()> {
    let asked = Asked::read(std::env::args().skip(1))?;
    for folder in asked
        .generated
        .iter()
        .flat_map(|top| holding(top, "gold.json"))
    {
        generated::print(&folder)?;
    }
    if !asked.generated.is_empty() && asked.folders.is_empty() {
        return Ok(());
    }
    let measured = match asked.folders.is_empty() {
        true => by_default()?,
        false => sets(&about(&asked.folders), &asked.folders)?,
    };
    let learn = match asked.learn.is_empty() {
        true => None,
        false => Some(sets("", &asked.learn)?),
    };
    let refit = Refit::new(learn.as_ref().unwrap_or(&measured), asked.plan());
    for &kind in &asked.fit {
        refit.print(kind);
    }
    if asked.leave_out {
        refit.compare(&measured);
    } else if asked.fit.is_empty() {
        for set in &measured {
            show(&set.about, &with_options(set, |_| Options::default()));
        }
    }
    Ok(())
}

/// The command line.
#[derive(Default)]
struct Asked {
    folders: Vec<PathBuf>,
    generated: Vec<PathBuf>,
    learn: Vec<PathBuf>,
    fit: Vec<Kind>,
    penalties: Vec<f64>,
    origin: Origin,
    leave_out: bool,
}

impl Asked {
    fn read(mut words: impl Iterator<Item = String>) -> Fallible<Self> {
        let mut asked = Self::default();
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or(format!("{word} needs a value"));
            match &*word {
                "--leave-out" => asked.leave_out = true,
                "--generated" => asked.generated.push(value()?.into()),
                "--learn" => asked.learn.push(value()?.into()),
                "--from-built-in" => asked.origin = Origin::BuiltIn,
                "--penalty" => asked.penalties.push(value()?.parse()?),
                "--fit" => asked.fit.push(kind(&value()?)?),
                _ if word.starts_with('-') => return Err(format!("no option {word}").into()),
                _ => asked.folders.push(word.into()),
            }
        }
        Ok(asked)
    }

    fn plan(&self) -> Plan {
        let mut plan = Plan {
            origin: self.origin,
            ..Plan::default()
        };
        if !self.penalties.is_empty() {
            plan.penalties = self.penalties.clone();
        }
        plan
    }
}

fn kind(word: &str) -> Fallible<Kind> {
    let found = Kind::ALL.into_iter().find(|(_, known)| *known == word);
    let (kind, _) = found.ok_or(format!("no model {word}"))?;
    Ok(kind)
}

fn by_default() -> Fallible<Vec<Set>> {
    let mut all = sets(OWN_CORPUS, &[OWN.into()])?;
    if Path::new(BESIDE).is_dir() {
        let about = "Real documents that are kept beside the project.";
        all.extend(sets(about, &[BESIDE.into()])?);
    } else {
        println!("Skipped: the real documents, which are not at {BESIDE}.");
    }
    Ok(all)
}

fn about(folders: &[PathBuf]) -> String {
    let names: Vec<_> = folders
        .iter()
        .map(|folder| folder.display().to_string())
        .collect();
    format!("Marked documents below {}.", names.join(", "))
}

/// Measures every case of a set with the options that are meant for it.
fn with_options(set: &Set, options: impl Fn(&Case) -> Options) -> Vec<(Case, Measured)> {
    let cases = set.cases.iter().map(|case| {
        let options = Options {
            ignore: set.ignore,
            ..options(case)
        };
        let matching = pair(case.versions.as_ref(), &options);
        (case.clone(), accuracy::measure(case, &matching))
    });
    cases.collect()
}

fn show(about: &str, measured: &[(Case, Measured)]) {
    let options = terminal::Options {
        width: 100,
        ..terminal::Options::default()
    };
    let report = AccuracyReport::new(about, measured);
    println!("{}", terminal::accuracy(&report, &options));
}

fn pair(versions: Sides<&Version>, options: &Options) -> Matching {
    matching::pair(versions.before, versions.after, &Links::default(), options)
}
