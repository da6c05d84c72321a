//! `clausediff show`: one version, readable.

use clausediff::report::VersionReport;

use crate::cli::Verdict;
use crate::cli::args;
use crate::cli::failure::Failure;
use crate::cli::print;
use crate::cli::ui::Ui;
use crate::cli::versions::Reader;

/// Needs no other version.
pub fn run(args: &args::ShowVersion, reader: &mut Reader, ui: &Ui) -> Result<Verdict, Failure> {
    let held = reader.one(&args.version)?;
    let report = VersionReport::new(&held.version);
    ui.print(&print::version(&report, args.format, ui), reader.inputs())?;
    Ok(Verdict::Done)
}
