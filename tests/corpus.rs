//! The corpus of accuracy: every case is whole, says what it is, and comes with the
//! program.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use clausediff::accuracy::Case;
use clausediff::load::{self, BundledCase, Limits};
use clausediff::model::{Authors, Side};

/// Fewer would say too little about too few hard cases.
const FEWEST_CASES: usize = 20;

/// Fewer cases by different authors would let one of them decide the figure.
const FEWEST_BY_DIFFERENT_AUTHORS: usize = 5;

fn case(bundled: &BundledCase) -> Case {
    let (versions, gold) = bundled.read();
    Case::new(bundled.name, versions, &gold).unwrap()
}

#[test]
fn every_folder_is_a_case_of_the_program() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let folders = entries.filter(|entry| entry.path().is_dir());
    let folders: BTreeSet<String> = folders
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    let names = load::corpus().iter().map(|bundled| bundled.name.to_owned());
    assert_eq!(names.collect::<BTreeSet<_>>(), folders);
    assert!(folders.len() >= FEWEST_CASES);
}

#[test]
fn every_document_is_without_findings() {
    for bundled in load::corpus() {
        for side in Side::BOTH {
            let (name, text) = bundled.versions.get(side);
            let loaded = load::version_from(name, text.as_bytes(), &Limits::default()).unwrap();
            assert_eq!(loaded.warnings.diagnostics, [], "{name}");
        }
    }
}

#[test]
fn every_case_says_what_is_hard_and_whose_family_it_is_of() {
    for bundled in load::corpus() {
        let (_, gold) = bundled.read();
        let sentence = gold.case.unwrap_or_default();
        assert!(sentence.ends_with('.'), "{}: {sentence:?}", bundled.name);
        assert!(gold.family.is_some(), "{}", bundled.name);
    }
}

#[test]
fn every_mark_names_clauses_that_exist() {
    for bundled in load::corpus() {
        assert!(case(bundled).required().count() >= 5, "{}", bundled.name);
    }
}

#[test]
fn several_cases_are_by_different_authors() {
    let cases = load::corpus().iter().map(case);
    let different = cases.filter(|case| case.authors == Authors::Different);
    assert!(different.count() >= FEWEST_BY_DIFFERENT_AUTHORS);
}

#[test]
fn ids_carry_nothing_except_where_ids_are_the_case() {
    for bundled in load::corpus()
        .iter()
        .filter(|case| case.name != "reused-ids")
    {
        let (versions, _) = bundled.read();
        let ids = versions.map(|version| {
            let ids = version.clauses.into_iter().map(|clause| clause.id);
            ids.collect::<BTreeSet<_>>()
        });
        assert!(ids.before.is_disjoint(&ids.after), "{}", bundled.name);
    }
}
