//! Changes as sentences to be heard: no signs, no columns, no marks.

use super::clause::ClauseView;
use super::diff::{Fact, Item, SignalView, TermLine};
use super::summary::percent;
use super::wording::{class_word, signal_word};
use crate::diff::{Class, Direction, Edit, Kind, Op};
use crate::model::Sides;

impl Item<'_> {
    /// "Clause 7 Tolls, moved from 5 Tolls: changed, substantive, 97 % sure.", then each thing that differs in a
    /// sentence of its own: "Deleted: thirty.", "Number lower: from 30 to 15."
    pub fn spoken(&self) -> Vec<String> {
        let mut said = vec![self.spoken_title()];
        said.extend(self.move_sentence().map(|moved| format!("It {moved}.")));
        said.extend(
            self.guesses
                .as_ref()
                .map(|guesses| format!("It {guesses}.")),
        );
        said.extend(self.balance_spoken());
        said.extend(
            self.text
                .iter()
                .filter_map(|edit| edit_spoken(self.kind, edit)),
        );
        said.extend(self.alone().iter().flat_map(values));
        said.extend(self.facts().map(|fact| spoken(&fact)));
        for key in &self.keys {
            said.push(format!("{}: {}.", capital(key.name), from_to(&key.words)));
        }
        for judgement in &self.judgements {
            let why = judgement.why.iter().map(|why| format!(": {why}"));
            let relation = judgement.relation.as_str();
            said.push(stopped(format!(
                "People judged it {relation}{}",
                why.collect::<String>()
            )));
        }
        said
    }

    /// "4 Tolls and 5 Fees": what it is called after, or before where it is gone.
    pub fn names_spoken(&self) -> String {
        let Sides { before, after } = &self.clauses;
        named(if after.is_empty() { before } else { after })
    }

    fn spoken_title(&self) -> String {
        let Sides { before, after } = &self.clauses;
        let (old, new) = (named(before), named(after));
        let clauses = |own: &[ClauseView]| if own.len() == 1 { "Clause" } else { "Clauses" };
        let from = if self.moved { "moved from" } else { "formerly" };
        let title = match self.kind {
            Kind::Added => format!("Clause {new}: added"),
            Kind::Dropped => format!("Clause {old}: dropped"),
            Kind::Split => format!("Clause {old}: split into {new}"),
            Kind::Merged => format!("{} {old}: merged into {new}", clauses(before)),
            Kind::Unchanged | Kind::Changed => {
                let kind = super::wording::kind_word(self.kind);
                let former = match (old == new, self.moved) {
                    (true, true) => ", moved".into(),
                    (true, false) => String::new(),
                    (false, _) => format!(", {from} {old}"),
                };
                format!("Clause {new}{former}: {kind}")
            }
        };
        let class = (self.class != Class::None).then(|| class_word(self.class).to_owned());
        let rest: Vec<String> = class.into_iter().chain(self.certainty()).collect();
        let rest: String = rest.iter().map(|word| format!(", {word}")).collect();
        let unchecked = before.iter().chain(after).any(|clause| clause.unchecked);
        let unchecked = if unchecked { ", unchecked" } else { "" };
        format!("{title}{rest}{unchecked}.")
    }

    fn balance_spoken(&self) -> Option<String> {
        let balance = self.balance.as_ref()?;
        let pieces = balance.pieces.iter();
        let pieces: Vec<String> = pieces
            .map(|(id, share)| format!("{id} {}", percent(*share)))
            .collect();
        let (lost, new) = (percent(balance.lost), percent(balance.new));
        Some(format!(
            "Of the words: {}; {lost} of the old words are lost, {new} of the new words are new.",
            pieces.join(", ")
        ))
    }
}

/// "4 Tolls", "4 Tolls and 5 Fees"; the id where there is neither number nor heading.
fn named(clauses: &[ClauseView]) -> String {
    let labels: Vec<_> = clauses.iter().map(ClauseView::label).collect();
    match labels.split_last() {
        Some((last, [])) => last.to_string(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

/// What was kept is not repeated: it is read in the text itself.
fn edit_spoken(kind: Kind, edit: &Edit) -> Option<String> {
    let verb = match (edit.op, kind) {
        (Op::Keep, _) => return None,
        (Op::Delete, Kind::Dropped) => "It said",
        (Op::Insert, Kind::Added) => "It says",
        (Op::Delete, _) => "Deleted",
        (Op::Insert, _) => "Inserted",
    };
    let text = edit.text.trim();
    // A voice makes nothing of a comma at an end; where there is nothing else, it is named by quotes.
    let words = text.trim_matches([',', ';', ':', ' ']);
    match (text.is_empty(), words.is_empty()) {
        (true, _) => None,
        (false, true) => Some(format!("{verb}: \"{text}\".")),
        (false, false) => Some(stopped(format!("{verb}: {words}"))),
    }
}

fn values(clause: &ClauseView) -> Vec<String> {
    let terms = clause.terms.iter();
    let terms = terms.map(|term| stopped(format!("Term {}: {}", term.name, term.value)));
    let held = clause.positions.iter().map(|held| {
        let terms = held
            .terms
            .iter()
            .map(|term| format!("{}: {}", term.name, term.value));
        let said: Vec<String> = held
            .text
            .map(str::to_owned)
            .into_iter()
            .chain(terms)
            .collect();
        stopped(format!("Position of {}: {}", held.party, said.join("; ")))
    });
    terms.chain(held).collect()
}

/// "Number lower: from 30 to 15."
fn spoken(fact: &Fact) -> String {
    match fact {
        Fact::Term(term) => term_spoken(term),
        Fact::Finding(signal) => signal_spoken(signal),
    }
}

fn term_spoken(term: &TermLine) -> String {
    let values = term.values.as_ref();
    let values = values.map(|value| value.as_ref().map(ToString::to_string));
    let outcome = match term.direction {
        Direction::Added | Direction::Removed | Direction::Changed => String::new(),
        _ => format!(", {}", term.outcome()),
    };
    stopped(format!("Term {}: {}{outcome}", term.name, from_to(&values)))
}

fn signal_spoken(signal: &SignalView) -> String {
    let title = match signal.direction {
        Direction::Added | Direction::Removed => signal_word(signal.kind).to_owned(),
        _ => signal.title(),
    };
    let remark = signal.remark().map(|remark| format!(", {remark}"));
    stopped(format!(
        "{}: {}{}",
        capital(&title),
        from_to(&signal.words),
        remark.unwrap_or_default()
    ))
}

/// "from 30 to 15", "added 15", "removed 30".
fn from_to(words: &Sides<Option<String>>) -> String {
    match (&words.before, &words.after) {
        (Some(before), Some(after)) => format!("from {before} to {after}"),
        (Some(before), None) => format!("removed {before}"),
        (None, Some(after)) => format!("added {after}"),
        (None, None) => "changed".into(),
    }
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + chars.as_str()
}

/// With a full stop, unless a sign stands there already.
fn stopped(said: String) -> String {
    if said.ends_with(['.', '!', '?', '。']) {
        said
    } else {
        said + "."
    }
}
