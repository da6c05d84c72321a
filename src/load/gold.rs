//! What a reader marked about two documents, from TOML.
//!
//! Marks are files of the project and not of its users, so the first error is all that
//! is said about one.

use serde::Deserialize;

use crate::model::{Authors, Gold, GoldLink, Mark, Sides};

/// Marks could not be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot read the marks of `{name}`")]
pub struct GoldError {
    name: String,
    #[source]
    cause: Box<toml::de::Error>,
}

/// Reads marks from TOML; `name` stands for a path in the error.
///
/// Whether the clauses exist can be said only when the documents are at hand; see
/// [`crate::accuracy::Case::new`].
///
/// # Errors
/// If the text is not TOML, or has a key that marks do not have.
pub fn gold_from(name: &str, text: &str) -> Result<Gold, GoldError> {
    let file: File = toml::from_str(text).map_err(|cause| GoldError {
        name: name.to_owned(),
        cause: Box::new(cause),
    })?;
    Ok(Gold::from(file))
}

/// The keys of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Option<String>,
    family: Option<String>,
    authors: Option<AuthorsWord>,
    before: Option<String>,
    after: Option<String>,
    #[serde(default)]
    link: Vec<Link>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum AuthorsWord {
    Different,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Link {
    before: Vec<String>,
    after: Vec<String>,
    #[serde(default)]
    optional: bool,
    #[serde(rename = "relation")]
    _relation: Option<String>,
    #[serde(rename = "note")]
    _note: Option<String>,
}

impl From<File> for Gold {
    fn from(file: File) -> Self {
        let versions = file.before.zip(file.after);
        Self {
            case: file.case,
            family: file.family,
            authors: match file.authors {
                Some(AuthorsWord::Different) => Authors::Different,
                None => Authors::Same,
            },
            versions: versions.map(|(before, after)| Sides { before, after }),
            links: file.link.into_iter().map(GoldLink::from).collect(),
        }
    }
}

impl From<Link> for GoldLink {
    fn from(link: Link) -> Self {
        Self {
            clauses: Sides::new(link.before, link.after),
            mark: if link.optional {
                Mark::Optional
            } else {
                Mark::Required
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_with_what_they_say_about_themselves() {
        let text = "case = \"hard\"\nfamily = \"f\"\nauthors = \"different\"\n\
                    [[link]]\nbefore = [\"b1\"]\nafter = [\"a1\", \"a2\"]\noptional = true\n";
        let gold = gold_from("gold.toml", text).unwrap();
        assert_eq!(gold.family.as_deref(), Some("f"));
        assert_eq!(gold.authors, Authors::Different);
        assert_eq!(gold.links[0].mark, Mark::Optional);
        assert_eq!(gold.links[0].clauses.after, ["a1", "a2"]);
    }

    #[test]
    fn a_misspelt_key_is_refused() {
        let text = "[[link]]\nbefore = [\"b1\"]\nafter = [\"a1\"]\noptinal = true\n";
        let error = gold_from("gold.toml", text).unwrap_err();
        assert_eq!(error.to_string(), "cannot read the marks of `gold.toml`");
    }
}
