//! What became of every sentence, ready to be shown.

use std::cmp::Reverse;

use super::clause::ClauseView;
use super::remarks::counted;
use super::summary::percent;
use crate::diff::{Account, Class, Diff, Edit, Fate, Strand, Sums};
use crate::matching::Score;
use crate::model::{Side, Sides};

/// The balance of all sentences, and the list of those that are not kept.
#[derive(Clone, Debug)]
pub struct AccountReport<'a> {
    /// A row for each fate, those that nothing met, too, then one of all.
    pub rows: Vec<BalanceRow>,
    /// What does not close; empty if nothing slipped.
    pub gaps: Vec<String>,
    account: Account<'a>,
    /// Strands that are listed, the most weighty first.
    listed: Vec<usize>,
    /// Strands that only moved, by where from and where to.
    moves: Vec<Vec<usize>>,
}

/// The figures of one fate on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BalanceRow {
    /// The word of the fate; "all" of the last row.
    pub word: &'static str,
    /// `None` on the side that the fate cannot meet.
    pub figures: Sides<Option<Sums>>,
}

/// Sentences that became each other.
#[derive(Clone, Debug, PartialEq)]
pub struct StrandView<'a> {
    /// What became of them.
    pub fate: Fate,
    /// The sentences themselves.
    pub sentences: Sides<Vec<SentenceView<'a>>>,
    /// How many words stand on both sides.
    pub carried: usize,
    /// Their redline; empty where the words are the same.
    pub text: Vec<Edit<'a>>,
}

/// One sentence by its place.
#[derive(Clone, Debug, PartialEq)]
pub struct SentenceView<'a> {
    /// The clause it stands in.
    pub clause: ClauseView<'a>,
    /// Which sentence of it, from 1.
    pub number: usize,
    /// How many words it has.
    pub words: usize,
    /// How many of them stand on the other side.
    pub carried: usize,
}

/// Sentences that moved from one clause to one, their words the same.
#[derive(Clone, Debug, PartialEq)]
pub struct MovedView<'a> {
    /// The clause they stood in and the one they stand in.
    pub clauses: Sides<ClauseView<'a>>,
    /// The numbers of the sentences, from 1.
    pub numbers: Sides<Vec<usize>>,
    /// How many words they have.
    pub words: usize,
}

impl<'a> AccountReport<'a> {
    /// The account of a comparison; no filter applies to it.
    pub fn new(diff: &Diff<'a>) -> Self {
        let account = Account::of(diff);
        let fates = Fate::ALL.into_iter().map(|fate| row(&account, fate));
        let all = account.ledgers.map(|ledger| Some(ledger.all()));
        let all = BalanceRow {
            word: "all",
            figures: all,
        };
        Self {
            rows: fates.chain([all]).collect(),
            gaps: account.gaps(),
            listed: listed(diff, &account),
            moves: moves(&account),
            account,
        }
    }

    /// The figures of one fate on both sides, or of all fates together.
    pub fn sums(&self, fate: Option<Fate>) -> Sides<Sums> {
        let ledgers = self.account.ledgers;
        ledgers.map(|ledger| fate.map_or_else(|| ledger.all(), |fate| ledger.get(fate)))
    }

    /// "the sums close: 120 sentences and 1,800 words before ..."; or what does not close.
    pub fn closing(&self) -> String {
        let side = |side: Side| {
            let all = self.account.ledgers.get(side).all();
            let (sentences, words) = (all.sentences, all.words);
            format!(
                "{} of {}",
                counted(sentences, "sentence"),
                counted(words, "word")
            )
        };
        if !self.gaps.is_empty() {
            return format!("the sums do not close: {}", self.gaps.join("; "));
        }
        let carried = self.account.ledgers.before.all().carried;
        format!(
            "the sums close: {} before and {} after each have one place here, and {} on both sides",
            side(Side::Before),
            side(Side::After),
            stand(carried)
        )
    }

    /// "86 kept sentences not listed"; `None` if there are none.
    pub fn kept(&self) -> Option<String> {
        let kept = self.account.ledgers.before.get(Fate::Kept).sentences;
        (kept > 0).then(|| format!("{} not listed", counted(kept, "kept sentence")))
    }

