//! Benchmark inputs whose generator says what it did.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use clausediff::accuracy::{self, Case, Tally};
use clausediff::matching::Options;
use clausediff::model::{Gold, GoldLink, Mark, Sides};
use serde::Deserialize;

use crate::marked::{Fallible, name_of, version};
use crate::pair;

/// What the generator did, as far as it is measured.
#[derive(Deserialize)]
struct Generated {
    ops: Vec<Op>,
}

/// One thing it did to clauses; added and dropped ones have only one side.
#[derive(Deserialize)]
struct Op {
    op: String,
    old: Vec<String>,
    new: Vec<String>,
}

/// For each thing that the generator did to pairs of clauses, how many of them were found.
pub fn print(folder: &Path) -> Fallible<()> {
    let done: Generated = serde_json::from_slice(&fs::read(folder.join("gold.json"))?)?;
    let versions = Sides::new(
        version(&folder.join("old.toml"))?,
        version(&folder.join("new.toml"))?,
    );
    let matching = pair(versions.as_ref(), &Options::default());
    let count = |ops: &[&Op]| -> Fallible<Tally> {
        let case = Case::new(&name_of(folder), versions.clone(), &gold_of(ops))?;
        Ok(accuracy::measure(&case, &matching).figures.all())
    };
    let all = count(&done.ops.iter().collect::<Vec<_>>())?;
    println!(
        "{}: {} of {} claimed are right",
        folder.display(),
        all.right,
        all.claimed
    );
    let mut kinds: BTreeMap<&str, Vec<&Op>> = BTreeMap::new();
    let of_pairs = |op: &&Op| !op.old.is_empty() && !op.new.is_empty();
    for op in done.ops.iter().filter(of_pairs) {
        kinds.entry(&op.op).or_default().push(op);
    }
    let kinds = kinds.iter().map(|(kind, ops)| Ok((*kind, count(ops)?)));
    for (kind, Tally { marked, found, .. }) in kinds.collect::<Fallible<Vec<_>>>()? {
        let share = found as f64 / marked as f64;
        println!("  {kind:12}  {found:>6} of {marked:>6} found  {share:.4}");
    }
    Ok(())
}

fn gold_of(ops: &[&Op]) -> Gold {
    let link = |op: &&Op| GoldLink {
        clauses: Sides::new(op.old.clone(), op.new.clone()),
        mark: Mark::Required,
    };
    Gold {
        links: ops.iter().map(link).collect(),
        ..Gold::default()
    }
}
