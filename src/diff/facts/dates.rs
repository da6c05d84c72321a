//! Dates in running text.

use std::ops::Range;

use super::amounts::{Dress, Written};
use super::numerals::is_digits;
use crate::model::Number;
use crate::text::vocabulary::{Openings, Reading, Sense};

/// A date as far as it is given. Orders by time where as much is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::diff) struct Date {
    pub year: Option<u16>,
    pub month: u8,
    pub day: u8,
}

/// A date and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::diff) struct Dated<'t> {
    pub date: Date,
    /// As written.
    pub words: &'t str,
    /// Byte offset.
    pub at: usize,
    /// The pieces that it takes.
    pub pieces: Range<usize>,
}

impl<'t> Dated<'t> {
    /// As an amount, to be compared as one: later dates are larger.
    pub fn as_amount(&self) -> Written<'t> {
        let Date { year, month, day } = self.date;
        let parts = [
            i64::from(year.unwrap_or(0)),
            i64::from(month),
            i64::from(day),
        ];
        // As the dates of terms are counted, too.
        let value = Number::whole(parts.iter().fold(0, |all, part| 100 * all + part));
        Written {
            value,
            number: value,
            otherwise: None,
            dress: Dress {
                is_date: true,
                ..Dress::default()
            },
            counted: String::new(),
            led: String::new(),
            limit: None,
            limiting: 0..0,
            limited: self.words,
            rate: None,
            words: self.words,
            bytes: self.at..self.at + self.words.len(),
            at: self.at,
            end: self.at + self.words.len(),
        }
    }
}

/// The dates of a text in their order.
pub(in crate::diff) fn dates<'t>(reading: &Reading<'t>) -> Vec<Dated<'t>> {
    let mut found = Vec::new();
    let mut behind = 0;
    loop {
        let at = reading.next(behind, Openings::DATE);
        if at == reading.pieces.len() {
            return found;
        }
        let Some((date, end)) = date(reading, at) else {
            behind = at + 1;
            continue;
        };
        found.push(Dated {
            date,
            words: reading.spelled(at..end),
            at: reading.pieces[at].at,
            pieces: at..end,
        });
        behind = end;
    }
}

fn date(reading: &Reading<'_>, at: usize) -> Option<(Date, usize)> {
    in_figures(reading, at)
        .or_else(|| day_first(reading, at))
        .or_else(|| month_first(reading, at))
        .or_else(|| year_alone(reading, at))
}

/// `2024-05-02`, `02/05/2024`, `02.05.2024`.
fn in_figures(reading: &Reading<'_>, at: usize) -> Option<(Date, usize)> {
    let piece = reading.pieces.get(at)?;
    if let Some(found) = dotted(piece.text) {
        return Some((found, at + 1));
    }
    let [a, mark, b, same, c, ..] = reading.pieces.get(at..)? else {
        return None;
    };
    let is_marked = matches!(mark.text, "-" | "/") && mark.text == same.text;
    let length: usize = [a, mark, b, same, c]
        .map(|piece| piece.text.len())
        .iter()
        .sum();
    let is_one_word = c.end() - a.at == length;
    let found = of_figures(a.text, b.text, c.text).filter(|_| is_marked && is_one_word);
    found.map(|date| (date, at + 5))
}

fn dotted(word: &str) -> Option<Date> {
    let mut parts = word.split('.');
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    of_figures(a, b, c).filter(|_| parts.next().is_none())
}

fn of_figures(a: &str, b: &str, c: &str) -> Option<Date> {
    let date = |year: &str, month: &str, day: &str| {
        let month = day_of(month).filter(|month| *month <= 12)?;
        Some(Date {
            year: Some(year_of(year)?),
            month,
            day: day_of(day)?,
        })
    };
    date(a, b, c)
        .or_else(|| date(c, b, a))
        .or_else(|| date(c, a, b))
}

/// `2 May 2024`, `1st of May`, `the first of May 2024`.
fn day_first(reading: &Reading<'_>, at: usize) -> Option<(Date, usize)> {
    let (day, mut next) = day_at(reading, at)?;
    next = reading.behind(next, Sense::OfDay).unwrap_or(next);
    let (month, next) = month_at(reading, next)?;
    let (year, end) = year_behind(reading, next);
    Some((Date { year, month, day }, end))
}

/// `May 2, 2024`, `May 2`, `May 2024`.
fn month_first(reading: &Reading<'_>, at: usize) -> Option<(Date, usize)> {
    let (month, next) = month_at(reading, at)?;
    if let Some(year) = year_of(reading.word(next)) {
        let year = Some(year);
        return Some((
            Date {
                year,
                month,
                day: 0,
            },
            next + 1,
        ));
    }
    let (day, next) = day_at(reading, next)?;
    let (year, end) = year_behind(reading, next);
    Some((Date { year, month, day }, end))
}

