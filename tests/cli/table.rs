//! `clausediff table`, and `clausediff` alone.

use crate::harness::{BROKEN, DRAFT_1, DRAFT_2, Place};

/// A third draft under another id and date.
fn draft_3() -> String {
    DRAFT_2
        .replace("\"draft-2\"", "\"draft-3\"")
        .replace("2024-05-02", "2024-06-02")
        .replace("second", "third")
}

fn own() -> Place {
    Place::empty()
        .file("proposals/x.toml", draft_3())
        .file("proposals/y.toml", DRAFT_2)
        .file("proposals/z.toml", DRAFT_1)
}

#[test]
fn columns_stand_in_the_order_of_dates() {
    let place = Place::with_drafts();
    let ran = place.run("table draft-2.toml draft-1.toml").exits(0);
    assert_eq!(
        ran.stdout,
        place.run("table draft-1.toml draft-2.toml").stdout
    );
    ran.prints(&["first draft", "second draft"]);
}

#[test]
fn a_bare_run_shows_the_folder_of_proposals() {
    let ran = own().run("--width 120").exits(0).says_nothing();
    ran.prints(&["first draft", "second draft", "third draft", "1,200"]);
}

#[test]
fn a_bare_run_without_proposals_shows_the_bundled_ones_that_links_compare() {
    let place = Place::empty();
    let ran = place.run("").exits(0).says(&["come with the program"]);
    ran.prints(&["Istanbul", "final offer", "28-point", "us-28-point-2025-11"])
        .prints(&["at hand", "twenty-point-2025-12"]);
    let ran = place.file("proposals/notes.txt", "").run("").exits(0);
    ran.prints(&["Istanbul"]);
}

#[test]
fn a_bare_run_shows_what_links_compare_and_names_the_rest() {
    let links = "compare = [\"draft-1\", \"draft-3\"]\n";
    let ran = own().file("proposals/links.toml", links).run("").exits(0);
    assert!(!ran.stdout.contains("second draft │"), "{}", ran.stdout);
    ran.prints(&["first draft", "third draft"])
        .prints(&["at hand", "draft-2"]);
}

#[test]
fn without_links_a_bare_run_shows_everything() {
    let links = "compare = [\"draft-1\", \"draft-3\"]\n";
    let place = own().file("proposals/links.toml", links);
    let ran = place.run("--no-links --format json").exits(0);
    let json: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(json["versions"].as_array().unwrap().len(), 3);
}

#[test]
fn what_does_not_fit_is_named() {
    let place = own();
    let ran = place.run("--width 60").exits(0);
    ran.prints(&["second draft", "third draft"])
        .prints(&["draft-1"]);
}

#[test]
fn links_that_compare_an_unknown_version_are_2() {
    let links = "compare = [\"draft-1\", \"draft-9\"]\n";
    let ran = own().file("proposals/links.toml", links).run("");
    ran.exits(2)
        .prints_nothing()
        .says(&["error[E021]", "draft-9"]);
}

#[test]
fn a_version_with_errors_is_left_out_and_named() {
    let place = own().file("proposals/broken.toml", BROKEN);
    let ran = place.run("").exits(0);
    ran.says(&["note: `proposals/broken.toml` is left out", "2 errors"])
        .prints(&["first draft", "third draft"]);
}

#[test]
fn a_compared_version_with_errors_is_left_out_too() {
    let links = "compare = [\"draft-1\", \"draft-3\", \"broken\"]\n";
    let place = own()
        .file("proposals/broken.toml", BROKEN)
        .file("proposals/links.toml", links);
    let ran = place.run("").exits(0);
    ran.says(&[
        "left out",
        "`broken`, which the links compare, is not shown",
    ]);
}

#[test]
fn proposals_that_all_have_errors_are_2_and_not_replaced_by_bundled_ones() {
    let ran = Place::empty().file("proposals/broken.toml", BROKEN).run("");
    ran.exits(2)
        .prints_nothing()
        .says(&["error[E0", "cannot load"]);
}

#[test]
fn of_folders_below_the_first_with_versions_is_shown() {
    let place = Place::empty()
        .file("proposals/b/2.toml", draft_3())
        .file("proposals/a/1.toml", DRAFT_1)
        .file("proposals/a/2.toml", DRAFT_2);
    let ran = place.run("").exits(0);
    ran.prints(&["first draft", "second draft"])
        .prints(&["at hand", "draft-3"]);
}

#[test]
fn links_of_one_folder_may_be_about_versions_of_another() {
    let links = "[[link]]\nbefore = [\"draft-1#tolls\"]\nafter = [\"draft-3#tolls\"]\nrelation = \"same\"\n";
    let place = Place::empty()
        .file("proposals/b/3.toml", draft_3())
        .file("proposals/a/1.toml", DRAFT_1)
        .file("proposals/a/links.toml", links);
    place.run("").exits(0).says_nothing();
}

#[test]
fn one_version_alone_is_shown() {
    let ran = Place::empty()
        .file("proposals/1.toml", DRAFT_1)
        .run("")
        .exits(0);
    ran.prints(&["first draft", "1,200"]);
}

