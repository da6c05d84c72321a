//! The terminal view, as readers see it.

use clausediff::diff::{self, Diff};
use clausediff::lineage::{Figures, Lineage};
use clausediff::load::{self, Limits};
use clausediff::matching::{self, Asked, Confidence, Explanation};
use clausediff::model::{Clause, ClauseIndex, Links, TermValue, Version};
use clausediff::render::View;
use clausediff::render::style::{Palette, Styles};
use clausediff::render::terminal::{self, Options};
use clausediff::report::{
    DiffReport, ExplainReport, Filter, Kind, Mode, Score, Show, Skipped, TableReport, TermsReport,
    VersionHead, VersionReport,
};
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

/// What every draft declares beside its clauses.
const HEAD: &str = r#"
status = "unsigned"
authors = ["north"]
summary = "A summary."
[[party]]
id = "north"
name = "North"
[[party]]
id = "south"
name = "South"
[[source]]
id = "gazette"
publisher = "Gazette"
title = "Text"
date = 2024-05-03
url = "https://example.org/1"
"#;

fn draft(id: &str, date: &str, clauses: &str) -> Version {
    let named = format!("[proposal]\nid = \"{id}\"\ntitle = \"Accord {id}\"\ndate = {date}");
    let text = format!("format = 1\n{named}{HEAD}{clauses}");
    let loaded = load::version_from("accord.toml", text.as_bytes(), &Limits::default());
    loaded.unwrap().value
}

fn one(clauses: &str) -> Version {
    draft("one", "2024-01-01", clauses)
}

fn two(clauses: &str) -> Version {
    draft("two", "2024-05-01", clauses)
}

/// Number, heading and id in one string, "6.a Garrison (garrison)"; further keys follow.
fn clause(label: &str, text: &str) -> String {
    let (number, rest) = label.split_once(' ').unwrap();
    let (heading, id) = rest.trim_end_matches(')').split_once(" (").unwrap();
    format!(
        "[[clause]]\nid = \"{id}\"\nnumber = \"{number}\"\nheading = \"{heading}\"\ntext = \"{text}\"\n"
    )
}

fn links(text: &str) -> Links {
    load::links_from("links.toml", text.as_bytes(), &Limits::default())
        .unwrap()
        .links
}

/// What the engine makes of these texts is not tested here: it is 97 % sure of all.
fn compared<'a>(before: &'a Version, after: &'a Version, links: &Links) -> Diff<'a> {
    let mut diff = Diff::with(before, after, links, &diff::Options::default());
    for at in 0..diff.changes.len() {
        set_confidence(&mut diff, at, 970_000);
    }
    diff
}

fn set_confidence(diff: &mut Diff, change: usize, millionths: u32) {
    if let Some(evidence) = &mut diff.changes[change].evidence {
        evidence.confidence = Confidence::of_share(Score::from_millionths(millionths));
    }
}

fn table<'a>(versions: &[&'a Version]) -> TableReport<'a> {
    let lineage = Lineage::trace(versions, &Links::default(), &diff::Options::default());
    TableReport::new(&lineage, &Filter::default())
}

fn terms<'a>(versions: &[&'a Version]) -> TermsReport<'a> {
    let lineage = Lineage::trace(versions, &Links::default(), &diff::Options::default());
    let figures = Box::leak(Box::new(Figures::read(versions)));
    TermsReport::new(&lineage, figures, &Filter::default())
}

fn plain(width: usize) -> Options<'static> {
    Options {
        width,
        ..Options::default()
    }
}

/// The changes alone, without the head and the remarks at the end.
fn changes(shown: &str) -> String {
    let paragraphs: Vec<&str> = shown.trim_end().split("\n\n").collect();
    paragraphs[1..paragraphs.len() - 1].join("\n\n")
}

