//! Runs the program in a folder of its own, with a clean environment.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A version with three clauses.
pub const DRAFT_1: &str = r#"format = 1
[proposal]
id = "draft-1"
title = "Port Accord, first draft"
date = 2024-04-02

[[party]]
id = "north"
name = "North Province"

[[clause]]
id = "garrison"
number = "1"
heading = "Garrison"
topic = "security/forces"
text = "North keeps at most 1,200 persons under arms at the port."
binds = ["north"]
terms.personnel = { at-most = 1200, unit = "persons" }

[[clause]]
id = "tolls"
number = "2"
heading = "Tolls"
topic = "economy/tolls"
text = "Ships of either province pay the same tolls."

[[clause]]
id = "flags"
number = "3"
heading = "Flags"
topic = "symbols"
text = "Both flags are flown on holidays from sunrise to sunset."
"#;

/// The next version: a lower cap, no flags, a court.
pub const DRAFT_2: &str = r#"format = 1
[proposal]
id = "draft-2"
title = "Port Accord, second draft"
date = 2024-05-02
previous = "draft-1"

[[party]]
id = "north"
name = "North Province"

[[clause]]
id = "garrison"
number = "1"
heading = "Garrison"
topic = "security/forces"
text = "North keeps at most 400 persons under arms at the port."
binds = ["north"]
terms.personnel = { at-most = 400, unit = "persons" }

[[clause]]
id = "tolls"
number = "2"
heading = "Tolls"
topic = "economy/tolls"
text = "Ships of either province pay the same tolls."

[[clause]]
id = "court"
number = "3"
heading = "Court"
topic = "justice"
text = "A court of five judges settles whatever the provinces cannot."
"#;

/// Two errors.
pub const BROKEN: &str =
    "format = 1\n[proposal]\nid = \"broken\"\ntitle = \"\"\ndate = 2024-13-01\n";

/// A folder that is deleted at the end of the test.
pub struct Place {
    folder: TempDir,
}

/// What a run left behind.
#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Place {
    /// An empty folder.
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { folder }
    }

    /// A folder with `draft-1.toml` and `draft-2.toml`.
    pub fn with_drafts() -> Self {
        Self::empty()
            .file("draft-1.toml", DRAFT_1)
            .file("draft-2.toml", DRAFT_2)
    }

    /// Adds a file, and the folders above it.
    pub fn file(self, path: impl AsRef<Path>, text: impl AsRef<[u8]>) -> Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    /// A path in the folder.
    pub fn path(&self, path: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The text of a file.
    pub fn read(&self, path: impl AsRef<Path>) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// The program with nothing of this process's environment.
    pub fn command<S: AsRef<OsStr>>(&self, words: &[S]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_clausediff"));
        command
            .args(words)
            .env_clear()
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        command
    }

    /// Runs the words of a line.
    #[track_caller]
    pub fn run(&self, line: &str) -> Ran {
        let words: Vec<&str> = line.split_whitespace().collect();
        ran(self.command(&words).output().unwrap())
    }

    /// Runs with variables set.
    #[track_caller]
    pub fn run_with(&self, variables: &[(&str, &str)], line: &str) -> Ran {
        let words: Vec<&str> = line.split_whitespace().collect();
        let mut command = self.command(&words);
        command.envs(variables.iter().copied());
        ran(command.output().unwrap())
    }

    /// Runs with `text` on standard input.
    #[track_caller]
    pub fn run_on(&self, text: &str, line: &str) -> Ran {
        let words: Vec<&str> = line.split_whitespace().collect();
        let mut command = self.command(&words);
        command.stdin(Stdio::piped());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // A program that fails before it reads closes the pipe.
        let _ = stdin.write_all(text.as_bytes());
        drop(stdin);
        ran(child.wait_with_output().unwrap())
    }
}

/// Text is UTF-8, and no run panics.
#[track_caller]
pub fn ran(output: Output) -> Ran {
    let ran = Ran {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    };
    assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
    ran
}

impl Ran {
    /// Exits with `code`.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:?}");
        self
    }

    /// Each piece stands on standard output, in this order.
    #[track_caller]
    pub fn prints(self, pieces: &[&str]) -> Self {
        in_order(&self.stdout, pieces);
        self
    }

    /// Each piece stands on standard error, in this order.
    #[track_caller]
    pub fn says(self, pieces: &[&str]) -> Self {
        in_order(&self.stderr, pieces);
        self
    }

    /// Nothing on standard output.
    #[track_caller]
    pub fn prints_nothing(self) -> Self {
        assert_eq!(self.stdout, "");
        self
    }

    /// Nothing on standard error.
    #[track_caller]
    pub fn says_nothing(self) -> Self {
        assert_eq!(self.stderr, "");
        self
    }
}

#[track_caller]
fn in_order(text: &str, pieces: &[&str]) {
    let mut rest = text;
    for piece in pieces {
        match rest.split_once(piece) {
            Some((_, after)) => rest = after,
            None => panic!("{piece:?} is not, or not in this order, in:\n{text}"),
        }
    }
}
