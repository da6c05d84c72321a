//! `clausediff history` and `clausediff blame`.

use crate::harness::{DRAFT_1, DRAFT_2, Place};
use crate::repositories::{commit, git, has_git, run};

/// A third draft: the cap as before, the flags back.
fn place() -> Place {
    let third = DRAFT_2
        .replace("draft-2", "draft-3")
        .replace("draft-1", "draft-2")
        .replace("2024-05-02", "2024-06-02")
        .replace("second", "third");
    let flags = DRAFT_1.split("[[clause]]").last().unwrap();
    Place::empty()
        .file("proposals/1.toml", DRAFT_1)
        .file("proposals/2.toml", DRAFT_2)
        .file(
            "proposals/3.toml",
            format!("{third}\n[[clause]]{}", flags.replace("\"3\"", "\"4\"")),
        )
}

#[test]
fn a_clause_is_followed_through_the_versions_at_hand() {
    place().run("history garrison --width 200").exits(0).prints(&[
        "1 Garrison (garrison)",
        "stands in 3 of 3 versions: born in Port Accord, first draft; changed in Port Accord, second draft",
        "+ born",
        "~ changed",
        "[-1,200-]{+400+}",
        "lowered by 800 (-67 %)",
        "= same",
    ]);
}

#[test]
fn a_clause_that_was_gone_is_revived() {
    place().run("history flags --width 200").exits(0).prints(&[
        "stands in 2 of 3 versions",
        "- dropped",
        "* revived, last seen in Port Accord, first draft",
    ]);
}

#[test]
fn the_versions_may_be_named_and_so_may_the_one_of_the_clause() {
    let place = place();
    let named = "proposals/1.toml proposals/2.toml";
    place
        .run(&format!("history garrison {named}"))
        .exits(0)
        .prints(&["stands in 2 of 2 versions"]);
    place
        .run("history draft-1#garrison")
        .exits(0)
        .prints(&["stands in 3 of 3 versions"]);
}

#[test]
fn a_clause_or_version_that_is_not_there_is_answered_with_the_nearest() {
    let place = place();
    place.run("history garison").exits(2).says(&[
        "no version has a clause `garison`",
        "did you mean `garrison`?",
    ]);
    place.run("history draft-9#garrison").exits(2).says(&[
        "`draft-9` is none of these versions",
        "did you mean `draft-",
    ]);
}

#[test]
fn one_id_of_two_matters_must_be_told_apart() {
    let other = DRAFT_2
        .replace(
            "North keeps at most 400 persons under arms at the port.",
            "Judges wear robes of black cloth in court.",
        )
        .replace(
            "terms.personnel = { at-most = 400, unit = \"persons\" }\n",
            "",
        )
        .replace("Garrison", "Robes")
        .replace("security/forces", "justice/robes")
        .replace("binds = [\"north\"]\n", "");
    let place = Place::empty().file("1.toml", DRAFT_1).file("2.toml", other);
    place.run("history garrison 1.toml 2.toml").exits(2).says(&[
        "`garrison` is the id of clauses of different matters",
        "draft-1#garrison, draft-2#garrison",
    ]);
    place
        .run("history draft-1#garrison 1.toml 2.toml")
        .exits(0)
        .prints(&["stands in 1 of 2 versions", "- dropped"]);
}

#[test]
fn histories_are_markdown_and_json_as_well() {
    let place = place();
    let markdown = place.run("history garrison --format markdown").exits(0);
    markdown.prints(&["# 1 Garrison", "<del>1,200</del><ins>400</ins>"]);
    let json: serde_json::Value =
        serde_json::from_str(&place.run("history garrison --format json").exits(0).stdout).unwrap();
    assert_eq!(json["schema"], "clausediff.history/1");
    let states: Vec<&str> = json["moments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|own| own["state"].as_str().unwrap())
        .collect();
    assert_eq!(states, ["born", "changed", "same"]);
}

#[test]
fn each_word_has_the_version_that_brought_it_in_beside_it() {
    let ran = place().run("blame draft-3 --width 100").exits(0);
    ran.prints(&[
        "Port Accord, third draft (draft-3)",
        "draft-1 │ North keeps at most",
        "draft-2 │ 400",
        "draft-1 │ persons under arms at the port.",
        "draft-1 │ Both flags are flown",
        "(draft-1), 2024-04-02: 28 words",
        "(draft-2), 2024-05-02: 11 words",
    ]);
}

#[test]
fn later_versions_bring_in_nothing() {
    let place = place();
    place.run("blame draft-1").exits(0).prints(&["100 %"]);
    let ran = place
        .run("blame proposals/2.toml proposals/3.toml proposals/1.toml")
        .exits(0);
    assert!(!ran.stdout.contains("draft-3"));
    ran.says(&["later, and left out: draft-3"]);
}

#[test]
fn blame_is_markdown_and_json_as_well() {
    let place = place();
    place
        .run("blame draft-2 --format markdown")
        .exits(0)
        .prints(&["| draft-2 | 400 |"]);
    let json: serde_json::Value =
        serde_json::from_str(&place.run("blame draft-2 --format json").exits(0).stdout).unwrap();
    assert_eq!(json["schema"], "clausediff.blame/1");
    let pieces = json["clauses"][0]["text"].as_array().unwrap();
    let text: String = pieces
        .iter()
        .map(|own| own["text"].as_str().unwrap())
        .collect();
    assert_eq!(
        text,
        "North keeps at most 400 persons under arms at the port."
    );
}

#[test]
fn the_versions_may_be_the_states_of_one_file_over_its_commits() {
    if !has_git() {
        return;
    }
    let lower = DRAFT_1.replace("1,200", "400").replace("1200", "400");
    let warned = lower.replace("at the port.", "at the port, and says so.");
    let place = Place::empty().file("accord.toml", DRAFT_1);
    commit(&place, "first");
    git(&place.path(""), "tag first");
    let place = place.file("accord.toml", lower);
    commit(&place, "second");
    let place = place.file("accord.toml", warned);
    commit(&place, "third");
    let told = run(
        &place,
        "history garrison first..HEAD:accord.toml --width 300",
    )
    .exits(0);
    told.prints(&[
        "stands in 3 of 3 versions: born in ",
        ":accord.toml; changed in ",
        "[-1,200-]{+400+}",
        "{+, and says so+}",
    ]);
    let told = run(&place, "blame first..HEAD:accord.toml --width 200").exits(0);
    told.prints(&[
        ":accord.toml",
        "│ North keeps at most",
        "│ 400",
        "│ persons under arms",
        "│ , and says so",
    ]);
}
