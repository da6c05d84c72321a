//! `git merge` after `clausediff git install`.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use crate::harness::{BROKEN, DRAFT_1, DRAFT_2, Place, Ran, ran};
use crate::repositories::{command, commit, git, git_in, has_git, run};

const FILE: &str = "proposals/port.toml";

/// Two branches that change one file in two ways; `main` is checked out. The program is set up.
fn branches(base: &str, ours: &str, theirs: &str) -> Place {
    let place = Place::empty().file(FILE, base).file("notes.txt", "x\n");
    commit(&place, "base");
    git(&place.path(""), "checkout -qb topic");
    let place = place.file(FILE, theirs);
    commit(&place, "theirs");
    git(&place.path(""), "checkout -q main");
    let place = place.file(FILE, ours);
    commit(&place, "ours");
    run(&place, "git install").exits(0);
    place
}

#[track_caller]
fn said(place: &Place, line: &str) -> Ran {
    let words: Vec<&OsStr> = line.split(' ').map(OsStr::new).collect();
    ran(git_in(&place.path(""), &words))
}

fn canonical(text: &str) -> String {
    Place::empty().run_on(text, "fmt -").exits(0).stdout
}

fn base() -> String {
    canonical(DRAFT_1)
}

#[test]
fn different_keys_of_one_clause_merge_where_lines_would_not() {
    if !has_git() {
        return;
    }
    let ours = base().replace(
        "heading = \"Garrison\"",
        "heading = \"Size of the garrison\"",
    );
    let theirs = base().replace("number = \"1\"", "number = \"4.a\"");
    let place = branches(&base(), &ours, &theirs);
    said(&place, "merge -q topic").exits(0);
    let both = ours.replace("number = \"1\"", "number = \"4.a\"");
    assert_eq!(place.read(FILE), both);
    // Lines that stand beside each other are a conflict to git by itself.
    run(&place, "git uninstall").exits(0);
    git(&place.path(""), "reset -q --hard HEAD~1");
    said(&place, "merge -q topic").exits(1);
}

#[test]
fn a_move_and_a_new_id_on_one_side_and_edits_on_the_other_combine() {
    if !has_git() {
        return;
    }
    let (head, clauses) = DRAFT_1.split_once("[[clause]]").unwrap();
    let mut clauses: Vec<&str> = clauses.split("[[clause]]").collect();
    clauses.rotate_left(1);
    let moved = format!("{head}[[clause]]{}", clauses.join("\n[[clause]]"));
    let moved = canonical(&moved.replace("\"garrison\"", "\"forces\""));
    let edited = base().replace("1,200", "900").replace("1200", "900");
    let place = branches(&base(), &moved, &edited);
    said(&place, "merge -q topic").exits(0);
    let expected = moved.replace("1,200", "900").replace("1200", "900");
    assert_eq!(place.read(FILE), expected);
}

#[test]
fn what_both_changed_is_asked_with_all_three_states_in_a_file_that_can_be_read() {
    if !has_git() {
        return;
    }
    let with = |cap: &str| base().replace("1,200", cap);
    let place = branches(&base(), &with("900"), &with("400"));
    said(&place, "merge -q topic").exits(1).says(&[
        "conflict in proposals/port.toml:17: clause `garrison`, key `text`: both sides changed it",
        "keep one",
    ]);
    let status = said(&place, "status --porcelain").stdout;
    assert!(status.contains("UU proposals/port.toml"), "{status}");
    let expected = with("900").replace(
        "text = \"North",
        "# <<<<<<< ours: clause `garrison`, key `text`\n\
         # text = \"North keeps at most 900 persons under arms at the port.\"\n\
         # ||||||| base\n\
         # text = \"North keeps at most 1,200 persons under arms at the port.\"\n\
         # =======\n\
         # text = \"North keeps at most 400 persons under arms at the port.\"\n\
         # >>>>>>> theirs\n\
         text = \"North",
    );
    assert_eq!(place.read(FILE), expected);
    run(&place, "check proposals").exits(0).prints(&[
        "warning[W004]: a conflict of a merge is open",
        "port.toml:17:1",
    ]);
    run(&place, "check proposals --deny-warnings").exits(1);
}

