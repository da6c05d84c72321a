//! A proposal file to a version.
//!
//! One pass over the tree builds the parts and reports what is wrong with each; what
//! takes the whole file (unique ids, the tree of parents) is checked in [`super::whole`].

use std::collections::HashMap;

use toml::de::{DeTable, DeValue};

use super::Limits;
use super::found::{Found, did_you_mean, quoted};
use super::record::{Placed, Record, text_of, wrong_type};
use super::schema::{CITATION, FORMAT, Kind, PROPOSAL_FILE};
use super::terms::terms;
use super::whole::{self, Outline, Stated};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    Citation, Clause, ClauseId, Few, Modality, Origin, Party, PartyId, Position, Source, SourceId,
    Topic, Version, VersionId,
};
use crate::text::nearest::nearest;
use crate::text::span::Span;

/// What could be read of a file. Without findings that are errors, `version` is there.
#[derive(Debug, Default)]
pub(super) struct Lowered {
    /// The version; to be thrown away if there are errors.
    pub version: Option<Version>,
    /// Its id, also when other things are wrong with it.
    pub id: Option<VersionId>,
    /// Where the id stands.
    pub id_span: Span,
}

/// Reads the tree of a whole file. `origin` goes into the version as it is.
pub(super) fn version(
    root: &DeTable<'_>,
    origin: Origin,
    limits: &Limits,
    found: &mut Found,
) -> Lowered {
    version_with(root, origin, found, |root, declared, found| {
        Some(clauses(root, declared, limits, found))
    })
}

