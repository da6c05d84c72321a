//! What an author announced against what was found.
//!
//! A change has aspects: what became of its words, that it moved, that its number or
//! heading differs. Each must be announced, so that a clause announced as moved does not
//! carry a silent change of its words with it. The number alone follows the place, and is
//! announced with anything else of its clause.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::Diff;
use super::change::{Change, Class, Kind};
use super::edit::Op;
use crate::model::{Announced, ClauseIndex, Declaration, DeclaredClause, Side, Sides};
use crate::text::token::word_count;

/// What may be announced of a change by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// Its words, terms or parties: what its kind says.
    Content,
    /// Its place.
    Moved,
    /// Its heading.
    Retitled,
    /// Its number.
    Renumbered,
}

/// Announcements and changes, compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declared {
    /// Changes of which something is not announced, the most weighty first.
    pub undeclared: Vec<Undeclared>,
    /// Clauses announced of which nothing such was found, in the order of the file.
    pub missing: Vec<Missing>,
    /// How many changes are announced in full.
    pub found: usize,
}

/// A change of which something is not announced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undeclared {
    /// Its place in [`Diff::changes`].
    pub change: usize,
    /// What is not announced, at least one, in order.
    pub aspects: Vec<Aspect>,
}

/// Clauses of one announcement of which nothing such was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The place of the announcement.
    pub declaration: usize,
    /// The places of the clauses in it, at least one.
    pub clauses: Vec<usize>,
}

impl Declared {
    /// Holds every change that is not unchanged in its place against all announcements.
    /// Linear in the number of changes that clauses are told in, beside sorting.
    pub fn new(diff: &Diff, declarations: &[Declaration]) -> Self {
        let told = Told::new(diff);
        let mut announced: Vec<Vec<Option<Announced>>> = vec![Vec::new(); diff.changes.len()];
        let mut missing = Vec::new();
        for (at, declaration) in declarations.iter().enumerate() {
            let mut clauses = Vec::new();
            for (place, named) in declaration.clauses.iter().enumerate() {
                let holds = |&&change: &&usize| holds(declaration.kind, &diff.changes[change]);
                let changes = told.of(diff, named);
                let found: Vec<usize> = changes.iter().filter(holds).copied().collect();
                if found.is_empty() {
                    clauses.push(place);
                }
                let kinds = found.into_iter();
                kinds.for_each(|change| announced[change].push(declaration.kind));
            }
            if !clauses.is_empty() {
                missing.push(Missing {
                    declaration: at,
                    clauses,
                });
            }
        }
        let mut undeclared = Vec::new();
        let mut found = 0;
        for (change, announced) in announced.iter().enumerate() {
            let mut aspects = aspects(&diff.changes[change]);
            if aspects.is_empty() {
                continue;
            }
            aspects.retain(|aspect| !announced.iter().any(|kind| covers(*kind, *aspect)));
            if aspects.is_empty() {
                found += 1;
            } else {
                undeclared.push(Undeclared { change, aspects });
            }
        }
        undeclared.sort_by_key(|one| (weight(diff, one), one.change));
        Self {
            undeclared,
            missing,
            found,
        }
    }
}

/// The changes that each clause is told in, those unchanged in place left out.
struct Told<'d>(Sides<FxHashMap<&'d str, Vec<usize>>>);

impl<'d> Told<'d> {
    fn new(diff: &Diff<'d>) -> Self {
        Self(Sides::make(|side| {
            let mut told: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
            let id = |clause: ClauseIndex| diff.versions.get(side).clause(clause).id.as_str();
            for (at, change) in diff.changes.iter().enumerate() {
                for &clause in change.clauses.get(side) {
                    told.entry(id(clause)).or_default().push(at);
                }
            }
            told
        }))
    }

    fn of(&self, diff: &Diff, named: &DeclaredClause) -> Vec<usize> {
        let is_meant = |side: &Side| {
            let id = &diff.versions.get(*side).id;
            named.version.as_ref().is_none_or(|version| version == id)
        };
        let sides = Side::BOTH.into_iter().filter(is_meant);
        let mut changes: Vec<usize> = sides
            .filter_map(|side| self.0.get(side).get(named.clause.as_str()))
            .flatten()
            .copied()
            .collect();
        changes.sort_unstable();
        changes.dedup();
        changes
    }
}

/// What there is to announce of a change; nothing of what is unchanged in its place.
fn aspects(change: &Change) -> Vec<Aspect> {
    let has = [
        (Aspect::Content, has_content(change)),
        (Aspect::Moved, change.moved),
        (Aspect::Retitled, change.retitled),
        (Aspect::Renumbered, change.renumbered),
    ];
    let has = has.into_iter().filter(|(_, has)| *has);
    has.map(|(aspect, _)| aspect).collect()
}

/// False where nothing but the heading differs, too.
fn has_content(change: &Change) -> bool {
    let is_heading_only = change.kind == Kind::Changed
        && change.retitled
        && change.class != Class::Substantive
        && change.terms.is_empty()
        && change.text.iter().all(|edit| edit.op == Op::Keep);
    !is_heading_only && (change.kind != Kind::Unchanged || change.class != Class::None)
}

