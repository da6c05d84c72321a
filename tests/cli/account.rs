//! The proof that nothing slipped: the account of all sentences, and announced changes.

use crate::harness::{DRAFT_1, Place, Ran};

/// Clauses as `id: text`, a line each.
fn draft(id: &str, clauses: &str) -> String {
    let head = format!(
        "format = 1\n[proposal]\nid = \"{id}\"\ntitle = \"Quay Accord\"\ndate = \"2024\"\n"
    );
    let clauses = clauses
        .lines()
        .filter_map(|line| line.trim().split_once(": "));
    let clause = |(id, text)| format!("[[clause]]\nid = \"{id}\"\ntext = \"{text}\"\n");
    head + &clauses.map(clause).collect::<String>()
}

const BEFORE: &str = "
    light: The harbour master keeps the lights of the quay burning from dusk to dawn.
    tolls: Ships of either province pay the same tolls within thirty days. Hides are free.
    flags: Both flags are flown on holidays from sunrise to sunset. Banners are not.
    court: A court of five judges settles whatever the two provinces cannot agree upon.";

/// The tolls move to the end, and their thirty days become ninety; banners are gone.
const AFTER: &str = "
    light: The harbour master keeps the lights of the quay burning from dusk to dawn.
    flags: Both flags are flown on holidays from sunrise to sunset.
    court: A court of five judges settles whatever the two provinces cannot agree upon.
    tolls: Ships of either province pay the same tolls within ninety days. Hides are free.";

fn place() -> Place {
    Place::empty()
        .file("1.toml", draft("quay-1", BEFORE))
        .file("2.toml", draft("quay-2", AFTER))
}

#[track_caller]
fn declared(declared: &str, more: &str) -> Ran {
    let place = place().file("announced.toml", declared);
    place.run(&format!(
        "diff 1.toml 2.toml --declared announced.toml {more}"
    ))
}

#[test]
fn a_silent_change_in_a_moved_clause_stands_first_and_in_the_plain_report() {
    let account = place()
        .run("diff 1.toml 2.toml --account --width 100")
        .exits(0);
    let list = account.stdout.split("the sums close").nth(1).unwrap();
    let list = list.split_once("\n\n").unwrap().1;
    let first = "! moved and changed, 91 % of the words before are kept\n  \
        from tolls, sentence 1\n  to   tolls, sentence 1\n    \
        Ships of either province pay the same tolls within [-thirty-]{+ninety+} days.\n";
    assert!(list.starts_with(first), "{list}");
    let plain = place().run("diff 1.toml 2.toml").exits(0);
    plain.prints(&["~ changed, moved", "[-thirty-]{+ninety+}"]);
}

#[test]
fn the_rest_is_listed_by_weight_and_the_kept_ones_are_counted() {
    let account = place().run("diff 1.toml 2.toml --account").exits(0);
    account.prints(&[
        "kept                       3",
        "all                        6",
        "the sums close",
        "- dropped\n  flags, sentence 2\n    [-Banners are not.-]",
        "> moved sentence 2, 3 words: tolls -> tolls",
        "3 kept sentences not listed",
    ]);
}

#[test]
fn a_summary_is_the_balance_alone() {
    let ran = place()
        .run("diff 1.toml 2.toml --account --view summary")
        .exits(0);
    assert!(
        ran.stdout.contains("the sums close") && !ran.stdout.contains("[-"),
        "{}",
        ran.stdout
    );
}

#[test]
fn no_line_is_wider_than_the_sheet() {
    for width in [40, 80, 200] {
        let line = format!("diff us-28-point-2025-11 e3-counter-2025-11 --account --width {width}");
        let ran = Place::empty().run(&line).exits(0);
        let widest = ran.stdout.lines().map(|line| line.chars().count()).max();
        assert!(widest <= Some(width), "{widest:?}");
    }
}

#[test]
fn texts_forge_no_marks_and_no_escapes() {
    let before = "a: Wool {+hides+} and timber are free\\u001b[2J of toll. @north pays.";
    let after = "a: Wool {+hides+} and barley are free\\u001b[2J of toll. <b>South</b> | pays.";
    let place = Place::empty()
        .file("1.toml", draft("one", before))
        .file("2.toml", draft("two", after));
    let shown = place.run("diff 1.toml 2.toml --account").exits(0).stdout;
    assert!(
        shown.contains(r"{\+hides+\}") || shown.contains(r"{\+hides\"),
        "{shown}"
    );
    assert!(!shown.contains('\u{1b}'), "{shown:?}");
    let page = place
        .run("diff 1.toml 2.toml --account --format markdown")
        .exits(0)
        .stdout;
    assert!(!page.contains("<b>") && !page.contains('\u{1b}'), "{page}");
}

#[test]
fn announced_changes_are_told_from_silent_ones() {
    let text = "[[change]]\nclauses = [\"tolls\"]\nkind = \"moved\"\n\n\
        [[change]]\nclauses = [\"quay-1#flags\"]\n\n\
        [[change]]\nclauses = [\"court\"]\nkind = \"reworded\"\nwhy = \"Clearer.\"\n";
    declared(text, "").exits(0).prints(&[
        "1 change found and not declared, 1 declared and not found, 1 declared and",
        "not declared: changed\n~ changed, moved",
        "[-thirty-]{+ninety+}",
        "declared, not found: line 8: court reworded: Clearer.",
    ]);
    declared(text, "--fail-on undeclared").exits(1);
    declared(
        "[[change]]\nclauses = [\"tolls\", \"flags\"]\n",
        "--fail-on undeclared",
    )
    .exits(0);
}

#[test]
fn the_account_and_announced_changes_stand_on_one_page_of_markdown() {
    declared("", "--account --format markdown")
        .exits(0)
        .prints(&[
            "## Account of all sentences",
            "| moved and changed | 1 |",
            "## Declared changes",
            "2 changes found and not declared",
        ]);
}

#[test]
fn what_is_wrong_with_the_file_is_pointed_at() {
    declared("[[change]]\nclauses = [\"toll\"]\n", "")
        .exits(2)
        .prints_nothing()
        .says(&[
            "error[E022]",
            "did you mean `tolls`?",
            "announced.toml:2:12",
        ]);
    declared("[[change]]\nclauses = [\"tolls\"]\nkind = \"moves\"\n", "")
        .exits(2)
        .says(&["error[E027]", "did you mean `moved`?", "announced.toml:3:8"]);
    let place = place().file("draft.toml", DRAFT_1);
    place
        .run("diff 1.toml 2.toml --declared missing.toml")
        .exits(2)
        .says(&["missing.toml"]);
    place
        .run("diff 1.toml 2.toml --declared draft.toml")
        .exits(2)
        .says(&["error[E006]"]);
}

#[test]
fn what_was_not_announced_cannot_be_looked_for_without_announcements() {
    place()
        .run("diff 1.toml 2.toml --fail-on undeclared")
        .exits(2)
        .says(&["--declared"]);
    place()
        .run("table 1.toml 2.toml --fail-on undeclared")
        .exits(2)
        .says(&["--declared"]);
}
