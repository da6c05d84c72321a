//! The benchmarks' versions: their truth is whole, and the engine finds it.

#[path = "../benches/generated/mod.rs"]
#[expect(dead_code, reason = "text twins are for benchmarks against git")]
mod generated;

use clausediff::load::{self, Limits};
use clausediff::matching::{self, Matching, Options};
use clausediff::model::{Links, Sides, Version};
use generated::{Generated, Recipe, Shape, What};

fn made(shape: Shape) -> Generated {
    Recipe {
        shape,
        clauses: 300,
        seed: 7,
    }
    .make()
}

fn read(generated: &Generated) -> Sides<Version> {
    generated.versions.as_ref().map(|document| {
        let file = document.file();
        let loaded = load::version_from("made", file.as_bytes(), &Limits::default());
        loaded.unwrap().value
    })
}

fn paired(generated: &Generated) -> Matching {
    let Sides { before, after } = read(generated);
    matching::pair(&before, &after, &Links::default(), &Options::default())
}

/// At least so many of a hundred links of some kinds are found.
#[track_caller]
fn check(shape: Shape, kinds: &[What], of_hundred: usize) {
    let generated = made(shape);
    let [found, links] = generated.found(&paired(&generated), kinds);
    assert!(links > 0, "the recipe has such links");
    assert!(found * 100 >= links * of_hundred, "{found} of {links}");
}

#[test]
fn every_clause_stands_in_the_truth_once() {
    for shape in Shape::ALL {
        let generated = made(shape);
        let versions = generated.versions.as_ref();
        let mut places = Sides::new(Vec::new(), Vec::new());
        for done in &generated.done {
            places.before.extend(&done.clauses.before);
            places.after.extend(&done.clauses.after);
        }
        let whole = versions.map(|document| (0..document.clauses()).collect::<Vec<_>>());
        assert_eq!(places.map(sorted), whole, "{shape:?}");
    }
}

fn sorted(mut places: Vec<usize>) -> Vec<usize> {
    places.sort_unstable();
    places
}

#[test]
fn clauses_meet_what_the_recipe_says_in_its_shares() {
    let generated = made(Shape::Plain);
    let count = |what| {
        let done = generated.done.iter().filter(|done| done.what == what);
        done.count()
    };
    let kinds = [
        What::Unchanged,
        What::Edited,
        What::Moved,
        What::MovedAndEdited,
        What::Dropped,
        What::Added,
        What::Split,
        What::Merged,
    ];
    assert_eq!(kinds.map(count), [177, 60, 24, 15, 12, 12, 6, 3]);
}

#[test]
fn one_recipe_makes_the_same_bytes() {
    for shape in Shape::ALL {
        let [one, other] = [made(shape), made(shape)];
        assert_eq!(one.versions.before.file(), other.versions.before.file());
        assert_eq!(one.versions.after.file(), other.versions.after.file());
    }
}

#[test]
fn no_id_says_which_clause_is_which() {
    let Sides { before, after } = read(&made(Shape::Plain));
    let is_kept = |id| before.clauses.iter().any(|clause| clause.id == id);
    assert!(
        !after
            .clauses
            .iter()
            .any(|clause| is_kept(clause.id.clone()))
    );
}

#[test]
fn what_is_edited_or_moved_is_found() {
    let kinds = [
        What::Edited,
        What::Moved,
        What::MovedAndEdited,
        What::Unchanged,
    ];
    check(Shape::Plain, &kinds, 99);
    check(Shape::AllChanged, &[What::Edited], 99);
    check(Shape::Reversed, &[What::Moved], 100);
}

#[test]
fn pieces_of_splits_and_mergers_are_found() {
    check(Shape::Plain, &[What::Split, What::Merged], 95);
}

#[test]
fn what_stands_still_is_found_among_its_copies() {
    check(Shape::Identical, &[What::Unchanged], 100);
    check(Shape::Repeated, &[What::Unchanged], 100);
}

#[test]
fn what_is_dropped_or_added_has_no_partner() {
    let generated = made(Shape::Plain);
    let matching = paired(&generated);
    for done in &generated.done {
        for pair in &matching.pairs {
            let Sides { before, after } = pair.clauses;
            let is_dropped = done.what == What::Dropped && done.clauses.before == [before.get()];
            let is_added = done.what == What::Added && done.clauses.after == [after.get()];
            assert!(!is_dropped && !is_added, "{before:?} {after:?}");
        }
    }
}
