//! One change of a diff: what happened, to which clauses, and what differs.

use super::clause;
use super::paper::Paper;
use super::phrase::{DELETED, INSERTED, Marks, Phrase};
use super::redline::redline;
use super::side_by_side;
use crate::render::View;
use crate::render::style::Role;
use crate::report::{
    BalanceView, Class, ClauseView, Direction, Fact, Item, JudgementView, KeyLine, Kind, Score,
    Sides, SignalView, TermLine, TermValue, class_word, percent,
};

/// Indent of the names of clauses, below the line that says what happened.
const NAMES: usize = 2;

/// Indent of what differs.
const DETAILS: usize = 4;

/// How far a paragraph hangs, where it is one of several.
const HANG: usize = 2;

/// Longest name of a term that others are aligned with, in columns.
const WIDEST_NAME: usize = 24;

/// "= unchanged, moved · 100 % sure · 4 Tolls (tolls) -> 7 Tolls (tolls)" and both ends of the move.
pub(super) fn brief(paper: &mut Paper, item: &Item) {
    let line = title(item).join(dot()).join(pair(item));
    let line = match item.move_sentence() {
        Some(moved) => line.join(dot()).say(moved),
        None => line,
    };
    paper.hang(0, DETAILS, &line);
}

/// " 1. 5 Tolls (tolls), changed, moved: number lower: 12 -> 9; date later: ...".
pub(super) fn first(paper: &mut Paper, at: usize, item: &Item) {
    first_in(paper, at, item, Phrase::new());
}

/// The same with a word on where it is.
pub(super) fn first_in(paper: &mut Paper, at: usize, item: &Item, place: Phrase) {
    let facets = item.facets().fold(Phrase::new(), |phrase, facet| {
        phrase.say(", ").paint(Role::Moved, facet)
    });
    let sure = match item.certainty().filter(|_| item.uncertain) {
        Some(sure) => Phrase::new().say(", ").paint(Role::Uncertain, sure),
        None => Phrase::new(),
    };
    let (facts, more) = item.first_facts();
    let told = facts.iter().enumerate();
    let told = told.fold(Phrase::new(), |phrase, (at, fact)| {
        let phrase = phrase.say(if at == 0 { ": " } else { "; " });
        match fact {
            Fact::Term(term) => phrase
                .paint(Role::Label, format!("{} ", term.name))
                .join(values(term)),
            Fact::Finding(signal) => phrase.join(finding(signal)),
        }
    });
    let told = match item.opening() {
        Some(opening) => told.say(": ").paint(kind_role(item.kind), opening),
        None => told,
    };
    let more = match more {
        0 => String::new(),
        more => format!("; {more} more"),
    };
    let line = Phrase::new()
        .say(format!("{at:>2}. "))
        .join(pair(item))
        .say(", ")
        .paint(kind_role(item.kind), item.title())
        .join(facets)
        .join(sure)
        .join(told)
        .say(more)
        .join(place);
    paper.hang(0, DETAILS, &line);
}

/// Everything about one change, the texts as the view has them.
pub(super) fn block(paper: &mut Paper, item: &Item, view: View) {
    paper.hang(0, DETAILS, &title(item));
    names(paper, item);
    let is_beside = view == View::SideBySide;
    if let Some(moved) = item.move_sentence().filter(|_| !is_beside) {
        let word = Phrase::new().paint(Role::Moved, "moved: ");
        paper.hang(DETAILS, HANG, &word.say(moved));
    }
    if let Some(guesses) = &item.guesses {
        paper.hang(
            DETAILS,
            HANG,
            &Phrase::new().paint(Role::Uncertain, guesses),
        );
    }
    if is_beside {
        side_by_side::body(paper, item);
    } else {
        body(paper, item);
    }
    terms(paper, item);
    item.findings()
        .for_each(|signal| paper.hang(DETAILS, HANG, &finding(signal)));
    item.keys
        .iter()
        .for_each(|key| paper.hang(DETAILS, HANG, &told_key(key)));
    item.judgements
        .iter()
        .for_each(|judgement| paper.hang(DETAILS, HANG, &judged(judgement)));
}

