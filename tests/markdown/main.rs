//! The Markdown as a reader of it sees it: parsed with every extension on, it holds the
//! words of the files and nothing that they could smuggle in.

mod nasty;
mod page;
mod proposal;
mod review;

use clausediff::diff::{self, Diff};
use clausediff::lineage::{Figures, Lineage};
use clausediff::matching::{self, Asked};
use clausediff::model::{ClauseIndex, Links, Version};
use clausediff::render::View;
use clausediff::render::markdown::{self, Options, Room};
use clausediff::report::{
    ChangelogReport, DiffReport, ExplainReport, Filter, TableReport, TermsReport, VersionHead,
    VersionReport,
};
use clausediff::text::visible::visible;
use nasty::NASTY;
use page::Page;
use proposal::{URL, draft, link, successor};
use proptest::prelude::*;

const ALL: Options = Options {
    all: true,
    view: View::Inline,
    room: Room::Endless,
};

/// Texts that a forge would make links of, wherever they stand.
const CALLS: &[&str] = &[
    "@octocat",
    "@team/name",
    "a@b.example",
    "#1",
    "GH-1",
    "owner/repo#12",
    "owner/repo@abcdef0",
    "1234567",
    "0123456789abcdef0123456789abcdef01234567",
    "https://x.example/1",
    "www.x.example",
    "HTTP://x.example",
    "WWW.x.example",
    ":tada:",
    "!7",
];

fn links(versions: &[&Version]) -> Links {
    link(versions[0], versions[1])
}

fn printed_diff(before: &Version, after: &Version, options: &Options) -> Page {
    let links = links(&[before, after]);
    let diff = Diff::with(before, after, &links, &diff::Options::default());
    let report = DiffReport::new(&diff, &Filter::default());
    Page::read(&markdown::diff(&report, options))
}

fn printed_table(versions: &[&Version], options: &Options) -> Page {
    let lineage = Lineage::trace(versions, &links(versions), &diff::Options::default());
    let others = [VersionHead::new(versions[0])];
    let report = TableReport::new(&lineage, &Filter::default());
    Page::read(&markdown::table(&report, &others, options))
}

fn printed_terms(versions: &[&Version], options: &Options) -> Page {
    let lineage = Lineage::trace(versions, &links(versions), &diff::Options::default());
    let figures = Figures::read(versions);
    let report = TermsReport::new(&lineage, &figures, &Filter::default());
    Page::read(&markdown::terms(&report, &[], options))
}

fn printed_explanation(before: &Version, after: &Version) -> Page {
    let links = links(&[before, after]);
    let diff = Diff::with(before, after, &links, &diff::Options::default());
    let asked = Asked {
        before: ClauseIndex::new(0),
        after: Some(ClauseIndex::new(1)),
    };
    let options = matching::Options::default();
    let (_, explanation) = matching::explain(before, after, &links, &options, asked);
    let report = ExplainReport::new(&diff, &explanation);
    Page::read(&markdown::explain(&report))
}

fn printed_version(version: &Version) -> Page {
    Page::read(&markdown::version(&VersionReport::new(version)))
}

fn printed_list(versions: &[&Version]) -> Page {
    let heads = versions.iter().map(|version| VersionHead::new(version));
    Page::read(&markdown::list(&heads.collect::<Vec<_>>()))
}

