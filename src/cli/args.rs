//! What was typed. The doc comments are the help text.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand, ValueEnum, ValueHint};
use clausediff::matching::{Key, Score};
use clausediff::model::Date;
use clausediff::report::Show;

/// What stands below the help of the program.
const VERSIONS_AND_EXIT: &str = "\
A VERSION is one of these, tried in this order:
  -         standard input, once
  PATH      a file
  ID        the id of a version in ./proposals or its subfolders
  REV:PATH  a file in git, such as HEAD~1:proposals/draft.toml; :PATH is the index, and
            REV..REV:PATH all states of it in that range
  ID        the id of a version that comes with the program

Exit codes:
  0         done, also if the versions differ
  1         something was found that --exit-code, --fail-on or `check` looks for
  2         wrong usage, or something that was asked for cannot be read

Examples:
  clausediff
  clausediff list
  clausediff diff us-28-point-2025-11 e3-counter-2025-11
  clausediff table istanbul-communique-2022 us-28-point-2025-11 --format markdown";

const DIFF_EXAMPLES: &str = "\
Examples:
  clausediff diff draft-1.toml draft-2.toml
  clausediff diff draft-1.toml - < draft-2.toml
  clausediff diff main:proposals/accord.toml proposals/accord.toml
  clausediff diff main~1..main:proposals/accord.toml
  clausediff diff us-28-point-2025-11 e3-counter-2025-11 --substantive
  clausediff diff us-28-point-2025-11 e3-counter-2025-11 --view summary
  clausediff diff us-28-point-2025-11 e3-counter-2025-11 --account
  clausediff diff us-28-point-2025-11 e3-counter-2025-11 --format json --output diff.json";

const TABLE_EXAMPLES: &str = "\
Examples:
  clausediff table draft-1.toml draft-2.toml
  clausediff table main~1..main:proposals/accord.toml
  clausediff table istanbul-communique-2022 us-final-offer-2025-04 us-28-point-2025-11
  clausediff table us-28-point-2025-11 twenty-point-2025-12 --topic security
  clausediff table v1..HEAD:proposals/accord.toml --view summary --format markdown
  clausediff table us-28-point-2025-11 e3-counter-2025-11 twenty-point-2025-12 --terms";

const LIST_EXAMPLES: &str = "\
Examples:
  clausediff list
  clausediff list --format markdown";

const SHOW_EXAMPLES: &str = "\
Examples:
  clausediff show twenty-point-2025-12
  clausediff show draft-1.toml --format markdown --output draft-1.md";

const HISTORY_EXAMPLES: &str = "\
Examples:
  clausediff history p28-6
  clausediff history istanbul-draft-treaty-2022#it-18a --format markdown
  clausediff history garrison draft-1.toml draft-2.toml
  clausediff history garrison v1..HEAD:proposals/accord.toml";

const BLAME_EXAMPLES: &str = "\
Examples:
  clausediff blame twenty-point-2025-12
  clausediff blame draft-2.toml draft-1.toml
  clausediff blame v1..HEAD:proposals/accord.toml";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  clausediff explain us-28-point-2025-11#p28-8 twenty-point-2025-12
  clausediff explain draft-1.toml#garrison draft-2.toml#garrison";

const CHECK_EXAMPLES: &str = "\
Examples:
  clausediff check
  clausediff check draft-1.toml draft-2.toml
  clausediff check . --deny-warnings --format json";

const FMT_EXAMPLES: &str = "\
Examples:
  clausediff fmt                           # the files in ./proposals
  clausediff fmt --check proposals         # exit with 1 if one is not canonical
  clausediff fmt --diff draft-2.toml
  clausediff fmt - < draft-2.toml";

const GIT_EXAMPLES: &str = "\
Examples:
  clausediff git install
  clausediff git install 'drafts/*.toml'
  clausediff git install --textconv
  clausediff git status
  clausediff git uninstall";

