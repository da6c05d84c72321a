//! What a clause says, as one number: for approvals, which are of words and not of places.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::diff::operative;
use crate::model::{Clause, ClauseIndex, Sides, Term, Version};

/// 64 hexadecimal digits over what clauses say.
///
/// The same for the same operative words, terms, positions, modality, parties and status in the same order; another
/// number, place, id, heading, topic, source or note changes nothing, nor does typography. SHA-256.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint(String);

/// So many digits are shown: enough that no two texts of a proposal share them, also where one is looked for that does.
const SHOWN: usize = 16;

impl Fingerprint {
    /// True if these are its first digits.
    pub fn begins_with(&self, digits: &str) -> bool {
        self.0.starts_with(digits)
    }

    /// All digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The first digits, as an approval names them.
impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0[..SHOWN])
    }
}

/// The fingerprint of what clauses became; of dropped ones, of what was dropped. Linear in their texts.
pub fn fingerprint(versions: Sides<&Version>, clauses: &Sides<Vec<ClauseIndex>>) -> Fingerprint {
    let mut hash = Hash(Sha256::new());
    let is_dropped = clauses.after.is_empty();
    hash.text(if is_dropped { "dropped" } else { "there" });
    let (version, clauses) = match is_dropped {
        true => (versions.before, &clauses.before),
        false => (versions.after, &clauses.after),
    };
    for &clause in clauses {
        hash.clause(version.clause(clause));
    }
    let digits = hash.0.finalize();
    Fingerprint(digits.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Texts go in with their lengths, lists with theirs, so that no two clauses give the same bytes.
struct Hash(Sha256);

impl Hash {
    fn text(&mut self, text: &str) {
        self.count(text.len());
        self.0.update(text.as_bytes());
    }

    fn count(&mut self, count: usize) {
        self.0.update((count as u64).to_be_bytes());
    }

    fn texts<T: AsRef<str>>(&mut self, texts: &[T]) {
        self.count(texts.len());
        texts.iter().for_each(|text| self.text(text.as_ref()));
    }

    fn clause(&mut self, clause: &Clause) {
        self.texts(&operative(&clause.text));
        self.terms(&clause.terms);
        self.text(clause.modality.as_ref().map_or("", |word| word.as_str()));
        self.text(clause.status.as_deref().unwrap_or(""));
        for parties in [&clause.binds, &clause.benefits] {
            let mut ids: Vec<&str> = parties.iter().map(|id| id.as_str()).collect();
            ids.sort_unstable();
            self.texts(&ids);
        }
        self.count(clause.positions.len());
        for position in clause.positions.iter() {
            self.text(position.party.as_str());
            self.texts(&operative(position.text.as_deref().unwrap_or("")));
            self.terms(&position.terms);
        }
    }

    /// In the order of their names, which authors may change.
    fn terms(&mut self, terms: &[Term]) {
        let mut terms: Vec<(&str, String)> = terms
            .iter()
            .map(|term| (term.name.as_str(), term.value.to_string()))
            .collect();
        terms.sort();
        self.count(terms.len());
        for (name, value) in terms {
            self.text(name);
            self.text(&value);
        }
    }
}
