//! `clausediff blame`: which version brought in each word of one.

use std::ffi::OsStr;

use clausediff::lineage::Lineage;
use clausediff::model::Version;
use clausediff::model::version::in_order;
use clausediff::report::BlameReport;

use crate::cli::Verdict;
use crate::cli::args;
use crate::cli::failure::Failure;
use crate::cli::links;
use crate::cli::print;
use crate::cli::settings::{self, FileChoice};
use crate::cli::ui::Ui;
use crate::cli::versions::{Held, Reader};

/// The last of what the first name stands for; what is later than it is left out, and said.
pub fn run(args: &args::Blame, reader: &mut Reader, ui: &Ui) -> Result<Verdict, Failure> {
    let mut held = reader.all(&[args.version.as_os_str()])?;
    let Some(told) = held.last().cloned() else {
        return Err(Failure::usage(
            format!("`{}` stands for no version", args.version.to_string_lossy()),
            "name a version, or a range in which the file changed",
        ));
    };
    if !args.earlier.is_empty() {
        let names: Vec<&OsStr> = args.earlier.iter().map(AsRef::as_ref).collect();
        held.splice(0..0, reader.all(&names)?);
    } else if held.len() == 1 {
        held.splice(0..0, reader.beside(&told)?);
    }
    let is_told = |version: &Version| version.origin == told.version.origin;
    let mut versions: Vec<&Version> = Vec::new();
    for own in &held {
        if !versions
            .iter()
            .any(|known| known.origin == own.version.origin)
        {
            versions.push(&own.version);
        }
    }
    in_order(&mut versions, |version| version);
    let place = versions.iter().position(|version| is_told(version));
    let later = versions.split_off(place.map_or(versions.len(), |place| place + 1));
    if !later.is_empty() && !args.earlier.is_empty() {
        let named: Vec<&str> = later.iter().map(|version| version.id.as_str()).collect();
        ui.note(&format!("later, and left out: {}", named.join(", ")));
    }
    let all: Vec<&Held> = held.iter().collect();
    let links = links::in_use(&all, &FileChoice::from(&args.matching), reader)?;
    let options = settings::options(&args.matching);
    let lineage = Lineage::trace(&versions, &links, &options);
    let report = BlameReport::new(&lineage, &lineage.annotate());
    ui.print(&print::blame(&report, args.format, ui), reader.inputs())?;
    Ok(Verdict::Done)
}
