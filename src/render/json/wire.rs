//! The types that are printed, converted by hand from the reports.
//!
//! Their comments are also the descriptions in the published schemas, so each speaks to
//! a reader of the JSON.

mod account;
mod convert;
mod guards;
mod history;
mod review;
mod terms;

use std::borrow::Cow;

pub(super) use convert::TOOL;
pub(super) use history::{Blame, History};
pub(super) use review::Review;
use schemars::JsonSchema;
use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};

use crate::report;

/// Two versions compared.
///
/// Within a version of this schema fields may be added, never renamed or removed; readers
/// skip what they do not know. Fields are always present, null where there is nothing to
/// say, unless they say that they may be absent.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "clausediff.diff/1")]
pub(super) struct Diff<'a> {
    /// Name and version of this schema.
    schema: DiffSchema,
    /// Name and version of the program, such as `clausediff 0.1.0`.
    tool: &'a str,
    /// The version that is the starting point.
    before: Version<'a>,
    /// The version that it is compared with.
    after: Version<'a>,
    /// How the texts relate: `successive` where one was made from the other,
    /// `different-authors` where each side wrote its own and likeness of words says little.
    mode: Mode,
    /// Counts of all changes, whether a filter hid them or not.
    counts: Counts,
    /// How much of the before version stands in the after version.
    carried_over: CarriedOver,
    /// The changes that the filter lets through, unchanged clauses too, in the order of
    /// the after version; dropped clauses stand where they stood.
    #[schemars(with = "Vec<Change>")]
    changes: Changes<'a>,
    /// Places in `changes` of those that differ in anything, in the order in which they are best read:
    /// findings in text that moved, was regrouped or renumbered, then dropped clauses, then other
    /// findings, then added clauses, then uncertain relations, then the rest.
    reading_order: Vec<usize>,
    /// Ids that both versions use for different clauses, sorted.
    reused_ids: Vec<&'a str>,
    /// How many changes a filter hid.
    hidden: usize,
    /// What was not looked at, and why.
    skipped: Vec<Skipped<'a>>,
    /// What became of every sentence; absent unless `--account` asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "account::Account")]
    account: Option<account::Account<'a>>,
    /// What an author announced against what was found; absent without `--declared`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "account::Declared")]
    declared: Option<account::Declared<'a>>,
    /// How the red lines of `guards.toml` stand; absent if there are none. No filter hides any.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "guards::Guards")]
    guards: Option<guards::Guards<'a>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
enum DiffSchema {
    #[serde(rename = "clausediff.diff/1")]
    One,
}

/// Several versions side by side.
///
/// Within a version of this schema fields may be added, never renamed or removed. Fields
/// are always present, null where there is nothing to say, unless they say that they may be
/// absent.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "clausediff.table/1")]
pub(super) struct Table<'a> {
    /// Name and version of this schema.
    schema: TableSchema,
    /// Name and version of the program, such as `clausediff 0.1.0`.
    tool: &'a str,
    /// The versions in the order of the cells.
    versions: Vec<Version<'a>>,
    /// The threads that the filter lets through, in the order of the last version; those
    /// that ended before it stand where they stood.
    threads: Vec<Thread<'a>>,
    /// How much of each earlier version stands in the last, in the order of the versions.
    carried_over: Vec<CarriedFrom<'a>>,
    /// How much of each version stands in each later one; absent unless asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Vec<CarriedBetween>")]
    pairs: Option<Vec<CarriedBetween>>,
    /// Named terms through all versions; absent unless asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "terms::Terms")]
    terms: Option<terms::Terms<'a>>,
    /// How many threads a filter hid.
    hidden: usize,
    /// What was not looked at, and why.
    skipped: Vec<Skipped<'a>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
enum TableSchema {
    #[serde(rename = "clausediff.table/1")]
    One,
}

/// What names a version.
#[derive(Serialize, JsonSchema)]
struct Version<'a> {
    /// Its id, unique in its folder.
    id: &'a str,
    /// Its title.
    title: &'a str,
    /// Its date, as exact as known: `2024-05-02`, `2024-05` or `2024`.
    date: &'a str,
    /// The path, `-`, or other name under which it was read.
    path: &'a str,
    /// SHA-256 of its bytes, 64 lower-case hexadecimal digits.
    sha256: &'a str,
    /// How many clauses it has.
    clauses: usize,
}

