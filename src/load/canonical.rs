//! The canonical form of a file: one order of keys, one way to write each value, comments kept.
//!
//! Keys stand in the order of the schema, tables under headers with one empty line before each, values
//! on one line as `toml_edit` writes them by itself; numbers and dates stay as their author wrote
//! them. A comment stays above or behind what it stood at; one inside a value that is written on one
//! line goes above it. The order of clauses, of terms and of what an author keeps under `extra` means
//! something and stays.

use std::fmt::Write as _;

use toml::Table;
use toml_edit::{Array, Decor, DocumentMut, Item, Key as Name, RawString, TableLike, Value};

use super::schema::{
    CITATION, GUARDS_FILE, Kind, LINKS_FILE, PROPOSAL_FILE, QUANTITY, Schema, Shape,
};
use crate::text::visible::is_hidden;

/// The text of a file in canonical form; `None` if it is no TOML, or not that kind of file.
///
/// Whether the file has other errors is not looked at: load it first. Loading the text gives what
/// loading `text` gives, and the text is its own canonical form. Near linear.
pub fn canonical(text: &str, schema: Schema) -> Option<String> {
    let Opened { document, shape } = opened(text, schema)?;
    let mut writer = Writer::default();
    writer.body(document.as_table(), shape, "")?;
    writer.rest(&comments(Some(document.trailing())));
    // What got lost would be the worst that can happen to an author.
    let is_kept = values(&writer.text)? == values(text)?
        && remarks(&parsed(&writer.text)?) == remarks(&document);
    is_kept.then_some(writer.text)
}

/// A file that is TOML, and what it should hold.
pub(super) struct Opened {
    pub document: DocumentMut,
    pub shape: &'static Shape,
}

/// `None` if it is no TOML.
pub(super) fn opened(text: &str, schema: Schema) -> Option<Opened> {
    let shape = match schema {
        Schema::Proposal => &PROPOSAL_FILE,
        Schema::Links => &LINKS_FILE,
        Schema::Guards => &GUARDS_FILE,
    };
    let document = parsed(text.strip_prefix('\u{feff}').unwrap_or(text))?;
    Some(Opened { document, shape })
}

fn parsed(text: &str) -> Option<DocumentMut> {
    text.parse().ok()
}

fn values(text: &str) -> Option<Table> {
    text.parse().ok()
}

/// How much the comments of a file say, in bytes without space, wherever they stand.
fn remarks(document: &DocumentMut) -> usize {
    let inside = inside_table(document.as_table());
    let all = inside
        .into_iter()
        .chain(comments(Some(document.trailing())));
    all.flat_map(str::split_whitespace).map(str::len).sum()
}

/// What is written so far.
#[derive(Default)]
pub(super) struct Writer {
    pub text: String,
}

/// A key with its value, and the comments that stand at it.
pub(super) struct Entry<'d> {
    pub name: &'d Name,
    pub item: &'d Item,
    pub above: Vec<&'d str>,
}

/// A table that has a header in canonical form.
pub(super) struct Section<'d> {
    pub table: &'d dyn TableLike,
    /// Where it stands among all headers of the file, if it has one there.
    position: Option<isize>,
    pub above: Vec<&'d str>,
    pub behind: Vec<&'d str>,
}

impl<'d> Section<'d> {
    fn of(table: &'d dyn TableLike, decor: &'d Decor) -> Self {
        Self {
            table,
            position: None,
            above: comments(decor.prefix()),
            behind: comments(decor.suffix()),
        }
    }

    fn at_header(table: &'d toml_edit::Table) -> Self {
        Self {
            position: table.position(),
            ..Self::of(table, table.decor())
        }
    }
}

impl Writer {
    /// The keys of a table, then the tables below it.
    fn body(&mut self, table: &dyn TableLike, shape: &Shape, path: &str) -> Option<()> {
        let entries = entries(table);
        let is_known =
            |entry: &Entry<'_>| shape.keys.iter().any(|key| key.name == entry.name.get());
        if !entries.iter().all(is_known) {
            return None;
        }
        let named = |name: &str| entries.iter().find(|entry| entry.name.get() == name);
        let in_order = shape.keys.iter();
        let in_order = in_order.filter_map(|key| Some((key, named(key.name)?)));
        let (headed, plain): (Vec<_>, Vec<_>) =
            in_order.partition(|(key, entry)| has_header(key.kind, shape) && !is_none(entry.item));
        for (key, entry) in plain {
            self.line(entry, Inner::of_key(key.kind));
        }
        let mut below = Vec::new();
        for (key, entry) in headed {
            below.extend(sections(entry)?.into_iter().map(|section| (key, section)));
        }
        // Links and guards stand in groups that a comment heads.
        if [LINKS_FILE.name, GUARDS_FILE.name].contains(&shape.name) {
            below.sort_by_key(|(_, section)| section.position);
        }
        below.iter().try_for_each(|(key, section)| {
            let path = match path {
                "" => key.name.to_owned(),
                path => format!("{path}.{}", key.name),
            };
            self.section(section, key.kind, &path)
        })
    }

