//! The closed set of findings.

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file can be used; the author should look.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal,)+) => {
        /// What kind of finding; the printed code is stable between releases.
        ///
        /// `E0xx` are errors, `W0xx` warnings.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code { $($(#[doc = $doc])+ $name,)+ }

        impl Code {
            /// Every code, in order.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The printed form, `E001`.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// What the code is about, in one sentence.
            pub fn explanation(self) -> &'static str {
                let doc = match self { $(Self::$name => concat!($($doc,)+),)+ };
                doc.trim_start()
            }
        }
    };
}

codes! {
    /// The file is not valid TOML.
    Syntax = "E001",
    /// The file is not valid UTF-8.
    NotUtf8 = "E002",
    /// The file is larger, longer or more deeply nested than the limits allow.
    OverLimit = "E003",
    /// `format` is missing.
    MissingFormat = "E004",
    /// `format` names a version of the file format that this program does not read.
    UnknownFormat = "E005",
    /// A key that the file format does not know.
    UnknownKey = "E006",
    /// A key that must be there is not.
    MissingKey = "E007",
    /// A value of the wrong type.
    WrongType = "E008",
    /// An id that is not of the form `[a-z0-9]` with `-`, `_`, `.` inside, at most 64 characters.
    BadId = "E009",
    /// A date that is none.
    BadDate = "E010",
    /// A text that is empty or only white space.
    EmptyText = "E011",
    /// Two clauses, parties or sources with the same id.
    DuplicateId = "E012",
    /// `parent` names no clause of the file.
    UnknownParent = "E013",
    /// A clause that contains itself through its parents.
    ParentCycle = "E014",
    /// A source that the file does not declare.
    UnknownSource = "E015",
    /// A party that the file does not declare.
    UnknownParty = "E016",
    /// A quantity with two bounds, none, or a range the wrong way round.
    BadQuantity = "E017",
    /// A number outside the range that can be compared exactly.
    BadNumber = "E018",
    /// A topic that is no path of slugs.
    BadTopic = "E019",
    /// A clause without text that no other clause names as its parent.
    NoText = "E020",
    /// A link names a version that is not at hand.
    UnknownVersion = "E021",
    /// A link names a clause that its version does not have.
    UnknownClause = "E022",
    /// One pair of clauses is both linked and unlinked.
    LinkedAndUnlinked = "E023",
    /// A relation between clauses that is none of the known words.
    UnknownRelation = "E024",
    /// A reference that is not of the form `version#clause`, or a link whose side names two versions.
    BadReference = "E025",
    /// Two versions of one folder with the same id.
    DuplicateVersion = "E026",
    /// An announced change of a kind that is none of the known words.
    UnknownChange = "E027",
    /// A guard of nothing, without a rule, or with a rule that it cannot have.
    BadGuard = "E028",
    /// A bound of a guard on a term that cannot be read.
    BadBound = "E029",
    /// An approval for a guard that the file does not have.
    UnknownGuard = "E030",
    /// A fingerprint that is not 16 to 64 hexadecimal digits.
    BadFingerprint = "E031",
    /// A modality that is not in the vocabulary.
    UnknownModality = "W001",
    /// One pair of clauses is linked twice.
    LinkedTwice = "W002",
    /// A language tag that is not of the form of BCP 47.
    OddLanguage = "W003",
    /// A comment that tells a conflict of a merge, which nobody has settled.
    OpenConflict = "W004",
}

impl Code {
    /// Error or warning, by the letter of the code.
    pub fn severity(self) -> Severity {
        if self.as_str().starts_with('E') {
            Severity::Error
        } else {
            Severity::Warning
        }
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_well_formed() {
        let mut seen: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert!(
            seen.iter()
                .all(|code| code.len() == 4 && code[1..].bytes().all(|byte| byte.is_ascii_digit()))
        );
        seen.dedup();
        assert_eq!(seen.len(), Code::ALL.len());
    }
}
