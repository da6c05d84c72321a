//! Untrusted text made harmless to look at.
//!
//! Proposals come from the other side of the table. Control characters and escape
//! sequences must not reach a terminal, and bidirectional or zero-width characters
//! must not hide or reorder words. Every view passes text through [`visible`] before
//! its own escaping; JSON alone keeps the bytes (as escapes), for programs.

use std::borrow::Cow;

/// The text with dangerous characters replaced by a visible stand-in.
///
/// C0 controls become their pictures (`␛`), DEL and C1 controls, bidirectional
/// controls, zero-width and other invisible characters, line separators and
/// noncharacters become `<U+202E>`. Line ends and tabs become one space each: a view
/// breaks lines itself. Combining marks are kept, and so are joiners and variation
/// selectors where they do what they are for: joiners inside words of scripts that join
/// and between emoji, variation selectors 15 and 16 after what has an emoji form.
/// Idempotent; borrowed when nothing changes.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\t' | '\r' => shown.push(' '),
            _ if is_needed(c, shown.chars().next_back(), chars.peek().copied()) => shown.push(c),
            _ if is_hidden(c) => stand_in(c, &mut shown),
            _ => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// An invisible character that does its work between its neighbours as shown.
fn is_needed(c: char, before: Option<char>, after: Option<char>) -> bool {
    let is = |c: Option<char>, rule: fn(char) -> bool| c.is_some_and(rule);
    match c {
        ZERO_WIDTH_JOINER if is(before, ends_emoji) && is(after, is_emoji) => true,
        ZERO_WIDTH_JOINER | ZERO_WIDTH_NON_JOINER => {
            is(before, is_of_joining_script) && is(after, is_of_joining_script)
        }
        '\u{fe0f}' if after == Some(KEYCAP) => is(before, is_on_keycaps),
        '\u{fe0e}' | '\u{fe0f}' => is(before, is_emoji),
        _ => false,
    }
}

const ZERO_WIDTH_NON_JOINER: char = '\u{200c}';

const ZERO_WIDTH_JOINER: char = '\u{200d}';

/// Draws a key around the digit before it.
const KEYCAP: char = '\u{20e3}';

/// Characters of scripts whose letters join, where a joiner changes the form of a letter:
/// Arabic and its kin, Mongolian, and the scripts of India and South-East Asia.
fn is_of_joining_script(c: char) -> bool {
    let is_joining = matches!(c as u32,
        0x620..=0x6ff | 0x700..=0x74f | 0x750..=0x77f | 0x7c0..=0x7ff | 0x840..=0x8ff
        | 0x900..=0xdff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x1800..=0x18af
        | 0xa840..=0xa87f | 0xa8e0..=0xa8ff | 0xa9e0..=0xa9ff | 0xaa60..=0xaa7f
        | 0xfb50..=0xfdff | 0xfe70..=0xfeff | 0x10a80..=0x10aff | 0x11000..=0x1137f
        | 0x11400..=0x114df | 0x11580..=0x116cf);
    is_joining && !is_hidden(c)
}

/// What an emoji may end with before it is joined to the next: itself, its variation
/// selector, or a tone of skin.
fn ends_emoji(c: char) -> bool {
    is_emoji(c) || c == '\u{fe0f}'
}

/// Symbols that are drawn as emoji or can be, and tones of skin.
fn is_emoji(c: char) -> bool {
    matches!(c as u32,
        0xa9 | 0xae | 0x203c | 0x2049 | 0x2122 | 0x2139 | 0x2194..=0x2199 | 0x21a9 | 0x21aa
        | 0x231a..=0x23ff | 0x24c2 | 0x25aa..=0x25fe | 0x2600..=0x27bf | 0x2934 | 0x2935
        | 0x2b05..=0x2b55 | 0x3030 | 0x303d | 0x3297 | 0x3299 | 0x1f000..=0x1faff)
}

fn is_on_keycaps(c: char) -> bool {
    matches!(c, '0'..='9' | '#' | '*')
}

fn stand_in(c: char, shown: &mut String) {
    match c as u32 {
        code @ 0..=0x1f => {
            shown.push(char::from_u32(0x2400 + code).expect("control pictures cover C0"))
        }
        code => shown.push_str(&format!("<U+{code:04X}>")),
    }
}

/// True for what a reader would not see: controls, line ends among them, bidirectional controls,
/// zero-width characters, variation selectors, tags, noncharacters.
#[inline]
pub fn is_hidden(c: char) -> bool {
    !matches!(c, ' '..='~') && is_hidden_beyond_ascii(c)
}

fn is_hidden_beyond_ascii(c: char) -> bool {
    c.is_control()
        || matches!(c as u32,
            0xad | 0x34f | 0x61c | 0x115f | 0x1160 | 0x17b4 | 0x17b5 | 0x180b..=0x180e
            | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0x3164 | 0xfe00..=0xfe0f | 0xfeff
            | 0xffa0
            | 0xfff0..=0xfffb | 0x1d173..=0x1d17a | 0xe0000..=0xe0fff)
        || (c as u32) & 0xfffe == 0xfffe
        || matches!(c as u32, 0xfdd0..=0xfdef)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, shown: &str) {
        assert_eq!(visible(text), shown);
        assert_eq!(visible(shown), shown);
    }

    #[test]
    fn escape_sequences_lose_their_power() {
        check("a\u{1b}[31mred", "a␛[31mred");
        check("\u{9b}31m\u{7f}", "<U+009B>31m<U+007F>");
    }

    #[test]
    fn bidirectional_and_zero_width_characters_are_seen() {
        check("a\u{202e}b\u{200b}c", "a<U+202E>b<U+200B>c");
        check("pay\u{200d}ment", "pay<U+200D>ment");
        check("Укра\u{200d}їна", "Укра<U+200D>їна");
        check("не\u{200c}йтральна", "не<U+200C>йтральна");
        check("中\u{200d}国", "中<U+200D>国");
    }

    #[test]
    fn variation_selectors_are_seen_except_on_emoji() {
        check("pay\u{fe00}ment", "pay<U+FE00>ment");
        check("pay\u{fe0f}ment", "pay<U+FE0F>ment");
        check("a\u{e0100}b", "a<U+E0100>b");
        check(
            "☎\u{fe0e} ❤\u{fe0f} 1\u{fe0f}\u{20e3}",
            "☎\u{fe0e} ❤\u{fe0f} 1\u{fe0f}\u{20e3}",
        );
        check("❤\u{fe0f}\u{fe0f}", "❤\u{fe0f}<U+FE0F>");
        check("1\u{fe0f}0", "1<U+FE0F>0");
    }

    #[test]
    fn a_joiner_beside_what_is_hidden_is_seen() {
        check("👩\u{200d}", "👩<U+200D>");
        check("a\u{fe0f}\u{200d}👧", "a<U+FE0F><U+200D>👧");
        check("م\u{200c}\u{200c}خ", "م<U+200C><U+200C>خ");
    }

    #[test]
    fn line_ends_and_tabs_become_spaces() {
        check("a\r\nb\tc", "a b c");
    }

    #[test]
    fn emoji_families_and_scripts_that_join_are_kept() {
        check("👩‍👩‍👧", "👩‍👩‍👧");
        check(
            "👩🏽\u{200d}🚒 ❤\u{fe0f}\u{200d}🔥",
            "👩🏽\u{200d}🚒 ❤\u{fe0f}\u{200d}🔥",
        );
        check("می‌خواهم", "می‌خواهم");
        check("क्\u{200d}ष क्\u{200c}ष", "क्\u{200d}ष क्\u{200c}ष");
    }
}
