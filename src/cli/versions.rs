//! Finding and loading the versions that the user names.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use clausediff::diagnostic::Findings;
use clausediff::git;
use clausediff::load::{self, Limits, LoadError, Loaded};
use clausediff::model::{Sides, Version, VersionId};
use clausediff::text::nearest::nearest;

use super::failure::{self, Failure};
use super::folders::{self, Shelf, Tree};
use super::output::Input;
use super::revisions::Revisions;
use super::ui::Ui;

/// The folder that a bare run shows and in which ids are looked for.
pub const PROPOSALS: &str = "proposals";

/// The name of standard input.
const STDIN: &str = "-";

/// A version that the user named, loaded.
#[derive(Clone, Debug)]
pub struct Held {
    /// It is sound; its warnings were counted to the user.
    pub version: Version,
    /// Where it was found.
    pub home: Home,
}

/// Where a version was found, which says where links about it are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Home {
    /// Standard input, or the index of git.
    Nowhere,
    /// In this folder.
    Folder(PathBuf),
    /// In a folder of a revision: `HEAD:proposals/`.
    Revision(OsString),
    /// In the program.
    Bundled,
}

/// Fails if standard input is named more than once: its second reading finds nothing.
pub fn stdin_once<'n>(names: impl Iterator<Item = &'n OsStr>) -> Result<(), Failure> {
    if names.filter(|name| *name == STDIN).count() < 2 {
        return Ok(());
    }
    Err(Failure::usage(
        "standard input can be read only once",
        "give `-` once and files for the others",
    ))
}

/// Loads what is named, and keeps account of what was read.
pub struct Reader<'u> {
    ui: &'u Ui,
    limits: Limits,
    inputs: Vec<Input>,
    /// `./proposals` and below, once read.
    proposals: Option<Tree>,
    /// The repository, once it was asked for.
    revisions: Option<Revisions>,
}

impl<'u> Reader<'u> {
    /// Has read nothing yet.
    pub fn new(ui: &'u Ui, limits: Limits) -> Self {
        Self {
            ui,
            limits,
            inputs: Vec::new(),
            proposals: None,
            revisions: None,
        }
    }

    /// What a file may cost.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// What was read so far.
    pub fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    /// Notes that something was read.
    pub fn record(&mut self, input: Input) {
        if !self.inputs.contains(&input) {
            self.inputs.push(input);
        }
    }

    /// Two versions; all that is wrong with either.
    pub fn pair(&mut self, names: Sides<&OsStr>) -> Result<Sides<Held>, Failure> {
        let held = self.all(&[names.before, names.after])?;
        let Ok([before, after]) = <[Held; 2]>::try_from(held) else {
            let message = "two versions are compared, and a range stands for several";
            let help = "give the range alone to compare its ends, or use `clausediff table`";
            return Err(Failure::usage(message, help));
        };
        Ok(Sides::new(before, after))
    }

    /// The first and the last state of `A..B:path`.
    pub fn ends(&mut self, name: &OsStr) -> Result<Sides<Held>, Failure> {
        let names = self.states_of(name)?;
        match names.as_slice() {
            [first, .., last] => self.pair(Sides::new(first, last)),
            _ => {
                let message = format!("`{}` stands for one version", name.to_string_lossy());
                let help = "name a second one, or a range in which the file changed: `main..HEAD:accord.toml`";
                Err(Failure::usage(message, help))
            }
        }
    }

    /// Every version that is named, in that order; all that is wrong with any. What was
    /// left out of the folder in which they were looked for is named.
    pub fn all(&mut self, names: &[&OsStr]) -> Result<Vec<Held>, Failure> {
        stdin_once(names.iter().copied())?;
        let names = failure::all(names.iter().map(|name| self.states_of(name)))?.concat();
        let held = failure::all(names.iter().map(|name| self.find(name)))?;
        let tree = self.proposals.as_ref();
        for error in tree.iter().flat_map(|tree| tree.left_out()) {
            self.left_out(error);
        }
        Ok(held)
    }

