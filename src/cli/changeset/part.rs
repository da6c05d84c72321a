//! The sides of files that differ, and which of them are one file.

use std::collections::BTreeMap;

use clausediff::diagnostic::Findings;
use clausediff::load::Loaded;
use clausediff::model::{Sides, Version, VersionId};
use clausediff::text::source::SourceText;

use crate::cli::states::Difference;

/// One side of a file that differs.
#[expect(
    clippy::large_enum_variant,
    reason = "nearly every side is the large one"
)]
pub(super) enum Part {
    /// There is no file.
    Absent,
    /// A version.
    Sound(SourceText, Loaded<Version>),
    /// No version, because of what is found in it.
    Broken(SourceText, Findings),
    /// Not even a text.
    Unread(String),
}

impl Part {
    pub(super) fn text(&self) -> Option<SourceText> {
        match self {
            Self::Sound(text, _) | Self::Broken(text, _) => Some(text.clone()),
            Self::Absent | Self::Unread(_) => None,
        }
    }

    fn id(&self) -> Option<&VersionId> {
        match self {
            Self::Sound(_, loaded) => Some(&loaded.value.id),
            Self::Absent | Self::Broken(..) | Self::Unread(_) => None,
        }
    }
}

/// Git takes files for one that are alike; a version that says it was made from another one is new.
pub(super) fn apart(
    (difference, parts): (Difference, Sides<Part>),
) -> Vec<(Difference, Sides<Part>)> {
    let is_other = match &parts {
        Sides {
            before: Part::Sound(_, before),
            after: Part::Sound(_, after),
        } => {
            let (before, after) = (&before.value, &after.value);
            let previous = after.previous.as_ref();
            before.id != after.id && previous.is_some_and(|previous| *previous != before.id)
        }
        _ => false,
    };
    if !is_other || difference.paths.before == difference.paths.after {
        return vec![(difference, parts)];
    }
    let (deleted, new) = difference.apart();
    let Sides { before, after } = parts;
    vec![
        (deleted, Sides::new(before, Part::Absent)),
        (new, Sides::new(Part::Absent, after)),
    ]
}

/// Files that are gone and new files that hold a version of the same id are one file.
pub(super) fn renamed(parts: Vec<(Difference, Sides<Part>)>) -> Vec<(Difference, Sides<Part>)> {
    let mut gone: BTreeMap<VersionId, (Difference, Part)> = BTreeMap::new();
    let mut rest = Vec::new();
    for (difference, parts) in parts {
        match parts.before.id() {
            Some(id) if matches!(parts.after, Part::Absent) && !gone.contains_key(id) => {
                gone.insert(id.clone(), (difference, parts.before));
            }
            _ => rest.push((difference, parts)),
        }
    }
    let mut all: Vec<(Difference, Sides<Part>)> = Vec::new();
    for (difference, parts) in rest {
        let is_new = matches!(parts.before, Part::Absent);
        let was = parts
            .after
            .id()
            .filter(|_| is_new)
            .and_then(|id| gone.remove(id));
        all.push(match was {
            Some((deleted, before)) => (
                Difference::renamed(deleted, difference),
                Sides::new(before, parts.after),
            ),
            None => (difference, parts),
        });
    }
    let gone = gone.into_values();
    all.extend(gone.map(|(difference, before)| (difference, Sides::new(before, Part::Absent))));
    all.sort_by(|(a, _), (b, _)| a.path().cmp(b.path()));
    all
}

/// Why two sides cannot be compared.
pub(super) fn why(before: &Part, after: &Part) -> String {
    let of = |word: &str, part: &Part| match part {
        Part::Broken(_, findings) => Some(format!("{word} {}", errors(findings))),
        Part::Unread(why) => Some(format!("{word} cannot be read: {why}")),
        Part::Absent | Part::Sound(..) => None,
    };
    let said = [of("the file as it was", before), of("the file", after)];
    let said: Vec<String> = said.into_iter().flatten().collect();
    said.join("; ")
}

fn errors(findings: &Findings) -> String {
    match findings.errors() {
        1 => "has an error".to_owned(),
        count => format!("has {count} errors"),
    }
}