#[track_caller]
fn check(before: &str, after: &str, links_file: &str, expected: &str) {
    let (before, after) = (one(before), two(after));
    let diff = compared(&before, &after, &links(links_file));
    let report = DiffReport::new(&diff, &Filter::default());
    let shown = terminal::diff(&report, &plain(80));
    assert_eq!(changes(&shown), expected.trim_matches('\n'), "\n{shown}");
}

const GARRISON: &str = "North keeps at most 1,200 persons under arms at the port.";
const TOLLS: &str = "Ships of both provinces pay the same tolls, set each year in March.";
const PILOTS: &str = "Pilots are trained and licensed by the harbour office.";
const ICE: &str = "In winter the channel is kept open by icebreakers of the federation.";

#[test]
fn a_changed_clause_shows_labels_redline_terms_findings_and_judgement() {
    let before = clause("6.a Garrison (garrison)", GARRISON)
        + r#"modality = "must"
             terms = { personnel = { at-most = 1200, unit = "persons" }, place = "the port" }"#;
    let after = clause(
        "7 Garrison (forces)",
        "North keeps at most 400 persons under arms at the port.",
    ) + r#"modality = "may"
           terms = { personnel = { at-most = 400, unit = "persons" }, gate = "west" }"#;
    let links = r#"
        [[link]]
        before = ["one#garrison"]
        after = ["two#forces"]
        relation = "narrower"
        why = "Fewer persons.""#;
    check(
        &before,
        &after,
        links,
        "
~ changed, renumbered · substantive · decided by people
  6.a Garrison (garrison) -> 7 Garrison (forces)
    North keeps at most [-1,200-]{+400+} persons under arms at the port.
    personnel: at most 1,200 persons -> at most 400 persons  lowered by 800
      (-67 %)
    place:     [-the port-]  removed
    gate:      {+west+}  added
    modality weaker: must -> may
    judged narrower (garrison -> forces): Fewer persons.
",
    );
}

#[test]
fn an_added_clause_stands_in_full_between_marks() {
    let tolls = clause("1 Tolls (tolls)", TOLLS);
    let ice = clause("2 Ice (ice)", ICE) + "unchecked = true\nterms = { season = \"winter\" }\n";
    check(
        &tolls,
        &(tolls.clone() + &ice),
        "",
        "
+ added · substantive
  2 Ice (ice) (unchecked)
    {+In winter the channel is kept open by icebreakers of the federation.+}
    season: {+winter+}
",
    );
}

#[test]
fn a_dropped_clause_stands_in_full_between_marks() {
    let tolls = clause("1 Tolls (tolls)", TOLLS);
    let ice = "[[clause]]\nid = \"ice\"\ntext = \"Ice is broken.\"\n";
    check(
        &(tolls.clone() + ice),
        &tolls,
        "",
        "
- dropped · substantive
  ice
    [-Ice is broken.-]
",
    );
}

#[test]
fn clauses_that_only_moved_or_got_a_number_take_a_line_that_names_both_ends() {
    let before = clause("1 Pilots (pilots)", PILOTS)
        + &clause("2 Tolls (tolls)", TOLLS)
        + &clause("3 Ice (ice)", ICE);
    let after = clause("1 Tolls (tolls)", TOLLS)
        + &clause("3 Ice (ice)", ICE)
        + &clause("4 Pilots (pilots)", PILOTS);
    check(
        &before,
        &after,
        "",
        "
= unchanged, renumbered · 97 % sure · 2 Tolls (tolls) -> 1 Tolls (tolls)
= unchanged, moved, renumbered · 97 % sure · 1 Pilots (pilots) -> 4 Pilots
    (pilots) · stood first, now stands after 3 Ice
",
    );
}

