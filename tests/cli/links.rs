//! Which links are in use, and what is wrong with them.

use crate::harness::{BROKEN, DRAFT_1, DRAFT_2, Place};

const LINE: &str = "diff draft-1.toml draft-2.toml";

/// Flags became the court: nothing but a person says so.
const LINKED: &str = r#"
[[link]]
before = ["draft-1#flags"]
after = ["draft-2#court"]
relation = "opposite"
why = "The judges took the flags down."
"#;

const WHY: &str = "The judges took the flags down.";

/// A link between clauses that do not concern the drafts compared.
fn linked(before: &str, after: &str) -> String {
    format!("[[link]]\nbefore = [\"{before}\"]\nafter = [\"{after}\"]\nrelation = \"same\"\n")
}

#[track_caller]
fn check(place: &Place, line: &str, is_linked: bool) {
    let ran = place.run(line).exits(0);
    assert_eq!(ran.stdout.contains(WHY), is_linked, "{}", ran.stdout);
}

#[test]
fn links_beside_the_versions_are_used_unless_refused() {
    let place = Place::with_drafts().file("links.toml", LINKED);
    check(&place, LINE, true);
    check(&place, &format!("{LINE} --no-links"), false);
    check(&Place::with_drafts(), LINE, false);
}

#[test]
fn links_may_stand_in_another_file() {
    let place = Place::with_drafts()
        .file("links.toml", "")
        .file("elsewhere/judged.toml", LINKED);
    check(&place, LINE, false);
    check(
        &place,
        &format!("{LINE} --links elsewhere/judged.toml"),
        true,
    );
}

#[test]
fn of_two_folders_the_links_of_either_are_used() {
    let place = || {
        Place::empty()
            .file("a/1.toml", DRAFT_1)
            .file("b/2.toml", DRAFT_2)
    };
    let line = "diff a/1.toml b/2.toml";
    check(&place().file("a/links.toml", LINKED), line, true);
    check(&place().file("b/links.toml", LINKED), line, true);
    let other = linked("draft-1#tolls", "draft-2#tolls");
    let both = place()
        .file("a/links.toml", LINKED)
        .file("b/links.toml", other);
    check(&both, line, true);
}

#[test]
fn links_of_two_folders_may_not_contradict_each_other() {
    let unlinked = LINKED
        .replace("[[link]]", "[[unlink]]")
        .replace("relation = \"opposite\"", "");
    let place = Place::empty()
        .file("a/1.toml", DRAFT_1)
        .file("b/2.toml", DRAFT_2)
        .file("a/links.toml", LINKED)
        .file("b/links.toml", unlinked);
    let ran = place
        .run("diff a/1.toml b/2.toml")
        .exits(2)
        .prints_nothing();
    ran.says(&["draft-1#flags", "draft-2#court", "help:"]);
}

#[test]
fn standard_input_has_no_links_of_its_own() {
    let place = Place::with_drafts().file("links.toml", LINKED);
    let ran = place.run_on(DRAFT_1, "diff - draft-2.toml").exits(0);
    assert!(ran.stdout.contains(WHY), "those beside the file hold");
    let place = Place::empty()
        .file("links.toml", LINKED)
        .file("b/2.toml", DRAFT_2);
    let ran = place.run_on(DRAFT_1, "diff - b/2.toml").exits(0);
    assert!(!ran.stdout.contains(WHY), "those beside nothing do not");
}

#[test]
fn bundled_versions_have_the_bundled_links() {
    let line = "explain us-28-point-2025-11#p28-8 e3-counter-2025-11";
    let place = Place::empty();
    let with = place.run(line).exits(0).stdout;
    let without = place.run(&format!("{line} --no-links")).exits(0).stdout;
    assert!(
        with.contains("Links say") && !without.contains("Links say"),
        "{with}"
    );
}

#[test]
fn links_that_name_what_does_not_exist_are_2() {
    let refused = |links: String, pieces: &[&str]| {
        let place = Place::with_drafts().file("links.toml", links);
        let ran = place.run(LINE).exits(2).prints_nothing();
        ran.says(&["links.toml:2:", "cannot use `./links.toml`", "--no-links"])
            .says(pieces);
        place.run(&format!("{LINE} --no-links")).exits(0);
    };
    refused(
        linked("draft-1#flgas", "draft-2#court"),
        &["error[E022]", "`flags`"],
    );
    refused(
        linked("draft-7#flags", "draft-2#court"),
        &["error[E021]", "`draft-7`"],
    );
}

#[test]
fn links_with_errors_of_their_own_are_2() {
    let place = Place::with_drafts().file("links.toml", LINKED.replace("opposite", "oposite"));
    let ran = place.run(LINE).exits(2).prints_nothing();
    ran.says(&["error[E024]", "links.toml:5:"]);
}

#[test]
fn links_may_be_about_versions_beside_those_compared() {
    let draft_3 = DRAFT_2.replace("draft-2", "draft-3");
    let place = Place::with_drafts()
        .file("draft-3.toml", draft_3)
        .file("links.toml", linked("draft-2#court", "draft-3#court"));
    place.run(LINE).exits(0).says_nothing();
}

#[test]
fn links_may_be_about_versions_that_are_known_by_id() {
    let place = Place::with_drafts()
        .file("proposals/0.toml", DRAFT_1.replace("draft-1", "draft-0"))
        .file(
            "links.toml",
            linked("draft-0#flags", "draft-1#flags")
                + &linked("us-28-point-2025-11#p28-8", "draft-1#garrison"),
        );
    place.run(LINE).exits(0).says_nothing();
}

#[test]
fn links_about_a_version_that_has_errors_are_not_its_fault() {
    let place = Place::with_drafts()
        .file("broken.toml", BROKEN)
        .file("links.toml", linked("broken#x", "draft-1#flags"));
    place.run(LINE).exits(0);
}

#[test]
fn a_clause_that_only_another_copy_of_the_version_lacks_is_no_error() {
    let place = Place::with_drafts().file("links.toml", LINKED);
    let shorter = DRAFT_1.split("[[clause]]\nid = \"flags\"").next().unwrap();
    place.run_on(shorter, "diff - draft-2.toml").exits(0);
}

#[test]
fn a_links_file_that_is_asked_for_must_be_there() {
    let ran = Place::with_drafts().run(&format!("{LINE} --links none.toml"));
    ran.exits(2).says(&["cannot load `none.toml`"]);
}
