//! Which files differ between two states of a repository.

use std::ffi::{OsStr, OsString};

use super::command::{Git, pieces};
use super::names::{bytes_of, os_string, outside_braces};
use super::{Blobs, GitError, GitErrorKind, ObjectId, Repository};

/// So many digits of a commit that nobody named are shown, and name it.
pub const SHORT: usize = 12;

/// The files of a repository at one point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Those of a commit, or of the tree without any before the first one.
    Tree(ObjectId),
    /// Those that the next commit would have.
    Index,
}

/// Two states, the earlier first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// What is compared with; never the index.
    pub base: State,
    /// What is reviewed.
    pub head: State,
}

/// One file that is not the same in both states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// As it was; `None` for a new one.
    pub base: Option<FileAt>,
    /// As it is, under another path if it was renamed; `None` for a deleted one.
    pub head: Option<FileAt>,
}

/// A file in one state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileAt {
    /// From the top of the repository, with `/` between folders.
    pub path: OsString,
    /// What it holds; `None` if that is no text: a symbolic link, a submodule, a conflict.
    pub content: Option<ObjectId>,
}

impl State {
    /// The name of a file in it, as git takes it: `1f3c...:proposals/port.toml`.
    pub fn name_of(&self, path: &OsStr) -> OsString {
        let mut name = match self {
            Self::Tree(id) => OsString::from(id.as_str()),
            Self::Index => OsString::new(),
        };
        name.push(":");
        name.push(path);
        name
    }
}

impl Repository {
    /// What a range stands for, as git reads it: `A..B` compares two commits, `A...B` the second with
    /// the last one that both have in common; a side left out is `HEAD`.
    ///
    /// `None` for a text without dots. One process, for the commit in common.
    ///
    /// # Errors
    /// If there is no such commit, or none in common.
    pub fn range(&self, text: &OsStr, blobs: &mut Blobs) -> Result<Option<Range>, GitError> {
        let Some((base, is_since_common, head)) = parts(text) else {
            return Ok(None);
        };
        let [base, head] = [commit(&base, blobs)?, commit(&head, blobs)?];
        let base = if is_since_common {
            self.common(&base, &head)?
        } else {
            base
        };
        Ok(Some(Range {
            base: State::Tree(base),
            head: State::Tree(head),
        }))
    }

    /// The names of a file in the states of a range, the earliest first: that at its base, then at each commit after
    /// which it was another one. `path` is that at the head; a file that was renamed in the range is followed to the
    /// path that it has at the base. A state without the file has none. Three processes.
    ///
    /// # Errors
    /// If git fails.
    pub fn history(
        &self,
        range: &Range,
        path: &OsStr,
        blobs: &mut Blobs,
    ) -> Result<Vec<OsString>, GitError> {
        let top = self.at_top().unwrap_or_else(|_| self.clone());
        let (State::Tree(base), State::Tree(head)) = (&range.base, &range.head) else {
            unreachable!("a range of commits has no index");
        };
        let paths = top.paths_of(range, path)?;
        let mut git = top.git("rev-list");
        git.args(["--reverse", "--topo-order", head.as_str()]);
        git.arg(format!("^{}", base.as_str()))
            .arg("--")
            .args(&paths);
        let text = git.text("list the commits of the range")?;
        let later = text.lines().filter_map(ObjectId::new);
        let mut names = Vec::new();
        for id in std::iter::once(base.clone()).chain(later) {
            for path in &paths {
                // A commit may have taken the file away, or not renamed it yet.
                if blobs
                    .find(&State::Tree(id.clone()).name_of(path), u64::MAX)?
                    .is_some()
                {
                    let mut name = OsString::from(&id.as_str()[..SHORT]);
                    name.push(":");
                    name.push(path);
                    names.push(name);
                    break;
                }
            }
        }
        Ok(names)
    }

    /// The path of a file at the head of a range, and the one that it has at the base, if that is another.
    fn paths_of(&self, range: &Range, path: &OsStr) -> Result<Vec<OsString>, GitError> {
        let changes = self.changes(range, &[])?;
        let own = changes.into_iter().find(|change| {
            let head = change.head.as_ref();
            head.is_some_and(|file| file.path == path)
        });
        let base = own.and_then(|change| change.base).map(|file| file.path);
        let other = base.filter(|base| base != path);
        Ok(std::iter::once(path.to_owned()).chain(other).collect())
    }

    /// What is staged, against the last commit.
    ///
    /// # Errors
    /// If git fails.
    pub fn staged(&self, blobs: &mut Blobs) -> Result<Range, GitError> {
        let base = match blobs.commit(OsStr::new("HEAD"))? {
            Some(head) => head,
            None => self.nothing()?,
        };
        Ok(Range {
            base: State::Tree(base),
            head: State::Index,
        })
    }

