//! `clausediff review`: what a set of changes does to all proposals that it touches.

use std::ffi::OsStr;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use clausediff::git::Repository;
use clausediff::model::Sides;
use clausediff::report::{Filter, GuardsReport, ReviewReport};

use crate::cli::Verdict;
use crate::cli::args::{self, ReviewFormat};
use crate::cli::changeset::{self, Changeset, TouchedFile};
use crate::cli::failure::Failure;
use crate::cli::folders::folders_of;
use crate::cli::output::Input;
use crate::cli::print::{self, Look};
use crate::cli::settings::{self, FailRule, FileChoice};
use crate::cli::states::States;
use crate::cli::ui::Ui;
use crate::cli::versions::Reader;

/// What is reviewed where nothing is said: the branch that the remote is on.
const UPSTREAM: &str = "origin/HEAD";

/// Goes on after what cannot be read and says it, also by the exit code.
pub fn run(args: &args::Review, reader: &Reader, ui: &Ui) -> Result<Verdict, Failure> {
    let fail_rule = FailRule::from(&args.exit);
    fail_rule.check(false)?;
    let Asked {
        subject,
        mut states,
        inputs,
    } = asked(args, reader)?;
    let links = FileChoice::from(&args.matching);
    let guards = FileChoice::from(&args.guarding);
    let changes = Changeset::read(&mut states, &args.paths, (&links, &guards), reader.limits())?;
    // The system takes all memory back at once when the run ends.
    let changes = ManuallyDrop::new(changes);
    let options = settings::options(&args.matching);
    let files = &changes.files;
    let diffs = ManuallyDrop::new(changeset::diffs(files, &options));
    let both = files.iter().zip(diffs.iter());
    let touched: Vec<_> = both
        .map(|(file, diff)| file.touched(diff.as_ref(), args.guarding.as_of))
        .collect();
    let filter = Filter::from(&args.filters);
    let report = ReviewReport::new(&subject, &touched, changes.others, &filter);
    if !(report.is_empty() && args.silent_if_unchanged && is_for_people(args.format)) {
        let look = Look {
            all: args.all,
            view: args.view,
            fit: Some(args.fit),
        };
        ui.print_by(
            |out| print::review(&report, args.format, &args.marker, look, ui, out),
            &inputs,
        )?;
    }
    for failure in &changes.unused {
        ui.failure(failure);
    }
    if !changes.unused.is_empty() || files.iter().any(TouchedFile::is_unread) {
        return Ok(Verdict::Unread);
    }
    let has_broken = touched
        .iter()
        .any(|file| file.guards.as_ref().is_some_and(GuardsReport::fails));
    if fail_rule.on_guards() && has_broken {
        return Ok(Verdict::Found);
    }
    Ok(fail_rule.verdict(diffs.iter().flatten()))
}

/// What was asked for.
struct Asked {
    subject: String,
    states: States,
    inputs: Vec<Input>,
}

fn asked(args: &args::Review, reader: &Reader) -> Result<Asked, Failure> {
    let limits = reader.limits();
    let of_git = |subject: &OsStr, states| Asked {
        subject: subject.to_string_lossy().into_owned(),
        states,
        inputs: Vec::new(),
    };
    Ok(match args.what.as_slice() {
        [] if args.staged => of_git(OsStr::new("what is staged"), States::staged(limits)?),
        [] => {
            let range = OsStr::new(upstream()?);
            of_git(range, States::revisions(range, limits)?)
        }
        [range] => of_git(range, States::revisions(range, limits)?),
        [before, after] => folders(before, after, reader)?,
        _ => unreachable!("the arguments allow two names at most"),
    })
}

/// The range that is meant where none is named.
fn upstream() -> Result<&'static str, Failure> {
    let there = Repository::around(Path::new("."))?.object(OsStr::new(UPSTREAM));
    there.map(|_| UPSTREAM).map_err(|_| {
        Failure::usage(
            format!("there is no `{UPSTREAM}` to compare with"),
            "name what to review, such as `main...HEAD`, or `--staged`",
        )
    })
}

fn folders(before: &OsStr, after: &OsStr, reader: &Reader) -> Result<Asked, Failure> {
    let folders = Sides::new(PathBuf::from(before), PathBuf::from(after));
    for folder in [&folders.before, &folders.after] {
        if !folder.is_dir() {
            return Err(Failure::usage(
                format!("`{}` is no folder", folder.display()),
                "two names are those of folders; revisions are named as `BASE..HEAD`",
            ));
        }
    }
    let all = [&folders.before, &folders.after].into_iter();
    let inputs = all.flat_map(|root| folders_of(root)).map(Input::Folder);
    let Sides { before, after } = folders.as_ref().map(|folder| folder.display());
    Ok(Asked {
        subject: format!("{before} and {after}"),
        inputs: inputs.collect(),
        states: States::folders(folders, reader.limits()),
    })
}

/// Others are read by programs, which want the empty form.
fn is_for_people(format: ReviewFormat) -> bool {
    matches!(format, ReviewFormat::Terminal | ReviewFormat::Markdown)
}
