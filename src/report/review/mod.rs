//! All that a set of changes does to the proposals in it: what every view of `review` prints.
//!
//! A file is told once, on whichever sides it is. Those that need a reader most come first; within a
//! file the changes keep their order, and views choose from them by how soon they should be read.

mod excerpt;
mod head;
mod notes;

use std::ops::Range;

pub use excerpt::excerpt;
pub use head::HeadLine;
pub use notes::{Level, Note};

use super::diff::{DiffReport, Item};
use super::filter::Filter;
use super::guards::{GuardView, GuardsReport, guards_sentence};
use super::remarks::{counted, hidden};
use super::summary::{counts_sentence, listed};
use crate::diagnostic::{Findings, Severity};
use crate::diff::{Counts, Diff, Urgency, changed_lines};
use crate::model::Sides;
use crate::text::source::SourceText;

/// One file that is not the same in both states, with what was read of it.
#[derive(Debug)]
pub struct Touched<'a> {
    /// Its paths; `None` on the side where it is not.
    pub paths: Sides<Option<&'a str>>,
    /// Its texts, as far as they could be read.
    pub texts: Sides<Option<&'a SourceText>>,
    /// What is in it.
    pub content: Content<'a>,
    /// How red lines stand in it.
    pub guards: Option<GuardsReport>,
    /// What `check` finds in it as it is, all of it.
    pub found: Option<&'a Findings>,
}

/// What is in a file that was touched.
#[derive(Clone, Copy, Debug)]
pub enum Content<'a> {
    /// Versions to compare, and which they are.
    Versions(&'a Diff<'a>, Against),
    /// What cannot be compared, and why.
    Unread(&'a str),
    /// Links or guards: by what the others are judged.
    Rules,
}

/// What the version of a file is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// What the file held before.
    Itself,
    /// Another file, of a new one: the version that it was made from, or the one before it in its series.
    Predecessor,
    /// A version without clauses, of a new file without a predecessor and of a deleted one.
    Nothing,
}

/// What happened to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileState {
    /// There on both sides, perhaps under another path.
    Changed,
    /// New.
    Added,
    /// Gone.
    Deleted,
}

/// One file, ready to be shown.
#[derive(Debug)]
pub struct FileReport<'a> {
    /// Where it is, else where it was.
    pub path: &'a str,
    /// Where it was, if it was renamed.
    pub renamed_from: Option<&'a str>,
    /// What happened to it.
    pub state: FileState,
    /// What is in it.
    pub content: FileContent<'a>,
    /// What `check` finds: all errors, and the warnings on lines that changed.
    pub findings: Vec<FindingView<'a>>,
    /// How many warnings stand on lines that did not change.
    pub elsewhere: usize,
    text: Option<&'a SourceText>,
}

/// What there is to say of a file.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "nearly every file of a review is the large one"
)]
pub enum FileContent<'a> {
    /// A comparison.
    Compared {
        /// Of the clauses.
        diff: DiffReport<'a>,
        /// What differs in what stands before the clauses.
        head: Vec<HeadLine>,
        /// How many clauses differ only where clauses are not compared: topic, sources, note, `unchecked`.
        aside: usize,
        /// What it is compared with.
        against: Against,
    },
    /// Nothing, for this reason.
    Unread(&'a str),
    /// It rules how the others are read.
    Rules,
}

/// One finding of `check`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingView<'a> {
    /// `E006`, `W001`.
    pub code: &'static str,
    /// Error or warning.
    pub severity: Severity,
    /// Where, from 1.
    pub line: usize,
    /// Where in the line, from 1, in characters.
    pub column: usize,
    /// What is wrong.
    pub message: &'a str,
    /// What to do.
    pub help: &'a str,
}

/// Names of branches are shorter, and a title is read at a glance.
const LONGEST_SUBJECT: usize = 200;

/// A whole review.
#[derive(Debug)]
pub struct ReviewReport<'a> {
    /// What is reviewed: "main...topic".
    pub subject: &'a str,
    /// The files, those that need a reader most first, of equals by path.
    pub files: Vec<FileReport<'a>>,
    /// Of the changes in all files, filtered or not.
    pub counts: Counts,
    /// Other TOML files that were touched and are no proposals.
    pub others: usize,
}

/// How many files there are of each kind; a renamed file counts as changed as well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field counts the files it is named after")]
pub struct FileCounts {
    pub changed: usize,
    pub added: usize,
    pub deleted: usize,
    pub renamed: usize,
    pub unread: usize,
}

