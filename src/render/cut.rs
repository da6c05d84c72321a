//! Words cut to a width.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The beginning of a text in so many columns of a terminal, with a sign that it was cut; all of one that fits.
pub(super) fn cut(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut used = 1;
    let kept = text.chars().take_while(|c| {
        used += c.width().unwrap_or(0);
        used <= columns
    });
    let kept: String = kept.collect();
    kept.trim_end().to_owned() + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_cut_and_that_is_seen() {
        assert_eq!(cut("garrison", 8), "garrison");
        assert_eq!(cut("garrison", 5), "garr…");
        assert_eq!(cut("the port", 5), "the…");
        assert_eq!(cut("港口协议", 5), "港口…");
    }
}
