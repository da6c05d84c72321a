//! The keys of all file formats, said once.
//!
//! The walk over a file takes unknown, missing and mistyped keys from these tables, and
//! [`json_schema`] turns them into JSON Schema for editors. Nothing here reads a file.

use std::ffi::OsStr;

use serde_json::{Map, Value, json};

use super::folder::{GUARDS, LINKS};
use crate::model::id::MAX_ID_LENGTH;
use crate::model::{Modality, Relation};

/// The `format` that this program reads and writes.
pub const FORMAT: i64 = 1;

/// Which of the file formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    /// One version of a proposal.
    Proposal,
    /// What people decided about pairs of clauses.
    Links,
    /// What must hold of clauses, and who approved what against that.
    Guards,
}

impl Schema {
    /// What a file holds, which its name says.
    pub fn of_file(name: &OsStr) -> Self {
        if name == LINKS {
            Self::Links
        } else if name == GUARDS {
            Self::Guards
        } else {
            Self::Proposal
        }
    }
}

/// One table of a file and the keys it may have.
#[derive(Debug)]
pub(super) struct Shape {
    /// As people call it: `clause`.
    pub name: &'static str,
    /// One sentence.
    pub about: &'static str,
    /// In the order in which authors write them.
    pub keys: &'static [Key],
}

/// One key of a table.
#[derive(Debug)]
pub(super) struct Key {
    /// As written.
    pub name: &'static str,
    /// What its value must be.
    pub kind: Kind,
    /// Whether it may be left out.
    pub need: Need,
    /// One sentence.
    pub about: &'static str,
}

/// Whether a key may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// It must be there.
    Required,
    /// It may be left out.
    Optional,
}

/// What a value must be.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// The number of the file format.
    Format,
    /// A string that is not blank.
    Text,
    /// A string; a blank one says nothing, as if the key were not there.
    Label,
    /// An array of strings that are not blank.
    Texts,
    /// `true` or `false`.
    Boolean,
    /// An integer or a finite float.
    Number,
    /// A local date, or a string with a year, a month or a day.
    Date,
    /// An id.
    Id,
    /// An array of ids.
    Ids,
    /// Ids joined by `/`.
    Topic,
    /// A language tag.
    Language,
    /// A word of the vocabulary of modalities.
    Modality,
    /// One of the five relations.
    Relation,
    /// An array of `version#clause`, at least one.
    References,
    /// An array of source ids and of tables that name a source and a place in it.
    Citations,
    /// Any names with terms as values.
    Terms,
    /// A table that is carried and never read.
    Anything,
    /// One table.
    Table(&'static Shape),
    /// An array of tables.
    Tables(&'static Shape),
}

impl Kind {
    /// For "must be ...".
    pub(super) fn expected(self) -> &'static str {
        match self {
            Self::Format => "an integer",
            Self::Text | Self::Label | Self::Id | Self::Topic | Self::Language => "a string",
            Self::Modality | Self::Relation => "a string",
            Self::Texts | Self::Ids | Self::References => "an array of strings",
            Self::Boolean => "`true` or `false`",
            Self::Number => "a number",
            Self::Date => "a date",
            Self::Citations => "an array of strings or tables",
            Self::Terms | Self::Anything | Self::Table(_) => "a table",
            Self::Tables(_) => "an array of tables",
        }
    }
}

const fn required(name: &'static str, kind: Kind, about: &'static str) -> Key {
    let need = Need::Required;
    Key {
        name,
        kind,
        need,
        about,
    }
}

const fn optional(name: &'static str, kind: Kind, about: &'static str) -> Key {
    let need = Need::Optional;
    Key {
        name,
        kind,
        need,
        about,
    }
}

