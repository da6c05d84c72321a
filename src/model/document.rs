//! A file as its author wrote it: tables, keys and comments in their order, values as they are spelled.
//!
//! What a version *means* is a [`super::Version`]; this is what is merged and written, where no comment may get lost.

/// A whole file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The keys above all headers.
    pub lines: Vec<Line>,
    /// The tables under headers, in their order.
    pub sections: Vec<Section>,
    /// Comments below all else.
    pub trailing: Vec<String>,
}

/// A table under a header, with the tables below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// The path in its header: `clause`, `clause.terms`.
    pub path: String,
    /// True for one of several, `[[clause]]`.
    pub is_one_of_several: bool,
    /// Comments above the header.
    pub above: Vec<String>,
    /// Comments behind it.
    pub behind: Vec<String>,
    /// Its own keys.
    pub lines: Vec<Line>,
    /// The tables below it.
    pub below: Vec<Section>,
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The key, spelled.
    pub name: String,
    /// Comments above it.
    pub above: Vec<String>,
    /// The value on one line, without comments; texts with line ends take several.
    pub value: String,
    /// Comments inside the value and behind it.
    pub inside: Vec<String>,
    /// The elements, where it is a list.
    pub items: Option<Vec<String>>,
    /// Key and value as they are written, comments inside and behind, with the line end.
    pub text: String,
}

impl Line {
    /// A key without comments.
    pub fn new(name: &str, value: String, items: Option<Vec<String>>) -> Self {
        Self {
            text: format!("{name} = {value}\n"),
            name: name.to_owned(),
            above: Vec::new(),
            inside: Vec::new(),
            value,
            items,
        }
    }
}

impl Section {
    /// The value of a key, spelled.
    pub fn value(&self, name: &str) -> Option<&str> {
        let line = self.lines.iter().find(|line| line.name == name);
        line.map(|line| line.value.as_str())
    }

    fn write(&self, text: &mut String) {
        if !text.is_empty() {
            text.push('\n');
        }
        write_comments(&self.above, text);
        let header = match self.is_one_of_several {
            true => format!("[[{}]]", self.path),
            false => format!("[{}]", self.path),
        };
        let behind = self.behind.iter().filter(|comment| !comment.is_empty());
        let header = behind.fold(header, |header, comment| header + " " + comment);
        *text += &header;
        text.push('\n');
        write_lines(&self.lines, text);
        self.below.iter().for_each(|section| section.write(text));
    }
}

impl Document {
    /// The file.
    pub fn write(&self) -> String {
        let mut text = String::new();
        write_lines(&self.lines, &mut text);
        self.sections
            .iter()
            .for_each(|section| section.write(&mut text));
        if !self.trailing.is_empty() {
            text.push('\n');
            write_comments(&self.trailing, &mut text);
        }
        text
    }
}

fn write_comments(comments: &[String], text: &mut String) {
    for comment in comments {
        *text += comment;
        text.push('\n');
    }
}

fn write_lines(lines: &[Line], text: &mut String) {
    for line in lines {
        write_comments(&line.above, text);
        *text += &line.text;
    }
}
