//! What differs in a file beside its clauses, and in its clauses where they are not compared.

use std::collections::BTreeMap;

use crate::diff::Diff;
use crate::model::{Party, Sides, Source, Version};

/// One thing that a version says before its clauses and that is not the same on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadLine {
    /// "date", "party north", "source gazette".
    pub name: String,
    /// What is said of it on each side; `None` where nothing is.
    pub words: Sides<Option<String>>,
}

impl HeadLine {
    /// "date: 2024-05-02 -> 2024-06-01"; what is only on one side is said to be gone or new.
    pub fn sentence(&self) -> String {
        let name = &self.name;
        match (&self.words.before, &self.words.after) {
            (Some(before), Some(after)) => format!("{name}: {before} -> {after}"),
            (Some(before), None) => format!("{name}: {before}, gone"),
            (None, Some(after)) => format!("{name}: {after}, new"),
            (None, None) => name.clone(),
        }
    }
}

/// What differs: keys of the proposal in the order of the file, then parties and sources by id.
pub(super) fn lines(versions: Sides<&Version>) -> Vec<HeadLine> {
    let keys = versions.map(keys);
    let keys = keys.before.into_iter().zip(keys.after);
    let keys = keys.map(|((name, before), (_, after))| (name.to_owned(), before, after));
    let parties = by_id(versions.map(|version| {
        let parties = version.parties.iter();
        parties.map(|party| (party.id.to_string(), party_words(party)))
    }));
    let sources = by_id(versions.map(|version| {
        let sources = version.sources.iter();
        sources.map(|source| (source.id.to_string(), source_words(source)))
    }));
    let parties = parties.map(|(id, before, after)| (format!("party {id}"), before, after));
    let sources = sources.map(|(id, before, after)| (format!("source {id}"), before, after));
    let all = keys.chain(parties).chain(sources);
    let differing = all.filter(|(_, before, after)| before != after);
    differing
        .map(|(name, before, after)| HeadLine {
            name,
            words: Sides { before, after },
        })
        .collect()
}

/// How many clauses of one pair differ in a key that no comparison looks at, and in nothing else.
pub(super) fn aside(diff: &Diff<'_>) -> usize {
    let still = diff.changes.iter().filter(|change| change.is_still());
    let differing = still.filter(|change| {
        let clauses = Sides::new(change.clauses.before[0], change.clauses.after[0]);
        let Sides { before, after } = Sides {
            before: diff.versions.before.clause(clauses.before),
            after: diff.versions.after.clause(clauses.after),
        };
        before.topic != after.topic
            || before.sources != after.sources
            || before.unchecked != after.unchecked
            || before.note != after.note
    });
    differing.count()
}

fn keys(version: &Version) -> [(&'static str, Option<String>); 9] {
    [
        ("id", Some(version.id.to_string())),
        ("title", Some(version.title.clone())),
        ("date", Some(version.date.to_string())),
        ("series", version.series.clone()),
        ("status", version.status.clone()),
        ("lang", version.lang.clone()),
        ("authors", listed(&version.authors)),
        (
            "previous",
            version.previous.as_ref().map(ToString::to_string),
        ),
        ("summary", version.summary.clone()),
    ]
}

/// What each side says of an id, by id.
fn by_id<I: Iterator<Item = (String, String)>>(
    sides: Sides<I>,
) -> impl Iterator<Item = (String, Option<String>, Option<String>)> {
    let mut said: BTreeMap<String, (Option<String>, Option<String>)> = BTreeMap::new();
    for (id, words) in sides.before {
        said.entry(id).or_default().0 = Some(words);
    }
    for (id, words) in sides.after {
        said.entry(id).or_default().1 = Some(words);
    }
    said.into_iter()
        .map(|(id, (before, after))| (id, before, after))
}

fn party_words(party: &Party) -> String {
    let aliases = listed(&party.aliases).map(|aliases| format!(" ({aliases})"));
    format!("{}{}", party.name, aliases.unwrap_or_default())
}

fn source_words(source: &Source) -> String {
    let date = source.date.map(|date| date.to_string());
    let parts = [&source.publisher, &source.title, &date, &source.url];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    parts.join(", ")
}

fn listed(words: &[String]) -> Option<String> {
    (!words.is_empty()).then(|| words.join(", "))
}