/// What a text looks like on a page, each of its lines trimmed.
fn seen(text: &str) -> String {
    let lines = text
        .split('\n')
        .map(|line| line.strip_suffix('\r').unwrap_or(line));
    let lines = lines.map(|line| visible(line).trim().to_owned());
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// Holds every view of versions, which have `text` in all their fields, against it.
#[track_caller]
fn check(text: &str) {
    let (before, after) = (draft(text), successor(text));
    let versions = [&before, &after];
    let diff = printed_diff(&before, &after, &ALL);
    let table = printed_table(&versions, &ALL);
    let version = printed_version(&before);
    check_shape(&diff, &[(5, 6)]);
    check_shape(&table, &[(5, 3)]);
    let terms = printed_terms(&versions, &ALL);
    check_shape(&terms, &[(terms.tables[0].len(), 3)]);
    check_shape(&version, &[]);
    check_shape(&printed_list(&versions), &[(3, 6)]);
    check_shape(&printed_explanation(&before, &after), &[]);

    let seen = seen(text);
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        words(&diff.folds[0]).contains(&words(&seen)),
        "{text:?}: {:?}",
        diff.folds
    );
    if !seen.is_empty() {
        assert!(
            version.blocks.contains(&seen),
            "{text:?}: {:?}",
            version.blocks
        );
        let cell = &table.tables[0][1][1];
        assert!(cell.contains(&seen), "{text:?}: {cell:?}");
        let before = |(before, _): &(String, String)| *before == seen;
        assert!(
            diff.redlines.iter().any(before),
            "{text:?}: {:?}",
            diff.redlines
        );
    }
}

/// Tables of so many rows, heads included, and columns; no links but ours.
#[track_caller]
fn check_shape(page: &Page, tables: &[(usize, usize)]) {
    let shape = |rows: &Vec<Vec<String>>| {
        assert!(
            rows.iter().all(|row| row.len() == rows[0].len()),
            "{rows:?}"
        );
        (rows.len(), rows[0].len())
    };
    assert_eq!(page.tables.iter().map(shape).collect::<Vec<_>>(), tables);
    assert!(
        page.links.iter().all(|target| target == URL),
        "{:?}",
        page.links
    );
}

#[test]
fn a_text_reads_as_it_was_written_and_does_nothing_else() {
    NASTY.iter().for_each(|text| check(text));
    CALLS.iter().for_each(|text| check(text));
}

#[test]
fn a_forge_finds_nobody_to_call_and_nothing_to_link() {
    for text in CALLS {
        let page = printed_version(&draft(text)).raw;
        let torn = page.contains('\u{200b}');
        assert!(torn && !page.contains(text), "{text}");
    }
}

#[test]
fn only_addresses_of_the_web_are_links() {
    let with = |url: &str| {
        let mut version = draft("x");
        version.sources[0].url = Some(url.into());
        printed_version(&version).links
    };
    assert_eq!(
        with("https://x.example/a b)"),
        ["https://x.example/a%20b%29"; 3]
    );
    for url in [
        "javascript:alert(1)",
        "data:text/html,x",
        "//x.example",
        "ftp://x.example",
        "",
    ] {
        assert_eq!(with(url), [""; 0], "{url}");
    }
}

#[test]
fn folded_clauses_are_counted_and_shown_on_demand() {
    let version = draft("Tolls are due in silver.");
    let folded = printed_diff(&version, &version, &Options::default());
    assert_eq!(folded.tables.len(), 0);
    assert!(
        folded
            .text()
            .contains("3 unchanged clauses not shown (--all shows them)")
    );
    let all = printed_diff(&version, &version, &ALL);
    assert_eq!(all.tables[0].len(), 4);
    assert!(!all.text().contains("not shown"));
}

/// Versions of so many clauses, every one of which changed.
fn long_drafts(clauses: usize) -> [Version; 2] {
    let long = |version: Version, limit: usize| {
        let clauses = (0..clauses).map(|at| {
            let id = format!("clause-{at}");
            let text =
                format!("Keeper k{at} of gate g{at} notes m{at} and lets {limit} carts pass.");
            proposal::clause(&id, &format!("Duty d{at}"), &text)
        });
        Version {
            clauses: clauses.collect(),
            ..version
        }
    };
    [long(draft("Tolls."), 3), long(successor("Tolls."), 5)]
}

/// A page that says, in words to be typed, how all of it is shown.
fn read(markdown: &str) -> Page {
    assert_eq!(markdown.matches("`--fit all`").count(), 1);
    Page::read(&markdown.replace("`--fit all`", "--fit all"))
}

/// What is said of left out ones behind "12 of 40 ", and 0 where nothing is.
fn left_out(page: &Page, what: &str) -> usize {
    let line = page.blocks.iter().find_map(|line| line.strip_suffix(what));
    line.map_or(0, |line| {
        let (missing, _) = line.split_once(" of ").unwrap();
        missing.parse().unwrap()
    })
}

