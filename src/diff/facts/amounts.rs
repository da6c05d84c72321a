//! Numbers as they are written in a text, with what they count.
//!
//! In digits or in words: value, sign, currency or per cent, a length of time or another unit, a
//! bound such as `≥`, a magnitude such as "million". Numbers that are part of a date, that say where
//! something stands (article 5), or that only count items off are left out: they are no amounts.

use std::ops::Range;

use super::dates::Dated;
use super::numerals::{Numeral, numeral, parse, scaled};
use crate::diff::signals::SignalKind;
use crate::model::Number;
use crate::text::signs;
use crate::text::vocabulary::{Limit, Openings, Reading, Sense, Share, Span};

/// One number and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::diff) struct Written<'t> {
    /// Its value: sign and magnitude included, a share as a part of the whole, a length of time in
    /// the unit of its [`Lasting`].
    pub value: Number,
    /// The value of the number alone, without a magnitude such as "million".
    pub number: Number,
    /// The value of `10.000` if its dot marks thousands, as it does in half of Europe.
    pub otherwise: Option<Number>,
    /// What stands with the number.
    pub dress: Dress<'t>,
    /// The folded word that follows: what is counted; empty if that is no noun.
    pub counted: String,
    /// The folded word before it; empty if there is none.
    pub led: String,
    /// Whether it is the least or the most.
    pub limit: Option<Limit>,
    /// Where the words of the limit stand, in bytes; empty if there are none.
    pub limiting: Range<usize>,
    /// As written, with the words of the limit.
    pub limited: &'t str,
    /// For how long it is due.
    pub rate: Option<Span>,
    /// As written, with sign, currency, per cent and unit.
    pub words: &'t str,
    /// Where that stands, in bytes.
    pub bytes: Range<usize>,
    /// Byte offset of the number.
    pub at: usize,
    /// Where the number ends.
    pub end: usize,
}

/// A value, its other reading, and what stands with it.
pub(in crate::diff) type Amount<'a> = (Number, Option<Number>, &'a Dress<'a>);

/// What stands with a number.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::diff) struct Dress<'t> {
    /// A currency: its key in the vocabulary, or its symbol.
    pub currency: Option<&'t str>,
    /// A share of a whole.
    pub share: Option<Part>,
    /// A length of time.
    pub lasting: Option<Lasting>,
    /// A unit of measurement, by its key in the vocabulary.
    pub unit: Option<&'static str>,
    /// A time of the day.
    pub is_time: bool,
    /// A date.
    pub is_date: bool,
    /// Below zero.
    pub is_negative: bool,
    /// A sign such as `≥` or `±`.
    pub bound: Option<char>,
}

/// What a share is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::diff) enum Part {
    /// Of the whole: 5 % and one twentieth are the same.
    Whole,
    /// Percentage points.
    Points,
}

/// What a length of time is counted in: lengths of one kind can be compared exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::diff) enum Lasting {
    Seconds,
    Days,
    BusinessDays,
    Months,
}

impl Written<'_> {
    /// The most specific kind for it.
    pub fn kind(&self) -> SignalKind {
        match &self.dress {
            Dress { is_date: true, .. } => SignalKind::Date,
            Dress {
                lasting: Some(_), ..
            } => SignalKind::Duration,
            Dress {
                currency: Some(_), ..
            } => SignalKind::Money,
            Dress { share: Some(_), .. } if !self.is_bare_part() => SignalKind::Percentage,
            _ => SignalKind::Number,
        }
    }

    /// True for "two thirds", which is a share that is written as a number.
    fn is_bare_part(&self) -> bool {
        self.dress.share == Some(Part::Whole) && self.value == self.number
    }

    /// Equal for what says the same amount. What can be read in two ways is the same
    /// only as what can be read in the same two.
    pub fn amount(&self) -> Amount<'_> {
        (self.value, self.otherwise, &self.dress)
    }

    /// True if it can be read as `number`.
    pub fn may_be(&self, number: Number) -> bool {
        self.value == number || self.number == number || self.otherwise == Some(number)
    }

    /// The shortest and the longest that a length of time may be, in thousandths of an hour.
    pub fn hours(&self) -> Option<(i64, i64)> {
        let lasting = self.dress.lasting?;
        let value = (self.value.as_f64() * 1_000.0) as i64;
        let day = |days: i64| days.saturating_mul(24);
        Some(match lasting {
            Lasting::Seconds => (value / 3_600, value / 3_600),
            Lasting::Days => (day(value), day(value)),
            // Weekends, and a holiday or two.
            Lasting::BusinessDays => (day(value), day(value.saturating_mul(7) / 5 + 4_000)),
            Lasting::Months => {
                let days = value.saturating_mul(30_437) / 1_000;
                (day(days - 2_500), day(days + 1_600))
            }
        })
    }
}

