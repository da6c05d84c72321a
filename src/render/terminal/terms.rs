//! Named terms over several versions: columns where all versions fit, else lines.

use unicode_width::UnicodeWidthStr;

use super::clause;
use super::diff::{remark, remarks};
use super::paper::{COLUMN_GAP, Paper};
use super::phrase::Phrase;
use super::table::head_lines;
use super::wrap::{Line, wrap};
use crate::render::style::Role;
use crate::report::{Direction, TermCell, TermRow, TermsReport, VersionHead, others_sentence};
use crate::text::visible::visible;

/// Columns narrower than this break most values: "at most 600,000 persons".
const NARROWEST: usize = 24;

/// Between the parts of a line.
const SEPARATOR: &str = " · ";

/// How far what belongs to a line above is indented.
const STEP: usize = 2;

/// Heads, rows, and what else the reader must know. A value that takes several lines is not
/// repeated while it stays the same, unless `all` is wanted.
pub(super) fn terms(paper: &mut Paper, report: &TermsReport, others: &[VersionHead], all: bool) {
    let count = report.versions.len().max(1);
    let width = (paper.width() + COLUMN_GAP) / count;
    if width >= NARROWEST + COLUMN_GAP {
        let width = width - COLUMN_GAP;
        Columns { width, all }.print(paper, report);
    } else {
        Lines::new(paper, report, all).print(paper, report);
    }
    paper.rule();
    if let Some(folded) = report.folded_sentence().filter(|_| !all) {
        remark(paper, &folded);
    }
    remarks(paper, &report.remarks());
    if let Some(others) = others_sentence(others) {
        remark(paper, &others);
    }
    remark(
        paper,
        "sources of each clause: show VERSION, or --format markdown",
    );
}

/// "personnel · Size of the garrison · security/forces".
fn title(row: &TermRow) -> Phrase {
    let phrase = Phrase::new().paint(Role::Heading, row.title());
    let phrase = match row.heading {
        Some(heading) => phrase.say(SEPARATOR).say(heading),
        None => phrase,
    };
    match row.topic {
        Some(topic) => phrase.say(SEPARATOR).paint(Role::Label, topic),
        None => phrase,
    }
}

/// A column for each version.
struct Columns {
    /// Of each column.
    width: usize,
    all: bool,
}

impl Columns {
    fn print(&self, paper: &mut Paper, report: &TermsReport) {
        let heads = report.versions.iter().map(|head| {
            let lines = head_lines(head);
            lines.iter().flat_map(|line| self.cut(line)).collect()
        });
        let heads: Vec<Vec<Line>> = heads.collect();
        paper.row(&heads, self.width);
        for row in report.shown(self.all) {
            paper.rule();
            paper.hang(0, STEP, &title(row));
            let cells: Vec<_> = (0..row.cells.len()).map(|at| self.cell(row, at)).collect();
            paper.row(&cells, self.width);
        }
    }

    fn cell(&self, row: &TermRow, at: usize) -> Vec<Line> {
        if row.clauses[at].is_none() && !row.speaks_of(at) {
            return self.cut(&Phrase::new().paint(Role::Gutter, "-"));
        }
        let is_long = |value: &str| visible(value).width() > self.width;
        let own = row.cells[at].iter().flat_map(|cell| {
            let value = value(cell, self.all, is_long);
            value.into_iter().chain(turned(cell))
        });
        let lines = own.chain(of_parties(row, at, self.all, is_long));
        let lines = lines.chain(label(row, at));
        lines.flat_map(|line| self.hung(&line)).collect()
    }

    fn cut(&self, phrase: &Phrase) -> Vec<Line> {
        wrap(phrase, self.width, self.width)
    }

    /// Cut, with all lines but the first indented.
    fn hung(&self, phrase: &Phrase) -> Vec<Line> {
        let mut lines = wrap(phrase, self.width, self.width - STEP).into_iter();
        let first = lines.next();
        let rest = lines.map(|line| line.indented(STEP));
        first.into_iter().chain(rest).collect()
    }
}

/// A line or several for each version.
struct Lines {
    /// Where values begin; `None` where they stand below the id of their version.
    column: Option<usize>,
    /// Columns that a value has.
    room: usize,
    all: bool,
}

impl Lines {
    fn new(paper: &Paper, report: &TermsReport, all: bool) -> Self {
        let ids = report
            .versions
            .iter()
            .map(|head| visible(&head.name).width());
        let column = STEP + ids.max().unwrap_or(0) + STEP;
        let column = (column <= paper.width() / 2).then_some(column);
        Self {
            column,
            room: paper.width() - column.unwrap_or(2 * STEP),
            all,
        }
    }

