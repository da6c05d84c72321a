//! The account closes, on every pair of the corpus and of the bundled versions and on
//! generated ones, and is the same from both sides.

use clausediff::diff::{self, Account, Diff, Fate, Strand};
use clausediff::load::{self, Limits};
use clausediff::model::{Links, Side, Sides, Version};
use proptest::prelude::*;

use crate::{CASES, generated, laws};

fn closes(before: &Version, after: &Version, links: &Links) {
    let options = diff::Options::default();
    let diff = Diff::with(before, after, links, &options);
    let account = Account::of(&diff);
    assert_eq!(account.gaps(), [""; 0], "{} -> {}", before.id, after.id);
    every_sentence_is_in_its_strand(&account);
    sentences_spell_the_texts(&account);
    if !laws::is_its_own_mirror_image(&diff) {
        let back = Diff::with(after, before, links, &options);
        mirrored(&account, &Account::of(&back));
    }
}

fn every_sentence_is_in_its_strand(account: &Account) {
    for side in Side::BOTH {
        for (place, sentence) in account.sentences.get(side).iter().enumerate() {
            let strand = &account.strands[sentence.strand];
            assert!(strand.sentences.get(side).contains(&place));
            let alone = strand.sentences.get(side.other()).is_empty();
            assert_eq!(alone, matches!(strand.fate, Fate::Dropped | Fate::Added));
            assert!(!alone || sentence.carried == 0);
        }
    }
}

fn sentences_spell_the_texts(account: &Account) {
    for side in Side::BOTH {
        let all = (0..account.sentences.get(side).len()).map(|at| account.text(side, at));
        let texts = account.versions.get(side).clauses.iter();
        let texts: String = texts.map(|clause| clause.text.as_str()).collect();
        assert_eq!(all.collect::<String>(), texts);
    }
}

fn mirrored(account: &Account, back: &Account) {
    let turned = |strand: &Strand| {
        let fate = match strand.fate {
            Fate::Dropped => Fate::Added,
            Fate::Added => Fate::Dropped,
            fate => fate,
        };
        let Sides { before, after } = strand.sentences.clone();
        (after, before, fate, strand.carried)
    };
    let plain = |strand: &Strand| {
        let Sides { before, after } = strand.sentences.clone();
        (before, after, strand.fate, strand.carried)
    };
    let mut here: Vec<_> = account.strands.iter().map(plain).collect();
    let mut there: Vec<_> = back.strands.iter().map(turned).collect();
    here.sort();
    there.sort();
    let differ: Vec<_> = here.iter().filter(|one| !there.contains(one)).collect();
    assert!(differ.is_empty(), "{differ:?}");
    assert_eq!(here, there);
}

fn itself(version: &Version) {
    let diff = Diff::between(version, version);
    let account = Account::of(&diff);
    assert!(
        account
            .strands
            .iter()
            .all(|strand| strand.fate == Fate::Kept)
    );
    assert_eq!(account.gaps(), [""; 0]);
}

#[test]
fn every_pair_of_the_corpus_closes() {
    let cases = load::corpus();
    for case in cases {
        let (Sides { before, after }, _) = case.read();
        closes(&before, &after, &Links::default());
        itself(&before);
    }
}

#[test]
fn every_ordered_pair_of_the_bundled_versions_closes() {
    let limits = Limits::default();
    let files = load::bundled();
    let versions = files.versions.iter().map(|(name, text)| {
        load::version_from(name, text.as_bytes(), &limits)
            .expect("a bundled version loads")
            .value
    });
    let versions: Vec<Version> = versions.collect();
    let (name, text) = files.links;
    let links = load::links_from(name, text.as_bytes(), &limits).expect("the bundled links load");
    for before in &versions {
        for after in versions.iter().filter(|after| after.id != before.id) {
            closes(before, after, &links.links);
            closes(before, after, &Links::default());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_generated_version_and_its_successor_close((before, after, links) in generated::successors()) {
        closes(&before, &after, &links);
        itself(&before);
    }

    #[test]
    fn generated_strangers_close((before, after, links) in generated::strangers()) {
        closes(&before, &after, &links);
    }
}
