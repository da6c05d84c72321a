//! One clause with its names resolved.

use std::borrow::Cow;

use crate::model::{
    Citation, ClauseIndex, Modality, PartyId, Position, Term, TermValue, Topic, Version,
};
use crate::text::span::Span;

/// A clause as a reader sees it: ids of parties and sources are names. Borrowed from its
/// version.
#[derive(Clone, Debug, PartialEq)]
pub struct ClauseView<'a> {
    /// The id its author gives it.
    pub id: &'a str,
    /// As printed.
    pub number: Option<&'a str>,
    /// Its heading.
    pub heading: Option<&'a str>,
    /// What it is about.
    pub topic: Option<&'a str>,
    /// Its words.
    pub text: &'a str,
    /// Names of those bound.
    pub binds: Vec<&'a str>,
    /// Names of those who benefit.
    pub benefits: Vec<&'a str>,
    /// The word of its modality.
    pub modality: Option<&'a str>,
    /// Agreed, disputed, open.
    pub status: Option<&'a str>,
    /// Where it was read.
    pub sources: Vec<SourceView>,
    /// No published copy was read.
    pub unchecked: bool,
    /// Editors' remark.
    pub note: Option<&'a str>,
    /// Its named values.
    pub terms: Vec<TermView<'a>>,
    /// Where the parties differ.
    pub positions: Vec<PositionView<'a>>,
    /// Its header in the file it was read from.
    pub span: Span,
}

/// A named value.
#[derive(Clone, Debug, PartialEq)]
pub struct TermView<'a> {
    /// The author's name for it.
    pub name: &'a str,
    /// Its value.
    pub value: &'a TermValue,
}

/// One party's own version.
#[derive(Clone, Debug, PartialEq)]
pub struct PositionView<'a> {
    /// Its name.
    pub party: &'a str,
    /// Its words.
    pub text: Option<&'a str>,
    /// Its values.
    pub terms: Vec<TermView<'a>>,
}

/// Where a clause was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceView {
    /// Publisher and title, or the id where neither is given.
    pub name: String,
    /// The first of publisher, title and id that is given.
    pub short: String,
    /// When it was published.
    pub date: Option<String>,
    /// Where in it.
    pub at: Option<String>,
    /// Where it is found.
    pub url: Option<String>,
}

impl<'a> ClauseView<'a> {
    /// The clause at a place of `version`.
    pub fn new(version: &'a Version, index: ClauseIndex) -> Self {
        let clause = version.clause(index);
        let named = |parties: &'a [PartyId]| {
            let names = parties.iter().map(|party| party_name(version, party));
            names.collect()
        };
        let sources = clause.sources.iter();
        let positions = clause.positions.iter();
        Self {
            id: clause.id.as_str(),
            number: clause.number.as_deref(),
            heading: clause.heading.as_deref(),
            topic: clause.topic.as_ref().map(Topic::as_str),
            text: &clause.text,
            binds: named(&clause.binds),
            benefits: named(&clause.benefits),
            modality: clause.modality.as_ref().map(Modality::as_str),
            status: clause.status.as_deref(),
            sources: sources.map(|citation| source(version, citation)).collect(),
            unchecked: clause.unchecked,
            note: clause.note.as_deref(),
            terms: terms(&clause.terms),
            positions: positions.map(|held| position(version, held)).collect(),
            span: clause.span,
        }
    }

    /// Number and heading, or what there is of them, else the id.
    pub fn label(&self) -> Cow<'a, str> {
        match (self.number, self.heading) {
            (Some(number), Some(heading)) => Cow::Owned(format!("{number} {heading}")),
            (Some(label), None) | (None, Some(label)) => Cow::Borrowed(label),
            (None, None) => Cow::Borrowed(self.id),
        }
    }

    /// "6.a Garrison (garrison)"; the id alone where there is nothing else.
    pub fn named(&self) -> String {
        match self.label() {
            label if label == self.id => label.into_owned(),
            label => format!("{label} ({})", self.id),
        }
    }
}

fn party_name<'a>(version: &'a Version, party: &'a PartyId) -> &'a str {
    let known = version.party(party);
    known.map_or(party.as_str(), |party| &party.name)
}

fn terms(terms: &[Term]) -> Vec<TermView<'_>> {
    let view = |term| {
        let Term { name, value }: &Term = term;
        TermView { name, value }
    };
    terms.iter().map(view).collect()
}

fn position<'a>(version: &'a Version, held: &'a Position) -> PositionView<'a> {
    PositionView {
        party: party_name(version, &held.party),
        text: held.text.as_deref(),
        terms: terms(&held.terms),
    }
}

fn source(version: &Version, citation: &Citation) -> SourceView {
    let found = version.source(&citation.source);
    let parts = found.map(|source| [source.publisher.clone(), source.title.clone()]);
    let parts: Vec<String> = parts.into_iter().flatten().flatten().collect();
    let id = citation.source.to_string();
    SourceView {
        short: parts.first().unwrap_or(&id).clone(),
        name: if parts.is_empty() {
            id
        } else {
            parts.join(", ")
        },
        date: found
            .and_then(|source| source.date)
            .map(|date| date.to_string()),
        at: citation.at.clone(),
        url: found.and_then(|source| source.url.clone()),
    }
}