    /// What is not kept and did more than move: moved and changed first, then dropped,
    /// added, changed.
    pub fn listed(&self) -> impl Iterator<Item = StrandView<'a>> {
        self.listed
            .iter()
            .map(|&strand| self.view(&self.account.strands[strand]))
    }

    /// What only moved, by clauses.
    pub fn moves(&self) -> impl Iterator<Item = MovedView<'a>> {
        self.moves.iter().map(|run| self.move_view(run))
    }

    /// Every strand, in the order of the list: what only moved and what is kept last.
    pub fn strands(&self) -> impl ExactSizeIterator<Item = StrandView<'a>> {
        let strands = &self.account.strands;
        let of = |fate: Fate| (0..strands.len()).filter(move |&at| strands[at].fate == fate);
        let rest = of(Fate::Moved).chain(of(Fate::Kept));
        let order: Vec<usize> = self.listed.iter().copied().chain(rest).collect();
        order.into_iter().map(|at| self.view(&strands[at]))
    }

    fn view(&self, strand: &Strand) -> StrandView<'a> {
        let text = match strand.fate {
            Fate::Kept | Fate::Moved => Vec::new(),
            _ => self.account.redline(strand),
        };
        let views = |side: Side| {
            let own = strand.sentences.get(side).iter();
            own.map(|&at| self.sentence(side, at)).collect()
        };
        StrandView {
            fate: strand.fate,
            sentences: Sides::make(views),
            carried: strand.carried,
            text,
        }
    }

    fn sentence(&self, side: Side, at: usize) -> SentenceView<'a> {
        let sentence = &self.account.sentences.get(side)[at];
        SentenceView {
            clause: ClauseView::new(self.account.versions.get(side), sentence.clause),
            number: sentence.place + 1,
            words: sentence.words,
            carried: sentence.carried,
        }
    }

    fn move_view(&self, run: &[usize]) -> MovedView<'a> {
        let strands = || run.iter().map(|&at| &self.account.strands[at]);
        let first = strands().next().expect("a run has a strand");
        let view = |side: Side| self.sentence(side, first.sentences.get(side)[0]).clause;
        let numbers = |side: Side| {
            let places = strands().map(|strand| strand.sentences.get(side)[0]);
            places
                .map(|at| self.account.sentences.get(side)[at].place + 1)
                .collect()
        };
        MovedView {
            clauses: Sides::make(view),
            numbers: Sides::make(numbers),
            words: strands().map(|strand| strand.carried).sum(),
        }
    }
}

/// "1 word stands", "2 words stand".
fn stand(words: usize) -> String {
    let verb = if words == 1 { "stands" } else { "stand" };
    format!("{} {verb}", counted(words, "word"))
}

fn row(account: &Account, fate: Fate) -> BalanceRow {
    let can_meet = |side: Side| match fate {
        Fate::Dropped => side == Side::Before,
        Fate::Added => side == Side::After,
        Fate::Kept | Fate::Changed | Fate::Moved | Fate::MovedAndChanged => true,
    };
    let figures = |side: Side| can_meet(side).then(|| account.ledgers.get(side).get(fate));
    BalanceRow {
        word: fate_word(fate),
        figures: Sides::make(figures),
    }
}

/// What was changed on the way is most easily missed where the change is of substance and
/// most of the words are the same; the rest stands in the order of the text.
fn listed(diff: &Diff, account: &Account) -> Vec<usize> {
    let rank = |strand: &Strand| match strand.fate {
        Fate::MovedAndChanged => Some(0),
        Fate::Dropped => Some(1),
        Fate::Added => Some(2),
        Fate::Changed => Some(3),
        Fate::Kept | Fate::Moved => None,
    };
    let key = |at: usize| {
        let strand = &account.strands[at];
        let is_moved = strand.fate == Fate::MovedAndChanged;
        let class = strand
            .change
            .map_or(Class::Substantive, |change| diff.changes[change].class);
        let easily_missed = is_moved.then(|| (Reverse(class), Reverse(share(account, strand))));
        (rank(strand), easily_missed, at)
    };
    let strands = 0..account.strands.len();
    let mut listed: Vec<usize> = strands
        .filter(|&at| rank(&account.strands[at]).is_some())
        .collect();
    listed.sort_by_cached_key(|&at| key(at));
    listed
}

