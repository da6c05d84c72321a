//! The definitions that stand in a text: `"Goods" means ...`, `the port (the "Port")`,
//! `On entend par « Port » ...`.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::vocabulary::{Phrase, Vocabulary, Word};
use crate::text::normalize::folded;
use crate::text::runs::runs;
use crate::text::signs;
use crate::text::token::{TokenKind, tokens};

/// A term and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Definition<'t> {
    /// As it stands between the quotes.
    pub term: &'t str,
    /// Where it stands, in bytes.
    pub at: usize,
    /// The words that tell its meaning.
    pub meaning: &'t str,
    /// Whether they tell all of it.
    pub manner: Phrase,
}

/// All definitions in a text, in their order. Near linear.
pub(super) fn definitions<'t>(text: &'t str, vocabulary: &Vocabulary) -> Vec<Definition<'t>> {
    let bytes = text.as_bytes();
    let has_quote = memchr::memchr3(b'"', FIRST_OF_GUILLEMETS, FIRST_OF_QUOTES, bytes).is_some();
    // An apostrophe begins no word.
    let begins_word = |at: usize| at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
    if !has_quote && !memchr::memchr_iter(b'\'', bytes).any(begins_word) {
        return Vec::new();
    }
    let reader = Reader { text, vocabulary };
    let mut found: Vec<(Definition, Range<usize>)> = Vec::new();
    for (term, (meaning, manner)) in reader.defined() {
        // A definition ends where the next begins: "... and "pound" means".
        let is_cut = |range: &Range<usize>| range.contains(&term.outer.start);
        if let Some((last, range)) = found.last_mut().filter(|(_, range)| is_cut(range)) {
            range.end = term.outer.start;
            last.meaning = &text[range.clone()];
        }
        let at = reader.past_article(&term);
        let definition = Definition {
            term: text[at..term.inner.end].trim_end(),
            at,
            meaning: &text[meaning.clone()],
            manner,
        };
        found.push((definition, meaning));
    }
    found
        .into_iter()
        .map(|(definition, _)| definition)
        .collect()
}

/// The first bytes of « and of “, „ and ‘ in UTF-8.
const FIRST_OF_GUILLEMETS: u8 = 0xc2;
const FIRST_OF_QUOTES: u8 = 0xe2;

/// Words between quotes.
#[derive(Clone, Debug)]
struct Quoted {
    inner: Range<usize>,
    /// With the quotes.
    outer: Range<usize>,
}

/// What is longer is a quotation, not a term.
const LONGEST_TERM: usize = 100;

fn quoted(text: &str) -> Vec<Quoted> {
    let mut found = Vec::new();
    let mut at = 0;
    for start in may_open(text.as_bytes()) {
        let Some(open) = text[start..].chars().next().filter(|_| start >= at) else {
            continue;
        };
        let inside = start + open.len_utf8();
        let is_after_word = text[..start]
            .chars()
            .next_back()
            .is_some_and(char::is_alphanumeric);
        let Some(close) = closing(open).filter(|_| !is_after_word) else {
            continue;
        };
        let mut near = text[inside..]
            .char_indices()
            .take_while(|(by, _)| *by <= LONGEST_TERM);
        // An apostrophe stands inside a word.
        let is_end = |by: usize, c: char| {
            let next = text[inside + by + c.len_utf8()..].chars().next();
            !next.is_some_and(char::is_alphanumeric)
        };
        let Some((by, c)) = near.find(|&(by, c)| close.contains(&c) && is_end(by, c)) else {
            continue;
        };
        let inner = inside..inside + by;
        at = inner.end + c.len_utf8();
        if text[inner.clone()].chars().any(char::is_alphanumeric) {
            found.push(Quoted {
                outer: start..at,
                inner,
            });
        }
    }
    found
}

/// Where the first byte of a quote stands, or of another character that begins with the same, in order.
fn may_open(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let quotes = memchr::memchr3_iter(b'"', FIRST_OF_GUILLEMETS, FIRST_OF_QUOTES, bytes);
    let (mut quotes, mut plain) = (
        quotes.peekable(),
        memchr::memchr_iter(b'\'', bytes).peekable(),
    );
    std::iter::from_fn(move || match (quotes.peek(), plain.peek()) {
        (Some(quote), Some(apostrophe)) if apostrophe < quote => plain.next(),
        (Some(_), _) => quotes.next(),
        (None, _) => plain.next(),
    })
}

