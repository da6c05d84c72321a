//! Versions that are named by `REV:path`, and what people decided about them there.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use clausediff::git::{Blobs, ObjectId, Repository};
use clausediff::load::{
    self, Folder, GUARDS, GuardsFile, LINKS, Limits, LinksFile, Loaded, Schema,
};
use clausediff::model::Version;

use super::failure::Failure;
use super::folders::Shelf;

/// The repository around the folder of the run, with one process for all that is read from it.
#[derive(Debug)]
pub struct Revisions {
    repository: Repository,
    blobs: Blobs,
}

impl Revisions {
    /// Finds the repository.
    pub fn open() -> Result<Self, Failure> {
        let repository = Repository::around(Path::new("."))?;
        let blobs = repository.blobs()?;
        Ok(Self { repository, blobs })
    }

    /// The version of that name.
    pub fn version(&mut self, name: &OsStr, limits: &Limits) -> Result<Loaded<Version>, Failure> {
        let id = self.repository.object(name)?;
        self.load(&id, name, limits)
    }

    /// The names of a file in all states of a range, the earliest first.
    pub fn history(&mut self, range: &OsStr, path: &OsStr) -> Result<Vec<OsString>, Failure> {
        let range = self.repository.range(range, &mut self.blobs)?;
        let range = range.expect("the name has dots");
        Ok(self.repository.history(&range, path, &mut self.blobs)?)
    }

    /// What people decided in a folder, if there is such a file.
    pub fn links(&mut self, folder: &OsStr, limits: &Limits) -> Result<Option<LinksFile>, Failure> {
        let files = self.repository.files_in(folder)?;
        let Some((_, id)) = files.iter().find(|(name, _)| name == LINKS) else {
            return Ok(None);
        };
        let name = within(folder, OsStr::new(LINKS));
        let bytes = self.bytes(id, &name, limits)?;
        let file = load::links_from(&name.to_string_lossy(), &bytes, limits)?;
        Ok(Some(file))
    }

    /// What must hold in a folder, if there is such a file.
    pub fn guards(
        &mut self,
        folder: &OsStr,
        limits: &Limits,
    ) -> Result<Option<GuardsFile>, Failure> {
        let files = self.repository.files_in(folder)?;
        let Some((_, id)) = files.iter().find(|(name, _)| name == GUARDS) else {
            return Ok(None);
        };
        let name = within(folder, OsStr::new(GUARDS));
        let bytes = self.bytes(id, &name, limits)?;
        let file = load::guards_from(&name.to_string_lossy(), &bytes, limits)?;
        Ok(Some(file))
    }

    /// Every version directly in a folder.
    pub fn shelf(&mut self, folder: &OsStr, limits: &Limits) -> Result<Shelf, Failure> {
        let mut found = Folder {
            versions: Vec::new(),
            left_out: Vec::new(),
            links: None,
            guards: None,
        };
        for (file, id) in self.repository.files_in(folder)? {
            let is_toml = Path::new(&file).extension() == Some(OsStr::new("toml"));
            if !is_toml || Schema::of_file(&file) != Schema::Proposal {
                continue;
            }
            match self.load(&id, &within(folder, &file), limits) {
                Ok(loaded) => found.versions.push(loaded),
                Err(Failure::Load(error)) => found.left_out.push(*error),
                Err(failure) => return Err(failure),
            }
        }
        Ok(Shelf {
            path: folder.into(),
            folder: found,
        })
    }

    fn load(
        &mut self,
        id: &ObjectId,
        name: &OsStr,
        limits: &Limits,
    ) -> Result<Loaded<Version>, Failure> {
        let bytes = self.bytes(id, name, limits)?;
        Ok(load::version_from(&name.to_string_lossy(), &bytes, limits)?)
    }

    fn bytes(&mut self, id: &ObjectId, name: &OsStr, limits: &Limits) -> Result<Vec<u8>, Failure> {
        let name = name.to_string_lossy();
        Ok(self.blobs.read(id, &name, limits.bytes as u64)?)
    }
}

/// A file of a folder whose name ends where that of the file begins.
fn within(folder: &OsStr, file: &OsStr) -> OsString {
    let mut name = folder.to_owned();
    name.push(file);
    name
}
