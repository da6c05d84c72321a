//! Red lines: `guards.toml` beside the versions.

use serde_json::Value;

use crate::harness::{DRAFT_1, Place};
use crate::repositories::{self, commit, git, has_git};

/// One guard with these lines.
fn guard(lines: &str) -> String {
    format!(
        "[[guard]]\nid = \"cap\"\nclause = \"garrison\"\n{lines}\nwhy = \"The ports must be held.\"\n"
    )
}

const BOUND: &str = "terms = [\"personnel.at-most >= 1000 persons\"]";

const OTHERS: &str = "terms = [\"personnel.at-most >= 1000\"]\nstays = true\nmodality = \"must\"";

/// How the guards of a file stand when `DRAFT_1` becomes `after`: state and rule of each.
#[track_caller]
fn states(guards: &str, after: &str) -> Vec<String> {
    let place = Place::empty()
        .file("v/a.toml", DRAFT_1)
        .file("v/b.toml", after)
        .file("v/guards.toml", guards);
    let ran = place
        .run("diff --width 300 v/a.toml v/b.toml --format json")
        .exits(0);
    let diff: Value = serde_json::from_str(&ran.stdout).unwrap();
    let judged = diff["guards"]["judged"].as_array().unwrap().iter();
    let judged = judged.map(|one| {
        let word = |key: &str| one[key].as_str().unwrap_or("").to_owned();
        format!("{} | {}", word("state"), word("why"))
    });
    judged.collect()
}

/// The one guard of a file.
#[track_caller]
fn check(lines: &str, after: &str, expected: &str) {
    assert_eq!(states(&guard(lines), after), [expected], "{lines}");
}

fn lowered() -> String {
    DRAFT_1.replace("1,200", "400").replace("1200", "400")
}

#[test]
fn a_bound_holds_or_is_broken() {
    check(BOUND, DRAFT_1, "kept | ");
    check(
        BOUND,
        &lowered(),
        "broken | `personnel` is at most 400 persons, against `personnel.at-most >= 1000 persons`",
    );
    check(BOUND, &DRAFT_1.replace("1200", "1000"), "kept | ");
    let gone = DRAFT_1.replace(
        "terms.personnel = { at-most = 1200, unit = \"persons\" }\n",
        "",
    );
    check(BOUND, &gone, "broken | the term `personnel` is gone");
}

#[test]
fn it_is_broken_through_a_renumbering_a_move_another_id_and_another_unit() {
    let renumbered = lowered().replace("number = \"1\"", "number = \"9.c\"");
    let broken =
        "broken | `personnel` is at most 400 persons, against `personnel.at-most >= 1000 persons`";
    check(BOUND, &renumbered, broken);
    let (head, clauses) = renumbered.split_once("[[clause]]").unwrap();
    let mut clauses: Vec<&str> = clauses.split("[[clause]]").collect();
    clauses.rotate_left(1);
    let moved = format!("{head}\n[[clause]]{}", clauses.join("\n[[clause]]"));
    check(BOUND, &moved, broken);
    check(BOUND, &moved.replace("\"garrison\"", "\"forces\""), broken);
    let unit = DRAFT_1.replace("unit = \"persons\"", "unit = \"companies\"");
    let why = "broken | `personnel` is at most 1,200 companies, not counted in persons";
    check(BOUND, &unit, why);
    check(&BOUND.replace(" persons", ""), &unit, why);
    let floor = DRAFT_1.replace("at-most", "at-least");
    check(
        BOUND,
        &floor,
        "unclear | `personnel` is at least 1,200 persons, which cannot be held against `personnel.at-most >= 1000 persons`",
    );
}