    /// A table under its header.
    fn section(&mut self, section: &Section<'_>, kind: Kind, path: &str) -> Option<()> {
        self.gap();
        self.comments(&section.above);
        self.text += &match kind {
            Kind::Tables(_) => format!("[[{path}]]"),
            _ => format!("[{path}]"),
        };
        self.end_line(&section.behind);
        match kind {
            Kind::Table(shape) | Kind::Tables(shape) => self.body(section.table, shape, path),
            kind => {
                self.free(section.table, Inner::of_name(kind));
                Some(())
            }
        }
    }

    /// Keys of an author's choice, as they stand.
    fn free(&mut self, table: &dyn TableLike, inner: Inner) {
        for entry in entries(table) {
            self.line(&entry, inner);
        }
    }

    pub(super) fn line(&mut self, entry: &Entry<'_>, inner: Inner) {
        self.comments(&entry.above);
        let name = bare(entry.name);
        let behind = match entry.item {
            Item::Value(value) => comments(value.decor().suffix()),
            _ => Vec::new(),
        };
        let array = entry
            .item
            .as_array()
            .filter(|array| !inside_array(array).is_empty());
        if let Some(array) = array {
            let _ = writeln!(self.text, "{name} = [");
            self.elements(array, inner);
            self.text.push(']');
        } else {
            self.comments(&inside(entry.item));
            let _ = write!(self.text, "{name} = {}", spelled(entry.item, inner));
        }
        self.end_line(&behind);
    }

    /// The elements of an array with comments, each on a line.
    fn elements(&mut self, array: &Array, inner: Inner) {
        let (elements, rest) = elements(array);
        for element in elements {
            self.indented(&element.above);
            self.indented(&inside_value(element.value));
            let _ = write!(self.text, "    {},", spelled_value(element.value, inner));
            self.end_line(&element.behind);
        }
        self.indented(&rest);
    }

    fn indented(&mut self, comments: &[&str]) {
        for comment in comments.iter().filter(|comment| !comment.is_empty()) {
            let _ = writeln!(self.text, "    {comment}");
        }
    }

    /// One empty line, but not at the beginning.
    fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn comments(&mut self, comments: &[&str]) {
        for comment in comments {
            self.text += comment;
            self.text.push('\n');
        }
    }

    /// Ends a line with the comments that stood behind it.
    fn end_line(&mut self, comments: &[&str]) {
        for comment in comments.iter().filter(|comment| !comment.is_empty()) {
            let _ = write!(self.text, " {comment}");
        }
        self.text.push('\n');
    }

    /// Comments that stand at nothing.
    fn rest(&mut self, comments: &[&str]) {
        if !comments.is_empty() {
            self.gap();
            self.comments(comments);
        }
    }
}

/// True for what stands under a header in canonical form: all that is a table or several, but the
/// terms of a position, which are few.
pub(super) fn has_header(kind: Kind, shape: &Shape) -> bool {
    let is_short = shape.name == "position";
    matches!(
        kind,
        Kind::Table(_) | Kind::Tables(_) | Kind::Anything | Kind::Terms
    ) && !is_short
}

/// The shapes of tables inside a value: of its own, and of those below.
#[derive(Clone, Copy, Default)]
pub(super) struct Inner {
    own: Option<&'static Shape>,
    below: Option<&'static Shape>,
}

impl Inner {
    /// For the value of a key of a shape.
    pub(super) fn of_key(kind: Kind) -> Self {
        match kind {
            Kind::Citations => Self {
                own: Some(&CITATION),
                below: None,
            },
            Kind::Terms => Self {
                own: None,
                below: Some(&QUANTITY),
            },
            _ => Self::default(),
        }
    }

    /// For the value of a name in a table of that kind.
    pub(super) fn of_name(kind: Kind) -> Self {
        Self::of_key(kind).under()
    }

    fn under(self) -> Self {
        Self {
            own: self.below,
            below: None,
        }
    }
}

