//! Reads the keys of one table as its shape says, and reports each that is not so.

use std::fmt;

use toml::Spanned;
use toml::de::{DeArray, DeString, DeTable, DeValue};
use toml::value::Datetime;

use super::found::{Found, did_you_mean, quoted};
use super::schema::{Key, Kind, Need, Shape};
use super::syntax::DATE_HELP;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Date, Extra, ExtraValue, InvalidId, Number};
use crate::text::nearest::nearest;
use crate::text::span::Span;

/// A value and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Placed<T> {
    /// The value.
    pub value: T,
    /// Its place, quotes included.
    pub span: Span,
}

/// A key of the file with its value, both with their places.
pub(super) type Line<'i> = (Spanned<DeString<'i>>, Spanned<DeValue<'i>>);

/// The keys of one table.
#[derive(Clone, Copy)]
enum Fields<'t, 'i> {
    /// As the parser of TOML gives them.
    Table(&'t DeTable<'i>),
    /// Each key once; so few that a search is quicker than a tree.
    Lines(&'t [Line<'i>]),
}

impl<'t, 'i> Fields<'t, 'i> {
    fn get(self, name: &str) -> Option<&'t Spanned<DeValue<'i>>> {
        match self {
            Self::Table(table) => table.get(name),
            Self::Lines(lines) => {
                let line = lines.iter().find(|(key, _)| key.get_ref() == name);
                line.map(|(_, value)| value)
            }
        }
    }

    fn keys(self) -> impl Iterator<Item = &'t Spanned<DeString<'i>>> {
        let (table, lines) = match self {
            Self::Table(table) => (Some(table), [].as_slice()),
            Self::Lines(lines) => (None, lines),
        };
        let of_lines = lines.iter().map(|(key, _)| key);
        table.into_iter().flat_map(DeTable::keys).chain(of_lines)
    }
}

/// One table of the file under its shape.
pub(super) struct Record<'t, 'i> {
    fields: Fields<'t, 'i>,
    /// The header or the braces; the place of what is missing.
    pub header: Span,
    shape: &'static Shape,
}

/// A value with its key, inside a table.
type Entry<'t, 'i> = Placed<&'t DeValue<'i>>;

