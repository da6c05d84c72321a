//! A set of keys that is emptied and filled again for every clause.

/// Keys with the order in which they were put in. Emptying is free: entries of earlier
/// rounds are told by their round.
#[derive(Debug)]
pub(super) struct Marks {
    slots: Vec<Slot>,
    round: u32,
    len: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    key: u32,
    place: u32,
    round: u32,
}

impl Default for Marks {
    fn default() -> Self {
        Self {
            slots: vec![Slot::default(); 1 << 9],
            round: 1,
            len: 0,
        }
    }
}

impl Marks {
    /// Empties the set.
    pub fn clear(&mut self) {
        self.len = 0;
        self.round += 1;
        if self.round == u32::MAX {
            self.slots.fill(Slot::default());
            self.round = 1;
        }
    }

    /// How many keys are in it.
    pub fn len(&self) -> u32 {
        self.len
    }

    /// The place of `key` in the order of insertion; a new one gets the next place.
    pub fn insert(&mut self, key: u32) -> u32 {
        if 2 * (self.len as usize + 1) > self.slots.len() {
            self.grow();
        }
        let at = self.slot_of(key);
        if self.slots[at].round != self.round {
            self.slots[at] = Slot {
                key,
                place: self.len,
                round: self.round,
            };
            self.len += 1;
        }
        self.slots[at].place
    }

    /// The place of `key`, if it is in the set.
    pub fn find(&self, key: u32) -> Option<usize> {
        let slot = &self.slots[self.slot_of(key)];
        (slot.round == self.round).then_some(slot.place as usize)
    }

    /// The slot that holds `key`, or the empty one where it belongs.
    fn slot_of(&self, key: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = key as usize & mask;
        while self.slots[at].round == self.round && self.slots[at].key != key {
            at = (at + 1) & mask;
        }
        at
    }

    fn grow(&mut self) {
        let larger = vec![Slot::default(); 2 * self.slots.len()];
        let old = std::mem::replace(&mut self.slots, larger);
        for slot in old.into_iter().filter(|slot| slot.round == self.round) {
            let at = self.slot_of(slot.key);
            self.slots[at] = slot;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_keep_the_order_in_which_they_came() {
        let mut marks = Marks::default();
        assert_eq!(
            [7, 512 + 7, 7, 9].map(|key| marks.insert(key)),
            [0, 1, 0, 2]
        );
        assert_eq!(marks.find(519), Some(1));
        assert_eq!(marks.find(8), None);
    }

    #[test]
    fn a_cleared_set_is_empty_and_a_full_one_grows() {
        let mut marks = Marks::default();
        (0..2_000).for_each(|key| assert_eq!(marks.insert(key * 512), key));
        assert_eq!(marks.find(512 * 1_999), Some(1_999));
        marks.clear();
        assert_eq!(marks.find(0), None);
        assert_eq!(marks.insert(512), 0);
    }
}
