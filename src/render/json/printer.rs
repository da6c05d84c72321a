//! How JSON is laid out and escaped.
//!
//! A serializer of its own, because a long diff is a million small pieces: the names of
//! fields are written as they stand in the program, strings by the stretch and shares by
//! their millionths, all into one buffer. It knows what the printed types are made of, and
//! nothing else: objects, lists, options, words of closed sets, strings, numbers, booleans.
//!
//! A terminal shows every character of what is printed. What JSON allows raw and a terminal
//! would obey or hide is escaped: DEL, C1 and bidirectional controls, zero-width characters.
//! A reader gets back the same string.

use std::fmt::Display;
use std::io::{self, Write};

use serde::ser::{
    Error as _, Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple,
    Serializer,
};
use serde_json::Error;

use crate::text::visible::visible;

/// How the values of lists and objects are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// Each on its line, two spaces further in than what it is part of.
    Indented,
    /// All on one line, without spaces.
    OneLine,
}

/// Writes `value` and a line end to `out`, in pieces of [`ROOM`] bytes and a little more.
///
/// # Errors
/// Those of `out`.
pub(super) fn print(value: &impl Serialize, layout: Layout, out: impl Write) -> io::Result<()> {
    let mut printer = Printer {
        text: Vec::with_capacity(2 * ROOM),
        line: b",\n".to_vec(),
        layout,
        out,
    };
    // All keys are strings, so that nothing but the writing can fail.
    value.serialize(&mut printer).map_err(io::Error::from)?;
    printer.text.push(b'\n');
    printer.out.write_all(&printer.text)
}

/// Bytes that are gathered before they are written: few calls to the system for an output
/// of any size, and what is gathered stays near the processor.
const ROOM: usize = 1 << 16;

struct Printer<W> {
    /// What `out` has not been given yet.
    text: Vec<u8>,
    /// What stands between two values where each has its line: a comma, a line end and the
    /// indentation.
    line: Vec<u8>,
    layout: Layout,
    out: W,
}

impl<W: Write> Printer<W> {
    fn push(&mut self, bytes: impl AsRef<[u8]>) -> Result<(), Error> {
        self.text.extend_from_slice(bytes.as_ref());
        Ok(())
    }

    fn display(&mut self, value: impl Display) -> Result<(), Error> {
        write!(self.text, "{value}").map_err(Error::io)
    }

    /// A word of the program, in which there is nothing to be escaped.
    fn word(&mut self, word: &'static str) {
        self.text.push(b'"');
        self.text.extend_from_slice(word.as_bytes());
        self.text.push(b'"');
    }

    fn string(&mut self, text: &str) -> Result<(), Error> {
        self.text.push(b'"');
        if is_plain(text.as_bytes()) {
            self.text.extend_from_slice(text.as_bytes());
        } else {
            self.escaped(text);
        }
        self.text.push(b'"');
        Ok(())
    }

    fn escaped(&mut self, mut text: &str) {
        let must_be_escaped = |byte| matches!(byte, b'"' | b'\\' | ..b' ');
        while let Some(at) = text.bytes().position(must_be_escaped) {
            self.shown(&text[..at]);
            let byte = text.as_bytes()[at];
            match byte {
                b'"' | b'\\' => self.text.extend([b'\\', byte]),
                b'\n' => self.text.extend(b"\\n"),
                b'\r' => self.text.extend(b"\\r"),
                b'\t' => self.text.extend(b"\\t"),
                0x08 => self.text.extend(b"\\b"),
                0x0c => self.text.extend(b"\\f"),
                _ => self.unit(u16::from(byte)),
            }
            text = &text[at + 1..];
        }
        self.shown(text);
    }

    /// What JSON allows raw, with escapes for all that a view would replace, if there is any.
    fn shown(&mut self, fragment: &str) {
        if visible(fragment) == fragment {
            self.text.extend_from_slice(fragment.as_bytes());
            return;
        }
        let mut bytes = [0; 4];
        for c in fragment.chars() {
            let alone: &str = c.encode_utf8(&mut bytes);
            if visible(alone) == alone {
                self.text.extend_from_slice(alone.as_bytes());
            } else {
                // Two of them outside the basic plane.
                let mut units = [0; 2];
                c.encode_utf16(&mut units)
                    .iter()
                    .for_each(|&unit| self.unit(unit));
            }
        }
    }

    /// `\u202e`.
    fn unit(&mut self, unit: u16) {
        let digit = |at: u32| HEX[usize::from(unit >> (4 * at)) % HEX.len()];
        self.text.extend(b"\\u");
        self.text.extend([digit(3), digit(2), digit(1), digit(0)]);
    }

