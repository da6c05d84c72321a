//! Numbers in digits and in words, without what stands beside them.

use crate::model::Number;
use crate::text::vocabulary::{Reading, Sense};

/// A bare number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Numeral {
    pub value: Number,
    /// The value without its magnitude: the 5 of "5 million".
    pub digits: Number,
    /// The value of `10.000` if its dot marks thousands, as it does in half of Europe.
    pub otherwise: Option<Number>,
    /// The piece behind it.
    pub end: usize,
    /// Part of a whole: a half, 2/3.
    pub is_fraction: bool,
    /// A time of the day, in minutes.
    pub is_time: bool,
}

impl Numeral {
    fn whole(value: i64, end: usize) -> Self {
        Self::of(Number::whole(value), end)
    }

    fn of(value: Number, end: usize) -> Self {
        Self {
            value,
            digits: value,
            otherwise: None,
            end,
            is_fraction: false,
            is_time: false,
        }
    }

    fn part(part: i64, whole: i64, end: usize) -> Option<Self> {
        let value = Number::fraction(part as f64 / whole as f64)?;
        Some(Self {
            is_fraction: true,
            ..Self::of(value, end)
        })
    }

    /// Multiplied by a magnitude such as "million".
    fn times(self, times: i64, end: usize) -> Self {
        Self {
            value: scaled(self.value, times),
            otherwise: self.otherwise.map(|other| scaled(other, times)),
            end,
            ..self
        }
    }
}

/// The number that begins at a piece, in digits or in words.
pub(super) fn numeral(reading: &Reading<'_>, at: usize) -> Option<Numeral> {
    let found = time(reading, at)
        .or_else(|| stroke(reading, at))
        .or_else(|| in_digits(reading, at))
        .or_else(|| part_of_whole(reading, at))
        .or_else(|| in_words(reading, at))?;
    Some(and_a_part(reading, found))
}

/// `17:00` and `5 p.m.`, in minutes.
fn time(reading: &Reading<'_>, at: usize) -> Option<Numeral> {
    let number = |at: usize, most: i64| {
        let word = reading.word(at);
        let value: i64 = word
            .parse()
            .ok()
            .filter(|_| is_digits(word) && word.len() <= 2)?;
        (value <= most).then_some(value)
    };
    let hour = number(at, 24)?;
    let has_minutes = reading.word(at + 1) == ":" && reading.word(at + 2).len() == 2;
    let minutes = number(at + 2, 59).filter(|_| has_minutes);
    let behind = at + if minutes.is_some() { 3 } else { 1 };
    let half = reading.find(behind, Sense::half_day);
    let (hours, end) = match (half, minutes) {
        (Some((half, end)), _) => (hour % 12 + half, end),
        (None, Some(_)) => (hour, behind),
        (None, None) => return None,
    };
    Some(Numeral {
        is_time: true,
        ..Numeral::whole(hours * 60 + minutes.unwrap_or(0), end)
    })
}

/// `2/3`, but no date.
fn stroke(reading: &Reading<'_>, at: usize) -> Option<Numeral> {
    let [part, sign, whole, ..] = reading.pieces.get(at..)? else {
        return None;
    };
    let is_one_word = part.end() == sign.at && sign.end() == whole.at;
    let is_small = |word: &str| is_digits(word) && word.len() <= 2;
    let is_part = sign.text == "/" && is_one_word && is_small(part.text) && is_small(whole.text);
    let (part, whole) = (part.text.parse().ok()?, whole.text.parse().ok()?);
    let is_alone = reading.word(at + 3) != "/" && part < whole;
    (is_part && is_alone).then(|| Numeral::part(part, whole, at + 3))?
}

/// Digits, groups of three between spaces, and a magnitude behind them.
fn in_digits(reading: &Reading<'_>, at: usize) -> Option<Numeral> {
    let piece = reading.pieces.get(at)?;
    if let Some(found) = with_narrow_spaces(piece.text) {
        return Some(Numeral::whole(found, at + 1));
    }
    let (value, otherwise) = parse(piece.text)?;
    let mut found = Numeral {
        otherwise,
        ..Numeral::of(value, at + 1)
    };
    found = with_spaces(reading, at).unwrap_or(found);
    let (more, end) = letter(reading, found.end).unwrap_or_else(|| magnitude(reading, found.end));
    Some(found.times(more, end))
}

