//! The JSON as another program sees it: read by types of its own, which refuse what they
//! do not know, and held against the published schemas.

mod account;
mod history;
mod reader;
mod review;
mod schema;

use clausediff::diagnostic::{Code, Diagnostic, Findings};
use clausediff::diff::{self, Diff};
use clausediff::lineage::{Figures, Lineage};
use clausediff::load::{self, Limits};
use clausediff::model::{ClauseId, Links, Sides, Version};
use clausediff::render::json;
use clausediff::report::{DiffReport, Filter, Show, TableReport, TermsReport};
use clausediff::text::source::SourceText;
use clausediff::text::span::Span;
use reader::{Change, Op};

const BEFORE: &str = r#"
format = 1
proposal = { id = "draft-1", title = "Port Accord, first draft", date = "2024-03" }
party = [{ id = "north", name = "North Province" }]

[[clause]]
id = "tolls"
number = "1"
heading = "Tolls"
text = "Tolls are due on the first day of each month and are paid in silver."

[[clause]]
id = "garrison"
number = "2"
heading = "Garrison"
text = "North keeps at most 1,200 persons under arms at the port."
modality = "must"
terms.personnel = { at-most = 1200, unit = "persons" }
terms.ends = 2027-01-01

[[clause]]
id = "harbour"
number = "3"
text = "The harbour master inspects every vessel on arrival. Pilots are licensed by the council for five years and carry a lantern at night."

[[clause]]
id = "flags"
number = "4"
text = "Ships of both provinces fly a white flag inside the breakwater."
"#;

const AFTER: &str = r#"
format = 1
proposal = { id = "draft-2", title = "Port Accord, second draft", date = 2024-05-02 }
party = [{ id = "north", name = "North Province" }]

[[clause]]
id = "signals"
number = "1"
text = "Fires on the hill warn of storms\u001b[2J and of \u202efog\u009b."

[[clause]]
id = "garrison"
number = "3"
heading = "Size of the garrison"
text = "North keeps at most 400 persons under arms at the port."
modality = "may"
terms.personnel = { at-most = 400, unit = "persons" }

[[clause]]
id = "tolls"
number = "4"
heading = "Tolls"
text = "Tolls are due on the first day of each month and are paid in silver."

[[clause]]
id = "inspection"
number = "5.a"
text = "The harbour master inspects every vessel on arrival."

[[clause]]
id = "pilots"
number = "5.b"
text = "Pilots are licensed by the council for five years and carry a lantern at night."
"#;

const LINKS: &str = r#"
[[link]]
before = ["draft-1#garrison"]
after = ["draft-2#garrison"]
relation = "narrower"
why = "Fewer."

[[link]]
before = ["draft-1#harbour"]
after = ["draft-2#inspection", "draft-2#pilots"]
relation = "same"
"#;

fn version(name: &str, text: &str) -> Version {
    let loaded = load::version_from(name, text.as_bytes(), &Limits::default());
    loaded.unwrap().value
}

fn links() -> Links {
    let loaded = load::links_from("links.toml", LINKS.as_bytes(), &Limits::default());
    loaded.unwrap().links
}

fn accord() -> Sides<Version> {
    Sides::new(version("1.toml", BEFORE), version("2.toml", AFTER))
}

/// What is printed about two versions, after it was held against the schema.
fn printed(versions: Sides<&Version>, links: &Links, filter: &Filter) -> String {
    let Sides { before, after } = versions;
    let diff = Diff::with(before, after, links, &diff::Options::default());
    let text = json::diff(&DiffReport::new(&diff, filter));
    schema::check(&json::diff_schema(), &serde_json::from_str(&text).unwrap());
    text
}

fn read(versions: Sides<&Version>) -> reader::Diff {
    serde_json::from_str(&printed(versions, &links(), &Filter::default())).unwrap()
}

fn accord_read() -> reader::Diff {
    read(accord().as_ref())
}

