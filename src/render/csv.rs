//! Reports as comma-separated values for spreadsheets (RFC 4180, with line feeds, in UTF-8).
//!
//! A row for each change, or for each matter with columns for each version; below them, what a reader must
//! know stands in rows of its own whose first field is `remark`. A field that a spreadsheet would run as a
//! formula gets an apostrophe before it, which spreadsheets take for "this is text".

use csv::{Writer, WriterBuilder};

use crate::report::{
    ClauseView, DiffReport, Fact, Item, Row, TableReport, TermCell, TermRow, TermsReport,
    VersionHead, class_word, counts_sentence, kind_word, others_sentence,
};
use crate::text::visible::visible;

/// What changed between two versions.
pub fn diff(report: &DiffReport) -> String {
    let mut sheet = Sheet::new(&CHANGE);
    report.items().for_each(|item| sheet.row(&change(&item)));
    sheet.remark(&counts_sentence(&report.counts));
    sheet.remarks(report.guards.iter().filter_map(|guards| guards.sentence()));
    sheet.remarks(report.remarks());
    sheet.finish()
}

/// Versions side by side: of each, what became of the matter, its clauses and their texts; `others` are at
/// hand and not among them.
pub fn table(report: &TableReport, others: &[VersionHead]) -> String {
    let heads = heads(
        &["topic", "matter"],
        &report.versions,
        &["state", "clauses", "text"],
    );
    let mut sheet = Sheet::new(&heads);
    report.rows.iter().for_each(|row| sheet.row(&matter(row)));
    for carried in &report.carried_over {
        sheet.remark(&carried.sentence());
        sheet.remarks(carried.judged_sentence());
    }
    sheet.remarks(report.pair_sentences());
    sheet.remarks(report.remarks());
    sheet.remarks(others_sentence(others));
    sheet.finish()
}

/// Named terms over several versions: of each, the value and which way it went.
pub fn terms(report: &TermsReport, others: &[VersionHead]) -> String {
    let heads = heads(
        &["term", "party", "matter", "topic"],
        &report.versions,
        &["value", "change"],
    );
    let mut sheet = Sheet::new(&heads);
    for row in report.shown(true) {
        sheet.row(&term(row, "", &row.cells));
        for held in &row.positions {
            sheet.row(&term(row, held.party, &held.cells));
        }
    }
    sheet.remarks(report.remarks());
    sheet.remarks(others_sentence(others));
    sheet.finish()
}

const CHANGE: [&str; 16] = [
    "kind",
    "before",
    "after",
    "before_name",
    "after_name",
    "topic",
    "moved",
    "renumbered",
    "retitled",
    "class",
    "confidence",
    "uncertain",
    "findings",
    "judgements",
    "before_text",
    "after_text",
];

fn change(item: &Item) -> Vec<String> {
    let (before, after) = (&item.clauses.before, &item.clauses.after);
    let mut topics = before.iter().chain(after).filter_map(|clause| clause.topic);
    let topic = topics.next_back().unwrap_or_default();
    let sure = item.evidence.confidence;
    let sure = sure.map(|sure| format!("{:.2}", f64::from(sure.millionths()) / 1e6));
    vec![
        kind_word(item.kind).into(),
        item.ids.before.join("; "),
        item.ids.after.join("; "),
        names(before),
        names(after),
        topic.into(),
        yes(item.moved),
        yes(item.renumbered),
        yes(item.retitled),
        class_word(item.class).into(),
        sure.unwrap_or_default(),
        yes(item.uncertain),
        joined(item.facts().map(|fact: Fact| fact.sentence())),
        joined(item.judgements.iter().map(|judgement| judgement.title())),
        texts(before),
        texts(after),
    ]
}

fn yes(holds: bool) -> String {
    if holds { "yes" } else { "no" }.into()
}

fn joined(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join("; ")
}

fn names(clauses: &[ClauseView]) -> String {
    joined(clauses.iter().map(|clause| clause.label().into_owned()))
}

fn texts(clauses: &[ClauseView]) -> String {
    let texts: Vec<&str> = clauses.iter().map(|clause| clause.text).collect();
    texts.join("\n")
}