/// The `m` of `1.2m`, which stands directly behind its digits: 5 m are metres.
fn letter(reading: &Reading<'_>, at: usize) -> Option<(i64, usize)> {
    let (digits, letter) = (
        reading.pieces.get(at.checked_sub(1)?)?,
        reading.pieces.get(at)?,
    );
    let scale = reading.find(at, Sense::scale);
    scale.filter(|_| digits.end() == letter.at)
}

/// `1 000 000`.
fn with_spaces(reading: &Reading<'_>, at: usize) -> Option<Numeral> {
    let is_group = |at: usize| {
        let (left, right) = (reading.pieces.get(at - 1)?, reading.pieces.get(at)?);
        let between = &reading.text[left.end()..right.at];
        let is_one_space = between.chars().count() == 1;
        (is_one_space && right.text.len() == 3 && is_digits(right.text)).then_some(())
    };
    let first = reading.word(at);
    if !is_digits(first) || first.len() > 3 {
        return None;
    }
    let mut end = at + 1;
    while end <= at + MOST_GROUPS && is_group(end).is_some() {
        end += 1;
    }
    if end > at + MOST_GROUPS {
        return None;
    }
    let digits: String = (at..end).map(|at| reading.word(at)).collect();
    let value = (end > at + 1).then(|| digits.parse().ok())??;
    Some(Numeral::whole(value, end))
}

/// A number of more groups is none that anybody writes.
const MOST_GROUPS: usize = 6;

/// Narrow spaces that do not break make one word of it.
fn with_narrow_spaces(word: &str) -> Option<i64> {
    let mut groups = word.split('\u{202f}');
    let is_first = groups
        .next()
        .is_some_and(|first| is_digits(first) && first.len() <= 3);
    let mut rest = groups.peekable();
    let is_grouped =
        rest.peek().is_some() && rest.all(|group| is_digits(group) && group.len() == 3);
    (is_first && is_grouped).then(|| word.replace('\u{202f}', "").parse().ok())?
}

/// "two thirds", "one half", "a quarter of", "half of": a part of a whole.
fn part_of_whole(reading: &Reading<'_>, at: usize) -> Option<Numeral> {
    let whole = |at: usize| reading.find(at, Sense::fraction);
    let is_of = |at: usize| reading.means(at, Sense::Whole);
    if let Some((whole, end)) = whole(at) {
        let is_article = reading.means(end, Sense::Article);
        if let Some((times, end)) = multiple(reading, end + 1).filter(|_| is_article && whole == 2)
        {
            return Some(Numeral::whole(times / 2, end));
        }
        let is_half = whole == 2 && (is_of(end) || reading.means(end, Sense::Article));
        return is_half.then(|| Numeral::part(1, whole, end))?;
    }
    let hyphen = usize::from(reading.word(at + 1) == "-");
    let (whole, end) = whole(at + 1 + hyphen)?;
    let number = reading.find(at, |sense| match sense {
        Sense::Number(number) if (1..=9).contains(&number) => Some(number),
        Sense::Article => Some(1),
        _ => None,
    });
    let (number, _) = number.filter(|(_, next)| *next == at + 1)?;
    let is_clear = !reading.means(at, Sense::Article) || is_of(end);
    (is_clear && number < whole).then(|| Numeral::part(number, whole, end))?
}

