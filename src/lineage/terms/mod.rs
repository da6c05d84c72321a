//! Terms through many versions: what a clause says by name or in the figures of its text, what each
//! party wants, and whether the parties come nearer to each other.
//!
//! A term is followed through the clauses of its thread: into the clause that its own
//! became, else to where the thread has the same value, else from one version to the next
//! to the one place of its name that is left. What can be told in none of these ways is a
//! term of its own.

mod distance;
mod figures;
mod follow;

pub use distance::{Apart, Approach, Move};
pub use figures::Figures;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Lineage, Thread};
use crate::diff::{TermChange, persons};
use crate::matching::Skipped;
use crate::model::{Clause, ClauseIndex, PartyId, Position, Sides, TermValue, Version};

/// A person, and which of its positions on the term in one clause.
type Holder = (usize, usize);

/// The life of one named term through all versions.
#[derive(Clone, Debug, PartialEq)]
pub struct TermStory<'a> {
    /// The author's name for it; of a figure of the text, what it counts.
    pub name: &'a str,
    /// It stands in texts alone.
    pub is_in_text: bool,
    /// Its thread, by its place in [`Lineage::threads`].
    pub thread: usize,
    /// The clause that has it, or a position on it, for each version.
    pub clauses: Vec<Option<ClauseIndex>>,
    /// What the clause itself says, for each version.
    pub own: Vec<Option<Held<'a>>>,
    /// What the parties want, in the order in which the versions name them.
    pub positions: Vec<PositionStory<'a>>,
    /// How far each two of them are apart, where that can be measured.
    pub distances: Vec<Apart>,
}

/// What one party wants of a term.
#[derive(Clone, Debug, PartialEq)]
pub struct PositionStory<'a> {
    /// Its name in the latest version in which it speaks.
    pub party: &'a str,
    /// One for each version.
    pub values: Vec<Option<Held<'a>>>,
}

/// A value, and what it was before.
#[derive(Clone, Debug, PartialEq)]
pub struct Held<'a> {
    /// The value.
    pub value: &'a TermValue,
    /// Where it was last seen; `None` if never.
    pub since: Option<Since>,
}

/// The last version that has a value, compared with.
#[derive(Clone, Debug, PartialEq)]
pub struct Since {
    /// Its place.
    pub version: usize,
    /// What changed; `None` if the value is the same.
    pub change: Option<TermChange>,
}

/// Every named term of every clause and position, and these figures of their texts, by topic, then as
/// they stand in the newest version that has them; and what was not compared. Near-linear in the
/// terms, but for several of one name in one thread.
pub fn terms<'a>(
    lineage: &Lineage<'a>,
    figures: &'a Figures,
) -> (Vec<TermStory<'a>>, Vec<Skipped>) {
    let versions = &lineage.versions;
    let who = persons_with_terms(versions);
    let mut told: Vec<(usize, TermStory)> = Vec::new();
    for (at, thread) in lineage.threads.iter().enumerate() {
        let named = places(versions, &who, thread, figures);
        if named.is_empty() {
            continue;
        }
        let ways = follow::Ways::of(lineage, thread);
        for ((is_in_text, name), places) in named {
            let tracks = follow::tracks(versions.len(), &ways, places);
            let tracks = tracks.iter();
            told.extend(tracks.map(|track| {
                let story = TermStory {
                    is_in_text,
                    ..story(at, name, track)
                };
                (order(track), story)
            }));
        }
    }
    told.sort_by_cached_key(|(order, story)| rank(versions, *order, story));
    let stories: Vec<TermStory> = told.into_iter().map(|(_, story)| story).collect();
    let crowded = stories.iter().filter(|story| distance::is_crowded(story));
    let skipped = distance::skipped(crowded.count());
    (stories, skipped.into_iter().collect())
}

/// Who the parties are; nobody, where no position has a term.
fn persons_with_terms<'a>(versions: &[&'a Version]) -> Vec<BTreeMap<&'a PartyId, usize>> {
    let mut clauses = versions.iter().flat_map(|version| &version.clauses);
    let has_terms = |position: &Position| !position.terms.is_empty();
    if clauses.any(|clause| clause.positions.iter().any(has_terms)) {
        persons(versions)
    } else {
        vec![BTreeMap::new(); versions.len()]
    }
}

