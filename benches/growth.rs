//! How a comparison grows, and what it costs beside `git diff`: ratios of one run.
//!
//! ```text
//! cargo bench --bench growth [-- CLAUSES]
//! ```
//!
//! CLAUSES is the size of the largest versions, 100,000 if it is not said. Every figure is a share or a ratio of
//! measurements taken in turns, so that it says the same on a slow machine and a fast one.
//! Costs are the processor time of whole processes where the system tells it (Linux), and
//! elapsed time elsewhere. What cannot be measured here is said to be skipped.

#[expect(dead_code, reason = "made for several programs")]
mod generated;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use clausediff::load::{self, Limits};
use clausediff::matching::{self, Options};
use clausediff::model::Links;
use generated::{Generated, Recipe, Shape, What};

type Fallible<T> = Result<T, Box<dyn Error>>;

/// Growth is measured from this size: below it, starting a process weighs.
const SMALL: usize = 3_000;

/// The size at which kinds of versions are compared.
const MIDDLE: usize = 10_000;

/// The size at which little but the start of a process is left.
const LEAST: usize = 30;

const LARGE: usize = 100_000;

/// Git's diff of words; of a few clauses its diff of lines is what people look at.
const BY_WORDS: [&str; 1] = ["--word-diff=porcelain"];

/// A ratio is the median of so many.
const TURNS: usize = 5;

/// Processes are started again until they cost so much, since processor time is told in
/// hundredths of a second.
const ENOUGH: Duration = Duration::from_millis(400);

fn main() -> Fallible<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if !words.iter().any(|word| word == "--bench") {
        println!("Skipped: run it as a benchmark.");
        return Ok(());
    }
    let asked = words.iter().find_map(|word| word.parse().ok());
    let large = asked.unwrap_or(LARGE);
    let folder = tempfile::tempdir()?;
    let make = |shape, clauses| Made::new(folder.path(), shape, clauses);
    let middle = make(Shape::Plain, MIDDLE.min(large))?;
    truth(&middle)?;
    memory(&middle)?;
    for (shape, name) in [
        (Shape::Boilerplate, "half boilerplate"),
        (Shape::Identical, "identical"),
        (Shape::AllChanged, "all changed"),
        (Shape::Reversed, "reversed"),
    ] {
        let other = make(shape, middle.clauses)?;
        let ratio = ratio(|| other.compare(), || middle.compare())?;
        println!(
            "{name} against plain, {} clauses: {ratio:.2} times",
            middle.clauses
        );
    }
    against_git(&make(Shape::Plain, LEAST)?, &[])?;
    against_git(&middle, &BY_WORDS)?;
    if large > middle.clauses {
        let large = make(Shape::Plain, large)?;
        truth(&large)?;
        memory(&large)?;
        against_git(&large, &BY_WORDS)?;
        growth(&make(Shape::Plain, SMALL)?, &large)?;
    }
    Ok(())
}

/// Two versions as files.
struct Made {
    generated: Generated,
    clauses: usize,
    folder: PathBuf,
}

impl Made {
    fn new(folder: &Path, shape: Shape, clauses: usize) -> Fallible<Self> {
        let generated = Recipe {
            shape,
            clauses,
            seed: 1,
        }
        .make();
        let folder = folder.join(format!("{shape:?}-{clauses}"));
        fs::create_dir(&folder)?;
        let versions = &generated.versions;
        for (name, document) in [("before", &versions.before), ("after", &versions.after)] {
            fs::write(folder.join(name).with_extension("toml"), document.file())?;
            fs::write(folder.join(name).with_extension("txt"), document.text())?;
        }
        Ok(Self {
            generated,
            clauses,
            folder,
        })
    }

    /// The whole result as JSON.
    fn compare(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_clausediff"));
        let words = ["diff", "before.toml", "after.toml", "--format", "json"];
        command.args(words).current_dir(&self.folder);
        command
    }

    fn git(&self, options: &[&str]) -> Command {
        let mut command = Command::new("git");
        command.args(["diff", "--no-index"]).args(options);
        command
            .args(["before.txt", "after.txt"])
            .current_dir(&self.folder);
        command
    }

    fn bytes(&self) -> Fallible<u64> {
        let sizes = ["before.toml", "after.toml"].map(|name| fs::metadata(self.folder.join(name)));
        let [before, after] = sizes;
        Ok(before?.len() + after?.len())
    }
}

