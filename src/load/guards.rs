//! A guards file to what must hold, and the clauses it names against the versions at hand.

use std::collections::{BTreeMap, BTreeSet};

use toml::de::DeTable;

use super::bounds::term_rule;
use super::declared;
use super::found::{Found, quoted};
use super::record::{Placed, Record, id_of};
use super::schema::GUARDS_FILE;
use super::syntax::Doubt;
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::model::{
    Approval, ClauseId, DeclaredClause, Guard, Guards, Modality, Rule, Scope, Topic, Version,
    VersionId,
};
use crate::text::span::Span;

/// A guards file that has no errors of its own.
///
/// Whether its clauses exist can be said only when versions are at hand; see
/// [`GuardsFile::check_against`].
#[derive(Clone, Debug)]
pub struct GuardsFile {
    /// What it says.
    pub guards: Guards,
    /// What the author should look at; none are errors.
    pub warnings: Findings,
    /// Every clause that a guard names, in the order of the file.
    references: Vec<Placed<DeclaredClause>>,
}

impl GuardsFile {
    /// Findings about clauses that no version has: their guards would guard nothing.
    ///
    /// `versions` are those at hand; `left_out` are known ones that could not be loaded, about whose clauses
    /// nothing can be said.
    pub fn check_against(&self, versions: &[&Version], left_out: &[&VersionId]) -> Findings {
        let mut found = Found::new(Vec::new(), Doubt::default());
        let mut clauses: BTreeMap<&VersionId, BTreeSet<&ClauseId>> = BTreeMap::new();
        for version in versions {
            let ids = version.clauses.iter().map(|clause| &clause.id);
            clauses.insert(&version.id, ids.collect());
        }
        for reference in &self.references {
            check(reference, &clauses, left_out, &mut found);
        }
        found.into_findings(self.warnings.source.clone())
    }
}

fn check(
    reference: &Placed<DeclaredClause>,
    clauses: &BTreeMap<&VersionId, BTreeSet<&ClauseId>>,
    left_out: &[&VersionId],
    found: &mut Found,
) {
    let DeclaredClause { version, clause } = &reference.value;
    let unknown = "correct the id, or remove the guard: it guards nothing";
    match version {
        Some(version) if left_out.contains(&version) => {}
        Some(version) => match clauses.get(version) {
            None => {
                let near =
                    found.did_you_mean(version.as_str(), clauses.keys().map(|id| id.as_str()));
                let message = format!("no version at hand has the id `{version}`{near}");
                found.add(Code::UnknownVersion, reference.span, message, unknown);
            }
            Some(ids) if ids.contains(clause) => {}
            Some(ids) => {
                let near = found.did_you_mean(clause.as_str(), ids.iter().map(|id| id.as_str()));
                let message = format!("version `{version}` has no clause `{clause}`{near}");
                found.add(Code::UnknownClause, reference.span, message, unknown);
            }
        },
        None if !left_out.is_empty() || clauses.values().any(|ids| ids.contains(clause)) => {}
        None => {
            let all = clauses.values().flatten().map(|id| id.as_str());
            let near = found.did_you_mean(clause.as_str(), all);
            let message = format!("no version at hand has a clause `{clause}`{near}");
            found.add(Code::UnknownClause, reference.span, message, unknown);
        }
    }
}

/// What could be read of a guards file; to be thrown away if there are errors.
#[derive(Default)]
pub(super) struct Lowered {
    guards: Guards,
    references: Vec<Placed<DeclaredClause>>,
}

impl Lowered {
    /// With the findings, none of which are errors.
    pub(super) fn into_file(self, warnings: Findings) -> GuardsFile {
        GuardsFile {
            guards: self.guards,
            warnings,
            references: self.references,
        }
    }
}

/// Reads the tree of a whole file.
pub(super) fn guards(root: &DeTable<'_>, found: &mut Found) -> Lowered {
    let root = Record::open(root, Span::default(), &GUARDS_FILE, found);
    let mut lowered = Lowered::default();
    let mut ids: BTreeMap<String, Span> = BTreeMap::new();
    for entry in root.tables("guard", found) {
        let record = entry.open(found);
        if let Some(id) = record.id("id", ClauseId::new, found) {
            let span = record.span_of("id");
            match ids.get(id.as_str()) {
                Some(&first) => found.report(twice(id.as_str(), span, first)),
                None => {
                    ids.insert(id.to_string(), span);
                }
            }
        }
        lowered.guard(&record, found);
    }
    for entry in root.tables("approval", found) {
        let record = entry.open(found);
        let approval = approval(&record, &ids, found);
        lowered.guards.approvals.extend(approval);
    }
    lowered
}

