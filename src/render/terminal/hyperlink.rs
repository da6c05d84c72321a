//! Words that lead somewhere, on terminals that know how (OSC 8).

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::text::address::is_web;

/// Which files words may lead to. Whether a file is there, and where, is not for a renderer to find out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hyperlinks {
    files: BTreeMap<String, Arc<str>>,
}

/// Where words lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Link {
    /// An address of the web, safe to print.
    Web(Arc<str>),
    /// A file, by the path that a version was read from.
    File(Arc<str>),
}

impl Link {
    /// To an address of the web; `None` for any other.
    pub(super) fn web(url: &str) -> Option<Self> {
        is_web(url).then(|| Self::Web(encoded(url).into()))
    }

    /// To the file of a version.
    pub(super) fn file(path: &str) -> Self {
        Self::File(path.into())
    }
}

impl Hyperlinks {
    /// Links to files, each given by the path that a version was read from and its absolute path.
    pub fn to_files(files: impl IntoIterator<Item = (String, String)>) -> Self {
        let files = files.into_iter();
        let address = |absolute: &str| format!("file://{}", encoded(absolute)).into();
        Self {
            files: files
                .map(|(path, absolute)| (path, address(&absolute)))
                .collect(),
        }
    }

    /// Where a link leads; `None` for a file that is not known.
    pub(super) fn address<'a>(&'a self, link: &'a Link) -> Option<&'a str> {
        match link {
            Link::Web(address) => Some(address),
            Link::File(path) => self.files.get(path.as_ref()).map(AsRef::as_ref),
        }
    }
}

/// `text` as a link. Both must be safe to print.
///
/// Source: "Hyperlinks in Terminal Emulators", the de-facto specification of OSC 8.
pub(super) fn linked(address: &str, text: &str) -> String {
    format!("\u{1b}]8;;{address}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\")
}

/// With everything percent-encoded that could end the sequence, or that its specification does not allow: only
/// the signs from 33 to 126 stay.
fn encoded(address: &str) -> String {
    let mut encoded = String::with_capacity(address.len());
    for byte in address.bytes() {
        match byte {
            b'!'..=b'~' => encoded.push(char::from(byte)),
            _ => encoded += &format!("%{byte:02X}"),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, expected: Option<&str>) {
        let link = Link::web(url);
        let links = Hyperlinks::default();
        assert_eq!(link.as_ref().and_then(|link| links.address(link)), expected);
    }

    #[test]
    fn only_addresses_of_the_web_are_linked() {
        check(
            "https://example.org/a?b=1#c",
            Some("https://example.org/a?b=1#c"),
        );
        check("HTTP://example.org", Some("HTTP://example.org"));
        check("javascript:alert(1)", None);
        check("file:///etc/passwd", None);
        check("mailto:a@b.example", None);
        check("ht", None);
    }

    #[test]
    fn nothing_in_an_address_ends_the_sequence() {
        check(
            "https://e.org/\u{1b}\\\u{7}\u{9c} п",
            Some("https://e.org/%1B\\%07%C2%9C%20%D0%BF"),
        );
    }

    #[test]
    fn files_that_are_not_known_are_not_linked() {
        let files = [("a b.toml".to_owned(), "/tmp/a b.toml".to_owned())];
        let links = Hyperlinks::to_files(files);
        let known = Link::file("a b.toml");
        assert_eq!(links.address(&known), Some("file:///tmp/a%20b.toml"));
        assert_eq!(links.address(&Link::file("main:a.toml")), None);
    }
}
