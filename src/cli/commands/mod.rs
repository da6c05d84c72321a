//! One file for each command: what it reads, which calls of the library it makes.

mod blame;
mod check;
mod completions;
mod diff;
mod explain;
mod fmt;
mod git;
mod github;
mod history;
mod list;
mod man;
mod merge_driver;
mod review;
mod schema;
mod selftest;
mod show;
mod table;

use clausediff::load::Limits;

use super::Verdict;
use super::args::{Args, Command};
use super::failure::Failure;
use super::ui::Ui;
use super::versions::Reader;
use table::Wanted;

/// Runs what was asked for; without a command, the table of what is at hand.
pub fn run(args: &Args, ui: &Ui) -> Result<Verdict, Failure> {
    let mut reader = Reader::new(ui, Limits::from(&args.limits));
    match &args.command {
        None => table::at_hand(&args.bare, Wanted::default(), &mut reader, ui),
        Some(Command::Diff(args)) => diff::run(args, &mut reader, ui),
        Some(Command::Table(args)) => table::run(args, &mut reader, ui),
        Some(Command::List(args)) => list::run(args, &mut reader, ui),
        Some(Command::Show(args)) => show::run(args, &mut reader, ui),
        Some(Command::History(args)) => history::run(args, &mut reader, ui),
        Some(Command::Blame(args)) => blame::run(args, &mut reader, ui),
        Some(Command::Explain(args)) => explain::run(args, &mut reader, ui),
        Some(Command::Check(args)) => check::run(args, &mut reader, ui),
        Some(Command::Fmt(args)) => fmt::run(args, &reader, ui),
        Some(Command::Git(args)) => git::run(args, &reader, ui),
        Some(Command::Review(args)) => review::run(args, &reader, ui),
        Some(Command::Github(args)) => github::run(args, &reader, ui),
        Some(Command::Schema(args)) => schema::run(args, ui),
        Some(Command::Selftest(args)) => selftest::run(args, ui),
        Some(Command::Completions(args)) => completions::run(args, ui),
        Some(Command::Man(_)) => man::run(ui),
    }
}
