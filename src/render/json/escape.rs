//! Strings of which a terminal shows every character, and numbers that people read.

use std::io::{self, Write};

use serde_json::ser::Formatter;

use crate::text::visible::visible;

/// Escapes what JSON allows raw and a terminal would obey or hide: DEL, C1 and
/// bidirectional controls, zero-width characters. A reader gets back the same string.
///
/// Fractions down to [`SMALLEST_PLAIN`] are written without an exponent.
/// The layout is that of the formatter inside.
pub(super) struct Escaping<F>(pub F);

impl<F: Formatter> Formatter for Escaping<F> {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        if visible(fragment) == fragment {
            return writer.write_all(fragment.as_bytes());
        }
        let mut bytes = [0; 4];
        for c in fragment.chars() {
            let alone: &str = c.encode_utf8(&mut bytes);
            if visible(alone) == alone {
                writer.write_all(alone.as_bytes())?;
            } else {
                escape(writer, c)?;
            }
        }
        Ok(())
    }

    fn write_f64<W: ?Sized + Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        if (SMALLEST_PLAIN..1.0).contains(&value.abs()) {
            write!(writer, "{value}")
        } else {
            self.0.write_f64(writer, value)
        }
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}

/// The smallest fraction that is written without an exponent: the smallest share.
const SMALLEST_PLAIN: f64 = 0.000_001;

/// `\u202e`; two of them outside the basic plane.
fn escape<W: ?Sized + Write>(writer: &mut W, c: char) -> io::Result<()> {
    let mut units = [0; 2];
    for unit in c.encode_utf16(&mut units) {
        write!(writer, "\\u{unit:04x}")?;
    }
    Ok(())
}
