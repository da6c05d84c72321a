//! Force, negations, conditions and junctions that changed.
//!
//! Who is who is [`super::pairing`]'s to say; here the pairs become findings, and what several of them
//! say together is told once.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::pairing::{Family, Pairing, Step};
use super::stretches::{Places, Stretch};
use crate::diff::facts::{Said, Saying, sayings};
use crate::diff::signals::{Direction, Signal, SignalKind};
use crate::model::{Side, Sides};
use crate::text::vocabulary::{Condition, Force, Reading, Sense};

/// One finding for each thing said otherwise.
pub(super) fn of(readings: Sides<&Reading<'_>>, stretches: &[Stretch<'_>]) -> Vec<Signal> {
    let all = readings.map(sayings);
    let places = Places::new(stretches);
    let pairings = Family::ALL.map(|family| Pairing::of(family, readings, &places, &all));
    let mut steps: Vec<Step<'_, '_>> = pairings.iter().flat_map(Pairing::steps).collect();
    let repeated = all.as_ref().map(|all| repeated(all));
    steps.retain(|step| {
        !Side::BOTH.into_iter().any(|side| {
            let alone = alone_on(step, side);
            alone.is_some_and(|saying| repeated.get(side).contains(&saying.pieces.start))
        })
    });
    told_with_conditions(&mut steps, &places);
    told_with_negations(&mut steps);
    steps.retain(|step| !is_in_the_word(step, readings, &places));
    turn_over(&mut steps);
    told_as_negations(&mut steps);
    told_as_denied(&mut steps, &places);
    let kept = pairings.iter().flat_map(Pairing::kept);
    let exchanged = kept.filter_map(|pair| exchanged(pair, readings, &places));
    let exchanged: Vec<Signal> = exchanged.collect();
    let in_words = Side::BOTH
        .into_iter()
        .flat_map(|side| denied_in_words(side, readings, stretches));
    let in_words: Vec<Signal> = in_words.collect();
    let stated = steps.iter().filter_map(signal);
    stated.chain(exchanged).chain(in_words).collect()
}

/// The words of a side that deny what stands in their place on the other: "irrevocable" for
/// "revocable". A word that is denied already, "not revocable", says the same or is told by its "not".
fn denied_in_words(
    side: Side,
    readings: Sides<&Reading<'_>>,
    stretches: &[Stretch<'_>],
) -> Vec<Signal> {
    let (own, other) = (readings.get(side), readings.get(side.other()));
    let is_plain = |reading: &Reading<'_>, at: usize| {
        let near = at.saturating_sub(NEAR)..at;
        !near
            .into_iter()
            .any(|at| reading.means(at, Sense::Negation))
    };
    let changed = stretches.iter().filter(|stretch| !stretch.is_kept);
    let found = changed.flat_map(|stretch| {
        let pieces = own.within(stretch.ranges.get(side));
        let denies = |at: usize| own.forms.denied(own.word(at)).next().is_some();
        let denying: Vec<usize> = pieces
            .filter(|&at| denies(at) && is_plain(own, at))
            .collect();
        if denying.is_empty() {
            return Vec::new();
        }
        // Looked up rather than searched: a clause may have any length.
        let replaced = other.within(stretch.ranges.get(side.other()));
        let plain = replaced.filter(|&at| is_plain(other, at));
        let replaced: BTreeSet<&str> = plain.map(|at| other.word(at)).collect();
        let told = denying.into_iter().filter(|&at| {
            let mut rests = own.forms.denied(own.word(at));
            rests.any(|rest| replaced.contains(rest))
        });
        told.collect::<Vec<_>>()
    });
    found
        .map(|at| Signal::alone_on(side, SignalKind::Negation, own.spelled(at..at + 1)))
        .collect()
}

/// A "not" stands within so many words before what it denies.
const NEAR: usize = 2;

/// What is said on that side only.
fn alone_on<'s, 't>(step: &Step<'s, 't>, side: Side) -> Option<&'s Saying<'t>> {
    step.get(side).filter(|_| step.get(side.other()).is_none())
}

