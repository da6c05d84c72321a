//! The laws on the bundled proposals, and what their files promise.

use clausediff::load::{self, Limits};
use clausediff::model::{Links, Version};

use crate::{filters, laws};

fn bundled() -> (Vec<Version>, Links) {
    let limits = Limits::default();
    let files = load::bundled();
    let versions = files.versions.iter().map(|(name, text)| {
        let loaded =
            load::version_from(name, text.as_bytes(), &limits).expect("a bundled version loads");
        assert!(
            loaded.warnings.diagnostics.is_empty(),
            "{name}: {:#?}",
            loaded.warnings.diagnostics
        );
        loaded.value
    });
    let versions: Vec<Version> = versions.collect();
    let (name, text) = files.links;
    let links = load::links_from(name, text.as_bytes(), &limits).expect("the bundled links load");
    let borrowed: Vec<&Version> = versions.iter().collect();
    let findings = links.check_against(&borrowed, &[]);
    assert!(
        findings.diagnostics.is_empty(),
        "{:#?}",
        findings.diagnostics
    );
    assert!(
        links.warnings.diagnostics.is_empty(),
        "{:#?}",
        links.warnings.diagnostics
    );
    (versions, links.links)
}

#[test]
fn the_laws_hold_on_every_ordered_pair_with_and_without_links() {
    let (versions, links) = bundled();
    let mut pairs = 0;
    for before in &versions {
        for after in versions.iter().filter(|after| after.id != before.id) {
            laws::all_without_exemption(before, after, &links);
            laws::all_without_exemption(before, after, &Links::default());
            pairs += 1;
        }
    }
    assert_eq!(pairs, 56);
}

#[test]
fn a_filter_shows_in_a_table_what_it_shows_in_a_diff() {
    let (versions, links) = bundled();
    for before in &versions {
        for after in versions.iter().filter(|after| after.id != before.id) {
            filters::table_shows_what_diff_shows(&[before, after], &links);
        }
    }
    let all: Vec<&Version> = versions.iter().collect();
    filters::table_shows_what_diff_shows(&all, &links);
    filters::table_shows_what_diff_shows(&all, &Links::default());
}

#[test]
fn threads_follow_every_clause_through_all_eight_versions() {
    laws::lineage(&bundled().0);
}

#[test]
fn each_file_holds_every_clause_of_its_text() {
    let counts: Vec<(String, usize)> = bundled()
        .0
        .into_iter()
        .map(|version| (version.id.to_string(), version.clauses.len()))
        .collect();
    let expected = [
        ("istanbul-communique-2022", 21),
        ("istanbul-draft-treaty-2022", 33),
        ("us-final-offer-2025-04", 17),
        ("eu-ua-text-2025-04", 21),
        ("us-first-report-2025-11-20", 12),
        ("us-28-point-2025-11", 59),
        ("e3-counter-2025-11", 49),
        ("twenty-point-2025-12", 45),
    ];
    assert_eq!(
        counts,
        expected.map(|(id, clauses)| (id.to_owned(), clauses))
    );
}

#[test]
fn every_clause_has_a_source_with_a_place_or_says_that_it_is_unchecked() {
    for version in bundled().0 {
        for clause in &version.clauses {
            assert!(
                clause.unchecked || !clause.sources.is_empty(),
                "{} {}",
                version.id,
                clause.id
            );
            assert!(
                clause.sources.iter().all(|citation| citation.at.is_some()),
                "{} {}",
                version.id,
                clause.id
            );
            assert!(
                clause.topic.is_some() && clause.modality.is_some() && clause.heading.is_some()
            );
        }
    }
}

#[test]
fn every_link_says_why_and_every_neighbouring_pair_has_links() {
    let (versions, links) = bundled();
    assert!(
        links
            .links
            .iter()
            .all(|link| link.why.as_ref().is_some_and(|why| why.len() > 20))
    );
    let question = [
        "istanbul-communique-2022",
        "us-final-offer-2025-04",
        "us-28-point-2025-11",
    ];
    assert_eq!(
        links
            .compare
            .iter()
            .map(|id| id.as_str())
            .collect::<Vec<_>>(),
        question
    );
    let ids: Vec<&str> = versions.iter().map(|version| version.id.as_str()).collect();
    let mut wanted: Vec<(&str, &str)> = ids.windows(2).map(|two| (two[0], two[1])).collect();
    wanted.extend([
        (question[0], question[1]),
        (question[1], question[2]),
        (question[0], question[2]),
    ]);
    wanted.push(("istanbul-draft-treaty-2022", question[2]));
    for (before, after) in wanted {
        let is_between = |link: &&clausediff::model::Link| {
            link.before[0].version.as_str() == before && link.after[0].version.as_str() == after
        };
        assert!(
            links.links.iter().any(|link| is_between(&link)),
            "{before} -> {after}"
        );
    }
}
