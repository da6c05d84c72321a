//! The figures of a clause's text as terms, named by what they count.
//!
//! What a named term or a position of the clause tells is left out: it has a name of its own.

use std::collections::BTreeMap;

use super::facts::{self, Dated, Lasting, Part, Written};
use super::findings::told_by;
use super::signals::SignalKind;
use crate::model::{Bound, Clause, Date, Number, Quantity, Term, TermValue};
use crate::text::vocabulary::{Limit, Vocabulary};

/// The numbers, sums, shares, dates and lengths of time of a text in their order, each by value; of
/// several that have one name, those behind the first are numbered.
pub fn figures(clause: &Clause, lang: Option<&str>) -> Vec<Term> {
    let reading = Vocabulary::of(lang).read(&clause.text);
    let dates = facts::dates(&reading);
    let amounts = facts::amounts(&reading, &dates);
    let mut written: Vec<Written<'_>> = dates.iter().map(Dated::as_amount).collect();
    written.extend(amounts);
    written.sort_by_key(|written| written.at);
    let mut told = told_by(clause);
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    let left = written.iter().filter(|written| {
        let same = told.iter().position(|&number| is_told(written, number));
        same.map(|at| told.swap_remove(at)).is_none()
    });
    let terms = left.map(|written| {
        let name = name(written);
        let count = names.entry(name.clone()).or_default();
        *count += 1;
        Term {
            name: match count {
                1 => name,
                _ => format!("{name} ({count})"),
            },
            value: value(written),
        }
    });
    terms.collect()
}

/// True if a number of a term may be this one; that of a date may be its year.
fn is_told(written: &Written<'_>, number: Number) -> bool {
    let is_year = || {
        let own = date(written.value).map(|date| i64::from(date.year()));
        written.dress.is_date && own == number.as_whole()
    };
    written.may_be(number) || is_year()
}

/// What is counted, or what kind of figure it is.
fn name(written: &Written<'_>) -> String {
    let kind = match written.kind() {
        _ if written.dress.share.is_some() => "share",
        SignalKind::Date => "date",
        SignalKind::Duration => "duration",
        SignalKind::Money => "money",
        _ if written.dress.is_time => "time",
        _ => written.dress.unit.unwrap_or(&written.counted),
    };
    if kind.is_empty() { "number" } else { kind }.to_owned()
}

/// By value, with its unit and its bound; as written where that is no quantity.
fn value(written: &Written<'_>) -> TermValue {
    let as_written = || TermValue::Text(written.limited.to_owned());
    if written.dress.is_time {
        return as_written();
    }
    if written.dress.is_date {
        return date(written.value).map_or_else(as_written, TermValue::Date);
    }
    let (number, unit) = measured(written);
    let bound = match written.limit {
        Some(Limit::Least) => Bound::AtLeast(number),
        Some(Limit::Most) => Bound::AtMost(number),
        // There is no bound that leaves out its number.
        Some(Limit::Above | Limit::Below) => return as_written(),
        None => Bound::Exactly(number),
    };
    TermValue::Quantity(Quantity { bound, unit })
}

/// As many as there are of a unit.
fn measured(written: &Written<'_>) -> (Number, Option<String>) {
    let dress = &written.dress;
    if let Some(part) = dress.share {
        let unit = match part {
            Part::Whole => "%",
            Part::Points => "percentage points",
        };
        return (hundredfold(written.value), Some(unit.to_owned()));
    }
    let unit = match (dress.lasting, dress.currency) {
        (Some(Lasting::Seconds), _) => Some("seconds".to_owned()),
        (Some(Lasting::Days), _) => Some("days".to_owned()),
        (Some(Lasting::BusinessDays), _) => Some("business days".to_owned()),
        (Some(Lasting::Months), _) => Some("months".to_owned()),
        (None, Some(currency)) => Some(currency.to_uppercase()),
        (None, None) => {
            let counted = dress.unit.unwrap_or(&written.counted);
            (!counted.is_empty()).then(|| counted.to_owned())
        }
    };
    (written.value, unit)
}

/// A share of one in hundredths, without what floats add to it.
fn hundredfold(share: Number) -> Number {
    let hundredths = (share.as_f64() * 100.0 * PRECISION).round() / PRECISION;
    if hundredths.fract() == 0.0 && hundredths.abs() < i64::MAX as f64 {
        return Number::whole(hundredths as i64);
    }
    Number::fraction(hundredths).unwrap_or(share)
}

/// Shares are told to a millionth of a hundredth.
const PRECISION: f64 = 1e6;

/// The date that a number of year, month and day stands for; `None` without a year.
fn date(number: Number) -> Option<Date> {
    let number = number.as_whole()?;
    let part = |by: i64| {
        u8::try_from(number / by % 100)
            .ok()
            .filter(|part| *part > 0)
    };
    let year = u16::try_from(number / 10_000).ok()?;
    Date::new(year, part(100), part(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Limits, version_from};

    #[track_caller]
    fn check(text: &str, more: &str, expected: &[&str]) {
        let file = format!(
            "format = 1\nproposal = {{ id = 'v', title = 'T', date = '2024' }}\n[[clause]]\nid = 'c'\ntext = '{text}'\n{more}"
        );
        let loaded = version_from("v", file.as_bytes(), &Limits::default());
        let version = loaded.expect("the clause is well formed").value;
        let figures = figures(&version.clauses[0], None);
        let told = figures
            .iter()
            .map(|term| format!("{}: {}", term.name, term.value));
        assert_eq!(told.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn every_figure_has_a_name_and_a_value() {
        check(
            "North pays USD 2 million by 3 May 2027, and 5 % a year for at most two weeks, to 40 guards and 50 guards.",
            "",
            &[
                "money: 2,000,000 USD",
                "date: 2027-05-03",
                "share: 5 %",
                "duration: at most 14 days",
                "guards: 40 guards",
                "guards (2): 50 guards",
            ],
        );
    }

    #[test]
    fn what_a_term_tells_is_left_out() {
        check(
            "North keeps at most 900 persons for 30 days.",
            "terms.guards = { at-most = 900, unit = \"persons\" }",
            &["duration: 30 days"],
        );
        check("tolls in force since 2014", "terms.since = 2014", &[]);
    }

    #[test]
    fn what_is_no_quantity_is_told_as_it_is_written() {
        check("at 17:00 on 3 May", "", &["time: 17:00", "date: 3 May"]);
        check(
            "a third of it, and 2.5 %",
            "",
            &["share: 33.333333 %", "share (2): 2.5 %"],
        );
    }
}