#[test]
fn a_split_clause_is_guarded_in_all_its_pieces() {
    let long = "North keeps at most 1,200 persons under arms at the port. The guard of the northern gate is changed at dawn, and nobody enters while the watch is being changed.";
    let before = DRAFT_1.replace(
        "North keeps at most 1,200 persons under arms at the port.",
        long,
    );
    let (first, second) = long.split_once(". ").unwrap();
    let split = DRAFT_1
        .replace("North keeps at most 1,200 persons under arms at the port.", &format!("{first}."))
        .replace(
            "[[clause]]\nid = \"tolls\"",
            &format!("[[clause]]\nid = \"watch\"\nnumber = \"1.b\"\nheading = \"Garrison\"\ntext = \"{second}\"\nterms.personnel = {{ at-most = 90, unit = \"persons\" }}\n\n[[clause]]\nid = \"tolls\""),
        );
    let place = Place::empty()
        .file("v/a.toml", before)
        .file("v/b.toml", split)
        .file("v/guards.toml", guard(BOUND));
    place
        .run("diff --width 300 v/a.toml v/b.toml --fail-on guards")
        .exits(1)
        .prints(&[
            "guards: 1 broken",
            "`personnel` is at most 90 persons",
            "(garrison -> garrison, watch)",
        ]);
}

#[test]
fn a_clause_must_stay_with_its_words_and_its_force() {
    let dropped = DRAFT_1
        .split("[[clause]]\nid = \"garrison\"")
        .next()
        .unwrap()
        .to_owned()
        + "[[clause]]\nid = \"tolls\"\ntext = \"Ships of either province pay the same tolls.\"\n";
    check("stays = true", &dropped, "broken | the clause is dropped");
    assert_eq!(states(&guard(OTHERS), &dropped).len(), 3);
    let deleted = DRAFT_1.replace("binds = [\"north\"]", "modality = \"is-deleted\"");
    check(
        "stays = true",
        &deleted,
        "broken | it says that it is deleted",
    );
    check("contains = [\"under ARMS\"]", DRAFT_1, "kept | ");
    let unarmed = DRAFT_1.replace("under arms", "without arms");
    check(
        "contains = [\"under arms\"]",
        &unarmed,
        "broken | the words \"under arms\" are gone",
    );
    check(
        "lacks = [\"without arms\"]",
        &unarmed,
        "broken | the words \"without arms\" stand in it",
    );
    let hidden = DRAFT_1.replace("under arms", "with\u{200b}out\u{ad} ARMS");
    check(
        "lacks = [\"without arms\"]",
        &hidden,
        "broken | the words \"without arms\" stand in it",
    );
}

#[test]
fn a_modality_may_not_get_weaker_in_the_key_or_in_the_words() {
    let must = |text: &str, word: &str| {
        DRAFT_1
            .replace(
                "North keeps at most 1,200 persons under arms at the port.",
                text,
            )
            .replace("binds = [\"north\"]", &format!("modality = \"{word}\""))
    };
    let check = |after: &str, expected: &str| {
        let place = Place::empty()
            .file(
                "v/a.toml",
                must("North must keep the peace at the port.", "must"),
            )
            .file("v/b.toml", after)
            .file("v/guards.toml", guard("modality = \"must\""));
        let ran = place.run("diff --width 300 v/a.toml v/b.toml").exits(0);
        ran.prints(&[expected]);
    };
    check(
        &must("North must keep the peace at the port.", "must"),
        "guards: 1 kept",
    );
    check(
        &must("North must keep the peace at the port.", "may"),
        "its modality is `may`",
    );
    check(
        &must("North must keep the peace at the port.", "must-not"),
        "its modality is `must-not`",
    );
    check(
        &must("North may keep the peace at the port.", "must"),
        "guards: 1 broken",
    );
}

#[test]
fn a_date_may_not_be_later_also_if_it_is_less_exact() {
    let with = |date: &str| {
        DRAFT_1.replace(
            "terms.personnel",
            &format!("terms.ends = {date}\nterms.personnel"),
        )
    };
    let rule = "terms = [\"ends <= 2027-01-31\"]";
    let place = |date: &str| {
        let place = Place::empty()
            .file("v/a.toml", with("2027-01-01"))
            .file("v/b.toml", with(date))
            .file("v/guards.toml", guard(rule));
        place
            .run("diff --width 300 v/a.toml v/b.toml --fail-on guards")
            .code
    };
    assert_eq!(place("2027-01-31"), Some(0));
    assert_eq!(place("2027-02-01"), Some(1));
}

const TOPIC: &str = "[[guard]]\nid = \"forces\"\ntopic = \"security\"\nunchanged = true\n";

