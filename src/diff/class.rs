//! How much a change matters.

use std::cmp::Ordering;
use std::collections::VecDeque;

use super::change::{Class, Kind};
use super::signals::Signal;
use crate::model::{ClauseIndex, Sides, Version};
use crate::text::normalize::folded;
use crate::text::signs;
use crate::text::spelling;
use crate::text::token::{Token, TokenKind, shared_ends, tokens};

/// Two words of at least so many letters may grow together without becoming another
/// word (peace keeping, cease fire); shorter ones do not (may be, any one).
const LONG_ENOUGH: usize = 4;

/// The class of a change of related clauses.
pub(super) fn of(
    kind: Kind,
    signals: &[Signal],
    versions: Sides<&Version>,
    clauses: &Sides<Vec<ClauseIndex>>,
) -> Class {
    if !signals.is_empty() {
        return Class::Substantive;
    }
    if kind == Kind::Unchanged {
        return Class::None;
    }
    let Sides { before, after } = Sides::make(|side| texts(versions.get(side), clauses.get(side)));
    if before != after && says_the_same_behind_shared_start(before, after) {
        Class::Cosmetic
    } else {
        Class::Reworded
    }
}

/// As [`says_the_same`]: what both begin with says the same, and need not be read.
fn says_the_same_behind_shared_start(mut before: Vec<&str>, mut after: Vec<&str>) -> bool {
    let texts = before.iter().zip(&after);
    let same = texts.take_while(|(a, b)| a == b).count();
    before.drain(..same);
    after.drain(..same);
    if let (Some(a), Some(b)) = (before.first_mut(), after.first_mut()) {
        let (start, _) = shared_ends(a, b);
        (*a, *b) = (&a[start..], &b[start..]);
    }
    says_the_same(&before, &after)
}

/// True if two texts are the same but for typography and listed spellings.
pub(super) fn is_typography(before: &str, after: &str) -> bool {
    says_the_same_behind_shared_start(vec![before], vec![after])
}

/// What a text says, word for word: case, diacritics, punctuation, hyphens and listed spellings do not count, signs that
/// carry meaning do. Texts that differ only in typography give the same, but for compounds written as two words.
pub fn operative(text: &str) -> Vec<String> {
    let texts = [text];
    let mut pieces = Pieces::new(&texts);
    let mut said: Vec<String> = Vec::new();
    let mut tied = String::new();
    while let Some([piece]) = pieces.first(1) {
        match piece {
            Piece::Word { folded, is_tied } => {
                tied += folded;
                if !is_tied {
                    said.push(spelling::standard(&std::mem::take(&mut tied)).into_owned());
                }
            }
            Piece::Sign(sign) => said.push(sign.to_string()),
        }
        pieces.pass(1);
    }
    said.extend((!tied.is_empty()).then_some(tied));
    said
}

fn texts<'a>(version: &'a Version, clauses: &'a [ClauseIndex]) -> Vec<&'a str> {
    let clauses = clauses.iter().map(|&clause| version.clause(clause));
    let texts = clauses.flat_map(|clause| {
        [
            clause.heading.as_deref().unwrap_or(""),
            clause.text.as_str(),
        ]
    });
    texts.collect()
}

/// What a text says, without its typography.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// A folded word, and whether a hyphen ties it to the next.
    Word { folded: String, is_tied: bool },
    /// A sign that is never mere punctuation.
    Sign(char),
}

/// The pieces of several texts, read no further than asked.
struct Pieces<'a> {
    texts: std::slice::Iter<'a, &'a str>,
    text: &'a str,
    tokens: Box<dyn Iterator<Item = Token<'a>> + 'a>,
    /// Read and not passed yet. What may still be tied to the next is the last one.
    read: VecDeque<Piece>,
    at_end: bool,
}

