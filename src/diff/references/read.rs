//! The references that stand in a text: "clause 3", "Articles 4 and 5", "section 3.2(b)",
//! "paragraph 2 of Article 7", "Annex II", "§ 12".
//!
//! Only what is written is read; which clauses are meant is [`super::numbering`]. A number
//! that something else counts ("Article 5, 30 days") is none of a reference.

use std::ops::Range;

use super::vocabulary::{Noun, Rank, Vocabulary, Word};
use crate::text::ascii::{self, Places};
use crate::text::normalize::folded;
use crate::text::runs::run_end;

/// One reference, perhaps to several clauses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reference<'t> {
    /// Where it stands, in bytes; without the other text that it may be of.
    pub range: Range<usize>,
    /// The noun of the outermost number.
    pub noun: Noun,
    /// What its numbers are of.
    pub scope: Scope<'t>,
    /// In their order; at least one.
    pub items: Vec<Item<'t>>,
}

/// What the numbers of a reference are of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Scope<'t> {
    /// The text itself.
    Own,
    /// The clause in which it stands: paragraph 2 of this Article.
    This,
    /// Another text, as it is named there; empty where it has no name of its own.
    Other(&'t str),
}

/// One number of a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item<'t> {
    /// Numbers and letters from the outermost to the innermost: 7, 2, b.
    pub atoms: Vec<&'t str>,
    /// How it is written, each piece at its place: "2(b)" and "7" of "paragraph 2(b) of
    /// Article 7", the outermost first.
    pub labels: Vec<Range<usize>>,
    /// The first of a range: 5 of "points 5 to 7".
    pub is_start: bool,
}

/// A reference is of a paragraph of an article of a chapter, hardly of more.
const MOST_LEVELS: usize = 4;

/// No list in a contract is so long; what is, need not be read on.
const MOST_ITEMS: usize = 64;

/// All references in a text, in their order. Linear.
pub(super) fn references<'t>(text: &'t str, vocabulary: &Vocabulary) -> Vec<Reference<'t>> {
    let reader = Reader { text, vocabulary };
    let mut found = Vec::new();
    let mut end = 0;
    let mut labels = labels(text.as_bytes());
    while let Some(label) = labels.next() {
        let start = reader.noun_before(label).filter(|start| *start >= end);
        if let Some(reference) = start.and_then(|start| reader.reference(start)) {
            end = reference.range.end;
            labels.skip_to(end);
            found.push(reference);
        }
    }
    found
}

/// The places where a number of a reference may begin: a digit, a capital that no small letter
/// follows, a letter before a bracket, or a bracket.
fn labels(text: &[u8]) -> Places<'_, impl Fn([u64; 3]) -> u64> {
    use ascii::within;
    Places::new(text, 0, |[before, own, behind]| {
        let begins = within(own, b'0', b'9')
            | (within(own, b'A', b'Z') & !within(behind, b'a', b'z'))
            | (ascii::letters_of(own) & within(behind, b')', b')'));
        (begins & !ascii::alphanumerics_of(before)) | within(own, b'(', b'(')
    })
}

/// The numbers and letters of a printed number: 6 and a of "6.a", "6(a)" and "6a". The
/// ending of a French first, "1er", is none.
pub(super) fn atoms(label: &str) -> impl Iterator<Item = &str> {
    let mut rest = label;
    let atoms = std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let is_digit = rest.chars().next()?.is_numeric();
        let end = rest.find(|c: char| !c.is_alphanumeric() || c.is_numeric() != is_digit);
        let (atom, left) = rest.split_at(end.unwrap_or(rest.len()));
        rest = left;
        Some(atom)
    });
    atoms.filter(|atom| *atom != "er")
}

/// The noun with which a printed number begins, and the number itself; `None` if what is
/// printed is no number: a word, or several.
pub(super) fn printed<'t>(
    number: &'t str,
    vocabulary: &Vocabulary,
) -> Option<(Option<Noun>, &'t str)> {
    let reader = Reader {
        text: number,
        vocabulary,
    };
    let start = reader.past_space(0);
    let is_bare = number[start..].starts_with(|c: char| c.is_ascii_digit());
    let noun = if is_bare { None } else { reader.noun(start) };
    let (noun, at) = noun.map_or((None, start), |(noun, at)| (Some(noun), at));
    let end = reader.printed_label(at)?;
    let rest = number[end..].trim_matches(|c: char| c.is_whitespace() || ".):]-–—".contains(c));
    rest.is_empty().then(|| (noun, &number[at..end]))
}

