//! `clausediff git`: git shows clauses. Each test says that it skips where there is no git.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use crate::harness::{BROKEN, DRAFT_1, DRAFT_2, Place, Ran, ran};
use crate::repositories::{command, commit, git, git_in, has_git, run};

/// Two commits of one proposal and of another file.
fn repository() -> Place {
    let place = Place::empty()
        .file("proposals/port.toml", DRAFT_1)
        .file("notes.txt", "one\n");
    commit(&place, "first");
    let place = place
        .file("proposals/port.toml", DRAFT_2)
        .file("notes.txt", "two\n");
    commit(&place, "second");
    place
}

/// What git prints.
#[track_caller]
fn said(place: &Place, line: &str) -> Ran {
    let words: Vec<&OsStr> = line.split(' ').map(OsStr::new).collect();
    ran(git_in(&place.path(""), &words))
}

fn own_files(place: &Place) -> [Option<Vec<u8>>; 2] {
    ["config", "info/attributes"].map(|name| fs::read(place.path(".git").join(name)).ok())
}

#[test]
fn git_speaks_clauses_after_one_command_and_lines_after_another() {
    if !has_git() {
        return;
    }
    let place = repository();
    let before = own_files(&place);
    let lines = said(&place, "diff HEAD~1").exits(0).stdout;
    run(&place, "git install")
        .exits(0)
        .says(&["proposals/**/*.toml", "uninstall"]);
    let pieces = [
        "diff --clausediff a/proposals/port.toml b/proposals/port.toml",
        "changed",
        "[-1,200-]{+400+}",
        "Flags",
        "Court",
    ];
    for line in [
        "diff HEAD~1",
        "show --ext-diff",
        "log -p --ext-diff -1",
        "diff HEAD HEAD~1 -R",
    ] {
        said(&place, line).exits(0).prints(&pieces);
    }
    // Other files are compared as ever, and so is everything for programs.
    said(&place, "diff HEAD~1").prints(&["diff --git a/notes.txt b/notes.txt", "+two"]);
    said(&place, "diff --no-ext-diff HEAD~1").prints(&["@@", "id = \"garrison\"", "-text = "]);
    said(&place, "format-patch --stdout -1").prints(&["diff --git a/proposals/port.toml"]);
    assert_eq!(said(&place, "status --porcelain").stdout, "");
    run(&place, "git uninstall").exits(0).says(&["lines again"]);
    assert_eq!(own_files(&place), before);
    assert_eq!(said(&place, "diff HEAD~1").stdout, lines);
    run(&place, "git uninstall").exits(0).says(&["nothing"]);
}

#[test]
fn what_others_set_up_stays_byte_for_byte() {
    if !has_git() {
        return;
    }
    let config = "[core]\n\trepositoryformatversion = 0\n\tbare = false\n# mine\n[diff \"other\"]\n\tcommand = x\n";
    for attributes in ["*.c diff=cpp\n", "*.c diff=cpp", "\n\n# mine\n"] {
        let place = repository()
            .file(".git/config", config)
            .file(".git/info/attributes", attributes);
        let before = own_files(&place);
        for _ in 0..2 {
            run(&place, "git install drafts/*.toml proposals/*.toml").exits(0);
        }
        said(&place, "diff HEAD~1")
            .exits(0)
            .prints(&["diff --clausediff"]);
        run(&place, "git uninstall").exits(0);
        assert_eq!(own_files(&place), before);
    }
}

#[test]
fn the_doctor_says_what_is_wrong_and_what_mends_it() {
    if !has_git() {
        return;
    }
    let place = repository();
    let status = |code: i32, pieces: &[&str]| {
        run(&place, "git status").exits(code).prints(pieces);
    };
    status(
        1,
        &[
            "no  no driver that compares is set; run `clausediff git install`",
            "no  no driver that merges is set",
            "compared by lines",
        ],
    );
    run(&place, "git install").exits(0);
    status(
        0,
        &[
            "ok  the driver that compares runs",
            "ok  the driver that compares is this program",
            "ok  the driver that merges is this program",
            "proposals/**/*.toml",
            "ok  proposals/accord.toml would be compared",
            "ok  proposals/accord.toml would be merged",
        ],
    );
    // Attributes of git's own folder beat those of a branch.
    fs::write(place.path(".gitattributes"), "*.toml -diff\n").unwrap();
    status(0, &["compared by `clausediff`"]);
    fs::write(place.path(".git/info/attributes"), "*.toml -diff\n").unwrap();
    status(
        1,
        &[
            "ok  the driver",
            "no  no files are named",
            "no  proposals/accord.toml",
        ],
    );
    let mut outside = command(&place, &["git", "status"]);
    outside.current_dir("/");
    ran(outside.output().unwrap())
        .exits(2)
        .says(&["git cannot open a repository"]);
}

