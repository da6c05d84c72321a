//! Which words a set cannot hold, told without looking them up.

/// The first two bytes and the lengths of the words of a set: most words of a text have none of them,
/// and need not be hashed.
#[derive(Clone, Debug)]
pub struct Shapes(Box<[u64; ROWS]>);

/// Beginnings are told apart as well as so many rows allow.
const ROWS: usize = 1024;

impl Default for Shapes {
    fn default() -> Self {
        Self(Box::new([0; ROWS]))
    }
}

impl Shapes {
    /// Adds a word. The empty one has no shape.
    pub fn add(&mut self, word: &str) {
        if let Some(row) = row(word) {
            self.0[row] |= bit(word.len());
        }
    }

    /// False if no word that was added is this one.
    pub fn may_hold(&self, word: &str) -> bool {
        row(word).is_some_and(|row| self.0[row] & bit(word.len()) != 0)
    }
}

fn row(word: &str) -> Option<usize> {
    let bytes = word.as_bytes();
    let first = usize::from(*bytes.first()?);
    let second = bytes.get(1).map_or(0, |&second| usize::from(second));
    Some((first + 32 * second) % ROWS)
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
        let words = ["toll", "tone", "tolls", "tall", ""];
        assert_eq!(
            words.map(|word| shapes.may_hold(word)),
            [true, true, false, false, false]
        );
        assert!(shapes.may_hold(&long));
    }
}
