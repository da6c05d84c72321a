//! One clause through all versions, and the origins of the words of one version.

use schemars::JsonSchema;
use serde::Serialize;

use super::convert::TOOL;
use super::{Change, Share, Skipped, State, Version};
use crate::report::{self, BlameReport, BlamedClause, HistoryReport, Moment, Score};

/// What `clausediff history --format json` prints: one clause through all versions.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "clausediff history")]
pub(in crate::render::json) struct History<'a> {
    /// Name and version of this format.
    schema: HistorySchema,
    /// Name and version of the program that printed it.
    tool: &'static str,
    /// One for each version, in order.
    moments: Vec<MomentOf<'a>>,
    /// What was not looked at, and why.
    skipped: Vec<Skipped<'a>>,
}

#[derive(Serialize, JsonSchema)]
enum HistorySchema {
    #[serde(rename = "clausediff.history/1")]
    One,
}

/// The clause in one version.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Moment")]
struct MomentOf<'a> {
    /// The version.
    version: Version<'a>,
    /// What became of the clause since it was last seen; null where it does not stand.
    state: Option<State>,
    /// It stood in the version before, and is gone.
    dropped: bool,
    /// Ids of it, of its pieces, or of what was merged into it; in the order of the version.
    clauses: Vec<&'a str>,
    /// What happened to it since it was last seen. Changes of `kind` `added` and `dropped` are among them.
    steps: Vec<Step<'a>>,
}

/// One change.
#[derive(Serialize, JsonSchema)]
struct Step<'a> {
    /// Place of the version that it was compared with in `moments`, from 0: the one before, unless it was gone.
    from: usize,
    /// What the comparison says.
    change: Change<'a>,
}

impl<'a> History<'a> {
    pub(in crate::render::json) fn new(report: &'a HistoryReport<'a>) -> Self {
        Self {
            schema: HistorySchema::One,
            tool: TOOL,
            moments: report.moments.iter().map(MomentOf::new).collect(),
            skipped: report.skipped.iter().map(Skipped::new).collect(),
        }
    }
}

impl<'a> MomentOf<'a> {
    fn new(moment: &'a Moment<'a>) -> Self {
        let step = |step: &'a report::Step<'a>| Step {
            from: step.columns.before,
            change: Change::new(&step.item.outline),
        };
        Self {
            version: Version::new(&moment.head),
            state: moment.state.map(State::from),
            dropped: moment.is_dropped,
            clauses: moment.clauses.iter().map(|clause| clause.id).collect(),
            steps: moment.steps.iter().map(step).collect(),
        }
    }
}

/// What `clausediff blame --format json` prints: which version brought in each word of one.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "clausediff blame")]
pub(in crate::render::json) struct Blame<'a> {
    /// Name and version of this format.
    schema: BlameSchema,
    /// Name and version of the program that printed it.
    tool: &'static str,
    /// All versions that were looked through, in order; the last one is told.
    versions: Vec<Version<'a>>,
    /// Its clauses, in order.
    clauses: Vec<Blamed<'a>>,
    /// How many of its words each version brought in, in the order of `versions`.
    words: Vec<Words>,
    /// What was not looked at, and why.
    skipped: Vec<Skipped<'a>>,
}

#[derive(Serialize, JsonSchema)]
enum BlameSchema {
    #[serde(rename = "clausediff.blame/1")]
    One,
}

/// One clause.
#[derive(Serialize, JsonSchema)]
struct Blamed<'a> {
    /// Its id.
    id: &'a str,
    /// Its text in pieces, which together are the text byte for byte.
    text: Vec<Piece<'a>>,
}

/// A piece of a text.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "BlamedPiece")]
struct Piece<'a> {
    /// Place of the version that brought it in, in `versions`, from 0.
    since: usize,
    /// The piece itself, never empty.
    text: &'a str,
}

/// Words from one version.
#[derive(Serialize, JsonSchema)]
struct Words {
    /// How many.
    count: usize,
    /// Their share of all words.
    share: Share,
}

impl<'a> Blame<'a> {
    pub(in crate::render::json) fn new(report: &'a BlameReport<'a>) -> Self {
        let all: usize = report.words.iter().sum();
        let words = |&count: &usize| Words {
            count,
            share: Score::ratio(count, all).into(),
        };
        Self {
            schema: BlameSchema::One,
            tool: TOOL,
            versions: report.versions.iter().map(Version::new).collect(),
            clauses: report.clauses.iter().map(Blamed::new).collect(),
            words: report.words.iter().map(words).collect(),
            skipped: report.skipped.iter().map(Skipped::new).collect(),
        }
    }
}

impl<'a> Blamed<'a> {
    fn new(own: &'a BlamedClause<'a>) -> Self {
        let piece = |&(since, text): &(usize, &'a str)| Piece { since, text };
        Self {
            id: own.clause.id,
            text: own.pieces.iter().map(piece).collect(),
        }
    }
}
