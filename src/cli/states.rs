//! Two states of a set of files: revisions of a repository, or folders.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use clausediff::git::{
    Blobs, FileAt, FileChange, GitError, GitErrorKind, ObjectId, Range, Repository, SHORT, State,
};
use clausediff::load::Limits;
use clausediff::model::{Side, Sides};

use super::failure::Failure;
use super::folders::folders_of;

/// Both states, to be asked for files.
#[derive(Debug)]
pub struct States {
    place: Place,
    names: Sides<String>,
    limit: u64,
}

#[derive(Debug)]
enum Place {
    Git {
        repository: Repository,
        blobs: Blobs,
        range: Range,
    },
    Folders(Sides<PathBuf>),
}

/// A file that is not the same in both states.
#[derive(Debug)]
pub struct Difference {
    /// Its path in each state; `None` where it is not.
    pub paths: Sides<Option<OsString>>,
    contents: Sides<Option<ObjectId>>,
}

/// The bytes of a file on both sides: none where it is not, and why not where it cannot be read.
pub type Contents = Sides<Option<Result<Vec<u8>, Failure>>>;

impl States {
    /// Two revisions: `A..B`, `A...B`, or `A`, which is `A...HEAD`.
    pub fn revisions(range: &OsStr, limits: &Limits) -> Result<Self, Failure> {
        let typed = range.to_string_lossy();
        let mut since = range.to_owned();
        since.push("...HEAD");
        let (repository, blobs, found) =
            in_git(|repository, blobs| match repository.range(range, blobs)? {
                Some(range) => Ok(range),
                None => {
                    let range = repository.range(&since, blobs)?;
                    Ok(range.expect("there are dots in it"))
                }
            })?;
        let ends = typed.split_once("..").unwrap_or((&typed, ""));
        let name = |end: &str| match end.trim_start_matches('.') {
            "" => "HEAD".to_owned(),
            end => end.to_owned(),
        };
        let is_since = !typed.contains("..") || typed.contains("...");
        let base = match &found.base {
            State::Tree(id) if is_since => id.as_str()[..SHORT].to_owned(),
            State::Tree(_) | State::Index => name(ends.0),
        };
        Ok(Self {
            place: Place::Git {
                repository,
                blobs,
                range: found,
            },
            names: Sides::new(base, name(ends.1)),
            limit: limits.bytes as u64,
        })
    }

    /// The last commit and what is staged.
    pub fn staged(limits: &Limits) -> Result<Self, Failure> {
        let (repository, blobs, range) = in_git(Repository::staged)?;
        Ok(Self {
            place: Place::Git {
                repository,
                blobs,
                range,
            },
            names: Sides::new("HEAD".to_owned(), String::new()),
            limit: limits.bytes as u64,
        })
    }

    /// Two folders.
    pub fn folders(folders: Sides<PathBuf>, limits: &Limits) -> Self {
        Self {
            names: folders.as_ref().map(|path| path.display().to_string()),
            place: Place::Folders(folders),
            limit: limits.bytes as u64,
        }
    }

    /// What a file of a state is called: `main:port.toml`, `old/port.toml`.
    pub fn name_of(&self, side: Side, path: &OsStr) -> String {
        let state = self.names.get(side);
        let path = path.to_string_lossy();
        match &self.place {
            Place::Git { .. } => format!("{state}:{path}"),
            Place::Folders(folders) => folders.get(side).join(&*path).display().to_string(),
        }
    }

    /// The TOML files that differ, by path; of `paths` only, or of all.
    pub fn differences(&mut self, paths: &[OsString]) -> Result<Vec<Difference>, Failure> {
        match &self.place {
            Place::Git {
                repository, range, ..
            } => {
                let changes = repository.changes(range, paths)?.into_iter();
                Ok(changes
                    .map(Difference::new)
                    .filter(Difference::is_toml)
                    .collect())
            }
            Place::Folders(folders) => {
                let within = |path: &OsString| {
                    paths.is_empty() || paths.iter().any(|own| Path::new(path).starts_with(own))
                };
                let files = folders.as_ref().map(|root| toml_files(root));
                let all: BTreeSet<&OsString> = files.before.iter().chain(&files.after).collect();
                let all = all.into_iter().filter(|path| within(path));
                let differences = all.map(|path| Difference {
                    paths: files
                        .as_ref()
                        .map(|files| files.contains(path).then(|| path.clone())),
                    contents: Sides::default(),
                });
                Ok(differences.collect())
            }
        }
    }

    /// The bytes of each file on both sides; why not, if it is there and cannot be read.
    pub fn read(&mut self, differences: &[Difference]) -> Vec<Contents> {
        let places = differences
            .iter()
            .flat_map(|one| Side::BOTH.map(|side| (one, side)));
        let names: Vec<Option<String>> = places
            .clone()
            .map(|(one, side)| Some(self.name_of(side, one.paths.get(side).as_ref()?)))
            .collect();
        let mut ready = match &mut self.place {
            Place::Folders(_) => Vec::new(),
            Place::Git { blobs, .. } => {
                let named = places.clone().zip(&names);
                let wanted = named.filter_map(|((one, side), name)| {
                    Some((one.contents.get(side).as_ref()?, name.as_deref()?))
                });
                blobs.read_all(&wanted.collect::<Vec<_>>(), self.limit)
            }
        }
        .into_iter();
        let mut all = places.zip(names).map(|((one, side), name)| {
            let path = one.paths.get(side).as_ref()?;
            match (&self.place, one.contents.get(side)) {
                (Place::Folders(folders), _) => {
                    in_folder(folders.get(side), path, self.limit).transpose()
                }
                (Place::Git { .. }, Some(_)) => {
                    ready.next().map(|read| read.map_err(Failure::from))
                }
                (Place::Git { .. }, None) => Some(Err(Failure::usage(
                    format!("`{}` is no plain file", name.unwrap_or_default()),
                    "commit the text itself, without a conflict, a link or a submodule",
                ))),
            }
        });
        let mut next = || all.next().flatten();
        let contents = differences.iter().map(|_| Sides::make(|_| next()));
        contents.collect()
    }