#[test]
fn a_clause_that_one_side_dropped_and_the_other_changed_stays() {
    if !has_git() {
        return;
    }
    let dropped = base()
        .split("\n[[clause]]\nid = \"tolls\"")
        .next()
        .unwrap()
        .to_owned();
    let changed = base().replace("the same tolls", "half the tolls");
    let place = branches(&base(), &dropped, &changed);
    said(&place, "merge -q topic")
        .exits(1)
        .says(&["clause `tolls`: dropped by ours, changed by theirs"]);
    assert!(place.read(FILE).contains("half the tolls"));
    assert!(
        !place.read(FILE).contains("id = \"flags\""),
        "that nobody changed"
    );
}

#[test]
fn what_one_side_still_names_is_put_back() {
    if !has_git() {
        return;
    }
    let nobody = base().replace("binds = [\"north\"]\n", "").replace(
        "[[party]]\nid = \"north\"\nname = \"North Province\"\n\n",
        "",
    );
    let more = base().replace("id = \"tolls\"", "id = \"tolls\"\nbinds = [\"north\"]");
    let place = branches(&base(), &nobody, &canonical(&more));
    said(&place, "merge -q topic")
        .exits(1)
        .says(&["party `north`: dropped by one side, named by the other"]);
    run(&place, "check proposals").exits(0);
}

#[test]
fn a_child_that_one_side_added_keeps_the_parent_that_the_other_dropped() {
    if !has_git() {
        return;
    }
    let dropped = base()
        .split("\n[[clause]]\nid = \"flags\"")
        .next()
        .unwrap()
        .to_owned();
    let child =
        "\n[[clause]]\nid = \"night\"\nparent = \"flags\"\ntext = \"At night no flag is flown.\"\n";
    let place = branches(&base(), &dropped, &(base() + child));
    said(&place, "merge -q topic")
        .exits(1)
        .says(&["clause `flags`: dropped by one side, named by the other"]);
    let text = place.read(FILE);
    assert!(
        text.contains("id = \"flags\"") && text.contains("id = \"night\""),
        "{text}"
    );
    run(&place, "check proposals").exits(0);
}

#[test]
fn sets_of_names_and_comments_of_both_sides_are_merged() {
    if !has_git() {
        return;
    }
    let base = canonical(&DRAFT_1.replace(
        "[[clause]]\nid = \"garrison\"",
        "[[party]]\nid = \"south\"\nname = \"South\"\n\n[[party]]\nid = \"east\"\nname = \"East\"\n\n[[clause]]\nid = \"garrison\"",
    ));
    let ours = base
        .replace(
            "binds = [\"north\"]",
            "binds = [\"north\", \"south\"] # of ours",
        )
        .replace(
            "[[clause]]\nid = \"flags\"",
            "# Ours looked at it.\n[[clause]]\nid = \"flags\"",
        );
    let theirs = base
        .replace(
            "binds = [\"north\"]",
            "binds = [\"north\", \"east\"] # of theirs",
        )
        .replace(
            "[[clause]]\nid = \"flags\"",
            "# Theirs looked at it.\n[[clause]]\nid = \"flags\"",
        );
    let place = branches(&base, &ours, &theirs);
    said(&place, "merge -q topic").exits(0);
    let text = place.read(FILE);
    assert!(
        text.contains("binds = [\"north\", \"south\", \"east\"]"),
        "{text}"
    );
    for comment in [
        "# of ours",
        "# of theirs",
        "# Ours looked at it.\n# Theirs looked at it.\n",
    ] {
        assert!(text.contains(comment), "{comment}: {text}");
    }
}

#[test]
fn what_cannot_be_read_is_merged_by_lines_and_that_is_said() {
    if !has_git() {
        return;
    }
    let place = branches(
        "# one\n\n\n\n# two\n",
        "# 1\n\n\n\n# two\n",
        "# one\n\n\n\n# 2\n",
    );
    said(&place, "merge -q topic")
        .exits(0)
        .says(&["`proposals/port.toml` is merged line by line: the common ancestor has"]);
    assert_eq!(place.read(FILE), "# 1\n\n\n\n# 2\n");
    let place = branches(&base(), BROKEN, &base().replace("1,200", "900"));
    said(&place, "merge -q topic")
        .exits(1)
        .says(&["our side has 2 errors"]);
    assert!(
        place.read(FILE).contains("<<<<<<< ours"),
        "{}",
        place.read(FILE)
    );
}

