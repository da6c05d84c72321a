//! The terminal and the streams: the environment is read here, colour and width are
//! decided here, and all that the program says is written here.

use std::cell::RefCell;
use std::env;
use std::error::Error;
use std::ffi::OsString;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clausediff::diagnostic::Findings;
use clausediff::render::finding::finding;
use clausediff::render::markdown::{Flavor, flavored};
use clausediff::render::style::{Palette, Role, Styles};
use clausediff::text::visible::visible;

use super::args::{self, Color, Output};
use super::failure::Failure;
use super::output::{self, Input, Out};
use super::pager::Pager;
use super::progress::Progress;

/// Columns where neither the terminal nor the user says how many: what terminals have
/// had since they were made of glass.
const WIDTH: usize = 80;

/// What the program looks at beside its arguments, read once.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    no_color: bool,
    force_color: bool,
    clicolor_zero: bool,
    dumb_terminal: bool,
    columns: Option<usize>,
    pager: Option<Pager>,
    stdout: Stream,
    stderr: Stream,
}

/// What one stream is connected to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stream {
    /// A file or a pipe.
    #[default]
    Elsewhere,
    /// A terminal; its columns and rows, if it says so.
    Terminal(Option<(usize, usize)>),
}

impl Environment {
    /// Looks at the variables and streams of this process.
    pub fn read() -> Self {
        Self::of(
            |name| env::var_os(name),
            Stream::of(io::stdout()),
            Stream::of(io::stderr()),
        )
    }

    /// An empty variable counts as one that is not there.
    fn of(variable: impl Fn(&str) -> Option<OsString>, stdout: Stream, stderr: Stream) -> Self {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        // Git shows what it runs in its own pager, on a terminal.
        let is_paged = set("GIT_PAGER_IN_USE").is_some_and(|value| value == "true" || value == "1");
        let forced = |name: &str| set(name).is_some_and(|value| value != "0");
        Self {
            no_color: set("NO_COLOR").is_some(),
            force_color: forced("CLICOLOR_FORCE") || forced("FORCE_COLOR"),
            clicolor_zero: set("CLICOLOR").is_some_and(|value| value == "0"),
            dumb_terminal: set("TERM").is_some_and(|value| value == "dumb"),
            columns: set("COLUMNS")
                .and_then(|value| value.to_str()?.parse().ok())
                .filter(|&columns| columns > 0)
                .map(|columns: usize| columns.min(WIDEST)),
            // Git may show one file after another without a pager of its own; ours would start for each.
            pager: Pager::of(&variable).filter(|_| set("GIT_DIFF_PATH_COUNTER").is_none()),
            stdout: match stdout {
                Stream::Elsewhere if is_paged => Stream::Terminal(None),
                stream => stream,
            },
            stderr,
        }
    }

    /// The rules in the order in which they decide.
    fn is_coloured(&self, color: Color, stream: Stream) -> bool {
        let rules = [
            (color == Color::Always, true),
            (color == Color::Never, false),
            (self.no_color, false),
            (self.force_color, true),
            (self.clicolor_zero, false),
            (self.dumb_terminal, false),
            (stream != Stream::Elsewhere, true),
        ];
        let first = rules.into_iter().find(|(holds, _)| *holds);
        first.is_some_and(|(_, is_coloured)| is_coloured)
    }
}

impl Stream {
    #[cfg(unix)]
    fn of(stream: impl IsTerminal + std::os::fd::AsFd) -> Self {
        Self::with_size(
            stream.is_terminal(),
            terminal_size::terminal_size_of(stream),
        )
    }

    #[cfg(windows)]
    fn of(stream: impl IsTerminal + std::os::windows::io::AsHandle) -> Self {
        Self::with_size(
            stream.is_terminal(),
            terminal_size::terminal_size_of(stream),
        )
    }

    fn with_size(
        is_terminal: bool,
        size: Option<(terminal_size::Width, terminal_size::Height)>,
    ) -> Self {
        if !is_terminal {
            return Self::Elsewhere;
        }
        let size = size.map(|(width, height)| (usize::from(width.0), usize::from(height.0)));
        Self::Terminal(size.filter(|&(columns, _)| columns > 0))
    }

