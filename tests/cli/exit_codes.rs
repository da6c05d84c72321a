//! 0, 1 and 2, and what never changes them.

use crate::harness::{BROKEN, DRAFT_1, Place};

#[track_caller]
fn check(line: &str, code: i32) {
    Place::with_drafts().run(line).exits(code);
}

#[test]
fn differences_alone_are_0() {
    check("diff draft-1.toml draft-2.toml", 0);
    check("table draft-1.toml draft-2.toml", 0);
}

#[test]
fn with_exit_code_a_difference_is_1() {
    check("diff draft-1.toml draft-2.toml --exit-code", 1);
    check("table draft-1.toml draft-2.toml --exit-code", 1);
    check("diff draft-1.toml draft-1.toml --exit-code", 0);
}

#[test]
fn with_exit_code_a_new_number_place_or_heading_is_a_difference() {
    let differs = |from: &str, to: &str| {
        let place = Place::with_drafts().file("other.toml", DRAFT_1.replace(from, to));
        place
            .run("diff draft-1.toml other.toml --exit-code")
            .exits(1);
    };
    differs("number = \"3\"", "number = \"4\"");
    differs("heading = \"Flags\"", "heading = \"Banners\"");
    let (head, clauses) = DRAFT_1.split_at(DRAFT_1.find("[[clause]]").unwrap());
    let (first, rest) = clauses.split_at(clauses[1..].find("[[clause]]").unwrap() + 1);
    let place = Place::with_drafts().file("moved.toml", format!("{head}{rest}{first}"));
    place
        .run("diff draft-1.toml moved.toml --exit-code")
        .exits(1);
}

#[test]
fn fail_on_is_1_when_such_a_change_is_there() {
    let cases = [
        ("changed", 1),
        ("added", 1),
        ("dropped", 1),
        ("substantive", 1),
        ("findings", 1),
        ("unchanged", 1),
        ("moved,dropped", 1),
        ("split", 0),
        ("moved", 0),
        ("cosmetic,merged", 0),
    ];
    for (kinds, code) in cases {
        check(
            &format!("diff draft-1.toml draft-2.toml --fail-on {kinds}"),
            code,
        );
        check(
            &format!("table draft-1.toml draft-2.toml --fail-on {kinds}"),
            code,
        );
    }
}

#[test]
fn filters_change_what_is_shown_and_not_the_exit_code() {
    let filters = [
        "--only moved",
        "--topic economy",
        "--clause tolls",
        "--party nobody",
        "--min-confidence 1",
        "--view summary",
        "--format json",
        "--quiet",
    ];
    for filter in filters {
        check(
            &format!("diff draft-1.toml draft-2.toml --exit-code {filter}"),
            1,
        );
        check(
            &format!("diff draft-1.toml draft-2.toml --fail-on dropped {filter}"),
            1,
        );
        check(
            &format!("diff draft-1.toml draft-2.toml --fail-on split {filter}"),
            0,
        );
    }
}

#[test]
fn a_file_with_errors_is_2_and_beats_1() {
    let place = Place::with_drafts().file("broken.toml", BROKEN);
    for line in [
        "diff draft-1.toml broken.toml --exit-code",
        "table draft-1.toml draft-2.toml broken.toml --fail-on changed",
        "show broken.toml",
        "explain draft-1.toml#tolls broken.toml",
    ] {
        place
            .run(line)
            .exits(2)
            .prints_nothing()
            .says(&["error[E0"]);
    }
}

#[test]
fn a_path_that_is_not_there_is_2() {
    check("diff draft-1.toml none.toml", 2);
    check("diff draft-1.toml draft-2.toml --links none.toml", 2);
    check("check none.toml", 2);
}

#[test]
fn output_that_cannot_be_written_is_2_and_beats_1() {
    check(
        "diff draft-1.toml draft-2.toml --exit-code --output no/folder/out.txt",
        2,
    );
    check("diff draft-1.toml draft-2.toml --exit-code --output .", 2);
}

#[test]
fn wrong_usage_is_2() {
    check("diff draft-1.toml", 2);
    check("compare draft-1.toml draft-2.toml", 2);
}