    /// Nearly all fractions are shares of whole millionths.
    fn fraction(&mut self, value: f64) -> Result<(), Error> {
        let millionths = (value * MILLION).round();
        if (0.0..=MILLION).contains(&millionths)
            && millionths / MILLION == value
            && value.is_sign_positive()
        {
            self.share(millionths as u32);
            Ok(())
        } else if (SMALLEST_PLAIN..1.0).contains(&value.abs()) {
            self.display(value)
        } else {
            serde_json::to_writer(&mut self.text, &value)
        }
    }

    /// `0.25` or `1.0`: the fewest digits, but one at least behind the point.
    fn share(&mut self, millionths: u32) {
        let mut digits = *b"0.000000";
        let mut left = millionths;
        for at in [7, 6, 5, 4, 3, 2, 0] {
            digits[at] += (left % 10) as u8;
            left /= 10;
        }
        let zeros = digits[3..].iter().rev().take_while(|&&digit| digit == b'0');
        let length = digits.len() - zeros.count();
        self.text.extend_from_slice(&digits[..length]);
    }

    fn open(&mut self, bracket: u8, close: u8) -> Values<'_, W> {
        self.text.push(bracket);
        self.line.extend(INDENTATION);
        Values {
            is_first: true,
            close,
            printer: self,
        }
    }
}

/// Fractions down to this, the smallest share, are written without an exponent.
const SMALLEST_PLAIN: f64 = 0.000_001;

const MILLION: f64 = 1_000_000.0;

const HEX: &[u8; 16] = b"0123456789abcdef";

const INDENTATION: &[u8] = b"  ";

/// True if a string is written as it is. Eight bytes at a time, the last ones of a longer
/// string together with some that were looked at before.
fn is_plain(bytes: &[u8]) -> bool {
    match bytes.last_chunk() {
        Some(last) => bytes.as_chunks().0.iter().all(are_plain) && are_plain(last),
        None => bytes
            .iter()
            .all(|&byte| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\')),
    }
}

/// Whether all of them are printable ASCII without quotes and backslashes, by arithmetic on
/// one number. A byte that is not, the first of them at least, gets its highest bit set; as
/// long as there is none, no byte borrows from the next.
fn are_plain(bytes: &[u8; 8]) -> bool {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    let word = u64::from_le_bytes(*bytes);
    let all = |byte: u8| u64::from(byte) * ONES;
    let is = |byte: u8| (word ^ all(byte)).wrapping_sub(ONES);
    let is_control = word.wrapping_sub(all(b' '));
    let found = word | is_control | is(b'"') | is(b'\\') | is(0x7f);
    found & all(0x80) == 0
}

/// The values of a list or an object that is open.
struct Values<'p, W> {
    is_first: bool,
    close: u8,
    printer: &'p mut Printer<W>,
}

impl<W: Write> Values<'_, W> {
    /// Goes on to the next value.
    fn next(&mut self) -> Result<(), Error> {
        let Printer {
            text,
            line,
            layout,
            out,
        } = &mut *self.printer;
        if text.len() >= ROOM {
            out.write_all(text).map_err(Error::io)?;
            text.clear();
        }
        let between: &[u8] = match layout {
            Layout::Indented => line,
            Layout::OneLine => b",",
        };
        text.extend_from_slice(&between[usize::from(self.is_first)..]);
        self.is_first = false;
        Ok(())
    }

    fn colon(&mut self) -> Result<(), Error> {
        match self.printer.layout {
            Layout::Indented => self.printer.push(": "),
            Layout::OneLine => self.printer.push(":"),
        }
    }

    fn close(self) -> Result<(), Error> {
        let Printer {
            text, line, layout, ..
        } = self.printer;
        line.truncate(line.len() - INDENTATION.len());
        if !self.is_first && *layout == Layout::Indented {
            text.extend_from_slice(&line[1..]);
        }
        text.push(self.close);
        Ok(())
    }
}

impl<W: Write> SerializeSeq for Values<'_, W> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Error> {
        self.next()?;
        value.serialize(&mut *self.printer)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

impl<W: Write> SerializeTuple for Values<'_, W> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Error> {
        SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

impl<W: Write> SerializeStruct for Values<'_, W> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: ?Sized + Serialize>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.next()?;
        self.printer.word(key);
        self.colon()?;
        value.serialize(&mut *self.printer)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

