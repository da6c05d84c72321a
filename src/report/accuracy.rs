//! How accurate the engine is on marked documents.

use crate::accuracy::{Calibration, Case, Figures, Measured};
use crate::matching::{Mode, Score};
use crate::model::{Authors, Sides};

/// What the figures of the corpus that comes with the program are, and are not.
pub const OWN_CORPUS: &str = "\
How well clauses are paired in the marked documents that come with the program. P is the share of the pairs \
that the engine claims that a reader marked, R the share of the marked pairs that it claims, F1 their harmonic \
mean. The documents were written and marked by the authors of the program, each for a known hard case: the \
figures say how well it does on what they thought of, not how well it will do on yours.";

/// The figures of a set of cases.
#[derive(Clone, Debug, PartialEq)]
pub struct AccuracyReport {
    /// What was measured, and what the figures say.
    pub about: String,
    /// Each case, those of the same authors first, in the order given.
    pub cases: Vec<CaseRow>,
    /// By authors, those that have cases, then all.
    pub totals: Vec<TotalRow>,
    /// Confidence held against what is right, over all cases.
    pub calibration: Calibration,
}

/// One pair of documents.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseRow {
    /// Its name.
    pub name: String,
    /// Cases of one family share a subject.
    pub family: String,
    /// Who wrote the documents.
    pub authors: Authors,
    /// How the engine took them.
    pub taken_as: Mode,
    /// How many clauses each document has.
    pub clauses: Sides<usize>,
    /// The counts.
    pub figures: Figures,
}

/// Several cases together.
#[derive(Clone, Debug, PartialEq)]
pub struct TotalRow {
    /// Which.
    pub name: &'static str,
    /// How many.
    pub cases: usize,
    /// The counts of all their pairs.
    pub figures: Figures,
    /// The mean of F1 over the cases, so that a large one weighs no more than a small one.
    pub mean_f1: Score,
    /// How many the engine took for texts of different authors.
    pub taken_as_different: usize,
}

impl AccuracyReport {
    /// The figures of `measured`, each with its case.
    pub fn new(about: impl Into<String>, measured: &[(Case, Measured)]) -> Self {
        let mut cases: Vec<CaseRow> = measured.iter().map(CaseRow::new).collect();
        cases.sort_by_key(|row| row.authors == Authors::Different);
        let claims = measured.iter().flat_map(|(_, measured)| &measured.claims);
        Self {
            about: about.into(),
            totals: totals(&cases),
            cases,
            calibration: Calibration::of(claims),
        }
    }

    /// "5 of 7 cases by different authors were taken for such, and 0 of 28 others."
    pub fn authors_sentence(&self) -> String {
        let of = |authors| {
            let rows = self.cases.iter().filter(move |row| row.authors == authors);
            (
                rows.clone()
                    .filter(|row| row.is_taken_as_different())
                    .count(),
                rows.count(),
            )
        };
        let ((told, different), (mistaken, same)) = (of(Authors::Different), of(Authors::Same));
        format!(
            "{told} of {different} cases by different authors were taken for such, and {mistaken} of {same} others."
        )
    }
}

impl CaseRow {
    fn new((case, measured): &(Case, Measured)) -> Self {
        Self {
            name: case.name.clone(),
            family: case.family.clone(),
            authors: case.authors,
            taken_as: measured.mode,
            clauses: case.versions.as_ref().map(|version| version.clauses.len()),
            figures: measured.figures,
        }
    }

    fn is_taken_as_different(&self) -> bool {
        self.taken_as == Mode::DifferentAuthors
    }
}

fn totals(cases: &[CaseRow]) -> Vec<TotalRow> {
    let of = |authors| cases.iter().filter(move |row| row.authors == authors);
    let rows = [
        TotalRow::new("successive versions", of(Authors::Same)),
        TotalRow::new("different authors", of(Authors::Different)),
        TotalRow::new("all", cases.iter()),
    ];
    rows.into_iter().filter(|row| row.cases > 0).collect()
}

impl TotalRow {
    fn new<'c>(name: &'static str, cases: impl Iterator<Item = &'c CaseRow>) -> Self {
        let mut row = Self {
            name,
            cases: 0,
            figures: Figures::default(),
            mean_f1: Score::ZERO,
            taken_as_different: 0,
        };
        let mut f1 = 0;
        for case in cases {
            row.cases += 1;
            row.figures += case.figures;
            row.taken_as_different += usize::from(case.is_taken_as_different());
            f1 += case.figures.all().f1().unwrap_or(Score::ONE).millionths() as usize;
        }
        row.mean_f1 = Score::ratio(f1, row.cases * Score::ONE.millionths() as usize);
        row
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(authors: Authors, taken_as: Mode) -> CaseRow {
        CaseRow {
            name: "case".into(),
            family: "family".into(),
            authors,
            taken_as,
            clauses: Sides::new(1, 1),
            figures: Figures::default(),
        }
    }

    #[test]
    fn what_the_engine_took_texts_for_is_said_by_who_wrote_them() {
        let cases = vec![
            row(Authors::Different, Mode::DifferentAuthors),
            row(Authors::Different, Mode::Successive),
            row(Authors::Same, Mode::Successive),
        ];
        let report = AccuracyReport {
            about: String::new(),
            totals: totals(&cases),
            cases,
            calibration: Calibration::of([]),
        };
        assert_eq!(
            report.authors_sentence(),
            "1 of 2 cases by different authors were taken for such, and 0 of 1 others."
        );
        let names: Vec<_> = report.totals.iter().map(|row| row.name).collect();
        assert_eq!(names, ["successive versions", "different authors", "all"]);
    }
}