    fn columns(self) -> Option<usize> {
        match self {
            Self::Terminal(size) => size.map(|(columns, _)| columns),
            Self::Elsewhere => None,
        }
    }

    fn rows(self) -> Option<usize> {
        match self {
            Self::Terminal(size) => size.map(|(_, rows)| rows).filter(|&rows| rows > 0),
            Self::Elsewhere => None,
        }
    }
}

/// The most that `--width` takes; more in `COLUMNS` is a slip, and would cost memory.
const WIDEST: usize = u16::MAX as usize;

/// Where and how this run writes.
#[derive(Debug)]
pub struct Ui {
    /// How the output looks.
    pub styles: Styles,
    /// How many columns the output fills.
    pub width: usize,
    flavor: Flavor,
    /// Sources and files are linked.
    pub hyperlinks: bool,
    error_styles: Styles,
    /// What shows output of more lines than that.
    pager: Option<(Pager, usize)>,
    progress: RefCell<Option<Progress>>,
    quiet: bool,
    output: Option<PathBuf>,
}

impl Ui {
    /// Decides once for the run.
    pub fn new(typed: &Output, environment: &Environment) -> Self {
        let output = typed.output.clone().filter(|path| path.as_os_str() != "-");
        let (stdout, color) = match (&output, typed.color) {
            (None, color) => (environment.stdout, color),
            (Some(_), Color::Auto) => (Stream::Elsewhere, Color::Never),
            (Some(_), color) => (Stream::Elsewhere, color),
        };
        let width = typed.width.map(usize::from);
        let styles = |color, stream| match environment.is_coloured(color, stream) {
            true => Styles::Ansi(palette(typed.palette)),
            false => Styles::Plain,
        };
        let on_terminal = stdout != Stream::Elsewhere && styles(color, stdout) != Styles::Plain;
        let hyperlinks = match typed.hyperlinks {
            args::Hyperlinks::Auto => on_terminal && !environment.dumb_terminal,
            args::Hyperlinks::Always => true,
            args::Hyperlinks::Never => false,
        };
        let pager = environment.pager.clone().filter(|_| !typed.no_pager);
        let shows_progress =
            environment.stderr != Stream::Elsewhere && !environment.dumb_terminal && !typed.quiet;
        let flavor = match typed.flavor {
            args::Flavor::Github => Flavor::Github,
            args::Flavor::Gitlab => Flavor::Gitlab,
            args::Flavor::Plain => Flavor::Plain,
        };
        Self {
            flavor,
            hyperlinks,
            pager: pager.zip(stdout.rows()),
            progress: RefCell::new(shows_progress.then(Progress::start)),
            styles: styles(color, stdout),
            width: width
                .or(stdout.columns())
                .or(environment.columns)
                .unwrap_or(WIDTH),
            error_styles: styles(typed.color, environment.stderr),
            quiet: typed.quiet,
            output,
        }
    }

    /// A page of Markdown for who reads it.
    pub fn flavored(&self, page: String) -> String {
        flavored(page, self.flavor)
    }

    /// Writes the output of the run, whole.
    pub fn print(&self, text: &str, inputs: &[Input]) -> Result<(), Failure> {
        self.print_by(|out| out.write_all(text.as_bytes()), inputs)
    }

    /// Lets `content` write the output of the run, piece by piece. A reader who stops
    /// reading ends nothing but the writing.
    pub fn print_by(
        &self,
        content: impl FnOnce(&mut Out) -> io::Result<()>,
        inputs: &[Input],
    ) -> Result<(), Failure> {
        self.end_progress();
        match (&self.output, &self.pager) {
            (Some(path), _) => output::write(path, inputs, content),
            (None, Some((pager, rows))) => self.to_pager(pager, *rows, content),
            (None, None) => to_stdout(content),
        }
    }