    /// The files that differ, by path; of `paths` only, from the folder of this repository, or of all.
    /// A file that was moved, and little changed on the way, is one. One process.
    ///
    /// # Errors
    /// If git fails, or objects are missing as in a shallow clone.
    pub fn changes(&self, range: &Range, paths: &[OsString]) -> Result<Vec<FileChange>, GitError> {
        let State::Tree(base) = &range.base else {
            unreachable!("a range begins with a tree");
        };
        let mut git = match &range.head {
            State::Tree(head) => {
                let mut git = self.raw("diff-tree");
                git.args(["-r", base.as_str(), head.as_str()]);
                git
            }
            State::Index => {
                let mut git = self.raw("diff-index");
                git.args(["--cached", base.as_str()]);
                git
            }
        };
        git.arg("--").args(paths);
        let asked = "compare the two states";
        let bytes = git.bytes(asked)?;
        let changes = read(&bytes);
        changes.ok_or_else(|| {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            GitError::new(asked, GitErrorKind::Answer(text))
        })
    }

    /// The files directly in a folder of a state, by path from the top of the repository; all of them if the
    /// folder is empty. Submodules and symbolic links are no files. One process.
    ///
    /// # Errors
    /// If git fails; a folder that is not there has no files.
    pub fn files_of(&self, state: &State, folder: &OsStr) -> Result<Vec<FileAt>, GitError> {
        let asked = format!("list `{}`", folder.to_string_lossy());
        let mut within = folder.to_owned();
        within.push("/");
        let is_top = folder.is_empty();
        let mut git = match state {
            State::Tree(id) => {
                let mut git = self.git("ls-tree");
                git.args(["-z", "--full-tree", id.as_str(), "--"]);
                git
            }
            State::Index => {
                let mut git = self.git("ls-files");
                git.args(["-z", "--stage", "--full-name", "--"]);
                git
            }
        };
        if !is_top {
            git.arg(&within);
        }
        let bytes = git.bytes(&asked)?;
        let directly = |path: &[u8]| {
            let prefix = if is_top {
                b""
            } else {
                bytes_of(&within).unwrap_or_default()
            };
            let name = path.strip_prefix(prefix);
            name.is_some_and(|name| !name.contains(&b'/'))
        };
        let mut files: Vec<FileAt> = pieces(&bytes)
            .filter_map(listed)
            .filter(|(path, _)| directly(path))
            .map(|(path, id)| FileAt {
                path: os_string(path),
                content: Some(id),
            })
            .collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(files)
    }

    /// A comparison of states that runs nothing and says all of each file.
    fn raw(&self, plumbing: &str) -> Git {
        let mut git = self.git(plumbing);
        git.args(["--raw", "-z", "-M", "--no-abbrev"]);
        git.args(["--no-ext-diff", "--no-textconv", "--no-color"]);
        git
    }

    /// The last commit that both have in common.
    fn common(&self, base: &ObjectId, head: &ObjectId) -> Result<ObjectId, GitError> {
        let asked = "find the last commit in common";
        let mut git = self.git("merge-base");
        let ran = git.args([base.as_str(), head.as_str()]).run(asked)?;
        let text = String::from_utf8_lossy(&ran.stdout);
        match (ran.code, text.lines().next().and_then(ObjectId::new)) {
            (Some(0), Some(id)) => Ok(id),
            (Some(1), None) => Err(GitError::new(asked, GitErrorKind::NothingInCommon)),
            _ => Err(GitError::new(asked, GitErrorKind::Refused(ran.said()))),
        }
    }

    /// The tree without files, in the hash of this repository.
    fn nothing(&self) -> Result<ObjectId, GitError> {
        let asked = "name the empty tree";
        let mut git = self.git("hash-object");
        let text = git.args(["-t", "tree", "--stdin"]).text(asked)?;
        ObjectId::new(&text).ok_or_else(|| GitError::new(asked, GitErrorKind::Answer(text)))
    }
}

fn commit(name: &OsStr, blobs: &mut Blobs) -> Result<ObjectId, GitError> {
    let none = || {
        let asked = format!("find the commit `{}`", name.to_string_lossy());
        GitError::new(asked, GitErrorKind::NoCommit)
    };
    blobs.commit(name)?.ok_or_else(none)
}

