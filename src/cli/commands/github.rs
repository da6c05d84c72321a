//! `clausediff github`: what a workflow asks, so that it needs no logic of its own.

use clausediff::forge::{self, Looked};

use crate::cli::Verdict;
use crate::cli::args::{self, GithubCommand};
use crate::cli::failure::Failure;
use crate::cli::ui::Ui;
use crate::cli::versions::Reader;

/// Prints one line.
pub fn run(args: &args::Github, reader: &Reader, ui: &Ui) -> Result<Verdict, Failure> {
    let input = reader.stdin_bytes()?;
    let line = match &args.command {
        GithubCommand::Sticky { marker, author } => {
            let looked = forge::sticky(&input, marker, author).map_err(no_list)?;
            word(looked, |id| id.to_string())
        }
        GithubCommand::Pull { head } => {
            let looked = forge::pull(&input, head).map_err(no_list)?;
            word(looked, |pull| format!("{} {}", pull.number, pull.base))
        }
        GithubCommand::Body => forge::body(&String::from_utf8_lossy(&input)),
    };
    ui.print(&line, reader.inputs())?;
    Ok(Verdict::Done)
}

fn word<T>(looked: Looked<T>, found: impl FnOnce(T) -> String) -> String {
    let word = match looked {
        Looked::Found(value) => found(value),
        Looked::More => "more".to_owned(),
        Looked::Nowhere => "none".to_owned(),
    };
    format!("{word}\n")
}

fn no_list(error: serde_json::Error) -> Failure {
    Failure::usage(
        format!("standard input is no list of GitHub's interface: {error}"),
        "give the answer to the question as it came",
    )
}