/// The keys of a table in the order of the file.
pub(super) fn entries(table: &dyn TableLike) -> Vec<Entry<'_>> {
    let keys = table
        .iter()
        .filter_map(|(name, _)| table.get_key_value(name));
    let entry = |(name, item)| {
        let name: &Name = name;
        let decors = [name.leaf_decor(), name.dotted_decor()];
        let above = decors.into_iter().flat_map(around);
        Entry {
            name,
            item,
            above: above.collect(),
        }
    };
    keys.map(entry).collect()
}

/// The tables of a value that is one or several, with the comments at its key above the first;
/// `None` if it holds anything else.
pub(super) fn sections<'d>(entry: &Entry<'d>) -> Option<Vec<Section<'d>>> {
    let mut sections = tables(entry.item)?;
    if let Some(first) = sections.first_mut() {
        let own = std::mem::replace(&mut first.above, entry.above.clone());
        first.above.extend(own);
    }
    Some(sections)
}

/// True for a list of none.
pub(super) fn is_none(item: &Item) -> bool {
    item.as_array().is_some_and(Array::is_empty)
}

fn tables(item: &Item) -> Option<Vec<Section<'_>>> {
    Some(match item {
        Item::Table(table) => vec![Section::at_header(table)],
        Item::ArrayOfTables(tables) => tables.iter().map(Section::at_header).collect(),
        Item::Value(Value::InlineTable(table)) => {
            let mut only = Section::of(table, table.decor());
            only.above.extend(comments(Some(table.trailing())));
            vec![only]
        }
        Item::Value(Value::Array(array)) => {
            let (elements, rest) = elements(array);
            let tables = elements.into_iter().map(|element| {
                let table = element.value.as_inline_table()?;
                let mut own = Section::of(table, table.decor());
                (own.above, own.behind) = (element.above, element.behind);
                own.above.extend(comments(Some(table.trailing())));
                Some(own)
            });
            let mut sections: Vec<Section<'_>> = tables.collect::<Option<_>>()?;
            if let Some(last) = sections.last_mut() {
                last.above.extend(rest);
            }
            sections
        }
        _ => return None,
    })
}

/// An element of an array, and the comments that stand at it.
struct Element<'d> {
    value: &'d Value,
    above: Vec<&'d str>,
    behind: Vec<&'d str>,
}

/// The elements of an array, and the comments behind the last of them.
fn elements(array: &Array) -> (Vec<Element<'_>>, Vec<&str>) {
    let mut found: Vec<Element<'_>> = Vec::new();
    // Before a comma that stands on a line of its own, or where there is none.
    let mut waiting = Vec::new();
    for value in array {
        let mut above = std::mem::take(&mut waiting);
        above.extend(behind_last(&mut found, value.decor().prefix()));
        found.push(Element {
            value,
            above,
            behind: Vec::new(),
        });
        waiting = behind_last(&mut found, value.decor().suffix());
    }
    waiting.extend(behind_last(&mut found, Some(array.trailing())));
    (found, waiting)
}

/// Comments, without those on the line of the element before, which are its own.
fn behind_last<'d>(found: &mut [Element<'d>], raw: Option<&'d RawString>) -> Vec<&'d str> {
    let raw = raw.and_then(RawString::as_str).unwrap_or("");
    let Some(last) = found.last_mut() else {
        return lines(raw);
    };
    let (own, others) = raw.split_once('\n').unwrap_or((raw, ""));
    last.behind.extend(lines(own));
    lines(others)
}

/// All comments inside an item, but for those behind it.
fn inside(item: &Item) -> Vec<&str> {
    match item {
        Item::None => Vec::new(),
        Item::Value(value) => inside_value(value),
        Item::Table(table) => inside_headed(table).collect(),
        Item::ArrayOfTables(tables) => tables.iter().flat_map(inside_headed).collect(),
    }
}

/// The same with those behind it.
pub(super) fn inside_and_behind(item: &Item) -> Vec<&str> {
    let mut found = inside(item);
    if let Item::Value(value) = item {
        found.extend(comments(value.decor().suffix()));
    }
    found.retain(|comment| !comment.is_empty());
    found
}

fn inside_headed(table: &toml_edit::Table) -> impl Iterator<Item = &str> {
    around(table.decor()).into_iter().chain(inside_table(table))
}

fn inside_value(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(array) => inside_array(array),
        Value::InlineTable(table) => {
            let mut found = inside_table(table);
            found.extend(comments(Some(table.trailing())));
            found
        }
        _ => Vec::new(),
    }
}

fn inside_table(table: &dyn TableLike) -> Vec<&str> {
    let entries = entries(table).into_iter();
    let each = entries.flat_map(|entry| {
        let mut found = entry.above;
        found.extend(inside(entry.item));
        if let Item::Value(value) = entry.item {
            found.extend(around(value.decor()));
        }
        found
    });
    each.collect()
}

