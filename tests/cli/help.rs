//! The help texts, and that what they show works.

use crate::harness::{DRAFT_1, DRAFT_2, Place, Ran};
use crate::repositories::{self, commit, git, has_git};

const COMMANDS: [&str; 13] = [
    "diff",
    "table",
    "list",
    "show",
    "explain",
    "check",
    "fmt",
    "git",
    "review",
    "schema",
    "selftest",
    "completions",
    "man",
];

#[test]
fn every_command_has_a_long_help_with_examples() {
    for command in COMMANDS {
        let ran = Place::empty().run(&format!("{command} --help"));
        ran.exits(0)
            .says_nothing()
            .prints(&["Usage: clausediff", "Examples:"]);
    }
    Place::empty()
        .run("--help")
        .exits(0)
        .prints(&["VERSION", "Exit codes:", "Examples:"]);
}

#[test]
fn help_is_no_wider_than_a_hundred_columns() {
    for line in COMMANDS.map(|command| format!("{command} --help")) {
        let help = Place::empty().run(&line).stdout;
        let widest = help.lines().map(|line| line.chars().count()).max();
        assert!(widest <= Some(100), "{line}: {widest:?}");
    }
}

#[test]
fn the_version_is_that_of_the_package() {
    let expected = concat!("clausediff ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!(Place::empty().run("--version").exits(0).stdout, expected);
}

#[test]
fn every_example_works() {
    let mut seen = 0;
    let helps = COMMANDS.map(|command| format!("{command} --help"));
    for help in helps.into_iter().chain(["--help".to_owned()]) {
        let text = Place::empty().run(&help).stdout;
        let (_, examples) = text.split_once("Examples:\n").unwrap();
        for example in examples.lines() {
            seen += usize::from(works(example.trim()));
        }
    }
    assert!(seen > 20, "only {seen} examples were found");
}

/// False for one that could not be tried.
#[track_caller]
fn works(example: &str) -> bool {
    let is_in_git = example.contains(" main")
        || example.contains(" v1..")
        || example.starts_with("clausediff git")
        || example.starts_with("clausediff review");
    if !is_in_git {
        run(example).exits(0);
        return true;
    }
    if !has_git() {
        return false;
    }
    let place = Place::empty().file("proposals/accord.toml", DRAFT_1);
    commit(&place, "first");
    let place = place.file("proposals/accord.toml", DRAFT_2);
    let words = example.strip_prefix("clausediff ").unwrap();
    git(&place.path(""), "tag v1");
    commit(&place, "second");
    git(&place.path(""), "tag v2");
    let place = place
        .file("old/proposals/accord.toml", DRAFT_1)
        .file("new/proposals/accord.toml", DRAFT_2);
    if words == "git status" {
        repositories::run(&place, "git install").exits(0);
    }
    repositories::run(&place, words).exits(0);
    true
}

/// As a shell does it, with `<` and `#` the only things that it must understand.
#[track_caller]
fn run(example: &str) -> Ran {
    let mut place = Place::with_drafts();
    if example.starts_with("clausediff fmt") {
        place = place.file("proposals/accord.toml", DRAFT_1);
        place.run("fmt proposals").exits(0);
    }
    let (example, _) = example.split_once(" #").unwrap_or((example, ""));
    let line = example
        .strip_prefix("clausediff")
        .expect("an example runs the program");
    match line.split_once(" < ") {
        Some((line, file)) => {
            let input = place.read(file);
            place.run_on(&input, line)
        }
        None => place.run(line),
    }
}
