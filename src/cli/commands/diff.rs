//! `clausediff diff`: what changed between two versions.

use std::mem::ManuallyDrop;

use clausediff::diff::Diff;
use clausediff::model::Sides;
use clausediff::report::{AccountReport, DeclaredReport, DiffReport, GuardsReport};

use crate::cli::Verdict;
use crate::cli::args;
use crate::cli::declared;
use crate::cli::failure::Failure;
use crate::cli::guards;
use crate::cli::links;
use crate::cli::print::{self, Look};
use crate::cli::settings::{Comparing, FileChoice};
use crate::cli::ui::Ui;
use crate::cli::versions::{Held, Reader};

/// Two versions, or both ends of a range.
fn named(args: &args::Diff, reader: &mut Reader) -> Result<Sides<Held>, Failure> {
    match &args.after {
        Some(after) => reader.pair(Sides::new(&args.before, after)),
        None => reader.ends(&args.before),
    }
}

/// Exits by every change, whatever the filter shows.
pub fn run(args: &args::Diff, reader: &mut Reader, ui: &Ui) -> Result<Verdict, Failure> {
    let comparing = Comparing::from(&args.comparison);
    comparing.fail_rule.check(args.declared.is_some())?;
    // The run ends with this command, and the system takes all memory back at once: to give
    // it back clause by clause would be a good part of the work on long versions.
    let held = ManuallyDrop::new(named(args, reader)?);
    comparing.note_unknown(&[&held.before.version, &held.after.version], ui);
    let links = links::in_use(&[&held.before, &held.after], &comparing.links, reader)?;
    let diff = ManuallyDrop::new(Diff::with(
        &held.before.version,
        &held.after.version,
        &links,
        &comparing.options,
    ));
    let format = args.comparison.format;
    let mut report = DiffReport::new(&diff, &comparing.filter);
    // Programs are told the order beside the changes.
    let is_sorted = args.order == args::Order::Reading && format != args::ComparisonFormat::Json;
    if is_sorted {
        report = report.for_reading();
    }
    report.account = args.account.then(|| AccountReport::new(&diff));
    if let Some(path) = &args.declared {
        let declarations = declared::read(path, diff.versions, reader)?;
        report.declared = Some(DeclaredReport::new(&diff, &declarations));
    }
    let choice = FileChoice::from(&args.guarding);
    let guards = guards::in_use(&[&held.before, &held.after], &choice, reader)?;
    if guards.is_none() && comparing.fail_rule.on_guards() {
        ui.note("there are no guards beside these versions; `--guards FILE` names some");
    }
    report.guards = guards.map(|guards| GuardsReport::new(&guards, &diff, args.guarding.as_of));
    let look = Look {
        all: args.comparison.all,
        view: args.view,
        fit: args.comparison.fit,
    };
    ui.print_by(
        |out| print::diff(&report, format, look, ui, out),
        reader.inputs(),
    )?;
    let has_undeclared = report
        .declared
        .as_ref()
        .is_some_and(DeclaredReport::has_undeclared);
    let has_broken = report.guards.as_ref().is_some_and(GuardsReport::fails);
    if comparing.fail_rule.on_guards() && has_broken {
        return Ok(Verdict::Found);
    }
    if comparing.fail_rule.on_undeclared() && has_undeclared {
        return Ok(Verdict::Found);
    }
    Ok(comparing.fail_rule.verdict([&*diff]))
}
