//! Law 6 for filters: what a table shows is what the comparisons of its versions show.

use std::collections::BTreeSet;

use clausediff::diff::Options;
use clausediff::lineage::Lineage;
use clausediff::matching::Score;
use clausediff::model::{Links, Sides, Version};
use clausediff::report::{DiffReport, Filter, Item, Row, Show, TableReport};

/// Every word, some shares of confidence, and both at once.
fn filters() -> Vec<Filter> {
    let words = Show::WORDS.into_iter().map(|(_, show)| vec![show]);
    let words: Vec<Vec<Show>> = words.chain([Vec::new()]).collect();
    let shares = [None, Some(500_000), Some(700_000), Some(990_000)];
    let shares = shares.map(|share| share.map(Score::from_millionths));
    let filter = |only: &Vec<Show>, min_confidence| Filter {
        only: only.clone(),
        min_confidence,
        ..Filter::default()
    };
    shares
        .into_iter()
        .flat_map(|share| words.iter().map(move |only| filter(only, share)))
        .chain([Filter {
            topics: vec!["security".into()],
            ..Filter::default()
        }])
        .collect()
}

/// Ids of the clauses of a row, by version.
type Ids = Vec<BTreeSet<String>>;

fn ids(row: &Row) -> Ids {
    let cells = row.cells.iter().map(|cell| {
        let clauses = cell.iter().flat_map(|cell| &cell.clauses);
        clauses.map(|clause| clause.id.to_owned()).collect()
    });
    cells.collect()
}

/// True if the change from the version at `step` to the next is about clauses of the row.
fn is_about(item: &Item, step: usize, row: &Ids) -> bool {
    let all_in = |clauses: &[clausediff::report::ClauseView], at: usize| {
        clauses.iter().all(|clause| row[at].contains(clause.id))
    };
    let Sides { before, after } = &item.clauses;
    all_in(before, step) && all_in(after, step + 1)
}

/// A row is shown exactly if one of its changes is shown in the comparison of its
/// versions; of a clause that came back, at least then. No filter changes a count.
pub fn table_shows_what_diff_shows(versions: &[&Version], links: &Links) {
    let lineage = Lineage::trace(versions, links, &Options::default());
    let all = TableReport::new(&lineage, &Filter::default());
    assert_eq!((all.hidden, all.rows.len()), (0, lineage.threads.len()));
    for filter in filters() {
        let some = TableReport::new(&lineage, &filter);
        assert_eq!(some.rows.len() + some.hidden, all.rows.len(), "{filter:?}");
        assert_eq!(
            (&some.versions, &some.carried_over, &some.skipped),
            (&all.versions, &all.carried_over, &all.skipped)
        );
        if lineage.steps.is_empty() {
            continue;
        }
        let steps: Vec<DiffReport> = lineage
            .steps
            .iter()
            .map(|step| DiffReport::new(step, &filter))
            .collect();
        let shown: BTreeSet<Ids> = some.rows.iter().map(ids).collect();
        for (row, thread) in all.rows.iter().zip(&lineage.threads) {
            let row = ids(row);
            let expected = steps.iter().enumerate().any(|(at, step)| {
                let mut items = step.items();
                items.any(|item| is_about(&item, at, &row))
            });
            let is_shown = shown.contains(&row);
            let is_exact = thread.revivals.is_empty();
            assert!(
                is_shown == expected || (is_shown && !is_exact),
                "{row:?} is shown: {is_shown}, by {filter:?}"
            );
        }
    }
}
