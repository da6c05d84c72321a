//! What words other than numbers say that matters: force, negation, condition, junction, party.

use std::ops::Range;

use crate::text::vocabulary::{Condition, Force, Junction, Openings, Reading, Sense};

/// What is said, without its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::diff) enum Said {
    /// How binding it is.
    Force(Force),
    /// That it is denied.
    Negation,
    /// What it depends on.
    Condition(Condition),
    /// How several are joined.
    Junction(Junction),
}

/// Something said, and where.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::diff) struct Saying<'t> {
    pub said: Said,
    /// As written.
    pub words: &'t str,
    /// Byte range.
    pub bytes: Range<usize>,
    /// The pieces that it takes.
    pub pieces: Range<usize>,
    /// Which sentence it stands in, counted from nought.
    pub sentence: usize,
    /// Of a force: whether it is denied. "May not" forbids as much as "shall not".
    pub is_denied: bool,
    /// Of a duty: whether it is denied as a duty, as in "is not required to".
    pub is_released: bool,
}

/// All that is said in a text, in order. Linear.
pub(in crate::diff) fn sayings<'t>(reading: &Reading<'t>) -> Vec<Saying<'t>> {
    let mut reader = Reader {
        reading,
        sentence: 0,
        found: Vec::new(),
    };
    let told = Openings::SAYING.or(Openings::SENTENCE);
    let mut at = reading.next(0, told);
    while at < reading.pieces.len() {
        if reading.ends_sentence(at) {
            reader.sentence += 1;
        }
        let behind = reader.read(at).max(at + 1);
        at = reading.next(behind, told);
    }
    reader.found
}

struct Reader<'r, 't> {
    reading: &'r Reading<'t>,
    sentence: usize,
    found: Vec<Saying<'t>>,
}

impl Reader<'_, '_> {
    fn begins_sentence(&self, at: usize) -> bool {
        at == 0
            || self.reading.ends_sentence(at - 1)
            || matches!(self.reading.mark(at - 1), b':' | b')')
    }

    /// Reads what begins at a piece; the piece behind it.
    fn read(&mut self, at: usize) -> usize {
        let reading = self.reading;
        let longest = reading.at(at).first().map_or(at, |own| at + own.pieces);
        let neutral = reading.behind(at, Sense::Neutral);
        if let Some(end) = neutral.filter(|end| *end >= longest) {
            return end;
        }
        if let Some(end) = self.exempt(at) {
            return end;
        }
        if let Some(end) = self.condition(at) {
            return end;
        }
        if let Some(end) = self.force(at) {
            return end;
        }
        if let Some(end) = self.negation(at) {
            return end;
        }
        self.junction(at).unwrap_or(at + 1)
    }

    fn add(&mut self, said: Said, pieces: Range<usize>) {
        let reading = self.reading;
        let (first, last) = (
            &reading.pieces[pieces.start],
            &reading.pieces[pieces.end - 1],
        );
        self.found.push(Saying {
            said,
            words: reading.spelled(pieces.clone()),
            bytes: first.at..last.end(),
            pieces,
            sentence: self.sentence,
            is_denied: false,
            is_released: false,
        });
    }

    fn condition(&mut self, at: usize) -> Option<usize> {
        let (condition, end) = self.reading.find(at, Sense::condition)?;
        if condition == Condition::Until && self.is_time(end) {
            return None;
        }
        // Verbs elsewhere: "should it rain", but "it should rain".
        let needs_start = self.reading.means(at, Sense::Inverts);
        let is_start = self.begins_sentence(at) && self.reading.pieces[at].is_capital();
        if needs_start && !is_start && !self.is_inverted(at) {
            return None;
        }
        self.add(Said::Condition(condition), at..end);
        Some(end)
    }

    /// True for the "30 June" of "until 30 June" and the "midnight on 30 June" of "until midnight on 30 June".
    fn is_time(&self, at: usize) -> bool {
        let end = self.reading.next(at, Openings::SENTENCE).min(at + NEAR);
        self.reading.next(at, Openings::DATE) < end
    }

    /// True for the "had" of "it would have sunk had the pilot slept".
    fn is_inverted(&self, at: usize) -> bool {
        let begins = (0..at).rev().find(|&at| self.reading.ends_sentence(at));
        let mut before = begins.unwrap_or(0)..at;
        let has_subject = self.reading.means(at + 1, Sense::Subject);
        has_subject && before.any(|at| self.reading.means(at, Sense::Unreal))
    }

    /// "Exempt from" is "not subject to".
    fn exempt(&mut self, at: usize) -> Option<usize> {
        let end = self.reading.behind(at, Sense::Exempt)?;
        self.add(Said::Negation, at..end);
        self.add(Said::Condition(Condition::Subject), at..end);
        Some(end)
    }

