//! Named terms through several versions.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Direction, Number, Skipped, Value};
use crate::report::{
    ClauseView, DistanceCell, DistanceRow, MoveView, PositionRow, SourceView, TermCell, TermRow,
    TermsReport,
};

/// Named terms and figures of the texts through all versions.
#[derive(Serialize, JsonSchema)]
pub(super) struct Terms<'a> {
    /// The terms that the filter lets through: by topic, then as they stand in the newest
    /// version that has them.
    rows: Vec<Row<'a>>,
    /// How many terms a filter hid.
    hidden: usize,
    /// Positions in words alone on clauses of the rows; they are in no row.
    positions_in_words: usize,
    /// What was not looked at, and why.
    skipped: Vec<Skipped<'a>>,
}

/// One term through all versions; lists have one entry for each version in order.
#[derive(Serialize, JsonSchema)]
struct Row<'a> {
    /// The author's name for it; of a figure of the text, what it counts.
    name: &'a str,
    /// It stands in texts alone, and no author gave it a name.
    in_text: bool,
    /// Topic of its latest clause that has one; null if none has.
    topic: Option<&'a str>,
    /// Heading of its latest clause that has one; null if none has.
    heading: Option<&'a str>,
    /// Id of the clause that has it, or a position on it; null where none has.
    clauses: Vec<Option<&'a str>>,
    /// Where that clause was read; empty where none has it.
    sources: Vec<Vec<Source<'a>>>,
    /// What the clause itself says; null where it says nothing and did not before.
    cells: Vec<Option<Cell<'a>>>,
    /// What the parties want of it.
    positions: Vec<Position<'a>>,
    /// How far each two parties are apart that can be compared in some version.
    distances: Vec<Distance<'a>>,
}

/// Where a clause was read.
#[derive(Serialize, JsonSchema)]
struct Source<'a> {
    /// Publisher and title, or the id where neither is given.
    name: &'a str,
    /// Where in it; null if not given.
    at: Option<&'a str>,
    /// Where it is found; null if not given.
    url: Option<&'a str>,
}

/// A value in one version, compared with the last version that has one.
#[derive(Serialize, JsonSchema)]
struct Cell<'a> {
    /// The value; null in the first version without it after one that has it.
    value: Option<Value<'a>>,
    /// Which way it went; null for the same value, and in the first version of all.
    change: Option<Direction>,
    /// How far, with its sign: of numbers of one kind of bound and one unit, and of dates in
    /// days; null for all else.
    difference: Option<Number>,
    /// The difference as a share of the old number in percent, with its sign, rounded half away
    /// from zero; null where there is none, or the old number is zero, and for dates.
    percent: Option<i64>,
    /// Id of the version that it is compared with, where that is not the one before.
    since: Option<&'a str>,
}

/// What one party wants.
#[derive(Serialize, JsonSchema)]
struct Position<'a> {
    /// Its name.
    party: &'a str,
    /// As for the clause itself.
    cells: Vec<Option<Cell<'a>>>,
}

/// How far two parties are apart.
#[derive(Serialize, JsonSchema)]
struct Distance<'a> {
    /// Their two names.
    parties: Vec<&'a str>,
    /// Null where one of them wants nothing, or the values have not one kind of bound and one
    /// unit.
    cells: Vec<Option<Apart<'a>>>,
}

/// A distance in one version, compared with the last version that has one.
#[derive(Serialize, JsonSchema)]
struct Apart<'a> {
    /// Never negative.
    distance: Number,
    /// `higher` where they are farther apart, `lower` where nearer; null for the same distance,
    /// and where it is not compared.
    change: Option<Direction>,
    /// By how much, with its sign; null where it is not compared.
    difference: Option<Number>,
    /// Who moved.
    moves: Vec<Move<'a>>,
    /// Id of the version that it is compared with, where that is not the one before.
    since: Option<&'a str>,
}

/// A step of one party with regard to the other.
#[derive(Serialize, JsonSchema)]
struct Move<'a> {
    /// Who moved.
    party: &'a str,
    /// How far, never negative.
    by: Number,
    /// True if towards where the other one stood, false if away from it.
    towards: bool,
}

impl<'a> Terms<'a> {
    pub(super) fn new(report: &'a TermsReport) -> Self {
        Self {
            rows: report.rows.iter().map(Row::new).collect(),
            hidden: report.hidden,
            positions_in_words: report.in_words,
            skipped: report.skipped.iter().map(Skipped::new).collect(),
        }
    }
}

impl<'a> Row<'a> {
    fn new(row: &'a TermRow) -> Self {
        let clauses = || row.clauses.iter().map(Option::as_deref);
        let sources = |clause: Option<&'a ClauseView>| {
            let sources = clause.into_iter().flat_map(|clause| &clause.sources);
            sources.map(Source::new).collect()
        };
        Self {
            name: row.name,
            in_text: row.is_in_text,
            topic: row.topic,
            heading: row.heading,
            clauses: clauses().map(|clause| Some(clause?.id)).collect(),
            sources: clauses().map(sources).collect(),
            cells: cells(&row.cells),
            positions: row.positions.iter().map(Position::new).collect(),
            distances: row.distances.iter().map(Distance::new).collect(),
        }
    }
}

impl<'a> Source<'a> {
    fn new(source: &'a SourceView) -> Self {
        Self {
            name: &source.name,
            at: source.at.as_deref(),
            url: source.url.as_deref(),
        }
    }
}

fn cells<'a>(cells: &'a [Option<TermCell>]) -> Vec<Option<Cell<'a>>> {
    let cells = cells.iter();
    cells.map(|cell| cell.as_ref().map(Cell::new)).collect()
}

impl<'a> Cell<'a> {
    fn new(cell: &'a TermCell) -> Self {
        Self {
            value: cell.value.map(Value::new),
            change: cell.change.map(Direction::from),
            difference: cell.difference.map(Number::from),
            percent: cell.percent,
            since: cell.since.as_deref(),
        }
    }
}

impl<'a> Position<'a> {
    fn new(row: &'a PositionRow) -> Self {
        Self {
            party: row.party,
            cells: cells(&row.cells),
        }
    }
}

impl<'a> Distance<'a> {
    fn new(row: &'a DistanceRow) -> Self {
        let cells = row.cells.iter();
        Self {
            parties: row.parties.to_vec(),
            cells: cells.map(|cell| cell.as_ref().map(Apart::new)).collect(),
        }
    }
}

impl<'a> Apart<'a> {
    fn new(cell: &'a DistanceCell) -> Self {
        Self {
            distance: cell.distance.into(),
            change: cell.change.map(Direction::from),
            difference: cell.difference.map(Number::from),
            moves: cell.moves.iter().map(Move::new).collect(),
            since: cell.since.as_deref(),
        }
    }
}

impl<'a> Move<'a> {
    fn new(step: &MoveView<'a>) -> Self {
        Self {
            party: step.party,
            by: step.by.into(),
            towards: step.is_towards,
        }
    }
}