/// A whole proposal file.
pub(super) static PROPOSAL_FILE: Shape = Shape {
    name: "proposal file",
    about: "One version of a proposal, clause by clause.",
    keys: &[
        required("format", Kind::Format, "Version of this file format."),
        required("proposal", Kind::Table(&PROPOSAL), "What this version is."),
        optional(
            "party",
            Kind::Tables(&PARTY),
            "The parties that clauses name.",
        ),
        optional(
            "source",
            Kind::Tables(&SOURCE),
            "The sources that clauses name.",
        ),
        optional(
            "clause",
            Kind::Tables(&CLAUSE),
            "The clauses in the order of the document.",
        ),
    ],
};

static PROPOSAL: Shape = Shape {
    name: "proposal",
    about: "What this version is.",
    keys: &[
        required("id", Kind::Id, "Names this version; unique in its folder."),
        required("title", Kind::Text, "For readers."),
        required(
            "date",
            Kind::Date,
            "When it was made or presented; versions are ordered by it.",
        ),
        optional(
            "series",
            Kind::Text,
            "Versions of one series belong together.",
        ),
        optional(
            "status",
            Kind::Label,
            "Free text for readers: draft, unsigned.",
        ),
        optional(
            "lang",
            Kind::Language,
            "Language of the texts, a tag of BCP 47 such as `en`.",
        ),
        optional(
            "authors",
            Kind::Texts,
            "Who made it; ids of parties or names.",
        ),
        optional(
            "previous",
            Kind::Id,
            "Id of the version this one was made from.",
        ),
        optional("summary", Kind::Label, "For readers."),
        optional(
            "extra",
            Kind::Anything,
            "Anything to keep with the version; never compared.",
        ),
    ],
};

static PARTY: Shape = Shape {
    name: "party",
    about: "Someone whom clauses bind or benefit.",
    keys: &[
        required("id", Kind::Id, "Names the party; unique in the file."),
        required("name", Kind::Text, "For readers."),
        optional("aliases", Kind::Texts, "Other names in use."),
    ],
};

static SOURCE: Shape = Shape {
    name: "source",
    about: "Where clauses were read.",
    keys: &[
        required("id", Kind::Id, "Names the source; unique in the file."),
        optional("publisher", Kind::Label, "Who published it."),
        optional("title", Kind::Label, "Its title."),
        optional("date", Kind::Date, "When it was published."),
        optional("url", Kind::Label, "Where it is found."),
    ],
};

/// One clause.
pub(super) static CLAUSE: Shape = Shape {
    name: "clause",
    about: "The smallest part that is compared.",
    keys: &[
        required(
            "id",
            Kind::Id,
            "The identity of the clause; unique in the file.",
        ),
        optional(
            "number",
            Kind::Label,
            "As printed, such as 6.a; never identity.",
        ),
        optional(
            "parent",
            Kind::Id,
            "Id of the clause that contains this one.",
        ),
        optional("heading", Kind::Label, "Its heading."),
        optional(
            "topic",
            Kind::Topic,
            "What it is about, from general to special: `security/forces`.",
        ),
        optional(
            "text",
            Kind::Text,
            "Its words; needed unless another clause names it as parent.",
        ),
        optional("binds", Kind::Ids, "Ids of the parties that are bound."),
        optional("benefits", Kind::Ids, "Ids of the parties that benefit."),
        optional("modality", Kind::Modality, "How strongly it binds."),
        optional("status", Kind::Label, "Free text: agreed, disputed, open."),
        optional("sources", Kind::Citations, "Where it was read."),
        optional(
            "unchecked",
            Kind::Boolean,
            "True if no published copy was read for this clause.",
        ),
        optional(
            "note",
            Kind::Label,
            "Remark of the editors; never compared.",
        ),
        optional(
            "terms",
            Kind::Terms,
            "The values a reader compares, by name.",
        ),
        optional(
            "position",
            Kind::Tables(&POSITION),
            "Where parties differ inside the clause.",
        ),
        optional(
            "extra",
            Kind::Anything,
            "Anything to keep with the clause; never compared.",
        ),
    ],
};