struct Reader<'t, 'v> {
    text: &'t str,
    vocabulary: &'v Vocabulary,
}

impl<'t> Reader<'t, '_> {
    fn reference(&self, start: usize) -> Option<Reference<'t>> {
        if self
            .text
            .get(..start)?
            .chars()
            .next_back()
            .is_some_and(char::is_alphanumeric)
        {
            return None;
        }
        let (noun, at) = self.noun(start)?;
        let (items, end) = self.list(noun, at)?;
        let mut read = Reference {
            range: self.with_prefix(start)..end,
            noun,
            scope: Scope::Own,
            items,
        };
        for _ in 0..MOST_LEVELS {
            if !(self.add_inner(&mut read) || self.add_outer(&mut read)) {
                break;
            }
        }
        if read.scope == Scope::Own {
            read.scope = self.scope(read.range.end, start);
        }
        Some(read)
    }

    /// Where the noun begins whose number would stand at `label`, if it is one.
    fn noun_before(&self, label: usize) -> Option<usize> {
        let (mut start, mut word) = self.word_before(label)?;
        if self.vocabulary.is(Word::Number, word)
            && let Some(before) = self.word_before(start)
        {
            (start, word) = before;
        }
        self.vocabulary.noun(word).map(|_| start)
    }

    /// The word before a place, with only space and the full stop of an abbreviation between.
    fn word_before(&self, at: usize) -> Option<(usize, &'t str)> {
        let before = self.text.get(..at)?.trim_end();
        let before = before.strip_suffix(['.', '°', 'º']).unwrap_or(before);
        let start = before.len() - last_word_length(before);
        (start < before.len()).then(|| (start, &before[start..]))
    }

    /// A noun and the place behind it, where its number must stand.
    fn noun(&self, start: usize) -> Option<(Noun, usize)> {
        let end = start + word_length(&self.text[start..]);
        let dot = usize::from(self.text[end..].starts_with('.'));
        let at = self.past_space(end + dot);
        if self.is_word(at) {
            return None;
        }
        let noun = self.vocabulary.noun(&self.text[start..end])?;
        let is_sign = !self.text[start..end].starts_with(char::is_alphabetic);
        let is_apart = at > end || is_sign || self.text[at..].starts_with('(');
        is_apart.then(|| (noun, self.past_number_word(at)))
    }

    /// True if more than one small letter stands there, and not "No.": no number follows.
    /// Told by the bytes, for this is asked of most nouns.
    fn is_word(&self, at: usize) -> bool {
        let letter = |at: usize| {
            self.text
                .as_bytes()
                .get(at)
                .is_some_and(u8::is_ascii_lowercase)
        };
        letter(at) && letter(at + 1) && !self.text[at..].starts_with('n')
    }

    /// Past "No." and "n°".
    fn past_number_word(&self, at: usize) -> usize {
        let word = self.word(at);
        if !self.vocabulary.is(Word::Number, word) {
            return at;
        }
        let rest = &self.text[at + word.len()..];
        let rest = rest.strip_prefix(['.', '°', 'º']).unwrap_or(rest);
        self.past_space(self.text.len() - rest.len())
    }

    /// Back over the "sub-" of "sub-clause".
    fn with_prefix(&self, start: usize) -> usize {
        let before = &self.text[..start];
        let Some(stem) = before.strip_suffix(['-', ' ']) else {
            return start;
        };
        let word = stem.len() - last_word_length(stem);
        if self.vocabulary.is(Word::Sub, &stem[word..]) {
            word
        } else {
            start
        }
    }

    /// "4 and 5", "5, 6 and 7", "5 to 7"; and where it ends.
    fn list(&self, noun: Noun, at: usize) -> Option<(Vec<Item<'t>>, usize)> {
        let end = self.label(at, noun.rank)?;
        let mut items = vec![self.item(at..end)];
        // How much of it is sure, where a comma may go on with something else.
        let (mut sure, mut sure_end) = (1, end);
        let mut last = end;
        while items.len() < MOST_ITEMS {
            let Some((joint, at)) = self.joint(last) else {
                break;
            };
            let Some(end) = self.label(at, Rank::Inner).filter(|_| self.may_go_on(at)) else {
                break;
            };
            if !noun.is_plural && self.counts_something(end) {
                break;
            }
            if joint == Joint::To
                && let Some(item) = items.last_mut()
            {
                item.is_start = true;
            }
            items.push(self.item(at..end));
            last = end;
            if joint != Joint::Comma || (noun.is_plural && !self.counts_something(end)) {
                (sure, sure_end) = (items.len(), end);
            }
        }
        items.truncate(sure);
        Some((items, sure_end))
    }

    /// Numbers after the first are digits, in brackets, or capitals.
    fn may_go_on(&self, at: usize) -> bool {
        self.text[at..].starts_with(|c: char| c.is_ascii_digit() || c == '(' || c.is_uppercase())
    }

    fn item(&self, label: Range<usize>) -> Item<'t> {
        Item {
            atoms: atoms(&self.text[label.clone()]).collect(),
            labels: vec![label],
            is_start: false,
        }
    }

    /// What joins one number to the next, and where that would stand.
    fn joint(&self, end: usize) -> Option<(Joint, usize)> {
        let at = self.past_space(end);
        let rest = &self.text[at..];
        if rest.starts_with(',') {
            let at = self.past_space(at + 1);
            let word = self.word(at);
            return Some(if self.vocabulary.is(Word::And, word) {
                (Joint::And, self.past_space(at + word.len()))
            } else {
                (Joint::Comma, at)
            });
        }
        let sign = rest.chars().next()?;
        let word = if sign.is_alphabetic() {
            self.word(at)
        } else {
            &rest[..sign.len_utf8()]
        };
        let behind = at + word.len();
        if self.vocabulary.is(Word::To, word) {
            let second = self.past_space(behind);
            // "jusqu'à": the rest of it.
            let rest = self.text[second..]
                .strip_prefix(['\'', '’'])
                .map(|rest| self.text.len() - rest.len());
            let at = rest.map_or(second, |at| self.past_space(at + self.word(at).len()));
            return Some((Joint::To, at));
        }
        if self.vocabulary.is(Word::And, word) {
            return Some((Joint::And, self.past_second_and(behind)));
        }
        (sign == '/').then(|| (Joint::And, self.past_space(behind)))
    }

    /// Past the "/or" of "and/or".
    fn past_second_and(&self, at: usize) -> usize {
        let slash = self.text[at..].strip_prefix('/');
        let second = slash
            .map(|_| self.word(at + 1))
            .filter(|word| self.vocabulary.is(Word::And, word));
        self.past_space(second.map_or(at, |word| at + 1 + word.len()))
    }

    /// True if a word follows that is not one of those that follow references.
    fn counts_something(&self, end: usize) -> bool {
        let at = self.past_space(end);
        let word = self.word(at);
        at > end && word.starts_with(char::is_alphabetic) && !self.vocabulary.is(Word::After, word)
    }

    /// "Article 7, paragraph 2": the inner number goes behind the outer.
    fn add_inner(&self, read: &mut Reference<'t>) -> bool {
        let [outer] = read.items.as_slice() else {
            return false;
        };
        if read.noun.rank == Rank::Inner {
            return false;
        }
        let comma = self.past_space(read.range.end);
        let comma = comma + usize::from(self.text[comma..].starts_with(','));
        let Some((noun, at)) = self.noun(self.past_space(comma)) else {
            return false;
        };
        if noun.rank != Rank::Inner {
            return false;
        }
        let Some((inner, end)) = self.list(noun, at) else {
            return false;
        };
        let inner = inner.iter().map(|inner| inside(outer, inner));
        read.items = inner.collect();
        read.range.end = end;
        true
    }

    /// "paragraph 2 of Article 7", "paragraph 2 of this Article".
    fn add_outer(&self, read: &mut Reference<'t>) -> bool {
        let Some(holder) = self.holder(read.range.end) else {
            return false;
        };
        let Some((noun, at)) = self.noun(holder.at) else {
            return false;
        };
        let Some((outer, end)) = self.list(noun, at) else {
            return false;
        };
        let [outer] = outer.as_slice() else {
            // Of several, which one is meant cannot be told.
            read.scope = Scope::Other("");
            return false;
        };
        read.items = read.items.iter().map(|own| inside(outer, own)).collect();
        read.range.end = end;
        read.noun = Noun {
            is_plural: read.noun.is_plural,
            ..noun
        };
        true
    }

    /// What stands behind "of".
    fn holder(&self, end: usize) -> Option<Holder> {
        let mut at = self.past_space(end);
        let of = self.word(at);
        let mut holder = Holder {
            at,
            is_the: self.vocabulary.is(Word::OfThe, of),
            is_this: false,
        };
        if !holder.is_the && !self.vocabulary.is(Word::Of, of) {
            return None;
        }
        at = self.past_apostrophe(at + of.len());
        loop {
            let word = self.word(at);
            let is_this = self.vocabulary.is(Word::This, word);
            if word.is_empty() || !(is_this || self.vocabulary.is(Word::The, word)) {
                break;
            }
            holder.is_the |= !is_this;
            holder.is_this |= is_this;
            at = self.past_apostrophe(at + word.len());
        }
        holder.at = at;
        Some(holder)
    }

    /// Whose number it is, by what stands behind it.
    fn scope(&self, end: usize, start: usize) -> Scope<'t> {
        let Some(holder) = self.holder(end) else {
            return self.initials(end, start);
        };
        let word = self.word(holder.at);
        let is_noun = self.vocabulary.noun(word).is_some();
        if holder.is_this {
            return if is_noun { Scope::This } else { Scope::Own };
        }
        let name = self.name(holder.at);
        let is_own = self.vocabulary.is(Word::Own, word) && name.len() <= word.len();
        if is_own || word.is_empty() || (!holder.is_the && name.is_empty()) {
            return Scope::Own;
        }
        Scope::Other(name)
    }

    /// "Article 5 TFEU": initials behind the number name another text.
    fn initials(&self, end: usize, start: usize) -> Scope<'t> {
        let at = self.past_space(end);
        let word = self.word(at);
        let is_capital = |word: &str| word.len() > 1 && word.chars().all(char::is_uppercase);
        let is_name = is_capital(word) && !is_capital(self.word(start)) && at > end;
        if is_name {
            Scope::Other(word)
        } else {
            Scope::Own
        }
    }

    /// A run of words with capitals and of numbers, with small words between: "Carriage of
    /// Goods Act 1992". Empty if the first word has none.
    fn name(&self, start: usize) -> &'t str {
        let mut end = start;
        let mut at = start;
        while end - start < LONGEST_NAME {
            let word = self.word(at);
            let is_named =
                word.starts_with(|c: char| c.is_uppercase() || (c.is_ascii_digit() && end > start));
            let is_between = end > start && self.vocabulary.is(Word::Of, word);
            if word.is_empty() || !(is_named || is_between) {
                break;
            }
            let behind = at + word.len();
            if is_named {
                end = behind;
            }
            at = self.past_apostrophe(behind);
        }
        &self.text[start..end]
    }

    /// A number as it stands in a reference, from `at` to where it ends.
    fn label(&self, at: usize, rank: Rank) -> Option<usize> {
        let end = self.first_atom(at, rank)?;
        let end = self.further_atoms(end);
        let next = self.text[end..].chars().next();
        (!next.is_some_and(|c| c.is_alphanumeric() || c == '%')).then_some(end)
    }

    /// A number as it is printed at its clause; a lone small letter, too.
    fn printed_label(&self, at: usize) -> Option<usize> {
        let is_letter = |word: &str| {
            word.len() <= LONGEST_LETTERS && word.chars().all(|c| c.is_ascii_alphabetic())
        };
        let word = self.word(at);
        let end = match self.first_atom(at, Rank::Apart) {
            Some(end) => end,
            None if !word.is_empty() && is_letter(word) => at + word.len(),
            None => return None,
        };
        Some(self.further_atoms(end))
    }

    fn first_atom(&self, at: usize, rank: Rank) -> Option<usize> {
        let rest = &self.text[at..];
        let first = rest.chars().next()?;
        if first == '(' {
            return self.in_brackets(at);
        }
        let word = &rest[..word_length(rest)];
        let behind = &rest[word.len()..];
        let is_number = first.is_ascii_digit() && self.is_number(word);
        let is_lone = word.len() == 1 && word.chars().all(|c| c.is_ascii_alphabetic());
        let is_capital = word.chars().all(|c| c.is_ascii_uppercase());
        let is_before_words = behind
            .strip_prefix(' ')
            .is_some_and(|rest| rest.starts_with(char::is_lowercase));
        let is_letter = is_lone
            && if is_capital {
                !is_before_words || matches!(rank, Rank::Apart | Rank::Container)
            } else {
                behind.starts_with(')')
            };
        let is_roman = word.len() > 1 && is_capital && roman(word).is_some();
        let is_atom = is_number || is_letter || is_roman;
        is_atom.then_some(at + word.len())
    }

    /// Digits, and perhaps a letter or "bis".
    fn is_number(&self, word: &str) -> bool {
        let letters = word.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = word.len() - letters.len();
        digits <= LONGEST_DIGITS
            && letters.is_ascii()
            && (letters.len() <= 1 || self.vocabulary.is(Word::Suffix, letters))
    }

    /// ".2", "(b)", " (b)", " bis".
    fn further_atoms(&self, mut end: usize) -> usize {
        loop {
            let rest = &self.text[end..];
            let next = if rest.starts_with('.') {
                let word = self.word(end + 1);
                let is_atom = !word.is_empty()
                    && (self.is_number(word) || word.len() == 1 || roman(word).is_some());
                is_atom.then(|| end + 1 + word.len())
            } else if rest.starts_with('(') {
                self.in_brackets(end)
            } else if rest.starts_with(" (") {
                self.in_brackets(end + 1).filter(|close| {
                    let inside = &self.text[end + 2..close - 1];
                    inside.len() == 1
                        || roman(inside).is_some()
                        || (inside.len() <= 3 && inside.bytes().all(|byte| byte.is_ascii_digit()))
                })
            } else if rest.starts_with(' ') {
                let word = self.word(end + 1);
                self.vocabulary
                    .is(Word::Suffix, word)
                    .then(|| end + 1 + word.len())
            } else {
                None
            };
            match next {
                Some(next) => end = next,
                None => return end,
            }
        }
    }

    /// Behind "(b)", if it holds a short number or letters.
    fn in_brackets(&self, at: usize) -> Option<usize> {
        let word = self.word(at + 1);
        let end = at + 1 + word.len();
        let is_short = (1..=LONGEST_LETTERS).contains(&word.len()) && word.is_ascii();
        let is_atom =
            word.len() == 1 || roman(word).is_some() || self.is_number(word) || is_doubled(word);
        (is_short && is_atom && self.text[end..].starts_with(')')).then_some(end + 1)
    }

    fn word(&self, at: usize) -> &'t str {
        let rest = &self.text[at..];
        &rest[..word_length(rest)]
    }

    fn past_space(&self, at: usize) -> usize {
        self.text.len() - self.text[at..].trim_start().len()
    }

    fn past_apostrophe(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        let rest = rest.strip_prefix(['\'', '’']).unwrap_or(rest);
        self.past_space(self.text.len() - rest.len())
    }
}