#[test]
fn a_move_into_a_section_names_the_section() {
    let head = "[[clause]]\nid = \"winter\"\nheading = \"Winter\"\n";
    let child = |id: &str| format!("parent = \"{id}\"\n");
    let pilots = clause("1 Pilots (pilots)", PILOTS) + &child("winter");
    let ice = clause("2 Ice (ice)", ICE);
    let before = head.to_owned() + &pilots + &ice;
    let after = head.to_owned() + &pilots + &ice + &child("winter");
    check(
        &before,
        &after,
        "",
        "
= unchanged, moved · 97 % sure · 2 Ice (ice) · stood after Winter, now stands
    under Winter, after 1 Pilots
",
    );
}

#[test]
fn a_move_between_the_same_neighbours_is_told_by_what_follows() {
    let tolls = clause("1 Tolls (tolls)", TOLLS);
    let ice = clause("2 Ice (ice)", ICE);
    let pilots = clause("3 Pilots (pilots)", PILOTS);
    let (before, after) = (
        one(&[tolls.as_str(), &pilots, &ice].concat()),
        two(&[tolls.as_str(), &pilots].concat()),
    );
    let mut diff = Diff::between(&before, &after);
    let pilots = diff.changes.iter_mut();
    pilots
        .filter(|change| change.kind == Kind::Unchanged)
        .for_each(|change| change.moved = true);
    let report = DiffReport::new(&diff, &Filter::default());
    let shown = terminal::diff(&report, &plain(120));
    assert!(
        shown.contains("stood before 2 Ice, now stands last"),
        "{shown}"
    );
}

#[test]
fn a_split_shows_where_the_words_went() {
    let before = clause("1 Harbour (harbour)", &format!("{TOLLS} {PILOTS}"));
    let after = clause("1 Tolls (tolls)", TOLLS)
        + &clause("2 Pilots (pilots)", &PILOTS.replace("trained", "tested"));
    let links = r#"
        [[link]]
        before = ["one#harbour"]
        after = ["two#tolls", "two#pilots"]
        relation = "same""#;
    check(
        &before,
        &after,
        links,
        "
< split, retitled · reworded · decided by people
  1 Harbour (harbour)
  -> 1 Tolls (tolls) · holds 59 % of the words
  -> 2 Pilots (pilots) · holds 36 % of the words
  5 % of the words before are lost, 5 % of the words after are new
    Ships of both provinces pay the same tolls, set each year in March.[- -]{+
    +}Pilots are [-trained-]{+tested+} and licensed by the harbour office.
    judged same (harbour -> tolls, pilots)
",
    );
}

#[test]
fn a_guessed_relation_says_that_it_is_uncertain() {
    let before = one(&clause("1 Tolls (tolls)", TOLLS));
    let after = two(&clause("1 Tolls (tolls)", &TOLLS.replace("March", "May")));
    let mut diff = compared(&before, &after, &Links::default());
    set_confidence(&mut diff, 0, 650_000);
    let shown = terminal::diff(&DiffReport::new(&diff, &Filter::default()), &plain(80));
    assert!(shown.contains(" · uncertain, 65 % sure\n"), "{shown}");
}

#[test]
fn unchanged_clauses_are_folded_and_counted_unless_all_are_wanted() {
    let clauses = clause("1 Tolls (tolls)", TOLLS) + &clause("2 Ice (ice)", ICE);
    let (before, after) = (one(&clauses), two(&clauses));
    let diff = compared(&before, &after, &Links::default());
    let report = DiffReport::new(&diff, &Filter::default());
    assert_eq!(
        terminal::diff(&report, &plain(80)),
        "\
before  Accord one (one), 2024-01-01, unsigned, 2 clauses
after   Accord two (two), 2024-05-01, unsigned, 2 clauses
2 unchanged

2 unchanged clauses not shown (--all shows them)
of Accord one, 100 % of the clauses and 100 % of the words are carried over into
  Accord two
"
    );
    let all = Options {
        all: true,
        ..plain(80)
    };
    let shown = terminal::diff(&report, &all);
    assert!(shown.contains(TOLLS) && shown.contains(ICE), "{shown}");
    assert!(!shown.contains("not shown"), "{shown}");
}

