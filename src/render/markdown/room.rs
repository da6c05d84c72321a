//! How long a page may be, and what of that is left.

use super::page::{Inline, Page};

/// How long a page may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Room {
    /// As long as it gets.
    #[default]
    Endless,
    /// So many characters, as comments are measured.
    Characters(usize),
    /// So many bytes, as summaries are measured.
    Bytes(usize),
}

/// Headings of lists, and what says what is left out, below all else, must find room.
pub(super) const CLOSING: usize = 800;

/// A list above the changes takes at most one part of so many of the room, so that they find some, too.
pub(super) const SHARE: usize = 3;

/// Of a cell: a bar and two spaces; of a row or a block: its end, and the bar or the empty line.
pub(super) const AROUND: usize = 3;

/// Room that nothing has taken yet.
pub(super) struct Left {
    room: Room,
    taken: usize,
    most: usize,
}

impl Room {
    /// True if a page is not too long.
    pub(super) fn holds(self, page: &str) -> bool {
        self.size(page) <= self.most()
    }

    fn most(self) -> usize {
        match self {
            Self::Endless => usize::MAX,
            Self::Characters(most) | Self::Bytes(most) => most,
        }
    }

    pub(super) fn size(self, text: &str) -> usize {
        match self {
            Self::Endless => 0,
            Self::Characters(_) => text.chars().count(),
            Self::Bytes(_) => text.len(),
        }
    }
}

impl Left {
    pub(super) fn new(room: Room, taken: usize) -> Self {
        Self {
            room,
            taken,
            most: room.most(),
        }
    }

    /// What a text takes.
    pub(super) fn size(&self, text: &str) -> usize {
        self.room.size(text)
    }

    /// What a row of a table takes.
    fn row_size(&self, row: &[Inline]) -> usize {
        let cells = row.iter().map(|cell| self.size(cell.text()) + AROUND);
        cells.sum::<usize>() + AROUND
    }

    /// Takes room for a text and for `around` it, or takes none.
    pub(super) fn take(&mut self, text: &str, around: usize) -> bool {
        self.take_size(self.room.size(text) + around)
    }

    fn take_size(&mut self, size: usize) -> bool {
        let taken = self.taken.saturating_add(size);
        let fits = taken <= self.most;
        if fits {
            self.taken = taken;
        }
        fits
    }

    /// The rows of a table that find room, those of the lowest rank first, in the order given.
    pub(super) fn rows<R: Ord>(
        &mut self,
        heads: &[Inline],
        rows: impl Iterator<Item = (R, Vec<Inline>)>,
    ) -> Vec<Vec<Inline>> {
        self.take_size(2 * self.row_size(heads));
        self.chosen(rows, |left, row| left.row_size(row))
    }

    /// The points of a list that find room, in the order given.
    pub(super) fn points(&mut self, points: impl Iterator<Item = Inline>) -> Vec<Inline> {
        let points = points.map(|point| ((), point));
        self.chosen(points, |left, point| left.size(point.text()) + AROUND)
    }

    /// What finds room of what has a rank and a size, the lowest rank first, in the order given. Where something
    /// finds none, what is smaller and comes behind it may.
    pub(super) fn chosen<T, R: Ord>(
        &mut self,
        all: impl Iterator<Item = (R, T)>,
        size: impl Fn(&Self, &T) -> usize,
    ) -> Vec<T> {
        if self.room == Room::Endless {
            return all.map(|(_, own)| own).collect();
        }
        let mut ranked: Vec<(usize, (R, T))> = all.enumerate().collect();
        ranked.sort_by(|(_, one), (_, other)| one.0.cmp(&other.0));
        ranked.retain(|(_, (_, own))| {
            let size = size(self, own);
            self.take_size(size)
        });
        ranked.sort_by_key(|(at, _)| *at);
        ranked.into_iter().map(|(_, (_, own))| own).collect()
    }

    /// Lets `content` take one part of so many of what is left.
    pub(super) fn part<T>(&mut self, of: usize, content: impl FnOnce(&mut Self) -> T) -> T {
        let most = self.taken + self.most.saturating_sub(self.taken) / of;
        let mut part = Self { most, ..*self };
        let value = content(&mut part);
        self.taken = part.taken;
        value
    }
}

/// What found no room.
#[derive(Default)]
pub(super) struct LeftOut(Vec<Inline>);

impl LeftOut {
    /// Notes how much of something is not there, if anything.
    pub(super) fn note(&mut self, count: usize, said: impl FnOnce() -> String) {
        self.0
            .extend((count > 0).then(|| Inline::new().say(said())));
    }

    /// Says it, and `elsewhere`, where all of it is; nothing where all found room.
    pub(super) fn tell(self, page: &mut Page, elsewhere: &Inline) {
        if self.0.is_empty() {
            return;
        }
        page.heading(2, &Inline::new().say("Left out for want of room"));
        page.list(self.0);
        page.paragraph(elsewhere);
    }
}

/// The page of a comparison, what room is left on it, and what found none.
pub(super) struct Sheet<'p> {
    pub(super) page: &'p mut Page,
    pub(super) left: Left,
    pub(super) left_out: LeftOut,
}

impl<'p> Sheet<'p> {
    /// Goes on with `page`, and keeps room for what is to stand `below` all else.
    pub(super) fn new(page: &'p mut Page, room: Room, below: &str) -> Self {
        let said = room.size(page.text()) + room.size(below);
        Self {
            page,
            left: Left::new(room, CLOSING + said),
            left_out: LeftOut::default(),
        }
    }

    /// A table of the rows that find room in one part of so many of what is left, those of the lowest rank first;
    /// none without a row.
    pub(super) fn table<R: Ord>(
        &mut self,
        heads: &[Inline],
        share: usize,
        rows: impl Iterator<Item = (R, Vec<Inline>)>,
    ) {
        let mut all = 0;
        let rows = rows.inspect(|_| all += 1);
        let fitting = self.left.part(share, |left| left.rows(heads, rows));
        let missing = all - fitting.len();
        self.left_out
            .note(missing, || format!("{missing} of {all} rows of the table"));
        if !fitting.is_empty() {
            self.page.table(heads, fitting);
        }
    }

    /// Ends it with what stands below all else, and with what is left out.
    pub(super) fn finish(self, below: &str) {
        self.page.append(below);
        let elsewhere = Inline::new().code("--fit all").say(" shows all of it.");
        self.left_out.tell(self.page, &elsewhere);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(room: Room, sizes: &[(u8, usize)], chosen: &[usize]) {
        let places = sizes.iter().enumerate();
        let places = places.map(|(at, (rank, size))| (*rank, (at, *size)));
        let found = Left::new(room, 0).chosen(places, |_, (_, size)| *size);
        let found: Vec<usize> = found.into_iter().map(|(at, _)| at).collect();
        assert_eq!(found, chosen, "{sizes:?}");
    }

    #[test]
    fn the_lowest_rank_finds_room_first_and_order_stays() {
        check(Room::Endless, &[(1, 9), (0, 9)], &[0, 1]);
        check(Room::Bytes(10), &[(1, 6), (0, 6), (1, 4)], &[1, 2]);
        check(Room::Bytes(10), &[(1, 4), (0, 6), (1, 4)], &[0, 1]);
        check(Room::Bytes(5), &[(0, 6)], &[]);
    }
}
