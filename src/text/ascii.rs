//! Runs and places of ASCII, found eight bytes at a time.
//!
//! A step is eight bytes, the first the lowest; what is told of each is its high bit.

/// How many letters stand at the start.
#[inline]
pub fn letters(bytes: &[u8]) -> usize {
    leading(bytes, letters_of, |byte| byte.is_ascii_alphabetic())
}

/// How many letters and digits stand at the start.
#[inline]
pub fn alphanumerics(bytes: &[u8]) -> usize {
    leading(bytes, alphanumerics_of, |byte| byte.is_ascii_alphanumeric())
}

const EACH: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x80 * EACH;

/// The places, from `from` on, that are told by the bytes before them, their own and those behind
/// them; beyond either end there are noughts.
pub struct Places<'b, F> {
    bytes: &'b [u8],
    told: F,
    /// Where the next step begins.
    next: usize,
    /// What is left of the step before it.
    found: u64,
}

impl<'b, F: Fn([u64; 3]) -> u64> Places<'b, F> {
    pub fn new(bytes: &'b [u8], from: usize, told: F) -> Self {
        Self {
            bytes,
            told,
            next: from,
            found: 0,
        }
    }

    /// Goes on at a place, which must not be before the last one given.
    #[inline]
    pub fn skip_to(&mut self, at: usize) {
        if at >= self.next {
            (self.next, self.found) = (at, 0);
        } else {
            self.found &= u64::MAX << (8 * (8 - (self.next - at)));
        }
    }

    /// A step with those one byte earlier and later.
    #[inline]
    fn steps(&self, at: usize) -> [u64; 3] {
        if let Some(near) = at
            .checked_sub(1)
            .and_then(|start| self.bytes.get(start..at + 9))
        {
            return [0, 1, 2].map(|by| step(&near[by..]));
        }
        let byte = |at: usize| at.checked_sub(1).and_then(|at| self.bytes.get(at));
        let near: [u8; 10] = std::array::from_fn(|by| *byte(at + by).unwrap_or(&0));
        [0, 1, 2].map(|by| step(&near[by..]))
    }
}

impl<F: Fn([u64; 3]) -> u64> Iterator for Places<'_, F> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.found == 0 {
            if self.next >= self.bytes.len() {
                return None;
            }
            self.found = (self.told)(self.steps(self.next)) & HIGH;
            self.next += 8;
        }
        let at = self.next - 8 + self.found.trailing_zeros() as usize / 8;
        self.found &= self.found - 1;
        (at < self.bytes.len()).then_some(at)
    }
}

/// The first eight of these bytes.
#[inline]
fn step(bytes: &[u8]) -> u64 {
    let first = bytes.first_chunk::<8>();
    u64::from_le_bytes(*first.expect("there are eight bytes at least"))
}

/// Which bytes of ASCII are letters or digits.
#[inline]
pub fn alphanumerics_of(step: u64) -> u64 {
    letters_of(step) | within(step, b'0', b'9')
}

#[inline]
fn leading(bytes: &[u8], own: impl Fn(u64) -> u64, is_own: impl Fn(&u8) -> bool) -> usize {
    let (steps, rest) = bytes.as_chunks::<8>();
    for (count, step) in steps.iter().enumerate() {
        let others = !own(u64::from_le_bytes(*step)) & HIGH;
        if others != 0 {
            return 8 * count + others.trailing_zeros() as usize / 8;
        }
    }
    8 * steps.len() + rest.iter().take_while(|byte| is_own(byte)).count()
}

/// Which bytes of ASCII are letters.
#[inline]
pub fn letters_of(step: u64) -> u64 {
    // What the bit turns into a small letter was a letter: no other byte of ASCII does.
    within(step | (0x20 * EACH), b'a', b'z')
}

/// Which bytes are in the range, which is within ASCII; other bits than the high ones are of no
/// meaning.
#[inline]
pub fn within(step: u64, first: u8, last: u8) -> u64 {
    let low = step & !HIGH;
    // The high bit of each byte tells whether it is large enough, no sum reaches the next.
    let from_first = low + u64::from(0x80 - first) * EACH;
    let past_last = low + u64::from(0x80 - last - 1) * EACH;
    from_first & !past_last & !step
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_at_every_place_is_told() {
        for byte in 0..=u8::MAX {
            for place in 0..20 {
                let mut bytes = [b'x'; 20];
                bytes[place] = byte;
                let expected = |is_own: bool| if is_own { 20 } else { place };
                assert_eq!(letters(&bytes), expected(byte.is_ascii_alphabetic()));
                assert_eq!(
                    alphanumerics(&bytes),
                    expected(byte.is_ascii_alphanumeric())
                );
            }
        }
        assert_eq!(alphanumerics(b"12ab"), 4);
        let text = b"an Act of 1992, and so it is: (A)";
        let starts = |[before, own, _]: [u64; 3]| within(own, b'A', b'Z') & !letters_of(before);
        let found = |from: usize| Places::new(text, from, starts).collect::<Vec<_>>();
        assert_eq!(found(0), [3, 31]);
        assert_eq!(found(4), [31]);
        assert_eq!(found(32), [0; 0]);
        let letters = |text: &[u8]| {
            let all = Places::new(text, 0, |[_, own, _]| letters_of(own));
            all.collect::<Vec<_>>()
        };
        assert_eq!(letters(b""), [0; 0]);
        assert_eq!(letters(b"x"), [0]);
        assert_eq!(letters(b"1234567x9"), [7]);
        for at in 0..=text.len() {
            let mut places = Places::new(text, 0, |[_, own, _]| letters_of(own));
            let first = places.next();
            places.skip_to(at);
            let expected = (at.max(1)..text.len()).filter(|&at| text[at].is_ascii_alphabetic());
            assert_eq!(first, Some(0));
            assert_eq!(places.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
        }
    }
}
