//! Changes between two versions: the table of them, then each on its own.

use super::Options;
use super::account;
use super::clause;
use super::page::{Inline, Page};
use crate::render::View;
use crate::report::{
    BalanceView, Class, ClauseView, DiffReport, Edit, ExplainReport, Fact, GuardView, GuardsReport,
    Item, JudgementView, KeyLine, Sides, SignalView, SourceView, TermLine, VersionHead, class_word,
    counts_sentence, more_sentence, percent,
};

/// Head, table, changes, and what else the reader must know.
pub(super) fn diff(page: &mut Page, report: &DiffReport, options: &Options) {
    let shown = || report.items().filter(|item| options.all || !item.foldable);
    head(page, &report.versions);
    page.paragraph(&Inline::new().say(counts_sentence(&report.counts)));
    if let Some(guarded) = &report.guards {
        guards(page, guarded, options.all);
    }
    let is_audit = report.is_audit();
    if is_audit {
        audit(page, report, options.view == View::Summary);
    } else {
        read_first(page, report);
        overview(page, shown());
    }
    if let Some(folded) = report
        .folded_sentence()
        .filter(|_| !is_audit && !options.all)
    {
        page.paragraph(&Inline::new().say(folded));
    }
    if options.view != View::Summary && !is_audit {
        let told = shown().filter(|item| options.all || !item.is_brief());
        told.for_each(|item| whole_section(page, &item));
    }
    page.heading(2, &Inline::new().say("About this comparison"));
    remarks(page, &report.remarks());
}

/// How many red lines stand how, and each that a reader must see.
pub(super) fn guards(page: &mut Page, report: &GuardsReport, all: bool) {
    let Some(sentence) = report.sentence() else {
        return;
    };
    page.paragraph(&Inline::new().say(sentence));
    page.list(report.listed(all).map(guard));
}

/// "**broken guard cap**: clause garrison: personnel.at-most >= 600; `personnel` is at most 400 persons".
pub(super) fn guard(view: &GuardView) -> Inline {
    let title = view.title();
    let rest = view.sentence()[title.len()..].to_owned();
    Inline::new().strong(&title).say(rest)
}

/// The weightiest changes as points.
fn read_first(page: &mut Page, report: &DiffReport) {
    let (items, more) = report.read_first();
    if items.is_empty() {
        return;
    }
    page.heading(2, &Inline::new().say("Read first"));
    let points: Vec<Inline> = items.iter().map(first).collect();
    page.list(points);
    if more > 0 {
        page.paragraph(&Inline::new().say(more_sentence(more)));
    }
}

/// "Tolls (tolls), ~ changed, moved: number lower: 12 -> 9".
pub(super) fn first(item: &Item) -> Inline {
    let (facts, more) = item.first_facts();
    let facets: String = item.facets().map(|facet| format!(", {facet}")).collect();
    let sure = item.certainty().filter(|_| item.uncertain);
    let sure = sure.map(|sure| format!(", {sure}")).unwrap_or_default();
    let line = names(item).say(format!(", {}{facets}{sure}", item.title()));
    let told = facts.iter().enumerate().fold(line, |line, (at, fact)| {
        let line = line.say(if at == 0 { ": " } else { "; " });
        match fact {
            Fact::Term(own) => line.join(term(own)),
            Fact::Finding(signal) => line.join(finding(signal)),
        }
    });
    let told = match item.opening() {
        Some(opening) => told.say(": ").say(opening),
        None => told,
    };
    match more {
        0 => told,
        more => told.say(format!("; {more} more")),
    }
}

/// The account and the announced changes, as far as they were asked for; of the account
/// only the `balance`, or all of it.
fn audit(page: &mut Page, report: &DiffReport, balance: bool) {
    if let Some(account) = &report.account {
        account::account(page, account, balance);
    }
    if let Some(declared) = &report.declared {
        account::declared(page, declared, balance);
    }
}

