//! Versions side by side, a row for each matter, and the answer below.

use super::clause;
use super::diff::{remark, remarks};
use super::hyperlink::Link;
use super::paper::{COLUMN_GAP, Paper};
use super::phrase::Phrase;
use super::wrap::{Line, wrap};
use crate::render::style::Role;
use crate::report::{
    ANY_TWO, Carried, CellView, ClauseView, Row, SAME_DEAL, State, TableReport, VersionHead,
    others_sentence, state_sign, state_word,
};

/// Columns narrower than this break most lines of prose after two or three words.
const NARROWEST: usize = 22;

/// How far the further lines of a label or a value are indented.
const HANG: usize = 2;

/// Head, rows, answer, and what else the reader must know. The text of a clause is not
/// repeated while it stays the same, unless `all` is wanted.
pub(super) fn table(paper: &mut Paper, report: &TableReport, others: &[VersionHead], all: bool) {
    let columns = Columns::new(report, paper.width(), all);
    columns.heads(paper);
    let shown = report.rows.iter().filter(|row| columns.shows(row));
    shown.for_each(|row| columns.row(paper, row));
    paper.rule();
    remarks(paper, &columns.remarks());
    answer(paper, report);
    any_two(paper, report);
    paper.blank();
    remarks(paper, &report.remarks());
    if let Some(others) = others_sentence(others) {
        remark(paper, &others);
    }
    remark(
        paper,
        "sources of each clause: show VERSION, or --format markdown",
    );
}

/// Which versions fit, and how.
struct Columns<'a> {
    report: &'a TableReport<'a>,
    /// The first version shown; all later ones are, too.
    first: usize,
    /// Of each column.
    width: usize,
    all: bool,
}

impl<'a> Columns<'a> {
    fn new(report: &'a TableReport<'a>, width: usize, all: bool) -> Self {
        let versions = report.versions.len().max(1);
        let fit = (width + COLUMN_GAP) / (NARROWEST + COLUMN_GAP);
        let shown = versions.min(fit.max(1));
        Self {
            report,
            first: report.versions.len().saturating_sub(shown),
            width: (width - COLUMN_GAP * (shown - 1)) / shown,
            all,
        }
    }

    /// True if a column that is shown has something of the row.
    fn shows(&self, row: &Row) -> bool {
        let has = |at: usize| row.cells[at].is_some() || row.is_dropped_at(at);
        (self.first..row.cells.len()).any(has)
    }

    fn heads(&self, paper: &mut Paper) {
        let shown = &self.report.versions[self.first..];
        let cells: Vec<_> = shown.iter().map(|head| self.head(head)).collect();
        paper.row(&cells, self.width);
    }

    fn head(&self, head: &VersionHead) -> Vec<Line> {
        let lines = head_lines(head);
        lines.iter().flat_map(|line| self.cut(line)).collect()
    }

    fn row(&self, paper: &mut Paper, row: &Row) {
        paper.rule();
        paper.hang(0, HANG, &title(row));
        let cells: Vec<_> = (self.first..row.cells.len())
            .map(|at| self.cell(row, at))
            .collect();
        paper.row(&cells, self.width);
    }

    fn cut(&self, phrase: &Phrase) -> Vec<Line> {
        wrap(phrase, self.width, self.width)
    }

    /// Cut, with all lines but the first indented.
    fn hung(&self, phrase: &Phrase) -> Vec<Line> {
        let mut lines = wrap(phrase, self.width, self.width - HANG).into_iter();
        let first = lines.next();
        let rest = lines.map(|line| line.indented(HANG));
        first.into_iter().chain(rest).collect()
    }

    fn cell(&self, row: &Row, at: usize) -> Vec<Line> {
        let Some(cell) = &row.cells[at] else {
            return self.cut(&nothing(row.is_dropped_at(at)));
        };
        let is_repeated = self.repeats(cell, at);
        let mut lines = self.hung(&state(cell));
        for (place, clause) in cell.clauses.iter().enumerate() {
            if place > 0 && !is_repeated {
                lines.push(Line::default());
            }
            lines.extend(self.hung(&clause::label_under(clause, row.heading.as_deref())));
            if !is_repeated {
                lines.extend(self.body(clause));
            }
        }
        lines
    }

    fn body(&self, clause: &ClauseView) -> Vec<Line> {
        let text = (!clause.text.is_empty()).then(|| Phrase::new().lines(clause.text));
        let text = text.iter().flat_map(|text| self.cut(text));
        let terms = clause.terms.iter().map(clause::term);
        let positions = clause.positions.iter().map(clause::position);
        let values = terms
            .chain(positions)
            .flat_map(|value| self.hung(&bullet().join(value)));
        text.chain(values).collect()
    }

    /// True if the column before says the same, so that this one need not.
    fn repeats(&self, cell: &CellView, at: usize) -> bool {
        cell.state == State::Same && at > self.first && !self.all
    }

    /// What the reader must know of the columns.
    fn remarks(&self) -> Vec<String> {
        [self.legend(), self.left_out(), self.rows_left_out()]
            .into_iter()
            .flatten()
            .collect()
    }

    fn legend(&self) -> Option<String> {
        let mut cells = self
            .report
            .rows
            .iter()
            .flat_map(|row| row.cells.iter().enumerate());
        let is_repeated = |(at, cell): (usize, &Option<CellView>)| {
            cell.as_ref().is_some_and(|cell| self.repeats(cell, at))
        };
        cells.any(is_repeated).then(|| {
            let (sign, word) = (state_sign(State::Same), state_word(State::Same));
            format!("{sign} {word}: as in the column before (--all repeats the text)")
        })
    }

