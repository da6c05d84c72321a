//! `clausediff schema`: what editors and programs check files by.

use clausediff::load;
use clausediff::render::json;

use crate::cli::Verdict;
use crate::cli::args::{self, SchemaOf};
use crate::cli::failure::Failure;
use crate::cli::ui::Ui;

/// Pretty, with a newline at the end.
pub fn run(args: &args::Schema, ui: &Ui) -> Result<Verdict, Failure> {
    let schema = match args.of {
        SchemaOf::Proposal => load::json_schema(load::Schema::Proposal),
        SchemaOf::Links => load::json_schema(load::Schema::Links),
        SchemaOf::Guards => load::json_schema(load::Schema::Guards),
        SchemaOf::Diff => json::diff_schema(),
        SchemaOf::Table => json::table_schema(),
        SchemaOf::History => json::history_schema(),
        SchemaOf::Blame => json::blame_schema(),
        SchemaOf::Review => json::review_schema(),
    };
    ui.print(&format!("{schema:#}\n"), &[])?;
    Ok(Verdict::Done)
}
