//! Red lines, and how they stand.

use super::summary::listed;
use crate::diff::Diff;
use crate::guard::{Judged, State, judge};
use crate::model::{Approval, Date, Guards, Rule, Scope, Side, Sides};
use crate::text::span::Span;

/// How all guards of a file stand in one comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct GuardsReport {
    /// The day by which approvals lapse.
    pub as_of: String,
    /// The worst first, of equals in the order of the file.
    pub judged: Vec<GuardView>,
}

/// One rule of a guard, ready to be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct GuardView {
    /// The id of the guard.
    pub guard: String,
    /// True if the changes under review take the guard out.
    pub is_former: bool,
    /// What must hold: "clause garrison: personnel.at-most >= 600000 persons".
    pub rule: String,
    /// How it stands.
    pub state: State,
    /// Ids of the clauses.
    pub clauses: Sides<Vec<String>>,
    /// Why it does not hold, or nobody can say; empty for one that holds.
    pub why: String,
    /// The reason that the author of the guard gives.
    pub reason: Option<String>,
    /// What an approval must name, all digits of it.
    pub fingerprint: Option<String>,
    /// The same, as it is shown and may be copied.
    pub shown_fingerprint: Option<String>,
    /// Who approved it, also if that has lapsed.
    pub approval: Option<ApprovalView>,
    /// Where the first of the clauses stands in the file of the after version.
    pub span: Option<Span>,
}

/// Who allowed a change against a guard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovalView {
    /// Who.
    pub approver: String,
    /// Why.
    pub reason: String,
    /// The last day on which it counts.
    pub expires: String,
}

impl GuardsReport {
    /// Holds the guards against a comparison. Without a day, approvals are judged by the date of the after version, as
    /// no clock is asked.
    pub fn new(guards: &Guards, diff: &Diff<'_>, as_of: Option<Date>) -> Self {
        let as_of = as_of.unwrap_or(diff.versions.after.date);
        let judged = judge(guards, diff, as_of);
        let mut judged: Vec<GuardView> =
            judged.iter().map(|one| GuardView::new(diff, one)).collect();
        judged.sort_by_key(|view| view.state);
        Self {
            as_of: as_of.to_string(),
            judged,
        }
    }

    /// True if one is broken, unclear or expired.
    pub fn fails(&self) -> bool {
        self.judged.iter().any(|view| view.state.fails())
    }

    /// How many stand like that.
    pub fn count(&self, state: State) -> usize {
        self.judged
            .iter()
            .filter(|view| view.state == state)
            .count()
    }

    /// "guards: 1 broken, 1 approved, 4 kept; approvals are judged by 2024-05-02"; `None` if there are none.
    pub fn sentence(&self) -> Option<String> {
        let counts = State::ALL.map(|(state, word)| (self.count(state), word));
        let said = listed(&counts);
        let has_approval = self.judged.iter().any(|view| view.approval.is_some());
        let as_of = match has_approval {
            true => format!("; approvals are judged by {}", self.as_of),
            false => String::new(),
        };
        (!said.is_empty()).then(|| format!("guards: {said}{as_of}"))
    }

    /// Those that a reader must see; with `all` the others, too.
    pub fn listed(&self, all: bool) -> impl Iterator<Item = &GuardView> {
        let judged = self.judged.iter();
        judged.filter(move |view| all || view.state <= State::Approved)
    }
}

/// "guards: 1 broken, 4 kept" of several comparisons; what guards nothing in one of them may in another, and is not
/// counted. `None` if there are none.
pub(super) fn guards_sentence<'r>(
    reports: impl Iterator<Item = &'r GuardsReport> + Clone,
) -> Option<String> {
    let known = State::ALL
        .into_iter()
        .filter(|(state, _)| *state != State::Idle);
    let counts = known.map(|(state, word)| {
        let counts = reports.clone().map(|report| report.count(state));
        (counts.sum(), word)
    });
    let said = listed(&counts.collect::<Vec<_>>());
    (!said.is_empty()).then(|| format!("guards: {said}"))
}

