//! The figures of accuracy as they are printed.
//!
//! Shares are numbers from 0 to 1 with at most six places, null where there is nothing to
//! take a share of.

use serde::Serialize;

use super::wire::{Share, TOOL};
use crate::report::{self, AccuracyReport, Authors, CaseRow, Mode, Score, TotalRow, method_word};

/// The object of `clausediff.selftest/1`.
#[derive(Serialize)]
pub(super) struct Accuracy<'a> {
    schema: &'static str,
    tool: &'static str,
    about: &'a str,
    cases: Vec<Case<'a>>,
    totals: Vec<Total>,
    calibration: Calibration,
}

#[derive(Serialize)]
struct Case<'a> {
    name: &'a str,
    family: &'a str,
    authors: &'static str,
    taken_as: &'static str,
    clauses: [usize; 2],
    #[serde(flatten)]
    figures: Figures,
}

#[derive(Serialize)]
struct Total {
    name: &'static str,
    cases: usize,
    taken_as_different: usize,
    mean_f1: Share,
    #[serde(flatten)]
    figures: Figures,
}

/// All pairs, then the two kinds apart.
#[derive(Serialize)]
struct Figures {
    all: Tally,
    one_to_one: Tally,
    grouped: Tally,
}

#[derive(Serialize)]
struct Tally {
    marked: usize,
    found: usize,
    claimed: usize,
    right: usize,
    precision: Option<Share>,
    recall: Option<Share>,
    f1: Option<Share>,
}

/// `certain` by method; `guessed` by stated confidence, least first.
#[derive(Serialize)]
struct Calibration {
    certain: Vec<Bin>,
    guessed: Vec<Bin>,
    high: Bin,
    error: Option<Share>,
}

#[derive(Serialize)]
struct Bin {
    method: Option<&'static str>,
    pairs: usize,
    right: usize,
    stated: Option<Share>,
    share_right: Option<Share>,
}

impl<'a> Accuracy<'a> {
    pub(super) fn new(report: &'a AccuracyReport) -> Self {
        Self {
            schema: "clausediff.selftest/1",
            tool: TOOL,
            about: &report.about,
            cases: report.cases.iter().map(Case::new).collect(),
            totals: report.totals.iter().map(Total::new).collect(),
            calibration: Calibration::new(&report.calibration),
        }
    }
}

impl<'a> Case<'a> {
    fn new(row: &'a CaseRow) -> Self {
        Self {
            name: &row.name,
            family: &row.family,
            authors: match row.authors {
                Authors::Same => "same",
                Authors::Different => "different",
            },
            taken_as: match row.taken_as {
                Mode::Successive => "successive",
                Mode::DifferentAuthors => "different-authors",
            },
            clauses: [row.clauses.before, row.clauses.after],
            figures: Figures::new(row.figures),
        }
    }
}

impl Total {
    fn new(row: &TotalRow) -> Self {
        Self {
            name: row.name,
            cases: row.cases,
            taken_as_different: row.taken_as_different,
            mean_f1: row.mean_f1.into(),
            figures: Figures::new(row.figures),
        }
    }
}

impl Figures {
    fn new(figures: report::Figures) -> Self {
        Self {
            all: Tally::new(figures.all()),
            one_to_one: Tally::new(figures.one_to_one),
            grouped: Tally::new(figures.grouped),
        }
    }
}

impl Tally {
    fn new(tally: report::Tally) -> Self {
        Self {
            marked: tally.marked,
            found: tally.found,
            claimed: tally.claimed,
            right: tally.right,
            precision: tally.precision().map(Share::from),
            recall: tally.recall().map(Share::from),
            f1: tally.f1().map(Share::from),
        }
    }
}

impl Calibration {
    fn new(calibration: &report::Calibration) -> Self {
        let certain = calibration.certain.iter();
        let certain = certain.map(|(method, bin)| Bin::new(Some(method_word(*method)), *bin));
        let guessed = calibration.guessed.iter().map(|bin| Bin::new(None, *bin));
        Self {
            certain: certain.collect(),
            guessed: guessed.collect(),
            high: Bin::new(None, calibration.high),
            error: calibration.error.map(Share::from),
        }
    }
}

impl Bin {
    fn new(method: Option<&'static str>, bin: report::Bin) -> Self {
        let of_any = |share: Score| (bin.pairs > 0).then(|| Share::from(share));
        Self {
            method,
            pairs: bin.pairs,
            right: bin.right,
            stated: of_any(bin.stated()),
            share_right: of_any(bin.share_right()),
        }
    }
}
