//! `clausediff git`: git shows clauses where it showed lines.

use std::borrow::Cow;
use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use clausediff::diff::Diff;
use clausediff::git::{Commands, DRIVER, Repository, Scope};
use clausediff::load::{self, Limits};
use clausediff::merge::Three;
use clausediff::model::{Sides, Version};
use clausediff::render::markdown;
use clausediff::report::{DiffReport, Filter, VersionReport};
use clausediff::text::visible::visible;

use super::merge_driver;
use crate::cli::Verdict;
use crate::cli::args::{self, ComparisonFormat};
use crate::cli::failure::Failure;
use crate::cli::output::Out;
use crate::cli::print::{self, Look};
use crate::cli::ui::Ui;
use crate::cli::versions::Reader;

/// The file in place of one that is not there.
const NOTHING: &str = "/dev/null";

/// Sets up, takes out, tells, or is the driver.
pub fn run(args: &args::Git, reader: &Reader, ui: &Ui) -> Result<Verdict, Failure> {
    match &args.command {
        args::GitCommand::Install(args) => install(args, ui),
        args::GitCommand::Uninstall { user } => uninstall(scope(*user), ui),
        args::GitCommand::Textconv { file } => textconv(file, reader, ui),
        args::GitCommand::Status => status(ui),
        args::GitCommand::DiffDriver { words } => driver(words, reader, ui),
        args::GitCommand::MergeDriver {
            mark,
            base,
            ours,
            theirs,
            name,
        } => {
            let paths = Three { base, ours, theirs }.map(PathBuf::as_path);
            let name = name.as_deref().unwrap_or(ours.as_os_str());
            merge_driver::run(paths, *mark, name, reader, ui)
        }
    }
}

fn install(args: &args::GitInstall, ui: &Ui) -> Result<Verdict, Failure> {
    let scope = scope(args.user);
    let mut commands = commands();
    if !args.textconv {
        commands.text = None;
    }
    repository(scope)?.install(scope, &commands, &args.patterns)?;
    let shown = args.patterns.join(", ");
    ui.remark(&format!(
        "git diff compares and git merge merges clauses in {shown}; `git log -p` and `git show` compare them with --ext-diff"
    ));
    ui.remark("`git difftool -t clausediff` compares clauses, too");
    ui.remark(match scope {
        Scope::Repository => "`clausediff git uninstall` takes it out again",
        Scope::User => "`clausediff git uninstall --user` takes it out again",
    });
    Ok(Verdict::Done)
}

fn scope(is_of_user: bool) -> Scope {
    match is_of_user {
        true => Scope::User,
        false => Scope::Repository,
    }
}

/// The settings of the user need none.
fn repository(scope: Scope) -> Result<Repository, Failure> {
    Ok(match scope {
        Scope::Repository => Repository::around(Path::new("."))?,
        Scope::User => Repository::perhaps_around(Path::new(".")),
    })
}

fn uninstall(scope: Scope, ui: &Ui) -> Result<Verdict, Failure> {
    let was_there = repository(scope)?.uninstall(scope)?;
    ui.remark(match was_there {
        true => "git compares and merges lines again",
        false => "there was nothing to take out",
    });
    Ok(Verdict::Done)
}

/// What git runs: this program, by its place, so that it is the same one whatever the path says.
fn commands() -> Commands {
    let program =
        env::current_exe().map_or_else(|_| "clausediff".into(), |path| path.display().to_string());
    let quoted = program.replace('\'', r"'\''");
    Commands {
        diff: format!("'{quoted}' git diff-driver"),
        // As of a driver: the name, then of each side the file, its hash and its mode, which are not told.
        tool: format!("'{quoted}' git diff-driver \"$MERGED\" \"$LOCAL\" . . \"$REMOTE\" . ."),
        text: Some(format!("'{quoted}' git textconv")),
        merge: format!("'{quoted}' git merge-driver %L %O %A %B %P"),
    }
}

