//! Sentences, as far as they can be told without knowing the language.
//!
//! A text is cut behind `.`, `!`, `?` and their kin where what follows looks like a
//! beginning, at empty lines, and at lines that are items of a list. English and French
//! abbreviations, decimals, initials and the numbers of articles and items do not end a
//! sentence. Where it is not clear, nothing is cut: two sentences told as one are still
//! told whole.

use std::ops::Range;

use unicode_segmentation::GraphemeCursor;

use super::normalize::folded;
use super::token::words;

/// Words that a full stop does not end, whatever follows: titles, and Latin in short.
const NEVER_LAST: &[&str] = &[
    "approx", "c.-à-d", "ca", "cf", "dr", "e.g", "env", "gen", "hon", "i.e", "lt", "mgr", "mlle",
    "mm", "mme", "mmes", "mr", "mrs", "ms", "p.ex", "prof", "resp", "sen", "ste", "viz", "vs",
];

/// Words that a full stop does not end where a number follows: `No. 5`, `Art. 3`, `al. b`.
const BEFORE_NUMBERS: &[&str] = &[
    "al", "alin", "ann", "annex", "app", "art", "arts", "bull", "ch", "chap", "cl", "cls", "col",
    "ex", "fig", "ibid", "l", "let", "lit", "n", "no", "nos", "nr", "p", "par", "para", "paras",
    "pp", "pt", "r", "reg", "regs", "s", "sch", "sec", "sect", "secs", "ss", "tab", "tit", "vol",
];

/// Words that begin a sentence more often than they follow an initial: `in the U.S. The`.
const BEGINNINGS: &[&str] = &[
    "a", "all", "an", "any", "au", "aucun", "aucune", "ce", "ces", "cet", "cette", "chaque",
    "each", "elle", "elles", "every", "for", "he", "if", "il", "ils", "in", "it", "la", "le",
    "les", "no", "on", "she", "si", "such", "that", "the", "these", "they", "this", "those",
    "tout", "toute", "un", "une", "where", "when",
];

/// The longest word that is looked at before a full stop, in bytes; none of the lists has
/// a longer one, and no number of an item is longer.
const LONGEST: usize = 24;

/// The sentences of `text` in order, as byte ranges that follow each other and together
/// are the whole of it; white space belongs to the sentence before it. Each has a word,
/// unless the text has none. No word is cut. Linear.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    // What has no word yet waits for one.
    let mut has_word = false;
    let mut push = |range: Range<usize>| {
        let is_worded = words(&text[range.clone()]).next().is_some();
        match found.last_mut() {
            Some(last) if !is_worded || !has_word => last.end = range.end,
            _ => found.push(range),
        }
        has_word |= is_worded;
    };
    let mut at = 0;
    while let Some(end) = next_end(text, start, &mut at) {
        push(start..end);
        start = end;
    }
    if start < text.len() {
        push(start..text.len());
    }
    found
}

/// The end of the sentence that begins at `start`, searched from `at` on; `None` if it is
/// the last.
fn next_end(text: &str, start: usize, at: &mut usize) -> Option<usize> {
    while let Some(found) = text[*at..].find(is_sign) {
        let from = *at + found;
        let run = &text[from..];
        let end = if run.starts_with(['\n', '\r']) {
            let gap = from + run.len() - run.trim_start().len();
            *at = gap;
            ends_at_line(text, start, from, gap).then_some(gap)
        } else {
            let signs = run.find(|c| !is_stop(c)).unwrap_or(run.len());
            *at = from + signs;
            after_stop(text, start, from, from + signs)
        };
        if let Some(end) = end.filter(|&end| end < text.len() && is_boundary(text, end)) {
            *at = end;
            return Some(end);
        }
    }
    None
}

/// False before a mark that combines with what stands before it, be that a space: the two may be a word.
fn is_boundary(text: &str, at: usize) -> bool {
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    cursor.is_boundary(text, 0).unwrap_or(true)
}

fn is_sign(c: char) -> bool {
    is_stop(c) || matches!(c, '\n' | '\r')
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '।') || is_wide_stop(c)
}

/// No space stands behind these.
fn is_wide_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？')
}

fn is_closer(c: char) -> bool {
    matches!(
        c,
        ')' | ']' | '"' | '\'' | '”' | '’' | '»' | '」' | '』' | '）'
    )
}

fn is_opener(c: char) -> bool {
    matches!(
        c,
        '(' | '[' | '"' | '\'' | '“' | '‘' | '«' | '「' | '『' | '（'
    )
}