/// One clause that has a term of some name.
#[derive(Clone, Debug, PartialEq)]
struct Place<'a> {
    version: usize,
    clause: ClauseIndex,
    /// Which of the terms of the clause it is; after all of them, if only parties have it.
    order: usize,
    own: Option<&'a TermValue>,
    /// Who wants what, with the name that this version gives them.
    positions: BTreeMap<Holder, (&'a str, &'a TermValue)>,
}

impl Place<'_> {
    /// True if the clause and the parties say the same in both.
    fn says_the_same(&self, other: &Self) -> bool {
        let pairs = || self.positions.iter().zip(&other.positions);
        self.own == other.own
            && self.positions.len() == other.positions.len()
            && pairs().all(|((a, (_, held)), (b, (_, other)))| (a, held) == (b, other))
    }
}

/// The name of a term, and whether it stands in texts alone: no name of an author means that.
type Name<'a> = (bool, &'a str);

/// Where the terms of a thread stand, by name, in the order of versions and clauses.
fn places<'a>(
    versions: &[&'a Version],
    who: &[BTreeMap<&'a PartyId, usize>],
    thread: &Thread,
    figures: &'a Figures,
) -> BTreeMap<Name<'a>, Vec<Place<'a>>> {
    let mut named: BTreeMap<Name<'_>, Vec<Place<'_>>> = BTreeMap::new();
    for (version, cell) in thread.cells.iter().enumerate() {
        for &clause in cell.iter().flat_map(|cell| &cell.clauses) {
            let said = versions[version].clause(clause);
            let in_text = figures.of(version, clause).iter();
            let own = said.terms.iter().map(|term| (false, term));
            let own = own.chain(in_text.map(|term| (true, term)));
            for (order, (is_in_text, term)) in own.enumerate() {
                let name = (is_in_text, term.name.as_str());
                let place = place(&mut named, name, version, clause);
                (place.order, place.own) = (order, Some(&term.value));
            }
            let mut times: BTreeMap<(&str, usize), usize> = BTreeMap::new();
            for (person, party, position) in positions(versions[version], &who[version], said) {
                for term in &position.terms {
                    let times = times.entry((&term.name, person)).or_default();
                    let place = place(&mut named, (false, &term.name), version, clause);
                    let wanted = (party, &term.value);
                    place.positions.insert((person, *times), wanted);
                    *times += 1;
                }
            }
        }
    }
    named
}

/// The place of a name in one clause, which is the last one made if there is one.
fn place<'m, 'a>(
    named: &'m mut BTreeMap<Name<'a>, Vec<Place<'a>>>,
    name: Name<'a>,
    version: usize,
    clause: ClauseIndex,
) -> &'m mut Place<'a> {
    let places = named.entry(name).or_default();
    let is_there = |last: &Place| (last.version, last.clause) == (version, clause);
    if !places.last().is_some_and(is_there) {
        places.push(Place {
            version,
            clause,
            order: usize::MAX,
            own: None,
            positions: BTreeMap::new(),
        });
    }
    places.last_mut().expect("a place was just made")
}

/// The positions of a clause with who holds them.
fn positions<'a, 'w>(
    version: &'a Version,
    who: &'w BTreeMap<&'a PartyId, usize>,
    clause: &'a Clause,
) -> impl Iterator<Item = (usize, &'a str, &'a Position)> + use<'a, 'w> {
    clause.positions.iter().filter_map(|position| {
        let person = *who.get(&position.party)?;
        let party = version.party(&position.party)?;
        Some((person, party.name.as_str(), position))
    })
}

/// Which of the terms of its newest clause it is.
fn order(track: &[Option<Place>]) -> usize {
    let newest = track.iter().rev().flatten().next();
    newest.map_or(usize::MAX, |place| place.order)
}

/// Topic, thread, and where it stands in the newest version that has it.
fn rank<'a>(versions: &[&'a Version], order: usize, story: &TermStory<'a>) -> impl Ord + use<'a> {
    let topic = story.topic(versions);
    let newest = story.clauses.iter().enumerate();
    let newest = newest.filter_map(|(at, clause)| Some((Reverse(at), (*clause)?)));
    (topic.is_none(), topic, story.thread, newest.min(), order)
}

