//! `clausediff git merge-driver`: three states of a file merged for git.

use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use clausediff::git;
use clausediff::load;
use clausediff::merge::{self, Merged, Renamed, Three};
use clausediff::model::{Document, Version};
use clausediff::text::source::SourceText;

use crate::cli::Verdict;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::ui::Ui;
use crate::cli::versions::Reader;

/// The file of our side gets the result. Exits with 1 if there is a conflict, as git wants it; what cannot be merged by
/// clauses is merged by lines.
pub fn run(
    paths: Three<&Path>,
    mark: usize,
    name: &OsStr,
    reader: &Reader,
    ui: &Ui,
) -> Result<Verdict, Failure> {
    let name = name.to_string_lossy();
    match by_clauses(paths, mark, reader) {
        Ok((text, merged)) => {
            output::write(paths.ours, &[], |out| out.write_all(text.as_bytes()))?;
            tell(&name, &text, &merged, mark, ui);
            Ok(match merged.conflicts.is_empty() {
                true => Verdict::Done,
                false => Verdict::Found,
            })
        }
        Err(why) => {
            ui.note(&format!("`{name}` is merged line by line: {why}"));
            let is_clean = git::merge_lines([paths.base, paths.ours, paths.theirs], mark)?;
            Ok(if is_clean {
                Verdict::Done
            } else {
                Verdict::Found
            })
        }
    }
}

/// One state of the file.
struct Side {
    document: Document,
    /// None of a base without anything in it.
    version: Option<Version>,
}

/// The merged file in canonical form; or why it cannot be had.
fn by_clauses(
    paths: Three<&Path>,
    mark: usize,
    reader: &Reader,
) -> Result<(String, Merged), String> {
    let base = side(paths.base, "the common ancestor", reader)?;
    let ours = side(paths.ours, "our side", reader)?;
    let theirs = side(paths.theirs, "their side", reader)?;
    let renamed = |side: &Side| match (&base.version, &side.version) {
        (Some(base), Some(side)) => merge::renamed(base, side),
        _ => Renamed::default(),
    };
    let renamed = Three {
        base: Renamed::default(),
        ours: renamed(&ours),
        theirs: renamed(&theirs),
    };
    let documents = Three {
        base: &base.document,
        ours: &ours.document,
        theirs: &theirs.document,
    };
    let merged = merge::merge(documents, &renamed, mark);
    let written = merged.document.write();
    let text = load::canonical(&written, load::Schema::Proposal);
    let text = text.ok_or("what comes out has no canonical form")?;
    let loaded = load::version_from("merged", text.as_bytes(), reader.limits());
    loaded.map_err(|error| format!("what comes out could not be read: {}", error.kind()))?;
    Ok((text, merged))
}

fn side(path: &Path, called: &str, reader: &Reader) -> Result<Side, String> {
    let bytes = fs::read(path).map_err(|error| format!("{called} cannot be read: {error}"))?;
    if bytes.is_empty() {
        return Ok(Side {
            document: Document::default(),
            version: None,
        });
    }
    let loaded = load::version_from(called, &bytes, reader.limits());
    let loaded = loaded.map_err(|error| match error.findings() {
        Some(_) => format!("{called} has {}", error.kind()),
        None => format!("{called}: {}", error.kind()),
    })?;
    let text = str::from_utf8(&bytes).map_err(|_| format!("{called} is no UTF-8"))?;
    let document = load::document(text).ok_or(format!("{called} has no canonical form"))?;
    Ok(Side {
        document,
        version: Some(loaded.value),
    })
}

/// Every conflict, with the line of the file where it is told.
fn tell(name: &str, text: &str, merged: &Merged, mark: usize, ui: &Ui) {
    let source = SourceText::new(name, text);
    for conflict in &merged.conflicts {
        let at = text.find(&conflict.opening(mark)).unwrap_or(0);
        let line = source.place(at).line;
        ui.note(&format!("conflict in {name}:{line}: {conflict}"));
    }
    if !merged.conflicts.is_empty() {
        ui.note("all three states stand above our value as comments; keep one and take the comments out");
    }
}
