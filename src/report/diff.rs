//! Two versions compared, ready to be shown.

use std::ops::{Deref, DerefMut};

use super::account::AccountReport;
use super::clause::ClauseView;
use super::declared::DeclaredReport;
use super::filter::Filter;
use super::guards::GuardsReport;
use super::judged::Judged;
use super::picture::{Flow, Picture};
use super::place;
use super::summary::percent;
use super::version::VersionHead;
use super::wording::{direction_word, kind_sign, kind_word, signal_word};
use crate::diff::{
    Balance, CarriedOver, Change, Class, Counts, Diff, Direction, Edit, Judgement, Kind, Remark,
    Signal, SignalKind, TermChange, Urgency,
};
use crate::matching::{Method, Mode, Part, Rival, Score, Skipped};
use crate::model::{Relation, Side, Sides, TermValue, Version};

/// Two versions compared: what every view of `diff` prints.
///
/// Borrowed from the comparison; the changes are made ready one by one, when a view asks
/// for them.
#[derive(Clone, Debug)]
pub struct DiffReport<'a> {
    /// What names the versions.
    pub versions: Sides<VersionHead>,
    /// How the texts relate.
    pub mode: Mode,
    /// Of all changes, filtered or not.
    pub counts: Counts,
    /// How much of the before version is carried over.
    pub carried_over: CarriedOver,
    /// What people judged of it.
    pub judged: Judged,
    /// How many changes the filter hid.
    pub hidden: usize,
    /// Ids that both versions use for different clauses.
    pub reused_ids: Vec<String>,
    /// What was not looked at, and why.
    pub skipped: Vec<Skipped>,
    /// What became of every sentence, if it was asked for.
    pub account: Option<AccountReport<'a>>,
    /// What the author announced against it, if there is such.
    pub declared: Option<DeclaredReport<'a>>,
    /// How red lines stand, if there are any.
    pub guards: Option<GuardsReport>,
    diff: &'a Diff<'a>,
    /// Places of the changes that are shown.
    shown: Vec<usize>,
}

/// So much of what differs in one change stands in a line about it.
const FEW_FACTS: usize = 3;

/// Words that a reader knows a clause by.
const OPENING: usize = 12;

/// So many changes are named as what to read first: as many as are read.
const FIRST: usize = 10;

/// A list of what to read first says nothing new of fewer changes.
const WORTH_A_LIST: usize = 4;

/// Candidates less likely than one in fifty are not worth a reader's time, but where texts are
/// of different authors and nothing is likely.
const FAINT: Score = Score::from_millionths(20_000);

/// A guess less likely than one in ten would stand beside nearly every clause, and be wrong.
const WORTH_A_LOOK: Score = Score::from_millionths(100_000);

/// So many clauses that a definition touches are named to people; programs are told all.
const MOST_NAMED: usize = 12;

/// One change, ready to be shown: its outline, whose fields are read as its own, and what
/// only people are shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Item<'a> {
    /// What programs are told as well.
    pub outline: Outline<'a>,
    /// The clauses themselves.
    pub clauses: Sides<Vec<ClauseView<'a>>>,
    /// Where it stood and where it stands, of a moved one: "after 5 Tolls".
    pub places: Option<Sides<String>>,
    /// "may belong to: duties, toll-rates (uncertain, guessed)", of a clause that stands alone
    /// in texts of different authors.
    pub guesses: Option<String>,
    /// Keys that differ without being a finding: another modality of the same tier.
    pub keys: Vec<KeyLine>,
    /// Nothing differs, so a view that folds shows it only on demand.
    pub foldable: bool,
    /// How soon it should be read.
    pub urgency: Urgency,
}

impl<'a> Deref for Item<'a> {
    type Target = Outline<'a>;

    fn deref(&self) -> &Outline<'a> {
        &self.outline
    }
}

impl<'a> DerefMut for Item<'a> {
    fn deref_mut(&mut self) -> &mut Outline<'a> {
        &mut self.outline
    }
}

/// One change, ready to be printed for programs, which know the clauses by their ids.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline<'a> {
    /// How many clauses of each side belong together.
    pub kind: Kind,
    /// The ids of the clauses.
    pub ids: Sides<Vec<&'a str>>,
    /// Out of order.
    pub moved: bool,
    /// The number differs.
    pub renumbered: bool,
    /// The heading differs.
    pub retitled: bool,
    /// How much it matters.
    pub class: Class,
    /// What the relation rests on; for added and dropped only the nearest clauses.
    pub evidence: EvidenceView<'a>,
    /// Less sure than 0.7.
    pub uncertain: bool,
    /// What people decided.
    pub judgements: Vec<JudgementView>,
    /// Where the words of a split or merger went.
    pub balance: Option<BalanceView>,
    /// The redline.
    pub text: &'a [Edit<'a>],
    /// Terms whose value differs.
    pub terms: Vec<TermLine>,
    /// Findings.
    pub signals: Vec<SignalView>,
}

