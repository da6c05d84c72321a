//! Signs that carry meaning without being words: money, shares, bounds, minus.
//!
//! Punctuation may change without changing what is said; these may not. What a sign
//! means for the number beside it is not looked at here.

use super::token::Token;

/// A currency symbol, by Unicode's category Sc.
pub fn is_currency(c: char) -> bool {
    matches!(c as u32, 0x24 | 0xa2..=0xa5 | 0x58f | 0x60b | 0x7fe | 0x7ff | 0x9f2 | 0x9f3 | 0x9fb
        | 0xaf1 | 0xbf9 | 0xe3f | 0x17db | 0x20a0..=0x20c1 | 0xa838 | 0xfdfc | 0xfe69 | 0xff04
        | 0xffe0 | 0xffe1 | 0xffe5 | 0xffe6)
}

/// Per cent, per mille, per ten thousand.
pub fn is_percent(c: char) -> bool {
    matches!(c, '%' | '‰' | '‱' | '٪' | '﹪' | '％')
}

/// A hyphen, en dash or minus sign, any of which may stand for a minus.
pub fn is_minus(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}'..='\u{2013}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}'
    )
}

/// A mathematical symbol, by Unicode's category Sm; also the degree, and digits above
/// or below the line.
pub fn is_mathematical(c: char) -> bool {
    matches!(
        c,
        '+' | '<'..='>' | '|' | '~' | '¬' | '±' | '×' | '÷' | '϶' | '°' | '⁄' | '⁒'
    ) || matches!(c as u32, 0x606..=0x608 | 0x2070..=0x208e | 0xb2 | 0xb3 | 0xb9 | 0x2190..=0x2194
            | 0x21d2 | 0x21d4 | 0x2200..=0x22ff | 0x27c0..=0x27e5 | 0x27f0..=0x27ff
            | 0x2900..=0x2982 | 0x2999..=0x29d7 | 0x29dc..=0x29fb | 0x29fe..=0x2aff
            | 0xfb29 | 0xfe62 | 0xfe64..=0xfe66 | 0xff0b | 0xff1c..=0xff1e | 0xff5c | 0xff5e)
}

/// The signs of a token, where `left` and `right` are the characters beside it; every
/// minus is told as `-`. A minus counts directly before a digit but after no letter, a
/// stroke and a colon between digits.
pub fn of_token(token: &Token<'_>, left: Option<char>, right: Option<char>) -> Vec<char> {
    if token.text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Vec::new();
    }
    let all: Vec<char> = token.text.chars().collect();
    let is_digit = |c: Option<char>| c.is_some_and(char::is_numeric);
    let sign = |(at, &c): (usize, &char)| {
        let before = at.checked_sub(1).map_or(left, |at| Some(all[at]));
        let after = all.get(at + 1).copied().or(right);
        match c {
            _ if is_minus(c) => {
                let is_joint = before.is_some_and(char::is_alphabetic);
                (is_digit(after) && !is_joint).then_some('-')
            }
            '/' | ':' => (is_digit(before) && is_digit(after)).then_some(c),
            _ => (is_currency(c) || is_percent(c) || is_mathematical(c)).then_some(c),
        }
    };
    all.iter().enumerate().filter_map(sign).collect()
}