/// Whether the lines between `from` and `gap` part two sentences: an empty line does, and
/// the end of an item or the beginning of one.
fn ends_at_line(text: &str, start: usize, from: usize, gap: usize) -> bool {
    let line_ends = text[from..gap].replace("\r\n", "\n");
    let is_empty_line = line_ends.matches(['\n', '\r']).count() > 1;
    let line = text[start..from].trim_end();
    is_empty_line || ends_item(line) || begins_item(&text[gap..])
}

/// True of `... of the port;` and `... of the port; and`.
fn ends_item(line: &str) -> bool {
    let joined = [" and", " or", " et", " ou", " and/or", " et/ou"];
    let without = joined.iter().find_map(|word| line.strip_suffix(word));
    without
        .unwrap_or(line)
        .trim_end()
        .trim_end_matches(',')
        .ends_with([';', '；'])
}

/// True of `(a) the port`, `2. the port`, `iv) the port` and `- the port`.
fn begins_item(text: &str) -> bool {
    let mark = |c: char| matches!(c, '-' | '–' | '—' | '•' | '*' | '·' | '▪' | '◦');
    if let Some(rest) = text.strip_prefix(mark) {
        return rest.starts_with(char::is_whitespace);
    }
    item_number(text).is_some()
}

/// The length of `(a)`, `a)`, `1.`, `2.3.` or `iv.` at the beginning of a text, with white
/// space behind it.
fn item_number(text: &str) -> Option<usize> {
    let end = text.find(char::is_whitespace)?;
    let word = &text[..end];
    (end <= LONGEST && is_item_number(word)).then_some(end)
}

fn is_item_number(word: &str) -> bool {
    let inner = word.strip_prefix('(').unwrap_or(word);
    let Some(inner) = inner.strip_suffix(')').or_else(|| inner.strip_suffix('.')) else {
        return false;
    };
    let part = |part: &str| {
        let is_roman = |c: char| matches!(c.to_ascii_lowercase(), 'i' | 'v' | 'x' | 'l');
        !part.is_empty()
            && (part.bytes().all(|byte| byte.is_ascii_digit())
                || part.chars().count() == 1 && part.chars().all(char::is_alphabetic)
                || part.chars().all(is_roman))
    };
    inner.split('.').all(part)
}

/// Where the next sentence begins, if the stop from `from` to `to` ends one.
fn after_stop(text: &str, start: usize, from: usize, to: usize) -> Option<usize> {
    let rest = &text[to..];
    let closed = to + (rest.len() - rest.trim_start_matches(is_closer).len());
    let gap = &text[closed..];
    let next = closed + (gap.len() - gap.trim_start().len());
    let follows = &text[next..];
    if next == closed {
        let is_wide = text[from..to].ends_with(is_wide_stop);
        return (is_wide && follows.starts_with(char::is_alphanumeric)).then_some(next);
    }
    if !may_begin(follows) {
        return None;
    }
    let is_full_stop = &text[from..to] == "." && closed == to;
    (!is_full_stop || ends_word(&text[start..from], follows)).then_some(next)
}

/// True unless the text goes on in small letters or with a mark.
fn may_begin(follows: &str) -> bool {
    if begins_item(follows) {
        return true;
    }
    let first = follows.trim_start_matches(is_opener).chars().next();
    first.is_some_and(|c| c.is_alphanumeric() && !c.is_lowercase())
}

/// Whether a full stop behind `before`, a sentence so far, ends it.
fn ends_word(before: &str, follows: &str) -> bool {
    let word = last_word(before);
    let is_first = before[..before.len() - word.len()].trim_end().is_empty();
    if is_first && is_item_number(&format!("{word}.")) {
        return false;
    }
    // Behind an opener, and an article that is cut short: `l’art. 5`.
    let word = word.rsplit(is_opener).next().unwrap_or(word);
    let word = word.rsplit(['\'', '’']).next().unwrap_or(word);
    let is_short_name = |part: &str| {
        let mut letters = part.chars();
        letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
    };
    let small = folded(word);
    if NEVER_LAST.iter().any(|known| folded(known) == small) {
        return false;
    }
    if BEFORE_NUMBERS.contains(&small.as_ref()) && begins_with_number(follows) {
        return false;
    }
    let is_initial = word.split('.').all(is_short_name) && word.starts_with(char::is_uppercase);
    !is_initial || begins_plainly(follows)
}

/// Back to a space; at most [`LONGEST`] bytes, what is longer is no word of the lists.
fn last_word(before: &str) -> &str {
    let mut from = before.len();
    for (at, c) in before.char_indices().rev() {
        if c.is_whitespace() || before.len() - at > LONGEST {
            break;
        }
        from = at;
    }
    &before[from..]
}

