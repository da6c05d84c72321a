//! `clausediff man`: one manual page for the program and all its commands.

use std::io;

use clap::{Command, CommandFactory};
use clap_mangen::Man;

use crate::cli::Verdict;
use crate::cli::args::Args;
use crate::cli::failure::Failure;
use crate::cli::ui::Ui;

/// Made from the definition of the arguments.
pub fn run(ui: &Ui) -> Result<Verdict, Failure> {
    let page = page().expect("writing to memory does not fail");
    ui.print(&String::from_utf8_lossy(&page), &[])?;
    Ok(Verdict::Done)
}

/// The page of the program, then a section for each command.
fn page() -> io::Result<Vec<u8>> {
    let program = Args::command();
    let mut page = Vec::new();
    Man::new(program.clone()).render(&mut page)?;
    for command in program.get_subcommands() {
        page.extend(section(command.clone())?);
    }
    Ok(page)
}

/// What a page of its own would say, its sections one level down. Text never begins with
/// the request that begins a section.
fn section(command: Command) -> io::Result<Vec<u8>> {
    let name = format!("clausediff {}", command.get_name());
    let title = format!(".SH \"{}\"\n", name.to_uppercase());
    let command = command.display_name(name.clone()).bin_name(name);
    let man = Man::new(command);
    let mut parts = Vec::new();
    man.render_synopsis_section(&mut parts)?;
    man.render_description_section(&mut parts)?;
    man.render_options_section(&mut parts)?;
    man.render_extra_section(&mut parts)?;
    let parts = String::from_utf8_lossy(&parts).replace("\n.SH ", "\n.SS ");
    let parts = parts
        .strip_prefix(".SH ")
        .map_or(parts.clone(), |rest| format!(".SS {rest}"));
    Ok((title + &parts).into_bytes())
}