/// Reads the tree of a file, but leaves its clauses to `clauses`, which is not called for
/// a format that this program does not know. Without clauses there is no version.
pub(super) fn version_with(
    root: &DeTable<'_>,
    origin: Origin,
    found: &mut Found,
    clauses: impl FnOnce(&Record<'_, '_>, &Declared<'_>, &mut Found) -> Option<Vec<Clause>>,
) -> Lowered {
    if is_unknown_format(root, found) {
        return Lowered::default();
    }
    let root = Record::open(root, Span::default(), &PROPOSAL_FILE, found);
    let proposal = root.table("proposal", found);
    let declared = Declared::read(&root, found);
    let clauses = clauses(&root, &declared, found);
    let mut lowered = Lowered::default();
    if let Some(proposal) = proposal {
        lowered.id = proposal.id("id", VersionId::new, found);
        lowered.id_span = proposal.span_of("id");
        let head = head(&proposal, lowered.id.clone(), found);
        lowered.version = head.zip(clauses).map(|(version, clauses)| Version {
            parties: declared.parties,
            sources: declared.sources,
            clauses,
            origin,
            ..version
        });
    }
    lowered
}

/// Reports a format that this program does not read. Nothing else is said of such a file:
/// its keys may mean other things.
fn is_unknown_format(root: &DeTable<'_>, found: &mut Found) -> bool {
    let Some(value) = root.get("format") else {
        return false;
    };
    let placed = Placed {
        value: value.get_ref(),
        span: value.span().into(),
    };
    let DeValue::Integer(integer) = placed.value else {
        if !placed.span.is_empty() {
            wrong_type("`format`", Kind::Format, placed, found);
        }
        return false;
    };
    let number = i64::from_str_radix(integer.as_str(), integer.radix()).ok();
    if number == Some(FORMAT) || placed.span.is_empty() {
        return false;
    }
    let message = format!("format {} is not known", quoted(integer.as_str()));
    let help =
        format!("this program reads `format = {FORMAT}`; a newer file needs a newer program");
    found.add(Code::UnknownFormat, placed.span, message, help);
    true
}

/// The version without its lists.
fn head(proposal: &Record<'_, '_>, id: Option<VersionId>, found: &mut Found) -> Option<Version> {
    let title = proposal.string("title", found);
    let date = proposal.date("date", found);
    let lang = proposal
        .text("lang", found)
        .map(|lang| language(lang, found));
    let version = Version {
        series: proposal.string("series", found),
        status: proposal.string("status", found),
        lang,
        authors: owned(proposal.texts("authors", found)),
        previous: proposal.id("previous", VersionId::new, found),
        summary: proposal.string("summary", found),
        extra: proposal.extra(found),
        id: id?,
        title: title?,
        date: date?,
        parties: Vec::new(),
        sources: Vec::new(),
        clauses: Vec::new(),
        origin: Origin::default(),
    };
    Some(version)
}

fn owned(texts: Vec<Placed<&str>>) -> Vec<String> {
    texts
        .into_iter()
        .map(|text| text.value.to_owned())
        .collect()
}

fn language(lang: Placed<&str>, found: &mut Found) -> String {
    if !is_language(lang.value) {
        found.add(
            Code::OddLanguage,
            lang.span,
            format!("{} is no language tag", quoted(lang.value)),
            "write a tag of BCP 47, such as `en`, `uk` or `zh-Hant`",
        );
    }
    lang.value.to_owned()
}

/// The outer form of a tag of BCP 47: pieces of one to eight letters or digits, the first
/// of letters only, and of two or more unless it is `x` or `i`.
fn is_language(tag: &str) -> bool {
    let mut pieces = tag.split('-');
    let first = pieces.next().unwrap_or_default();
    let is_first = matches!(first, "x" | "i" | "X" | "I") || (2..=8).contains(&first.len());
    is_first
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && pieces.all(|piece| {
            (1..=8).contains(&piece.len()) && piece.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// Parties and sources, with their ids as written, well-formed or not.
pub(super) struct Declared<'t> {
    parties: Vec<Party>,
    party_ids: Names<'t>,
    sources: Vec<Source>,
    source_ids: Names<'t>,
}

/// Ids as written and where each stands first.
#[derive(Default)]
struct Names<'t> {
    order: Vec<&'t str>,
    places: HashMap<&'t str, Span>,
}

impl<'t> Names<'t> {
    fn has(&self, name: &str) -> bool {
        self.places.contains_key(name)
    }

    fn declare(&mut self, what: &str, id: Placed<&'t str>, found: &mut Found) {
        match self.places.get(id.value) {
            Some(&first) => found.report(whole::duplicate(what, id, first)),
            None => {
                self.places.insert(id.value, id.span);
                self.order.push(id.value);
            }
        }
    }
}

impl<'t> Declared<'t> {
    fn read(root: &Record<'t, '_>, found: &mut Found) -> Self {
        let mut declared = Self {
            parties: Vec::new(),
            party_ids: Names::default(),
            sources: Vec::new(),
            source_ids: Names::default(),
        };
        for entry in root.tables("party", found) {
            let record = entry.open(found);
            if let Some(id) = record.text_unchecked("id") {
                declared.party_ids.declare("party", id, found);
            }
            declared.parties.extend(party(&record, found));
        }
        for entry in root.tables("source", found) {
            let record = entry.open(found);
            if let Some(id) = record.text_unchecked("id") {
                declared.source_ids.declare("source", id, found);
            }
            declared.sources.extend(source(&record, found));
        }
        declared
    }

    fn party(&self, id: Placed<&str>, found: &mut Found) -> Option<PartyId> {
        if !self.party_ids.has(id.value) {
            let near = found.did_you_mean(id.value, self.party_ids.order.iter().copied());
            let message = format!("no party has the id {}{near}", quoted(id.value));
            let help = "declare it with `[[party]]`, or name one that the file declares";
            found.report_absence(Diagnostic::new(Code::UnknownParty, id.span, message, help));
            return None;
        }
        PartyId::new(id.value).ok()
    }

    fn source(&self, id: Placed<&str>, found: &mut Found) -> Option<SourceId> {
        if !self.source_ids.has(id.value) {
            let near = found.did_you_mean(id.value, self.source_ids.order.iter().copied());
            let message = format!("no source has the id {}{near}", quoted(id.value));
            let help = "declare it with `[[source]]`, or name one that the file declares";
            found.report_absence(Diagnostic::new(Code::UnknownSource, id.span, message, help));
            return None;
        }
        SourceId::new(id.value).ok()
    }
}

fn party(record: &Record<'_, '_>, found: &mut Found) -> Option<Party> {
    let id = record.id("id", PartyId::new, found);
    let name = record.string("name", found);
    let aliases = owned(record.texts("aliases", found));
    Some(Party {
        id: id?,
        name: name?,
        aliases,
    })
}

fn source(record: &Record<'_, '_>, found: &mut Found) -> Option<Source> {
    let id = record.id("id", SourceId::new, found);
    let source = Source {
        publisher: record.string("publisher", found),
        title: record.string("title", found),
        date: record.date("date", found),
        url: record.string("url", found),
        id: id?,
    };
    Some(source)
}

/// All clauses, their parents set. Some are left out if there are errors.
fn clauses(
    root: &Record<'_, '_>,
    declared: &Declared<'_>,
    limits: &Limits,
    found: &mut Found,
) -> Vec<Clause> {
    let entries = root.tables("clause", found);
    if let Some(over) = entries.get(limits.clauses) {
        let message = format!("{} clauses are more than {}", entries.len(), limits.clauses);
        let help = "split the proposal, or raise the limit with `--max-clauses`";
        found.add(Code::OverLimit, over.header, message, help);
        return Vec::new();
    }
    let mut outline = Outline::with_capacity(entries.len());
    let mut clauses = Vec::with_capacity(entries.len());
    for entry in entries {
        let record = entry.open(found);
        outline.add(Stated::from(&record));
        clauses.extend(clause(&record, declared, limits, found));
    }
    let parents = outline.check(limits, found);
    for (clause, parent) in clauses.iter_mut().zip(parents) {
        clause.parent = parent;
    }
    clauses
}

/// One clause, its parent not yet set.
pub(super) fn clause(
    record: &Record<'_, '_>,
    declared: &Declared<'_>,
    limits: &Limits,
    found: &mut Found,
) -> Option<Clause> {
    let id = record.id("id", ClauseId::new, found);
    // The outline resolves it; here only its type is looked at.
    record.text("parent", found);
    let clause = Clause {
        number: record.string("number", found),
        parent: None,
        heading: record.string("heading", found),
        topic: record
            .text("topic", found)
            .and_then(|text| topic(text, found)),
        text: body(record, limits, found).unwrap_or_default(),
        binds: parties(record, "binds", declared, found),
        benefits: parties(record, "benefits", declared, found),
        modality: record
            .text("modality", found)
            .map(|word| modality(word, found)),
        status: record.string("status", found),
        sources: citations(record, declared, found).into(),
        unchecked: record.boolean("unchecked", found).unwrap_or_default(),
        note: record.string("note", found),
        terms: terms(record, found).into(),
        positions: positions(record, declared, limits, found).into(),
        extra: record.extra(found),
        span: record.header,
        id: id?,
    };
    Some(clause)
}

/// The text of a clause or a position, if it is not too long.
fn body(record: &Record<'_, '_>, limits: &Limits, found: &mut Found) -> Option<String> {
    let text = record.text("text", found)?;
    let is_over = text.value.len() > limits.text && text.value.chars().count() > limits.text;
    if is_over {
        let message = format!("the text is longer than {} characters", limits.text);
        let help = "split the clause, or raise the limit with `--max-text`";
        found.add(Code::OverLimit, text.span, message, help);
    }
    (!is_over).then(|| text.value.to_owned())
}

fn topic(text: Placed<&str>, found: &mut Found) -> Option<Topic> {
    match Topic::new(text.value) {
        Ok(topic) => Some(topic),
        Err(invalid) => {
            let message = format!("topic {}: a part of it {invalid}", quoted(text.value));
            let help = "write ids joined by `/`, such as `security/forces`";
            found.add(Code::BadTopic, text.span, message, help);
            None
        }
    }
}

fn modality(word: Placed<&str>, found: &mut Found) -> Modality {
    let modality = Modality::from_word(word.value);
    if modality.tier().is_none() {
        let near = nearest(word.value, Modality::WORDS.iter().copied());
        let message = format!(
            "modality {} is not in the vocabulary{}",
            quoted(word.value),
            near.map_or_else(String::new, did_you_mean)
        );
        let help = format!("the words are {}", Modality::WORDS.join(", "));
        found.add(Code::UnknownModality, word.span, message, help);
    }
    modality
}

fn parties(
    record: &Record<'_, '_>,
    key: &str,
    declared: &Declared<'_>,
    found: &mut Found,
) -> Few<PartyId> {
    record
        .texts(key, found)
        .into_iter()
        .filter_map(|id| declared.party(id, found))
        .collect()
}

fn citations(record: &Record<'_, '_>, declared: &Declared<'_>, found: &mut Found) -> Vec<Citation> {
    let mut citations = Vec::new();
    for item in record.items("sources", found) {
        let (id, at) = match item.value {
            DeValue::Table(table) => {
                let citation = Record::open(table, item.span, &CITATION, found);
                (citation.text("id", found), citation.string("at", found))
            }
            DeValue::String(_) => (
                text_of(item, format_args!("an item of `sources`"), Kind::Id, found),
                None,
            ),
            _ => {
                let what = "an item of `sources`";
                let message = format!("{what} must be a string or a table");
                let help = "write the id of a source, or `{ id = \"...\", at = \"...\" }`";
                found.add(Code::WrongType, item.span, message, help);
                (None, None)
            }
        };
        let source = id.and_then(|id| declared.source(id, found));
        citations.extend(source.map(|source| Citation { source, at }));
    }
    citations
}

fn positions(
    record: &Record<'_, '_>,
    declared: &Declared<'_>,
    limits: &Limits,
    found: &mut Found,
) -> Vec<Position> {
    let mut positions = Vec::new();
    for entry in record.tables("position", found) {
        let record = entry.open(found);
        let party = record
            .text("party", found)
            .and_then(|id| declared.party(id, found));
        let text = body(&record, limits, found);
        let terms = terms(&record, found);
        positions.extend(party.map(|party| Position { party, text, terms }));
    }
    positions
}

#[cfg(test)]
mod tests {
    use super::is_language;

    #[test]
    fn a_language_tag_is_pieces_joined_by_hyphens() {
        for tag in ["en", "uk", "zh-Hant-TW", "de-1996", "x-own"] {
            assert!(is_language(tag), "{tag}");
        }
        for tag in ["", "e", "english language", "en_GB", "en-", "3n"] {
            assert!(!is_language(tag), "{tag}");
        }
    }
}
