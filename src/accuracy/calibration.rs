//! Whether a confidence says how often such a pair is right.

use std::ops::AddAssign;

use super::{Claim, Verdict};
use crate::matching::{Method, Score};

/// Fewest pairs of a bin: with fewer, chance alone moves the share by ten points.
const LEAST_IN_BIN: usize = 50;

/// Most bins; more say nothing that a reader keeps in mind.
const MOST_BINS: usize = 10;

/// From this stated confidence on, a reader takes a pair for right without looking.
const HIGH: Score = Score::from_millionths(900_000);

/// Stated confidence held against the share that is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calibration {
    /// Pairs that were not guessed, by how they were found (people decided, same id, same
    /// words); methods without a pair are absent.
    pub certain: Vec<(Method, Bin)>,
    /// Guessed pairs, least confidence first, in bins of about the same size. Pairs of
    /// one confidence stand in one bin, so sizes differ where many share it.
    pub guessed: Vec<Bin>,
    /// Guessed pairs whose stated confidence is 0.9 or more.
    pub high: Bin,
    /// The mean distance of stated and right over the bins of guessed pairs, weighed by
    /// their size; `None` without guessed pairs.
    pub error: Option<Score>,
}

/// Pairs of about the same confidence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bin {
    /// How many there are.
    pub pairs: usize,
    /// How many of them are right.
    pub right: usize,
    /// Sum of what was stated, in millionths.
    stated: u64,
}

impl Bin {
    fn of(claims: &[&Claim]) -> Self {
        let mut bin = Self::default();
        for claim in claims {
            bin.pairs += 1;
            bin.right += usize::from(claim.verdict == Verdict::Right);
            bin.stated += u64::from(claim.confidence.millionths());
        }
        bin
    }

    /// Mean of the stated confidence; zero of nothing.
    pub fn stated(self) -> Score {
        let mean = self.stated / (self.pairs as u64).max(1);
        Score::from_millionths(u32::try_from(mean).expect("a mean of scores is a score"))
    }

    /// The share that is right; zero of nothing.
    pub fn share_right(self) -> Score {
        Score::ratio(self.right, self.pairs)
    }

    fn distance(self) -> Score {
        let (stated, right) = (self.stated(), self.share_right());
        stated.max(right).lead_over(stated.min(right))
    }
}

impl AddAssign for Bin {
    fn add_assign(&mut self, other: Self) {
        self.pairs += other.pairs;
        self.right += other.right;
        self.stated += other.stated;
    }
}

impl Calibration {
    /// Over all `claims`; those that a reader left open say nothing.
    pub fn of<'c>(claims: impl IntoIterator<Item = &'c Claim>) -> Self {
        let judged = claims.into_iter();
        let judged = judged.filter(|claim| claim.verdict != Verdict::Either);
        let (mut guessed, certain): (Vec<&Claim>, Vec<&Claim>) =
            judged.partition(|claim| is_guess(claim.method));
        guessed.sort_by_key(|claim| claim.confidence);
        let bins = bins(&guessed);
        let high = guessed.partition_point(|claim| claim.confidence < HIGH);
        Self {
            certain: by_method(&certain),
            high: Bin::of(&guessed[high..]),
            error: mean_distance(&bins),
            guessed: bins,
        }
    }
}

fn is_guess(method: Method) -> bool {
    !matches!(method, Method::Link | Method::Id | Method::Text)
}

fn by_method(claims: &[&Claim]) -> Vec<(Method, Bin)> {
    let bin = |method| {
        let of_method = claims.iter().copied();
        let of_method: Vec<_> = of_method.filter(|claim| claim.method == method).collect();
        (method, Bin::of(&of_method))
    };
    let bins = [Method::Link, Method::Id, Method::Text].map(bin);
    bins.into_iter().filter(|(_, bin)| bin.pairs > 0).collect()
}

