//! One change of a diff: what happened, to which clauses, and what differs.

use super::clause;
use super::paper::Paper;
use super::phrase::{DELETED, INSERTED, Marks, Phrase};
use super::redline::redline;
use crate::render::style::Role;
use crate::report::{
    BalanceView, Class, ClauseView, Direction, Item, JudgementView, KeyLine, Kind, Score, Sides,
    SignalKind, SignalView, TermLine, TermValue, class_word, direction_word, kind_sign, kind_word,
    percent, signal_word,
};

/// Indent of the names of clauses, below the line that says what happened.
const NAMES: usize = 2;

/// Indent of what differs.
const DETAILS: usize = 4;

/// How far a paragraph hangs, where it is one of several.
const HANG: usize = 2;

/// Longest name of a term that others are aligned with, in columns.
const WIDEST_NAME: usize = 24;

/// True for a change that one line says all about.
pub(super) fn is_brief(item: &Item) -> bool {
    item.kind == Kind::Unchanged && item.class == Class::None && item.judgements.is_empty()
}

/// "= unchanged, moved · 100 % sure · 4 Tolls (tolls) -> 7 Tolls (tolls)" and both ends of the move.
pub(super) fn brief(paper: &mut Paper, item: &Item) {
    let line = title(item).say(" · ").join(pair(&item.clauses));
    let ends = item.places.as_ref().map(ends);
    let line = ends
        .into_iter()
        .fold(line, |line, ends| line.say(" · ").join(ends));
    paper.hang(0, DETAILS, &line);
}

/// Everything about one change.
pub(super) fn block(paper: &mut Paper, item: &Item) {
    paper.hang(0, DETAILS, &title(item));
    names(paper, item);
    if let Some(places) = &item.places {
        let moved = Phrase::new().paint(Role::Moved, "moved: ");
        paper.hang(DETAILS, HANG, &moved.join(ends(places)));
    }
    body(paper, item);
    terms(paper, item);
    let findings = item.signals.iter();
    findings
        .filter(|signal| signal.kind != SignalKind::Term)
        .for_each(|signal| paper.hang(DETAILS, HANG, &finding(signal)));
    item.keys
        .iter()
        .for_each(|key| paper.hang(DETAILS, HANG, &told_key(key)));
    item.judgements
        .iter()
        .for_each(|judgement| paper.hang(DETAILS, HANG, &judged(item, judgement)));
}

/// "~ changed, moved, renumbered · substantive · 97 % sure".
pub(super) fn title(item: &Item) -> Phrase {
    let role = kind_role(item.kind);
    let kind = format!("{} {}", kind_sign(item.kind), kind_word(item.kind));
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
        .paint(role, kind)
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
        return paper.hang(NAMES, HANG, &pair(&item.clauses));
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
fn pair(clauses: &Sides<Vec<ClauseView>>) -> Phrase {
    let labels = |side: &[ClauseView]| {
        let labels = side.iter().map(clause::label);
        labels.reduce(|all, label| all.say(", ").join(label))
    };
    let named = |side: &[ClauseView]| -> Vec<_> {
        let names = side.iter();
        names
            .map(|clause| (clause.label(), clause.id.clone(), clause.unchecked))
            .collect()
    };
    let is_same = named(&clauses.before) == named(&clauses.after);
    match (labels(&clauses.before), labels(&clauses.after)) {
        (Some(before), Some(after)) if !is_same => {
            before.say(" ").join(arrow()).say(" ").join(after)
        }
        (_, Some(label)) | (Some(label), None) => label,
        (None, None) => Phrase::new(),
    }
}

fn arrow() -> Phrase {
    Phrase::new().paint(Role::Gutter, "->")
}

/// "stood after 5 Tolls, now stands first".
fn ends(places: &Sides<String>) -> Phrase {
    let Sides { before, after } = places;
    Phrase::new().say(format!("stood {before}, now stands {after}"))
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
        return paper.put(DETAILS, &redline(&item.text));
    }
    let unchanged = item.clauses.after.first();
    if let Some(clause) = unchanged.filter(|clause| !clause.text.is_empty()) {
        paper.put(DETAILS, &Phrase::new().lines(&clause.text));
    }
}

/// Lines of changed terms, or of all terms of an added or dropped clause; aligned.
fn terms(paper: &mut Paper, item: &Item) {
    let changed = item.terms.iter().map(|term| (&term.name, values(term)));
    let lines: Vec<(&String, Phrase)> = match item.kind {
        Kind::Added => own_terms(&item.clauses.after, &INSERTED),
        Kind::Dropped => own_terms(&item.clauses.before, &DELETED),
        Kind::Unchanged | Kind::Changed | Kind::Split | Kind::Merged => changed.collect(),
    };
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

fn own_terms<'a>(clauses: &'a [ClauseView], marks: &Marks) -> Vec<(&'a String, Phrase)> {
    let terms = clauses.iter().flat_map(|clause| &clause.terms);
    let marked = |value: &TermValue| Phrase::new().marked(marks, &value.to_string());
    terms
        .map(|term| (&term.name, marked(&term.value)))
        .collect()
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

/// "modality weaker: must -> may".
fn finding(signal: &SignalView) -> Phrase {
    let direction = direction_word(signal.direction);
    let title = format!("{} {direction}: ", signal_word(signal.kind));
    let says_itself = matches!(signal.direction, Direction::Added | Direction::Removed);
    let phrase = Phrase::new().paint(Role::Substantive, title);
    match (&signal.words.before, &signal.words.after) {
        (Some(before), None) if says_itself => phrase.paint(Role::Deleted, before),
        (None, Some(after)) if says_itself => phrase.paint(Role::Inserted, after),
        _ => phrase.join(both(&signal.words)),
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

/// "judged narrower by the editors: Draft 2 counts police apart."; the clauses are named
/// where they are not those of the change.
fn judged(item: &Item, judgement: &JudgementView) -> Phrase {
    let ids = |side: &[ClauseView]| -> Vec<String> {
        side.iter().map(|clause| clause.id.clone()).collect()
    };
    let own = item.clauses.as_ref().map(|side| ids(side));
    let about = if own == judgement.clauses {
        String::new()
    } else {
        let Sides { before, after } = &judgement.clauses;
        format!(" ({} -> {})", before.join(", "), after.join(", "))
    };
    let title = format!(
        "judged {} by the editors{about}",
        judgement.relation.as_str()
    );
    let phrase = Phrase::new().paint(Role::Note, title);
    match &judgement.why {
        Some(why) => phrase.say(": ").say(why),
        None => phrase,
    }
}