/// Where the second "shall" of "shall return the keys and shall return the tools" stands: it says
/// again what the sentence has said.
fn repeated(all: &[Saying<'_>]) -> Vec<usize> {
    let mut said = BTreeMap::new();
    let forces = all
        .iter()
        .filter(|saying| matches!(saying.said, Said::Force(_)));
    let again = forces.filter(|saying| {
        let key = (saying.sentence, saying.said, saying.is_denied);
        said.insert(key, ()).is_some()
    });
    again.map(|saying| saying.pieces.start).collect()
}

/// Leaves out the "no" of a condition that came, "if they are no longer needed": it is told with it.
fn told_with_conditions(steps: &mut Vec<Step<'_, '_>>, places: &Places<'_>) {
    let place = |side: Side, saying: &Saying<'_>| {
        let held = places.holding(side, &saying.bytes)?;
        Some((side, held.ranges.get(side).start, saying.sentence))
    };
    let mut first: BTreeMap<_, usize> = BTreeMap::new();
    for side in Side::BOTH {
        let alone = steps.iter().filter_map(|step| alone_on(step, side));
        let conditions = alone.filter(|saying| matches!(saying.said, Said::Condition(_)));
        for condition in conditions {
            if let Some(place) = place(side, condition) {
                let end = first.entry(place).or_insert(condition.pieces.end);
                *end = condition.pieces.end.min(*end);
            }
        }
    }
    steps.retain(|step| {
        !Side::BOTH.into_iter().any(|side| {
            let alone = alone_on(step, side).filter(|saying| saying.said == Said::Negation);
            alone.is_some_and(|saying| {
                let end = place(side, saying).and_then(|place| first.get(&place));
                end.is_some_and(|&end| end <= saying.pieces.start)
            })
        })
    });
}

/// Leaves out a force that is the same but for a negation that now stands elsewhere in its sentence:
/// "is not required to" and "is required not to".
fn told_with_negations(steps: &mut Vec<Step<'_, '_>>) {
    let both =
        |step: &Step<'_, '_>| Some((step.before?.said, step.after?.said, step.after?.sentence));
    let relocated: BTreeSet<usize> = steps
        .iter()
        .filter_map(both)
        .filter(|(before, ..)| *before == Said::Negation)
        .map(|(.., sentence)| sentence)
        .collect();
    steps.retain(|step| {
        let is_told = |(before, after, sentence): (Said, Said, usize)| {
            before != Said::Negation && before == after && relocated.contains(&sentence)
        };
        !both(step).is_some_and(is_told)
    });
}

/// Leaves out the condition of "exempt from" where its negation is told: it is one fact.
fn told_as_negations(steps: &mut Vec<Step<'_, '_>>) {
    let places = |steps: &[Step<'_, '_>]| {
        let alone = |side: Side| {
            let own = steps.iter().filter_map(move |step| alone_on(step, side));
            let denied = own.filter(|saying| saying.said == Said::Negation);
            denied
                .map(move |saying| (side, saying.pieces.start))
                .collect::<Vec<_>>()
        };
        Side::BOTH
            .into_iter()
            .flat_map(alone)
            .collect::<BTreeSet<_>>()
    };
    let denied = places(steps);
    steps.retain(|step| {
        !Side::BOTH.into_iter().any(|side| {
            let alone = alone_on(step, side);
            let condition = alone.filter(|saying| matches!(saying.said, Said::Condition(_)));
            condition.is_some_and(|saying| denied.contains(&(side, saying.pieces.start)))
        })
    });
}

