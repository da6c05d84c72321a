//! What an explanation says, held against the engine: a "what if" is true if the engine,
//! shown versions in which it is so, finds just that.

use clausediff::diff::Diff;
use clausediff::load::{self, Limits};
use clausediff::matching::{
    self, Asked, Explanation, Ignore, Key, Method, Options, Part, Score, Weighing,
};
use clausediff::model::{Clause, ClauseIndex, Few, Links, Sides, Version};
use clausediff::report::ExplainReport;

/// A draft with all that an author may say of the clause about dues.
fn before() -> Version {
    draft(
        "before",
        r#"
[[clause]]
id = "b1"
number = "1"
topic = "port/garrison"
text = "North keeps at most 1,200 persons under arms at the port and tells South their number."
[[clause]]
id = "b2"
number = "2"
topic = "port/dues"
binds = ["north"]
modality = "must"
terms = { due = 4, payer = "master" }
text = "The master of each ship pays dues on arrival; the dues are set by both provinces."
[[clause]]
id = "b3"
number = "3"
text = "A ship that carries grain for the poor enters the port first and pays nothing."
[[clause]]
id = "b4"
number = "4"
topic = "port/pilots"
text = "Pilots are licensed by the harbour office, which keeps a register of them."
"#,
    )
}

/// The same a year later: the dues are told in other words, the grain is gone.
fn after() -> Version {
    draft(
        "after",
        r#"
[[clause]]
id = "a1"
number = "1"
topic = "port/garrison"
text = "North keeps at most 400 persons under arms at the port and tells South their number."
[[clause]]
id = "a2"
number = "2"
topic = "port/dues"
binds = ["north"]
modality = "must"
terms = { due = 4 }
text = "Whoever lands goods owes the harbour office a fee before the ship is unloaded; both provinces agree on it."
[[clause]]
id = "a3"
number = "3"
topic = "port/pilots"
text = "Pilots are licensed by the harbour office, which keeps a register of them for all to read."
"#,
    )
}

fn draft(id: &str, clauses: &str) -> Version {
    let text = format!(
        "format = 1\n[proposal]\nid = \"{id}\"\ntitle = \"{id}\"\ndate = \"2024\"\nseries = \"{id}\"\n\
         [[party]]\nid = \"north\"\nname = \"North\"\n{clauses}"
    );
    let loaded = load::version_from("draft.toml", text.as_bytes(), &Limits::default());
    loaded.expect("the draft is sound").value
}

fn place(version: &Version, id: &str) -> ClauseIndex {
    let mut clauses = version.indexed();
    let found = clauses.find(|(_, clause)| clause.id.as_str() == id);
    found.expect("the clause is there").0
}

/// The same version with one clause changed.
fn with(version: &Version, id: &str, change: impl FnOnce(&mut Clause)) -> Version {
    let mut version = version.clone();
    let at = place(&version, id).get();
    change(&mut version.clauses[at]);
    version
}

fn explained(before: &Version, after: &Version, id: &str, options: &Options) -> Explanation {
    let asked = Asked {
        before: place(before, id),
        after: None,
    };
    matching::explain(before, after, &Links::default(), options, asked).1
}

/// How the clauses about dues were weighed.
fn dues(before: &Version, after: &Version, options: &Options) -> Weighing {
    let clauses = Sides::new(place(before, "b2"), place(after, "a2"));
    let explanation = explained(before, after, "b2", options);
    explanation
        .of(clauses)
        .expect("they are candidates")
        .clone()
}

fn said(weighing: &Weighing, part: Part) -> matching::Said {
    let mut parts = weighing.parts.iter();
    *parts
        .find(|said| said.part == part)
        .expect("every part is there")
}

