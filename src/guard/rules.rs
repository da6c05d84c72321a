//! One rule held against what became of a clause.

use super::is_substantive;
use crate::diff::{Change, Diff, Direction, Kind, SignalKind, operative};
use crate::model::{
    Bound, Clause, Comparison, Date, Limit, Modality, Number, Part, Quantity, Rule, Side, Term,
    TermRule, TermValue,
};

/// What holding a rule comes to.
pub(super) enum Held {
    Kept,
    /// Why not.
    Broken(String),
    /// Why nobody can say.
    Unclear(String),
}

/// Holds a rule against a change. What is kept by a relation that is less than sure is unclear.
pub(super) fn hold(diff: &Diff<'_>, change: &Change<'_>, rule: &Rule) -> Held {
    let case = Case::new(diff, change);
    let held = case.hold(rule);
    match held {
        Held::Kept if change.is_uncertain() => {
            Held::Unclear("it is not sure that this is still the clause".to_owned())
        }
        held => held,
    }
}

/// The clauses that a rule is held against.
struct Case<'c> {
    change: &'c Change<'c>,
    before: Vec<&'c Clause>,
    after: Vec<&'c Clause>,
}

impl<'c> Case<'c> {
    fn new(diff: &'c Diff<'_>, change: &'c Change<'_>) -> Self {
        let clauses = |side: Side| {
            let version = *diff.versions.get(side);
            let clauses = change.clauses.get(side).iter();
            clauses.map(|&at| version.clause(at)).collect()
        };
        Self {
            change,
            before: clauses(Side::Before),
            after: clauses(Side::After),
        }
    }

    fn hold(&self, rule: &Rule) -> Held {
        match rule {
            Rule::Unchanged => self.unchanged(),
            _ if self.after.is_empty() => Held::Broken("the clause is dropped".to_owned()),
            Rule::Stays => self.stays(),
            Rule::Term(rule) => self.term(rule),
            Rule::Contains(words) => self.contains(words),
            Rule::Lacks(words) => self.lacks(words),
            Rule::NotWeaker(modality) => self.not_weaker(modality),
        }
    }

    fn unchanged(&self) -> Held {
        if !is_substantive(self.change) {
            return Held::Kept;
        }
        Held::Broken(match self.change.kind {
            Kind::Dropped => "the clause is dropped".to_owned(),
            Kind::Added => "a clause is added".to_owned(),
            _ => "it changed in substance".to_owned(),
        })
    }

    /// A clause without words, or one that says that it is deleted, is not there.
    fn stays(&self) -> Held {
        let had_words = self.before.iter().any(|clause| !clause.text.is_empty());
        let has_words = self.after.iter().any(|clause| !clause.text.is_empty());
        let is_deleted = |clause: &&Clause| clause.modality == Some(Modality::IsDeleted);
        if had_words && !has_words {
            return Held::Broken("only its heading is left".to_owned());
        }
        match self.after.iter().all(is_deleted) {
            true => Held::Broken("it says that it is deleted".to_owned()),
            false => Held::Kept,
        }
    }

    /// Every piece that has the term keeps to the bound, and one has it.
    fn term(&self, rule: &TermRule) -> Held {
        let values = terms(&self.after, &rule.term);
        if values.is_empty() {
            let is_in_position = self.after.iter().any(|clause| {
                let positions = clause.positions.iter();
                let mut terms = positions.flat_map(|position| &position.terms);
                terms.any(|term| term.name == rule.term)
            });
            return match is_in_position {
                true => Held::Unclear(format!(
                    "`{}` stands only in positions of parties",
                    rule.term
                )),
                false => Held::Broken(format!("the term `{}` is gone", rule.term)),
            };
        }
        let was = terms(&self.before, &rule.term);
        let unit = rule
            .unit
            .as_deref()
            .or_else(|| was.iter().find_map(|value| unit_of(value)));
        worst(values.iter().map(|value| term(rule, value, unit)))
    }

    fn contains(&self, words: &str) -> Held {
        let wanted = operative(words);
        match self.after.iter().any(|clause| has(clause, &wanted)) {
            true => Held::Kept,
            false => Held::Broken(format!("the words \"{words}\" are gone")),
        }
    }

    fn lacks(&self, words: &str) -> Held {
        let unwanted = operative(words);
        match self.after.iter().any(|clause| has(clause, &unwanted)) {
            true => Held::Broken(format!("the words \"{words}\" stand in it")),
            false => Held::Kept,
        }
    }

    /// By the key of every piece, and by what the texts say.
    fn not_weaker(&self, least: &Modality) -> Held {
        let keys = self
            .after
            .iter()
            .filter_map(|clause| clause.modality.as_ref());
        let weak: Vec<&Modality> = keys
            .clone()
            .filter(|key| !is_as_strong(key, least))
            .collect();
        if let Some(key) = weak.first() {
            return Held::Broken(format!("its modality is `{key}`"));
        }
        let mut signals = self.change.signals.iter();
        let weaker = signals.find(|signal| {
            let is_weaker = matches!(
                signal.direction,
                Direction::Weaker | Direction::Reversed | Direction::Removed
            );
            signal.kind == SignalKind::Modality && is_weaker
        });
        if let Some(signal) = weaker {
            let was = signal.words.before.as_deref().unwrap_or("nothing");
            let is = signal.words.after.as_deref().unwrap_or("nothing");
            return Held::Broken(format!("where it said \"{was}\" it says \"{is}\""));
        }
        match keys.count() {
            0 => Held::Unclear("it has no key `modality`".to_owned()),
            _ => Held::Kept,
        }
    }
}

