//! What to read first.
//!
//! A reader with little time wants what changed in substance, and first of all where it is easily
//! overlooked: inside a clause that moved, was split or merged or got another number, and in what
//! silently vanished.

use std::cmp::Reverse;

use super::change::{Change, Kind};

/// How soon a change should be read, the soonest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Urgency {
    /// With findings, in text that moved, was split or merged or got another number.
    Hidden,
    /// Dropped.
    Dropped,
    /// With findings, where it stood.
    Substantive,
    /// Added.
    Added,
    /// Without a finding, but the relation is less than sure.
    Uncertain,
    /// Anything else that differs.
    Other,
    /// Nothing differs.
    Still,
}

impl Change<'_> {
    /// How soon it should be read.
    pub fn urgency(&self) -> Urgency {
        let has_findings = !self.signals.is_empty();
        let is_hidden = self.moved || self.renumbered || is_regrouped(self.kind);
        match self.kind {
            Kind::Dropped => Urgency::Dropped,
            Kind::Added => Urgency::Added,
            _ if has_findings && is_hidden => Urgency::Hidden,
            _ if has_findings => Urgency::Substantive,
            _ if self.is_uncertain() => Urgency::Uncertain,
            _ if self.is_still() => Urgency::Still,
            _ => Urgency::Other,
        }
    }

    /// Orders changes by [`Urgency`]; of one, those that moved or were regrouped first, then those
    /// whose relation is sure, then those of the weightier class. Others may stay as they stand.
    pub fn reading_key(&self) -> impl Ord + use<> {
        let is_apart = self.moved || is_regrouped(self.kind);
        let weight = (Reverse(is_apart), self.is_uncertain(), Reverse(self.class));
        (self.urgency(), weight)
    }
}

fn is_regrouped(kind: Kind) -> bool {
    matches!(kind, Kind::Split | Kind::Merged)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::Diff;
    use crate::load::{Limits, version_from};
    use crate::model::Version;

    fn version(clauses: &[(&str, &str)]) -> Version {
        let clause = |(at, (id, text)): (usize, &(&str, &str))| {
            format!("[[clause]]\nid = '{id}'\nnumber = '{at}'\ntext = '{text}'\n")
        };
        let file = format!(
            "format = 1\nproposal = {{ id = 'v', title = 'T', date = '2024' }}\n{}",
            clauses.iter().enumerate().map(clause).collect::<String>()
        );
        let loaded = version_from("v", file.as_bytes(), &Limits::default());
        loaded.expect("the clauses are well formed").value
    }

    #[test]
    fn a_change_hidden_in_a_moved_clause_comes_first_and_what_is_still_last() {
        let toll =
            "Each vessel that passes the strait pays a toll of 12 crowns at the southern gate.";
        let before = version(&[
            (
                "a",
                "The garrison of the port keeps the peace by day and by night.",
            ),
            (
                "b",
                "Fish is landed at the old quay only, and weighed by the clerk.",
            ),
            (
                "c",
                "Pilots are paid 5 crowns by the harbour office for each ship that they bring in.",
            ),
            ("d", "The archive is open to scholars."),
            ("e", toll),
        ]);
        let moved = toll.replace("12", "13");
        let after = version(&[
            ("e", &moved),
            (
                "a",
                "The garrison of the port keeps the peace by day and by night.",
            ),
            (
                "b",
                "Fish is landed at the old quay only, and is weighed by the clerk.",
            ),
            (
                "c",
                "Pilots are paid 7 crowns by the harbour office for each ship that they bring in.",
            ),
        ]);
        let diff = Diff::between(&before, &after);
        let mut changes: Vec<&Change<'_>> = diff.changes.iter().collect();
        changes.sort_by_key(|change| change.reading_key());
        let id = |change: &&Change<'_>| {
            let first = |side: &[crate::model::ClauseIndex], version: &Version| {
                side.first()
                    .map(|&clause| version.clause(clause).id.to_string())
            };
            first(&change.clauses.before, &before).or(first(&change.clauses.after, &after))
        };
        let order: Vec<_> = changes.iter().filter_map(id).collect();
        assert_eq!(order, ["e", "c", "d", "b", "a"]);
        assert_eq!(changes[0].urgency(), Urgency::Hidden);
        assert_eq!(changes[2].urgency(), Urgency::Dropped);
    }
}