/// What the comparison prints for an approval to name.
#[track_caller]
fn fingerprint(place: &Place) -> String {
    let stdout = place
        .run("diff --width 300 v/a.toml v/b.toml")
        .exits(0)
        .stdout;
    let words = stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    let (_, rest) = words.split_once("its fingerprint is ").unwrap();
    rest[..16].to_owned()
}

fn approval(fingerprint: &str) -> String {
    format!(
        "{TOPIC}\n[[approval]]\nguard = \"forces\"\nfingerprint = \"{fingerprint}\"\napprover = \"A. Clerk\"\n\
         reason = \"Agreed at the table.\"\nexpires = 2024-12-31\n"
    )
}

#[test]
fn an_approval_survives_a_renumbering_a_move_and_another_id_and_lapses_with_a_word() {
    let place = Place::empty()
        .file("v/a.toml", DRAFT_1)
        .file("v/b.toml", lowered())
        .file("v/guards.toml", TOPIC);
    place
        .run("diff --width 300 v/a.toml v/b.toml --fail-on guards")
        .exits(1)
        .prints(&["guards: 1 broken", "it changed in substance"]);
    let approved = approval(&fingerprint(&place));
    let place = place.file("v/guards.toml", approved);
    let approved = [
        "guards: 1 approved",
        "approved by A. Clerk, until 2024-12-31",
        "Agreed at",
    ];
    let run = |after: &str| {
        let place = Place::empty()
            .file("v/a.toml", DRAFT_1)
            .file("v/b.toml", after)
            .file("v/guards.toml", place.read("v/guards.toml"));
        place.run("diff --width 300 v/a.toml v/b.toml --fail-on guards")
    };
    run(&lowered()).exits(0).prints(&approved);
    let renumbered = lowered().replace("number = \"1\"", "number = \"7\"");
    let renamed = renumbered.replace("\"garrison\"", "\"forces\"");
    let (head, clauses) = renamed.split_once("[[clause]]").unwrap();
    let mut clauses: Vec<&str> = clauses.split("[[clause]]").collect();
    clauses.rotate_left(1);
    let moved = format!("{head}\n[[clause]]{}", clauses.join("\n[[clause]]"));
    run(&moved).exits(0).prints(&approved);
    run(&moved.replace("under arms", "Under  Arms"))
        .exits(0)
        .prints(&approved);
    run(&moved.replace("at the port", "at the gate"))
        .exits(1)
        .prints(&["1 broken"]);
    run(&moved.replace("at-most = 400", "at-most = 40"))
        .exits(1)
        .prints(&["1 broken"]);
    run(&moved.replace("binds = [\"north\"]", ""))
        .exits(1)
        .prints(&["1 broken"]);
}

#[test]
fn an_approval_lapses_by_the_day_that_is_asked_for() {
    let place = Place::empty()
        .file("v/a.toml", DRAFT_1)
        .file("v/b.toml", lowered())
        .file("v/guards.toml", TOPIC);
    let approved = approval(&fingerprint(&place));
    let place = place.file("v/guards.toml", approved);
    let on = |day: &str| {
        place.run(&format!(
            "diff --width 300 v/a.toml v/b.toml --fail-on guards --as-of {day}"
        ))
    };
    on("2024-12-31")
        .exits(0)
        .prints(&["approvals are judged by 2024-12-31"]);
    on("2025-01-01")
        .exits(1)
        .prints(&["guards: 1 expired", "its approval lapsed on 2024-12-31"]);
    on("2024").exits(0);
    on("2025").exits(1);
}

#[test]
fn a_clause_that_is_taken_off_its_topic_is_still_guarded() {
    let off = lowered().replace("security/forces", "economy/forces");
    let found = states(TOPIC, &off);
    assert_eq!(found, ["broken | it changed in substance"]);
    assert_eq!(states(TOPIC, DRAFT_1), ["kept | "]);
    let elsewhere = TOPIC.replace("security", "weather");
    assert_eq!(states(&elsewhere, DRAFT_1), ["idle | "]);
}

