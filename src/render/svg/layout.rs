//! Where the clauses and bands of a picture stand, in the units of its own coordinates.
//!
//! Clauses keep the order of their documents, so that a crossing of bands is a move that a reader would
//! see in the texts; nothing is reordered to look tidier.

use std::collections::BTreeMap;

use crate::report::{Picture, Place, Side, Sides};

/// Of the whole picture.
pub(super) const WIDTH: f64 = 1200.0;

/// Room for labels left of the first column and right of the last.
pub(super) const MARGIN: f64 = 200.0;

/// How wide a clause is drawn.
pub(super) const NODE: f64 = 12.0;

/// Room for the names of the versions.
pub(super) const HEAD: f64 = 64.0;

/// Thinner clauses could not be seen or met with a pointer.
const THINNEST: f64 = 2.0;

/// A column is drawn so high that a clause has this much on the average: a line of small type.
const PER_CLAUSE: f64 = 15.0;

/// A picture lower than this is hard to read, one higher than that is no overview.
const HEIGHTS: (f64, f64) = (320.0, 2400.0);

/// Gap between clauses, where there are at most [`MANY`].
const GAP: f64 = 4.0;

/// With more clauses in a column the gaps between them shrink.
const MANY: usize = 120;

/// Where everything stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Layout {
    /// By column and clause.
    pub(super) slots: Vec<Vec<Slot>>,
    /// By band.
    pub(super) ribbons: Vec<Sides<Slot>>,
    /// Down to the lowest clause.
    pub(super) bottom: f64,
    /// From one column to the next.
    pub(super) pitch: f64,
}

/// A vertical stretch.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Slot {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) height: f64,
}

impl Slot {
    pub(super) fn middle(self) -> f64 {
        self.y + self.height / 2.0
    }

    pub(super) fn bottom(self) -> f64 {
        self.y + self.height
    }
}

impl Layout {
    /// Linear but for the look-up of each end of a band.
    pub(super) fn of(picture: &Picture) -> Self {
        let scale = Scale::of(picture);
        let gaps = picture.columns.len().saturating_sub(1).max(1);
        let pitch = (WIDTH - 2.0 * MARGIN - NODE) / gaps as f64;
        let columns = picture.columns.iter().enumerate();
        let slots: Vec<Vec<Slot>> = columns
            .map(|(at, column)| {
                let heights = column.nodes.iter().map(|node| scale.height(node.words));
                scale.stacked(MARGIN + pitch * at as f64, heights)
            })
            .collect();
        let ends = slots.iter().flatten().map(|slot| slot.bottom());
        Self {
            bottom: ends.fold(HEAD, f64::max),
            ribbons: ribbons(picture, &slots),
            slots,
            pitch,
        }
    }
}

/// How words become heights.
struct Scale {
    word: f64,
    gap: f64,
}

impl Scale {
    /// The column with most clauses gives the height, the one with most words fills it.
    fn of(picture: &Picture) -> Self {
        let columns = || picture.columns.iter();
        let most = columns()
            .map(|column| column.nodes.len())
            .max()
            .unwrap_or(0);
        let longest = columns()
            .map(|column| column.nodes.iter().map(|node| node.words).sum::<usize>())
            .max()
            .unwrap_or(0)
            .max(1);
        let height = (most as f64 * PER_CLAUSE).clamp(HEIGHTS.0, HEIGHTS.1);
        let gap = if most > MANY { GAP / 8.0 } else { GAP };
        let room = (height - gap * most as f64).max(height / 2.0);
        Self {
            word: room / longest as f64,
            gap,
        }
    }

    fn height(&self, words: usize) -> f64 {
        (words as f64 * self.word).max(THINNEST)
    }

    fn stacked(&self, x: f64, heights: impl Iterator<Item = f64>) -> Vec<Slot> {
        let mut y = HEAD;
        heights
            .map(|height| {
                let slot = Slot { x, y, height };
                y += height + self.gap;
                slot
            })
            .collect()
    }
}

/// Both ends of each band, stacked on their clauses in the order of the bands, which is that of the clauses
/// at the other end.
fn ribbons(picture: &Picture, slots: &[Vec<Slot>]) -> Vec<Sides<Slot>> {
    let mut used: Sides<BTreeMap<Place, f64>> = Sides::default();
    let bands = picture.bands.iter();
    bands
        .map(|band| {
            Sides::make(|side| {
                let place = *band.ends.get(side);
                let whole = slots[place.column][place.node];
                let share = *band.words.get(side) as f64 / picture.node(place).words as f64;
                let height = whole.height * share;
                let start = used.get_mut(side).entry(place).or_default();
                let y = whole.y + *start;
                *start += height;
                let x = whole.x + if side == Side::Before { NODE } else { 0.0 };
                Slot { x, y, height }
            })
        })
        .collect()
}