/// The amounts of a text in their order, but for its dates. Linear.
pub(in crate::diff) fn amounts<'t>(reading: &Reading<'t>, dates: &[Dated<'_>]) -> Vec<Written<'t>> {
    let mut found: Vec<Written<'t>> = Vec::new();
    let mut dates = dates.iter().peekable();
    let mut is_place = false;
    let mut behind = 0;
    loop {
        let at = reading.next(behind, Openings::NUMBER);
        if at == reading.pieces.len() {
            return found;
        }
        while dates.next_if(|date| date.pieces.end <= at).is_some() {}
        if let Some(date) = dates.peek().filter(|date| date.pieces.contains(&at)) {
            behind = date.pieces.end;
            continue;
        }
        let Some((written, end)) = amount(reading, at) else {
            behind = at + 1;
            continue;
        };
        is_place = names_a_place(reading, at, is_place);
        if !is_place && !counts_off(reading, at) {
            found.push(written);
        }
        behind = end;
    }
}

/// The amount whose number begins at a piece, and the piece behind it.
fn amount<'t>(reading: &Reading<'t>, at: usize) -> Option<(Written<'t>, usize)> {
    let numeral = numeral(reading, at).or_else(|| one_length(reading, at))?;
    let number_end = numeral.end;
    let mut dress = Dress {
        is_time: numeral.is_time,
        ..Dress::default()
    };
    let start = dress_before(reading, at, &mut dress);
    let behind = said_again(reading, &numeral).unwrap_or(number_end);
    let (worn, end) = dress_after(reading, behind, &mut dress);
    let (numeral, end) = and_a_half(reading, end, numeral, &dress);
    let end = told_again(reading, end, &numeral, &dress).unwrap_or(end);
    let sized = |number: Number| value(number, numeral.is_fraction, worn, dress.is_negative);
    if numeral.is_fraction && dress.lasting.is_none() {
        dress.share = Some(Part::Whole);
    }
    let is_unit = dress.unit.is_some() || dress.lasting.is_some();
    let next = end - usize::from(is_unit);
    let is_counted = is_unit || !reading.means(end, Sense::Uncounted);
    let is_noun = is_counted && reading.pieces.get(next).is_some_and(|next| next.is_word);
    let before = start.checked_sub(1);
    let limit = limit(reading, start..end);
    let written = Written {
        led: before.map_or("", |at| reading.word(at)).to_owned(),
        limit: limit.as_ref().map(|(_, limit)| *limit),
        limited: reading.spelled(match &limit {
            Some((pieces, _)) => start.min(pieces.start)..end.max(pieces.end),
            None => start..end,
        }),
        limiting: limit.map_or(0..0, |(pieces, _)| {
            reading.pieces[pieces.start].at..reading.pieces[pieces.end - 1].end()
        }),
        rate: reading.find(end, Sense::rate).map(|(span, _)| span),
        value: sized(numeral.value),
        number: numeral.digits,
        otherwise: numeral.otherwise.map(sized),
        counted: if is_noun { reading.word(next) } else { "" }.to_owned(),
        words: reading.spelled(start..end),
        bytes: reading.pieces[start].at..reading.pieces[end - 1].end(),
        at: reading.pieces[at].at,
        end: reading.pieces[number_end - 1].end(),
        dress,
    };
    Some((written, end))
}

/// The limit that stands before a number, or behind it and at most one word that it counts, with its pieces.
fn limit(reading: &Reading<'_>, number: Range<usize>) -> Option<(Range<usize>, Limit)> {
    let before = reading.ending_from(number.start, LONGEST_LIMIT, Sense::limit);
    before
        .map(|(start, limit)| (start..number.start, limit))
        .or_else(|| {
            (number.end..number.end + 2).find_map(|at| {
                let (limit, end) = reading.find(at, Sense::limit_behind)?;
                Some((at..end, limit))
            })
        })
}

/// In pieces, "no more than".
const LONGEST_LIMIT: usize = 3;

/// With the half of "a year and a half".
fn and_a_half(
    reading: &Reading<'_>,
    at: usize,
    numeral: Numeral,
    dress: &Dress<'_>,
) -> (Numeral, usize) {
    let is_half = dress.lasting.is_some()
        && reading.means(at, Sense::Join)
        && reading.means(at + 1, Sense::Article)
        && reading.means(at + 2, Sense::Fraction(2));
    let sum = Number::fraction(numeral.value.as_f64() + 0.5).filter(|_| is_half);
    match sum {
        Some(value) => (Numeral { value, ..numeral }, at + 3),
        None => (numeral, at),
    }
}

