//! The bytes of many blobs through one process.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

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
        self.answer(id, limit)
            .map_err(|kind| GitError::new(format!("read `{name}`"), kind))
    }

    fn answer(&mut self, id: &ObjectId, limit: u64) -> Result<Vec<u8>, GitErrorKind> {
        let broken = GitErrorKind::Broken;
        writeln!(self.questions, "{}", id.as_str()).map_err(broken)?;
        self.questions.flush().map_err(broken)?;
        let mut header = String::new();
        self.answers.read_line(&mut header).map_err(broken)?;
        let mut words = header.split_whitespace().skip(1);
        let (kind, size) = match (words.next(), words.next().map(str::parse::<u64>)) {
            (Some(kind), Some(Ok(size))) => (kind, size),
            (Some("missing"), None) => {
                return Err(GitErrorKind::Refused("the object is missing".to_owned()));
            }
            _ => return Err(GitErrorKind::Answer(header)),
        };
        if kind == "blob" && size <= limit {
            return self.content(size).map_err(broken);
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
