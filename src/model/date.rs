//! Calendar dates as authors know them: to the day, the month or the year.

use std::fmt;

/// A date of the Gregorian calendar, possibly without day or month.
///
/// Ordered in time; a date without a day comes before all days of its month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
}

impl Date {
    /// A day, a month or a year; `None` if there is no such date.
    pub fn new(year: u16, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        let real = match (month, day) {
            (None, day) => day.is_none(),
            (Some(month), None) => (1..=12).contains(&month),
            (Some(month), Some(day)) => (1..=days_in(year, month)).contains(&day),
        };
        (real && (1..=9999).contains(&year)).then_some(Self { year, month, day })
    }

    /// Reads `2024`, `2024-05` or `2024-05-02`, nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = |part: &str, length: usize| {
            (part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| part.parse::<u16>().ok())
                .flatten()
        };
        let mut parts = text.split('-');
        let year = digits(parts.next()?, 4)?;
        let small = |part: Option<&str>| {
            part.map(|part| digits(part, 2).and_then(|n| u8::try_from(n).ok()).ok_or(()))
                .transpose()
        };
        let (month, day) = (small(parts.next()).ok()?, small(parts.next()).ok()?);
        if parts.next().is_some() {
            None
        } else {
            Self::new(year, month, day)
        }
    }

    /// Year, month and day as one number, with nought for what is not said: it grows with time.
    pub fn as_number(self) -> i64 {
        let part = |part: Option<u8>| i64::from(part.unwrap_or(0));
        (i64::from(self.year) * 100 + part(self.month)) * 100 + part(self.day)
    }

    /// The first day that it may be.
    #[must_use]
    pub fn first_day(self) -> Self {
        Self {
            year: self.year,
            month: Some(self.month.unwrap_or(1)),
            day: Some(self.day.unwrap_or(1)),
        }
    }

    /// The last day that it may be.
    #[must_use]
    pub fn last_day(self) -> Self {
        let month = self.month.unwrap_or(12);
        Self {
            year: self.year,
            month: Some(month),
            day: Some(self.day.unwrap_or_else(|| days_in(self.year, month))),
        }
    }

    /// The year, 1 to 9999.
    pub fn year(self) -> u16 {
        self.year
    }

    /// Days from this date to `later`, negative where that is the earlier one; `None`
    /// unless both are known to the day.
    pub fn days_until(self, later: Self) -> Option<i64> {
        Some(later.day_of_time()? - self.day_of_time()?)
    }

    /// Days since the last day before the year 1; `None` without a day.
    fn day_of_time(self) -> Option<i64> {
        let (month, day) = (self.month?, self.day?);
        let years = i64::from(self.year) - 1;
        let whole_years = years * 365 + years / 4 - years / 100 + years / 400;
        let months = (1..month).map(|month| i64::from(days_in(self.year, month)));
        Some(whole_years + months.sum::<i64>() + i64::from(day))
    }
}

/// Days of a month; 0 for a month that does not exist.
fn days_in(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        1..=12 => 31,
        _ => 0,
    }
}

/// ISO 8601, as exact as known: `2024-05-02`, `2024-05`, `2024`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        self.month
            .map_or(Ok(()), |month| write!(f, "-{month:02}"))?;
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_back_what_it_writes() {
        for text in ["2024", "2024-05", "2024-02-29"] {
            assert_eq!(Date::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn dates_that_never_were_are_refused() {
        for text in [
            "",
            "24",
            "2024-13",
            "2023-02-29",
            "2024-5",
            "2024-05-02-01",
            "0000",
            "2024-",
            "+024",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn days_between_two_dates_are_counted_over_leap_years() {
        let days = |a, b| Date::parse(a).unwrap().days_until(Date::parse(b).unwrap());
        assert_eq!(days("2024-02-28", "2024-03-01"), Some(2));
        assert_eq!(days("2023-02-28", "2023-03-01"), Some(1));
        assert_eq!(days("2000-01-01", "1999-01-01"), Some(-365));
        assert_eq!(days("1900-01-01", "2000-01-01"), Some(36_524));
        assert_eq!(days("2024-02", "2024-03-01"), None);
    }

    #[test]
    fn a_month_comes_before_its_days() {
        assert!(Date::parse("2024-05") < Date::parse("2024-05-01"));
        assert!(Date::parse("2024-04-30") < Date::parse("2024-05"));
    }
}