/// What a number amounts to with what it wears.
fn value(number: Number, is_part: bool, worn: Worn, is_negative: bool) -> Number {
    let sign = if is_negative { -1 } else { 1 };
    let by = |divisor: f64| Number::fraction(number.as_f64() * f64::from(sign) / divisor);
    match worn {
        Worn::Nothing => scaled(number, i64::from(sign)),
        Worn::Times(times) => scaled(number, i64::from(sign) * times),
        // The same digits divided are the same number, on every machine.
        Worn::Part(_) if is_part => number,
        Worn::Part(whole) => by(whole).unwrap_or(number),
    }
}

/// How what stands behind a number counts towards its value.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Worn {
    Nothing,
    Times(i64),
    Part(f64),
}

/// The "a year" of "for a year", and "a fortnight": one length of time.
fn one_length(reading: &Reading<'_>, at: usize) -> Option<Numeral> {
    let is_length = reading.means(at, Sense::Article)
        && reading.find(at + 1, Sense::span).is_some()
        && (at > 0 && reading.means(at - 1, Sense::BeforeSpan));
    is_length.then(|| Numeral {
        value: Number::whole(1),
        digits: Number::whole(1),
        otherwise: None,
        end: at + 1,
        is_fraction: false,
        is_time: false,
    })
}

/// The "(30)" of "thirty (30)": the piece behind it if it says the same number.
fn said_again(reading: &Reading<'_>, said: &Numeral) -> Option<usize> {
    let again = in_brackets(reading, said.end)?;
    let is_closed = reading.word(again.end) == ")";
    (is_closed && again.value == said.value).then_some(again.end + 1)
}

fn in_brackets(reading: &Reading<'_>, at: usize) -> Option<Numeral> {
    (reading.word(at) == "(").then(|| numeral(reading, at + 1))?
}

/// The "(USD 50,000)" of "fifty thousand dollars (USD 50,000)".
fn told_again(
    reading: &Reading<'_>,
    at: usize,
    said: &Numeral,
    dress: &Dress<'_>,
) -> Option<usize> {
    if reading.word(at) != "(" {
        return None;
    }
    let start = (at + 1..at + 4).find(|&at| numeral(reading, at).is_some())?;
    let again = numeral(reading, start).filter(|again| again.value == said.value)?;
    let mut own = Dress::default();
    let begin = dress_before(reading, start, &mut own);
    let (_, end) = dress_after(reading, again.end, &mut own);
    let is_same = own.currency == dress.currency
        && own.share == dress.share
        && own.lasting == dress.lasting
        && own.unit == dress.unit;
    (begin == at + 1 && is_same && reading.word(end) == ")").then_some(end + 1)
}

/// True for the 5 of "article 5" and of "articles 4 and 5".
fn names_a_place(reading: &Reading<'_>, at: usize, was_place: bool) -> bool {
    let is_noun_before = |end: usize| reading.ends_with(end, LONGEST_PLACE, Sense::Place);
    let is_number = |back: usize| {
        at.checked_sub(back)
            .is_some_and(|at| parse(reading.word(at)).is_some())
    };
    let is_after_noun =
        is_noun_before(at) || (at > 0 && reading.mark(at - 1) == b'.' && is_noun_before(at - 1));
    // "Article 5, 30 days" goes on with an amount, "articles 5, 6 and 7" does not.
    let goes_on =
        was_place && at > 0 && reading.means(at - 1, Sense::BetweenPlaces) && is_number(2);
    let is_listed = at > 0 && reading.mark(at - 1) == b',';
    is_after_noun
        || (goes_on && !measures(reading, at) && !(is_listed && counts_something(reading, at)))
}

/// In pieces, the longest noun of a place.
const LONGEST_PLACE: usize = 2;

/// True for the 30 of "30 days".
fn measures(reading: &Reading<'_>, at: usize) -> bool {
    reading.at(at + 1).iter().any(|own| {
        matches!(
            own.sense,
            Sense::Span(_) | Sense::Share(_) | Sense::Money(_) | Sense::Unit(_)
        )
    })
}

/// True if a word follows that is not part of a reference.
fn counts_something(reading: &Reading<'_>, at: usize) -> bool {
    let next = reading.pieces.get(at + 1);
    next.is_some_and(|next| next.is_word) && !reading.means(at + 1, Sense::Uncounted)
}

