//! What a phrase may mean.

/// One thing that a phrase of the vocabulary may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// A number in words.
    Number(i64),
    /// What multiplies the number before it.
    Multiple(i64),
    /// A place in an order.
    Ordinal(i64),
    /// One part of so many.
    Fraction(i64),
    /// How often; the word for "times" itself has no number.
    Times(Option<i64>),
    /// Multiplies the digits that it stands directly behind.
    Scale(i64),
    /// Stands between a part and what it is a part of.
    Whole,
    /// Joins the parts of one number.
    Join,
    /// An indefinite article, which may stand for one.
    Article,
    /// A length of time.
    Span(Span),
    /// What stands before a length of time with an article for its number.
    BeforeSpan,
    /// A share of a whole.
    Share(Share),
    /// A currency, by its key in the vocabulary.
    Money(&'static str),
    /// A unit of measurement, by its key.
    Unit(&'static str),
    /// A month, from 1.
    Month(u8),
    /// Is another word unless it has a capital.
    Common,
    /// What stands before a year that is alone.
    BeforeYear,
    /// What stands between the day and the month.
    OfDay,
    /// Which half of the day an hour is in, by the hours to add.
    HalfDay(i64),
    /// A noun whose number says where something stands.
    Place,
    /// Stands between the numbers of several places.
    BetweenPlaces,
    /// Follows a number and is not what it counts.
    Uncounted,
    /// How binding something is.
    Force(Force),
    /// Belongs to the force that follows.
    LeadsForce,
    /// Makes a noun of the word behind it.
    Determiner,
    /// Denies.
    Negation,
    /// Would mean something, but for the phrase it stands in.
    Neutral,
    /// Makes something depend on something else.
    Condition(Condition),
    /// Joins several.
    Junction(Junction),
    /// Is a condition where it stands before its subject.
    Inverts,
    /// Begins a subject.
    Subject,
    /// Says what might be the case.
    Unreal,
    /// Is no word before digits, but short for "number".
    Short,
    /// Announces a junction.
    Pair,
    /// Goes on with a negation.
    Nor,
    /// Denies that something is subject to something else.
    Exempt,
    /// At least, or at most, so many.
    Limit(Limit),
    /// The same, where it stands behind the number and what it counts.
    LimitBehind(Limit),
    /// For how long a rate is.
    Rate(Span),
    /// Who acts in contracts.
    Role,
    /// A role that several have.
    Collective,
    /// Stands before the one who acts, behind the verb.
    Passive,
    /// Each, every, any.
    Quantifier,
    /// Stands behind a "one" that is no number.
    BehindOne,
    /// A definite article.
    Definite,
    /// Leads to whom something is done.
    Toward,
}

/// How binding something is, from the weakest. The tiers of the key `modality` with the efforts
/// that stand between doing and trying.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant is the force it is named after")]
pub enum Force {
    Prospect,
    Permission,
    SomeEffort,
    Effort,
    Commitment,
    Duty,
    /// A duty not to; a duty with its negation in it.
    Forbidden,
}

/// What something depends on; phrases of one kind may be exchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant is the kind it is named after")]
pub enum Condition {
    If,
    OnlyIf,
    Unless,
    Except,
    Subject,
    Notwithstanding,
    Until,
}

/// How several are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant is the word it is named after")]
pub enum Junction {
    And,
    Or,
    AndOr,
}

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant is the length it is named after")]
pub enum Span {
    Second,
    Minute,
    Hour,
    Day,
    BusinessDay,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
}

/// Which way a number is bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Limit {
    /// No fewer.
    Least,
    /// No more.
    Most,
    /// More.
    Above,
    /// Fewer.
    Below,
}

impl Limit {
    fn named(key: &str) -> Option<Self> {
        match key {
            "least" => Some(Self::Least),
            "most" => Some(Self::Most),
            "above" => Some(Self::Above),
            "below" => Some(Self::Below),
            _ => None,
        }
    }
}

/// A share of a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Share {
    /// Parts of a hundred.
    Percent,
    /// Parts of a thousand.
    Mille,
    /// Percentage points.
    Point,
    /// Hundredths of a percentage point.
    Basis,
}