/// True if something such became of the clauses.
fn holds(announced: Option<Announced>, change: &Change) -> bool {
    let Some(announced) = announced else {
        return !change.is_still();
    };
    match announced {
        Announced::Added => change.kind == Kind::Added,
        Announced::Dropped => change.kind == Kind::Dropped,
        Announced::Changed => change.kind == Kind::Changed,
        Announced::Split => change.kind == Kind::Split,
        Announced::Merged => change.kind == Kind::Merged,
        Announced::Moved => change.moved,
        Announced::Renumbered => change.renumbered,
        Announced::Retitled => change.retitled,
        Announced::Cosmetic => change.class == Class::Cosmetic,
        Announced::Reworded => change.class == Class::Reworded,
        Announced::Substantive => change.class == Class::Substantive,
    }
}

/// Whether an announcement that holds for a change says this of it.
fn covers(announced: Option<Announced>, aspect: Aspect) -> bool {
    match announced {
        None => true,
        Some(_) if aspect == Aspect::Renumbered => true,
        Some(Announced::Moved) => aspect == Aspect::Moved,
        Some(Announced::Retitled) => aspect == Aspect::Retitled,
        Some(Announced::Renumbered) => false,
        Some(
            Announced::Added
            | Announced::Dropped
            | Announced::Changed
            | Announced::Split
            | Announced::Merged
            | Announced::Cosmetic
            | Announced::Reworded
            | Announced::Substantive,
        ) => aspect == Aspect::Content,
    }
}

/// The smallest is the most weighty: words before places, substance before style, what
/// moved before what stayed, many findings before few, many words before few.
type Weight = (
    bool,
    Reverse<Class>,
    bool,
    Reverse<usize>,
    Reverse<usize>,
    Aspect,
);

fn weight(diff: &Diff, one: &Undeclared) -> Weight {
    let change = &diff.changes[one.change];
    let first = one.aspects[0];
    let edits = change.text.iter().filter(|edit| edit.op != Op::Keep);
    let words = edits.map(|edit| word_count(&edit.text)).sum();
    (
        first != Aspect::Content,
        Reverse(change.class),
        !change.moved,
        Reverse(change.signals.len()),
        Reverse(words),
        first,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{self, Limits};
    use crate::model::Version;

    const BEFORE: &str = "
        port: The harbour master keeps the lights of the port burning from dusk to dawn.
        tolls: Ships of either province pay the same tolls at the quay within 30 days.
        flags: Both flags are flown on holidays from sunrise to sunset at the customs house.
        court: A court of five judges settles whatever the two provinces cannot agree upon.";

    /// Tolls move to the end, and their 30 days are 90; nothing else.
    const AFTER: &str = "
        port: The harbour master keeps the lights of the port burning from dusk to dawn.
        flags: Both flags are flown on holidays from sunrise to sunset at the customs house.
        court: A court of five judges settles whatever the two provinces cannot agree upon.
        tolls: Ships of either province pay the same tolls at the quay within 90 days.";

    fn version(id: &str, clauses: &str) -> Version {
        let head =
            format!("format = 1\n[proposal]\nid = \"{id}\"\ntitle = \"Accord\"\ndate = \"2024\"\n");
        let clauses = clauses
            .lines()
            .filter_map(|line| line.trim().split_once(": "));
        let clause = |(id, text)| format!("[[clause]]\nid = \"{id}\"\ntext = \"{text}\"\n");
        let file = head + &clauses.map(clause).collect::<String>();
        let loaded = load::version_from("made", file.as_bytes(), &Limits::default());
        loaded.expect("it is sound").value
    }

    /// What is not announced of which clause, and which announced clauses are missing.
    #[track_caller]
    fn check(declared: &str, undeclared: &[&str], missing: &[&str]) {
        let [before, after] = [version("one", BEFORE), version("two", AFTER)];
        let diff = Diff::between(&before, &after);
        let file = load::declared_from("made", declared.as_bytes(), &Limits::default());
        let file = file.expect("it is sound");
        let declared = Declared::new(&diff, &file.declarations);
        let told = declared.undeclared.iter().map(|one| {
            let clause = diff.changes[one.change].clauses.after[0];
            format!("{} {:?}", after.clause(clause).id, one.aspects)
        });
        assert_eq!(told.collect::<Vec<_>>(), undeclared);
        let named = declared.missing.iter().flat_map(|missing| {
            let own = &file.declarations[missing.declaration].clauses;
            missing.clauses.iter().map(|&at| own[at].to_string())
        });
        assert_eq!(named.collect::<Vec<_>>(), missing);
    }

    fn change(clause: &str, kind: &str) -> String {
        format!("[[change]]\nclauses = [\"{clause}\"]\n{kind}\n")
    }

    #[test]
    fn without_announcements_all_is_undeclared() {
        check("", &["tolls [Content, Moved]"], &[]);
    }

    #[test]
    fn an_announced_move_hides_no_change() {
        check(
            &change("tolls", "kind = \"moved\""),
            &["tolls [Content]"],
            &[],
        );
    }

    #[test]
    fn an_announced_change_hides_no_move() {
        check(
            &change("one#tolls", "kind = \"substantive\""),
            &["tolls [Moved]"],
            &[],
        );
    }

    #[test]
    fn an_announcement_without_a_kind_is_of_all() {
        check(&change("two#tolls", ""), &[], &[]);
    }

    #[test]
    fn what_was_announced_and_is_not_there_is_missing() {
        let declared =
            change("tolls", "") + &change("flags", "") + &change("court", "kind = \"dropped\"");
        check(&declared, &[], &["flags", "court"]);
        check(
            &change("tolls", "kind = \"reworded\""),
            &["tolls [Content, Moved]"],
            &["tolls"],
        );
    }
}
