//! `clausediff fmt`: files in canonical form.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use clausediff::load::{self, Schema};
use clausediff::model::Sides;
use clausediff::text::visible::visible;

use crate::cli::Verdict;
use crate::cli::args;
use crate::cli::failure::Failure;
use crate::cli::folders::folders_of;
use crate::cli::output;
use crate::cli::print;
use crate::cli::ui::Ui;
use crate::cli::versions::{PROPOSALS, Reader, stdin_once};

/// Goes on after what cannot be read and says it at the end, also by the exit code.
pub fn run(args: &args::Fmt, reader: &Reader, ui: &Ui) -> Result<Verdict, Failure> {
    stdin_once(args.paths.iter().map(|path| path.as_os_str()))?;
    let mut formatted = Formatted::default();
    let paths = if args.paths.is_empty() {
        vec![proposals()?]
    } else {
        args.paths.clone()
    };
    for path in &paths {
        if path.as_os_str() == "-" {
            formatted.stdin(args, reader, ui)?;
        } else if path.is_dir() {
            formatted.folder(path, args, reader);
        } else {
            formatted.file(path, args, reader);
        }
    }
    ui.print(&formatted.shown, &[])?;
    for failure in &formatted.failed {
        ui.failure(failure);
    }
    if formatted.files > 0 {
        ui.remark(&formatted.count(args));
    }
    Ok(formatted.verdict(args))
}

fn proposals() -> Result<PathBuf, Failure> {
    let path = Path::new(PROPOSALS);
    let help = "name files or folders, or run `clausediff fmt` beside a folder `proposals`";
    match path.is_dir() {
        true => Ok(path.to_owned()),
        false => Err(Failure::usage("there is no folder ./proposals", help)),
    }
}

/// What was done so far.
#[derive(Debug, Default)]
struct Formatted {
    files: usize,
    /// Files that were not canonical.
    others: usize,
    failed: Vec<Failure>,
    /// For standard output.
    shown: String,
}

/// Why a file has no canonical form though it has no errors.
const NOT_REWRITTEN: &str = "its canonical form would not say the same";

impl Formatted {
    fn stdin(&mut self, args: &args::Fmt, reader: &Reader, ui: &Ui) -> Result<(), Failure> {
        let bytes = reader.stdin_bytes()?;
        let checked = load::version_from("-", &bytes, reader.limits());
        match checked
            .map_err(Failure::from)
            .and_then(|_| canonical(&bytes, Schema::Proposal, Path::new("-")))
        {
            Ok((_, text)) if !args.check && !args.diff => ui.print(&text, &[])?,
            Ok((before, text)) => self.differs(Path::new("-"), &before, &text, args),
            Err(failure) => self.failed.push(failure),
        }
        Ok(())
    }

    /// Every TOML file of a folder and those below it, by path.
    fn folder(&mut self, root: &Path, args: &args::Fmt, reader: &Reader) {
        for folder in folders_of(root) {
            match files_of(&folder) {
                Ok(files) => files.iter().for_each(|file| self.file(file, args, reader)),
                Err(cause) => self.failed.push(unread(&folder, cause)),
            }
        }
    }

    fn file(&mut self, path: &Path, args: &args::Fmt, reader: &Reader) {
        let formatted = self.rewritten(path, args, reader);
        if let Err(failure) = formatted {
            self.failed.push(failure);
        }
    }

    fn rewritten(&mut self, path: &Path, args: &args::Fmt, reader: &Reader) -> Result<(), Failure> {
        let schema = checked(path, reader)?;
        let bytes = fs::read(path).map_err(|cause| unread(path, cause))?;
        let (before, text) = canonical(&bytes, schema, path)?;
        self.files += 1;
        if before == text && bytes.len() == text.len() {
            return Ok(());
        }
        if args.check || args.diff {
            self.differs(path, &before, &text, args);
            return Ok(());
        }
        writable(path)?;
        output::write(path, &[], |out| out.write_all(text.as_bytes()))?;
        self.others += 1;
        self.shown += &format!("{}\n", visible(&path.display().to_string()));
        Ok(())
    }

    fn differs(&mut self, path: &Path, before: &str, after: &str, args: &args::Fmt) {
        if before == after {
            return;
        }
        self.others += 1;
        let path = path.display().to_string();
        if args.diff {
            self.shown += &print::lines(Sides::new(&path, &path), Sides::new(before, after));
        } else {
            self.shown += &format!("{}\n", visible(&path));
        }
    }

    /// "2 of 9 files rewritten".
    fn count(&self, args: &args::Fmt) -> String {
        let all = match self.files {
            1 => "1 file".to_owned(),
            files => format!("{files} files"),
        };
        let done = match args.check || args.diff {
            true => "would be rewritten",
            false => "rewritten",
        };
        format!("{} of {all} {done}", self.others)
    }

    fn verdict(&self, args: &args::Fmt) -> Verdict {
        if !self.failed.is_empty() {
            Verdict::Unread
        } else if args.check && self.others > 0 {
            Verdict::Found
        } else {
            Verdict::Done
        }
    }
}

/// What kind of file it is by its name, if it has no errors.
fn checked(path: &Path, reader: &Reader) -> Result<Schema, Failure> {
    let schema = Schema::of_file(path.file_name().unwrap_or_default());
    match schema {
        Schema::Proposal => drop(load::version(path, reader.limits())?),
        Schema::Links => drop(load::links(path, reader.limits())?),
        Schema::Guards => drop(load::guards(path, reader.limits())?),
    }
    Ok(schema)
}

/// A file's text and its canonical form.
fn canonical(bytes: &[u8], schema: Schema, path: &Path) -> Result<(String, String), Failure> {
    let invalid = || {
        let cause = io::Error::new(io::ErrorKind::InvalidData, NOT_REWRITTEN);
        Failure::Output {
            path: path.to_owned(),
            cause,
        }
    };
    let before = str::from_utf8(bytes).map_err(|_| invalid())?;
    let text = load::canonical(before, schema).ok_or_else(invalid)?;
    Ok((before.to_owned(), text))
}

/// The TOML files directly in a folder, by path.
fn files_of(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_toml = path.extension().is_some_and(|ending| ending == "toml");
        if is_toml && !path.is_dir() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// A file that its owner made read-only stays as it is, though a new one could take its place.
fn writable(path: &Path) -> Result<(), Failure> {
    let metadata = fs::metadata(path).map_err(|cause| unread(path, cause))?;
    if metadata.permissions().readonly() {
        let cause = io::Error::new(io::ErrorKind::PermissionDenied, "it is read-only");
        return Err(Failure::Output {
            path: path.to_owned(),
            cause,
        });
    }
    Ok(())
}

fn unread(path: &Path, cause: io::Error) -> Failure {
    Failure::Read {
        path: path.to_owned(),
        cause,
    }
}