    /// Shows what is longer than the screen in the pager; where that cannot be started, all at once.
    fn to_pager(
        &self,
        pager: &Pager,
        rows: usize,
        content: impl FnOnce(&mut Out) -> io::Result<()>,
    ) -> Result<(), Failure> {
        let mut text = Vec::new();
        output::pour(&mut text, content).map_err(Failure::Stdout)?;
        let lines = text.iter().filter(|byte| **byte == b'\n').count();
        if lines < rows {
            return to_stdout(|out| out.write_all(&text));
        }
        pager.show(&text).or_else(|error| {
            let name = pager.name();
            self.note(&format!("the pager `{name}` cannot be started: {error}"));
            to_stdout(|out| out.write_all(&text))
        })
    }

    /// Takes the sign of life away; what is said next stands on a line of its own.
    fn end_progress(&self) {
        self.progress.take();
    }

    /// Says something that is good to know, in one line, unless the run is quiet.
    pub fn note(&self, text: &str) {
        if !self.quiet {
            self.say(Role::Note, "note", text);
        }
    }

    /// Says a count or another bare line, unless the run is quiet.
    pub fn remark(&self, text: &str) {
        if !self.quiet {
            self.end_progress();
            to_stderr(&format!("{}\n", visible(text)));
        }
    }

    /// Says why something could not be done, with all findings.
    pub fn failure(&self, failure: &Failure) {
        for one in failure.each() {
            self.one_failure(one);
        }
    }

    fn one_failure(&self, failure: &Failure) {
        self.end_progress();
        if let Some(findings) = failure.findings() {
            to_stderr(&shown(findings, self.error_styles));
        }
        self.say(Role::Error, "error", &failure.to_string());
        let mut cause = failure.source();
        while let Some(error) = cause {
            to_stderr(&format!("  because: {}\n", visible(&error.to_string())));
            cause = error.source();
        }
        if let Some(help) = failure.help() {
            self.say(Role::Help, "help", help);
        }
    }

    fn say(&self, role: Role, word: &str, text: &str) {
        self.end_progress();
        let word = self.error_styles.paint(role, format!("{word}:"));
        to_stderr(&format!("{word} {}\n", visible(text)));
    }
}

fn palette(typed: args::Palette) -> Palette {
    match typed {
        args::Palette::Default => Palette::Default,
        args::Palette::Legal => Palette::Legal,
        args::Palette::Cvd => Palette::Cvd,
        args::Palette::Mono => Palette::Mono,
    }
}

/// Every finding of a file, an empty line after each.
pub fn shown(findings: &Findings, styles: Styles) -> String {
    let each = findings.diagnostics.iter();
    each.map(|one| format!("{}\n", finding(findings, one, styles)))
        .collect()
}

/// Says what is wrong with the arguments, or prints the help or version asked for.
pub fn show_usage(error: &clap::Error, words: &[OsString], environment: &Environment) -> ExitCode {
    let (stream, is_failure) = if error.use_stderr() {
        (environment.stderr, true)
    } else {
        (environment.stdout, false)
    };
    let text = match environment.is_coloured(color_among(words), stream) {
        true => error.render().ansi().to_string(),
        false => error.render().to_string(),
    };
    if is_failure {
        to_stderr(&text);
        return ExitCode::from(2);
    }
    match to_stdout(|out| out.write_all(text.as_bytes())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(2),
    }
}

/// The `--color` of arguments that cannot be read as a whole; the last one that is plain.
fn color_among(words: &[OsString]) -> Color {
    let words: Vec<_> = words.iter().map(|word| word.to_string_lossy()).collect();
    let apart = words.windows(2).filter(|pair| pair[0] == "--color");
    let apart = apart.map(|pair| pair[1].as_ref());
    let joined = words
        .iter()
        .filter_map(|word| word.strip_prefix("--color="));
    match apart.chain(joined).last() {
        Some("always") => Color::Always,
        Some("never") => Color::Never,
        _ => Color::Auto,
    }
}

fn to_stdout(content: impl FnOnce(&mut Out) -> io::Result<()>) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    match output::pour(&mut stdout, content).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::Stdout(error)),
        _ => Ok(()),
    }
}