/// What a relation rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceView<'a> {
    /// How it was found; `None` for added and dropped.
    pub method: Option<Method>,
    /// Similarity, context included.
    pub score: Option<Score>,
    /// What the score is made of.
    pub parts: &'a [(Part, Score)],
    /// How often such a relation is right; `None` for added and dropped.
    pub confidence: Option<Score>,
    /// The best pair that was not claimed.
    pub runner_up: Option<RivalView<'a>>,
    /// For added and dropped: up to three pairs that may be considered, the likeliest first.
    pub candidates: Vec<RivalView<'a>>,
}

/// A pair that was not claimed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RivalView<'a> {
    /// Ids of the two clauses.
    pub clauses: Sides<&'a str>,
    /// Their similarity.
    pub score: Score,
    /// How likely the engine finds them to be one.
    pub likelihood: Score,
}

/// What people decided about clauses, read from before to after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgementView {
    /// Ids of all clauses that the judgement names.
    pub clauses: Sides<Vec<String>>,
    /// How the after side stands to the before side.
    pub relation: Relation,
    /// The reason they gave.
    pub why: Option<String>,
}

/// Where words went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BalanceView {
    /// Id of each piece and its share of the single clause's words.
    pub pieces: Vec<(String, Score)>,
    /// Share of the before words that stand nowhere after.
    pub lost: Score,
    /// Share of the after words that stood nowhere before.
    pub new: Score,
}

/// One changed term.
#[derive(Clone, Debug, PartialEq)]
pub struct TermLine {
    /// The author's name for it.
    pub name: String,
    /// Which way it went.
    pub direction: Direction,
    /// The value on each side.
    pub values: Sides<Option<TermValue>>,
    /// "lowered by 800 (-67 %)", where it is a step of one number; without a share that
    /// rounds to 0 %.
    pub step: Option<String>,
}

/// One key whose value differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyLine {
    /// Its name: `modality`.
    pub name: &'static str,
    /// The words on each side.
    pub words: Sides<Option<String>>,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignalView {
    /// What it is about.
    pub kind: SignalKind,
    /// Which way it changed.
    pub direction: Direction,
    /// The words on each side.
    pub words: Sides<Option<String>>,
    /// The reference as it should read in the after version.
    pub repair: Option<String>,
    /// Ids of the clauses that use a defined term whose definition changed: in the after
    /// version, or in the before version where the definition was removed.
    pub touches: Vec<String>,
}

