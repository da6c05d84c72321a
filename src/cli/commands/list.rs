//! `clausediff list`: the versions that can be named by id.

use std::collections::HashSet;

use clausediff::report::VersionHead;

use crate::cli::Verdict;
use crate::cli::args;
use crate::cli::failure::Failure;
use crate::cli::folders::{self, Shelf};
use crate::cli::print;
use crate::cli::ui::Ui;
use crate::cli::versions::Reader;

/// Those in `./proposals` and below, then the bundled ones that none of them hides.
pub fn run(args: &args::List, reader: &mut Reader, ui: &Ui) -> Result<Verdict, Failure> {
    let mut tree = reader.take_proposals();
    if tree.shelves.is_empty() && !tree.unreadable.is_empty() {
        return Err(tree.unreadable.remove(0).into());
    }
    for error in tree.left_out() {
        reader.left_out(error);
    }
    let own = tree.shelves.iter().flat_map(Shelf::versions);
    let mut heads: Vec<VersionHead> = own.map(VersionHead::new).collect();
    let taken: HashSet<String> = heads.iter().map(|head| head.id.clone()).collect();
    let bundled = folders::bundled(reader.limits())?;
    let bundled = bundled.iter().map(|loaded| VersionHead::new(&loaded.value));
    heads.extend(bundled.filter(|head| !taken.contains(&head.id)));
    ui.print(&print::list(&heads, args.format, ui), reader.inputs())?;
    Ok(Verdict::Done)
}