/// The 2027 of "until 2027" and "the end of 2027".
fn year_alone(reading: &Reading<'_>, at: usize) -> Option<(Date, usize)> {
    let year = year_of(reading.word(at))?;
    let is_said = reading.ends_with(at, LONGEST_BEFORE_YEAR, Sense::BeforeYear);
    let next = reading.pieces.get(at + 1);
    let counts = next.is_some_and(|next| next.is_word) && !reading.means(at + 1, Sense::Uncounted);
    let year = Some(year);
    (is_said && !counts).then_some((
        Date {
            year,
            month: 0,
            day: 0,
        },
        at + 1,
    ))
}

/// In pieces, "end of".
const LONGEST_BEFORE_YEAR: usize = 2;

/// A year, perhaps behind a comma or a small word, and the piece behind it; or none.
fn year_behind(reading: &Reading<'_>, at: usize) -> (Option<u16>, usize) {
    let comma = usize::from(reading.word(at) == ",");
    match year_of(reading.word(at + comma)) {
        Some(year) => (Some(year), at + comma + 1),
        None => (None, at),
    }
}

/// A month with a capital, and the piece behind it and its full stop if it is shortened.
fn month_at(reading: &Reading<'_>, at: usize) -> Option<(u8, usize)> {
    let piece = reading.pieces.get(at)?;
    let (month, end) = reading.find(at, Sense::month)?;
    // French months have no capital, and mean nothing else.
    let is_common = reading.means(at, Sense::Common);
    let is_name = piece.is_capital() || !is_common;
    let is_short = piece.text.len() <= LONGEST_SHORT && reading.mark(end) == b'.';
    let has_more = reading
        .pieces
        .get(end + 1)
        .is_some_and(|next| year_of(next.text).is_some() || day_of(next.text).is_some());
    is_name.then_some((month, end + usize::from(is_short && has_more)))
}

/// In letters, "sept" without its full stop.
const LONGEST_SHORT: usize = 4;

fn day_at(reading: &Reading<'_>, at: usize) -> Option<(u8, usize)> {
    let word = reading.word(at);
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &word[digits.len()..];
    let is_ordinal = || ending.is_empty() || reading.forms.is_ordinal_ending(ending);
    if let Some(day) = day_of(digits).filter(|_| is_ordinal()) {
        return Some((day, at + 1));
    }
    let (ordinal, end) = reading.find(at, Sense::ordinal)?;
    u8::try_from(ordinal).ok().map(|day| (day, end))
}

fn year_of(word: &str) -> Option<u16> {
    let is_year =
        word.len() == 4 && is_digits(word) && matches!(&word[..2], "18" | "19" | "20" | "21");
    is_year.then(|| word.parse().ok())?
}

fn day_of(word: &str) -> Option<u8> {
    let day = word
        .parse()
        .ok()
        .filter(|_| is_digits(word) && word.len() <= 2);
    day.filter(|day| (1..=31).contains(day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::vocabulary::Vocabulary;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, (u16, u8, u8))]) {
        let reading = Vocabulary::of(None).read(text);
        let found = dates(&reading);
        let said = |found: &Dated| {
            let Date { year, month, day } = found.date;
            (found.words.to_owned(), (year.unwrap_or(0), month, day))
        };
        let expected: Vec<_> = expected
            .iter()
            .map(|(words, date)| ((*words).to_owned(), *date))
            .collect();
        assert_eq!(found.iter().map(said).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_date_is_read_in_every_notation() {
        let date = (2024, 5, 2);
        check("on 2 May 2024", &[("2 May 2024", date)]);
        check("on May 2, 2024", &[("May 2, 2024", date)]);
        check("2024-05-02", &[("2024-05-02", date)]);
        check("by 02/05/2024", &[("02/05/2024", date)]);
        check("the 2nd of May 2024", &[("2nd of May 2024", date)]);
        check("the first of March", &[("first of March", (0, 3, 1))]);
        check("10 Nov. 2025", &[("10 Nov. 2025", (2025, 11, 10))]);
    }

    #[test]
    fn a_year_alone_is_a_date_behind_some_words_only() {
        check(
            "until 2027, by the end of 2028",
            &[("2027", (2027, 0, 0)), ("2028", (2028, 0, 0))],
        );
        check("2,000 persons in 2000 ships", &[]);
    }

    #[test]
    fn words_that_are_months_elsewhere_are_none() {
        check("5 may leave on the march", &[]);
    }
}
