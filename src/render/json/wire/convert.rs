//! From reports to the types that are printed.

use super::account::{Account, Declared};
use super::guards::Guards;
use super::terms::Terms;
use super::{
    Balance, CarriedBetween, CarriedFrom, CarriedOver, Cell, Change, Changes, Counts, Diff,
    DiffSchema, Edit, Evidence, Finding, Judged, Link, Method, Number, Parts, Piece, Quantity,
    Redline, RunnerUp, Share, Signal, Skipped, Table, TableSchema, Term, Thread, Value, Version,
};
use crate::diagnostic::{Diagnostic, Findings};
use crate::report::{
    self, BalanceView, Bound, Carried, CellView, DiffReport, EvidenceView, JudgementView, Outline,
    RivalView, Score, SignalView, TableReport, TermLine, TermValue, TermsReport, VersionHead,
};

/// Name and version of the program that prints the object.
pub(in crate::render::json) const TOOL: &str = concat!("clausediff ", env!("CARGO_PKG_VERSION"));

impl<'a> Diff<'a> {
    pub(in crate::render::json) fn new(report: &'a DiffReport<'a>) -> Self {
        Self {
            schema: DiffSchema::One,
            tool: TOOL,
            before: Version::new(&report.versions.before),
            after: Version::new(&report.versions.after),
            mode: report.mode.into(),
            counts: Counts::new(report.counts),
            carried_over: CarriedOver::new(report.carried_over),
            changes: Changes(report),
            reading_order: report.reading_order(),
            reused_ids: strings(&report.reused_ids),
            hidden: report.hidden,
            skipped: report.skipped.iter().map(Skipped::new).collect(),
            account: report.account.as_ref().map(Account::new),
            declared: report.declared.as_ref().map(Declared::new),
            guards: report.guards.as_ref().map(Guards::new),
        }
    }
}

impl<'a> Table<'a> {
    pub(in crate::render::json) fn new(
        report: &'a TableReport,
        terms: Option<&'a TermsReport>,
    ) -> Self {
        Self {
            terms: terms.map(Terms::new),
            schema: TableSchema::One,
            tool: TOOL,
            versions: report.versions.iter().map(Version::new).collect(),
            threads: report.rows.iter().map(Thread::new).collect(),
            carried_over: report.carried_over.iter().map(CarriedFrom::new).collect(),
            pairs: report.pairs.as_ref().map(|pairs| {
                let pairs = pairs.iter();
                pairs
                    .map(|(places, share)| CarriedBetween {
                        from: places.before,
                        to: places.after,
                        clauses: share.clauses.into(),
                        words: share.words.into(),
                    })
                    .collect()
            }),
            hidden: report.hidden,
            skipped: report.skipped.iter().map(Skipped::new).collect(),
        }
    }
}

impl<'a> Version<'a> {
    pub(super) fn new(head: &'a VersionHead) -> Self {
        Self {
            id: &head.id,
            title: &head.title,
            date: &head.date,
            path: &head.path,
            sha256: &head.sha256,
            clauses: head.clauses,
        }
    }
}

impl Counts {
    pub(super) fn new(counts: report::Counts) -> Self {
        Self {
            unchanged: counts.unchanged,
            changed: counts.changed,
            split: counts.split,
            merged: counts.merged,
            added: counts.added,
            dropped: counts.dropped,
            moved: counts.moved,
            renumbered: counts.renumbered,
            retitled: counts.retitled,
            substantive: counts.substantive,
            uncertain: counts.uncertain,
        }
    }
}

impl From<Score> for Share {
    /// Division gives the nearest float, and floats are printed as the shortest text that
    /// reads back: a millionth as `0.000001`.
    fn from(score: Score) -> Self {
        Self(score.as_f64())
    }
}

impl CarriedOver {
    fn new(carried: report::CarriedOver) -> Self {
        Self {
            clauses: carried.clauses.into(),
            words: carried.words.into(),
        }
    }
}

impl<'a> Change<'a> {
    pub(super) fn new(outline: &'a Outline) -> Self {
        Self {
            kind: outline.kind.into(),
            before: &outline.ids.before,
            after: &outline.ids.after,
            moved: outline.moved,
            renumbered: outline.renumbered,
            retitled: outline.retitled,
            class: outline.class.into(),
            confidence: outline.evidence.confidence.map(Share::from),
            uncertain: outline.uncertain,
            evidence: Evidence::new(&outline.evidence),
            links: outline.judgements.iter().map(Link::new).collect(),
            balance: outline.balance.as_ref().map(Balance::new),
            text: Redline(outline.text),
            terms: outline.terms.iter().map(Term::new).collect(),
            signals: outline.signals.iter().map(Signal::new).collect(),
        }
    }
}

