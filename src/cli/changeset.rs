//! What a set of changes does to files of proposals, read and paired.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::num::NonZero;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use clausediff::diagnostic::Findings;
use clausediff::diff::{self, Diff};
use clausediff::load::{self, GUARDS, LINKS, Limits, Loaded, Schema};
use clausediff::model::version::in_order;
use clausediff::model::{Date, Guards, Links, Side, Sides, Version, VersionId};
use clausediff::report::{Against, Content, GuardsReport, Touched};
use clausediff::text::source::SourceText;

use super::failure::Failure;
use super::settings::FileChoice;
use super::states::{Contents, Difference, States, folder_of};

/// The files of proposals that were touched.
#[derive(Debug, Default)]
pub struct Changeset {
    /// By path.
    pub files: Vec<TouchedFile>,
    /// Other TOML files that were touched.
    pub others: usize,
    /// What rules how clauses are paired and cannot be used; all else was done without it.
    pub unused: Vec<Failure>,
}

/// One of them.
#[derive(Debug)]
pub struct TouchedFile {
    paths: Sides<Option<String>>,
    texts: Sides<Option<SourceText>>,
    what: What,
    /// What `check` finds in it as it is.
    found: Option<Findings>,
    /// What people decided about its clauses.
    links: Links,
    /// What must hold of them.
    guards: Option<Guards>,
}

#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "nearly every file of a change is the large one"
)]
enum What {
    /// Two versions, and which they are.
    Versions(Sides<Version>, Against),
    /// Cannot be compared, and why.
    Unread(String),
    /// Links or guards.
    Rules,
}

/// One side of a file that differs.
#[expect(
    clippy::large_enum_variant,
    reason = "nearly every side is the large one"
)]
enum Part {
    /// There is no file.
    Absent,
    /// A version.
    Sound(SourceText, Loaded<Version>),
    /// No version, because of what is found in it.
    Broken(SourceText, Findings),
    /// Not even a text.
    Unread(String),
}

impl TouchedFile {
    /// True if it was to be read and could not.
    pub fn is_unread(&self) -> bool {
        matches!(self.what, What::Unread(_))
    }

    /// What became of its clauses, if there is anything to compare.
    pub fn diff(&self, options: &diff::Options) -> Option<Diff<'_>> {
        match &self.what {
            What::Versions(versions, _) => {
                let Sides { before, after } = versions;
                Some(Diff::with(before, after, &self.links, options))
            }
            What::Unread(_) | What::Rules => None,
        }
    }

    /// The same, ready to be reported, with its [`Self::diff`].
    pub fn touched<'t>(&'t self, diff: Option<&'t Diff<'t>>, as_of: Option<Date>) -> Touched<'t> {
        let guards = self.guards.as_ref().zip(diff);
        let content = match (&self.what, diff) {
            (What::Versions(_, against), Some(diff)) => Content::Versions(diff, *against),
            (What::Unread(why), _) => Content::Unread(why),
            _ => Content::Rules,
        };
        Touched {
            paths: self.paths.as_ref().map(Option::as_deref),
            texts: self.texts.as_ref().map(Option::as_ref),
            content,
            guards: guards.map(|(guards, diff)| GuardsReport::new(guards, diff, as_of)),
            found: self.found.as_ref(),
        }
    }
}

impl Changeset {
    /// Reads what differs; of `paths` only, or of all.
    pub fn read(
        states: &mut States,
        paths: &[OsString],
        (links, guards): (&FileChoice, &FileChoice),
        limits: &Limits,
    ) -> Result<Self, Failure> {
        let mut reading = Reading {
            states,
            limits,
            links,
            guards,
            guarded: BTreeMap::new(),
            folders: BTreeMap::new(),
            shelves: BTreeMap::new(),
            done: Self::default(),
        };
        let mut parts = Vec::new();
        let differences = reading.states.differences(paths)?;
        let contents = reading.states.read(&differences);
        for (difference, contents) in differences.into_iter().zip(contents) {
            parts.extend(reading.parts(difference, contents));
        }
        let parts = parts.into_iter().flat_map(apart).collect();
        for (difference, sides) in renamed(parts) {
            let file = reading.file(&difference, sides)?;
            reading.done.files.push(file);
        }
        Ok(reading.done)
    }
}

