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
