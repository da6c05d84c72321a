//! The account and announced changes as another program reads them.

use clausediff::diff::{self, Diff};
use clausediff::load::{self, Limits};
use clausediff::model::{Links, Sides};
use clausediff::render::json;
use clausediff::report::{AccountReport, DeclaredReport, DiffReport, Filter};

use crate::reader::{self, Op};
use crate::{accord, accord_read, corpus, schema};

const DECLARED: &str = "[[change]]\nclauses = [\"tolls\", \"garrison\"]\nkind = \"dropped\"\n";

fn printed(versions: &Sides<clausediff::model::Version>, declared: Option<&str>) -> reader::Diff {
    let Sides { before, after } = versions;
    let diff = Diff::with(before, after, &Links::default(), &diff::Options::default());
    let mut report = DiffReport::new(&diff, &Filter::default());
    report.account = Some(AccountReport::new(&diff));
    report.declared = declared.map(|text| {
        let file = load::declared_from("made", text.as_bytes(), &Limits::default()).unwrap();
        DeclaredReport::new(&diff, &file.declarations)
    });
    let text = json::diff(&report);
    schema::check(&json::diff_schema(), &serde_json::from_str(&text).unwrap());
    serde_json::from_str(&text).unwrap()
}

#[test]
fn they_are_absent_unless_asked_for() {
    let diff = accord_read();
    assert!(diff.account.is_none() && diff.declared.is_none());
}

#[test]
fn the_figures_are_those_of_the_strands_and_close() {
    for versions in corpus() {
        let account = printed(&versions, None).account.unwrap();
        assert!(account.closes && account.gaps.is_empty());
        let sides = [&account.before, &account.after];
        assert_eq!(sides[0]["all"].carried, sides[1]["all"].carried);
        for (at, figures) in sides.into_iter().enumerate() {
            let mut sum = [0; 3];
            for (fate, figure) in figures.iter().filter(|(fate, _)| *fate != "all") {
                let strands = account.strands.iter().filter(|strand| strand.fate == *fate);
                let own = strands.flat_map(|strand| [&strand.before, &strand.after][at]);
                let own: Vec<_> = own.collect();
                let words: usize = own.iter().map(|sentence| sentence.words).sum();
                assert_eq!((figure.sentences, figure.words), (own.len(), words));
                let carried: usize = own.iter().map(|sentence| sentence.carried).sum();
                assert_eq!(figure.carried, carried);
                sum = [sum[0] + own.len(), sum[1] + words, sum[2] + carried];
            }
            let all = figures["all"];
            assert_eq!(sum, [all.sentences, all.words, all.carried]);
        }
    }
}

#[test]
fn a_strand_names_its_sentences_and_spells_its_redline() {
    let account = printed(&accord(), None).account.unwrap();
    let dropped = account
        .strands
        .iter()
        .find(|strand| strand.fate == "dropped")
        .unwrap();
    assert_eq!(
        (dropped.before.len(), dropped.after.len(), dropped.carried),
        (1, 0, 0)
    );
    assert!(dropped.before[0].sentence == 1 && !dropped.before[0].clause.is_empty());
    assert!(dropped.text.iter().all(|edit| edit.op == Op::Delete));
}

#[test]
fn announced_changes_are_told_apart() {
    let declared = printed(&accord(), Some(DECLARED)).declared.unwrap();
    assert_eq!(declared.found, 0);
    assert!(declared.undeclared.iter().any(|one| {
        one.before == ["garrison"]
            && one.after == ["garrison"]
            && one.kind == "changed"
            && one.undeclared.contains(&"changed".to_owned())
    }));
    let missing = &declared.missing[0];
    assert!(missing.clauses.contains(&"garrison".to_owned()));
    assert_eq!(
        (missing.kind.as_deref(), &missing.why, missing.line),
        (Some("dropped"), &None, 1)
    );
}
