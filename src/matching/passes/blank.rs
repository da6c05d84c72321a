//! Clauses that say nothing, which only their places can tell apart.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::matching::evidence::{Confidence, Method};
use crate::matching::wording;
use crate::matching::working::Working;
use crate::model::{ClauseIndex, Side, Sides};

/// Pairs the free clauses without a text and without a heading that may be looked at, in order, where as many of
/// them stand between the same neighbours. Of several such places the nearest goes first.
pub(in crate::matching) fn blank(working: &mut Working) {
    let runs = Sides::make(|side| runs(working, side));
    if runs.before.is_empty() || runs.after.is_empty() {
        return;
    }
    let behind = runs.map(|runs| {
        let behind = runs.into_iter().map(|run| (run.start, run));
        behind.collect::<FxHashMap<usize, Range<usize>>>()
    });
    let pairs = working.pairs.iter();
    let places = pairs.map(|pair| pair.clauses.map(|clause| clause.get() + 1));
    let places = places.chain([Sides::new(0, 0)]);
    let mut alike: Vec<Sides<&Range<usize>>> = places
        .filter_map(|place| {
            let before = behind.before.get(&place.before)?;
            Some(Sides::new(before, behind.after.get(&place.after)?))
        })
        .filter(|runs| runs.before.len() == runs.after.len() && have_one_end(working, *runs))
        .collect();
    alike.sort_by_key(|runs| working.displacement(runs.map(|run| ClauseIndex::new(run.start))));
    for runs in alike {
        for (before, after) in runs.before.clone().zip(runs.after.clone()) {
            let clauses = Sides::new(before, after).map(ClauseIndex::new);
            if working.is_free(clauses) && !working.is_forbidden(clauses) {
                working.settle(clauses, Method::Text, Confidence::hundredths(90));
            }
        }
    }
}

/// The free clauses that say nothing, as far as they stand together.
fn runs(working: &Working, side: Side) -> Vec<Range<usize>> {
    let version = *working.versions.get(side);
    let is_blank = |at: usize| {
        let clause = version.clause(ClauseIndex::new(at));
        clause.text.is_empty()
            && wording::heading(clause, working.options.ignore).is_empty()
            && working.is_free_on(side, ClauseIndex::new(at))
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in (0..version.clauses.len()).filter(|&at| is_blank(at)) {
        match found.last_mut().filter(|last| last.end == at) {
            Some(last) => last.end += 1,
            None => found.push(at..at + 1),
        }
    }
    found
}

/// True if what stands behind both is a pair, or nothing does.
fn have_one_end(working: &Working, runs: Sides<&Range<usize>>) -> bool {
    let next = Sides::make(|side| {
        let end = runs.get(side).end;
        (end < working.versions.get(side).clauses.len()).then(|| ClauseIndex::new(end))
    });
    match (next.before, next.after) {
        (Some(before), Some(after)) => working.is_claimed(Sides::new(before, after)),
        (None, None) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::matching::drafts::version;
    use crate::matching::{Key, Options, pair};
    use crate::model::{Links, Sides};

    /// The pairs that are made if nothing but texts and numbers may be looked at.
    #[track_caller]
    fn check(before: &[&str], after: &[&str], expected: &[(usize, usize)]) {
        let options = Options {
            ignore: [Key::Id, Key::Parent, Key::Heading].into_iter().collect(),
            ..Options::default()
        };
        let (before, after) = (version(before), version(after));
        let matching = pair(&before, &after, &Links::default(), &options);
        let pairs = matching.pairs.iter().map(|pair| pair.clauses);
        let pairs = pairs.map(|Sides { before, after }| (before.get(), after.get()));
        assert_eq!(pairs.collect::<Vec<_>>(), expected);
    }

    const TITLE: &str = "heading = 'Port dues'";
    const SHIPS: &str = "parent = 'c0'\ntext = 'Ships pay by weight.'";
    const INNER: &str = "parent = 'c0'\nheading = 'Towns'";
    const BOATS: &str = "parent = 'c2'\ntext = 'Boats of the town are free.'";

    #[test]
    fn what_says_nothing_stands_where_it_stood() {
        let all = [TITLE, SHIPS, INNER, BOATS];
        check(&all, &all, &[(0, 0), (1, 1), (2, 2), (3, 3)]);
    }

    #[test]
    fn where_more_stand_on_one_side_none_is_guessed() {
        let innermost = "parent = 'c2'\nheading = 'Boats'";
        let boats = "parent = 'c3'\ntext = 'Boats of the town are free.'";
        let before = [TITLE, SHIPS, INNER, BOATS];
        let after = [TITLE, SHIPS, INNER, innermost, boats];
        check(&before, &after, &[(0, 0), (1, 1), (3, 4)]);
        check(&after, &before, &[(0, 0), (1, 1), (4, 3)]);
    }
}
