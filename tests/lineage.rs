//! The life of clauses through several versions, as a picture: a row for each thread, a
//! cell for each version.

use clausediff::diff::Options;
use clausediff::lineage::{Cell, Lineage, Thread};
use clausediff::load::{self, Limits};
use clausediff::model::{Links, Version};
use clausediff::report::state_word;

const CAP: &str = "North keeps at most 1,200 persons under arms at the port.";
const TOLLS: &str = "South collects no tolls on goods in transit through the harbour.";
const LIGHT: &str = "The lighthouse stays lit at night for ships of every flag.";

/// Versions `v0`, `v1` ...; a clause is its id and its text.
fn versions(clauses: &[&[(&str, &str)]]) -> Vec<Version> {
    let clause =
        |(id, text): &(&str, &str)| format!("[[clause]]\nid = \"{id}\"\ntext = \"{text}\"\n");
    let version = |(at, clauses): (usize, &&[(&str, &str)])| {
        let head = format!(
            "format = 1\n[proposal]\nid = \"v{at}\"\ntitle = \"v{at}\"\ndate = \"200{at}\"\n"
        );
        let text = head + &clauses.iter().map(clause).collect::<String>();
        load::version_from("v", text.as_bytes(), &Limits::default())
            .expect("the version loads")
            .value
    };
    clauses.iter().enumerate().map(version).collect()
}

fn links(pairs: &[(&str, &str)]) -> Links {
    let link = |(before, after): &(&str, &str)| {
        format!(
            "[[link]]\nbefore = [\"{before}\"]\nafter = [\"{after}\"]\nrelation = \"changed\"\n"
        )
    };
    let text: String = pairs.iter().map(link).collect();
    load::links_from("links.toml", text.as_bytes(), &Limits::default())
        .expect("the links load")
        .links
}

fn row(versions: &[&Version], thread: &Thread) -> String {
    let shown = |(version, cell): (&&Version, &Option<Cell>)| match cell {
        None => "-".to_owned(),
        Some(cell) => {
            let ids: Vec<&str> = cell
                .clauses
                .iter()
                .map(|&clause| version.clause(clause).id.as_str())
                .collect();
            format!("{} {}", state_word(cell.state), ids.join("+"))
        }
    };
    versions
        .iter()
        .zip(&thread.cells)
        .map(shown)
        .collect::<Vec<_>>()
        .join(" | ")
}

#[track_caller]
fn check(versions: &[Version], links: &Links, expected: &[&str]) {
    let borrowed: Vec<&Version> = versions.iter().collect();
    let lineage = Lineage::trace(&borrowed, links, &Options::default());
    let rows: Vec<String> = lineage
        .threads
        .iter()
        .map(|thread| row(&borrowed, thread))
        .collect();
    assert_eq!(rows, expected);
}

#[test]
fn clauses_are_born_stay_the_same_change_and_are_dropped() {
    let lower = CAP.replace("1,200", "400");
    check(
        &versions(&[
            &[("a", CAP), ("b", TOLLS)],
            &[("a", CAP)],
            &[("a", &lower), ("l", LIGHT)],
        ]),
        &Links::default(),
        &[
            "born a | same a | changed a",
            "born b | - | -",
            "- | - | born l",
        ],
    );
}

#[test]
fn a_clause_that_comes_back_is_revived_in_its_old_thread() {
    check(
        &versions(&[
            &[("a", CAP), ("b", TOLLS)],
            &[("a", CAP)],
            &[("a", CAP), ("x", TOLLS)],
        ]),
        &Links::default(),
        &["born a | same a | same a", "born b | - | revived x"],
    );
}

#[test]
fn the_pieces_of_a_split_stay_in_its_thread_and_merge_there() {
    check(
        &versions(&[&[("a", CAP)], &[("x", CAP), ("y", TOLLS)], &[("z", CAP)]]),
        &links(&[
            ("v0#a", "v1#x"),
            ("v0#a", "v1#y"),
            ("v1#x", "v2#z"),
            ("v1#y", "v2#z"),
        ]),
        &["born a | split x+y | merged z"],
    );
}

#[test]
fn threads_that_ended_stand_where_they_stood() {
    check(
        &versions(&[
            &[("a", CAP), ("b", TOLLS), ("c", LIGHT)],
            &[("c", LIGHT), ("a", CAP)],
        ]),
        &Links::default(),
        &["born c | same c", "born a | same a", "born b | -"],
    );
}

