//! One clause through all versions, ready to be shown.

use super::clause::ClauseView;
use super::diff::Item;
use super::matters::Step;
use super::remarks::skipped as skipped_sentence;
use super::version::VersionHead;
use super::wording::{state_sign, state_word};
use crate::diff::Kind;
use crate::lineage::{History, Lineage, State};
use crate::matching::Skipped;

/// The life of a clause: what every view of `history` prints.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryReport<'a> {
    /// The latest clause of it.
    pub clause: Option<ClauseView<'a>>,
    /// One for each version, in order.
    pub moments: Vec<Moment<'a>>,
    /// What was not looked at, and why.
    pub skipped: Vec<Skipped>,
}

/// The clause in one version.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment<'a> {
    /// The version.
    pub head: VersionHead,
    /// What became of it since it was last seen; `None` where it does not stand.
    pub state: Option<State>,
    /// It stood in the version before, and is gone.
    pub is_dropped: bool,
    /// It, or its pieces, or what was merged into it.
    pub clauses: Vec<ClauseView<'a>>,
    /// What happened to it since it was last seen, compared with there.
    pub steps: Vec<Step<'a>>,
    /// The name of the version that it was last seen in, if that is not the one before.
    pub since: Option<String>,
}

impl<'a> HistoryReport<'a> {
    /// The life that `history` tells, of a lineage.
    pub fn new(lineage: &'a Lineage<'a>, history: &'a History<'a>) -> Self {
        let heads = VersionHead::beside(&lineage.versions);
        let moments = heads.iter().enumerate();
        let moments: Vec<Moment> = moments
            .map(|(column, _)| Moment::new(lineage, history, &heads, column))
            .collect();
        let latest = moments.iter().rev().flat_map(|moment| &moment.clauses);
        Self {
            clause: latest.clone().next().cloned(),
            moments,
            skipped: lineage.skipped.clone(),
        }
    }

    /// "stands in 3 of 5 versions: born in Draft 1; changed in Draft 3; dropped in Draft 5".
    pub fn sentence(&self) -> String {
        let standing = self.moments.iter().filter(|moment| moment.state.is_some());
        let told = self.moments.iter().filter_map(Moment::told);
        format!(
            "stands in {} of {} versions: {}",
            standing.count(),
            self.moments.len(),
            told.collect::<Vec<_>>().join("; ")
        )
    }

    /// One sentence on each thing that a reader must know.
    pub fn remarks(&self) -> Vec<String> {
        self.skipped.iter().map(skipped_sentence).collect()
    }
}

impl<'a> Moment<'a> {
    fn new(
        lineage: &'a Lineage<'a>,
        history: &'a History<'a>,
        heads: &[VersionHead],
        column: usize,
    ) -> Self {
        let version = lineage.versions[column];
        let clauses = history.clauses[column].iter();
        let state = history.state(column);
        let last_seen = (0..column)
            .rev()
            .find(|&at| !history.clauses[at].is_empty());
        Self {
            head: heads[column].clone(),
            state,
            is_dropped: history.is_dropped_at(column),
            clauses: clauses
                .map(|&clause| ClauseView::new(version, clause))
                .collect(),
            steps: history
                .events_to(column)
                .map(|event| Step::new(lineage, event))
                .collect(),
            since: (state == Some(State::Revived))
                .then_some(last_seen)
                .flatten()
                .map(|at| heads[at].called.clone()),
        }
    }

    /// "~ changed", "- dropped", "not there".
    pub fn title(&self) -> String {
        match (self.state, self.is_dropped) {
            (Some(state), _) => {
                let since = self.since.as_ref();
                let since = since.map(|since| format!(", last seen in {since}"));
                let title = format!("{} {}", state_sign(state), state_word(state));
                title + &since.unwrap_or_default()
            }
            (None, true) => "- dropped".into(),
            (None, false) => "not there".into(),
        }
    }

    /// What is told of each step: not what is dropped, since the title says so, nor what was born.
    pub fn told_steps(&self) -> impl Iterator<Item = &Item<'a>> {
        let is_same = self.state == Some(State::Same);
        let items = self.steps.iter().map(|step| &step.item);
        items.filter(move |item| match item.kind {
            Kind::Added | Kind::Dropped => false,
            Kind::Unchanged | Kind::Changed | Kind::Split | Kind::Merged => {
                !is_same || !item.foldable
            }
        })
    }

    /// The clauses whose whole text is told here: where no redline leads to them.
    pub fn whole(&self) -> &[ClauseView<'a>] {
        match self.state {
            Some(State::Born) => &self.clauses,
            _ => &[],
        }
    }

    /// "changed in Draft 3"; `None` for a version that says nothing new.
    fn told(&self) -> Option<String> {
        let word = match (self.state, self.is_dropped) {
            (Some(State::Same), _) | (None, false) => return None,
            (Some(state), _) => state_word(state),
            (None, true) => "dropped",
        };
        Some(format!("{word} in {}", self.head.called))
    }
}
