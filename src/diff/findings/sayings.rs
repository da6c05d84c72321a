//! Force, negations, conditions and junctions that changed.
//!
//! What stands in kept words is paired with what stands in the same place of the other text; what
//! does not, with the like in the same place of the redline, then with the same elsewhere. What is
//! left came or went.

use super::stretches::Stretch;
use crate::diff::facts::{Said, Saying, sayings};
use crate::diff::signals::{Direction, Signal, SignalKind};
use crate::model::{Side, Sides};
use crate::text::vocabulary::{Condition, Force, Reading};

/// One finding for each thing said otherwise.
pub(super) fn of(readings: Sides<&Reading<'_>>, stretches: &[Stretch<'_>]) -> Vec<Signal> {
    let all = readings.map(sayings);
    let mut exchanged = Vec::new();
    let mut steps: Vec<Step<'_, '_>> = Vec::new();
    for family in FAMILIES {
        let own = all.as_ref().map(|all| {
            let own = all.iter().filter(|saying| family_of(saying.said) == family);
            own.collect::<Vec<_>>()
        });
        let mut pairing = Pairing::new(readings, stretches, own);
        steps.extend(pairing.steps(family));
        if family == Family::Condition {
            exchanged = pairing.exchanged();
        }
    }
    let is_alone = |step: &Step<'_, '_>| {
        Side::BOTH
            .into_iter()
            .any(|side| alone_on(step, side).is_some_and(|saying| goes_on(saying, all.get(side))))
    };
    steps.retain(|step| !is_alone(step));
    let conditions: Vec<Step<'_, '_>> = steps
        .iter()
        .filter(|step| is_condition(step))
        .copied()
        .collect();
    steps.retain(|step| {
        !conditions
            .iter()
            .any(|condition| is_part_of(step, condition, stretches))
    });
    steps.retain(|step| !is_in_the_word(step, readings, stretches));
    turn_over(&mut steps);
    steps.iter().filter_map(signal).chain(exchanged).collect()
}

/// What is compared with one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Force,
    Negation,
    Condition,
    Junction,
}

const FAMILIES: [Family; 4] = [
    Family::Force,
    Family::Negation,
    Family::Condition,
    Family::Junction,
];

fn family_of(said: Said) -> Family {
    match said {
        Said::Force(_) => Family::Force,
        Said::Negation => Family::Negation,
        Said::Condition(_) => Family::Condition,
        Said::Junction(_) => Family::Junction,
    }
}

/// Something said on both sides, or on one only.
type Step<'s, 't> = Sides<Option<&'s Saying<'t>>>;

/// The sayings of one family, and who is paired with whom.
struct Pairing<'s, 't> {
    readings: Sides<&'s Reading<'t>>,
    stretches: &'s [Stretch<'s>],
    sayings: Sides<Vec<&'s Saying<'t>>>,
    partners: Sides<Vec<Option<usize>>>,
}

