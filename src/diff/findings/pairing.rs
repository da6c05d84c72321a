//! Which saying of one text is which of the other.
//!
//! What stands in kept words is paired with what stands in the same place of the other text; what
//! does not, with the like in the same place of the redline, then with the same elsewhere. Every step
//! pairs by a key, in order, so that swapping the texts swaps the pairs; near linear.

use std::collections::{BTreeMap, VecDeque};

use super::stretches::{Places, Stretch};
use crate::diff::facts::{Said, Saying};
use crate::model::{Side, Sides};
use crate::text::vocabulary::Reading;

/// What is compared with one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    Force,
    Negation,
    Condition,
    Junction,
}

impl Family {
    pub const ALL: [Self; 4] = [Self::Force, Self::Negation, Self::Condition, Self::Junction];

    pub fn of(said: Said) -> Self {
        match said {
            Said::Force(_) => Self::Force,
            Said::Negation => Self::Negation,
            Said::Condition(_) => Self::Condition,
            Said::Junction(_) => Self::Junction,
        }
    }
}

/// Leaves out what both sides have, as often as both have it, the first of each first. Near linear.
pub(super) fn without_shared<T, K: Ord>(sides: &mut Sides<Vec<T>>, key: impl Fn(&T) -> K) {
    let mut counts: BTreeMap<K, Sides<usize>> = BTreeMap::new();
    for side in Side::BOTH {
        for one in sides.get(side) {
            *counts.entry(key(one)).or_default().get_mut(side) += 1;
        }
    }
    let shared = |counts: &Sides<usize>| counts.before.min(counts.after);
    let mut shared: BTreeMap<K, Sides<usize>> = counts
        .into_iter()
        .map(|(key, counts)| (key, Sides::make(|_| shared(&counts))))
        .collect();
    for side in Side::BOTH {
        sides.get_mut(side).retain(|one| {
            let left = shared.get_mut(&key(one)).map(|left| left.get_mut(side));
            let left = left.filter(|left| **left > 0);
            left.map(|left| *left -= 1).is_none()
        });
    }
}

/// Something said on both sides, or on one only.
pub(super) type Step<'s, 't> = Sides<Option<&'s Saying<'t>>>;

/// The sayings of one family, and who is paired with whom.
pub(super) struct Pairing<'s, 't> {
    family: Family,
    readings: Sides<&'s Reading<'t>>,
    places: &'s Places<'s>,
    sayings: Sides<Vec<&'s Saying<'t>>>,
    partners: Sides<Vec<Option<usize>>>,
}

impl<'s, 't> Pairing<'s, 't> {
    /// Pairs all that is said of a family.
    pub fn of(
        family: Family,
        readings: Sides<&'s Reading<'t>>,
        places: &'s Places<'s>,
        all: &'s Sides<Vec<Saying<'t>>>,
    ) -> Self {
        let sayings = all.as_ref().map(|all| {
            let own = all
                .iter()
                .filter(|saying| Family::of(saying.said) == family);
            own.collect::<Vec<_>>()
        });
        let mut pairing = Self {
            family,
            readings,
            places,
            partners: sayings.as_ref().map(|sayings| vec![None; sayings.len()]),
            sayings,
        };
        pairing.run();
        pairing
    }

    fn run(&mut self) {
        self.in_kept_words();
        self.pair(|one, side, at| {
            let saying = one.sayings.get(side)[at];
            Some((one.place(side, at), saying.said, saying.is_denied))
        });
        self.pair(|one, side, at| Some((one.place(side, at), one.sayings.get(side)[at].said)));
        if self.family != Family::Negation {
            self.pair(|one, side, at| Some(one.place(side, at)));
        }
        self.pair(|one, side, at| {
            let saying = one.sayings.get(side)[at];
            Some((saying.said, one.context(side, at).to_owned()))
        });
        match self.family {
            // What is denied in one sentence is not what is denied in another.
            Family::Negation | Family::Force => {
                self.pair(|one, side, at| Some(one.sayings.get(side)[at].sentence));
            }
            Family::Condition => self.pair(|one, side, at| Some(one.sayings.get(side)[at].said)),
            Family::Junction => {}
        }
        if self.family == Family::Force {
            self.pair(|one, side, at| Some(one.sayings.get(side)[at].said));
        }
    }