/// Both ends of a range, and whether it begins where they parted; dots in braces are no range.
fn parts(text: &OsStr) -> Option<(OsString, bool, OsString)> {
    let bytes = bytes_of(text)?;
    let at = outside_braces(bytes, |rest| rest.starts_with(b".."))?;
    let is_since_common = bytes[at..].starts_with(b"...");
    let end = |bytes: &[u8]| match bytes {
        [] => OsString::from("HEAD"),
        bytes => os_string(bytes),
    };
    let behind = at + if is_since_common { 3 } else { 2 };
    Some((end(&bytes[..at]), is_since_common, end(&bytes[behind..])))
}

/// What `--raw -z` prints; `None` if it is not of that form.
fn read(bytes: &[u8]) -> Option<Vec<FileChange>> {
    let mut rest = pieces(bytes);
    let mut changes = Vec::new();
    while let Some(about) = rest.next() {
        let words = str::from_utf8(about.strip_prefix(b":")?).ok()?;
        let words: Vec<&str> = words.split(' ').collect();
        let [base_mode, head_mode, base_id, head_id, status] = words[..] else {
            return None;
        };
        let first = rest.next()?;
        let is_renamed = status.starts_with(['R', 'C']);
        let second = if is_renamed { rest.next()? } else { first };
        changes.push(FileChange {
            base: file(base_mode, base_id, first),
            head: match status {
                "U" => Some(FileAt {
                    path: os_string(second),
                    content: None,
                }),
                _ => file(head_mode, head_id, second),
            },
        });
    }
    Some(changes)
}

/// A line of `ls-tree` (mode, kind, object) or of `ls-files` (mode, object, stage), a tab, the path; `None` for
/// what is no plain file.
fn listed(line: &[u8]) -> Option<(&[u8], ObjectId)> {
    let tab = line.iter().position(|&byte| byte == b'\t')?;
    let about = str::from_utf8(&line[..tab]).ok()?;
    let is_file = about.starts_with("100");
    let id = about.split(' ').find_map(ObjectId::new)?;
    is_file.then_some((&line[tab + 1..], id))
}

/// A side of a change; a mode of zeros says that there is none.
fn file(mode: &str, id: &str, path: &[u8]) -> Option<FileAt> {
    (mode != "000000").then(|| FileAt {
        path: os_string(path),
        content: mode.starts_with("100").then(|| ObjectId::new(id)).flatten(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_parts(text: &str, expected: Option<(&str, bool, &str)>) {
        let expected = expected.map(|(base, common, head)| (base.into(), common, head.into()));
        assert_eq!(parts(OsStr::new(text)), expected);
    }

    #[test]
    fn a_range_has_two_ends_and_the_missing_one_is_head() {
        check_parts("main..topic", Some(("main", false, "topic")));
        check_parts("main...topic", Some(("main", true, "topic")));
        check_parts("main..", Some(("main", false, "HEAD")));
        check_parts("...topic", Some(("HEAD", true, "topic")));
        check_parts("main", None);
    }

    #[test]
    fn dots_in_braces_belong_to_the_revision() {
        check_parts(
            "HEAD^{/a..b}..topic",
            Some(("HEAD^{/a..b}", false, "topic")),
        );
        check_parts("HEAD^{/a..b}", None);
    }

    const A: &str = "1111111111111111111111111111111111111111";
    const B: &str = "2222222222222222222222222222222222222222";
    const NONE: &str = "0000000000000000000000000000000000000000";

    fn at(path: &str, id: Option<&str>) -> Option<FileAt> {
        Some(FileAt {
            path: path.into(),
            content: id.and_then(ObjectId::new),
        })
    }

    #[test]
    fn each_file_is_told_with_its_path_on_both_sides() {
        let raw = format!(
            ":100644 100755 {A} {B} M\0a\nb|.toml\0:000000 100644 {NONE} {A} A\0new.toml\0\
             :100644 000000 {A} {NONE} D\0old.toml\0:100644 100644 {A} {B} R075\0from.toml\0to.toml\0\
             :100644 120000 {A} {B} T\0link.toml\0:100644 000000 {A} {NONE} U\0torn.toml\0"
        );
        let changes = read(raw.as_bytes()).unwrap();
        let sides: Vec<_> = changes.into_iter().map(|it| (it.base, it.head)).collect();
        assert_eq!(
            sides,
            [
                (at("a\nb|.toml", Some(A)), at("a\nb|.toml", Some(B))),
                (None, at("new.toml", Some(A))),
                (at("old.toml", Some(A)), None),
                (at("from.toml", Some(A)), at("to.toml", Some(B))),
                (at("link.toml", Some(A)), at("link.toml", None)),
                (at("torn.toml", Some(A)), at("torn.toml", None)),
            ]
        );
        assert_eq!(read(b""), Some(Vec::new()));
        assert_eq!(read(b"no\0such\0thing"), None);
    }
}
