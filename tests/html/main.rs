//! Pages, pictures and spreadsheets read back: they hold the words of the files and nothing that these could smuggle
//! in, and they count what the comparison counts.

mod reader;

#[path = "../markdown/nasty.rs"]
mod nasty;

#[path = "../markdown/proposal.rs"]
mod proposal;

#[path = "../../benches/generated/mod.rs"]
#[expect(dead_code, reason = "truth and text twins are for others")]
mod generated;

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use clausediff::diff::{self, Diff};
use clausediff::lineage::{Figures, Lineage};
use clausediff::load::{self, Limits};
use clausediff::model::{Links, Sides, Version};
use clausediff::render::{View, csv, html, json, markdown, svg, terminal};
use clausediff::report::{
    AccountReport, DiffReport, Filter, Matter, Picture, Show, TableReport, TermsReport, kind_sign,
    kind_word,
};
use clausediff::text::visible::visible;
use generated::{Recipe, Shape};
use nasty::NASTY;
use proposal::{draft, link, successor};
use reader::{Element, read};
use sha2::{Digest, Sha256};

fn compared<'a>(before: &'a Version, after: &'a Version, links: &Links) -> Diff<'a> {
    Diff::with(before, after, links, &diff::Options::default())
}

fn traced<'a>(versions: &[&'a Version], links: &Links) -> Lineage<'a> {
    Lineage::trace(versions, links, &diff::Options::default())
}

fn table_page(lineage: &Lineage, filter: &Filter) -> String {
    let report = TableReport::new(lineage, filter);
    let picture = Picture::of_lineage(lineage, filter);
    html::table(&report, &Matter::all(lineage, filter), &picture, &[])
}

fn bundled() -> (Vec<Version>, Links) {
    let (limits, files) = (Limits::default(), load::bundled());
    let versions = files.versions.iter().map(|(name, text)| {
        load::version_from(name, text.as_bytes(), &limits)
            .unwrap()
            .value
    });
    let (name, text) = files.links;
    let links = load::links_from(name, text.as_bytes(), &limits).unwrap();
    (versions.collect(), links.links)
}

/// Ids are unique, every address in the page leads somewhere, every other one to the web, and the policy lets
/// only the page's own style and script run.
fn check_page(page: &str) -> Vec<Element> {
    let elements = read(page);
    let ids: Vec<&str> = elements
        .iter()
        .map(|element| element.attribute("id"))
        .collect();
    let ids: Vec<&str> = ids.into_iter().filter(|id| !id.is_empty()).collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "ids are unique");
    for element in elements.iter().filter(|element| element.name == "a") {
        let address = element.attribute("href");
        match address.strip_prefix('#') {
            Some(id) => assert!(unique.contains(id), "{address} leads nowhere"),
            None => assert!(address.starts_with("https://"), "{address}"),
        }
    }
    let text = |name: &str| {
        let mut own = elements.iter().filter(|element| element.name == name);
        let text = own.next().unwrap().text.clone();
        assert!(own.next().is_none(), "one {name}");
        STANDARD.encode(Sha256::digest(text))
    };
    let policies = elements
        .iter()
        .filter(|element| !element.attribute("http-equiv").is_empty());
    let policies: Vec<&str> = policies
        .map(|element| element.attribute("content"))
        .collect();
    let expected = format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        text("style"),
        text("script")
    );
    assert_eq!(policies, [expected]);
    elements
}

fn words_of<'e>(elements: &'e [Element], name: &str) -> &'e str {
    &elements
        .iter()
        .find(|element| element.name == name)
        .unwrap()
        .text
}

/// The lines of a text as a view shows them.
fn lines(text: &str) -> Vec<String> {
    let lines = text
        .split('\n')
        .map(|line| line.strip_suffix('\r').unwrap_or(line));
    lines.map(|line| visible(line).into_owned()).collect()
}

#[test]
fn what_is_nasty_stands_on_the_page_as_it_was_written_and_does_nothing() {
    for text in NASTY {
        let (before, after) = (draft(text), successor(text));
        let links = link(&before, &after);
        let lineage = traced(&[&before, &after], &links);
        let mut report = DiffReport::new(&lineage.steps[0], &Filter::default());
        let figures = Figures::read(&lineage.versions);
        let terms = TermsReport::new(&lineage, &figures, &Filter::default());
        let pages = [
            html::diff(&report),
            table_page(&lineage, &Filter::default()),
        ];
        for page in pages {
            let elements = check_page(&page);
            let shown = words_of(&elements, "body").to_owned();
            for line in lines(text) {
                assert!(shown.contains(&line), "{text:?}");
            }
            assert!(
                !page.chars().any(|c| c != '\n' && c.is_control()),
                "{text:?}"
            );
        }
        check_page(&html::terms(&terms, &[]));
        report.account = Some(AccountReport::new(&lineage.steps[0]));
        check_page(&html::diff(&report));
        read(&svg::picture(&Picture::of_lineage(
            &lineage,
            &Filter::default(),
        )));
    }
}

