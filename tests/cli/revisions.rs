//! Versions that are named by `REV:path`. Each test says that it skips where there is no git.

use std::ffi::{OsStr, OsString};
use std::fs;

use crate::harness::{BROKEN, DRAFT_1, DRAFT_2, Place, ran};
use crate::repositories::{INIT, command, commit, git, has_git, run};

/// A repository whose two commits hold two drafts under one name.
fn repository(init: &str) -> Place {
    let place = Place::empty().file("proposals/port.toml", DRAFT_1);
    git(&place.path(""), init);
    commit(&place, "first");
    let place = place.file("proposals/port.toml", DRAFT_2);
    commit(&place, "second");
    place
}

/// The first draft against the second, wherever they are.
#[track_caller]
fn check(place: &Place, line: &str) {
    let ran = run(place, line).exits(0).says_nothing();
    ran.prints(&["Port Accord", "[-1,200-]{+400+}"]);
}

#[test]
fn a_version_is_read_at_a_revision_and_nothing_is_checked_out() {
    if !has_git() {
        return;
    }
    let place = repository(INIT);
    check(
        &place,
        "diff HEAD~1:proposals/port.toml HEAD:proposals/port.toml",
    );
    check(
        &place,
        "diff main~1:proposals/port.toml proposals/port.toml",
    );
    check(
        &place,
        "diff HEAD^{/first}:./proposals/port.toml :proposals/port.toml",
    );
    assert_eq!(place.read("proposals/port.toml"), DRAFT_2);
    let json = run(
        &place,
        "diff HEAD~1:proposals/port.toml main:proposals/port.toml --format json",
    );
    json.exits(0)
        .prints(&["\"path\": \"HEAD~1:proposals/port.toml\""]);
}

#[test]
fn the_index_is_a_revision_too() {
    if !has_git() {
        return;
    }
    let place = repository(INIT).file("proposals/port.toml", DRAFT_1);
    git(&place.path(""), "add .");
    let place = place.file("proposals/port.toml", BROKEN);
    check(&place, "diff :proposals/port.toml HEAD:proposals/port.toml");
}

#[test]
fn every_command_takes_a_version_in_git() {
    if !has_git() {
        return;
    }
    let place = repository(INIT);
    let (first, second) = ("HEAD~1:proposals/port.toml", "HEAD:proposals/port.toml");
    run(&place, &format!("show {first}"))
        .exits(0)
        .prints(&["first draft", "Flags"]);
    run(&place, &format!("table {first} {second}"))
        .exits(0)
        .prints(&["Court"]);
    let explained = run(
        &place,
        &format!("explain {first}#garrison {second}#garrison"),
    );
    explained.exits(0).prints(&["same id"]);
    let checked = run(&place, &format!("check {first} {second}"));
    checked.exits(0).says(&["2 files, 0 errors"]);
}

#[test]
fn errors_in_a_version_in_git_point_at_its_lines() {
    if !has_git() {
        return;
    }
    let place = repository(INIT).file("proposals/port.toml", BROKEN);
    commit(&place, "third");
    let ran = run(
        &place,
        "diff HEAD~1:proposals/port.toml HEAD:proposals/port.toml",
    );
    ran.exits(2).says(&["--> HEAD:proposals/port.toml:4:"]);
    run(&place, "check HEAD:proposals/port.toml").exits(1);
}

#[test]
fn worktrees_and_sha_256_repositories_are_read() {
    if !has_git() {
        return;
    }
    let place = repository("init -q -b main --object-format=sha256");
    check(
        &place,
        "diff HEAD~1:proposals/port.toml HEAD:proposals/port.toml",
    );
    git(&place.path(""), "worktree add -q other HEAD~1");
    let mut command = command(&place, &["diff", "HEAD:./port.toml", "main:./port.toml"]);
    command.current_dir(place.path("other/proposals"));
    ran(command.output().unwrap())
        .exits(0)
        .prints(&["[-1,200-]{+400+}"]);
}

