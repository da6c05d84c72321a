//! `--output`: a whole file or none, never an input.

use std::fs;

use crate::harness::{BROKEN, DRAFT_1, Place};

const LINE: &str = "diff draft-1.toml draft-2.toml";

#[test]
fn the_file_has_what_standard_output_would_have() {
    let place = Place::with_drafts();
    let expected = place.run(LINE).stdout;
    let ran = place.run(&format!("{LINE} --output out.txt")).exits(0);
    ran.prints_nothing().says_nothing();
    assert_eq!(place.read("out.txt"), expected);
}

#[test]
fn every_command_that_prints_writes_files() {
    let place = Place::with_drafts();
    for line in [
        "list",
        "show draft-1.toml",
        "check draft-1.toml",
        "schema links",
        "man",
    ] {
        let expected = place.run(line).exits(0).stdout;
        place
            .run(&format!("{line} --output out"))
            .exits(0)
            .prints_nothing();
        assert_eq!(place.read("out"), expected, "{line}");
    }
}

#[test]
fn a_dash_is_standard_output() {
    let place = Place::with_drafts();
    place
        .run(&format!("{LINE} --output -"))
        .exits(0)
        .prints(&["garrison"]);
    assert!(!place.path("-").exists());
}

#[track_caller]
fn check_refused(place: &Place, line: &str, input: &str) {
    let before = place.read(input);
    let ran = place.run(line).exits(2).prints_nothing();
    ran.says(&["is an input", "help:"]);
    assert_eq!(place.read(input), before);
}

#[test]
fn a_version_is_never_written_over_however_it_is_spelled() {
    let place = Place::with_drafts();
    check_refused(
        &place,
        &format!("{LINE} --output draft-1.toml"),
        "draft-1.toml",
    );
    check_refused(
        &place,
        &format!("{LINE} --output ./draft-2.toml"),
        "draft-2.toml",
    );
    let whole = place.path("draft-1.toml");
    let line = format!("show draft-1.toml --output {}", whole.display());
    check_refused(&place, &line, "draft-1.toml");
}

#[test]
fn links_and_files_of_a_folder_that_was_read_are_never_written_over() {
    let place = Place::with_drafts()
        .file("links.toml", "")
        .file("proposals/draft-1.toml", DRAFT_1)
        .file("proposals/broken.toml", BROKEN);
    check_refused(&place, &format!("{LINE} --output links.toml"), "links.toml");
    check_refused(
        &place,
        "--output proposals/draft-1.toml",
        "proposals/draft-1.toml",
    );
    check_refused(
        &place,
        "list --output proposals/broken.toml",
        "proposals/broken.toml",
    );
    check_refused(&place, "check . --output draft-1.toml", "draft-1.toml");
    place.run("list --output proposals/list.txt").exits(0);
}

#[test]
fn a_run_that_fails_leaves_the_old_file() {
    let place = Place::with_drafts()
        .file("broken.toml", BROKEN)
        .file("out.txt", "old");
    place
        .run("diff draft-1.toml broken.toml --output out.txt")
        .exits(2);
    assert_eq!(place.read("out.txt"), "old");
}

#[test]
fn nothing_else_is_left_in_the_folder() {
    let place = Place::with_drafts();
    place.run(&format!("{LINE} --output out.txt")).exits(0);
    place.run(&format!("{LINE} --output no/out.txt")).exits(2);
    let entries = fs::read_dir(place.path(".")).unwrap();
    assert_eq!(entries.count(), 3);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt, symlink};
    use std::path::Path;
    use std::process::Command;

    use super::*;

    fn mode(place: &Place, path: &str) -> u32 {
        fs::metadata(place.path(path)).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_new_file_is_as_readable_as_others_and_an_old_one_stays_as_it_was() {
        let place = Place::with_drafts();
        place.run(&format!("{LINE} --output out.txt")).exits(0);
        assert_eq!(mode(&place, "out.txt"), mode(&place, "draft-1.toml"));
        let private = fs::Permissions::from_mode(0o600);
        fs::set_permissions(place.path("out.txt"), private).unwrap();
        place.run(&format!("{LINE} --output out.txt")).exits(0);
        assert_eq!(mode(&place, "out.txt"), 0o600);
    }

    #[test]
    fn the_file_is_replaced_and_not_written_into() {
        let place = Place::with_drafts().file("out.txt", "old");
        fs::hard_link(place.path("out.txt"), place.path("kept.txt")).unwrap();
        place.run(&format!("{LINE} --output out.txt")).exits(0);
        assert_eq!(place.read("kept.txt"), "old");
        let inode = |path| fs::metadata(place.path(path)).unwrap().ino();
        assert_ne!(inode("out.txt"), inode("kept.txt"));
    }

    #[test]
    fn a_symbolic_link_is_followed_and_seen_through() {
        let place = Place::with_drafts().file("real.txt", "old");
        symlink("real.txt", place.path("link.txt")).unwrap();
        place.run(&format!("{LINE} --output link.txt")).exits(0);
        assert!(place.path("link.txt").is_symlink());
        assert!(place.read("real.txt").contains("garrison"));
        symlink("draft-1.toml", place.path("alias.txt")).unwrap();
        check_refused(
            &place,
            &format!("{LINE} --output alias.txt"),
            "draft-1.toml",
        );
    }

    #[test]
    fn a_pipe_is_written_as_it_is() {
        let place = Place::with_drafts();
        let pipe = place.path("pipe");
        let made = Command::new("mkfifo").arg(&pipe).status();
        if !made.is_ok_and(|status| status.success()) {
            eprintln!("skipped: no pipe can be made here");
            return;
        }
        let reader = std::thread::spawn(move || fs::read_to_string(pipe).unwrap());
        place.run(&format!("{LINE} --output pipe")).exits(0);
        assert!(reader.join().unwrap().contains("garrison"));
        let kind = fs::symlink_metadata(place.path("pipe"))
            .unwrap()
            .file_type();
        assert!(kind.is_fifo());
    }

    /// The link is one of the test's own, so that a mistake cannot replace a device.
    #[test]
    fn a_link_to_standard_output_is_followed_even_into_a_pipe() {
        let place = Place::with_drafts();
        if !Path::new("/proc/self/fd/1").exists() {
            eprintln!("skipped: no /proc/self/fd here");
            return;
        }
        symlink("/proc/self/fd/1", place.path("stdout")).unwrap();
        let ran = place.run(&format!("{LINE} --output stdout")).exits(0);
        ran.prints(&["garrison"]);
        assert!(place.path("stdout").is_symlink());
    }

    #[test]
    fn a_link_to_nothing_makes_the_file_it_names() {
        let place = Place::with_drafts();
        symlink("later.txt", place.path("link.txt")).unwrap();
        place.run(&format!("{LINE} --output link.txt")).exits(0);
        assert!(place.path("link.txt").is_symlink());
        assert!(place.read("later.txt").contains("garrison"));
    }
}