/// The value of a count of the JSON.
fn count(json: &serde_json::Value, name: &str) -> usize {
    json["counts"][name].as_u64().unwrap() as usize
}

#[test]
fn pages_and_sheets_count_what_the_comparison_counts_on_every_pair() {
    let (versions, links) = bundled();
    for before in &versions {
        for after in versions.iter().filter(|after| after.id != before.id) {
            let diff = compared(before, after, &links);
            let report = DiffReport::new(&diff, &Filter::default());
            let json: serde_json::Value = serde_json::from_str(&json::diff(&report)).unwrap();
            let elements = check_page(&html::diff(&report));
            let sheet = csv::diff(&report);
            let rows = ::csv::Reader::from_reader(sheet.as_bytes()).into_records();
            let rows: Vec<::csv::StringRecord> = rows.map(Result::unwrap).collect();
            for (word, show) in Show::WORDS.into_iter().take(13) {
                let of_page = elements.iter().filter(|element| element.name == "article");
                let of_page = of_page
                    .filter(|entry| entry.attribute("data-is").split(' ').any(|own| own == word));
                let expected = diff
                    .changes
                    .iter()
                    .filter(|change| show.holds(change))
                    .count();
                assert_eq!(of_page.count(), expected, "{word}");
                if json["counts"].get(word).is_some() {
                    assert_eq!(count(&json, word), expected, "{word}");
                }
                let column = match word {
                    "moved" => 6,
                    "renumbered" => 7,
                    "retitled" => 8,
                    "uncertain" => 11,
                    _ => 0,
                };
                let holds = |row: &&::csv::StringRecord| match column {
                    0 => &row[0] == word || (&row[0] != "remark" && &row[9] == word),
                    at => &row[at] == "yes",
                };
                assert_eq!(
                    rows.iter().filter(holds).count(),
                    expected,
                    "{word} in the sheet"
                );
            }
        }
    }
}

#[test]
fn the_picture_has_every_clause_and_every_pair() {
    let (versions, links) = bundled();
    let versions: Vec<&Version> = versions.iter().collect();
    let lineage = traced(&versions, &links);
    let picture = Picture::of_lineage(&lineage, &Filter::default());
    let elements = read(&svg::picture(&picture));
    let with = |class: &str| {
        elements
            .iter()
            .filter(|element| element.has_class(class))
            .count()
    };
    let titled = elements
        .iter()
        .filter(|element| element.name == "title")
        .count();
    let clauses: usize = versions.iter().map(|version| version.clauses.len()).sum();
    let pairs: usize = lineage
        .steps
        .iter()
        .map(|step| step.matching.pairs.len())
        .sum();
    let revived: usize = lineage
        .threads
        .iter()
        .flat_map(|thread| &thread.revivals)
        .map(|back| back.clauses.before.len() * back.clauses.after.len())
        .sum();
    assert_eq!(with("band"), pairs + revived);
    assert_eq!(with("gap"), revived);
    assert_eq!(titled, clauses + pairs + revived);
}

#[test]
fn bands_never_have_more_words_than_their_clauses() {
    let (versions, links) = bundled();
    let versions: Vec<&Version> = versions.iter().collect();
    let lineage = traced(&versions, &links);
    let picture = Picture::of_lineage(&lineage, &Filter::default());
    for (column, own) in picture.columns.iter().enumerate() {
        for (node, clause) in own.nodes.iter().enumerate() {
            let leaving = picture
                .bands
                .iter()
                .filter(|band| (band.ends.before.column, band.ends.before.node) == (column, node));
            let leaving: usize = leaving.map(|band| band.words.before).sum();
            assert!(
                leaving <= clause.words,
                "{}: {leaving} of {}",
                clause.clause.id,
                clause.words
            );
            assert_eq!(
                leaving == 0,
                clause.is_dropped || column + 1 == picture.columns.len()
            );
        }
    }
}

#[test]
fn what_a_filter_hides_is_pale_in_the_picture_and_counted_on_the_page() {
    let (versions, links) = bundled();
    let diff = compared(&versions[2], &versions[5], &links);
    let filter = Filter {
        topics: vec!["territory".into()],
        ..Filter::default()
    };
    let report = DiffReport::new(&diff, &filter);
    let elements = check_page(&html::diff(&report));
    let articles = elements
        .iter()
        .filter(|element| element.name == "article")
        .count();
    assert_eq!(articles + report.hidden, diff.changes.len());
    assert!(words_of(&elements, "footer").contains("hidden by the filter"));
    let nodes: usize = report
        .picture()
        .columns
        .iter()
        .map(|column| column.nodes.len())
        .sum();
    let bars = elements.iter().filter(|element| element.name == "rect");
    let legend = report.picture().topics.len();
    assert_eq!(bars.count(), nodes + legend, "pale ones are drawn");
}