#[test]
fn shallow_and_partial_clones_are_read() {
    if !has_git() {
        return;
    }
    let place = repository(INIT);
    let folder = place.path("");
    git(&folder, "config uploadpack.allowFilter true");
    git(&folder, "config uploadpack.allowAnySHA1InWant true");
    let clone = |options: &str, name: &str| {
        let from = folder.display();
        git(&folder, &format!("clone -q {options} file://{from} {name}"));
    };
    clone("--depth 1", "shallow");
    clone("--filter=blob:none --no-checkout", "partial");
    let run_in = |name: &str, line: &str, offline: &str| {
        let words: Vec<&str> = line.split(' ').collect();
        let mut command = command(&place, &words);
        command.current_dir(place.path(name));
        command.env("GIT_NO_LAZY_FETCH", offline);
        ran(command.output().unwrap())
    };
    let line = "diff HEAD~1:proposals/port.toml HEAD:proposals/port.toml";
    let cut = run_in("shallow", line, "0").exits(2).prints_nothing();
    cut.says(&["git cannot find `HEAD~1:proposals/port.toml`", "help:"]);
    run_in("shallow", "show HEAD:proposals/port.toml", "0").exits(0);
    let missing = run_in("partial", line, "1").exits(2);
    missing.says(&["git cannot read `HEAD~1:proposals/port.toml`"]);
    run_in("partial", line, "0")
        .exits(0)
        .prints(&["[-1,200-]{+400+}"]);
}

#[cfg(unix)]
#[test]
fn paths_may_hold_any_bytes() {
    use std::os::unix::ffi::OsStrExt;
    if !has_git() {
        return;
    }
    let names: [&[u8]; 4] = [
        b"port \xff.toml",
        b"a\nb|c.toml",
        b"--output=x",
        b"two: parts.toml",
    ];
    let place = Place::empty();
    let names = names.map(OsStr::from_bytes);
    for name in names {
        if fs::write(place.path(name), DRAFT_1).is_err() {
            eprintln!("skipped: this file system does not take every name");
            return;
        }
    }
    commit(&place, "first");
    for name in names {
        let mut word = OsString::from("HEAD:");
        word.push(name);
        let ran = ran(command(&place, &["show".into(), word]).output().unwrap());
        ran.exits(0).prints(&["first draft"]);
    }
}

#[test]
fn what_is_not_there_is_said_in_the_words_of_git() {
    if !has_git() {
        return;
    }
    let place = repository(INIT);
    let check = |name: &str, said: &[&str]| {
        let ran = run(&place, &format!("show {name}"))
            .exits(2)
            .prints_nothing();
        ran.says(&[&["error: git cannot"], said].concat());
    };
    check(
        "HEAD:none.toml",
        &["`HEAD:none.toml`", "because:", "help: `git ls-tree"],
    );
    check(
        "none:proposals/port.toml",
        &["`none:proposals/port.toml`", "because:"],
    );
    check(
        "HEAD:proposals",
        &["`HEAD:proposals`", "it is a folder, not a file"],
    );
    check(
        "HEAD:proposals/port.toml --max-bytes 10",
        &["more than 10", "--max-bytes"],
    );
}

#[test]
fn outside_of_a_repository_that_is_said() {
    if !has_git() {
        return;
    }
    let place = Place::empty();
    let mut command = command(&place, &["show", "HEAD:port.toml"]);
    command.env("GIT_CEILING_DIRECTORIES", place.path("").parent().unwrap());
    let ran = ran(command.output().unwrap()).exits(2);
    ran.says(&[
        "git cannot open a repository",
        "not a git repository",
        "help: run it in a folder",
    ]);
}

#[test]
fn without_git_that_is_said() {
    let place = Place::empty();
    let mut command = command(&place, &["show", "HEAD:port.toml"]);
    command.env("PATH", place.path("nothing"));
    let ran = ran(command.output().unwrap()).exits(2);
    ran.says(&["the program `git` cannot be started", "help: install git"]);
}

#[test]
fn a_name_is_never_an_option_of_git() {
    if !has_git() {
        return;
    }
    let place = repository(INIT);
    for name in [
        "--output=pwned:x",
        "--upload-pack=touch pwned:x",
        "-O:x",
        "--git-dir=.:x",
    ] {
        let words = ["show", "--", name].map(OsString::from);
        ran(command(&place, &words).output().unwrap())
            .exits(2)
            .prints_nothing();
    }
    let files = fs::read_dir(place.path("")).unwrap();
    assert_eq!(files.count(), 2, "only .git and proposals");
}

