//! What likely pairs say about each other.

use crate::matching::evidence::Score;
use crate::matching::grid::Grid;
use crate::model::{ClauseIndex, Side, Sides};

/// Neighbours are sought so many places away, both sides together.
const REACH: usize = 2;

/// Two clauses at random places are a third of a text apart, in millionths.
const BY_CHANCE: i64 = 333_333;

/// Where clauses stand among those that are compared.
pub(super) struct Standing {
    /// The rank of each clause; of one that is not compared, that of the next.
    ranks: Sides<Vec<usize>>,
    /// The clauses that are compared, in order.
    compared: Sides<Vec<ClauseIndex>>,
}

impl Standing {
    pub fn new(grid: &Grid, clauses: Sides<usize>) -> Self {
        let compared = Sides::make(|side| {
            grid.lines(side)
                .map(|(clause, _)| clause)
                .collect::<Vec<_>>()
        });
        let ranks = Sides::make(|side: Side| {
            let places = 0..*clauses.get(side);
            let before = |place| {
                let held = compared.get(side);
                held.partition_point(|clause: &ClauseIndex| clause.get() < place)
            };
            places.map(before).collect()
        });
        Self { ranks, compared }
    }

    /// How many clauses of each side are compared.
    pub fn counts(&self) -> Sides<usize> {
        self.compared.as_ref().map(Vec::len)
    }

    fn rank(&self, side: Side, clause: ClauseIndex) -> usize {
        self.ranks.get(side)[clause.get()]
    }

    /// The middle of a clause's place, as a share of the text in millionths.
    fn place(&self, side: Side, clause: ClauseIndex) -> i64 {
        let count = self.compared.get(side).len().max(1);
        (2 * self.rank(side, clause) as i64 + 1) * 500_000 / count as i64
    }

    /// How near the places of each pair are, against chance, as far as likely pairs stand in one
    /// order: weighed by their correlation (K. Pearson, *Proceedings of the Royal Society* 58,
    /// 1895), or not at all where that is none.
    pub fn order(&self, grid: &Grid, likelihoods: &[Score]) -> Vec<i64> {
        let places: Vec<Sides<i64>> = grid
            .pairs
            .iter()
            .map(|pair| Sides {
                before: self.place(Side::Before, pair.before),
                after: self.place(Side::After, pair.after),
            })
            .collect();
        let kept = correlation(&places, likelihoods).max(0);
        let near = |place: &Sides<i64>| {
            let apart = (place.before - place.after).abs();
            (BY_CHANCE - apart) * kept / 1_000_000
        };
        places.iter().map(near).collect()
    }

    /// The likelihood of the likeliest pair near each pair.
    pub fn near(&self, grid: &Grid, likelihoods: &[Score]) -> Vec<i64> {
        let near = |pair: &Sides<ClauseIndex>| self.likeliest_near(*pair, grid, likelihoods);
        grid.pairs.iter().map(near).collect()
    }

    fn likeliest_near(&self, pair: Sides<ClauseIndex>, grid: &Grid, likelihoods: &[Score]) -> i64 {
        let before = self.rank(Side::Before, pair.before);
        let after = self.rank(Side::After, pair.after);
        let last = self.compared.before.len();
        let mut best = Score::ZERO;
        for rank in before.saturating_sub(REACH)..(before + REACH + 1).min(last) {
            let left = REACH - rank.abs_diff(before);
            for &place in grid.of(Side::Before, self.compared.before[rank]) {
                let other = self.rank(Side::After, grid.pairs[place as usize].after);
                let is_other = (rank, other) != (before, after);
                if is_other && other.abs_diff(after) <= left {
                    best = best.max(likelihoods[place as usize]);
                }
            }
        }
        i64::from(best.millionths())
    }
}

/// Of the places of both sides, each pair weighed by the square of its likelihood; in
/// millionths.
fn correlation(places: &[Sides<i64>], likelihoods: &[Score]) -> i64 {
    let weights: Vec<i128> = likelihoods
        .iter()
        .map(|one| i128::from(one.millionths() / 1_000).pow(2))
        .collect();
    let sum: i128 = weights.iter().sum();
    let weighed = |of: &dyn Fn(&Sides<i64>) -> i128| -> i128 {
        let parts = places.iter().zip(&weights);
        parts
            .map(|(place, weight)| of(place) * weight)
            .sum::<i128>()
            / sum.max(1)
    };
    let mean = Sides {
        before: weighed(&|place| i128::from(place.before)),
        after: weighed(&|place| i128::from(place.after)),
    };
    let before = |place: &Sides<i64>| i128::from(place.before) - mean.before;
    let after = |place: &Sides<i64>| i128::from(place.after) - mean.after;
    let both = weighed(&|place| before(place) * after(place));
    let spread = weighed(&|place| before(place).pow(2)) * weighed(&|place| after(place).pow(2));
    let root = i128::try_from(spread.unsigned_abs().isqrt()).unwrap_or(i128::MAX);
    let share = both * 1_000_000 / root.max(1);
    share.clamp(-1_000_000, 1_000_000) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What order says of the pairs of clauses at the same place, and of the first with the last.
    fn order_of(likely: [usize; 4]) -> (Vec<i64>, i64) {
        let pair = |at: usize| Sides::new(ClauseIndex::new(at / 4), ClauseIndex::new(at % 4));
        let grid = Grid::new((0..16).map(pair).collect(), Sides::new(4, 4));
        let likelihoods: Vec<Score> = (0..16)
            .map(|at| match likely[at / 4] == at % 4 {
                true => Score::from_millionths(900_000),
                false => Score::ZERO,
            })
            .collect();
        let order = Standing::new(&grid, Sides::new(4, 4)).order(&grid, &likelihoods);
        ((0..4).map(|at| order[5 * at]).collect(), order[3])
    }

    #[test]
    fn order_is_believed_where_texts_keep_it() {
        let (same, ends) = order_of([0, 1, 2, 3]);
        assert!(same.iter().all(|said| *said > 300_000), "{same:?}");
        assert!(ends < -400_000, "{ends}");
    }

    #[test]
    fn order_says_nothing_where_texts_turn_it_round() {
        assert_eq!(order_of([3, 2, 1, 0]), (vec![0; 4], 0));
    }

    #[test]
    fn neighbours_are_near_on_both_sides_together() {
        let pair = |at: usize| Sides::new(ClauseIndex::new(at / 4), ClauseIndex::new(at % 4));
        let grid = Grid::new((0..16).map(pair).collect(), Sides::new(4, 4));
        let mut likelihoods = vec![Score::ZERO; 16];
        likelihoods[0] = Score::ONE;
        let near = Standing::new(&grid, Sides::new(4, 4)).near(&grid, &likelihoods);
        let is_near: Vec<usize> = (0..16).filter(|at| near[*at] > 0).collect();
        assert_eq!(is_near, [1, 2, 4, 5, 8]);
    }
}