const REVIEW_EXAMPLES: &str = "\
Examples:
  clausediff review main...HEAD
  clausediff review v1..v2 -- proposals/accord.toml
  clausediff review --staged
  clausediff review old/proposals new/proposals
  clausediff review main...HEAD --format markdown --fit comment --output comment.md
  clausediff review main...HEAD --format sarif --output review.sarif";

const SCHEMA_EXAMPLES: &str = "\
Examples:
  clausediff schema proposal
  clausediff schema diff --output diff.schema.json";

const SELFTEST_EXAMPLES: &str = "\
Examples:
  clausediff selftest
  clausediff selftest --format json";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  clausediff completions bash
  clausediff completions zsh --output _clausediff";

const MAN_EXAMPLES: &str = "\
Examples:
  clausediff man --output clausediff.1";

/// Compare successive versions of a proposal, clause by clause.
///
/// Each version is a TOML file of clauses. Without a command, prints the table of the
/// versions in ./proposals, or of those that come with the program: the ones that
/// `compare` in links.toml names, else the newest that fit.
#[derive(Debug, Parser)]
#[command(name = "clausediff", version, after_long_help = VERSIONS_AND_EXIT, max_term_width = 100)]
pub struct Args {
    #[command(subcommand)]
    pub command: Option<Command>,
    /// For the table of a run without a command.
    #[command(flatten)]
    pub bare: Comparison,
    #[command(flatten)]
    pub output: Output,
    #[command(flatten)]
    pub limits: MaxSizes,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Diff(Diff),
    Table(Table),
    List(List),
    Show(ShowVersion),
    History(History),
    Blame(Blame),
    Explain(Explain),
    Check(Check),
    Fmt(Fmt),
    Git(Git),
    Review(Review),
    Github(Github),
    Schema(Schema),
    Selftest(Selftest),
    Completions(Completions),
    Man(Man),
}

/// Show what changed between two versions.
#[derive(Debug, clap::Args)]
#[command(after_long_help = DIFF_EXAMPLES)]
pub struct Diff {
    /// The earlier version: a file, an id, REV:PATH in git, or - for standard input.
    #[arg(value_hint = ValueHint::FilePath)]
    pub before: OsString,
    /// The later version; left out behind REV..REV:PATH, of which both ends are compared.
    #[arg(value_hint = ValueHint::FilePath)]
    pub after: Option<OsString>,
    /// How changes are shown, except in JSON.
    #[arg(long, value_enum, default_value_t, help_heading = "Output")]
    pub view: View,
    /// In which order changes are shown, except in JSON.
    #[arg(long, value_enum, default_value_t, help_heading = "Output")]
    pub order: Order,
    /// Show what became of every sentence, and that the sums close; no filter applies.
    #[arg(long, help_heading = "Proof")]
    pub account: bool,
    /// Show what differs from the changes that this file announces; no filter applies.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Proof")]
    pub declared: Option<PathBuf>,
    #[command(flatten)]
    pub comparison: Comparison,
    #[command(flatten)]
    pub guarding: Guarding,
}

/// Show versions side by side, a column for each, in the order of their dates.
#[derive(Debug, clap::Args)]
#[command(after_long_help = TABLE_EXAMPLES)]
pub struct Table {
    /// Two or more versions: files, ids, REV:PATH in git, or - for standard input; REV..REV:PATH is all states of a file
    /// in that range. With --terms none are those
    /// of a run without a command.
    #[arg(value_name = "VERSION", num_args = 1.., required_unless_present = "terms", value_hint = ValueHint::FilePath)]
    pub versions: Vec<OsString>,
    /// Rows of clauses, or what each version changed, the newest first; on a terminal and in Markdown.
    #[arg(
        long,
        value_enum,
        default_value_t,
        conflicts_with = "terms",
        help_heading = "Output"
    )]
    pub view: TableView,
    /// Say also how much of each version stands in each later one.
    #[arg(long, help_heading = "Output")]
    pub pairs: bool,
    /// A row for each named term, with how far it went, and the positions of the parties. Terms
    /// in words that nowhere changed stand there only with --all.
    #[arg(long, help_heading = "Output")]
    pub terms: bool,
    #[command(flatten)]
    pub comparison: Comparison,
}