#[test]
fn what_stands_in_the_last_version_is_followed_by_way_of_those_between() {
    let versions = versions(&[
        &[("a", CAP), ("b", TOLLS)],
        &[("x", LIGHT)],
        &[("y", "A word of thanks ends the text.")],
    ]);
    let borrowed: Vec<&Version> = versions.iter().collect();
    let links = links(&[("v0#a", "v1#x"), ("v1#x", "v2#y")]);
    let lineage = Lineage::trace(&borrowed, &links, &Options::default());
    assert_eq!(lineage.into_last[0].carried_over.clauses.millionths(), 0);
    let standing: Vec<&str> = lineage
        .standing(0)
        .iter()
        .map(|&clause| versions[0].clause(clause).id.as_str())
        .collect();
    assert_eq!(standing, ["a"]);
}

/// The life of the clause with an id: what became of it in each version.
#[track_caller]
fn check_history(versions: &[Version], links: &Links, asked: (usize, &str), expected: &[&str]) {
    let borrowed: Vec<&Version> = versions.iter().collect();
    let lineage = Lineage::trace(&borrowed, links, &Options::default());
    let (column, id) = asked;
    let mut clauses = versions[column].indexed();
    let (clause, _) = clauses.find(|(_, own)| own.id.as_str() == id).unwrap();
    let history = lineage.history(&[(column, clause)]);
    let told = |column: usize| match history.state(column) {
        None if history.is_dropped_at(column) => "dropped".to_owned(),
        None => "-".to_owned(),
        Some(state) => {
            let own = history.clauses[column].iter();
            let ids: Vec<&str> = own
                .map(|&clause| versions[column].clause(clause).id.as_str())
                .collect();
            format!("{} {}", state_word(state), ids.join("+"))
        }
    };
    let lives: Vec<String> = (0..versions.len()).map(told).collect();
    assert_eq!(lives, expected);
}

#[test]
fn a_history_follows_what_a_clause_came_from_and_what_it_became_but_not_its_siblings() {
    let joined = format!("{CAP} {TOLLS}");
    let lower = CAP.replace("1,200", "400");
    let versions = versions(&[
        &[("ab", &joined)],
        &[("a", CAP), ("b", TOLLS)],
        &[("a", &lower), ("b", TOLLS)],
    ]);
    let links = Links::default();
    check_history(
        &versions,
        &links,
        (2, "a"),
        &["born ab", "split a", "changed a"],
    );
    check_history(
        &versions,
        &links,
        (1, "b"),
        &["born ab", "split b", "same b"],
    );
    check_history(
        &versions,
        &links,
        (0, "ab"),
        &["born ab", "split a+b", "changed a+b"],
    );
}

#[test]
fn a_history_says_where_a_clause_is_gone_and_that_it_is_back() {
    check_history(
        &versions(&[
            &[("a", CAP), ("b", TOLLS)],
            &[("b", TOLLS)],
            &[("a", CAP), ("b", TOLLS)],
            &[("b", TOLLS)],
        ]),
        &Links::default(),
        (0, "a"),
        &["born a", "dropped", "revived a", "dropped"],
    );
}

/// The texts of the last version, each piece behind the place of the version it comes from.
#[track_caller]
fn check_origins(versions: &[Version], links: &Links, expected: &[&str]) {
    let borrowed: Vec<&Version> = versions.iter().collect();
    let lineage = Lineage::trace(&borrowed, links, &Options::default());
    let clauses = &borrowed.last().unwrap().clauses;
    let told = clauses
        .iter()
        .zip(lineage.annotate())
        .map(|(clause, stretches)| {
            let mut start = 0;
            let pieces = stretches.iter().map(|stretch| {
                let piece = format!("[{}]{}", stretch.origin, &clause.text[start..stretch.end]);
                start = stretch.end;
                piece
            });
            pieces.collect::<String>()
        });
    assert_eq!(told.collect::<Vec<_>>(), expected);
}

#[test]
fn a_word_comes_from_the_version_that_brought_it_in() {
    let lower = CAP.replace("1,200", "400");
    let warned = lower.replace("at the port.", "at the port, and says so.");
    check_origins(
        &versions(&[&[("a", CAP)], &[("a", &lower)], &[("a", &warned)]]),
        &Links::default(),
        &["[0]North keeps at most [1]400[0] persons under arms at the port[2], and says so[0]."],
    );
}

#[test]
fn words_keep_their_origin_through_splits_mergers_and_gaps() {
    let joined = format!("{CAP} {TOLLS}");
    check_origins(
        &versions(&[&[("ab", &joined)], &[("a", CAP), ("b", TOLLS)]]),
        &Links::default(),
        &[&format!("[0]{CAP}"), &format!("[0]{TOLLS}")],
    );
    check_origins(
        &versions(&[
            &[("a", CAP), ("l", LIGHT)],
            &[("l", LIGHT)],
            &[("a", CAP), ("l", LIGHT)],
        ]),
        &Links::default(),
        &[&format!("[0]{CAP}"), &format!("[0]{LIGHT}")],
    );
}
