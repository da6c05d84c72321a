//! Reads our own markup back, strictly: every element is closed, every name is one of ours.

use std::collections::BTreeMap;

/// Elements of HTML that have no end.
const VOID: [&str; 4] = ["br", "meta", "input", "link"];

/// Elements that our pages have, SVG among them.
const ELEMENTS: &[&str] = &[
    "html", "head", "meta", "title", "style", "body", "script", "nav", "header", "main", "footer",
    "section", "article", "h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "a", "b", "br", "span",
    "div", "del", "ins", "details", "summary", "form", "fieldset", "legend", "label", "input",
    "select", "option", "button", "kbd", "table", "thead", "tbody", "tr", "th", "td", "svg", "g",
    "path", "rect", "text",
];

/// Attributes that our elements have: none that runs or loads anything.
const ATTRIBUTES: &[&str] = &[
    "lang",
    "charset",
    "http-equiv",
    "content",
    "name",
    "class",
    "id",
    "href",
    "rel",
    "dir",
    "tabindex",
    "role",
    "aria-label",
    "aria-labelledby",
    "aria-hidden",
    "hidden",
    "type",
    "value",
    "checked",
    "autocomplete",
    "scope",
    "data-is",
    "data-topic",
    "data-party",
    "data-version",
    "xmlns",
    "viewBox",
    "x",
    "y",
    "width",
    "height",
    "d",
    "text-anchor",
];

/// One element.
#[derive(Clone, Debug)]
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    /// All text in it, entities resolved.
    pub text: String,
}

impl Element {
    pub fn attribute(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    pub fn has_class(&self, class: &str) -> bool {
        self.attribute("class").split(' ').any(|own| own == class)
    }
}

/// The elements in the order of their ends; panics at what we should not have written.
pub fn read(markup: &str) -> Vec<Element> {
    let mut closed = Vec::new();
    let mut open: Vec<Element> = Vec::new();
    let mut rest = markup;
    for preamble in [
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
        "<!DOCTYPE html>",
    ] {
        rest = rest.strip_prefix(preamble).unwrap_or(rest);
    }
    while let Some(at) = rest.find('<') {
        say(&mut open, &resolved(&rest[..at]));
        rest = &rest[at + 1..];
        if let Some(end) = rest.strip_prefix('/') {
            let (name, behind) = end.split_once('>').expect("an end tag ends");
            let element = open
                .pop()
                .unwrap_or_else(|| panic!("</{name}> ends nothing"));
            assert_eq!(element.name, name, "elements are nested");
            closed.push(element);
            rest = behind;
            continue;
        }
        let (element, behind) = tag(rest);
        rest = behind;
        // What stands in these is not markup.
        if ["script", "style"].contains(&element.name.as_str()) {
            let end = format!("</{}>", element.name);
            let (text, behind) = rest.split_once(&end).expect("it ends");
            closed.push(Element {
                text: text.into(),
                ..element
            });
            rest = behind;
        } else if VOID.contains(&element.name.as_str()) {
            closed.push(element);
        } else {
            open.push(element);
        }
    }
    assert_eq!(rest.trim(), "", "nothing stands behind the end");
    assert!(open.is_empty(), "not closed: {:?}", open.last());
    closed
}

fn say(open: &mut [Element], text: &str) {
    open.iter_mut().for_each(|element| element.text += text);
}

fn tag(rest: &str) -> (Element, &str) {
    let (name, mut rest) = until(rest, |c| !c.is_ascii_alphanumeric());
    assert!(ELEMENTS.contains(&name), "<{name}> is none of ours");
    let mut attributes = BTreeMap::new();
    loop {
        rest = rest.trim_start();
        if let Some(behind) = rest.strip_prefix('>') {
            let element = Element {
                name: name.into(),
                attributes,
                text: String::new(),
            };
            return (element, behind);
        }
        let (attribute, behind) = until(rest, |c| !(c.is_ascii_alphanumeric() || c == '-'));
        assert!(
            ATTRIBUTES.contains(&attribute),
            "<{name} {attribute}> is none of ours"
        );
        let (value, behind) = match behind.strip_prefix("=\"") {
            Some(quoted) => quoted.split_once('"').expect("a value ends"),
            None => ("", behind),
        };
        assert!(!value.contains('<'), "{attribute}={value}");
        attributes.insert(attribute.into(), resolved(value));
        rest = behind;
    }
}

fn until(text: &str, ends: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(ends).unwrap_or(text.len()))
}

/// The entities that escaping makes; no other may stand there.
fn resolved(text: &str) -> String {
    let mut resolved = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('&') {
        let (entity, behind) = behind.split_once(';').expect("an entity ends");
        resolved += before;
        resolved.push(match entity {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "quot" => '"',
            other => panic!("&{other}; is none of ours"),
        });
        rest = behind;
    }
    resolved + rest
}