/// "twenty-five", "two hundred and ten", "a dozen", "three million", "twice".
fn in_words(reading: &Reading<'_>, at: usize) -> Option<Numeral> {
    let times = reading.find(at, Sense::times);
    if let Some((times, end)) = times.filter(|(times, _)| *times > 1) {
        return Some(Numeral::whole(times, end));
    }
    let ordinal = reading.find(at, Sense::ordinal);
    if ordinal.is_some_and(|(_, end)| end > at + 1) {
        return None;
    }
    let mut sum = Sum::default();
    let mut end = at;
    let is_article = reading.means(at, Sense::Article) && multiple(reading, at + 1).is_some();
    let mut next = at + usize::from(is_article);
    loop {
        let number = reading.find(next, Sense::number);
        let step = match (number, multiple(reading, next)) {
            (Some((number, behind)), _) if sum.add(number) => behind,
            (_, Some((times, behind))) if (!sum.is_empty || is_article) && sum.multiply(times) => {
                behind
            }
            _ => break,
        };
        end = step;
        next = step;
        let may_go_on =
            reading.word(next) == "-" || (reading.means(next, Sense::Join) && sum.may_be_joined());
        next += usize::from(may_go_on);
    }
    let value = sum.value().filter(|_| end > at)?;
    let is_pronoun = value == 1 && end == at + 1 && !is_counting_one(reading, at);
    (!is_pronoun).then(|| Numeral::whole(value, end))
}

/// True for the one of "one vote", false for that of "one of them" and "no one".
fn is_counting_one(reading: &Reading<'_>, at: usize) -> bool {
    let is_told_apart = at > 0
        && (reading.means(at - 1, Sense::Determiner) || reading.means(at - 1, Sense::Quantifier));
    let next = reading.pieces.get(at + 1);
    let is_before_noun = next.is_some_and(|next| next.is_word || next.text == "(");
    let is_joined = reading.means(at + 1, Sense::Join) && reading.means(at + 2, Sense::Article);
    let is_measured = reading.at(at + 1).iter().any(|own| {
        matches!(
            own.sense,
            Sense::Share(_) | Sense::Money(_) | Sense::Span(_) | Sense::Unit(_)
        )
    });
    let is_told_off = reading.means(at + 1, Sense::BehindOne);
    let is_plain = (is_before_noun && !reading.means(at + 1, Sense::Uncounted)) || is_joined;
    is_measured || (is_plain && !is_told_apart && !is_told_off)
}

fn multiple(reading: &Reading<'_>, at: usize) -> Option<(i64, usize)> {
    // "of" after a multiple is of another number: hundreds of them.
    reading.find(at, Sense::multiple)
}

/// A number in words as far as it is read.
#[derive(Debug)]
struct Sum {
    whole: i64,
    current: i64,
    is_empty: bool,
    has_multiple: bool,
}

impl Default for Sum {
    fn default() -> Self {
        Self {
            whole: 0,
            current: 0,
            is_empty: true,
            has_multiple: false,
        }
    }
}

impl Sum {
    /// False if no number can stand here: "five six" is two numbers.
    fn add(&mut self, number: i64) -> bool {
        let is_unit = number < 10 && self.current % 10 == 0 && self.current % 100 >= 20;
        let fits = self.is_empty
            || is_unit
            || (self.current % 100 == 0 && self.has_multiple && number < 100);
        if fits {
            self.has_multiple |= number >= 100;
            self.current += number;
            self.is_empty = false;
        }
        fits
    }

    fn multiply(&mut self, times: i64) -> bool {
        self.has_multiple = true;
        self.is_empty = false;
        let factor = self.current.max(1);
        let Some(product) = factor.checked_mul(times) else {
            return false;
        };
        if times < 1_000 {
            self.current = product;
        } else {
            self.whole = self.whole.saturating_add(product);
            self.current = 0;
        }
        true
    }

    fn may_be_joined(&self) -> bool {
        self.has_multiple || (self.current >= 20 && self.current % 10 == 0)
    }

    fn value(&self) -> Option<i64> {
        (!self.is_empty).then(|| self.whole.saturating_add(self.current))
    }
}

/// Adds the half of "five and a half".
fn and_a_part(reading: &Reading<'_>, found: Numeral) -> Numeral {
    let at = found.end;
    if !reading.means(at, Sense::Join) {
        return found;
    }
    let article = usize::from(reading.means(at + 1, Sense::Article));
    let part = reading.find(at + 1 + article, |sense| match sense {
        Sense::Fraction(whole) => Some(whole),
        _ => None,
    });
    let sum = part.and_then(|(whole, end)| {
        let value = Number::fraction(found.value.as_f64() + 1.0 / whole as f64)?;
        (article == 1 || whole == 2).then_some(Numeral::of(value, end))
    });
    sum.unwrap_or(found)
}

