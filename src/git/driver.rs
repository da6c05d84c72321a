//! What makes git speak clauses: a diff and a merge driver in its settings, and the files it is for in its attributes.
//!
//! Only a driver of our own name and lines between marks of our own are written, so that all of it can
//! be taken out again and every byte of another hand stays.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::command::{Git, pieces};
use super::{GitError, GitErrorKind, Repository, names};

/// The name of the driver in settings and attributes.
pub const DRIVER: &str = "clausediff";

/// Our sections of the settings.
const SECTIONS: [&str; 3] = ["diff.clausediff", "merge.clausediff", "difftool.clausediff"];

/// What stands behind a pattern.
const ATTRIBUTES: &str = " diff=clausediff merge=clausediff";

const BEGIN: &str = "# clausediff: begin";
const END: &str = "# clausediff: end";

/// The heads of hunks, where lines are compared: the id of the clause, or its heading where the text is what is
/// compared.
const HUNK_HEAD: &str = "^(id[ \t]*=.*|#+ .*)$";

/// Whose settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Those of one repository.
    Repository,
    /// Those of the user, for all repositories.
    User,
}

impl Scope {
    fn option(self) -> &'static str {
        match self {
            Self::Repository => "--local",
            Self::User => "--global",
        }
    }
}

/// What git runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commands {
    /// To compare two files.
    pub diff: String,
    /// To compare two files for `git difftool`.
    pub tool: String,
    /// To merge three.
    pub merge: String,
    /// To make a file readable where lines are compared; `None` leaves the file as it is.
    pub text: Option<String>,
}

/// How git is set up for one repository, by its own settings and those of the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    /// The command of the driver that compares, if there is one.
    pub diff: Option<String>,
    /// The command of the driver that merges, if there is one.
    pub merge: Option<String>,
    /// The patterns between our marks; none without marks.
    pub patterns: Vec<String>,
}

impl Repository {
    /// Sets up the drivers for the files of these patterns; what was set up before is replaced.
    ///
    /// # Errors
    /// If git or the system refuses.
    pub fn install(
        &self,
        scope: Scope,
        commands: &Commands,
        patterns: &[String],
    ) -> Result<(), GitError> {
        self.uninstall(scope)?;
        let settings = [
            ("diff.clausediff.command", Some(&commands.diff)),
            ("diff.clausediff.textconv", commands.text.as_ref()),
            ("diff.clausediff.xfuncname", Some(&HUNK_HEAD.to_owned())),
            (
                "merge.clausediff.name",
                Some(&"clauses and keys".to_owned()),
            ),
            ("merge.clausediff.driver", Some(&commands.merge)),
            ("difftool.clausediff.cmd", Some(&commands.tool)),
        ];
        for (key, value) in settings {
            if let Some(value) = value {
                let mut git = self.git("config");
                git.args([scope.option(), key, value]);
                git.bytes("write its settings")?;
            }
        }
        let path = self.attributes(scope)?;
        let text = read(&path).map_err(|error| unwritable(&path, error))?;
        let lines = patterns
            .iter()
            .map(|pattern| format!("{}{ATTRIBUTES}\n", quoted(pattern)));
        let lines: String = lines.collect();
        // A line of another hand without its end gets none, but for ours to begin.
        let gap = if text.is_empty() || text.ends_with('\n') {
            ""
        } else {
            "\n"
        };
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)
            .and_then(|()| {
                fs::write(
                    &path,
                    format!("{text}{gap}{BEGIN}{}\n{lines}{END}\n", mark(gap)),
                )
            })
            .map_err(|error| unwritable(&path, error))
    }

    /// Takes out everything that [`install`](Self::install) wrote, and nothing else; true if there was any.
    ///
    /// # Errors
    /// If git or the system refuses.
    pub fn uninstall(&self, scope: Scope) -> Result<bool, GitError> {
        let mut was_there = false;
        for section in SECTIONS {
            if self.has_section(scope, section)? {
                let mut git = self.git("config");
                git.args([scope.option(), "--remove-section", section]);
                git.bytes("take the driver out of its settings")?;
                was_there = true;
            }
        }
        let path = self.attributes(scope)?;
        let text = read(&path).map_err(|error| unwritable(&path, error))?;
        let Some((before, _, after)) = parts(&text) else {
            return Ok(was_there);
        };
        let rest = format!("{before}{after}");
        let written = match rest.is_empty() {
            true => fs::remove_file(&path),
            false => fs::write(&path, rest),
        };
        written.map_err(|error| unwritable(&path, error))?;
        Ok(true)
    }

    /// What is set up.
    ///
    /// # Errors
    /// If git or the system refuses.
    pub fn setup(&self) -> Result<Setup, GitError> {
        let mut patterns = Vec::new();
        for scope in [Scope::Repository, Scope::User] {
            // A git that cannot name the file of the user has none of ours in it.
            let path = match (scope, self.attributes(scope)) {
                (_, Ok(path)) => path,
                (Scope::User, Err(_)) => continue,
                (Scope::Repository, Err(error)) => return Err(error),
            };
            let text = read(&path).map_err(|error| unwritable(&path, error))?;
            let (_, lines, _) = parts(&text).unwrap_or_default();
            let own = lines
                .lines()
                .filter_map(|line| line.strip_suffix(ATTRIBUTES));
            patterns.extend(own.map(str::to_owned));
        }
        Ok(Setup {
            diff: self.setting("diff.clausediff.command")?,
            merge: self.setting("merge.clausediff.driver")?,
            patterns,
        })
    }

    /// The drivers that git uses for a file, by all its attributes, to compare and to merge it; none where it has none of
    /// its own.
    ///
    /// # Errors
    /// If git cannot be asked.
    pub fn drivers_of(&self, path: &OsStr) -> Result<[Option<String>; 2], GitError> {
        let mut git = self.git("check-attr");
        git.args(["-z", "diff", "merge", "--"]).arg(path);
        let bytes = git.bytes(&format!("tell the drivers of `{}`", path.to_string_lossy()))?;
        let values: Vec<String> = pieces(&bytes)
            .skip(2)
            .step_by(3)
            .map(|value| String::from_utf8_lossy(value).into_owned())
            .collect();
        let is_own = |value: &&String| !matches!(value.as_str(), "unspecified" | "unset" | "set");
        Ok([0, 1].map(|at| values.get(at).filter(is_own).cloned()))
    }

    /// The value of a setting, whoever made it.
    fn setting(&self, key: &str) -> Result<Option<String>, GitError> {
        let mut git = self.git("config");
        git.args(["--get", key]);
        let value = answer(git)?;
        Ok(value.map(|value| value.trim_end_matches('\n').to_owned()))
    }

    fn has_section(&self, scope: Scope, section: &str) -> Result<bool, GitError> {
        let keys = format!("^{}\\.", section.replace('.', "\\."));
        let mut git = self.git("config");
        git.args([scope.option(), "--name-only", "--get-regexp", &keys]);
        Ok(answer(git)?.is_some())
    }

    /// The attributes that are no part of any version.
    fn attributes(&self, scope: Scope) -> Result<PathBuf, GitError> {
        let mut git = match scope {
            Scope::Repository => self.git("rev-parse"),
            Scope::User => self.git("var"),
        };
        match scope {
            Scope::Repository => git.args(["--git-path", "info/attributes"]),
            Scope::User => git.arg("GIT_ATTR_GLOBAL"),
        };
        let bytes = git.bytes("find its attributes")?;
        let path = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
        Ok(self.folder.join(names::os_string(path)))
    }
}