impl Sense {
    /// The sense of a line of a vocabulary; `None` if there is none of that name.
    pub(super) fn named(kind: &str, key: &'static str) -> Option<Self> {
        let number = || key.parse().ok();
        Some(match kind {
            "number" => Self::Number(number()?),
            "multiple" => Self::Multiple(number()?),
            "ordinal" => Self::Ordinal(number()?),
            "fraction" => Self::Fraction(number()?),
            "times" => Self::Times(number()),
            "scale" => Self::Scale(number()?),
            "whole" => Self::Whole,
            "join" => Self::Join,
            "article" => Self::Article,
            "span" => Self::Span(Span::named(key)?),
            "before-span" => Self::BeforeSpan,
            "share" => Self::Share(Share::named(key)?),
            "money" => Self::Money(key),
            "unit" => Self::Unit(key),
            "month" => Self::Month(key.parse().ok()?),
            "common" => Self::Common,
            "before-year" => Self::BeforeYear,
            "of-day" => Self::OfDay,
            "half-day" => Self::HalfDay(number()?),
            "place" => Self::Place,
            "between-places" => Self::BetweenPlaces,
            "uncounted" => Self::Uncounted,
            "force" => Self::Force(Force::named(key)?),
            "leads-force" => Self::LeadsForce,
            "determiner" => Self::Determiner,
            "negation" => Self::Negation,
            "neutral" => Self::Neutral,
            "condition" => Self::Condition(Condition::named(key)?),
            "junction" => Self::Junction(Junction::named(key)?),
            "inverts" => Self::Inverts,
            "subject" => Self::Subject,
            "unreal" => Self::Unreal,
            "short" => Self::Short,
            "pair" => Self::Pair,
            "nor" => Self::Nor,
            "exempt" => Self::Exempt,
            "limit" => Self::Limit(Limit::named(key)?),
            "limit-behind" => Self::LimitBehind(Limit::named(key)?),
            "rate" => Self::Rate(Span::named(key)?),
            "role" => Self::Role,
            "collective" => Self::Collective,
            "passive" => Self::Passive,
            "quantifier" => Self::Quantifier,
            "behind-one" => Self::BehindOne,
            "definite" => Self::Definite,
            "toward" => Self::Toward,
            _ => return None,
        })
    }

    /// How often, if it says a number of times.
    pub fn times(self) -> Option<i64> {
        match self {
            Self::Times(times) => times,
            _ => None,
        }
    }

    /// True for what only helps to read the words beside it.
    pub fn is_help(self) -> bool {
        matches!(
            self,
            Self::Scale(_)
                | Self::Whole
                | Self::Common
                | Self::Inverts
                | Self::Subject
                | Self::Unreal
                | Self::Short
                | Self::BehindOne
                | Self::Definite
                | Self::Toward
        )
    }
}

/// For each sense with a value, the value if it is that sense.
macro_rules! values {
    ($($name:ident: $sense:ident($value:ty)),* $(,)?) => {
        impl Sense {
            $(
                #[doc = concat!("The value, if it is a [`", stringify!($sense), "`](Self::", stringify!($sense), ").")]
                pub fn $name(self) -> Option<$value> {
                    match self {
                        Self::$sense(value) => Some(value),
                        _ => None,
                    }
                }
            )*
        }
    };
}

values! {
    number: Number(i64),
    multiple: Multiple(i64),
    ordinal: Ordinal(i64),
    fraction: Fraction(i64),
    scale: Scale(i64),
    span: Span(Span),
    share: Share(Share),
    money: Money(&'static str),
    unit: Unit(&'static str),
    month: Month(u8),
    half_day: HalfDay(i64),
    force: Force(Force),
    condition: Condition(Condition),
    junction: Junction(Junction),
    limit: Limit(Limit),
    limit_behind: LimitBehind(Limit),
    rate: Rate(Span),
}

impl Force {
    fn named(key: &str) -> Option<Self> {
        Some(match key {
            "duty" => Self::Duty,
            "forbidden" => Self::Forbidden,
            "commitment" => Self::Commitment,
            "permission" => Self::Permission,
            "effort" => Self::Effort,
            "some-effort" => Self::SomeEffort,
            "prospect" => Self::Prospect,
            _ => return None,
        })
    }
}

impl Condition {
    fn named(key: &str) -> Option<Self> {
        Some(match key {
            "if" => Self::If,
            "only-if" => Self::OnlyIf,
            "unless" => Self::Unless,
            "except" => Self::Except,
            "subject" => Self::Subject,
            "notwithstanding" => Self::Notwithstanding,
            "until" => Self::Until,
            _ => return None,
        })
    }
}

impl Junction {
    fn named(key: &str) -> Option<Self> {
        Some(match key {
            "and" => Self::And,
            "or" => Self::Or,
            "and/or" => Self::AndOr,
            _ => return None,
        })
    }
}

impl Share {
    fn named(key: &str) -> Option<Self> {
        Some(match key {
            "percent" => Self::Percent,
            "mille" => Self::Mille,
            "point" => Self::Point,
            "basis" => Self::Basis,
            _ => return None,
        })
    }
}

impl Span {
    fn named(key: &str) -> Option<Self> {
        Some(match key {
            "second" => Self::Second,
            "minute" => Self::Minute,
            "hour" => Self::Hour,
            "day" => Self::Day,
            "business-day" => Self::BusinessDay,
            "week" => Self::Week,
            "fortnight" => Self::Fortnight,
            "month" => Self::Month,
            "quarter" => Self::Quarter,
            "year" => Self::Year,
            "decade" => Self::Decade,
            _ => return None,
        })
    }
}
