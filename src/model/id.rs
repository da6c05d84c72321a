//! Names that authors give, checked once.

use std::fmt;

/// Longest id, in characters (all are ASCII).
pub const MAX_ID_LENGTH: usize = 64;

/// Why a text is no id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidId {
    /// No characters at all.
    #[error("is empty")]
    Empty,
    /// Over [`MAX_ID_LENGTH`] characters.
    #[error("is longer than {MAX_ID_LENGTH} characters")]
    TooLong,
    /// A character outside `[a-z0-9._-]`, or a mark at either end.
    #[error("has characters that an id may not have")]
    Characters,
}

fn check(text: &str) -> Result<(), InvalidId> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let inside = |byte: u8| plain(byte) || matches!(byte, b'-' | b'_' | b'.');
    let bytes = text.as_bytes();
    match bytes {
        [] => Err(InvalidId::Empty),
        _ if bytes.len() > MAX_ID_LENGTH => Err(InvalidId::TooLong),
        [first, .., last]
            if plain(*first) && plain(*last) && bytes.iter().all(|&byte| inside(byte)) =>
        {
            Ok(())
        }
        [only] if plain(*only) => Ok(()),
        _ => Err(InvalidId::Characters),
    }
}

macro_rules! ids {
    ($($(#[doc = $doc:literal])+ $name:ident,)+) => {$(
        $(#[doc = $doc])+
        ///
        /// Always `[a-z0-9]` with `-`, `_`, `.` inside, at most 64 characters.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// Checks the form.
            ///
            /// # Errors
            /// [`InvalidId`] says which rule the text breaks.
            pub fn new(text: &str) -> Result<Self, InvalidId> {
                check(text).map(|()| Self(text.into()))
            }

            /// The id as written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

ids! {
    /// Names one version in a folder.
    VersionId,
    /// Names one clause in a version: the identity its author gives it.
    ClauseId,
    /// Names a party of a version.
    PartyId,
    /// Names a source of a version.
    SourceId,
}

/// What a clause is about: ids joined by `/`, the general one first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Topic(Box<str>);

impl Topic {
    /// Checks each part of the path.
    ///
    /// # Errors
    /// [`InvalidId`] of the first part that is no id.
    pub fn new(text: &str) -> Result<Self, InvalidId> {
        text.split('/')
            .try_for_each(check)
            .map(|()| Self(text.into()))
    }

    /// The path as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True for the path itself and all below it: `security` holds `security/forces`.
    pub fn is_within(&self, path: &str) -> bool {
        self.0
            .strip_prefix(path)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_inside_only() {
        for good in ["a", "7", "p28-21.d", "a_b"] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for bad in ["-a", "a-", ".", "A", "a b", "é", "a/b"] {
            assert_eq!(check(bad), Err(InvalidId::Characters), "{bad}");
        }
        assert_eq!(check(""), Err(InvalidId::Empty));
        assert_eq!(check(&"a".repeat(65)), Err(InvalidId::TooLong));
    }

    #[test]
    fn a_topic_is_within_its_ancestors() {
        let topic = Topic::new("security/forces").unwrap();
        assert!(topic.is_within("security") && topic.is_within("security/forces"));
        assert!(!topic.is_within("sec") && !topic.is_within("forces"));
        assert!(Topic::new("a//b").is_err());
    }
}
