//! A file in canonical form as a tree of its tables and keys, to be merged and written.

use toml_edit::TableLike;

use super::canonical::{
    Entry, Inner, Opened, Writer, array_items, canonical, comments, has_header, inside_and_behind,
    is_none, opened, sections, spelled,
};
use super::schema::{Kind, Schema, Shape};
use crate::model::document::{Document, Line, Section};

/// The tree of a proposal file; `None` if it has no canonical form. Written again, it is the canonical form.
pub fn document(text: &str) -> Option<Document> {
    let text = canonical(text, Schema::Proposal)?;
    let Opened { document, shape } = opened(&text, Schema::Proposal)?;
    let (lines, sections) = body(document.as_table(), shape, "")?;
    Some(Document {
        lines,
        sections,
        trailing: owned(&comments(Some(document.trailing()))),
    })
}

fn body(table: &dyn TableLike, shape: &Shape, path: &str) -> Option<(Vec<Line>, Vec<Section>)> {
    let entries = super::canonical::entries(table);
    let mut lines = Vec::new();
    let mut below = Vec::new();
    for entry in &entries {
        let key = shape.keys.iter().find(|key| key.name == entry.name.get())?;
        if !has_header(key.kind, shape) || is_none(entry.item) {
            lines.push(line(entry, Inner::of_key(key.kind)));
            continue;
        }
        let path = match path {
            "" => key.name.to_owned(),
            path => format!("{path}.{}", key.name),
        };
        for section in sections(entry)? {
            let (lines, inner) = match key.kind {
                Kind::Table(shape) | Kind::Tables(shape) => body(section.table, shape, &path)?,
                kind => (free(section.table, Inner::of_name(kind)), Vec::new()),
            };
            below.push(Section {
                path: path.clone(),
                is_one_of_several: matches!(key.kind, Kind::Tables(_)),
                above: owned(&section.above),
                behind: owned(&section.behind),
                lines,
                below: inner,
            });
        }
    }
    Some((lines, below))
}

fn free(table: &dyn TableLike, inner: Inner) -> Vec<Line> {
    let entries = super::canonical::entries(table);
    entries.iter().map(|entry| line(entry, inner)).collect()
}

fn line(entry: &Entry<'_>, inner: Inner) -> Line {
    let mut writer = Writer::default();
    let bare = Entry {
        name: entry.name,
        item: entry.item,
        above: Vec::new(),
    };
    writer.line(&bare, inner);
    Line {
        name: super::canonical::bare(entry.name),
        above: owned(&entry.above),
        value: spelled(entry.item, inner),
        inside: owned(&inside_and_behind(entry.item)),
        items: array_items(entry.item, inner),
        text: writer.text,
    }
}

fn owned(comments: &[&str]) -> Vec<String> {
    comments.iter().map(|&comment| comment.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::bundled;

    #[test]
    fn a_tree_is_written_as_the_file_it_was() {
        let with_comments = "# head\nformat = 1 # one\n\n[proposal]\nid = \"v\"\ntitle = \"T\"\ndate = \"2024\"\n\n\
            # above\n[[clause]] # behind\nid = \"c\"\ntext = \"\"\"\none\ntwo\"\"\" # text\nbinds = [\n    # open\n]\n\n\
            [clause.terms]\n# term\nb = { at-most = 1, unit = \"kg\" }\n\n# end\n";
        let files = bundled().versions.iter().map(|(_, text)| *text);
        for text in files.chain([with_comments]) {
            let canonical = canonical(text, Schema::Proposal).unwrap();
            assert_eq!(document(text).unwrap().write(), canonical);
        }
    }
}