/// A key of free choice with its value.
type Named<'t, 'i> = (Placed<&'t str>, Entry<'t, 'i>);

impl<'t, 'i> Record<'t, 'i> {
    /// Reports the keys that the shape does not know and those that it misses.
    pub(super) fn open(
        table: &'t DeTable<'i>,
        header: Span,
        shape: &'static Shape,
        found: &mut Found,
    ) -> Self {
        Self::of(Fields::Table(table), header, shape, found)
    }

    /// The same for lines, which must hold each key once.
    pub(super) fn of_lines(
        lines: &'t [Line<'i>],
        header: Span,
        shape: &'static Shape,
        found: &mut Found,
    ) -> Self {
        Self::of(Fields::Lines(lines), header, shape, found)
    }

    fn of(fields: Fields<'t, 'i>, header: Span, shape: &'static Shape, found: &mut Found) -> Self {
        let record = Self {
            fields,
            header,
            shape,
        };
        record.report_unknown(found);
        record.report_missing(found);
        record
    }

    fn report_unknown(&self, found: &mut Found) {
        let names = || self.shape.keys.iter().map(|key| key.name);
        for key in self.fields.keys() {
            let name = key.get_ref().as_ref();
            if names().any(|known| known == name) {
                continue;
            }
            let (guess, help) = match nearest(name, names()) {
                Some(near) => (
                    did_you_mean(near),
                    format!("write `{near}`, or remove the key"),
                ),
                None => (String::new(), known_keys(self.shape)),
            };
            let message = format!("unknown key {}{guess}", quoted(name));
            found.add(Code::UnknownKey, key.span().into(), message, help);
        }
    }

    fn report_missing(&self, found: &mut Found) {
        for key in self
            .shape
            .keys
            .iter()
            .filter(|key| key.need == Need::Required)
        {
            if !self.has(key.name) {
                found.report_absence(missing(self.shape, key, self.header));
            }
        }
    }

    /// True if the key is there, with whatever value.
    pub(super) fn has(&self, key: &str) -> bool {
        self.fields.get(key).is_some()
    }

    /// True if there are keys that the shape does not know.
    pub(super) fn has_unknown(&self) -> bool {
        let known = |name: &str| self.shape.keys.iter().any(|key| key.name == name);
        self.fields.keys().any(|key| !known(key.get_ref()))
    }

    /// True for an array without items.
    pub(super) fn is_empty_array(&self, name: &str) -> bool {
        self.entry(name)
            .and_then(|(_, entry)| entry.value.as_array())
            .is_some_and(|array| array.is_empty())
    }

    /// The value of a key of the shape, if it is there and can be read at all.
    fn entry(&self, name: &str) -> Option<(&'static Key, Entry<'t, 'i>)> {
        let value = self.fields.get(name)?;
        let key = self
            .shape
            .keys
            .iter()
            .find(|key| key.name == name)
            .expect("only keys of the shape are read");
        let span = Span::from(value.span());
        // The parser puts an empty value where it could not read one.
        (!span.is_empty()).then(|| {
            (
                key,
                Placed {
                    value: value.get_ref(),
                    span,
                },
            )
        })
    }

    /// A string that is not blank.
    pub(super) fn text(&self, name: &str, found: &mut Found) -> Option<Placed<&'t str>> {
        let (key, entry) = self.entry(name)?;
        text_of(entry, format_args!("`{name}`"), key.kind, found)
    }

    /// A string of any content, and no finding for another value: for a second look at
    /// a key that is read with its findings elsewhere.
    pub(super) fn text_unchecked(&self, name: &str) -> Option<Placed<&'t str>> {
        let (_, entry) = self.entry(name)?;
        let value = entry.value.as_str()?;
        Some(Placed {
            value,
            span: entry.span,
        })
    }

    /// The place of a value; the header if the key is not there.
    pub(super) fn span_of(&self, name: &str) -> Span {
        self.entry(name)
            .map_or(self.header, |(_, entry)| entry.span)
    }

    /// An owned string that is not blank.
    pub(super) fn string(&self, name: &str, found: &mut Found) -> Option<String> {
        self.text(name, found).map(|text| text.value.to_owned())
    }

    /// An id; an empty one is a bad id, not an empty text.
    pub(super) fn id<T>(
        &self,
        name: &str,
        parse: fn(&str) -> Result<T, InvalidId>,
        found: &mut Found,
    ) -> Option<T> {
        let (key, entry) = self.entry(name)?;
        match entry.value.as_str() {
            Some(value) => id_of(
                Placed {
                    value,
                    span: entry.span,
                },
                parse,
                found,
            ),
            None => {
                wrong_type(&format!("`{name}`"), key.kind, entry, found);
                None
            }
        }
    }

    /// The strings of an array with their places; none if the key is not there.
    pub(super) fn texts(&self, name: &str, found: &mut Found) -> Vec<Placed<&'t str>> {
        let Some((key, entry)) = self.entry(name) else {
            return Vec::new();
        };
        let items = items_of(entry, name, key.kind, found);
        items
            .into_iter()
            .filter_map(|item| {
                let what = format_args!("an item of `{name}`");
                text_of(item, what, Kind::Text, found)
            })
            .collect()
    }

    /// Strings and tables of an array, with their places.
    pub(super) fn items(&self, name: &str, found: &mut Found) -> Vec<Entry<'t, 'i>> {
        self.entry(name)
            .map(|(key, entry)| items_of(entry, name, key.kind, found))
            .unwrap_or_default()
    }

    /// `true` or `false`.
    pub(super) fn boolean(&self, name: &str, found: &mut Found) -> Option<bool> {
        let (key, entry) = self.entry(name)?;
        let value = entry.value.as_bool();
        if value.is_none() {
            wrong_type(&format!("`{name}`"), key.kind, entry, found);
        }
        value
    }

    /// A number that can be compared.
    pub(super) fn number(&self, name: &str, found: &mut Found) -> Option<Placed<Number>> {
        let (key, entry) = self.entry(name)?;
        match entry.value {
            DeValue::Integer(_) | DeValue::Float(_) => {
                number_of(entry, found).map(|value| Placed {
                    value,
                    span: entry.span,
                })
            }
            _ => {
                wrong_type(&format!("`{name}`"), key.kind, entry, found);
                None
            }
        }
    }

    /// A date, written as such or as a string.
    pub(super) fn date(&self, name: &str, found: &mut Found) -> Option<Date> {
        let (key, entry) = self.entry(name)?;
        match entry.value {
            DeValue::Datetime(datetime) => date_of(datetime, entry.span, found),
            DeValue::String(text) => {
                let date = Date::parse(text);
                if date.is_none() {
                    let message = format!("{} is no date", quoted(text));
                    found.add(Code::BadDate, entry.span, message, DATE_HELP);
                }
                date
            }
            _ => {
                let message = format!("`{name}` must be a date, not {}", type_of(entry.value));
                found.add(Code::WrongType, entry.span, message, DATE_HELP);
                debug_assert!(matches!(key.kind, Kind::Date));
                None
            }
        }
    }

    /// The table under a key.
    pub(super) fn table(&self, name: &str, found: &mut Found) -> Option<Record<'t, 'i>> {
        let (key, entry) = self.entry(name)?;
        match (key.kind, entry.value) {
            (Kind::Table(shape), DeValue::Table(table)) => {
                Some(Record::open(table, entry.span, shape, found))
            }
            _ => {
                wrong_type(&format!("`{name}`"), key.kind, entry, found);
                None
            }
        }
    }

    /// The table `extra`, whatever is in it.
    pub(super) fn extra(&self, found: &mut Found) -> Extra {
        let named = self.named("extra", found);
        Extra(named.into_iter().map(kept).collect())
    }

    /// The tables of an array of tables, each opened when the iterator comes to it.
    pub(super) fn tables(&self, name: &str, found: &mut Found) -> Vec<Unopened<'t, 'i>> {
        let Some((key, entry)) = self.entry(name) else {
            return Vec::new();
        };
        let Kind::Tables(shape) = key.kind else {
            unreachable!("`{name}` is an array of tables in its shape")
        };
        let mut tables = Vec::new();
        for item in items_of(entry, name, key.kind, found) {
            match item.value {
                DeValue::Table(table) => {
                    tables.push(Unopened {
                        table,
                        header: item.span,
                        shape,
                    });
                }
                _ => wrong_type(&format!("an item of `{name}`"), Kind::Anything, item, found),
            }
        }
        tables
    }

    /// The names and values of a table whose keys are free, in the order of the file.
    pub(super) fn named(&self, name: &str, found: &mut Found) -> Vec<Named<'t, 'i>> {
        let Some((key, entry)) = self.entry(name) else {
            return Vec::new();
        };
        let DeValue::Table(table) = entry.value else {
            wrong_type(&format!("`{name}`"), key.kind, entry, found);
            return Vec::new();
        };
        in_order(table)
    }
}