impl<'s, 't> Pairing<'s, 't> {
    fn new(
        readings: Sides<&'s Reading<'t>>,
        stretches: &'s [Stretch<'s>],
        sayings: Sides<Vec<&'s Saying<'t>>>,
    ) -> Self {
        Self {
            readings,
            stretches,
            partners: sayings.as_ref().map(|sayings| vec![None; sayings.len()]),
            sayings,
        }
    }

    fn steps(&mut self, family: Family) -> Vec<Step<'s, 't>> {
        self.in_kept_words();
        self.in_one_place(|a, b| a.said == b.said && a.is_denied == b.is_denied);
        self.in_one_place(|a, b| a.said == b.said);
        if family != Family::Negation {
            self.in_one_place(|_, _| true);
        }
        self.elsewhere(family);
        if family == Family::Force {
            self.in_one_sentence();
        }
        self.told(family)
    }

    /// Pairs what stands, at least in part, in the same kept words.
    fn in_kept_words(&mut self) {
        for (before, saying) in self.sayings.before.iter().enumerate() {
            let kept = self.stretches.iter().filter(|stretch| stretch.is_kept);
            let counterpart = kept.filter_map(|stretch| {
                let own = &stretch.ranges.before;
                let start = saying.bytes.start.max(own.start);
                let end = saying.bytes.end.min(own.end);
                let shift = |at: usize| at - own.start + stretch.ranges.after.start;
                (start < end).then(|| shift(start)..shift(end))
            });
            let found = counterpart.into_iter().find_map(|range| {
                let others = self.sayings.after.iter().enumerate();
                let mut free = others.filter(|(after, _)| self.partners.after[*after].is_none());
                free.find(|(_, other)| {
                    other.bytes.start < range.end && range.start < other.bytes.end
                })
            });
            if let Some((after, _)) = found {
                self.partners.before[before] = Some(after);
                self.partners.after[after] = Some(before);
            }
        }
    }

    /// Pairs what is like in the same place of the redline, in order.
    fn in_one_place(&mut self, is_like: impl Fn(&Saying<'_>, &Saying<'_>) -> bool) {
        self.pair(|pairing, before, after| {
            pairing.place(Side::Before, before) == pairing.place(Side::After, after)
                && is_like(pairing.sayings.before[before], pairing.sayings.after[after])
        });
    }

    /// Pairs the same said in another place: of negations and forces, before the same word first.
    fn elsewhere(&mut self, family: Family) {
        let is_same = |pairing: &Self, before: usize, after: usize| {
            pairing.sayings.before[before].said == pairing.sayings.after[after].said
        };
        self.pair(|pairing, before, after| {
            is_same(pairing, before, after)
                && pairing.context(Side::Before, before) == pairing.context(Side::After, after)
        });
        if family != Family::Junction {
            self.pair(is_same);
        }
    }

    /// Pairs what is left of one sentence.
    fn in_one_sentence(&mut self) {
        self.pair(|pairing, before, after| {
            let (one, other) = (pairing.sayings.before[before], pairing.sayings.after[after]);
            one.sentence == other.sentence
        });
    }

    /// Pairs what is free on both sides and fits, in order.
    fn pair(&mut self, fits: impl Fn(&Self, usize, usize) -> bool) {
        for before in 0..self.sayings.before.len() {
            if self.partners.before[before].is_some() {
                continue;
            }
            let mut others = 0..self.sayings.after.len();
            let found = others
                .find(|&after| self.partners.after[after].is_none() && fits(self, before, after));
            if let Some(after) = found {
                self.partners.before[before] = Some(after);
                self.partners.after[after] = Some(before);
            }
        }
    }

    /// The place of the redline that a saying stands in or directly before.
    fn place(&self, side: Side, at: usize) -> usize {
        let bytes = &self.sayings.get(side)[at].bytes;
        let changed = self.stretches.iter().enumerate();
        let mut changed = changed.filter(|(_, stretch)| !stretch.is_kept);
        let found = changed.find(|(_, stretch)| stretch.ranges.get(side).end >= bytes.start);
        found.map_or(self.stretches.len(), |(place, _)| place)
    }

    /// The word that follows.
    fn context(&self, side: Side, at: usize) -> &str {
        let saying = self.sayings.get(side)[at];
        self.readings.get(side).word(saying.pieces.end)
    }

    fn told(&self, family: Family) -> Vec<Step<'s, 't>> {
        let before = self.sayings.before.iter().enumerate();
        let from = before.map(|(at, &saying)| {
            let partner = self.partners.before[at].map(|after| self.sayings.after[after]);
            Sides::new(Some(saying), partner)
        });
        let after = self.sayings.after.iter().enumerate();
        let came = after.filter(|(at, _)| self.partners.after[*at].is_none());
        let came = came.map(|(_, &saying)| Sides::new(None, Some(saying)));
        let steps = from.chain(came);
        let relocated = |step: &Step<'_, '_>| family == Family::Negation && self.is_relocated(step);
        let differs = |step: &Step<'_, '_>| {
            step.before.map(|saying| saying.said) != step.after.map(|saying| saying.said)
                || step.before.map(|saying| saying.is_denied)
                    != step.after.map(|saying| saying.is_denied)
        };
        steps
            .filter(|step| differs(step) || relocated(step))
            .collect()
    }

    /// Conditions that depend on something else now: of what they say one word took the place of
    /// another.
    fn exchanged(&self) -> Vec<Signal> {
        let kept = self.sayings.before.iter().zip(&self.partners.before);
        let kept =
            kept.filter_map(|(before, after)| Some((*before, self.sayings.after[(*after)?])));
        let kept = kept.filter(|(before, after)| before.said == after.said);
        kept.filter_map(|(before, after)| {
            let whole = Sides::new(before, after);
            let within =
                |side: Side, stretch: &Stretch<'_>| self.is_within(side, whole.get(side), stretch);
            let found = self.stretches.iter().find(|stretch| {
                is_exchange(stretch) && Side::BOTH.into_iter().all(|side| within(side, stretch))
            })?;
            Some(Signal {
                kind: SignalKind::Condition,
                direction: Direction::Changed,
                words: Sides::make(|side| {
                    let text = self.readings.get(side).text;
                    Some(text[whole.get(side).bytes.start..found.ranges.get(side).end].to_owned())
                }),
                remark: None,
            })
        })
        .collect()
    }

    /// True if a place stands in what a condition says, and nothing there means anything else.
    fn is_within(&self, side: Side, condition: &Saying<'_>, stretch: &Stretch<'_>) -> bool {
        let reading = self.readings.get(side);
        let range = stretch.ranges.get(side);
        let Some(between) = reading.text.get(condition.bytes.end..range.start) else {
            return false;
        };
        let pieces = reading.pieces.iter().enumerate();
        let mut pieces =
            pieces.filter(|(_, piece)| range.start <= piece.at && piece.end() <= range.end);
        !between.contains(['.', ';', ',', ':']) && pieces.all(|(at, _)| reading.at(at).is_empty())
    }

    /// True if a negation now stands before another word of the same sentence, whose words are else
    /// the same.
    fn is_relocated(&self, step: &Step<'_, '_>) -> bool {
        let Sides {
            before: Some(before),
            after: Some(after),
        } = step
        else {
            return false;
        };
        let is_kept = self
            .stretches
            .iter()
            .any(|stretch| stretch.is_kept && stretch.ranges.before.contains(&before.bytes.start));
        let next = |side: Side, saying: &Saying<'_>| {
            self.readings.get(side).word(saying.pieces.end).to_owned()
        };
        let is_lone = |side: Side, saying: &Saying<'_>| {
            self.stretches.iter().any(|stretch| {
                let own = stretch.ranges.get(side);
                !stretch.is_kept
                    && own.start <= saying.bytes.start
                    && saying.bytes.end <= own.end
                    && stretch.words.get(side).len() <= ALONE
            })
        };
        !is_kept
            && before.words.eq_ignore_ascii_case(after.words)
            && next(Side::Before, before) != next(Side::After, after)
            && is_lone(Side::Before, before)
            && is_lone(Side::After, after)
    }
}

