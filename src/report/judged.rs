//! What people judged of the clauses that are carried over, and which of them live on
//! only to be deleted.

use super::remarks::counted;
use crate::diff::Diff;
use crate::model::{ClauseIndex, Modality, Relation};

/// The clauses of the before version that are related to some of the after version,
/// directly; each counts once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    /// How many are judged in each way, in the order of [`Relation::ALL`]. Of several
    /// judgements on one clause the last in that order counts.
    pub relations: [usize; Relation::ALL.len()],
    /// How many stand in the after version only in clauses that say they are deleted,
    /// whatever else is judged of them.
    pub deleted: usize,
    /// The others.
    pub unjudged: usize,
}

impl Judged {
    /// Counts the before clauses of the pairs of `diff`.
    pub fn new(diff: &Diff) -> Self {
        let mut judged = Self::default();
        for (index, _) in diff.versions.before.indexed() {
            let mut partners = partners(diff, index).peekable();
            if partners.peek().is_none() {
                continue;
            }
            let count = if partners.all(|partner| is_deleted(diff, partner)) {
                &mut judged.deleted
            } else {
                match relation(diff, index) {
                    Some(relation) => &mut judged.relations[place(relation)],
                    None => &mut judged.unjudged,
                }
            };
            *count += 1;
        }
        judged
    }

    /// "of the 13 clauses carried over, 1 is judged the same, 5 changed, 2 deleted there, 5
    /// not judged"; `None` where nothing is judged or deleted. Nothing that is zero. `how`
    /// says "carried over".
    pub(super) fn sentence(&self, how: &str) -> Option<String> {
        let judged: usize = self.relations.iter().sum();
        if judged + self.deleted == 0 {
            return None;
        }
        let relations = Relation::ALL.into_iter().zip(self.relations);
        let relations = relations.map(|((relation, word), count)| match relation {
            Relation::Same => (count, "the same"),
            _ => (count, word),
        });
        let others = [
            (self.deleted, "deleted there"),
            (self.unjudged, "not judged"),
        ];
        let said = relations.chain(others).filter(|(count, _)| *count > 0);
        let said = said.enumerate().map(|(at, (count, word))| {
            let verb = match (at, count) {
                (0, 1) => "is ",
                (0, _) => "are ",
                _ => "",
            };
            let judged = if at == 0 && judged > 0 { "judged " } else { "" };
            format!("{count} {verb}{judged}{word}")
        });
        let said: Vec<String> = said.collect();
        let all = counted(judged + self.deleted + self.unjudged, "clause");
        Some(format!("of the {all} {how}, {}", said.join(", ")))
    }
}

fn partners(diff: &Diff, before: ClauseIndex) -> impl Iterator<Item = ClauseIndex> {
    let pairs = diff.matching.pairs.iter().map(|pair| pair.clauses);
    pairs
        .filter(move |pair| pair.before == before)
        .map(|pair| pair.after)
}

fn is_deleted(diff: &Diff, after: ClauseIndex) -> bool {
    diff.versions.after.clause(after).modality == Some(Modality::IsDeleted)
}

fn relation(diff: &Diff, before: ClauseIndex) -> Option<Relation> {
    let id = &diff.versions.before.clause(before).id;
    let changes = diff.changes.iter();
    let own = changes.filter(|change| change.clauses.before.contains(&before));
    let judgements = own.flat_map(|change| &change.judgements);
    let about = judgements.filter(|judgement| {
        let mut named = judgement.clauses.before.iter();
        named.any(|reference| reference.clause == *id)
    });
    about.map(|judgement| judgement.relation).max()
}

fn place(relation: Relation) -> usize {
    let known = Relation::ALL.iter();
    known.take_while(|(other, _)| *other != relation).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(relations: [usize; 5], deleted: usize, unjudged: usize, expected: Option<&str>) {
        let judged = Judged {
            relations,
            deleted,
            unjudged,
        };
        assert_eq!(judged.sentence("carried over").as_deref(), expected);
    }

    #[test]
    fn every_clause_is_told_once_and_zeros_are_not_said() {
        check(
            [1, 5, 3, 0, 1],
            2,
            4,
            Some(
                "of the 16 clauses carried over, 1 is judged the same, 5 changed, 3 narrower, 1 opposite, 2 deleted there, 4 not judged",
            ),
        );
        check(
            [0, 1, 0, 0, 0],
            0,
            0,
            Some("of the 1 clause carried over, 1 is judged changed"),
        );
        check(
            [0; 5],
            1,
            1,
            Some("of the 2 clauses carried over, 1 is deleted there, 1 not judged"),
        );
    }

    #[test]
    fn where_nothing_is_judged_nothing_is_said() {
        check([0; 5], 0, 7, None);
    }
}
