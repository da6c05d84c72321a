//! A file as a stream of blocks, of which only the part in use is held.

use std::io::{ErrorKind, Read};

use sha2::{Digest, Sha256};

use crate::load::hexadecimal;

/// Bytes read at a time: few enough that what is read is still in the processor's cache
/// when it is hashed, checked and copied out; enough that calls cost nothing beside that.
/// A few in tests, so that every clause is cut somewhere.
const BLOCK: usize = if cfg!(test) { 61 } else { 256 << 10 };

/// A part of a file that moves from its start to its end.
pub(super) struct Window<R> {
    input: R,
    /// Most bytes that the file may have.
    limit: usize,
    /// Where the part begins in the file.
    start: usize,
    buffer: Vec<u8>,
    /// How much of the buffer is the part.
    filled: usize,
    is_last: bool,
    digest: Sha256,
}

impl<R: Read> Window<R> {
    /// Reads the first part. `None` as for [`pass`](Self::pass).
    pub(super) fn open(input: R, limit: usize) -> Option<Self> {
        let mut window = Self {
            input,
            limit,
            start: 0,
            buffer: Vec::new(),
            filled: 0,
            is_last: false,
            digest: Sha256::new(),
        };
        window.pass(0)?;
        Some(window)
    }

    /// The part as text, but for a character that may be cut at its end; `None` if it is
    /// not UTF-8.
    pub(super) fn text(&self) -> Option<&str> {
        let bytes = &self.buffer[..self.filled];
        let whole = if self.is_last {
            bytes
        } else {
            without_cut_character(bytes)
        };
        std::str::from_utf8(whole).ok()
    }

    /// Where the text begins in the file, in bytes.
    pub(super) fn start(&self) -> usize {
        self.start
    }

    /// True if the text ends where the file does.
    pub(super) fn is_last(&self) -> bool {
        self.is_last
    }

    /// Lets go of the first `used` bytes and reads on; a part of which little was used
    /// doubles. `None` if the file cannot be read or is too large.
    pub(super) fn pass(&mut self, used: usize) -> Option<()> {
        self.buffer.copy_within(used..self.filled, 0);
        self.start += used;
        self.filled -= used;
        let size = BLOCK.max(2 * self.filled);
        if self.buffer.len() < size {
            self.buffer.resize(size, 0);
        }
        let old = self.filled;
        self.fill()?;
        self.digest.update(&self.buffer[old..self.filled]);
        (self.start + self.filled <= self.limit).then_some(())
    }

    fn fill(&mut self) -> Option<()> {
        while self.filled < self.buffer.len() {
            match self.input.read(&mut self.buffer[self.filled..]) {
                Ok(0) => {
                    self.is_last = true;
                    break;
                }
                Ok(count) => self.filled += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => return None,
            }
        }
        Some(())
    }

    /// The fingerprint of all that was read.
    pub(super) fn fingerprint(self) -> String {
        hexadecimal(&self.digest.finalize())
    }
}

/// The longest character of UTF-8, in bytes.
const LONGEST: usize = 4;

/// Leaves out the last character if it takes several bytes, be it cut or whole.
fn without_cut_character(bytes: &[u8]) -> &[u8] {
    let tail = bytes.len().saturating_sub(LONGEST - 1);
    let begins_long = |byte: &u8| *byte >= 0b1100_0000;
    match bytes[tail..].iter().rposition(begins_long) {
        Some(at) => &bytes[..tail + at],
        None => bytes,
    }
}
