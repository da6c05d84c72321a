//! The pager: which one, and when.
//!
//! Only on a terminal, and only for what is longer than its screen. The command is split into words here and
//! never given to a shell.

use std::env;
use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};
use std::process::{Command, Stdio};

/// What pages where nothing else is named: it quits if all fits, passes colours on and leaves the screen as it was.
const DEFAULT: &str = "less -FRX";

/// What `less` is told where neither the command nor the user tells it anything.
const LESS: &str = "FRX";

/// A command that shows long output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pager {
    program: String,
    arguments: Vec<String>,
}

impl Pager {
    /// The first of these variables that is set decides; an empty one or `cat` means none.
    pub fn of(variable: impl Fn(&str) -> Option<OsString>) -> Option<Self> {
        let named = variable("CLAUSEDIFF_PAGER").or_else(|| variable("PAGER"));
        let line = named.unwrap_or_else(|| DEFAULT.into());
        let mut words = words(line.to_str()?).into_iter();
        let program = words.next().filter(|program| program != "cat")?;
        Some(Self {
            program,
            arguments: words.collect(),
        })
    }

    /// How it is named to the user.
    pub fn name(&self) -> &str {
        &self.program
    }

    /// Shows `text` and waits until the reader is done; a reader who stops early is no error.
    pub fn show(&self, text: &[u8]) -> io::Result<()> {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).stdin(Stdio::piped());
        for (name, value) in [("LESS", LESS), ("LV", "-c")] {
            if env::var_os(name).is_none() {
                command.env(name, value);
            }
        }
        let mut child = command.spawn()?;
        let mut stdin = child.stdin.take().expect("it was piped");
        let written = stdin.write_all(text);
        drop(stdin);
        child.wait()?;
        match written {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error),
            _ => Ok(()),
        }
    }
}

/// The words of a command line; quotes keep spaces, a backslash keeps the sign behind it.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote: Option<char> = None;
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match (c, quote) {
            (c, Some(open)) if c == open => quote = None,
            ('\\', None | Some('"')) => word.get_or_insert_default().extend(chars.next()),
            ('"' | '\'', None) => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (c, None) if c.is_whitespace() => words.extend(word.take()),
            (c, _) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(variables: &[(&str, &str)], expected: &[&str]) {
        let pager = Pager::of(|name| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| value.into())
        });
        let words = pager.map(|pager| [vec![pager.program], pager.arguments].concat());
        assert_eq!(words.unwrap_or_default(), expected);
    }

    #[test]
    fn our_own_variable_comes_first_then_the_common_one_then_less() {
        check(&[("CLAUSEDIFF_PAGER", "a"), ("PAGER", "b")], &["a"]);
        check(&[("PAGER", "more -s")], &["more", "-s"]);
        check(&[], &["less", "-FRX"]);
    }

    #[test]
    fn nothing_and_cat_mean_no_pager() {
        check(&[("PAGER", "")], &[]);
        check(&[("PAGER", "cat")], &[]);
        check(&[("CLAUSEDIFF_PAGER", ""), ("PAGER", "less")], &[]);
    }

    #[test]
    fn a_command_is_split_as_people_quote_it_and_no_shell_reads_it() {
        check(
            &[("PAGER", r#""/opt/my pager" -p 'a b' c\ d $(x); ''"#)],
            &["/opt/my pager", "-p", "a b", "c d", "$(x);", ""],
        );
    }
}
