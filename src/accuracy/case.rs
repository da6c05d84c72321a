//! Two versions and the pairs of clauses that belong together.

use std::collections::{BTreeMap, HashMap};

use crate::model::{Authors, ClauseIndex, Gold, Mark, Side, Sides, Version};

/// A pair of documents to measure on.
#[derive(Clone, Debug)]
pub struct Case {
    /// What names it.
    pub name: String,
    /// Cases of one family share a subject and its words; the name where none is said.
    pub family: String,
    /// Who wrote the two documents.
    pub authors: Authors,
    /// The two documents.
    pub versions: Sides<Version>,
    marks: BTreeMap<Sides<ClauseIndex>, Mark>,
}

/// Marks name a clause that the document does not have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("case `{case}` has no clause `{clause}` {}", side_word(*.side))]
pub struct UnknownClause {
    /// The case.
    pub case: String,
    /// The document.
    pub side: Side,
    /// The id.
    pub clause: String,
}

fn side_word(side: Side) -> &'static str {
    match side {
        Side::Before => "before",
        Side::After => "after",
    }
}

impl Case {
    /// The marks of `gold` in the clauses of `versions`. A pair that is required in one
    /// link and optional in another is required.
    ///
    /// # Errors
    /// If a clause does not exist.
    pub fn new(name: &str, versions: Sides<Version>, gold: &Gold) -> Result<Self, UnknownClause> {
        let mut case = Self {
            name: name.to_owned(),
            family: gold.family.clone().unwrap_or_else(|| name.to_owned()),
            authors: gold.authors,
            versions,
            marks: BTreeMap::new(),
        };
        let places = Sides::make(|side| places(case.versions.get(side)));
        let mut marks = BTreeMap::new();
        for link in &gold.links {
            let found = |side: Side| {
                let ids = link.clauses.get(side).iter();
                let place = |id: &String| {
                    let place = places.get(side).get(id).copied();
                    place.ok_or_else(|| case.unknown(side, id))
                };
                ids.map(place).collect::<Result<Vec<_>, _>>()
            };
            let (befores, afters) = (found(Side::Before)?, found(Side::After)?);
            for (&before, &after) in product(&befores, &afters) {
                let mark = marks.entry(Sides { before, after }).or_insert(link.mark);
                *mark = link.mark.max(*mark);
            }
        }
        case.marks = marks;
        Ok(case)
    }

    fn unknown(&self, side: Side, id: &str) -> UnknownClause {
        UnknownClause {
            case: self.name.clone(),
            side,
            clause: id.to_owned(),
        }
    }

    /// What the reader said about a pair; `None` where it is not marked.
    pub fn mark(&self, clauses: Sides<ClauseIndex>) -> Option<Mark> {
        self.marks.get(&clauses).copied()
    }

    /// Every pair that belongs together, in the order of the documents.
    pub fn required(&self) -> impl Iterator<Item = Sides<ClauseIndex>> {
        let required = self
            .marks
            .iter()
            .filter(|(_, mark)| **mark == Mark::Required);
        required.map(|(clauses, _)| *clauses)
    }
}

fn places(version: &Version) -> HashMap<String, ClauseIndex> {
    let clauses = version.indexed();
    clauses
        .map(|(place, clause)| (clause.id.to_string(), place))
        .collect()
}

fn product<'a, T>(befores: &'a [T], afters: &'a [T]) -> impl Iterator<Item = (&'a T, &'a T)> {
    let with_all = move |before| afters.iter().map(move |after| (before, after));
    befores.iter().flat_map(with_all)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::load::{Limits, version_from};
    use crate::model::GoldLink;

    /// A version of clauses `x0`, `x1` and so on.
    pub(in crate::accuracy) fn version(letter: &str, clauses: usize) -> Version {
        let head = format!(
            "format = 1\n[proposal]\nid = \"{letter}\"\ntitle = \"{letter}\"\ndate = \"2024\"\n"
        );
        let clause = |at| format!("[[clause]]\nid = \"{letter}{at}\"\ntext = \"text {at}\"\n");
        let file = head + &(0..clauses).map(clause).collect::<String>();
        let loaded = version_from(letter, file.as_bytes(), &Limits::default());
        loaded.unwrap().value
    }

    #[test]
    fn a_mark_about_a_clause_that_is_not_there_is_refused() {
        let versions = Sides::new("b", "a").map(|letter| version(letter, 1));
        let gold = Gold {
            links: vec![GoldLink {
                clauses: Sides::new(vec!["b0".into()], vec!["a1".into()]),
                mark: Mark::Required,
            }],
            ..Gold::default()
        };
        let error = Case::new("port", versions, &gold).unwrap_err();
        assert_eq!(error.to_string(), "case `port` has no clause `a1` after");
    }
}
