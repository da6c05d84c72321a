//! `clausediff list` and `clausediff show`.

use crate::harness::{BROKEN, DRAFT_1, DRAFT_2, Place};

#[test]
fn the_list_has_own_versions_by_date_then_bundled_ones() {
    let place = Place::empty()
        .file("proposals/a.toml", DRAFT_2)
        .file("proposals/z.toml", DRAFT_1);
    place.run("list").exits(0).says_nothing().prints(&[
        "draft-1",
        "proposals/z.toml",
        "draft-2",
        "proposals/a.toml",
        "istanbul-communique-2022",
        "bundled:istanbul-communique-2022",
        "twenty-point-2025-12",
    ]);
}

#[test]
fn a_bundled_version_that_an_own_one_hides_is_not_listed() {
    let own = DRAFT_1.replace("\"draft-1\"", "\"us-28-point-2025-11\"");
    let ran = Place::empty()
        .file("proposals/a.toml", own)
        .run("list")
        .exits(0);
    assert!(
        !ran.stdout.contains("bundled:us-28-point-2025-11"),
        "{}",
        ran.stdout
    );
    assert!(ran.stdout.contains("us-28-point-2025-11"));
}

#[test]
fn every_listed_id_can_be_shown() {
    let place = Place::empty().file("proposals/a.toml", DRAFT_1);
    let list = place.run("list").stdout;
    let bundled = list
        .lines()
        .filter_map(|line| line.trim().strip_prefix("bundled:"));
    let bundled: Vec<&str> = bundled.collect();
    assert_eq!(bundled.len(), 8);
    for id in bundled.into_iter().chain(["draft-1"]) {
        place.run(&format!("show {id}")).exits(0).prints(&[id]);
    }
}

#[test]
fn the_list_names_what_it_leaves_out() {
    let place = Place::empty().file("proposals/a/broken.toml", BROKEN);
    let ran = place.run("list").exits(0);
    ran.says(&["`proposals/a/broken.toml` is left out: 2 errors"]);
}

#[test]
fn a_version_is_shown_with_its_clauses_and_sources() {
    let ran = Place::empty().run("show us-28-point-2025-11").exits(0);
    ran.prints(&["28-point", "p28-1", "point 1", "p28-8"]);
}

#[test]
fn both_have_a_markdown_form() {
    let place = Place::with_drafts();
    place
        .run("list --format markdown")
        .exits(0)
        .prints(&["| ", "us"]);
    place
        .run("show draft-1.toml --format markdown")
        .exits(0)
        .prints(&["#", "Garrison"]);
}