/// List the versions at hand: those in ./proposals and those that come with the program.
#[derive(Debug, clap::Args)]
#[command(after_long_help = LIST_EXAMPLES)]
pub struct List {
    /// How it is printed.
    #[arg(long, short, value_enum, default_value_t, help_heading = "Output")]
    pub format: ReadingFormat,
}

/// Show one version, readable, with the sources of each clause.
#[derive(Debug, clap::Args)]
#[command(after_long_help = SHOW_EXAMPLES)]
pub struct ShowVersion {
    /// A file, an id, REV:PATH in git, or - for standard input.
    #[arg(value_hint = ValueHint::FilePath)]
    pub version: OsString,
    /// How it is printed.
    #[arg(long, short, value_enum, default_value_t, help_heading = "Output")]
    pub format: ReadingFormat,
}

/// Show one clause through all versions: born, changed, moved, split, merged, dropped, revived.
///
/// With the redline and the findings of each step and the sources in each version. What it came from and what
/// it became is followed; siblings of a split are not.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HISTORY_EXAMPLES)]
pub struct History {
    /// The id of a clause, or VERSION#ID where several clauses of different matters have that id.
    #[arg(value_name = "CLAUSE", value_hint = ValueHint::Other)]
    pub clause: OsString,
    /// Files, ids, REV:PATH in git, or REV..REV:PATH for all states of a file; without any, those at hand.
    #[arg(value_name = "VERSION", value_hint = ValueHint::FilePath)]
    pub versions: Vec<OsString>,
    /// How it is printed.
    #[arg(long, short, value_enum, default_value_t, help_heading = "Output")]
    pub format: StoryFormat,
    /// Show the text where it stays the same, too.
    #[arg(long, help_heading = "Output")]
    pub all: bool,
    #[command(flatten)]
    pub matching: Matching,
}

/// Show which version brought in each word of one.
///
/// What is kept from version to version keeps its origin, through moves, splits, mergers and gaps.
#[derive(Debug, clap::Args)]
#[command(after_long_help = BLAME_EXAMPLES)]
pub struct Blame {
    /// The version whose words are told; of REV..REV:PATH the last state.
    #[arg(value_hint = ValueHint::FilePath)]
    pub version: OsString,
    /// The versions to look back through; without any, those at hand beside it. Later ones are left out.
    #[arg(value_name = "EARLIER", value_hint = ValueHint::FilePath)]
    pub earlier: Vec<OsString>,
    /// How it is printed.
    #[arg(long, short, value_enum, default_value_t, help_heading = "Output")]
    pub format: StoryFormat,
    #[command(flatten)]
    pub matching: Matching,
}

/// Explain why two clauses are paired, or what a clause became and why.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXPLAIN_EXAMPLES)]
pub struct Explain {
    /// A clause of the earlier version. The last # stands before the clause.
    #[arg(value_name = "BEFORE#ID", value_hint = ValueHint::FilePath)]
    pub before: OsString,
    /// The later version, or a clause of it.
    #[arg(value_name = "AFTER[#ID]", value_hint = ValueHint::FilePath)]
    pub after: OsString,
    /// How it is printed.
    #[arg(long, short, value_enum, default_value_t, help_heading = "Output")]
    pub format: ReadingFormat,
    #[command(flatten)]
    pub matching: Matching,
}

