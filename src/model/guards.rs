//! Red lines that people commit beside the versions, and who approved what against them.

use super::date::Date;
use super::declared::DeclaredClause;
use super::id::Topic;
use super::modality::Modality;
use super::term::{Number, TermValue};

/// All that a guards file says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Guards {
    /// In the order of the file; ids are unique.
    pub guards: Vec<Guard>,
    /// In the order of the file; each is of a guard of the file.
    pub approvals: Vec<Approval>,
}

impl Guards {
    /// Adds the guards that an earlier state of the file had and this one has not, or not so; approvals count as they
    /// are now.
    pub fn keep_former(&mut self, earlier: Self) {
        let gone = earlier
            .guards
            .into_iter()
            .filter(|guard| !self.guards.contains(guard));
        let former: Vec<Guard> = gone
            .map(|guard| Guard {
                is_former: true,
                ..guard
            })
            .collect();
        self.guards.extend(former);
    }

    /// Adds what another file says.
    pub fn extend(&mut self, other: Self) {
        self.guards.extend(other.guards);
        self.approvals.extend(other.approvals);
    }
}

/// What must hold of a clause, or of all clauses on a topic.
#[derive(Clone, Debug, PartialEq)]
pub struct Guard {
    /// Names it in the file and in every view.
    pub id: String,
    /// What it guards.
    pub scope: Scope,
    /// At least one.
    pub rules: Vec<Rule>,
    /// The reason, for readers.
    pub why: Option<String>,
    /// True if only an earlier state of the file has it: who takes a red line out must not cross it unseen.
    pub is_former: bool,
}

/// What a guard is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One clause, whatever number, place or id it gets.
    Clause(DeclaredClause),
    /// Every clause on a topic or below it, before or after.
    Topic(Topic),
}

/// One thing that must hold.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// The clause is still there.
    Stays,
    /// A term keeps to a bound.
    Term(TermRule),
    /// These words stand in it, side by side.
    Contains(String),
    /// These words do not.
    Lacks(String),
    /// It binds at least as strongly.
    NotWeaker(Modality),
    /// Nothing changes in substance without an approval.
    Unchanged,
}

/// A bound on a term: `personnel.at-most >= 600000 persons`.
#[derive(Clone, Debug, PartialEq)]
pub struct TermRule {
    /// The name of the term.
    pub term: String,
    /// Which number of a quantity; `None` for a term that is no quantity, or has one number.
    pub part: Option<Part>,
    /// How the term must stand to the limit.
    pub comparison: Comparison,
    /// What it is held against.
    pub limit: Limit,
    /// What is counted; `None` for the unit that the term has before.
    pub unit: Option<String>,
    /// As written.
    pub written: String,
}

/// A number of a quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The number itself.
    Exactly,
    /// The largest that is allowed.
    AtMost,
    /// The smallest that is allowed.
    AtLeast,
    /// Near which it is.
    About,
}

impl Part {
    /// Every one with its word.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Exactly, "exactly"),
        (Self::AtMost, "at-most"),
        (Self::AtLeast, "at-least"),
        (Self::About, "about"),
    ];
}

/// How a value must stand to a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// Not smaller, not earlier.
    AtLeast,
    /// Not larger, not later.
    AtMost,
    /// The same.
    Equal,
}

impl Comparison {
    /// Every one with its sign.
    pub const ALL: [(Self, &'static str); 3] = [
        (Self::AtLeast, ">="),
        (Self::AtMost, "<="),
        (Self::Equal, "="),
    ];
}

/// What a term is held against.
#[derive(Clone, Debug, PartialEq)]
pub enum Limit {
    /// A number.
    Number(Number),
    /// A day, a month or a year.
    Date(Date),
    /// A text, or yes or no; only for [`Comparison::Equal`].
    Value(TermValue),
}

/// A change that somebody allowed against a guard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// Which guard.
    pub guard: String,
    /// The first digits of the fingerprint of what was approved: 16 to 64, hexadecimal, small.
    pub fingerprint: String,
    /// Who.
    pub approver: String,
    /// Why.
    pub reason: String,
    /// The last day on which it counts.
    pub expires: Date,
}