/// One thing that differs beside the text.
#[derive(Clone, Copy, Debug)]
pub enum Fact<'i> {
    /// A named value.
    Term(&'i TermLine),
    /// Anything else.
    Finding(&'i SignalView),
}

impl<'a> DiffReport<'a> {
    /// What `filter` lets through of a comparison.
    pub fn new(diff: &'a Diff<'a>, filter: &Filter) -> Self {
        let changes = diff.changes.iter().enumerate();
        let shown: Vec<usize> = changes
            .filter(|(_, change)| filter.shows(diff.versions, change))
            .map(|(place, _)| place)
            .collect();
        Self {
            versions: VersionHead::sides(diff.versions),
            mode: diff.matching.mode,
            counts: diff.counts,
            carried_over: diff.carried_over,
            judged: Judged::new(diff),
            hidden: diff.changes.len() - shown.len(),
            reused_ids: diff
                .matching
                .reused_ids
                .iter()
                .map(ToString::to_string)
                .collect(),
            skipped: diff.matching.skipped.clone(),
            account: None,
            declared: None,
            guards: None,
            diff,
            shown,
        }
    }

    /// The same with how red lines stand.
    #[must_use]
    pub fn guarded(self, guards: Option<GuardsReport>) -> Self {
        Self { guards, ..self }
    }

    /// True if a reader asked for the account or for announced changes, which stand in
    /// the place of the list of changes.
    pub fn is_audit(&self) -> bool {
        self.account.is_some() || self.declared.is_some()
    }

    /// The same in the order in which they are best read, the weightiest first.
    #[must_use]
    pub fn for_reading(mut self) -> Self {
        let changes = &self.diff.changes;
        self.shown
            .sort_by_key(|&place| changes[place].reading_key());
        self
    }

    /// What to read first of what the filter lets through: at most so many changes that are dropped,
    /// added, uncertain or have findings, and how many more of them there are.
    /// None where there are so few that they are seen at a glance.
    pub fn read_first(&self) -> (Vec<Item<'a>>, usize) {
        let mut weighty: Vec<&Change> = self
            .changes()
            .filter(|change| change.urgency() < Urgency::Other)
            .collect();
        if weighty.len() < WORTH_A_LIST {
            return (Vec::new(), 0);
        }
        weighty.sort_by_key(|change| change.reading_key());
        let more = weighty.len().saturating_sub(FIRST);
        weighty.truncate(FIRST);
        let items = weighty
            .into_iter()
            .map(|change| Item::new(self.diff, change));
        (items.collect(), more)
    }

    /// The places in [`Self::outlines`] of the changes that are not still, in the order in which they
    /// are best read.
    pub fn reading_order(&self) -> Vec<usize> {
        let changes: Vec<&Change> = self.changes().collect();
        let mut order: Vec<usize> = (0..changes.len()).collect();
        order.retain(|&place| !changes[place].is_still());
        order.sort_by_key(|&place| changes[place].reading_key());
        order
    }

    /// The changes that the filter lets through, in the order of the after version unless
    /// [`Self::for_reading`].
    pub fn items(&self) -> impl ExactSizeIterator<Item = Item<'a>> {
        let diff = self.diff;
        self.changes().map(move |change| Item::new(diff, change))
    }

    /// The outlines of the same changes.
    pub fn outlines(&self) -> impl ExactSizeIterator<Item = Outline<'a>> {
        let diff = self.diff;
        let (versions, mode) = (diff.versions, diff.matching.mode);
        let outline = move |change: &'a Change<'a>| Outline::new(versions, mode, change);
        self.changes().map(outline)
    }

    /// The flow of the clauses from one version to the other; its entries are places in [`Self::items`].
    pub fn picture(&self) -> Picture<'a> {
        let mut entries = vec![None; self.diff.changes.len()];
        for (entry, &place) in self.shown.iter().enumerate() {
            entries[place] = Some(entry);
        }
        let changes = self.diff.changes.iter().zip(entries);
        let flows = changes.map(|(change, entry)| Flow {
            columns: Sides::new(0, 1),
            clauses: &change.clauses,
            change,
            entry,
        });
        Picture::new(
            &[self.diff.versions.before, self.diff.versions.after],
            flows,
        )
    }

    /// How many of the items a folding view leaves out.
    pub fn folded(&self) -> usize {
        self.changes().filter(|change| change.is_still()).count()
    }

    /// The changes that the filter lets through, in the order of [`Self::items`].
    fn changes(&self) -> impl ExactSizeIterator<Item = &'a Change<'a>> {
        let diff = self.diff;
        self.shown.iter().map(move |&place| &diff.changes[place])
    }
}

impl<'a> Item<'a> {
    /// One change of `diff`.
    pub fn new(diff: &'a Diff<'a>, change: &'a Change<'a>) -> Self {
        Self::between(diff.versions, diff.matching.mode, change)
    }

    /// One change of the texts of two versions that relate as `mode` says.
    pub fn between(versions: Sides<&'a Version>, mode: Mode, change: &'a Change<'a>) -> Self {
        let views = |side: Side| {
            change
                .clauses
                .get(side)
                .iter()
                .map(|&clause| ClauseView::new(versions.get(side), clause))
                .collect()
        };
        let outline = Outline::new(versions, mode, change);
        let candidates = &outline.evidence.candidates;
        Self {
            guesses: guesses(mode, change.kind, candidates),
            outline,
            clauses: Sides::make(views),
            places: places(versions, change),
            keys: modality(versions, change).into_iter().collect(),
            foldable: change.is_still(),
            urgency: change.urgency(),
        }
    }

    /// "97 % sure", or "uncertain, 65 % sure", or that people decided; `None` where
    /// nothing is claimed.
    pub fn certainty(&self) -> Option<String> {
        if self.evidence.method == Some(Method::Link) {
            return Some("decided by people".into());
        }
        let sure = percent(self.evidence.confidence?);
        let uncertain = if self.uncertain { "uncertain, " } else { "" };
        Some(format!("{uncertain}{sure} sure"))
    }

