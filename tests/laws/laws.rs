//! The laws themselves, as functions that panic when one is broken.

use std::collections::{BTreeMap, BTreeSet};

use clausediff::diff::{self, Change, Diff, Direction, Kind, Op};
use clausediff::lineage::Lineage;
use clausediff::matching::{Key, Rival, Score};
use clausediff::model::{Clause, ClauseIndex, Links, Side, Sides, Version};
use clausediff::report::{DiffReport, Filter, Show};

/// Law 1, also where the engine may look at nothing but the texts.
pub fn itself(version: &Version) {
    let mut texts_alone = diff::Options::default();
    texts_alone.matching.ignore = Key::ALL.into_iter().map(|(key, _)| key).collect();
    for options in [diff::Options::default(), texts_alone] {
        let diff = Diff::with(version, version, &Links::default(), &options);
        assert_eq!(diff.changes.len(), version.clauses.len());
        assert!(
            diff.changes.iter().all(Change::is_still),
            "{:#?}",
            diff.changes
        );
        assert!(diff.matching.skipped.is_empty() && diff.matching.reused_ids.is_empty());
    }
}

/// Laws 1 to 6 on one pair of versions.
pub fn all(before: &Version, after: &Version, links: &Links) {
    all_but_mirror_images(before, after, links);
}

/// The same, where no part of the comparison may be its own mirror image: on real texts.
pub fn all_without_exemption(before: &Version, after: &Version, links: &Links) {
    assert!(
        !all_but_mirror_images(before, after, links),
        "{} -> {}",
        before.id,
        after.id
    );
}

/// True if law 4 was held only to pairs, since some of them are their own mirror image.
fn all_but_mirror_images(before: &Version, after: &Version, links: &Links) -> bool {
    itself(before);
    itself(after);
    let options = diff::Options::default();
    let diff = Diff::with(before, after, links, &options);
    texts_are_spelled(&diff);
    every_clause_appears(&diff);
    mirrored(&diff, &Diff::with(after, before, links, &options));
    repeated(&diff, &Diff::with(before, after, links, &options));
    filters_change_no_count(&diff);
    scores_are_shares(&diff);
    candidates_are_ranked(&diff);
    is_its_own_mirror_image(&diff)
}

/// Law 2.
pub fn redline(before: &str, after: &str) {
    let edits = diff::redline(before, after);
    assert_eq!(diff::spelled(&edits, Side::Before), before);
    assert_eq!(diff::spelled(&edits, Side::After), after);
    assert!(edits.iter().all(|edit| !edit.text.is_empty()));
    let inserted_first = |two: &[diff::Edit]| two[0].op == Op::Insert && two[1].op == Op::Delete;
    assert!(
        !edits
            .windows(2)
            .any(|two| two[0].op == two[1].op || inserted_first(two)),
        "{edits:?}"
    );
}

fn texts_are_spelled(diff: &Diff) {
    for change in diff
        .changes
        .iter()
        .filter(|change| change.kind != Kind::Unchanged)
    {
        for side in Side::BOTH {
            let version = diff.versions.get(side);
            let texts: Vec<&str> = change
                .clauses
                .get(side)
                .iter()
                .map(|&clause| version.clause(clause).text.as_str())
                .collect();
            assert_eq!(
                diff::spelled(&change.text, side),
                texts.join("\n"),
                "{change:#?}"
            );
        }
    }
}

/// Law 3.
fn every_clause_appears(diff: &Diff) {
    for side in Side::BOTH {
        let alone = if side == Side::Before {
            Kind::Dropped
        } else {
            Kind::Added
        };
        for (index, clause) in diff.versions.get(side).indexed() {
            let told: Vec<&Change> = diff
                .changes
                .iter()
                .filter(|change| change.clauses.get(side).contains(&index))
                .collect();
            assert!(!told.is_empty(), "{} does not appear", clause.id);
            let is_related = diff
                .matching
                .pairs
                .iter()
                .any(|pair| *pair.clauses.get(side) == index);
            let lonely = told.iter().filter(|change| change.kind == alone).count();
            assert_eq!(
                lonely,
                usize::from(!is_related),
                "{} alone {lonely} times",
                clause.id
            );
        }
    }
    every_pair_is_told_once(diff);
}

fn every_pair_is_told_once(diff: &Diff) {
    let mut told: BTreeMap<Sides<ClauseIndex>, usize> = BTreeMap::new();
    for change in &diff.changes {
        assert!(
            change.clauses.before.len().min(change.clauses.after.len()) <= 1,
            "no hub: {change:?}"
        );
        for &before in &change.clauses.before {
            for &after in &change.clauses.after {
                *told.entry(Sides { before, after }).or_default() += 1;
            }
        }
    }
    let pairs: BTreeMap<_, _> = diff
        .matching
        .pairs
        .iter()
        .map(|pair| (pair.clauses, 1))
        .collect();
    assert_eq!(told, pairs);
}