impl<'a> Evidence<'a> {
    fn new(evidence: &'a EvidenceView) -> Self {
        Self {
            method: evidence.method.map(Method::from),
            score: evidence.score.map(Share::from),
            parts: Parts::new(evidence.parts),
            runner_up: evidence.runner_up.as_ref().map(RunnerUp::new),
            candidates: evidence.candidates.iter().map(RunnerUp::new).collect(),
        }
    }
}

impl Parts {
    fn new(scores: &[(report::Part, Score)]) -> Self {
        let mut parts = Self::default();
        for &(part, score) in scores {
            let place = match part {
                report::Part::Words => &mut parts.words,
                report::Part::Contained => &mut parts.contained,
                report::Part::Passage => &mut parts.passage,
                report::Part::Meaning => &mut parts.meaning,
                report::Part::Lead => &mut parts.lead,
                report::Part::Heading => &mut parts.heading,
                report::Part::Number => &mut parts.number,
                report::Part::Neighbours => &mut parts.neighbours,
                report::Part::Section => &mut parts.section,
                report::Part::Topic => &mut parts.topic,
                report::Part::Terms => &mut parts.terms,
                report::Part::Parties => &mut parts.parties,
                report::Part::Modality => &mut parts.modality,
            };
            *place = Some(score.into());
        }
        parts
    }
}

impl<'a> RunnerUp<'a> {
    fn new(rival: &'a RivalView) -> Self {
        Self {
            before: rival.clauses.before,
            after: rival.clauses.after,
            score: rival.score.into(),
            likelihood: rival.likelihood.into(),
        }
    }
}

impl<'a> Link<'a> {
    fn new(judgement: &'a JudgementView) -> Self {
        Self {
            before: strings(&judgement.clauses.before),
            after: strings(&judgement.clauses.after),
            relation: judgement.relation.into(),
            why: judgement.why.as_deref(),
        }
    }
}

impl<'a> Balance<'a> {
    fn new(balance: &'a BalanceView) -> Self {
        let piece = |(id, share): &'a (String, Score)| Piece {
            id,
            share: (*share).into(),
        };
        Self {
            pieces: balance.pieces.iter().map(piece).collect(),
            lost: balance.lost.into(),
            new: balance.new.into(),
        }
    }
}

impl<'a> Edit<'a> {
    pub(super) fn new(edit: &'a report::Edit) -> Self {
        Self {
            op: edit.op.into(),
            text: &edit.text,
        }
    }
}

impl<'a> Term<'a> {
    fn new(term: &'a TermLine) -> Self {
        Self {
            name: &term.name,
            change: term.direction.into(),
            before: term.values.before.as_ref().map(Value::new),
            after: term.values.after.as_ref().map(Value::new),
        }
    }
}

impl<'a> Value<'a> {
    pub(super) fn new(value: &'a TermValue) -> Self {
        match value {
            TermValue::Text(text) => Self::Text(text.into()),
            TermValue::Number(number) => Self::Number((*number).into()),
            TermValue::Boolean(value) => Self::Boolean(*value),
            TermValue::Date(date) => Self::Text(date.to_string().into()),
            TermValue::List(items) => Self::List(items),
            TermValue::Quantity(quantity) => Self::Quantity(Quantity::new(quantity)),
        }
    }
}

/// Floats beyond this may not be exact whole numbers, so they keep their form.
const EXACT_FLOAT: f64 = 9_007_199_254_740_992.0;

impl From<report::Number> for Number {
    fn from(number: report::Number) -> Self {
        let float = number.as_f64();
        match number.as_whole() {
            Some(whole) => Self::Whole(whole),
            None if float.fract() == 0.0 && float.abs() <= EXACT_FLOAT => Self::Whole(float as i64),
            None => Self::Fraction(float),
        }
    }
}

impl<'a> Quantity<'a> {
    fn new(quantity: &'a report::Quantity) -> Self {
        let mut printed = Self {
            unit: quantity.unit.as_deref(),
            ..Self::default()
        };
        match quantity.bound {
            Bound::Exactly(number) => printed.exactly = Some(number.into()),
            Bound::AtMost(number) => printed.at_most = Some(number.into()),
            Bound::AtLeast(number) => printed.at_least = Some(number.into()),
            Bound::About(number) => printed.about = Some(number.into()),
            Bound::Range { from, to } => {
                printed.from = Some(from.into());
                printed.to = Some(to.into());
            }
        }
        printed
    }
}

impl<'a> Signal<'a> {
    fn new(signal: &'a SignalView) -> Self {
        Self {
            kind: signal.kind.into(),
            direction: signal.direction.into(),
            before: signal.words.before.as_deref(),
            after: signal.words.after.as_deref(),
            repair: signal.repair.as_deref(),
            touches: &signal.touches,
        }
    }
}

impl<'a> Skipped<'a> {
    pub(super) fn new(skipped: &'a report::Skipped) -> Self {
        Self {
            what: &skipped.what,
            count: skipped.count,
            why: &skipped.why,
        }
    }
}

