//! Findings that a clause has by way of others: references and defined terms.

use clausediff::diff::{Change, Diff, Remark, Signal, SignalKind};
use clausediff::load::{self, Limits};
use clausediff::model::{Sides, Version};
use clausediff::report::{class_word, direction_word, kind_word, signal_word};

/// Lines of `number id: text`, where a number with a mark before it (`>a`) stands below the
/// last clause without one.
fn version(clauses: &str) -> Version {
    let mut file = String::from(
        "format = 1\n[proposal]\nid = \"draft\"\ntitle = \"Draft\"\ndate = \"2024\"\n",
    );
    let mut section = "";
    for line in clauses
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
    {
        let (head, text) = line.split_once(": ").expect("a line has a text");
        let (number, id) = head
            .rsplit_once(' ')
            .expect("a line has a number and an id");
        file += &format!("[[clause]]\nid = \"{id}\"\ntext = '''{text}'''\n");
        match number.strip_prefix('>') {
            Some(number) => file += &format!("number = '{number}'\nparent = \"{section}\"\n"),
            None => {
                file += &format!("number = '{number}'\n");
                section = id;
            }
        }
    }
    let loaded = load::version_from("draft", file.as_bytes(), &Limits::default());
    loaded.expect("the clauses load").value
}

/// A line for each clause that is not still: what became of it and what was found.
#[track_caller]
fn check(before: &str, after: &str, expected: &[&str]) {
    let versions = Sides::new(version(before), version(after));
    assert_eq!(told(&versions), expected);
    let turned = Diff::between(&versions.after, &versions.before);
    let diff = Diff::between(&versions.before, &versions.after);
    let facts = |diff: &Diff, is_turned: bool| {
        let signals = diff.changes.iter().flat_map(own);
        let mut facts: Vec<_> = signals
            .map(|signal| {
                let words = signal.words.clone();
                if is_turned {
                    (signal.kind, signal.direction.reversed(), words.swapped())
                } else {
                    (signal.kind, signal.direction, words)
                }
            })
            .collect();
        facts.sort();
        facts
    };
    assert_eq!(facts(&turned, true), facts(&diff, false));
}

/// The findings that these tests are about.
fn own<'c>(change: &'c Change<'_>) -> impl Iterator<Item = &'c Signal> {
    let kinds = [SignalKind::CrossReference, SignalKind::DefinedTerm];
    let signals = change.signals.iter();
    signals.filter(move |signal| kinds.contains(&signal.kind))
}

fn told(versions: &Sides<Version>) -> Vec<String> {
    let diff = Diff::between(&versions.before, &versions.after);
    let mut lines = Vec::new();
    for change in &diff.changes {
        let [Some(_), Some(&clause)] =
            [change.clauses.before.first(), change.clauses.after.first()]
        else {
            continue;
        };
        let id = &versions.after.clause(clause).id;
        for signal in own(change) {
            let words = |side: &Option<String>| side.clone().unwrap_or("-".into());
            let remark = match &signal.remark {
                Some(Remark::Repair(repair)) => format!(" ({repair})"),
                Some(Remark::Touches(touched)) => {
                    let ids = touched
                        .iter()
                        .map(|&at| versions.after.clause(at).id.as_str());
                    format!(" (touches {})", ids.collect::<Vec<_>>().join(", "))
                }
                None => String::new(),
            };
            lines.push(format!(
                "{id} {}, {}: {} {}: {} -> {}{remark}",
                kind_word(change.kind),
                class_word(change.class),
                signal_word(signal.kind),
                direction_word(signal.direction),
                words(&signal.words.before),
                words(&signal.words.after),
            ));
        }
    }
    lines
}

const THREE: &str = "
    1 fees: Fees fall due within a month of the invoice.
    2 pumps: The pumps are brought to the site by barge.
    3 default: Whoever breaches clause 1 pays interest on the sum.
";

