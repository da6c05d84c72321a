//! Counts of marked, claimed and right pairs, and the shares they make.

use std::ops::AddAssign;

use crate::matching::Score;

/// Pairs counted from both ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Pairs that belong together.
    pub marked: usize,
    /// Those of them that were claimed.
    pub found: usize,
    /// Pairs that were claimed and that the reader did not leave open.
    pub claimed: usize,
    /// Those of them that belong together.
    pub right: usize,
}

impl Tally {
    /// The share of what was claimed that is right; `None` where nothing was claimed.
    pub fn precision(self) -> Option<Score> {
        (self.claimed > 0).then(|| Score::ratio(self.right, self.claimed))
    }

    /// The share of what is marked that was found; `None` where nothing is marked.
    pub fn recall(self) -> Option<Score> {
        (self.marked > 0).then(|| Score::ratio(self.found, self.marked))
    }

    /// The harmonic mean of precision and recall: 0 if nothing is right, `None` where
    /// nothing is marked and nothing claimed.
    pub fn f1(self) -> Option<Score> {
        let twice = 2 * self.right * self.found;
        let whole = self.right * self.marked + self.found * self.claimed;
        (self.marked + self.claimed > 0).then(|| Score::ratio(twice, whole))
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.marked += other.marked;
        self.found += other.found;
        self.claimed += other.claimed;
        self.right += other.right;
    }
}

/// What is right, apart for pairs one to one and for those of splits and merges.
///
/// A marked pair is of a group if one of its clauses stands in several marked pairs, a
/// claimed one if one of its clauses stands in several claimed pairs. So a split of which
/// one piece was found counts as found under `grouped` and as claimed under `one_to_one`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Neither clause has another partner.
    pub one_to_one: Tally,
    /// Pieces of splits, of merges, and of both.
    pub grouped: Tally,
}

impl Figures {
    /// Both kinds together.
    pub fn all(self) -> Tally {
        let mut all = self.one_to_one;
        all += self.grouped;
        all
    }

    pub(super) fn marked(&mut self, in_group: bool, found: bool) {
        let tally = self.tally(in_group);
        tally.marked += 1;
        tally.found += usize::from(found);
    }

    pub(super) fn claimed(&mut self, in_group: bool, right: bool) {
        let tally = self.tally(in_group);
        tally.claimed += 1;
        tally.right += usize::from(right);
    }

    fn tally(&mut self, in_group: bool) -> &mut Tally {
        match in_group {
            true => &mut self.grouped,
            false => &mut self.one_to_one,
        }
    }
}

impl AddAssign for Figures {
    fn add_assign(&mut self, other: Self) {
        self.one_to_one += other.one_to_one;
        self.grouped += other.grouped;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(counts: [usize; 4], expected: [Option<u32>; 3]) {
        let [marked, found, claimed, right] = counts;
        let tally = Tally {
            marked,
            found,
            claimed,
            right,
        };
        let shares = [tally.precision(), tally.recall(), tally.f1()];
        assert_eq!(shares.map(|share| share.map(Score::millionths)), expected);
    }

    #[test]
    fn shares_of_counts() {
        check([4, 2, 3, 2], [Some(666_666), Some(500_000), Some(571_428)]);
        check([2, 2, 2, 2], [Some(1_000_000); 3]);
    }

    #[test]
    fn nothing_found_is_zero_and_nothing_asked_is_no_share() {
        check([2, 0, 0, 0], [None, Some(0), Some(0)]);
        check([0, 0, 2, 0], [Some(0), None, Some(0)]);
        check([0, 0, 0, 0], [None; 3]);
    }
}
