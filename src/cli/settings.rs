//! What the typed arguments mean for the library, worked out once for each run.

use std::path::PathBuf;

use clausediff::diff::{self, Class, Diff};
use clausediff::load::Limits;
use clausediff::matching;
use clausediff::model::Version;
use clausediff::report::{Filter, Show, UnknownValue};

use super::Verdict;
use super::args::{Comparison, Exit, FailOn, Filters, Guarding, Matching, MaxSizes};
use super::failure::Failure;
use super::ui::Ui;

/// Where a file of people's decisions or of guards is read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileChoice {
    /// `links.toml` or `guards.toml` in the folders of the versions; the bundled links for bundled versions.
    Beside,
    /// This file only.
    File(PathBuf),
    /// Nowhere.
    Nowhere,
}

/// When differences become an exit code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FailRule {
    any: bool,
    on: Vec<FailOn>,
}

/// What a comparison needs beside the versions.
#[derive(Debug)]
pub struct Comparing {
    /// How clauses are paired.
    pub options: diff::Options,
    /// Where decisions of people are read from.
    pub links: FileChoice,
    /// What is shown.
    pub filter: Filter,
    /// When to exit with 1.
    pub fail_rule: FailRule,
}

impl From<&Comparison> for Comparing {
    fn from(typed: &Comparison) -> Self {
        Self {
            options: options(&typed.matching),
            links: FileChoice::from(&typed.matching),
            filter: Filter::from(&typed.filters),
            fail_rule: FailRule::from(&typed.exit),
        }
    }
}

/// How clauses are paired.
pub fn options(typed: &Matching) -> diff::Options {
    diff::Options {
        matching: matching::Options {
            ignore: typed.ignore.iter().copied().collect(),
            ..matching::Options::default()
        },
    }
}

impl From<&Matching> for FileChoice {
    fn from(typed: &Matching) -> Self {
        match &typed.links {
            Some(path) => Self::File(path.clone()),
            None if typed.no_links => Self::Nowhere,
            None => Self::Beside,
        }
    }
}

impl From<&Guarding> for FileChoice {
    fn from(typed: &Guarding) -> Self {
        match &typed.guards {
            Some(path) => Self::File(path.clone()),
            None if typed.no_guards => Self::Nowhere,
            None => Self::Beside,
        }
    }
}

impl From<&Filters> for Filter {
    fn from(typed: &Filters) -> Self {
        let substantive = typed.substantive.then_some(Show::Class(Class::Substantive));
        Self {
            only: typed.only.iter().copied().chain(substantive).collect(),
            topics: typed.topic.iter().map(|path| topic(path)).collect(),
            parties: typed.party.clone(),
            clauses: typed.clause.clone(),
            min_confidence: typed.min_confidence,
        }
    }
}

/// A path may end in a slash, as those of folders do.
fn topic(path: &str) -> String {
    path.trim_end_matches('/').to_owned()
}

impl Comparing {
    /// Says which values of the filter fit nothing in the versions.
    pub fn note_unknown(&self, versions: &[&Version], ui: &Ui) {
        for unknown in self.filter.unknown(versions) {
            let UnknownValue { what, value, .. } = &unknown;
            let near = unknown.nearest.as_ref();
            let help = near.map(|near| format!("; did you mean `{near}`?"));
            ui.note(&format!(
                "these versions have no {what} `{value}`{}",
                help.unwrap_or_default()
            ));
        }
    }
}

impl From<&Exit> for FailRule {
    fn from(typed: &Exit) -> Self {
        Self {
            any: typed.exit_code,
            on: typed.fail_on.clone(),
        }
    }
}

impl FailRule {
    /// Looks at every change, whatever a filter shows.
    pub fn verdict<'d, 'v: 'd>(&self, diffs: impl IntoIterator<Item = &'d Diff<'v>>) -> Verdict {
        let mut changes = diffs.into_iter().flat_map(|diff| &diff.changes);
        let found = changes.any(|change| {
            let is_named = |on: &FailOn| matches!(on, FailOn::Change(show) if show.holds(change));
            (self.any && !change.is_still()) || self.on.iter().any(is_named)
        });
        if found { Verdict::Found } else { Verdict::Done }
    }

    /// True if changes that were not announced are to be told by exit code.
    pub fn on_undeclared(&self) -> bool {
        self.on.contains(&FailOn::Undeclared)
    }

    /// True if red lines are to be told by exit code.
    pub fn on_guards(&self) -> bool {
        self.on.contains(&FailOn::Guards)
    }

    /// Refuses to look for red lines where none are held against anything.
    pub fn without_guards(&self) -> Result<(), Failure> {
        if self.on_guards() {
            let message = "red lines are held against two versions or a review";
            let help = "use `--fail-on guards` with `clausediff diff` or `clausediff review`";
            return Err(Failure::usage(message, help));
        }
        Ok(())
    }

    /// Refuses to look for what was not announced where nothing was.
    pub fn check(&self, has_declared: bool) -> Result<(), Failure> {
        if self.on_undeclared() && !has_declared {
            let message = "`--fail-on undeclared` needs the changes that were announced";
            let help = "name their file with `clausediff diff --declared FILE`";
            return Err(Failure::usage(message, help));
        }
        Ok(())
    }
}

impl From<&MaxSizes> for Limits {
    fn from(typed: &MaxSizes) -> Self {
        let default = Self::default();
        Self {
            bytes: typed.max_bytes.unwrap_or(default.bytes),
            clauses: typed.max_clauses.unwrap_or(default.clauses),
            depth: typed.max_depth.unwrap_or(default.depth),
            text: typed.max_text.unwrap_or(default.text),
        }
    }
}