    fn left_out(&self) -> Option<String> {
        let (versions, left_out) = (&self.report.versions, &self.report.versions[..self.first]);
        let needed = versions.len() * (NARROWEST + COLUMN_GAP) - COLUMN_GAP;
        let named: Vec<String> = left_out.iter().map(VersionHead::named).collect();
        (!left_out.is_empty()).then(|| {
            format!(
                "no room for {}; --width {needed} shows all versions, and so does --format markdown",
                named.join(", ")
            )
        })
    }

    fn rows_left_out(&self) -> Option<String> {
        let rows = self
            .report
            .rows
            .iter()
            .filter(|row| !self.shows(row))
            .count();
        let stand = if rows == 1 {
            "row stands"
        } else {
            "rows stand"
        };
        (rows > 0).then(|| format!("{rows} {stand} only in versions for which there is no room"))
    }
}

/// Title, date and status, id: what stands over a column.
pub(super) fn head_lines(head: &VersionHead) -> [Phrase; 3] {
    [
        Phrase::new()
            .paint(Role::Heading, &head.title)
            .linked(Some(Link::file(&head.path))),
        Phrase::new().say(head.dated()),
        Phrase::new().paint(Role::Note, &head.name),
    ]
}

/// "Foreign bases · security/forces"; for want of a heading the label of its latest clause.
fn title(row: &Row) -> Phrase {
    let heading = match &row.heading {
        Some(heading) => Phrase::new().paint(Role::Heading, heading),
        None => latest(row).map(clause::label).unwrap_or_default(),
    };
    match &row.topic {
        Some(topic) => heading.say(" · ").paint(Role::Label, topic),
        None => heading,
    }
}

fn latest<'r, 'a>(row: &'r Row<'a>) -> Option<&'r ClauseView<'a>> {
    let mut cells = row.cells.iter().rev().flatten();
    cells.next().and_then(|cell| cell.clauses.first())
}

fn nothing(is_dropped: bool) -> Phrase {
    if is_dropped {
        Phrase::new().paint(Role::Deleted, "- dropped")
    } else {
        Phrase::new().paint(Role::Gutter, "-")
    }
}

/// "~ changed, moved, substantive".
fn state(cell: &CellView) -> Phrase {
    let phrase = Phrase::new().paint(state_role(cell.state), cell.title());
    let facets = cell.facets();
    let phrase = facets.fold(phrase, |phrase, facet| phrase.say(", ").say(facet));
    match cell.certainty() {
        Some(word) => phrase.say(", ").paint(Role::Uncertain, word),
        None => phrase,
    }
}

pub(super) fn state_role(state: State) -> Role {
    match state {
        State::Born => Role::Inserted,
        State::Same => Role::Note,
        State::Changed | State::Split | State::Merged => Role::Kind,
        State::Revived => Role::Moved,
    }
}

/// Before a value below a text, so that the two are not read as one.
fn bullet() -> Phrase {
    Phrase::new().paint(Role::Gutter, "· ")
}

/// How much of each earlier version stands in the last.
fn answer(paper: &mut Paper, report: &TableReport) {
    if report.carried_over.is_empty() {
        return;
    }
    paper.blank();
    paper.put(0, &Phrase::new().paint(Role::Heading, SAME_DEAL));
    for carried in &report.carried_over {
        paper.hang(2, 2, &Phrase::new().say(carried.sentence()));
        if let Some(judged) = carried.judged_sentence() {
            paper.hang(4, 2, &Phrase::new().say(judged));
        }
        if !carried.dropped.is_empty() {
            paper.hang(4, 2, &dropped(carried));
        }
    }
}

/// The widest share is "100 % / 100 %", with two spaces before it.
const SHARE: usize = 15;

/// What stands of each version in each later one: as a matrix where that finds room, else in sentences.
fn any_two(paper: &mut Paper, report: &TableReport) {
    if report.pairs.is_none() {
        return;
    }
    paper.blank();
    let versions = report.versions.len();
    let title = format!("{ANY_TWO} (clauses / words)");
    paper.put(0, &Phrase::new().paint(Role::Heading, title));
    let room = paper
        .width()
        .saturating_sub(SHARE * versions.saturating_sub(1));
    if room < NARROWEST {
        let sentences = report.pair_sentences();
        return sentences.for_each(|said| paper.hang(2, 2, &Phrase::new().say(said)));
    }
    let heads: String = (2..=versions).map(|at| format!("{at:>SHARE$}")).collect();
    paper.put(
        0,
        &Phrase::new().paint(Role::Note, format!("{}{heads}", " ".repeat(room))),
    );
    for (at, head) in report.versions.iter().enumerate() {
        let label = wrap(
            &Phrase::new().say(format!("{} {}", at + 1, head.called)),
            room,
            room,
        );
        let shares: String = (1..versions)
            .map(|after| report.pair(at, after).unwrap_or_default())
            .map(|share| format!("{share:>SHARE$}"))
            .collect();
        let first = label.first().map(|line| line.width()).unwrap_or(0);
        let pad = " ".repeat(room - first);
        let line = label.into_iter().next().unwrap_or_default();
        let line = Phrase::of(&line).say(format!("{pad}{shares}"));
        paper.put(0, &line);
    }
}

/// "dropped: 4.a Foreign bases, 7 Tolls".
fn dropped(carried: &Carried) -> Phrase {
    let labels: Vec<_> = carried.dropped.iter().map(ClauseView::label).collect();
    Phrase::new()
        .paint(Role::Deleted, "dropped:")
        .say(format!(" {}", labels.join(", ")))
}
