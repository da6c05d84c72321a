//! A links file to pairs of clauses, and the pairs against the versions they name.

use std::collections::{BTreeMap, HashMap, HashSet};

use toml::de::DeTable;

use super::Limits;
use super::found::{Found, did_you_mean, quoted};
use super::record::{Placed, Record};
use super::schema::LINKS_FILE;
use super::syntax::Doubt;
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::model::{ClauseId, ClauseRef, Link, Links, Relation, Sides, Unlink, Version, VersionId};
use crate::text::nearest::nearest;
use crate::text::span::Span;

/// A links file that has no errors of its own.
///
/// Whether its versions and clauses exist can be said only when versions are at hand; see
/// [`LinksFile::check_against`].
#[derive(Clone, Debug)]
pub struct LinksFile {
    /// What it says.
    pub links: Links,
    /// What the author should look at; none are errors.
    pub warnings: Findings,
    /// Every version that `compare` names.
    compared: Vec<Placed<VersionId>>,
    /// Every clause that a link or unlink names, in the order of the file.
    references: Vec<Placed<ClauseRef>>,
}

impl LinksFile {
    /// Findings about versions and clauses that the file names and that do not exist.
    ///
    /// `versions` are those at hand; `left_out` are known ones that could not be loaded,
    /// about whose clauses nothing can be said.
    pub fn check_against(&self, versions: &[&Version], left_out: &[&VersionId]) -> Findings {
        let mut found = Found::new(Vec::new(), Doubt::default());
        let at_hand = AtHand::new(versions, left_out);
        for compared in &self.compared {
            at_hand.check_version(&compared.value, compared.span, &mut found);
        }
        for reference in &self.references {
            at_hand.check(reference, &mut found);
        }
        found.into_findings(self.warnings.source.clone())
    }
}

/// The versions that links can name.
struct AtHand<'v> {
    clauses: BTreeMap<&'v VersionId, Option<ClausesOf<'v>>>,
}

/// Ids in the order of the document, and for a quick look.
struct ClausesOf<'v> {
    order: Vec<&'v str>,
    ids: HashSet<&'v ClauseId>,
}

impl<'v> AtHand<'v> {
    fn new(versions: &[&'v Version], left_out: &[&'v VersionId]) -> Self {
        let mut clauses: BTreeMap<_, _> = left_out.iter().map(|id| (*id, None)).collect();
        for version in versions {
            let order = version
                .clauses
                .iter()
                .map(|clause| clause.id.as_str())
                .collect();
            let ids = version.clauses.iter().map(|clause| &clause.id).collect();
            clauses.insert(&version.id, Some(ClausesOf { order, ids }));
        }
        Self { clauses }
    }

    fn check_version(&self, id: &VersionId, span: Span, found: &mut Found) {
        if !self.clauses.contains_key(id) {
            let known = self.clauses.keys().map(|id| id.as_str());
            let near = found.did_you_mean(id.as_str(), known);
            let message = format!("no version at hand has the id `{id}`{near}");
            let help = "correct the id, or put the file of that version into the folder";
            found.add(Code::UnknownVersion, span, message, help);
        }
    }

    fn check(&self, reference: &Placed<ClauseRef>, found: &mut Found) {
        let ClauseRef { version, clause } = &reference.value;
        self.check_version(version, reference.span, found);
        let Some(Some(of_version)) = self.clauses.get(version) else {
            return;
        };
        if !of_version.ids.contains(clause) {
            let near = found.did_you_mean(clause.as_str(), of_version.order.iter().copied());
            let message = format!("version `{version}` has no clause `{clause}`{near}");
            let help = format!("name a clause of `{version}`, or remove the link");
            found.add(Code::UnknownClause, reference.span, message, help);
        }
    }
}

/// What could be read of a links file; to be thrown away if there are errors.
#[derive(Default)]
pub(super) struct Lowered {
    links: Links,
    compared: Vec<Placed<VersionId>>,
    references: Vec<Placed<ClauseRef>>,
}