    /// Pairs what stands, at least in part, in the same kept words.
    fn in_kept_words(&mut self) {
        for (before, saying) in self.sayings.before.iter().enumerate() {
            let others = &self.sayings.after;
            let free = |at: &usize| self.partners.after[*at].is_none();
            let found = self
                .places
                .kept(&saying.bytes)
                .into_iter()
                .find_map(|range| {
                    let first = others.partition_point(|other| other.bytes.end <= range.start);
                    let touching = first..others.len();
                    let mut touching =
                        touching.take_while(|&at| others[at].bytes.start < range.end);
                    touching.find(free)
                });
            if let Some(after) = found {
                self.partners.before[before] = Some(after);
                self.partners.after[after] = Some(before);
            }
        }
    }

    /// Pairs what is free on both sides and has the same key, in order.
    fn pair<K: Ord>(&mut self, key: impl Fn(&Self, Side, usize) -> Option<K>) {
        let is_left = |partners: &Vec<Option<usize>>| partners.contains(&None);
        if !is_left(&self.partners.before) || !is_left(&self.partners.after) {
            return;
        }
        let mut free: BTreeMap<K, VecDeque<usize>> = BTreeMap::new();
        for at in (0..self.sayings.after.len()).filter(|&at| self.partners.after[at].is_none()) {
            if let Some(key) = key(self, Side::After, at) {
                free.entry(key).or_default().push_back(at);
            }
        }
        for before in 0..self.sayings.before.len() {
            if self.partners.before[before].is_some() || free.is_empty() {
                continue;
            }
            let key = key(self, Side::Before, before);
            let found = key.and_then(|key| free.get_mut(&key)?.pop_front());
            if let Some(after) = found {
                self.partners.before[before] = Some(after);
                self.partners.after[after] = Some(before);
            }
        }
    }

    /// The place of the redline that a saying stands in or directly before.
    fn place(&self, side: Side, at: usize) -> usize {
        self.places
            .near(side, self.sayings.get(side)[at].bytes.start)
    }

    /// The word that follows.
    fn context(&self, side: Side, at: usize) -> &str {
        let saying = self.sayings.get(side)[at];
        self.readings.get(side).word(saying.pieces.end)
    }

    /// All pairs, and what has no partner.
    fn all(&self) -> impl Iterator<Item = Step<'s, 't>> + '_ {
        let before = self.sayings.before.iter().enumerate();
        let from = before.map(|(at, &saying)| {
            let partner = self.partners.before[at].map(|after| self.sayings.after[after]);
            Sides::new(Some(saying), partner)
        });
        let after = self.sayings.after.iter().enumerate();
        let came = after.filter(|(at, _)| self.partners.after[*at].is_none());
        from.chain(came.map(|(_, &saying)| Sides::new(None, Some(saying))))
    }

    /// What is said otherwise, or stands elsewhere.
    pub fn steps(&self) -> Vec<Step<'s, 't>> {
        let differs = |step: &Step<'_, '_>| {
            let meant = |saying: Option<&Saying<'_>>| {
                saying.map(|saying| (saying.said, saying.is_denied, saying.is_released))
            };
            meant(step.before) != meant(step.after)
        };
        let all = self.all();
        all.filter(|step| differs(step) || self.is_relocated(step))
            .collect()
    }

    /// What is said alike on both sides.
    pub fn kept(&self) -> Vec<Sides<&'s Saying<'t>>> {
        let both = self
            .all()
            .filter_map(|step| Some(Sides::new(step.before?, step.after?)));
        both.filter(|pair| pair.before.said == pair.after.said)
            .collect()
    }

    /// True if a negation now stands before another word of the same sentence, alone or nearly so.
    fn is_relocated(&self, step: &Step<'_, '_>) -> bool {
        let (Some(before), Some(after)) = (step.before, step.after) else {
            return false;
        };
        let next = |side: Side, saying: &Saying<'_>| {
            self.readings.get(side).word(saying.pieces.end).to_owned()
        };
        let is_lone = |side: Side, saying: &Saying<'_>| {
            let held = self.places.holding(side, &saying.bytes);
            held.is_some_and(|stretch: &Stretch<'_>| stretch.words(side).len() <= ALONE)
        };
        self.family == Family::Negation
            && before.sentence == after.sentence
            && before.words.eq_ignore_ascii_case(after.words)
            && next(Side::Before, before) != next(Side::After, after)
            && is_lone(Side::Before, before)
            && is_lone(Side::After, after)
    }
}

/// A negation that moves alone, or with so many words, is moved on purpose; with more, a phrase was
/// put elsewhere.
const ALONE: usize = 2;
