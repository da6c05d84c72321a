//! What people decided about the clauses of a folder, and what must hold of them.

use std::ffi::OsStr;
use std::path::Path;

use clausediff::load::{self, GUARDS, LINKS};
use clausediff::model::{Guards, Links, Side};

use super::Reading;
use crate::cli::failure::Failure;
use crate::cli::settings::FileChoice;
use crate::cli::states::{Difference, folder_of};

impl Reading<'_> {
    /// What must hold as it is now, and what must as it was: who takes a red line out must not cross it unseen.
    pub(super) fn guards_in(&mut self, difference: &Difference) -> Option<Guards> {
        let folder = |side: Side| {
            let path = difference.paths.get(side).as_deref();
            folder_of(path.unwrap_or(difference.path())).to_owned()
        };
        let key = (folder(Side::Before), folder(Side::After));
        if let Some(guards) = self.guarded.get(&key) {
            return guards.clone();
        }
        let folders = [(Side::Before, &key.0), (Side::After, &key.1)];
        let [before, after] = folders.map(|(side, folder)| {
            self.read_guards(side, folder).unwrap_or_else(|failure| {
                self.done.unused.push(failure);
                None
            })
        });
        let mut guards = after;
        if let Some(before) = before {
            guards.get_or_insert_default().keep_former(before);
        }
        self.guarded.insert(key, guards.clone());
        guards
    }

    /// A file that is named by hand has no earlier state.
    fn read_guards(&mut self, side: Side, folder: &OsStr) -> Result<Option<Guards>, Failure> {
        match (self.guards, side) {
            (FileChoice::Nowhere, _) | (FileChoice::File(_), Side::Before) => Ok(None),
            (FileChoice::File(path), Side::After) => {
                Ok(Some(load::guards(path, self.limits)?.guards))
            }
            (FileChoice::Beside, _) => {
                let path = Path::new(folder).join(GUARDS).into_os_string();
                let Some(bytes) = self.states.find(side, &path)? else {
                    return Ok(None);
                };
                let name = self.states.name_of(side, &path);
                Ok(Some(load::guards_from(&name, &bytes, self.limits)?.guards))
            }
        }
    }

    fn read_links(&mut self, folder: &OsStr) -> Result<Links, Failure> {
        match self.links {
            FileChoice::Nowhere => Ok(Links::default()),
            FileChoice::File(path) => Ok(load::links(path, self.limits)?.links),
            FileChoice::Beside => {
                let path = Path::new(folder).join(LINKS).into_os_string();
                let Some(bytes) = self.states.find(Side::After, &path)? else {
                    return Ok(Links::default());
                };
                let name = self.states.name_of(Side::After, &path);
                Ok(load::links_from(&name, &bytes, self.limits)?.links)
            }
        }
    }

    /// What people decided in a folder as it is now, read once.
    pub(super) fn links_in(&mut self, folder: &OsStr) -> Links {
        if let Some(links) = self.folders.get(folder) {
            return links.clone();
        }
        let links = self.read_links(folder).unwrap_or_else(|failure| {
            self.done.unused.push(failure);
            Links::default()
        });
        self.folders.insert(folder.to_owned(), links.clone());
        links
    }
}
