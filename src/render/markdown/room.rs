//! How long a page may be, and what of that is left.

/// How long a page may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// As long as it gets.
    Endless,
    /// So many characters, as comments are measured.
    Characters(usize),
    /// So many bytes, as summaries are measured.
    Bytes(usize),
}

/// Room that nothing has taken yet.
pub(super) struct Left {
    room: Room,
    taken: usize,
    most: usize,
}

impl Room {
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
        let most = match room {
            Room::Endless => usize::MAX,
            Room::Characters(most) | Room::Bytes(most) => most,
        };
        Self { room, taken, most }
    }

    /// What a text takes.
    pub(super) fn size(&self, text: &str) -> usize {
        self.room.size(text)
    }

    /// Takes room for a text and for `around` it, or takes none.
    pub(super) fn take(&mut self, text: &str, around: usize) -> bool {
        let taken = self.taken + self.room.size(text) + around;
        let fits = taken <= self.most;
        if fits {
            self.taken = taken;
        }
        fits
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