fn change<'a>(diff: &'a reader::Diff, id: &str) -> &'a Change {
    let named = |change: &&Change| change.before.iter().chain(&change.after).any(|it| it == id);
    diff.changes.iter().find(named).unwrap()
}

/// The versions that come with the program, each with the next.
fn corpus() -> Vec<Sides<Version>> {
    let all: Vec<Version> = load::bundled()
        .versions
        .iter()
        .map(|(name, text)| version(name, text))
        .collect();
    let pairs = all.windows(2);
    let pairs = pairs.map(|pair| Sides::new(pair[0].clone(), pair[1].clone()));
    pairs.chain([accord()]).collect()
}

#[test]
fn an_object_names_its_schema_its_maker_and_its_versions() {
    let diff = accord_read();
    assert_eq!(diff.schema, "clausediff.diff/1");
    assert_eq!(diff.tool, concat!("clausediff ", env!("CARGO_PKG_VERSION")));
    assert_eq!(
        (&*diff.before.id, &*diff.before.date, diff.before.clauses),
        ("draft-1", "2024-03", 4)
    );
    assert_eq!(
        (&*diff.after.title, &*diff.after.date, &*diff.after.path),
        ("Port Accord, second draft", "2024-05-02", "2.toml")
    );
    assert_eq!(diff.after.sha256.len(), 64);
}

#[test]
fn a_lowered_cap_is_told_by_value_by_words_and_by_those_who_decided() {
    let diff = accord_read();
    let garrison = change(&diff, "garrison");
    assert_eq!(
        (&*garrison.kind, &*garrison.class, garrison.confidence),
        ("changed", "substantive", Some(1.0))
    );
    assert!(garrison.renumbered && garrison.retitled && !garrison.uncertain);
    assert_eq!(garrison.evidence.method.as_deref(), Some("link"));
    let personnel = &garrison.terms[0];
    assert_eq!(
        (&*personnel.name, &*personnel.change),
        ("personnel", "lower")
    );
    let at_most = |number| serde_json::json!({ "at-most": number, "unit": "persons" });
    assert_eq!(personnel.before, Some(at_most(1200)));
    assert_eq!(personnel.after, Some(at_most(400)));
    let ends = &garrison.terms[1];
    assert_eq!((&*ends.change, &ends.after), ("removed", &None));
    assert_eq!(ends.before, Some("2027-01-01".into()));
    let modality = garrison
        .signals
        .iter()
        .find(|signal| signal.kind == "modality");
    let modality = modality.unwrap();
    assert_eq!(
        (
            &*modality.direction,
            modality.before.as_deref(),
            modality.after.as_deref()
        ),
        ("weaker", Some("must"), Some("may"))
    );
    let link = &garrison.links[0];
    assert_eq!(
        (&*link.relation, link.why.as_deref()),
        ("narrower", Some("Fewer."))
    );
    assert_eq!(
        (&*link.before, &*link.after),
        (&["garrison".to_owned()][..], &["garrison".to_owned()][..])
    );
}

#[test]
fn a_clause_alone_claims_nothing_and_names_the_nearest() {
    let diff = accord_read();
    for (id, kind) in [("flags", "dropped"), ("signals", "added")] {
        let alone = change(&diff, id);
        assert_eq!((&*alone.kind, &*alone.class), (kind, "substantive"));
        assert_eq!((alone.confidence, &alone.evidence.method), (None, &None));
        assert_eq!(
            (alone.evidence.score, alone.evidence.parts.is_empty()),
            (None, true)
        );
        assert!(alone.balance.is_none() && alone.text.len() == 1);
    }
}

#[test]
fn a_split_says_where_the_words_went() {
    let diff = accord_read();
    let harbour = change(&diff, "harbour");
    assert_eq!((&*harbour.kind, harbour.after.len()), ("split", 2));
    let balance = harbour.balance.as_ref().unwrap();
    let ids: Vec<&str> = balance.pieces.iter().map(|piece| &*piece.id).collect();
    assert_eq!(ids, ["inspection", "pilots"]);
    let kept: f64 = balance.pieces.iter().map(|piece| piece.share).sum();
    assert!((kept + balance.lost - 1.0).abs() < 1e-5 && balance.new == 0.0);
}

