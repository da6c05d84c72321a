//! Repositories to try the program in, and git with nothing of this machine's settings.

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::{Command, Output};

use crate::harness::{Place, Ran, ran};

pub const INIT: &str = "init -q -b main";

/// What git says and prints.
pub fn git_in(folder: &Path, words: &[&OsStr]) -> Output {
    let mut command = Command::new("git");
    command
        .args(words)
        .current_dir(folder)
        .env_remove("GIT_DIR")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null");
    for who in ["AUTHOR", "COMMITTER"] {
        command
            .env(format!("GIT_{who}_NAME"), "A. Clerk")
            .env(format!("GIT_{who}_EMAIL"), "clerk@example.org")
            .env(format!("GIT_{who}_DATE"), "2024-05-02T12:00:00Z");
    }
    command.output().unwrap()
}

/// Runs it, and it succeeds.
#[track_caller]
pub fn git(folder: &Path, line: &str) {
    let words: Vec<&OsStr> = line.split_whitespace().map(OsStr::new).collect();
    let output = git_in(folder, &words);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {line}: {said}");
}

/// Says it where there is none.
pub fn has_git() -> bool {
    let there = Command::new("git").arg("--version").output().is_ok();
    if !there {
        eprintln!("skipped: there is no git");
    }
    there
}

/// Everything in the folder becomes a commit of the repository in it, which is made if there is none.
#[track_caller]
pub fn commit(place: &Place, message: &str) {
    let folder = place.path("");
    if !place.path(".git").exists() {
        git(&folder, INIT);
    }
    git(&folder, "add --all .");
    git(&folder, &format!("commit -qm {message}"));
}

/// The program, with git at hand.
pub fn command<S: AsRef<OsStr>>(place: &Place, words: &[S]) -> Command {
    let mut command = place.command(words);
    command
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("GIT_CONFIG_GLOBAL", "/dev/null");
    command
}

/// The words of a line.
#[track_caller]
pub fn run(place: &Place, line: &str) -> Ran {
    let words: Vec<OsString> = line.split_whitespace().map(OsString::from).collect();
    ran(command(place, &words).output().unwrap())
}