static POSITION: Shape = Shape {
    name: "position",
    about: "One party's own version of the clause.",
    keys: &[
        required("party", Kind::Id, "Id of the party."),
        optional("text", Kind::Text, "Its words."),
        optional("terms", Kind::Terms, "Its values, by name."),
    ],
};

/// A source with a place in it.
pub(super) static CITATION: Shape = Shape {
    name: "citation",
    about: "A source and the place in it.",
    keys: &[
        required("id", Kind::Id, "Id of the source."),
        optional("at", Kind::Label, "Where in it: point 6."),
    ],
};

/// A bounded number. That exactly one bound is there is a rule of its own.
pub(super) static QUANTITY: Shape = Shape {
    name: "quantity",
    about: "A number with a bound and perhaps a unit.",
    keys: &[
        optional("exactly", Kind::Number, "This and no other."),
        optional("at-most", Kind::Number, "This or less."),
        optional("at-least", Kind::Number, "This or more."),
        optional("about", Kind::Number, "Near this."),
        optional("from", Kind::Number, "The lower end of a range."),
        optional("to", Kind::Number, "The upper end of a range."),
        optional("unit", Kind::Text, "What is counted."),
    ],
};

/// A whole links file.
pub(super) static LINKS_FILE: Shape = Shape {
    name: "links file",
    about: "What people decided about pairs of clauses.",
    keys: &[
        optional(
            "compare",
            Kind::Ids,
            "Ids of the versions that a bare run compares.",
        ),
        optional("link", Kind::Tables(&LINK), "Clauses that belong together."),
        optional(
            "unlink",
            Kind::Tables(&UNLINK),
            "Clauses that must never be paired.",
        ),
    ],
};

/// A whole guards file.
pub(super) static GUARDS_FILE: Shape = Shape {
    name: "guards file",
    about: "What must hold of clauses, and who approved what against that.",
    keys: &[
        optional("guard", Kind::Tables(&GUARD), "Red lines, one table each."),
        optional(
            "approval",
            Kind::Tables(&APPROVAL),
            "Changes that somebody allowed against a guard.",
        ),
    ],
};

static GUARD: Shape = Shape {
    name: "guard",
    about: "What must hold of a clause, or of all clauses on a topic.",
    keys: &[
        required("id", Kind::Id, "Names this guard; unique in the file."),
        optional(
            "clause",
            Kind::Text,
            "The clause that is guarded: its id, or `version#clause`.",
        ),
        optional(
            "topic",
            Kind::Topic,
            "The topic that is guarded, with all below it.",
        ),
        optional("stays", Kind::Boolean, "The clause must still be there."),
        optional(
            "terms",
            Kind::Texts,
            "Bounds on terms, such as `personnel.at-most >= 600000 persons`.",
        ),
        optional("contains", Kind::Texts, "Words that must stand in it."),
        optional("lacks", Kind::Texts, "Words that must not stand in it."),
        optional(
            "modality",
            Kind::Modality,
            "It must bind at least so strongly.",
        ),
        optional(
            "unchanged",
            Kind::Boolean,
            "Nothing may change in substance without an approval.",
        ),
        optional("why", Kind::Label, "The reason, for readers."),
    ],
};

static APPROVAL: Shape = Shape {
    name: "approval",
    about: "A change that somebody allowed against a guard.",
    keys: &[
        required("guard", Kind::Id, "The guard that it is for."),
        required(
            "fingerprint",
            Kind::Text,
            "The digits that a comparison prints beside the guard.",
        ),
        required("approver", Kind::Text, "Who allowed it."),
        required("reason", Kind::Text, "Why."),
        required("expires", Kind::Date, "The last day on which it counts."),
    ],
};

/// A whole file of announced changes.
pub(super) static DECLARED_FILE: Shape = Shape {
    name: "file of declared changes",
    about: "The changes between two versions that their author announces.",
    keys: &[optional(
        "change",
        Kind::Tables(&DECLARED),
        "Announced changes, one table each.",
    )],
};