/// Law 4.
///
/// Exempt are regroupings that are their own mirror image: where a clause of each side
/// has the most pairs and the two agree in every key, a rule that gives all pairs to one
/// of them cannot give them to both. So are two clauses that say the same and changed
/// places with each other: one of them moved, and nothing tells which.
fn mirrored(diff: &Diff, back: &Diff) {
    let pairs = |diff: &Diff| {
        let pairs = diff.matching.pairs.iter();
        pairs
            .map(|pair| (pair.clauses, pair.evidence.confidence, pair.evidence.score))
            .collect::<BTreeSet<_>>()
    };
    let turned: BTreeSet<_> = pairs(back)
        .into_iter()
        .map(|(pair, sure, score)| (pair.swapped(), sure, score))
        .collect();
    assert_eq!(pairs(diff), turned);
    assert_eq!(rivals(diff), rivals(back));
    assert_eq!(candidates(diff, false), candidates(back, true));
    if is_its_own_mirror_image(diff) {
        return;
    }
    let told = |diff: &Diff| diff.changes.iter().map(told).collect::<BTreeSet<_>>();
    let turned: BTreeSet<_> = back
        .changes
        .iter()
        .map(|change| turned_round(told_of(change)))
        .collect();
    assert_eq!(told(diff), turned);
}

/// How near the runner-ups of pairs are. Of two that are equally near and each other's mirror
/// image, either may be named.
fn rivals(diff: &Diff) -> BTreeSet<Option<(Score, Score)>> {
    let pairs = diff.matching.pairs.iter();
    let runner_ups = pairs.map(|pair| pair.evidence.runner_up);
    runner_ups
        .map(|rival| rival.map(|rival| (rival.likelihood, rival.score)))
        .collect()
}

/// The ranked candidates of each clause, in the order of the versions and as read from the
/// other side. Two candidates of one clause are never equal, so none may be exchanged.
fn candidates(diff: &Diff, turned: bool) -> Vec<Vec<(Sides<ClauseIndex>, Score, Score)>> {
    let sides = if turned {
        [Side::After, Side::Before]
    } else {
        Side::BOTH
    };
    let read = |clauses: Sides<ClauseIndex>| if turned { clauses.swapped() } else { clauses };
    let of = |side: Side| {
        let clauses = diff.versions.get(side).indexed();
        clauses.map(move |(index, _)| diff.matching.nearest.of(side, index))
    };
    let ranked = sides.into_iter().flat_map(of);
    let rival = |rival: &Rival| (read(rival.clauses), rival.likelihood, rival.score);
    ranked
        .map(|rivals| rivals.iter().map(rival).collect())
        .collect()
}

/// Only clauses in no pair have candidates; no more than three, in falling order, no pair.
fn candidates_are_ranked(diff: &Diff) {
    for side in Side::BOTH {
        for (index, clause) in diff.versions.get(side).indexed() {
            let nearest = diff.matching.nearest.of(side, index);
            let mut pairs = diff.matching.pairs.iter();
            let is_paired = pairs.any(|pair| *pair.clauses.get(side) == index);
            assert!(
                nearest.len() <= if is_paired { 0 } else { 3 },
                "{}",
                clause.id
            );
            let likelihoods = nearest.iter().map(|rival| rival.likelihood);
            assert!(likelihoods.is_sorted_by(|a, b| a >= b), "{nearest:?}");
            assert!(
                nearest
                    .iter()
                    .all(|rival| *rival.clauses.get(side) == index),
                "{nearest:?}"
            );
        }
    }
}

pub fn is_its_own_mirror_image(diff: &Diff) -> bool {
    has_equal_hubs(diff) || has_equal_swap(diff)
}

fn has_equal_hubs(diff: &Diff) -> bool {
    let hubs = |side: Side| {
        let version = *diff.versions.get(side);
        let pairs = move |index| {
            diff.matching
                .pairs
                .iter()
                .filter(|pair| *pair.clauses.get(side) == index)
                .count()
        };
        version
            .indexed()
            .filter(move |(index, _)| pairs(*index) > 1)
            .map(|(_, clause)| clause)
    };
    hubs(Side::Before)
        .any(|before| hubs(Side::After).any(|after| without_place(before) == without_place(after)))
}

fn has_equal_swap(diff: &Diff) -> bool {
    let pairs: BTreeSet<Sides<ClauseIndex>> = diff
        .matching
        .pairs
        .iter()
        .map(|pair| pair.clauses)
        .collect();
    let texts = |pair: &Sides<ClauseIndex>| {
        [
            &diff.versions.before.clause(pair.before).text,
            &diff.versions.after.clause(pair.after).text,
        ]
    };
    pairs.iter().any(|pair| {
        let back = pair.swapped();
        let [before, after] = texts(pair);
        pair.before != pair.after && pairs.contains(&back) && texts(&back) == [after, before]
    })
}

