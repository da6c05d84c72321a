//! How far each candidate is ahead of its rivals.

use super::grid::Grid;
use super::wording::Wording;
use crate::model::{ClauseIndex, Side, Sides};

/// The lead of each pair over the best rival among the pairs of its before and of its after
/// clause; negative behind it. `values` are never negative, and where there is no rival the
/// lead is the value.
///
/// A clause that says the same words as the pair's own is its twin, no rival: which of
/// them it is to be is another question. Pairs for which `counts` is false are no rivals.
pub(super) fn leads(
    grid: &Grid,
    wording: &Sides<Wording>,
    values: &[i32],
    counts: impl Fn(Sides<ClauseIndex>) -> bool,
) -> Vec<Sides<i32>> {
    let mut leads = vec![Sides::default(); grid.pairs.len()];
    for side in Side::BOTH {
        let others = side.other();
        let twin_of = |place: u32| {
            let clause = *grid.pairs[place as usize].get(others);
            wording.get(others).twin(clause)
        };
        for (_, line) in grid.lines(side) {
            let mut best = BestTwo::default();
            for &place in line {
                if counts(grid.pairs[place as usize]) {
                    best.note(values[place as usize], twin_of(place));
                }
            }
            for &place in line {
                let value = values[place as usize];
                *leads[place as usize].get_mut(side) = value - best.beside(twin_of(place));
            }
        }
    }
    leads
}

/// The two best values of different twins.
#[derive(Default)]
struct BestTwo([(i32, u64); 2]);

impl BestTwo {
    fn note(&mut self, value: i32, twin: u64) {
        let [first, second] = self.0;
        if value > first.0 {
            self.0[0] = (value, twin);
            if first.1 != twin {
                self.0[1] = first;
            }
        } else if value > second.0 && twin != first.1 {
            self.0[1] = (value, twin);
        }
    }

    /// The best value of another twin.
    fn beside(&self, twin: u64) -> i32 {
        let [first, second] = self.0;
        if first.1 == twin { second.0 } else { first.0 }
    }
}
