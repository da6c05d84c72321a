//! Clauses that say the same words.

use std::hash::{BuildHasher, BuildHasherDefault, Hash, Hasher};

use rustc_hash::{FxHashSet, FxHasher};

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
/// heading agrees, then the same bytes. Keys that the engine may not look at count as absent.
///
/// Texts that stand once in each version go first; of several copies, those under
/// parents that are a pair, then those at the same relative place. As many copies on both
/// sides go together in order.
pub(in crate::matching) fn same_text(working: &mut Working) {
    let texts = shared_texts(working);
    for agree in [Agree::All, Agree::Heading, Agree::Text] {
        let free = texts
            .iter()
            .filter(|(_, side, index)| working.is_free_on(*side, *index));
        let keys = free.filter_map(|&(text, side, index)| {
            let clause = working.versions.get(side).clause(index);
            Some((key(working, agree, clause, text)?, side, index))
        });
        let keyed = keys.collect();
        settle_groups(working, agree, keyed);
    }
}

/// Pairs texts of the same folded words in the same order, as [`same_text`] pairs the same bytes.
pub(in crate::matching) fn same_words(working: &mut Working) {
    let Some(wording) = &working.wording else {
        return;
    };
    // Texts of the same words are of the same stems, which have been read already.
    let by_stems = keyed_by(working, |side, index, _| {
        let wording = wording.get(side);
        wording.has_words(index).then(|| wording.twin(index))
    });
    let keys = on_both_sides(by_stems).into_iter().map(|(_, side, index)| {
        let text = &working.versions.get(side).clause(index).text;
        (
            hash(|to| token::words(text).for_each(|word| hash_folded(word, to))),
            side,
            index,
        )
    });
    let keyed = keys.collect();
    settle_groups(working, Agree::Words, keyed);
}

/// A clause of one side by a hash of what must agree.
type Keyed = (u64, Side, ClauseIndex);

/// The free clauses whose text, also if it is none, stands in the other version too, by it.
fn shared_texts(working: &Working) -> Vec<Keyed> {
    let by_text = |_, _, clause: &Clause| Some(hash(|to| to.write(clause.text.as_bytes())));
    on_both_sides(keyed_by(working, by_text))
}

/// The free clauses that have a key, by it.
fn keyed_by(
    working: &Working,
    key: impl Fn(Side, ClauseIndex, &Clause) -> Option<u64>,
) -> Vec<Keyed> {
    let mut keyed = Vec::new();
    for side in Side::BOTH {
        let clauses = working.versions.get(side).indexed();
        let free = clauses.filter(|(index, _)| working.is_free_on(side, *index));
        keyed.extend(
            free.filter_map(|(index, clause)| Some((key(side, index, clause)?, side, index))),
        );
    }
    keyed
}

/// Those whose key the other side has, too; sorted.
fn on_both_sides(mut keyed: Vec<Keyed>) -> Vec<Keyed> {
    keyed.sort_unstable();
    let runs = keyed.chunk_by(|a, b| a.0 == b.0);
    let on_both = runs.filter(|run| run[0].1 != run[run.len() - 1].1);
    on_both.flatten().copied().collect()
}

/// Claims pairs among clauses of one key. Keys are hashes: whether two clauses do agree is asked
/// again for each pair.
fn settle_groups(working: &mut Working, agree: Agree, keyed: Vec<Keyed>) {
    let keyed = on_both_sides(keyed);
    let is_single = |group: &&[Keyed]| group.len() == 2;
    let groups = || keyed.chunk_by(|a, b| a.0 == b.0);
    // Sections are mostly single, so the copies below them know which sections are pairs.
    // Groups of one kind share no clause and do not see each other's pairs, so the order
    // in which they are taken does not show.
    let single = groups().filter(is_single);
    let pairs: Vec<_> = single
        .map(|group| Sides::new(group[0].2, group[1].2))
        .collect();
    settle(working, agree, pairs);
    let several = groups().filter(|group| !is_single(group));
    let pairs = several.flat_map(|group| within(working, group)).collect();
    settle(working, agree, pairs);
}

fn settle(working: &mut Working, agree: Agree, pairs: Vec<Sides<ClauseIndex>>) {
    for clauses in pairs {
        if working.is_free(clauses)
            && !working.is_forbidden(clauses)
            && agrees(working, agree, clauses)
        {
            working.settle(clauses, Method::Text, Confidence::hundredths(99));
        }
    }
}

/// A hash of what must agree, made from that of the text; `None` for a clause that says nothing.
fn key(working: &Working, agree: Agree, clause: &Clause, text: u64) -> Option<u64> {
    let heading = heading(working, clause);
    let says_text = !clause.text.is_empty();
    match agree {
        Agree::All | Agree::Heading if !says_text && heading.is_none() => None,
        Agree::All => Some(hash(|to| (text, heading, number(working, clause)).hash(to))),
        Agree::Heading => Some(hash(|to| (text, heading).hash(to))),
        Agree::Text | Agree::Words => says_text.then_some(text),
    }
}

fn hash(value: impl FnOnce(&mut FxHasher)) -> u64 {
    let mut hasher = BuildHasherDefault::<FxHasher>::default().build_hasher();
    value(&mut hasher);
    hasher.finish()
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
fn within(working: &Working, group: &[Keyed]) -> Vec<Sides<ClauseIndex>> {
    let of = |wanted: Side| {
        let own = group.iter().filter(|(_, side, _)| *side == wanted);
        own.map(|&(_, _, index)| index).collect::<Vec<_>>()
    };
    let (before, after) = (&of(Side::Before), &of(Side::After));
    let is_large = before.len().saturating_mul(after.len()) > LARGE_GROUP;
    if is_large {
        return in_order(before, after);
    }
    let mut pairs = Vec::new();
    let mut parents = FxHashSet::default();
    // Those under one parent have the same siblings on both sides.
    let is_first = |&&clause: &&ClauseIndex| {
        let parent = working.versions.before.clause(clause).parent;
        parents.insert(parent)
    };
    for &clause in before.iter().filter(is_first) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Limits, version_from};
    use crate::matching::options::Options;
    use crate::model::Version;

    /// A section of so many clauses that say the same.
    fn section(copies: usize) -> Version {
        let copies = (0..copies)
            .map(|at| format!("[[clause]]\nid = 'c{at}'\nparent = 'section'\ntext = 'same'\n"));
        let file = format!(
            "format = 1\nproposal = {{ id = 'v', title = 'T', date = '2024' }}\n[[clause]]\nid = 'section'\n{}",
            copies.collect::<String>()
        );
        version_from("v", file.as_bytes(), &Limits::default())
            .unwrap()
            .value
    }

    #[test]
    fn copies_in_one_section_are_tried_against_each_other_once() {
        let (before, after) = (section(30), section(29));
        let options = Options::default();
        let mut working = Working::new(&before, &after, &options);
        let sections = Sides::new(ClauseIndex::new(0), ClauseIndex::new(0));
        working.settle(sections, Method::Text, Confidence::hundredths(99));
        let of = |side: Side, copies: usize| {
            let places = 1..=copies;
            places.map(move |place| (0, side, ClauseIndex::new(place)))
        };
        let group: Vec<Keyed> = of(Side::Before, 30).chain(of(Side::After, 29)).collect();
        // Under the paired sections, and then among all.
        assert_eq!(within(&working, &group).len(), 2 * 30 * 29);
    }
}