/// The quotes that may end what this one begins.
fn closing(open: char) -> Option<&'static [char]> {
    Some(match open {
        '"' => &['"', '”'],
        '“' => &['”', '"'],
        '„' => &['“', '”'],
        '«' => &['»'],
        '‘' => &['’', '\''],
        '\'' => &['\'', '’'],
        _ => return None,
    })
}

struct Reader<'t, 'v> {
    text: &'t str,
    vocabulary: &'v Vocabulary,
}

impl Reader<'_, '_> {
    /// Terms in quotes with their meanings. Of several that stand together, the last has
    /// the meaning of all.
    fn defined(&self) -> Vec<(Quoted, (Range<usize>, Phrase))> {
        let mut defined: Vec<(Quoted, (Range<usize>, Phrase))> = Vec::new();
        for term in quoted(self.text).into_iter().rev() {
            let shared = || {
                let (next, meaning) = defined.last()?;
                let between = &self.text[term.outer.end..next.outer.start];
                let is_near = between.len() <= LONGEST_JOINT && self.is_beside(between);
                is_near.then(|| meaning.clone())
            };
            if let Some(meaning) = self.meaning(&term).or_else(shared) {
                defined.push((term, meaning));
            }
        }
        defined.reverse();
        defined
    }

    /// Where the term starts, without "the" before it.
    fn past_article(&self, term: &Quoted) -> usize {
        let mut words = runs(&self.text[term.inner.clone()]);
        let places = [words.next(), words.next()];
        let at = match places {
            [Some((_, first)), Some((second, _))] if self.vocabulary.is(Word::Begins, first) => {
                second
            }
            [Some((first, _)), _] => first,
            _ => 0,
        };
        term.inner.start + at
    }

    /// Where the meaning of a quoted term stands, and whether that is all of it; `None` if
    /// it is not defined here.
    fn meaning(&self, term: &Quoted) -> Option<(Range<usize>, Phrase)> {
        let behind = &self.text[term.outer.end..];
        let near: Vec<(usize, &str)> = runs(behind)
            .take(self.vocabulary.longest_phrase())
            .collect();
        let is_next = near
            .first()
            .is_some_and(|(at, _)| behind[..*at].chars().all(|c| c.is_whitespace() || c == ','));
        let words: Vec<Cow<'_, str>> = near.iter().map(|(_, word)| folded(word)).collect();
        if let Some((phrase, count)) = self.vocabulary.phrase_at_start(&words).filter(|_| is_next) {
            let (at, word) = near[count - 1];
            let start = term.outer.end + at + word.len();
            return Some((self.to_end(start), phrase));
        }
        if self.is_introduced(term.outer.start) {
            return Some((self.to_end(term.outer.end), Phrase::Means));
        }
        let named = self.bracket(term).or_else(|| self.hereinafter(term))?;
        Some((self.named_before(named), Phrase::Means))
    }

    fn is_introduced(&self, end: usize) -> bool {
        let start = floor(self.text, end.saturating_sub(LONGEST_PHRASE));
        let words: Vec<(usize, &str)> = runs(&self.text[start..end]).collect();
        // Most of what stands before a quote introduces nothing.
        let is_last = |word| self.vocabulary.may_introduce(&folded(word));
        words.last().is_some_and(|(_, word)| is_last(word)) && {
            let words: Vec<_> = words.iter().map(|(_, word)| folded(word)).collect();
            self.vocabulary.is_introduced(&words)
        }
    }

    /// To the end of the sentence, or of the item of a list where the next begins with a
    /// term.
    fn to_end(&self, start: usize) -> Range<usize> {
        let rest = &self.text[start..];
        let ends = rest
            .char_indices()
            .filter(|(_, c)| matches!(c, '.' | ';' | '\n'));
        let is_end = |&(at, c): &(usize, char)| {
            let behind = &rest[at + c.len_utf8()..];
            let next = behind.trim_start();
            let is_apart = next.len() < behind.len() || next.is_empty();
            let is_new = next.is_empty() || next.starts_with(|c: char| closing(c).is_some());
            match c {
                '.' => {
                    is_apart && (is_new || next.starts_with(|c: char| c.is_uppercase() || c == '('))
                }
                ';' => is_new,
                _ => is_new || behind.starts_with('\n'),
            }
        };
        let end = ends
            .into_iter()
            .find(is_end)
            .map_or(rest.len(), |(at, _)| at);
        start..start + end
    }

    /// Where the bracket opens in which the term stands, if nothing else stands there but
    /// words beside it and other terms.
    fn bracket(&self, term: &Quoted) -> Option<usize> {
        let start = floor(self.text, term.outer.start.saturating_sub(LONGEST_TERM));
        let open = start + self.text[start..term.outer.start].rfind('(')?;
        let rest = &self.text[term.outer.end..];
        let close = rest.find(')').filter(|close| *close <= LONGEST_TERM)?;
        let before = &self.text[open + 1..term.outer.start];
        let after = &rest[..close];
        (self.is_beside(before) && self.is_beside(after)).then_some(open)
    }

