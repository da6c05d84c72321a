//! Reads marked documents.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use clausediff::accuracy::Case;
use clausediff::load::{self, Limits};
use clausediff::matching::{Ignore, Key};
use clausediff::model::{Authors, Gold, Sides, Version};

pub type Fallible<T> = Result<T, Box<dyn Error>>;

/// Names of works that took over text from those of another name.
const RELATED: [(&str, &str); 9] = [
    ("LGPL", "GPL"),
    ("AGPL", "GPL"),
    ("GFDL", "GPL"),
    ("AFL", "OSL"),
    ("ECL", "Apache"),
    ("CDDL", "MPL"),
    ("BitTorrent", "RPL"),
    ("PDDL", "ODC"),
    ("O", "CDLA"),
];

/// The family of the bundled proposals, which are all about one matter.
const OF_BUNDLED: &str = "peace-terms";

/// Cases that are measured together.
pub struct Set {
    /// What they are.
    pub about: String,
    pub cases: Vec<Case>,
    /// What the engine must not look at.
    pub ignore: Ignore,
    /// Whether a model may learn from them: of cases that are measured twice, once.
    pub teaches: bool,
}

/// The cases below `folders` as one set, then the marks about bundled versions there.
pub fn sets(about: &str, folders: &[PathBuf]) -> Fallible<Vec<Set>> {
    let cases = folders.iter().flat_map(|top| holding(top, "gold.toml"));
    let cases: Vec<Case> = cases.map(|folder| read(&folder)).collect::<Fallible<_>>()?;
    let bundled = folders.iter().map(|folder| about_bundled(folder));
    let bundled: Vec<Case> = bundled.collect::<Fallible<Vec<_>>>()?.concat();
    let marked = Set {
        about: about.to_owned(),
        cases,
        ignore: Ignore::default(),
        teaches: true,
    };
    let words_only = Set {
        about: "Bundled proposals, without links, topics, terms and headings.".to_owned(),
        cases: bundled.clone(),
        ignore: [Key::Topic, Key::Terms, Key::Heading].into_iter().collect(),
        teaches: true,
    };
    let with_keys = Set {
        about: "Bundled proposals, without links.".to_owned(),
        cases: bundled,
        ignore: Ignore::default(),
        teaches: false,
    };
    let sets = [marked, words_only, with_keys];
    Ok(sets
        .into_iter()
        .filter(|set| !set.cases.is_empty())
        .collect())
}

/// The folder and those below it that hold a file of that name, sorted.
pub fn holding(top: &Path, name: &str) -> Vec<PathBuf> {
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
    let name = name_of(folder);
    let mut gold = gold(&folder.join("gold.toml"))?;
    gold.family.get_or_insert_with(|| family(&name));
    Ok(Case::new(&name, versions, &gold)?)
}

/// The first word of a name, or that of its relative: `CC` of `CC-BY-SA-3.0__CC-BY-SA-4.0`.
fn family(name: &str) -> String {
    let word = name.split(['-', '_']).next().unwrap_or(name);
    let related = RELATED.iter().find(|(of, _)| *of == word);
    related.map_or(word, |(_, to)| to).to_owned()
}

pub fn version(path: &Path) -> Fallible<Version> {
    Ok(load::version(path, &Limits::default())?.value)
}

fn gold(path: &Path) -> Fallible<Gold> {
    Ok(load::gold_from(
        &path.to_string_lossy(),
        &fs::read_to_string(path)?,
    )?)
}

/// The last part of a path.
pub fn name_of(path: &Path) -> String {
    path.file_name()
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
    gold.family = Some(OF_BUNDLED.to_owned());
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