#[test]
fn a_file_that_both_sides_added_is_merged_from_nothing() {
    if !has_git() {
        return;
    }
    let place = Place::empty().file("notes.txt", "x\n");
    commit(&place, "base");
    git(&place.path(""), "checkout -qb topic");
    let theirs = canonical(
        &DRAFT_2
            .replace("draft-2", "draft-1")
            .replace("second", "first"),
    );
    let place = place.file(FILE, theirs);
    commit(&place, "theirs");
    git(&place.path(""), "checkout -q main");
    let place = place.file(FILE, base());
    commit(&place, "ours");
    run(&place, "git install").exits(0);
    said(&place, "merge -q topic")
        .exits(1)
        .says(&["key `date`", "clause `garrison`, key `text`"]);
    let text = place.read(FILE);
    for id in ["garrison", "tolls", "flags", "court"] {
        assert!(text.contains(&format!("id = \"{id}\"")), "{text}");
    }
    run(&place, "check proposals").exits(0);
}

#[test]
fn rebasing_and_picking_merge_clauses_too() {
    if !has_git() {
        return;
    }
    let ours = base().replace("heading = \"Garrison\"", "heading = \"Size\"");
    let theirs = base().replace("number = \"1\"", "number = \"4.a\"");
    let both = ours.replace("number = \"1\"", "number = \"4.a\"");
    for line in ["cherry-pick topic", "rebase -q topic"] {
        let place = branches(&base(), &ours, &theirs);
        said(&place, line).exits(0);
        assert_eq!(place.read(FILE), both, "{line}");
    }
}

#[test]
fn odd_line_ends_and_names_do_no_harm() {
    if !has_git() {
        return;
    }
    let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let ours = windows(&base().replace("heading = \"Garrison\"", "heading = \"Size\""));
    let theirs = base().replace("number = \"1\"", "number = \"4.a\"");
    let place = branches(&windows(&base()), &ours, &theirs);
    said(&place, "merge -q topic").exits(0);
    let both = theirs.replace("heading = \"Garrison\"", "heading = \"Size\"");
    assert_eq!(place.read(FILE), both);

    let odd = "proposals/--output=x\n;touch ran;.toml";
    let place = Place::empty().file(odd, base());
    commit(&place, "base");
    git(&place.path(""), "checkout -qb topic");
    let place = place.file(odd, &theirs);
    commit(&place, "theirs");
    git(&place.path(""), "checkout -q main");
    let place = place.file(
        odd,
        base().replace("heading = \"Garrison\"", "heading = \"Size\""),
    );
    commit(&place, "ours");
    run(&place, "git install").exits(0);
    said(&place, "merge -q topic").exits(0);
    assert_eq!(place.read(odd), both);
    assert!(!place.path("ran").exists() && !Path::new("x").exists());
}

#[test]
fn a_side_that_cannot_be_written_is_left_as_it_was() {
    let place = Place::empty().file("base", base()).file("theirs", base());
    let words = [
        "git",
        "merge-driver",
        "7",
        "base",
        "missing/ours",
        "theirs",
        "x",
    ];
    ran(command(&place, &words).output().unwrap()).exits(2);
    assert!(!place.path("missing").exists());
    assert_eq!(fs::read_dir(place.path("")).unwrap().count(), 2);
}

#[test]
fn clauses_that_each_side_put_into_the_other_end_in_no_circle() {
    if !has_git() {
        return;
    }
    let base = base();
    let under = |text: &str, id: &str, parent: &str| {
        let header = format!("id = \"{id}\"\n");
        canonical(&text.replace(&header, &format!("{header}parent = \"{parent}\"\n")))
    };
    let ours = under(&base, "tolls", "flags");
    let theirs = under(&base, "flags", "tolls");
    let place = branches(&base, &ours, &theirs);
    said(&place, "merge -q topic")
        .exits(1)
        .says(&["key `parent`"]);
    run(&place, "check proposals").exits(0).prints(&["W004"]);
}