impl<W: Write> SerializeMap for Values<'_, W> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: ?Sized + Serialize>(&mut self, key: &T) -> Result<(), Error> {
        self.next()?;
        key.serialize(&mut *self.printer)
    }

    fn serialize_value<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Error> {
        self.colon()?;
        value.serialize(&mut *self.printer)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

/// A type that is not among those printed.
fn unknown<T>() -> Result<T, Error> {
    Err(Error::custom("values of this kind are not printed"))
}

impl<'p, W: Write> Serializer for &'p mut Printer<W> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Values<'p, W>;
    type SerializeTuple = Values<'p, W>;
    type SerializeTupleStruct = Impossible<(), Error>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Values<'p, W>;
    type SerializeStruct = Values<'p, W>;
    type SerializeStructVariant = Impossible<(), Error>;

    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.push(if value { "true" } else { "false" })
    }

    fn serialize_i8(self, value: i8) -> Result<(), Error> {
        self.display(value)
    }

    fn serialize_i16(self, value: i16) -> Result<(), Error> {
        self.display(value)
    }

    fn serialize_i32(self, value: i32) -> Result<(), Error> {
        self.display(value)
    }

    fn serialize_i64(self, value: i64) -> Result<(), Error> {
        self.display(value)
    }

    fn serialize_u8(self, value: u8) -> Result<(), Error> {
        self.display(value)
    }

    fn serialize_u16(self, value: u16) -> Result<(), Error> {
        self.display(value)
    }

    fn serialize_u32(self, value: u32) -> Result<(), Error> {
        self.display(value)
    }

    fn serialize_u64(self, value: u64) -> Result<(), Error> {
        self.display(value)
    }

    fn serialize_f32(self, value: f32) -> Result<(), Error> {
        self.fraction(f64::from(value))
    }

    fn serialize_f64(self, value: f64) -> Result<(), Error> {
        self.fraction(value)
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.string(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), Error> {
        self.string(value)
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Error> {
        unknown()
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.push("null")
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.push("null")
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.push("null")
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        word: &'static str,
    ) -> Result<(), Error> {
        self.word(word);
        Ok(())
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Error> {
        unknown()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Values<'p, W>, Error> {
        Ok(self.open(b'[', b']'))
    }

    fn serialize_tuple(self, _: usize) -> Result<Values<'p, W>, Error> {
        Ok(self.open(b'[', b']'))
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), Error>, Error> {
        unknown()
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), Error>, Error> {
        unknown()
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Values<'p, W>, Error> {
        Ok(self.open(b'{', b'}'))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Values<'p, W>, Error> {
        Ok(self.open(b'{', b'}'))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), Error>, Error> {
        unknown()
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    fn printed(value: &Value, layout: Layout) -> String {
        let mut bytes = Vec::new();
        print(value, layout, &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    /// What holds no character that only we escape is printed as others print it.
    #[track_caller]
    fn check_layout(value: &Value) {
        let expected = serde_json::to_string_pretty(value).unwrap();
        assert_eq!(printed(value, Layout::Indented), expected + "\n");
        let expected = serde_json::to_string(value).unwrap();
        assert_eq!(printed(value, Layout::OneLine), expected + "\n");
    }

    #[test]
    fn the_layout_is_the_usual_one() {
        check_layout(&json!(null));
        check_layout(&json!([[], {}, [[1, -2], [true]], {"a": {"b": [null]}}]));
        check_layout(&json!("\"\\/\u{8}\u{c}\n\r\t\u{0}\u{1f} é 港口 👩‍👩‍👧"));
    }

    #[test]
    fn what_a_terminal_would_obey_or_hide_is_escaped() {
        let text = "a\u{7f}\u{9b}\u{202e}b\u{e0041}\u{200b}é";
        assert_eq!(
            printed(&json!(text), Layout::OneLine),
            "\"a\\u007f\\u009b\\u202eb\\udb40\\udc41\\u200bé\"\n"
        );
    }

    #[test]
    fn each_byte_is_plain_or_not_wherever_it_stands() {
        for byte in 0..=u8::MAX {
            let expected = matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\');
            for length in 1..20 {
                for at in 0..length {
                    let mut bytes = vec![b'a'; length];
                    bytes[at] = byte;
                    assert_eq!(is_plain(&bytes), expected, "{byte} at {at} of {length}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn any_string_is_read_back_and_shows_all_it_holds(text in any::<String>(), rough in "[ \"\\\\a\u{7f}\u{80}\n\u{200d}é]{0,80}") {
            for text in [text, rough] {
                let line = printed(&json!(text), Layout::OneLine);
                prop_assert_eq!(serde_json::from_str::<String>(&line).unwrap(), text);
                prop_assert!(!line.trim_end().contains(char::is_control));
            }
        }

        #[test]
        fn numbers_are_those_that_are_printed_elsewhere(
            fractions in vec(any::<f64>(), 0..9), whole in vec(any::<i64>(), 0..9),
        ) {
            let large = fractions.into_iter().filter(|value| value.abs() >= 1.0);
            check_layout(&json!([large.collect::<Vec<_>>(), whole]));
        }

        #[test]
        fn a_fraction_has_the_fewest_digits_that_read_back(millionths in 1..1_000_000_u32, any in 0.000_001..1.0) {
            for value in [f64::from(millionths) / MILLION, any, -any] {
                prop_assert_eq!(printed(&json!(value), Layout::OneLine), format!("{value}\n"));
            }
        }
    }
}
