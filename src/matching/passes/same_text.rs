//! Clauses that say the same words.

use std::hash::{BuildHasher, BuildHasherDefault, Hash, Hasher};

use rustc_hash::FxHasher;

use crate::matching::evidence::{Confidence, Method};
use crate::matching::options::Key;
use crate::matching::working::Working;
use crate::model::{Clause, ClauseIndex, Side, Sides};
use crate::text::normalize::fold_word;
use crate::text::token;

/// Groups of more pairs than this are paired in order, without looking at places.
const LARGE_GROUP: usize = 10_000;

/// What must agree, from most to least.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Agree {
    /// Heading, number and text.
    All,
    /// Heading and text.
    Heading,
    /// The bytes of a text.
    Text,
    /// The folded words of a text.
    Words,
}

/// Pairs equal texts: first those whose heading and number agree too, then those whose
/// heading agrees, then the same bytes, then the same folded words. Keys that the engine
/// may not look at count as absent.
///
/// Texts that stand once in each version go first; of several copies, those under
/// parents that are a pair, then those at the same relative place. As many copies on both
/// sides go together in order.
pub(in crate::matching) fn same_text(working: &mut Working) {
    for agree in [Agree::All, Agree::Heading, Agree::Text, Agree::Words] {
        let groups = groups(working, agree);
        let (single, several): (Vec<_>, Vec<_>) = groups
            .into_iter()
            .partition(|group| group.before.len() == 1 && group.after.len() == 1);
        // Sections are mostly single, so the copies below them know which sections are pairs.
        // Groups of one kind share no clause and do not see each other's pairs, so the order
        // in which they are taken does not show.
        for groups in [single, several] {
            let pairs: Vec<_> = groups
                .iter()
                .flat_map(|group| within(working, group))
                .collect();
            for clauses in pairs {
                if working.is_free(clauses)
                    && !working.is_forbidden(clauses)
                    && agrees(working, agree, clauses)
                {
                    working.settle(clauses, Method::Text, Confidence::hundredths(99));
                }
            }
        }
    }
}

/// Free clauses of either side by what must agree, where both sides have some. Sorting by a
/// hash costs less than a map of lists; whether they do agree is asked again for each pair.
fn groups(working: &Working, agree: Agree) -> Vec<Sides<Vec<ClauseIndex>>> {
    let mut keyed: Vec<(u64, Side, ClauseIndex)> = Vec::new();
    for side in Side::BOTH {
        for (index, clause) in working.versions.get(side).indexed() {
            if working.is_free_on(side, index)
                && let Some(key) = key(working, agree, clause)
            {
                keyed.push((key, side, index));
            }
        }
    }
    keyed.sort_unstable();
    let runs = keyed.chunk_by(|a, b| a.0 == b.0);
    let on_both = runs.filter(|run| run[0].1 != run[run.len() - 1].1);
    on_both
        .map(|run| {
            Sides::make(|side| {
                let own = run.iter().filter(|(_, of, _)| *of == side);
                own.map(|&(_, _, index)| index).collect()
            })
        })
        .collect()
}

/// A hash of what must agree; `None` for a clause that says nothing.
fn key(working: &Working, agree: Agree, clause: &Clause) -> Option<u64> {
    let heading = heading(working, clause);
    let hash = |value: &dyn Fn(&mut FxHasher)| {
        let mut hasher = BuildHasherDefault::<FxHasher>::default().build_hasher();
        value(&mut hasher);
        hasher.finish()
    };
    let text = &clause.text;
    let says = match agree {
        Agree::All | Agree::Heading => !text.is_empty() || heading.is_some(),
        Agree::Text | Agree::Words => !text.is_empty(),
    };
    says.then(|| match agree {
        Agree::All => hash(&|to| (heading, number(working, clause), text).hash(to)),
        Agree::Heading => hash(&|to| (heading, text).hash(to)),
        Agree::Text => hash(&|to| text.hash(to)),
        Agree::Words => hash(&|to| token::words(text).for_each(|word| hash_folded(word, to))),
    })
}

fn hash_folded(word: &str, to: &mut FxHasher) {
    if word.is_ascii() {
        word.bytes()
            .for_each(|byte| to.write_u8(byte.to_ascii_lowercase()));
        to.write_u8(0xff);
    } else {
        fold_word(word).hash(to);
    }
}

fn heading<'a>(working: &Working, clause: &'a Clause) -> Option<&'a str> {
    let heading = clause.heading.as_deref();
    heading.filter(|_| !working.options.ignore.hides(Key::Heading))
}

fn number<'a>(working: &Working, clause: &'a Clause) -> Option<&'a str> {
    let number = clause.number.as_deref();
    number.filter(|_| !working.options.ignore.hides(Key::Number))
}

/// True if the two clauses do agree.
fn agrees(working: &Working, agree: Agree, clauses: Sides<ClauseIndex>) -> bool {
    let before = working.versions.before.clause(clauses.before);
    let after = working.versions.after.clause(clauses.after);
    let same_heading = || heading(working, before) == heading(working, after);
    let same_number = || number(working, before) == number(working, after);
    match agree {
        Agree::All => before.text == after.text && same_heading() && same_number(),
        Agree::Heading => before.text == after.text && same_heading(),
        Agree::Text => before.text == after.text,
        Agree::Words => have_one_wording(&before.text, &after.text),
    }
}

/// True if both texts have words, and the same ones once folded.
fn have_one_wording(before: &str, after: &str) -> bool {
    let is_same = |(one, other): (&str, &str)| one == other || fold_word(one) == fold_word(other);
    let mut others = token::words(after);
    let mut any = false;
    for word in token::words(before) {
        any = true;
        if !others.next().is_some_and(|other| is_same((word, other))) {
            return false;
        }
    }
    any && others.next().is_none()
}

/// The pairs of one group in the order in which they are to be tried: under paired
/// parents, then all.
fn within(working: &Working, group: &Sides<Vec<ClauseIndex>>) -> Vec<Sides<ClauseIndex>> {
    let Sides { before, after } = group;
    let is_large = before.len().saturating_mul(after.len()) > LARGE_GROUP;
    if is_large {
        return in_order(before, after);
    }
    let mut pairs = Vec::new();
    for &clause in before {
        let siblings = |other: &ClauseIndex| working.parents_are_a_pair(Sides::new(clause, *other));
        let there: Vec<ClauseIndex> = after.iter().copied().filter(siblings).collect();
        let here = |other: &ClauseIndex| {
            there
                .iter()
                .any(|&there| working.parents_are_a_pair(Sides::new(*other, there)))
        };
        let here: Vec<ClauseIndex> = before.iter().copied().filter(here).collect();
        pairs.extend(best_first(working, &here, &there));
    }
    pairs.extend(best_first(working, before, after));
    pairs
}

fn best_first(
    working: &Working,
    before: &[ClauseIndex],
    after: &[ClauseIndex],
) -> Vec<Sides<ClauseIndex>> {
    if before.len() == after.len() {
        return in_order(before, after);
    }
    let all = before
        .iter()
        .flat_map(|&before| after.iter().map(move |&after| Sides { before, after }));
    let mut pairs: Vec<_> = all.collect();
    pairs.sort_by_key(|&clauses| working.displacement(clauses));
    pairs
}

fn in_order(before: &[ClauseIndex], after: &[ClauseIndex]) -> Vec<Sides<ClauseIndex>> {
    before
        .iter()
        .zip(after)
        .map(|(&before, &after)| Sides { before, after })
        .collect()
}