    /// "~ changed".
    pub fn title(&self) -> String {
        format!("{} {}", kind_sign(self.kind), kind_word(self.kind))
    }

    /// "~ changed, moved, renumbered".
    pub fn title_with_facets(&self) -> String {
        self.facets()
            .fold(self.title(), |title, facet| title + ", " + facet)
    }

    /// "1 Garrison (garrison)", or with both names where they differ: "1 Tolls (tolls) -> 2 Fees (fees)".
    pub fn names_sentence(&self) -> String {
        let names = |clauses: &[ClauseView<'_>]| {
            let names = clauses.iter().map(ClauseView::named);
            names.collect::<Vec<_>>().join(", ")
        };
        self.names(names, |before, after| format!("{before} -> {after}"))
    }

    /// The names of the clauses of one side where there is only one or both are called the same, else those of
    /// both, put together by `between`.
    pub fn names<T>(
        &self,
        names: impl Fn(&[ClauseView<'a>]) -> T,
        between: impl FnOnce(T, T) -> T,
    ) -> T {
        let Sides { before, after } = &self.clauses;
        if before.is_empty() || self.has_same_names() {
            names(after)
        } else if after.is_empty() {
            names(before)
        } else {
            between(names(before), names(after))
        }
    }

    /// True if its title, its names and both ends of its move say all about it.
    pub fn is_brief(&self) -> bool {
        self.kind == Kind::Unchanged && self.class == Class::None && self.judgements.is_empty()
    }

    /// True if the clauses are called the same on both sides, so that one side names both.
    pub fn has_same_names(&self) -> bool {
        let Sides { before, after } = &self.clauses;
        let name = |clause: &ClauseView<'a>| (clause.label(), clause.id, clause.unchecked);
        before.iter().map(name).eq(after.iter().map(name))
    }

    /// The clauses that stand on one side only, all of whose values are to be shown; none
    /// for a relation.
    pub fn alone(&self) -> &[ClauseView<'a>] {
        match self.kind {
            Kind::Added => &self.clauses.after,
            Kind::Dropped => &self.clauses.before,
            Kind::Unchanged | Kind::Changed | Kind::Split | Kind::Merged => &[],
        }
    }

    /// "stood after 5 Tolls, now stands first"; `None` for what did not move.
    pub fn move_sentence(&self) -> Option<String> {
        let Sides { before, after } = self.places.as_ref()?;
        Some(format!("stood {before}, now stands {after}"))
    }

    /// All that differs beside the text, terms first.
    pub fn facts(&self) -> impl Iterator<Item = Fact<'_>> {
        let terms = self.terms.iter().map(Fact::Term);
        terms.chain(self.findings().map(Fact::Finding))
    }

    /// The first that differs beside the text, terms before all else, and how much more there is: what to
    /// say of it where there is room for a line or two.
    pub fn first_facts(&self) -> (Vec<Fact<'_>>, usize) {
        let mut facts: Vec<Fact<'_>> = self.facts().collect();
        let more = facts.len().saturating_sub(FEW_FACTS);
        facts.truncate(FEW_FACTS);
        (facts, more)
    }

    /// The first words of a clause that stands alone, to know it by; `None` for a relation.
    pub fn opening(&self) -> Option<String> {
        let text = self.alone().first()?.text;
        let mut words = text.split_whitespace();
        let first: Vec<&str> = words.by_ref().take(OPENING).collect();
        let rest = if words.next().is_some() { " ..." } else { "" };
        (!first.is_empty()).then(|| format!("{}{rest}", first.join(" ")))
    }

    /// Findings other than those that the lines of the terms tell with their names.
    pub fn findings(&self) -> impl Iterator<Item = &SignalView> {
        let signals = self.signals.iter();
        signals.filter(|signal| signal.kind != SignalKind::Term)
    }

    /// The words of its facets, in a fixed order: moved, renumbered, retitled.
    pub fn facets(&self) -> impl Iterator<Item = &'static str> {
        let facets = [
            (self.moved, "moved"),
            (self.renumbered, "renumbered"),
            (self.retitled, "retitled"),
        ];
        facets
            .into_iter()
            .filter(|(has, _)| *has)
            .map(|(_, word)| word)
    }
}

