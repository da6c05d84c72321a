//! Runs of letters and digits: plainer than words, for what is looked for at places of a text.
//!
//! Apostrophes, hyphens and points part them: `l'acheteur` is two, and so is `3.2`.

use super::ascii::alphanumerics;

/// The runs of a text in order, each with its byte offset. Linear.
pub fn runs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    runs_from(text, 0)
}

/// The runs from a place on, which must be the start of a character; what is left of one that
/// began before it counts as one.
pub fn runs_from(text: &str, from: usize) -> impl Iterator<Item = (usize, &str)> {
    let mut at = from;
    std::iter::from_fn(move || {
        let start = next_start(text, at)?;
        at = run_end(text, start);
        Some((start, &text[start..at]))
    })
}

/// Where the next letter or digit stands, from a place on.
#[inline]
fn next_start(text: &str, mut at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    loop {
        let byte = *bytes.get(at)?;
        if byte.is_ascii_alphanumeric() {
            return Some(at);
        }
        at += match byte.is_ascii() {
            true => 1,
            false => match text[at..].chars().next()? {
                c if c.is_alphanumeric() => return Some(at),
                c => c.len_utf8(),
            },
        };
    }
}

/// Where the run that stands at a place ends; the place itself where none does.
#[inline]
pub fn run_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    loop {
        at += alphanumerics(&bytes[at..]);
        if bytes.get(at).is_none_or(u8::is_ascii) {
            return at;
        }
        match text[at..].chars().next() {
            Some(c) if c.is_alphanumeric() => at += c.len_utf8(),
            _ => return at,
        }
    }
}

/// True if a letter or a digit stands before a place.
#[inline]
pub fn is_inside(text: &str, at: usize) -> bool {
    match text.as_bytes()[..at].last() {
        None => false,
        Some(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric(),
        Some(_) => {
            let before = text[..at].chars().next_back();
            before.is_some_and(char::is_alphanumeric)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn runs_are_parted_by_all_but_letters_and_digits() {
        let text = "L’été, 3.2 a-b";
        let found: Vec<_> = runs(text).collect();
        let expected = [
            (0, "L"),
            (4, "été"),
            (11, "3"),
            (13, "2"),
            (15, "a"),
            (17, "b"),
        ];
        assert_eq!(found, expected);
        assert_eq!(runs_from("abc d", 1).next(), Some((1, "bc")));
        assert!(is_inside(text, 1) && !is_inside(text, 4) && is_inside(text, 9));
    }

    proptest! {
        #[test]
        fn they_are_what_splitting_gives(text in any::<String>()) {
            let split = text.split(|c: char| !c.is_alphanumeric());
            let split: Vec<&str> = split.filter(|run| !run.is_empty()).collect();
            prop_assert_eq!(runs(&text).map(|(_, run)| run).collect::<Vec<_>>(), split);
        }
    }
}