/// Check files and show all that is wrong with them.
///
/// Of a folder, every *.toml in it and its subfolders is checked. Files named
/// links.toml and guards.toml are read as such, and against the versions beside them.
/// Exits with 1 if a file has an error.
#[derive(Debug, clap::Args)]
#[command(after_long_help = CHECK_EXAMPLES)]
pub struct Check {
    /// Files, folders, REV:PATH in git, or - for standard input; without any ./proposals, or
    /// what comes with the program.
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// Exit with 1 also if there are only warnings.
    #[arg(long)]
    pub deny_warnings: bool,
    /// How findings are printed; json prints one object a line.
    #[arg(long, short, value_enum, default_value_t, help_heading = "Output")]
    pub format: PlainFormat,
}

/// Write files in canonical form, comments kept.
///
/// Keys stand in one order, tables under headers with an empty line before each, values on one line;
/// what the file says stays the same. Of a folder, every *.toml in it and its subfolders is rewritten.
/// A file with an error is left alone and said.
#[derive(Debug, clap::Args)]
#[command(after_long_help = FMT_EXAMPLES)]
pub struct Fmt {
    /// Files, folders, or - for standard input to standard output; without any ./proposals.
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// Write nothing, name what would be rewritten, and exit with 1 if there is any.
    #[arg(long)]
    pub check: bool,
    /// Write nothing, and print what would change, line by line.
    #[arg(long)]
    pub diff: bool,
}

/// Let git compare and merge clauses where it did lines.
#[derive(Debug, clap::Args)]
#[command(after_long_help = GIT_EXAMPLES)]
pub struct Git {
    #[command(subcommand)]
    pub command: GitCommand,
}

#[derive(Debug, Subcommand)]
pub enum GitCommand {
    Install(GitInstall),
    /// Take out all that `git install` wrote, and nothing else.
    Uninstall {
        /// From the settings of the user.
        #[arg(long)]
        user: bool,
    },
    /// Show whether git would use this program, and what to do if not; exits with 1 if not.
    Status,
    /// Compare two files for git.
    #[command(hide = true)]
    DiffDriver {
        /// As git gives them: one for an unmerged file, else seven or nine.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        words: Vec<OsString>,
    },
    /// Print a file for git to compare by lines.
    #[command(hide = true)]
    Textconv {
        /// The file.
        file: PathBuf,
    },
    /// Merge three files for git, into the second.
    #[command(hide = true)]
    MergeDriver {
        /// How many signs a mark of a conflict has.
        mark: usize,
        /// What both sides began with.
        base: PathBuf,
        /// The side that is merged into, where the result goes.
        ours: PathBuf,
        /// The side that is merged.
        theirs: PathBuf,
        /// What people call the file.
        #[arg(allow_hyphen_values = true)]
        name: Option<OsString>,
    },
}

/// Set up git in this repository: `git diff` compares clauses in the files of proposals, `git merge` merges them.
///
/// Writes drivers into .git/config and the files they are for into .git/info/attributes. Nothing of it
/// is part of a commit, and other files are compared and merged as before.
#[derive(Debug, clap::Args)]
pub struct GitInstall {
    /// Which files, as in a file .gitattributes.
    #[arg(value_name = "PATTERN", default_value = "proposals/**/*.toml")]
    pub patterns: Vec<String>,
    /// For all repositories: write into the settings and attributes of the user.
    #[arg(long)]
    pub user: bool,
    /// Let git compare a readable text where it compares lines: `git log -p` without --ext-diff, `git blame`.
    #[arg(long)]
    pub textconv: bool,
}