fn inside_array(array: &Array) -> Vec<&str> {
    let each = array.iter().flat_map(|value| {
        let mut found = comments(value.decor().prefix());
        found.extend(inside_value(value));
        found.extend(comments(value.decor().suffix()));
        found
    });
    let trailing = comments(Some(array.trailing()));
    each.chain(trailing).collect()
}

/// A value on one line.
pub(super) fn spelled(item: &Item, inner: Inner) -> String {
    match item {
        Item::None => String::new(),
        Item::Value(value) => spelled_value(value, inner),
        Item::Table(table) => spelled_table(table, inner),
        Item::ArrayOfTables(tables) => {
            let tables = tables.iter().map(|table| spelled_table(table, inner));
            format!("[{}]", tables.collect::<Vec<_>>().join(", "))
        }
    }
}

/// The elements of a list, each on one line.
pub(super) fn array_items(item: &Item, inner: Inner) -> Option<Vec<String>> {
    let array = item.as_array()?;
    Some(
        array
            .iter()
            .map(|value| spelled_value(value, inner))
            .collect(),
    )
}

fn spelled_value(value: &Value, inner: Inner) -> String {
    match value {
        // What is not seen stays escaped, or as it is.
        Value::String(text) if has_hidden(text.value()) => text.display_repr().into_owned(),
        Value::String(text) => Value::from(text.value().as_str()).to_string(),
        Value::Integer(number) => number.display_repr().into_owned(),
        Value::Float(number) => number.display_repr().into_owned(),
        Value::Boolean(value) => value.display_repr().into_owned(),
        Value::Datetime(date) => date.display_repr().into_owned(),
        Value::Array(array) => {
            let values = array.iter().map(|value| spelled_value(value, inner));
            format!("[{}]", values.collect::<Vec<_>>().join(", "))
        }
        Value::InlineTable(table) => spelled_table(table, inner),
    }
}

fn has_hidden(text: &str) -> bool {
    text.chars().any(|c| c != '\n' && is_hidden(c))
}

/// Keys of a shape in its order, others as they stand.
fn spelled_table(table: &dyn TableLike, inner: Inner) -> String {
    let mut entries = entries(table);
    if let Some(shape) = inner.own {
        let place = |entry: &Entry<'_>| {
            let mut keys = shape.keys.iter();
            keys.position(|key| key.name == entry.name.get())
        };
        entries.sort_by_key(|entry| place(entry).unwrap_or(usize::MAX));
    }
    let pairs = entries.iter().map(|entry| {
        let value = spelled(entry.item, inner.under());
        format!("{} = {value}", bare(entry.name))
    });
    match pairs.collect::<Vec<_>>().join(", ") {
        pairs if pairs.is_empty() => "{}".to_owned(),
        pairs => format!("{{ {pairs} }}"),
    }
}

/// A key without quotes, if it can be read so.
pub(super) fn bare(name: &Name) -> String {
    let spelled = name.default_repr();
    spelled.as_raw().as_str().unwrap_or_default().to_owned()
}

/// The comments on either side of something.
fn around(decor: &Decor) -> Vec<&str> {
    let mut found = comments(decor.prefix());
    found.extend(comments(decor.suffix()));
    found
}

pub(super) fn comments(raw: Option<&RawString>) -> Vec<&str> {
    lines(raw.and_then(RawString::as_str).unwrap_or(""))
}