#[test]
fn what_was_hidden_reused_skipped_or_guessed_is_said_in_both_views_of_a_diff() {
    let before = one(&clause("1 Tolls (tolls)", TOLLS));
    let after = two(&clause("1 Ice (ice)", ICE));
    let filter = Filter {
        only: vec![Show::Kind(Kind::Added)],
        ..Filter::default()
    };
    let diff = compared(&before, &after, &Links::default());
    let mut report = DiffReport::new(&diff, &filter);
    report.reused_ids = vec!["berths".into()];
    report.mode = Mode::DifferentAuthors;
    report.skipped = vec![Skipped {
        what: "common words".into(),
        count: 3,
        why: "in every clause".into(),
    }];
    for view in [View::Inline, View::Summary] {
        let shown = terminal::diff(&report, &Options { view, ..plain(200) });
        let remarks = [
            "\n1 change hidden by the filter\n",
            "not taken as the same: berths\n",
            "\nskipped: common words (3): in every clause\n",
            "\nthe texts share few words, as texts of different authors do",
            "\nof Accord one, 0 % of the clauses and 0 % of the words are carried over",
        ];
        for remark in remarks {
            assert!(shown.contains(remark), "{remark}\n{shown}");
        }
    }
}

#[test]
fn the_summary_draws_a_bar_for_whatever_occurs() {
    let before = one(&(clause("1 Tolls (tolls)", TOLLS) + &clause("2 Ice (ice)", ICE)));
    let after = two(&clause("2 Tolls (tolls)", TOLLS));
    let diff = compared(&before, &after, &Links::default());
    let mut report = DiffReport::new(&diff, &Filter::default());
    let options = Options {
        view: View::Summary,
        ..plain(40)
    };
    let bars = "
unchanged   1  =
dropped     1  -

renumbered  1  #

substantive 1  #
";
    let shown = terminal::diff(&report, &options);
    assert_eq!(changes(&shown), bars.trim_matches('\n'), "\n{shown}");
    report.counts.unchanged = 1_000;
    let shown = terminal::diff(&report, &options);
    let scaled = "unchanged   1000  ======================\ndropped        1  -\n";
    assert!(shown.contains(scaled), "{shown}");
}

#[test]
fn a_table_has_a_column_for_each_version_and_the_answer_below() {
    let tolls = clause("1 Tolls (tolls)", TOLLS)
        + r#"topic = "port/tolls"
             unchecked = true
             [[clause.position]]
             party = "south"
             terms = { toll = { at-most = 5, unit = "crowns" } }
             "#;
    let ice = clause("2 Ice (ice)", ICE) + "terms = { season = \"winter\" }\n";
    let first = one(&(tolls.clone() + &ice));
    let second = two(&tolls);
    let third = draft(
        "three",
        "2024-09-01",
        &(tolls + "[[clause]]\nid = \"end\"\ntext = \"Ends.\"\n"),
    );
    let others = [VersionHead::new(&first)];
    assert_eq!(
        terminal::table(&table(&[&first, &second, &third]), &others, &plain(75)),
        "\
Accord one              │ Accord two              │ Accord three
2024-01-01, unsigned    │ 2024-05-01, unsigned    │ 2024-09-01, unsigned
one                     │ two                     │ three
───────────────────────────────────────────────────────────────────────────
Tolls · port/tolls
+ born                  │ = same                  │ = same
1 (tolls) (unchecked)   │ 1 (tolls) (unchecked)   │ 1 (tolls) (unchecked)
Ships of both provinces │                         │
pay the same tolls, set │                         │
each year in March.     │                         │
· South: at most 5      │                         │
  crowns                │                         │
───────────────────────────────────────────────────────────────────────────
Ice
+ born                  │ - dropped               │ -
2 (ice)                 │                         │
In winter the channel   │                         │
is kept open by         │                         │
icebreakers of the      │                         │
federation.             │                         │
· season: winter        │                         │
───────────────────────────────────────────────────────────────────────────
end
-                       │ -                       │ + born
                        │                         │ end
                        │                         │ Ends.
───────────────────────────────────────────────────────────────────────────
= same: as in the column before (--all repeats the text)

Is it the same deal?
  Of Accord one, 50 % of the clauses and 52 % of the words are carried over
    into Accord three; 1 clause says the same word for word
    dropped: 2 Ice
  Of Accord two, 100 % of the clauses and 100 % of the words are carried
    over into Accord three; 1 clause says the same word for word

also at hand: Accord one (one)
sources of each clause: show VERSION, or --format markdown
"
    );
}