#[test]
fn without_a_key_a_pair_is_as_likely_as_the_engine_finds_it_with_the_key_hidden() {
    for (key, part) in [
        (Key::Number, Part::Number),
        (Key::Topic, Part::Topic),
        (Key::Terms, Part::Terms),
        (Key::Parties, Part::Parties),
        (Key::Modality, Part::Modality),
    ] {
        let before = with(&before(), "b2", |clause| keep_only(clause, key));
        let after = with(&after(), "a2", |clause| keep_only(clause, key));
        let shown = dues(&before, &after, &Options::default());
        let hidden = Options {
            ignore: Ignore::from_iter([key]),
            ..Options::default()
        };
        let hidden = dues(&before, &after, &hidden).likelihood;
        let told = said(&shown, part);
        assert_eq!(told.without, hidden, "{part:?}");
        assert!(told.value > Score::ZERO, "{part:?} says something here");
        assert!(told.without < shown.likelihood, "{part:?} counts here");
    }
}

/// Leaves one of the keys of a clause: together they would say more than the engine lets
/// surroundings say.
fn keep_only(clause: &mut Clause, key: Key) {
    let kept = clause.clone();
    clause.number = kept.number.filter(|_| key == Key::Number);
    clause.topic = kept.topic.filter(|_| key == Key::Topic);
    clause.modality = kept.modality.filter(|_| key == Key::Modality);
    if key != Key::Terms {
        clause.terms = Few::default();
    }
    if key != Key::Parties {
        clause.binds = Few::default();
    }
}

#[test]
fn a_pair_that_would_agree_is_as_likely_as_the_engine_finds_one_that_does() {
    let (before, agreeing) = (before(), after());
    let is = dues(&before, &agreeing, &Options::default()).likelihood;
    let check = |part: Part, change: fn(&mut Clause)| {
        let differing = with(&agreeing, "a2", change);
        let told = said(&dues(&before, &differing, &Options::default()), part);
        assert_eq!(told.agreed, is, "{part:?}");
        assert!(told.without <= told.agreed, "{part:?}");
    };
    check(Part::Topic, |clause| clause.topic = None);
    check(Part::Parties, |clause| clause.binds = Few::default());
    check(Part::Modality, |clause| clause.modality = None);
}

#[test]
fn a_pair_without_rivals_is_as_likely_as_it_would_be_without_rivals() {
    let clause = |id: &str, text: &str| format!("[[clause]]\nid = \"{id}\"\ntext = \"{text}\"\n");
    let one = draft(
        "one",
        &clause(
            "b2",
            "The master of each ship pays dues on arrival at the port.",
        ),
    );
    let two = draft(
        "two",
        &clause("a2", "Dues are paid on arrival by the owner of the ship."),
    );
    let only = dues(&one, &two, &Options::default());
    assert_eq!(only.alone, only.likelihood);
    assert_eq!(only.left, Score::ONE);
    let (before, after) = (before(), after());
    let among_others = dues(&before, &after, &Options::default());
    assert!(among_others.alone > among_others.likelihood);
}

#[test]
fn a_clause_without_a_partner_is_told_its_nearest_and_why_not() {
    let (before, after) = (before(), after());
    let explanation = explained(&before, &after, "b3", &Options::default());
    let matching = matching::pair(&before, &after, &Links::default(), &Options::default());
    let diff = Diff::from_matching(&before, &after, matching, &Links::default());
    let report = ExplainReport::new(&diff, &explanation);
    assert_eq!(
        report.answer[0],
        "b3 is related to no clause of the after version: dropped."
    );
    assert!(report.answer[1].starts_with("A pair is claimed from a likelihood of 45 %."));
    assert!(report.answer[2].starts_with("1. a"), "{:?}", report.answer);
}

#[test]
fn what_is_explained_is_what_a_comparison_finds() {
    for (before, after) in [(before(), after()), (after(), before())] {
        for (index, _) in before.indexed() {
            let asked = Asked {
                before: index,
                after: Some(ClauseIndex::new(0)),
            };
            let options = Options::default();
            let links = Links::default();
            let (matching, explanation) =
                matching::explain(&before, &after, &links, &options, asked);
            assert_eq!(matching, matching::pair(&before, &after, &links, &options));
            for pair in &matching.pairs {
                let likely = explanation.of(pair.clauses).map(|one| one.likelihood);
                let claimed = likely.is_none_or(|likely| likely >= explanation.floor);
                assert!(claimed || pair.evidence.method != Method::Similar);
            }
        }
    }
}
