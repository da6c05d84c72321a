//! Which words a set cannot hold, told without looking them up.

/// The first bytes and lengths of the words of a set: most words of a text have none of them, and need
/// not be hashed.
#[derive(Clone, Debug)]
pub struct Shapes(Box<[u64; 256]>);

impl Default for Shapes {
    fn default() -> Self {
        Self(Box::new([0; 256]))
    }
}

impl Shapes {
    /// Adds a word. The empty one has no shape.
    pub fn add(&mut self, word: &str) {
        if let Some(first) = word.bytes().next() {
            self.0[usize::from(first)] |= bit(word.len());
        }
    }

    /// False if no word that was added is this one.
    pub fn may_hold(&self, word: &str) -> bool {
        let first = word.bytes().next();
        first.is_some_and(|first| self.0[usize::from(first)] & bit(word.len()) != 0)
    }
}

/// Words of so many bytes and more have one length.
const LONG: usize = 63;

fn bit(length: usize) -> u64 {
    1 << length.min(LONG)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_was_added_may_be_there_and_one_of_another_shape_is_not() {
        let mut shapes = Shapes::default();
        let long = "x".repeat(80);
        ["toll", &long].iter().for_each(|word| shapes.add(word));
        let words = ["toll", "tall", "tolls", "poll", ""];
        assert_eq!(
            words.map(|word| shapes.may_hold(word)),
            [true, true, false, false, false]
        );
        assert!(shapes.may_hold(&long));
    }
}
