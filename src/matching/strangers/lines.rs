//! How far each pair is ahead of the others of its clauses.

use crate::matching::grid::Grid;
use crate::model::{Side, Sides};

/// The lead of each pair over the best other pair of its clause on `side`; negative behind
/// it. Nothing where there is no other: who has no rival has beaten none.
pub(super) fn lead(grid: &Grid, side: Side, values: &[i64]) -> Vec<i64> {
    let mut leads = vec![0; values.len()];
    for (_, line) in grid.lines(side) {
        let mut best = [i64::MIN; 2];
        for &place in line {
            let value = values[place as usize];
            if value > best[0] {
                best = [value, best[0]];
            } else if value > best[1] {
                best[1] = value;
            }
        }
        for &place in line {
            let value = values[place as usize];
            let rival = if value == best[0] { best[1] } else { best[0] };
            leads[place as usize] = match line.len() {
                1 => 0,
                _ => value - rival,
            };
        }
    }
    leads
}

/// The leads among the pairs of either clause.
pub(super) fn leads(grid: &Grid, values: &[i64]) -> Sides<Vec<i64>> {
    Sides::make(|side| lead(grid, side, values))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ClauseIndex;

    #[test]
    fn a_lead_is_over_the_best_other_of_the_same_clause() {
        let pair = |(one, other)| Sides::new(ClauseIndex::new(one), ClauseIndex::new(other));
        let pairs = [(0, 0), (0, 1), (0, 2), (1, 1)].map(pair).to_vec();
        let grid = Grid::new(pairs, Sides::new(2, 3));
        let leads = leads(&grid, &[7, 5, 1, 9]);
        assert_eq!(leads.before, [2, -2, -6, 0]);
        assert_eq!(leads.after, [0, -4, 0, 4]);
    }
}
