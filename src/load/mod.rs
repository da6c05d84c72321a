//! Files to values: TOML in, a version or all that is wrong with it out.
//!
//! A file is parsed once, with all its syntax errors, then walked by the keys in `schema`,
//! then checked as a whole. A version file that is all plain goes a quicker way to the
//! same value (`plain`); whether it can is found out by trying. Every finding of a file is reported in one go; without errors
//! there is a value, and what is left are warnings. [`version()`], [`links()`] and [`guards()`] read one
//! file, [`version_from`] and its like bytes from elsewhere, [`folder()`] all versions
//! of a folder, and [`bundled()`] gives those that come with the program. [`gold_from`] reads
//! what a reader marked about two documents, and [`corpus()`] gives the marked documents that
//! accuracy is measured on.
//!
//! Nothing here writes, or compares versions; that a link's clauses exist is checked by
//! [`LinksFile::check_against`] once versions are at hand.

mod bounds;
mod bundled;
#[cfg(feature = "canonical")]
mod canonical;
mod conflicts;
mod corpus;
mod declared;
#[cfg(feature = "canonical")]
mod document;
mod folder;
mod found;
mod gold;
mod guards;
mod links;
mod plain;
mod proposal;
mod record;
mod schema;
mod syntax;
mod terms;
mod whole;

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read as _, Seek as _};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use toml::de::DeTable;

pub use bundled::{Bundled, BundledFile, bundled};
#[cfg(feature = "canonical")]
pub use canonical::canonical;
pub use corpus::{BundledCase, corpus};
pub use declared::DeclaredFile;
#[cfg(feature = "canonical")]
pub use document::document;
pub use folder::{Folder, GUARDS, LINKS, folder};
pub use gold::{GoldError, gold_from};
pub use guards::GuardsFile;
pub use links::LinksFile;
pub use schema::{FORMAT, Schema, json_schema};

use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::model::{Origin, Version, VersionId};
use crate::text::source::SourceText;
use crate::text::span::Span;
use found::Found;

/// What a file may cost. At a limit there is a finding that names it and the flag that
/// raises it; no honest document meets one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one file. 256 MiB: a hundred times the longest treaties with their annexes.
    /// Never more than 4 GiB, which places in a text can address.
    pub bytes: usize,
    /// Clauses of one version, and pairs of clauses of one links file. 1,000,000: ten times
    /// the largest version that the benchmarks compare.
    pub clauses: usize,
    /// How deep clauses are nested, one at the top being 1. 64: statutes nest to ten or so.
    pub depth: usize,
    /// Characters of the text of one clause or position. 4 Mi: a long novel in one clause.
    pub text: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 256 << 20,
            clauses: 1_000_000,
            depth: 64,
            text: 4 << 20,
        }
    }
}

/// A value and what its author should look at.
#[derive(Clone, Debug)]
pub struct Loaded<T> {
    /// The value; valid.
    pub value: T,
    /// Warnings only, with the source text they point into. The text of a version without
    /// warnings is not kept: only its name is.
    pub warnings: Findings,
}

/// A file could not be loaded.
#[derive(Debug, thiserror::Error)]
#[error("cannot load `{}`", .path.display())]
pub struct LoadError {
    path: PathBuf,
    #[source]
    kind: LoadErrorKind,
    version: Option<VersionId>,
}

/// What stood in the way.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoadErrorKind {
    /// The system refused.
    #[error("it cannot be read")]
    Read(#[source] io::Error),
    /// A file was asked for.
    #[error("it is a folder, not a file")]
    Folder,
    /// The file has errors; warnings are among the findings, too.
    #[error("{} to be corrected", count_of_errors(.0))]
    Invalid(Box<Findings>),
}

fn count_of_errors(findings: &Findings) -> String {
    match findings.errors() {
        1 => "1 error".to_owned(),
        errors => format!("{errors} errors"),
    }
}

impl LoadError {
    fn new(path: &Path, kind: LoadErrorKind) -> Self {
        Self {
            path: path.to_owned(),
            kind,
            version: None,
        }
    }

    fn invalid(path: &Path, findings: Findings, version: Option<VersionId>) -> Self {
        let kind = LoadErrorKind::Invalid(Box::new(findings));
        Self {
            path: path.to_owned(),
            kind,
            version,
        }
    }

    /// The file, or the name under which its bytes were given.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What stood in the way.
    pub fn kind(&self) -> &LoadErrorKind {
        &self.kind
    }

    /// The findings, if the file was read and has errors.
    pub fn findings(&self) -> Option<&Findings> {
        match &self.kind {
            LoadErrorKind::Invalid(findings) => Some(findings),
            LoadErrorKind::Read(_) | LoadErrorKind::Folder => None,
        }
    }

    /// The id of the version that the file would be, if that much could be read.
    pub fn version(&self) -> Option<&VersionId> {
        self.version.as_ref()
    }
}

