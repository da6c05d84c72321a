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

/// The first place, from `from` on, that is told by the bytes before it, its own and those behind
/// it; beyond either end there are noughts.
#[inline]
pub fn find(bytes: &[u8], from: usize, told: impl Fn([u64; 3]) -> u64) -> Option<usize> {
    let mut at = from;
    while at < bytes.len() {
        let steps = match at.checked_sub(1).and_then(|start| bytes.get(start..at + 9)) {
            Some(near) => [0, 1, 2].map(|by| step(&near[by..])),
            None => {
                let byte = |at: usize| at.checked_sub(1).and_then(|at| bytes.get(at));
                let near: [u8; 10] = std::array::from_fn(|by| *byte(at + by).unwrap_or(&0));
                [0, 1, 2].map(|by| step(&near[by..]))
            }
        };
        let found = told(steps) & HIGH;
        if found != 0 {
            let found = at + found.trailing_zeros() as usize / 8;
            return Some(found).filter(|found| *found < bytes.len());
        }
        at += 8;
    }
    None
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

/// Which bytes are this one, of whatever kind.
#[inline]
pub fn equal(step: u64, byte: u8) -> u64 {
    let differs = step ^ (u64::from(byte) * EACH);
    let low = (differs & !HIGH) + (!HIGH & (0x7f * EACH));
    !(low | differs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_at_every_place_is_told() {
        for byte in 0..=u8::MAX {
            for other in 0..=u8::MAX {
                let told = equal(u64::from(byte), other) & 0xff & HIGH;
                assert_eq!(told != 0, byte == other);
            }
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
        assert_eq!(find(text, 0, starts), Some(3));
        assert_eq!(find(text, 4, starts), Some(31));
        assert_eq!(find(text, 32, starts), None);
        assert_eq!(find(b"", 0, starts), None);
        assert_eq!(find(b"x", 0, |[_, own, _]| letters_of(own)), Some(0));
        assert_eq!(find(b"x", 0, |[before, ..]| !before), Some(0));
        assert_eq!(letters(b""), 0);
    }
}
