//! Clauses of several versions that belong together.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::diff::{Change, Class, Diff, Kind};
use crate::model::{ClauseIndex, Side, Sides, Topic, Version};

/// One matter through all versions. Pieces of a split stay in it, merged clauses join it.
#[derive(Clone, Debug, PartialEq)]
pub struct Thread<'a> {
    /// Topic of its latest clause that has one.
    pub topic: Option<Topic>,
    /// Heading of its latest clause that has one.
    pub heading: Option<String>,
    /// One for each version in order; `None` where no clause of it stands.
    pub cells: Vec<Option<Cell>>,
    /// For each step, its changes that are about clauses of this thread, by their place in
    /// [`Diff::changes`]. Each change is about one thread.
    pub changes: Vec<Vec<usize>>,
    /// How clauses of it came back.
    pub revivals: Vec<Revival<'a>>,
}

/// Clauses that were dropped and are back in a version that is no neighbour.
#[derive(Clone, Debug, PartialEq)]
pub struct Revival<'a> {
    /// Place of the version that has them last.
    pub before: usize,
    /// Place of the version that has them again.
    pub after: usize,
    /// The clauses that are back, and what they were; fewer than the change has where a piece of it was never gone.
    pub clauses: Sides<Vec<ClauseIndex>>,
    /// What the comparison of the two says.
    pub change: Change<'a>,
}

/// The clauses of one thread in one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// At least one, in the order of the version.
    pub clauses: Vec<ClauseIndex>,
    /// What became of the thread since it was last seen.
    pub state: State,
    /// Some clause of it moved since it was last seen.
    pub moved: bool,
    /// The number of some clause of it differs.
    pub renumbered: bool,
    /// The heading of some clause of it differs.
    pub retitled: bool,
    /// The greatest class of its changes since it was last seen; substantive when born.
    pub class: Class,
    /// Some relation to where it was last seen is less sure than 0.7.
    pub uncertain: bool,
}

/// What became of a thread since the version before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Here for the first time.
    Born,
    /// Every clause is unchanged.
    Same,
    /// Something differs.
    Changed,
    /// A clause became several.
    Split,
    /// Several clauses became one.
    Merged,
    /// It was gone, and is back.
    Revived,
}

/// Threads of all clauses, in the order of the last version; those that ended before it
/// stand where they stood. `compare` makes the diff of two versions that are no
/// neighbours, at most `far` apart.
pub(super) fn threads<'d, 'a: 'd>(
    versions: &[&'a Version],
    steps: &[Diff<'a>],
    far: usize,
    compare: impl Fn(usize, usize) -> Cow<'d, Diff<'a>>,
) -> Vec<Thread<'a>> {
    let mut web = Web::new(versions);
    for (at, step) in steps.iter().enumerate() {
        step.changes
            .iter()
            .for_each(|change| web.join(at, at + 1, &change.clauses));
    }
    let revivals = revivals(versions, steps, far, compare);
    for Revival {
        before,
        after,
        clauses,
        ..
    } in &revivals
    {
        web.join(*before, *after, clauses);
    }
    let mut stories = Stories::new(web, versions);
    for (at, step) in steps.iter().enumerate() {
        for (place, change) in step.changes.iter().enumerate() {
            stories.about(at, &change.clauses).changes[at].push(place);
        }
    }
    for revival in revivals {
        let story = stories.about(revival.before, &revival.clauses);
        story.revivals.push(revival);
    }
    let threads: Vec<Thread> = stories
        .all
        .into_iter()
        .map(|story| thread(versions, steps, story))
        .collect();
    order(versions.len(), &threads)
        .into_iter()
        .map(|at| threads[at].clone())
        .collect()
}

/// Relations that neighbours do not know: of clauses dropped right after `before` and
/// added right before `after`. The nearest earlier version wins.
fn revivals<'d, 'a: 'd>(
    versions: &[&Version],
    steps: &[Diff<'a>],
    far: usize,
    compare: impl Fn(usize, usize) -> Cow<'d, Diff<'a>>,
) -> Vec<Revival<'a>> {
    let dropped: Vec<_> = steps.iter().map(|step| alone(step, Side::Before)).collect();
    let mut added: Vec<_> = steps.iter().map(|step| alone(step, Side::After)).collect();
    let mut found = Vec::new();
    for after in 2..versions.len() {
        for before in (after.saturating_sub(far)..after - 1).rev() {
            let lonely = Sides::new(&dropped[before], &added[after - 1]);
            if lonely.before.is_empty() || lonely.after.is_empty() {
                continue;
            }
            let diff = compare(before, after);
            let back = diff.changes.iter().filter_map(|change| {
                let clauses = lonely_only(&change.clauses, lonely)?;
                Some(Revival {
                    before,
                    after,
                    clauses,
                    change: change.clone(),
                })
            });
            let back: Vec<Revival<'a>> = back.collect();
            let is_back = |clause: &ClauseIndex| {
                back.iter()
                    .any(|revival| revival.clauses.after.contains(clause))
            };
            added[after - 1].retain(|clause| !is_back(clause));
            found.extend(back);
        }
    }
    found
}