/// What follows "of".
struct Holder {
    at: usize,
    is_the: bool,
    is_this: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    Comma,
    And,
    To,
}

/// No clause has a higher number; what has more digits is a year of a code, or no number.
const LONGEST_DIGITS: usize = 5;

/// (viii) and (xviii) are numbers, a longer word is none.
const LONGEST_LETTERS: usize = 5;

/// The name of another text is cut here: it is only compared.
const LONGEST_NAME: usize = 120;

fn inside<'t>(outer: &Item<'t>, inner: &Item<'t>) -> Item<'t> {
    Item {
        atoms: [outer.atoms.as_slice(), &inner.atoms].concat(),
        labels: [outer.labels.as_slice(), &inner.labels].concat(),
        is_start: inner.is_start,
    }
}

/// Letters and digits at the start; a sign such as § is a word of its own kind.
fn word_length(text: &str) -> usize {
    if text.starts_with(is_sign) {
        text.find(|c: char| !is_sign(c)).unwrap_or(text.len())
    } else {
        run_end(text, 0)
    }
}

/// The same at the end.
fn last_word_length(text: &str) -> usize {
    let is_own = match text.ends_with(is_sign) {
        true => is_sign,
        false => char::is_alphanumeric,
    };
    text.len() - text.trim_end_matches(is_own).len()
}

