//! A clause as the user names it.

use std::ffi::{OsStr, OsString};

/// `VERSION#ID` or `VERSION`.
#[derive(Debug, PartialEq, Eq)]
pub struct Asked {
    /// What stands before the last `#`, or all.
    pub version: OsString,
    /// What stands behind it.
    pub clause: Option<String>,
}

impl Asked {
    /// Splits at the last `#`.
    pub fn of(word: &OsStr) -> Self {
        match rsplit_at_hash(word) {
            Some((version, id)) => Self {
                version,
                clause: Some(id.to_string_lossy().into_owned()),
            },
            None => Self {
                version: word.to_owned(),
                clause: None,
            },
        }
    }
}

#[cfg(unix)]
fn rsplit_at_hash(word: &OsStr) -> Option<(OsString, OsString)> {
    use std::os::unix::ffi::OsStrExt;
    let bytes = word.as_bytes();
    let at = bytes.iter().rposition(|&byte| byte == b'#')?;
    let part = |bytes| OsStr::from_bytes(bytes).to_owned();
    Some((part(&bytes[..at]), part(&bytes[at + 1..])))
}

/// A path that is not Unicode is taken as a whole.
#[cfg(not(unix))]
fn rsplit_at_hash(word: &OsStr) -> Option<(OsString, OsString)> {
    let (version, id) = word.to_str()?.rsplit_once('#')?;
    Some((version.into(), id.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, version: &str, clause: Option<&str>) {
        let expected = Asked {
            version: version.into(),
            clause: clause.map(str::to_owned),
        };
        assert_eq!(Asked::of(OsStr::new(word)), expected);
    }

    #[test]
    fn the_last_hash_stands_before_the_clause() {
        check("v1.toml#a", "v1.toml", Some("a"));
        check("issue#7/v1.toml#a", "issue#7/v1.toml", Some("a"));
        check("v1", "v1", None);
        check("v1#", "v1", Some(""));
    }
}