fn twice(id: &str, span: Span, first: Span) -> Diagnostic {
    let message = format!("guard id `{id}` is used twice");
    let help = "give one of the two guards another id: approvals name guards by it";
    Diagnostic::new(Code::DuplicateId, span, message, help).label(first, "first used here")
}

impl Lowered {
    fn guard(&mut self, record: &Record<'_, '_>, found: &mut Found) {
        let scope = self.scope(record, found);
        let before = found.count();
        let rules = rules(record, found);
        if rules.is_empty() && found.count() == before {
            let message = "a guard without a rule".to_owned();
            let help = format!("say what must hold: {}", RULES.join(", "));
            let absence = Diagnostic::new(Code::BadGuard, record.header, message, help);
            found.report_absence(absence);
        }
        check_rules(record, scope.as_ref(), found);
        let id = record.text_unchecked("id").map(|id| id.value.to_owned());
        let why = record.string("why", found);
        if let (Some(id), Some(scope)) = (id, scope) {
            self.guards.guards.push(Guard {
                id,
                scope,
                rules,
                why,
                is_former: false,
            });
        }
    }

    fn scope(&mut self, record: &Record<'_, '_>, found: &mut Found) -> Option<Scope> {
        let clause = record.text("clause", found);
        let topic = record.text("topic", found);
        match (clause, topic) {
            (Some(text), None) => {
                let Some(value) = declared::reference(text.value) else {
                    let message = format!("{} names no clause", quoted(text.value));
                    found.add(
                        Code::BadReference,
                        text.span,
                        message,
                        declared::REFERENCE_HELP,
                    );
                    return None;
                };
                self.references.push(Placed {
                    value: value.clone(),
                    span: text.span,
                });
                Some(Scope::Clause(value))
            }
            (None, Some(path)) => {
                let topic = Topic::new(path.value).ok();
                if topic.is_none() {
                    let message = format!("{} is no topic", quoted(path.value));
                    let help = "write ids joined by `/`, such as `security/forces`";
                    found.add(Code::BadTopic, path.span, message, help);
                }
                topic.map(Scope::Topic)
            }
            (Some(_), Some(topic)) => {
                let message = "a guard of both a clause and a topic".to_owned();
                found.add(
                    Code::BadGuard,
                    topic.span,
                    message,
                    "write a guard for each",
                );
                None
            }
            (None, None) => {
                if !record.has("clause") && !record.has("topic") {
                    let message = "a guard of nothing".to_owned();
                    let help = "add `clause` with the id of a clause, or `topic` with its path";
                    found.report_absence(Diagnostic::new(
                        Code::BadGuard,
                        record.header,
                        message,
                        help,
                    ));
                }
                None
            }
        }
    }
}

fn rules(record: &Record<'_, '_>, found: &mut Found) -> Vec<Rule> {
    let mut rules = Vec::new();
    let is_on = |key: &str, found: &mut Found| record.boolean(key, found) == Some(true);
    if is_on("stays", found) {
        rules.push(Rule::Stays);
    }
    for text in record.texts("terms", found) {
        rules.extend(term_rule(text, found).map(Rule::Term));
    }
    for text in record.texts("contains", found) {
        rules.push(Rule::Contains(text.value.to_owned()));
    }
    for text in record.texts("lacks", found) {
        rules.push(Rule::Lacks(text.value.to_owned()));
    }
    if let Some(word) = record.text("modality", found) {
        let modality = Modality::from_word(word.value);
        if modality.tier().is_none() {
            let near = found.did_you_mean(word.value, Modality::WORDS.iter().copied());
            let message = format!(
                "modality {} is not in the vocabulary{near}",
                quoted(word.value)
            );
            let help = format!("the words are {}", Modality::WORDS.join(", "));
            found.add(Code::BadGuard, word.span, message, help);
        }
        rules.push(Rule::NotWeaker(modality));
    }
    if is_on("unchanged", found) {
        rules.push(Rule::Unchanged);
    }
    rules
}

/// The keys that say what must hold.
const RULES: [&str; 6] = [
    "stays",
    "terms",
    "contains",
    "lacks",
    "modality",
    "unchanged",
];