/// The comments among white space, each a line; an empty one for empty lines between or behind them.
fn lines(raw: &str) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    for line in raw.split_inclusive('\n') {
        let comment = line.trim();
        let is_empty_line = comment.is_empty() && line.ends_with('\n');
        let parts = is_empty_line && found.last().is_some_and(|last| !last.is_empty());
        if parts || !comment.is_empty() {
            found.push(comment);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Limits, bundled, version_from};
    use crate::model::Version;
    use crate::text::span::Span;

    fn loaded(text: &str) -> Version {
        let loaded = version_from("v", text.as_bytes(), &Limits::default());
        let mut version = loaded.expect("the file is well formed").value;
        version.origin.sha256.clear();
        for clause in &mut version.clauses {
            clause.span = Span::new(0, 0);
        }
        version
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let written = canonical(text, Schema::Proposal).expect("it is a proposal");
        assert_eq!(written, expected);
        assert_eq!(
            canonical(&written, Schema::Proposal).as_deref(),
            Some(expected)
        );
        assert_eq!(loaded(text), loaded(&written));
    }

    const HEAD: &str = "format = 1\n\n[proposal]\nid = \"v\"\ntitle = \"T\"\ndate = 2024\n";

    #[test]
    fn keys_stand_in_one_order_and_tables_under_headers() {
        check(
            "format=1\nproposal = {date = '2024', title='T', id='v'}\nparty=[{name='N',id='n'}]\n\n\n[[clause]]\n  text = 'It is.'\nterms.b = { unit = 'kg', at-most = 1_000 }\nterms.a = 1\n  id = 'c'\n[[clause.position]]\nterms.z = {unit='m',from=1,to=2}\nparty='n'",
            "format = 1\n\n[proposal]\nid = \"v\"\ntitle = \"T\"\ndate = \"2024\"\n\n[[party]]\nid = \"n\"\nname = \"N\"\n\n[[clause]]\nid = \"c\"\ntext = \"It is.\"\n\n[clause.terms]\nb = { at-most = 1_000, unit = \"kg\" }\na = 1\n\n[[clause.position]]\nparty = \"n\"\nterms = { z = { from = 1, to = 2, unit = \"m\" } }\n",
        );
    }

    #[test]
    fn comments_stay_at_what_they_stood_at() {
        let head = HEAD.replace("2024", "\"2024\"");
        check(
            &format!(
                "# first\n\n\n# second\n{head}# above\n[[clause]] # header\ntext = 'a' # text\n# id\nid = 'c'\nbinds = [ # open\n  ]\n# end"
            ),
            &format!(
                "# first\n\n# second\n{head}\n# above\n[[clause]] # header\n# id\nid = \"c\"\ntext = \"a\" # text\nbinds = [\n    # open\n]\n\n# end\n"
            ),
        );
    }

    #[test]
    fn comments_in_arrays_and_tables_are_kept() {
        let head = HEAD.replace("2024", "\"2024\"");
        check(
            &format!(
                "{head}authors = [ # one\n'a', # two\n# three\n'b' # four\n, 'c'\n# five\n]\n\n[[clause]]\nid = 'c'\ntext = 'a'\n[clause.extra]\n# six\n[clause.extra.k] # seven\nx = 1 # eight\n"
            ),
            &format!(
                "{head}authors = [\n    # one\n    \"a\", # two\n    # three\n    \"b\", # four\n    \"c\",\n    # five\n]\n\n[[clause]]\nid = \"c\"\ntext = \"a\"\n\n[clause.extra]\n# six\n# seven\n# eight\nk = {{ x = 1 }}\n"
            ),
        );
    }

    #[test]
    fn texts_are_written_so_that_they_can_be_read() {
        let head = HEAD.replace("2024", "\"2024\"");
        let text = "one\r\n\"two\" \\ three \u{7f}";
        let clause = format!(
            "{head}\n[[clause]]\nid = \"c\"\ntext = \"one\\r\\n\\\"two\\\" \\\\ three \\u007F\"\n"
        );
        assert_eq!(loaded(&clause).clauses[0].text, text);
        let written = canonical(&clause, Schema::Proposal).unwrap();
        assert_eq!(loaded(&written), loaded(&clause));
        let hidden = "text = \"a \\u202e b\"";
        let written = canonical(
            &format!("{head}[[clause]]\nid='c'\n{hidden}"),
            Schema::Proposal,
        );
        assert!(written.unwrap().contains(hidden));
    }

    #[test]
    fn what_comes_with_the_program_is_canonical() {
        for (name, text) in bundled().versions {
            assert_eq!(
                canonical(text, Schema::Proposal).as_deref(),
                Some(*text),
                "{name}"
            );
        }
    }

    #[test]
    fn a_list_of_none_stays_one() {
        let head = HEAD.replace("2024", "\"2024\"");
        let clause = "\n[[clause]]\nid = \"c\"\ntext = \"a\"\n";
        check(
            &format!("{head}{clause}position = []\n")
                .replace("format = 1\n", "# none\nparty = []\nformat = 1\n"),
            &format!("{head}{clause}position = []\n")
                .replace("format = 1\n", "format = 1\n# none\nparty = []\n"),
        );
    }

    #[test]
    fn other_files_have_no_canonical_form() {
        for text in ["x = ", "x = 1", "proposal = 1", "format = 1\nclause = [1]"] {
            assert_eq!(canonical(text, Schema::Proposal), None);
        }
        let links = "[[link]]\nwhy='w'\nrelation='same'\nafter=['c#d']\nbefore=['a#b']";
        let expected =
            "[[link]]\nbefore = [\"a#b\"]\nafter = [\"c#d\"]\nrelation = \"same\"\nwhy = \"w\"\n";
        assert_eq!(canonical(links, Schema::Links).as_deref(), Some(expected));
    }
}