#[test]
fn an_unchanged_reference_to_another_clause_is_substantive_and_has_a_repair() {
    check(
        THREE,
        "
        1 scope: These terms hold for all orders of the mill.
        2 fees: Fees fall due within a month of the invoice.
        3 pumps: The pumps are brought to the site by barge.
        4 default: Whoever breaches clause 1 pays interest on the sum.
        ",
        &[
            "default unchanged, substantive: cross-reference elsewhere: clause 1 -> clause 1 (clause 2)",
        ],
    );
}

#[test]
fn a_clause_that_lost_its_number_has_no_repair() {
    check(
        THREE,
        "
        - fees: Fees fall due within a month of the invoice.
        2 pumps: The pumps are brought to the site by barge.
        3 default: Whoever breaches clause 1 pays interest on the sum.
        ",
        &["default unchanged, substantive: cross-reference dangling: clause 1 -> clause 1"],
    );
}

#[test]
fn a_reference_that_follows_its_clause_is_no_finding() {
    check(
        THREE,
        "
        1 scope: These terms hold for all orders of the mill.
        2 fees: Fees fall due within a month of the invoice.
        3 pumps: The pumps are brought to the site by barge.
        4 default: Whoever breaches clause 2 pays interest on the sum.
        ",
        &[],
    );
}

#[test]
fn a_number_of_a_part_follows_its_whole() {
    check(
        "
        6 port: The port has two quays and a crane.
        >a garrison: A small garrison stays in the old fort.
        >b police: The harbour police wear blue caps by day.
        7 review: The numbers in clause 6(a) are looked at each spring.
        8 pay: The men of point (b) of clause 6 are paid by the town.
        ",
        "
        5 port: The port has two quays and a crane.
        >a police: The harbour police wear blue caps by day.
        >b garrison: A small garrison stays in the old fort.
        7 review: The numbers in clause 6(a) are looked at each spring.
        8 pay: The men of point (a) of clause 5 are paid by the town.
        ",
        &[
            "review unchanged, substantive: cross-reference dangling: clause 6(a) -> clause 6(a) (clause 5(b))",
        ],
    );
}

#[test]
fn letters_inside_a_text_are_kept_with_their_clause() {
    check(
        "
        1 light: The light burns all night on the mole.
        2 grant: The grant covers (a) oil and (b) wicks for the lamps.
        3 proof: Bills under clause 2(b) are shown to the reeve.
        ",
        "
        1 grant: The grant covers (a) oil and (b) wicks for the lamps.
        2 light: The light burns all night on the mole.
        3 proof: Bills under clause 1(a) are shown to the reeve.
        ",
        &[
            "proof changed, substantive: cross-reference elsewhere: clause 2(b) -> clause 1(a) (clause 1(b))",
        ],
    );
}

#[test]
fn a_range_that_grows_with_its_clauses_is_no_finding() {
    check(
        "
        1 ropes: Ropes are coiled on the deck at night.
        2 hooks: Hooks are oiled before the first frost.
        3 nets: Nets are hung on the poles to dry.
        4 fine: Whoever breaches clauses 1 to 3 pays the harbour a fine.
        ",
        "
        1 ropes: Ropes are coiled on the deck at night.
        2 hooks: Hooks are oiled before the first frost.
        3 buoys: Each buoy is painted red in the spring.
        4 nets: Nets are hung on the poles to dry.
        5 fine: Whoever breaches clauses 1 to 4 pays the harbour a fine.
        ",
        &[],
    );
}

#[test]
fn what_other_texts_and_annexes_number_is_none_of_ours() {
    check(
        "
        1 tugs: Tugs carry two lights at the mast.
        2 pilots: Pilots under section 1 of the Pilotage Act travel free of charge.
        3 plan: The plan in Annex 1 shows every berth of the port.
        ",
        "
        1 title: This text is called the Towage Accord.
        2 tugs: Tugs carry two lights at the mast.
        3 pilots: Pilots under section 1 of the Pilotage Act travel free of charge.
        4 plan: The plan in Annex 1 shows every berth of the port.
        ",
        &[],
    );
}