#[cfg(unix)]
#[test]
fn nothing_that_the_repository_configures_runs() {
    use std::os::unix::fs::PermissionsExt;
    if !has_git() {
        return;
    }
    let place = repository(INIT)
        .file("trap", "#!/bin/sh\ntouch ran\ncat\n")
        .file(".gitattributes", "*.toml diff=trap filter=trap\n");
    let trap = place.path("trap");
    fs::set_permissions(&trap, fs::Permissions::from_mode(0o755)).unwrap();
    let keys = [
        "core.fsmonitor",
        "core.pager",
        "diff.external",
        "diff.trap.command",
        "diff.trap.textconv",
        "filter.trap.smudge",
        "filter.trap.clean",
    ];
    for key in keys {
        git(&place.path(""), &format!("config {key} {}", trap.display()));
    }
    for hook in [
        "post-checkout",
        "post-index-change",
        "reference-transaction",
    ] {
        fs::copy(&trap, place.path(format!(".git/hooks/{hook}"))).unwrap();
    }
    check(
        &place,
        "diff HEAD~1:proposals/port.toml HEAD:proposals/port.toml",
    );
    check(
        &place,
        "diff HEAD~1:proposals/port.toml :proposals/port.toml",
    );
    assert!(!place.path("ran").exists());
    assert!(!place.path("proposals/ran").exists());
}

const UNLINK: &str = "[[unlink]]\nbefore = [\"draft-1#garrison\"]\nafter = [\"draft-2#garrison\"]\nwhy = \"Another force.\"\n";

/// Two versions side by side, and what people decided.
fn with_links(links: &str) -> Place {
    let place = Place::empty()
        .file("proposals/1.toml", DRAFT_1)
        .file("proposals/2.toml", DRAFT_2)
        .file("proposals/links.toml", links);
    commit(&place, "both");
    place
}

#[test]
fn links_beside_a_version_in_git_count() {
    if !has_git() {
        return;
    }
    let place = with_links(UNLINK);
    fs::remove_file(place.path("proposals/links.toml")).unwrap();
    let line = "diff HEAD:proposals/1.toml HEAD:proposals/2.toml";
    let count = |line: &str| {
        run(&place, line)
            .exits(0)
            .stdout
            .contains("[-1,200-]{+400+}")
    };
    assert!(!count(line));
    assert!(count(&format!("{line} --no-links")));
    // The folder has no links now.
    assert!(count("diff HEAD:proposals/1.toml proposals/2.toml"));
}

#[test]
fn links_in_git_may_name_any_version_beside_them() {
    if !has_git() {
        return;
    }
    let third = DRAFT_2.replace("draft-2", "draft-3");
    let links = format!("{UNLINK}{}", UNLINK.replace("draft-2", "draft-3"));
    let place = with_links(&links);
    let line = "diff HEAD:proposals/1.toml HEAD:proposals/2.toml";
    let ran = run(&place, line).exits(2);
    ran.says(&["--> HEAD:proposals/links.toml:", "draft-3", "help:"]);
    let place = place.file("proposals/3.toml", third);
    commit(&place, "third");
    run(&place, line).exits(0);
}

#[test]
fn links_in_git_may_name_versions_that_are_at_hand_elsewhere() {
    if !has_git() {
        return;
    }
    let bundled = UNLINK
        .replace("draft-1#garrison", "us-28-point-2025-11#p28-6")
        .replace("draft-2#garrison", "twenty-point-2025-12#none");
    let line = "diff HEAD:proposals/1.toml HEAD:proposals/2.toml";
    let place = with_links(&format!("{UNLINK}{bundled}"));
    run(&place, line)
        .exits(2)
        .says(&["`none`", "HEAD:proposals/links.toml:"]);
    let place = with_links(&format!("{UNLINK}{}", bundled.replace("#none", "#p20-4")));
    run(&place, line).exits(0);
}

