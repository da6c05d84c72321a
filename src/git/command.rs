//! Starting the `git` program so that neither the repository nor a name in it makes it run anything else.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::{GitError, GitErrorKind};

/// Before every command: no pager; names of paths are no patterns; no file system monitor and no hook
/// of the repository; paths as they are.
const ALWAYS: [&str; 8] = [
    "--no-pager",
    "--literal-pathspecs",
    "-c",
    "core.quotePath=false",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
];

/// One command of git, to be run once.
pub(super) struct Git {
    command: Command,
}

/// What a command left behind.
pub(super) struct Ran {
    /// The exit code; none if a signal ended it.
    pub code: Option<i32>,
    pub stdout: Vec<u8>,
    stderr: Vec<u8>,
}

impl Git {
    pub fn new(folder: &Path, plumbing: &str) -> Self {
        let mut command = Command::new("git");
        command
            .args(ALWAYS)
            .arg(plumbing)
            .current_dir(folder)
            .env("LC_ALL", "C")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env_remove("GIT_EXTERNAL_DIFF")
            .env_remove("GIT_DIFF_OPTS")
            .stdin(Stdio::null());
        Self { command }
    }

    pub fn arg(&mut self, word: impl AsRef<OsStr>) -> &mut Self {
        self.command.arg(word);
        self
    }

    pub fn args<S: AsRef<OsStr>>(&mut self, words: impl IntoIterator<Item = S>) -> &mut Self {
        self.command.args(words);
        self
    }

    /// The command itself, for one that is talked to.
    pub fn command(&mut self) -> &mut Command {
        &mut self.command
    }

    /// Runs it to its end, however that is.
    pub fn run(&mut self, asked: &str) -> Result<Ran, GitError> {
        let output = self.command.output();
        let Output {
            status,
            stdout,
            stderr,
        } = output.map_err(|error| GitError::new(asked, GitErrorKind::NoProgram(error)))?;
        Ok(Ran {
            code: status.code(),
            stdout,
            stderr,
        })
    }

    /// What it prints; anything but success is an error.
    pub fn bytes(&mut self, asked: &str) -> Result<Vec<u8>, GitError> {
        let ran = self.run(asked)?;
        match ran.code {
            Some(0) => Ok(ran.stdout),
            _ => Err(GitError::new(asked, GitErrorKind::Refused(ran.said()))),
        }
    }

    /// The same where it is no path and no content.
    pub fn text(&mut self, asked: &str) -> Result<String, GitError> {
        let bytes = self.bytes(asked)?;
        Ok(String::from_utf8_lossy(&bytes).trim_end().to_owned())
    }
}

impl Ran {
    /// What git says is wrong, in one line and without its own word for it.
    pub fn said(&self) -> String {
        let text = String::from_utf8_lossy(&self.stderr);
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let lines: Vec<&str> = lines
            .map(|line| {
                let bare = line.strip_prefix("fatal: ");
                bare.or(line.strip_prefix("error: ")).unwrap_or(line)
            })
            .collect();
        lines.join("; ")
    }
}

/// The pieces that `-z` ends with a zero byte.
pub(super) fn pieces(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let bytes = bytes.strip_suffix(b"\0").unwrap_or(bytes);
    let none = bytes.is_empty();
    bytes.split(|&byte| byte == 0).filter(move |_| !none)
}
