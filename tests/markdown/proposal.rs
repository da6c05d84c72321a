//! Versions with one text in every field that takes free text.

use clausediff::model::{
    Bound, Citation, Clause, ClauseId, ClauseRef, Date, Few, Link, Links, Modality, Number, Origin,
    Party, PartyId, Position, Quantity, Relation, Source, SourceId, Term, TermValue, Topic, Unlink,
    Version, VersionId,
};
use clausediff::text::span::Span;

/// The only address in the proposals.
pub const URL: &str = "https://example.org/draft?a=1&b=2";

/// A version of three clauses.
pub fn draft(text: &str) -> Version {
    let clauses = ["kept", "gone", "same"];
    let clauses = clauses.map(|id| clause(id, text, text));
    version("draft-1", "2024-03", text, clauses.to_vec())
}

/// What could follow it: one clause changed, one gone, one the same, one new.
pub fn successor(text: &str) -> Version {
    let changed = format!("{text} and more");
    let mut kept = clause("kept", text, &changed);
    kept.terms[0].value = quantity(400, text);
    let clauses = vec![
        kept,
        clause("new", "quite other", text),
        clause("same", text, text),
    ];
    version("draft-2", "2024-05-02", text, clauses)
}

/// People's word on what became of every clause.
pub fn link(before: &Version, after: &Version) -> Links {
    let named = |version: &Version, clauses: &[&str]| {
        let named = |clause: &&str| ClauseRef {
            version: version.id.clone(),
            clause: ClauseId::new(clause).unwrap(),
        };
        clauses.iter().map(named).collect::<Vec<_>>()
    };
    let link = |id: &str| Link {
        before: named(before, &[id]),
        after: named(after, &[id]),
        relation: Relation::Narrower,
        why: Some(before.title.clone()),
    };
    let unlink = |gone: &[&str], new: &[&str]| Unlink {
        before: named(before, gone),
        after: named(after, new),
        why: None,
    };
    Links {
        links: vec![link("kept"), link("same")],
        unlinks: vec![
            unlink(&["gone"], &["kept", "new", "same"]),
            unlink(&["kept", "same"], &["new"]),
        ],
        ..Links::default()
    }
}

fn version(id: &str, date: &str, text: &str, clauses: Vec<Clause>) -> Version {
    Version {
        id: VersionId::new(id).unwrap(),
        title: text.into(),
        date: Date::parse(date).unwrap(),
        series: None,
        status: Some(text.into()),
        lang: None,
        authors: vec![text.into()],
        previous: None,
        summary: Some(text.into()),
        parties: vec![Party {
            id: PartyId::new("north").unwrap(),
            name: text.into(),
            aliases: Vec::new(),
        }],
        sources: vec![Source {
            id: SourceId::new("gazette").unwrap(),
            publisher: Some(text.into()),
            title: Some(text.into()),
            date: None,
            url: Some(URL.into()),
        }],
        clauses,
        extra: Default::default(),
        origin: Origin {
            path: text.into(),
            sha256: String::new(),
        },
    }
}

/// A clause with that text, and `around` in all other fields that take free text.
pub fn clause(id: &str, around: &str, text: &str) -> Clause {
    Clause {
        id: ClauseId::new(id).unwrap(),
        number: Some(around.into()),
        parent: None,
        heading: Some(around.into()),
        topic: Some(Topic::new("security/forces").unwrap()),
        text: text.into(),
        binds: vec![PartyId::new("north").unwrap()].into(),
        benefits: Few::default(),
        modality: Some(Modality::from_word("must")),
        status: Some(around.into()),
        sources: vec![Citation {
            source: SourceId::new("gazette").unwrap(),
            at: Some(around.into()),
        }]
        .into(),
        unchecked: true,
        note: Some(around.into()),
        terms: vec![Term {
            name: around.into(),
            value: quantity(1200, around),
        }]
        .into(),
        positions: vec![Position {
            party: PartyId::new("north").unwrap(),
            text: Some(around.into()),
            terms: vec![Term {
                name: around.into(),
                value: TermValue::List(vec![around.into(), around.into()]),
            }],
        }]
        .into(),
        extra: Default::default(),
        span: Span::default(),
    }
}

fn quantity(number: i64, unit: &str) -> TermValue {
    TermValue::Quantity(Quantity {
        bound: Bound::AtMost(Number::whole(number)),
        unit: Some(unit.into()),
    })
}
