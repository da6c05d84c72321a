//! Reviews, as another program reads them.

use clausediff::diagnostic::{Code, Diagnostic, Findings};
use clausediff::diff::Diff;
use clausediff::load::{Limits, guards_from};
use clausediff::model::{Sides, Version};
use clausediff::render::json;
use clausediff::report::{
    Against, Content, DiffReport, Filter, GuardsReport, ReviewReport, Touched,
};
use clausediff::text::source::SourceText;
use clausediff::text::span::Span;
use serde_json::Value;

use crate::{accord, schema};

fn touched<'a>(
    paths: [Option<&'a str>; 2],
    content: Content<'a>,
    found: Option<&'a Findings>,
) -> Touched<'a> {
    Touched {
        paths: Sides::new(paths[0], paths[1]),
        texts: Sides::default(),
        content,
        guards: None,
        found,
    }
}

/// A changed and renamed file, a new one after another, a deleted one, one with an error, and rules.
fn review() -> Value {
    let Sides { before, after } = accord();
    let nothing: Version = before.without_clauses();
    let changed = Diff::between(&before, &after);
    let deleted = Diff::between(&before, &nothing);
    let source = SourceText::new("broken.toml", "format = 1\nx = 2\n");
    let unknown = Diagnostic::new(
        Code::UnknownKey,
        Span::new(11, 12),
        "unknown key `x`",
        "remove it",
    );
    let found = Findings::new(source, vec![unknown]);
    let files = [
        touched(
            [Some("old.toml"), Some("a.toml")],
            Content::Versions(&changed, Against::Itself),
            None,
        ),
        touched(
            [None, Some("new.toml")],
            Content::Versions(&changed, Against::Predecessor),
            None,
        ),
        touched(
            [Some("gone.toml"), None],
            Content::Versions(&deleted, Against::Nothing),
            None,
        ),
        touched(
            [Some("broken.toml"), Some("broken.toml")],
            Content::Unread("the file has an error"),
            Some(&found),
        ),
        touched([None, Some("links.toml")], Content::Rules, None),
    ];
    let report = ReviewReport::new("a..b", &files, 3, &Filter::default());
    let mut bytes = Vec::new();
    json::write_review(&report, &mut bytes).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

#[test]
fn a_review_is_what_its_schema_says() {
    schema::check(&json::review_schema(), &review());
}

#[test]
fn a_review_tells_each_file_once_with_its_comparison_or_why_there_is_none() {
    let review = review();
    assert_eq!(review["schema"], "clausediff.review/1");
    assert_eq!(review["others"], 3);
    let told = |key: &str| {
        let files = review["files"].as_array().unwrap().iter();
        files.map(|file| file[key].clone()).collect::<Vec<Value>>()
    };
    assert_eq!(
        told("path"),
        [
            "broken.toml",
            "links.toml",
            "a.toml",
            "new.toml",
            "gone.toml"
        ],
        "those that need a reader most come first"
    );
    let null = Value::Null;
    assert_eq!(
        told("against")[1..],
        [
            null.clone(),
            "itself".into(),
            "predecessor".into(),
            "nothing".into()
        ]
    );
    assert_eq!(told("renamed_from")[2], "old.toml");
    assert_eq!(told("not_compared")[0], "the file has an error");
    let finding = &told("findings")[0][0];
    assert_eq!(
        (&finding["code"], &finding["line"], &finding["column"]),
        (&"E006".into(), &2.into(), &1.into())
    );
    for (file, content) in told("comparison").into_iter().enumerate() {
        assert_eq!(content.is_null(), file < 2);
    }
    assert_eq!(review["file_counts"]["changed"], 2);
    assert_eq!(review["file_counts"]["added"], 2);
}

#[test]
fn red_lines_are_told_with_what_an_approval_must_name() {
    let file = "[[guard]]\nid = \"cap\"\nclause = \"garrison\"\nterms = [\"personnel.at-most >= 1000\"]\nlacks = [\"pilots\"]\n";
    let guards = guards_from("guards.toml", file.as_bytes(), &Limits::default()).unwrap();
    let Sides { before, after } = accord();
    let diff = Diff::between(&before, &after);
    let report = DiffReport::new(&diff, &Filter::default());
    let report = report.guarded(Some(GuardsReport::new(&guards.guards, &diff, None)));
    let json: Value = serde_json::from_str(&json::diff(&report)).unwrap();
    schema::check(&json::diff_schema(), &json);
    let guards = &json["guards"];
    assert_eq!(
        (&guards["fails"], &guards["as_of"]),
        (&true.into(), &"2024-05-02".into())
    );
    assert_eq!(guards["counts"]["broken"], 1);
    let broken = &guards["judged"][0];
    assert_eq!(
        (&broken["guard"], &broken["state"]),
        (&"cap".into(), &"broken".into())
    );
    let print = broken["fingerprint"].as_str().unwrap();
    assert!(print.len() == 64 && print.bytes().all(|byte| byte.is_ascii_hexdigit()));
    assert_eq!(guards["judged"][1]["fingerprint"], Value::Null);
}

#[test]
fn the_counts_of_a_review_are_the_sums_of_its_comparisons() {
    let review = review();
    for key in ["changed", "dropped", "substantive", "moved", "unchanged"] {
        let files = review["files"].as_array().unwrap().iter();
        let sum: u64 = files
            .filter_map(|file| file["comparison"]["counts"][key].as_u64())
            .sum();
        assert_eq!(review["counts"][key], sum, "{key}");
    }
}
