//! The account and the announced changes, as they are printed.

use schemars::JsonSchema;
use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};

use super::{Edit, Fate, Kind, Redline};
use crate::report::{
    self, AccountReport, DeclaredReport, MissingView, SentenceView, StrandView, Sums,
    UndeclaredView,
};

/// What became of every sentence of the texts; headings, terms and positions are told by
/// the changes alone. No filter applies to it.
#[derive(Serialize, JsonSchema)]
pub(super) struct Account<'a> {
    /// True if the sums close: each sentence and each word of either version is counted
    /// once, and as many words are carried from before as to after.
    closes: bool,
    /// What does not close, in words.
    gaps: &'a [String],
    /// Sentences and words of the before version, by what became of them.
    before: Figures,
    /// Sentences and words of the after version, by what became of them.
    after: Figures,
    /// Each sentence of either version in exactly one: moved and changed ones first, then
    /// dropped, added, changed, moved and kept ones.
    #[schemars(with = "Vec<Strand>")]
    strands: Strands<'a>,
}

/// Figures of one version, by fate and together.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Figures {
    /// The same words and signs, in their place.
    kept: Figure,
    /// Partly kept in their place.
    changed: Figure,
    /// The same words and signs, in another place.
    moved: Figure,
    /// Partly kept in another place.
    moved_and_changed: Figure,
    /// Of the before version: nothing, or too little, is left.
    dropped: Figure,
    /// Of the after version: nothing, or too little, was there.
    added: Figure,
    /// All of them.
    all: Figure,
}

/// How many.
#[derive(Serialize, JsonSchema)]
struct Figure {
    /// Sentences.
    sentences: usize,
    /// Their words.
    words: usize,
    /// Those of the words that stand on the other side.
    carried: usize,
}

/// Sentences that became each other, mostly one of each side.
#[derive(Serialize, JsonSchema)]
struct Strand<'a> {
    /// What became of them.
    fate: Fate,
    /// The sentences before, in order; empty for `added`.
    before: Vec<Sentence<'a>>,
    /// The sentences after, in order; empty for `dropped`.
    after: Vec<Sentence<'a>>,
    /// How many words stand on both sides.
    carried: usize,
    /// The redline; sentences of two clauses are joined by one newline. Empty for `kept`
    /// and `moved`.
    #[schemars(with = "Vec<Edit>")]
    text: Redline<'a>,
}

/// One sentence.
#[derive(Serialize, JsonSchema)]
struct Sentence<'a> {
    /// Id of its clause.
    clause: &'a str,
    /// Which sentence of the clause it is, from 1.
    sentence: usize,
    /// How many words it has.
    words: usize,
    /// Those of them that stand on the other side.
    carried: usize,
}

/// The strands of a report, made one by one as they are printed.
struct Strands<'a>(&'a AccountReport<'a>);

impl Serialize for Strands<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let views = self.0.strands();
        let mut strands = serializer.serialize_seq(Some(views.len()))?;
        for view in views {
            strands.serialize_element(&Strand::new(&view))?;
        }
        strands.end()
    }
}

/// What an author announced against what was found. No filter applies to it.
#[derive(Serialize, JsonSchema)]
pub(super) struct Declared<'a> {
    /// How many changes are announced in full.
    found: usize,
    /// Changes of which something is not announced, the most weighty first.
    undeclared: Vec<Undeclared<'a>>,
    /// Clauses announced of which nothing such was found, in the order of the file.
    missing: Vec<Missing<'a>>,
}

/// A change of which something is not announced.
#[derive(Serialize, JsonSchema)]
struct Undeclared<'a> {
    /// Its kind.
    kind: Kind,
    /// Ids of its clauses of the before version.
    before: Vec<&'a str>,
    /// Ids of its clauses of the after version.
    after: Vec<&'a str>,
    /// What is not announced, at least one: its kind, `moved`, `retitled`, `renumbered`.
    undeclared: Vec<&'a str>,
}

/// An announcement, or the part of one, that nothing was found for.
#[derive(Serialize, JsonSchema)]
struct Missing<'a> {
    /// The clauses as the file names them, at least one.
    clauses: &'a [String],
    /// What was announced of them; null if anything.
    kind: Option<&'a str>,
    /// The reason that was given; null if none.
    why: Option<&'a str>,
    /// Line of the file where the announcement begins, from 1.
    line: usize,
}

impl<'a> Account<'a> {
    pub(super) fn new(report: &'a AccountReport<'a>) -> Self {
        Self {
            closes: report.gaps.is_empty(),
            gaps: &report.gaps,
            before: Figures::new(|fate| report.sums(fate).before),
            after: Figures::new(|fate| report.sums(fate).after),
            strands: Strands(report),
        }
    }
}

impl Figures {
    /// `None` asks for all fates together.
    fn new(of: impl Fn(Option<report::Fate>) -> Sums) -> Self {
        let figure = |fate| Figure::new(of(Some(fate)));
        Self {
            kept: figure(report::Fate::Kept),
            changed: figure(report::Fate::Changed),
            moved: figure(report::Fate::Moved),
            moved_and_changed: figure(report::Fate::MovedAndChanged),
            dropped: figure(report::Fate::Dropped),
            added: figure(report::Fate::Added),
            all: Figure::new(of(None)),
        }
    }
}

impl Figure {
    fn new(sums: Sums) -> Self {
        Self {
            sentences: sums.sentences,
            words: sums.words,
            carried: sums.carried,
        }
    }
}

impl<'a> Strand<'a> {
    fn new(view: &'a StrandView<'a>) -> Self {
        let sentences = |side: &'a [SentenceView]| side.iter().map(Sentence::new).collect();
        Self {
            fate: view.fate.into(),
            before: sentences(&view.sentences.before),
            after: sentences(&view.sentences.after),
            carried: view.carried,
            text: Redline(&view.text),
        }
    }
}

impl<'a> Sentence<'a> {
    fn new(view: &'a SentenceView) -> Self {
        Self {
            clause: view.clause.id,
            sentence: view.number,
            words: view.words,
            carried: view.carried,
        }
    }
}

impl<'a> Declared<'a> {
    pub(super) fn new(report: &'a DeclaredReport<'a>) -> Self {
        Self {
            found: report.found,
            undeclared: report.undeclared().map(Undeclared::new).collect(),
            missing: report.missing.iter().map(Missing::new).collect(),
        }
    }
}

impl<'a> Undeclared<'a> {
    fn new(view: UndeclaredView<'a>) -> Self {
        let outline = view.item.outline;
        Self {
            kind: outline.kind.into(),
            before: outline.ids.before,
            after: outline.ids.after,
            undeclared: view.words,
        }
    }
}

impl<'a> Missing<'a> {
    fn new(view: &'a MissingView) -> Self {
        Self {
            clauses: &view.clauses,
            kind: view.kind,
            why: view.why.as_deref(),
            line: view.line,
        }
    }
}