#[test]
fn a_table_says_which_versions_it_has_no_room_for() {
    let tolls = clause("1 Tolls (tolls)", TOLLS);
    let ice = clause("2 Ice (ice)", ICE);
    let first = one(&(tolls.clone() + &ice));
    let second = two(&tolls);
    let third = draft("three", "2024-09-01", &tolls);
    let report = table(&[&first, &second, &third]);
    let shown = terminal::table(&report, &[], &plain(40));
    assert!(shown.starts_with("Accord three\n"), "{shown}");
    // What stays the same is told where the column before has no room.
    assert!(
        shown.contains("= same\n1 (tolls)\nShips of both"),
        "{shown}"
    );
    let one_line = shown.replace("\n  ", " ");
    assert!(
        one_line.contains(
            "\nno room for Accord one (one), Accord two (two); --width 72 shows all versions,"
        ),
        "{shown}"
    );
    assert!(
        one_line.contains("\n1 row stands only in versions for"),
        "{shown}"
    );
    let shown = terminal::table(&report, &[], &plain(72));
    assert!(
        shown.starts_with("Accord one             │ Accord two"),
        "{shown}"
    );
    assert!(!shown.contains("no room"), "{shown}");
}

#[test]
fn a_table_marks_uncertain_relations() {
    let clauses = clause("1 Tolls (tolls)", TOLLS);
    let (first, second) = (one(&clauses), two(&clauses));
    let mut report = table(&[&first, &second]);
    report.rows[0].cells[1].as_mut().unwrap().uncertain = true;
    let shown = terminal::table(&report, &[], &plain(80));
    assert!(shown.contains("│ = same, uncertain\n"), "{shown}");
}

#[test]
fn explain_gives_the_answer_then_the_change() {
    let before = one(&clause("1 Tolls (tolls)", TOLLS));
    let after = two(&clause("2 Tolls (fees)", TOLLS));
    let diff = Diff::between(&before, &after);
    let tolls = ClauseIndex::new(0);
    let explanation = explanation([&before, &after], &Links::default(), Some(tolls));
    let mut report = ExplainReport::new(&diff, &explanation);
    report.answer = vec!["Because.".into(), "And so on.".into()];
    report.items[0].evidence.confidence = None;
    assert_eq!(
        terminal::explain(&report, &plain(80)),
        "\
before  Accord one (one), 2024-01-01, unsigned, 1 clause
after   Accord two (two), 2024-05-01, unsigned, 1 clause

1 Tolls (tolls) and 2 Tolls (fees)
  Because.
  And so on.

= unchanged, renumbered
  1 Tolls (tolls) -> 2 Tolls (fees)
    Ships of both provinces pay the same tolls, set each year in March.
"
    );
}