impl Lowered {
    /// With the findings, none of which are errors.
    pub(super) fn into_file(self, warnings: Findings) -> LinksFile {
        LinksFile {
            links: self.links,
            warnings,
            compared: self.compared,
            references: self.references,
        }
    }
}

/// Clauses on both sides of a link or unlink.
type PlacedSides = Sides<Vec<Placed<ClauseRef>>>;

/// Reads the tree of a whole file.
pub(super) fn links(root: &DeTable<'_>, limits: &Limits, found: &mut Found) -> Lowered {
    let root = Record::open(root, Span::default(), &LINKS_FILE, found);
    let mut lowered = Lowered::default();
    for id in root.texts("compare", found) {
        if let Some(value) = super::record::id_of(id, VersionId::new, found) {
            lowered.compared.push(Placed {
                value,
                span: id.span,
            });
        }
    }
    let mut pairs = Pairs::new(limits);
    for entry in root.tables("link", found) {
        let record = entry.open(found);
        let sides = sides(&record, found);
        pairs.link(&sides, found);
        let relation = record
            .text("relation", found)
            .and_then(|word| relation(word, found));
        let why = record.string("why", found);
        let Sides { before, after } = lowered.keep(sides);
        lowered.links.links.extend(relation.map(|relation| Link {
            before,
            after,
            relation,
            why,
        }));
    }
    for entry in root.tables("unlink", found) {
        let record = entry.open(found);
        let sides = sides(&record, found);
        pairs.unlink(&sides, found);
        let why = record.string("why", found);
        let Sides { before, after } = lowered.keep(sides);
        lowered.links.unlinks.push(Unlink { before, after, why });
    }
    lowered.links.compare = lowered.compared.iter().map(|id| id.value.clone()).collect();
    lowered
}

impl Lowered {
    fn keep(&mut self, sides: PlacedSides) -> Sides<Vec<ClauseRef>> {
        self.references
            .extend(sides.before.iter().chain(&sides.after).cloned());
        sides.map(|side| side.into_iter().map(|reference| reference.value).collect())
    }
}

fn sides(record: &Record<'_, '_>, found: &mut Found) -> PlacedSides {
    let sides = Sides::new(side(record, "before", found), side(record, "after", found));
    if let ([before, ..], [after, ..]) = (&sides.before[..], &sides.after[..])
        && before.value.version == after.value.version
    {
        let message = format!("both sides are of version `{}`", after.value.version);
        let help = "a link joins clauses of two versions";
        found.add(Code::BadReference, after.span, message, help);
    }
    sides
}

fn side(record: &Record<'_, '_>, key: &str, found: &mut Found) -> Vec<Placed<ClauseRef>> {
    let texts = record.texts(key, found);
    if texts.is_empty() && record.is_empty_array(key) {
        let message = format!("`{key}` names no clause");
        found.add(
            Code::BadReference,
            record.span_of(key),
            message,
            REFERENCE_HELP,
        );
    }
    let mut side: Vec<Placed<ClauseRef>> = Vec::with_capacity(texts.len());
    for text in texts {
        let Some(value) = reference(text, found) else {
            continue;
        };
        if let Some(first) = side.first()
            && first.value.version != value.version
        {
            let versions = (&first.value.version, &value.version);
            let message = format!(
                "one side names two versions, `{}` and `{}`",
                versions.0, versions.1
            );
            let help = "write a link for each pair of versions";
            found.report(
                Diagnostic::new(Code::BadReference, text.span, message, help)
                    .label(first.span, "the side begins here"),
            );
        }
        side.push(Placed {
            value,
            span: text.span,
        });
    }
    side
}

/// How a clause of a version is named.
const REFERENCE_HELP: &str = "write `version#clause`, such as `port-accord-draft-1#garrison`";