/// Report on all proposals that a set of changes touches, as for a pull request.
///
/// Of two revisions of a repository, of what is staged, or of two folders. Every file of a proposal that was
/// changed, added, deleted or renamed is told, those with changes of substance first, with what `check` finds
/// on the changed lines. A new version is compared with its `previous`. Nothing is checked out.
#[derive(Debug, clap::Args)]
#[command(after_long_help = REVIEW_EXAMPLES)]
pub struct Review {
    /// BASE..HEAD compares two revisions, BASE...HEAD what HEAD did since it left BASE; BASE alone is
    /// BASE...HEAD. Two names are folders. Without any, what HEAD did since it left origin/HEAD.
    #[arg(value_name = "RANGE", num_args = 0..=2, conflicts_with = "staged", value_hint = ValueHint::DirPath)]
    pub what: Vec<OsString>,
    /// What is staged, against HEAD.
    #[arg(long)]
    pub staged: bool,
    /// Only files with these paths, or in these folders.
    #[arg(value_name = "PATH", last = true, value_hint = ValueHint::AnyPath)]
    pub paths: Vec<OsString>,
    /// How it is printed.
    #[arg(long, short, value_enum, default_value_t, help_heading = "Output")]
    pub format: ReviewFormat,
    /// How changes are shown, on a terminal.
    #[arg(long, value_enum, default_value_t, help_heading = "Output")]
    pub view: View,
    /// Show unchanged clauses, too, on a terminal.
    #[arg(long, help_heading = "Output")]
    pub all: bool,
    /// How long Markdown may be; what finds no room is counted.
    #[arg(long, value_enum, default_value_t, help_heading = "Output")]
    pub fit: Fit,
    /// The name in the hidden first line of Markdown, by which a comment is found again.
    #[arg(long, value_name = "NAME", default_value = "review", value_parser = slug, help_heading = "Output")]
    pub marker: String,
    /// Print nothing, not even a line, if nothing changed in the proposals.
    #[arg(long, help_heading = "Output")]
    pub silent_if_unchanged: bool,
    #[command(flatten)]
    pub filters: Filters,
    #[command(flatten)]
    pub matching: Matching,
    #[command(flatten)]
    pub guarding: Guarding,
    #[command(flatten)]
    pub exit: Exit,
}

/// Read and write what GitHub's interface takes and gives, for a workflow that posts a review.
#[derive(Debug, clap::Args)]
#[command(hide = true)]
pub struct Github {
    #[command(subcommand)]
    pub command: GithubCommand,
}

#[derive(Debug, Subcommand)]
pub enum GithubCommand {
    /// A page of comments on standard input: prints the id of the one that holds the last review, else
    /// `more` or `none`.
    Sticky {
        /// The name in its first line.
        #[arg(long, default_value = "review", value_parser = slug)]
        marker: String,
        /// Who wrote it.
        #[arg(long, default_value = "github-actions[bot]")]
        author: String,
    },
    /// A page of open pull requests on standard input: prints number and base of the one with that head, else
    /// `more` or `none`.
    Pull {
        /// A commit.
        #[arg(long)]
        head: String,
    },
    /// Markdown on standard input: prints the comment as it is sent.
    Body,
}

/// Print the JSON Schema of a file that the program reads or prints.
#[derive(Debug, clap::Args)]
#[command(after_long_help = SCHEMA_EXAMPLES)]
pub struct Schema {
    /// Of which file.
    #[arg(value_enum)]
    pub of: SchemaOf,
}

/// Measure how accurately clauses are paired, on marked documents that come with the program.
///
/// Reads no file. The documents were written and marked by the authors of the program, each
/// for a known hard case.
#[derive(Debug, clap::Args)]
#[command(after_long_help = SELFTEST_EXAMPLES)]
pub struct Selftest {
    /// How the figures are printed.
    #[arg(long, short, value_enum, default_value_t, help_heading = "Output")]
    pub format: PlainFormat,
}

