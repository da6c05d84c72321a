//! Labelled small edits, told or missed: precision and recall for each kind of finding.
//!
//! `edits/*.toml` hold pairs of texts, or of lists of clauses, with the findings that a
//! careful reader would make; pairs without any are rewordings that must not have one.
//! `cargo test --test edits -- --nocapture` prints a row for each kind; with `EDITS=1` in
//! the environment it lists what was missed and what was told wrongly. `EDITS_IN=FOLDER`
//! reads other files.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use clausediff::diff::{Diff, Signal};
use clausediff::load::{self, Limits};
use clausediff::model::Version;
use clausediff::report::{class_word, direction_word, signal_word};
use serde::Deserialize;

/// The least precision and recall of each kind, in per cent.
const LEAST: &[(&str, u32, u32)] = &[
    ("number", 95, 95),
    ("money", 95, 95),
    ("percentage", 95, 95),
    ("date", 95, 95),
    ("duration", 95, 95),
    ("modality", 95, 95),
    ("negation", 95, 95),
    ("condition", 95, 95),
    ("and-or", 95, 95),
    ("party", 95, 95),
    ("defined-term", 95, 95),
    ("cross-reference", 95, 95),
    ("list-item", 95, 95),
    ("term", 95, 95),
    ("position", 95, 95),
    ("status", 95, 95),
];

#[derive(Deserialize)]
struct Document {
    edit: Vec<Edit>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    name: String,
    before: Option<String>,
    after: Option<String>,
    before_clauses: Option<String>,
    after_clauses: Option<String>,
    clause: Option<String>,
    signals: Vec<Label>,
    class: Option<String>,
    lang: Option<String>,
    #[serde(default)]
    others: Vec<Other>,
}

/// Findings of another clause than the one the edit is about.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Other {
    clause: String,
    signals: Vec<Label>,
    class: Option<String>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Label {
    kind: String,
    direction: String,
    before: Option<String>,
    after: Option<String>,
}

impl Label {
    fn fact(&self) -> Fact {
        (self.kind.clone(), self.direction.clone())
    }
}

/// Kind and direction.
type Fact = (String, String);

#[test]
fn findings_of_labelled_edits_are_told() {
    let mut tally = Tally::default();
    for (path, edit) in edits() {
        tally.add(&path, &edit);
    }
    println!("{}", tally.table());
    if std::env::var_os("EDITS").is_some() {
        println!("{}", tally.list);
    }
    let broken = tally.broken();
    assert!(broken.is_empty(), "{broken}\n{}", tally.list);
}

fn edits() -> Vec<(String, Edit)> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/edits");
    let folder = std::env::var_os("EDITS_IN").map_or(own, PathBuf::from);
    let entries = fs::read_dir(folder)
        .expect("the folder is there")
        .flatten()
        .map(|entry| entry.path());
    let mut paths: Vec<_> = entries
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    paths.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a document is text");
        let document: Document =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let stem = path.file_stem().expect("a file has a name");
        let stem = stem.to_string_lossy().into_owned();
        document
            .edit
            .into_iter()
            .map(move |edit| (stem.clone(), edit))
    };
    paths.into_iter().flat_map(read).collect()
}

impl Edit {
    /// The labels of a clause; those of clauses that are not named are none.
    fn labels(&self, clause: &str) -> &[Label] {
        if self.clause() == clause {
            return &self.signals;
        }
        let other = self.others.iter().find(|other| other.clause == clause);
        other.map_or(&[], |other| &other.signals)
    }

    fn class(&self, clause: &str) -> Option<&str> {
        if self.clause() == clause {
            return self.class.as_deref();
        }
        let other = self.others.iter().find(|other| other.clause == clause);
        other.and_then(|other| other.class.as_deref())
    }

    fn clause(&self) -> &str {
        self.clause.as_deref().unwrap_or(ONLY)
    }

    fn named(&self) -> impl Iterator<Item = &str> {
        let others = self.others.iter().map(|other| other.clause.as_str());
        std::iter::once(self.clause()).chain(others)
    }

    fn version(&self, id: &str, text: Option<&str>, clauses: Option<&str>) -> Version {
        let clauses = match (text, clauses) {
            (_, Some(clauses)) => clauses.to_owned(),
            (text, None) => {
                let text = text.expect("an edit has a text or clauses");
                // What JSON escapes, TOML reads.
                let text = serde_json::to_string(text).expect("a text is written");
                format!("[[clause]]\nid = \"{ONLY}\"\ntext = {text}\n")
            }
        };
        let lang = self.lang.as_deref().unwrap_or("en");
        let file = format!(
            "format = 1\n[proposal]\nid = \"{id}\"\ntitle = \"{id}\"\ndate = \"2024\"\nlang = \"{lang}\"\n{clauses}"
        );
        match load::version_from(id, file.as_bytes(), &Limits::default()) {
            Ok(loaded) => loaded.value,
            Err(error) => panic!("{}: {error}: {:#?}", self.name, error.findings()),
        }
    }
}

