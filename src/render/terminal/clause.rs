//! How a clause looks in every view: its label, its values, its positions.

use super::phrase::Phrase;
use crate::render::style::Role;
use crate::report::{ClauseView, PositionView, TermView};

/// "4.a Foreign bases (ic-4b)", or what there is of it.
pub(super) fn label(clause: &ClauseView) -> Phrase {
    headed(clause, clause.heading)
}

/// The label without a heading that stands above.
pub(super) fn label_under(clause: &ClauseView, above: Option<&str>) -> Phrase {
    headed(clause, clause.heading.filter(|own| above != Some(own)))
}

fn headed(clause: &ClauseView, heading: Option<&str>) -> Phrase {
    let ClauseView { id, number, .. } = clause;
    let label = match (number, heading) {
        (Some(number), Some(heading)) => numbered(number)
            .say(" ")
            .paint(Role::Heading, heading)
            .join(in_brackets(id)),
        (Some(number), None) => numbered(number).join(in_brackets(id)),
        (None, Some(heading)) => Phrase::new()
            .paint(Role::Heading, heading)
            .join(in_brackets(id)),
        (None, None) => Phrase::new().paint(Role::Heading, id),
    };
    label.join(unchecked(clause))
}

fn numbered(number: &str) -> Phrase {
    Phrase::new().paint(Role::Number, number)
}

/// An id behind the words for it.
pub(super) fn in_brackets(id: &str) -> Phrase {
    Phrase::new().paint(Role::Note, format!(" ({id})"))
}

fn unchecked(clause: &ClauseView) -> Phrase {
    if clause.unchecked {
        Phrase::new().paint(Role::Uncertain, " (unchecked)")
    } else {
        Phrase::new()
    }
}

/// "personnel: at most 600,000 persons".
pub(super) fn term(term: &TermView) -> Phrase {
    Phrase::new()
        .paint(Role::Label, format!("{}:", term.name))
        .say(format!(" {}", term.value))
}

/// "Russia: at most 85,000 persons": the words, then the values in brackets; a single
/// value without words stands alone.
pub(super) fn position(position: &PositionView) -> Phrase {
    let PositionView { party, text, terms } = position;
    let named: Vec<String> = terms
        .iter()
        .map(|term| format!("{}: {}", term.name, term.value))
        .collect();
    let held = match (text, terms.as_slice()) {
        (Some(text), []) => (*text).to_owned(),
        (Some(text), _) => format!("{text} ({})", named.join("; ")),
        (None, [only]) => only.value.to_string(),
        (None, _) => named.join("; "),
    };
    Phrase::new()
        .paint(Role::Label, format!("{party}:"))
        .say(format!(" {held}"))
}
