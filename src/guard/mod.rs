//! Red lines held against a comparison.
//!
//! A guard names a clause of the version before, or of any version by its id, and is held against what became of it:
//! the matching follows it through another number, place or id, through splits and mergers. What cannot be said with
//! certainty is [`State::Unclear`], which is no less a failure than a broken guard: a red line that may have been
//! crossed needs a reader. What somebody approved is told as such, never left out.
//!
//! An approval is of words, by their [`fingerprint()`]: it holds wherever they stand, and lapses when one of them, a term
//! or a key changes. No clock is asked: the day by which approvals lapse is given.

mod fingerprint;
mod rules;

pub use fingerprint::{Fingerprint, fingerprint};

use crate::diff::{Change, Class, Diff};
use crate::model::{
    Approval, ClauseId, ClauseIndex, Date, DeclaredClause, Guard, Guards, Rule, Scope, Side, Sides,
    Topic, Version,
};
use rules::Held;

/// How a guard stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// What must hold does not.
    Broken,
    /// Nobody can say without reading; fails like a broken one.
    Unclear,
    /// It was approved, and the approval has lapsed; fails like a broken one.
    Expired,
    /// It does not hold, and somebody approved that.
    Approved,
    /// It holds.
    Kept,
    /// There is nothing here that it guards.
    Idle,
}

impl State {
    /// Every one with its word, the worst first.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Broken, "broken"),
        (Self::Unclear, "unclear"),
        (Self::Expired, "expired"),
        (Self::Approved, "approved"),
        (Self::Kept, "kept"),
        (Self::Idle, "idle"),
    ];

    /// Its word.
    pub fn as_str(self) -> &'static str {
        let known = Self::ALL.into_iter().find(|(state, _)| *state == self);
        known.expect("every one has a word").1
    }

    /// True if a reader must look before the change may go on.
    pub fn fails(self) -> bool {
        matches!(self, Self::Broken | Self::Unclear | Self::Expired)
    }
}

/// One rule of a guard, held against what became of the clauses that it guards.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged<'g> {
    /// The guard.
    pub guard: &'g Guard,
    /// Its rule; `None` for a guard of a topic on which nothing changed, and for an idle one.
    pub rule: Option<&'g Rule>,
    /// How it stands.
    pub state: State,
    /// The clauses; none for a topic on which nothing changed, and for an idle guard.
    pub clauses: Sides<Vec<ClauseIndex>>,
    /// Why it does not hold, or why nobody can say; empty for one that does.
    pub why: String,
    /// What an approval must name; only of what does not hold.
    pub fingerprint: Option<Fingerprint>,
    /// Who approved it, also if that has lapsed.
    pub approval: Option<&'g Approval>,
}

/// Every rule of every guard, in the order of the file; of a guard of a topic, one for each change there.
///
/// Linear in the changes for each guard. `as_of` is the day by which approvals lapse.
pub fn judge<'g>(guards: &'g Guards, diff: &Diff<'_>, as_of: Date) -> Vec<Judged<'g>> {
    let judging = Judging {
        guards,
        diff,
        as_of,
    };
    let each = guards.guards.iter();
    each.flat_map(|guard| judging.guard(guard)).collect()
}

struct Judging<'g, 'd> {
    guards: &'g Guards,
    diff: &'d Diff<'d>,
    as_of: Date,
}