static DECLARED: Shape = Shape {
    name: "change",
    about: "Clauses that changed, and in which way.",
    keys: &[
        required(
            "clauses",
            Kind::Texts,
            "Ids of clauses of either version, or `version#clause`.",
        ),
        optional(
            "kind",
            Kind::Text,
            "The kind, facet or class of the change; without it, all that became of them.",
        ),
        optional("why", Kind::Text, "The reason, for readers."),
    ],
};

static LINK: Shape = Shape {
    name: "link",
    about: "Every clause of one side is related to every clause of the other.",
    keys: &[
        required("before", Kind::References, "Clauses of one version."),
        required("after", Kind::References, "Clauses of another version."),
        required(
            "relation",
            Kind::Relation,
            "What became of the first side in the second.",
        ),
        optional("why", Kind::Label, "The reason, for readers."),
    ],
};

static UNLINK: Shape = Shape {
    name: "unlink",
    about: "No clause of one side is related to any of the other.",
    keys: &[
        required("before", Kind::References, "Clauses of one version."),
        required("after", Kind::References, "Clauses of another version."),
        optional("why", Kind::Label, "The reason, for readers."),
    ],
};

/// JSON Schema, draft 2020-12, of one file format, for editors that check and complete
/// TOML by it. Rules that need the whole file (unique ids, known parents) are not in it.
pub fn json_schema(schema: Schema) -> Value {
    let (shape, title) = match schema {
        Schema::Proposal => (&PROPOSAL_FILE, "clausediff proposal file"),
        Schema::Links => (&LINKS_FILE, "clausediff links file"),
        Schema::Guards => (&GUARDS_FILE, "clausediff guards file"),
    };
    let mut object = shape_schema(shape);
    object.insert(
        "$schema".into(),
        "https://json-schema.org/draft/2020-12/schema".into(),
    );
    object.insert("title".into(), title.into());
    Value::Object(object)
}

fn shape_schema(shape: &Shape) -> Map<String, Value> {
    let properties: Map<String, Value> = shape
        .keys
        .iter()
        .map(|key| (key.name.to_owned(), key_schema(key)))
        .collect();
    let needed: Vec<&str> = shape
        .keys
        .iter()
        .filter(|key| key.need == Need::Required)
        .map(|key| key.name)
        .collect();
    let mut object = Map::new();
    object.insert("type".into(), "object".into());
    object.insert("description".into(), shape.about.into());
    object.insert("properties".into(), properties.into());
    object.insert("required".into(), json!(needed));
    object.insert("additionalProperties".into(), false.into());
    object
}

fn key_schema(key: &Key) -> Value {
    let mut schema = kind_schema(key.kind);
    schema["description"] = key.about.into();
    schema
}

fn kind_schema(kind: Kind) -> Value {
    match kind {
        Kind::Format => json!({ "const": FORMAT }),
        Kind::Text => text_schema(),
        Kind::Label => json!({ "type": "string" }),
        Kind::Texts => json!({ "type": "array", "items": text_schema() }),
        Kind::Boolean => json!({ "type": "boolean" }),
        Kind::Number => json!({ "type": "number" }),
        Kind::Date => json!({ "type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$" }),
        Kind::Id => id_schema(),
        Kind::Ids => json!({ "type": "array", "items": id_schema() }),
        Kind::Topic => json!({ "type": "string", "pattern": format!("^{ID}(/{ID})*$") }),
        Kind::Language => {
            json!({ "type": "string", "pattern": "^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$" })
        }
        Kind::Modality => json!({ "anyOf": [{ "enum": Modality::WORDS }, text_schema()] }),
        Kind::Relation => json!({ "enum": Relation::ALL.map(|(_, word)| word) }),
        Kind::References => {
            let item = json!({ "type": "string", "pattern": format!("^{ID}#{ID}$") });
            json!({ "type": "array", "minItems": 1, "items": item })
        }
        Kind::Citations => {
            let citation = shape_schema(&CITATION);
            json!({ "type": "array", "items": { "anyOf": [id_schema(), citation] } })
        }
        Kind::Terms => json!({ "type": "object", "additionalProperties": term_schema() }),
        Kind::Anything => json!({ "type": "object" }),
        Kind::Table(shape) => Value::Object(shape_schema(shape)),
        Kind::Tables(shape) => json!({ "type": "array", "items": shape_schema(shape) }),
    }
}

