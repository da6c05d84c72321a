//! Bounds on terms, as a guard writes them.

use super::found::{Found, quoted};
use super::record::Placed;
use crate::diagnostic::Code;
use crate::model::{Comparison, Date, Limit, Number, Part, TermRule, TermValue};

/// How a bound is written.
const BOUND_HELP: &str = "write a name, `>=`, `<=` or `=`, and a number or a date, such as \
    `personnel.at-most >= 600000 persons` or `ends <= 2027-01-01`";

/// `personnel.at-most >= 600000 persons`.
pub(super) fn term_rule(text: Placed<&str>, found: &mut Found) -> Option<TermRule> {
    let rule = read_term_rule(text.value);
    if rule.is_none() {
        let message = format!("{} is no bound on a term", quoted(text.value));
        found.add(Code::BadBound, text.span, message, BOUND_HELP);
    }
    rule
}

fn read_term_rule(text: &str) -> Option<TermRule> {
    let at = text.find(['>', '<', '='])?;
    let mut known = Comparison::ALL.into_iter();
    let (comparison, sign) = known.find(|(_, sign)| text[at..].starts_with(sign))?;
    let name = text[..at].trim();
    let value = text[at + sign.len()..].trim();
    let (term, part) = match name.rsplit_once('.') {
        Some((term, word)) => {
            let part = Part::ALL.into_iter().find(|(_, known)| *known == word);
            part.map_or((name, None), |(part, _)| (term, Some(part)))
        }
        None => (name, None),
    };
    let (limit, unit) = limit(value, comparison)?;
    (!term.is_empty()).then(|| TermRule {
        term: term.to_owned(),
        part,
        comparison,
        limit,
        unit,
        written: text.to_owned(),
    })
}

/// A date, a number with perhaps a unit, or for `=` any value.
fn limit(value: &str, comparison: Comparison) -> Option<(Limit, Option<String>)> {
    // A year alone is a number; a date is written at least to the month.
    if let Some(date) = Date::parse(value).filter(|_| value.contains('-')) {
        return Some((Limit::Date(date), None));
    }
    let (first, unit) = value.split_once(char::is_whitespace).unwrap_or((value, ""));
    if let Some(number) = number(first) {
        let unit = unit.trim();
        return Some((
            Limit::Number(number),
            (!unit.is_empty()).then(|| unit.to_owned()),
        ));
    }
    let is_said = comparison == Comparison::Equal && !value.is_empty();
    is_said.then(|| {
        let value = match value {
            "true" => TermValue::Boolean(true),
            "false" => TermValue::Boolean(false),
            text => TermValue::Text(text.to_owned()),
        };
        (Limit::Value(value), None)
    })
}

/// With `,` or `_` between thousands, as people write them.
fn number(text: &str) -> Option<Number> {
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | ',' | '_');
    if !text.starts_with(|c: char| c.is_ascii_digit() || c == '-') || !text.chars().all(is_digit) {
        return None;
    }
    let plain = text.replace([',', '_'], "");
    let whole = plain.parse().ok().map(Number::whole);
    whole.or_else(|| Number::fraction(plain.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Name, part, sign, limit and unit, one after the other.
    #[track_caller]
    fn reads(text: &str, expected: Option<&str>) {
        let said = read_term_rule(text).map(|rule| {
            let TermRule {
                term,
                part,
                comparison,
                limit,
                unit,
                written,
            } = rule;
            assert_eq!(written, text);
            format!("{term} | {part:?} | {comparison:?} | {limit:?} | {unit:?}")
        });
        let said = said.map(|said| said.replace("Some(", "").replace([')', '('], " "));
        let words = said
            .as_deref()
            .map(|said| said.split_whitespace().collect::<Vec<_>>().join(" "));
        assert_eq!(words.as_deref(), expected);
    }

    #[test]
    fn a_bound_has_a_name_a_sign_and_a_limit() {
        reads(
            "personnel.at-most >= 600000",
            Some("personnel | AtMost | AtLeast | Number Number Whole 600000 | None"),
        );
        reads(
            "toll <= 1,200 silver coins",
            Some("toll | None | AtMost | Number Number Whole 1200 | \"silver coins\""),
        );
        reads(
            "ends<=2027-01-01",
            Some("ends | None | AtMost | Date Date { year: 2027, month: 1 , day: 1 } | None"),
        );
        reads(
            "place = the old port",
            Some("place | None | Equal | Value Text \"the old port\" | None"),
        );
        let no = ["", "personnel", ">= 4", "personnel >= many", "personnel ="];
        for text in no {
            reads(text, None);
        }
    }
}
