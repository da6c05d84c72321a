//! How far the parties are apart, and who moved towards whom.

use super::{Held, PositionStory, TermStory};
use crate::diff::{Direction, TermChange};
use crate::matching::Skipped;
use crate::model::{Number, Sides, TermValue};

/// Of more positions on one term, no two are measured: their pairs grow with the square,
/// and no reader follows so many.
const MOST_POSITIONS: usize = 8;

/// How far two parties are apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Apart {
    /// The two, by their places in [`TermStory::positions`].
    pub parties: [usize; 2],
    /// One for each version; `None` where one of them says nothing, or where the values
    /// have not the same kind of bound and the same unit.
    pub distances: Vec<Option<(Number, Option<Approach>)>>,
}

/// How a distance came about since it was last seen.
#[derive(Clone, Debug, PartialEq)]
pub struct Approach {
    /// The place of the version that it was last seen in.
    pub version: usize,
    /// `Higher` where they are farther apart; `None` where the distance is the same.
    pub direction: Option<Direction>,
    /// By how much the distance differs.
    pub by: Number,
    /// What each of the two did; `None` for one that did not move.
    pub moves: [Option<Move>; 2],
}

/// A step of one party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// How far, never negative.
    pub by: Number,
    /// Towards where the other one stood, else away from it.
    pub is_towards: bool,
}

/// Each two of the parties that can be compared in some version.
pub(super) fn all(positions: &[PositionStory]) -> Vec<Apart> {
    if positions.len() > MOST_POSITIONS {
        return Vec::new();
    }
    let pairs = (0..positions.len()).flat_map(|a| (a + 1..positions.len()).map(move |b| [a, b]));
    let apart = pairs.map(|parties| Apart {
        parties,
        distances: distances(parties.map(|party| positions[party].values.as_slice())),
    });
    apart
        .filter(|apart| apart.distances.iter().any(Option::is_some))
        .collect()
}

/// True if it has too many positions to be measured.
pub(super) fn is_crowded(story: &TermStory) -> bool {
    story.positions.len() > MOST_POSITIONS
}

/// What to say of terms that are crowded.
pub(super) fn skipped(crowded: usize) -> Option<Skipped> {
    (crowded > 0).then(|| Skipped {
        what: "terms whose positions are not measured against each other".into(),
        count: crowded,
        why: format!("more than {MOST_POSITIONS} positions on each; read their rows"),
    })
}

fn distances(values: [&[Option<Held>]; 2]) -> Vec<Option<(Number, Option<Approach>)>> {
    let mut last: Option<(usize, [&TermValue; 2], Number)> = None;
    let both = values[0].iter().zip(values[1]);
    let measured = both.enumerate().map(|(version, (a, b))| {
        let here = [a.as_ref()?.value, b.as_ref()?.value];
        let (_, distance) = step(here[0], here[1])?;
        let before = last.replace((version, here, distance));
        let approach = before.and_then(|(version, there, was)| {
            approach(version, Sides::new(there, here), Sides::new(was, distance))
        });
        Some((distance, approach))
    });
    measured.collect()
}

/// `None` where one party went over to another kind of bound or another unit.
fn approach(
    version: usize,
    stood: Sides<[&TermValue; 2]>,
    distance: Sides<Number>,
) -> Option<Approach> {
    let moved = |party: usize| {
        let (old, other) = (stood.before[party], stood.before[1 - party]);
        let (direction, by) = step(old, stood.after[party])?;
        let (towards, _) = step(old, other)?;
        Some(direction.map(|direction| Move {
            by,
            is_towards: towards == Some(direction),
        }))
    };
    let whole = distance.map(TermValue::Number);
    let (direction, by) = step(&whole.before, &whole.after)?;
    Some(Approach {
        version,
        direction,
        by,
        moves: [moved(0)?, moved(1)?],
    })
}

/// From one number up or down to another of the same kind, and how far; none at all
/// between equal ones.
fn step(from: &TermValue, to: &TermValue) -> Option<(Option<Direction>, Number)> {
    match TermChange::of("", Sides::new(Some(from), Some(to))) {
        Some(change) => Some((Some(change.direction), change.delta()?.amount)),
        None => is_number(from).then(|| (None, Number::whole(0))),
    }
}

fn is_number(value: &TermValue) -> bool {
    match value {
        TermValue::Number(_) => true,
        TermValue::Quantity(quantity) => quantity.bound.single().is_some(),
        _ => false,
    }
}