/// True for the 1 of "(1) the port", "1) the port" and "1. The port": it counts off what follows.
fn counts_off(reading: &Reading<'_>, at: usize) -> bool {
    let behind = reading.mark(at + 1);
    let before = at.checked_sub(1);
    let mark = before.map_or(0, |before| reading.mark(before));
    let is_small = reading.word(at).len() <= 2 && parse(reading.word(at)).is_some();
    let is_behind_mark = matches!(mark, b'.' | b';' | b':' | b',');
    let is_joined = |before| reading.find(before, Sense::junction).is_some();
    let left = reading.text[..reading.pieces[at].at].trim_end_matches([' ', '\t']);
    let begins = is_behind_mark || before.is_none_or(is_joined) || left.ends_with('\n');
    let is_bracketed = mark == b'(' && behind == b')';
    // "10 or 20." ends a sentence.
    let is_last = at + 2 >= reading.pieces.len();
    let is_choice = at >= 2 && parse(reading.word(at - 2)).is_some();
    let is_dotted = behind == b'.' && !is_last && !is_choice;
    is_small && (is_bracketed || (begins && (behind == b')' || is_dotted)))
}

/// Reads minus, currency and bound leftwards; the first piece that belongs to the number.
fn dress_before<'t>(reading: &Reading<'t>, at: usize, dress: &mut Dress<'t>) -> usize {
    let mut start = at;
    loop {
        let Some(next) = put_on(reading, start, dress) else {
            return start;
        };
        start = next;
    }
}

/// Takes what stands directly before a piece; where it begins.
fn put_on<'t>(reading: &Reading<'t>, start: usize, dress: &mut Dress<'t>) -> Option<usize> {
    let piece = &reading.pieces[start.checked_sub(1)?];
    let named = (1..=3).rev().filter_map(|back| start.checked_sub(back));
    let code = named.into_iter().find_map(|at| {
        let (money, end) = reading.find(at, Sense::money)?;
        (end == start && dress.currency.is_none()).then_some((money, at))
    });
    // The "a $" of "a $500 fee" are two words, "A$" is one.
    let is_one_word = |at: usize| {
        let own = &reading.pieces[at..start];
        let has_symbol = own.iter().any(|piece| !piece.is_word);
        !has_symbol || own.windows(2).all(|two| two[0].end() == two[1].at)
    };
    if let Some((money, at)) = code.filter(|(_, at)| is_one_word(*at)) {
        dress.currency = Some(money);
        return Some(at);
    }
    let is_direct = piece.end() == reading.pieces[start].at;
    let left = reading.text[..piece.at].chars().next_back();
    let is_free = !left.is_some_and(char::is_alphanumeric);
    match single(piece.text)? {
        c if signs::is_minus(c) && is_direct && is_free && !dress.is_negative => {
            dress.is_negative = true;
        }
        c if signs::is_currency(c) && dress.currency.is_none() && (is_direct || is_free) => {
            dress.currency = Some(piece.text);
        }
        '°' => return None,
        c if signs::is_mathematical(c) && dress.bound.is_none() => dress.bound = Some(c),
        _ => return None,
    }
    Some(start - 1)
}

/// Reads a length of time, a share, a currency or a unit rightwards; how it counts, and the first
/// piece that does not belong to the number.
fn dress_after<'t>(reading: &Reading<'t>, at: usize, dress: &mut Dress<'t>) -> (Worn, usize) {
    let hyphen = at + usize::from(reading.word(at) == "-");
    if let Some((span, end)) = reading
        .find(hyphen, Sense::span)
        .or_else(|| half_span(reading, at))
    {
        let (lasting, times) = length(span);
        dress.lasting = Some(lasting);
        return (Worn::Times(times), end);
    }
    if let Some((share, end)) = reading.find(hyphen, Sense::share) {
        let (part, whole) = match share {
            Share::Percent => (Part::Whole, 100.0),
            Share::Mille => (Part::Whole, 1_000.0),
            Share::Point => (Part::Points, 100.0),
            Share::Basis => (Part::Whole, 10_000.0),
        };
        dress.share = Some(part);
        return (Worn::Part(whole), end);
    }
    let symbol = reading
        .pieces
        .get(at)
        .filter(|piece| single(piece.text).is_some_and(signs::is_currency));
    let symbol = symbol.map(|piece| (piece.text, at + 1));
    // "Deux millions d'euros".
    let joint = at + usize::from(reading.means(at, Sense::OfDay));
    if let Some((money, end)) = reading
        .find(joint, Sense::money)
        .or(symbol)
        .filter(|_| dress.currency.is_none())
    {
        dress.currency = Some(money);
        return (Worn::Nothing, end);
    }
    if let Some((unit, end)) = reading.find(hyphen, Sense::unit) {
        dress.unit = Some(unit);
        return (Worn::Nothing, end);
    }
    (Worn::Nothing, at)
}