/// The version as it is shown in Markdown, a line for each paragraph; any other file as it is.
fn textconv(file: &Path, reader: &Reader, ui: &Ui) -> Result<Verdict, Failure> {
    let bytes = fs::read(file).map_err(|cause| Failure::Read {
        path: file.to_owned(),
        cause,
    })?;
    let name = file.display().to_string();
    ui.print_by(
        |out| match load::version_from(&name, &bytes, reader.limits()) {
            Ok(loaded) => {
                let report = VersionReport::new(&loaded.value);
                out.write_all(markdown::version(&report).as_bytes())
            }
            Err(_) => out.write_all(&bytes),
        },
        &[],
    )?;
    Ok(Verdict::Done)
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
    let own = commands();
    for (verb, command, own) in [
        ("compares", &setup.diff, &own.diff),
        ("merges", &setup.merge, &own.merge),
    ] {
        let set = match command {
            Some(command) => format!("the driver that {verb} runs {}", visible(command)),
            None => format!("no driver that {verb} is set"),
        };
        line(command.is_some(), set, mend);
        if command.is_some() {
            let is_this = command.as_ref() == Some(own);
            line(
                is_this,
                format!("the driver that {verb} is this program"),
                mend,
            );
        }
    }
    let files = match setup.patterns.is_empty() {
        true => "no files are named in info/attributes".to_owned(),
        false => format!("files: {}", visible(&setup.patterns.join(", "))),
    };
    line(!setup.patterns.is_empty(), files, mend);
    let example = OsStr::new("proposals/accord.toml");
    let used = repository.drivers_of(example)?;
    for (verb, used) in ["compared", "merged"].into_iter().zip(used) {
        let by = used
            .as_ref()
            .map_or("lines".into(), |name| format!("`{}`", visible(name)));
        line(
            used.as_deref() == Some(DRIVER),
            format!("proposals/accord.toml would be {verb} by {by}"),
            "name its folder: `clausediff git install PATTERN`",
        );
    }
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
    let named: Vec<_> = words.iter().map(|word| word.to_string_lossy()).collect();
    let head = match named.as_slice() {
        [path] => {
            ui.print(&format!("unmerged: {}\n", visible(path)), &[])?;
            return Ok(Verdict::Done);
        }
        [_, _, _, _, _, _, _, ..] => head(&named),
        _ => {
            let message = "git names one file with one word, or two with seven or nine";
            return Err(Failure::usage(message, "this command is for git"));
        }
    };
    let sides = Sides::new(
        side("a", &named[0], &words[1])?,
        side("b", named.get(7).unwrap_or(&named[0]), &words[4])?,
    );
    let names = sides.as_ref().map(|side| visible(&side.name));
    let head = format!("diff --{DRIVER} {} {}\n{head}", names.before, names.after);
    ui.print_by(
        |out| {
            out.write_all(head.as_bytes())?;
            match versions(&sides, reader.limits()) {
                Some(versions) => clauses(&versions, ui, out),
                None => out.write_all(lines(&sides).as_bytes()),
            }
        },
        &[],
    )?;
    Ok(Verdict::Done)
}

/// A new mode, and what git says about a new name.
fn head(named: &[Cow<'_, str>]) -> String {
    let [old, new] = [&named[1], &named[4]];
    let [old_mode, new_mode] = [&named[3], &named[6]].map(|mode| visible(mode));
    let is_new_mode = old != NOTHING && new != NOTHING && old_mode != new_mode;
    let mode = is_new_mode.then(|| format!("mode {old_mode} becomes {new_mode}\n"));
    let about = named.get(8).into_iter().flat_map(|about| about.lines());
    let about = about.map(|line| format!("{}\n", visible(line)));
    mode.into_iter().chain(about).collect()
}

/// The versions that the files are, if both are sound; a file that is not there is one without clauses.
fn versions(sides: &Sides<Side>, limits: &Limits) -> Option<Sides<Version>> {
    let version = |side: &Side| {
        let bytes = side.bytes.as_ref()?;
        let loaded = load::version_from(&side.name, bytes, limits).ok()?;
        Some(loaded.value)
    };
    let is_there = sides.as_ref().map(|side| side.bytes.is_some());
    match (version(&sides.before), version(&sides.after)) {
        (Some(before), Some(after)) => Some(Sides::new(before, after)),
        (None, Some(after)) if !is_there.before => Some(Sides::new(emptied(&after), after)),
        (Some(before), None) if !is_there.after => {
            let after = emptied(&before);
            Some(Sides::new(before, after))
        }
        _ => None,
    }
}

fn clauses(versions: &Sides<Version>, ui: &Ui, out: &mut Out) -> io::Result<()> {
    let diff = Diff::between(&versions.before, &versions.after);
    let report = DiffReport::new(&diff, &Filter::default());
    let format = ComparisonFormat::Terminal;
    print::diff(&report, format, Look::default(), ui, out)?;
    out.write_all(b"\n")
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
fn lines(sides: &Sides<Side>) -> String {
    let texts = sides.as_ref().map(|side| {
        let bytes = side.bytes.as_deref().unwrap_or_default();
        String::from_utf8_lossy(bytes)
    });
    let names = sides.as_ref().map(|side| side.name.as_str());
    let shown = print::lines(names, texts.as_ref().map(AsRef::as_ref));
    format!("not two sound versions of a proposal, so lines are compared\n{shown}")
}