    /// The bytes of a file of a state; `None` if there is none.
    pub fn find(&mut self, side: Side, path: &OsStr) -> Result<Option<Vec<u8>>, Failure> {
        match &mut self.place {
            Place::Git {
                repository,
                blobs,
                range,
            } => {
                let name = state_of(range, side).name_of(path);
                if !path.as_encoded_bytes().contains(&b'\n') {
                    return Ok(blobs.find(&name, self.limit)?);
                }
                match repository.object(&name) {
                    Ok(id) => {
                        let name = name.to_string_lossy();
                        Ok(Some(blobs.read(&id, &name, self.limit)?))
                    }
                    Err(error) if matches!(error.kind(), GitErrorKind::Refused(_)) => Ok(None),
                    Err(error) => Err(error.into()),
                }
            }
            Place::Folders(folders) => in_folder(folders.get(side), path, self.limit),
        }
    }

    /// The TOML files directly in a folder of a state, by path.
    pub fn beside(&mut self, side: Side, folder: &OsStr) -> Result<Vec<OsString>, Failure> {
        match &mut self.place {
            Place::Git {
                repository, range, ..
            } => {
                let top = repository.at_top().unwrap_or_else(|_| repository.clone());
                let files = top.files_of(state_of(range, side), folder)?;
                let paths = files.into_iter().map(|file| file.path);
                Ok(paths.filter(|path| is_toml(path)).collect())
            }
            Place::Folders(folders) => {
                let files = toml_files(folders.get(side)).into_iter();
                Ok(files.filter(|path| folder_of(path) == folder).collect())
            }
        }
    }
}

/// Asks the repository around this folder; if there is none, that is what is said.
fn in_git(
    ask: impl FnOnce(&Repository, &mut Blobs) -> Result<Range, GitError>,
) -> Result<(Repository, Blobs, Range), Failure> {
    let here = Path::new(".");
    let repository = Repository::perhaps_around(here);
    let mut blobs = repository.blobs()?;
    match ask(&repository, &mut blobs) {
        Ok(range) => Ok((repository, blobs, range)),
        Err(error) => {
            Repository::around(here)?;
            Err(error.into())
        }
    }
}

impl Difference {
    fn new(change: FileChange) -> Self {
        let sides = Sides::new(change.base, change.head);
        let path = |file: &Option<FileAt>| file.as_ref().map(|file| file.path.clone());
        Self {
            paths: sides.as_ref().map(path),
            contents: sides.map(|file| file.and_then(|file| file.content)),
        }
    }

    fn is_toml(&self) -> bool {
        let Sides { before, after } = &self.paths;
        [before, after]
            .into_iter()
            .flatten()
            .any(|path| is_toml(path))
    }

    /// Where it is, else where it was.
    pub fn path(&self) -> &OsStr {
        let Sides { before, after } = &self.paths;
        let path = after.as_ref().or(before.as_ref());
        path.expect("a file that differs is on one side at least")
    }

    /// A renamed file as a deleted and a new one.
    pub fn apart(self) -> (Self, Self) {
        let side = |paths, contents| Self { paths, contents };
        let (paths, contents) = (self.paths, self.contents);
        (
            side(
                Sides::new(paths.before, None),
                Sides::new(contents.before, None),
            ),
            side(
                Sides::new(None, paths.after),
                Sides::new(None, contents.after),
            ),
        )
    }

    /// A deleted and a new file as one that was renamed.
    pub fn renamed(deleted: Self, new: Self) -> Self {
        Self {
            paths: Sides::new(deleted.paths.before, new.paths.after),
            contents: Sides::new(deleted.contents.before, new.contents.after),
        }
    }
}

/// At most one byte over the limit, which tells the loader; what is no plain file could be read for ever.
fn in_folder(folder: &Path, path: &OsStr, limit: u64) -> Result<Option<Vec<u8>>, Failure> {
    let path = folder.join(path);
    let read = || {
        if !fs::metadata(&path)?.is_file() {
            return Err(io::Error::other("it is no plain file"));
        }
        let mut bytes = Vec::new();
        let mut start = fs::File::open(&path)?.take(limit.saturating_add(1));
        start.read_to_end(&mut bytes).map(|_| bytes)
    };
    match read() {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(Failure::Read { path, cause }),
    }
}

fn state_of(range: &Range, side: Side) -> &State {
    match side {
        Side::Before => &range.base,
        Side::After => &range.head,
    }
}

fn is_toml(path: &OsStr) -> bool {
    Path::new(path).extension() == Some(OsStr::new("toml"))
}

/// The folder of a path from the top; empty for the top itself.
pub fn folder_of(path: &OsStr) -> &OsStr {
    Path::new(path)
        .parent()
        .map_or(OsStr::new(""), Path::as_os_str)
}

/// The plain TOML files of a folder and those below it, by path from it.
fn toml_files(root: &Path) -> Vec<OsString> {
    let folders = folders_of(root).into_iter();
    let entries = folders.flat_map(|folder| fs::read_dir(folder).into_iter().flatten().flatten());
    let files = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
    let paths = files.map(|entry| entry.path());
    let mut paths: Vec<OsString> = paths
        .filter_map(|path| Some(path.strip_prefix(root).ok()?.as_os_str().to_owned()))
        .filter(|path| is_toml(path))
        .collect();
    paths.sort();
    paths
}
