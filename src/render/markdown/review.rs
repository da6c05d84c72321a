//! A review, within the room that a forge gives a comment or a summary.

use super::change;
use super::page::{Inline, Page};
use super::room::{AROUND, CLOSING, Left, LeftOut, Room, SHARE};
use crate::report::{
    FileContent, FileReport, FindingView, HeadLine, Item, ReviewReport, Urgency, excerpt,
    more_sentence,
};

/// The line by which a comment that holds a review is known, to be replaced by the next one.
pub fn marker(key: &str) -> String {
    format!("<!-- {} -->", marked(key))
}

fn marked(key: &str) -> String {
    format!("clausediff-review:{key}")
}

/// So many findings of `check`, and so many changes, stand above the files.
const FEW: usize = 10;

pub(super) fn review(report: &ReviewReport, key: &str, room: Room) -> String {
    let mut page = Page::new();
    page.hidden(&marked(key));
    if report.is_empty() {
        page.paragraph(&Inline::new().say(report.files_sentence()));
        page.list(sentences(report.remarks()));
        return page.finish();
    }
    head(&mut page, report);
    let mut left = Left::new(room, CLOSING + room.size(page.text()));
    guards(&mut page, &mut left, report);
    findings(&mut page, &mut left, report);
    read_first(&mut page, &mut left, report);
    let files = table(&mut left, report);
    let chosen = Chosen::new(&mut left, report);
    page.append(&files.text);
    chosen.files.iter().for_each(|file| file.put(&mut page));
    closing(&mut page, report, files.left_out, &chosen);
    page.finish()
}

/// What is said first, whatever the room.
fn head(page: &mut Page, report: &ReviewReport) {
    page.heading(1, &Inline::new().say(report.title()));
    let line = |words: String| Inline::new().say(words);
    page.paragraph(&Inline::stacked([
        line(report.files_sentence()),
        line(format!("clauses: {}", report.clauses_sentence())),
    ]));
    page.list(sentences(report.remarks()));
}

/// The red lines, the worst first.
fn guards(page: &mut Page, left: &mut Left, report: &ReviewReport) {
    let Some(sentence) = report.guards_sentence() else {
        return;
    };
    page.paragraph(&Inline::new().say(sentence));
    let views = report.guards();
    let points = views
        .iter()
        .map(|(file, view)| change::guard(view).say(format!(" ({})", file.path)));
    let more = few(page, left, "Guards", points);
    if more > 0 {
        page.paragraph(&Inline::new().say(format!("and {more} more guards")));
    }
}

/// What `check` says, errors first.
fn findings(page: &mut Page, left: &mut Left, report: &ReviewReport) {
    let each = report.files.iter();
    let mut all: Vec<(&str, &FindingView<'_>)> = each
        .flat_map(|file| file.findings.iter().map(|finding| (file.path, finding)))
        .collect();
    all.sort_by_key(|(_, finding)| finding.severity);
    let points = all.iter().map(|(path, found)| {
        let FindingView {
            code,
            severity,
            line,
            column,
            message,
            help,
        } = found;
        Inline::new()
            .strong(&format!("{} {code}", severity.name()))
            .say(format!(": {message} ({path}:{line}:{column}); {help}"))
    });
    let more = few(page, left, "Findings", points);
    if more > 0 {
        let said = Inline::new().say(format!("and {more} more, which "));
        page.paragraph(&said.code("clausediff check").say(" shows"));
    }
}

/// The weightiest changes of all files.
fn read_first(page: &mut Page, left: &mut Left, report: &ReviewReport) {
    let (first, more) = report.read_first(FEW);
    let points = first.iter().map(|(file, item)| {
        change::first(&item.clone().shortened()).say(format!(" ({})", file.path))
    });
    let more = more + few(page, left, "Read first", points);
    if more > 0 {
        page.paragraph(&Inline::new().say(more_sentence(more)));
    }
}

/// The first points under a heading, and how many more there are; nothing if there are none.
fn few(
    page: &mut Page,
    left: &mut Left,
    heading: &str,
    points: impl ExactSizeIterator<Item = Inline>,
) -> usize {
    let all = points.len();
    let fitting = left.part(SHARE, |left| left.points(points.take(FEW)));
    let more = all - fitting.len();
    if !fitting.is_empty() {
        page.heading(2, &Inline::new().say(heading));
        page.list(fitting);
    }
    more
}

fn sentences(said: Vec<String>) -> impl Iterator<Item = Inline> {
    said.into_iter().map(|said| Inline::new().say(said))
}

/// A table of the files, and how many of them it has no row for.
struct Table {
    text: String,
    left_out: usize,
}

fn table(left: &mut Left, report: &ReviewReport) -> Table {
    let row = |file: &FileReport<'_>| {
        let state = file.state_sentence();
        let row = [file.path.to_owned(), state, file.content_sentence()];
        ((), row.map(|words| Inline::new().say(words)).to_vec())
    };
    let heads = ["File", "State", "Clauses"].map(|head| Inline::new().say(head));
    let rows = left.part(SHARE, |left| {
        left.rows(&heads, report.files.iter().map(row))
    });
    let left_out = report.files.len() - rows.len();
    let mut page = Page::new();
    page.heading(2, &Inline::new().say("Files"));
    page.table(&heads, rows);
    Table {
        text: page.finish(),
        left_out,
    }
}