    fn force(&mut self, at: usize) -> Option<usize> {
        let reading = self.reading;
        let (force, end) = reading.find(at, Sense::force)?;
        let is_modal = end == at + 1;
        if is_modal && self.is_noun(at) {
            return None;
        }
        let (force, end) = if is_modal {
            self.led(end).unwrap_or((force, end))
        } else {
            (force, end)
        };
        let start = if is_modal { at } else { self.led_from(at) };
        self.deny(start..end);
        let is_forbidden = force == Force::Forbidden;
        let force = if is_forbidden { Force::Duty } else { force };
        self.add(Said::Force(force), start..end);
        let denies = |at: usize| self.is_negation(at) || self.reading.means(at, Sense::Nor);
        let denied = is_forbidden || (start > 0 && denies(start - 1)) || (start..=end).any(denies);
        let is_phrase = end > at + 1;
        let is_not_to = end >= start + 2 && denies(end - 2);
        let saying = self.found.last_mut().expect("it was added");
        saying.is_denied = denied;
        saying.is_released = denied && is_phrase && !is_forbidden && !is_not_to;
        if is_forbidden {
            self.add(Said::Negation, at..end);
        }
        Some(end)
    }

    /// The force that "shall" leads to in "shall be entitled to", and the piece behind it.
    fn led(&self, at: usize) -> Option<(Force, usize)> {
        let mut next = at;
        while next < at + FAR {
            let led = self.reading.find(next, Sense::force);
            if let Some(led) = led.filter(|(_, end)| *end > next + 1) {
                return Some(led);
            }
            if !self.reading.means(next, Sense::LeadsForce) && !self.is_negation(next) {
                return None;
            }
            next += 1;
        }
        None
    }

    /// Where "is" begins in "is entitled to".
    fn led_from(&self, at: usize) -> usize {
        let mut start = at;
        while start > 0
            && (self.reading.means(start - 1, Sense::LeadsForce) || self.is_negation(start - 1))
            && !self.taken(start - 1)
        {
            start -= 1;
        }
        // What merely denies stands for itself.
        while start < at && self.is_negation(start) {
            start += 1;
        }
        start
    }

    fn taken(&self, at: usize) -> bool {
        self.found.last().is_some_and(|last| last.pieces.end > at)
    }

    /// Tells the negations inside a phrase, but for those told already.
    fn deny(&mut self, pieces: Range<usize>) {
        let inside: Vec<usize> = pieces
            .filter(|&at| self.is_negation(at) && !self.taken(at))
            .collect();
        for at in inside {
            self.add(Said::Negation, at..at + 1);
        }
    }

    fn is_negation(&self, at: usize) -> bool {
        let is_said = self.reading.means(at, Sense::Negation);
        is_said && !self.is_abbreviation(at)
    }

    /// The "No." of "No. 17", and the "no" of a list of answers.
    fn is_abbreviation(&self, at: usize) -> bool {
        let next = |by: usize| self.reading.word(at + by);
        let is_digit = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
        self.reading.means(at, Sense::Short)
            && (is_digit(next(1)) || (next(1) == "." && is_digit(next(2))))
    }

    fn is_noun(&self, at: usize) -> bool {
        let piece = &self.reading.pieces[at];
        let is_month = piece.is_capital() && self.reading.find(at, Sense::month).is_some();
        let is_behind_article = at > 0 && self.reading.means(at - 1, Sense::Determiner);
        is_month || is_behind_article
    }

    fn negation(&mut self, at: usize) -> Option<usize> {
        let end = self.reading.behind(at, Sense::Negation)?;
        if self.is_abbreviation(at) {
            return None;
        }
        self.add(Said::Negation, at..end);
        Some(end)
    }

    fn junction(&mut self, at: usize) -> Option<usize> {
        let (junction, end) = self.reading.find(at, Sense::junction)?;
        self.add(Said::Junction(junction), at..end);
        Some(end)
    }
}

/// A time says within so many pieces which.
const NEAR: usize = 4;

/// So many pieces may stand between "shall" and the force it leads to.
const FAR: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::vocabulary::Vocabulary;

    #[track_caller]
    fn check(text: &str, expected: &[(Said, &str)]) {
        let reading = Vocabulary::of(None).read(text);
        let found = sayings(&reading);
        let told: Vec<_> = found
            .iter()
            .map(|saying| (saying.said, saying.words))
            .collect();
        assert_eq!(told, expected, "{text}");
    }

    #[test]
    fn force_is_read_with_what_leads_to_it() {
        let (duty, may) = (Said::Force(Force::Duty), Said::Force(Force::Permission));
        check("North shall pay", &[(duty, "shall")]);
        check(
            "North shall be entitled to pay",
            &[(may, "shall be entitled to")],
        );
        check("North is entitled to pay", &[(may, "is entitled to")]);
        check(
            "North shall use its best efforts to pay",
            &[(Said::Force(Force::Effort), "shall use its best efforts to")],
        );
    }

    #[test]
    fn nouns_and_months_have_no_force() {
        check("the will of May 2024, a must", &[]);
    }

    #[test]
    fn negations_are_told_and_what_only_looks_like_one_is_not() {
        let (duty, not) = (Said::Force(Force::Duty), Said::Negation);
        check("North shall not pay", &[(duty, "shall"), (not, "not")]);
        check(
            "North undertakes not to pay",
            &[
                (not, "not"),
                (Said::Force(Force::Commitment), "undertakes not to"),
            ],
        );
        check("No. 17 is due no later than noon, not only today", &[]);
    }

    #[test]
    fn conditions_are_told_by_their_kind() {
        check(
            "Should it rain, subject to point 5",
            &[
                (Said::Condition(Condition::If), "Should"),
                (Said::Condition(Condition::Subject), "subject to"),
            ],
        );
        check("to save the frescoes provided here", &[]);
    }
}