/// "~ changed, moved, renumbered · substantive · 97 % sure".
pub(super) fn title(item: &Item) -> Phrase {
    let role = kind_role(item.kind);
    let facets = item.facets().fold(Phrase::new(), |phrase, facet| {
        phrase.say(", ").paint(Role::Moved, facet)
    });
    let class = match item.class {
        Class::None => Phrase::new(),
        Class::Substantive => dot().paint(Role::Substantive, class_word(item.class)),
        Class::Cosmetic | Class::Reworded => dot().say(class_word(item.class)),
    };
    let certainty = match item.certainty() {
        Some(sure) if item.uncertain => dot().paint(Role::Uncertain, sure),
        Some(sure) => dot().paint(Role::Note, sure),
        None => Phrase::new(),
    };
    Phrase::new()
        .paint(role, item.title())
        .join(facets)
        .join(class)
        .join(certainty)
}

fn dot() -> Phrase {
    Phrase::new().say(" · ")
}

/// The role of a kind's sign and word.
pub(super) fn kind_role(kind: Kind) -> Role {
    match kind {
        Kind::Added => Role::Inserted,
        Kind::Dropped => Role::Deleted,
        Kind::Unchanged => Role::Note,
        Kind::Changed | Kind::Split | Kind::Merged => Role::Kind,
    }
}

/// The labels of both sides: on one line if there is one of each, else each on its own.
fn names(paper: &mut Paper, item: &Item) {
    let Sides { before, after } = &item.clauses;
    if before.len() <= 1 && after.len() <= 1 {
        return paper.hang(NAMES, HANG, &pair(item));
    }
    let balance = item.balance.as_ref();
    for (at, old) in before.iter().enumerate() {
        let share = share(balance, before, at, "gives");
        paper.hang(NAMES, HANG, &clause::label(old).join(share));
    }
    for (at, new) in after.iter().enumerate() {
        let share = share(balance, after, at, "holds");
        let label = arrow().say(" ").join(clause::label(new));
        paper.hang(NAMES, HANG, &label.join(share));
    }
    if let Some(balance) = balance {
        paper.hang(NAMES, HANG, &lost_and_new(balance));
    }
}

/// Both labels, or one where they are the same or there is only one.
fn pair(item: &Item) -> Phrase {
    let labels = |side: &[ClauseView]| {
        let labels = side.iter().map(clause::label);
        labels.reduce(|all, label| all.say(", ").join(label))
    };
    let Sides { before, after } = &item.clauses;
    match (labels(before), labels(after)) {
        (Some(before), Some(after)) if !item.has_same_names() => {
            before.say(" ").join(arrow()).say(" ").join(after)
        }
        (_, Some(label)) | (Some(label), None) => label,
        (None, None) => Phrase::new(),
    }
}

fn arrow() -> Phrase {
    Phrase::new().paint(Role::Gutter, "->")
}

/// The share of one of several clauses; nothing for the single one.
fn share(balance: Option<&BalanceView>, side: &[ClauseView], at: usize, verb: &str) -> Phrase {
    let piece = balance
        .filter(|_| side.len() > 1)
        .and_then(|balance| balance.pieces.get(at));
    match piece {
        Some((_, share)) => {
            Phrase::new().say(format!(" · {verb} {} of the words", percent(*share)))
        }
        None => Phrase::new(),
    }
}

fn lost_and_new(balance: &BalanceView) -> Phrase {
    let BalanceView { lost, new, .. } = balance;
    let is_none = |share: &Score| *share == Score::ZERO;
    let lost = if is_none(lost) {
        "no word is lost".into()
    } else {
        format!("{} of the words before are lost", percent(*lost))
    };
    let new = if is_none(new) {
        "none is new".into()
    } else {
        format!("{} of the words after are new", percent(*new))
    };
    Phrase::new().say(format!("{lost}, {new}"))
}