#[test]
fn every_entry_is_counted_once_under_its_kind_and_under_each_facet() {
    for versions in corpus() {
        let diff = read(versions.as_ref());
        assert_eq!(diff.counts, reader::Counts::of(&diff.changes));
        assert_eq!(diff.hidden, 0);
    }
}

#[test]
fn a_filter_hides_entries_and_never_changes_a_count() {
    let only = vec![Show::from_word("added").unwrap()];
    let filter = Filter {
        only,
        ..Filter::default()
    };
    let text = printed(accord().as_ref(), &links(), &filter);
    let filtered: reader::Diff = serde_json::from_str(&text).unwrap();
    let whole = accord_read();
    assert_eq!(filtered.counts, whole.counts);
    assert_eq!(filtered.changes.len(), 1);
    assert_eq!(filtered.hidden + 1, whole.changes.len());
}

#[test]
fn redlines_spell_both_texts_byte_for_byte() {
    for versions in corpus() {
        for change in read(versions.as_ref()).changes {
            let joined = |version: &Version, ids: &[String]| {
                let text = |id: &String| {
                    let index = version.find(&ClauseId::new(id).unwrap()).unwrap();
                    version.clause(index).text.clone()
                };
                ids.iter().map(text).collect::<Vec<_>>().join("\n")
            };
            let spelled = |without: Op| {
                let edits = change.text.iter().filter(|edit| edit.op != without);
                edits.map(|edit| edit.text.as_str()).collect::<String>()
            };
            if change.kind == "unchanged" {
                assert_eq!(change.text, []);
            } else {
                assert_eq!(
                    spelled(Op::Insert),
                    joined(&versions.before, &change.before)
                );
                assert_eq!(spelled(Op::Delete), joined(&versions.after, &change.after));
            }
        }
    }
}

#[test]
fn every_clause_appears() {
    for versions in corpus() {
        let diff = read(versions.as_ref());
        let appears = |version: &Version, ids: fn(&Change) -> &Vec<String>| {
            let known: Vec<&String> = diff.changes.iter().flat_map(ids).collect();
            let all = version.clauses.iter().map(|clause| clause.id.to_string());
            all.into_iter().all(|id| known.contains(&&id))
        };
        assert!(appears(&versions.before, |change| &change.before));
        assert!(appears(&versions.after, |change| &change.after));
    }
}

#[test]
fn the_reading_order_names_every_change_that_is_not_still_once() {
    for versions in corpus() {
        let diff = read(versions.as_ref());
        let changes = diff.changes.iter().enumerate();
        let is_still = |change: &Change| {
            let has_facet = change.moved || change.renumbered || change.retitled;
            change.kind == "unchanged" && !has_facet && change.class == "none"
        };
        let differing = changes.filter(|(_, change)| !is_still(change));
        let differing: Vec<usize> = differing.map(|(place, _)| place).collect();
        let mut named = diff.reading_order.clone();
        named.sort_unstable();
        assert_eq!(named, differing);
    }
}

#[test]
fn swapped_versions_give_the_mirror_image() {
    for versions in corpus() {
        let forward = read(versions.as_ref());
        let backward = read(versions.as_ref().swapped());
        assert_eq!(forward.changes.len(), backward.changes.len());
        for change in forward.changes.iter().map(Change::mirrored) {
            let is_same =
                |other: &&Change| other.before == change.before && other.after == change.after;
            let twin = backward.changes.iter().find(is_same);
            assert_eq!(twin.map(Change::comparable), Some(change));
        }
    }
}