/// Nobody can be told that nobody listens.
fn to_stderr(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(variables: &[(&str, &str)], stdout: Stream) -> Environment {
        let value = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| OsString::from(value))
        };
        Environment::of(value, stdout, Stream::Elsewhere)
    }

    const ANSI: Styles = Styles::Ansi(Palette::Default);

    const TERMINAL: Stream = Stream::Terminal(Some((100, 50)));

    #[track_caller]
    fn check_color(
        color: Color,
        variables: &[(&str, &str)],
        on_terminal: Styles,
        elsewhere: Styles,
    ) {
        let typed = Output {
            color,
            ..Output::default()
        };
        let styles = |stream| Ui::new(&typed, &environment(variables, stream)).styles;
        assert_eq!(styles(TERMINAL), on_terminal, "on a terminal");
        assert_eq!(styles(Stream::Elsewhere), elsewhere, "into a pipe");
    }

    #[test]
    fn colour_depends_on_the_stream_where_nothing_else_is_said() {
        use Styles::Plain;
        check_color(Color::Auto, &[], ANSI, Plain);
        check_color(
            Color::Auto,
            &[("TERM", "xterm"), ("CLICOLOR", "1")],
            ANSI,
            Plain,
        );
    }

    #[test]
    fn each_rule_of_colour_beats_those_after_it() {
        use Styles::Plain;
        let rules = [
            (("NO_COLOR", "1"), Plain, Plain),
            (("CLICOLOR_FORCE", "1"), ANSI, ANSI),
            (("CLICOLOR", "0"), Plain, Plain),
            (("TERM", "dumb"), Plain, Plain),
        ];
        for first in 0..rules.len() {
            let variables: Vec<_> = rules[first..].iter().map(|rule| rule.0).collect();
            let (_, on_terminal, elsewhere) = rules[first];
            check_color(Color::Auto, &variables, on_terminal, elsewhere);
            check_color(Color::Always, &variables, ANSI, ANSI);
            check_color(Color::Never, &variables, Plain, Plain);
        }
        check_color(Color::Auto, &[("FORCE_COLOR", "3")], ANSI, ANSI);
    }

    #[test]
    fn empty_variables_and_a_force_of_zero_say_nothing() {
        use Styles::Plain;
        for name in [
            "NO_COLOR",
            "CLICOLOR_FORCE",
            "FORCE_COLOR",
            "CLICOLOR",
            "TERM",
        ] {
            check_color(Color::Auto, &[(name, "")], ANSI, Plain);
        }
        check_color(Color::Auto, &[("CLICOLOR_FORCE", "0")], ANSI, Plain);
        check_color(Color::Auto, &[("FORCE_COLOR", "0")], ANSI, Plain);
    }

    #[test]
    fn a_file_is_coloured_only_on_demand() {
        let styles = |color| {
            let typed = Output {
                color,
                output: Some("out.txt".into()),
                ..Output::default()
            };
            Ui::new(&typed, &environment(&[("FORCE_COLOR", "1")], TERMINAL)).styles
        };
        assert_eq!(styles(Color::Auto), Styles::Plain);
        assert_eq!(styles(Color::Always), ANSI);
    }

    #[track_caller]
    fn check_width(typed: Option<u16>, stdout: Stream, columns: &str, expected: usize) {
        let typed = Output {
            width: typed,
            ..Output::default()
        };
        let environment = environment(&[("COLUMNS", columns)], stdout);
        assert_eq!(Ui::new(&typed, &environment).width, expected);
    }

    #[test]
    fn width_is_the_typed_one_then_the_terminals_then_columns_then_80() {
        check_width(Some(120), TERMINAL, "90", 120);
        check_width(None, TERMINAL, "90", 100);
        check_width(None, Stream::Terminal(None), "90", 90);
        check_width(None, Stream::Elsewhere, "90", 90);
        check_width(None, Stream::Elsewhere, "", 80);
        check_width(None, Stream::Elsewhere, "wide", 80);
        check_width(None, Stream::Elsewhere, "0", 80);
        check_width(None, Stream::Elsewhere, "99999999", WIDEST);
    }

    #[test]
    fn color_is_found_among_arguments_that_are_wrong() {
        let found = |line: &str| {
            let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            color_among(&words)
        };
        assert_eq!(found("clausediff --color always --wrong"), Color::Always);
        assert_eq!(found("clausediff --color=never --wrong"), Color::Never);
        assert_eq!(found("clausediff --wrong --color"), Color::Auto);
    }
}