/// The lonely clauses of a change, if there are some on both sides. One side of a
/// change has a single clause, so those that are left are still related.
fn lonely_only(
    clauses: &Sides<Vec<ClauseIndex>>,
    lonely: Sides<&Vec<ClauseIndex>>,
) -> Option<Sides<Vec<ClauseIndex>>> {
    let left = Sides::make(|side| {
        let is_lonely = |clause: &&ClauseIndex| lonely.get(side).binary_search(clause).is_ok();
        clauses
            .get(side)
            .iter()
            .filter(is_lonely)
            .copied()
            .collect::<Vec<_>>()
    });
    (!left.before.is_empty() && !left.after.is_empty()).then_some(left)
}

/// Clauses of one side without a partner, sorted.
fn alone(step: &Diff, side: Side) -> Vec<ClauseIndex> {
    let single = step
        .changes
        .iter()
        .filter(|change| change.clauses.get(side.other()).is_empty());
    let mut clauses: Vec<ClauseIndex> = single
        .flat_map(|change| change.clauses.get(side).clone())
        .collect();
    clauses.sort_unstable();
    clauses
}

/// Which clauses of all versions hang together: a union-find forest over every clause.
struct Web {
    starts: Vec<usize>,
    roots: Vec<usize>,
}

impl Web {
    fn new(versions: &[&Version]) -> Self {
        let mut starts = vec![0];
        for version in versions {
            starts.push(starts[starts.len() - 1] + version.clauses.len());
        }
        let clauses = starts[starts.len() - 1];
        Self {
            starts,
            roots: (0..clauses).collect(),
        }
    }

    /// Hangs related clauses together, under the earliest of them.
    fn join(&mut self, before: usize, after: usize, clauses: &Sides<Vec<ClauseIndex>>) {
        let befores = clauses
            .before
            .iter()
            .map(|clause| self.starts[before] + clause.get());
        let afters = clauses
            .after
            .iter()
            .map(|clause| self.starts[after] + clause.get());
        let all: Vec<usize> = befores.chain(afters).collect();
        for two in all.windows(2) {
            let (a, b) = (self.root(two[0]), self.root(two[1]));
            self.roots[a.max(b)] = a.min(b);
        }
    }

    fn root(&mut self, clause: usize) -> usize {
        let mut at = clause;
        while self.roots[at] != at {
            self.roots[at] = self.roots[self.roots[at]];
            at = self.roots[at];
        }
        at
    }
}

/// What is known of one thread before it is told.
struct Story<'a> {
    /// Its clauses, by version.
    clauses: Vec<Vec<ClauseIndex>>,
    /// Its changes, by step.
    changes: Vec<Vec<usize>>,
    revivals: Vec<Revival<'a>>,
}

/// All threads, and which clause is in which.
struct Stories<'a> {
    /// In the order of their earliest clauses.
    all: Vec<Story<'a>>,
    /// The story of each clause, by version.
    of: Vec<Vec<usize>>,
}

impl<'a> Stories<'a> {
    fn new(mut web: Web, versions: &[&Version]) -> Self {
        let mut places = vec![None; web.roots.len()];
        let mut stories = Self {
            all: Vec::new(),
            of: Vec::new(),
        };
        for (at, version) in versions.iter().enumerate() {
            let mut of = Vec::with_capacity(version.clauses.len());
            for (index, _) in version.indexed() {
                let root = web.root(web.starts[at] + index.get());
                let place = *places[root].get_or_insert_with(|| {
                    stories.all.push(Story::empty(versions.len()));
                    stories.all.len() - 1
                });
                stories.all[place].clauses[at].push(index);
                of.push(place);
            }
            stories.of.push(of);
        }
        stories
    }

    /// The story that related clauses belong to; the before ones stand in the version at
    /// `before`, those without such in the next.
    fn about(&mut self, before: usize, clauses: &Sides<Vec<ClauseIndex>>) -> &mut Story<'a> {
        let (at, clause) = match clauses.before.first() {
            Some(clause) => (before, clause),
            None => (before + 1, &clauses.after[0]),
        };
        &mut self.all[self.of[at][clause.get()]]
    }
}