/// The keys and values of a table in the order of the file.
fn in_order<'t, 'i>(table: &'t DeTable<'i>) -> Vec<Named<'t, 'i>> {
    let mut named: Vec<_> = table
        .iter()
        .map(|(key, value)| {
            let name = Placed {
                value: key.get_ref().as_ref(),
                span: key.span().into(),
            };
            let value = Placed {
                value: value.get_ref(),
                span: value.span().into(),
            };
            (name, value)
        })
        .filter(|(_, value)| !value.span.is_empty())
        .collect();
    named.sort_by_key(|(name, _)| name.span);
    named
}

fn kept((name, entry): Named<'_, '_>) -> (String, ExtraValue) {
    (name.value.to_owned(), kept_value(entry.value))
}

fn kept_value(value: &DeValue<'_>) -> ExtraValue {
    match value {
        DeValue::String(text) => ExtraValue::Text(text.clone().into_owned()),
        DeValue::Integer(integer) => ExtraValue::Number(integer.to_string()),
        DeValue::Float(float) => ExtraValue::Number(float.to_string()),
        DeValue::Boolean(value) => ExtraValue::Boolean(*value),
        DeValue::Datetime(datetime) => ExtraValue::Datetime(datetime.to_string()),
        DeValue::Array(items) => {
            let items = placed_items(items).into_iter();
            ExtraValue::List(items.map(|item| kept_value(item.value)).collect())
        }
        DeValue::Table(table) => {
            let named = in_order(table).into_iter();
            ExtraValue::Table(Extra(named.map(kept).collect()))
        }
    }
}

