//! The bytes of many blobs through one process.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use super::names::bytes_of;
use super::{GitError, GitErrorKind, ObjectId, Repository};

/// A running `git cat-file --batch`, asked for one object after the other; it ends with this value.
#[derive(Debug)]
pub struct Blobs {
    child: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Blobs {
    pub(super) fn open(repository: &Repository) -> Result<Self, GitError> {
        let asked = "read objects";
        let mut git = repository.git("cat-file");
        git.arg("--batch");
        let command = git.command();
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        // What is missing is said in the answers.
        command.stderr(Stdio::null());
        let child = command.spawn();
        let mut child =
            child.map_err(|error| GitError::new(asked, GitErrorKind::NoProgram(error)))?;
        let questions = child.stdin.take().expect("it is piped");
        let answers = BufReader::new(child.stdout.take().expect("it is piped"));
        Ok(Self {
            child,
            questions,
            answers,
        })
    }

    /// The bytes of a file; `name` is what people call it. A blob over the limit is not read.
    ///
    /// # Errors
    /// If there is no such object, it is no file, or it is larger than `limit` bytes.
    pub fn read(&mut self, id: &ObjectId, name: &str, limit: u64) -> Result<Vec<u8>, GitError> {
        let missing = || GitErrorKind::Refused("the object is missing".to_owned());
        self.answer(id.as_str().as_bytes(), limit)
            .and_then(|bytes| bytes.ok_or_else(missing))
            .map_err(|kind| GitError::new(format!("read `{name}`"), kind))
    }

    /// The bytes of the file of that name, such as `HEAD:port.toml`; `None` if there is none.
    ///
    /// # Errors
    /// If it is no file, or larger than `limit` bytes; also for a name that holds a line end, as a question is
    /// one line: [`Repository::object`] takes those.
    pub fn find(&mut self, name: &OsStr, limit: u64) -> Result<Option<Vec<u8>>, GitError> {
        let asked = format!("read `{}`", name.to_string_lossy());
        let found = match bytes_of(name) {
            Some(bytes) if !bytes.contains(&b'\n') => self.answer(bytes, limit),
            _ => {
                let why = "a name with a line end cannot be asked for";
                Err(GitErrorKind::Refused(why.to_owned()))
            }
        };
        found.map_err(|kind| GitError::new(asked, kind))
    }

    /// What git says to one line; `None` if there is no such object.
    fn answer(&mut self, question: &[u8], limit: u64) -> Result<Option<Vec<u8>>, GitErrorKind> {
        let broken = GitErrorKind::Broken;
        let line = [question, b"\n"].concat();
        self.questions.write_all(&line).map_err(broken)?;
        self.questions.flush().map_err(broken)?;
        let mut header = Vec::new();
        self.answers
            .read_until(b'\n', &mut header)
            .map_err(broken)?;
        if header.ends_with(b" missing\n") {
            return Ok(None);
        }
        let header = String::from_utf8_lossy(&header).into_owned();
        let mut words = header.split_whitespace().skip(1);
        let (kind, size) = match (words.next(), words.next().map(str::parse::<u64>)) {
            (Some(kind), Some(Ok(size))) => (kind, size),
            _ => return Err(GitErrorKind::Answer(header)),
        };
        if kind == "blob" && size <= limit {
            return self.content(size).map(Some).map_err(broken);
        }
        self.skip(size).map_err(broken)?;
        Err(match kind {
            "blob" => GitErrorKind::TooLarge { bytes: size, limit },
            "tree" => GitErrorKind::NotAFile("folder".to_owned()),
            kind => GitErrorKind::NotAFile(kind.to_owned()),
        })
    }

    /// The next `size` bytes, and the end of line behind them.
    fn content(&mut self, size: u64) -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        (&mut self.answers).take(size).read_to_end(&mut bytes)?;
        if bytes.len() as u64 != size {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        self.skip(0)?;
        Ok(bytes)
    }

    fn skip(&mut self, size: u64) -> std::io::Result<()> {
        let mut rest = (&mut self.answers).take(size + 1);
        std::io::copy(&mut rest, &mut std::io::sink()).map(drop)
    }
}

impl Drop for Blobs {
    /// Nothing waits for a process that nobody asks any more.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
