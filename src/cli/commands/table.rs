//! `clausediff table`, and `clausediff` alone: versions side by side.

use std::ffi::OsStr;

use clausediff::lineage::{Figures, Lineage};
use clausediff::model::version::in_order;
use clausediff::model::{Links, Version, VersionId};
use clausediff::report::{ChangelogReport, TableReport, TermsReport, VersionHead};

use crate::cli::Verdict;
use crate::cli::args::{self, Comparison, TableView};
use crate::cli::at_hand::AtHand;
use crate::cli::failure::Failure;
use crate::cli::links;
use crate::cli::print::{self, Look};
use crate::cli::settings::{Comparing, FileChoice};
use crate::cli::ui::Ui;
use crate::cli::versions::{Held, Reader};

/// The versions that were named.
pub fn run(args: &args::Table, reader: &mut Reader, ui: &Ui) -> Result<Verdict, Failure> {
    if args.versions.is_empty() {
        return at_hand(&args.comparison, Wanted::of(args), reader, ui);
    }
    let names: Vec<&OsStr> = args.versions.iter().map(AsRef::as_ref).collect();
    let held = reader.all(&names)?;
    if held.len() < 2 {
        let message = "a table takes two or more versions";
        let help =
            "name another one, or a range in which the file changed: `main..HEAD:accord.toml`";
        return Err(Failure::usage(message, help));
    }
    let links = links_of(&held, &FileChoice::from(&args.comparison.matching), reader)?;
    let columns = Columns {
        held,
        others: Vec::new(),
        wanted: Wanted::of(args),
    };
    show(columns, &links, &args.comparison, reader, ui)
}

/// The versions in `./proposals`, or those that come with the program: of them the ones
/// that people chose to compare, else all.
pub fn at_hand(
    comparison: &Comparison,
    wanted: Wanted,
    reader: &mut Reader,
    ui: &Ui,
) -> Result<Verdict, Failure> {
    let at_hand = AtHand::read(reader, ui)?;
    let mut columns = Columns {
        held: at_hand.versions,
        others: at_hand.others,
        wanted,
    };
    let links = links_of(
        &columns.held,
        &FileChoice::from(&comparison.matching),
        reader,
    )?;
    columns.choose(&links.compare, ui);
    show(columns, &links, comparison, reader, ui)
}

/// What a table is made of.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// Its rows.
    rows: Rows,
    /// And how much of each version stands in each later one.
    pairs: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Rows {
    #[default]
    Clauses,
    Terms,
    /// What each version changed.
    Changes,
}

impl Wanted {
    fn of(args: &args::Table) -> Self {
        let rows = match (args.terms, args.view) {
            (true, _) => Rows::Terms,
            (false, TableView::Summary) => Rows::Changes,
            (false, TableView::Inline) => Rows::Clauses,
        };
        Self {
            rows,
            pairs: args.pairs,
        }
    }
}

/// What a table shows and what it only names.
struct Columns {
    /// The columns, in any order.
    held: Vec<Held>,
    /// At hand and not shown.
    others: Vec<VersionHead>,
    wanted: Wanted,
}

impl Columns {
    /// Keeps the versions that people chose and names the rest; all, if they chose none.
    fn choose(&mut self, chosen: &[VersionId], ui: &Ui) {
        let is_chosen = |held: &Held| chosen.contains(&held.version.id);
        if !self.held.iter().any(is_chosen) {
            return;
        }
        for id in chosen {
            if self.held.iter().all(|held| held.version.id != *id) {
                ui.note(&format!("`{id}`, which the links compare, is not shown"));
            }
        }
        let held = std::mem::take(&mut self.held);
        let (shown, rest): (Vec<Held>, Vec<Held>) = held.into_iter().partition(is_chosen);
        let rest = rest.iter().map(|held| VersionHead::new(&held.version));
        self.others.splice(0..0, rest);
        self.held = shown;
    }
}

fn show(
    columns: Columns,
    links: &Links,
    comparison: &Comparison,
    reader: &Reader,
    ui: &Ui,
) -> Result<Verdict, Failure> {
    let comparing = Comparing::from(comparison);
    comparing.fail_rule.check(false)?;
    comparing.fail_rule.without_guards()?;
    let mut versions: Vec<&Version> = columns.held.iter().map(|held| &held.version).collect();
    in_order(&mut versions, |version| version);
    comparing.note_unknown(&versions, ui);
    let lineage = Lineage::trace(&versions, links, &comparing.options);
    let mut report = TableReport::new(&lineage, &comparing.filter);
    let wants_pairs = columns.wanted.pairs;
    report.pairs = wants_pairs.then(|| lineage.carried_between(links, &comparing.options));
    let look = Look {
        all: comparison.all,
        fit: comparison.fit,
        ..Look::default()
    };
    let (others, format) = (&columns.others, comparison.format);
    let traced = (&lineage, &comparing.filter);
    let text = match columns.wanted.rows {
        Rows::Clauses => print::table(&report, traced, others, format, look, ui),
        Rows::Terms => {
            let figures = Figures::read(&lineage.versions);
            let terms = TermsReport::new(&lineage, &figures, &comparing.filter);
            print::terms((&report, &terms), traced, others, format, look, ui)
        }
        Rows::Changes => {
            let changelog = ChangelogReport::new(&lineage, &comparing.filter);
            print::changelog(&changelog, format, look, ui)?
        }
    };
    ui.print(&text, reader.inputs())?;
    Ok(comparing.fail_rule.verdict(&lineage.steps))
}

fn links_of(held: &[Held], choice: &FileChoice, reader: &mut Reader) -> Result<Links, Failure> {
    let held: Vec<&Held> = held.iter().collect();
    links::in_use(&held, choice, reader)
}
