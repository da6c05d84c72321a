//! What an independent program makes of the output. Unknown fields are refused, so a new
//! one must be written here, too.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Diff {
    pub schema: String,
    pub tool: String,
    pub before: Version,
    pub after: Version,
    #[serde(rename = "mode")]
    pub _mode: String,
    pub counts: Counts,
    pub carried_over: CarriedOver,
    pub changes: Vec<Change>,
    pub reading_order: Vec<usize>,
    #[serde(rename = "reused_ids")]
    pub _reused_ids: Vec<String>,
    pub hidden: usize,
    #[serde(rename = "skipped")]
    pub _skipped: Vec<Skipped>,
    pub account: Option<Account>,
    pub declared: Option<Declared>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    pub closes: bool,
    pub gaps: Vec<String>,
    pub before: BTreeMap<String, Figure>,
    pub after: BTreeMap<String, Figure>,
    pub strands: Vec<Strand>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    pub sentences: usize,
    pub words: usize,
    pub carried: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Strand {
    pub fate: String,
    pub before: Vec<Sentence>,
    pub after: Vec<Sentence>,
    pub carried: usize,
    pub text: Vec<Edit>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sentence {
    pub clause: String,
    pub sentence: usize,
    pub words: usize,
    pub carried: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Declared {
    pub found: usize,
    pub undeclared: Vec<Undeclared>,
    pub missing: Vec<Missing>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Undeclared {
    pub kind: String,
    pub before: Vec<String>,
    pub after: Vec<String>,
    pub undeclared: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Missing {
    pub clauses: Vec<String>,
    pub kind: Option<String>,
    pub why: Option<String>,
    pub line: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    pub schema: String,
    #[serde(rename = "tool")]
    pub _tool: String,
    pub versions: Vec<Version>,
    pub threads: Vec<Thread>,
    pub carried_over: Vec<CarriedFrom>,
    pub pairs: Option<Vec<Pair>>,
    pub terms: Option<Terms>,
    #[serde(rename = "hidden")]
    pub _hidden: usize,
    #[serde(rename = "skipped")]
    pub _skipped: Vec<Skipped>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    pub from: usize,
    pub to: usize,
    pub clauses: f64,
    pub words: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Version {
    pub id: String,
    pub title: String,
    pub date: String,
    pub path: String,
    pub sha256: String,
    pub clauses: usize,
}

#[derive(Debug, Default, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    unchanged: usize,
    changed: usize,
    split: usize,
    merged: usize,
    added: usize,
    dropped: usize,
    moved: usize,
    renumbered: usize,
    retitled: usize,
    substantive: usize,
    uncertain: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CarriedOver {
    pub clauses: f64,
    pub words: f64,
}

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Change {
    pub kind: String,
    pub before: Vec<String>,
    pub after: Vec<String>,
    pub moved: bool,
    pub renumbered: bool,
    pub retitled: bool,
    pub class: String,
    pub confidence: Option<f64>,
    pub uncertain: bool,
    pub evidence: Evidence,
    pub links: Vec<Link>,
    pub balance: Option<Balance>,
    pub text: Vec<Edit>,
    pub terms: Vec<Term>,
    pub signals: Vec<Signal>,
}

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    pub method: Option<String>,
    pub score: Option<f64>,
    pub parts: BTreeMap<String, f64>,
    pub runner_up: Option<RunnerUp>,
    pub candidates: Vec<RunnerUp>,
}

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct RunnerUp {
    pub before: String,
    pub after: String,
    pub score: f64,
    pub likelihood: f64,
}

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Link {
    pub before: Vec<String>,
    pub after: Vec<String>,
    pub relation: String,
    pub why: Option<String>,
}

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Balance {
    pub pieces: Vec<Piece>,
    pub lost: f64,
    pub new: f64,
}

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Piece {
    pub id: String,
    pub share: f64,
}

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    pub op: Op,
    pub text: String,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Op {
    Keep,
    Delete,
    Insert,
}

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Term {
    pub name: String,
    pub change: String,
    pub before: Option<Value>,
    pub after: Option<Value>,
}

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Signal {
    pub kind: String,
    pub direction: String,
    pub before: Option<String>,
    pub after: Option<String>,
    pub repair: Option<String>,
    pub touches: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Skipped {
    #[serde(rename = "what")]
    pub _what: String,
    #[serde(rename = "count")]
    pub _count: usize,
    #[serde(rename = "why")]
    pub _why: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thread {
    #[serde(rename = "topic")]
    pub _topic: Option<String>,
    #[serde(rename = "heading")]
    pub _heading: Option<String>,
    pub cells: Vec<Option<Cell>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    pub clauses: Vec<String>,
    pub state: String,
    #[serde(rename = "moved")]
    pub _moved: bool,
    #[serde(rename = "renumbered")]
    pub _renumbered: bool,
    #[serde(rename = "retitled")]
    pub _retitled: bool,
    #[serde(rename = "class")]
    pub _class: String,
    #[serde(rename = "uncertain")]
    pub _uncertain: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    pub rows: Vec<TermRow>,
    pub hidden: usize,
    pub positions_in_words: usize,
    #[serde(rename = "skipped")]
    pub _skipped: Vec<Skipped>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermRow {
    pub name: String,
    pub in_text: bool,
    #[serde(rename = "topic")]
    pub _topic: Option<String>,
    #[serde(rename = "heading")]
    pub _heading: Option<String>,
    pub clauses: Vec<Option<String>>,
    pub sources: Vec<Vec<Source>>,
    pub cells: Vec<Option<TermCell>>,
    pub positions: Vec<Position>,
    pub distances: Vec<Distance>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub name: String,
    pub at: Option<String>,
    pub url: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermCell {
    pub value: Option<Value>,
    pub change: Option<String>,
    pub difference: Option<f64>,
    pub percent: Option<i64>,
    pub since: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Position {
    pub party: String,
    pub cells: Vec<Option<TermCell>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Distance {
    pub parties: [String; 2],
    pub cells: Vec<Option<Apart>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Apart {
    pub distance: f64,
    pub change: Option<String>,
    pub difference: Option<f64>,
    pub moves: Vec<Move>,
    #[serde(rename = "since")]
    pub _since: Option<String>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Move {
    pub party: String,
    pub by: f64,
    pub towards: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CarriedFrom {
    pub from: String,
    pub to: String,
    pub clauses: f64,
    pub words: f64,
    pub clauses_by_way: f64,
    pub judged: Judged,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Judged {
    pub same: usize,
    pub changed: usize,
    pub narrower: usize,
    pub broader: usize,
    pub opposite: usize,
    pub deleted: usize,
    pub unjudged: usize,
}

impl Counts {
    /// Counted again.
    pub fn of(changes: &[Change]) -> Self {
        let mut counts = Self::default();
        for change in changes {
            let kind = match &*change.kind {
                "unchanged" => &mut counts.unchanged,
                "changed" => &mut counts.changed,
                "split" => &mut counts.split,
                "merged" => &mut counts.merged,
                "added" => &mut counts.added,
                "dropped" => &mut counts.dropped,
                other => panic!("kind `{other}`"),
            };
            *kind += 1;
            counts.moved += usize::from(change.moved);
            counts.renumbered += usize::from(change.renumbered);
            counts.retitled += usize::from(change.retitled);
            counts.substantive += usize::from(change.class == "substantive");
            counts.uncertain += usize::from(change.uncertain);
        }
        counts
    }
}

impl Change {
    /// Without what may differ when the sides are swapped: how the text is cut, and hence
    /// the shares counted in it; and which of two rivals with equal scores is named. Lists
    /// whose order follows a side are sorted.
    pub fn comparable(&self) -> Self {
        let mut change = Self {
            text: Vec::new(),
            balance: None,
            ..self.clone()
        };
        if let Some(rival) = &mut change.evidence.runner_up {
            (rival.before, rival.after) = Default::default();
        }
        change.terms.sort_by(|a, b| a.name.cmp(&b.name));
        // What is to be done is said of the after version alone.
        for signal in &mut change.signals {
            signal.repair = None;
            signal.touches.clear();
        }
        change.signals.sort_by_key(|signal| {
            let Signal {
                kind,
                direction,
                before,
                after,
                ..
            } = signal.clone();
            (kind, direction, before, after)
        });
        change
    }

    /// The same change read from the other side.
    pub fn mirrored(&self) -> Self {
        let mut change = self.clone();
        mirror(
            &mut change.kind,
            &[("added", "dropped"), ("split", "merged")],
        );
        std::mem::swap(&mut change.before, &mut change.after);
        for candidate in &mut change.evidence.candidates {
            std::mem::swap(&mut candidate.before, &mut candidate.after);
        }
        let method = change.evidence.method.as_mut();
        method
            .into_iter()
            .for_each(|method| mirror(method, &[("split", "merge")]));
        for link in &mut change.links {
            std::mem::swap(&mut link.before, &mut link.after);
            mirror(&mut link.relation, &[("narrower", "broader")]);
        }
        for term in &mut change.terms {
            std::mem::swap(&mut term.before, &mut term.after);
            mirror(&mut term.change, &DIRECTIONS);
        }
        for signal in &mut change.signals {
            std::mem::swap(&mut signal.before, &mut signal.after);
            mirror(&mut signal.direction, &DIRECTIONS);
        }
        change.comparable()
    }
}

/// Directions and what they are from the other side; the others stay.
const DIRECTIONS: [(&str, &str); 6] = [
    ("added", "removed"),
    ("higher", "lower"),
    ("earlier", "later"),
    ("longer", "shorter"),
    ("stronger", "weaker"),
    ("dangling", "resolved"),
];

fn mirror(word: &mut String, pairs: &[(&str, &str)]) {
    for &(one, other) in pairs {
        if word == one {
            *word = other.to_owned();
            return;
        }
        if word == other {
            *word = one.to_owned();
            return;
        }
    }
}