#[test]
fn what_is_wrong_with_a_guards_file_is_told_by_check() {
    let place = Place::empty().file("v/a.toml", DRAFT_1).file(
        "v/guards.toml",
        guard(BOUND).replace("\"garrison\"", "\"garison\""),
    );
    place.run("check v").exits(1).prints(&[
        "error[E022]: no version at hand has a clause `garison`: did you mean `garrison`?",
        "v/guards.toml:3:10",
    ]);
    place.run("check v/guards.toml").exits(1).prints(&["E022"]);
    let place = place.file("v/guards.toml", guard("terms = [\"personnel\"]"));
    place
        .run("check v")
        .exits(1)
        .prints(&["error[E029]", "v/guards.toml:4:10"]);
    place
        .run("diff v/a.toml v/a.toml")
        .exits(2)
        .says(&["E029", "cannot load `v/guards.toml`"]);
    place.run("diff v/a.toml v/a.toml --no-guards").exits(0);
    let place = place.file("v/guards.toml", guard(BOUND));
    place.run("check v").exits(0);
    place.run("fmt --check v/guards.toml").exits(0);
    let list = place.run("diff v/a.toml v/a.toml --guards v/guards.toml");
    list.exits(0).prints(&["guards: 1 kept"]);
}

#[test]
fn where_there_are_no_guards_it_is_said_to_who_asks_for_them() {
    let place = Place::empty().file("a.toml", DRAFT_1);
    place
        .run("diff a.toml a.toml --fail-on guards")
        .exits(0)
        .says(&["there are no guards beside these versions"]);
}

#[test]
fn no_filter_hides_a_guard_and_every_view_tells_it() {
    let place = Place::empty()
        .file("v/a.toml", DRAFT_1)
        .file("v/b.toml", lowered())
        .file("v/guards.toml", guard(BOUND));
    for options in [
        "",
        "--only moved",
        "--view summary",
        "--format markdown",
        "--account",
    ] {
        let ran = place.run(&format!(
            "diff v/a.toml v/b.toml --fail-on guards {options}"
        ));
        ran.exits(1)
            .prints(&["guards: 1 broken", "The ports must be held."]);
    }
}

#[test]
fn text_of_guards_is_as_harmless_as_any() {
    let evil = guard(BOUND).replace(
        "The ports must be held.",
        "\\u001b[31m @octocat <!-- x --> | #1",
    );
    let place = Place::empty()
        .file("v/a.toml", DRAFT_1)
        .file("v/b.toml", lowered())
        .file("v/guards.toml", evil);
    let ran = place
        .run("diff --width 300 v/a.toml v/b.toml --format markdown")
        .exits(0);
    for text in ["\u{1b}", "@octocat", "<!--", " #1"] {
        assert!(!ran.stdout.contains(text), "{text:?}: {}", ran.stdout);
    }
    assert!(
        !place
            .run("diff --width 300 v/a.toml v/b.toml")
            .stdout
            .contains('\u{1b}')
    );
}

#[test]
fn a_review_holds_the_red_lines_of_both_states() {
    if !has_git() {
        return;
    }
    let place = Place::empty()
        .file("proposals/port.toml", DRAFT_1)
        .file("proposals/guards.toml", guard(BOUND));
    commit(&place, "first");
    git(&place.path(""), "checkout -qb topic");
    let place = place.file("proposals/port.toml", lowered());
    commit(&place, "second");
    let review = "review main...topic --fail-on guards --width 300";
    repositories::run(&place, review).exits(1).prints(&[
        "guards: 1 broken",
        "broken guard cap: clause garrison",
        "proposals/port.toml",
    ]);
    let github = repositories::run(&place, &format!("{review} --format github"));
    github
        .exits(1)
        .prints(&["::error file=proposals/port.toml,line=11,title=broken guard cap::"]);
    // Who takes the red line out must not cross it unseen.
    git(&place.path(""), "rm -q proposals/guards.toml");
    commit(&place, "third");
    repositories::run(&place, review).exits(1).prints(&[
        "broken guard cap, which this takes out",
        "proposals/guards.toml · deleted",
    ]);
    let markdown = repositories::run(&place, &format!("{review} --format markdown"));
    markdown
        .exits(1)
        .prints(&["## Guards", "**broken guard cap, which this takes out**"]);
    // So is a file that is deleted with what it guards.
    git(&place.path(""), "rm -q proposals/port.toml");
    commit(&place, "fourth");
    repositories::run(&place, review)
        .exits(1)
        .prints(&["the clause is dropped"]);
}