/// The clauses asked about, the answer, and the changes it is about.
pub(super) fn explain(page: &mut Page, report: &ExplainReport) {
    let asked = clause::label(&report.clause);
    let question = match &report.other {
        Some(other) => asked.say(" and ").join(clause::label(other)),
        None => asked,
    };
    page.heading(1, &question);
    versions(page, &report.versions);
    remarks(page, &report.answer);
    report
        .items
        .iter()
        .for_each(|item| whole_section(page, item));
}

/// A point for each sentence.
pub(super) fn remarks(page: &mut Page, sentences: &[String]) {
    page.list(sentences.iter().map(|said| Inline::new().say(said)));
}

fn head(page: &mut Page, heads: &Sides<VersionHead>) {
    let Sides { before, after } = heads;
    page.heading(
        1,
        &between(
            Inline::new().say(&before.called),
            Inline::new().say(&after.called),
        ),
    );
    versions(page, heads);
}

/// "before: Draft 1 (draft-1), 2024-05-02, unsigned, 21 clauses", and the same for after.
fn versions(page: &mut Page, heads: &Sides<VersionHead>) {
    let point = |word: &str, head: &VersionHead| {
        let (named, dated, size) = (head.named(), head.dated(), head.clauses_sentence());
        Inline::new().say(format!("{word}: {named}, {dated}, {size}"))
    };
    page.list([point("before", &heads.before), point("after", &heads.after)]);
}

fn between(before: Inline, after: Inline) -> Inline {
    before.say(" → ").join(after)
}

fn overview<'a>(page: &mut Page, items: impl Iterator<Item = Item<'a>>) {
    let mut items = items.peekable();
    if items.peek().is_none() {
        return;
    }
    let heads = [
        "Change",
        "Before",
        "After",
        "Class",
        "Confidence",
        "Findings",
    ];
    let heads = heads.map(|head| Inline::new().say(head));
    let row = |item: Item| {
        let ends = item.move_sentence().map(|moved| Inline::new().say(moved));
        let change = std::iter::once(Inline::new().say(item.title_with_facets())).chain(ends);
        vec![
            Inline::stacked(change),
            Inline::stacked(item.clauses.before.iter().map(clause::label)),
            Inline::stacked(item.clauses.after.iter().map(clause::label)),
            Inline::new().say(class_word(item.class)),
            Inline::new().say(item.certainty().unwrap_or_default()),
            Inline::stacked(told(&item)),
        ]
    };
    page.table(&heads, items.map(row));
}

/// One change with its redline and all that is known of it, its sources, too.
pub(super) fn whole_section(page: &mut Page, item: &Item) {
    let mut points = points(item);
    points.extend(sources(page, &item.clauses));
    section(page, 2, item, item.text, points);
}

/// One change under a heading of that level, with its redline, perhaps shortened, and what is told of it.
pub(super) fn section(
    page: &mut Page,
    level: usize,
    item: &Item,
    redline: &[Edit],
    points: Vec<Inline>,
) {
    let heading = Inline::new().say(format!("{}: ", item.title_with_facets()));
    page.heading(level, &heading.join(names(item)));
    if redline.is_empty() {
        let texts = item
            .clauses
            .after
            .iter()
            .map(|clause| Inline::new().lines(clause.text));
        texts.for_each(|text| page.paragraph(&text));
    } else {
        page.paragraph(&Inline::new().redline(redline));
    }
    page.list(points);
}

/// Both labels, or one where there is only one or they are the same.
fn names(item: &Item) -> Inline {
    let Sides { before, after } = &item.clauses;
    if before.is_empty() || item.has_same_names() {
        clause::labels(after)
    } else if after.is_empty() {
        clause::labels(before)
    } else {
        between(clause::labels(before), clause::labels(after))
    }
}

