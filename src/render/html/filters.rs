//! The form that narrows a page, and the marks on entries that it goes by.
//!
//! The form is hidden until the script runs, for it does nothing without.

use std::collections::BTreeSet;

use maud::{Markup, html};

use crate::render::markup::Words;
use crate::report::{Class, ClauseView, Item, class_word, kind_word};

/// What the form can ask of an entry.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks {
    /// The word of its kind.
    pub(super) kind: String,
    /// Kinds, facets and classes, separated by spaces.
    pub(super) words: String,
    /// Topics, each behind a `|`.
    pub(super) topics: String,
    /// Names of parties, each behind a `|`.
    pub(super) parties: String,
}

/// The marks of one change.
pub(super) fn marks(item: &Item) -> Marks {
    marks_of(kind_word(item.kind), [item])
}

/// The marks of several changes told in one entry, under the kind that names it.
pub(super) fn marks_of<'i, 'a: 'i>(
    kind: &'static str,
    items: impl IntoIterator<Item = &'i Item<'a>>,
) -> Marks {
    let mut words: BTreeSet<&str> = BTreeSet::from([kind]);
    let mut topics: BTreeSet<&str> = BTreeSet::new();
    let mut parties: BTreeSet<&str> = BTreeSet::new();
    for item in items {
        words.insert(kind_word(item.kind));
        words.extend(item.facets());
        words.extend((item.class != Class::None).then(|| class_word(item.class)));
        words.extend(item.uncertain.then_some("uncertain"));
        for clause in item.clauses.before.iter().chain(&item.clauses.after) {
            topics.extend(clause.topic);
            parties.extend(parties_of(clause));
        }
    }
    Marks {
        kind: kind.to_owned(),
        words: words.into_iter().collect::<Vec<_>>().join(" "),
        topics: barred(&topics),
        parties: barred(&parties),
    }
}

fn parties_of<'a>(clause: &ClauseView<'a>) -> impl Iterator<Item = &'a str> {
    let bound = clause.binds.iter().chain(&clause.benefits).copied();
    let holding: Vec<&str> = clause.positions.iter().map(|held| held.party).collect();
    bound.collect::<Vec<_>>().into_iter().chain(holding)
}

fn barred(names: &BTreeSet<&str>) -> String {
    names.iter().map(|name| format!("|{name}|")).collect()
}

/// What the entries of a page offer to choose from.
#[derive(Clone, Debug, Default)]
pub(super) struct Choices {
    words: BTreeSet<String>,
    topics: BTreeSet<String>,
    parties: BTreeSet<String>,
}

/// In this order, as far as they occur.
const WORDS: [&str; 15] = [
    "substantive",
    "reworded",
    "cosmetic",
    "changed",
    "split",
    "merged",
    "added",
    "dropped",
    "born",
    "revived",
    "moved",
    "renumbered",
    "retitled",
    "uncertain",
    "unchanged",
];

impl Choices {
    /// Adds what an entry has.
    pub(super) fn add(&mut self, marks: &Marks) {
        let listed = |list: &str| -> Vec<String> {
            let names = list.split('|').filter(|name| !name.is_empty());
            names.map(str::to_owned).collect()
        };
        self.words.extend(marks.words.split(' ').map(str::to_owned));
        self.parties.extend(listed(&marks.parties));
        for topic in listed(&marks.topics) {
            self.topics
                .extend(topic.split('/').next().map(str::to_owned));
            self.topics.insert(topic);
        }
    }

    /// The form; `what` is what it narrows: "changes".
    pub(super) fn form(&self, what: &str) -> Markup {
        html! {
            form id="filter" role="search" aria-label={ "Filter the " (what) } hidden {
                label { "Search " input type="search" name="text" autocomplete="off"; }
                (choice("topic", "Topic", &self.topics))
                (choice("party", "Party", &self.parties))
                fieldset {
                    legend { "Only" }
                    @for word in WORDS.iter().filter(|word| self.words.contains(**word)) {
                        label { input type="checkbox" name="only" value=(word); " " (word) }
                    }
                }
                button type="reset" { "Show all" }
                p role="status" id="shown" {}
                p class="keys" { kbd { "j" } " next, " kbd { "k" } " previous, " kbd { "/" } " search" }
            }
        }
    }
}

fn choice(name: &str, label: &str, values: &BTreeSet<String>) -> Markup {
    html! {
        @if !values.is_empty() {
            label {
                (label) " "
                select name=(name) {
                    option value="" { "all" }
                    @for value in values { option value=(Words(value)) { (Words(value)) } }
                }
            }
        }
    }
}