impl<'a> ReviewReport<'a> {
    /// What `filter` lets through of the changes in `files`.
    pub fn new(subject: &'a str, files: &[Touched<'a>], others: usize, filter: &Filter) -> Self {
        let mut files: Vec<_> = files
            .iter()
            .map(|one| FileReport::new(one, filter))
            .collect();
        files.sort_by(|a, b| (a.weight(), a.path).cmp(&(b.weight(), b.path)));
        let mut counts = Counts::default();
        let diffs = files.iter().filter_map(FileReport::diff);
        diffs.for_each(|diff| counts.add(&diff.counts));
        Self {
            subject,
            files,
            counts,
            others,
        }
    }

    /// "Review of main...topic"; what is reviewed may have a very long name, of which the start will do.
    pub fn title(&self) -> String {
        let subject: String = self.subject.chars().take(LONGEST_SUBJECT).collect();
        format!("Review of {subject}")
    }

    /// True if no proposal was touched, nor what rules how they are read.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// How many files there are of each kind.
    pub fn file_counts(&self) -> FileCounts {
        let mut counts = FileCounts::default();
        for file in &self.files {
            *match file.state {
                FileState::Changed => &mut counts.changed,
                FileState::Added => &mut counts.added,
                FileState::Deleted => &mut counts.deleted,
            } += 1;
            counts.renamed += usize::from(file.renamed_from.is_some());
            counts.unread += usize::from(matches!(file.content, FileContent::Unread(_)));
        }
        counts
    }

    /// "20 files: 17 changed, 2 new, 1 deleted; 1 renamed, 1 not compared", or that there are none.
    pub fn files_sentence(&self) -> String {
        if self.is_empty() {
            return "nothing changed in the proposals".to_owned();
        }
        let counts = self.file_counts();
        let states = [
            (counts.changed, "changed"),
            (counts.added, "new"),
            (counts.deleted, "deleted"),
        ];
        let facets = [(counts.renamed, "renamed"), (counts.unread, "not compared")];
        let groups = [listed(&states), listed(&facets)];
        let said: Vec<String> = groups.into_iter().filter(|said| !said.is_empty()).collect();
        format!("{}: {}", counted(self.files.len(), "file"), said.join("; "))
    }

    /// Of all clauses in these files: "3 changed, 1 dropped; 2 substantive".
    pub fn clauses_sentence(&self) -> String {
        counts_sentence(&self.counts)
    }

    /// "guards: 1 broken, 4 kept"; `None` if nothing is guarded in these files.
    pub fn guards_sentence(&self) -> Option<String> {
        guards_sentence(self.files.iter().filter_map(FileReport::guards))
    }

    /// Every red line that a reader must see, the worst first.
    pub fn guards(&self) -> Vec<(&FileReport<'a>, &GuardView)> {
        let files = self.files.iter();
        let views = files.flat_map(|file| {
            let report = file.guards().into_iter();
            report
                .flat_map(|report| report.listed(false))
                .map(move |view| (file, view))
        });
        let mut views: Vec<_> = views.collect();
        views.sort_by_key(|(_, view)| view.state);
        views
    }

    /// What else a reader of the whole must know, a sentence each.
    pub fn remarks(&self) -> Vec<String> {
        let others = counted(self.others, "other TOML file");
        let others = format!("{others} without a proposal not looked at");
        let elsewhere = self.files.iter().map(|file| file.elsewhere).sum();
        let warnings = counted(elsewhere, "warning");
        let warnings =
            format!("{warnings} on lines that did not change (`clausediff check` shows all)");
        let said = [(self.others, others), (elsewhere, warnings)];
        let said = said.into_iter().filter(|(count, _)| *count > 0);
        let hidden_changes = self.files.iter().filter_map(FileReport::diff);
        let hidden_changes = hidden_changes.map(|diff| diff.hidden).sum();
        said.map(|(_, sentence)| sentence)
            .chain(hidden(hidden_changes, "change"))
            .collect()
    }

    /// The weightiest changes of all files that are compared with anything, at most `most`, and how many more
    /// of them there are: those that are dropped, added, uncertain or have findings.
    pub fn read_first(&self, most: usize) -> (Vec<(&FileReport<'a>, Item<'a>)>, usize) {
        let files = self.files.iter().filter(|file| !file.is_whole());
        let compared = files.filter_map(|file| Some((file, file.diff()?)));
        let mut weighty: Vec<_> = compared
            .flat_map(|(file, diff)| diff.items().map(move |item| (file, item)))
            .filter(|(_, item)| item.urgency < Urgency::Other)
            .collect();
        weighty.sort_by_key(|(_, item)| item.urgency);
        let more = weighty.len().saturating_sub(most);
        weighty.truncate(most);
        (weighty, more)
    }
}

impl<'a> FileReport<'a> {
    fn new(touched: &Touched<'a>, filter: &Filter) -> Self {
        let Sides { before, after } = touched.paths;
        let (state, path) = match (before, after) {
            (Some(_), Some(after)) => (FileState::Changed, after),
            (None, Some(after)) => (FileState::Added, after),
            (Some(before), None) => (FileState::Deleted, before),
            (None, None) => unreachable!("a file that was touched is on one side at least"),
        };
        let is_deleted = state == FileState::Deleted;
        let text = touched.texts.after.filter(|_| !is_deleted);
        let (findings, elsewhere) = match (touched.found, is_deleted) {
            (Some(found), false) => worth_saying(found, &changed(touched)),
            _ => (Vec::new(), 0),
        };
        Self {
            path,
            renamed_from: before.filter(|&before| before != path),
            state,
            content: FileContent::new(touched, filter),
            findings,
            elsewhere,
            text,
        }
    }