/// Print a completion script for a shell.
#[derive(Debug, clap::Args)]
#[command(after_long_help = COMPLETIONS_EXAMPLES)]
pub struct Completions {
    /// For which shell.
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// Print the manual page, in roff.
#[derive(Debug, clap::Args)]
#[command(after_long_help = MAN_EXAMPLES)]
pub struct Man {}

/// What all comparisons take.
#[derive(Debug, Default, PartialEq, clap::Args)]
pub struct Comparison {
    /// How it is printed.
    #[arg(long, short, value_enum, default_value_t, help_heading = "Output")]
    pub format: ComparisonFormat,
    /// Show unchanged clauses, too.
    #[arg(long, help_heading = "Output")]
    pub all: bool,
    /// How long Markdown may be; what finds no room is counted [default: all].
    #[arg(long, value_enum, help_heading = "Output")]
    pub fit: Option<Fit>,
    #[command(flatten)]
    pub filters: Filters,
    #[command(flatten)]
    pub matching: Matching,
    #[command(flatten)]
    pub exit: Exit,
}

/// What to show; counts and exit codes stay those of the whole comparison.
#[derive(Debug, Default, PartialEq, clap::Args)]
#[command(next_help_heading = "Filters (what they hide is counted)")]
pub struct Filters {
    /// Only changes of these kinds, facets or classes, or with such a finding.
    #[arg(long, value_name = "KINDS", value_delimiter = ',', value_parser = kinds(&["findings"]))]
    pub only: Vec<Show>,
    /// Only changes of substance: the same as --only substantive.
    #[arg(long)]
    pub substantive: bool,
    /// Only clauses on this topic or one below it.
    #[arg(long, value_delimiter = ',')]
    pub topic: Vec<String>,
    /// Only clauses that bind, benefit or quote this party: its id, name or alias.
    #[arg(long)]
    pub party: Vec<String>,
    /// Only these clauses of either side, by id.
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub clause: Vec<String>,
    /// Only relations at least this sure, 0 to 1.
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub min_confidence: Option<Score>,
}

/// How clauses are paired.
#[derive(Debug, Default, PartialEq, clap::Args)]
#[command(next_help_heading = "Pairing")]
pub struct Matching {
    /// Read what people decided from this file, not from the links.toml beside the versions.
    #[arg(long, value_name = "FILE", conflicts_with = "no_links", value_hint = ValueHint::FilePath)]
    pub links: Option<PathBuf>,
    /// Leave all pairs to the engine.
    #[arg(long)]
    pub no_links: bool,
    /// Hide these keys of the clauses from the engine.
    #[arg(long, value_name = "KEYS", value_delimiter = ',', value_parser = keys())]
    pub ignore: Vec<Key>,
}

/// Which red lines count.
#[derive(Debug, Default, PartialEq, clap::Args)]
#[command(next_help_heading = "Guards")]
pub struct Guarding {
    /// Read the red lines from this file, not from the guards.toml beside the versions.
    #[arg(long, value_name = "FILE", conflicts_with = "no_guards", value_hint = ValueHint::FilePath)]
    pub guards: Option<PathBuf>,
    /// Hold no red line against the changes.
    #[arg(long)]
    pub no_guards: bool,
    /// Judge by this day whether approvals have lapsed; else by the date of the later version.
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_of: Option<Date>,
}

/// When to exit with 1.
#[derive(Debug, Default, PartialEq, clap::Args)]
#[command(next_help_heading = "Exit code")]
pub struct Exit {
    /// Exit with 1 if anything differs; moved, renumbered and retitled clauses count.
    #[arg(long)]
    pub exit_code: bool,
    /// Exit with 1 if there is a change of one of these kinds, facets or classes, or with
    /// a finding; `undeclared`, with one that --declared does not announce; `guards`, if a red line is
    /// broken, unclear, or its approval has lapsed.
    #[arg(long, value_name = "KINDS", value_delimiter = ',', value_parser = reasons())]
    pub fail_on: Vec<FailOn>,
}

/// What to exit with 1 for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailOn {
    /// Such a change.
    Change(Show),
    /// A change that was not announced.
    Undeclared,
    /// A red line that does not hold, and was not approved.
    Guards,
}

/// The word of [`FailOn::Undeclared`].
const UNDECLARED: &str = "undeclared";

/// The word of [`FailOn::Guards`].
const GUARDS: &str = "guards";