#[test]
fn two_states_of_one_file_are_told_apart_by_the_names_that_were_given() {
    if !has_git() {
        return;
    }
    let place = Place::empty().file("port.toml", DRAFT_1);
    commit(&place, "first");
    let place = place.file("port.toml", DRAFT_1.replace("1,200", "900"));
    commit(&place, "second");
    let names = "HEAD~1:port.toml HEAD:port.toml";
    let check = |line: &str, pieces: &[&str]| {
        run(&place, &format!("{line} --width 120"))
            .exits(0)
            .prints(pieces);
    };
    let both = ["HEAD~1:port.toml", "HEAD:port.toml"];
    check(&format!("table {names}"), &both);
    check(
        &format!("table {names} --format markdown"),
        &[r"HEAD\~1:port.toml", "HEAD:port.toml"],
    );
    check(
        &format!("diff {names}"),
        &[
            "(HEAD~1:port.toml)",
            "(HEAD:port.toml)",
            "of HEAD~1:port.toml, 100 %",
            "into HEAD:port.toml",
        ],
    );
    // By what tells them apart, not by what they share.
    check(
        "diff HEAD~1:port.toml port.toml",
        &["(HEAD~1:port.toml)", "(port.toml)"],
    );
    check(
        &format!("diff {names} --format json"),
        &["\"id\": \"draft-1\"", "\"id\": \"draft-1\""],
    );
}

/// Three states of one proposal and one commit of another file between them.
fn three_states() -> Place {
    let place = Place::empty().file("proposals/port.toml", DRAFT_1);
    commit(&place, "first");
    let place = place.file("notes.txt", "x");
    commit(&place, "aside");
    let place = place.file("proposals/port.toml", DRAFT_1.replace("1,200", "900"));
    commit(&place, "second");
    let place = place.file("proposals/port.toml", DRAFT_1.replace("1,200", "400"));
    commit(&place, "third");
    place
}

#[test]
fn a_range_of_a_file_is_all_its_states_and_a_comparison_of_both_ends() {
    if !has_git() {
        return;
    }
    let place = three_states();
    run(&place, "diff HEAD~3..HEAD:proposals/port.toml")
        .exits(0)
        .prints(&["1 changed", "[-1,200-]{+400+}"]);
    let json = run(
        &place,
        "table HEAD~3..HEAD:proposals/port.toml --format json",
    )
    .exits(0);
    let table: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    let versions = table["versions"].as_array().unwrap();
    assert_eq!(
        versions.len(),
        3,
        "the commit that leaves the file alone is no state of it"
    );
    let text = run(&place, "table HEAD~3..HEAD:proposals/port.toml --width 160")
        .exits(0)
        .stdout;
    let place_of = |figure: &str| {
        text.find(figure)
            .unwrap_or_else(|| panic!("{figure}: {text}"))
    };
    assert!(place_of("1,200") < place_of("900") && place_of("900") < place_of("400"));
}

#[test]
fn a_range_that_is_no_range_of_the_file_is_said() {
    if !has_git() {
        return;
    }
    let place = three_states();
    let says = |line: &str, pieces: &[&str]| {
        run(&place, line).exits(2).says(pieces);
    };
    says(
        "diff HEAD~1..HEAD:missing.toml",
        &["is in no state of the range"],
    );
    says(
        "diff HEAD..HEAD:proposals/port.toml",
        &["stands for one version"],
    );
    says(
        "table HEAD..HEAD:proposals/port.toml",
        &["two or more versions"],
    );
    says(
        "diff HEAD~1..no-such:proposals/port.toml",
        &["cannot find the commit `no-such`"],
    );
    says(
        "show HEAD~3..HEAD:proposals/port.toml",
        &["stands for several versions"],
    );
    says(
        "diff HEAD~3..HEAD:proposals/port.toml HEAD:proposals/port.toml",
        &["a range stands for several"],
    );
    says("diff proposals/port.toml", &["stands for one version"]);
}

#[test]
fn a_file_that_was_renamed_in_a_range_is_followed() {
    if !has_git() {
        return;
    }
    let place = three_states();
    git(
        &place.path(""),
        "mv proposals/port.toml proposals/accord.toml",
    );
    commit(&place, "renamed");
    let json = run(
        &place,
        "table HEAD~4..HEAD:proposals/accord.toml --format json",
    )
    .exits(0);
    let table: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    let paths = table["versions"].as_array().unwrap().iter();
    let paths: Vec<&str> = paths
        .map(|version| version["path"].as_str().unwrap())
        .collect();
    let old = paths
        .iter()
        .filter(|path| path.ends_with(":proposals/port.toml"));
    assert_eq!((old.count(), paths.len()), (3, 4), "{paths:?}");
    run(&place, "diff HEAD~4..HEAD:proposals/accord.toml")
        .exits(0)
        .prints(&[
            "proposals/port.toml",
            "proposals/accord.toml",
            "[-1,200-]{+400+}",
        ]);
}