#[test]
fn no_character_reaches_a_terminal_that_it_would_obey_or_hide() {
    let text = printed(accord().as_ref(), &links(), &Filter::default());
    assert!(text.contains(r"storms\u001b[2J and of \u202efog\u009b."));
    let shown = text.replace('\n', "");
    assert_eq!(clausediff::text::visible::visible(&shown), shown);
}

#[test]
fn a_table_says_what_stands_of_each_version_in_each_later_one_if_asked() {
    let Sides { before, after } = accord();
    let options = diff::Options::default();
    let lineage = Lineage::trace(&[&before, &after, &after], &links(), &options);
    let mut report = TableReport::new(&lineage, &Filter::default());
    assert!(!json::table(&report).contains("\"pairs\""));
    report.pairs = Some(lineage.carried_between(&links(), &options));
    let text = json::table(&report);
    schema::check(&json::table_schema(), &serde_json::from_str(&text).unwrap());
    let table: reader::Table = serde_json::from_str(&text).unwrap();
    let pairs = table.pairs.unwrap();
    let places: Vec<(usize, usize)> = pairs.iter().map(|pair| (pair.from, pair.to)).collect();
    assert_eq!(places, [(0, 1), (0, 2), (1, 2)]);
    assert_eq!((pairs[2].clauses, pairs[2].words), (1.0, 1.0));
    assert_eq!(pairs[0].words, pairs[1].words);
}

#[test]
fn a_table_has_a_cell_for_each_version_and_the_answer() {
    let Sides { before, after } = accord();
    let lineage = Lineage::trace(&[&before, &after], &links(), &diff::Options::default());
    let text = json::table(&TableReport::new(&lineage, &Filter::default()));
    let value = serde_json::from_str(&text).unwrap();
    schema::check(&json::table_schema(), &value);
    let table: reader::Table = serde_json::from_str(&text).unwrap();
    assert_eq!(
        (&*table.schema, table.versions.len()),
        ("clausediff.table/1", 2)
    );
    assert!(table.threads.iter().all(|thread| thread.cells.len() == 2));
    let states = |thread: &reader::Thread| {
        let states = thread
            .cells
            .iter()
            .map(|cell| cell.as_ref().map(|cell| cell.state.clone()));
        states.collect::<Vec<_>>()
    };
    let of = |id: &str| {
        let has = |cell: &reader::Cell| cell.clauses.iter().any(|it| it == id);
        let thread = table
            .threads
            .iter()
            .find(|thread| thread.cells.iter().flatten().any(has));
        states(thread.unwrap())
    };
    assert_eq!(of("flags"), [Some("born".into()), None]);
    assert_eq!(of("signals"), [None, Some("born".into())]);
    assert_eq!(of("pilots"), [Some("born".into()), Some("split".into())]);
    let answer = &table.carried_over[0];
    let diff = accord_read();
    assert_eq!((&*answer.from, &*answer.to), ("draft-1", "draft-2"));
    assert!(answer.clauses_by_way >= answer.clauses);
    let judged = [
        answer.judged.same,
        answer.judged.changed,
        answer.judged.narrower,
        answer.judged.broader,
        answer.judged.opposite,
    ];
    let carried = (answer.clauses * diff.before.clauses as f64).round() as usize;
    let others = answer.judged.deleted + answer.judged.unjudged;
    assert_eq!(judged.iter().sum::<usize>() + others, carried);
    assert!(judged[2] > 0, "{judged:?}");
    assert_eq!(
        (answer.clauses, answer.words),
        (diff.carried_over.clauses, diff.carried_over.words)
    );
}

/// A version in which South wants so many guards.
fn disputed(id: &str, date: &str, cap: &str, south: &str) -> Version {
    let text = format!(
        r#"
format = 1
proposal = {{ id = "{id}", title = "{id}", date = {date} }}
party = [{{ id = "north", name = "North" }}, {{ id = "south", name = "South" }}]
source = [{{ id = "gazette", publisher = "Harbour Gazette", url = "https://example.org/2" }}]
[[clause]]
id = "garrison"
text = "North keeps some persons under arms at the port."
sources = [{{ id = "gazette", at = "point 6" }}]
terms.personnel = {cap}
terms.ends = {date}
[[clause.position]]
party = "north"
terms.personnel = 900
[[clause.position]]
party = "south"
terms.personnel = {south}
"#
    );
    version(id, &text)
}

