//! One clause with its names resolved.

use crate::model::{Citation, Clause, ClauseIndex, PartyId, Position, Term, TermValue, Version};

/// A clause as a reader sees it: ids of parties and sources are names.
#[derive(Clone, Debug, PartialEq)]
pub struct ClauseView {
    /// The id its author gives it.
    pub id: String,
    /// As printed.
    pub number: Option<String>,
    /// Its heading.
    pub heading: Option<String>,
    /// What it is about.
    pub topic: Option<String>,
    /// Its words.
    pub text: String,
    /// Names of those bound.
    pub binds: Vec<String>,
    /// Names of those who benefit.
    pub benefits: Vec<String>,
    /// The word of its modality.
    pub modality: Option<String>,
    /// Agreed, disputed, open.
    pub status: Option<String>,
    /// Where it was read.
    pub sources: Vec<SourceView>,
    /// No published copy was read.
    pub unchecked: bool,
    /// Editors' remark.
    pub note: Option<String>,
    /// Its named values.
    pub terms: Vec<TermView>,
    /// Where the parties differ.
    pub positions: Vec<PositionView>,
}

/// A named value.
#[derive(Clone, Debug, PartialEq)]
pub struct TermView {
    /// The author's name for it.
    pub name: String,
    /// Its value.
    pub value: TermValue,
}

/// One party's own version.
#[derive(Clone, Debug, PartialEq)]
pub struct PositionView {
    /// Its name.
    pub party: String,
    /// Its words.
    pub text: Option<String>,
    /// Its values.
    pub terms: Vec<TermView>,
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

impl ClauseView {
    /// The clause at a place of `version`.
    pub fn new(version: &Version, index: ClauseIndex) -> Self {
        let clause = version.clause(index);
        let Clause {
            id,
            number,
            heading,
            text,
            status,
            unchecked,
            note,
            ..
        } = clause.clone();
        let named = |parties: &[PartyId]| {
            parties
                .iter()
                .map(|party| party_name(version, party))
                .collect()
        };
        Self {
            id: id.to_string(),
            number,
            heading,
            topic: clause.topic.as_ref().map(ToString::to_string),
            text,
            binds: named(&clause.binds),
            benefits: named(&clause.benefits),
            modality: clause.modality.as_ref().map(ToString::to_string),
            status,
            sources: clause
                .sources
                .iter()
                .map(|citation| source(version, citation))
                .collect(),
            unchecked,
            note,
            terms: terms(&clause.terms),
            positions: clause
                .positions
                .iter()
                .map(|held| position(version, held))
                .collect(),
        }
    }

    /// Number and heading, or what there is of them, else the id.
    pub fn label(&self) -> String {
        match (&self.number, &self.heading) {
            (Some(number), Some(heading)) => format!("{number} {heading}"),
            (Some(label), None) | (None, Some(label)) => label.clone(),
            (None, None) => self.id.clone(),
        }
    }
}

fn party_name(version: &Version, party: &PartyId) -> String {
    version
        .party(party)
        .map_or_else(|| party.to_string(), |party| party.name.clone())
}

fn terms(terms: &[Term]) -> Vec<TermView> {
    terms
        .iter()
        .map(|term| TermView {
            name: term.name.clone(),
            value: term.value.clone(),
        })
        .collect()
}

fn position(version: &Version, held: &Position) -> PositionView {
    PositionView {
        party: party_name(version, &held.party),
        text: held.text.clone(),
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
