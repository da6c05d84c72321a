//! Penalised logistic regression (D. R. Cox, *Journal of the Royal Statistical Society* B
//! 20(2), 1958; the penalty as in A. E. Hoerl and R. W. Kennard, *Technometrics* 12(1), 1970).
//!
//! Newton's method with steps that are halved until they help. A fit costs the number of
//! rows times the square of the number of columns for each of about ten steps.

/// Steps after which a fit is taken as it is; those that converge take about ten.
const MOST_STEPS: usize = 50;

/// A step that moves no weight by more changes no thousandth of it.
const STILL: f64 = 1e-6;

/// A row that is less in doubt bends nothing: it counts in the slope, which alone says where
/// the minimum is, and not in the curve, which costs nearly all of the time.
const CERTAIN: f64 = 1e-4;

/// A column that varies less says nothing and keeps no weight.
const CONSTANT: f64 = 1e-9;

/// Rows to fit to: what is measured of each, and whether it is a pair.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    columns: usize,
    values: Vec<f64>,
    rows: Vec<Row>,
}

#[derive(Clone, Copy, Debug)]
struct Row {
    is_pair: bool,
    /// What weights that are not fitted say.
    fixed: f64,
    /// Rows of one group are left out together.
    group: usize,
}

/// What a fit finds: a weight for each column, and one for all rows.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fit {
    pub bias: f64,
    pub weights: Vec<f64>,
}

impl Table {
    pub fn new(columns: usize) -> Self {
        Self {
            columns,
            ..Self::default()
        }
    }

    /// `values` has one value for each column.
    pub fn push(
        &mut self,
        values: impl IntoIterator<Item = f64>,
        fixed: f64,
        is_pair: bool,
        group: usize,
    ) {
        self.values.extend(values);
        self.rows.push(Row {
            is_pair,
            fixed,
            group,
        });
        assert_eq!(
            self.values.len(),
            self.rows.len() * self.columns,
            "a row has a value for each column"
        );
    }

    fn rows(&self) -> impl Iterator<Item = (&Row, &[f64])> {
        let values = |at: usize| &self.values[at * self.columns..(at + 1) * self.columns];
        self.rows
            .iter()
            .enumerate()
            .map(move |(at, row)| (row, values(at)))
    }

    /// Fits all groups but those left out. `penalty` is what half the square of a weight
    /// costs, against the log-likelihood of all rows; weights are those of columns brought to a
    /// standard deviation of one, so that no column is dearer for its unit. The bias is
    /// free. A fit of nearly the same rows makes the way shorter and changes nothing else.
    pub fn fit(
        &self,
        penalty: f64,
        is_left_out: impl Fn(usize) -> bool,
        from: Option<&Fit>,
    ) -> Fit {
        let scaled = self.scaled(&is_left_out);
        let start = match from {
            Some(fit) => scaled.standard(fit),
            None => Fit {
                bias: 0.0,
                weights: vec![0.0; self.columns],
            },
        };
        let standard = scaled.table.minimum(penalty, start);
        let weights: Vec<f64> = standard
            .weights
            .iter()
            .zip(&scaled.deviations)
            .map(|(weight, deviation)| {
                if *deviation > CONSTANT {
                    weight / deviation
                } else {
                    0.0
                }
            })
            .collect();
        let shift: f64 = weights
            .iter()
            .zip(&scaled.means)
            .map(|(weight, mean)| weight * mean)
            .sum();
        Fit {
            bias: standard.bias - shift,
            weights,
        }
    }

    /// Minus the log-likelihood of one group.
    pub fn loss(&self, fit: &Fit, group: usize) -> f64 {
        let of_group = self.rows().filter(|(row, _)| row.group == group);
        of_group
            .map(|(row, values)| loss(row, fit.logit(row, values)))
            .sum()
    }

    /// How many pairs a group has.
    pub fn pairs(&self, group: usize) -> usize {
        let of_group = self.rows.iter().filter(|row| row.group == group);
        of_group.filter(|row| row.is_pair).count()
    }

    fn scaled(&self, is_left_out: &impl Fn(usize) -> bool) -> Scaled {
        let kept = || self.rows().filter(|(row, _)| !is_left_out(row.group));
        let count = kept().count().max(1) as f64;
        let mut means = vec![0.0; self.columns];
        for (_, values) in kept() {
            add(&mut means, values.iter().map(|value| value / count));
        }
        let mut squares = vec![0.0; self.columns];
        for (_, values) in kept() {
            let apart = values.iter().zip(&means).map(|(value, mean)| value - mean);
            add(&mut squares, apart.map(|apart| apart * apart / count));
        }
        let deviations: Vec<f64> = squares.into_iter().map(f64::sqrt).collect();
        let mut table = Self::new(self.columns);
        for (row, values) in kept() {
            let scales = means.iter().zip(&deviations);
            let values = values.iter().zip(scales).map(|(value, (mean, deviation))| {
                if *deviation > CONSTANT {
                    (value - mean) / deviation
                } else {
                    0.0
                }
            });
            table.push(values, row.fixed, row.is_pair, row.group);
        }
        Scaled {
            table,
            means,
            deviations,
        }
    }

