//! Lists that are empty more often than not.

use std::fmt;
use std::ops::{Deref, DerefMut};

/// A list that most values of its kind leave empty: it takes the room of one pointer, a third
/// of a `Vec`. A clause has six of them, as `Vec`s two fifths of its bytes; a long version is
/// read and compared the slower the more memory its clauses spread over. Read as a slice.
#[derive(Clone, PartialEq, Eq)]
#[expect(
    clippy::box_collection,
    reason = "a boxed slice is two pointers, and its length is nearly always 0"
)]
pub struct Few<T>(Option<Box<Vec<T>>>);

impl<T> Default for Few<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: fmt::Debug> fmt::Debug for Few<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

impl<T> Deref for Few<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.0.as_deref().map_or(&[], Vec::as_slice)
    }
}

impl<T> DerefMut for Few<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        self.0.as_deref_mut().map_or(&mut [], Vec::as_mut_slice)
    }
}

impl<T> From<Vec<T>> for Few<T> {
    fn from(items: Vec<T>) -> Self {
        Self((!items.is_empty()).then(|| Box::new(items)))
    }
}

impl<T> FromIterator<T> for Few<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Vec::from_iter(items).into()
    }
}

impl<'f, T> IntoIterator for &'f Few<T> {
    type Item = &'f T;
    type IntoIter = std::slice::Iter<'f, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_list_is_one_whichever_way_it_was_made() {
        assert_eq!(Few::from(Vec::<u8>::new()), Few::default());
        assert_eq!(std::iter::empty::<u8>().collect::<Few<_>>(), Few::default());
    }

    #[test]
    fn a_list_reads_as_the_slice_of_its_items_in_order() {
        let mut few: Few<_> = [1, 2].into_iter().collect();
        few[1] = 3;
        assert_eq!(*few, [1, 3]);
        assert_eq!(format!("{few:?}"), "[1, 3]");
        assert_eq!(size_of_val(&few), size_of::<usize>());
    }
}
