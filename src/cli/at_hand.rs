//! The versions that a run compares when none is named.

use clausediff::report::VersionHead;

use super::failure::Failure;
use super::folders::{self, Shelf, Tree};
use super::ui::Ui;
use super::versions::{Held, Home, Reader};

/// The versions of one folder, and what else is there.
pub struct AtHand {
    /// In any order.
    pub versions: Vec<Held>,
    /// In other folders.
    pub others: Vec<VersionHead>,
}

impl AtHand {
    /// The versions of `./proposals` or, of its subfolders by path, of the first that has some; else the
    /// bundled ones.
    pub fn read(reader: &mut Reader, ui: &Ui) -> Result<Self, Failure> {
        let mut tree = reader.take_proposals();
        let has_versions = |shelf: &Shelf| !shelf.folder.versions.is_empty();
        let Some(first) = tree.shelves.iter().position(has_versions) else {
            return none_in(tree).and_then(|()| bundled(reader, ui));
        };
        let shelf = tree.shelves.remove(first);
        for error in tree.left_out().chain(&shelf.folder.left_out) {
            reader.left_out(error);
        }
        let others = tree.shelves.iter().flat_map(Shelf::versions);
        let home = Home::Folder(shelf.path);
        let versions = shelf.folder.versions.into_iter();
        Ok(Self {
            versions: versions
                .map(|loaded| reader.held(loaded, home.clone()))
                .collect(),
            others: others.map(VersionHead::new).collect(),
        })
    }
}

/// Fails if there should be versions in a tree that has none.
fn none_in(tree: Tree) -> Result<(), Failure> {
    let left_out = tree
        .shelves
        .into_iter()
        .flat_map(|shelf| shelf.folder.left_out);
    let failures: Vec<Failure> = tree
        .unreadable
        .into_iter()
        .chain(left_out)
        .map(Failure::from)
        .collect();
    if failures.is_empty() {
        Ok(())
    } else {
        Err(Failure::Several(failures))
    }
}

fn bundled(reader: &Reader, ui: &Ui) -> Result<AtHand, Failure> {
    ui.note("there are no versions in ./proposals; these come with the program");
    let versions = folders::bundled(reader.limits())?.into_iter();
    Ok(AtHand {
        versions: versions
            .map(|loaded| reader.held(loaded, Home::Bundled))
            .collect(),
        others: Vec::new(),
    })
}