    /// One version.
    pub fn one(&mut self, name: &OsStr) -> Result<Held, Failure> {
        let mut held = self.all(&[name])?;
        match (held.pop(), held.is_empty()) {
            (Some(only), true) => Ok(only),
            _ => Err(Failure::usage(
                format!("`{}` stands for several versions", name.to_string_lossy()),
                "name one of them, such as `HEAD:accord.toml`",
            )),
        }
    }

    /// The versions in the folder of one, or those that come with the program where it is one of them; none
    /// where it was read from elsewhere.
    pub fn beside(&mut self, held: &Held) -> Result<Vec<Held>, Failure> {
        let loaded = match &held.home {
            Home::Folder(path) => {
                self.record(Input::Folder(path.clone()));
                let folder = load::folder(path, &self.limits)?;
                folder
                    .left_out
                    .iter()
                    .for_each(|error| self.left_out(error));
                folder.versions
            }
            Home::Bundled => folders::bundled(&self.limits)?,
            Home::Nowhere | Home::Revision(_) => Vec::new(),
        };
        let home = &held.home;
        let beside = loaded.into_iter().map(|loaded| Held {
            version: loaded.value,
            home: home.clone(),
        });
        Ok(beside.collect())
    }

    /// The names that `A..B:path` stands for, the earliest state first; any other name stands for itself.
    pub fn states_of(&mut self, name: &OsStr) -> Result<Vec<OsString>, Failure> {
        let ranged = git::range_of(name).filter(|_| !is_there(Path::new(name)));
        let Some((range, path)) = ranged else {
            return Ok(vec![name.to_owned()]);
        };
        let names = self.revisions()?.history(&range, &path)?;
        if names.is_empty() {
            let message = format!("`{}` is in no state of the range", name.to_string_lossy());
            let help = "paths are those from the top of the repository";
            return Err(Failure::usage(message, help));
        }
        Ok(names)
    }

    /// The version that is named: by `-`, by path, by id in `./proposals`, by `REV:path`, by
    /// id of a bundled one.
    fn find(&mut self, name: &OsStr) -> Result<Held, Failure> {
        let path = Path::new(name);
        if name == STDIN {
            let loaded = self.stdin()?;
            return Ok(self.held(loaded, Home::Nowhere));
        }
        if is_there(path) {
            self.record(Input::File(path.to_owned()));
            let loaded = load::version(path, &self.limits)?;
            return Ok(self.held(loaded, Home::Folder(folder_of(path))));
        }
        if let Some(held) = self.on_shelves(name)? {
            return Ok(held);
        }
        if let Some(folder) = git::folder_of(name) {
            let limits = self.limits;
            let loaded = self.revisions()?.version(name, &limits)?;
            return Ok(self.held(loaded, folder.map_or(Home::Nowhere, Home::Revision)));
        }
        let id = name.to_string_lossy();
        match folders::bundled_version(&id, &self.limits) {
            Some(loaded) => Ok(self.held(loaded?, Home::Bundled)),
            None => Err(self.unknown(&id)),
        }
    }

    /// The repository around this folder, opened once.
    pub fn revisions(&mut self) -> Result<&mut Revisions, Failure> {
        if self.revisions.is_none() {
            self.revisions = Some(Revisions::open()?);
        }
        Ok(self.revisions.as_mut().expect("it was just opened"))
    }

    /// Standard input to its end, or to the limit.
    pub fn stdin(&self) -> Result<Loaded<Version>, Failure> {
        let bytes = self.stdin_bytes()?;
        Ok(load::version_from(STDIN, &bytes, &self.limits)?)
    }