/// The "a year" of "half a year".
fn half_span(reading: &Reading<'_>, at: usize) -> Option<(Span, usize)> {
    let is_part = at > 0 && reading.find(at - 1, Sense::fraction).is_some();
    (is_part && reading.means(at, Sense::Article)).then(|| reading.find(at + 1, Sense::span))?
}

fn length(span: Span) -> (Lasting, i64) {
    match span {
        Span::Second => (Lasting::Seconds, 1),
        Span::Minute => (Lasting::Seconds, 60),
        Span::Hour => (Lasting::Seconds, 3_600),
        Span::Day => (Lasting::Days, 1),
        Span::BusinessDay => (Lasting::BusinessDays, 1),
        Span::Week => (Lasting::Days, 7),
        Span::Fortnight => (Lasting::Days, 14),
        Span::Month => (Lasting::Months, 1),
        Span::Quarter => (Lasting::Months, 3),
        Span::Year => (Lasting::Months, 12),
        Span::Decade => (Lasting::Months, 120),
    }
}

fn single(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::super::dates::dates;
    use super::*;
    use crate::text::vocabulary::Vocabulary;

    fn found(text: &str) -> Vec<(String, SignalKind, Number)> {
        let reading = Vocabulary::of(None).read(text);
        let found = amounts(&reading, &dates(&reading));
        let told = found
            .iter()
            .map(|written| (written.words.to_owned(), written.kind(), written.value));
        told.collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let words: Vec<_> = found(text).into_iter().map(|(words, ..)| words).collect();
        assert_eq!(words, expected, "{text}");
    }

    #[track_caller]
    fn check_same(a: &str, b: &str) {
        let reading = [a, b].map(|text| Vocabulary::of(None).read(text));
        let [a, b] = reading
            .each_ref()
            .map(|reading| amounts(reading, &dates(reading)));
        let amounts = [&a, &b].map(|found| found.iter().map(Written::amount).collect::<Vec<_>>());
        assert_eq!(amounts[0], amounts[1]);
        assert_eq!(a.len(), 1);
    }

    #[test]
    fn a_number_is_written_with_its_sign_currency_and_share() {
        check("pays $500 at -5 % of ≥ 5 ships", &["$500", "-5 %", "≥ 5"]);
        check("500 € and 5 per cent", &["500 €", "5 per cent"]);
        check("10-12 ships", &["10", "12"]);
        check("thirty (30) days and USD 5", &["thirty (30) days", "USD 5"]);
    }

    #[test]
    fn kinds_are_the_most_specific() {
        let kinds: Vec<_> = found("30 days, $5, 5 %, 5 ships, two thirds of it")
            .into_iter()
            .map(|(_, kind, _)| kind)
            .collect();
        assert_eq!(
            kinds,
            [
                SignalKind::Duration,
                SignalKind::Money,
                SignalKind::Percentage,
                SignalKind::Number,
                SignalKind::Number
            ]
        );
    }

    #[test]
    fn one_amount_may_be_written_in_many_ways() {
        check_same("thirty (30) days", "30 days");
        check_same("12 months", "one year");
        check_same("within a fortnight", "within 14 days");
        check_same("half a year", "six months");
        check_same("lasts a year and a half", "lasts eighteen months");
        check_same("one half of it", "50 per cent");
        check_same("€300", "EUR 300");
        check_same("EUR 1.2m", "1,200,000 euros");
        check_same("fifty thousand dollars (USD 50,000)", "$50,000");
        check_same("a dozen keys", "twelve keys");
    }

    #[test]
    fn dates_and_places_are_no_amounts() {
        check("on 2 May 2024, on May 2, 2024 and 2024-05-02", &[]);
        check("until 2027, by 2027 the port and 02/05/2024", &[]);
        check(
            "5 may leave, 2,000 persons in 2000 ships",
            &["5", "2,000", "2000"],
        );
        check("article 5, section 3.1, point 2 of Art. 7", &[]);
        check("articles 5, 6 and 7 to 9", &[]);
        check("under Article 5, 30 days", &["30 days"]);
        check("(1) the port; (2) the pier. 3. The quay.", &[]);
    }

    #[test]
    fn a_dot_before_three_digits_has_two_readings() {
        let reading = Vocabulary::of(None).read("10.000 persons and 10.00 persons");
        let found = amounts(&reading, &[]);
        assert_eq!(found[0].otherwise, Some(Number::whole(10_000)));
        assert_eq!(found[1].otherwise, None);
    }
}
