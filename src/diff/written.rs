//! Numbers as they are written in a text, with what they count.
//!
//! Read in digits: value, sign, currency or per cent, a bound such as `≥`, a magnitude
//! such as "million". Numbers that are part of a date, or that say where something
//! stands (article 5), are left out: they are no amounts.

use std::borrow::Cow;
use std::ops::Range;

use super::signals::SignalKind;
use crate::model::Number;
use crate::text::normalize::folded;
use crate::text::signs;
use crate::text::token::{Token, TokenKind, tokens};

/// One number and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Written<'t> {
    /// Its value, sign and magnitude included.
    pub value: Number,
    /// The value of the digits alone.
    pub digits: Number,
    /// The value of `10.000` if its dot marks thousands, as it does in half of Europe.
    pub otherwise: Option<Number>,
    /// What stands with the digits.
    pub dress: Dress,
    /// The folded word that follows: what is counted; empty if that is no noun.
    pub counted: Cow<'t, str>,
    /// As written, with sign, currency and per cent.
    pub words: &'t str,
    /// Byte offset of the digits.
    pub at: usize,
    /// Where the digits end.
    pub end: usize,
}

/// A value, its other reading, and what stands with it.
pub(super) type Amount<'a> = (Number, Option<Number>, &'a Dress);

/// What stands with the digits of a number.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Dress {
    /// A currency symbol, or the one that a word such as "euros" stands for.
    pub currency: Option<char>,
    /// Per cent or per mille, as a sign or in words.
    pub share: Option<char>,
    /// Below zero.
    pub is_negative: bool,
    /// A sign such as `≥` or `±`.
    pub bound: Option<char>,
}

impl Written<'_> {
    /// The most specific kind for it.
    pub fn kind(&self) -> SignalKind {
        match &self.dress {
            Dress {
                currency: Some(_), ..
            } => SignalKind::Money,
            Dress { share: Some(_), .. } => SignalKind::Percentage,
            _ => SignalKind::Number,
        }
    }

    /// Equal for what says the same amount. What can be read in two ways is the same
    /// only as what can be read in the same two.
    pub fn amount(&self) -> Amount<'_> {
        (self.value, self.otherwise, &self.dress)
    }

    /// True if it can be read as `number`.
    pub fn may_be(&self, number: Number) -> bool {
        self.value == number || self.digits == number || self.otherwise == Some(number)
    }
}

/// The amounts of a text in their order. Linear, and little where there are no digits.
pub(super) fn amounts(text: &str) -> Vec<Written<'_>> {
    let mut found = Vec::new();
    let mut tokens = Vec::new();
    for passage in passages(text) {
        tokens.clear();
        read(text, passage, &mut tokens);
        found.extend(amounts_among(text, &tokens));
    }
    found
}

/// Adds the tokens of a passage, with their places in the whole text.
fn read<'t>(text: &'t str, passage: Range<usize>, found: &mut Vec<Token<'t>>) {
    let start = passage.start;
    let tokens = tokens(&text[passage]).filter(|token| token.kind != TokenKind::Space);
    found.extend(tokens.map(|token| Token {
        at: start + token.at,
        ..token
    }));
}