/// All that is known of a change but where its clauses were read.
pub(super) fn points(item: &Item) -> Vec<Inline> {
    let mut points: Vec<Inline> = weight(item).into_iter().collect();
    points.extend(item.move_sentence().map(|moved| Inline::new().say(moved)));
    points.extend(item.guesses.as_ref().map(|said| Inline::new().say(said)));
    points.extend(item.balance.as_ref().map(balance));
    points.extend(item.terms.iter().map(term));
    points.extend(item.alone().iter().flat_map(clause::values));
    points.extend(item.findings().map(finding));
    points.extend(item.keys.iter().map(told_key));
    points.extend(item.judgements.iter().map(judged));
    points
}

/// "substantive, 97 % sure"; no class where there is none.
fn weight(item: &Item) -> Option<Inline> {
    let class = (item.class != Class::None).then(|| class_word(item.class).to_owned());
    let said: Vec<String> = class.into_iter().chain(item.certainty()).collect();
    (!said.is_empty()).then(|| Inline::new().say(said.join(", ")))
}

/// "words: inspection 40 %, pilots 60 %; 0 % of the old words are lost, 3 % of the new words are new".
fn balance(balance: &BalanceView) -> Inline {
    let pieces = balance
        .pieces
        .iter()
        .map(|(id, share)| format!("{id} {}", percent(*share)));
    Inline::new().say(format!(
        "words: {}; {} of the old words are lost, {} of the new words are new",
        pieces.collect::<Vec<_>>().join(", "),
        percent(balance.lost),
        percent(balance.new)
    ))
}

/// "personnel: at most 1,200 persons → at most 400 persons, lowered by 800 (-67 %)".
fn term(term: &TermLine) -> Inline {
    let words = Inline::new().say(format!("{}: ", term.name));
    let values = Sides::make(|side| term.values.get(side).as_ref().map(ToString::to_string));
    changed(words, &values).say(format!(", {}", term.outcome()))
}

/// All that is known to differ beside the text.
fn told(item: &Item) -> impl Iterator<Item = Inline> {
    let terms = item.terms.iter().map(term);
    let findings = item.findings().map(finding);
    terms.chain(findings).chain(item.keys.iter().map(told_key))
}

/// "modality: proposed → is-expected".
fn told_key(key: &KeyLine) -> Inline {
    changed(Inline::new().say(format!("{}: ", key.name)), &key.words)
}

/// "modality weaker: must → may".
fn finding(signal: &SignalView) -> Inline {
    let title = Inline::new().say(format!("{}: ", signal.title()));
    let said = changed(title, &signal.words);
    match signal.remark() {
        Some(remark) => said.say(format!(" ({remark})")),
        None => said,
    }
}

/// What stood before as deleted, what stands after as inserted.
fn changed(words: Inline, sides: &Sides<Option<String>>) -> Inline {
    match (&sides.before, &sides.after) {
        (Some(before), Some(after)) => words.deleted(before).say(" → ").inserted(after),
        (Some(before), None) => words.deleted(before),
        (None, Some(after)) => words.inserted(after),
        (None, None) => words,
    }
}

/// "judged narrower (garrison -> garrison, police): Draft 2 counts police apart."
fn judged(judgement: &JudgementView) -> Inline {
    let words = Inline::new().say(judgement.title());
    match &judgement.why {
        Some(why) => words.say(": ").lines(why),
        None => words,
    }
}

/// A point for each side, "source before: Harbour Gazette, point 6", with a note on each source; each source once.
fn sources(page: &mut Page, clauses: &Sides<Vec<ClauseView>>) -> Vec<Inline> {
    let sides = [("before", &clauses.before), ("after", &clauses.after)];
    let points = sides.map(|(side, clauses)| {
        let mut cited: Vec<&SourceView> = Vec::new();
        for source in clauses.iter().flat_map(|clause| &clause.sources) {
            if !cited.contains(&source) {
                cited.push(source);
            }
        }
        let named = cited.iter().map(|source| clause::noted(page, source));
        let named = Inline::separated(named, &Inline::new().say("; "));
        (!cited.is_empty()).then(|| Inline::new().say(format!("source {side}: ")).join(named))
    });
    points.into_iter().flatten().collect()
}