/// The redline; the full text of what is on one side only or did not change.
fn body(paper: &mut Paper, item: &Item) {
    if !item.text.is_empty() {
        return paper.put(DETAILS, &redline(item.text));
    }
    let unchanged = item.clauses.after.first();
    if let Some(clause) = unchanged.filter(|clause| !clause.text.is_empty()) {
        paper.put(DETAILS, &Phrase::new().lines(clause.text));
    }
}

/// Lines of changed terms, or of all terms of an added or dropped clause; aligned.
fn terms(paper: &mut Paper, item: &Item) {
    let marks = if item.kind == Kind::Added {
        &INSERTED
    } else {
        &DELETED
    };
    let changed = item
        .terms
        .iter()
        .map(|term| (term.name.as_str(), values(term)));
    let lines: Vec<(&str, Phrase)> = own_terms(item.alone(), marks).chain(changed).collect();
    let name = |name: &str| Phrase::new().paint(Role::Label, format!("{name}:"));
    let widths = lines.iter().map(|(term, _)| name(term).width());
    let widest = widths
        .filter(|&width| width <= WIDEST_NAME)
        .max()
        .unwrap_or(0);
    for (term, values) in lines {
        let name = name(term);
        let pad = widest.saturating_sub(name.width()) + 1;
        paper.hang(DETAILS, HANG, &name.say(" ".repeat(pad)).join(values));
    }
}

fn own_terms<'a>(
    clauses: &'a [ClauseView<'a>],
    marks: &Marks,
) -> impl Iterator<Item = (&'a str, Phrase)> {
    let terms = clauses.iter().flat_map(|clause| &clause.terms);
    let marked = |value: &TermValue| Phrase::new().marked(marks, &value.to_string());
    terms.map(move |term| (term.name, marked(term.value)))
}

/// "at most 1,200 persons -> at most 400 persons  lowered by 800 (-67 %)".
fn values(term: &TermLine) -> Phrase {
    let values = term.values.as_ref().map(Option::as_ref);
    let values = match (values.before, values.after) {
        (Some(before), Some(after)) => Phrase::new()
            .paint(Role::Deleted, before.to_string())
            .say(" ")
            .join(arrow())
            .say(" ")
            .paint(Role::Inserted, after.to_string()),
        (Some(before), None) => Phrase::new().marked(&DELETED, &before.to_string()),
        (None, Some(after)) => Phrase::new().marked(&INSERTED, &after.to_string()),
        (None, None) => Phrase::new(),
    };
    values.say("  ").paint(Role::Kind, term.outcome())
}

/// "modality weaker: must -> may", "cross-reference elsewhere: clause 3 -> clause 3 (should
/// read clause 4)".
fn finding(signal: &SignalView) -> Phrase {
    let title = format!("{}: ", signal.title());
    let says_itself = matches!(signal.direction, Direction::Added | Direction::Removed);
    let phrase = Phrase::new().paint(Role::Substantive, title);
    let phrase = match (&signal.words.before, &signal.words.after) {
        (Some(before), None) if says_itself => phrase.paint(Role::Deleted, before),
        (None, Some(after)) if says_itself => phrase.paint(Role::Inserted, after),
        _ => phrase.join(both(&signal.words)),
    };
    match signal.remark() {
        Some(remark) => phrase.say(format!(" ({remark})")),
        None => phrase,
    }
}

/// "modality: proposed -> is-expected".
fn told_key(key: &KeyLine) -> Phrase {
    let name = Phrase::new().paint(Role::Label, format!("{}: ", key.name));
    name.join(both(&key.words))
}

fn both(words: &Sides<Option<String>>) -> Phrase {
    let said = |words: &Option<String>| words.clone().unwrap_or_else(|| "none".into());
    Phrase::new()
        .paint(Role::Deleted, said(&words.before))
        .say(" ")
        .join(arrow())
        .say(" ")
        .paint(Role::Inserted, said(&words.after))
}

/// "judged narrower (garrison -> police): Draft 2 counts police apart."
fn judged(judgement: &JudgementView) -> Phrase {
    let phrase = Phrase::new().paint(Role::Note, judgement.title());
    match &judgement.why {
        Some(why) => phrase.say(": ").say(why),
        None => phrase,
    }
}
