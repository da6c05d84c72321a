//! `--output`: a whole file or none, and never over an input.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::failure::Failure;

/// Something that was read in this run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// One file.
    File(PathBuf),
    /// Every TOML file directly in a folder.
    Folder(PathBuf),
}

impl Input {
    /// True if `target`, a canonical path, is or is among these files.
    fn holds(&self, target: &Path) -> bool {
        let is = |path: &Path, other: &Path| fs::canonicalize(path).is_ok_and(|path| path == other);
        match self {
            Self::File(path) => is(path, target),
            Self::Folder(path) => {
                target.extension().is_some_and(|ending| ending == "toml")
                    && target.parent().is_some_and(|parent| is(path, parent))
            }
        }
    }
}

/// Writes `text` to `path`, which is then the old file or the new one, never a part.
///
/// A symbolic link is followed. What is no plain file, a device or a pipe, cannot be
/// replaced and is written as it is.
pub fn write(path: &Path, text: &str, inputs: &[Input]) -> Result<(), Failure> {
    let failed = |cause| Failure::Output {
        path: path.to_owned(),
        cause,
    };
    let existing = match fs::canonicalize(path) {
        Ok(target) => Some(target),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(failed(error)),
    };
    let Some(target) = existing else {
        return replace(path, text, None).map_err(failed);
    };
    if inputs.iter().any(|input| input.holds(&target)) {
        return Err(Failure::OverInput(path.to_owned()));
    }
    let metadata = fs::metadata(&target).map_err(failed)?;
    if metadata.is_file() {
        replace(&target, text, Some(metadata.permissions())).map_err(failed)
    } else {
        fs::write(&target, text).map_err(failed)
    }
}

/// Writes beside the target and renames.
fn replace(target: &Path, text: &str, permissions: Option<fs::Permissions>) -> io::Result<()> {
    let folder = match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut file = new_file_options().tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    file.as_file().sync_all()?;
    file.persist(target)?;
    Ok(())
}

/// As other programs make files: readable by whom the user's mask allows.
fn new_file_options() -> tempfile::Builder<'static, 'static> {
    let mut options = tempfile::Builder::new();
    options.prefix(".clausediff-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        options.permissions(fs::Permissions::from_mode(0o666));
    }
    options
}