fn without_place(clause: &Clause) -> Clause {
    Clause {
        parent: None,
        ..clause.clone()
    }
}

/// What the law compares of a change.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Told {
    kind: Kind,
    clauses: Sides<Vec<ClauseIndex>>,
    facets: [bool; 3],
    class: diff::Class,
    signals: BTreeSet<(diff::SignalKind, Direction, Sides<Option<String>>)>,
}

fn told(change: &Change) -> Told {
    told_of(change)
}

fn told_of(change: &Change) -> Told {
    Told {
        kind: change.kind,
        clauses: change.clauses.clone(),
        facets: [change.moved, change.renumbered, change.retitled],
        class: change.class,
        signals: change
            .signals
            .iter()
            .map(|signal| (signal.kind, signal.direction, signal.words.clone()))
            .collect(),
    }
}

fn turned_round(told: Told) -> Told {
    let kind = match told.kind {
        Kind::Unchanged => Kind::Unchanged,
        Kind::Changed => Kind::Changed,
        Kind::Split => Kind::Merged,
        Kind::Merged => Kind::Split,
        Kind::Added => Kind::Dropped,
        Kind::Dropped => Kind::Added,
    };
    let signals = told
        .signals
        .into_iter()
        .map(|(kind, direction, words)| (kind, direction.reversed(), words.swapped()));
    Told {
        kind,
        clauses: told.clauses.swapped(),
        signals: signals.collect(),
        ..told
    }
}

/// Law 5.
fn repeated(diff: &Diff, again: &Diff) {
    assert_eq!(diff.changes, again.changes);
    assert_eq!(diff.matching, again.matching);
}

/// Law 6, as far as reports go.
fn filters_change_no_count(diff: &Diff) {
    let all = DiffReport::new(diff, &Filter::default());
    assert_eq!((all.hidden, all.items().len()), (0, diff.changes.len()));
    for (_, show) in Show::WORDS {
        let some = DiffReport::new(
            diff,
            &Filter {
                only: vec![show],
                ..Filter::default()
            },
        );
        assert_eq!(some.counts, all.counts);
        assert_eq!(some.items().len() + some.hidden, all.items().len());
    }
}

fn scores_are_shares(diff: &Diff) {
    for change in &diff.changes {
        if let Some(balance) = &change.balance {
            let shares: u32 = balance
                .pieces
                .iter()
                .map(|piece| piece.share.millionths())
                .sum();
            assert!(shares <= 1_000_000, "{balance:?}");
        }
    }
}

/// Every clause stands in exactly one thread, and states agree with the presence before.
pub fn lineage(versions: &[Version]) {
    let borrowed: Vec<&Version> = versions.iter().collect();
    let lineage = Lineage::trace(&borrowed, &Links::default(), &diff::Options::default());
    for (at, version) in versions.iter().enumerate() {
        let cells = lineage
            .threads
            .iter()
            .filter_map(|thread| thread.cells[at].as_ref());
        let mut seen: Vec<ClauseIndex> = cells.flat_map(|cell| cell.clauses.clone()).collect();
        seen.sort_unstable();
        assert_eq!(
            seen,
            version
                .indexed()
                .map(|(index, _)| index)
                .collect::<Vec<_>>()
        );
    }
    let annotations = lineage.annotate();
    let last = versions.last().map_or(&[][..], |version| &version.clauses);
    assert_eq!(annotations.len(), last.len());
    for (clause, stretches) in last.iter().zip(annotations) {
        let ends: Vec<usize> = stretches.iter().map(|stretch| stretch.end).collect();
        assert!(
            ends.is_sorted_by(|a, b| a < b),
            "stretches follow each other"
        );
        assert_eq!(ends.last().copied().unwrap_or(0), clause.text.len());
        let is_cut_well = |end: &usize| clause.text.is_char_boundary(*end);
        assert!(ends.iter().all(is_cut_well));
        let mut origins = stretches.iter().map(|stretch| stretch.origin);
        assert!(origins.all(|origin| origin < versions.len()));
    }
    for thread in &lineage.threads {
        let first = thread
            .cells
            .iter()
            .position(Option::is_some)
            .expect("a thread has a clause");
        for (at, cell) in thread.cells.iter().enumerate() {
            let Some(cell) = cell else { continue };
            let there_before = at > 0 && thread.cells[at - 1].is_some();
            assert_eq!(cell.state == clausediff::lineage::State::Born, at == first);
            assert_eq!(
                cell.state == clausediff::lineage::State::Revived,
                at > first && !there_before
            );
        }
    }
}