    /// What became of its clauses.
    pub fn diff(&self) -> Option<&DiffReport<'a>> {
        match &self.content {
            FileContent::Compared { diff, .. } => Some(diff),
            FileContent::Unread(_) | FileContent::Rules => None,
        }
    }

    /// How red lines stand in it.
    pub fn guards(&self) -> Option<&GuardsReport> {
        self.diff()?.guards.as_ref()
    }

    /// True if the file is told as a whole: it is new without a predecessor, or gone.
    pub fn is_whole(&self) -> bool {
        let against = match &self.content {
            FileContent::Compared { against, .. } => Some(*against),
            FileContent::Unread(_) | FileContent::Rules => None,
        };
        against == Some(Against::Nothing)
    }

    /// "changed, renamed from draft.toml", "new, compared with Draft 1 (draft-1)".
    pub fn state_sentence(&self) -> String {
        let state = match self.state {
            FileState::Changed => "changed",
            FileState::Added => "new",
            FileState::Deleted => "deleted",
        };
        match (&self.renamed_from, &self.content) {
            (Some(from), _) => format!("{state}, renamed from {from}"),
            (
                None,
                FileContent::Compared {
                    diff,
                    against: Against::Predecessor,
                    ..
                },
            ) => {
                format!("{state}, compared with {}", diff.versions.before.named())
            }
            _ => state.to_owned(),
        }
    }

    /// What its changes come to, or why there is nothing to say of them.
    pub fn content_sentence(&self) -> String {
        match &self.content {
            FileContent::Compared { diff, .. } if !self.is_whole() => counts_sentence(&diff.counts),
            FileContent::Compared { diff, .. } => {
                let Sides { before, after } = &diff.versions;
                counted(before.clauses.max(after.clauses), "clause")
            }
            FileContent::Unread(why) => format!("not compared: {why}"),
            FileContent::Rules => "rules by which the others are judged have changed".to_owned(),
        }
    }

    /// What a reader must know beside the changes of the clauses.
    pub fn remarks(&self) -> Vec<String> {
        let FileContent::Compared { diff, aside, .. } = &self.content else {
            return Vec::new();
        };
        let aside_only = "only where clauses are not compared: topic, sources, note or unchecked";
        let clauses = match aside {
            1 => "1 clause differs".to_owned(),
            aside => format!("{aside} clauses differ"),
        };
        let aside = (*aside > 0).then(|| format!("{clauses} {aside_only}"));
        aside.into_iter().chain(diff.notices()).collect()
    }

    /// The line of a clause of it as it is, from 1.
    fn line_of(&self, item: &Item<'_>) -> Option<usize> {
        let clause = item.clauses.after.first()?;
        Some(self.text?.place(clause.span.start()).line)
    }

    /// What needs a reader most comes first.
    fn weight(&self) -> impl Ord + use<> {
        let has_errors = self
            .findings
            .iter()
            .any(|finding| finding.severity == Severity::Error);
        let weight = match &self.content {
            FileContent::Unread(_) => 0,
            FileContent::Rules => 1,
            FileContent::Compared { .. } if self.is_whole() => 3,
            FileContent::Compared { diff, .. } if diff.counts.substantive > 0 => 2,
            FileContent::Compared { diff, .. } if diff.folded() < diff.items().len() => 4,
            FileContent::Compared { .. } => 5,
        };
        let has_broken = self.guards().is_some_and(GuardsReport::fails);
        (!has_errors, !has_broken, weight)
    }
}

impl<'a> FileContent<'a> {
    fn new(touched: &Touched<'a>, filter: &Filter) -> Self {
        match touched.content {
            Content::Versions(diff, against) => Self::Compared {
                head: match against {
                    Against::Itself => head::lines(diff.versions),
                    Against::Predecessor | Against::Nothing => Vec::new(),
                },
                aside: head::aside(diff),
                diff: DiffReport::new(diff, filter).guarded(touched.guards.clone()),
                against,
            },
            Content::Unread(why) => Self::Unread(why),
            Content::Rules => Self::Rules,
        }
    }
}

/// The lines that changed; all of a new file.
fn changed(touched: &Touched<'_>) -> Vec<Range<usize>> {
    let Sides { before, after } = touched.texts.map(|text| text.map_or("", SourceText::text));
    changed_lines(before, after)
}

/// All errors, the warnings on `lines`, and how many other warnings there are.
fn worth_saying<'a>(found: &'a Findings, lines: &[Range<usize>]) -> (Vec<FindingView<'a>>, usize) {
    let all = found.diagnostics.iter().map(|diagnostic| {
        let place = found.source.place(diagnostic.span.start());
        FindingView {
            code: diagnostic.code.as_str(),
            severity: diagnostic.code.severity(),
            line: place.line,
            column: place.column,
            message: &diagnostic.message,
            help: &diagnostic.help,
        }
    });
    let is_worth = |finding: &FindingView<'_>| {
        finding.severity == Severity::Error
            || lines.iter().any(|range| range.contains(&finding.line))
    };
    let (worth, elsewhere): (Vec<_>, Vec<_>) = all.partition(is_worth);
    (worth, elsewhere.len())
}
