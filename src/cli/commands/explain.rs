//! `clausediff explain`: why clauses are paired, or what one became.

use std::ffi::{OsStr, OsString};

use clausediff::diff::Diff;
use clausediff::matching;
use clausediff::model::{ClauseIndex, Sides, Version};
use clausediff::report::ExplainReport;
use clausediff::text::nearest::nearest;

use crate::cli::Verdict;
use crate::cli::args;
use crate::cli::failure::Failure;
use crate::cli::links;
use crate::cli::print;
use crate::cli::settings::{self, FileChoice};
use crate::cli::ui::Ui;
use crate::cli::versions::Reader;

/// A clause of the earlier version must be named, one of the later may be.
pub fn run(args: &args::Explain, reader: &mut Reader, ui: &Ui) -> Result<Verdict, Failure> {
    let asked = Sides::new(Asked::of(&args.before), Asked::of(&args.after));
    let Some(clause) = &asked.before.clause else {
        return Err(Failure::usage(
            format!("`{}` names no clause", args.before.to_string_lossy()),
            "add `#` and the id of a clause",
        ));
    };
    let names = asked.as_ref().map(|asked| asked.version.as_os_str());
    let held = reader.pair(names)?;
    let versions = held.as_ref().map(|held| &held.version);
    let clause = find(versions.before, clause)?;
    let other = asked.after.clause.as_ref();
    let other = other.map(|id| find(versions.after, id)).transpose()?;
    let choice = FileChoice::from(&args.matching);
    let links = links::in_use(&[&held.before, &held.after], &choice, reader)?;
    let options = settings::options(&args.matching);
    let Sides { before, after } = versions;
    let asked = matching::Asked {
        before: clause,
        after: other,
    };
    let (matching, explanation) =
        matching::explain(before, after, &links, &options.matching, asked);
    let diff = Diff::from_matching(before, after, matching, &links);
    let report = ExplainReport::new(&diff, &explanation);
    ui.print(&print::explain(&report, args.format, ui), reader.inputs())?;
    Ok(Verdict::Done)
}

/// `VERSION#ID` or `VERSION`.
#[derive(Debug, PartialEq, Eq)]
struct Asked {
    version: OsString,
    clause: Option<String>,
}

impl Asked {
    /// Splits at the last `#`.
    fn of(word: &OsStr) -> Self {
        match rsplit_at_hash(word) {
            Some((version, id)) => Self {
                version,
                clause: Some(id.to_string_lossy().into_owned()),
            },
            None => Self {
                version: word.to_owned(),
                clause: None,
            },
        }
    }
}

#[cfg(unix)]
fn rsplit_at_hash(word: &OsStr) -> Option<(OsString, OsString)> {
    use std::os::unix::ffi::OsStrExt;
    let bytes = word.as_bytes();
    let at = bytes.iter().rposition(|&byte| byte == b'#')?;
    let part = |bytes| OsStr::from_bytes(bytes).to_owned();
    Some((part(&bytes[..at]), part(&bytes[at + 1..])))
}

/// A path that is not Unicode is taken as a whole.
#[cfg(not(unix))]
fn rsplit_at_hash(word: &OsStr) -> Option<(OsString, OsString)> {
    let (version, id) = word.to_str()?.rsplit_once('#')?;
    Some((version.into(), id.into()))
}

fn find(version: &Version, id: &str) -> Result<ClauseIndex, Failure> {
    let mut clauses = version.indexed();
    let found = clauses.find(|(_, clause)| clause.id.as_str() == id);
    found.map(|(index, _)| index).ok_or_else(|| {
        let known = version.clauses.iter().map(|clause| clause.id.as_str());
        let help = match nearest(id, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("`clausediff show {}` shows its clauses", version.id),
        };
        Failure::usage(format!("`{}` has no clause `{id}`", version.id), help)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, version: &str, clause: Option<&str>) {
        let expected = Asked {
            version: version.into(),
            clause: clause.map(str::to_owned),
        };
        assert_eq!(Asked::of(OsStr::new(word)), expected);
    }

    #[test]
    fn the_last_hash_stands_before_the_clause() {
        check("v1.toml#a", "v1.toml", Some("a"));
        check("issue#7/v1.toml#a", "issue#7/v1.toml", Some("a"));
        check("v1", "v1", None);
        check("v1#", "v1", Some(""));
    }
}
