//! The terms a reader compares: named values.

use std::cmp::Ordering;
use std::fmt;

use super::date::Date;

/// One named value of a clause or of a party's position.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// The author's name for it: `personnel`.
    pub name: String,
    /// Its value.
    pub value: TermValue,
}

/// What a term can be. Equality is by value: `1200` equals `1200.0`, and the order of a
/// list does not count.
#[derive(Clone, Debug)]
pub enum TermValue {
    /// Free text.
    Text(String),
    /// A bare number.
    Number(Number),
    /// Yes or no.
    Boolean(bool),
    /// A day.
    Date(Date),
    /// Several texts, shown in the order written.
    List(Vec<String>),
    /// A number with a bound and perhaps a unit.
    Quantity(Quantity),
}

/// A bounded number: at most 1,200 persons.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// How the number bounds.
    pub bound: Bound,
    /// What is counted; compared as written.
    pub unit: Option<String>,
}

/// How a number bounds a quantity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// This and no other.
    Exactly(Number),
    /// This or less.
    AtMost(Number),
    /// This or more.
    AtLeast(Number),
    /// Near this.
    About(Number),
    /// Both ends included; `from` is not larger than `to`.
    Range {
        /// The lower end.
        from: Number,
        /// The upper end.
        to: Number,
    },
}

/// A number as an author writes it: a whole number or a finite fraction.
///
/// Compared by value. Whole numbers are exact; one compared with a fraction is taken
/// to the nearest 64-bit float first.
#[derive(Clone, Copy, Debug)]
pub struct Number(Repr);

#[derive(Clone, Copy, Debug)]
enum Repr {
    Whole(i64),
    Fraction(f64),
}

impl Bound {
    /// Its one number; a range has none.
    pub fn single(self) -> Option<Number> {
        match self {
            Self::Exactly(number)
            | Self::AtMost(number)
            | Self::AtLeast(number)
            | Self::About(number) => Some(number),
            Self::Range { .. } => None,
        }
    }
}

impl Number {
    /// A whole number.
    pub fn whole(value: i64) -> Self {
        Self(Repr::Whole(value))
    }

    /// A fraction; `None` for infinities and not-a-number.
    pub fn fraction(value: f64) -> Option<Self> {
        value.is_finite().then_some(Self(Repr::Fraction(value)))
    }

    /// The exact whole number, if written as one.
    pub fn as_whole(self) -> Option<i64> {
        match self.0 {
            Repr::Whole(value) => Some(value),
            Repr::Fraction(_) => None,
        }
    }

    /// The nearest float.
    pub fn as_f64(self) -> f64 {
        match self.0 {
            Repr::Whole(value) => value as f64,
            Repr::Fraction(value) => value,
        }
    }
}

impl PartialEq for TermValue {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(a), Self::Text(b)) => a == b,
            (Self::Number(a), Self::Number(b)) => a == b,
            (Self::Boolean(a), Self::Boolean(b)) => a == b,
            (Self::Date(a), Self::Date(b)) => a == b,
            (Self::List(a), Self::List(b)) => sorted(a) == sorted(b),
            (Self::Quantity(a), Self::Quantity(b)) => a == b,
            _ => false,
        }
    }
}

fn sorted(items: &[String]) -> Vec<&str> {
    let mut items: Vec<&str> = items.iter().map(String::as_str).collect();
    items.sort_unstable();
    items
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.0, other.0) {
            (Repr::Whole(a), Repr::Whole(b)) => a.cmp(&b),
            // Adding zero makes -0.0 equal 0.0.
            _ => (self.as_f64() + 0.0).total_cmp(&(other.as_f64() + 0.0)),
        }
    }
}

/// With thousands separators: `1,200`, `-0.5`.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = match self.0 {
            Repr::Whole(value) => value.to_string(),
            Repr::Fraction(value) => value.to_string(),
        };
        let (sign, digits) = plain
            .strip_prefix('-')
            .map_or(("", plain.as_str()), |rest| ("-", rest));
        let (whole, fraction) = digits
            .split_once('.')
            .map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
        f.write_str(sign)?;
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        fraction.map_or(Ok(()), |fraction| write!(f, ".{fraction}"))
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exactly(number) => write!(f, "{number}"),
            Self::AtMost(number) => write!(f, "at most {number}"),
            Self::AtLeast(number) => write!(f, "at least {number}"),
            Self::About(number) => write!(f, "about {number}"),
            Self::Range { from, to } => write!(f, "{from} to {to}"),
        }
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.bound)?;
        self.unit
            .as_ref()
            .map_or(Ok(()), |unit| write!(f, " {unit}"))
    }
}

/// As a reader would say it: `at most 1,200 persons`, `East, West`.
impl fmt::Display for TermValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            // A bare whole number may be a year, so it gets no separators.
            Self::Number(number) => match number.as_whole() {
                Some(whole) => write!(f, "{whole}"),
                None => write!(f, "{number}"),
            },
            Self::Boolean(value) => f.write_str(if *value { "yes" } else { "no" }),
            Self::Date(date) => write!(f, "{date}"),
            Self::List(items) => f.write_str(&items.join(", ")),
            Self::Quantity(quantity) => write!(f, "{quantity}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_compare_by_value() {
        assert_eq!(Number::whole(1200), Number::fraction(1200.0).unwrap());
        assert_eq!(Number::fraction(-0.0), Number::fraction(0.0));
        assert!(Number::whole(i64::MAX) > Number::whole(i64::MAX - 1));
        assert_eq!(Number::fraction(f64::NAN), None);
    }

    #[test]
    fn numbers_show_thousands() {
        let shown = |value| Number::whole(value).to_string();
        assert_eq!(
            [shown(0), shown(999), shown(-85_000), shown(1_234_567)],
            ["0", "999", "-85,000", "1,234,567"]
        );
        assert_eq!(Number::fraction(1234.5).unwrap().to_string(), "1,234.5");
    }
}
