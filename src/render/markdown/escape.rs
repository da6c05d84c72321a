//! Untrusted text as Markdown that reads as that text and does nothing else.
//!
//! What GitHub Flavored Markdown gives a meaning is escaped. But a forge also looks at the
//! text that comes out: escaped or not, it turns `@name` into a mention that notifies,
//! `#1` and commit hashes into references, addresses into links. Only a character between
//! stops it, so those are broken by a zero-width space, of which the visible form of a
//! text has none of its own. A reader does not see it; who copies such a word takes it
//! along.

use std::fmt::Write as _;

use crate::text::address::is_web;
use crate::text::visible::visible;

/// Stands between characters that a forge must not read as one word.
pub(super) const BREAKER: char = '\u{200b}';

/// Fewest hexadecimal digits that a forge takes for the hash of a commit.
const SHORTEST_HASH: usize = 7;

/// Most of them: a whole SHA-1.
const LONGEST_HASH: usize = 40;

/// `text` on one line; line ends are spaces. Holds no line end and no bare `|`, so it is
/// safe in every block, at its start too. Linear.
pub(super) fn line(text: &str) -> String {
    let text = broken(&visible(text));
    escaped(&text, &Places::of(&text))
}

/// The same for a text that goes on a line which other words have begun.
pub(super) fn rest_of_line(text: &str) -> String {
    let text = broken(&visible(text));
    let places = Places {
        opening: None,
        ..Places::of(&text)
    };
    escaped(&text, &places)
}

/// The same for a text that stands inside a tag of ours, where there is no Markdown and a backslash is one.
pub(super) fn in_html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    for c in broken(&visible(text)).chars() {
        match c {
            '\n' => escaped.push(' '),
            BREAKER | '&' | '<' | '>' | '"' | '|' | '\\' | '$' | '`' | '*' | '_' | '~' | '#'
            | '[' | ']' | '{' | '}' | '^' => entity(c, &mut escaped),
            _ => escaped.push(c),
        }
    }
    escaped
}

fn escaped(text: &str, places: &Places) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    for (at, c) in text.char_indices() {
        match c {
            BREAKER | '&' | '<' | '>' | '|' | '\\' | '$' => entity(c, &mut escaped),
            _ if places.torn.contains(&Some(at)) => entity(c, &mut escaped),
            '`' | '*' | '_' | '~' | '#' | '[' | ']' | '{' | '}' | '^' => {
                escaped.extend(['\\', c]);
            }
            _ if places.opening == Some(at) => escaped.extend(['\\', c]),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// Characters whose meaning hangs on where they stand.
struct Places {
    /// Opens a list, a rule, an underlined heading or the second row of a table.
    opening: Option<usize>,
    /// Spaces that would be dropped or break the line, and a `!` that would make a picture
    /// of the link behind it.
    torn: [Option<usize>; 2],
}

impl Places {
    fn of(text: &str) -> Self {
        let start = text.len() - text.trim_start_matches(' ').len();
        let digits = text[start..].bytes().take_while(u8::is_ascii_digit).count();
        let rest = &text[start + digits..];
        let is_marker = if rest.starts_with(['.', ')']) {
            rest.len() == 1 || rest[1..].starts_with(' ')
        } else {
            digits == 0 && rest.starts_with(['-', '+', '=', ':'])
        };
        let is_torn_at_end = text.ends_with("  ") || text.ends_with('!');
        Self {
            opening: is_marker.then_some(start + digits),
            torn: [
                text.starts_with("  ").then_some(0),
                is_torn_at_end.then(|| text.len() - 1),
            ],
        }
    }
}

fn entity(c: char, escaped: &mut String) {
    match c {
        '&' => escaped.push_str("&amp;"),
        '<' => escaped.push_str("&lt;"),
        '>' => escaped.push_str("&gt;"),
        _ => write!(escaped, "&#{};", u32::from(c)).expect("a string takes every character"),
    }
}

/// The text with breakers in all that a forge would read as more than words.
fn broken(text: &str) -> String {
    let mut broken = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c| !is_of_word(c)).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        push_word(word, &mut broken);
        let mut behind = behind.chars();
        if let Some(mark) = behind.next() {
            let torn = tear(word, mark, behind.as_str());
            broken.extend((torn == Some(Tear::Before)).then_some(BREAKER));
            broken.push(mark);
            broken.extend((torn == Some(Tear::After)).then_some(BREAKER));
        }
        rest = behind.as_str();
    }
    broken
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// On which side of a mark a breaker stands.
#[derive(PartialEq)]
enum Tear {
    Before,
    After,
}

/// Whether the mark joins `word` and `rest` to something that a forge makes a link or a
/// picture: mentions and mail addresses, numbers of issues, web addresses, `:tada:`.
fn tear(word: &str, mark: char, rest: &str) -> Option<Tear> {
    let is_before_number = rest.starts_with(|next: char| next.is_ascii_digit());
    match mark {
        '@' => rest
            .starts_with(|next| is_of_word(next) || next == '-')
            .then_some(Tear::After),
        '#' | '!' => is_before_number.then_some(Tear::After),
        '-' if word.eq_ignore_ascii_case("gh") => is_before_number.then_some(Tear::After),
        '.' => word.eq_ignore_ascii_case("www").then_some(Tear::Before),
        ':' => (rest.starts_with("//") || is_name_of_picture(rest)).then_some(Tear::After),
        _ => None,
    }
}

fn is_name_of_picture(rest: &str) -> bool {
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '+' | '-');
    let end = rest.find(|c| !is_of_name(c));
    end.is_some_and(|end| end > 0 && rest[end..].starts_with(':'))
}

