//! Reviews, as they are printed.

use schemars::JsonSchema;
use serde::Serialize;

use super::convert::TOOL;
use super::{Counts, Diff};
use crate::report::{self, FileContent, ReviewReport};

/// What a set of changes does to the proposals in it.
///
/// Within a version of this schema fields may be added, never renamed or removed. Fields
/// are always present, null where there is nothing to say.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "clausediff.review/1")]
pub(in crate::render::json) struct Review<'a> {
    /// Name and version of this schema.
    schema: ReviewSchema,
    /// Name and version of the program, such as `clausediff 0.1.0`.
    tool: &'a str,
    /// What is reviewed, as it was asked for: `main...topic`.
    subject: &'a str,
    /// How many files there are of each kind.
    file_counts: FileCounts,
    /// Counts of all changes in these files, whether a filter hid them or not.
    counts: Counts,
    /// The files, those that need a reader most first, of equals by path.
    files: Vec<File<'a>>,
    /// How many other TOML files were touched, which hold no proposal and were not looked at.
    others: usize,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
enum ReviewSchema {
    #[serde(rename = "clausediff.review/1")]
    One,
}

/// How many files there are of each kind.
#[derive(Serialize, JsonSchema)]
struct FileCounts {
    /// On both sides, renamed ones among them.
    changed: usize,
    /// New.
    added: usize,
    /// Gone.
    deleted: usize,
    /// Under another path than before.
    renamed: usize,
    /// That could not be compared.
    unread: usize,
}

/// One file that is not the same in both states.
#[derive(Serialize, JsonSchema)]
struct File<'a> {
    /// Where it is, else where it was, from the top of what is reviewed.
    path: &'a str,
    /// Where it was, if it was renamed.
    renamed_from: Option<&'a str>,
    /// What happened to it.
    state: FileState,
    /// What became of its clauses, as `clausediff diff` prints it; null where that could not be said. Compared
    /// with nothing, one side has no clauses.
    comparison: Option<Diff<'a>>,
    /// What it is compared with: `itself` as it was, of a new file its `predecessor` in another file, or
    /// `nothing`, of a new file without one and of a deleted file; null where there is no comparison.
    against: Option<Against>,
    /// True for links and guards, which rule how the others are judged.
    is_rules: bool,
    /// Why there is no comparison; null where there is one or nothing to compare.
    not_compared: Option<&'a str>,
    /// What differs before the clauses: keys of the proposal, parties, sources.
    head: Vec<HeadLine<'a>>,
    /// What `check` finds: all errors, and the warnings on lines that changed.
    findings: Vec<Finding<'a>>,
    /// How many warnings stand on lines that did not change.
    findings_elsewhere: usize,
}

/// What happened to a file.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
enum FileState {
    Changed,
    Added,
    Deleted,
}

/// What a version is compared with.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
enum Against {
    Itself,
    Predecessor,
    Nothing,
}

/// One thing that differs before the clauses.
#[derive(Serialize, JsonSchema)]
struct HeadLine<'a> {
    /// `date`, `party north`, `source gazette`.
    name: &'a str,
    /// What was said of it; null where nothing was.
    before: Option<&'a str>,
    /// What is said of it; null where nothing is.
    after: Option<&'a str>,
}

/// One finding of `check`.
#[derive(Serialize, JsonSchema)]
struct Finding<'a> {
    /// `E0xx` for errors, `W0xx` for warnings.
    code: &'a str,
    /// `error` or `warning`.
    severity: &'a str,
    /// Where, from 1.
    line: usize,
    /// Where in the line, from 1, in characters.
    column: usize,
    /// What is wrong.
    message: &'a str,
    /// What to do.
    help: &'a str,
}

impl<'a> Review<'a> {
    pub(in crate::render::json) fn new(report: &'a ReviewReport<'a>) -> Self {
        let counts = report.file_counts();
        Self {
            schema: ReviewSchema::One,
            tool: TOOL,
            subject: report.subject,
            file_counts: FileCounts {
                changed: counts.changed,
                added: counts.added,
                deleted: counts.deleted,
                renamed: counts.renamed,
                unread: counts.unread,
            },
            counts: Counts::new(report.counts),
            files: report.files.iter().map(File::new).collect(),
            others: report.others,
        }
    }
}

impl<'a> File<'a> {
    fn new(file: &'a report::FileReport<'a>) -> Self {
        let (not_compared, head, against) = match &file.content {
            FileContent::Compared { head, against, .. } => (None, head.as_slice(), Some(*against)),
            FileContent::Unread(why) => (Some(*why), &[][..], None),
            FileContent::Rules => (None, &[][..], None),
        };
        Self {
            path: file.path,
            renamed_from: file.renamed_from,
            state: match file.state {
                report::FileState::Changed => FileState::Changed,
                report::FileState::Added => FileState::Added,
                report::FileState::Deleted => FileState::Deleted,
            },
            comparison: file.diff().map(Diff::new),
            against: against.map(|against| match against {
                report::Against::Itself => Against::Itself,
                report::Against::Predecessor => Against::Predecessor,
                report::Against::Nothing => Against::Nothing,
            }),
            is_rules: matches!(file.content, FileContent::Rules),
            not_compared,
            head: head.iter().map(HeadLine::new).collect(),
            findings: file.findings.iter().map(Finding::new).collect(),
            findings_elsewhere: file.elsewhere,
        }
    }
}

impl<'a> HeadLine<'a> {
    fn new(line: &'a report::HeadLine) -> Self {
        Self {
            name: &line.name,
            before: line.words.before.as_deref(),
            after: line.words.after.as_deref(),
        }
    }
}

impl<'a> Finding<'a> {
    fn new(finding: &'a report::FindingView<'a>) -> Self {
        Self {
            code: finding.code,
            severity: finding.severity.name(),
            line: finding.line,
            column: finding.column,
            message: finding.message,
            help: finding.help,
        }
    }
}
