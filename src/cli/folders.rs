//! Folders of versions, with the folders in them.

use std::fs;
use std::path::{Path, PathBuf};

use clausediff::load::{self, Folder, Limits, LoadError, Loaded};
use clausediff::model::{Version, VersionId};

/// One folder of a tree, read.
#[derive(Debug)]
pub struct Shelf {
    /// The folder; it begins with the path of the tree as it was given.
    pub path: PathBuf,
    /// What is in it.
    pub folder: Folder,
}

impl Shelf {
    /// Its versions in the order of time.
    pub fn versions(&self) -> impl Iterator<Item = &Version> {
        self.folder.versions.iter().map(|loaded| &loaded.value)
    }

    /// Ids of the files that could not be loaded.
    pub fn left_out(&self) -> impl Iterator<Item = VersionId> {
        self.folder.left_out.iter().filter_map(left_out_id)
    }
}

/// A folder and all below it, by path.
#[derive(Debug, Default)]
pub struct Tree {
    /// The folders that could be listed, those without versions too.
    pub shelves: Vec<Shelf>,
    /// The folders that could not.
    pub unreadable: Vec<LoadError>,
}

impl Tree {
    /// Reads everything; hidden folders and symbolic links to folders are left alone.
    pub fn read(root: &Path, limits: &Limits) -> Self {
        let mut tree = Self::default();
        for path in folders_of(root) {
            match load::folder(&path, limits) {
                Ok(folder) => tree.shelves.push(Shelf { path, folder }),
                Err(error) => tree.unreadable.push(error),
            }
        }
        tree
    }

    /// The versions of that id: one for each folder, at most.
    pub fn with_id(&self, id: &VersionId) -> impl Iterator<Item = (&Shelf, &Loaded<Version>)> {
        let loaded = self.shelves.iter().flat_map(|shelf| {
            let versions = shelf.folder.versions.iter();
            versions.map(move |loaded| (shelf, loaded))
        });
        loaded.filter(move |(_, loaded)| loaded.value.id == *id)
    }

    /// The files that would be versions of that id and could not be loaded.
    pub fn left_out_as(&self, id: &VersionId) -> impl Iterator<Item = &LoadError> {
        let files = self.shelves.iter().flat_map(|shelf| &shelf.folder.left_out);
        files.filter(move |error| left_out_id(error).as_ref() == Some(id))
    }

    /// Everything that could not be loaded or listed.
    pub fn left_out(&self) -> impl Iterator<Item = &LoadError> {
        let files = self.shelves.iter().flat_map(|shelf| &shelf.folder.left_out);
        self.unreadable.iter().chain(files)
    }
}

/// The id of a version that could not be loaded: the one in the file, else its name.
pub fn left_out_id(error: &LoadError) -> Option<VersionId> {
    let by_name = || VersionId::new(error.path().file_stem()?.to_str()?).ok();
    error.version().cloned().or_else(by_name)
}

/// A folder and all below it, by path; hidden ones and symbolic links are left alone. A folder that
/// cannot be listed has none below it; reading it will say so.
pub fn folders_of(root: &Path) -> Vec<PathBuf> {
    let mut found = vec![root.to_owned()];
    let mut at = 0;
    while at < found.len() {
        let entries = fs::read_dir(&found[at]).into_iter().flatten().flatten();
        let below = entries.filter(|entry| {
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            !hidden && entry.file_type().is_ok_and(|kind| kind.is_dir())
        });
        let below: Vec<PathBuf> = below.map(|entry| entry.path()).collect();
        found.extend(below);
        at += 1;
    }
    found[1..].sort();
    found
}

/// The versions that come with the program, by date.
pub fn bundled(limits: &Limits) -> Result<Vec<Loaded<Version>>, LoadError> {
    bundled_ids()
        .map(|id| bundled_version(id, limits))
        .map(|found| found.expect("the id is that of a bundled file"))
        .collect()
}

/// Their ids, by date.
pub fn bundled_ids() -> impl Iterator<Item = &'static str> {
    load::bundled().versions.iter().map(|(name, _)| stem(name))
}

/// One of them, if there is one of that id.
pub fn bundled_version(id: &str, limits: &Limits) -> Option<Result<Loaded<Version>, LoadError>> {
    let mut files = load::bundled().versions.iter();
    let (_, text) = files.find(|(name, _)| stem(name) == id)?;
    Some(load::version_from(
        &format!("bundled:{id}"),
        text.as_bytes(),
        limits,
    ))
}

/// The file name without folder and ending, which is the id of a bundled version.
fn stem(name: &'static str) -> &'static str {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.strip_suffix(".toml").unwrap_or(file)
}
