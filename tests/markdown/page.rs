//! What a reader of Markdown makes of a page. Whatever our views have no use for is a
//! failure: code, quotes, rules, pictures, formulas, HTML but for three elements in lines and folds around blocks.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Invisible, and only ever put in by us.
const BREAKER: char = '\u{200b}';

/// A page as it is shown.
#[derive(Debug, Default)]
pub struct Page {
    /// Rows of each table, cells as text: `<br>` as line ends, breakers left out, space
    /// around each line, too.
    pub tables: Vec<Vec<Vec<String>>>,
    /// Targets of links.
    pub links: Vec<String>,
    /// Text of each block outside of tables, likewise.
    pub blocks: Vec<String>,
    /// Paragraphs with deleted or inserted words: the text before and the text after.
    pub redlines: Vec<(String, String)>,
    /// Titles of the folds.
    pub folds: Vec<String>,
    /// All text, breakers included.
    pub raw: String,
}

impl Page {
    /// Reads `markdown`; panics at anything that our views have no use for.
    #[track_caller]
    pub fn read(markdown: &str) -> Self {
        // Typographic quotes alone stay off: they would change the text.
        let options =
            Options::all() - Options::ENABLE_SMART_PUNCTUATION - Options::ENABLE_OLD_FOOTNOTES;
        let mut reader = Reader::default();
        for event in Parser::new_ext(markdown, options) {
            reader.take(event, markdown);
        }
        assert!(!reader.is_in_fold, "a fold stays open: {markdown}");
        reader.page
    }

    /// The text of all blocks outside of tables.
    pub fn text(&self) -> String {
        self.blocks.join("\n")
    }
}

/// Which texts a run stands in.
#[derive(Clone, Copy, Default, PartialEq)]
enum Op {
    #[default]
    Keep,
    Delete,
    Insert,
}

#[derive(Default)]
struct Reader {
    page: Page,
    text: String,
    sides: (String, String),
    is_redline: bool,
    op: Op,
    cells: Vec<String>,
    is_in_fold: bool,
}

impl Reader {
    #[track_caller]
    fn take(&mut self, event: Event<'_>, markdown: &str) {
        match event {
            Event::Text(text) => self.say(&text),
            Event::InlineHtml(tag) => match &*tag {
                "<br>" => self.say("\n"),
                "<del>" => self.mark(Op::Delete),
                "<ins>" => self.mark(Op::Insert),
                "</del>" | "</ins>" => self.op = Op::Keep,
                other => panic!("HTML {other} in {markdown}"),
            },
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => {}
            Event::Html(html) => html.lines().for_each(|line| self.fold(line)),
            Event::Start(Tag::Table(_)) => self.page.tables.push(Vec::new()),
            Event::Start(Tag::Link { dest_url, .. }) => self.page.links.push(dest_url.to_string()),
            Event::Start(Tag::Heading { attrs, classes, .. })
                if attrs.is_empty() && classes.is_empty() => {}
            Event::Start(
                Tag::Paragraph
                | Tag::List(None)
                | Tag::Item
                | Tag::TableHead
                | Tag::TableRow
                | Tag::TableCell
                | Tag::Strong,
            ) => {}
            Event::End(TagEnd::TableCell) => {
                let cell = self.end_block();
                self.cells.push(cell.text);
            }
            Event::End(TagEnd::TableHead | TagEnd::TableRow) => {
                let row = std::mem::take(&mut self.cells);
                self.page.tables.last_mut().unwrap().push(row);
            }
            Event::End(TagEnd::Heading(_) | TagEnd::Item) => {
                let block = self.end_block();
                self.page.blocks.push(block.text);
            }
            Event::End(TagEnd::Paragraph) => {
                let block = self.end_block();
                self.page.blocks.push(block.text);
                self.page.redlines.extend(block.redline);
            }
            // Sources are told in notes; their marks say nothing.
            Event::FootnoteReference(_)
            | Event::Start(Tag::FootnoteDefinition(_))
            | Event::End(TagEnd::FootnoteDefinition) => {}
            Event::End(TagEnd::Link | TagEnd::Strong | TagEnd::List(_) | TagEnd::Table) => {}
            other => panic!("{other:?} in {markdown}"),
        }
    }

    /// One line of a block of HTML, which only begins or ends a fold.
    #[track_caller]
    fn fold(&mut self, line: &str) {
        match line {
            "<details>" | "<details open>" => {
                assert!(!std::mem::replace(&mut self.is_in_fold, true), "{line}");
            }
            "</details>" => assert!(std::mem::replace(&mut self.is_in_fold, false)),
            _ => {
                let title = line.strip_prefix("<summary>");
                let title = title.and_then(|title| title.strip_suffix("</summary>"));
                let title = title.unwrap_or_else(|| panic!("HTML {line}"));
                let title = unescaped(title);
                self.page.raw += &format!("{title}\n");
                self.page.folds.push(title.replace(BREAKER, ""));
            }
        }
    }

    fn mark(&mut self, op: Op) {
        self.op = op;
        self.is_redline = true;
    }

    fn say(&mut self, text: &str) {
        self.page.raw += text;
        let text = text.replace(BREAKER, "");
        self.text += &text;
        if self.op != Op::Insert {
            self.sides.0 += &text;
        }
        if self.op != Op::Delete {
            self.sides.1 += &text;
        }
    }

    fn end_block(&mut self) -> Block {
        self.page.raw.push('\n');
        let (before, after) = std::mem::take(&mut self.sides);
        let is_redline = std::mem::take(&mut self.is_redline);
        Block {
            text: trimmed(&std::mem::take(&mut self.text)),
            redline: is_redline.then(|| (trimmed(&before), trimmed(&after))),
        }
    }
}

struct Block {
    text: String,
    redline: Option<(String, String)>,
}

fn trimmed(text: &str) -> String {
    let lines = text.trim().split('\n').map(str::trim);
    lines.collect::<Vec<_>>().join("\n")
}

/// The text that a browser shows for HTML without tags; panics at a tag, and at an entity that we have no use for.
#[track_caller]
fn unescaped(html: &str) -> String {
    assert!(!html.contains(['<', '>', '\\', '*', '`', '|']), "{html}");
    let mut pieces = html.split('&');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (entity, rest) = piece.split_once(';').expect("an entity ends");
        let code = entity.strip_prefix('#').map(|code| code.parse().unwrap());
        text.push(match entity {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            _ => char::from_u32(code.unwrap_or_else(|| panic!("{html}"))).unwrap(),
        });
        text += rest;
    }
    text
}