/// What became of the clauses of each file, on as many threads as the machine has; what comes out depends on
/// none of that.
pub fn diffs<'f>(files: &'f [TouchedFile], options: &diff::Options) -> Vec<Option<Diff<'f>>> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let threads = threads.min(files.len()).max(1);
    let next = AtomicUsize::new(0);
    let some_of_them = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            match files.get(at) {
                Some(file) => done.push((at, file.diff(options))),
                None => return done,
            }
        }
    };
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(some_of_them)).collect();
        let own = some_of_them();
        let others = others
            .into_iter()
            .map(|other| other.join().expect("no comparison panics"));
        others.fold(own, |all, done| [all, done].into_iter().flatten().collect())
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, diff)| diff).collect()
}

/// What is needed on the way.
struct Reading<'r> {
    states: &'r mut States,
    limits: &'r Limits,
    links: &'r FileChoice,
    guards: &'r FileChoice,
    /// What people decided, by folder, once read.
    folders: BTreeMap<OsString, Links>,
    /// What must hold, by folders before and after, once read.
    guarded: BTreeMap<(OsString, OsString), Option<Guards>>,
    /// The versions of folders in which a predecessor was looked for.
    shelves: BTreeMap<(Side, OsString), Vec<Version>>,
    done: Changeset,
}

