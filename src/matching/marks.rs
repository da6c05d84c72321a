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

/// Slots of a new set: room for the words of nearly every clause.
const SLOTS: usize = 1 << 9;

impl Default for Marks {
    fn default() -> Self {
        Self {
            slots: vec![Slot::default(); SLOTS],
            round: 1,
            len: 0,
        }
    }
}

impl Marks {
    /// Empties the set and makes room for so many keys.
    pub fn clear(&mut self, keys: usize) {
        self.len = 0;
        self.round += 1;
        let slots = (2 * keys + 1).next_power_of_two();
        if slots > self.slots.len() || self.round == u32::MAX {
            self.slots.clear();
            self.slots.resize(slots.max(SLOTS), Slot::default());
            self.round = 1;
        }
    }

    /// The place of `key` in the order of insertion, and whether it is a new one, which gets the
    /// next place. There must be room for it.
    #[inline]
    pub fn insert(&mut self, key: u32) -> (u32, bool) {
        let at = self.slot_of(key);
        let slot = &mut self.slots[at];
        let is_new = slot.round != self.round;
        if is_new {
            *slot = Slot {
                key,
                place: self.len,
                round: self.round,
            };
            self.len += 1;
        }
        (slot.place, is_new)
    }

    /// The place of `key`, if it is in the set.
    #[inline]
    pub fn find(&self, key: u32) -> Option<usize> {
        let slot = &self.slots[self.slot_of(key)];
        (slot.round == self.round).then_some(slot.place as usize)
    }

    /// The slot that holds `key`, or the empty one where it belongs.
    #[inline]
    fn slot_of(&self, key: u32) -> usize {
        let mask = self.slots.len() - 1;
        // The lowest bit of a key says something of its own and would leave half of the slots empty.
        let mut at = (key >> 1) as usize & mask;
        while self.slots[at].round == self.round && self.slots[at].key != key {
            at = (at + 1) & mask;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_keep_the_order_in_which_they_came() {
        let mut marks = Marks::default();
        marks.clear(4);
        let keys = [7, 2 * SLOTS as u32 + 7, 7, 9];
        assert_eq!(
            keys.map(|key| marks.insert(key)),
            [(0, true), (1, true), (0, false), (2, true)]
        );
        assert_eq!(marks.find(keys[1]), Some(1));
        assert_eq!(marks.find(8), None);
    }

    #[test]
    fn a_cleared_set_is_empty_and_has_room_for_more() {
        let mut marks = Marks::default();
        marks.clear(1);
        marks.insert(512);
        marks.clear(2_000);
        assert_eq!(marks.find(512), None);
        (0..2_000).for_each(|key| assert_eq!(marks.insert(key * 512), (key, true)));
        assert_eq!(marks.find(512 * 1_999), Some(1_999));
        marks.clear(1);
        assert_eq!(marks.find(0), None);
        assert_eq!(marks.insert(512), (0, true));
    }
}
