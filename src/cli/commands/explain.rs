//! `clausediff explain`: why clauses are paired, or what one became.

use clausediff::diff::Diff;
use clausediff::matching;
use clausediff::model::{ClauseIndex, Sides, Version};
use clausediff::report::ExplainReport;
use clausediff::text::nearest::nearest;

use crate::cli::Verdict;
use crate::cli::args;
use crate::cli::asked::Asked;
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