/// How many changes there are of each kind and facet; one change counts once under its
/// kind and once under each facet it has.
#[derive(Serialize, JsonSchema)]
struct Counts {
    /// Of kind `unchanged`.
    unchanged: usize,
    /// Of kind `changed`.
    changed: usize,
    /// Of kind `split`.
    split: usize,
    /// Of kind `merged`.
    merged: usize,
    /// Of kind `added`.
    added: usize,
    /// Of kind `dropped`.
    dropped: usize,
    /// With `moved` true.
    moved: usize,
    /// With `renumbered` true.
    renumbered: usize,
    /// With `retitled` true.
    retitled: usize,
    /// Of class `substantive`.
    substantive: usize,
    /// With `uncertain` true.
    uncertain: usize,
}

/// A share from 0 to 1, with at most six decimal places.
#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
pub(super) struct Share(#[schemars(range(min = 0.0, max = 1.0))] f64);

/// How much of an earlier version stands in a later one.
#[derive(Serialize, JsonSchema)]
struct CarriedOver {
    /// Share of the earlier version's clauses that are related to one of the later at all.
    clauses: Share,
    /// Share of the earlier version's words that stand kept in related clauses; words are
    /// runs of letters and digits by the Unicode rules.
    words: Share,
}

/// The changes of a report, made one by one as they are printed.
struct Changes<'a>(&'a report::DiffReport<'a>);

impl Serialize for Changes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let outlines = self.0.outlines();
        let mut changes = serializer.serialize_seq(Some(outlines.len()))?;
        for outline in outlines {
            changes.serialize_element(&Change::new(&outline))?;
        }
        changes.end()
    }
}

/// The runs of a redline, made one by one as they are printed.
struct Redline<'a>(&'a [report::Edit<'a>]);

impl Serialize for Redline<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(Edit::new))
    }
}

/// What became of clauses.
#[derive(Serialize, JsonSchema)]
struct Change<'a> {
    /// How many clauses of each side belong together: `unchanged` and `changed` are one to
    /// one, `split` one to several, `merged` several to one, `added` and `dropped` one alone.
    kind: Kind,
    /// Ids of the clauses of the before version, in its order; empty for `added`.
    before: &'a [&'a str],
    /// Ids of the clauses of the after version, in its order; empty for `dropped`.
    after: &'a [&'a str],
    /// Out of order, by the smallest set of moves that explains the order.
    moved: bool,
    /// The printed number differs.
    renumbered: bool,
    /// The heading differs.
    retitled: bool,
    /// How much it matters: `substantive` with a finding, and for `added` and `dropped`.
    class: Class,
    /// How often such a relation is right; null for `added` and `dropped`, which claim none.
    confidence: Option<Share>,
    /// True if the confidence is below 0.7.
    uncertain: bool,
    /// What the relation rests on.
    evidence: Evidence<'a>,
    /// What people decided about these clauses.
    links: Vec<Link<'a>>,
    /// Where the words of a split or merger went; null for other kinds.
    balance: Option<Balance<'a>>,
    /// The redline. Keeps and deletes together spell the before text byte for byte, keeps
    /// and inserts the after text; texts of several clauses are joined by one newline.
    /// `added` has one insert and `dropped` one delete, but a heading without a text of its
    /// own has no edit. Empty for `unchanged`.
    #[schemars(with = "Vec<Edit>")]
    text: Redline<'a>,
    /// Terms whose value differs.
    terms: Vec<Term<'a>>,
    /// Findings, each about one fact.
    signals: Vec<Signal<'a>>,
}

/// What a relation rests on.
#[derive(Serialize, JsonSchema)]
struct Evidence<'a> {
    /// How the relation was found: decided by people, kept id, same words, similar words,
    /// piece of a split, part of a merger; null for `added` and `dropped`.
    method: Option<Method>,
    /// Similarity of the clauses, context included; null for `added` and `dropped`.
    score: Option<Share>,
    /// What the score is made of; parts that say nothing are absent.
    parts: Parts,
    /// The best pair that was not claimed; for `added` and `dropped` the nearest one. Null
    /// where no other pair was considered.
    runner_up: Option<RunnerUp<'a>>,
    /// For `added` and `dropped`: the pairs that may be considered, at most three, the likeliest
    /// first. In mode `successive` only those of a likelihood of 0.02 and more. None is claimed:
    /// each is below what a claim takes, or stands behind a better one. Empty for other kinds.
    candidates: Vec<RunnerUp<'a>>,
}

