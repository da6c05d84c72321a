//! Finding, loading and checking the red lines about the versions at hand.

use std::path::{Path, PathBuf};

use clausediff::diagnostic::Findings;
use clausediff::load::{self, Folder, GUARDS, GuardsFile, Limits};
use clausediff::model::{Guards, Version, VersionId};

use super::failure::Failure;
use super::folders::left_out_id;
use super::links::{homes, revision};
use super::output::Input;
use super::settings::FileChoice;
use super::versions::{Held, Reader, is_there};

/// The guards for these versions, from the files that links would be in; those that come with the program have none.
/// `None` if there is no such file.
pub fn in_use(
    held: &[&Held],
    choice: &FileChoice,
    reader: &mut Reader,
) -> Result<Option<Guards>, Failure> {
    let paths: Vec<PathBuf> = match choice {
        FileChoice::Nowhere => Vec::new(),
        FileChoice::File(path) => vec![path.clone()],
        FileChoice::Beside => {
            let beside = homes(held).into_iter().map(|folder| folder.join(GUARDS));
            beside.filter(|path| is_there(path)).collect()
        }
    };
    let mut all: Option<Guards> = None;
    for path in paths {
        reader.record(Input::File(path.clone()));
        let file = load::guards(&path, reader.limits())?;
        add(&mut all, file, reader);
    }
    if let (FileChoice::Beside, None, true, Some(folder)) =
        (choice, &all, homes(held).is_empty(), revision(held))
    {
        let limits = *reader.limits();
        if let Some(file) = reader.revisions()?.guards(folder, &limits)? {
            add(&mut all, file, reader);
        }
    }
    Ok(all)
}

fn add(all: &mut Option<Guards>, file: GuardsFile, reader: &Reader) {
    reader.warnings(&file.warnings);
    all.get_or_insert_default().extend(file.guards);
}

/// What a guards file says about clauses that no version beside it has.
pub fn unknown(file: &GuardsFile, folder: &Folder) -> Findings {
    let versions: Vec<&Version> = folder.versions.iter().map(|loaded| &loaded.value).collect();
    let left_out: Vec<VersionId> = folder.left_out.iter().filter_map(left_out_id).collect();
    file.check_against(&versions, &left_out.iter().collect::<Vec<_>>())
}

/// The same for a file by its path; nothing where the folder cannot be listed.
pub fn unknown_beside(file: &GuardsFile, folder: &Path, limits: &Limits) -> Findings {
    match load::folder(folder, limits) {
        Ok(folder) => unknown(file, &folder),
        Err(_) => Findings::new(file.warnings.source.clone(), Vec::new()),
    }
}