impl<'a> Outline<'a> {
    fn new(versions: Sides<&'a Version>, mode: Mode, change: &'a Change<'a>) -> Self {
        let ids = |side: Side| {
            let clauses = change.clauses.get(side).iter();
            clauses
                .map(|&clause| versions.get(side).clause(clause).id.as_str())
                .collect()
        };
        Self {
            kind: change.kind,
            ids: Sides::make(ids),
            moved: change.moved,
            renumbered: change.renumbered,
            retitled: change.retitled,
            class: change.class,
            evidence: EvidenceView::new(versions, mode, change),
            uncertain: change.is_uncertain(),
            judgements: change.judgements.iter().map(JudgementView::new).collect(),
            balance: change
                .balance
                .as_ref()
                .map(|balance| BalanceView::new(versions, change.kind, balance)),
            text: &change.text,
            terms: change.terms.iter().map(TermLine::new).collect(),
            signals: change
                .signals
                .iter()
                .map(|signal| SignalView::new(versions, signal))
                .collect(),
        }
    }
}

/// Both ends of a move; of several clauses, those of the first.
fn places(versions: Sides<&Version>, change: &Change) -> Option<Sides<String>> {
    let before = *change.clauses.before.first()?;
    let after = *change.clauses.after.first()?;
    change
        .moved
        .then(|| place::ends(versions, Sides { before, after }))
}

/// The modalities of both sides, where they differ and no finding says so.
fn modality(versions: Sides<&Version>, change: &Change) -> Option<KeyLine> {
    let is_paired = !change.clauses.before.is_empty() && !change.clauses.after.is_empty();
    let mut signals = change.signals.iter();
    if !is_paired || signals.any(|signal| signal.kind == SignalKind::Modality) {
        return None;
    }
    let words = Sides::make(|side| {
        let clauses = change.clauses.get(side).iter();
        let modality =
            clauses.filter_map(|&clause| versions.get(side).clause(clause).modality.as_ref());
        let mut words: Vec<&str> = modality.map(|word| word.as_str()).collect();
        words.sort_unstable();
        words.dedup();
        (!words.is_empty()).then(|| words.join(", "))
    });
    (words.before != words.after).then_some(KeyLine {
        name: "modality",
        words,
    })
}

/// What a clause without a partner may belong to, where its author is another: there what is
/// likely is worth a look even if it is not claimed.
fn guesses(mode: Mode, kind: Kind, candidates: &[RivalView]) -> Option<String> {
    let likely = candidates
        .iter()
        .filter(|one| one.likelihood >= WORTH_A_LOOK);
    let ids: Vec<&str> = likely
        .map(|one| match kind {
            Kind::Dropped => one.clauses.after,
            _ => one.clauses.before,
        })
        .collect();
    let has_any = mode == Mode::DifferentAuthors && !ids.is_empty();
    has_any.then(|| format!("may belong to: {} (uncertain, guessed)", ids.join(", ")))
}

impl<'a> EvidenceView<'a> {
    fn new(versions: Sides<&'a Version>, mode: Mode, change: &'a Change<'a>) -> Self {
        let evidence = change.evidence.as_ref();
        let nearest = change.nearest.first().copied();
        let rival = evidence.map_or(nearest, |evidence| evidence.runner_up);
        let view = |rival: Rival| RivalView::new(versions, rival);
        let candidates = change
            .nearest
            .iter()
            .filter(|candidate| mode == Mode::DifferentAuthors || candidate.likelihood >= FAINT);
        Self {
            method: evidence.map(|evidence| evidence.method),
            score: evidence.map(|evidence| evidence.score),
            parts: evidence.map_or(&[], |evidence| &evidence.parts),
            confidence: evidence.map(|evidence| evidence.confidence.score()),
            runner_up: rival.map(view),
            candidates: candidates.copied().map(view).collect(),
        }
    }
}

impl<'a> RivalView<'a> {
    pub(super) fn new(versions: Sides<&'a Version>, rival: Rival) -> Self {
        let id = |side: Side| {
            let clause = *rival.clauses.get(side);
            versions.get(side).clause(clause).id.as_str()
        };
        Self {
            clauses: Sides::make(id),
            score: rival.score,
            likelihood: rival.likelihood,
        }
    }
}

impl JudgementView {
    fn new(judgement: &Judgement) -> Self {
        let ids = judgement.clauses.as_ref().map(|side| {
            side.iter()
                .map(|reference| reference.clause.to_string())
                .collect()
        });
        Self {
            clauses: ids,
            relation: judgement.relation,
            why: judgement.why.clone(),
        }
    }
}

impl JudgementView {
    /// "judged narrower (garrison -> garrison, police)".
    pub fn title(&self) -> String {
        format!("judged {} ({})", self.relation.as_str(), self.pair())
    }