impl<'a> Pieces<'a> {
    fn new(texts: &'a [&'a str]) -> Self {
        Self {
            texts: texts.iter(),
            text: "",
            tokens: Box::new(std::iter::empty()),
            read: VecDeque::new(),
            at_end: false,
        }
    }

    /// So many pieces from here; `None` if there are fewer.
    fn first(&mut self, count: usize) -> Option<&[Piece]> {
        // One more, so that what ties the last of them to it is known.
        while self.read.len() <= count && !self.at_end {
            self.read_on();
        }
        self.read.make_contiguous().get(..count)
    }

    fn pass(&mut self, count: usize) {
        self.read.drain(..count);
    }

    fn read_on(&mut self) {
        if let Some(token) = self.tokens.next() {
            self.read_token(token);
        } else if let Some(text) = self.texts.next() {
            self.text = text;
            self.tokens = Box::new(tokens(text));
        } else {
            self.at_end = true;
        }
    }

    fn read_token(&mut self, token: Token<'a>) {
        let left = self.text[..token.at].chars().next_back();
        let right = self.text[token.at + token.text.len()..].chars().next();
        let is_between_letters = [left, right]
            .iter()
            .all(|c| c.is_some_and(char::is_alphabetic));
        if token.kind == TokenKind::Word && token.text.contains(NARROW_SPACE) {
            let mut at = token.at;
            for text in token.text.split_inclusive(NARROW_SPACE) {
                let word = text.trim_end_matches(NARROW_SPACE);
                self.read_token(Token {
                    text: word,
                    at,
                    kind: token.kind,
                });
                at += text.len();
            }
            return;
        }
        if token.kind == TokenKind::Word {
            let mut folded = folded(token.text).into_owned();
            if !folded.is_ascii() {
                folded = folded
                    .replace(SOFT_HYPHEN, "")
                    .replace('œ', "oe")
                    .replace('æ', "ae");
            }
            if is_initials(&folded) {
                folded = folded.replace('.', "");
            }
            if is_grouped(&folded) {
                folded = folded.replace(',', "");
            }
            self.read.push_back(Piece::Word {
                folded,
                is_tied: false,
            });
        } else if is_hyphen(token.text)
            && is_between_letters
            && let Some(Piece::Word { is_tied, .. }) = self.read.back_mut()
        {
            *is_tied = true;
        }
        let signs = signs::of_token(&token, left, right);
        self.read.extend(signs.into_iter().map(Piece::Sign));
    }
}

/// True for `u.n` and `p.m`, whose last point is a mark.
fn is_initials(word: &str) -> bool {
    word.contains('.')
        && word
            .split('.')
            .all(|part| part.len() == 1 && part.bytes().all(|byte| byte.is_ascii_lowercase()))
}

/// True for `1,200` and `1,200,000.50`, whose commas part thousands.
fn is_grouped(word: &str) -> bool {
    let whole = word.split('.').next().unwrap_or(word);
    let mut groups = whole.split(',');
    let is_first = |first: &str| (1..=3).contains(&first.len());
    let is_digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    word.contains(',')
        && groups
            .next()
            .is_some_and(|first| is_first(first) && is_digits(first))
        && groups.all(|group| group.len() == 3 && is_digits(group))
}

/// True for `40 000`.
fn is_thousands(first: &str, group: &str) -> bool {
    let is_digits = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    (1..=3).contains(&first.len()) && group.len() == 3 && is_digits(first) && is_digits(group)
}

/// Short words that are written as one or as two all the same.
const SHORT_COMPOUNDS: [(&str, &str); 2] = [("can", "not"), ("per", "cent")];

/// Parts the thousands of a number without parting its word.
const NARROW_SPACE: char = '\u{202f}';

/// Where a word may be broken; not seen unless it is.
const SOFT_HYPHEN: char = '\u{ad}';

fn is_hyphen(text: &str) -> bool {
    matches!(text, "-" | "\u{2010}" | "\u{2011}")
}

/// True if the same words and signs stand in the same order, where a compound may be
/// written as one word, with a hyphen or as two.
pub(super) fn says_the_same(before: &[&str], after: &[&str]) -> bool {
    let (mut before, mut after) = (Pieces::new(before), Pieces::new(after));
    loop {
        let (old, new) = match (before.first(1), after.first(1)) {
            (None, None) => return true,
            (Some([Piece::Sign(a)]), Some([Piece::Sign(b)])) if a == b => (1, 1),
            // No spelling and no compound begins with another letter: seen at a glance.
            (Some([Piece::Word { folded: a, .. }]), Some([Piece::Word { folded: b, .. }]))
                if a.chars().next() != b.chars().next() =>
            {
                return false;
            }
            _ => match same_word(&mut before, &mut after) {
                Some(pieces) => pieces,
                None => return false,
            },
        };
        before.pass(old);
        after.pass(new);
    }
}