/// Tells one track.
fn story<'a>(thread: usize, name: &'a str, track: &[Option<Place<'a>>]) -> TermStory<'a> {
    let places = || track.iter().map(Option::as_ref);
    let mut holders: BTreeMap<Holder, &str> = BTreeMap::new();
    for (&holder, &(party, _)) in places().flatten().flat_map(|place| &place.positions) {
        holders.insert(holder, party);
    }
    let position = |(holder, party): (Holder, &'a str)| {
        let wanted = |place: &Place<'a>| place.positions.get(&holder).map(|&(_, value)| value);
        let values = places().map(|place| place.and_then(wanted));
        let values = course(name, values);
        PositionStory { party, values }
    };
    let positions: Vec<PositionStory> = holders.into_iter().map(position).collect();
    TermStory {
        name,
        is_in_text: false,
        thread,
        clauses: places().map(|place| Some(place?.clause)).collect(),
        own: course(name, places().map(|place| place?.own)),
        distances: distance::all(&positions),
        positions,
    }
}

/// Each value with what it was when last seen.
fn course<'a>(
    name: &str,
    values: impl Iterator<Item = Option<&'a TermValue>>,
) -> Vec<Option<Held<'a>>> {
    let mut last: Option<(usize, &TermValue)> = None;
    let held = values.enumerate().map(|(at, value)| {
        let value = value?;
        let before = last.replace((at, value));
        let since = before.map(|(version, before)| Since {
            version,
            change: TermChange::of(name, Sides::new(Some(before), Some(value))),
        });
        Some(Held { value, since })
    });
    held.collect()
}

