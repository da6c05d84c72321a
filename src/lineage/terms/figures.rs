//! Figures that stand in texts alone, of all versions.

use crate::diff::figures;
use crate::model::{ClauseIndex, Term, Version};

/// What the texts of several versions say in figures, as terms named by what is counted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures(Vec<Vec<Vec<Term>>>);

impl Figures {
    /// Reads every text once.
    pub fn read(versions: &[&Version]) -> Self {
        let of_version = |version: &&Version| {
            let clauses = version.clauses.iter();
            let lang = version.lang.as_deref();
            clauses.map(|clause| figures(clause, lang)).collect()
        };
        Self(versions.iter().map(of_version).collect())
    }

    /// Those of one clause; none of a version that was not read.
    pub(super) fn of(&self, version: usize, clause: ClauseIndex) -> &[Term] {
        let clauses = self.0.get(version);
        clauses.map_or(&[], |clauses| &clauses[clause.get()])
    }
}