/// How many pieces the first word or compound of both sides has, if it is the same one.
fn same_word(before: &mut Pieces<'_>, after: &mut Pieces<'_>) -> Option<(usize, usize)> {
    let (mut old, mut new) = (1, 1);
    loop {
        let (a, b) = (compound(before.first(old)?)?, compound(after.first(new)?)?);
        let (a, b) = (spelling::standard(&a), spelling::standard(&b));
        match a.len().cmp(&b.len()) {
            _ if a == b => return Some((old, new)),
            Ordering::Less => old += 1,
            Ordering::Greater => new += 1,
            Ordering::Equal => return None,
        }
    }
}

/// Words written as one; `None` where they would become another word, or hold a sign.
fn compound(pieces: &[Piece]) -> Option<String> {
    let may_join = |pair: &[Piece]| match pair {
        [Piece::Word { is_tied: true, .. }, Piece::Word { .. }] => true,
        [Piece::Word { folded: a, .. }, Piece::Word { folded: b, .. }] => {
            (is_long(a) && is_long(b)) || SHORT_COMPOUNDS.contains(&(a, b)) || is_thousands(a, b)
        }
        _ => false,
    };
    let word = |piece: &Piece| match piece {
        Piece::Word { folded, .. } => Some(folded.clone()),
        Piece::Sign(_) => None,
    };
    pieces
        .windows(2)
        .all(may_join)
        .then(|| pieces.iter().map(word).collect())?
}

fn is_long(word: &str) -> bool {
    word.chars().count() >= LONG_ENOUGH && word.chars().all(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: &str, after: &str, is_cosmetic: bool) {
        let same = |a, b| says_the_same_behind_shared_start(vec![a], vec![b]);
        assert_eq!(same(before, after), says_the_same(&[before], &[after]));
        assert_eq!(same(before, after), is_cosmetic, "{before} -> {after}");
        assert_eq!(same(after, before), is_cosmetic, "{after} -> {before}");
    }

    #[test]
    fn signs_of_money_shares_bounds_and_minus_are_never_cosmetic() {
        check("pays $500", "pays €500", false);
        check("at -5 degrees", "at 5 degrees", false);
        check("a levy of 5 %", "a levy of 5", false);
        check("a levy of 5 %", "a levy of 5 ‰", false);
        check("≥ 5 ships", "≤ 5 ships", false);
        check("5 m²", "5 m2", false);
        check("1/2 of it", "1 2 of it", false);
    }

    #[test]
    fn how_a_sign_is_set_is_cosmetic() {
        check("a levy of 5 %", "a levy of 5%", true);
        check("10-12 ships", "10–12 ships", true);
        check("−5 degrees", "-5 degrees", true);
        check("the port - open", "the port — open", true);
        check("COVID-19", "COVID 19", true);
    }

    #[test]
    fn a_compound_may_be_written_in_three_ways() {
        check("Peace-keeping forces", "Peacekeeping forces", true);
        check("Peacekeeping forces", "peace keeping forces", true);
        check("peace keeping forces", "Peace-keeping forces", true);
        check("co-operation", "cooperation", true);
        check("cooper\u{ad}ation", "cooperation", true);
    }

    #[test]
    fn short_words_and_numbers_do_not_grow_together() {
        check("it may be open", "it maybe open", false);
        check("10 12 ships", "1012 ships", false);
        check("10-12 ships", "1012 ships", false);
        check("any one ship", "anyone ship", false);
    }

    #[test]
    fn listed_spellings_are_cosmetic() {
        check("the Colour of the harbour", "the color of the harbor", true);
        check("re-organised", "reorganized", true);
        check("a colour", "a collar", false);
    }

    #[test]
    fn a_mark_that_makes_another_word_is_not_cosmetic() {
        check("पानी की बात", "पानी का बात", false);
        check("café", "cafe", true);
    }

    #[test]
    fn one_side_may_end_first() {
        check("the port", "the port opens", false);
        check("", "%", false);
        check("", "", true);
    }
}
