//! Annotations by workflow commands, which GitHub reads from what a step prints.

use super::shown;
use crate::report::{Level, Note, ReviewReport};

/// GitHub shows so many annotations of each level from one step, and drops the others.
/// Source: docs.github.com, "Usage limits for annotations" of workflow commands.
const MOST: usize = 10;

/// The weightiest notes of each level, a line each; where there are more, the last notice says how many.
pub fn github(report: &ReviewReport) -> String {
    let mut notes = report.notes();
    notes.sort_by_key(|note| note.urgency);
    let [errors, warnings, notices] = [Level::Error, Level::Warning, Level::Notice].map(|level| {
        notes
            .iter()
            .filter(|note| note.level == level)
            .collect::<Vec<_>>()
    });
    let over = |notes: &[&Note<'_>]| notes.len().saturating_sub(MOST);
    let is_over = over(&errors) + over(&warnings) + over(&notices) > 0;
    let most_notices = if is_over { MOST - 1 } else { MOST };
    let left_out = over(&errors) + over(&warnings) + notices.len().saturating_sub(most_notices);
    let shown = errors.iter().take(MOST);
    let shown = shown.chain(warnings.iter().take(MOST));
    let mut lines: String = shown
        .chain(notices.iter().take(most_notices))
        .map(|note| line(note))
        .collect();
    if left_out > 0 {
        let said = format!(
            "{left_out} more notes are not shown beside the files, as a step may show ten of each level; the report has all"
        );
        lines += &command("notice", &[("title", "clausediff")], &said);
    }
    lines
}

fn line(note: &Note<'_>) -> String {
    let name = match note.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Notice => "notice",
    };
    let place = note.line.to_string();
    let title = shown(&note.title);
    let properties = [("file", note.path), ("line", &place), ("title", &title)];
    command(name, &properties, &shown(&note.message))
}

/// `::warning file=a.toml,line=3::message`, with what would end a part escaped.
fn command(name: &str, properties: &[(&str, &str)], message: &str) -> String {
    let properties = properties.iter();
    let properties: Vec<String> = properties
        .map(|(key, value)| format!("{key}={}", escaped(value, "%\r\n:,")))
        .collect();
    format!(
        "::{name} {}::{}\n",
        properties.join(","),
        escaped(message, "%\r\n")
    )
}

fn escaped(text: &str, special: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if special.contains(c) {
            escaped += &format!("%{:02X}", u32::from(c));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_a_property_or_begins_a_command() {
        let properties = [("file", "a,b:c%\n.toml"), ("title", "x")];
        assert_eq!(
            command("warning", &properties, "100 %\n::error::no"),
            "::warning file=a%2Cb%3Ac%25%0A.toml,title=x::100 %25%0A::error::no\n"
        );
    }
}