/// What found room, for each file in order.
struct Chosen<'r> {
    files: Vec<Section<'r>>,
    /// Changes that are not shown.
    changes_left_out: usize,
}

/// What a file has to say, and what of it found room.
struct Section<'r> {
    /// The part above the changes.
    head: String,
    /// True if it says what the table does not.
    has_news: bool,
    has_room: bool,
    items: Vec<Item<'r>>,
    /// Of each change that found room its place and how it is shown.
    changes: Vec<(usize, String)>,
}

/// In which rounds changes are given room.
const ROUNDS: [Urgency; 6] = [
    Urgency::Hidden,
    Urgency::Dropped,
    Urgency::Substantive,
    Urgency::Added,
    Urgency::Uncertain,
    Urgency::Other,
];

impl<'r> Chosen<'r> {
    /// First the weightiest changes of all files find room, then the others; a file with its first change. A file
    /// without any has a section if that says what the table does not.
    fn new(left: &mut Left, report: &'r ReviewReport<'_>) -> Self {
        let mut files: Vec<Section<'_>> = report.files.iter().map(Section::new).collect();
        for round in ROUNDS {
            files.iter_mut().for_each(|file| file.choose(round, left));
        }
        for file in files.iter_mut().filter(|file| file.has_news) {
            file.has_room = file.has_room || left.take(&file.head, 0);
        }
        let left_out = files
            .iter()
            .map(|file| file.items.len() - file.changes.len());
        Self {
            changes_left_out: left_out.sum(),
            files,
        }
    }

    fn changes(&self) -> usize {
        self.files.iter().map(|file| file.items.len()).sum()
    }

    /// Files whose section would say more than the table.
    fn files_left_out(&self) -> usize {
        let has_more = |file: &&Section<'_>| file.has_news || !file.items.is_empty();
        let more = self.files.iter().filter(has_more);
        more.filter(|file| !file.has_room).count()
    }
}

impl<'r> Section<'r> {
    fn new(file: &'r FileReport<'_>) -> Self {
        let mut page = Page::new();
        page.heading(2, &Inline::new().say(file.path));
        let said = format!("{}; {}", file.state_sentence(), file.content_sentence());
        page.paragraph(&Inline::new().say(said));
        let head = match &file.content {
            FileContent::Compared { head, .. } => head.as_slice(),
            FileContent::Unread(_) | FileContent::Rules => &[],
        };
        let head = head.iter().map(HeadLine::sentence).chain(file.remarks());
        let news: Vec<String> = head.collect();
        let has_news = !news.is_empty();
        page.list(sentences(news));
        Self {
            head: page.finish(),
            has_news,
            has_room: false,
            items: items(file),
            changes: Vec::new(),
        }
    }

    /// Gives room to the changes of one round.
    fn choose(&mut self, round: Urgency, left: &mut Left) {
        let own = self.items.iter().enumerate();
        for (at, item) in own.filter(|(_, item)| item.urgency == round) {
            let text = shown(item);
            let around = match self.has_room {
                true => AROUND,
                false => AROUND + FOLD + left.size(&self.head),
            };
            if left.take(&text, around) {
                self.has_room = true;
                self.changes.push((at, text));
            }
        }
    }

    fn put(&self, page: &mut Page) {
        if self.has_room {
            page.append(&self.head);
        }
        if self.changes.is_empty() {
            return;
        }
        let mut changes: Vec<&(usize, String)> = self.changes.iter().collect();
        changes.sort_by_key(|(at, _)| *at);
        let count = match (changes.len(), self.items.len()) {
            (1, 1) => "1 change".to_owned(),
            (shown, all) if shown == all => format!("{all} changes"),
            (shown, all) => format!("{shown} of {all} changes"),
        };
        page.begin_fold(&format!("{count}, word by word"), false);
        changes.iter().for_each(|(_, text)| page.append(text));
        page.end_fold();
    }
}

/// What folds the changes of a file, if it has any.
const FOLD: usize = 100;

/// The changes of a file that are worth a look; none of one that is told as a whole.
fn items<'r>(file: &'r FileReport<'_>) -> Vec<Item<'r>> {
    let diff = file.diff().filter(|_| !file.is_whole());
    let items = diff.into_iter().flat_map(|diff| diff.items());
    let items = items.filter(|item| !item.foldable);
    items.map(Item::shortened).collect()
}

/// One change; one that only moved without its text.
fn shown(item: &Item<'_>) -> String {
    let mut page = Page::new();
    if item.is_brief() {
        let points = change::points(item).into_iter();
        page.list(std::iter::once(change::first(item)).chain(points));
    } else {
        let redline = excerpt(item.text);
        change::section(&mut page, 3, item, &redline, change::points(item));
    }
    page.finish()
}

/// What found no room, and where it is.
fn closing(page: &mut Page, report: &ReviewReport, rows: usize, chosen: &Chosen) {
    let (changes, changes_left_out) = (chosen.changes(), chosen.changes_left_out);
    let files_left_out = chosen.files_left_out();
    let files = report.files.len();
    let mut left_out = LeftOut::default();
    left_out.note(rows, || format!("{rows} of {files} files in the table"));
    left_out.note(files_left_out, || {
        format!("the sections of {files_left_out} of {files} files")
    });
    left_out.note(changes_left_out, || {
        format!("{changes_left_out} of {changes} changes word by word")
    });
    let elsewhere = Inline::new()
        .code("clausediff review")
        .say(" in the repository shows all of it.");
    left_out.tell(page, &elsewhere);
}
