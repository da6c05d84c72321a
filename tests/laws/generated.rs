//! Versions made up at random, small and full of look-alikes.

use clausediff::model::{
    Bound, Clause, ClauseId, ClauseIndex, ClauseRef, Date, Few, Link, Links, Modality, Number,
    Origin, Party, PartyId, Position, Quantity, Relation, Term, TermValue, Topic, Unlink, Version,
    VersionId,
};
use clausediff::text::span::Span;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

const WORDS: [&str; 24] = [
    "north",
    "south",
    "keeps",
    "pays",
    "at most",
    "1,200",
    "400",
    "persons",
    "the",
    "port",
    "tolls",
    "of",
    "harbour",
    "shall",
    "must not",
    "naïve",
    "港口",
    "Gold.",
    "$500",
    "-5",
    "5 %",
    "≥ 5",
    "की",
    "article 5",
];

fn text() -> impl Strategy<Value = String> {
    let words =
        prop_oneof![6 => vec(select(&WORDS[..]), 1..14), 1 => vec(select(&WORDS[..]), 1..3)];
    (words, select(&[" ", "  ", "\n"][..])).prop_map(|(words, gap)| words.join(gap))
}

fn value() -> impl Strategy<Value = TermValue> {
    let number = || select(&[400_i64, 1200, 85_000][..]).prop_map(Number::whole);
    prop_oneof![
        number().prop_map(TermValue::Number),
        any::<bool>().prop_map(TermValue::Boolean),
        select(&["the port", "East"][..]).prop_map(|text| TermValue::Text(text.into())),
        number().prop_map(|number| quantity(Bound::AtMost(number))),
        number().prop_map(|number| quantity(Bound::AtLeast(number))),
        number().prop_map(|number| counted(Bound::AtMost(number), "ships")),
        Just(TermValue::List(vec!["East".into(), "West".into()])),
        select(&["2027-01-01", "2028"][..])
            .prop_map(|date| TermValue::Date(Date::parse(date).expect("a date"))),
    ]
}

fn quantity(bound: Bound) -> TermValue {
    counted(bound, "persons")
}

fn counted(bound: Bound, unit: &str) -> TermValue {
    TermValue::Quantity(Quantity {
        bound,
        unit: Some(unit.into()),
    })
}

fn terms() -> impl Strategy<Value = Vec<Term>> {
    let names = proptest::sample::subsequence(vec!["personnel", "place"], 0..=2);
    (names, vec(value(), 2)).prop_map(|(names, values)| {
        let term = |(name, value): (&str, TermValue)| Term {
            name: name.into(),
            value,
        };
        names.into_iter().zip(values).map(term).collect()
    })
}

fn parties() -> impl Strategy<Value = Vec<PartyId>> {
    proptest::sample::subsequence(vec!["north", "south"], 0..=2).prop_map(|ids| {
        ids.into_iter()
            .map(|id| PartyId::new(id).expect("an id"))
            .collect()
    })
}

fn positions() -> impl Strategy<Value = Vec<Position>> {
    (parties(), terms(), proptest::option::of(text())).prop_map(|(parties, terms, text)| {
        parties
            .into_iter()
            .map(|party| Position {
                party,
                text: text.clone(),
                terms: terms.clone(),
            })
            .collect()
    })
}

/// A clause without its place: id, number and parent are given when a version is made.
fn clause() -> impl Strategy<Value = Clause> {
    let keys = (
        proptest::option::of(select(&["Cap", "Tolls", "Gold of the port"][..])),
        proptest::option::of(select(&["security/forces", "trade"][..])),
        proptest::option::of(prop_oneof![9 => select(Modality::WORDS), 1 => Just("shall")]),
        proptest::option::weighted(0.2, select(&["disputed", "open"][..])),
    );
    (
        text(),
        keys,
        parties(),
        parties(),
        terms(),
        proptest::option::weighted(0.2, positions()),
    )
        .prop_map(
            |(text, (heading, topic, modality, status), binds, benefits, terms, positions)| {
                Clause {
                    id: ClauseId::new("x").expect("an id"),
                    number: None,
                    parent: None,
                    heading: heading.map(Into::into),
                    topic: topic.map(|topic| Topic::new(topic).expect("a topic")),
                    text,
                    binds: binds.into(),
                    benefits: benefits.into(),
                    modality: modality.map(Modality::from_word),
                    status: status.map(Into::into),
                    sources: Few::default(),
                    unchecked: false,
                    note: None,
                    terms: terms.into(),
                    positions: positions.unwrap_or_default().into(),
                    extra: Default::default(),
                    span: Span::default(),
                }
            },
        )
}

