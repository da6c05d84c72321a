//! What stops a command, and what to tell the user about it.

use std::io;
use std::path::PathBuf;

use clausediff::diagnostic::Findings;
use clausediff::git::{GitError, GitErrorKind};
use clausediff::load::{LoadError, LoadErrorKind};

/// Something that was asked for cannot be done; the exit code is 2.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The arguments ask for something that does not exist or makes no sense.
    #[error("{message}")]
    Usage {
        /// Lower case, no full stop. May hold untrusted text.
        message: String,
        /// What to do. May hold untrusted text.
        help: String,
    },
    /// A file cannot be read or has errors.
    #[error(transparent)]
    Load(#[from] Box<LoadError>),
    /// Git cannot give a version.
    #[error(transparent)]
    Git(#[from] Box<GitError>),
    /// A links file names versions or clauses that do not exist.
    #[error("cannot use `{}`", .0.source.name())]
    Links(Box<Findings>),
    /// A file of announced changes names clauses that do not exist.
    #[error("cannot use `{}`", .0.source.name())]
    Declared(Box<Findings>),
    /// A file or a folder cannot be read.
    #[error("cannot read `{}`", path.display())]
    Read {
        /// As typed.
        path: PathBuf,
        /// Why.
        #[source]
        cause: io::Error,
    },
    /// Standard input cannot be read.
    #[error("cannot read standard input")]
    Stdin(#[source] io::Error),
    /// Standard output cannot be written.
    #[error("cannot write to standard output")]
    Stdout(#[source] io::Error),
    /// `--output` names a file that was read.
    #[error("`{}` is an input: the output would replace it", .0.display())]
    OverInput(PathBuf),
    /// The file that `--output` names cannot be written.
    #[error("cannot write `{}`", path.display())]
    Output {
        /// As typed.
        path: PathBuf,
        /// Why.
        #[source]
        cause: io::Error,
    },
    /// More than one thing, in the order of the arguments.
    #[error("several failures")]
    Several(Vec<Self>),
}

impl From<LoadError> for Failure {
    fn from(error: LoadError) -> Self {
        Self::Load(Box::new(error))
    }
}

impl From<GitError> for Failure {
    fn from(error: GitError) -> Self {
        Self::Git(Box::new(error))
    }
}

impl Failure {
    /// A wrong argument, and what to do about it.
    pub fn usage(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Usage {
            message: message.into(),
            help: help.into(),
        }
    }

    /// Each failure by itself.
    pub fn each(&self) -> Vec<&Self> {
        match self {
            Self::Several(failures) => failures.iter().flat_map(Self::each).collect(),
            one => vec![one],
        }
    }

    /// What is wrong with the file, where it is that.
    pub fn findings(&self) -> Option<&Findings> {
        match self {
            Self::Load(error) => error.findings(),
            Self::Links(findings) | Self::Declared(findings) => Some(findings),
            _ => None,
        }
    }

    /// What to do, where it can be said.
    pub fn help(&self) -> Option<&str> {
        match self {
            Self::Usage { help, .. } => Some(help),
            Self::Load(error) => match error.kind() {
                LoadErrorKind::Folder => {
                    Some("name its files, or run `clausediff` beside a folder `proposals`")
                }
                _ => None,
            },
            Self::Git(error) => in_git(error.kind()),
            Self::OverInput(_) => Some("write to another file"),
            Self::Links(_) => Some("correct the links, or leave them out with `--no-links`"),
            _ => None,
        }
    }
}

/// What to do where git has no answer.
fn in_git(kind: &GitErrorKind) -> Option<&'static str> {
    match kind {
        GitErrorKind::NoProgram(_) => Some("install git, or save the version as a file"),
        GitErrorKind::NoRepository(_) => Some("run it in a folder of the repository"),
        GitErrorKind::Refused(_) | GitErrorKind::NotAFile(_) => {
            Some("`git ls-tree -r --name-only REV` names the files of a revision")
        }
        GitErrorKind::NoCommit | GitErrorKind::NothingInCommon => Some(
            "`git fetch` it; a shallow clone has only the last commits: `git fetch --unshallow`, or `fetch-depth: 0` in a workflow",
        ),
        GitErrorKind::TooLarge { .. } => Some("raise the limit with `--max-bytes`"),
        _ => None,
    }
}

/// The values, or everything that went wrong on the way to them.
pub fn all<T>(results: impl IntoIterator<Item = Result<T, Failure>>) -> Result<Vec<T>, Failure> {
    let mut values = Vec::new();
    let mut failures = Vec::new();
    for result in results {
        match result {
            Ok(value) => values.push(value),
            Err(failure) => failures.push(failure),
        }
    }
    if failures.is_empty() {
        Ok(values)
    } else {
        Err(Failure::Several(failures))
    }
}