    /// True if all words may stand beside a term; its other names have capitals.
    fn is_beside(&self, words: &str) -> bool {
        runs(words).all(|(_, word)| {
            self.vocabulary.is(Word::Beside, word) || word.starts_with(char::is_uppercase)
        })
    }

    /// Where ", hereinafter called the" begins before the term.
    fn hereinafter(&self, term: &Quoted) -> Option<usize> {
        let window = floor(self.text, term.outer.start.saturating_sub(LONGEST_PHRASE));
        let before = &self.text[window..term.outer.start];
        let places: Vec<(usize, &str)> = runs(before).collect();
        let beside = places.iter().rev();
        let beside = beside.take_while(|(_, word)| self.vocabulary.is(Word::Beside, word));
        let mut beside: Vec<_> = beside.collect();
        while beside
            .last()
            .is_some_and(|(_, word)| !self.vocabulary.is(Word::Hereinafter, word))
        {
            beside.pop();
        }
        let (at, _) = beside.last()?;
        let stem = before[..*at].trim_end();
        // "ci-après": the word before the hyphen is a part of it.
        let stem = stem.strip_suffix("ci-").unwrap_or(stem);
        Some(window + stem.trim_end_matches([',', ' ']).len())
    }

    /// The words that a bracket names: back to where their noun begins.
    fn named_before(&self, bracket: usize) -> Range<usize> {
        let window = floor(self.text, bracket.saturating_sub(LONGEST_NAME));
        let before = &self.text[window..bracket];
        let places: Vec<(usize, &str)> = runs(before).collect();
        let mut start = before.len();
        let mut end = before.len();
        for (at, &(place, word)) in places.iter().enumerate().rev() {
            let is_apart = before[place + word.len()..end].contains(|c: char| {
                !(c.is_whitespace() || c == '\'' || c == '’' || c == '-' || c == '&')
            });
            let is = |kind| self.vocabulary.is(kind, word);
            if is_apart || (is(Word::Bounds) && !is(Word::Begins)) {
                break;
            }
            (start, end) = (place, place);
            let goes_on = at > 0 && self.vocabulary.is(Word::Through, places[at - 1].1);
            if is(Word::Begins) && !goes_on {
                break;
            }
        }
        window + start..bracket
    }
}

/// In bytes, what joins two terms of one meaning: "A" and "B" mean.
const LONGEST_JOINT: usize = 8;

/// In bytes, enough for every phrase that introduces a term.
const LONGEST_PHRASE: usize = 60;

/// What a term stands for is named in so many bytes, or it is cut.
const LONGEST_NAME: usize = 200;

/// The place or the last one before it where a character begins.
pub(super) fn floor(text: &str, at: usize) -> usize {
    (0..=at)
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}

/// What a meaning says: the words that carry it, each once, whatever their order, spelling
/// and ending; numbers by value. Which are left out is for the language to say.
pub(super) fn essence(meaning: &str, vocabulary: &Vocabulary) -> BTreeSet<String> {
    let mut essence = BTreeSet::new();
    let mut tens: Option<u32> = None;
    for token in tokens(meaning).filter(|token| token.kind != TokenKind::Space) {
        if token.kind == TokenKind::Mark {
            let sign = token
                .text
                .chars()
                .next()
                .filter(|&c| signs::is_percent(c) || signs::is_currency(c));
            essence.extend(sign.map(|sign| vocabulary.sense(&sign.to_string())));
            continue;
        }
        for (_, word) in parts_of(token.text) {
            let word = folded(word);
            let number = vocabulary.number(&word);
            // "twenty-five" is one number.
            if let Some((value, tens)) = number.zip(tens).filter(|(value, _)| *value < 10) {
                essence.remove(&format!("{tens}"));
                essence.insert((value + tens).to_string());
            } else if let Some(value) = number {
                essence.insert(value.to_string());
            } else if word.starts_with(|c: char| c.is_ascii_digit()) {
                essence.insert(word.replace([',', '\''], ""));
            } else if !vocabulary.is(Word::Empty, &word) {
                essence.insert(vocabulary.sense(&word));
            }
            tens = number.filter(|value| *value >= 20 && *value < 100);
        }
    }
    vocabulary.settle(&mut essence);
    essence
}