/// `first`, then each of `each` for every version.
fn heads(first: &[&str], versions: &[VersionHead], each: &[&str]) -> Vec<String> {
    let own = first.iter().map(ToString::to_string);
    let of_versions = versions
        .iter()
        .flat_map(|head| each.iter().map(|word| format!("{}: {word}", head.name)));
    own.chain(of_versions).collect()
}

fn matter(row: &Row) -> Vec<String> {
    let own = [&row.topic, &row.heading].map(|word| word.clone().unwrap_or_default());
    let cells = row
        .cells
        .iter()
        .enumerate()
        .flat_map(|(at, cell)| match cell {
            Some(cell) => [cell.said(), names(&cell.clauses), texts(&cell.clauses)],
            None if row.is_dropped_at(at) => ["dropped".into(), String::new(), String::new()],
            None => Default::default(),
        });
    own.into_iter().chain(cells).collect()
}

fn term(row: &TermRow, party: &str, cells: &[Option<TermCell>]) -> Vec<String> {
    let own = [row.title(), party.into()];
    let matter = [row.heading, row.topic].map(|word| word.unwrap_or_default().to_owned());
    let cells = cells.iter().flat_map(|cell| match cell {
        Some(cell) => {
            let value = cell.value.map(ToString::to_string);
            [value.unwrap_or_default(), cell.turned().unwrap_or_default()]
        }
        None => Default::default(),
    });
    own.into_iter().chain(matter).chain(cells).collect()
}

/// Rows of one length, each field made safe: the only way for text into a file.
struct Sheet {
    writer: Writer<Vec<u8>>,
    columns: usize,
}

impl Sheet {
    fn new<T: AsRef<str>>(heads: &[T]) -> Self {
        let mut sheet = Self {
            writer: WriterBuilder::new().from_writer(Vec::new()),
            columns: heads.len(),
        };
        sheet.row(heads);
        sheet
    }

    fn row<T: AsRef<str>>(&mut self, fields: &[T]) {
        let safe = fields.iter().map(|field| disarmed(field.as_ref()));
        self.writer
            .write_record(safe)
            .expect("rows are of one length, and memory takes all bytes");
    }

    fn remark(&mut self, said: &str) {
        let mut fields = vec![String::new(); self.columns];
        fields[0] = "remark".into();
        fields[1] = said.into();
        self.row(&fields);
    }

    fn remarks(&mut self, said: impl IntoIterator<Item = String>) {
        said.into_iter().for_each(|said| self.remark(&said));
    }

    fn finish(self) -> String {
        let bytes = self.writer.into_inner().expect("memory takes all bytes");
        String::from_utf8(bytes).expect("only text was written")
    }
}

/// Visible, with its line ends, and no formula. The signs are those that OWASP lists for CSV injection, with
/// their full-width forms.
fn disarmed(field: &str) -> String {
    let lines: Vec<_> = field.split('\n').map(visible).collect();
    let shown = lines.join("\n");
    let starts = ['=', '+', '-', '@', '\n', '＝', '＋', '－', '＠'];
    // Spreadsheets trim what they import, and the formula stands behind the spaces.
    match shown.trim_start_matches(' ').starts_with(starts) {
        true => format!("'{shown}"),
        false => shown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_disarmed() {
        for formula in [
            "=1+1",
            "+1",
            "-2+3",
            "@SUM(A1)",
            " =cmd|' /C calc'!A0",
            "\n=1",
            "＝1",
        ] {
            assert!(disarmed(formula).starts_with('\''), "{formula}");
        }
        assert_eq!(disarmed("at most 5-7"), "at most 5-7");
    }

    #[test]
    fn line_ends_stay_and_controls_are_seen() {
        assert_eq!(disarmed("a\nb\u{1b}"), "a\nb␛");
    }

    #[test]
    fn rows_are_of_one_length_and_quoted_where_they_need_it() {
        let mut sheet = Sheet::new(&["a", "b", "c"]);
        sheet.row(&["x, y", "say \"no\"", "two\nlines"]);
        sheet.remark("cut");
        let expected = "a,b,c\n\"x, y\",\"say \"\"no\"\"\",\"two\nlines\"\nremark,cut,\n";
        assert_eq!(sheet.finish(), expected);
    }
}
