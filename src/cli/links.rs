//! Finding, loading and checking what people decided about the versions at hand.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use clausediff::diagnostic::Findings;
use clausediff::load::{self, LINKS, LinksFile};
use clausediff::model::{Links, Version, VersionId};

use super::failure::Failure;
use super::folders::{self, Shelf};
use super::output::Input;
use super::settings::FileChoice;
use super::versions::{Held, Home, Reader, folder_of, is_there};

/// The links for these versions, every file of them sound.
///
/// Of versions in git the links beside the last one count, and only if no version lies in a folder: an
/// older state of a folder says nothing that a newer one does not.
pub fn in_use(held: &[&Held], choice: &FileChoice, reader: &mut Reader) -> Result<Links, Failure> {
    let homes = homes(held);
    let mut links = Links::default();
    match choice {
        FileChoice::Nowhere => {}
        FileChoice::File(path) => {
            let beside = std::iter::once(folder_of(path));
            let folders: Vec<PathBuf> = beside.chain(homes).collect();
            merge(&mut links, read(path, held, &folders, reader)?)?;
        }
        FileChoice::Beside => {
            for folder in &homes {
                let path = folder.join(LINKS);
                if is_there(&path) {
                    let folders: Vec<PathBuf> =
                        std::iter::once(folder).chain(&homes).cloned().collect();
                    merge(&mut links, read(&path, held, &folders, reader)?)?;
                }
            }
            if let (true, Some(folder)) = (homes.is_empty(), revision(held)) {
                merge(&mut links, read_in_git(folder, held, reader)?)?;
            }
            if held.iter().any(|held| held.home == Home::Bundled) {
                merge(&mut links, bundled(reader)?.links)?;
            }
        }
    }
    Ok(links)
}

/// The links that come with the program. Their references are those of the bundled
/// versions, which the tests of the library hold.
pub fn bundled(reader: &Reader) -> Result<LinksFile, Failure> {
    let (_, text) = load::bundled().links;
    Ok(load::links_from(
        "bundled:links",
        text.as_bytes(),
        reader.limits(),
    )?)
}

/// What a links file says about versions and clauses that do not exist.
///
/// Looks first at `loaded`, then at the versions in `folders`, the most important first,
/// then at all that can be named by id; further only while something is not found.
pub fn unknown(
    file: &LinksFile,
    loaded: &[&Version],
    folders: &[PathBuf],
    reader: &mut Reader,
) -> Findings {
    let findings = file.check_against(loaded, &[]);
    if findings.diagnostics.is_empty() {
        return findings;
    }
    let beside = shelves(folders, reader);
    unknown_among(file, loaded, &beside, reader)
}

/// The folders that can be listed, the most important last.
fn shelves(folders: &[PathBuf], reader: &mut Reader) -> Vec<Shelf> {
    let mut shelves = Vec::new();
    for path in folders.iter().rev() {
        if let Ok(folder) = load::folder(path, reader.limits()) {
            reader.record(Input::Folder(path.clone()));
            shelves.push(Shelf {
                path: path.clone(),
                folder,
            });
        }
    }
    shelves
}

/// The same where `loaded` does not have all that is named.
fn unknown_among(
    file: &LinksFile,
    loaded: &[&Version],
    beside: &[Shelf],
    reader: &mut Reader,
) -> Findings {
    let findings = check(
        file,
        &[loaded.to_vec(), versions_on(beside)].concat(),
        beside,
    );
    if findings.diagnostics.is_empty() {
        return findings;
    }
    let bundled = folders::bundled(reader.limits()).unwrap_or_default();
    let bundled: Vec<&Version> = bundled.iter().map(|loaded| &loaded.value).collect();
    let named = &reader.proposals().shelves;
    let known = [
        bundled,
        versions_on(named),
        loaded.to_vec(),
        versions_on(beside),
    ];
    check(file, &known.concat(), named.iter().chain(beside))
}

/// Of versions with one id, the last counts.
fn check<'s>(
    file: &LinksFile,
    versions: &[&Version],
    shelves: impl IntoIterator<Item = &'s Shelf>,
) -> Findings {
    let left_out: Vec<VersionId> = shelves.into_iter().flat_map(Shelf::left_out).collect();
    file.check_against(versions, &left_out.iter().collect::<Vec<_>>())
}

fn versions_on(shelves: &[Shelf]) -> Vec<&Version> {
    shelves.iter().flat_map(Shelf::versions).collect()
}

/// The folders of the versions, each once however it is spelled.
pub(super) fn homes(held: &[&Held]) -> Vec<PathBuf> {
    let mut homes: Vec<(PathBuf, PathBuf)> = Vec::new();
    for held in held {
        let Home::Folder(folder) = &held.home else {
            continue;
        };
        let real = fs::canonicalize(folder).unwrap_or_else(|_| folder.clone());
        if homes.iter().all(|(known, _)| *known != real) {
            homes.push((real, folder.clone()));
        }
    }
    homes.into_iter().map(|(_, folder)| folder).collect()
}

/// The folder in git whose links count: that of the version named last.
pub(super) fn revision<'h>(held: &[&'h Held]) -> Option<&'h OsStr> {
    held.iter().rev().find_map(|held| match &held.home {
        Home::Revision(folder) => Some(folder.as_os_str()),
        Home::Nowhere | Home::Folder(_) | Home::Bundled => None,
    })
}

fn read_in_git(folder: &OsStr, held: &[&Held], reader: &mut Reader) -> Result<Links, Failure> {
    let limits = *reader.limits();
    let Some(file) = reader.revisions()?.links(folder, &limits)? else {
        return Ok(Links::default());
    };
    let shelf = |reader: &mut Reader| Ok(vec![reader.revisions()?.shelf(folder, &limits)?]);
    sound(file, held, shelf, reader)
}

fn read(
    path: &Path,
    held: &[&Held],
    folders: &[PathBuf],
    reader: &mut Reader,
) -> Result<Links, Failure> {
    reader.record(Input::File(path.to_owned()));
    let file = load::links(path, reader.limits())?;
    sound(file, held, |reader| Ok(shelves(folders, reader)), reader)
}

/// The links of a file, all of whose versions and clauses are there; `beside` is looked at only if they are
/// not all among those that were named.
fn sound(
    file: LinksFile,
    held: &[&Held],
    beside: impl FnOnce(&mut Reader) -> Result<Vec<Shelf>, Failure>,
    reader: &mut Reader,
) -> Result<Links, Failure> {
    reader.warnings(&file.warnings);
    let loaded: Vec<&Version> = held.iter().map(|held| &held.version).collect();
    let mut unknown = file.check_against(&loaded, &[]);
    if !unknown.diagnostics.is_empty() {
        let beside = beside(reader)?;
        unknown = unknown_among(&file, &loaded, &beside, reader);
    }
    if unknown.diagnostics.is_empty() {
        Ok(file.links)
    } else {
        Err(Failure::Links(Box::new(unknown)))
    }
}

/// Adds the links of another file; both must agree.
fn merge(links: &mut Links, other: Links) -> Result<(), Failure> {
    links.extend(other);
    match links.contradiction() {
        None => Ok(()),
        Some(pair) => Err(Failure::usage(
            format!(
                "one {LINKS} links {} and {}, another one unlinks them",
                pair.before, pair.after
            ),
            "remove one of the two, or choose a file with `--links`",
        )),
    }
}
