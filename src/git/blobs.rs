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

/// So many questions are asked at once: they fit the smallest pipe, so that git never waits for us to read while we
/// wait for it to read.
const AHEAD: usize = 128;

/// An answer about an object that must be there, under the name that people know it by.
fn named(answer: Result<Option<Vec<u8>>, GitErrorKind>, name: &str) -> Result<Vec<u8>, GitError> {
    let missing = || GitErrorKind::Refused("the object is missing".to_owned());
    answer
        .and_then(|bytes| bytes.ok_or_else(missing))
        .map_err(|kind| GitError::new(format!("read `{name}`"), kind))
}

/// Why some names cannot be asked for.
const LINE_END: &str = "a name with a line end cannot be asked for";

/// What stands before the content of an object.
struct Header {
    id: ObjectId,
    kind: String,
    size: u64,
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
        named(self.answer(id.as_str().as_bytes(), limit), name)
    }

    /// The same for many, in their order; each is read as [`Self::read`] reads it, but git looks for the next ones
    /// meanwhile.
    pub fn read_all(
        &mut self,
        wanted: &[(&ObjectId, &str)],
        limit: u64,
    ) -> Vec<Result<Vec<u8>, GitError>> {
        let mut read = Vec::with_capacity(wanted.len());
        for some in wanted.chunks(AHEAD) {
            let questions: String = some
                .iter()
                .map(|(id, _)| format!("{}\n", id.as_str()))
                .collect();
            let asked = self.ask(questions.as_bytes());
            let broken = asked.err().map(|error| error.kind());
            for (_, name) in some {
                let answer = match broken {
                    None => self.answered(limit),
                    Some(kind) => Err(GitErrorKind::Broken(kind.into())),
                };
                read.push(named(answer, name));
            }
        }
        read
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
            _ => Err(GitErrorKind::Refused(LINE_END.to_owned())),
        };
        found.map_err(|kind| GitError::new(asked, kind))
    }

    /// The commit that a name stands for; `None` if there is none.
    ///
    /// # Errors
    /// If it may stand for several, or holds a line end.
    pub fn commit(&mut self, name: &OsStr) -> Result<Option<ObjectId>, GitError> {
        let asked = format!("find the commit `{}`", name.to_string_lossy());
        let name = bytes_of(name).unwrap_or_default();
        let found = if name.contains(&b'\n') {
            Err(GitErrorKind::Refused(LINE_END.to_owned()))
        } else {
            let question = [name, b"^{commit}\n"].concat();
            let asked = self.ask(&question).map_err(GitErrorKind::Broken);
            asked.and_then(|()| self.header())
        };
        let found = found.and_then(|header| match header {
            None => Ok(None),
            Some(Header { id, size, .. }) => {
                self.skip(size).map_err(GitErrorKind::Broken)?;
                Ok(Some(id))
            }
        });
        found.map_err(|kind| GitError::new(asked, kind))
    }

    /// The content behind a question of one line; `None` if there is no such object.
    fn answer(&mut self, question: &[u8], limit: u64) -> Result<Option<Vec<u8>>, GitErrorKind> {
        self.ask(&[question, b"\n"].concat())
            .map_err(GitErrorKind::Broken)?;
        self.answered(limit)
    }

    fn ask(&mut self, lines: &[u8]) -> std::io::Result<()> {
        self.questions.write_all(lines)?;
        self.questions.flush()
    }

    /// The content behind the next question that was asked.
    fn answered(&mut self, limit: u64) -> Result<Option<Vec<u8>>, GitErrorKind> {
        let broken = GitErrorKind::Broken;
        let Some(Header { kind, size, .. }) = self.header()? else {
            return Ok(None);
        };
        if kind == "blob" && size <= limit {
            return self.content(size).map(Some).map_err(broken);
        }
        self.skip(size).map_err(broken)?;
        Err(match kind.as_str() {
            "blob" => GitErrorKind::TooLarge { bytes: size, limit },
            "tree" => GitErrorKind::NotAFile("folder".to_owned()),
            _ => GitErrorKind::NotAFile(kind),
        })
    }

    /// What git says of the next object before its content.
    fn header(&mut self) -> Result<Option<Header>, GitErrorKind> {
        let broken = GitErrorKind::Broken;
        let mut header = Vec::new();
        self.answers
            .read_until(b'\n', &mut header)
            .map_err(broken)?;
        if header.ends_with(b" missing\n") {
            return Ok(None);
        }
        if header.ends_with(b" ambiguous\n") {
            let why = "the name stands for several objects";
            return Err(GitErrorKind::Refused(why.to_owned()));
        }
        let text = String::from_utf8_lossy(&header);
        let mut words = text.split_whitespace();
        let id = words.next().and_then(ObjectId::new);
        let kind = words.next().map(str::to_owned);
        match (id, kind, words.next().map(str::parse)) {
            (Some(id), Some(kind), Some(Ok(size))) => Ok(Some(Header { id, kind, size })),
            _ => Err(GitErrorKind::Answer(text.into_owned())),
        }
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