/// A number with its separators is one word; others are parted by apostrophes.
fn parts_of(word: &str) -> Vec<(usize, &str)> {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        vec![(0, word)]
    } else {
        runs(word).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check_in(lang: &str, text: &str, expected: &[(&str, &str)]) {
        let found = definitions(text, Vocabulary::of(Some(lang)));
        let shown: Vec<_> = found
            .iter()
            .map(|own| (own.term, own.meaning.trim()))
            .collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        check_in("en", text, expected);
    }

    #[test]
    fn a_term_in_quotes_means_what_follows() {
        check("\"Goods\" means sawn timber.", &[("Goods", "sawn timber")]);
        check(
            "“Goods” shall mean timber. It is dry.",
            &[("Goods", "timber")],
        );
        check(
            "‘Goods’ has the meaning of clause 3",
            &[("Goods", "of clause 3")],
        );
        check(
            "In this Act \"keeper\" means the owner, and \"pound\" means the yard.",
            &[("keeper", "the owner, and"), ("pound", "the yard")],
        );
    }

    #[test]
    fn a_term_in_brackets_stands_for_what_it_follows() {
        check(
            "The boats meet in the harbour of Lower Quay (the \"Port\") today.",
            &[("Port", "the harbour of Lower Quay")],
        );
        check(
            "The owners of the lock (hereinafter the “Keepers”) pay.",
            &[("Keepers", "The owners of the lock")],
        );
        check(
            "between North Province (\"North\") and",
            &[("North", "North Province")],
        );
        check("the crane (see \"Cranes\" in the list)", &[]);
    }

    #[test]
    fn brackets_may_be_left_out_and_terms_may_share_a_meaning() {
        check(
            "the harbour of Lower Quay, hereinafter called \"the Port\", is open",
            &[("Port", "the harbour of Lower Quay")],
        );
        check(
            "\"Goods\" and \"Wares\" mean timber.",
            &[("Goods", "timber"), ("Wares", "timber")],
        );
        check("\"Data\" does not include names.", &[("Data", "names")]);
        check("a barge called \"Heron\" lies there", &[]);
    }

    #[test]
    fn quotes_alone_define_nothing() {
        check("He said \"stop\" and left.", &[]);
        check("a plank of 5\" and one of 7\" means waste", &[]);
    }

    #[test]
    fn french_defines_by_its_own_words() {
        check_in(
            "fr",
            "On entend par « Marchandises » les planches sciées.",
            &[("Marchandises", "les planches sciées")],
        );
        check_in("fr", "« Port » désigne le quai.", &[("Port", "le quai")]);
        check_in("fr", "« Port » s'entend du quai.", &[("Port", "quai")]);
        check_in(
            "fr",
            "au port de Bas-Quai (ci-après le « Port ») le jour",
            &[("Port", "port de Bas-Quai")],
        );
    }

    #[track_caller]
    fn check_same(a: &str, b: &str, is_same: bool) {
        let [a, b] = [a, b].map(|meaning| essence(meaning, Vocabulary::of(None)));
        assert_eq!(a == b, is_same, "{a:?} {b:?}");
    }

    #[test]
    fn order_synonyms_and_notation_leave_a_meaning_as_it_is() {
        check_same(
            "all persons who work on board",
            "everyone who works on board",
            true,
        );
        check_same("thirty (30) days", "30 days", true);
        check_same("twenty-five ships", "25 vessels", true);
        check_same("1,200 tons", "1200 tons", true);
        check_same("5 per cent of it", "5 % of it", true);
        check_same("at least three days", "not less than three days", true);
        check_same("twelve months", "a period of one year", false);
        check_same("a period of twelve months", "a period of one year", true);
        check_same("sawn timber", "timber of any kind", false);
        check_same("more than 500 tons", "more than 300 tons", false);
        check_same("a vessel with a crew", "a vessel without a crew", false);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in any::<String>(), parts in proptest::collection::vec(0..PARTS.len(), 0..20)) {
            let made: String = parts.into_iter().map(|at| PARTS[at]).collect();
            for text in [text, made] {
                for lang in ["en", "fr"] {
                    let vocabulary = Vocabulary::of(Some(lang));
                    for own in definitions(&text, vocabulary) {
                        essence(own.meaning, vocabulary);
                    }
                }
            }
        }
    }

    const PARTS: [&str; 20] = [
        "\"",
        "“",
        "”",
        "«",
        "»",
        "(",
        ")",
        " ",
        "the",
        "Port",
        "means",
        "includes",
        ".",
        ";",
        "\n",
        "é",
        "’",
        "of",
        "entend par",
        "s'entend",
    ];
}