/// How ids, numbers and parents are given out.
#[derive(Clone, Debug)]
struct Layout {
    /// Ids by place, so that they carry nothing, or by identity.
    ids_by_place: bool,
    /// Every clause at a multiple of this is the parent of those that follow it.
    nesting: usize,
    numbered: bool,
}

fn layout() -> impl Strategy<Value = Layout> {
    (any::<bool>(), 1..5_usize, any::<bool>()).prop_map(|(ids_by_place, nesting, numbered)| {
        Layout {
            ids_by_place,
            nesting,
            numbered,
        }
    })
}

fn made(id: &str, clauses: Vec<(usize, Clause)>, layout: &Layout) -> Version {
    let place = |(at, (identity, clause)): (usize, (usize, Clause))| {
        let head = at - at % layout.nesting;
        Clause {
            id: ClauseId::new(&format!(
                "c{}",
                if layout.ids_by_place { at } else { identity }
            ))
            .expect("an id"),
            number: layout.numbered.then(|| (at + 1).to_string()),
            parent: (head < at).then(|| ClauseIndex::new(head)),
            ..clause
        }
    };
    Version {
        id: VersionId::new(id).expect("an id"),
        title: id.into(),
        date: Date::parse("2024-05-02").expect("a date"),
        series: None,
        status: None,
        lang: None,
        authors: Vec::new(),
        previous: None,
        summary: None,
        parties: [("north", "North"), ("south", "South")].map(party).into(),
        sources: Vec::new(),
        clauses: clauses.into_iter().enumerate().map(place).collect(),
        extra: Default::default(),
        origin: Origin::default(),
    }
}

fn party((id, name): (&str, &str)) -> Party {
    Party {
        id: PartyId::new(id).expect("an id"),
        name: name.into(),
        aliases: Vec::new(),
    }
}

fn numbered(clauses: Vec<Clause>) -> Vec<(usize, Clause)> {
    clauses.into_iter().enumerate().collect()
}

/// One version of up to twelve clauses.
pub fn version(id: &'static str) -> impl Strategy<Value = Version> {
    (vec(clause(), 0..12), layout())
        .prop_map(move |(clauses, layout)| made(id, numbered(clauses), &layout))
}

/// Something an author does to a list of clauses.
#[derive(Clone, Debug)]
enum Work {
    Reword(Index, String),
    Rekey(Index, Clause),
    Move(Index, Index),
    Drop(Index),
    Add(Index, Clause),
    Repeat(Index, Index),
    Split(Index, Index),
    Merge(Index),
}

fn work() -> impl Strategy<Value = Work> {
    let at = || any::<Index>();
    prop_oneof![
        (at(), text()).prop_map(|(at, text)| Work::Reword(at, text)),
        (at(), clause()).prop_map(|(at, clause)| Work::Rekey(at, clause)),
        (at(), at()).prop_map(|(from, to)| Work::Move(from, to)),
        at().prop_map(Work::Drop),
        (at(), clause()).prop_map(|(at, clause)| Work::Add(at, clause)),
        (at(), at()).prop_map(|(from, to)| Work::Repeat(from, to)),
        (at(), at()).prop_map(|(at, to)| Work::Split(at, to)),
        at().prop_map(Work::Merge),
    ]
}

fn worked(mut clauses: Vec<(usize, Clause)>, works: Vec<Work>) -> Vec<(usize, Clause)> {
    for (fresh, work) in (100..).zip(works) {
        let length = clauses.len();
        match work {
            Work::Add(at, clause) => clauses.insert(at.index(length + 1), (fresh, clause)),
            _ if length == 0 => {}
            Work::Reword(at, text) => clauses[at.index(length)].1.text = text,
            Work::Rekey(at, other) => {
                let held = &mut clauses[at.index(length)].1;
                *held = Clause {
                    text: held.text.clone(),
                    ..other
                };
            }
            Work::Move(from, to) => {
                let clause = clauses.remove(from.index(length));
                clauses.insert(to.index(length), clause);
            }
            Work::Drop(at) => drop(clauses.remove(at.index(length))),
            Work::Repeat(from, to) => {
                let copy = clauses[from.index(length)].1.clone();
                clauses.insert(to.index(length + 1), (fresh, copy));
            }
            Work::Split(at, to) => {
                let held = &mut clauses[at.index(length)].1;
                let words: Vec<String> = held.text.split_whitespace().map(str::to_owned).collect();
                if words.len() > 1 {
                    let (first, second) = words.split_at(words.len() / 2);
                    held.text = first.join(" ");
                    let piece = Clause {
                        text: second.join(" "),
                        ..held.clone()
                    };
                    clauses.insert(to.index(length + 1), (fresh, piece));
                }
            }
            Work::Merge(at) if length > 1 => {
                let (_, second) = clauses.remove(at.index(length - 1) + 1);
                let held = &mut clauses[at.index(length - 1)].1;
                held.text = format!("{} {}", held.text, second.text);
            }
            Work::Merge(_) => {}
        }
    }
    clauses
}

