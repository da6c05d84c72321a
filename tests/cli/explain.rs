//! `clausediff explain`.

use crate::harness::Place;

#[test]
fn the_answer_names_the_pair_and_the_reason() {
    let place = Place::with_drafts();
    let ran = place
        .run("explain draft-1.toml#garrison draft-2.toml")
        .exits(0);
    ran.prints(&["garrison -> garrison", "same id", "[-1,200-]", "{+400+}"]);
}

#[test]
fn two_clauses_that_are_no_pair_are_told_apart() {
    let place = Place::with_drafts();
    let ran = place
        .run("explain draft-1.toml#garrison draft-2.toml#tolls")
        .exits(0);
    ran.prints(&["garrison and tolls are not paired", "garrison -> garrison"]);
}

#[test]
fn the_last_hash_splits_so_a_path_may_have_one() {
    let place = Place::with_drafts().file("issue#7.toml", crate::harness::DRAFT_1);
    place
        .run("explain issue#7.toml#tolls draft-2.toml")
        .exits(0);
}

#[test]
fn a_clause_must_be_named() {
    let ran = Place::with_drafts().run("explain draft-1.toml draft-2.toml#tolls");
    ran.exits(2)
        .says(&["`draft-1.toml` names no clause", "help:"]);
}

#[test]
fn an_unknown_clause_is_answered_with_the_nearest() {
    let place = Place::with_drafts();
    let refused = |line: &str| place.run(line).exits(2).prints_nothing();
    refused("explain draft-1.toml#garison draft-2.toml").says(&[
        "`draft-1` has no clause `garison`",
        "did you mean `garrison`?",
    ]);
    refused("explain draft-1.toml#tolls draft-2.toml#curt").says(&["did you mean `court`?"]);
    refused("explain draft-1.toml# draft-2.toml")
        .says(&["no clause ``", "clausediff show draft-1"]);
}

#[test]
fn links_and_hidden_keys_count() {
    let place = Place::with_drafts();
    let ran = place
        .run("explain draft-1.toml#garrison draft-2.toml --ignore id")
        .exits(0);
    assert!(!ran.stdout.contains("same id"), "{}", ran.stdout);
}

/// Drafts whose clauses are told by their words, since ids carry nothing over.
fn place_of_two(before: &str, after: &str) -> Place {
    let draft = |id: &str, clauses: &str| {
        format!(
            "format = 1\n[proposal]\nid = \"{id}\"\ntitle = \"{id}\"\ndate = \"2024\"\n\
             series = \"{id}\"\n{clauses}"
        )
    };
    Place::empty()
        .file("one.toml", draft("one", before))
        .file("two.toml", draft("two", after))
}

const HARBOUR: &str = r#"
[[clause]]
id = "harbour"
text = "The harbour master inspects every ship on arrival and keeps a record of what was found. Pilots are licensed by the office of the harbour, which sets their fees each spring."
[[clause]]
id = "flags"
text = "Both flags are flown on holidays from sunrise to sunset."
"#;

const PILOTS: &str = r#"
[[clause]]
id = "inspection"
text = "The harbour master inspects every ship on arrival and keeps a record of what was found."
[[clause]]
id = "pilots"
text = "Pilots are licensed by the office of the harbour, which sets their fees each spring."
[[clause]]
id = "anchors"
text = "No vessel drops anchor in the fairway after dark."
"#;

#[test]
fn each_piece_of_a_split_has_its_share_and_its_reasons() {
    let place = place_of_two(HARBOUR, PILOTS);
    let ran = place.run("explain one.toml#harbour two.toml --width 400");
    ran.exits(0).prints(&[
        "harbour -> inspection, pilots: split",
        "harbour -> inspection (52 % of the words of harbour): paired because they are likely to be one",
        "harbour -> pilots (48 % of the words of harbour): paired because they are likely to be one",
        "What speaks for it: 100 % of the words of one stand in the other",
        "by their words alone the two are 99 % likely to be one",
    ]);
}

#[test]
fn of_one_pair_of_a_split_only_that_pair_is_told() {
    let place = place_of_two(HARBOUR, PILOTS);
    let ran = place.run("explain one.toml#harbour two.toml#pilots --width 400");
    let ran = ran.exits(0);
    let ran = ran.prints(&["harbour -> pilots (48 % of the words of harbour)"]);
    assert!(
        !ran.stdout.contains("harbour -> inspection (52 %"),
        "{}",
        ran.stdout
    );
}

#[test]
fn of_a_clause_that_is_gone_the_nearest_are_told_and_why_they_are_not_enough() {
    let place = place_of_two(HARBOUR, PILOTS);
    let ran = place.run("explain one.toml#flags two.toml --width 400");
    ran.exits(0).prints(&[
        "flags is related to no clause of the after version: dropped.",
        "A pair is claimed from a likelihood of 45 %. The nearest to flags:",
        "1. ",
        "A link in `links.toml` would pair it whatever the engine finds.",
    ]);
}

#[test]
fn what_people_decided_is_told_with_what_the_engine_would_have_found() {
    let links = r#"
[[link]]
before = ["one#flags"]
after = ["two#anchors"]
relation = "changed"
why = "Both are about ships at night."
[[unlink]]
before = ["one#harbour"]
after = ["two#pilots"]
why = "Pilots are another matter."
"#;
    let place = place_of_two(HARBOUR, PILOTS).file("links.toml", links);
    let run = |line: &str| place.run(&format!("explain {line} --width 400")).exits(0);
    run("one.toml#flags two.toml").prints(&[
        "Both are about ships at night.",
        "Paired because people decided it in the links.",
        "Without the links the engine would not pair them, and pair flags with nothing.",
    ]);
    run("one.toml#harbour two.toml#pilots").prints(&[
        "harbour and pilots are not paired.",
        "The links rule out harbour -> pilots: Pilots are another matter.",
        "harbour -> inspection: changed",
        "pilots is related to no clause of the before version: added.",
    ]);
    run("one.toml#harbour two.toml#pilots --no-links").prints(&["harbour -> pilots (48 %"]);
}

#[test]
fn an_id_is_told_with_what_the_pair_would_be_without_it() {
    let place = Place::with_drafts();
    let ran = place.run("explain draft-1.toml#garrison draft-2.toml --width 400");
    ran.exits(0).prints(&[
        "Without the same id it would be 99 % likely, and still be claimed (from 45 %).",
    ]);
}

#[test]
fn in_texts_of_different_authors_a_clause_has_up_to_three_guesses() {
    let place = Place::empty();
    let ran = place.run("diff us-final-offer-2025-04 us-28-point-2025-11 --no-links --width 200");
    ran.exits(0)
        .prints(&["may belong to: uo-c7, uo-c6 (uncertain, guessed)"]);
    let ran = place.run("diff us-28-point-2025-11 e3-counter-2025-11 --no-links");
    let ran = ran.exits(0);
    assert!(!ran.stdout.contains("may belong to"), "{}", ran.stdout);
}
