//! What a VERSION may be, and in which order it is looked for.

use crate::harness::{BROKEN, DRAFT_1, DRAFT_2, Place};

/// Shows `name` and expects the version of that title.
#[track_caller]
fn check(place: &Place, name: &str, title: &str) {
    place.run(&format!("show {name}")).exits(0).prints(&[title]);
}

fn titled(title: &str) -> String {
    DRAFT_1.replace("Port Accord, first draft", title)
}

#[test]
fn a_path_comes_before_an_id_in_the_folder_of_proposals() {
    let place = Place::empty()
        .file("draft-1", titled("by path"))
        .file("proposals/a.toml", titled("by id"));
    check(&place, "draft-1", "by path");
}

#[test]
fn an_id_is_found_in_the_folder_of_proposals_whatever_the_file_is_called() {
    let place = Place::empty().file("proposals/a.toml", titled("by id"));
    check(&place, "draft-1", "by id");
}

#[test]
fn an_id_is_found_in_folders_below() {
    let place = Place::empty().file("proposals/port/2024/a.toml", titled("deep"));
    check(&place, "draft-1", "deep");
}

#[test]
fn an_id_in_the_folder_of_proposals_comes_before_a_bundled_one() {
    let own = DRAFT_1.replace("id = \"draft-1\"", "id = \"us-28-point-2025-11\"");
    let place = Place::empty().file("proposals/a.toml", own);
    check(&place, "us-28-point-2025-11", "Port Accord, first draft");
}

#[test]
fn a_bundled_id_is_found_anywhere() {
    check(&Place::empty(), "us-28-point-2025-11", "28-point plan");
}

#[test]
fn standard_input_is_a_version_even_where_a_file_has_its_name() {
    let place = Place::empty().file("-", titled("a file"));
    let ran = place.run_on(&titled("from a pipe"), "show -");
    ran.exits(0).prints(&["from a pipe"]);
    check(&place, "./-", "a file");
}

#[test]
fn standard_input_is_read_once() {
    let ran = Place::empty().run_on(DRAFT_1, "diff - -");
    ran.exits(2).prints_nothing().says(&["only once", "help:"]);
}

#[test]
fn an_unknown_version_is_answered_with_the_nearest_id() {
    let place = Place::empty().file("proposals/a.toml", DRAFT_1);
    let near = |name: &str| place.run(&format!("show {name}")).exits(2).prints_nothing();
    near("drfat-1").says(&["error: `drfat-1`", "did you mean `draft-1`?"]);
    near("us-28-points-2025-11").says(&["did you mean `us-28-point-2025-11`?"]);
    near("zzz").says(&["`clausediff list`"]);
}

#[test]
fn all_versions_that_cannot_be_found_are_named() {
    let ran = Place::empty().run("diff none-1.toml none-2.toml");
    ran.exits(2).says(&["`none-1.toml`", "`none-2.toml`"]);
}

#[test]
fn a_file_with_a_colon_in_its_name_is_a_file() {
    let place = Place::empty().file("HEAD:a.toml", titled("colon"));
    check(&place, "HEAD:a.toml", "colon");
}

#[test]
fn a_folder_is_no_version() {
    let place = Place::empty().file("drafts/a.toml", DRAFT_1);
    let ran = place.run("show drafts");
    ran.exits(2).says(&["`drafts`", "folder", "help:"]);
}

#[test]
fn an_id_that_two_files_have_is_ambiguous_unless_a_path_is_given() {
    let place = Place::empty()
        .file("proposals/a/x.toml", titled("first"))
        .file("proposals/b/x.toml", titled("second"));
    let ran = place.run("show draft-1").exits(2);
    ran.says(&["proposals/a/x.toml", "proposals/b/x.toml", "path"]);
    check(&place, "proposals/b/x.toml", "second");
    let place = Place::empty()
        .file("proposals/x.toml", titled("first"))
        .file("proposals/y.toml", titled("second"));
    let ran = place.run("show draft-1").exits(2);
    ran.says(&["proposals/x.toml", "proposals/y.toml", "path"]);
}

#[test]
fn an_id_whose_file_has_errors_is_not_taken_from_elsewhere() {
    let broken = BROKEN.replace("\"broken\"", "\"us-28-point-2025-11\"");
    let place = Place::empty().file("proposals/a.toml", broken);
    let ran = place.run("show us-28-point-2025-11").exits(2);
    ran.prints_nothing().says(&["error[E0", "proposals/a.toml"]);
}