/// The id of a clause that stands alone.
const ONLY: &str = "c";

/// What was told of each kind.
#[derive(Default)]
struct Tally {
    kinds: BTreeMap<String, Count>,
    classes: Count,
    list: String,
}

/// Of the findings labelled and those told, how many are the same.
#[derive(Clone, Copy, Default)]
struct Count {
    labelled: usize,
    told: usize,
    right: usize,
}

impl Count {
    /// In per cent, rounded down; of nothing, all is right.
    fn precision(self) -> u32 {
        percent(self.right, self.told)
    }

    fn recall(self) -> u32 {
        percent(self.right, self.labelled)
    }
}

fn percent(part: usize, all: usize) -> u32 {
    let percent = (100 * part).checked_div(all).unwrap_or(100);
    u32::try_from(percent).expect("a part is no more than all")
}

impl Tally {
    fn add(&mut self, file: &str, edit: &Edit) {
        let before = edit.version(
            "before",
            edit.before.as_deref(),
            edit.before_clauses.as_deref(),
        );
        let after = edit.version(
            "after",
            edit.after.as_deref(),
            edit.after_clauses.as_deref(),
        );
        let diff = Diff::between(&before, &after);
        let mut seen: Vec<&str> = Vec::new();
        for change in &diff.changes {
            let [Some(&old), Some(&new)] =
                [change.clauses.before.first(), change.clauses.after.first()]
            else {
                continue;
            };
            let ids = [
                before.clause(old).id.as_str(),
                after.clause(new).id.as_str(),
            ];
            let own = ids
                .into_iter()
                .find(|id| edit.named().any(|named| named == *id));
            let own = own.unwrap_or(ids[1]);
            seen.push(own);
            let place = format!("{file}: {}: {own}", edit.name);
            self.compare(&place, edit.labels(own), &change.signals);
            self.class(&place, edit.class(own), class_word(change.class));
        }
        for clause in edit.named().filter(|clause| !seen.contains(clause)) {
            let place = format!("{file}: {}: {clause} (not paired)", edit.name);
            self.compare(&place, edit.labels(clause), &[]);
        }
    }

    fn compare(&mut self, place: &str, labels: &[Label], signals: &[Signal]) {
        let mut waiting: Vec<&Label> = labels.iter().collect();
        for label in labels {
            self.kinds.entry(label.kind.clone()).or_default().labelled += 1;
        }
        for signal in signals {
            let fact = (
                signal_word(signal.kind).to_owned(),
                direction_word(signal.direction).to_owned(),
            );
            let count = self.kinds.entry(fact.0.clone()).or_default();
            count.told += 1;
            if let Some(at) = waiting.iter().position(|label| label.fact() == fact) {
                count.right += 1;
                waiting.remove(at);
            } else {
                let words = shown(
                    &fact,
                    signal.words.before.as_deref(),
                    signal.words.after.as_deref(),
                );
                let _ = writeln!(self.list, "wrong   {place}: {words}");
            }
        }
        for label in waiting {
            let words = shown(
                &label.fact(),
                label.before.as_deref(),
                label.after.as_deref(),
            );
            let _ = writeln!(self.list, "missed  {place}: {words}");
        }
    }

    fn class(&mut self, place: &str, labelled: Option<&str>, told: &str) {
        let Some(labelled) = labelled else { return };
        self.classes.labelled += 1;
        self.classes.told += 1;
        if labelled == told {
            self.classes.right += 1;
        } else {
            let _ = writeln!(self.list, "class   {place}: {told}, not {labelled}");
        }
    }

    fn table(&self) -> String {
        let mut table = format!(
            "{:<16} {:>8} {:>6} {:>6} {:>10} {:>7}",
            "kind", "labelled", "told", "right", "precision", "recall"
        );
        let class = ("class".to_owned(), self.classes);
        let kinds = self
            .kinds
            .iter()
            .map(|(kind, count)| (kind.clone(), *count));
        for (kind, count) in kinds.chain([class]) {
            let Count {
                labelled,
                told,
                right,
            } = count;
            let (precision, recall) = (count.precision(), count.recall());
            let _ = write!(
                table,
                "\n{kind:<16} {labelled:>8} {told:>6} {right:>6} {precision:>8} % {recall:>5} %"
            );
        }
        table
    }

    /// Which kinds are told less well than they must be.
    fn broken(&self) -> String {
        let mut broken = String::new();
        for (kind, precision, recall) in LEAST {
            let count = self.kinds.get(*kind).copied().unwrap_or_default();
            if count.precision() < *precision || count.recall() < *recall {
                let _ = writeln!(
                    broken,
                    "{kind}: precision {} %, recall {} %",
                    count.precision(),
                    count.recall()
                );
            }
        }
        broken
    }
}

fn shown((kind, direction): &Fact, before: Option<&str>, after: Option<&str>) -> String {
    format!(
        "{kind} {direction}: {} -> {}",
        before.unwrap_or("-"),
        after.unwrap_or("-")
    )
}
