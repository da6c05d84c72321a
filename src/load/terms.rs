//! The values a reader compares.

use toml::de::{DeTable, DeValue};

use super::found::Found;
use super::record::{Placed, Record, date_of, number_of, placed_items, text_of, type_of};
use super::schema::{Kind, QUANTITY};
use crate::diagnostic::Code;
use crate::model::{Bound, Number, Quantity, Term, TermValue};
use crate::text::span::Span;

/// The terms of a clause or a position, in the order of the file.
pub(super) fn terms(record: &Record<'_, '_>, found: &mut Found) -> Vec<Term> {
    let mut terms = Vec::new();
    for (name, value) in record.named("terms", found) {
        if name.value.trim().is_empty() {
            let help = "give the term a name that readers understand, such as `personnel`";
            found.add(
                Code::EmptyText,
                name.span,
                "the name of a term is empty".into(),
                help,
            );
            continue;
        }
        let value = term_value(name.value, value, found);
        terms.extend(value.map(|value| Term {
            name: name.value.to_owned(),
            value,
        }));
    }
    terms
}

fn term_value(name: &str, entry: Placed<&DeValue<'_>>, found: &mut Found) -> Option<TermValue> {
    match entry.value {
        DeValue::String(_) => {
            let text = text_of(entry, format_args!("term `{name}`"), Kind::Text, found)?;
            Some(TermValue::Text(text.value.to_owned()))
        }
        DeValue::Integer(_) | DeValue::Float(_) => number_of(entry, found).map(TermValue::Number),
        DeValue::Boolean(value) => Some(TermValue::Boolean(*value)),
        DeValue::Datetime(datetime) => date_of(datetime, entry.span, found).map(TermValue::Date),
        DeValue::Array(array) => Some(TermValue::List(list(name, placed_items(array), found))),
        DeValue::Table(table) => quantity(table, entry.span, found).map(TermValue::Quantity),
    }
}

fn list(name: &str, items: Vec<Placed<&DeValue<'_>>>, found: &mut Found) -> Vec<String> {
    let mut texts = Vec::with_capacity(items.len());
    for item in items {
        if item.value.is_str() {
            let text = text_of(
                item,
                format_args!("an item of term `{name}`"),
                Kind::Text,
                found,
            );
            texts.extend(text.map(|text| text.value.to_owned()));
        } else {
            let kind = type_of(item.value);
            let message = format!("an item of term `{name}` must be a string, not {kind}");
            let help =
                "put each item between double quotes; a number with a bound is `{ at-most = 5 }`";
            found.add(Code::WrongType, item.span, message, help);
        }
    }
    texts
}

/// Every way to bound a number.
const BOUNDS: [&str; 6] = ["exactly", "at-most", "at-least", "about", "from", "to"];

fn quantity(table: &DeTable<'_>, span: Span, found: &mut Found) -> Option<Quantity> {
    let record = Record::open(table, span, &QUANTITY, found);
    let unit = record.string("unit", found);
    let given: Vec<&str> = BOUNDS
        .into_iter()
        .filter(|bound| record.has(bound))
        .collect();
    let mut number = |bound: &str| record.number(bound, found).map(|number| number.value);
    let bound = match given[..] {
        ["exactly"] => number("exactly").map(Bound::Exactly),
        ["at-most"] => number("at-most").map(Bound::AtMost),
        ["at-least"] => number("at-least").map(Bound::AtLeast),
        ["about"] => number("about").map(Bound::About),
        ["from", "to"] => {
            let ends = (number("from"), number("to"));
            range(ends, span, found)
        }
        _ => {
            for bound in &given {
                number(bound);
            }
            // A misspelt bound has its finding as an unknown key.
            if !(given.is_empty() && record.has_unknown()) {
                bad_quantity(&given, span, found);
            }
            None
        }
    };
    bound.map(|bound| Quantity { bound, unit })
}

fn range(ends: (Option<Number>, Option<Number>), span: Span, found: &mut Found) -> Option<Bound> {
    let (from, to) = (ends.0?, ends.1?);
    if from > to {
        let message = format!("the range begins at {from} and ends at {to}");
        found.add(
            Code::BadQuantity,
            span,
            message,
            "write the smaller number as `from`",
        );
        return None;
    }
    Some(Bound::Range { from, to })
}

fn bad_quantity(given: &[&str], span: Span, found: &mut Found) {
    let named: Vec<String> = given.iter().map(|bound| format!("`{bound}`")).collect();
    let (message, help) = match given {
        [] => (
            "a quantity without a bound".to_owned(),
            "give it one of `exactly`, `at-most`, `at-least` and `about`, or `from` with `to`",
        ),
        ["from"] => (
            "a range without its end".to_owned(),
            "add `to`, or write `at-least`",
        ),
        ["to"] => (
            "a range without its beginning".to_owned(),
            "add `from`, or write `at-most`",
        ),
        _ => (
            format!(
                "a quantity with {} bounds: {}",
                given.len(),
                named.join(", ")
            ),
            "keep one bound; two limits are `from` with `to`",
        ),
    };
    found.add(Code::BadQuantity, span, message, help);
}