impl GuardView {
    fn new(diff: &Diff<'_>, judged: &Judged<'_>) -> Self {
        let ids = Sides::make(|side: Side| {
            let clauses = judged.clauses.get(side).iter();
            let version = diff.versions.get(side);
            clauses
                .map(|&clause| version.clause(clause).id.to_string())
                .collect()
        });
        let first = judged.clauses.after.first();
        Self {
            guard: judged.guard.id.clone(),
            is_former: judged.guard.is_former,
            rule: rule(&judged.guard.scope, judged.rule),
            state: judged.state,
            clauses: ids,
            why: judged.why.clone(),
            reason: judged.guard.why.clone(),
            fingerprint: judged
                .fingerprint
                .as_ref()
                .map(|print| print.as_str().to_owned()),
            shown_fingerprint: judged.fingerprint.as_ref().map(ToString::to_string),
            approval: judged.approval.map(ApprovalView::new),
            span: first.map(|&clause| diff.versions.after.clause(clause).span),
        }
    }

    /// "broken: cap (clause garrison: personnel.at-most >= 600): `personnel` is at most 400 persons; ...".
    pub fn sentence(&self) -> String {
        let mut said = format!("{}: {}", self.title(), self.rule);
        if !self.why.is_empty() {
            said += &format!("; {}", self.why);
        }
        said.extend(self.names().map(|names| format!(" ({names})")));
        said.extend(
            self.reason
                .as_ref()
                .map(|reason| format!("; why it is guarded: {reason}")),
        );
        said.extend(
            self.approval_sentence()
                .map(|approval| format!("; {approval}")),
        );
        said
    }

    /// "broken guard cap".
    pub fn title(&self) -> String {
        let former = match self.is_former {
            true => ", which this takes out",
            false => "",
        };
        format!("{} guard {}{former}", self.state.as_str(), self.guard)
    }

    /// "garrison -> forces, police"; one name where both sides have it.
    fn names(&self) -> Option<String> {
        let Sides { before, after } = &self.clauses;
        let sides = [before, after].map(|ids| ids.join(", "));
        match &sides {
            [before, after] if before.is_empty() && after.is_empty() => None,
            [before, after] if before == after || after.is_empty() => Some(before.clone()),
            [before, after] if before.is_empty() => Some(after.clone()),
            [before, after] => Some(format!("{before} -> {after}")),
        }
    }

    /// "approved by A. Clerk until 2027-01-01: the reason", "to approve, name fingerprint 0f1e...".
    fn approval_sentence(&self) -> Option<String> {
        let to_approve = self.shown_fingerprint.as_ref();
        match &self.approval {
            Some(approval) => {
                let ApprovalView {
                    approver,
                    reason,
                    expires,
                } = approval;
                let until = match self.state {
                    State::Expired => "its approval lapsed on",
                    _ => "until",
                };
                Some(format!(
                    "approved by {approver}, {until} {expires}: {reason}"
                ))
            }
            None => to_approve.map(|print| format!("its fingerprint is {print}")),
        }
    }
}

impl ApprovalView {
    fn new(approval: &Approval) -> Self {
        Self {
            approver: approval.approver.clone(),
            reason: approval.reason.clone(),
            expires: approval.expires.to_string(),
        }
    }
}

/// What must hold, in words.
fn rule(scope: &Scope, rule: Option<&Rule>) -> String {
    let scope = match scope {
        Scope::Clause(clause) => format!("clause {clause}"),
        Scope::Topic(topic) => format!("topic {topic}"),
    };
    let rule = match rule {
        None => return scope,
        Some(Rule::Stays) => "stays".to_owned(),
        Some(Rule::Term(rule)) => rule.written.clone(),
        Some(Rule::Contains(words)) => format!("contains \"{words}\""),
        Some(Rule::Lacks(words)) => format!("lacks \"{words}\""),
        Some(Rule::NotWeaker(modality)) => format!("not weaker than {modality}"),
        Some(Rule::Unchanged) => "unchanged in substance".to_owned(),
    };
    format!("{scope}: {rule}")
}
