//! A review as a reader of a comment sees it: within its room, whole in every block, and with a marker that no text
//! of a file can write.

use clausediff::diff::Diff;
use clausediff::model::{Sides, Version};
use clausediff::render::markdown::{self, Room};
use clausediff::report::{Against, Content, Filter, ReviewReport, Touched};

use crate::page::Page;
use crate::proposal::{draft, successor};
use crate::{CALLS, NASTY};

const COMMENT: usize = 60_000;

/// The page of a review of so many files, each of which became its successor.
fn reviewed(files: &[(&str, &Version, &Version)], subject: &str, room: Room) -> String {
    let diffs: Vec<Diff<'_>> = files
        .iter()
        .map(|(_, before, after)| Diff::between(before, after))
        .collect();
    let touched = files.iter().zip(&diffs).map(|((path, ..), diff)| Touched {
        paths: Sides::new(Some(*path), Some(*path)),
        texts: Sides::default(),
        content: Content::Versions(diff, Against::Itself),
        guards: None,
        found: None,
    });
    let touched: Vec<Touched<'_>> = touched.collect();
    let report = ReviewReport::new(subject, &touched, 0, &Filter::default());
    markdown::review(&report, "review", room)
}

/// What is left when the HTML is taken away that a review may have: the marker in the first line, and folds, each of
/// which is closed before the next one.
#[track_caller]
fn without_folds(page: &str) -> String {
    let mut is_open = false;
    let mut rest = String::new();
    for (at, line) in page.lines().enumerate() {
        match line {
            "<details>" => assert!(!std::mem::replace(&mut is_open, true), "{page}"),
            "</details>" => assert!(std::mem::replace(&mut is_open, false), "{page}"),
            "<!-- clausediff-review:review -->" => assert_eq!(at, 0, "{page}"),
            _ if line.starts_with("<summary>") => {
                let said = line.strip_suffix(" word by word</summary>");
                let said = said.unwrap().strip_prefix("<summary>").unwrap();
                let is_ours = |c: char| c.is_ascii_digit() || " ,changesof".contains(c);
                assert!(is_open && said.chars().all(is_ours), "{line}");
            }
            _ => rest += &format!("{line}\n"),
        }
    }
    assert!(!is_open, "{page}");
    rest.replace("`clausediff review`", "clausediff review")
}

#[track_caller]
fn read(page: &str) -> Page {
    Page::read(&without_folds(page))
}

#[test]
fn no_text_breaks_a_review_or_forges_its_marker() {
    let marker = markdown::marker("review");
    for text in NASTY.iter().chain(CALLS).chain(&[marker.as_str()]) {
        let (before, after) = (draft(text), successor(text));
        let markdown = reviewed(&[(text, &before, &after)], text, Room::Endless);
        assert_eq!(markdown.matches(&marker).count(), 1, "{text:?}: {markdown}");
        assert!(markdown.starts_with(&marker), "{text:?}");
        let page = read(&markdown);
        let rows: Vec<usize> = page.tables[0].iter().map(Vec::len).collect();
        assert_eq!(rows, [3, 3], "{text:?}: {markdown}");
        assert!(page.links.is_empty(), "{text:?}: {:?}", page.links);
    }
}

#[test]
fn a_review_fits_a_comment_and_says_what_is_left_out() {
    let text = "Tolls are due on the first day of each month and are paid in silver.";
    let (before, after) = (draft(text), successor(text));
    for (count, is_whole) in [(1, true), (20, true), (500, false)] {
        let paths: Vec<String> = (0..count)
            .map(|at| format!("proposals/draft-{at}.toml"))
            .collect();
        let files: Vec<_> = paths
            .iter()
            .map(|path| (path.as_str(), &before, &after))
            .collect();
        let markdown = reviewed(&files, "main...topic", Room::Characters(COMMENT));
        let characters = markdown.chars().count();
        println!("{count} files: {characters} characters");
        assert!(characters <= COMMENT, "{characters}");
        let page = read(&markdown);
        let is_said = page.text().contains("Left out for want of room");
        assert_eq!(is_said, !is_whole, "{count}: {markdown}");
        if !is_whole {
            assert!(
                characters > COMMENT * 4 / 5,
                "much room is left: {characters}"
            );
        }
    }
}

#[test]
fn what_is_left_out_and_what_is_shown_are_all_there_is() {
    let text = "Tolls are due in silver. ".repeat(30);
    let (before, after) = (draft(&text), successor(&text));
    let paths: Vec<String> = (0..40).map(|at| format!("draft-{at}.toml")).collect();
    let files: Vec<_> = paths
        .iter()
        .map(|path| (path.as_str(), &before, &after))
        .collect();
    let count = |page: &str, words: &str| page.matches(words).count();
    let whole = reviewed(&files, "a..b", Room::Endless);
    let changes = count(&whole, "\n### ");
    for room in [4_000, 9_000, 20_000, 40_000] {
        let page = reviewed(&files, "a..b", Room::Characters(room));
        assert!(page.chars().count() <= room, "{room}");
        let page = read(&page).text();
        let left_out = |words: &str| {
            let line = page.lines().find(|line| line.ends_with(words));
            let number = line.and_then(|line| line.split(' ').find_map(|word| word.parse().ok()));
            number.unwrap_or(0_usize)
        };
        let left_out = left_out("changes word by word");
        let shown = reviewed(&files, "a..b", Room::Characters(room));
        assert_eq!(count(&shown, "\n### ") + left_out, changes, "{room}");
    }
}

#[test]
fn a_clause_as_long_as_a_book_takes_no_other_ones_room() {
    let long = |word: &str| {
        let mut version = draft("Tolls.");
        version.clauses[0].text = word.repeat(40_000);
        version.clauses[0].positions[0].text = Some(word.repeat(40_000));
        version
    };
    let (before, after) = (long("word "), long("words "));
    let (short, next) = (draft("Tolls."), successor("Tolls."));
    let files = [
        ("long.toml", &before, &after),
        ("short.toml", &short, &next),
    ];
    let page = reviewed(&files, "a..b", Room::Characters(COMMENT));
    assert!(page.chars().count() <= COMMENT);
    read(&page);
    assert!(page.contains("more characters)"), "{page}");
}

#[test]
fn a_summary_is_measured_in_bytes() {
    let text = "港口 🚢 ".repeat(400);
    let (before, after) = (draft(&text), successor(&text));
    let paths: Vec<String> = (0..30).map(|at| format!("draft-{at}.toml")).collect();
    let files: Vec<_> = paths
        .iter()
        .map(|path| (path.as_str(), &before, &after))
        .collect();
    let page = reviewed(&files, "a..b", Room::Bytes(100_000));
    assert!(
        page.len() <= 100_000 && page.len() > 80_000,
        "{}",
        page.len()
    );
    read(&page);
}

#[test]
fn where_nothing_was_touched_one_line_says_it() {
    let page = reviewed(&[], "a..b", Room::Endless);
    let lines: Vec<&str> = page.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(
        lines,
        [
            "<!-- clausediff-review:review -->",
            "nothing changed in the proposals"
        ]
    );
}