impl<'a> TermStory<'a> {
    /// Topic of the latest of its clauses that has one.
    pub fn topic(&self, versions: &[&'a Version]) -> Option<&'a str> {
        self.latest(versions, |clause| {
            clause.topic.as_ref().map(|topic| topic.as_str())
        })
    }

    /// Heading of the latest of its clauses that has one.
    pub fn heading(&self, versions: &[&'a Version]) -> Option<&'a str> {
        self.latest(versions, |clause| clause.heading.as_deref())
    }

    fn latest(
        &self,
        versions: &[&'a Version],
        of: fn(&'a Clause) -> Option<&'a str>,
    ) -> Option<&'a str> {
        let clauses = self.clauses.iter().zip(versions).rev();
        let mut found = clauses.filter_map(|(clause, version)| of(version.clause((*clause)?)));
        found.next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::{Direction, Options};
    use crate::load::{Limits, links_from, version_from};
    use crate::model::{Links, Number};

    const GUARD: &str = "North keeps persons under arms at the port, and South sees their lists.";
    const TOLLS: &str = "Ships of either province pay the same tolls on timber and on wool.";

    /// Version `at` with these clauses: id, text, and further lines.
    fn version(at: usize, clauses: &[(&str, &str, &str)]) -> Version {
        let head = format!(
            "format = 1\nproposal = {{ id = \"v{at}\", title = \"v\", date = \"200{at}\" }}\n\
             party = [{{ id = \"n{at}\", name = \"North\" }}, {{ id = \"s{at}\", name = \"South\" }}]\n"
        );
        let clause = |(id, text, more): &(&str, &str, &str)| {
            format!("[[clause]]\nid = \"{id}\"\ntext = \"{text}\"\n{more}\n")
        };
        let text = head + &clauses.iter().map(clause).collect::<String>();
        let loaded = version_from("v.toml", text.as_bytes(), &Limits::default());
        loaded.expect("the version is well formed").value
    }

    fn links(text: &str) -> Links {
        let loaded = links_from("links.toml", text.as_bytes(), &Limits::default());
        loaded.expect("the links are well formed").links
    }

    fn told(story: &TermStory, versions: &[&Version]) -> String {
        let cell = |at: usize, held: &Option<Held>| {
            let Some(held) = held else { return "-".into() };
            let clause = versions[at].clause(story.clauses[at].expect("it stands there"));
            let since = held.since.as_ref();
            let since = since.and_then(|since| Some((since.version, since.change.as_ref()?)));
            let since =
                since.map(|(version, change)| format!(" {:?} since {version}", change.direction));
            format!("{} {}{}", clause.id, held.value, since.unwrap_or_default())
        };
        let course = |values: &[Option<Held>]| {
            let cells = values.iter().enumerate();
            let cells: Vec<String> = cells.map(|(at, held)| cell(at, held)).collect();
            cells.join(" | ")
        };
        let own = (story.own.iter().any(Option::is_some)).then(|| course(&story.own));
        let positions = story.positions.iter();
        let positions = positions.map(|held| format!("{}: {}", held.party, course(&held.values)));
        let parts: Vec<String> = own.into_iter().chain(positions).collect();
        format!("{}: {}", story.name, parts.join("; "))
    }

    #[track_caller]
    fn check(versions: &[Version], links_file: &str, expected: &[&str]) {
        let versions: Vec<&Version> = versions.iter().collect();
        let lineage = Lineage::trace(&versions, &links(links_file), &Options::default());
        let figures = Figures::default();
        let (stories, skipped) = terms(&lineage, &figures);
        let told: Vec<String> = stories.iter().map(|story| told(story, &versions)).collect();
        assert_eq!(told, expected);
        assert_eq!(skipped, []);
    }

    const AT_MOST_900: &str = "terms.guards = { at-most = 900, unit = \"persons\" }";
    const AT_MOST_400: &str = "terms.guards = { at-most = 400, unit = \"persons\" }";

    #[test]
    fn a_term_is_followed_in_its_clause_and_over_versions_without_it() {
        check(
            &[
                version(0, &[("guard", GUARD, AT_MOST_900)]),
                version(1, &[("guard", GUARD, AT_MOST_900)]),
                version(2, &[("guard", GUARD, "")]),
                version(3, &[("guard", GUARD, AT_MOST_400)]),
            ],
            "",
            &[
                "guards: guard at most 900 persons | guard at most 900 persons | - | \
               guard at most 400 persons Lower since 1",
            ],
        );
    }

    #[test]
    fn figures_of_the_text_are_followed_by_what_they_count() {
        let port = |at, guards: &str| {
            let text = format!("{GUARD} They are {guards}, and they are relieved every 30 days.");
            version(at, &[("guard", &text, "terms.days = 9")])
        };
        let versions = [port(0, "at most 90 guards"), port(1, "at most 40 guards")];
        let versions: Vec<&Version> = versions.iter().collect();
        let lineage = Lineage::trace(&versions, &Links::default(), &Options::default());
        let figures = Figures::read(&versions);
        let (stories, _) = terms(&lineage, &figures);
        let told = stories.iter().map(|story| {
            let place = if story.is_in_text { "text" } else { "key" };
            format!("{place} {}", told(story, &versions))
        });
        let expected = [
            "key days: guard 9 | guard 9",
            "text guards: guard at most 90 guards | guard at most 40 guards Lower since 0",
            "text duration: guard 30 days | guard 30 days",
        ];
        assert_eq!(told.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_term_goes_with_the_piece_of_a_split_that_has_it() {
        let link = "[[link]]\nbefore = [\"v0#guard\"]\nafter = [\"v1#lists\", \"v1#port\"]\nrelation = \"same\"";
        check(
            &[
                version(0, &[("guard", GUARD, AT_MOST_900)]),
                version(
                    1,
                    &[
                        ("lists", "South sees their lists.", "terms.month = \"May\""),
                        ("port", "North keeps persons at the port.", AT_MOST_400),
                    ],
                ),
            ],
            link,
            &[
                "month: - | lists May",
                "guards: guard at most 900 persons | port at most 400 persons Lower since 0",
            ],
        );
    }

    #[test]
    fn of_several_places_the_same_value_decides_and_then_nothing() {
        let link = "[[link]]\nbefore = [\"v0#guard\"]\nafter = [\"v1#lists\", \"v1#port\"]\nrelation = \"same\"";
        let both = |lists: &'static str, port: &'static str| {
            [
                version(0, &[("guard", GUARD, AT_MOST_900)]),
                version(
                    1,
                    &[
                        ("lists", "South sees their lists.", lists),
                        ("port", "North keeps persons at the port.", port),
                    ],
                ),
            ]
        };
        check(
            &both(AT_MOST_400, AT_MOST_900),
            link,
            &[
                "guards: - | lists at most 400 persons",
                "guards: guard at most 900 persons | port at most 900 persons",
            ],
        );
    }

    #[test]
    fn the_one_place_left_in_the_thread_is_the_same_term_but_not_over_a_gap() {
        let split = "[[link]]\nbefore = [\"v0#all\"]\nafter = [\"v1#port\", \"v1#dues\"]\nrelation = \"same\"";
        let parts = |at, port, dues| version(at, &[("port", GUARD, port), ("dues", TOLLS, dues)]);
        let whole = || version(0, &[("all", &format!("{GUARD} {TOLLS}"), "")]);
        check(
            &[
                whole(),
                parts(1, AT_MOST_900, ""),
                parts(2, "", AT_MOST_400),
            ],
            split,
            &["guards: - | port at most 900 persons | dues at most 400 persons Lower since 1"],
        );
        check(
            &[
                whole(),
                parts(1, AT_MOST_900, ""),
                parts(2, "", ""),
                parts(3, "", AT_MOST_400),
            ],
            split,
            &[
                "guards: - | - | - | dues at most 400 persons",
                "guards: - | port at most 900 persons | - | -",
            ],
        );
    }

    #[test]
    fn terms_of_unrelated_clauses_are_rows_of_their_own() {
        check(
            &[
                version(0, &[("guard", GUARD, "terms.due = 2027-01-01")]),
                version(1, &[("tolls", TOLLS, "terms.due = 2028-01-01")]),
            ],
            "",
            &["due: guard 2027-01-01 | -", "due: - | tolls 2028-01-01"],
        );
    }

    #[test]
    fn rows_stand_by_topic_and_then_as_in_the_newest_version() {
        let more = "topic = \"a\"\nterms = { z = 1, b = 2 }";
        check(
            &[
                version(
                    0,
                    &[
                        ("guard", GUARD, "topic = \"b\"\nterms.x = 1"),
                        ("tolls", TOLLS, "topic = \"a\"\nterms.b = 2"),
                    ],
                ),
                version(
                    1,
                    &[
                        ("guard", GUARD, "topic = \"b\"\nterms.x = 1"),
                        ("tolls", TOLLS, more),
                    ],
                ),
            ],
            "",
            &[
                "z: - | tolls 1",
                "b: tolls 2 | tolls 2",
                "x: guard 1 | guard 1",
            ],
        );
    }

    /// Version `at`, in which North and South want so many guards.
    fn disputed(at: usize, north: &str, south: &str) -> Version {
        let position = |party: &str, value: &str| {
            format!("[[clause.position]]\nparty = \"{party}{at}\"\nterms.guards = {value}\n")
        };
        let more = position("n", north) + &position("s", south);
        version(at, &[("guard", GUARD, &more)])
    }

    #[test]
    fn each_party_has_its_row_whatever_its_id() {
        check(
            &[disputed(0, "900", "400"), disputed(1, "900", "600")],
            "",
            &["guards: North: guard 900 | guard 900; South: guard 400 | guard 600 Higher since 0"],
        );
    }

    /// The distance in the last of the versions.
    #[track_caller]
    fn check_distance(versions: &[Version], expected: Option<(i64, Option<Approach>)>) {
        let versions: Vec<&Version> = versions.iter().collect();
        let lineage = Lineage::trace(&versions, &Links::default(), &Options::default());
        let figures = Figures::default();
        let (stories, _) = terms(&lineage, &figures);
        let distances = stories[0].distances.first();
        let last = distances.and_then(|apart| apart.distances.last().cloned().flatten());
        let expected = expected.map(|(distance, approach)| (Number::whole(distance), approach));
        assert_eq!(last, expected);
    }

    fn moved(by: i64, is_towards: bool) -> Option<Move> {
        let by = Number::whole(by);
        Some(Move { by, is_towards })
    }

    #[test]
    fn who_moved_towards_whom_is_told() {
        let approach = Approach {
            version: 0,
            direction: Some(Direction::Lower),
            by: Number::whole(150),
            moves: [moved(50, false), moved(200, true)],
        };
        check_distance(
            &[disputed(0, "900", "400"), disputed(1, "950", "600")],
            Some((350, Some(approach))),
        );
        let approach = Approach {
            version: 0,
            direction: None,
            by: Number::whole(0),
            moves: [None, None],
        };
        check_distance(
            &[disputed(0, "900", "400"), disputed(1, "900", "400")],
            Some((500, Some(approach))),
        );
    }

    #[test]
    fn who_leaves_a_common_value_moves_away() {
        let approach = Approach {
            version: 0,
            direction: Some(Direction::Higher),
            by: Number::whole(100),
            moves: [None, moved(100, false)],
        };
        check_distance(
            &[disputed(0, "900", "900"), disputed(1, "900", "800")],
            Some((100, Some(approach))),
        );
    }

    #[test]
    fn values_of_other_kinds_have_no_distance() {
        let (at_most, at_least) = ("{ at-most = 900 }", "{ at-least = 400 }");
        check_distance(&[disputed(0, at_most, at_least)], None);
        check_distance(&[disputed(0, "\"many\"", "\"few\"")], None);
        check_distance(
            &[
                disputed(0, "900", "400"),
                disputed(1, at_most, "{ at-most = 500 }"),
            ],
            Some((400, None)),
        );
    }
}