    /// "Links say that Port Accord, second draft is `narrower` (garrison -> police): why";
    /// `after` is the title of the after version.
    pub(super) fn sentence(&self, after: &str) -> String {
        let verb = match self.relation {
            Relation::Same | Relation::Opposite => "says the",
            Relation::Changed | Relation::Narrower | Relation::Broader => "is",
        };
        let why = self.why.as_deref().unwrap_or("no reason given");
        let relation = self.relation.as_str();
        format!(
            "Links say that {after} {verb} `{relation}` ({}): {why}",
            self.pair()
        )
    }

    fn pair(&self) -> String {
        let Sides { before, after } = &self.clauses;
        format!("{} -> {}", before.join(", "), after.join(", "))
    }
}

impl BalanceView {
    fn new(versions: Sides<&Version>, kind: Kind, balance: &Balance) -> Self {
        let several = if kind == Kind::Split {
            versions.after
        } else {
            versions.before
        };
        let pieces = balance
            .pieces
            .iter()
            .map(|piece| (several.clause(piece.clause).id.to_string(), piece.share));
        Self {
            pieces: pieces.collect(),
            lost: balance.lost,
            new: balance.new,
        }
    }
}

impl TermLine {
    pub(super) fn new(change: &TermChange) -> Self {
        let step = change.delta().map(|delta| {
            let verb = if change.direction == Direction::Higher {
                "raised"
            } else {
                "lowered"
            };
            let share = delta
                .percent
                .filter(|&percent| percent != 0)
                .map_or_else(String::new, |percent| format!(" ({percent:+} %)"));
            format!("{verb} by {}{share}", delta.amount)
        });
        Self {
            name: change.name.clone(),
            direction: change.direction,
            values: change.values.clone(),
            step,
        }
    }
}

impl Fact<'_> {
    /// "personnel: at most 1,200 persons -> at most 400 persons, lowered by 800 (-67 %)", "modality
    /// weaker: must -> may"; what is only on one side stands alone.
    pub fn sentence(&self) -> String {
        match self {
            Self::Term(term) => {
                let values = term.values.as_ref();
                let values = values.map(|value| value.as_ref().map(ToString::to_string));
                let values = joined([&values.before, &values.after]);
                format!("{}: {values}, {}", term.name, term.outcome())
            }
            Self::Finding(signal) => {
                let words = joined([&signal.words.before, &signal.words.after]);
                let said = match words.as_str() {
                    "" => signal.title(),
                    words => format!("{}: {words}", signal.title()),
                };
                match signal.remark() {
                    Some(remark) => format!("{said} ({remark})"),
                    None => said,
                }
            }
        }
    }
}

fn joined(sides: [&Option<String>; 2]) -> String {
    let there = sides.into_iter().flatten().map(String::as_str);
    there.collect::<Vec<_>>().join(" -> ")
}

impl TermLine {
    /// How far it went, else which way: "lowered by 800 (-67 %)", "later", "added".
    pub fn outcome(&self) -> &str {
        self.step
            .as_deref()
            .unwrap_or_else(|| direction_word(self.direction))
    }
}

impl SignalView {
    /// "modality weaker".
    pub fn title(&self) -> String {
        let direction = direction_word(self.direction);
        format!("{} {direction}", signal_word(self.kind))
    }

    /// "should read clause 5", "touches tolls, pilots and 3 more"; `None` where there is
    /// nothing to add.
    pub fn remark(&self) -> Option<String> {
        if let Some(repair) = &self.repair {
            return Some(format!("should read {repair}"));
        }
        let named: Vec<&str> = self
            .touches
            .iter()
            .map(String::as_str)
            .take(MOST_NAMED)
            .collect();
        let more = match self.touches.len() - named.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        (!named.is_empty()).then(|| format!("touches {}{more}", named.join(", ")))
    }

    fn new(versions: Sides<&Version>, signal: &Signal) -> Self {
        let mut view = Self {
            kind: signal.kind,
            direction: signal.direction,
            words: signal.words.clone(),
            repair: None,
            touches: Vec::new(),
        };
        match &signal.remark {
            Some(Remark::Repair(repair)) => view.repair = Some(repair.clone()),
            Some(Remark::Touches(touched)) => {
                let side = match signal.words.after {
                    Some(_) => Side::After,
                    None => Side::Before,
                };
                let clauses = touched.iter();
                let ids = clauses.map(|&clause| versions.get(side).clause(clause).id.to_string());
                view.touches = ids.collect();
            }
            None => {}
        }
        view
    }
}