/// True if one word took the place of another that is no form of it.
fn is_exchange(stretch: &Stretch<'_>) -> bool {
    let ([before], [after]) = (&stretch.words.before[..], &stretch.words.after[..]) else {
        return false;
    };
    let shared = before
        .chars()
        .zip(after.chars())
        .take_while(|(a, b)| a == b)
        .count();
    shared < FORM && before.chars().count().min(after.chars().count()) > FORM
}

/// Words that share so many first letters may be forms of one; shorter ones join others.
const FORM: usize = 3;

/// A negation that moves alone, or with so many words, is moved on purpose; with more, a phrase was
/// put elsewhere.
const ALONE: usize = 2;

/// True for the second "shall" of "shall return the keys and shall return the tools": it says again
/// what the sentence has said.
fn goes_on(saying: &Saying<'_>, all: &[Saying<'_>]) -> bool {
    matches!(saying.said, Said::Force(_))
        && all.iter().any(|other| {
            other.said == saying.said
                && other.is_denied == saying.is_denied
                && other.sentence == saying.sentence
                && other.pieces.end <= saying.pieces.start
        })
}

fn is_condition(step: &Step<'_, '_>) -> bool {
    let said = step.before.or(step.after).map(|saying| saying.said);
    matches!(said, Some(Said::Condition(_)))
}

