//! `clausediff history`: one clause through all versions.

use std::collections::BTreeSet;
use std::ffi::OsStr;

use clausediff::lineage::{Lineage, Place};
use clausediff::model::Version;
use clausediff::model::version::in_order;
use clausediff::report::HistoryReport;
use clausediff::text::nearest::nearest;

use crate::cli::Verdict;
use crate::cli::args;
use crate::cli::asked::Asked;
use crate::cli::at_hand::AtHand;
use crate::cli::failure::Failure;
use crate::cli::links;
use crate::cli::print;
use crate::cli::settings::{self, FileChoice};
use crate::cli::ui::Ui;
use crate::cli::versions::{Held, Reader};

/// Of all versions named, else of all at hand.
pub fn run(args: &args::History, reader: &mut Reader, ui: &Ui) -> Result<Verdict, Failure> {
    let held = match args.versions.is_empty() {
        true => AtHand::read(reader, ui)?.versions,
        false => {
            let names: Vec<&OsStr> = args.versions.iter().map(AsRef::as_ref).collect();
            reader.all(&names)?
        }
    };
    let mut versions: Vec<&Version> = held.iter().map(|held| &held.version).collect();
    in_order(&mut versions, |version| version);
    let asked = Asked::of(&args.clause);
    let (id, within) = match &asked.clause {
        Some(id) => (
            id.clone(),
            Some(asked.version.to_string_lossy().into_owned()),
        ),
        None => (asked.version.to_string_lossy().into_owned(), None),
    };
    let all: Vec<&Held> = held.iter().collect();
    let links = links::in_use(&all, &FileChoice::from(&args.matching), reader)?;
    let options = settings::options(&args.matching);
    let lineage = Lineage::trace(&versions, &links, &options);
    let places = places(&lineage, &id, within.as_deref())?;
    let history = lineage.history(&places);
    let report = HistoryReport::new(&lineage, &history);
    let text = print::history(&report, args.format, args.all, ui);
    ui.print(&text, reader.inputs())?;
    Ok(Verdict::Done)
}

/// The clauses of that id: of one version if it is named, by its id or where it was read, else of all, if they are
/// one matter.
fn places(lineage: &Lineage, id: &str, within: Option<&str>) -> Result<Vec<Place>, Failure> {
    let is_meant = |version: &Version| {
        within.is_none_or(|name| version.id.as_str() == name || version.origin.path == name)
    };
    let versions = lineage.versions.iter().enumerate();
    let meant: Vec<(usize, &&Version)> = versions.filter(|(_, own)| is_meant(own)).collect();
    if meant.is_empty() {
        return Err(no_version(lineage, within.unwrap_or_default()));
    }
    let clauses = meant.iter().flat_map(|(column, version)| {
        let clauses = version.indexed();
        let own = clauses.filter(|(_, clause)| clause.id.as_str() == id);
        own.map(|(index, _)| (*column, index))
    });
    let places: Vec<Place> = clauses.collect();
    let threads = lineage.threads.iter().enumerate();
    let matters: BTreeSet<usize> = threads
        .filter(|(_, thread)| {
            let has = |&(column, clause): &Place| {
                let cell = thread.cells[column].as_ref();
                cell.is_some_and(|cell| cell.clauses.contains(&clause))
            };
            places.iter().any(has)
        })
        .map(|(at, _)| at)
        .collect();
    match (places.is_empty(), matters.len()) {
        (true, _) => Err(no_clause(&meant, id)),
        (false, 0 | 1) => Ok(places),
        (false, _) => Err(several(lineage, &places, id)),
    }
}

fn no_version(lineage: &Lineage, name: &str) -> Failure {
    let known = lineage.versions.iter().map(|version| version.id.as_str());
    let help = match nearest(name, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "name it behind the clause as well".into(),
    };
    Failure::usage(format!("`{name}` is none of these versions"), help)
}

fn no_clause(versions: &[(usize, &&Version)], id: &str) -> Failure {
    let clauses = versions.iter().flat_map(|(_, version)| &version.clauses);
    let help = match nearest(id, clauses.map(|clause| clause.id.as_str())) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`clausediff show VERSION` shows the clauses of a version".into(),
    };
    Failure::usage(format!("no version has a clause `{id}`"), help)
}

fn several(lineage: &Lineage, places: &[Place], id: &str) -> Failure {
    let named = places.iter();
    let named = named.map(|&(column, _)| format!("{}#{id}", lineage.versions[column].id));
    let message = format!("`{id}` is the id of clauses of different matters");
    Failure::usage(
        message,
        format!("name one: {}", named.collect::<Vec<_>>().join(", ")),
    )
}
