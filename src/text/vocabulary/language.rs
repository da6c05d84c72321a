//! The languages that there are files for.
//!
//! Another language is another folder beside this file and another row of [`LANGUAGES`].

use std::sync::OnceLock;

/// The files of one language.
#[derive(Debug)]
pub struct Language {
    /// The first part of its BCP 47 tags.
    code: &'static str,
    /// What phrases mean to the findings.
    pub phrases: &'static str,
    /// How texts refer to clauses.
    pub references: &'static str,
    /// How texts define terms.
    pub definitions: &'static str,
}

macro_rules! language {
    ($code:literal) => {
        Language {
            code: $code,
            phrases: include_str!(concat!($code, "/phrases.txt")),
            references: include_str!(concat!($code, "/references.txt")),
            definitions: include_str!(concat!($code, "/definitions.txt")),
        }
    };
}

/// The first stands in for languages without files.
static LANGUAGES: [Language; 2] = [language!("en"), language!("fr")];

impl Language {
    /// All of them.
    pub fn all() -> &'static [Self] {
        &LANGUAGES
    }
}

/// What is made of the files of each language, when it is asked for.
pub struct ByLanguage<T> {
    read: fn(&'static Language) -> T,
    made: [OnceLock<T>; LANGUAGES.len()],
}

impl<T> ByLanguage<T> {
    /// Made by `read`, once for each language.
    pub const fn new(read: fn(&'static Language) -> T) -> Self {
        Self {
            read,
            made: [const { OnceLock::new() }; LANGUAGES.len()],
        }
    }

    /// That of a language by its BCP 47 tag; of the first where there is none for it, or no tag.
    pub fn of(&self, tag: Option<&str>) -> &T {
        let code = tag.and_then(|tag| tag.split(['-', '_']).next());
        let is_own =
            |language: &Language| code.is_some_and(|code| language.code.eq_ignore_ascii_case(code));
        let at = LANGUAGES.iter().position(is_own).unwrap_or(0);
        self.made[at].get_or_init(|| (self.read)(&LANGUAGES[at]))
    }
}

/// The lines of a file, each a kind and its words; a line with `#` before it says nothing.
pub fn lines(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = file.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(": "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_by_its_tag() {
        static CODES: ByLanguage<&str> = ByLanguage::new(|language| language.code);
        let codes = [
            Some("fr"),
            Some("fr-BE"),
            Some("FR_ca"),
            Some("fry"),
            Some("en"),
            None,
        ];
        let found = codes.map(|tag| *CODES.of(tag));
        assert_eq!(found, ["fr", "fr", "fr", "en", "en", "en"]);
    }

    #[test]
    fn every_line_of_every_file_is_read() {
        for language in Language::all() {
            for file in [language.phrases, language.references, language.definitions] {
                let told = file.lines().filter(|line| !line.is_empty());
                let told = told.filter(|line| !line.starts_with('#')).count();
                assert_eq!(lines(file).count(), told, "{}", language.code);
            }
        }
    }
}