/// What a question about settings gives; `None` if there is none of that name.
fn answer(mut git: Git) -> Result<Option<String>, GitError> {
    let asked = "read its settings";
    let ran = git.run(asked)?;
    match ran.code {
        Some(0) => Ok(Some(String::from_utf8_lossy(&ran.stdout).into_owned())),
        // There is none.
        Some(1) => Ok(None),
        _ => Err(GitError::new(asked, GitErrorKind::Refused(ran.said()))),
    }
}

/// No file is an empty one.
fn read(path: &Path) -> io::Result<String> {
    match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        read => read,
    }
}

fn unwritable(path: &Path, error: io::Error) -> GitError {
    let asked = format!("use attributes in `{}`", path.display());
    GitError::new(asked, GitErrorKind::Broken(error))
}

/// Says on the first mark that the line end before it is ours.
fn mark(gap: &str) -> &'static str {
    match gap {
        "" => "",
        _ => " (after a line without an end)",
    }
}

/// What stands before our marks, between and behind them.
fn parts(text: &str) -> Option<(&str, &str, &str)> {
    let at = match text.starts_with(BEGIN) {
        true => 0,
        false => text.find(&format!("\n{BEGIN}"))? + 1,
    };
    let (head, lines) = text[at..].split_once('\n')?;
    let end = format!("{END}\n");
    let (lines, after) = match lines.strip_prefix(&end) {
        Some(after) => ("", after),
        None => {
            let place = lines.find(&format!("\n{end}"))? + 1;
            (&lines[..place], &lines[place + end.len()..])
        }
    };
    let before = &text[..at];
    let before = match head.strip_prefix(BEGIN) {
        Some("") => before,
        _ => before.strip_suffix('\n').unwrap_or(before),
    };
    Some((before, lines, after))
}

/// A pattern as attributes spell it: in quotes if it holds space or begins like a comment.
fn quoted(pattern: &str) -> String {
    let is_plain = !pattern.contains([' ', '\t', '"', '\\']) && !pattern.starts_with(['#', '!']);
    match is_plain {
        true => pattern.to_owned(),
        false => format!("\"{}\"", pattern.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_between_the_marks_is_ours() {
        let own = format!("{BEGIN}\na diff=clausediff\n{END}\n");
        assert_eq!(parts(&own), Some(("", "a diff=clausediff\n", "")));
        let text = format!("*.c diff=cpp\n{own}*.h diff=cpp\n");
        let found = parts(&text);
        assert_eq!(
            found,
            Some(("*.c diff=cpp\n", "a diff=clausediff\n", "*.h diff=cpp\n"))
        );
        assert_eq!(parts("*.c diff=cpp\n"), None);
        assert_eq!(parts(&format!("{BEGIN}\nhalf")), None);
    }

    #[test]
    fn a_line_end_that_was_added_is_taken_back() {
        let text = format!("*.c diff=cpp\n{BEGIN}{}\na\n{END}\n", mark("\n"));
        assert_eq!(parts(&text), Some(("*.c diff=cpp", "a\n", "")));
    }

    #[test]
    fn patterns_with_space_stand_in_quotes() {
        assert_eq!(quoted("proposals/**/*.toml"), "proposals/**/*.toml");
        assert_eq!(quoted("two parts/*.toml"), "\"two parts/*.toml\"");
    }
}