/// A table of an array that nobody has looked into.
#[derive(Clone, Copy)]
pub(super) struct Unopened<'t, 'i> {
    table: &'t DeTable<'i>,
    /// The header or the braces.
    pub header: Span,
    shape: &'static Shape,
}

impl<'t, 'i> Unopened<'t, 'i> {
    /// See [`Record::open`].
    pub(super) fn open(self, found: &mut Found) -> Record<'t, 'i> {
        Record::open(self.table, self.header, self.shape, found)
    }
}

fn missing(shape: &Shape, key: &Key, header: Span) -> Diagnostic {
    match (key.kind, key.name) {
        (Kind::Format, _) => Diagnostic::new(
            Code::MissingFormat,
            header,
            "`format` is missing",
            "write `format = 1` as the first line",
        ),
        (Kind::Table(_), name) => Diagnostic::new(
            Code::MissingKey,
            header,
            format!("table `[{name}]` is missing"),
            format!("add `[{name}]` with its keys: {}", lower(key.about)),
        ),
        (_, name) => Diagnostic::new(
            Code::MissingKey,
            header,
            format!("key `{name}` is missing in the {}", shape.name),
            format!("add `{name} = ...`: {}", lower(key.about)),
        ),
    }
}

/// A sentence of the schema as the end of another one.
fn lower(sentence: &str) -> String {
    let sentence = sentence.trim_end_matches('.');
    let mut chars = sentence.chars();
    chars
        .next()
        .map(|first| first.to_lowercase().chain(chars).collect())
        .unwrap_or_default()
}

fn known_keys(shape: &Shape) -> String {
    let names: Vec<String> = shape
        .keys
        .iter()
        .map(|key| format!("`{}`", key.name))
        .collect();
    format!("a {} has the keys {}", shape.name, names.join(", "))
}

/// A string that is not blank; `what` names it in the finding. A blank label is no finding.
pub(super) fn text_of<'t>(
    entry: Entry<'t, '_>,
    what: fmt::Arguments<'_>,
    kind: Kind,
    found: &mut Found,
) -> Option<Placed<&'t str>> {
    let Some(value) = entry.value.as_str() else {
        wrong_type(&what.to_string(), kind, entry, found);
        return None;
    };
    if value.chars().all(char::is_whitespace) {
        if matches!(kind, Kind::Label) {
            return None;
        }
        let message = format!("{what} is empty");
        found.add(
            Code::EmptyText,
            entry.span,
            message,
            "write its text, or remove the key",
        );
        return None;
    }
    Some(Placed {
        value,
        span: entry.span,
    })
}

/// An id, a topic or another name with a form.
pub(super) fn id_of<T>(
    text: Placed<&str>,
    parse: fn(&str) -> Result<T, InvalidId>,
    found: &mut Found,
) -> Option<T> {
    match parse(text.value) {
        Ok(id) => Some(id),
        Err(invalid) => {
            let message = format!("id {} {invalid}", quoted(text.value));
            found.add(Code::BadId, text.span, message, ID_HELP);
            None
        }
    }
}

/// How an id is written.
const ID_HELP: &str = "use at most 64 of `a` to `z`, `0` to `9`, and `-`, `_`, `.` between them, such as `garrison-2`";

