//! The words and signs of kinds, classes, findings and states: one place for all views.

use super::summary::percent;
use crate::diff::{Class, Direction, Kind, SignalKind};
use crate::lineage::State;
use crate::matching::{Method, Part, Score};

/// The word of a kind, as the JSON and the filters have it.
pub fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Unchanged => "unchanged",
        Kind::Changed => "changed",
        Kind::Split => "split",
        Kind::Merged => "merged",
        Kind::Added => "added",
        Kind::Dropped => "dropped",
    }
}

/// A sign that stands beside the word, so that meaning never hangs on colour.
pub fn kind_sign(kind: Kind) -> &'static str {
    match kind {
        Kind::Unchanged => "=",
        Kind::Changed => "~",
        Kind::Split => "<",
        Kind::Merged => ">",
        Kind::Added => "+",
        Kind::Dropped => "-",
    }
}

/// The word of a class.
pub fn class_word(class: Class) -> &'static str {
    match class {
        Class::None => "none",
        Class::Cosmetic => "cosmetic",
        Class::Reworded => "reworded",
        Class::Substantive => "substantive",
    }
}

/// The word of a state in a table.
pub fn state_word(state: State) -> &'static str {
    match state {
        State::Born => "born",
        State::Same => "same",
        State::Changed => "changed",
        State::Split => "split",
        State::Merged => "merged",
        State::Revived => "revived",
    }
}

/// The sign of a state in a table.
pub fn state_sign(state: State) -> &'static str {
    match state {
        State::Born => "+",
        State::Same => "=",
        State::Changed => "~",
        State::Split => "<",
        State::Merged => ">",
        State::Revived => "*",
    }
}

/// The word of a method.
pub fn method_word(method: Method) -> &'static str {
    match method {
        Method::Link => "link",
        Method::Id => "id",
        Method::Text => "text",
        Method::Similar => "similar",
        Method::Split => "split",
        Method::Merge => "merge",
    }
}

/// The word of a part of a score.
pub fn part_word(part: Part) -> &'static str {
    match part {
        Part::Words => "words",
        Part::Contained => "contained",
        Part::Passage => "passage",
        Part::Meaning => "meaning",
        Part::Lead => "lead",
        Part::Heading => "heading",
        Part::Number => "number",
        Part::Neighbours => "neighbours",
        Part::Section => "section",
        Part::Topic => "topic",
        Part::Terms => "terms",
        Part::Parties => "parties",
        Part::Modality => "modality",
    }
}

/// What a part says for a pair, in words.
pub(super) fn part_phrase(part: Part, value: Score) -> String {
    let share = percent(value);
    let is_all = value == Score::ONE;
    match part {
        Part::Words => format!("their words and word pairs are {share} alike"),
        Part::Contained => format!("{share} of the words of one stand in the other"),
        Part::Passage if is_all => "a passage of one stands whole in the other".into(),
        Part::Passage => format!("of a passage of one, {share} stand in the other"),
        Part::Meaning => format!("their meanings are {share} alike"),
        Part::Lead => format!("one is {share} more like the other than like the next best"),
        Part::Heading if is_all => "they have the same heading".into(),
        Part::Heading => format!("their headings are {share} alike"),
        Part::Number => format!("they have the same number, as {share} of the surest pairs do"),
        Part::Neighbours => {
            format!("a clause beside the one is {share} likely one beside the other")
        }
        Part::Section => format!("their sections share {share} of their other clauses"),
        Part::Topic => "they have the same topic".into(),
        Part::Terms if is_all => "their terms have the same names".into(),
        Part::Terms => format!("{share} of the names of their terms are the same"),
        Part::Parties if is_all => "they bind the same parties".into(),
        Part::Parties => format!("{share} of the parties that they bind are the same"),
        Part::Modality => "they have the same modality".into(),
    }
}

/// The word of a kind of finding.
pub fn signal_word(kind: SignalKind) -> &'static str {
    match kind {
        SignalKind::Number => "number",
        SignalKind::Money => "money",
        SignalKind::Percentage => "percentage",
        SignalKind::Date => "date",
        SignalKind::Duration => "duration",
        SignalKind::Modality => "modality",
        SignalKind::Negation => "negation",
        SignalKind::Condition => "condition",
        SignalKind::AndOr => "and-or",
        SignalKind::Party => "party",
        SignalKind::DefinedTerm => "defined-term",
        SignalKind::CrossReference => "cross-reference",
        SignalKind::ListItem => "list-item",
        SignalKind::Term => "term",
        SignalKind::Position => "position",
        SignalKind::Status => "status",
    }
}

/// The word of a direction.
pub fn direction_word(direction: Direction) -> &'static str {
    match direction {
        Direction::Added => "added",
        Direction::Removed => "removed",
        Direction::Changed => "changed",
        Direction::Higher => "higher",
        Direction::Lower => "lower",
        Direction::Earlier => "earlier",
        Direction::Later => "later",
        Direction::Longer => "longer",
        Direction::Shorter => "shorter",
        Direction::Stronger => "stronger",
        Direction::Weaker => "weaker",
        Direction::Reversed => "reversed",
        Direction::Relocated => "relocated",
        Direction::Dangling => "dangling",
        Direction::Resolved => "resolved",
        Direction::Elsewhere => "elsewhere",
        Direction::Followed => "followed",
    }
}