/// How much of what was done is found.
fn truth(made: &Made) -> Fallible<()> {
    let read = |name: &str| load::version(&made.folder.join(name), &Limits::default());
    let (before, after) = (read("before.toml")?.value, read("after.toml")?.value);
    let matching = matching::pair(&before, &after, &Links::default(), &Options::default());
    for (name, kinds) in [
        ("edited pairs", &[What::Edited, What::MovedAndEdited][..]),
        ("moved pairs", &[What::Moved]),
        ("links of splits and mergers", &[What::Split, What::Merged]),
    ] {
        let [found, links] = made.generated.found(&matching, kinds);
        let share = found as f64 / links.max(1) as f64;
        println!(
            "{name} found, {} clauses: {share:.4} ({found} of {links})",
            made.clauses
        );
    }
    Ok(())
}

fn growth(small: &Made, large: &Made) -> Fallible<()> {
    let ratio = ratio(|| large.compare(), || small.compare())?;
    let exponent = ratio.ln() / (large.clauses as f64 / small.clauses as f64).ln();
    println!(
        "growth from {} to {} clauses: exponent {exponent:.2}",
        small.clauses, large.clauses
    );
    Ok(())
}

/// Beside `git diff` on the same words as plain text.
fn against_git(made: &Made, options: &[&str]) -> Fallible<()> {
    let what = format!(
        "whole process against git diff{}, {} clauses",
        options
            .iter()
            .map(|option| format!(" {option}"))
            .collect::<String>(),
        made.clauses
    );
    if Command::new("git").arg("--version").output().is_err() {
        println!("{what}: skipped, git is not here");
        return Ok(());
    }
    let ratio = ratio(|| made.compare(), || made.git(options))?;
    println!("{what}: {ratio:.2} times");
    Ok(())
}

fn memory(made: &Made) -> Fallible<()> {
    let what = format!(
        "peak memory over the bytes of both files, {} clauses",
        made.clauses
    );
    match peak(quiet(&mut made.compare()).spawn()?)? {
        Some(peak) => println!("{what}: {:.2} times", peak as f64 / made.bytes()? as f64),
        None => println!("{what}: skipped, the system does not tell it"),
    }
    Ok(())
}

/// The most bytes that a process held, as last told before it ended.
fn peak(mut child: Child) -> Fallible<Option<u64>> {
    let path = format!("/proc/{}/status", child.id());
    let mut most = None;
    while child.try_wait()?.is_none() {
        let status = fs::read_to_string(&path).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        most = most.max(kilobytes.map(|kilobytes| kilobytes * 1_024));
        std::thread::sleep(Duration::from_micros(500));
    }
    Ok(most)
}

/// The median of what one costs over what the other costs, taken in turns.
fn ratio(one: impl Fn() -> Command, other: impl Fn() -> Command) -> Fallible<f64> {
    let turn = |_| Ok(cost(&one)? / cost(&other)?);
    let mut ratios = (0..TURNS).map(turn).collect::<Fallible<Vec<f64>>>()?;
    ratios.sort_by(f64::total_cmp);
    Ok(ratios[TURNS / 2])
}

/// What one run costs, in seconds.
fn cost(command: impl Fn() -> Command) -> Fallible<f64> {
    let (start, elapsed) = (processor_time(), Instant::now());
    let mut runs = 0.0;
    loop {
        quiet(&mut command()).status()?;
        runs += 1.0;
        let spent = match (start, processor_time()) {
            (Some(start), Some(now)) => now.saturating_sub(start),
            _ => elapsed.elapsed(),
        };
        if spent >= ENOUGH {
            return Ok(spent.as_secs_f64() / runs);
        }
    }
}

/// Of the processes that this one has waited for: fields 16 and 17 of Linux's
/// `/proc/self/stat`, in hundredths of a second.
fn processor_time() -> Option<Duration> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(13);
    let mut hundredths = || fields.next()?.parse::<u64>().ok();
    Some(Duration::from_millis(10 * (hundredths()? + hundredths()?)))
}

fn quiet(command: &mut Command) -> &mut Command {
    command.stdout(Stdio::null()).stderr(Stdio::null())
}
