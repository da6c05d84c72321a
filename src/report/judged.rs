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
    /// Counts the before clauses of the pairs of `diff`. Linear.
    pub fn new(diff: &Diff) -> Self {
        let mut fates = vec![None; diff.versions.before.clauses.len()];
        for pair in &diff.matching.pairs {
            let fate = fates[pair.clauses.before.get()].get_or_insert(Fate::Deleted);
            if !is_deleted(diff, pair.clauses.after) {
                *fate = (*fate).max(Fate::Unjudged);
            }
        }
        for (clause, relation) in judgements(diff) {
            if let Some(fate @ (Fate::Unjudged | Fate::Judged(_))) = &mut fates[clause.get()] {
                *fate = (*fate).max(Fate::Judged(relation));
            }
        }
        let mut judged = Self::default();
        for fate in fates.into_iter().flatten() {
            *judged.of(fate) += 1;
        }
        judged
    }

    fn of(&mut self, fate: Fate) -> &mut usize {
        match fate {
            Fate::Deleted => &mut self.deleted,
            Fate::Unjudged => &mut self.unjudged,
            Fate::Judged(relation) => &mut self.relations[place(relation)],
        }
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

/// What became of a clause that is carried over; the later one counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    Deleted,
    Unjudged,
    Judged(Relation),
}

fn is_deleted(diff: &Diff, after: ClauseIndex) -> bool {
    diff.versions.after.clause(after).modality == Some(Modality::IsDeleted)
}

/// Each before clause that a judgement on one of its changes names, with that judgement.
fn judgements(diff: &Diff) -> impl Iterator<Item = (ClauseIndex, Relation)> {
    let judged = diff
        .changes
        .iter()
        .filter(|change| !change.judgements.is_empty());
    let clauses = judged.flat_map(|change| {
        let clauses = change.clauses.before.iter();
        clauses.flat_map(|&clause| change.judgements.iter().map(move |said| (clause, said)))
    });
    let named = clauses.filter(|(clause, judgement)| {
        let id = &diff.versions.before.clause(*clause).id;
        let mut named = judgement.clauses.before.iter();
        named.any(|reference| reference.clause == *id)
    });
    named.map(|(clause, judgement)| (clause, judgement.relation))
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