#[test]
fn a_version_is_shown_with_values_and_sources() {
    let clauses = clause("1 Tolls (tolls)", TOLLS)
        + r#"binds = ["north", "south"]
             modality = "must"
             note = "Editors' remark."
             sources = [{ id = "gazette", at = "point 1" }]
             terms = { toll = 4 }
             [[clause.position]]
             party = "south"
             text = "At most five."
             terms = { toll = 5 }
             [[clause]]
             id = "cargo"
             parent = "tolls"
             text = "Timber pays half."
             "#;
    assert_eq!(
        terminal::version(&VersionReport::new(&one(&clauses)), &plain(60)),
        "\
Accord one (one)
2024-01-01 · unsigned · by North · 2 clauses
accord.toml

A summary.

1 Tolls (tolls)
  Ships of both provinces pay the same tolls, set each year
  in March.
  toll: 4
  South: At most five. (toll: 5)
  binds North, South · modality must
  note: Editors' remark.
  source: Gazette, Text, 2024-05-03, point 1,
    https://example.org/1

  cargo
    Timber pays half.
"
    );
}

#[test]
fn a_list_aligns_ids_dates_and_sizes() {
    let (first, third) = (
        one(""),
        draft("three", "\"2024-09\"", &clause("1 Ice (ice)", ICE)),
    );
    let heads = [VersionHead::new(&first), VersionHead::new(&third)];
    assert_eq!(
        terminal::list(&heads, &plain(80)),
        "\
one    2024-01-01  0 clauses
  Accord one, unsigned
  accord.toml
three  2024-09      1 clause
  Accord three, unsigned
  accord.toml
"
    );
}

/// Two versions whose every free text is `text`, with all keys in use.
fn full_of(text: &str) -> [Version; 2] {
    let rich = |id: &str| {
        format!(
            r#"[[clause]]
               id = "{id}"
               number = "1"
               heading = "h"
               text = "{id}"
               status = "s"
               note = "n"
               sources = [{{ id = "gazette", at = "a" }}]
               binds = ["north"]
               terms = {{ t = "v", q = {{ at-most = 1, unit = "u" }}, l = ["i", "j"] }}
               [[clause.position]]
               party = "south"
               text = "p"
               "#
        )
    };
    let before = one(&(rich("same") + &rich("old")));
    let after = two(&(rich("new") + &rich("same")));
    let mut versions = [before, after];
    for (version, suffix) in versions.iter_mut().zip(["", " x"]) {
        let text = format!("{text}{suffix}");
        version.title = text.clone();
        version.status = Some(text.clone());
        version.summary = Some(text.clone());
        version.authors = vec![text.clone()];
        version.origin.path = text.clone();
        version
            .parties
            .iter_mut()
            .for_each(|party| party.name = text.clone());
        version.sources[0].publisher = Some(text.clone());
        version.sources[0].url = Some(text.clone());
        version
            .clauses
            .iter_mut()
            .for_each(|clause| fill(clause, &text));
    }
    versions
}

fn fill(clause: &mut Clause, text: &str) {
    clause.number = Some(text.into());
    clause.heading = Some(text.into());
    clause.text = format!("{} {text}", clause.text);
    clause.status = Some(text.into());
    clause.note = Some(text.into());
    clause.sources[0].at = Some(text.into());
    clause.positions[0].text = Some(text.into());
    for term in clause.terms.iter_mut() {
        term.name = format!("{}{text}", term.name);
        match &mut term.value {
            TermValue::Text(value) => *value = text.into(),
            TermValue::Quantity(quantity) => quantity.unit = Some(text.into()),
            TermValue::List(items) => items.push(text.into()),
            TermValue::Number(_) | TermValue::Boolean(_) | TermValue::Date(_) => {}
        }
    }
}

/// Why the first clause came out as it did, or it and another one.
fn explanation(
    [before, after]: [&Version; 2],
    links: &Links,
    other: Option<ClauseIndex>,
) -> Explanation {
    let asked = Asked {
        before: ClauseIndex::new(0),
        after: other,
    };
    matching::explain(before, after, links, &matching::Options::default(), asked).1
}