/// Reads a version from a file.
///
/// # Errors
/// If the file cannot be read or has errors; all of them are in the error.
pub fn version(path: &Path, limits: &Limits) -> Result<Loaded<Version>, LoadError> {
    let failed = |error| LoadError::new(path, LoadErrorKind::Read(error));
    let name = path.to_string_lossy();
    let mut file = open(path)?;
    // A pipe can be read only once.
    if !file.metadata().map_err(failed)?.is_file() {
        return version_from(&name, &bytes_of(file, path, limits)?, limits);
    }
    if let Some(version) = plain::version(&name, &mut file, limits) {
        return Ok(faultless(version));
    }
    file.rewind().map_err(failed)?;
    let bytes = bytes_of(file, path, limits)?;
    version_in_full(&name, bytes.into(), limits).map(Read::without_idle_text)
}

/// Reads a version from bytes; `name` stands for a path in findings and in the origin.
///
/// # Errors
/// If the bytes have errors; all of them are in the error.
pub fn version_from(
    name: &str,
    bytes: &[u8],
    limits: &Limits,
) -> Result<Loaded<Version>, LoadError> {
    match plain::version(name, bytes, limits) {
        Some(version) => Ok(faultless(version)),
        None => version_in_full(name, bytes.into(), limits).map(Read::without_idle_text),
    }
}

/// True for what is meant to be a version, though it may have errors: a line of it begins the table that every
/// version has. Other TOML files have none.
pub fn is_proposal(bytes: &[u8]) -> bool {
    let mut lines = bytes.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii);
    lines.any(|line| {
        let bare = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        let Some(rest) = bare
            .strip_prefix(b"[")
            .unwrap_or(bare)
            .trim_ascii_start()
            .strip_prefix(b"proposal")
        else {
            return false;
        };
        matches!(rest.trim_ascii_start().first(), Some(b']' | b'=' | b'.'))
    })
}

/// Reads a links file.
///
/// # Errors
/// If the file cannot be read or has errors; all of them are in the error.
pub fn links(path: &Path, limits: &Limits) -> Result<LinksFile, LoadError> {
    let bytes = bytes_of(open(path)?, path, limits)?;
    links_of(&path.to_string_lossy(), bytes.into(), limits)
}

/// Reads links from bytes; `name` stands for a path in findings.
///
/// # Errors
/// If the bytes have errors; all of them are in the error.
pub fn links_from(name: &str, bytes: &[u8], limits: &Limits) -> Result<LinksFile, LoadError> {
    links_of(name, bytes.into(), limits)
}

fn links_of(name: &str, bytes: Cow<'_, [u8]>, limits: &Limits) -> Result<LinksFile, LoadError> {
    let source = text(name, bytes, limits)?;
    let (lowered, found) = walk(&source, |root, found| links::links(root, limits, found));
    let failed = found.has_errors();
    let findings = found.into_findings(source);
    if failed {
        return Err(LoadError::invalid(Path::new(name), findings, None));
    }
    Ok(lowered.into_file(findings))
}

/// Reads a guards file.
///
/// # Errors
/// If the file cannot be read or has errors; all of them are in the error.
pub fn guards(path: &Path, limits: &Limits) -> Result<GuardsFile, LoadError> {
    let bytes = bytes_of(open(path)?, path, limits)?;
    guards_of(&path.to_string_lossy(), bytes.into(), limits)
}

/// Reads guards from bytes; `name` stands for a path in findings.
///
/// # Errors
/// If the bytes have errors; all of them are in the error.
pub fn guards_from(name: &str, bytes: &[u8], limits: &Limits) -> Result<GuardsFile, LoadError> {
    guards_of(name, bytes.into(), limits)
}

fn guards_of(name: &str, bytes: Cow<'_, [u8]>, limits: &Limits) -> Result<GuardsFile, LoadError> {
    let source = text(name, bytes, limits)?;
    let (lowered, found) = walk(&source, guards::guards);
    let failed = found.has_errors();
    let findings = found.into_findings(source);
    if failed {
        return Err(LoadError::invalid(Path::new(name), findings, None));
    }
    Ok(lowered.into_file(findings))
}

/// Reads a file of announced changes.
///
/// # Errors
/// If the file cannot be read or has errors; all of them are in the error.
pub fn declared(path: &Path, limits: &Limits) -> Result<DeclaredFile, LoadError> {
    let bytes = bytes_of(open(path)?, path, limits)?;
    declared_of(&path.to_string_lossy(), bytes.into(), limits)
}

/// Reads announced changes from bytes; `name` stands for a path in findings.
///
/// # Errors
/// If the bytes have errors; all of them are in the error.
pub fn declared_from(name: &str, bytes: &[u8], limits: &Limits) -> Result<DeclaredFile, LoadError> {
    declared_of(name, bytes.into(), limits)
}

fn declared_of(
    name: &str,
    bytes: Cow<'_, [u8]>,
    limits: &Limits,
) -> Result<DeclaredFile, LoadError> {
    let source = text(name, bytes, limits)?;
    let (lowered, found) = walk(&source, |root, found| {
        declared::declared(root, &source, found)
    });
    let failed = found.has_errors();
    let findings = found.into_findings(source);
    if failed {
        return Err(LoadError::invalid(Path::new(name), findings, None));
    }
    Ok(lowered.into_file(findings))
}

