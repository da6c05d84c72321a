//! Files without faults, and what becomes of them.

use std::fs;
use std::path::Path;

use clausediff::diff::{Diff, Kind};
use clausediff::load::{self, Limits};
use clausediff::model::{ClauseIndex, Date, Extra, ExtraValue, Modality, Relation, Version};

fn port_accord() -> Version {
    let path = Path::new("tests/good/port-accord.toml");
    let loaded = load::version(path, &Limits::default()).unwrap();
    assert_eq!(loaded.warnings.diagnostics, []);
    loaded.value
}

#[test]
fn a_whole_proposal_becomes_a_version() {
    let version = port_accord();
    assert_eq!(version.id.as_str(), "port-accord-draft-2");
    assert_eq!(version.date, Date::parse("2024-05-02").unwrap());
    assert_eq!(version.previous.unwrap().as_str(), "port-accord-draft-1");
    assert_eq!(version.parties[0].aliases, ["Northern side"]);
    assert_eq!(version.sources[0].date, Date::parse("2024-05-03"));
    assert_eq!(version.clauses.len(), 2);
    let garrison = &version.clauses[1];
    assert_eq!(garrison.parent, Some(ClauseIndex::new(0)));
    assert_eq!(garrison.number.as_deref(), Some("6.a"));
    assert_eq!(garrison.modality, Some(Modality::MustNotExceed));
    assert_eq!(garrison.sources[1].at.as_deref(), Some("point 6"));
    assert!(garrison.unchecked && version.clauses[0].text.is_empty());
    assert_eq!(
        garrison.positions[0].terms[0].value.to_string(),
        "at most 400 persons"
    );
}