/// Of a topic only that nothing changes can be said.
fn check_rules(record: &Record<'_, '_>, scope: Option<&Scope>, found: &mut Found) {
    let of_one_clause = RULES[..RULES.len() - 1].iter().find(|key| record.has(key));
    if let (Some(Scope::Topic(_)), Some(key)) = (scope, of_one_clause) {
        let message = format!("`{key}` cannot be said of a topic");
        let help = "guard each clause by its id; of a topic say `unchanged = true`";
        found.add(Code::BadGuard, record.span_of(key), message, help);
    }
}

fn approval(
    record: &Record<'_, '_>,
    ids: &BTreeMap<String, Span>,
    found: &mut Found,
) -> Option<Approval> {
    let guard = record.text("guard", found);
    let guard = guard.and_then(|guard| id_of(guard, ClauseId::new, found));
    if let Some(id) = guard.as_ref().filter(|id| !ids.contains_key(id.as_str())) {
        let near = found.did_you_mean(id.as_str(), ids.keys().map(String::as_str));
        let message = format!("no guard of this file has the id `{id}`{near}");
        let help = "name the guard that the approval is for";
        found.add(Code::UnknownGuard, record.span_of("guard"), message, help);
    }
    let fingerprint = record.text("fingerprint", found);
    let fingerprint = fingerprint.and_then(|text| fingerprint_of(text, found));
    let approver = record.string("approver", found);
    let reason = record.string("reason", found);
    let expires = record.date("expires", found);
    Some(Approval {
        guard: guard?.to_string(),
        fingerprint: fingerprint?,
        approver: approver?,
        reason: reason?,
        expires: expires?,
    })
}

/// Fewest digits that tell one text from all others.
const SHORTEST: usize = 16;

fn fingerprint_of(text: Placed<&str>, found: &mut Found) -> Option<String> {
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let is_one = (SHORTEST..=64).contains(&text.value.len()) && text.value.bytes().all(is_digit);
    if !is_one {
        let message = format!("{} is no fingerprint", quoted(text.value));
        let help = "copy the 16 to 64 hexadecimal digits that a comparison prints beside the guard";
        found.add(Code::BadFingerprint, text.span, message, help);
    }
    is_one.then(|| text.value.to_owned())
}

#[cfg(test)]
mod tests {
    use crate::load::{Limits, guards_from};

    /// Every finding as `line:column code`.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let findings = match guards_from("guards.toml", text.as_bytes(), &Limits::default()) {
            Ok(file) => file.warnings,
            Err(error) => error.findings().expect("it can be read").clone(),
        };
        let told = findings.diagnostics.iter().map(|one| {
            let place = findings.source.place(one.span.start());
            format!("{}:{} {}", place.line, place.column, one.code)
        });
        assert_eq!(told.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_guard_is_about_one_thing_and_says_what_must_hold() {
        check(
            "[[guard]]\nid = \"a\"\nclause = \"tolls\"\nstays = true\n",
            &[],
        );
        check("[[guard]]\nid = \"a\"\nclause = \"tolls\"\n", &["1:1 E028"]);
        check("[[guard]]\nid = \"a\"\nstays = true\n", &["1:1 E028"]);
        check(
            "[[guard]]\nid = \"a\"\nclause = \"x\"\ntopic = \"y\"\nunchanged = true\n",
            &["4:9 E028"],
        );
        check(
            "[[guard]]\nid = \"a\"\ntopic = \"y\"\nstays = true\n",
            &["4:9 E028"],
        );
        check(
            "[[guard]]\nid = \"a\"\nclause = \"x\"\nmodality = \"ought\"\n",
            &["4:12 E028"],
        );
    }

    #[test]
    fn ids_are_unique_and_approvals_name_them() {
        let guard = "[[guard]]\nid = \"a\"\nclause = \"x\"\nstays = true\n";
        check(&guard.repeat(2), &["6:6 E012"]);
        let approval = "[[approval]]\nguard = \"b\"\nfingerprint = \"0123456789abcdef\"\n\
                        approver = \"A\"\nreason = \"R\"\nexpires = 2027-01-01\n";
        check(&format!("{guard}{approval}"), &["6:9 E030"]);
        let short = approval.replace("abcdef", "").replace("\"b\"", "\"a\"");
        check(&format!("{guard}{short}"), &["7:15 E031"]);
        let missing = "[[approval]]\nguard = \"a\"\n";
        check(&format!("{guard}{missing}"), &["5:1 E007"; 4]);
    }
}
