//! Red lines, as they are printed.

use schemars::JsonSchema;
use serde::Serialize;

use crate::report::{ApprovalView, GuardState, GuardView, GuardsReport};

/// How the red lines of `guards.toml` stand.
#[derive(Serialize, JsonSchema)]
pub(super) struct Guards<'a> {
    /// The day by which approvals lapse: the one that was asked for, else the date of the after version.
    as_of: &'a str,
    /// Whether one is broken, unclear or expired.
    fails: bool,
    /// How many stand how.
    counts: Counts,
    /// Every rule of every guard, the worst first; of a guard of a topic, one for each change against it.
    judged: Vec<Judged<'a>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "GuardCounts")]
struct Counts {
    /// What must hold does not.
    broken: usize,
    /// Nobody can say without reading.
    unclear: usize,
    /// Approved, and the approval has lapsed.
    expired: usize,
    /// Against the guard, and approved.
    approved: usize,
    /// It holds.
    kept: usize,
    /// There is nothing here that it guards.
    idle: usize,
}

/// One rule of a guard.
#[derive(Serialize, JsonSchema)]
struct Judged<'a> {
    /// The id of the guard.
    guard: &'a str,
    /// True if the changes under review take the guard out of its file.
    is_former: bool,
    /// What must hold, in words.
    rule: &'a str,
    /// `broken`, `unclear`, `expired`, `approved`, `kept` or `idle`.
    state: &'a str,
    /// Ids of the clauses of the before version.
    before: &'a [String],
    /// Ids of the clauses of the after version.
    after: &'a [String],
    /// Why it does not hold, or nobody can say; null for one that holds.
    why: Option<&'a str>,
    /// The reason that the author of the guard gives; null if none.
    reason: Option<&'a str>,
    /// 64 hexadecimal digits, of which an approval names the first 16 or more; null for what holds.
    fingerprint: Option<&'a str>,
    /// Who approved it, also if that has lapsed; null if nobody did.
    approval: Option<Approval<'a>>,
}

/// Who allowed a change against a guard.
#[derive(Serialize, JsonSchema)]
struct Approval<'a> {
    /// Who.
    approver: &'a str,
    /// Why.
    reason: &'a str,
    /// The last day on which it counts.
    expires: &'a str,
}

impl<'a> Guards<'a> {
    pub(super) fn new(report: &'a GuardsReport) -> Self {
        Self {
            as_of: &report.as_of,
            fails: report.fails(),
            counts: Counts {
                broken: report.count(GuardState::Broken),
                unclear: report.count(GuardState::Unclear),
                expired: report.count(GuardState::Expired),
                approved: report.count(GuardState::Approved),
                kept: report.count(GuardState::Kept),
                idle: report.count(GuardState::Idle),
            },
            judged: report.judged.iter().map(Judged::new).collect(),
        }
    }
}

impl<'a> Judged<'a> {
    fn new(view: &'a GuardView) -> Self {
        Self {
            guard: &view.guard,
            is_former: view.is_former,
            rule: &view.rule,
            state: view.state.as_str(),
            before: &view.clauses.before,
            after: &view.clauses.after,
            why: (!view.why.is_empty()).then_some(&view.why),
            reason: view.reason.as_deref(),
            fingerprint: view.fingerprint.as_deref(),
            approval: view.approval.as_ref().map(Approval::new),
        }
    }
}

impl<'a> Approval<'a> {
    fn new(view: &'a ApprovalView) -> Self {
        Self {
            approver: &view.approver,
            reason: &view.reason,
            expires: &view.expires,
        }
    }
}