impl<'a> Thread<'a> {
    fn new(row: &'a report::Row) -> Self {
        let cells = row.cells.iter().map(|cell| cell.as_ref().map(Cell::new));
        Self {
            topic: row.topic.as_deref(),
            heading: row.heading.as_deref(),
            cells: cells.collect(),
        }
    }
}

impl<'a> Cell<'a> {
    fn new(cell: &'a CellView) -> Self {
        Self {
            clauses: cell.clauses.iter().map(|clause| clause.id).collect(),
            state: cell.state.into(),
            moved: cell.moved,
            renumbered: cell.renumbered,
            retitled: cell.retitled,
            class: cell.class.into(),
            uncertain: cell.uncertain,
        }
    }
}

impl<'a> CarriedFrom<'a> {
    fn new(carried: &'a Carried) -> Self {
        Self {
            from: &carried.from.id,
            to: &carried.to.id,
            clauses: carried.share.clauses.into(),
            words: carried.share.words.into(),
            clauses_by_way: carried.by_way.into(),
            judged: Judged::new(carried.judged),
        }
    }
}

impl Judged {
    fn new(judged: report::Judged) -> Self {
        let [same, changed, narrower, broader, opposite] = judged.relations;
        Self {
            same,
            changed,
            narrower,
            broader,
            opposite,
            deleted: judged.deleted,
            unjudged: judged.unjudged,
        }
    }
}

impl<'a> Finding<'a> {
    pub(in crate::render::json) fn new(findings: &'a Findings, diagnostic: &'a Diagnostic) -> Self {
        let place = findings.source.place(diagnostic.span.start());
        Self {
            code: diagnostic.code.as_str(),
            severity: diagnostic.code.severity().name(),
            path: findings.source.name(),
            line: place.line,
            column: place.column,
            message: &diagnostic.message,
            help: &diagnostic.help,
        }
    }
}

fn strings(all: &[String]) -> Vec<&str> {
    all.iter().map(String::as_str).collect()
}

#[cfg(test)]
mod tests {
    use serde::Serialize;

    use super::*;
    use crate::render::json::printer::Layout;
    use crate::render::json::wire::{Class, Direction, Kind, Relation, SignalKind, State};
    use crate::report::{
        class_word, direction_word, kind_word, method_word, signal_word, state_word,
    };

    /// The word that is printed.
    fn printed(word: impl Serialize) -> String {
        let value = serde_json::to_value(word).unwrap();
        value.as_str().unwrap().to_owned()
    }

    #[test]
    fn words_are_those_of_the_other_views() {
        assert_eq!(
            printed(Kind::from(report::Kind::Merged)),
            kind_word(report::Kind::Merged)
        );
        assert_eq!(
            printed(Class::from(report::Class::None)),
            class_word(report::Class::None)
        );
        assert_eq!(
            printed(Method::from(report::Method::Merge)),
            method_word(report::Method::Merge)
        );
        assert_eq!(
            printed(State::from(report::State::Revived)),
            state_word(report::State::Revived)
        );
        for kind in [
            report::SignalKind::AndOr,
            report::SignalKind::CrossReference,
        ] {
            assert_eq!(printed(SignalKind::from(kind)), signal_word(kind));
        }
        let direction = report::Direction::Relocated;
        assert_eq!(
            printed(Direction::from(direction)),
            direction_word(direction)
        );
        let relation = report::Relation::Opposite;
        assert_eq!(printed(Relation::from(relation)), relation.as_str());
    }

    #[track_caller]
    fn check(value: &TermValue, expected: &str) {
        assert_eq!(serde_json::to_string(&Value::new(value)).unwrap(), expected);
    }

    #[test]
    fn numbers_are_whole_where_they_can_be() {
        let number = |value| TermValue::Number(report::Number::fraction(value).unwrap());
        check(&number(1200.0), "1200");
        check(&number(-0.0), "0");
        check(&number(0.5), "0.5");
    }

    #[test]
    fn quantities_stand_as_in_the_file() {
        let quantity = |bound, unit: Option<&str>| {
            TermValue::Quantity(report::Quantity {
                bound,
                unit: unit.map(str::to_owned),
            })
        };
        let whole = report::Number::whole;
        check(
            &quantity(Bound::AtMost(whole(1200)), Some("persons")),
            r#"{"at-most":1200,"unit":"persons"}"#,
        );
        let (from, to) = (whole(10), whole(15));
        check(
            &quantity(Bound::Range { from, to }, None),
            r#"{"from":10,"to":15}"#,
        );
    }

    #[test]
    fn shares_have_at_most_six_places() {
        let printed = |millionths| {
            let share = Share::from(Score::from_millionths(millionths));
            crate::render::json::printed(&share, Layout::OneLine)
                .trim_end()
                .to_owned()
        };
        assert_eq!(
            [
                printed(970_000),
                printed(1),
                printed(333_333),
                printed(1_000_000),
                printed(0)
            ],
            ["0.97", "0.000001", "0.333333", "1.0", "0.0"]
        );
    }
}
