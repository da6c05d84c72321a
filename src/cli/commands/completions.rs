//! `clausediff completions`: a script for a shell.

use clap::CommandFactory;

use crate::cli::Verdict;
use crate::cli::args::{self, Args};
use crate::cli::failure::Failure;
use crate::cli::ui::Ui;

/// Made from the definition of the arguments.
pub fn run(args: &args::Completions, ui: &Ui) -> Result<Verdict, Failure> {
    let mut command = Args::command();
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, name, &mut script);
    ui.print(&String::from_utf8_lossy(&script), &[])?;
    Ok(Verdict::Done)
}