    /// The bytes of standard input, one more than the limit at most.
    pub fn stdin_bytes(&self) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        let enough = (self.limits.bytes as u64).saturating_add(1);
        let stdin = io::stdin().lock();
        stdin
            .take(enough)
            .read_to_end(&mut bytes)
            .map_err(Failure::Stdin)?;
        Ok(bytes)
    }

    /// `./proposals` and below, read once; empty if there is no such folder.
    pub fn proposals(&mut self) -> &Tree {
        let root = Path::new(PROPOSALS);
        let inputs = &mut self.inputs;
        self.proposals.get_or_insert_with(|| {
            if !root.is_dir() {
                return Tree::default();
            }
            let tree = Tree::read(root, &self.limits);
            let folders = tree.shelves.iter().map(|shelf| shelf.path.clone());
            inputs.extend(folders.map(Input::Folder));
            tree
        })
    }

    /// The same, to keep; whoever asks again reads again.
    pub fn take_proposals(&mut self) -> Tree {
        self.proposals();
        self.proposals.take().unwrap_or_default()
    }

    /// Says that a file nobody asked for is not shown, and why.
    pub fn left_out(&self, error: &LoadError) {
        let path = error.path().display();
        let why = error.kind();
        self.ui.note(&format!(
            "`{path}` is left out: {why}; `clausediff check {path}` shows more"
        ));
    }

    /// Says how many warnings there are about a file that is used.
    pub fn warnings(&self, findings: &Findings) {
        let count = match findings.diagnostics.len() {
            0 => return,
            1 => "1 warning".to_owned(),
            more => format!("{more} warnings"),
        };
        let name = findings.source.name();
        self.ui.note(&format!(
            "`{name}` has {count}; `clausediff check {name}` shows more"
        ));
    }

    /// Takes a version into use.
    pub fn held(&self, loaded: Loaded<Version>, home: Home) -> Held {
        self.warnings(&loaded.warnings);
        Held {
            version: loaded.value,
            home,
        }
    }

    /// The version of that id in `./proposals`; an error if there are two, or if it has
    /// errors.
    fn on_shelves(&mut self, name: &OsStr) -> Result<Option<Held>, Failure> {
        let Some(id) = name.to_str().and_then(|name| VersionId::new(name).ok()) else {
            return Ok(None);
        };
        let limits = self.limits;
        let tree = self.proposals();
        let mut paths: Vec<String> = Vec::new();
        for error in tree.left_out_as(&id) {
            // What loads alone was left out because its id was taken.
            load::version(error.path(), &limits)?;
            paths.push(error.path().display().to_string());
        }
        let mut found = Vec::new();
        for (shelf, loaded) in tree.with_id(&id) {
            paths.push(loaded.value.origin.path.clone());
            found.push((shelf.path.clone(), loaded.clone()));
        }
        if paths.len() > 1 {
            return Err(ambiguous(&id, paths));
        }
        match found.pop() {
            Some((path, loaded)) => Ok(Some(self.held(loaded, Home::Folder(path)))),
            None => self.unlisted().map_or(Ok(None), Err),
        }
    }

    /// A folder of `./proposals` that cannot be listed may hold what is looked for.
    fn unlisted(&self) -> Option<Failure> {
        let error = self.proposals.as_ref()?.unreadable.first()?;
        load::folder(error.path(), &self.limits)
            .err()
            .map(Failure::from)
    }

    fn unknown(&mut self, name: &str) -> Failure {
        let versions = self.proposals().shelves.iter().flat_map(Shelf::versions);
        let mut known: Vec<&str> = versions.map(|version| version.id.as_str()).collect();
        for id in folders::bundled_ids() {
            known.push(id);
        }
        let help = match nearest(name, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`clausediff list` names the versions at hand".to_owned(),
        };
        let message = format!("`{name}` is no file and no id of a version at hand");
        Failure::usage(message, help)
    }
}

fn ambiguous(id: &VersionId, mut paths: Vec<String>) -> Failure {
    paths.sort();
    Failure::usage(
        format!(
            "several versions have the id `{id}`: `{}`",
            paths.join("`, `")
        ),
        "give the path of the one you mean",
    )
}

/// The folder of a file, as its path says.
pub fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// True also for what may be there but cannot be looked at, so that nothing else is
/// taken in its place.
pub fn is_there(path: &Path) -> bool {
    match fs::symlink_metadata(path) {
        Ok(_) => true,
        Err(error) => error.kind() == io::ErrorKind::PermissionDenied,
    }
}
