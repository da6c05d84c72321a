//! Changes between two versions: the table of them, then each on its own.

use super::Options;
use super::account;
use super::clause;
use super::page::{Inline, Page};
use super::room::{AROUND, SHARE, Sheet};
use crate::render::View;
use crate::report::{
    BalanceView, Class, ClauseView, DiffReport, Edit, ExplainReport, Fact, GuardView, GuardsReport,
    Item, JudgementView, KeyLine, Sides, SignalView, SourceView, TermLine, Urgency, VersionHead,
    class_word, counts_sentence, more_sentence, percent,
};

/// Head, table, changes, and what else the reader must know, as far as there is room.
pub(super) fn diff(page: &mut Page, report: &DiffReport, options: &Options) {
    head(page, &report.versions);
    page.paragraph(&Inline::new().say(counts_sentence(&report.counts)));
    let about = about(report);
    let mut sheet = Sheet::new(page, options.room, &about);
    if let Some(guarded) = &report.guards {
        guards(&mut sheet, guarded, options.all);
    }
    if report.is_audit() {
        audit(&mut sheet, report, options.view == View::Summary);
    } else {
        changes(&mut sheet, report, options);
    }
    sheet.finish(&about);
}

/// The weightiest, the table of all, and each with its redline.
fn changes(sheet: &mut Sheet, report: &DiffReport, options: &Options) {
    let shown = || report.items().filter(|item| options.all || !item.foldable);
    read_first(sheet, report);
    overview(sheet, shown());
    if let Some(folded) = report.folded_sentence().filter(|_| !options.all) {
        sheet.page.paragraph(&Inline::new().say(folded));
    }
    if options.view != View::Summary {
        details(
            sheet,
            shown().filter(|item| options.all || !item.is_brief()),
        );
    }
}

/// Each change in a fold of its own; those that must be read stand open.
fn details<'a>(sheet: &mut Sheet, items: impl Iterator<Item = Item<'a>>) {
    let mut all = 0;
    let items = items.inspect(|_| all += 1);
    let ranked = items.map(|item| (item.urgency, item));
    let chosen = sheet.left.chosen(ranked, |left, item| {
        let mut alone = Page::new();
        fold(&mut alone, item);
        left.size(&alone.finish()) + AROUND + MARKS
    });
    let missing = all - chosen.len();
    sheet.left_out.note(missing, || {
        format!("{missing} of {all} changes word by word")
    });
    if !chosen.is_empty() {
        sheet.page.heading(2, &Inline::new().say("Word by word"));
    }
    chosen.iter().for_each(|item| fold(sheet.page, item));
}

/// A fold takes so much more on a page whose notes have longer numbers.
const MARKS: usize = 40;

fn fold(page: &mut Page, item: &Item) {
    let weight = weight(item).map(|weight| format!("; {weight}"));
    let called = |clauses: &[ClauseView<'_>]| {
        let called = clauses.iter().map(clause::called);
        called.collect::<Vec<_>>().join(", ")
    };
    let names = item.names(called, |before, after| format!("{before} → {after}"));
    let title = item.title_with_facets();
    let title = format!("{title}: {names}{}", weight.unwrap_or_default());
    page.begin_fold(&title, item.urgency <= Urgency::Substantive);
    redline(page, item, item.text);
    let sources = sources(page, &item.clauses);
    page.list(details_of(item).into_iter().chain(sources));
    page.end_fold();
}

/// What else the reader must know.
fn about(report: &DiffReport) -> String {
    let mut page = Page::new();
    page.heading(2, &Inline::new().say("About this comparison"));
    remarks(&mut page, &report.remarks());
    page.finish()
}

