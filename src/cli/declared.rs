//! Reading the changes that an author announced.

use std::path::Path;

use clausediff::load;
use clausediff::model::{Declaration, Sides, Version};

use super::failure::Failure;
use super::output::Input;
use super::versions::Reader;

/// The announcements of a file, every clause of which is in one of the versions.
pub fn read(
    path: &Path,
    versions: Sides<&Version>,
    reader: &mut Reader,
) -> Result<Vec<Declaration>, Failure> {
    reader.record(Input::File(path.to_owned()));
    let file = load::declared(path, reader.limits())?;
    let unknown = file.check_against(versions);
    if unknown.diagnostics.is_empty() {
        Ok(file.declarations)
    } else {
        Err(Failure::Declared(Box::new(unknown)))
    }
}
