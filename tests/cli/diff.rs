//! `clausediff diff`.

use crate::harness::Place;

#[track_caller]
fn run(options: &str) -> String {
    let line = format!("diff draft-1.toml draft-2.toml {options}");
    Place::with_drafts()
        .run(&line)
        .exits(0)
        .says_nothing()
        .stdout
}

#[test]
fn both_versions_and_every_change_are_named() {
    let text = run("");
    for piece in [
        "Port Accord, first draft",
        "Port Accord, second draft",
        "[-1,200-]",
        "{+400+}",
        "personnel",
        "lowered by 800",
        "flags",
        "court",
    ] {
        assert!(text.contains(piece), "{piece} is not in:\n{text}");
    }
}

#[test]
fn the_order_of_the_arguments_is_the_direction() {
    let place = Place::with_drafts();
    let ran = place.run("diff draft-2.toml draft-1.toml").exits(0);
    ran.prints(&["[-400-]", "{+1,200+}"]);
}

#[test]
fn unchanged_clauses_are_folded_unless_all_are_wanted() {
    let tolls = "Ships of either province";
    assert!(!run("").contains(tolls));
    assert!(run("--all").contains(tolls));
}

#[test]
fn filters_hide_and_the_count_of_all_stays() {
    let counts = "1 unchanged, 1 changed, 1 added, 1 dropped";
    for filter in [
        "--only changed",
        "--topic security",
        "--clause garrison",
        "--party north",
    ] {
        let text = run(filter);
        assert!(text.contains(counts), "{filter}:\n{text}");
        assert!(!text.contains("five judges"), "{filter}:\n{text}");
    }
    assert!(run("--substantive").contains("five judges"));
    assert_eq!(run("--substantive"), run("--only substantive"));
}

#[test]
fn the_summary_has_counts_and_no_text() {
    let text = run("--view summary");
    assert!(
        text.contains("changed") && !text.contains("under arms"),
        "{text}"
    );
}

#[test]
fn json_is_one_object_with_the_hash_of_what_was_read() {
    let text = run("--format json");
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["schema"], "clausediff.diff/1");
    assert_eq!(json["before"]["path"], "draft-1.toml");
    assert_eq!(json["before"]["sha256"].as_str().unwrap().len(), 64);
    assert_eq!(json["counts"]["changed"], 1);
    assert_eq!(json["hidden"], 0);
}

#[test]
fn markdown_is_no_terminal_text() {
    let text = run("--format markdown");
    assert!(text.contains("<del>") && text.contains("<ins>"), "{text}");
}

#[test]
fn markdown_fits_a_comment_and_says_what_it_leaves_out() {
    let version = |id: &str, limit: usize| {
        let clause = |at| {
            let text =
                format!("Keeper k{at} of gate g{at} notes m{at} and lets {limit} carts pass.");
            format!("[[clause]]\nid = \"c-{at}\"\ntext = \"{text}\"\n")
        };
        let clauses: String = (0..600).map(clause).collect();
        let head =
            format!("format = 1\n[proposal]\nid = \"{id}\"\ntitle = \"{id}\"\ndate = 2024-05-02\n");
        head + &clauses
    };
    let place = Place::empty()
        .file("a.toml", version("a", 3))
        .file("b.toml", version("b", 5));
    let page = |fit: &str| {
        let args = format!("diff a.toml b.toml --format markdown {fit}");
        place.run(&args).exits(0).stdout
    };
    let whole = page("");
    assert_eq!(whole, page("--fit all"));
    let comment = page("--fit comment");
    assert!(whole.chars().count() > 60_000 && comment.chars().count() <= 60_000);
    assert!(comment.contains("600 changes word by word"), "{comment}");
    let table = place
        .run("table a.toml b.toml --format markdown --fit comment")
        .exits(0);
    assert!(table.stdout.chars().count() <= 60_000);
    table.prints(&["600 rows of the table"]);
}

#[test]
fn keys_can_be_hidden_from_the_engine() {
    let text = run("--ignore id,number,heading,topic,terms,parties --format json");
    assert!(
        text.contains("\"similar\"") && !text.contains("\"id\": null"),
        "{text}"
    );
}

#[test]
fn standard_input_may_be_either_side() {
    let place = Place::with_drafts();
    let expected = place.run("diff draft-1.toml draft-2.toml").stdout;
    let after = place.run_on(crate::harness::DRAFT_2, "diff draft-1.toml -");
    assert_eq!(after.exits(0).stdout, expected);
    let before = place.run_on(crate::harness::DRAFT_1, "diff - draft-2.toml");
    assert_eq!(before.exits(0).stdout, expected);
}

#[test]
fn values_of_filters_that_no_version_has_are_said_with_the_nearest() {
    let place = Place::with_drafts();
    let says = |filter: &str, pieces: &[&str]| {
        for command in ["diff", "table"] {
            let line = format!("{command} draft-1.toml draft-2.toml {filter}");
            place.run(&line).exits(0).says(pieces);
        }
    };
    says(
        "--topic securty",
        &["note: these versions have no topic `securty`; did you mean `security`?"],
    );
    says(
        "--clause nope --party nroth",
        &[
            "no party `nroth`; did you mean `north`?",
            "no clause `nope`\n",
        ],
    );
    let filter = "--topic security,economy/tolls --party North --clause flags";
    let line = format!("diff draft-1.toml draft-2.toml {filter}");
    place.run(&line).exits(0).says(&["no party `North`"]);
}

#[test]
fn a_topic_may_end_in_a_slash() {
    assert_eq!(run("--topic security/"), run("--topic security"));
}