/// The hash of a commit in pieces too short for one; other words as they are.
fn push_word(word: &str, broken: &mut String) {
    let is_hash = (SHORTEST_HASH..=LONGEST_HASH).contains(&word.len())
        && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    for (at, c) in word.char_indices() {
        let is_torn = is_hash && at > 0 && at.is_multiple_of(SHORTEST_HASH - 1);
        broken.extend(is_torn.then_some(BREAKER));
        broken.push(c);
    }
}

/// An address as the target of a link, if it is one of the web: every byte that is not
/// plain in an address is percent-encoded, so nothing in it can end the link.
pub(super) fn address(url: &str) -> Option<String> {
    if !is_web(url) {
        return None;
    }
    let mut encoded = String::with_capacity(url.len());
    for (at, byte) in url.bytes().enumerate() {
        let is_escape = || {
            let digits = url.as_bytes().get(at + 1..at + 3);
            digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
        };
        match byte {
            b'&' => encoded.push_str("&amp;"),
            b'%' if is_escape() => encoded.push('%'),
            b'-' | b'.' | b'/' | b':' | b'?' | b'#' | b'@' | b'!' | b'+' | b',' | b';' | b'='
            | b'_' | b'~' => encoded.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => encoded.push(char::from(byte)),
            _ => write!(encoded, "%{byte:02X}").expect("a string takes every character"),
        }
    }
    Some(encoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, escaped: &str) {
        assert_eq!(line(text), escaped);
    }

    #[test]
    fn prose_stays_prose() {
        check(
            "North keeps at most 1,200 persons (see 6.a) - or fewer: \"none\".",
            "North keeps at most 1,200 persons (see 6.a) - or fewer: \"none\".",
        );
    }

    #[test]
    fn markup_becomes_text() {
        check("*a* _b_ `c` ~~d~~", "\\*a\\* \\_b\\_ \\`c\\` \\~\\~d\\~\\~");
        check("[x](javascript:y) [^1]", "\\[x\\](javascript:y) \\[\\^1\\]");
        check(
            "<script> <!-- a&amp;b",
            "&lt;script&gt; &lt;!-- a&amp;amp;b",
        );
        check("a | b \\| $c$", "a &#124; b &#92;&#124; &#36;c&#36;");
    }

    #[test]
    fn inside_a_tag_only_entities_escape() {
        let text = "</summary> *a* \\ a_b\n\n# @octocat #1 \"~c\"";
        assert_eq!(
            in_html(text),
            "&lt;/summary&gt; &#42;a&#42; &#92; a&#95;b  &#35; @&#8203;octocat &#35;&#8203;1 &#34;&#126;c&#34;"
        );
    }

    #[test]
    fn nothing_opens_a_block() {
        check("# a", "\\# a");
        check("- a", "\\- a");
        check("  + a", "&#32; \\+ a");
        check("---", "\\---");
        check(":--", "\\:--");
        check("12. a", "12\\. a");
        check("1) a", "1\\) a");
        check("12.", "12\\.");
        check("1.5 metres", "1.5 metres");
        check(". a", "\\. a");
        check("> a\n> b", "&gt; a &gt; b");
    }

    #[test]
    fn a_text_never_ends_in_a_line_break_or_before_a_picture() {
        check("a  ", "a &#32;");
        check("look!", "look&#33;");
    }

    #[test]
    fn nobody_is_called_and_nothing_is_referred_to() {
        check("@octocat @ home", "@&#8203;octocat @ home");
        check("a@b.example", "a@&#8203;b.example");
        check("#1 a/b#2", "\\#&#8203;1 a/b\\#&#8203;2");
        check("GH-1 gh-2 high-3", "GH-&#8203;1 gh-&#8203;2 high-3");
        check("https://x.example", "https:&#8203;//x.example");
        check("www.x.example", "www&#8203;.x.example");
        check("a :tada: 1:2", "a :&#8203;tada: 1:2");
        check("deadbeef0 acceded", "deadbe&#8203;ef0 accede&#8203;d");
    }

    #[test]
    fn hidden_characters_are_seen_before_they_are_escaped() {
        check("a\u{202e}b\u{1b}", "a&lt;U+202E&gt;b␛");
    }

    #[test]
    fn only_addresses_of_the_web_become_targets() {
        assert_eq!(address("javascript:alert(1)"), None);
        assert_eq!(address("//x.example"), None);
        assert_eq!(
            address("HTTPS://x.example/a b)\n<é>%41%?q=1&r|").as_deref(),
            Some("HTTPS://x.example/a%20b%29%0A%3C%C3%A9%3E%41%25?q=1&amp;r%7C")
        );
    }
}
