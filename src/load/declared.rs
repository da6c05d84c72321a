//! A file of announced changes, and its clauses against the versions compared.

use std::collections::HashSet;

use toml::de::DeTable;

use super::found::{Found, did_you_mean, quoted};
use super::record::{Placed, Record};
use super::schema::DECLARED_FILE;
use super::syntax::Doubt;
use crate::diagnostic::{Code, Findings};
use crate::model::{
    Announced, ClauseId, Declaration, DeclaredClause, Side, Sides, Version, VersionId,
};
use crate::text::nearest::nearest;
use crate::text::source::SourceText;
use crate::text::span::Span;

/// Announced changes that have no errors of their own.
///
/// Whether their clauses exist can be said only when versions are at hand; see
/// [`DeclaredFile::check_against`].
#[derive(Clone, Debug)]
pub struct DeclaredFile {
    /// In the order of the file.
    pub declarations: Vec<Declaration>,
    /// What the author should look at; none are errors.
    pub warnings: Findings,
    /// Every clause that is named, in the order of the file.
    references: Vec<Placed<DeclaredClause>>,
}

impl DeclaredFile {
    /// Findings about clauses that neither version has, and about other versions.
    pub fn check_against(&self, versions: Sides<&Version>) -> Findings {
        let mut found = Found::new(Vec::new(), Doubt::default());
        let known = Side::BOTH.map(|side| Known::new(versions.get(side)));
        for reference in &self.references {
            check(reference, &known, &mut found);
        }
        found.into_findings(self.warnings.source.clone())
    }
}

/// A version with its clauses, for a quick look.
struct Known<'v> {
    version: &'v Version,
    clauses: HashSet<&'v ClauseId>,
}

impl<'v> Known<'v> {
    fn new(version: &'v Version) -> Self {
        let clauses = version.clauses.iter().map(|clause| &clause.id).collect();
        Self { version, clauses }
    }
}

/// "`draft-1` and `draft-2`".
fn listed(versions: &[&Known]) -> String {
    let ids = versions
        .iter()
        .map(|known| format!("`{}`", known.version.id));
    ids.collect::<Vec<_>>().join(" and ")
}

fn check(reference: &Placed<DeclaredClause>, both: &[Known; 2], found: &mut Found) {
    let DeclaredClause { version, clause } = &reference.value;
    let is_named = |known: &&Known| version.as_ref().is_none_or(|id| *id == known.version.id);
    let named: Vec<&Known> = both.iter().filter(is_named).collect();
    if let (Some(id), []) = (version, named.as_slice()) {
        let near = found.did_you_mean(
            id.as_str(),
            both.iter().map(|known| known.version.id.as_str()),
        );
        let message = format!("no version compared has the id `{id}`{near}");
        let help = format!("the versions compared are {}", listed(&both.each_ref()));
        return found.add(Code::UnknownVersion, reference.span, message, help);
    }
    if named.iter().all(|known| !known.clauses.contains(clause)) {
        let clauses = named.iter().flat_map(|known| &known.version.clauses);
        let near = found.did_you_mean(clause.as_str(), clauses.map(|clause| clause.id.as_str()));
        let message = format!("there is no clause `{clause}` in {}{near}", listed(&named));
        let help = "name a clause of one of the versions, or remove it";
        found.add(Code::UnknownClause, reference.span, message, help);
    }
}

/// What could be read of a file; to be thrown away if there are errors.
#[derive(Default)]
pub(super) struct Lowered {
    declarations: Vec<Declaration>,
    references: Vec<Placed<DeclaredClause>>,
}

impl Lowered {
    /// With the findings, none of which are errors.
    pub(super) fn into_file(self, warnings: Findings) -> DeclaredFile {
        DeclaredFile {
            declarations: self.declarations,
            warnings,
            references: self.references,
        }
    }
}

/// Reads the tree of a whole file; `source` is its text.
pub(super) fn declared(root: &DeTable<'_>, source: &SourceText, found: &mut Found) -> Lowered {
    let root = Record::open(root, Span::default(), &DECLARED_FILE, found);
    let mut lowered = Lowered::default();
    for entry in root.tables("change", found) {
        let record = entry.open(found);
        let clauses = clauses(&record, found);
        let kind = record.text("kind", found);
        lowered.declarations.push(Declaration {
            clauses: clauses.iter().map(|named| named.value.clone()).collect(),
            kind: kind.and_then(|word| announced(word, found)),
            why: record.string("why", found),
            line: source.place(record.header.start()).line,
        });
        lowered.references.extend(clauses);
    }
    lowered
}