/// Every view of the two versions.
fn views([before, after]: &[Version; 2], options: &Options) -> Vec<String> {
    let links = links(
        r#"
        [[link]]
        before = ["one#old"]
        after = ["two#new"]
        relation = "opposite"
        why = "w""#,
    );
    let mut diff = Diff::with(before, after, &links, &diff::Options::default());
    let changes = diff.changes.iter_mut();
    let judgements = changes.flat_map(|change| &mut change.judgements);
    judgements.for_each(|judgement| judgement.why = Some(before.title.clone()));
    let report = DiffReport::new(&diff, &Filter::default());
    let summary = Options {
        view: View::Summary,
        ..*options
    };
    let beside = Options {
        view: View::SideBySide,
        ..*options
    };
    let linear = Options {
        view: View::Linear,
        ..*options
    };
    let heads = [before, after].map(VersionHead::new);
    let explanation = explanation([before, after], &links, None);
    let explained = ExplainReport::new(&diff, &explanation);
    vec![
        terminal::diff(&report, options),
        terminal::diff(&report, &summary),
        terminal::diff(&report, &beside),
        terminal::diff(&report, &linear),
        terminal::table(&table(&[before, after]), &heads, options),
        terminal::terms(&terms(&[before, after]), &heads, options),
        terminal::explain(&explained, options),
        terminal::version(&VersionReport::new(before), options),
        terminal::list(&heads, options),
    ]
}

/// The text without escape sequences that choose a style.
fn stripped(coloured: &str) -> String {
    let mut pieces = coloured.split("\u{1b}[");
    let first = pieces.next().unwrap_or_default();
    let rest = pieces.map(|piece| piece.split_once('m').unwrap().1);
    std::iter::once(first).chain(rest).collect()
}

/// Holds every view at every width to the laws of a terminal.
fn hold_the_laws(text: &str) {
    let versions = full_of(text);
    for (width, all) in [
        (20, false),
        (40, true),
        (60, false),
        (80, true),
        (120, false),
        (200, true),
    ] {
        let plain = Options {
            all,
            ..plain(width)
        };
        let coloured = Options {
            styles: Styles::Ansi(Palette::Default),
            ..plain
        };
        let shown = views(&versions, &plain);
        for (plain, coloured) in shown.iter().zip(views(&versions, &coloured)) {
            assert_ne!(*plain, coloured);
            assert_eq!(*plain, stripped(&coloured));
            for line in plain.lines() {
                assert!(line.width() <= width.max(40), "{width}: {line}");
                assert!(!line.ends_with(' '), "{line:?}");
            }
            assert!(plain.ends_with('\n') && !plain.ends_with("\n\n"));
            assert!(
                !plain.contains(|c: char| c.is_control() && c != '\n'),
                "{plain:?}"
            );
        }
    }
}

#[test]
fn no_line_is_wider_than_the_terminal_and_colour_adds_only_escapes() {
    hold_the_laws("plain words that are wrapped at white space, as everybody expects of them");
    hold_the_laws(&"x".repeat(300));
    hold_the_laws(&"港口的协议草案。".repeat(30));
    hold_the_laws(&"👩‍👩‍👧🇺🇦✊🏽 e\u{301}".repeat(40));
    hold_the_laws("\u{1100}\u{1100}\u{1100}\u{1100}".repeat(50).as_str());
    hold_the_laws("first line\n\n  second\r\n\tthird\n");
}

#[test]
fn untrusted_characters_never_reach_the_terminal() {
    let hostile = "\u{1b}[31mred\u{1b}]8;;x\u{7}\u{9b}2J\u{202e}right\u{200b}\u{7f}\0";
    hold_the_laws(hostile);
    for shown in views(&full_of(hostile), &plain(200)) {
        assert!(
            !shown.contains(['\u{1b}', '\u{202e}', '\u{200b}', '\u{9b}']),
            "{shown}"
        );
        assert!(shown.contains("␛[31mred"), "{shown}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_text_is_laid_out(text in any::<String>()) {
        hold_the_laws(&text);
    }
}