/// Leaves out the condition "with the consent of" where "without" took the place of its first word alone: that is
/// told as the negation.
fn told_as_denied(steps: &mut Vec<Step<'_, '_>>, places: &Places<'_>) {
    let negations = |side: Side| {
        let alone = steps.iter().filter_map(move |step| alone_on(step, side));
        let denied = alone.filter(|saying| saying.said == Said::Negation);
        let held = denied.filter_map(|saying| places.holding(side, &saying.bytes));
        let starts = held.map(|stretch| stretch.ranges.before.start);
        starts.collect::<BTreeSet<usize>>()
    };
    let denied = Sides::make(negations);
    steps.retain(|step| {
        !Side::BOTH.into_iter().any(|side| {
            let alone = alone_on(step, side);
            let condition = alone.filter(|saying| matches!(saying.said, Said::Condition(_)));
            condition.is_some_and(|saying| {
                let first = saying.bytes.start..saying.bytes.start + 1;
                let held = places.holding(side, &first);
                let is_part =
                    |stretch: &&Stretch<'_>| stretch.ranges.get(side).end < saying.bytes.end;
                held.filter(is_part).is_some_and(|stretch| {
                    let place = stretch.ranges.before.start;
                    denied.get(side.other()).contains(&place)
                })
            })
        })
    });
}

/// True for the "not" of "not lawful" where "unlawful" stands in its place.
fn is_in_the_word(step: &Step<'_, '_>, readings: Sides<&Reading<'_>>, places: &Places<'_>) -> bool {
    Side::BOTH.into_iter().any(|side| {
        let alone = alone_on(step, side).filter(|saying| saying.said == Said::Negation);
        let held = alone.and_then(|saying| Some((saying, places.holding(side, &saying.bytes)?)));
        held.is_some_and(|(saying, stretch)| {
            let reading = readings.get(side);
            let hyphen = usize::from(reading.word(saying.pieces.end) == "-");
            let denied = reading.word(saying.pieces.end + hyphen);
            let is_one = |word: &str| reading.forms.denied(word).any(|rest| rest == denied);
            stretch.words(side.other()).iter().any(|word| is_one(word))
        })
    })
}

/// "Not unless" is "only if", and "unless" is "if not": a condition that turned with one negation of
/// its sentence says the same.
fn turn_over(steps: &mut Vec<Step<'_, '_>>) {
    let condition = |saying: Option<&Saying<'_>>| match saying.map(|saying| saying.said) {
        Some(Said::Condition(condition)) => Some(condition),
        _ => None,
    };
    let is_turned = |step: &Step<'_, '_>| {
        let kinds = [condition(step.before), condition(step.after)];
        kinds.contains(&Some(Condition::Unless))
            && (kinds.contains(&Some(Condition::If)) || kinds.contains(&Some(Condition::OnlyIf)))
    };
    let mut negations: BTreeMap<(Side, usize), Vec<usize>> = BTreeMap::new();
    for (at, step) in steps.iter().enumerate() {
        for side in Side::BOTH {
            let alone = alone_on(step, side).filter(|saying| saying.said == Said::Negation);
            if let Some(saying) = alone {
                negations
                    .entry((side, saying.sentence))
                    .or_default()
                    .push(at);
            }
        }
    }
    let mut gone = vec![false; steps.len()];
    for (at, step) in steps.iter().enumerate().filter(|(_, step)| is_turned(step)) {
        let mut sentences = Side::BOTH
            .into_iter()
            .filter_map(|side| Some((side, (*step.get(side))?.sentence)));
        let found = sentences.find_map(|key| negations.get_mut(&key)?.pop());
        if let Some(negation) = found {
            gone[at] = true;
            gone[negation] = true;
        }
    }
    let mut gone = gone.into_iter();
    steps.retain(|_| !gone.next().expect("one for each step"));
}

