//! The command line: arguments and environment to calls of the library.
//!
//! [`args`] is what was typed, [`settings`] what it means for the library, [`versions`]
//! and [`links`] find and load what was named, [`commands`] call the library, [`mod@print`]
//! hands reports to the renderer of the format, and [`ui`] writes. Everything that goes
//! wrong is a [`failure::Failure`]. Only the public API of the library is used here, and
//! no decision about proposals is made.

mod args;
mod asked;
mod at_hand;
mod changeset;
mod commands;
mod declared;
mod failure;
mod folders;
mod guards;
mod links;
mod memory;
mod output;
mod pager;
mod print;
mod progress;
mod revisions;
mod settings;
mod states;
mod ui;
mod versions;

use std::ffi::OsString;
use std::process::ExitCode;

use ui::{Environment, Ui};

/// How a run ended, if it was not cut short by a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    /// All was done.
    Done,
    /// All was done, and something was found that the user asked to be told by exit code.
    Found,
    /// Something that was asked for could not be read; it has been said.
    Unread,
}

/// Runs the program; nothing else reads the environment or writes.
pub fn run(words: Vec<OsString>) -> ExitCode {
    memory::keep_freed();
    let environment = Environment::read();
    let args = match args::parse(&words) {
        Ok(args) => args,
        Err(error) => return ui::show_usage(&error, &words, &environment),
    };
    let ui = Ui::new(&args.output, &environment);
    let verdict = commands::run(&args, &ui).unwrap_or_else(|failure| {
        ui.failure(&failure);
        Verdict::Unread
    });
    ExitCode::from(match verdict {
        Verdict::Done => 0,
        Verdict::Found => 1,
        Verdict::Unread => 2,
    })
}