fn is_sign(c: char) -> bool {
    matches!(c, '§' | '¶')
}

/// (aa), as it follows (z).
fn is_doubled(word: &str) -> bool {
    word.len() == 2 && word.as_bytes()[0] == word.as_bytes()[1]
}

/// The value of a roman number, in small letters or capitals, written as it must be.
pub(super) fn roman(word: &str) -> Option<u32> {
    const VALUES: [(&str, u32); 13] = [
        ("m", 1000),
        ("cm", 900),
        ("d", 500),
        ("cd", 400),
        ("c", 100),
        ("xc", 90),
        ("l", 50),
        ("xl", 40),
        ("x", 10),
        ("ix", 9),
        ("v", 5),
        ("iv", 4),
        ("i", 1),
    ];
    if word.is_empty() || word.len() > LONGEST_ROMAN {
        return None;
    }
    let word = folded(word);
    let mut rest = &*word;
    let mut value = 0;
    for (letters, worth) in VALUES {
        let is_single = letters.len() == 2 || matches!(letters, "d" | "l" | "v");
        let most = if is_single { 1 } else { 3 };
        for _ in 0..most {
            let Some(left) = rest.strip_prefix(letters) else {
                break;
            };
            (rest, value) = (left, value + worth);
        }
    }
    (rest.is_empty() && value > 0).then_some(value)
}