impl Reading<'_> {
    /// Both sides of what differs; `None` for what does not, and for what is no proposal, which is counted.
    fn parts(
        &mut self,
        difference: Difference,
        bytes: Contents,
    ) -> Option<(Difference, Sides<Part>)> {
        let is_rule = is_rule(difference.path());
        if let Sides {
            before: Some(Ok(before)),
            after: Some(Ok(after)),
        } = &bytes
            && before == after
            && difference.paths.before == difference.paths.after
        {
            return None;
        }
        let is_proposal = |bytes: &Option<Result<Vec<u8>, Failure>>| match bytes {
            Some(Ok(bytes)) => load::is_proposal(bytes),
            Some(Err(_)) => is_in_proposals(difference.path()),
            None => false,
        };
        let is_ours = is_in_proposals(difference.path())
            || is_proposal(&bytes.before)
            || is_proposal(&bytes.after);
        if !is_rule && !is_ours {
            self.done.others += 1;
            return None;
        }
        let mut side = Side::BOTH.into_iter();
        let parts = bytes.map(|bytes| {
            let side = side.next().expect("there are two sides");
            self.part(&difference, side, bytes)
        });
        Some((difference, parts))
    }

    fn part(
        &self,
        difference: &Difference,
        side: Side,
        bytes: Option<Result<Vec<u8>, Failure>>,
    ) -> Part {
        let Some(path) = difference.paths.get(side) else {
            return Part::Absent;
        };
        let bytes = match bytes {
            None => return Part::Absent,
            Some(Err(failure)) => return Part::Unread(because(&failure)),
            Some(Ok(bytes)) => bytes,
        };
        let name = self.states.name_of(side, path);
        let text = SourceText::new(name.as_str(), String::from_utf8_lossy(&bytes));
        match load::version_from(&name, &bytes, self.limits) {
            Ok(loaded) => Part::Sound(text, loaded),
            Err(error) => match error.findings() {
                Some(findings) => Part::Broken(text, findings.clone()),
                None => Part::Unread(because(&Failure::from(error))),
            },
        }
    }

    fn file(
        &mut self,
        difference: &Difference,
        parts: Sides<Part>,
    ) -> Result<TouchedFile, Failure> {
        let path = |path: &Option<OsString>| {
            path.as_ref()
                .map(|path| path.to_string_lossy().into_owned())
        };
        let mut file = TouchedFile {
            paths: difference.paths.as_ref().map(path),
            texts: parts.as_ref().map(Part::text),
            what: What::Rules,
            found: None,
            links: Links::default(),
            guards: None,
        };
        if is_rule(difference.path()) {
            file.found = self.rule(difference)?;
            return Ok(file);
        }
        file.found = match &parts.after {
            Part::Sound(_, loaded) => Some(loaded.warnings.clone()),
            Part::Broken(_, findings) => Some(findings.clone()),
            Part::Absent | Part::Unread(_) => None,
        };
        file.what = self.what(difference, parts)?;
        if let What::Versions(..) = file.what {
            file.links = self.links_in(folder_of(difference.path()));
            file.guards = self.guards_in(difference);
        }
        Ok(file)
    }

    /// What a file of rules says that is wrong; nothing of one that is gone.
    fn rule(&mut self, difference: &Difference) -> Result<Option<Findings>, Failure> {
        let Some(path) = &difference.paths.after else {
            return Ok(None);
        };
        let Some(bytes) = self.states.find(Side::After, path)? else {
            return Ok(None);
        };
        let name = self.states.name_of(Side::After, path);
        let found = match Schema::of_file(Path::new(path).file_name().unwrap_or_default()) {
            Schema::Guards => {
                load::guards_from(&name, &bytes, self.limits).map(|file| file.warnings)
            }
            Schema::Links | Schema::Proposal => {
                load::links_from(&name, &bytes, self.limits).map(|file| file.warnings)
            }
        };
        Ok(match found {
            Ok(warnings) => Some(warnings),
            Err(error) => error.findings().cloned(),
        })
    }

    fn what(&mut self, difference: &Difference, parts: Sides<Part>) -> Result<What, Failure> {
        Ok(match (parts.before, parts.after) {
            (Part::Sound(_, before), Part::Sound(_, after)) => {
                What::Versions(Sides::new(before.value, after.value), Against::Itself)
            }
            (Part::Absent, Part::Sound(_, after)) => {
                let after = after.value;
                match self.predecessor(folder_of(difference.path()), &after)? {
                    Some(before) => What::Versions(Sides::new(before, after), Against::Predecessor),
                    None => {
                        let before = after.without_clauses();
                        What::Versions(Sides::new(before, after), Against::Nothing)
                    }
                }
            }
            (Part::Sound(_, before), Part::Absent) => {
                let after = before.value.without_clauses();
                What::Versions(Sides::new(before.value, after), Against::Nothing)
            }
            (before, after) => What::Unread(why(&before, &after)),
        })
    }

    /// The version that a new one says it was made from, else the one before it in its series; from its folder as
    /// that is, else as it was.
    fn predecessor(
        &mut self,
        folder: &OsStr,
        version: &Version,
    ) -> Result<Option<Version>, Failure> {
        for side in [Side::After, Side::Before] {
            let found = match (&version.previous, &version.series) {
                (Some(previous), _) => self.version_of_id(side, folder, previous)?,
                (None, Some(series)) => self.before_it(side, folder, version, series)?,
                (None, None) => None,
            };
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// Looks first at the file that is named after it, as most are.
    fn version_of_id(
        &mut self,
        side: Side,
        folder: &OsStr,
        id: &VersionId,
    ) -> Result<Option<Version>, Failure> {
        let likely = Path::new(folder)
            .join(format!("{id}.toml"))
            .into_os_string();
        if let Some(version) = self
            .version_at(side, &likely)?
            .filter(|version| version.id == *id)
        {
            return Ok(Some(version));
        }
        let versions = self.shelf(side, folder)?.iter();
        Ok(versions.clone().find(|version| version.id == *id).cloned())
    }

    /// The last version of a series that comes before a new one.
    fn before_it(
        &mut self,
        side: Side,
        folder: &OsStr,
        version: &Version,
        series: &str,
    ) -> Result<Option<Version>, Failure> {
        let versions = self.shelf(side, folder)?.iter();
        let others = versions.filter(|other| other.id != version.id);
        let mut of_series: Vec<&Version> = others
            .filter(|other| other.series.as_deref() == Some(series))
            .chain([version])
            .collect();
        in_order(&mut of_series, |version| version);
        let own = of_series.iter().position(|other| other.id == version.id);
        let before = own.and_then(|own| own.checked_sub(1));
        Ok(before.map(|at| of_series[at].clone()))
    }

    /// Every version directly in a folder, read once.
    fn shelf(&mut self, side: Side, folder: &OsStr) -> Result<&[Version], Failure> {
        let key = (side, folder.to_owned());
        if !self.shelves.contains_key(&key) {
            let mut versions = Vec::new();
            for path in self.states.beside(side, folder)? {
                if !is_rule(&path) {
                    versions.extend(self.version_at(side, &path)?);
                }
            }
            self.shelves.insert(key.clone(), versions);
        }
        Ok(&self.shelves[&key])
    }

    /// `None` also for a file with errors, which nobody asked for.
    fn version_at(&mut self, side: Side, path: &OsStr) -> Result<Option<Version>, Failure> {
        let bytes = self.states.find(side, path)?;
        let name = self.states.name_of(side, path);
        let loaded = bytes.map(|bytes| load::version_from(&name, &bytes, self.limits));
        Ok(loaded.and_then(Result::ok).map(|loaded| loaded.value))
    }

    /// What must hold as it is now, and what must as it was: who takes a red line out must not cross it unseen.
    fn guards_in(&mut self, difference: &Difference) -> Option<Guards> {
        let folder = |side: Side| {
            let path = difference.paths.get(side).as_deref();
            folder_of(path.unwrap_or(difference.path())).to_owned()
        };
        let key = (folder(Side::Before), folder(Side::After));
        if let Some(guards) = self.guarded.get(&key) {
            return guards.clone();
        }
        let folders = [(Side::Before, &key.0), (Side::After, &key.1)];
        let [before, after] = folders.map(|(side, folder)| {
            self.read_guards(side, folder).unwrap_or_else(|failure| {
                self.done.unused.push(failure);
                None
            })
        });
        let mut guards = after;
        if let Some(before) = before {
            guards.get_or_insert_default().keep_former(before);
        }
        self.guarded.insert(key, guards.clone());
        guards
    }

    /// A file that is named by hand has no earlier state.
    fn read_guards(&mut self, side: Side, folder: &OsStr) -> Result<Option<Guards>, Failure> {
        match (self.guards, side) {
            (FileChoice::Nowhere, _) | (FileChoice::File(_), Side::Before) => Ok(None),
            (FileChoice::File(path), Side::After) => {
                Ok(Some(load::guards(path, self.limits)?.guards))
            }
            (FileChoice::Beside, _) => {
                let path = Path::new(folder).join(GUARDS).into_os_string();
                let Some(bytes) = self.states.find(side, &path)? else {
                    return Ok(None);
                };
                let name = self.states.name_of(side, &path);
                Ok(Some(load::guards_from(&name, &bytes, self.limits)?.guards))
            }
        }
    }

    fn read_links(&mut self, folder: &OsStr) -> Result<Links, Failure> {
        match self.links {
            FileChoice::Nowhere => Ok(Links::default()),
            FileChoice::File(path) => Ok(load::links(path, self.limits)?.links),
            FileChoice::Beside => {
                let path = Path::new(folder).join(LINKS).into_os_string();
                let Some(bytes) = self.states.find(Side::After, &path)? else {
                    return Ok(Links::default());
                };
                let name = self.states.name_of(Side::After, &path);
                Ok(load::links_from(&name, &bytes, self.limits)?.links)
            }
        }
    }

    /// What people decided in a folder as it is now, read once.
    fn links_in(&mut self, folder: &OsStr) -> Links {
        if let Some(links) = self.folders.get(folder) {
            return links.clone();
        }
        let links = self.read_links(folder).unwrap_or_else(|failure| {
            self.done.unused.push(failure);
            Links::default()
        });
        self.folders.insert(folder.to_owned(), links.clone());
        links
    }
}

impl Part {
    fn text(&self) -> Option<SourceText> {
        match self {
            Self::Sound(text, _) | Self::Broken(text, _) => Some(text.clone()),
            Self::Absent | Self::Unread(_) => None,
        }
    }

    fn id(&self) -> Option<&VersionId> {
        match self {
            Self::Sound(_, loaded) => Some(&loaded.value.id),
            Self::Absent | Self::Broken(..) | Self::Unread(_) => None,
        }
    }
}

/// Git takes files for one that are alike; a version that says it was made from another one is new.
fn apart((difference, parts): (Difference, Sides<Part>)) -> Vec<(Difference, Sides<Part>)> {
    let is_other = match &parts {
        Sides {
            before: Part::Sound(_, before),
            after: Part::Sound(_, after),
        } => {
            let (before, after) = (&before.value, &after.value);
            let previous = after.previous.as_ref();
            before.id != after.id && previous.is_some_and(|previous| *previous != before.id)
        }
        _ => false,
    };
    if !is_other || difference.paths.before == difference.paths.after {
        return vec![(difference, parts)];
    }
    let (deleted, new) = difference.apart();
    let Sides { before, after } = parts;
    vec![
        (deleted, Sides::new(before, Part::Absent)),
        (new, Sides::new(Part::Absent, after)),
    ]
}

/// Files that are gone and new files that hold a version of the same id are one file.
fn renamed(parts: Vec<(Difference, Sides<Part>)>) -> Vec<(Difference, Sides<Part>)> {
    let mut gone: BTreeMap<VersionId, (Difference, Part)> = BTreeMap::new();
    let mut rest = Vec::new();
    for (difference, parts) in parts {
        match parts.before.id() {
            Some(id) if matches!(parts.after, Part::Absent) && !gone.contains_key(id) => {
                gone.insert(id.clone(), (difference, parts.before));
            }
            _ => rest.push((difference, parts)),
        }
    }
    let mut all: Vec<(Difference, Sides<Part>)> = Vec::new();
    for (difference, parts) in rest {
        let is_new = matches!(parts.before, Part::Absent);
        let was = parts
            .after
            .id()
            .filter(|_| is_new)
            .and_then(|id| gone.remove(id));
        all.push(match was {
            Some((deleted, before)) => (
                Difference::renamed(deleted, difference),
                Sides::new(before, parts.after),
            ),
            None => (difference, parts),
        });
    }
    let gone = gone.into_values();
    all.extend(gone.map(|(difference, before)| (difference, Sides::new(before, Part::Absent))));
    all.sort_by(|(a, _), (b, _)| a.path().cmp(b.path()));
    all
}

/// Why two sides cannot be compared.
fn why(before: &Part, after: &Part) -> String {
    let of = |word: &str, part: &Part| match part {
        Part::Broken(_, findings) => Some(format!("{word} {}", errors(findings))),
        Part::Unread(why) => Some(format!("{word} cannot be read: {why}")),
        Part::Absent | Part::Sound(..) => None,
    };
    let said = [of("the file as it was", before), of("the file", after)];
    let said: Vec<String> = said.into_iter().flatten().collect();
    said.join("; ")
}

fn errors(findings: &Findings) -> String {
    match findings.errors() {
        1 => "has an error".to_owned(),
        count => format!("has {count} errors"),
    }
}

/// A failure with its causes in one line.
fn because(failure: &Failure) -> String {
    let mut said = failure.to_string();
    let mut cause = std::error::Error::source(failure);
    while let Some(error) = cause {
        said += &format!(": {error}");
        cause = error.source();
    }
    said
}

/// A file that rules how the others are read.
fn is_rule(path: &OsStr) -> bool {
    Schema::of_file(Path::new(path).file_name().unwrap_or_default()) != Schema::Proposal
}

/// A TOML file in a folder of proposals is one, whatever is in it.
fn is_in_proposals(path: &OsStr) -> bool {
    let mut above = Path::new(path).components().rev().skip(1);
    above.any(|part| part.as_os_str() == "proposals")
}
