//! `--output`: a whole file or none, and never over an input.

use std::fs;
use std::io::{self, BufWriter, Write};
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

/// Where the output of a run goes, with room for many small pieces.
pub type Out<'o> = BufWriter<&'o mut dyn Write>;

/// Bytes that are gathered before they are written: few calls to the system for an output
/// of any size, and too little to count.
const ROOM: usize = 1 << 16;

/// Lets `content` write to `target`, to the last byte.
pub fn pour(
    target: &mut dyn Write,
    content: impl FnOnce(&mut Out) -> io::Result<()>,
) -> io::Result<()> {
    let mut out = Out::with_capacity(ROOM, target);
    content(&mut out)?;
    out.flush()
}

/// Lets `content` write to `path`, which is then the old file or the new one, never a part.
///
/// A symbolic link is followed. What is no plain file, a device or a pipe, must not be
/// replaced and is written as it is; so is a link to nothing.
pub fn write(
    path: &Path,
    inputs: &[Input],
    content: impl FnOnce(&mut Out) -> io::Result<()>,
) -> Result<(), Failure> {
    let failed = |cause| Failure::Output {
        path: path.to_owned(),
        cause,
    };
    match place_of(path).map_err(failed)? {
        Place::Free => replace(path, content, None).map_err(failed),
        Place::Other => fs::File::create(path)
            .and_then(|mut file| pour(&mut file, content))
            .map_err(failed),
        Place::File(target) if inputs.iter().any(|input| input.holds(&target)) => {
            Err(Failure::OverInput(path.to_owned()))
        }
        Place::File(target) => {
            let metadata = fs::metadata(&target).map_err(failed)?;
            replace(&target, content, Some(metadata.permissions())).map_err(failed)
        }
    }
}

/// What is where the output goes.
enum Place {
    /// Nothing.
    Free,
    /// A plain file, by its canonical path.
    File(PathBuf),
    /// Anything else.
    Other,
}

/// The target of a link such as `/dev/stdout` may have no path of its own, so links are
/// followed by the system first and by name only where they end at a plain file.
fn place_of(path: &Path) -> io::Result<Place> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => fs::canonicalize(path).map(Place::File),
        Ok(_) => Ok(Place::Other),
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Err(_) if path.is_symlink() => Ok(Place::Other),
        Err(_) => Ok(Place::Free),
    }
}

/// Writes beside the target and renames.
fn replace(
    target: &Path,
    content: impl FnOnce(&mut Out) -> io::Result<()>,
    permissions: Option<fs::Permissions>,
) -> io::Result<()> {
    let folder = match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut file = new_file_options().tempfile_in(folder)?;
    pour(&mut file, content)?;
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