/// A version, what an author made of it, and perhaps links between the two.
pub fn successors() -> impl Strategy<Value = (Version, Version, Links)> {
    (
        vec(clause(), 0..12),
        vec(work(), 0..8),
        layout(),
        layout(),
        links(),
    )
        .prop_map(|(clauses, works, old, new, links)| {
            let before = made("before", numbered(clauses.clone()), &old);
            let after = made("after", worked(numbered(clauses), works), &new);
            let links = links.between(&before, &after);
            (before, after, links)
        })
}

/// Two versions that have only the vocabulary in common, and perhaps links.
pub fn strangers() -> impl Strategy<Value = (Version, Version, Links)> {
    (version("before"), version("after"), links()).prop_map(|(before, after, links)| {
        let links = links.between(&before, &after);
        (before, after, links)
    })
}

/// A run of versions, each made from the one before.
pub fn run() -> impl Strategy<Value = Vec<Version>> {
    (vec(clause(), 0..8), vec(vec(work(), 0..4), 0..5), layout()).prop_map(
        |(clauses, steps, layout)| {
            let mut clauses = numbered(clauses);
            let mut versions = vec![made("v0", clauses.clone(), &layout)];
            for (at, works) in steps.into_iter().enumerate() {
                clauses = worked(clauses, works);
                // Identities given out by different steps must not meet.
                for (place, clause) in clauses
                    .iter_mut()
                    .enumerate()
                    .filter(|(_, clause)| clause.0 >= 100)
                {
                    clause.0 = 1_000 * (at + 1) + place;
                }
                versions.push(made(&format!("v{}", at + 1), clauses.clone(), &layout));
            }
            versions
        },
    )
}

/// Links by place, made real once the versions are known.
#[derive(Clone, Debug)]
struct LinkPlan {
    links: Vec<(Vec<Index>, Vec<Index>, Relation)>,
    unlinks: Vec<(Index, Index)>,
    backward: bool,
}

fn links() -> impl Strategy<Value = LinkPlan> {
    let relation = select(&Relation::ALL[..]).prop_map(|(relation, _)| relation);
    let side = || vec(any::<Index>(), 1..3);
    let link = (side(), side(), relation);
    let some = (
        vec(link, 0..4),
        vec((any::<Index>(), any::<Index>()), 0..2),
        any::<bool>(),
    );
    let some = some.prop_map(|(links, unlinks, backward)| LinkPlan {
        links,
        unlinks,
        backward,
    });
    prop_oneof![
        Just(LinkPlan {
            links: Vec::new(),
            unlinks: Vec::new(),
            backward: false
        }),
        some,
    ]
}

impl LinkPlan {
    fn between(self, before: &Version, after: &Version) -> Links {
        if before.clauses.is_empty() || after.clauses.is_empty() {
            return Links::default();
        }
        let refs = |version: &Version, places: &[Index]| {
            let mut refs: Vec<ClauseRef> = places
                .iter()
                .map(|place| ClauseRef {
                    version: version.id.clone(),
                    clause: version.clauses[place.index(version.clauses.len())]
                        .id
                        .clone(),
                })
                .collect();
            refs.sort();
            refs.dedup();
            refs
        };
        let turn = |sides: (Vec<ClauseRef>, Vec<ClauseRef>)| {
            if self.backward {
                (sides.1, sides.0)
            } else {
                sides
            }
        };
        let links: Vec<Link> = self
            .links
            .iter()
            .map(|(old, new, relation)| {
                let (before, after) = turn((refs(before, old), refs(after, new)));
                Link {
                    before,
                    after,
                    relation: *relation,
                    why: None,
                }
            })
            .collect();
        let linked = |sides: &(Vec<ClauseRef>, Vec<ClauseRef>)| {
            links
                .iter()
                .any(|link| link.before.contains(&sides.0[0]) && link.after.contains(&sides.1[0]))
        };
        let unlinks = self
            .unlinks
            .iter()
            .map(|(old, new)| turn((refs(before, &[*old]), refs(after, &[*new]))));
        let unlinks = unlinks.filter(|sides| !linked(sides));
        let unlinks = unlinks
            .map(|(before, after)| Unlink {
                before,
                after,
                why: None,
            })
            .collect();
        Links {
            compare: Vec::new(),
            links,
            unlinks,
        }
    }
}