#[test]
fn a_table_page_has_a_row_for_each_matter_and_a_cell_for_each_version() {
    let (versions, links) = bundled();
    let versions: Vec<&Version> = versions.iter().collect();
    let lineage = traced(&versions, &links);
    let elements = check_page(&table_page(&lineage, &Filter::default()));
    let rows = elements
        .iter()
        .filter(|element| element.name == "tr" && element.has_class("entry"));
    assert_eq!(rows.count(), lineage.threads.len());
    let cells = elements
        .iter()
        .filter(|element| element.name == "td")
        .count();
    assert_eq!(cells, lineage.threads.len() * versions.len());
}

#[test]
fn every_kind_has_its_word_on_its_article() {
    let (versions, links) = bundled();
    let diff = compared(&versions[5], &versions[7], &links);
    let elements = check_page(&html::diff(&DiffReport::new(&diff, &Filter::default())));
    let articles = elements.iter().filter(|element| element.name == "article");
    for (article, change) in articles.zip(&diff.changes) {
        assert!(article.has_class(kind_word(change.kind)));
        assert!(article.text.contains(kind_word(change.kind)));
    }
}

/// Two versions of so many clauses, and the bytes of their files.
fn made(clauses: usize) -> (Sides<Version>, usize) {
    let made = Recipe {
        shape: Shape::AllChanged,
        clauses,
        seed: 7,
    };
    let files = made.make().versions.map(|document| document.file());
    let size = files.before.len() + files.after.len();
    let read = |file: String| {
        let loaded = load::version_from("made", file.as_bytes(), &Limits::default());
        loaded.unwrap().value
    };
    (files.map(read), size)
}

#[test]
fn a_page_of_a_thousand_clauses_is_at_most_six_times_their_files() {
    let (versions, size) = made(1_000);
    let diff = compared(&versions.before, &versions.after, &Links::default());
    let page = html::diff(&DiffReport::new(&diff, &Filter::default()));
    check_page(&page);
    assert!(page.len() <= 6 * size, "{} of {size}", page.len());
}

#[test]
fn too_many_clauses_for_a_picture_are_said() {
    let (versions, _) = made(3_500);
    let diff = compared(&versions.before, &versions.after, &Links::default());
    let report = DiffReport::new(&diff, &Filter::default());
    let said = "the picture is left out: it would have";
    assert!(html::diff(&report).contains(said));
    assert!(svg::picture(&report.picture()).contains(said));
}

#[test]
fn terminal_and_markdown_tell_as_many_of_each_kind_on_every_pair() {
    let (versions, links) = bundled();
    let wide = terminal::Options {
        width: 10_000,
        all: true,
        ..terminal::Options::default()
    };
    let whole = markdown::Options {
        all: true,
        ..markdown::Options::default()
    };
    for before in &versions {
        for after in versions.iter().filter(|after| after.id != before.id) {
            let diff = compared(before, after, &links);
            let report = DiffReport::new(&diff, &Filter::default());
            let inline = terminal::diff(&report, &wide);
            let beside = terminal::diff(
                &report,
                &terminal::Options {
                    view: View::SideBySide,
                    ..wide
                },
            );
            let linear = terminal::diff(
                &report,
                &terminal::Options {
                    view: View::Linear,
                    ..wide
                },
            );
            let page = markdown::diff(&report, &whole);
            let starting = |text: &str, start: &str| {
                text.lines().filter(|line| line.starts_with(start)).count()
            };
            assert_eq!(starting(&linear, "Clause"), diff.changes.len());
            for (word, show) in Show::WORDS.into_iter().take(6) {
                let expected = diff
                    .changes
                    .iter()
                    .filter(|change| show.holds(change))
                    .count();
                let Show::Kind(kind) = show else {
                    unreachable!("the first six are kinds")
                };
                let title = format!("{} {word}", kind_sign(kind));
                assert_eq!(starting(&inline, &title), expected, "{title}");
                assert_eq!(starting(&beside, &title), expected, "{title}");
                // "<summary>&#126; changed, moved: ...", where no title begins with a colon.
                let kind_of = |line: &str| {
                    let title = line.strip_prefix("<summary>")?.split(": ").next()?;
                    Some(title.split(", ").next()?.ends_with(&format!(" {word}")))
                };
                let told = page.lines().filter_map(kind_of).filter(|is_own| *is_own);
                let told = told.count();
                assert_eq!(told, expected, "{title}");
            }
        }
    }
}
