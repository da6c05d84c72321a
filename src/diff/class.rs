//! How much a change matters.

use std::cmp::Ordering;

use super::change::{Class, Kind};
use super::signals::Signal;
use crate::model::{ClauseIndex, Sides, Version};
use crate::text::normalize::fold_word;
use crate::text::signs;
use crate::text::spelling;
use crate::text::token::{TokenKind, tokens};

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
    let texts = Sides::make(|side| texts(versions.get(side), clauses.get(side)));
    let said = texts.as_ref().map(|texts| {
        let pieces = texts.iter().flat_map(|text| pieces(text));
        pieces.collect::<Vec<_>>()
    });
    if texts.before != texts.after && says_the_same(&said.before, &said.after) {
        Class::Cosmetic
    } else {
        Class::Reworded
    }
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

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for token in tokens(text) {
        let left = text[..token.at].chars().next_back();
        let right = text[token.at + token.text.len()..].chars().next();
        let is_between_letters = [left, right]
            .iter()
            .all(|c| c.is_some_and(char::is_alphabetic));
        if token.kind == TokenKind::Word {
            let folded = fold_word(token.text).replace(SOFT_HYPHEN, "");
            pieces.push(Piece::Word {
                folded,
                is_tied: false,
            });
        } else if is_hyphen(token.text)
            && is_between_letters
            && let Some(Piece::Word { is_tied, .. }) = pieces.last_mut()
        {
            *is_tied = true;
        }
        let signs = signs::of_token(&token, left, right);
        pieces.extend(signs.into_iter().map(Piece::Sign));
    }
    pieces
}

/// Where a word may be broken; not seen unless it is.
const SOFT_HYPHEN: char = '\u{ad}';

fn is_hyphen(text: &str) -> bool {
    matches!(text, "-" | "\u{2010}" | "\u{2011}")
}

/// True if the same words and signs stand in the same order, where a compound may be
/// written as one word, with a hyphen or as two.
fn says_the_same<'a>(mut before: &'a [Piece], mut after: &'a [Piece]) -> bool {
    loop {
        (before, after) = match (before, after) {
            ([], []) => return true,
            ([Piece::Sign(a), before @ ..], [Piece::Sign(b), after @ ..]) if a == b => {
                (before, after)
            }
            _ => match past_a_word(before, after) {
                Some(rest) => rest,
                None => return false,
            },
        };
    }
}

/// What follows the first word or compound, if both sides begin with the same one.
fn past_a_word<'a>(before: &'a [Piece], after: &'a [Piece]) -> Option<(&'a [Piece], &'a [Piece])> {
    let (mut old, mut new) = (1, 1);
    loop {
        let (a, b) = (compound(before.get(..old)?)?, compound(after.get(..new)?)?);
        let (a, b) = (spelling::standard(&a), spelling::standard(&b));
        match a.len().cmp(&b.len()) {
            _ if a == b => return Some((&before[old..], &after[new..])),
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
        [Piece::Word { folded: a, .. }, Piece::Word { folded: b, .. }] => is_long(a) && is_long(b),
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
        let (a, b) = (pieces(before), pieces(after));
        assert_eq!(says_the_same(&a, &b), is_cosmetic, "{before} -> {after}");
        assert_eq!(says_the_same(&b, &a), is_cosmetic, "{after} -> {before}");
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
