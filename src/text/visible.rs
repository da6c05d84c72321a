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
/// breaks lines itself. Combining marks, emoji joiners between emoji, and scripts
/// that need joiners keep them. Idempotent; borrowed when nothing changes.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut previous = None;
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\t' | '\r' => shown.push(' '),
            '\u{200d}' | '\u{200c}' if joins(previous) && joins(chars.peek().copied()) => {
                shown.push(c)
            }
            _ if is_hidden(c) => stand_in(c, &mut shown),
            _ => shown.push(c),
        }
        previous = Some(c);
    }
    Cow::Owned(shown)
}

/// A joiner means something only between characters that are not ASCII: inside
/// Persian or Indic words and emoji families. Between Latin letters it only hides.
fn joins(c: Option<char>) -> bool {
    c.is_some_and(|c| !c.is_ascii() && !is_hidden(c) && !matches!(c as u32, 0xa0..=0x24f))
}

fn stand_in(c: char, shown: &mut String) {
    match c as u32 {
        code @ 0..=0x1f => {
            shown.push(char::from_u32(0x2400 + code).expect("control pictures cover C0"))
        }
        code => shown.push_str(&format!("<U+{code:04X}>")),
    }
}

/// Controls, bidirectional controls, zero-width characters, tags, noncharacters.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c as u32,
            0xad | 0x34f | 0x61c | 0x115f | 0x1160 | 0x17b4 | 0x17b5 | 0x180b..=0x180e
            | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0x3164 | 0xfeff | 0xffa0
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
    }

    #[test]
    fn line_ends_and_tabs_become_spaces() {
        check("a\r\nb\tc", "a b c");
    }

    #[test]
    fn emoji_families_and_scripts_that_join_are_kept() {
        check("👩‍👩‍👧", "👩‍👩‍👧");
        check("می‌خواهم", "می‌خواهم");
    }
}