#[test]
fn a_blank_number_or_heading_says_nothing() {
    let text = format!(
        "{}[[clause]]\nid = \"a\"\nnumber = \"\"\nheading = \" \"\ntext = \"Tolls end.\"\n",
        version_file("v1", "2024-05-02")
            .split("[[clause]]")
            .next()
            .unwrap_or(""),
    );
    let loaded = load::version_from("v1.toml", text.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(loaded.warnings.diagnostics, []);
    let clause = &loaded.value.clauses[0];
    assert_eq!((&clause.number, &clause.heading), (&None, &None));
}

#[test]
fn terms_keep_the_order_of_the_file() {
    let shown: Vec<String> = port_accord().clauses[1]
        .terms
        .iter()
        .map(|term| format!("{}: {}", term.name, term.value))
        .collect();
    assert_eq!(
        shown,
        [
            "personnel: at most 1,200 persons",
            "place: the port",
            "ends: 2027-01-01",
            "guarantors: East, West"
        ]
    );
}

#[test]
fn terms_may_be_dotted_quoted_or_tables_of_their_own() {
    let text = "format = 1\n[proposal]\nid = \"v\"\ntitle = \"T\"\ndate = \"2024\"\n\
        [[clause]]\nid = \"a\"\ntext = \"x\"\n\
        terms.zone.from = 1\nterms.zone.to = 2\nterms.\"in force\" = true\n\
        [[clause]]\nid = \"b\"\ntext = \"x\"\n[clause.terms.cap]\nabout = 0x10\n";
    let version = load::version_from("-", text.as_bytes(), &Limits::default())
        .unwrap()
        .value;
    let shown: Vec<String> = version
        .clauses
        .iter()
        .flat_map(|clause| &clause.terms)
        .map(|term| format!("{}: {}", term.name, term.value))
        .collect();
    assert_eq!(shown, ["zone: 1 to 2", "in force: yes", "cap: about 16"]);
}

/// A version with a clause; `lines` stand in the extra table of both.
fn with_extra(lines: &str) -> Version {
    let text = format!(
        "{}[proposal.extra]\n{lines}[[clause]]\nid = \"a\"\ntext = \"Tolls end.\"\n[clause.extra]\n{lines}",
        version_file("v1", "2024")
    );
    let loaded = load::version_from("v1.toml", text.as_bytes(), &Limits::default());
    loaded.unwrap().value
}

#[test]
fn an_extra_table_is_carried_in_the_order_of_the_file() {
    let version = with_extra(
        "page = 12\ncolour = \"red\"\n\"read by\" = [\"A\", 2027-01-01, true]\n\
         big = 99_999_999_999_999_999_999\nmask = 0xff\nshare = -1.5e3\nat.z = 1\nat.a = inf\n",
    );
    assert_eq!(version.extra, version.clauses[0].extra);
    let (text, number) = (
        |text: &str| ExtraValue::Text(text.into()),
        |number: &str| ExtraValue::Number(number.into()),
    );
    let list = vec![
        text("A"),
        ExtraValue::Datetime("2027-01-01".into()),
        ExtraValue::Boolean(true),
    ];
    let at = Extra(vec![("z".into(), number("1")), ("a".into(), number("inf"))].into());
    let expected = [
        ("page", number("12")),
        ("colour", text("red")),
        ("read by", ExtraValue::List(list)),
        ("big", number("99999999999999999999")),
        ("mask", number("0xff")),
        ("share", number("-1.5e3")),
        ("at", ExtraValue::Table(at)),
    ];
    let expected = expected.map(|(key, value)| (key.to_owned(), value));
    assert_eq!(version.extra, Extra(expected.to_vec().into()));
    assert_eq!(version.extra.get("page"), Some(&number("12")));
    assert_eq!(version.extra.get("no"), None);
}

#[test]
fn an_extra_table_is_never_compared() {
    let (before, after) = (with_extra("page = 1\n"), with_extra("page = 2\n"));
    let diff = Diff::between(&before, &after);
    assert_eq!(diff.changes.len(), 1);
    assert_eq!(diff.changes[0].kind, Kind::Unchanged);
}

#[test]
fn the_origin_names_the_bytes() {
    let bytes = b"format = 1\n[proposal]\nid = \"v\"\ntitle = \"T\"\ndate = \"2024\"\n";
    let origin = load::version_from("-", bytes, &Limits::default())
        .unwrap()
        .value
        .origin;
    assert_eq!(origin.path, "-");
    assert_eq!(
        origin.sha256,
        "da0fbb66654cead9617237c4a630e59aad82d6d1837e0dc93cf968612258e236"
    );
}

#[test]
fn links_become_pairs() {
    let links = load::links(Path::new("tests/good/links.toml"), &Limits::default()).unwrap();
    assert_eq!(links.warnings.diagnostics, []);
    let links = links.links;
    assert_eq!(links.compare.len(), 2);
    assert_eq!(links.links[0].relation, Relation::Narrower);
    assert_eq!(
        links.links[0].after[1].to_string(),
        "port-accord-draft-2#police"
    );
    assert_eq!(
        links.unlinks[0].why.as_deref(),
        Some("Only the name is the same.")
    );
}

/// A folder with files of these names; each is a version with its id and date, or not.
fn folder_of(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn version_file(id: &str, date: &str) -> String {
    format!("format = 1\n[proposal]\nid = \"{id}\"\ntitle = \"T\"\ndate = \"{date}\"\n")
}

#[test]
fn a_folder_gives_its_versions_in_the_order_of_time() {
    let folder = folder_of(&[
        ("a.toml", &version_file("late", "2025")),
        ("b.toml", &version_file("early", "2024")),
        ("links.toml", "compare = [\"early\"]\n"),
        (".hidden.toml", "no"),
        ("notes.md", "no"),
    ]);
    fs::create_dir(folder.path().join("more.toml")).unwrap();
    let folder = load::folder(folder.path(), &Limits::default()).unwrap();
    let ids: Vec<&str> = folder
        .versions
        .iter()
        .map(|loaded| loaded.value.id.as_str())
        .collect();
    assert_eq!(ids, ["early", "late"]);
    assert!(folder.left_out.is_empty());
    assert_eq!(folder.links.unwrap().unwrap().links.compare.len(), 1);
}

#[test]
fn a_folder_leaves_out_what_is_broken_and_what_repeats_an_id() {
    let folder = folder_of(&[
        ("a.toml", &version_file("one", "2025")),
        ("b.toml", &version_file("one", "2024")),
        (
            "c.toml",
            &format!("{}hed = 1\n", version_file("three", "2024")),
        ),
        ("links.toml", "compare = 1\n"),
    ]);
    let folder = load::folder(folder.path(), &Limits::default()).unwrap();
    assert_eq!(folder.versions.len(), 1);
    let codes: Vec<&str> = folder
        .left_out
        .iter()
        .map(|error| error.findings().unwrap().diagnostics[0].code.as_str())
        .collect();
    assert_eq!(codes, ["E026", "E006"]);
    assert_eq!(folder.left_out[1].version().unwrap().as_str(), "three");
    assert!(folder.links.unwrap().is_err());
}

#[test]
fn a_repeated_id_is_shown_in_its_file_also_when_that_has_clauses() {
    let file = format!(
        "{}[[clause]]\nid = \"a\"\ntext = \"x\"\n",
        version_file("one", "2024")
    );
    let folder = folder_of(&[("a.toml", &file), ("b.toml", &file)]);
    let folder = load::folder(folder.path(), &Limits::default()).unwrap();
    let findings = folder.left_out[0].findings().unwrap();
    let span = findings.diagnostics[0].span;
    assert_eq!(&findings.source.text()[span.range()], "\"one\"");
}

#[test]
fn the_text_of_a_file_is_kept_for_its_warnings_only() {
    for (modality, is_kept) in [("must", false), ("shall", true)] {
        let text = format!(
            "{}[[clause]]\nid = \"a\"\ntext = \"x\"\nmodality = \"{modality}\"\n",
            version_file("v1", "2024")
        );
        let loaded = load::version_from("v1.toml", text.as_bytes(), &Limits::default()).unwrap();
        let source = loaded.warnings.source;
        assert_eq!(source.name(), "v1.toml");
        assert_eq!(source.text(), if is_kept { text.as_str() } else { "" });
    }
}

#[test]
fn a_folder_that_is_not_there_is_an_error() {
    assert!(load::folder(Path::new("no/such"), &Limits::default()).is_err());
}

#[cfg(unix)]
#[test]
fn a_folder_leaves_out_a_socket_that_nobody_named() {
    let folder = folder_of(&[("v1.toml", &version_file("v1", "2024-05-02"))]);
    let socket = std::os::unix::net::UnixListener::bind(folder.path().join("pipe.toml"));
    let read = load::folder(folder.path(), &Limits::default()).expect("the folder is read");
    assert!(socket.is_ok());
    assert_eq!((read.versions.len(), read.left_out.len()), (1, 1));
}
