//! `clausediff git`: git shows clauses where it showed lines.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::Path;

use clausediff::diff::Diff;
use clausediff::git::{DRIVER, Repository};
use clausediff::load;
use clausediff::model::Version;
use clausediff::report::{DiffReport, Filter};
use clausediff::text::visible::visible;
use similar::TextDiff;

use crate::cli::Verdict;
use crate::cli::args::{self, ComparisonFormat};
use crate::cli::failure::Failure;
use crate::cli::output::Out;
use crate::cli::print::{self, Look};
use crate::cli::ui::Ui;
use crate::cli::versions::Reader;

/// The file in place of one that is not there.
const NOTHING: &str = "/dev/null";

/// The files of proposals, where nobody says otherwise.
const PATTERN: &str = "proposals/**/*.toml";

/// Sets up, takes out, tells, or is the driver.
pub fn run(args: &args::Git, reader: &Reader, ui: &Ui) -> Result<Verdict, Failure> {
    match &args.command {
        args::GitCommand::Install(args) => install(args, ui),
        args::GitCommand::Uninstall => uninstall(ui),
        args::GitCommand::Status => status(ui),
        args::GitCommand::DiffDriver { words } => driver(words, reader, ui),
    }
}

fn install(args: &args::GitInstall, ui: &Ui) -> Result<Verdict, Failure> {
    let patterns: Vec<&str> = args.patterns.iter().map(String::as_str).collect();
    let patterns = if patterns.is_empty() {
        vec![PATTERN]
    } else {
        patterns
    };
    Repository::around(Path::new("."))?.install(&command(), &patterns)?;
    let shown = patterns.join(", ");
    ui.remark(&format!(
        "git diff compares clauses in {shown}; `git log -p` and `git show` do with --ext-diff"
    ));
    ui.remark("`clausediff git uninstall` takes it out again");
    Ok(Verdict::Done)
}

fn uninstall(ui: &Ui) -> Result<Verdict, Failure> {
    let was_there = Repository::around(Path::new("."))?.uninstall()?;
    ui.remark(match was_there {
        true => "git compares lines again",
        false => "there was nothing to take out",
    });
    Ok(Verdict::Done)
}

/// What git runs: this program, by its place, so that it is the same one whatever the path says.
fn command() -> String {
    let program =
        env::current_exe().map_or_else(|_| "clausediff".into(), |path| path.display().to_string());
    let quoted = program.replace('\'', r"'\''");
    format!("'{quoted}' git diff-driver")
}

/// A doctor: each thing that must hold, whether it does, and what mends it.
fn status(ui: &Ui) -> Result<Verdict, Failure> {
    let repository = Repository::around(Path::new("."))?;
    let setup = repository.setup()?;
    let mut lines = Vec::new();
    let mut is_well = true;
    let mut line = |is_so: bool, so: String, mend: &str| {
        is_well &= is_so;
        let sign = if is_so { "ok" } else { "no" };
        let mend = if is_so {
            String::new()
        } else {
            format!("; {mend}")
        };
        lines.push(format!("{sign}  {so}{mend}\n"));
    };
    let mend = "run `clausediff git install`";
    let set = match &setup.command {
        Some(command) => format!("the driver runs {}", visible(command)),
        None => "no driver is set".to_owned(),
    };
    line(setup.command.is_some(), set, mend);
    let is_this = setup.command.as_deref() == Some(&command());
    if setup.command.is_some() {
        line(is_this, "the driver is this program".to_owned(), mend);
    }
    let patterns = setup.patterns.unwrap_or_default();
    let files = match patterns.is_empty() {
        true => "no files are named in info/attributes".to_owned(),
        false => format!("files: {}", visible(&patterns.join(", "))),
    };
    line(!patterns.is_empty(), files, mend);
    let example = OsStr::new("proposals/accord.toml");
    let used = repository.driver_of(example)?;
    let told = match &used {
        Some(name) => format!(
            "proposals/accord.toml would be compared by `{}`",
            visible(name)
        ),
        None => "proposals/accord.toml would be compared by lines".to_owned(),
    };
    line(
        used.as_deref() == Some(DRIVER),
        told,
        "name its folder: `clausediff git install PATTERN`",
    );
    ui.print(&lines.concat(), &[])?;
    Ok(if is_well {
        Verdict::Done
    } else {
        Verdict::Found
    })
}