impl<'g> Judging<'g, '_> {
    fn guard(&self, guard: &'g Guard) -> Vec<Judged<'g>> {
        match &guard.scope {
            Scope::Clause(named) => match target(self.diff, named) {
                Some(change) => {
                    let rules = guard.rules.iter();
                    rules.map(|rule| self.rule(guard, rule, change)).collect()
                }
                None => vec![without_rule(guard, State::Idle)],
            },
            Scope::Topic(topic) => self.topic(guard, topic),
        }
    }

    /// Every change in substance of a clause that is or was on the topic.
    fn topic(&self, guard: &'g Guard, topic: &Topic) -> Vec<Judged<'g>> {
        let versions = self.diff.versions;
        let changes = self.diff.changes.iter();
        let on_topic: Vec<&Change<'_>> = changes
            .filter(|change| is_on(versions, change, topic))
            .collect();
        if on_topic.is_empty() {
            return vec![without_rule(guard, State::Idle)];
        }
        let judged = on_topic.into_iter().flat_map(|change| {
            let rules = guard.rules.iter();
            rules.map(|rule| self.rule(guard, rule, change))
        });
        let judged: Vec<_> = judged.filter(|one| one.state != State::Kept).collect();
        if judged.is_empty() {
            return vec![without_rule(guard, State::Kept)];
        }
        judged
    }

    fn rule(&self, guard: &'g Guard, rule: &'g Rule, change: &Change<'_>) -> Judged<'g> {
        let held = rules::hold(self.diff, change, rule);
        let (state, why) = match held {
            Held::Kept => (State::Kept, String::new()),
            Held::Broken(why) => (State::Broken, why),
            Held::Unclear(why) => (State::Unclear, why),
        };
        let mut judged = Judged {
            guard,
            rule: Some(rule),
            state,
            clauses: change.clauses.clone(),
            why,
            fingerprint: None,
            approval: None,
        };
        if state != State::Kept {
            self.approve(&mut judged);
        }
        judged
    }

    /// Of several approvals of the same words the one that counts longest.
    fn approve(&self, judged: &mut Judged<'g>) {
        let print = fingerprint(self.diff.versions, &judged.clauses);
        let approvals = self.guards.approvals.iter();
        let own = approvals.filter(|approval| {
            approval.guard == judged.guard.id && print.begins_with(&approval.fingerprint)
        });
        judged.approval = own.max_by_key(|approval| approval.expires.last_day());
        judged.fingerprint = Some(print);
        if let Some(approval) = judged.approval {
            let counts = self.as_of.last_day() <= approval.expires.last_day();
            judged.state = if counts {
                State::Approved
            } else {
                State::Expired
            };
        }
    }
}

fn without_rule(guard: &Guard, state: State) -> Judged<'_> {
    Judged {
        guard,
        rule: None,
        state,
        clauses: Sides::default(),
        why: String::new(),
        fingerprint: None,
        approval: None,
    }
}

/// What became of a clause: of the version that is named, before or after; of another one, or where none is named,
/// the clause of that id before, else after.
fn target<'d>(diff: &'d Diff<'_>, named: &DeclaredClause) -> Option<&'d Change<'d>> {
    let is_of = |side| named.version.as_ref() == Some(&diff.versions.get(side).id);
    let sides = match is_of(Side::After) && !is_of(Side::Before) {
        true => [Side::After, Side::Before],
        false => Side::BOTH,
    };
    let mut found = sides
        .into_iter()
        .filter_map(|side| of_id(diff, side, &named.clause));
    found.next()
}

fn of_id<'d>(diff: &'d Diff<'_>, side: Side, id: &ClauseId) -> Option<&'d Change<'d>> {
    let index = diff.versions.get(side).find(id)?;
    let mut changes = diff.changes.iter();
    changes.find(|change| change.clauses.get(side).contains(&index))
}

/// True if a clause of either side is on the topic: one that was taken off it is still guarded.
fn is_on(versions: Sides<&Version>, change: &Change<'_>, topic: &Topic) -> bool {
    Side::BOTH.into_iter().any(|side| {
        let clauses = change.clauses.get(side).iter();
        let mut topics = clauses.filter_map(|&at| versions.get(side).clause(at).topic.as_ref());
        topics.any(|own| own.is_within(topic.as_str()))
    })
}

/// True if something changed in substance.
fn is_substantive(change: &Change<'_>) -> bool {
    change.class == Class::Substantive
}