/// How a clause is named.
pub(super) const REFERENCE_HELP: &str = "write the id of a clause, or `version#clause`";

fn clauses(record: &Record<'_, '_>, found: &mut Found) -> Vec<Placed<DeclaredClause>> {
    let texts = record.texts("clauses", found);
    if record.is_empty_array("clauses") {
        let message = "`clauses` names no clause".to_owned();
        let span = record.span_of("clauses");
        found.add(Code::BadReference, span, message, REFERENCE_HELP);
    }
    let mut named = Vec::with_capacity(texts.len());
    for text in texts {
        match reference(text.value) {
            Some(value) => named.push(Placed {
                value,
                span: text.span,
            }),
            None => {
                let message = format!("{} names no clause", quoted(text.value));
                found.add(Code::BadReference, text.span, message, REFERENCE_HELP);
            }
        }
    }
    named
}

/// A clause as it may be named; `None` for what names none.
pub(super) fn reference(text: &str) -> Option<DeclaredClause> {
    let (version, clause) = match text.split_once('#') {
        Some((version, clause)) => (Some(VersionId::new(version).ok()?), clause),
        None => (None, text),
    };
    let clause = ClauseId::new(clause).ok()?;
    Some(DeclaredClause { version, clause })
}

fn announced(word: Placed<&str>, found: &mut Found) -> Option<Announced> {
    let announced = Announced::from_word(word.value);
    if announced.is_none() {
        let words = || Announced::ALL.iter().map(|(_, word)| *word);
        let near = nearest(word.value, words()).map_or_else(String::new, did_you_mean);
        let message = format!("kind {} is not known{near}", quoted(word.value));
        let help = format!("the kinds are {}", words().collect::<Vec<_>>().join(", "));
        found.add(Code::UnknownChange, word.span, message, help);
    }
    announced
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{self, Limits};

    fn version(id: &str, clauses: &[&str]) -> Version {
        let head =
            format!("format = 1\n[proposal]\nid = \"{id}\"\ntitle = \"Accord\"\ndate = \"2024\"\n");
        let clause = |id: &&str| format!("[[clause]]\nid = \"{id}\"\ntext = \"Text.\"\n");
        let file = head + &clauses.iter().map(clause).collect::<String>();
        let loaded = load::version_from("made", file.as_bytes(), &Limits::default());
        loaded.expect("it is sound").value
    }

    /// Every finding as `line:column code`.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let file = load::declared_from("declared.toml", text.as_bytes(), &Limits::default());
        let findings = match file {
            Ok(file) => {
                let [before, after] = [version("one", &["tolls"]), version("two", &["port"])];
                file.check_against(Sides::new(&before, &after))
            }
            Err(error) => error.findings().expect("it can be read").clone(),
        };
        let told = findings.diagnostics.iter().map(|one| {
            let place = findings.source.place(one.span.start());
            format!("{}:{} {}", place.line, place.column, one.code)
        });
        assert_eq!(told.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn clauses_of_either_version_may_be_named() {
        check(
            "[[change]]\nclauses = [\"tolls\", \"port\", \"two#port\"]\nkind = \"moved\"\n",
            &[],
        );
    }

    #[test]
    fn what_does_not_exist_is_pointed_at() {
        check("[[change]]\nclauses = [\"toll\"]\n", &["2:12 E022"]);
        check("[[change]]\nclauses = [\"one#port\"]\n", &["2:12 E022"]);
        check("[[change]]\nclauses = [\"on#tolls\"]\n", &["2:12 E021"]);
    }

    #[test]
    fn what_cannot_be_read_is_pointed_at() {
        check("[[change]]\nclauses = []\n", &["2:11 E025"]);
        check("[[change]]\nclauses = [\"Tolls!\"]\n", &["2:12 E025"]);
        check(
            "[[change]]\nclauses = [\"tolls\"]\nkind = \"move\"\n",
            &["3:8 E027"],
        );
        check("[[change]]\nkind = \"moved\"\n", &["1:1 E007"]);
        check("[[changes]]\n", &["1:3 E006"]);
    }
}