/// How many red lines stand how, and each that a reader must see.
fn guards(sheet: &mut Sheet, report: &GuardsReport, all: bool) {
    let Some(sentence) = report.sentence() else {
        return;
    };
    sheet.page.paragraph(&Inline::new().say(sentence));
    let listed = report.listed(all).count();
    let points = report.listed(all).map(guard);
    let fitting = sheet.left.part(SHARE, |left| left.points(points));
    let missing = listed - fitting.len();
    sheet
        .left_out
        .note(missing, || format!("{missing} of {listed} guards"));
    sheet.page.list(fitting);
}

/// "**broken guard cap**: clause garrison: personnel.at-most >= 600; `personnel` is at most 400 persons".
pub(super) fn guard(view: &GuardView) -> Inline {
    let title = view.title();
    let rest = view.sentence()[title.len()..].to_owned();
    Inline::new().strong(&title).say(rest)
}

/// The weightiest changes as points.
fn read_first(sheet: &mut Sheet, report: &DiffReport) {
    let (items, more) = report.read_first();
    if items.is_empty() {
        return;
    }
    let points = items.iter().map(first);
    let fitting = sheet.left.part(SHARE, |left| left.points(points));
    let more = more + items.len() - fitting.len();
    sheet.page.heading(2, &Inline::new().say("Read first"));
    sheet.page.list(fitting);
    if more > 0 {
        sheet
            .page
            .paragraph(&Inline::new().say(more_sentence(more)));
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

/// The account and the announced changes, as far as they were asked for; of each only the balance if that is
/// enough or there is no room for more.
fn audit(sheet: &mut Sheet, report: &DiffReport, is_brief: bool) {
    if let Some(own) = &report.account {
        part(
            sheet,
            is_brief,
            "the sentences of the account",
            |page, is_brief| {
                account::account(page, own, is_brief);
            },
        );
    }
    if let Some(own) = &report.declared {
        part(
            sheet,
            is_brief,
            "the changes one by one",
            |page, is_brief| {
                account::declared(page, own, is_brief);
            },
        );
    }
}

/// Tells something whole, or briefly if that is wanted or there is no room for `rest`.
fn part(sheet: &mut Sheet, is_brief: bool, rest: &str, tell: impl Fn(&mut Page, bool)) {
    let mut whole = Page::new();
    tell(&mut whole, is_brief);
    let fits = sheet.left.take(&whole.finish(), MARKS) || is_brief;
    sheet.left_out.note(usize::from(!fits), || rest.to_owned());
    tell(sheet.page, is_brief || !fits);
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

fn overview<'a>(sheet: &mut Sheet, items: impl Iterator<Item = Item<'a>>) {
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
        let cells = vec![
            Inline::stacked(change),
            Inline::stacked(item.clauses.before.iter().map(clause::label)),
            Inline::stacked(item.clauses.after.iter().map(clause::label)),
            Inline::new().say(class_word(item.class)),
            Inline::new().say(item.certainty().unwrap_or_default()),
            Inline::stacked(told(&item)),
        ];
        (item.urgency, cells)
    };
    sheet.table(&heads, SHARE, items.map(row));
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
    self::redline(page, item, redline);
    page.list(points);
}

/// The redline, or the text where nothing of it changed.
fn redline(page: &mut Page, item: &Item, redline: &[Edit]) {
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
}

/// Both labels, or one where there is only one or they are the same.
fn names(item: &Item) -> Inline {
    item.names(clause::labels, between)
}

/// All that is known of a change but where its clauses were read.
pub(super) fn points(item: &Item) -> Vec<Inline> {
    let weight = weight(item).map(|weight| Inline::new().say(weight));
    weight.into_iter().chain(details_of(item)).collect()
}

/// The same but what its class is and how sure it is.
fn details_of(item: &Item) -> Vec<Inline> {
    let mut points = Vec::new();
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
fn weight(item: &Item) -> Option<String> {
    let class = (item.class != Class::None).then(|| class_word(item.class).to_owned());
    let said: Vec<String> = class.into_iter().chain(item.certainty()).collect();
    (!said.is_empty()).then(|| said.join(", "))
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
