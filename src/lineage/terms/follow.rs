//! Which place of a term in one version is which in the next.

use std::collections::{BTreeMap, BTreeSet};

use super::Place;
use crate::lineage::{Lineage, Thread};
use crate::model::{ClauseIndex, Sides};

/// One clause of one version.
type Node = (usize, ClauseIndex);

/// A term, with the place where it stands in each version.
pub(super) type Track<'a> = Vec<Option<Place<'a>>>;

/// What the clauses of a thread became.
pub(super) struct Ways(BTreeMap<Node, Vec<Node>>);

impl Ways {
    /// From each version to the next, and to where dropped clauses came back.
    pub(super) fn of(lineage: &Lineage, thread: &Thread) -> Self {
        let mut ways = Self(BTreeMap::new());
        for (at, places) in thread.changes.iter().enumerate() {
            for &place in places {
                let change = &lineage.steps[at].changes[place];
                ways.lead(at, at + 1, &change.clauses);
            }
        }
        for revival in &thread.revivals {
            ways.lead(revival.before, revival.after, &revival.clauses);
        }
        ways
    }

    fn lead(&mut self, before: usize, after: usize, clauses: &Sides<Vec<ClauseIndex>>) {
        for &clause in &clauses.before {
            let ends = clauses.after.iter().map(|&clause| (after, clause));
            self.0.entry((before, clause)).or_default().extend(ends);
        }
    }

    fn from(&self, node: Node) -> &[Node] {
        self.0.get(&node).map_or(&[], Vec::as_slice)
    }
}

/// Follows places of one name, which stand in the order of the versions.
pub(super) fn tracks<'a>(versions: usize, ways: &Ways, places: Vec<Place<'a>>) -> Vec<Track<'a>> {
    let mut open: Vec<Open> = Vec::new();
    let mut places = places.into_iter().peekable();
    for version in 0..versions {
        open.iter_mut().for_each(|open| open.walk(ways, version));
        let here = std::iter::from_fn(|| places.next_if(|place| place.version == version));
        let mut here: Vec<Place> = here.collect();
        let known = open.len();
        settle(&mut open, &mut here, |open, place| {
            open.leads_to(place) && open.says_the_same(place)
        });
        settle(&mut open, &mut here, |open, place| open.leads_to(place));
        settle(&mut open, &mut here, |open, place| {
            open.says_the_same(place)
        });
        // Over a gap a name alone is no sign that two clauses mean the same thing.
        let is_free = |open: &&mut Open| open.last + 1 == version;
        let mut free: Vec<&mut Open> = open[..known].iter_mut().filter(is_free).collect();
        if let ([only], 1) = (free.as_mut_slice(), here.len()) {
            only.put(here.remove(0));
        }
        open.extend(here.into_iter().map(|place| Open::new(versions, place)));
    }
    open.into_iter().map(|open| open.track).collect()
}

/// Puts each place on the first track that is free and fits.
fn settle<'a>(
    open: &mut [Open<'a>],
    here: &mut Vec<Place<'a>>,
    fits: impl Fn(&Open, &Place) -> bool,
) {
    let mut left = Vec::new();
    for place in here.drain(..) {
        let mut free = open
            .iter_mut()
            .filter(|open| !open.stands_in(place.version));
        match free.find(|open| fits(open, &place)) {
            Some(open) => open.put(place),
            None => left.push(place),
        }
    }
    *here = left;
}

/// A track that may go on.
struct Open<'a> {
    track: Track<'a>,
    /// The version that it stands in last.
    last: usize,
    /// What became of the clause that it stands in last.
    front: BTreeSet<Node>,
}

impl<'a> Open<'a> {
    fn new(versions: usize, place: Place<'a>) -> Self {
        let mut open = Self {
            track: vec![None; versions],
            last: place.version,
            front: BTreeSet::new(),
        };
        open.put(place);
        open
    }

    fn put(&mut self, place: Place<'a>) {
        self.last = place.version;
        self.front = BTreeSet::from([(place.version, place.clause)]);
        let version = place.version;
        self.track[version] = Some(place);
    }

    fn stands_in(&self, version: usize) -> bool {
        self.track[version].is_some()
    }

    /// Adds what its clauses became in `version`; those of which something may come back
    /// later stay.
    fn walk(&mut self, ways: &Ways, version: usize) {
        let ends = |&node: &Node| ways.from(node).iter().copied();
        let here = self.front.iter().flat_map(ends);
        let here: BTreeSet<Node> = here.filter(|&(end, _)| end == version).collect();
        self.front
            .retain(|node| ends(node).any(|(end, _)| end > version));
        self.front.extend(here);
    }

    fn leads_to(&self, place: &Place) -> bool {
        self.front.contains(&(place.version, place.clause))
    }

    fn says_the_same(&self, place: &Place) -> bool {
        let last = self.track[self.last].as_ref();
        last.is_some_and(|last| last.says_the_same(place))
    }
}