/// Another word of duty is the opposite, not as strong.
fn is_as_strong(key: &Modality, least: &Modality) -> bool {
    key == least || key.tier() > least.tier() || (key.tier() == least.tier() && !is_duty(least))
}

fn is_duty(modality: &Modality) -> bool {
    modality.tier() == Some(crate::model::Tier::Duty)
}

/// The worst of several; kept if there are none.
fn worst(all: impl Iterator<Item = Held>) -> Held {
    let mut worst = Held::Kept;
    for held in all {
        worst = match (worst, held) {
            (Held::Broken(why), _) | (_, Held::Broken(why)) => Held::Broken(why),
            (Held::Unclear(why), _) | (_, Held::Unclear(why)) => Held::Unclear(why),
            _ => Held::Kept,
        };
    }
    worst
}

/// True if the words stand side by side in the text or a position, whatever their typography; characters that nobody
/// sees hide none.
fn has(clause: &Clause, wanted: &[String]) -> bool {
    let positions = clause.positions.iter();
    let texts = positions.filter_map(|position| position.text.as_deref());
    let mut texts = std::iter::once(clause.text.as_str()).chain(texts);
    texts.any(|text| {
        let seen: String = text.chars().filter(|&c| !is_unseen(c)).collect();
        let said = operative(&seen);
        !wanted.is_empty() && said.windows(wanted.len()).any(|window| window == wanted)
    })
}

/// Zero-width characters, directions and joiners.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

fn terms<'c>(clauses: &[&'c Clause], name: &str) -> Vec<&'c TermValue> {
    let terms = clauses.iter().flat_map(|clause| clause.terms.iter());
    let named = terms.filter(|term: &&Term| term.name == name);
    named.map(|term| &term.value).collect()
}

fn unit_of(value: &TermValue) -> Option<&str> {
    match value {
        TermValue::Quantity(quantity) => quantity.unit.as_deref(),
        _ => None,
    }
}

/// One value against the bound; `unit` is what must be counted.
fn term(rule: &TermRule, value: &TermValue, unit: Option<&str>) -> Held {
    let said = format!("`{}` is {value}", rule.term);
    if let TermValue::Quantity(quantity) = value
        && quantity.unit.as_deref() != unit
    {
        let unit = unit.unwrap_or("no unit");
        return Held::Broken(format!("{said}, not counted in {unit}"));
    }
    let kept = match (&rule.limit, value) {
        (Limit::Number(limit), value) => {
            number_of(value, rule.part).map(|number| compares(rule.comparison, &number, limit))
        }
        (Limit::Date(limit), TermValue::Date(date)) => {
            Some(date_keeps(rule.comparison, *date, *limit))
        }
        (Limit::Value(TermValue::Text(limit)), TermValue::Text(text)) => {
            Some(operative(text) == operative(limit))
        }
        (Limit::Value(limit), value) => Some(limit == value),
        (Limit::Date(_), _) => None,
    };
    match kept {
        Some(true) => Held::Kept,
        Some(false) => Held::Broken(format!("{said}, against `{}`", rule.written)),
        None => Held::Unclear(format!(
            "{said}, which cannot be held against `{}`",
            rule.written
        )),
    }
}

/// The number that is meant; `None` where the value has none of that kind, as a floor has no ceiling.
fn number_of(value: &TermValue, part: Option<Part>) -> Option<Number> {
    let bound = match value {
        TermValue::Number(number) => {
            return part
                .is_none_or(|part| part == Part::Exactly)
                .then_some(*number);
        }
        TermValue::Quantity(Quantity { bound, .. }) => *bound,
        _ => return None,
    };
    match (bound, part) {
        (bound, None) => bound.single(),
        (Bound::Exactly(number), Some(Part::Exactly | Part::AtMost | Part::AtLeast))
        | (Bound::AtMost(number), Some(Part::AtMost))
        | (Bound::AtLeast(number), Some(Part::AtLeast))
        | (Bound::About(number), Some(Part::About)) => Some(number),
        (Bound::Range { to, .. }, Some(Part::AtMost)) => Some(to),
        (Bound::Range { from, .. }, Some(Part::AtLeast)) => Some(from),
        _ => None,
    }
}

fn compares<T: Ord>(comparison: Comparison, value: &T, limit: &T) -> bool {
    match comparison {
        Comparison::AtLeast => value >= limit,
        Comparison::AtMost => value <= limit,
        Comparison::Equal => value == limit,
    }
}

/// On every day that the date may be.
fn date_keeps(comparison: Comparison, date: Date, limit: Date) -> bool {
    match comparison {
        Comparison::AtLeast => date.first_day() >= limit.first_day(),
        Comparison::AtMost => date.last_day() <= limit.last_day(),
        Comparison::Equal => date == limit,
    }
}