#[test]
fn a_file_too_broken_to_have_an_id_is_known_by_its_name() {
    let place = Place::empty().file("proposals/draft-1.toml", "format = = 1\n");
    let ran = place.run("show draft-1").exits(2);
    ran.says(&["error[E001]", "proposals/draft-1.toml:1:"]);
    let ran = place.run("diff draft-1 draft-1").exits(2);
    assert!(!ran.stderr.contains("no file and no id"), "{}", ran.stderr);
}

#[test]
fn every_finding_of_every_named_file_is_shown() {
    let place = Place::empty()
        .file("a.toml", BROKEN)
        .file("b.toml", "format = 9\n");
    let ran = place.run("diff a.toml b.toml").exits(2).prints_nothing();
    ran.says(&[
        "a.toml:4:",
        "a.toml:5:",
        "cannot load `a.toml`",
        "2 errors",
        "error[E005]",
        "b.toml:1:",
        "cannot load `b.toml`",
    ]);
}

#[test]
fn a_file_with_errors_that_nobody_named_is_left_out_and_named_where_ids_are_looked_for() {
    let place = Place::empty()
        .file("proposals/1.toml", DRAFT_1)
        .file("proposals/2.toml", DRAFT_2)
        .file("proposals/broken.toml", BROKEN);
    for line in [
        "diff draft-1 draft-2",
        "show draft-1",
        "table draft-1 draft-2",
    ] {
        let note = "note: `proposals/broken.toml` is left out: 2 errors";
        let ran = place.run(line).exits(0).says(&[note]);
        assert_eq!(ran.stderr.matches("left out").count(), 1, "{}", ran.stderr);
    }
    let by_path = "diff proposals/1.toml proposals/2.toml";
    place.run(by_path).exits(0).says_nothing();
    place.run("show draft-1 --quiet").exits(0).says_nothing();
}

#[test]
fn warnings_of_a_version_in_use_are_counted_on_standard_error() {
    let place = Place::empty().file(
        "a.toml",
        DRAFT_1.replace(
            "topic = \"symbols\"",
            "topic = \"symbols\"\nmodality = \"shall\"",
        ),
    );
    let ran = place.run("show a.toml").exits(0);
    ran.says(&["note: `a.toml` has 1 warning", "clausediff check a.toml"]);
    place.run("show a.toml --quiet").exits(0).says_nothing();
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::fs;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;

    use super::*;
    use crate::harness::ran;

    #[test]
    fn a_path_need_not_be_unicode() {
        let name = OsStr::from_bytes(b"draft-\xff.toml");
        let place = Place::with_drafts();
        if fs::write(place.path(name), DRAFT_1).is_err() {
            eprintln!("skipped: this file system has only Unicode names");
            return;
        }
        let words = [OsStr::new("diff"), name, OsStr::new("draft-2.toml")];
        ran(place.command(&words).output().unwrap()).exits(0);
        let clause = OsStr::from_bytes(b"draft-\xff.toml#garrison");
        let words = [OsStr::new("explain"), clause, OsStr::new("draft-2.toml")];
        ran(place.command(&words).output().unwrap()).exits(0);
        let output = OsStr::new("--output");
        let words = [OsStr::new("show"), name, output, name];
        ran(place.command(&words).output().unwrap()).exits(2);
        let missing = OsStr::from_bytes(b"none-\xff");
        let words = [OsStr::new("show"), missing];
        ran(place.command(&words).output().unwrap()).exits(2);
    }

    #[test]
    fn a_link_to_nothing_is_a_path_that_cannot_be_read() {
        let place = Place::empty();
        symlink("gone", place.path("us-28-point-2025-11")).unwrap();
        let ran = place.run("show us-28-point-2025-11").exits(2);
        ran.says(&["cannot load", "because:"]);
    }

    #[test]
    fn names_cannot_send_escape_sequences() {
        let place = Place::empty();
        let words = ["show", "a\u{1b}[31m\u{202e}b"];
        let ran = ran(place.command(&words).output().unwrap()).exits(2);
        assert!(
            !ran.stderr.contains(['\u{1b}', '\u{202e}']),
            "{}",
            ran.stderr
        );
        ran.says(&["a␛[31m<U+202E>b"]);
    }
}
