//! Three files merged line by line, as git does it by itself.

use std::path::Path;

use super::command::Git;
use super::{GitError, GitErrorKind};

/// Merges what two files did to a third into the first; true if nothing is in conflict. Conflicts are marked as the
/// settings say, with marks of that many signs.
///
/// # Errors
/// If git refuses, as it does binary files; the first file is then as it was.
pub fn merge_lines([base, ours, theirs]: [&Path; 3], mark: usize) -> Result<bool, GitError> {
    let asked = "merge line by line";
    let mut git = Git::new(Path::new("."), "merge-file");
    git.arg(format!("--marker-size={mark}"));
    git.args(["-L", "ours", "-L", "base", "-L", "theirs", "--"]);
    git.args([ours, base, theirs]);
    let ran = git.run(asked)?;
    match ran.code {
        Some(0) => Ok(true),
        // So many conflicts; more than fit are as many as fit.
        Some(1..=127) => Ok(false),
        _ => Err(GitError::new(asked, GitErrorKind::Refused(ran.said()))),
    }
}