/// True for the "no" of a condition that came, "if they are no longer needed": it is told with it.
fn is_part_of(step: &Step<'_, '_>, condition: &Step<'_, '_>, stretches: &[Stretch<'_>]) -> bool {
    Side::BOTH.into_iter().any(|side| {
        let (Some(part), Some(whole)) = (alone_on(step, side), alone_on(condition, side)) else {
            return false;
        };
        let is_in_one = stretches.iter().any(|stretch| {
            let own = stretch.ranges.get(side);
            !stretch.is_kept && own.start <= whole.bytes.start && part.bytes.end <= own.end
        });
        is_in_one && whole.sentence == part.sentence && whole.pieces.end <= part.pieces.start
    })
}

/// True for the "not" of "not lawful" where "unlawful" stands in its place.
fn is_in_the_word(
    step: &Step<'_, '_>,
    readings: Sides<&Reading<'_>>,
    stretches: &[Stretch<'_>],
) -> bool {
    Side::BOTH.into_iter().any(|side| {
        let Some(saying) = alone_on(step, side).filter(|saying| saying.said == Said::Negation)
        else {
            return false;
        };
        let reading = readings.get(side);
        let hyphen = usize::from(reading.word(saying.pieces.end) == "-");
        let denied = reading.word(saying.pieces.end + hyphen);
        let is_one = |word: &str| {
            let prefix = word.strip_suffix(denied);
            prefix.is_some_and(|prefix| DENYING.contains(&prefix))
        };
        denied.len() > 2
            && stretches.iter().any(|stretch| {
                stretch
                    .words
                    .get(side.other())
                    .iter()
                    .any(|word| is_one(word))
            })
    })
}

/// Beginnings of words that deny.
const DENYING: [&str; 7] = ["un", "in", "im", "il", "ir", "dis", "non"];

/// What is said on that side only.
fn alone_on<'s, 't>(step: &Step<'s, 't>, side: Side) -> Option<&'s Saying<'t>> {
    step.get(side).filter(|_| step.get(side.other()).is_none())
}

/// "Not unless" is "only if", and "unless" is "if not": a condition that turned with one negation
/// says the same.
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
    let is_lone_negation = |step: &Step<'_, '_>| {
        let said = |saying: Option<&Saying<'_>>| saying.map(|saying| saying.said);
        let said = [said(step.before), said(step.after)];
        said == [Some(Said::Negation), None] || said == [None, Some(Said::Negation)]
    };
    while let (Some(condition), Some(negation)) = (
        steps.iter().position(is_turned),
        steps.iter().position(is_lone_negation),
    ) {
        steps.remove(condition.max(negation));
        steps.remove(condition.min(negation));
    }
}

fn signal(step: &Step<'_, '_>) -> Option<Signal> {
    let said = step.before.or(step.after)?.said;
    let (kind, changed) = match said {
        Said::Force(_) => (SignalKind::Modality, between_forces(step)?),
        Said::Negation => (SignalKind::Negation, Direction::Relocated),
        Said::Condition(_) => (SignalKind::Condition, Direction::Changed),
        Said::Junction(_) => (SignalKind::AndOr, Direction::Changed),
    };
    let direction = match (step.before, step.after) {
        (None, _) if said_of(said) => Direction::Added,
        (_, None) if said_of(said) => Direction::Removed,
        (Some(_), Some(_)) => changed,
        _ => return None,
    };
    Some(Signal {
        kind,
        direction,
        words: step.map(|saying| saying.map(|saying| saying.words.to_owned())),
        remark: None,
    })
}

/// True for what may come and go; joining words do with what they join.
fn said_of(said: Said) -> bool {
    !matches!(said, Said::Junction(_))
}

/// Which way a force changed; `None` where it is as binding as it was. What is denied is compared as
/// it is meant: "may not" forbids.
fn between_forces(step: &Step<'_, '_>) -> Option<Direction> {
    let (Some(before), Some(after)) = (step.before, step.after) else {
        return Some(Direction::Added);
    };
    let force = |saying: &Saying<'_>| match saying.said {
        Said::Force(force) => force,
        _ => Force::Duty,
    };
    let meant = |saying: &Saying<'_>| match force(saying) {
        Force::Permission if saying.is_denied => Force::Duty,
        other => other,
    };
    if before.is_denied != after.is_denied && force(before) == force(after) {
        return None;
    }
    match meant(before).cmp(&meant(after)) {
        std::cmp::Ordering::Less => Some(Direction::Stronger),
        std::cmp::Ordering::Greater => Some(Direction::Weaker),
        std::cmp::Ordering::Equal => None,
    }
}