    fn minimum(&self, penalty: f64, start: Fit) -> Fit {
        let mut fit = start;
        let mut cost = self.cost(&fit, penalty);
        for _ in 0..MOST_STEPS {
            let step = self.step(&fit, penalty);
            let mut share = 1.0;
            let (next, next_cost) = loop {
                let next = fit.moved(&step, share);
                let next_cost = self.cost(&next, penalty);
                if next_cost <= cost || share < STILL {
                    break (next, next_cost);
                }
                share /= 2.0;
            };
            if next_cost > cost {
                break;
            }
            (fit, cost) = (next, next_cost);
            if step.iter().all(|moved| moved.abs() * share < STILL) {
                break;
            }
        }
        fit
    }

    fn cost(&self, fit: &Fit, penalty: f64) -> f64 {
        let losses: f64 = self
            .rows()
            .map(|(row, values)| loss(row, fit.logit(row, values)))
            .sum();
        let squares: f64 = fit.weights.iter().map(|weight| weight * weight).sum();
        losses + penalty * squares / 2.0
    }

    /// Newton's step: of the bias, then of each weight.
    fn step(&self, fit: &Fit, penalty: f64) -> Vec<f64> {
        let size = self.columns + 1;
        let mut slope = vec![0.0; size];
        let mut curve = vec![0.0; size * size];
        let mut line = vec![1.0; size];
        for (row, values) in self.rows() {
            line[1..].copy_from_slice(values);
            let likely = likelihood(fit.logit(row, values));
            let missed = f64::from(u8::from(row.is_pair)) - likely;
            let doubt = likely * (1.0 - likely);
            add(&mut slope, line.iter().map(|value| value * missed));
            if doubt < CERTAIN {
                continue;
            }
            for (at, value) in line.iter().enumerate() {
                let curve = &mut curve[at * size..=at * size + at];
                add(curve, line.iter().map(|other| value * other * doubt));
            }
        }
        for (at, weight) in fit.weights.iter().enumerate() {
            slope[at + 1] -= penalty * weight;
            curve[(at + 1) * size + at + 1] += penalty;
        }
        // Rows that are told apart for certain leave the bias without a curve.
        curve[0] += f64::EPSILON;
        solved(curve, slope)
    }
}

struct Scaled {
    table: Table,
    means: Vec<f64>,
    deviations: Vec<f64>,
}

impl Scaled {
    /// A fit of the unscaled columns, for the scaled ones.
    fn standard(&self, fit: &Fit) -> Fit {
        let scales = self.means.iter().zip(&self.deviations);
        let shift = fit
            .weights
            .iter()
            .zip(&self.means)
            .map(|(weight, mean)| weight * mean);
        Fit {
            bias: fit.bias + shift.sum::<f64>(),
            weights: fit
                .weights
                .iter()
                .zip(scales)
                .map(|(weight, (_, deviation))| weight * deviation)
                .collect(),
        }
    }
}

impl Fit {
    fn logit(&self, row: &Row, values: &[f64]) -> f64 {
        let said = self
            .weights
            .iter()
            .zip(values)
            .map(|(weight, value)| weight * value);
        row.fixed + self.bias + said.sum::<f64>()
    }

    fn moved(&self, step: &[f64], share: f64) -> Self {
        let weights = self.weights.iter().zip(&step[1..]);
        Self {
            bias: self.bias + step[0] * share,
            weights: weights
                .map(|(weight, moved)| weight + moved * share)
                .collect(),
        }
    }
}

fn likelihood(logit: f64) -> f64 {
    1.0 / (1.0 + (-logit).exp())
}

/// `ln(1 + e^-x)` of the logit of what the row is.
fn loss(row: &Row, logit: f64) -> f64 {
    let logit = if row.is_pair { logit } else { -logit };
    (-logit).max(0.0) + (-logit.abs()).exp().ln_1p()
}

fn add(sums: &mut [f64], values: impl Iterator<Item = f64>) {
    for (sum, value) in sums.iter_mut().zip(values) {
        *sum += value;
    }
}

