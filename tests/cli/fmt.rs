//! `clausediff fmt`.

use std::fs;

use crate::harness::{BROKEN, DRAFT_1, Place};

/// The first draft as its author may have typed it.
fn typed() -> String {
    DRAFT_1
        .replace("[proposal]\nid", "[proposal] # what it is\n  id")
        .replace("title = ", "title=")
        .replace("\n\n", "\n\n\n")
}

/// What `fmt` makes of it.
fn canonical() -> String {
    let ran = Place::empty().run_on(&typed(), "fmt -").exits(0);
    ran.stdout.clone()
}

#[test]
fn files_that_differ_are_rewritten_and_named() {
    let place = Place::empty()
        .file("draft-1.toml", typed())
        .file("other.toml", canonical().replace("draft-1", "other"));
    let ran = place.run("fmt draft-1.toml other.toml").exits(0);
    ran.prints(&["draft-1.toml\n"])
        .says(&["1 of 2 files rewritten\n"]);
    assert_eq!(place.read("draft-1.toml"), canonical());
    assert!(canonical().contains("[proposal] # what it is\nid = \"draft-1\"\n"));
    let ran = place.run("fmt .").exits(0);
    ran.prints_nothing().says(&["0 of 2 files rewritten\n"]);
}

#[test]
fn check_writes_nothing_and_tells_by_the_exit_code() {
    let place = Place::empty().file("draft-1.toml", typed());
    let ran = place.run("fmt --check").exits(2);
    ran.says(&["there is no folder ./proposals"]);
    let ran = place.run("fmt --check .").exits(1);
    ran.prints(&["draft-1.toml\n"])
        .says(&["1 of 1 file would be rewritten\n"]);
    assert_eq!(place.read("draft-1.toml"), typed());
    let place = Place::empty().file("proposals/draft-1.toml", canonical());
    place.run("fmt --check --quiet").exits(0).says_nothing();
}

#[test]
fn a_difference_is_shown_line_by_line() {
    let place = Place::empty().file("draft-1.toml", typed());
    let ran = place.run("fmt --diff draft-1.toml").exits(0);
    ran.prints(&[
        "--- draft-1.toml\n+++ draft-1.toml\n",
        "-  id = \"draft-1\"\n",
        "+id = \"draft-1\"\n",
    ]);
    assert_eq!(place.read("draft-1.toml"), typed());
    place.run("fmt --diff --check draft-1.toml").exits(1);
}

#[test]
fn standard_input_goes_to_standard_output() {
    let place = Place::empty();
    place.run_on(&typed(), "fmt --check -").exits(1);
    place.run_on(&canonical(), "fmt --check -").exits(0);
    let ran = place.run_on(BROKEN, "fmt -").exits(2);
    ran.prints_nothing().says(&["error[E0"]);
}

#[test]
fn a_file_with_errors_is_left_alone_and_the_others_are_not() {
    let place = Place::empty()
        .file("broken.toml", BROKEN)
        .file("draft-1.toml", typed());
    let ran = place.run("fmt .").exits(2);
    ran.says(&["error[E0", "broken.toml:4:9", "1 of 1 file rewritten"]);
    assert_eq!(place.read("broken.toml"), BROKEN);
    assert_eq!(place.read("draft-1.toml"), canonical());
    place.run("fmt missing.toml").exits(2);
}

#[test]
fn line_ends_and_the_mark_of_the_encoding_become_plain() {
    let text = format!("\u{feff}{}", typed().replace('\n', "\r\n"));
    let place = Place::empty().file("draft-1.toml", text);
    place.run("fmt draft-1.toml").exits(0);
    assert_eq!(place.read("draft-1.toml"), canonical());
}

#[test]
fn links_are_rewritten_too() {
    let links = "[[link]]\nwhy='w'\nrelation='same'\nafter=['b#c']\nbefore=['a#c']\n";
    let place = Place::empty().file("links.toml", links);
    place.run("fmt .").exits(0);
    assert!(
        place
            .read("links.toml")
            .starts_with("[[link]]\nbefore = [\"a#c\"]\n")
    );
}

#[cfg(unix)]
#[test]
fn permissions_and_links_between_files_stay() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let place = Place::empty().file("real/draft-1.toml", typed());
    let file = place.path("real/draft-1.toml");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&file, place.path("link.toml")).unwrap();
    place.run("fmt link.toml").exits(0);
    assert!(place.path("link.toml").is_symlink());
    assert_eq!(place.read("real/draft-1.toml"), canonical());
    let mode = fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);

    fs::write(&file, typed()).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o440)).unwrap();
    let ran = place.run("fmt link.toml").exits(2);
    ran.says(&["cannot write `link.toml`", "it is read-only"]);
    assert_eq!(place.read("real/draft-1.toml"), typed());
}
