//! What the account says of small versions.

use super::*;
use crate::load::{self, Limits};
use crate::model::Version;

/// Clauses as `id: text`, a line each; ` / ` stands for a line end in a text.
fn version(id: &str, clauses: &str) -> Version {
    let head =
        format!("format = 1\n[proposal]\nid = \"{id}\"\ntitle = \"Accord\"\ndate = \"2024\"\n");
    let lines = clauses
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty());
    let clause = |line: &str| {
        let (id, text) = line.split_once(": ").expect("a clause has an id");
        let text = text.replace(" / ", "\\n");
        format!("[[clause]]\nid = \"{id}\"\ntext = \"{text}\"\n")
    };
    let file = head + &lines.map(clause).collect::<String>();
    load::version_from("made", file.as_bytes(), &Limits::default())
        .expect("it is sound")
        .value
}

fn told(account: &Account, strand: &Strand) -> String {
    let side = |side: Side| {
        let named = strand.sentences.get(side).iter().map(|&at| {
            let Sentence { clause, place, .. } = account.sentences.get(side)[at];
            format!(
                "{}.{}",
                account.versions.get(side).clause(clause).id,
                place + 1
            )
        });
        named.collect::<Vec<_>>().join("+")
    };
    format!(
        "{:?} {}>{}",
        strand.fate,
        side(Side::Before),
        side(Side::After)
    )
}

/// Every strand but those that are kept.
#[track_caller]
fn check(before: &str, after: &str, expected: &[&str]) {
    let versions = [version("a", before), version("b", after)];
    let diff = Diff::between(&versions[0], &versions[1]);
    let account = Account::of(&diff);
    assert_eq!(account.gaps(), [""; 0]);
    let strands = account.strands.iter();
    let told: Vec<String> = strands
        .filter(|strand| strand.fate != Fate::Kept)
        .map(|strand| told(&account, strand))
        .collect();
    assert_eq!(told, expected);
}

const PORT: &str = "The harbour master keeps the lights of the port burning from dusk to dawn \
    in every month of the year, and answers for them to both provinces.";
const TOLLS: &str =
    "Ships of either province pay the same tolls at the quay, due within thirty days.";
const FLAGS: &str =
    "Both flags are flown on holidays from sunrise to sunset at the old customs house.";
const COURT: &str = "A court of five judges settles whatever the two provinces cannot agree upon.";

#[test]
fn the_same_version_is_kept() {
    let text = format!("port: {PORT} {TOLLS}\nflags: {FLAGS}");
    check(&text, &text, &[]);
}

#[test]
fn punctuation_and_case_are_kept_but_signs_are_not() {
    check(
        "a: North pays the toll, at once.",
        "a: north pays the toll at once!",
        &[],
    );
    check(
        "a: North pays a toll of 5 %.",
        "a: North pays a toll of 5.",
        &["Changed a.1>a.1"],
    );
}

#[test]
fn a_changed_word_changes_its_sentence_alone() {
    check(
        &format!("port: {PORT} {TOLLS} {FLAGS}"),
        &format!("port: {PORT} {} {FLAGS}", TOLLS.replace("thirty", "ninety")),
        &["Changed port.2>port.2"],
    );
}

#[test]
fn a_sentence_that_is_gone_is_dropped_and_a_new_one_is_added() {
    check(
        &format!("port: {PORT} {TOLLS}"),
        &format!("port: {PORT} {COURT}"),
        &["Dropped port.2>", "Added >port.2"],
    );
}

#[test]
fn a_sentence_in_another_clause_is_moved() {
    check(
        &format!("port: {PORT} {TOLLS}\nflags: {FLAGS}\ncourt: {COURT}"),
        &format!("port: {PORT}\nflags: {FLAGS}\ncourt: {COURT} {TOLLS}"),
        &["Moved port.2>court.2"],
    );
}

#[test]
fn a_sentence_changed_on_the_way_to_another_clause_is_found() {
    check(
        &format!("port: {PORT} {TOLLS}\nflags: {FLAGS}\ncourt: {COURT}"),
        &format!(
            "port: {PORT}\nflags: {FLAGS}\ncourt: {COURT} {}",
            TOLLS.replace("thirty", "ninety")
        ),
        &["MovedAndChanged port.2>court.2"],
    );
}

#[test]
fn sentences_that_change_places_in_a_clause_are_one_move() {
    check(
        &format!("port: {PORT} {TOLLS} {COURT}"),
        &format!("port: {TOLLS} {PORT} {COURT}"),
        &["Moved port.2>port.1"],
    );
}

#[test]
fn a_change_in_a_moved_clause_is_moved_and_changed() {
    check(
        &format!("port: {PORT}\ntolls: {TOLLS} Hides are free.\nflags: {FLAGS}\ncourt: {COURT}"),
        &format!(
            "port: {PORT}\nflags: {FLAGS}\ncourt: {COURT}\ntolls: {} Hides are free.",
            TOLLS.replace("thirty", "ninety")
        ),
        &["MovedAndChanged tolls.1>tolls.1", "Moved tolls.2>tolls.2"],
    );
}

#[test]
fn a_sentence_cut_in_two_is_one_strand() {
    check(
        "a: North pays the toll on timber and wool and South keeps the light on the pier.",
        "a: North pays the toll on timber and wool. South keeps the light on the pier.",
        &["Changed a.1>a.1+a.2"],
    );
}

#[test]
fn items_on_their_lines_are_told_one_by_one() {
    check(
        "a: North shall / (a) pay the toll on timber; / (b) keep the light on the pier; / (c) fly both flags.",
        "a: North shall / (a) pay the toll on timber; / (b) fly both flags.",
        &["Dropped a.3>", "Changed a.4>a.3"],
    );
}