/// Claims of one confidence after the other join a bin until it is full; a last bin that is
/// too small joins the one before it.
fn bins(sorted: &[&Claim]) -> Vec<Bin> {
    let full = LEAST_IN_BIN.max(sorted.len().div_ceil(MOST_BINS));
    let mut bins: Vec<Bin> = Vec::new();
    for run in sorted.chunk_by(|one, next| one.confidence == next.confidence) {
        match bins.last_mut() {
            Some(last) if last.pairs < full => *last += Bin::of(run),
            _ => bins.push(Bin::of(run)),
        }
    }
    if let Some(short) = bins.pop_if(|bin| bin.pairs < LEAST_IN_BIN) {
        match bins.last_mut() {
            Some(last) => *last += short,
            None => bins.push(short),
        }
    }
    bins
}

fn mean_distance(bins: &[Bin]) -> Option<Score> {
    let pairs: u64 = bins.iter().map(|bin| bin.pairs as u64).sum();
    let weighed = |bin: &Bin| u64::from(bin.distance().millionths()) * bin.pairs as u64;
    let mean = bins.iter().map(weighed).sum::<u64>().checked_div(pairs)?;
    Some(Score::from_millionths(
        u32::try_from(mean).expect("a mean of scores is a score"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ClauseIndex, Sides};

    fn claim(method: Method, confidence: Score, is_right: bool) -> Claim {
        Claim {
            clauses: Sides::new(ClauseIndex::new(0), ClauseIndex::new(0)),
            method,
            confidence,
            verdict: if is_right {
                Verdict::Right
            } else {
                Verdict::Wrong
            },
        }
    }

    /// Runs of claims as (count, confidence in hundredths, right), to bins of (pairs,
    /// stated in hundredths, right).
    #[track_caller]
    fn check(runs: &[(usize, u32, usize)], expected: &[(usize, u32, usize)]) -> Calibration {
        let claims: Vec<Claim> = runs
            .iter()
            .flat_map(|&(count, hundredths, right)| {
                let sure = Score::ratio(hundredths as usize, 100);
                (0..count).map(move |at| claim(Method::Similar, sure, at < right))
            })
            .collect();
        let calibration = Calibration::of(&claims);
        let bins = calibration.guessed.iter();
        let bins: Vec<_> = bins
            .map(|bin| (bin.pairs, bin.stated().millionths() / 10_000, bin.right))
            .collect();
        assert_eq!(bins, expected);
        calibration
    }

    #[test]
    fn pairs_of_one_confidence_stand_in_one_bin() {
        check(&[(60, 50, 30), (90, 95, 90)], &[(60, 50, 30), (90, 95, 90)]);
    }

    #[test]
    fn a_bin_is_filled_to_fifty_and_a_short_rest_joins_the_last() {
        check(&[(30, 40, 10), (30, 60, 20), (20, 80, 20)], &[(80, 57, 50)]);
    }

    #[test]
    fn the_error_is_the_mean_distance_weighed_by_size() {
        let calibration = check(
            &[(50, 60, 40), (150, 90, 150)],
            &[(50, 60, 40), (150, 90, 150)],
        );
        let expected = (200_000 * 50 + 100_000 * 150) / 200;
        assert_eq!(calibration.error, Some(Score::from_millionths(expected)));
        assert_eq!((calibration.high.pairs, calibration.high.right), (150, 150));
    }

    #[test]
    fn certain_pairs_stand_apart_and_open_ones_nowhere() {
        let open = Claim {
            verdict: Verdict::Either,
            ..claim(Method::Similar, Score::ONE, true)
        };
        let text = claim(Method::Text, Score::ONE, true);
        let calibration = Calibration::of(&[open, text]);
        assert_eq!(calibration.guessed, []);
        assert_eq!(calibration.error, None);
        assert_eq!(calibration.certain[0].0, Method::Text);
        assert_eq!(calibration.certain[0].1.pairs, 1);
    }
}
