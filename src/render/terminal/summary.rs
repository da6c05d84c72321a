//! Counts as bars.

use super::change::kind_role;
use super::diff::{audit, head, read_first, remarks};
use super::paper::Paper;
use super::phrase::Phrase;
use crate::render::style::Role;
use crate::report::{Counts, DiffReport, Kind, kind_sign, kind_word};

/// Width of the words, the longest of which are `substantive` and `renumbered`.
const WORDS: usize = 11;

/// A head, a bar for each kind, facet and weight that occurs, and what else the reader
/// must know.
pub(super) fn summary(paper: &mut Paper, report: &DiffReport) {
    if report.is_audit() {
        return audit(paper, report, true);
    }
    head(paper, report);
    let scale = Scale::new(&report.counts, paper.width());
    for group in [
        kinds(&report.counts),
        facets(&report.counts),
        weights(&report.counts),
    ] {
        paper.blank();
        let occurring = group.into_iter().filter(|bar| bar.count > 0);
        occurring.for_each(|bar| paper.put(0, &scale.line(&bar)));
    }
    read_first(paper, report);
    paper.blank();
    remarks(paper, &report.remarks());
}

/// One line of the view.
struct Bar {
    word: &'static str,
    sign: &'static str,
    role: Role,
    count: usize,
}

fn kinds(counts: &Counts) -> Vec<Bar> {
    let kinds = [
        (Kind::Unchanged, counts.unchanged),
        (Kind::Changed, counts.changed),
        (Kind::Split, counts.split),
        (Kind::Merged, counts.merged),
        (Kind::Added, counts.added),
        (Kind::Dropped, counts.dropped),
    ];
    let bar = |(kind, count)| Bar {
        word: kind_word(kind),
        sign: kind_sign(kind),
        role: kind_role(kind),
        count,
    };
    kinds.into_iter().map(bar).collect()
}

fn facets(counts: &Counts) -> Vec<Bar> {
    let facets = [
        ("moved", counts.moved),
        ("renumbered", counts.renumbered),
        ("retitled", counts.retitled),
    ];
    bars(&facets, Role::Moved)
}

fn weights(counts: &Counts) -> Vec<Bar> {
    let mut bars = bars(&[("substantive", counts.substantive)], Role::Substantive);
    bars.extend(self::bars(
        &[("uncertain", counts.uncertain)],
        Role::Uncertain,
    ));
    bars
}

/// Bars of what has no sign of its own.
fn bars(counts: &[(&'static str, usize)], role: Role) -> Vec<Bar> {
    let bar = |&(word, count)| Bar {
        word,
        sign: "#",
        role,
        count,
    };
    counts.iter().map(bar).collect()
}

/// How long a bar is.
struct Scale {
    digits: usize,
    longest: usize,
    largest: usize,
}

impl Scale {
    /// One sign for each change, fewer where the longest bar would not fit.
    fn new(counts: &Counts, width: usize) -> Self {
        let all = [kinds(counts), facets(counts), weights(counts)];
        let largest = all.iter().flatten().map(|bar| bar.count).max().unwrap_or(0);
        let digits = largest.to_string().len();
        Self {
            digits,
            longest: width.saturating_sub(WORDS + digits + 3).min(largest),
            largest,
        }
    }

    fn line(&self, bar: &Bar) -> Phrase {
        let Bar {
            word,
            sign,
            role,
            count,
        } = bar;
        let digits = self.digits;
        Phrase::new()
            .say(format!("{word:<WORDS$} {count:>digits$}  "))
            .paint(*role, sign.repeat(self.length(*count)))
    }

    /// At least one sign for what occurs.
    fn length(&self, count: usize) -> usize {
        (count * self.longest)
            .checked_div(self.largest)
            .unwrap_or(0)
            .max(usize::from(count > 0))
    }
}
