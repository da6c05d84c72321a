//! The laws that hold for every pair of versions: on generated ones here, on every
//! ordered pair of the bundled proposals in `corpus.rs`.

mod account;
mod corpus;
mod filters;
mod generated;
mod laws;

use proptest::prelude::*;

/// Cases of each property. Small documents from a small vocabulary, so that ties,
/// duplicates and near-duplicates are the rule and not the exception.
const CASES: u32 = 1_000;

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_version_against_itself_is_unchanged_and_unmoved(version in generated::version("before")) {
        laws::itself(&version);
    }

    #[test]
    fn all_laws_hold_between_a_version_and_its_successor((before, after, links) in generated::successors()) {
        laws::all(&before, &after, &links);
    }

    #[test]
    fn all_laws_hold_between_strangers((before, after, links) in generated::strangers()) {
        laws::all(&before, &after, &links);
    }

    #[test]
    fn every_clause_of_many_versions_stands_in_one_thread(versions in generated::run()) {
        laws::lineage(&versions);
    }

    #[test]
    fn a_table_of_two_versions_shows_the_rows_whose_changes_diff_shows((before, after, links) in generated::successors()) {
        filters::table_shows_what_diff_shows(&[&before, &after], &links);
    }

    #[test]
    fn a_table_of_many_versions_shows_the_rows_whose_changes_diff_shows(versions in generated::run()) {
        let versions: Vec<_> = versions.iter().collect();
        filters::table_shows_what_diff_shows(&versions, &Default::default());
    }

    #[test]
    fn redlines_spell_both_texts(before in any::<String>(), after in any::<String>()) {
        laws::redline(&before, &after);
    }
}