/// A number that can be compared.
pub(super) fn number_of(entry: Entry<'_, '_>, found: &mut Found) -> Option<Number> {
    let number = match entry.value {
        DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix())
            .ok()
            .map(Number::whole),
        DeValue::Float(float) => float.as_str().parse().ok().and_then(Number::fraction),
        _ => None,
    };
    if number.is_none() {
        let message = format!("{} cannot be compared exactly", shown_number(entry.value));
        let help = "write an integer between -9223372036854775808 and 9223372036854775807, \
                    or a finite fraction; name a larger unit if need be";
        found.add(Code::BadNumber, entry.span, message, help);
    }
    number
}

fn shown_number(value: &DeValue<'_>) -> String {
    let digits = match value {
        DeValue::Integer(integer) => integer.as_str(),
        DeValue::Float(float) => float.as_str(),
        _ => "",
    };
    if digits.is_empty() {
        "the number".to_owned()
    } else {
        quoted(digits)
    }
}

/// A day; a time or an offset is a finding.
pub(super) fn date_of(datetime: &Datetime, span: Span, found: &mut Found) -> Option<Date> {
    let date = match datetime {
        Datetime {
            date: Some(date),
            time: None,
            offset: None,
        } => Date::new(date.year, Some(date.month), Some(date.day)),
        _ => None,
    };
    if date.is_none() {
        let message = match (datetime.date, datetime.time) {
            (Some(_), Some(_)) => "a date must have no time".to_owned(),
            (None, Some(_)) => "a time is no date".to_owned(),
            _ => format!("`{datetime}` is no date"),
        };
        found.add(Code::BadDate, span, message, DATE_HELP);
    }
    date
}

fn items_of<'t, 'i>(
    entry: Entry<'t, 'i>,
    name: &str,
    kind: Kind,
    found: &mut Found,
) -> Vec<Entry<'t, 'i>> {
    match entry.value {
        DeValue::Array(array) => placed_items(array),
        _ => {
            wrong_type(&format!("`{name}`"), kind, entry, found);
            Vec::new()
        }
    }
}

/// The items of an array with their places.
pub(super) fn placed_items<'t, 'i>(array: &'t DeArray<'i>) -> Vec<Entry<'t, 'i>> {
    array
        .iter()
        .map(|item| Placed {
            value: item.get_ref(),
            span: item.span().into(),
        })
        .filter(|item| !item.span.is_empty())
        .collect()
}

/// Reports a value of the wrong type; `what` names it.
pub(super) fn wrong_type(what: &str, kind: Kind, entry: Entry<'_, '_>, found: &mut Found) {
    let message = format!(
        "{what} must be {}, not {}",
        kind.expected(),
        type_of(entry.value)
    );
    found.add(
        Code::WrongType,
        entry.span,
        message,
        type_help(what, kind, entry.value),
    );
}

fn type_help(what: &str, kind: Kind, value: &DeValue<'_>) -> String {
    let name = what.trim_matches('`');
    match kind {
        Kind::Format => "write `format = 1`, without quotes".to_owned(),
        Kind::Tables(_) => format!("begin each entry with a line `[[{name}]]`"),
        Kind::Table(_) | Kind::Terms => format!("write it as a table: `[{name}]` or `{{ ... }}`"),
        Kind::Texts | Kind::Ids | Kind::References | Kind::Citations if value.is_str() => {
            "put it in square brackets: `[\"...\"]`".to_owned()
        }
        Kind::Text | Kind::Label if !value.is_table() && !value.is_array() => {
            "put it between double quotes".to_owned()
        }
        _ => format!("write {} here", kind.expected()),
    }
}

/// A type of TOML with its article.
pub(super) fn type_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a float",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(array)
            if array.iter().all(|item| item.get_ref().is_table()) && !array.is_empty() =>
        {
            "an array of tables"
        }
        DeValue::Array(_) => "an array",
        DeValue::Table(_) => "a table",
    }
}
