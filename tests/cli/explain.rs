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