/// mmmdccclxxxviii has so many letters; no number below has more.
const LONGEST_ROMAN: usize = 15;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The words of each reference, its numbers, and of what other text they are.
    #[track_caller]
    fn check_in(lang: &str, text: &str, expected: &[&str]) {
        let found = references(text, Vocabulary::of(Some(lang)));
        let shown = found.iter().map(|reference| {
            let items = reference.items.iter().map(|item| {
                let to = if item.is_start { " to" } else { "" };
                item.atoms.join(".") + to
            });
            let scope = match reference.scope {
                Scope::Own => String::new(),
                Scope::This => " of this".into(),
                Scope::Other(name) => format!(" of another: {name}"),
            };
            let words = &text[reference.range.clone()];
            format!("{words} = {}{scope}", items.collect::<Vec<_>>().join(", "))
        });
        assert_eq!(shown.collect::<Vec<_>>(), expected, "{text}");
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        check_in("en", text, expected);
    }

    #[test]
    fn a_noun_and_a_number_are_a_reference() {
        check("breaches clause 3.", &["clause 3 = 3"]);
        check("under Art. 9 and cl. 2", &["Art. 9 = 9", "cl. 2 = 2"]);
        check("§ 12, §§ 3-5", &["§ 12 = 12", "§§ 3-5 = 3 to, 5"]);
        check(
            "Annex II or Schedule A to it",
            &["Annex II = II", "Schedule A = A"],
        );
        check("sub-clause (b)", &["sub-clause (b) = b"]);
        check("Article 5 bis", &["Article 5 bis = 5.bis"]);
        check("Annex No. 3", &["Annex No. 3 = 3"]);
    }

    #[test]
    fn a_number_may_have_several_parts() {
        check("section 3.2(b)(iv)", &["section 3.2(b)(iv) = 3.2.b.iv"]);
        check(
            "clause 6.a and clause 6a",
            &["clause 6.a = 6.a", "clause 6a = 6.a"],
        );
        check("Article 7 (2) of it", &["Article 7 (2) = 7.2"]);
        check("ends with clause 6.", &["clause 6 = 6"]);
    }

    #[test]
    fn several_numbers_are_one_reference() {
        check("Articles 4 and 5", &["Articles 4 and 5 = 4, 5"]);
        check(
            "Articles 3, 4 and 5 apply",
            &["Articles 3, 4 and 5 = 3, 4, 5"],
        );
        check("clauses 3, 4 or 5", &["clauses 3, 4 or 5 = 3, 4, 5"]);
        check("points 5 to 7", &["points 5 to 7 = 5 to, 7"]);
        check("clauses 2 and/or 3", &["clauses 2 and/or 3 = 2, 3"]);
        check("Clauses 8 and 9 survive", &["Clauses 8 and 9 = 8, 9"]);
    }

    #[test]
    fn what_something_else_counts_is_none() {
        check("under Article 5, 30 days", &["Article 5 = 5"]);
        check("clause 3 and 2 witnesses", &["clause 3 = 3"]);
        check(
            "under Articles 5 and 6, 30 days",
            &["Articles 5 and 6 = 5, 6"],
        );
        check("the 3rd clause, clause 3rd", &[]);
        check("in part of it, this point I make, section the first", &[]);
        check("a party of 5, the articles 5", &["articles 5 = 5"]);
    }

    #[test]
    fn what_holds_a_number_goes_before_it() {
        check(
            "paragraph 2 of Article 7",
            &["paragraph 2 of Article 7 = 7.2"],
        );
        check("Article 7, paragraph 2", &["Article 7, paragraph 2 = 7.2"]);
        check(
            "points (a) and (b) of paragraph 2 of Article 7",
            &["points (a) and (b) of paragraph 2 of Article 7 = 7.2.a, 7.2.b"],
        );
        check("paragraph 2 of this Article", &["paragraph 2 = 2 of this"]);
        check("clause 2 of this Agreement", &["clause 2 = 2"]);
        check("clause 2 of the Agreement", &["clause 2 = 2"]);
    }

    #[test]
    fn another_text_is_named() {
        check(
            "Article 5 of the Harbour Treaty ends",
            &["Article 5 = 5 of another: Harbour Treaty"],
        );
        check(
            "section 3 of the Carriage of Goods Act 1992",
            &["section 3 = 3 of another: Carriage of Goods Act 1992"],
        );
        check("section 3 of that act", &["section 3 = 3 of another: "]);
        check("Article 5 TFEU", &["Article 5 = 5 of another: TFEU"]);
        check(
            "paragraph 2 of the Schedule",
            &["paragraph 2 = 2 of another: Schedule"],
        );
    }

    #[test]
    fn french_is_read_by_its_own_words() {
        check_in("fr", "enfreint l'article 3", &["article 3 = 3"]);
        check_in(
            "fr",
            "l’alinéa 2 de l’article 5",
            &["alinéa 2 de l’article 5 = 5.2"],
        );
        check_in(
            "fr",
            "l'article 1er, l'annexe n° 2",
            &["article 1er = 1", "annexe n° 2 = 2"],
        );
        check_in("fr", "les articles 4 et 5", &["articles 4 et 5 = 4, 5"]);
        check_in("fr", "les articles 4 à 7", &["articles 4 à 7 = 4 to, 7"]);
        check_in("fr", "article 5 du présent accord", &["article 5 = 5"]);
        check_in(
            "fr",
            "article 5 du Code civil",
            &["article 5 = 5 of another: Code"],
        );
        check_in(
            "fr",
            "le paragraphe 2 du présent article",
            &["paragraphe 2 = 2 of this"],
        );
    }

    #[test]
    fn printed_numbers_are_read() {
        let read = |number| {
            let (noun, label) = printed(number, Vocabulary::of(None))?;
            Some((noun.is_some(), atoms(label).collect::<Vec<_>>().join(".")))
        };
        assert_eq!(read("6.a"), Some((false, "6.a".into())));
        assert_eq!(read("Article 12."), Some((true, "12".into())));
        assert_eq!(read("(b)"), Some((false, "b".into())));
        assert_eq!(read("b)"), Some((false, "b".into())));
        assert_eq!(read("iv"), Some((false, "iv".into())));
        assert_eq!(read("Preamble"), None);
        assert_eq!(read("5 to 6"), None);
    }

    #[test]
    fn roman_numbers_have_one_form() {
        for (word, value) in [("iv", 4), ("XIV", 14), ("MCMXC", 1990), ("c", 100)] {
            assert_eq!(roman(word), Some(value));
        }
        for word in ["", "iiii", "vx", "mix3", "il", "the"] {
            assert_eq!(roman(word), None, "{word}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in any::<String>(), parts in proptest::collection::vec(0..PARTS.len(), 0..20)) {
            let made: String = parts.into_iter().map(|at| PARTS[at]).collect();
            for text in [text, made] {
                for lang in ["en", "fr"] {
                    for reference in references(&text, Vocabulary::of(Some(lang))) {
                        prop_assert!(text.get(reference.range).is_some());
                        prop_assert!(!reference.items.is_empty());
                    }
                }
                let _ = printed(&text, Vocabulary::of(None));
            }
        }
    }

    const PARTS: [&str; 26] = [
        "clause", "Articles", "§", "sub-", " ", ".", ",", "(", ")", "3", "12", "a", "IV", "and",
        "to", "of", "the", "this", "Act", "é", "l’", "jusqu'", "à", "-", "\u{a0}", "bis",
    ];
}