#[test]
fn files_that_come_go_move_or_are_no_proposals_are_shown() {
    if !has_git() {
        return;
    }
    let place = repository();
    let folder = place.path("");
    run(&place, "git install").exits(0);
    said(&place, "show --ext-diff HEAD~1").exits(0).prints(&[
        "/dev/null b/proposals/port.toml",
        "+ added",
        "Garrison",
    ]);
    git(&folder, "mv proposals/port.toml proposals/harbour.toml");
    let moved = said(&place, "diff --cached -M").exits(0);
    moved.prints(&[
        "a/proposals/port.toml b/proposals/harbour.toml",
        "rename from",
    ]);
    git(&folder, "commit -qm moved");
    git(&folder, "rm -q proposals/harbour.toml");
    said(&place, "diff --cached")
        .exits(0)
        .prints(&["a/proposals/harbour.toml /dev/null", "- dropped"]);
    git(&folder, "reset -q --hard");
    let place = place.file("proposals/harbour.toml", format!("{BROKEN}# \u{1b}[31m\n"));
    said(&place, "diff").exits(0).prints(&[
        "not two sound versions",
        "--- a/proposals/harbour.toml",
        "-id = \"draft-2\"",
        "+# ␛[31m",
    ]);
}

#[test]
fn an_unmerged_file_is_named() {
    let place = Place::empty();
    let ran = place.run("git diff-driver proposals/port.toml");
    ran.exits(0).prints(&["unmerged: proposals/port.toml"]);
}

#[test]
fn in_the_pager_of_git_there_is_colour() {
    let place = Place::with_drafts();
    let line = "git diff-driver port.toml draft-1.toml 0 100644 draft-2.toml 0 100755";
    let shown = |variables: &[(&str, &str)]| place.run_with(variables, line).exits(0).stdout;
    assert!(shown(&[("GIT_PAGER_IN_USE", "true")]).contains("\u{1b}["));
    let plain = shown(&[]);
    assert!(!plain.contains('\u{1b}'));
    assert!(plain.contains("mode 100644 becomes 100755"));
    assert!(Path::new(&place.path("draft-1.toml")).exists());
}

#[test]
fn for_all_repositories_of_a_user_nothing_is_written_into_any() {
    if !has_git() {
        return;
    }
    let place = repository().file("home/config", "[user]\n\tname = A\n");
    let with_home = |mut command: std::process::Command| {
        command
            .env("GIT_CONFIG_GLOBAL", place.path("home/config"))
            .env("XDG_CONFIG_HOME", place.path("home"));
        ran(command.output().unwrap())
    };
    let own = |line: &str| {
        let words: Vec<&str> = line.split(' ').collect();
        with_home(command(&place, &words))
    };
    let git = |line: &str| {
        let mut command = std::process::Command::new("git");
        command
            .args(line.split(' '))
            .current_dir(place.path(""))
            .env("GIT_CONFIG_SYSTEM", "/dev/null");
        with_home(command)
    };
    if git("var GIT_ATTR_GLOBAL").code != Some(0) {
        eprintln!("skipped: this git cannot name the attributes of a user");
        return;
    }
    let before = own_files(&place);
    own("git install --user")
        .exits(0)
        .says(&["uninstall --user"]);
    git("diff HEAD~1")
        .exits(0)
        .prints(&["diff --clausediff", "[-1,200-]{+400+}"]);
    own("git status")
        .exits(0)
        .prints(&["ok  files: proposals/**/*.toml"]);
    assert_eq!(own_files(&place), before);
    own("git uninstall --user").exits(0);
    assert_eq!(place.read("home/config"), "[user]\n\tname = A\n");
    assert!(!place.path("home/git/attributes").exists());
    git("diff HEAD~1").exits(0).prints(&["diff --git"]);
}

#[test]
fn where_lines_are_compared_they_may_be_those_of_a_readable_text() {
    if !has_git() {
        return;
    }
    let place = repository().file("proposals/broken.toml", BROKEN);
    let before = own_files(&place);
    run(&place, "git install --textconv").exits(0);
    said(&place, "show").exits(0).prints(&[
        "diff --git a/proposals/port.toml",
        "-North keeps at most 1,200 persons under arms at the port.",
        "+North keeps at most 400 persons under arms at the port.",
        "+## 3 Court",
    ]);
    run(&place, "git textconv proposals/broken.toml")
        .exits(0)
        .prints(&[BROKEN]);
    run(&place, "git uninstall").exits(0);
    assert_eq!(own_files(&place), before);
}

#[test]
fn difftool_compares_clauses() {
    if !has_git() {
        return;
    }
    let place = repository();
    run(&place, "git install").exits(0);
    said(&place, "difftool -y -t clausediff HEAD~1 -- proposals")
        .exits(0)
        .prints(&[
            "diff --clausediff a/proposals/port.toml b/proposals/port.toml",
            "[-1,200-]{+400+}",
        ]);
}
