//! `clausediff selftest`: how accurate the engine is on the corpus that comes with it.

use clausediff::accuracy::{self, Case};
use clausediff::load;
use clausediff::matching;
use clausediff::model::Links;
use clausediff::report::{AccuracyReport, OWN_CORPUS};

use crate::cli::Verdict;
use crate::cli::args;
use crate::cli::failure::Failure;
use crate::cli::print;
use crate::cli::ui::Ui;

/// With the options that every comparison has by default; reads no file.
pub fn run(args: &args::Selftest, ui: &Ui) -> Result<Verdict, Failure> {
    let options = matching::Options::default();
    let cases = load::corpus().iter().map(|bundled| {
        let (versions, gold) = bundled.read();
        Case::new(bundled.name, versions, &gold).expect("the marks name clauses of the corpus")
    });
    let measured = cases.map(|case| {
        let versions = case.versions.as_ref();
        let links = Links::default();
        let matching = matching::pair(versions.before, versions.after, &links, &options);
        let measured = accuracy::measure(&case, &matching);
        (case, measured)
    });
    let report = AccuracyReport::new(OWN_CORPUS, &measured.collect::<Vec<_>>());
    ui.print(&print::accuracy(&report, args.format, ui), &[])?;
    Ok(Verdict::Done)
}
