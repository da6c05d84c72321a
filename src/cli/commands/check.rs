//! `clausediff check`: all that is wrong with files.

use std::path::{Path, PathBuf};

use clausediff::diagnostic::Findings;
use clausediff::git;
use clausediff::load::{self, GuardsFile, LinksFile, LoadError, Loaded, Schema};
use clausediff::model::Version;

use crate::cli::Verdict;
use crate::cli::args;
use crate::cli::failure::Failure;
use crate::cli::folders::{self, Shelf, Tree};
use crate::cli::guards;
use crate::cli::links;
use crate::cli::output::Input;
use crate::cli::print;
use crate::cli::ui::Ui;
use crate::cli::versions::{PROPOSALS, Reader, folder_of, is_there, stdin_once};

/// Goes on after what cannot be read and says it at the end, also by the exit code.
pub fn run(args: &args::Check, reader: &mut Reader, ui: &Ui) -> Result<Verdict, Failure> {
    stdin_once(args.paths.iter().map(|path| path.as_os_str()))?;
    let mut checked = Checked::default();
    for path in &args.paths {
        if path.as_os_str() == "-" {
            checked.loaded(reader.stdin());
        } else if path.is_dir() {
            checked.tree(path, reader, ui);
        } else if !is_there(path) && git::folder_of(path.as_os_str()).is_some() {
            checked.revision(path, reader);
        } else {
            checked.file(path, reader);
        }
    }
    if args.paths.is_empty() {
        checked.what_is_at_hand(reader, ui)?;
    }
    let each = checked.files.iter();
    let text: String = each
        .map(|findings| print::findings(findings, args.format, ui))
        .collect();
    ui.print(&text, reader.inputs())?;
    for failure in &checked.unread {
        ui.failure(failure);
    }
    ui.remark(&checked.count());
    Ok(checked.verdict(args.deny_warnings))
}

/// What was found so far.
#[derive(Debug, Default)]
struct Checked {
    /// One for each file that was read.
    files: Vec<Findings>,
    /// What could not be read.
    unread: Vec<Failure>,
}

impl Checked {
    /// `./proposals`, or what comes with the program.
    fn what_is_at_hand(&mut self, reader: &mut Reader, ui: &Ui) -> Result<(), Failure> {
        let proposals = Path::new(PROPOSALS);
        if proposals.is_dir() {
            self.tree(proposals, reader, ui);
            return Ok(());
        }
        ui.note("there is no folder ./proposals; this is what comes with the program");
        for id in folders::bundled_ids() {
            if let Some(loaded) = folders::bundled_version(id, reader.limits()) {
                self.loaded(loaded.map_err(Failure::from));
            }
        }
        self.links(Ok(links::bundled(reader)?), &[], &[], reader);
        Ok(())
    }

    /// Every TOML file of a folder and those below it, by path.
    fn tree(&mut self, root: &Path, reader: &mut Reader, ui: &Ui) {
        let tree = Tree::read(root, reader.limits());
        let before = self.files.len();
        for shelf in tree.shelves {
            self.shelf(shelf, reader);
        }
        self.unread
            .extend(tree.unreadable.into_iter().map(Failure::from));
        if self.files.len() == before && self.unread.is_empty() {
            let root = root.display();
            ui.note(&format!("there is no file `*.toml` in `{root}`"));
        }
    }

    fn shelf(&mut self, mut shelf: Shelf, reader: &mut Reader) {
        reader.record(Input::Folder(shelf.path.clone()));
        let mut of_shelf = Self::default();
        if let Some(file) = shelf.folder.guards.take() {
            of_shelf.guards(file, |file| guards::unknown(file, &shelf.folder));
        }
        if let Some(links) = shelf.folder.links.take() {
            let versions: Vec<&Version> = shelf.versions().collect();
            of_shelf.links(links, &versions, &[shelf.path.clone()], reader);
        }
        for loaded in shelf.folder.versions {
            of_shelf.files.push(loaded.warnings);
        }
        for error in shelf.folder.left_out {
            of_shelf.failed(error.into());
        }
        of_shelf
            .files
            .sort_by(|a, b| a.source.name().cmp(b.source.name()));
        self.files.append(&mut of_shelf.files);
        self.unread.append(&mut of_shelf.unread);
    }

    /// What it is, its name says.
    fn file(&mut self, path: &Path, reader: &mut Reader) {
        reader.record(Input::File(path.to_owned()));
        match Schema::of_file(path.file_name().unwrap_or_default()) {
            Schema::Proposal => {
                let loaded = load::version(path, reader.limits());
                self.loaded(loaded.map_err(Failure::from));
            }
            Schema::Links => {
                let file = load::links(path, reader.limits());
                self.links(file, &[], &[folder_of(path)], reader);
            }
            Schema::Guards => {
                let limits = reader.limits();
                let beside = folder_of(path);
                self.guards(load::guards(path, limits), |file| {
                    guards::unknown_beside(file, &beside, limits)
                });
            }
        }
    }

    fn guards(
        &mut self,
        file: Result<GuardsFile, LoadError>,
        unknown: impl FnOnce(&GuardsFile) -> Findings,
    ) {
        match file {
            Ok(file) => {
                let unknown = unknown(&file);
                let all = [file.warnings.diagnostics, unknown.diagnostics].concat();
                self.files.push(Findings::new(unknown.source, all));
            }
            Err(error) => self.failed(error.into()),
        }
    }

    /// A version in git.
    fn revision(&mut self, name: &Path, reader: &mut Reader) {
        let limits = *reader.limits();
        let loaded = reader
            .revisions()
            .and_then(|revisions| revisions.version(name.as_os_str(), &limits));
        self.loaded(loaded);
    }

    fn loaded(&mut self, loaded: Result<Loaded<Version>, Failure>) {
        match loaded {
            Ok(loaded) => self.files.push(loaded.warnings),
            Err(failure) => self.failed(failure),
        }
    }

    fn links(
        &mut self,
        file: Result<LinksFile, LoadError>,
        versions: &[&Version],
        folders: &[PathBuf],
        reader: &mut Reader,
    ) {
        match file {
            Ok(file) => {
                let unknown = links::unknown(&file, versions, folders, reader);
                let warnings = file.warnings.diagnostics;
                let all = [warnings, unknown.diagnostics].concat();
                self.files.push(Findings::new(unknown.source, all));
            }
            Err(error) => self.failed(error.into()),
        }
    }

    /// A file with errors was read and is counted; anything else was not.
    fn failed(&mut self, failure: Failure) {
        match failure.findings() {
            Some(findings) => self.files.push(findings.clone()),
            None => self.unread.push(failure),
        }
    }

    fn errors(&self) -> usize {
        self.files.iter().map(Findings::errors).sum()
    }

    fn warnings(&self) -> usize {
        let all: usize = self.files.iter().map(|file| file.diagnostics.len()).sum();
        all - self.errors()
    }

    /// "3 files, 2 errors, 1 warning".
    fn count(&self) -> String {
        let counted = |count: usize, word: &str| {
            let ending = if count == 1 { "" } else { "s" };
            format!("{count} {word}{ending}")
        };
        [
            counted(self.files.len(), "file"),
            counted(self.errors(), "error"),
            counted(self.warnings(), "warning"),
        ]
        .join(", ")
    }

    fn verdict(&self, deny_warnings: bool) -> Verdict {
        if !self.unread.is_empty() {
            Verdict::Unread
        } else if self.errors() > 0 || (deny_warnings && self.warnings() > 0) {
            Verdict::Found
        } else {
            Verdict::Done
        }
    }
}