/// A version about which there is nothing to say.
fn faultless(value: Version) -> Loaded<Version> {
    let source = SourceText::new(value.origin.path.as_str(), "");
    let warnings = Findings::new(source, Vec::new());
    Loaded { value, warnings }
}

/// A version, with what only a folder needs to know.
struct Read {
    loaded: Loaded<Version>,
    id_span: Span,
}

impl Read {
    /// The same, whichever way it was read.
    fn without_idle_text(self) -> Loaded<Version> {
        if self.loaded.warnings.diagnostics.is_empty() {
            return faultless(self.loaded.value);
        }
        self.loaded
    }
}

/// Reads any file, with its findings and its text.
fn file_in_full(path: &Path, limits: &Limits) -> Result<Read, LoadError> {
    let bytes = bytes_of(open(path)?, path, limits)?;
    version_in_full(&path.to_string_lossy(), bytes.into(), limits)
}

/// The same for bytes.
fn version_in_full(name: &str, bytes: Cow<'_, [u8]>, limits: &Limits) -> Result<Read, LoadError> {
    let source = text(name, bytes, limits)?;
    let origin = Origin {
        path: name.to_owned(),
        sha256: fingerprint(source.text().as_bytes()),
    };
    let (lowered, mut found) = walk(&source, |root, found| {
        proposal::version(root, origin, limits, found)
    });
    conflicts::report(source.text(), &mut found);
    let failed = found.has_errors();
    let findings = found.into_findings(source);
    if failed {
        return Err(LoadError::invalid(Path::new(name), findings, lowered.id));
    }
    let value = lowered
        .version
        .expect("a part is missing only with an error");
    Ok(Read {
        loaded: Loaded {
            value,
            warnings: findings,
        },
        id_span: lowered.id_span,
    })
}

/// Runs `lower` over the tree of a text, syntax errors found and masked.
fn walk<T>(source: &SourceText, lower: impl FnOnce(&DeTable<'_>, &mut Found) -> T) -> (T, Found) {
    let (root, errors) = DeTable::parse_recoverable(source.text());
    if errors.is_empty() {
        let mut found = Found::default();
        let value = lower(root.get_ref(), &mut found);
        return (value, found);
    }
    drop(root);
    let readable = syntax::readable(source);
    let (root, _) = DeTable::parse_recoverable(&readable.text);
    let mut found = Found::new(readable.diagnostics, readable.doubt);
    let value = lower(root.get_ref(), &mut found);
    (value, found)
}

fn open(path: &Path) -> Result<File, LoadError> {
    if path.is_dir() {
        return Err(LoadError::new(path, LoadErrorKind::Folder));
    }
    File::open(path).map_err(|error| LoadError::new(path, LoadErrorKind::Read(error)))
}

/// At most one byte over the limit.
fn bytes_of(file: File, path: &Path, limits: &Limits) -> Result<Vec<u8>, LoadError> {
    let mut bytes = Vec::new();
    let enough = max_bytes(limits) as u64 + 1;
    file.take(enough)
        .read_to_end(&mut bytes)
        .map_err(|error| LoadError::new(path, LoadErrorKind::Read(error)))?;
    Ok(bytes)
}

/// What places in a text can address, or less.
fn max_bytes(limits: &Limits) -> usize {
    limits.bytes.min(u32::MAX as usize - 1)
}

fn text(name: &str, bytes: Cow<'_, [u8]>, limits: &Limits) -> Result<SourceText, LoadError> {
    let refuse = |source: SourceText, diagnostic: Diagnostic| {
        let findings = Findings::new(source, vec![diagnostic]);
        LoadError::invalid(Path::new(name), findings, None)
    };
    if bytes.len() > max_bytes(limits) {
        let message = format!("the file is larger than {} bytes", max_bytes(limits));
        let help = "split the proposal, or raise the limit with `--max-bytes`";
        let diagnostic = Diagnostic::new(Code::OverLimit, Span::default(), message, help);
        return Err(refuse(SourceText::new(name, ""), diagnostic));
    }
    match String::from_utf8(bytes.into_owned()) {
        Ok(text) => Ok(SourceText::new(name, text)),
        Err(error) => {
            let bytes = error.as_bytes();
            let source = SourceText::new(name, String::from_utf8_lossy(bytes));
            let at = error.utf8_error().valid_up_to();
            Err(refuse(source, not_utf8(bytes, at)))
        }
    }
}

/// Points at the replacement character that stands for the first bad byte.
fn not_utf8(bytes: &[u8], at: usize) -> Diagnostic {
    let span = Span::new(at, at + char::REPLACEMENT_CHARACTER.len_utf8());
    let message = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "the file is UTF-16, not UTF-8".to_owned(),
        _ => format!("byte 0x{:02X} is not UTF-8", bytes[at]),
    };
    Diagnostic::new(
        Code::NotUtf8,
        span,
        message,
        "save the file as UTF-8 in your editor",
    )
}

fn fingerprint(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