/// Similarities that a score is made of. A part that says nothing is absent, never null.
#[derive(Default, Serialize, JsonSchema)]
struct Parts {
    /// Words and word pairs of the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Share")]
    words: Option<Share>,
    /// How much of one clause's words stands in the other.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Share")]
    contained: Option<Share>,
    /// How much of the best passage of one clause stands in the other.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Share")]
    passage: Option<Share>,
    /// Likeness in meaning.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Share")]
    meaning: Option<Share>,
    /// How far the pair is ahead of its rivals.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Share")]
    lead: Option<Share>,
    /// Words of the heading.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Share")]
    heading: Option<Share>,
    /// The same printed number, weighed by how many clauses kept theirs.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Share")]
    number: Option<Share>,
    /// Clauses nearby are pairs.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Share")]
    neighbours: Option<Share>,
    /// Other clauses of the two sections, or the clauses that they contain, are pairs.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Share")]
    section: Option<Share>,
    /// The same topic.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Share")]
    topic: Option<Share>,
    /// Terms of the same names.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Share")]
    terms: Option<Share>,
    /// The same parties bound.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Share")]
    parties: Option<Share>,
    /// The same word of modality.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Share")]
    modality: Option<Share>,
}

/// A pair of clauses that was considered and not claimed.
#[derive(Serialize, JsonSchema)]
struct RunnerUp<'a> {
    /// Id of the clause of the before version.
    before: &'a str,
    /// Id of the clause of the after version.
    after: &'a str,
    /// Their similarity.
    score: Share,
    /// How likely the engine finds them to be one.
    likelihood: Share,
}

/// What people decided about clauses.
#[derive(Serialize, JsonSchema)]
struct Link<'a> {
    /// Ids of the clauses of the before version that they named.
    before: Vec<&'a str>,
    /// Ids of the clauses of the after version that they named.
    after: Vec<&'a str>,
    /// How the after side stands to the before side, whichever way round they wrote it.
    relation: Relation,
    /// The reason they gave; null if none.
    why: Option<&'a str>,
}

/// Where the words of a split or merger went, in shares of words.
#[derive(Serialize, JsonSchema)]
struct Balance<'a> {
    /// The clauses on the side of several, in the order of their version.
    pieces: Vec<Piece<'a>>,
    /// Share of the before words that stand nowhere after.
    lost: Share,
    /// Share of the after words that stood nowhere before.
    new: Share,
}

/// One clause of several.
#[derive(Serialize, JsonSchema)]
struct Piece<'a> {
    /// Its id.
    id: &'a str,
    /// Share of the single clause's words that it holds.
    share: Share,
}

/// One run of a redline.
#[derive(Serialize, JsonSchema)]
struct Edit<'a> {
    /// What happened to it.
    op: Op,
    /// The run itself, never empty.
    text: &'a str,
}

/// A term whose value differs.
#[derive(Serialize, JsonSchema)]
struct Term<'a> {
    /// The author's name for it.
    name: &'a str,
    /// Which way it went.
    change: Direction,
    /// Its value in the before version; null if it has none.
    before: Option<Value<'a>>,
    /// Its value in the after version; null if it has none.
    after: Option<Value<'a>>,
}

/// A value as in the file. Dates are texts of ISO 8601, as exact as known; numbers are
/// printed without a fraction where they are whole.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
enum Value<'a> {
    Text(Cow<'a, str>),
    Number(Number),
    Boolean(bool),
    List(&'a [String]),
    Quantity(Quantity<'a>),
}

#[derive(Clone, Copy, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
enum Number {
    Whole(i64),
    Fraction(f64),
}

/// A number with one bound (`exactly`, `at-most`, `at-least`, `about`, or `from` with `to`)
/// and perhaps a unit. What does not hold is absent, never null.
#[derive(Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Quantity<'a> {
    /// This and no other.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Number")]
    exactly: Option<Number>,
    /// This or less.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Number")]
    at_most: Option<Number>,
    /// This or more.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Number")]
    at_least: Option<Number>,
    /// Near this.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Number")]
    about: Option<Number>,
    /// The lower end of a range, included.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Number")]
    from: Option<Number>,
    /// The upper end of a range, included; not smaller than `from`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Number")]
    to: Option<Number>,
    /// What is counted, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "&str")]
    unit: Option<&'a str>,
}

/// One finding about one fact.
#[derive(Serialize, JsonSchema)]
struct Signal<'a> {
    /// What it is about.
    kind: SignalKind,
    /// Which way it changed.
    direction: Direction,
    /// The words of the before version; null where there are none.
    before: Option<&'a str>,
    /// The words of the after version; null where there are none.
    after: Option<&'a str>,
    /// Of a `cross-reference`: how it should read in the after version, with the number that
    /// the clause has there; null where that is not known.
    repair: Option<&'a str>,
    /// Of a `defined-term`: ids of the clauses that use the term, without those that define
    /// it; of the after version, or of the before version where the definition was removed.
    touches: &'a [String],
}