fn amounts_among<'t>(text: &'t str, tokens: &[Token<'t>]) -> impl Iterator<Item = Written<'t>> {
    let mut is_place = false;
    (0..tokens.len()).filter_map(move |at| {
        let reading = parse(tokens[at].text)?;
        is_place = names_a_place(tokens, at, is_place);
        let is_amount = !is_place && !is_of_date(tokens, at);
        is_amount.then(|| written(text, tokens, at, reading))
    })
}

/// So many breaks before a digit and after it. From one to the next there is at least one
/// token that is no white space, so that four and more stand on either side of a number:
/// as far as any rule below looks.
const BREAKS: usize = 5;

/// The parts of a text that are read for its digits: most of a text is far from any.
fn passages(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    // What is cut before such a space has the tokens that it has in the whole text.
    let is_break = |&at: &usize| bytes[at] == b' ' && bytes[at - 1].is_ascii_graphic();
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(far) = bytes[at..].iter().position(u8::is_ascii_digit) {
        let digit = at + far;
        let start = (1..=digit).rev().filter(is_break).nth(BREAKS - 1);
        let start = start.unwrap_or(0);
        let mut breaks = (digit + 1..bytes.len()).filter(is_break);
        at = breaks.next().unwrap_or(bytes.len());
        let end = breaks.nth(BREAKS - 2).unwrap_or(bytes.len());
        match found.last_mut() {
            Some(last) if start <= last.end => last.end = end,
            _ => found.push(start..end),
        }
    }
    found
}

/// A value, and the other one that it may stand for.
type Reading = (Number, Option<Number>);

/// `1,200`, `1200`, `1,200.0` and `1.200.000` are numbers; `1,20` and `3rd` are none.
/// `10.000` is ten, or ten thousand.
fn parse(word: &str) -> Option<Reading> {
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if word.bytes().filter(|&byte| byte == b'.').count() > 1 {
        return grouped(word, '.').map(|number| (number, None));
    }
    let Some((whole, fraction)) = word.split_once('.') else {
        return grouped(word, ',').map(|number| (number, None));
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

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Nouns before a number that says where something stands.
const PLACES: &[&str] = &[
    "annex",
    "annexes",
    "appendix",
    "art",
    "article",
    "articles",
    "arts",
    "chapter",
    "chapters",
    "cl",
    "clause",
    "clauses",
    "item",
    "items",
    "para",
    "paragraph",
    "paragraphs",
    "paras",
    "part",
    "parts",
    "point",
    "points",
    "protocol",
    "resolution",
    "rule",
    "rules",
    "schedule",
    "sec",
    "section",
    "sections",
    "subparagraph",
    "subsection",
    "§",
    "§§",
];

/// What stands between the numbers of one reference: articles 5, 6 and 7 to 9.
const BETWEEN_PLACES: &[&str] = &["and", "or", "to", ",", "-", "\u{2013}"];

/// True for the 5 of "article 5" and of "articles 4 and 5".
fn names_a_place(tokens: &[Token<'_>], at: usize, was_place: bool) -> bool {
    let word = |back: usize| at.checked_sub(back).map(|at| folded(tokens[at].text));
    let is_number = |back: usize| word(back).is_some_and(|word| parse(&word).is_some());
    let is_among = |words: &[&str], back| word(back).is_some_and(|word| words.contains(&&*word));
    let is_after_noun =
        is_among(PLACES, 1) || (word(1).as_deref() == Some(".") && is_among(PLACES, 2));
    // "Article 5, 30 days" goes on with an amount, "articles 5, 6 and 7" does not.
    let goes_on = was_place && is_among(BETWEEN_PLACES, 1) && is_number(2);
    is_after_noun || (goes_on && !counts_something(tokens, at))
}

/// True if a word follows that is not part of a reference.
fn counts_something(tokens: &[Token<'_>], at: usize) -> bool {
    let next = tokens.get(at + 1);
    next.is_some_and(|next| {
        let word = folded(next.text);
        next.kind == TokenKind::Word && !NOT_COUNTED.contains(&&*word)
    })
}

/// Words that may follow a number and are not what it counts.
const NOT_COUNTED: &[&str] = &[
    "a", "above", "and", "are", "at", "below", "but", "by", "for", "from", "in", "is", "of", "on",
    "or", "shall", "the", "to", "until", "with",
];

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Words before a year that stands alone.
const BEFORE_YEARS: &[&str] = &[
    "after", "before", "by", "during", "in", "since", "until", "year",
];

/// True for the numbers of `2 May 2024`, `May 2, 2024`, `2024-05-02`, and of "until 2027".
fn is_of_date(tokens: &[Token<'_>], at: usize) -> bool {
    let text = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map(|token| token.text);
    let word = |at: Option<usize>| text(at).map(folded);
    // A month is written with a capital: "5 may leave" has none.
    let is_month = |at: Option<usize>| {
        text(at).is_some_and(|word| word.starts_with(|c: char| c.is_uppercase()))
            && word(at).is_some_and(|word| MONTHS.contains(&&*word))
    };
    let back = |by: usize| at.checked_sub(by);
    let is_year = is_year(tokens[at].text);
    let is_day = |at: Option<usize>| text(at).is_some_and(is_day);
    let beside_month = is_month(back(1)) || (is_day(Some(at)) && is_month(Some(at + 1)));
    let after_day = is_year && text(back(1)) == Some(",") && is_day(back(2)) && is_month(back(3));
    let alone = is_year
        && word(back(1)).is_some_and(|word| BEFORE_YEARS.contains(&&*word))
        && !counts_something(tokens, at);
    beside_month || after_day || alone || is_in_figures(tokens, at)
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && is_digits(word) && matches!(&word[..2], "19" | "20")
}

fn is_day(word: &str) -> bool {
    word.len() <= 2 && is_digits(word) && word.parse().is_ok_and(|day: u8| (1..=31).contains(&day))
}

/// True for each number of `2024-05-02`, `02/05/2024` and the like.
fn is_in_figures(tokens: &[Token<'_>], at: usize) -> bool {
    let starts = (at.saturating_sub(4)..=at).step_by(1);
    starts.into_iter().any(|start| {
        let Some([a, mark, b, same, c]) = tokens.get(start..start + 5) else {
            return false;
        };
        let is_marked = matches!(mark.text, "-" | "/") && mark.text == same.text;
        let is_one_word = || {
            let neighbours = [a, mark, b, same].into_iter().zip([mark, b, same, c]);
            neighbours
                .into_iter()
                .all(|(left, right)| left.at + left.text.len() == right.at)
        };
        let is_date = || {
            (is_year(a.text) && is_day(b.text) && is_day(c.text))
                || (is_day(a.text) && is_day(b.text) && is_year(c.text))
        };
        is_marked && is_one_word() && is_date()
    })
}

/// Words for a currency beside its symbol.
const CURRENCIES: &[(char, &[&str])] = &[
    ('$', &["dollar", "dollars", "usd"]),
    ('€', &["euro", "euros", "eur"]),
    ('£', &["gbp"]),
    ('¥', &["yen", "jpy"]),
    ('₴', &["hryvnia", "hryvnias", "uah"]),
    ('₽', &["rouble", "roubles", "ruble", "rubles", "rub"]),
];

const MAGNITUDES: &[(&str, i64)] = &[
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
    ("trillion", 1_000_000_000_000),
];

/// One amount with what stands before and after its digits.
fn written<'t>(text: &'t str, tokens: &[Token<'t>], at: usize, reading: Reading) -> Written<'t> {
    let (value, otherwise) = reading;
    let mut dress = Dress::default();
    let start = dress_before(text, tokens, at, &mut dress);
    let (times, after) = magnitude(tokens, at + 1);
    let end = dress_after(tokens, after, &mut dress);
    let counted = tokens.get(end).filter(|next| next.kind == TokenKind::Word);
    let last = &tokens[end - 1];
    let sized = |number: Number| scaled(number, if dress.is_negative { -times } else { times });
    Written {
        value: sized(value),
        digits: value,
        otherwise: otherwise.map(sized),
        counted: counted
            .map(|word| folded(word.text))
            .filter(|word| !NOT_COUNTED.contains(&&**word))
            .unwrap_or_default(),
        words: &text[tokens[start].at..last.at + last.text.len()],
        at: tokens[at].at,
        end: tokens[at].at + tokens[at].text.len(),
        dress,
    }
}

fn scaled(number: Number, times: i64) -> Number {
    let whole = number.as_whole().and_then(|whole| whole.checked_mul(times));
    whole
        .map(Number::whole)
        .or_else(|| Number::fraction(number.as_f64() * times as f64))
        .unwrap_or(number)
}

/// How often the number is taken, and the token after the word that says so.
fn magnitude(tokens: &[Token<'_>], at: usize) -> (i64, usize) {
    let word = tokens.get(at).map(|token| folded(token.text));
    let found = MAGNITUDES
        .iter()
        .find(|(name, _)| word.as_deref() == Some(name));
    found.map_or((1, at), |(_, times)| (*times, at + 1))
}

/// Reads minus, currency and bound leftwards; the first token that belongs to the number.
fn dress_before(text: &str, tokens: &[Token<'_>], at: usize, dress: &mut Dress) -> usize {
    let mut start = at;
    let mut is_fresh = true;
    while is_fresh && start > 0 {
        let token = &tokens[start - 1];
        let is_direct = token.at + token.text.len() == tokens[start].at;
        let left = text[..token.at].chars().next_back();
        let is_free = !left.is_some_and(char::is_alphanumeric);
        is_fresh = match single(token.text) {
            Some(c) if signs::is_minus(c) && is_direct && is_free && !dress.is_negative => {
                dress.is_negative = true;
                true
            }
            Some(c) if signs::is_currency(c) && dress.currency.is_none() => {
                let is_own = is_direct || is_free;
                dress.currency = is_own.then_some(c);
                is_own
            }
            Some(c) if signs::is_mathematical(c) && dress.bound.is_none() => {
                dress.bound = Some(c);
                true
            }
            _ => false,
        };
        start -= usize::from(is_fresh);
    }
    start
}

/// Reads currency and per cent rightwards; the first token that does not belong to the number.
fn dress_after(tokens: &[Token<'_>], at: usize, dress: &mut Dress) -> usize {
    let word = |at: usize| tokens.get(at).map(|token| folded(token.text));
    let first = tokens.get(at).and_then(|token| single(token.text));
    let (share, length) = match (word(at).as_deref(), word(at + 1).as_deref()) {
        (Some("percent"), _) => (Some('%'), 1),
        (Some("per"), Some("cent")) => (Some('%'), 2),
        (Some("per"), Some("mille")) => (Some('‰'), 2),
        _ => (first.filter(|&c| signs::is_percent(c)), 1),
    };
    if share.is_some() {
        dress.share = share;
        return at + length;
    }
    let is_named = |names: &[&str]| word(at).is_some_and(|word| names.contains(&&*word));
    let named = CURRENCIES
        .iter()
        .find(|(_, names)| is_named(names))
        .map(|(c, _)| *c);
    let currency = first.filter(|&c| signs::is_currency(c)).or(named);
    if dress.currency.is_none() && currency.is_some() {
        dress.currency = currency;
        return at + 1;
    }
    at
}

fn single(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found = amounts(text);
        let words: Vec<_> = found.iter().map(|number| number.words).collect();
        assert_eq!(words, expected, "{text}");
    }

    #[track_caller]
    fn check_value(text: &str, value: i64) {
        assert_eq!(amounts(text)[0].value, Number::whole(value), "{text}");
    }

    /// The same as if every passage were the whole text.
    #[track_caller]
    fn check_passages(text: &str) {
        let mut tokens = Vec::new();
        read(text, 0..text.len(), &mut tokens);
        let expected: Vec<_> = amounts_among(text, &tokens).collect();
        assert_eq!(amounts(text), expected, "{text:?}");
    }

    proptest! {
        #[test]
        fn far_from_digits_nothing_need_be_read(parts in vec(0..PARTS.len(), 0..40)) {
            let parts: Vec<&str> = parts.into_iter().map(|at| PARTS[at]).collect();
            check_passages(&parts.concat());
            check_passages(&parts.join(" "));
        }
    }

    /// What the rules look for around a number, and what is nothing to them.
    const PARTS: [&str; 24] = [
        "5", "7", "2024", "10.000", ",", "-", "/", " ", "  ", "$", "€", "≥", "%", ".", "article",
        "and", "May", "in", "per", "cent", "million", "ships", "the", "\u{301}",
    ];

    #[test]
    fn a_number_is_written_with_its_sign_currency_and_share() {
        check("pays $500 at -5 % of ≥ 5 ships", &["$500", "-5 %", "≥ 5"]);
        check("500 € and 5 per cent", &["500 €", "5 per cent"]);
        check("10-12 ships", &["10", "12"]);
    }

    #[test]
    fn magnitudes_count() {
        check_value("$5 million", 5_000_000);
        check_value("-5", -5);
        check_value("1.200.000 persons", 1_200_000);
    }

    #[test]
    fn dates_are_no_amounts() {
        check("on 2 May 2024, on May 2, 2024 and 2024-05-02", &[]);
        check("until 2027, by 2027 the port and 02/05/2024", &[]);
        check(
            "5 may leave, 2,000 persons in 2000 ships",
            &["5", "2,000", "2000"],
        );
    }

    #[test]
    fn numbers_of_references_are_no_amounts() {
        check("article 5, section 3.1, point 2 of Art. 7", &[]);
        check("articles 5, 6 and 7 to 9", &[]);
        check("under Article 5, 30 days", &["30"]);
        check("§ 12 and annex 3", &[]);
    }

    #[test]
    fn what_only_looks_like_a_number_is_none() {
        for word in ["3rd", "1,20", "1,2000", "", "1.", ".5", "٣", "1.20.300"] {
            assert_eq!(parse(word), None, "{word}");
        }
    }

    #[test]
    fn a_dot_before_three_digits_has_two_readings() {
        assert_eq!(
            amounts("10.000 persons")[0].otherwise,
            Some(Number::whole(10_000))
        );
        assert_eq!(amounts("10.00 persons")[0].otherwise, None);
        assert_eq!(amounts("1,010.000 persons")[0].otherwise, None);
    }
}