impl Story<'_> {
    fn empty(versions: usize) -> Self {
        Self {
            clauses: vec![Vec::new(); versions],
            changes: vec![Vec::new(); versions.saturating_sub(1)],
            revivals: Vec::new(),
        }
    }

    /// The relations that lead to its clauses in one version, from the version before.
    fn since<'s, 'd>(&self, steps: &'s [Diff<'d>], at: usize) -> Vec<&'s Change<'d>> {
        let Some(before) = at.checked_sub(1) else {
            return Vec::new();
        };
        let changes = self.changes[before].iter();
        let changes = changes.map(|&place| &steps[before].changes[place]);
        let is_relation = |change: &&Change| change.evidence.is_some();
        changes.filter(is_relation).collect()
    }
}

fn thread<'a>(versions: &[&Version], steps: &[Diff], story: Story<'a>) -> Thread<'a> {
    let latest = || {
        let versions = story.clauses.iter().zip(versions).rev();
        versions.flat_map(|(clauses, version)| clauses.iter().map(|&clause| version.clause(clause)))
    };
    let cell = |at: usize| {
        (!story.clauses[at].is_empty()).then(|| cell(&story, at, story.since(steps, at)))
    };
    Thread {
        topic: latest().find_map(|clause| clause.topic.clone()),
        heading: latest().find_map(|clause| clause.heading.clone()),
        cells: (0..versions.len()).map(cell).collect(),
        changes: story.changes,
        revivals: story.revivals,
    }
}

/// `since` are the relations to the version before.
fn cell(story: &Story, at: usize, since: Vec<&Change>) -> Cell {
    let back = story.revivals.iter();
    let back = back.filter(|revival| revival.after == at);
    let back: Vec<&Change> = back.map(|revival| &revival.change).collect();
    let was_there = at > 0 && !story.clauses[at - 1].is_empty();
    // Without a revival of its own, too: a clause that is new here and that a later one joins to
    // an older thread.
    let was_earlier = story.clauses[..at].iter().any(|held| !held.is_empty());
    let state = match (was_there, was_earlier) {
        (true, _) => state(&since),
        (false, true) => State::Revived,
        (false, false) => State::Born,
    };
    let led = || since.iter().chain(&back).copied();
    Cell {
        clauses: story.clauses[at].clone(),
        state,
        moved: led().any(|change| change.moved),
        renumbered: led().any(|change| change.renumbered),
        retitled: led().any(|change| change.retitled),
        class: led()
            .map(|change| change.class)
            .max()
            .unwrap_or(Class::Substantive),
        uncertain: led().any(Change::is_uncertain),
    }
}

/// Of a thread that has both a split and a merger, the one with more clauses names it.
pub(super) fn state(since: &[&Change]) -> State {
    let (before, after) = since.iter().fold((0, 0), |(before, after), change| {
        (
            before + change.clauses.before.len(),
            after + change.clauses.after.len(),
        )
    });
    let has = |kind| since.iter().any(|change| change.kind == kind);
    match (has(Kind::Split), has(Kind::Merged)) {
        (true, false) => State::Split,
        (false, true) => State::Merged,
        (true, true) if after > before => State::Split,
        (true, true) if before > after => State::Merged,
        _ if !since.is_empty() && since.iter().all(|change| change.kind == Kind::Unchanged) => {
            State::Same
        }
        _ => State::Changed,
    }
}

/// The last version gives the order; going back, each version puts the threads that are
/// not yet placed behind the one that stood before them in it.
fn order(versions: usize, threads: &[Thread]) -> Vec<usize> {
    let mut placed: Vec<usize> = Vec::with_capacity(threads.len());
    let mut is_placed = vec![false; threads.len()];
    for version in (0..versions).rev() {
        let first = |at: &usize| {
            threads[*at].cells[version]
                .as_ref()
                .map(|cell| cell.clauses[0])
        };
        let mut here: Vec<usize> = (0..threads.len())
            .filter(|at| first(at).is_some())
            .collect();
        here.sort_by_key(first);
        let mut behind: Option<usize> = None;
        let mut followers: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
        for thread in here {
            if is_placed[thread] {
                behind = Some(thread);
            } else {
                is_placed[thread] = true;
                followers.entry(behind).or_default().push(thread);
            }
        }
        placed = interleaved(&placed, &followers);
    }
    placed
}

/// Puts each follower behind its leader, those of one leader in their order; those
/// without a leader come first.
fn interleaved(placed: &[usize], followers: &BTreeMap<Option<usize>, Vec<usize>>) -> Vec<usize> {
    let of = |leader: Option<usize>| followers.get(&leader).into_iter().flatten().copied();
    let behind = placed
        .iter()
        .flat_map(|&thread| std::iter::once(thread).chain(of(Some(thread))));
    of(None).chain(behind).collect()
}