/// A condition that depends on something else now: of what it says one word took the place of
/// another that means nothing else.
fn exchanged(
    pair: Sides<&Saying<'_>>,
    readings: Sides<&Reading<'_>>,
    places: &Places<'_>,
) -> Option<Signal> {
    if !matches!(pair.before.said, Said::Condition(_)) {
        return None;
    }
    let is_within = |side: Side, stretch: &Stretch<'_>| {
        let reading = readings.get(side);
        let range = stretch.ranges.get(side);
        let between = reading.text.get(pair.get(side).bytes.end..range.start);
        let first = reading
            .pieces
            .partition_point(|piece| piece.at < range.start);
        let inside = reading.pieces[first..]
            .iter()
            .take_while(|piece| piece.end() <= range.end);
        let mut inside = (first..).zip(inside);
        between.is_some_and(|between| !between.contains(['.', ';', ',', ':']))
            && inside.all(|(at, _)| reading.at(at).iter().all(|own| own.sense.is_help()))
    };
    // What stands elsewhere in the other text was put there.
    let is_new = |side: Side, stretch: &Stretch<'_>| {
        let other = readings.get(side.other());
        let is_said =
            |word: &Cow<'_, str>| (0..other.pieces.len()).any(|at| other.word(at) == *word);
        !stretch.words(side).iter().any(is_said)
    };
    let mut near = places.from(Side::Before, pair.before.bytes.end);
    let found = near.find(|stretch| {
        is_exchange(stretch)
            && Side::BOTH
                .into_iter()
                .all(|side| is_within(side, stretch) && is_new(side, stretch))
    })?;
    Some(Signal {
        kind: SignalKind::Condition,
        direction: Direction::Changed,
        words: Sides::make(|side| {
            let text = readings.get(side).text;
            Some(text[pair.get(side).bytes.start..found.ranges.get(side).end].to_owned())
        }),
        remark: None,
    })
}

/// True if one word took the place of another that is no form of it.
fn is_exchange(stretch: &Stretch<'_>) -> bool {
    let Sides { before, after } = Sides::make(|side| stretch.words(side));
    let ([before], [after]) = (&before[..], &after[..]) else {
        return false;
    };
    let shared = before
        .chars()
        .zip(after.chars())
        .take_while(|(a, b)| a == b);
    shared.count() < FORM && before.chars().count().min(after.chars().count()) > FORM
}

/// Words that share so many first letters may be forms of one; shorter ones join others.
const FORM: usize = 3;

fn signal(step: &Step<'_, '_>) -> Option<Signal> {
    let said = step.before.or(step.after)?.said;
    let (kind, changed) = match said {
        Said::Force(_) => (SignalKind::Modality, between_forces(step)?),
        Said::Negation => (SignalKind::Negation, Direction::Relocated),
        Said::Condition(_) => (SignalKind::Condition, Direction::Changed),
        Said::Junction(_) => (SignalKind::AndOr, Direction::Changed),
    };
    // Joining words come and go with what they join.
    let comes_and_goes = !matches!(said, Said::Junction(_));
    let direction = match (step.before, step.after) {
        (Some(_), Some(_)) => changed,
        (None, _) if comes_and_goes => Direction::Added,
        (_, None) if comes_and_goes => Direction::Removed,
        _ => return None,
    };
    Some(Signal {
        kind,
        direction,
        words: step.map(|saying| saying.map(|saying| saying.words.to_owned())),
        remark: None,
    })
}

/// Which way a force changed; `None` where it is as binding as it was, or where only a negation came
/// or went.
fn between_forces(step: &Step<'_, '_>) -> Option<Direction> {
    let (Some(before), Some(after)) = (step.before, step.after) else {
        return Some(Direction::Added);
    };
    if before.is_denied != after.is_denied && before.said == after.said {
        return None;
    }
    match meant(before).cmp(&meant(after)) {
        Ordering::Less => Some(Direction::Stronger),
        Ordering::Greater => Some(Direction::Weaker),
        Ordering::Equal => None,
    }
}

/// "May not" forbids, and whoever "is not required to" may.
fn meant(saying: &Saying<'_>) -> Force {
    match saying.said {
        Said::Force(Force::Permission) if saying.is_denied => Force::Duty,
        Said::Force(Force::Duty) if saying.is_released => Force::Permission,
        Said::Force(force) => force,
        Said::Negation | Said::Condition(_) | Said::Junction(_) => Force::Duty,
    }
}
