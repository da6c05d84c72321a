//! Missing and odd arguments.

use crate::harness::Place;

/// Refused as usage, saying all of `pieces`.
#[track_caller]
fn check(line: &str, pieces: &[&str]) {
    let ran = Place::with_drafts().run(line).exits(2).prints_nothing();
    ran.says(&["error:"]).says(pieces);
}

#[test]
fn missing_arguments_are_named() {
    check("diff", &["<BEFORE>"]);
    check(
        "diff draft-1.toml",
        &["stands for one version", "name a second one"],
    );
    check("table draft-1.toml", &["two or more versions"]);
    check("explain draft-1.toml#tolls", &["AFTER"]);
    check("completions", &["<SHELL>"]);
    check("schema", &["<OF>"]);
}

#[test]
fn unknown_words_are_answered_with_the_known_ones() {
    let compare = |options: &str| format!("diff draft-1.toml draft-2.toml {options}");
    check(&compare("--ignore topics"), &["id, number, heading, topic"]);
    check(&compare("--only chnaged"), &["changed"]);
    check(&compare("--only findings"), &["substantive"]);
    check(&compare("--fail-on guard"), &["findings", "guards"]);
    check(
        &compare("--format pdf"),
        &["terminal, markdown, html, svg, json, csv"],
    );
    check(
        &compare("--view beside"),
        &["inline, side-by-side, summary, linear"],
    );
    check(&compare("--color sometimes"), &["auto, always, never"]);
    check("check --format markdown", &["terminal, json"]);
}

#[test]
fn numbers_out_of_range_are_refused() {
    let compare = |options: &str| format!("diff draft-1.toml draft-2.toml {options}");
    check(&compare("--width 0"), &["--width"]);
    check(&compare("--width wide"), &["--width"]);
    for share in ["2", "-0.1", "NaN", "half"] {
        check(&compare(&format!("--min-confidence={share}")), &["0 to 1"]);
    }
    check(&compare("--max-bytes=-1"), &["-1", "--max-bytes"]);
}

#[test]
fn links_are_read_from_one_file_or_not_at_all() {
    check(
        "diff draft-1.toml draft-2.toml --links a.toml --no-links",
        &["cannot be used with"],
    );
}

#[test]
fn options_of_a_comparison_before_a_command_are_not_lost_silently() {
    check(
        "--exit-code diff draft-1.toml draft-2.toml",
        &["after the command"],
    );
    check("--no-links list", &["after the command"]);
}

#[test]
fn options_of_the_program_stand_before_or_after_the_command() {
    let place = Place::with_drafts();
    let before = place.run("--color always show draft-1.toml").exits(0);
    let after = place.run("show draft-1.toml --color always").exits(0);
    assert_eq!(before.stdout, after.stdout);
}

#[test]
fn an_option_like_file_name_stands_after_two_dashes() {
    let place = Place::with_drafts().file("--all", crate::harness::DRAFT_1);
    place.run("show -- --all").exits(0).prints(&["first draft"]);
}

#[test]
fn lists_of_words_are_joined_by_commas_or_given_twice() {
    let place = Place::with_drafts();
    let run = |options: &str| {
        let line = format!("diff draft-1.toml draft-2.toml {options}");
        place.run(&line).exits(0).stdout
    };
    assert_eq!(
        run("--only added,dropped"),
        run("--only added --only dropped")
    );
    assert_eq!(run("--ignore id,topic"), run("--ignore topic --ignore id"));
}

#[test]
fn limits_name_the_flag_that_raises_them() {
    check(
        "show draft-1.toml --max-bytes 100",
        &["error[E003]", "--max-bytes"],
    );
    check(
        "show draft-1.toml --max-clauses 2",
        &["error[E003]", "--max-clauses"],
    );
    check(
        "show draft-1.toml --max-text 10",
        &["error[E003]", "--max-text"],
    );
    let place = Place::with_drafts();
    let ran = place.run_on(crate::harness::DRAFT_1, "show - --max-bytes 100");
    ran.exits(2).says(&["error[E003]", "--max-bytes"]);
}