#[test]
fn a_page_fits_its_room_and_counts_what_it_leaves_out() {
    let [before, after] = &long_drafts(120);
    let diff = Diff::with(before, after, &Links::default(), &diff::Options::default());
    let report = DiffReport::new(&diff, &Filter::default());
    let whole = Page::read(&markdown::diff(&report, &Options::default()));
    assert_eq!(whole.folds.len(), 120);
    for room in [9_000, 20_000, 60_000] {
        let options = Options {
            room: Room::Characters(room),
            ..Options::default()
        };
        let markdown = markdown::diff(&report, &options);
        let characters = markdown.chars().count();
        assert!(
            characters <= room && characters > room * 3 / 5,
            "{characters} of {room}"
        );
        let page = read(&markdown);
        let rows = page.tables[0].len() - 1;
        assert_eq!(rows + left_out(&page, " rows of the table"), 120);
        assert_eq!(
            page.folds.len() + left_out(&page, " changes word by word"),
            120
        );
        assert!(page.text().contains("--fit all shows all of it"));
    }
}

#[test]
fn a_table_and_a_changelog_fit_their_room_too() {
    let versions = long_drafts(120);
    let versions = [&versions[0], &versions[1]];
    let lineage = Lineage::trace(&versions, &Links::default(), &diff::Options::default());
    let room = 9_000;
    let options = Options {
        room: Room::Characters(room),
        ..Options::default()
    };
    let report = TableReport::new(&lineage, &Filter::default());
    let table = markdown::table(&report, &[], &options);
    let figures = Figures::read(&versions);
    let report = TermsReport::new(&lineage, &figures, &Filter::default());
    let terms = markdown::terms(&report, &[], &options);
    for (markdown, rows) in [(&table, 120), (&terms, report.shown(false).count())] {
        assert!(markdown.chars().count() <= room);
        let page = read(markdown);
        let left_out = left_out(&page, " rows of the table");
        assert!(left_out > 0);
        assert_eq!(page.tables[0].len() - 1 + left_out, rows);
    }
    let report = ChangelogReport::new(&lineage, &Filter::default());
    let markdown = markdown::changelog(&report, &options);
    assert!(markdown.chars().count() <= room);
    let page = read(&markdown);
    let told = page.blocks.iter().filter(|block| block.starts_with("Duty"));
    let left_out = left_out(&page, " changes of draft-2");
    assert!(left_out > 0);
    assert_eq!(told.count() + left_out, 120);
}

#[test]
fn a_summary_has_the_table_and_no_redline() {
    let (before, after) = (draft("Tolls."), successor("Tolls."));
    let summary = Options {
        view: View::Summary,
        ..ALL
    };
    let page = printed_diff(&before, &after, &summary);
    assert_eq!((page.tables.len(), page.redlines.len()), (1, 0));
}

#[test]
fn a_table_answers_whether_it_is_the_same_deal() {
    let (before, after) = (draft("Tolls."), successor("Tolls."));
    let page = printed_table(&[&before, &after], &Options::default());
    let text = page.text();
    assert!(text.contains("Is it the same deal?"), "{text}");
    assert!(
        text.contains("% of the words are carried over into"),
        "{text}"
    );
    assert!(
        text.contains("dropped: Tolls. Tolls. (gone) (unchecked)"),
        "{text}"
    );
    assert!(text.contains("also at hand: Tolls. (draft-1)"), "{text}");
}

/// Any characters, and nasty texts run together.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        proptest::sample::select(NASTY).prop_map(str::to_owned),
        proptest::sample::select(CALLS).prop_map(str::to_owned),
        any::<String>(),
        proptest::sample::select(&["\n", " ", "|", "\\", "`", "<", "*", "-", "1", "."][..])
            .prop_map(str::to_owned),
    ];
    proptest::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_at_all_breaks_a_page(text in text()) {
        check(&text);
    }
}
