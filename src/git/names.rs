//! `REV:path`: the parts of a name that stands for a file in git.

use std::ffi::{OsStr, OsString};

/// The folder of the file that a name stands for, as a name of its own: `HEAD:proposals/` for
/// `HEAD:proposals/port.toml`. Not there for the index (`:port.toml`), whose folders have no names.
///
/// `None` for what cannot be a name of a file in git, as it has no colon. A colon in braces, as in
/// `HEAD^{/fix: tolls}:port.toml`, belongs to the revision.
pub fn folder_of(name: &OsStr) -> Option<Option<OsString>> {
    let bytes = bytes_of(name)?;
    let colon = outside_braces(bytes, |rest| rest[0] == b':')?;
    if colon == 0 {
        return Some(None);
    }
    let slash = bytes.iter().rposition(|&byte| byte == b'/');
    let end = slash.filter(|&slash| slash > colon).unwrap_or(colon) + 1;
    Some(Some(os_string(&bytes[..end])))
}

/// The range and the path of a name such as `main..topic:port.toml`; `None` for any other name.
pub fn range_of(name: &OsStr) -> Option<(OsString, OsString)> {
    let bytes = bytes_of(name)?;
    let colon = outside_braces(bytes, |rest| rest[0] == b':')?;
    let (range, path) = (&bytes[..colon], &bytes[colon + 1..]);
    outside_braces(range, |rest| rest.starts_with(b".."))?;
    (!path.is_empty()).then(|| (os_string(range), os_string(path)))
}

/// The first place outside of braces, which hold what belongs to a revision, from where the name is what
/// is looked for; it is asked about names that are not empty.
pub(super) fn outside_braces(name: &[u8], is_it: impl Fn(&[u8]) -> bool) -> Option<usize> {
    let mut depth = 0_usize;
    name.iter().enumerate().position(|(at, byte)| {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && is_it(&name[at..])
    })
}

/// A name as the system spells it.
#[cfg(unix)]
pub(super) fn os_string(bytes: &[u8]) -> OsString {
    use std::os::unix::ffi::OsStrExt;
    OsStr::from_bytes(bytes).to_owned()
}

#[cfg(unix)]
pub(super) fn bytes_of(name: &OsStr) -> Option<&[u8]> {
    use std::os::unix::ffi::OsStrExt;
    Some(name.as_bytes())
}

/// Elsewhere names are Unicode, and git speaks UTF-8.
#[cfg(not(unix))]
pub(super) fn os_string(bytes: &[u8]) -> OsString {
    String::from_utf8_lossy(bytes).into_owned().into()
}

#[cfg(not(unix))]
pub(super) fn bytes_of(name: &OsStr) -> Option<&[u8]> {
    name.to_str().map(str::as_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, expected: Option<Option<&str>>) {
        let expected = expected.map(|folder| folder.map(OsString::from));
        assert_eq!(folder_of(OsStr::new(name)), expected);
    }

    #[test]
    fn the_folder_of_a_file_in_git_is_what_stands_before_its_name() {
        check("HEAD:proposals/port.toml", Some(Some("HEAD:proposals/")));
        check("HEAD:port.toml", Some(Some("HEAD:")));
        check("HEAD:./port.toml", Some(Some("HEAD:./")));
        check("origin/main:port.toml", Some(Some("origin/main:")));
        check("origin/main:a/b: c.toml", Some(Some("origin/main:a/")));
    }

    #[test]
    fn a_colon_in_braces_belongs_to_the_revision() {
        check("HEAD^{/fix: a/b}:c.toml", Some(Some("HEAD^{/fix: a/b}:")));
        check("main@{12:30}:d/c.toml", Some(Some("main@{12:30}:d/")));
        check("main@{12:30}", None);
    }

    #[test]
    fn a_range_of_a_file_is_no_name_of_one_file() {
        let ranged = |name: &str| range_of(OsStr::new(name));
        let expected = |range: &str, path: &str| Some((range.into(), path.into()));
        assert_eq!(ranged("a..b:p/c.toml"), expected("a..b", "p/c.toml"));
        assert_eq!(ranged("a...:c.toml"), expected("a...", "c.toml"));
        for name in ["a:../c.toml", "a..b", "a..b:", "HEAD^{/a..b}:c", "c.toml"] {
            assert_eq!(ranged(name), None, "{name}");
        }
    }

    #[test]
    fn a_file_in_the_index_has_no_folder_with_a_name() {
        check(":port.toml", Some(None));
        check(":2:port.toml", Some(None));
    }

    #[test]
    fn a_name_without_a_colon_is_no_file_in_git() {
        check("port.toml", None);
        check("", None);
    }
}
