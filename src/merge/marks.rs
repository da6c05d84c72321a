//! Conflicts as comments, in the shape of git's marks.

use super::{Conflict, Three};

/// So many signs a mark has by default.
pub const MARK: usize = 7;

impl Conflict {
    /// The first of the lines that tell it in the file.
    pub fn opening(&self, mark: usize) -> String {
        let about = match (&self.key, &self.about) {
            (_, Some(about)) => format!("{}, {about}", self.place),
            (Some(key), None) => format!("{}, key `{key}`", self.place),
            (None, None) => self.place.clone(),
        };
        format!("# {} ours: {about}", "<".repeat(mark))
    }
}

/// The comments that stand above what is in question.
pub(super) fn comments(conflict: &Conflict, mark: usize) -> Vec<String> {
    let Three { base, ours, theirs } = conflict.values.as_ref();
    let mut lines = vec![conflict.opening(mark)];
    lines.extend(shown(conflict, ours));
    lines.push(format!("# {} base", "|".repeat(mark)));
    lines.extend(shown(conflict, base));
    lines.push(format!("# {}", "=".repeat(mark)));
    lines.extend(shown(conflict, theirs));
    lines.push(format!("# {} theirs", ">".repeat(mark)));
    lines
}

/// A value with its key, each of its lines a comment; nothing where there is none.
fn shown(conflict: &Conflict, value: &Option<String>) -> Vec<String> {
    let Some(value) = value else {
        return Vec::new();
    };
    let text = match &conflict.key {
        Some(key) => format!("{key} = {value}"),
        None => value.clone(),
    };
    text.lines()
        .map(|line| format!("# {line}").trim_end().to_owned())
        .collect()
}