/// Where and how everything is printed.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Output")]
pub struct Output {
    /// When to use colour.
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub color: Color,
    /// Which colours and attributes stand for what.
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        hide_short_help = true
    )]
    pub palette: Palette,
    /// Who reads what `--format markdown` prints.
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        hide_short_help = true
    )]
    pub flavor: Flavor,
    /// Make links of sources and files, on a terminal that knows how.
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        value_name = "WHEN",
        hide_short_help = true
    )]
    pub hyperlinks: Hyperlinks,
    /// Never show the output in a pager; else one of $CLAUSEDIFF_PAGER, $PAGER and `less -FRX` shows what is
    /// longer than the screen.
    #[arg(long, global = true, hide_short_help = true)]
    pub no_pager: bool,
    /// Columns to fill, at least 40; else those of the terminal, else $COLUMNS, else 80.
    #[arg(long, global = true, value_parser = clap::value_parser!(u16).range(1..))]
    pub width: Option<u16>,
    /// Write to this file, whole or not at all; - is standard output.
    #[arg(long, short, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// Say nothing but errors on standard error.
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Palette {
    /// Red and green.
    #[default]
    Default,
    /// Red and struck through, blue and underlined, as lawyers mark up a draft.
    Legal,
    /// Blue and yellow, told apart without red and green.
    Cvd,
    /// No colour: bold, underlined, struck through.
    Mono,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Flavor {
    /// GitHub.
    #[default]
    Github,
    /// GitLab, whose own references are broken, too.
    Gitlab,
    /// Whatever knows tables; without any HTML.
    Plain,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Hyperlinks {
    /// On a terminal with colour.
    #[default]
    Auto,
    /// Always, also into a file.
    Always,
    /// Never.
    Never,
}

/// What a file may cost.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Limits (no honest document meets one)")]
pub struct MaxSizes {
    /// Bytes of one file [default: 268435456].
    #[arg(long, global = true, value_name = "N", hide_short_help = true)]
    pub max_bytes: Option<usize>,
    /// Clauses of one version [default: 1000000].
    #[arg(long, global = true, value_name = "N", hide_short_help = true)]
    pub max_clauses: Option<usize>,
    /// How deep clauses are nested [default: 64].
    #[arg(long, global = true, value_name = "N", hide_short_help = true)]
    pub max_depth: Option<usize>,
    /// Characters of the text of one clause [default: 4194304].
    #[arg(long, global = true, value_name = "N", hide_short_help = true)]
    pub max_text: Option<usize>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ComparisonFormat {
    /// For reading, here.
    #[default]
    Terminal,
    /// GitHub flavoured Markdown.
    Markdown,
    /// One page that needs nothing else: filters, redlines, the picture of the lineage.
    Html,
    /// The picture of the lineage alone.
    Svg,
    /// For programs; see `clausediff schema`.
    Json,
    /// For spreadsheets; formulas in texts are disarmed.
    Csv,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum StoryFormat {
    /// For reading, here.
    #[default]
    Terminal,
    /// GitHub flavoured Markdown.
    Markdown,
    /// For programs; see `clausediff schema`.
    Json,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ReviewFormat {
    /// For reading, here.
    #[default]
    Terminal,
    /// GitHub flavoured Markdown, for a comment or a summary.
    Markdown,
    /// For programs; see `clausediff schema`.
    Json,
    /// Annotations beside the lines, by the commands that a step of a GitHub workflow prints.
    Github,
    /// Code quality, for a merge request on GitLab.
    Gitlab,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
}

/// Of a review a comment is the default, of other pages everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Fit {
    /// 60,000 characters: a comment.
    #[default]
    Comment,
    /// 1 MiB: the summary of a step of a workflow.
    Summary,
    /// Everything.
    All,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ReadingFormat {
    /// For reading, here.
    #[default]
    Terminal,
    /// GitHub flavoured Markdown.
    Markdown,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum PlainFormat {
    /// For reading, here.
    #[default]
    Terminal,
    /// For programs.
    Json,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum View {
    /// Every change with its redline.
    #[default]
    Inline,
    /// Every change with the texts before and after beside each other.
    SideBySide,
    /// Only how many there are.
    Summary,
    /// Every change in sentences, to be heard.
    Linear,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum TableView {
    /// A row for each matter, a column for each version.
    #[default]
    Inline,
    /// What each version changed, the newest first: a changelog.
    Summary,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Order {
    /// As the clauses stand in the later version.
    #[default]
    Document,
    /// What matters most first: findings in moved, regrouped and renumbered text, dropped clauses,
    /// other findings, added clauses, uncertain relations, the rest.
    Reading,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// As the environment says, else on a terminal.
    #[default]
    Auto,
    /// Always, also into a file.
    Always,
    /// Never.
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// A version of a proposal.
    Proposal,
    /// What people decided about pairs of clauses.
    Links,
    /// What must hold of clauses, and who approved what against that.
    Guards,
    /// What `diff --format json` prints.
    Diff,
    /// What `table --format json` prints.
    Table,
    /// What `history --format json` prints.
    History,
    /// What `blame --format json` prints.
    Blame,
    /// What `review --format json` prints.
    Review,
}

/// Reads the words of a command line, the name of the program first.
///
/// Options of a run without a command are refused before a command: there they would
/// do nothing.
pub fn parse(words: &[OsString]) -> Result<Args, clap::Error> {
    let args = Args::try_parse_from(words)?;
    if args.command.is_some() && args.bare != Comparison::default() {
        let message = "options of a comparison stand after the command, not before it";
        return Err(Args::command().error(ErrorKind::ArgumentConflict, message));
    }
    Ok(args)
}

/// The words for changes, but those.
fn kinds(but: &'static [&str]) -> impl TypedValueParser<Value = Show> {
    let words = Show::WORDS.into_iter().map(|(word, _)| word);
    let words: Vec<&'static str> = words.filter(|word| !but.contains(word)).collect();
    PossibleValuesParser::new(words)
        .map(|word| Show::from_word(&word).expect("only known words are possible"))
}

/// The words for changes, and those for what was not announced and for red lines.
fn reasons() -> impl TypedValueParser<Value = FailOn> {
    let words = Show::WORDS.into_iter().map(|(word, _)| word);
    let words: Vec<&'static str> = words.chain([UNDECLARED, GUARDS]).collect();
    PossibleValuesParser::new(words).map(|word| match word.as_str() {
        UNDECLARED => FailOn::Undeclared,
        GUARDS => FailOn::Guards,
        word => FailOn::Change(Show::from_word(word).expect("only known words are possible")),
    })
}

fn date(text: &str) -> Result<Date, &'static str> {
    Date::parse(text).ok_or("a date is written as 2024-05-02, 2024-05 or 2024")
}

/// A name that stands in a hidden line.
fn slug(text: &str) -> Result<String, &'static str> {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let mut parts = text.split('-');
    if parts.all(|part| !part.is_empty() && part.chars().all(is_plain)) {
        return Ok(text.to_owned());
    }
    Err("a name is made of small letters and digits, with single hyphens between")
}

fn keys() -> impl TypedValueParser<Value = Key> {
    PossibleValuesParser::new(Key::ALL.map(|(_, word)| word))
        .map(|word| Key::from_word(&word).expect("only known words are possible"))
}

/// A decimal share; rounded to millionths.
fn share(text: &str) -> Result<Score, &'static str> {
    const MILLION: f64 = 1_000_000.0;
    match text.parse::<f64>() {
        Ok(share) if (0.0..=1.0).contains(&share) => {
            Ok(Score::from_millionths((share * MILLION).round() as u32))
        }
        _ => Err("a share is a number from 0 to 1, such as 0.7"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_of_the_arguments_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn the_limits_that_the_help_names_are_those_of_the_library() {
        let limits = clausediff::load::Limits::default();
        let help = Args::command().render_long_help().to_string();
        for limit in [limits.bytes, limits.clauses, limits.depth, limits.text] {
            assert!(help.contains(&format!("[default: {limit}]")), "{limit}");
        }
    }
}
