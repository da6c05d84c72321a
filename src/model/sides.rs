//! Two-sided values.

/// One value for each of the two versions compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sides<T> {
    /// Of the earlier version, or the one named first.
    pub before: T,
    /// Of the later version, or the one named second.
    pub after: T,
}

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The first.
    Before,
    /// The second.
    After,
}

impl Side {
    /// Both, before first.
    pub const BOTH: [Self; 2] = [Self::Before, Self::After];

    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::Before => Self::After,
            Self::After => Self::Before,
        }
    }
}

impl<T> Sides<T> {
    /// Both sides in order.
    pub fn new(before: T, after: T) -> Self {
        Self { before, after }
    }

    /// Makes each side by the same rule.
    pub fn make(mut of: impl FnMut(Side) -> T) -> Self {
        Self {
            before: of(Side::Before),
            after: of(Side::After),
        }
    }

    /// One side.
    pub fn get(&self, side: Side) -> &T {
        match side {
            Side::Before => &self.before,
            Side::After => &self.after,
        }
    }

    /// One side, to change it.
    pub fn get_mut(&mut self, side: Side) -> &mut T {
        match side {
            Side::Before => &mut self.before,
            Side::After => &mut self.after,
        }
    }

    /// Borrows both.
    pub fn as_ref(&self) -> Sides<&T> {
        Sides {
            before: &self.before,
            after: &self.after,
        }
    }

    /// Applies one rule to both.
    pub fn map<U>(self, mut rule: impl FnMut(T) -> U) -> Sides<U> {
        Sides {
            before: rule(self.before),
            after: rule(self.after),
        }
    }

    /// Puts each side in the other's place.
    #[must_use]
    pub fn swapped(self) -> Self {
        Self {
            before: self.after,
            after: self.before,
        }
    }
}