#[test]
fn a_bare_run_takes_the_options_of_a_table() {
    let place = own();
    let ran = place.run("--format json --exit-code").exits(1);
    assert!(ran.stdout.contains("clausediff.table/1"));
    let ran = place.run("--topic economy --all").exits(0);
    assert!(!ran.stdout.contains("under arms"), "{}", ran.stdout);
    ran.prints(&["tolls"]);
}

#[test]
fn what_is_at_hand_does_not_change_a_named_table() {
    let place = own();
    let ran = place.run("table draft-1 draft-2").exits(0).says_nothing();
    assert!(!ran.stdout.contains("third draft"), "{}", ran.stdout);
}

/// The cap with what South wants.
fn disputed(draft: &str, wanted: u32) -> String {
    let south =
        "[[party]]\nid = \"south\"\nname = \"South Province\"\n\n[[clause]]\nid = \"garrison\"";
    let position = |party: &str, number: u32| {
        format!(
            "[[clause.position]]\nparty = \"{party}\"\nterms.personnel = {{ at-most = {number}, unit = \"persons\" }}\n\n"
        )
    };
    let positions = position("north", 1200) + &position("south", wanted);
    draft
        .replacen("[[clause]]\nid = \"garrison\"", south, 1)
        .replacen(
            "[[clause]]\nid = \"tolls\"",
            &format!("{positions}[[clause]]\nid = \"tolls\""),
            1,
        )
}

#[test]
fn terms_say_how_far_they_went_and_who_moved() {
    let place = Place::empty()
        .file("1.toml", disputed(DRAFT_1, 400))
        .file("2.toml", disputed(DRAFT_2, 600));
    let pieces = [
        "personnel · Garrison · security/forces",
        "draft-1  at most 1,200 persons · 1 (garrison)",
        "North Province: at most 1,200 persons",
        "South Province: at most 400 persons",
        "North Province and South Province: 800 persons apart",
        "draft-2  at most 400 persons · ~ lowered by 800 (-67 %)",
        "South Province: at most 600 persons · ~ raised by 200 (+50 %)",
        "600 persons apart, 200 less: South Province moved 200 towards North Province",
    ];
    // Ids and values on one line, in which no value is broken.
    let ran = place.run("table --terms 1.toml 2.toml --width 40").exits(0);
    ran.prints(&[
        "draft-1",
        "at most 1,200 persons",
        "draft-2",
        "lowered by 800",
    ]);
    let place = place.file("3.toml", disputed(&draft_3(), 600));
    let ran = place
        .run("table --terms 1.toml 2.toml 3.toml --width 70")
        .exits(0);
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for piece in pieces {
        let shown = one_line(&ran.stdout);
        assert!(
            shown.contains(&one_line(piece)),
            "{piece:?} in {}",
            ran.stdout
        );
    }
    let ran = place
        .run("table --terms 1.toml 2.toml --width 200")
        .exits(0);
    ran.prints(&[
        "at most 1,200 persons",
        "│ at most 400 persons",
        "│ ~ lowered by 800 (-67 %)",
    ]);
}

#[test]
fn terms_of_versions_at_hand_need_no_names_and_take_every_format() {
    let place = own();
    let ran = place
        .run("table --terms --width 200")
        .exits(0)
        .says_nothing();
    ran.prints(&["first draft", "third draft", "~ lowered by 800", "= same"]);
    let ran = place.run("table --terms --format markdown").exits(0);
    ran.prints(&["| Term |", "lowered by 800 (-67 %)"]);
    let ran = place.run("table --terms --format json").exits(0);
    let json: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let rows = json["terms"]["rows"].as_array().unwrap();
    let personnel = rows.iter().find(|row| row["name"] == "personnel").unwrap();
    assert_eq!(personnel["cells"][1]["difference"], -800);
    assert_eq!(personnel["in_text"], false);
    let judges = rows.iter().find(|row| row["name"] == "judges").unwrap();
    assert_eq!(judges["in_text"], true);
}

#[test]
fn filters_hold_for_terms_and_what_they_hide_is_counted() {
    let filters = [
        ("--topic economy", "2 terms"),
        ("--clause tolls", "2 terms"),
        // A court of five judges was added.
        ("--only added", "1 term"),
    ];
    for (filter, hidden) in filters {
        let line = format!("table --terms draft-1.toml draft-2.toml {filter}");
        let ran = Place::with_drafts().run(&line).exits(0);
        assert!(!ran.stdout.contains("personnel"), "{}", ran.stdout);
        ran.prints(&[&format!("{hidden} hidden by the filter")]);
    }
    let line = "table --terms draft-1.toml draft-2.toml --party north --topic security";
    let ran = Place::with_drafts().run(line).exits(0);
    ran.prints(&["personnel · Garrison"]);
}

#[test]
fn words_that_nowhere_changed_are_folded() {
    let with =
        |draft: &str| draft.replace("terms.personnel", "terms.place = \"port\"\nterms.personnel");
    let place = Place::empty()
        .file("1.toml", with(DRAFT_1))
        .file("2.toml", with(DRAFT_2));
    let ran = place.run("table --terms 1.toml 2.toml").exits(0);
    assert!(!ran.stdout.contains("place ·"), "{}", ran.stdout);
    ran.prints(&["1 term that is words and nowhere changed not shown (--all shows it)"]);
    let ran = place.run("table --terms 1.toml 2.toml --all").exits(0);
    ran.prints(&["place · Garrison"]);
}