/// Solves `matrix · x = right` by Cholesky's decomposition; only the lower half of the
/// matrix, which must be positive definite, is read.
fn solved(mut matrix: Vec<f64>, mut right: Vec<f64>) -> Vec<f64> {
    let size = right.len();
    for at in 0..size {
        for column in 0..=at {
            let (upper, lower) = matrix.split_at_mut(at * size);
            let known = |row: usize| {
                if row == at {
                    None
                } else {
                    Some(&upper[row * size..])
                }
            };
            let products: f64 = match known(column) {
                Some(row) => (0..column).map(|place| lower[place] * row[place]).sum(),
                None => (0..column).map(|place| lower[place] * lower[place]).sum(),
            };
            let rest = lower[column] - products;
            lower[column] = match known(column) {
                Some(row) => rest / row[column],
                None => rest.sqrt(),
            };
        }
    }
    for at in 0..size {
        let said: f64 = (0..at)
            .map(|place| matrix[at * size + place] * right[place])
            .sum();
        right[at] = (right[at] - said) / matrix[at * size + at];
    }
    for at in (0..size).rev() {
        let said: f64 = (at + 1..size)
            .map(|place| matrix[place * size + at] * right[place])
            .sum();
        right[at] = (right[at] - said) / matrix[at * size + at];
    }
    right
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of each hundred rows with a value, as many are pairs as said.
    fn table(pairs_of_hundred: &[(f64, usize)]) -> Table {
        let mut table = Table::new(1);
        for (group, &(value, pairs)) in pairs_of_hundred.iter().enumerate() {
            (0..100).for_each(|at| table.push([value], 0.0, at < pairs, group));
        }
        table
    }

    #[test]
    fn two_shares_are_met_exactly_without_a_penalty() {
        let fit = table(&[(0.0, 20), (1.0, 90)]).fit(0.0, |_| false, None);
        let [one, other] = [fit.bias, fit.bias + fit.weights[0]].map(likelihood);
        assert!(
            (one - 0.2).abs() < 1e-6 && (other - 0.9).abs() < 1e-6,
            "{one} {other}"
        );
    }

    #[test]
    fn a_penalty_makes_weights_smaller_and_leaves_the_whole_share() {
        let table = table(&[(0.0, 20), (1.0, 90)]);
        let free = table.fit(0.0, |_| false, None).weights[0];
        let held = table.fit(50.0, |_| false, None);
        assert!(held.weights[0] > 0.0 && held.weights[0] < free / 1.5);
        let likely = [held.bias, held.bias + held.weights[0]].map(likelihood);
        assert!((likely[0] + likely[1] - 1.1).abs() < 1e-6);
    }

    #[test]
    fn the_unit_of_a_column_changes_nothing() {
        let (metres, miles) = (&[(0.0, 20), (1.0, 90)], &[(0.0, 20), (1_000.0, 90)]);
        let [one, other] =
            [table(metres), table(miles)].map(|table| table.fit(3.0, |_| false, None));
        assert!((one.weights[0] - other.weights[0] * 1_000.0).abs() < 1e-6);
    }

    #[test]
    fn rows_told_apart_for_certain_have_a_fit_if_weights_cost_something() {
        let fit = table(&[(0.0, 0), (1.0, 100)]).fit(1.0, |_| false, None);
        assert!(fit.weights[0].is_finite() && fit.weights[0] > 4.0);
    }

    #[test]
    fn a_column_that_never_varies_has_no_weight() {
        assert_eq!(table(&[(7.0, 40)]).fit(1.0, |_| false, None).weights, [0.0]);
    }

    #[test]
    fn groups_left_out_are_not_seen() {
        let all = table(&[(0.0, 20), (1.0, 90), (1.0, 10)]);
        let seen = table(&[(0.0, 20), (1.0, 90)]);
        assert_eq!(
            all.fit(1.0, |group| group == 2, None),
            seen.fit(1.0, |_| false, None)
        );
    }

    #[test]
    fn fixed_weights_are_taken_as_said() {
        let mut table = Table::new(0);
        for at in 0..200 {
            table.push([], if at < 100 { 2.0 } else { 0.0 }, at % 2 == 0, 0);
        }
        assert!((table.fit(1.0, |_| false, None).bias + 1.0).abs() < 1e-6);
    }

    #[test]
    fn equations_are_solved() {
        let matrix = vec![4.0, 0.0, 0.0, 2.0, 5.0, 0.0, 1.0, 3.0, 6.0];
        let solution = solved(matrix, vec![11.0, 21.0, 25.0]);
        let expected = [1.0, 2.0, 3.0];
        let apart = solution
            .iter()
            .zip(expected)
            .map(|(one, other)| one - other);
        assert!(
            apart.map(f64::abs).all(|apart| apart < 1e-12),
            "{solution:?}"
        );
    }
}