/// How often the number is taken, and the piece after the words that say so.
fn magnitude(reading: &Reading<'_>, at: usize) -> (i64, usize) {
    multiple(reading, at)
        .filter(|(times, _)| *times >= 12)
        .unwrap_or((1, at))
}

pub(super) fn scaled(number: Number, times: i64) -> Number {
    let whole = number.as_whole().and_then(|whole| whole.checked_mul(times));
    whole
        .map(Number::whole)
        .or_else(|| Number::fraction(number.as_f64() * times as f64))
        .unwrap_or(number)
}

/// A value, and the other one that it may stand for.
type Value = (Number, Option<Number>);

/// `1,200`, `1200`, `1,200.0` and `1.200.000` are numbers; `1,20` and `3rd` are none.
/// `10.000` is ten, or ten thousand.
pub(super) fn parse(word: &str) -> Option<Value> {
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if word.bytes().filter(|&byte| byte == b'.').count() > 1 {
        return grouped(word, '.').map(|number| (number, None));
    }
    let Some((whole, fraction)) = word.split_once('.') else {
        return grouped(word, ',')
            .or_else(|| comma_fraction(word))
            .map(|number| (number, None));
    };
    grouped(whole, ',')?;
    if !is_digits(fraction) {
        return None;
    }
    let value = word
        .replace(',', "")
        .parse()
        .ok()
        .and_then(Number::fraction)?;
    let otherwise = grouped(word, '.').filter(|_| fraction.len() == 3);
    Some((value, otherwise))
}

/// `2,5` and `12,50`, as they are written on the continent.
fn comma_fraction(word: &str) -> Option<Number> {
    let (whole, fraction) = word.split_once(',')?;
    let is_fraction = is_digits(whole) && is_digits(fraction) && fraction.len() <= 2;
    is_fraction.then(|| {
        word.replace(',', ".")
            .parse()
            .ok()
            .and_then(Number::fraction)
    })?
}

/// Whole digits, or groups of three between separators.
fn grouped(word: &str, separator: char) -> Option<Number> {
    let mut groups = word.split(separator);
    let first = groups.next()?;
    let is_grouped = word.contains(separator);
    let is_number = is_digits(first)
        && (!is_grouped || first.len() <= 3)
        && groups.all(|group| group.len() == 3 && is_digits(group));
    let mut digits = word.bytes().filter(u8::is_ascii_digit);
    let value = |value: i64, digit: u8| {
        let times = value.checked_mul(10)?;
        times.checked_add(i64::from(digit - b'0'))
    };
    is_number.then(|| digits.try_fold(0, value).map(Number::whole))?
}

pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::vocabulary::Vocabulary;

    #[track_caller]
    fn check(text: &str, expected: Option<f64>) {
        let reading = Vocabulary::of(None).read(text);
        let found = numeral(&reading, 0).map(|found| found.value.as_f64());
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn numbers_in_words_have_their_value() {
        check("twenty-five ships", Some(25.0));
        check("two hundred and ten ships", Some(210.0));
        check("one million two hundred thousand ships", Some(1_200_000.0));
        check("a dozen ships", Some(12.0));
        check("two dozen ships", Some(24.0));
        check("five and a half per cent", Some(5.5));
        check("two thirds of the votes", Some(2.0 / 3.0));
        check("half of it", Some(0.5));
        check("twice a year", Some(2.0));
        check("one of them", None);
        check("one vote", Some(1.0));
        check("second reading", None);
    }

    #[test]
    fn numbers_in_digits_have_their_value() {
        check("1 000 000 euros", Some(1_000_000.0));
        check("1.2m", Some(1_200_000.0));
        check("12 thousand", Some(12_000.0));
        check("1/2 of it", Some(0.5));
        check("17:00", Some(1_020.0));
        check("5 p.m.", Some(1_020.0));
        check("2,5 %", Some(2.5));
    }

    #[test]
    fn what_only_looks_like_a_number_is_none() {
        for word in ["3rd", "1,2000", "", "1.", ".5", "٣", "1.20.300"] {
            assert_eq!(parse(word), None, "{word}");
        }
    }
}