#[test]
fn paragraphs_counted_inside_a_text_are_no_clauses() {
    check(
        "
        1 tugs: Tugs carry two lights at the mast.
        2 court: (1) A court of three sits in the hall. (2) The court of paragraph 1 hears both sides.
        ",
        "
        1 title: This text is called the Towage Accord.
        2 tugs: Tugs carry two lights at the mast.
        3 court: (1) A court of three sits in the hall. (2) The court of paragraph 1 hears both sides.
        ",
        &[],
    );
}

#[test]
fn numbers_that_run_through_chapters_are_known_by_themselves() {
    check(
        "
        I first: On the quays.
        >1 ropes: Ropes are coiled on the deck at night.
        >2 hooks: Hooks are oiled before the first frost.
        II second: On the ships.
        >3 nets: Nets are hung on the poles to dry.
        >4 fine: Whoever acts against Article 2 pays the harbour a fine.
        ",
        "
        I first: On the quays.
        >1 hooks: Hooks are oiled before the first frost.
        II second: On the ships.
        >2 nets: Nets are hung on the poles to dry.
        >3 fine: Whoever acts against Article 2 pays the harbour a fine.
        ",
        &[
            "fine unchanged, substantive: cross-reference elsewhere: Article 2 -> Article 2 (Article 1)",
        ],
    );
}

#[test]
fn references_that_change_places_in_a_sentence_are_no_finding() {
    check(
        "
        1 ropes: Ropes are coiled on the deck at night.
        2 hooks: Hooks are oiled before the first frost.
        3 fine: Whoever acts against clause 1 or against clause 2 pays a fine.
        ",
        "
        1 ropes: Ropes are coiled on the deck at night.
        2 hooks: Hooks are oiled before the first frost.
        3 fine: Whoever acts against clause 2 or against clause 1 pays a fine.
        ",
        &[],
    );
}

#[test]
fn a_changed_definition_names_the_clauses_that_it_touches() {
    check(
        "
        1 goods: \"Goods\" means sawn timber.
        2 risk: The Buyer bears the risk of the Goods from loading.
        3 sweep: The silo is swept every week by the crew.
        4 store: Goods are stored under a roof until they are sold.
        ",
        "
        1 goods: \"Goods\" means timber of any kind.
        2 risk: The Buyer bears the risk of the Goods from loading.
        3 sweep: The silo is swept every week by the crew.
        4 store: Goods are stored under a roof until they are sold.
        ",
        &["goods changed, substantive: defined-term changed: Goods -> Goods (touches risk, store)"],
    );
}

#[test]
fn a_definition_that_moves_to_another_clause_is_no_finding() {
    check(
        "
        1 quay: The boats land at the Quay before dusk. \"Quay\" means the northern mole.
        2 crane: The crane is greased by the keeper each month of the year.
        ",
        "
        1 quay: The boats land at the Quay before dusk.
        2 crane: The crane is greased by the keeper each month of the year. \"Quay\" means the northern mole.
        ",
        &[],
    );
}

#[test]
fn a_part_of_a_meaning_is_not_the_whole_of_it() {
    check(
        "1 quay: \"Quay\" means the northern mole and the steps.",
        "1 quay: \"Quay\" includes the northern mole and the steps.",
        &["quay changed, substantive: defined-term changed: Quay -> Quay"],
    );
}

#[test]
fn one_defined_term_for_another_is_told_once() {
    check(
        "
        1 terms: \"Own Goods\" means the sacks of the mill. \"Sold Goods\" means the sacks of the buyer.
        2 risk: The mill insures the Own Goods and counts the Own Goods each night.
        ",
        "
        1 terms: \"Own Goods\" means the sacks of the mill. \"Sold Goods\" means the sacks of the buyer.
        2 risk: The mill insures the Sold Goods and counts the Sold Goods each night.
        ",
        &["risk changed, substantive: defined-term changed: Own Goods -> Sold Goods"],
    );
}