    fn print(&self, paper: &mut Paper, report: &TermsReport) {
        for head in &report.versions {
            let named = Phrase::new().paint(Role::Heading, &head.title);
            let named = named.join(clause::in_brackets(&head.name));
            paper.hang(0, STEP, &named.say(format!(", {}", head.dated())));
        }
        for row in report.shown(self.all) {
            paper.rule();
            paper.hang(0, STEP, &title(row));
            for (at, head) in report.versions.iter().enumerate() {
                self.version(paper, row, at, &head.name);
            }
        }
    }

    /// As many parts on a line as fit, so that none is torn that need not be.
    fn filled(&self, parts: impl Iterator<Item = Phrase>) -> Vec<Phrase> {
        let mut lines: Vec<Phrase> = Vec::new();
        for part in parts {
            let gap = SEPARATOR.width();
            match lines.last_mut() {
                Some(line) if line.width() + gap + part.width() <= self.room => {
                    *line = std::mem::take(line).say(SEPARATOR).join(part);
                }
                _ => lines.push(part),
            }
        }
        lines
    }

    /// Nothing where there is nothing to say.
    fn version(&self, paper: &mut Paper, row: &TermRow, at: usize, id: &str) {
        let is_long = |value: &str| visible(value).width() > self.room;
        let own = row.cells[at].iter().flat_map(|cell| {
            let value = value(cell, self.all, is_long);
            value.into_iter().chain(turned(cell))
        });
        let mut of_parties = of_parties(row, at, self.all, is_long).peekable();
        let own: Vec<Phrase> = own.collect();
        if own.is_empty() && of_parties.peek().is_none() {
            return;
        }
        let own = own.into_iter().chain(label(row, at));
        let mut lines = self.filled(own).into_iter().chain(of_parties);
        let first = lines.next().unwrap_or_default();
        let named = Phrase::new().paint(Role::Note, id);
        let (column, first) = match self.column {
            Some(column) => {
                let gap = column - STEP - named.width();
                (column, named.say(" ".repeat(gap)).join(first))
            }
            None => {
                paper.put(STEP, &named);
                (2 * STEP, first)
            }
        };
        let start = self.column.map_or(column, |_| STEP);
        paper.hang(start, column + STEP - start, &first);
        lines.for_each(|line| paper.hang(column, STEP, &line));
    }
}

/// Both on one line, if there are both.
fn joined(first: Option<Phrase>, second: Option<Phrase>) -> Option<Phrase> {
    match (first, second) {
        (Some(first), Some(second)) => Some(first.say(SEPARATOR).join(second)),
        (first, second) => first.or(second),
    }
}

/// `None` for no value, and for a long one that is the same as before.
fn value(cell: &TermCell, all: bool, is_long: impl Fn(&str) -> bool) -> Option<Phrase> {
    let value = cell.value?.to_string();
    let is_repeated = !cell.outcome.is_empty() && cell.change.is_none();
    let is_told = all || !is_repeated || !is_long(&value);
    is_told.then(|| Phrase::new().lines(&value))
}

/// "~ lowered by 800 (-67 %)".
fn turned(cell: &TermCell) -> Option<Phrase> {
    let role = match cell.change {
        None => Role::Note,
        Some(Direction::Added) => Role::Inserted,
        Some(Direction::Removed) => Role::Deleted,
        Some(_) => Role::Kind,
    };
    Some(Phrase::new().paint(role, cell.turned()?))
}

/// What each party wants, and how far they are apart.
fn of_parties(
    row: &TermRow,
    at: usize,
    all: bool,
    is_long: impl Fn(&str) -> bool + Copy,
) -> impl Iterator<Item = Phrase> {
    let positions = row.positions.iter().filter_map(move |position| {
        let cell = position.cells[at].as_ref()?;
        let wanted = joined(value(cell, all, is_long), turned(cell))?;
        let party = Phrase::new().paint(Role::Label, format!("{}:", position.party));
        Some(party.say(" ").join(wanted))
    });
    let distances = row.distances.iter().filter_map(move |distance| {
        let cell = distance.cells[at].as_ref()?;
        let parties = Phrase::new().paint(Role::Label, format!("{}:", distance.named()));
        Some(parties.say(format!(" {}", cell.sentence())))
    });
    positions.chain(distances)
}

fn label(row: &TermRow, at: usize) -> Option<Phrase> {
    let clause = row.clauses[at].as_ref()?;
    Some(clause::label_under(clause, row.heading))
}
