//! What a set of changes does to files of proposals, read and paired.

mod decided;
mod part;
mod predecessor;

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::num::NonZero;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use clausediff::diagnostic::Findings;
use clausediff::diff::{self, Diff};
use clausediff::load::{self, Limits, Schema};
use clausediff::model::{Date, Guards, Links, Side, Sides, Version};
use clausediff::report::{Against, Content, GuardsReport, Touched};
use clausediff::text::source::SourceText;

use crate::cli::failure::Failure;
use crate::cli::settings::FileChoice;
use crate::cli::states::{Contents, Difference, States, folder_of};
use part::{Part, apart, renamed, why};

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