/// An id as a regular expression, without its length.
const ID: &str = "[a-z0-9]([a-z0-9._-]*[a-z0-9])?";

fn id_schema() -> Value {
    json!({ "type": "string", "pattern": format!("^{ID}$"), "maxLength": MAX_ID_LENGTH })
}

fn text_schema() -> Value {
    json!({ "type": "string", "pattern": "\\S" })
}

fn term_schema() -> Value {
    let mut quantity = shape_schema(&QUANTITY);
    let bounds = ["exactly", "at-most", "at-least", "about"];
    let mut one_of: Vec<Value> = bounds
        .iter()
        .map(|bound| json!({ "required": [bound] }))
        .collect();
    one_of.push(json!({ "required": ["from", "to"] }));
    quantity.insert("oneOf".into(), one_of.into());
    json!({ "anyOf": [
        text_schema(),
        { "type": "number" },
        { "type": "boolean" },
        { "type": "array", "items": text_schema() },
        quantity,
    ] })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::load::{self, Limits};

    #[test]
    fn every_key_of_the_schema_has_a_description() {
        let schema = json_schema(Schema::Proposal);
        let clause = &schema["properties"]["clause"]["items"];
        for key in CLAUSE.keys {
            assert_eq!(clause["properties"][key.name]["description"], key.about);
        }
        assert_eq!(clause["required"], json!(["id"]));
        assert_eq!(clause["additionalProperties"], false);
    }

    #[test]
    fn extra_takes_anything_and_a_relation_one_of_five_words() {
        let proposal = json_schema(Schema::Proposal);
        let extra = &proposal["properties"]["proposal"]["properties"]["extra"];
        assert!(extra.get("additionalProperties").is_none());
        let links = json_schema(Schema::Links);
        let relation = &links["properties"]["link"]["items"]["properties"]["relation"];
        assert_eq!(relation["enum"].as_array().unwrap().len(), 5);
    }

    /// Codes found in a proposal file or, if it has links, a links file.
    fn codes(text: &str, shape: &Shape) -> Vec<Code> {
        let limits = Limits::default();
        let error = match shape.name {
            "link" | "unlink" => load::links_from("t", text.as_bytes(), &limits).err(),
            _ => load::version_from("t", text.as_bytes(), &limits).err(),
        };
        let findings = error.as_ref().and_then(|error| error.findings());
        findings.map_or_else(Vec::new, |findings| {
            findings
                .diagnostics
                .iter()
                .map(|diagnostic| diagnostic.code)
                .collect()
        })
    }

    /// Each table as it is opened in a file.
    const HEADERS: [(&Shape, &str); 7] = [
        (&PROPOSAL, "[proposal]"),
        (&PARTY, "[[party]]"),
        (&SOURCE, "[[source]]"),
        (&CLAUSE, "[[clause]]"),
        (&POSITION, "[[clause]]\n[[clause.position]]"),
        (&LINK, "[[link]]"),
        (&UNLINK, "[[unlink]]"),
    ];

    #[test]
    fn the_walk_reads_each_key_of_the_schema_and_refuses_a_value_of_another_type() {
        for (shape, header) in HEADERS {
            for key in shape.keys {
                let text = format!("{header}\n{} = 10:00:00\n", key.name);
                let codes = codes(&text, shape);
                let expected = if matches!(key.kind, Kind::Date) {
                    Code::BadDate
                } else {
                    Code::WrongType
                };
                assert!(codes.contains(&expected), "{text}: {codes:?}");
                assert!(!codes.contains(&Code::UnknownKey), "{text}: {codes:?}");
            }
        }
    }
}
