//! The version that a new one is compared with.

use std::ffi::OsStr;
use std::path::Path;

use clausediff::load;
use clausediff::model::version::in_order;
use clausediff::model::{Side, Version, VersionId};

use super::{Reading, is_rule};
use crate::cli::failure::Failure;

impl Reading<'_> {
    /// The version that a new one says it was made from, else the one before it in its series; from its folder as
    /// that is, else as it was.
    pub(super) fn predecessor(
        &mut self,
        folder: &OsStr,
        version: &Version,
    ) -> Result<Option<Version>, Failure> {
        for side in [Side::After, Side::Before] {
            let found = match (&version.previous, &version.series) {
                (Some(previous), _) => self.version_of_id(side, folder, previous)?,
                (None, Some(series)) => self.before_it(side, folder, version, series)?,
                (None, None) => None,
            };
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// Looks first at the file that is named after it, as most are.
    fn version_of_id(
        &mut self,
        side: Side,
        folder: &OsStr,
        id: &VersionId,
    ) -> Result<Option<Version>, Failure> {
        let likely = Path::new(folder)
            .join(format!("{id}.toml"))
            .into_os_string();
        if let Some(version) = self
            .version_at(side, &likely)?
            .filter(|version| version.id == *id)
        {
            return Ok(Some(version));
        }
        let versions = self.shelf(side, folder)?.iter();
        Ok(versions.clone().find(|version| version.id == *id).cloned())
    }

    /// The last version of a series that comes before a new one.
    fn before_it(
        &mut self,
        side: Side,
        folder: &OsStr,
        version: &Version,
        series: &str,
    ) -> Result<Option<Version>, Failure> {
        let versions = self.shelf(side, folder)?.iter();
        let others = versions.filter(|other| other.id != version.id);
        let mut of_series: Vec<&Version> = others
            .filter(|other| other.series.as_deref() == Some(series))
            .chain([version])
            .collect();
        in_order(&mut of_series, |version| version);
        let own = of_series.iter().position(|other| other.id == version.id);
        let before = own.and_then(|own| own.checked_sub(1));
        Ok(before.map(|at| of_series[at].clone()))
    }

    /// Every version directly in a folder, read once.
    fn shelf(&mut self, side: Side, folder: &OsStr) -> Result<&[Version], Failure> {
        let key = (side, folder.to_owned());
        if !self.shelves.contains_key(&key) {
            let mut versions = Vec::new();
            for path in self.states.beside(side, folder)? {
                if !is_rule(&path) {
                    versions.extend(self.version_at(side, &path)?);
                }
            }
            self.shelves.insert(key.clone(), versions);
        }
        Ok(&self.shelves[&key])
    }

    /// `None` also for a file with errors, which nobody asked for.
    fn version_at(&mut self, side: Side, path: &OsStr) -> Result<Option<Version>, Failure> {
        let bytes = self.states.find(side, path)?;
        let name = self.states.name_of(side, path);
        let loaded = bytes.map(|bytes| load::version_from(&name, &bytes, self.limits));
        Ok(loaded.and_then(Result::ok).map(|loaded| loaded.value))
    }
}