/// One side of what git asks to compare.
struct Side {
    /// `a/port.toml`.
    name: String,
    bytes: Option<Vec<u8>>,
}

/// Compares two files that git has laid out; never fails for what they hold, or git would stop.
fn driver(words: &[OsString], reader: &Reader, ui: &Ui) -> Result<Verdict, Failure> {
    let [path, rest @ ..] = words else {
        return Err(Failure::usage(
            "git names no file",
            "this command is for git",
        ));
    };
    let path = path.to_string_lossy();
    if rest.is_empty() {
        ui.print(&format!("unmerged: {}\n", visible(&path)), &[])?;
        return Ok(Verdict::Done);
    }
    let [old, _, old_mode, new, _, new_mode, more @ ..] = rest else {
        return Err(Failure::usage(
            "git names only one file",
            "this command is for git",
        ));
    };
    let new_path = more
        .first()
        .map_or(path.clone(), |path| path.to_string_lossy());
    let before = side("a", &path, old)?;
    let after = side("b", &new_path, new)?;
    let mut head = format!(
        "diff --{DRIVER} {} {}\n",
        visible(&before.name),
        visible(&after.name)
    );
    if old != NOTHING && new != NOTHING && old_mode != new_mode {
        let [old, new] = [old_mode, new_mode].map(|mode| mode.to_string_lossy());
        head += &format!("mode {} becomes {}\n", visible(&old), visible(&new));
    }
    if let Some(about) = more.get(1) {
        let about = about.to_string_lossy();
        about
            .lines()
            .for_each(|line| head += &format!("{}\n", visible(line)));
    }
    let limits = reader.limits();
    let version = |side: &Side| {
        let bytes = side.bytes.as_ref()?;
        let loaded = load::version_from(&side.name, bytes, limits).ok()?;
        Some(loaded.value)
    };
    let shown = |out: &mut Out| -> std::io::Result<()> {
        use std::io::Write as _;
        out.write_all(head.as_bytes())?;
        let versions = match (version(&before), version(&after)) {
            (Some(before), Some(after)) => Some((before, after)),
            (None, Some(after)) if before.bytes.is_none() => Some((emptied(&after), after)),
            (Some(before), None) if after.bytes.is_none() => {
                let none = emptied(&before);
                Some((before, none))
            }
            _ => None,
        };
        let Some((old, new)) = versions else {
            return out.write_all(lines(&before, &after).as_bytes());
        };
        let diff = Diff::between(&old, &new);
        let report = DiffReport::new(&diff, &Filter::default());
        print::diff(
            &report,
            ComparisonFormat::Terminal,
            Look::default(),
            ui,
            out,
        )?;
        out.write_all(b"\n")
    };
    ui.print_by(shown, &[])?;
    Ok(Verdict::Done)
}

fn side(letter: &str, path: &str, file: &OsStr) -> Result<Side, Failure> {
    if file == NOTHING {
        return Ok(Side {
            name: NOTHING.to_owned(),
            bytes: None,
        });
    }
    let bytes = fs::read(file).map_err(|cause| Failure::Read {
        path: file.into(),
        cause,
    })?;
    Ok(Side {
        name: format!("{letter}/{path}"),
        bytes: Some(bytes),
    })
}

/// The version that a file is before it is there.
fn emptied(version: &Version) -> Version {
    let mut none = version.clone();
    none.clauses.clear();
    none.origin.path = NOTHING.to_owned();
    none.origin.sha256.clear();
    none
}

/// What is no proposal, or one with errors, line by line.
fn lines(before: &Side, after: &Side) -> String {
    let text = |side: &Side| {
        let bytes = side.bytes.as_deref().unwrap_or_default();
        String::from_utf8_lossy(bytes).into_owned()
    };
    let (old, new) = (text(before), text(after));
    let diff = TextDiff::from_lines(&old, &new);
    let mut unified = diff.unified_diff();
    let shown = unified.header(&before.name, &after.name).to_string();
    let shown: String = shown
        .lines()
        .map(|line| format!("{}\n", visible(line)))
        .collect();
    format!("not two sound versions of a proposal, so lines are compared\n{shown}")
}