#[test]
fn terms_are_told_only_when_asked_for_and_with_how_far_they_went() {
    let at_most = |number| format!("{{ at-most = {number}, unit = \"persons\" }}");
    let first = disputed("first", "2024-01-01", &at_most(1200), "400");
    let second = disputed("second", "2024-03-01", &at_most(400), "600");
    let versions = [&first, &second];
    let lineage = Lineage::trace(&versions, &Links::default(), &diff::Options::default());
    let report = TableReport::new(&lineage, &Filter::default());
    assert!(!json::table(&report).contains("\"terms\""));
    let figures = Figures::default();
    let terms = TermsReport::new(&lineage, &figures, &Filter::default());
    let text = json::table_with_terms(&report, &terms);
    schema::check(&json::table_schema(), &serde_json::from_str(&text).unwrap());
    let table: reader::Table = serde_json::from_str(&text).unwrap();
    let terms = table.terms.unwrap();
    assert_eq!((terms.hidden, terms.positions_in_words), (0, 0));
    let [personnel, ends] = terms.rows.as_slice() else {
        panic!("two terms: {:?}", terms.rows)
    };
    assert!(!personnel.in_text && !ends.in_text);
    assert_eq!((&*personnel.name, &*ends.name), ("personnel", "ends"));
    assert_eq!(
        personnel.clauses,
        [Some("garrison".into()), Some("garrison".into())]
    );
    let source = reader::Source {
        name: "Harbour Gazette".into(),
        at: Some("point 6".into()),
        url: Some("https://example.org/2".into()),
    };
    assert_eq!(personnel.sources[1], [source]);
    let lowered = personnel.cells[1].as_ref().unwrap();
    assert_eq!(
        lowered.value,
        Some(serde_json::json!({ "at-most": 400, "unit": "persons" }))
    );
    assert_eq!(lowered.change.as_deref(), Some("lower"));
    assert_eq!(
        (lowered.difference, lowered.percent),
        (Some(-800.0), Some(-67))
    );
    assert_eq!(lowered.since, None);
    let later = ends.cells[1].as_ref().unwrap();
    assert_eq!(later.change.as_deref(), Some("later"));
    assert_eq!((later.difference, later.percent), (Some(60.0), None));
    let south = &personnel.positions[1];
    assert_eq!(south.party, "South");
    assert_eq!(south.cells[1].as_ref().unwrap().difference, Some(200.0));
    let distance = &personnel.distances[0];
    assert_eq!(distance.parties, ["North", "South"]);
    let nearer = distance.cells[1].as_ref().unwrap();
    assert_eq!((nearer.distance, nearer.difference), (300.0, Some(-200.0)));
    assert_eq!(nearer.change.as_deref(), Some("lower"));
    let south = reader::Move {
        party: "South".into(),
        by: 200.0,
        towards: true,
    };
    assert_eq!(nearer.moves, [south]);
}

#[test]
fn a_finding_is_one_line() {
    let source = SourceText::new("a\u{7f}.toml", "format = 1\nid = \u{1b}\n");
    let diagnostic = Diagnostic::new(Code::BadId, Span::new(16, 17), "no\nid", "say one");
    let findings = Findings::new(source, vec![diagnostic]);
    assert_eq!(
        json::finding(&findings, &findings.diagnostics[0]),
        concat!(
            r#"{"code":"E009","severity":"error","path":"a\u007f.toml","line":2,"column":6,"#,
            r#""message":"no\nid","help":"say one"}"#,
            "\n"
        )
    );
}