fn reference(text: Placed<&str>, found: &mut Found) -> Option<ClauseRef> {
    let parsed = text.value.split_once('#').and_then(|(version, clause)| {
        let version = VersionId::new(version).ok()?;
        let clause = ClauseId::new(clause).ok()?;
        Some(ClauseRef { version, clause })
    });
    if parsed.is_none() {
        let message = format!("{} names no clause of a version", quoted(text.value));
        found.add(Code::BadReference, text.span, message, REFERENCE_HELP);
    }
    parsed
}

fn relation(word: Placed<&str>, found: &mut Found) -> Option<Relation> {
    let relation = Relation::from_word(word.value);
    if relation.is_none() {
        let words = Relation::ALL.map(|(_, word)| word);
        let near = nearest(word.value, words);
        let message = format!(
            "relation {} is not known{}",
            quoted(word.value),
            near.map_or_else(String::new, did_you_mean)
        );
        let help = format!("the relations are {}", words.join(", "));
        found.add(Code::UnknownRelation, word.span, message, help);
    }
    relation
}

/// Every pair that is linked, in either direction, with the place of its second clause.
struct Pairs {
    linked: HashMap<(ClauseRef, ClauseRef), Span>,
    left: usize,
}

impl Pairs {
    /// Pairs multiply, so they count against the limit on clauses.
    fn new(limits: &Limits) -> Self {
        Self {
            linked: HashMap::new(),
            left: limits.clauses,
        }
    }

    fn link(&mut self, sides: &PlacedSides, found: &mut Found) {
        if !self.take(sides, found) {
            return;
        }
        for (pair, span) in pairs_of(sides) {
            match self.linked.get(&pair) {
                Some(&first) => found.report(linked_twice(&pair, span, first)),
                None => {
                    self.linked.insert(pair, span);
                }
            }
        }
    }

    fn unlink(&mut self, sides: &PlacedSides, found: &mut Found) {
        if !self.take(sides, found) {
            return;
        }
        for (pair, span) in pairs_of(sides) {
            if let Some(&linked) = self.linked.get(&pair) {
                found.report(linked_and_unlinked(&pair, span, linked));
            }
        }
    }

    fn take(&mut self, sides: &PlacedSides, found: &mut Found) -> bool {
        let Some(first) = sides.before.first() else {
            return true;
        };
        let count = sides.before.len().saturating_mul(sides.after.len());
        let is_within = count <= self.left;
        if !is_within {
            let message = "the links make more pairs of clauses than the limit".to_owned();
            let help = "name fewer clauses, or raise the limit with `--max-clauses`";
            found.add(Code::OverLimit, first.span, message, help);
        }
        self.left = self.left.saturating_sub(count);
        is_within
    }
}

fn pairs_of(sides: &PlacedSides) -> impl Iterator<Item = ((ClauseRef, ClauseRef), Span)> {
    sides.before.iter().flat_map(|before| {
        sides.after.iter().map(|after| {
            let (low, high) = if before.value <= after.value {
                (&before.value, &after.value)
            } else {
                (&after.value, &before.value)
            };
            ((low.clone(), high.clone()), after.span)
        })
    })
}

fn linked_twice(pair: &(ClauseRef, ClauseRef), span: Span, first: Span) -> Diagnostic {
    let message = format!("`{}` and `{}` are linked twice", pair.0, pair.1);
    Diagnostic::new(
        Code::LinkedTwice,
        span,
        message,
        "keep the link that says it best",
    )
    .label(first, "first linked here")
}

fn linked_and_unlinked(pair: &(ClauseRef, ClauseRef), span: Span, linked: Span) -> Diagnostic {
    let message = format!("`{}` and `{}` are both linked and unlinked", pair.0, pair.1);
    Diagnostic::new(
        Code::LinkedAndUnlinked,
        span,
        message,
        "remove the one or the other",
    )
    .label(linked, "linked here")
}