/// `5`, `(b)`, `IV`, `b`.
fn begins_with_number(follows: &str) -> bool {
    let inner = follows.trim_start_matches(is_opener);
    let end = inner
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(inner.len());
    let is_roman = |c: char| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C');
    inner.starts_with(|c: char| c.is_numeric())
        || end > 0 && inner[..end].chars().all(is_roman)
        || inner[..end].chars().count() == 1 && !begins_plainly(follows)
}

fn begins_plainly(follows: &str) -> bool {
    let inner = follows.trim_start_matches(is_opener);
    let end = inner
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(inner.len());
    end <= LONGEST && BEGINNINGS.contains(&folded(&inner[..end]).as_ref())
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;
    use crate::text::token::{TokenKind, tokens};

    /// Sentences are parted by `|` in the expected text, where white space ends.
    #[track_caller]
    fn check(parted: &str) {
        let text = parted.replace('|', "");
        let found: Vec<&str> = sentences(&text).into_iter().map(|at| &text[at]).collect();
        assert_eq!(found.join("|"), parted);
    }

    #[test]
    fn a_full_stop_before_a_capital_ends_a_sentence() {
        check("North pays the tolls. |South keeps the light. |Both agree!  |Do they? |Yes.");
        check("He left (at noon.) |She stayed. |“Tolls are due.” |They are paid.");
        check("The answer is no. |Ships wait. |It took … two years.");
    }

    #[test]
    fn abbreviations_and_numbers_of_articles_end_none() {
        check("See No. 5 and Art. 3, para. IV of the accord. |It holds.");
        check("Dr. Reed, e.g. Mr. Lund, asks. |M. Aubert and J. P. Voss answer.");
        check("Voir l’art. 12, al. b, c.-à-d. Le tout. |Mme. Roy signe. |Il part.");
        check("Ships of the U.S. Navy leave. |They sail to the U.S. |The port is shut.");
    }

    #[test]
    fn decimals_and_lower_case_end_none() {
        check("At 3.5 per cent, i.e. more than 2.25. |Then 4.");
        check("Wool, hides, etc. are free. |Wool, hides, etc. |The rest pays.");
    }

    #[test]
    fn an_item_keeps_its_number() {
        check("1. The parties meet. |2. They vote.");
        check("(a) Pay the toll. |(b) Keep the light.");
        check("6.a. Tolls are due. |IV. Flags fly.");
    }

    #[test]
    fn lines_that_are_items_are_sentences() {
        check("North shall:\n|(a) pay the toll;\n|(b) keep the light; and\n|(c) fly the flag.");
        check("Duties on\n|- timber\n|- hides");
        check("pay the toll;\n|keep the light; or\n|fly the flag");
        check("Le Nord :\n|a) paie ;\n|b) garde le phare.");
    }

    #[test]
    fn a_wrapped_line_is_no_end_and_an_empty_one_is() {
        check("North keeps the\nport open. |South pays\n\n|Flags");
        check("one\r\ntwo\r\n\r\n|three");
    }

    #[test]
    fn other_scripts_are_cut_behind_their_own_stops() {
        check("港口开放。|双方同意。");
        check("बंदरगाह खुला है। |दोनों सहमत हैं।");
    }

    #[test]
    fn no_sentence_begins_with_a_mark_on_the_space_before_it() {
        check("North pays. \u{11d3f} South.");
    }

    #[test]
    fn what_has_no_word_belongs_to_its_neighbour() {
        check("*** North pays. \n\n*** \n\n|South.");
        check("...");
        check("");
    }

    proptest! {
        #[test]
        fn sentences_spell_the_text_and_cut_no_word(
            pieces in vec(select(&[
                "North", "pays", ". ", ".", "\n", "\n\n", "(a) ", "No", " ", "5", "\u{301}", "。",
                "»", "“", "e.g", "; ", "\r\n", "U.S", "!", "港", "-", "\u{200d}", "1. ", "🇫🇷",
            ][..]), 0..40),
            any in any::<String>(),
        ) {
            for text in [pieces.concat(), any] {
                let found = sentences(&text);
                let mut end = 0;
                for range in &found {
                    prop_assert!(range.start == end && range.end > end);
                    end = range.end;
                }
                prop_assert_eq!(end, text.len());
                for token in tokens(&text).filter(|token| token.kind == TokenKind::Word) {
                    let ends = token.at + token.text.len();
                    prop_assert!(found.iter().any(|at| at.start <= token.at && ends <= at.end));
                }
            }
        }
    }
}