/// Work that was left out.
#[derive(Serialize, JsonSchema)]
struct Skipped<'a> {
    /// What, in words.
    what: &'a str,
    /// How many.
    count: usize,
    /// Why, and what to do about it.
    why: &'a str,
}

/// One matter through all versions. Pieces of a split stay in it, merged clauses join it.
#[derive(Serialize, JsonSchema)]
struct Thread<'a> {
    /// Topic of its latest clause that has one; null if none has.
    topic: Option<&'a str>,
    /// Heading of its latest clause that has one; null if none has.
    heading: Option<&'a str>,
    /// One for each version in order; null where nothing of it stands.
    cells: Vec<Option<Cell<'a>>>,
}

/// The clauses of a thread in one version.
#[derive(Serialize, JsonSchema)]
struct Cell<'a> {
    /// Their ids in the order of the version, at least one.
    clauses: Vec<&'a str>,
    /// What became of the thread since it was last seen.
    state: State,
    /// Some clause of it moved since it was last seen.
    moved: bool,
    /// The printed number of some clause of it differs.
    renumbered: bool,
    /// The heading of some clause of it differs.
    retitled: bool,
    /// How much its changes matter; `substantive` when born.
    class: Class,
    /// True if some relation to where it was last seen has a confidence below 0.7.
    uncertain: bool,
}

/// How much of one version stands in a later one. Versions are told by their places in `versions`, from 0, since
/// states of one file have one id.
#[derive(Serialize, JsonSchema)]
struct CarriedBetween {
    /// Place of the earlier version.
    from: usize,
    /// Place of the later version.
    to: usize,
    /// Share of the earlier version's clauses that are related to one of the later at all.
    clauses: Share,
    /// Share of the earlier version's words that stand kept in related clauses.
    words: Share,
}

/// How much of an earlier version stands in the last.
#[derive(Serialize, JsonSchema)]
struct CarriedFrom<'a> {
    /// Id of the earlier version.
    from: &'a str,
    /// Id of the last version.
    to: &'a str,
    /// Share of the earlier version's clauses that are related to one of the last at all.
    clauses: Share,
    /// Share of the earlier version's words that stand kept in related clauses.
    words: Share,
    /// Share of the earlier version's clauses that stand in the last at all, directly or
    /// by way of the versions between; never less than `clauses`.
    clauses_by_way: Share,
    /// What people judged of the clauses that `clauses` is the share of.
    judged: Judged,
}

/// Clauses of the earlier version that are related to one of the last, by what people
/// judged of them. Each counts once: as deleted, else under the last of its judgements in
/// the order of these fields, else as unjudged.
#[derive(Serialize, JsonSchema)]
struct Judged {
    /// The last version has the same rule.
    same: usize,
    /// It has another rule on the same matter.
    changed: usize,
    /// It covers less.
    narrower: usize,
    /// It covers more.
    broader: usize,
    /// It says the contrary.
    opposite: usize,
    /// It says only that the clause is deleted.
    deleted: usize,
    /// Nobody judged it.
    unjudged: usize,
}

/// One finding about a file, as one line.
#[derive(Serialize)]
pub(super) struct Finding<'a> {
    code: &'static str,
    severity: &'static str,
    path: &'a str,
    line: usize,
    column: usize,
    message: &'a str,
    help: &'a str,
}

/// A closed set of words: each variant is printed in kebab case.
macro_rules! words {
    ($($name:ident { $($variant:ident)+ })+) => {$(
        #[derive(Serialize, JsonSchema)]
        #[serde(rename_all = "kebab-case")]
        #[schemars(inline)]
        enum $name { $($variant,)+ }

        impl From<report::$name> for $name {
            fn from(word: report::$name) -> Self {
                match word { $(report::$name::$variant => Self::$variant,)+ }
            }
        }
    )+};
}

words! {
    Mode { Successive DifferentAuthors }
    Fate { Kept Changed Moved MovedAndChanged Dropped Added }
    Kind { Unchanged Changed Split Merged Added Dropped }
    Class { None Cosmetic Reworded Substantive }
    Method { Link Id Text Similar Split Merge }
    Relation { Same Changed Narrower Broader Opposite }
    Op { Keep Delete Insert }
    SignalKind {
        Number Money Percentage Date Duration Modality Negation Condition AndOr Party
        DefinedTerm CrossReference ListItem Term Position Status
    }
    Direction {
        Added Removed Changed Higher Lower Earlier Later Longer Shorter Stronger Weaker
        Reversed Relocated Dangling Resolved Elsewhere Followed
    }
    State { Born Same Changed Split Merged Revived }
}
