//! Versions from git: what a name in a repository stands for, and the bytes of many blobs.
//!
//! The `git` program is asked, by its plumbing commands only; no object is read by code of ours, so
//! worktrees, shallow and partial clones, SHA-256 repositories and replaced objects are what git says
//! they are. Nothing is checked out, and nothing is written but the setup of our own diff driver.
//!
//! A repository may be hostile, and so may a name in it. Git is started without a shell; a name is never
//! taken for an option; no pager, hook, filter, text conversion, external diff or file system monitor
//! that a repository configures runs. In a partial clone git itself fetches a blob that is missing,
//! as it does for its own commands; with `GIT_NO_LAZY_FETCH=1` in the environment it does not.
//!
//! What the bytes mean is not known here; that is [`crate::load`].

mod blobs;
mod changes;
mod command;
mod driver;
mod lines;
mod names;

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};

pub use blobs::Blobs;
pub use changes::{FileAt, FileChange, Range, SHORT, State};
pub use driver::{Commands, DRIVER, Scope, Setup};
pub use lines::merge_lines;
pub use names::{folder_of, range_of};

use command::Git;

/// The name of an object: 40 or 64 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId(String);

impl ObjectId {
    /// Takes a text that is one.
    fn new(text: &str) -> Option<Self> {
        let is_long_enough = matches!(text.len(), 40 | 64);
        let is_hexadecimal = text.bytes().all(|byte| byte.is_ascii_hexdigit());
        (is_long_enough && is_hexadecimal).then(|| Self(text.to_owned()))
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Git could not answer.
#[derive(Debug, thiserror::Error)]
#[error("git cannot {asked}")]
pub struct GitError {
    /// What it was asked to do: `read HEAD:port.toml`. May hold untrusted text.
    asked: String,
    #[source]
    kind: GitErrorKind,
}

/// What stood in the way.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GitErrorKind {
    /// There is no such program.
    #[error("the program `git` cannot be started")]
    NoProgram(#[source] io::Error),
    /// The folder is in no repository, or in one that git does not trust.
    #[error("{0}")]
    NoRepository(String),
    /// Git says why, in its own words. May hold untrusted text.
    #[error("{0}")]
    Refused(String),
    /// The name stands for a folder, a commit or a submodule, not for a file.
    #[error("it is a {0}, not a file")]
    NotAFile(String),
    /// The file is larger than what was allowed.
    #[error("it has {bytes} bytes, more than {limit}")]
    TooLarge {
        /// Its size.
        bytes: u64,
        /// What was allowed.
        limit: u64,
    },
    /// The repository has no commit of that name.
    #[error("there is none of that name")]
    NoCommit,
    /// Two commits of which neither comes from the other, nor both from a third, as far as is known here.
    #[error("the two have no commit in common")]
    NothingInCommon,
    /// Git answered what nobody expected.
    #[error("its answer makes no sense: {0:?}")]
    Answer(String),
    /// Reading from or writing to git failed.
    #[error("it stopped in the middle")]
    Broken(#[source] io::Error),
}

impl GitError {
    fn new(asked: impl Into<String>, kind: GitErrorKind) -> Self {
        Self {
            asked: asked.into(),
            kind,
        }
    }

    /// What stood in the way.
    pub fn kind(&self) -> &GitErrorKind {
        &self.kind
    }
}

/// A repository, seen from a folder in it.
#[derive(Clone, Debug)]
pub struct Repository {
    /// Where git is started.
    folder: PathBuf,
}

impl Repository {
    /// The repository around a folder. One process.
    ///
    /// # Errors
    /// If git is not there, or the folder is in no repository that git opens.
    pub fn around(folder: &Path) -> Result<Self, GitError> {
        let own = Self::perhaps_around(folder);
        let asked = format!("open a repository at `{}`", folder.display());
        match own.git("rev-parse").arg("--git-dir").text(&asked) {
            Ok(_) => Ok(own),
            Err(GitError {
                kind: GitErrorKind::Refused(said),
                ..
            }) => Err(GitError::new(asked, GitErrorKind::NoRepository(said))),
            Err(error) => Err(error),
        }
    }

    /// The one that may be around a folder: whether there is one is found out by the first question.
    pub fn perhaps_around(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
        }
    }

    /// The object that a name stands for: a revision, `REV:path`, `:path` for the index.
    ///
    /// # Errors
    /// If there is none, in git's words.
    pub fn object(&self, name: &OsStr) -> Result<ObjectId, GitError> {
        let asked = format!("find `{}`", name.to_string_lossy());
        let mut git = self.git("rev-parse");
        git.args(["--verify", "--end-of-options"]).arg(name);
        let text = git.text(&asked)?;
        let id = text.lines().last().and_then(ObjectId::new);
        id.ok_or_else(|| GitError::new(asked, GitErrorKind::Answer(text)))
    }

    /// Opens a way to read many blobs, with one process for all of them.
    ///
    /// # Errors
    /// If git cannot be started.
    pub fn blobs(&self) -> Result<Blobs, GitError> {
        Blobs::open(self)
    }

    /// The files directly in a folder, by name, with their objects; `folder` is a name such as
    /// `HEAD:proposals/`. Submodules and symbolic links are no files.
    ///
    /// # Errors
    /// If there is no such folder.
    pub fn files_in(&self, folder: &OsStr) -> Result<Vec<(OsString, ObjectId)>, GitError> {
        let id = self.object(folder)?;
        let mut git = self.git("ls-tree");
        git.args(["-z", id.as_str()]);
        let bytes = git.bytes(&format!("list `{}`", folder.to_string_lossy()))?;
        let mut files: Vec<_> = command::pieces(&bytes).filter_map(file_of).collect();
        files.sort();
        Ok(files)
    }

    /// The top of its working files, from which git names paths; an error where it has none.
    ///
    /// # Errors
    /// If it is bare.
    pub fn at_top(&self) -> Result<Self, GitError> {
        let asked = "find the top of the repository";
        let mut git = self.git("rev-parse");
        let mut bytes = git.arg("--show-toplevel").bytes(asked)?;
        bytes.pop();
        Ok(Self {
            folder: names::os_string(&bytes).into(),
        })
    }

    fn git(&self, plumbing: &str) -> Git {
        Git::new(&self.folder, plumbing)
    }
}

/// A line of `ls-tree`: mode, kind and object, a tab, the name.
fn file_of(line: &[u8]) -> Option<(OsString, ObjectId)> {
    let tab = line.iter().position(|&byte| byte == b'\t')?;
    let about = str::from_utf8(&line[..tab]).ok()?;
    let mut words = about.split(' ');
    let is_file = words.next()?.starts_with("100");
    let id = ObjectId::new(words.nth(1)?)?;
    is_file.then(|| (names::os_string(&line[tab + 1..]), id))
}
