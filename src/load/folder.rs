//! All versions of one folder.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{GuardsFile, Limits, LinksFile, LoadError, LoadErrorKind, Loaded, Read, Schema};
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::model::version::in_order;
use crate::model::{Version, VersionId};

/// The file of a folder that holds what people decided.
pub const LINKS: &str = "links.toml";

/// The file of a folder that says what must hold.
pub const GUARDS: &str = "guards.toml";

/// The versions of a folder and what was left out.
#[derive(Debug)]
pub struct Folder {
    /// In the order of time; ids are unique.
    pub versions: Vec<Loaded<Version>>,
    /// Files that could not be read, have errors, or repeat the id of an earlier file; by name.
    pub left_out: Vec<LoadError>,
    /// The links file, if there is one. Not checked against the versions.
    pub links: Option<Result<LinksFile, LoadError>>,
    /// The guards file, if there is one. Not checked against the versions.
    pub guards: Option<Result<GuardsFile, LoadError>>,
}

/// Reads each `*.toml` of a folder, but not of folders in it and no hidden files.
///
/// Of files that give the same version id, the first by name stays.
///
/// # Errors
/// Only if the folder itself cannot be listed; what is wrong with files is in the result.
pub fn folder(path: &Path, limits: &Limits) -> Result<Folder, LoadError> {
    let mut folder = Folder {
        versions: Vec::new(),
        left_out: Vec::new(),
        links: None,
        guards: None,
    };
    let mut taken: HashMap<VersionId, PathBuf> = HashMap::new();
    for file in toml_files(path)? {
        match Schema::of_file(file.file_name().unwrap_or_default()) {
            Schema::Proposal => {}
            Schema::Links => {
                folder.links = Some(super::links(&file, limits));
                continue;
            }
            Schema::Guards => {
                folder.guards = Some(super::guards(&file, limits));
                continue;
            }
        }
        if is_special(&file) {
            let error = io::Error::other("it is neither a file nor a folder");
            folder
                .left_out
                .push(LoadError::new(&file, LoadErrorKind::Read(error)));
            continue;
        }
        let loaded = super::version(&file, limits);
        match loaded.and_then(|loaded| first_of_id(loaded, &file, &taken, limits)) {
            Ok(loaded) => {
                taken.insert(loaded.value.id.clone(), file);
                folder.versions.push(loaded);
            }
            Err(error) => folder.left_out.push(error),
        }
    }
    in_order(&mut folder.versions, |loaded| &loaded.value);
    Ok(folder)
}

/// A pipe, a socket or a device: reading it could wait for ever, and nobody named it.
fn is_special(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|about| !about.is_file() && !about.is_dir())
}

/// Sorted by name, so that no result depends on the file system.
fn toml_files(path: &Path) -> Result<Vec<PathBuf>, LoadError> {
    let failed = |error| LoadError::new(path, LoadErrorKind::Read(error));
    let mut files = Vec::new();
    for entry in fs::read_dir(path).map_err(failed)? {
        let file = entry.map_err(failed)?.path();
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        if name.ends_with(".toml") && !name.starts_with('.') && !file.is_dir() {
            files.push(file);
        }
    }
    files.sort();
    Ok(files)
}

fn first_of_id(
    loaded: Loaded<Version>,
    file: &Path,
    taken: &HashMap<VersionId, PathBuf>,
    limits: &Limits,
) -> Result<Loaded<Version>, LoadError> {
    if !taken.contains_key(&loaded.value.id) {
        return Ok(loaded);
    }
    // The finding points into the text, which may not have been kept.
    let Read { loaded, id_span } = super::file_in_full(file, limits)?;
    let Some(first) = taken.get(&loaded.value.id) else {
        return Ok(loaded);
    };
    let id = &loaded.value.id;
    let message = format!(
        "version id `{id}` is used twice, first in `{}`",
        first.display()
    );
    let help = "give one of the two files another id";
    let Findings {
        source,
        mut diagnostics,
    } = loaded.warnings;
    diagnostics.push(Diagnostic::new(
        Code::DuplicateVersion,
        id_span,
        message,
        help,
    ));
    Err(LoadError::invalid(
        file,
        Findings::new(source, diagnostics),
        Some(id.clone()),
    ))
}