/// Words carried, of all words of both sides.
fn share(account: &Account, strand: &Strand) -> Score {
    let words = |side: Side| -> usize {
        let own = strand.sentences.get(side).iter();
        own.map(|&at| account.sentences.get(side)[at].words).sum()
    };
    Score::ratio(2 * strand.carried, words(Side::Before) + words(Side::After))
}

/// Neighbours that went from one clause to one.
fn moves(account: &Account) -> Vec<Vec<usize>> {
    let strands = &account.strands;
    let clauses = |at: usize| {
        Sides::make(|side| {
            let first = strands[at].sentences.get(side)[0];
            account.sentences.get(side)[first].clause
        })
    };
    let mut moves: Vec<Vec<usize>> = Vec::new();
    for at in (0..strands.len()).filter(|&at| strands[at].fate == Fate::Moved) {
        match moves.last_mut() {
            Some(run) if clauses(run[0]) == clauses(at) => run.push(at),
            _ => moves.push(vec![at]),
        }
    }
    moves
}

impl StrandView<'_> {
    /// "moved and changed, 93 % of the words are kept"; the fate alone where that says it.
    pub fn title(&self) -> String {
        let title = format!("{} {}", fate_sign(self.fate), fate_word(self.fate));
        let words = |side: Side| -> usize {
            let own = self.sentences.get(side).iter();
            own.map(|sentence| sentence.words).sum()
        };
        match self.fate {
            Fate::Changed | Fate::MovedAndChanged => {
                let share = Score::ratio(self.carried, words(Side::Before));
                format!("{title}, {} of the words before are kept", percent(share))
            }
            Fate::Kept | Fate::Moved | Fate::Dropped | Fate::Added => title,
        }
    }
}

impl MovedView<'_> {
    /// "sentences 1 to 3, 41 words".
    pub fn size(&self) -> String {
        format!(
            "{}, {}",
            numbers(&self.numbers.before),
            counted(self.words, "word")
        )
    }

    /// "as sentences 2 to 4"; `None` where the numbers are the same.
    pub fn arrival(&self) -> Option<String> {
        let Sides { before, after } = &self.numbers;
        (before != after).then(|| format!("as {}", numbers(after)))
    }
}

/// "sentence 2", "sentences 2 to 4", "sentences 2, 5".
pub(super) fn numbers(all: &[usize]) -> String {
    match all {
        [only] => format!("sentence {only}"),
        [first, .., last] if all.windows(2).all(|two| two[1] == two[0] + 1) => {
            format!("sentences {first} to {last}")
        }
        all => {
            let listed: Vec<String> = all.iter().map(ToString::to_string).collect();
            format!("sentences {}", listed.join(", "))
        }
    }
}

/// The sentences of one side by clause: the clause with "sentence 2".
pub fn by_clause<'v, 'a>(
    sentences: &'v [SentenceView<'a>],
) -> impl Iterator<Item = (&'v ClauseView<'a>, String)> {
    let runs = sentences.chunk_by(|one, next| one.clause.id == next.clause.id);
    runs.map(|run| {
        let all: Vec<usize> = run.iter().map(|sentence| sentence.number).collect();
        (&run[0].clause, numbers(&all))
    })
}

/// The word of a fate.
pub fn fate_word(fate: Fate) -> &'static str {
    match fate {
        Fate::Kept => "kept",
        Fate::Changed => "changed",
        Fate::Moved => "moved",
        Fate::MovedAndChanged => "moved and changed",
        Fate::Dropped => "dropped",
        Fate::Added => "added",
    }
}

/// The sign that stands before its word.
pub fn fate_sign(fate: Fate) -> &'static str {
    match fate {
        Fate::Kept => "=",
        Fate::Changed => "~",
        Fate::Moved => ">",
        Fate::MovedAndChanged => "!",
        Fate::Dropped => "-",
        Fate::Added => "+",
    }
}
