//! Texts of different authors on one matter.
//!
//! Who writes without reading the other chooses other words, another order and another
//! grain: one clause here is four there. So a clause may have several partners from the
//! start, all candidates are judged by what they mean, and what authors said beside the text
//! weighs more than elsewhere.
//!
//! A pair is judged three times. First by its words ([`texts`]). By the likelihoods that gives,
//! it shows how far topics and order agree in these texts, and what they and other labels
//! say ([`labels`], [`around`]). Then each pair is set against its rivals and neighbours, and
//! the third rule has the last word.

mod around;
mod labels;
mod lines;
mod model;
mod signs;
mod texts;

pub use signs::{Rule, Sign, Signs};

use self::around::Standing;
use self::lines::{lead, leads};
use self::texts::Texts;
use super::evidence::Score;
use super::grid::Grid;
use super::measures::likelihood;
use super::options::Ignore;
use super::surroundings::bounded;
use super::topics::Topics;
use super::wording::log2;
use crate::model::{Side, Sides, Version};

/// The rules for texts of different authors, each with the signs that are known by then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// By the words.
    pub words: Rule,
    /// With topics, terms, parties, modality and order.
    pub labels: Rule,
    /// With rivals and neighbours.
    pub all: Rule,
}

impl Rules {
    /// What all of them say of a pair in the end, its earlier steps taken again.
    pub(super) fn heard(&self, mut signs: Signs) -> Score {
        let first = bounded(self.labels.logit(&signs));
        signs.set(Sign::First, first.into());
        likelihood(self.all.logit(&signs))
    }

    /// Those fitted to the corpus.
    pub const FITTED: Self = model::FITTED;
}

/// What a clause's length is told against, in thousandths of the mean: a clause shorter
/// than a fifth of it counts as a fifth.
const SHORTEST: u64 = 200;

/// A text of so many clauses is of usual size; fewer and more count within these bounds.
const USUAL: u64 = 12;
const SIZES: (usize, usize) = (6, 60);

/// What was measured of the pairs of a grid, and how likely each is.
pub(super) struct Judged {
    pub signs: Vec<Signs>,
    pub likelihoods: Vec<Score>,
    /// Clauses of which only the first words were compared one by one.
    pub cut: usize,
}

/// Judges every pair. None if there is no table of meanings.
pub(super) fn judge(
    versions: Sides<&Version>,
    ignore: Ignore,
    grid: &Grid,
    rules: &Rules,
) -> Option<Judged> {
    let texts = Texts::read(versions, ignore)?;
    let standing = Standing::new(grid, versions.map(|version| version.clauses.len()));
    let mut judging = Judging {
        grid,
        signs: vec![Signs::default(); grid.pairs.len()],
    };
    let cut = judging.words(&texts, &standing);
    let first = judging.likelihoods(&rules.words);
    judging.labels(&texts, versions, ignore);
    judging.topics(&Topics::read(versions, ignore, grid).say(&first));
    judging.set(Sign::Order, &standing.order(grid, &first));
    let second = judging.likelihoods(&rules.labels);
    let logits = judging.logits(&rules.labels);
    judging.set(Sign::Order, &standing.order(grid, &second));
    judging.set(Sign::Near, &standing.near(grid, &second));
    judging.rivals(&logits);
    let likelihoods = judging.likelihoods(&rules.all);
    Some(Judged {
        signs: judging.signs,
        likelihoods,
        cut,
    })
}

struct Judging<'a> {
    grid: &'a Grid,
    signs: Vec<Signs>,
}

impl Judging<'_> {
    fn set(&mut self, sign: Sign, values: &[i64]) {
        for (signs, value) in self.signs.iter_mut().zip(values) {
            signs.set(sign, *value);
        }
    }

    fn set_both(&mut self, kinds: [Sign; 2], values: &Sides<Vec<i64>>) {
        let values = values.before.iter().zip(&values.after);
        for (signs, (one, other)) in self.signs.iter_mut().zip(values) {
            signs.set_both(kinds, *one, *other);
        }
    }

    /// A likeness and its leads.
    fn likeness(&mut self, sign: Sign, with_leads: [Sign; 2], values: &[i64]) {
        self.set(sign, values);
        self.set_both(with_leads, &leads(self.grid, values));
    }

    /// Gives how many clauses are too long to be heard to their ends.
    fn words(&mut self, texts: &Texts, standing: &Standing) -> usize {
        use Sign::*;
        self.likeness(
            Meaning,
            [MeaningLeadMore, MeaningLeadLess],
            &texts.meanings(self.grid),
        );
        let (covers, cut) = texts.covers(self.grid);
        self.set_both([CoverMore, CoverLess], &covers);
        let lead_on = |side: Side, values: &[i64]| lead(self.grid, side, values);
        let as_piece = Sides {
            before: lead_on(Side::After, &covers.before),
            after: lead_on(Side::Before, &covers.after),
        };
        let in_whole = Sides {
            before: lead_on(Side::Before, &covers.before),
            after: lead_on(Side::After, &covers.after),
        };
        self.set_both([PieceLeadMore, PieceLeadLess], &as_piece);
        self.set_both([WholeLeadMore, WholeLeadLess], &in_whole);
        self.set(Length, &lengths(self.grid, texts, standing.counts()));
        let counts = standing.counts();
        let fewer = counts.before.min(counts.after).clamp(SIZES.0, SIZES.1);
        let fewness = i64::from(log2(USUAL)) - i64::from(log2(fewer as u64));
        self.set(
            Fewness,
            &vec![in_millionths(fewness); self.grid.pairs.len()],
        );
        cut
    }

    fn labels(&mut self, texts: &Texts, versions: Sides<&Version>, ignore: Ignore) {
        use Sign::*;
        let headings = texts.headings(self.grid);
        self.likeness(Heading, [HeadingLeadMore, HeadingLeadLess], &headings);
        let topics = texts.topics(self.grid);
        self.likeness(
            TopicWords,
            [TopicWordsLeadMore, TopicWordsLeadLess],
            &topics,
        );
        labels::measure(versions, ignore, self.grid, &mut self.signs);
    }

    fn topics(&mut self, bits: &[i64]) {
        if bits.is_empty() {
            return;
        }
        self.set(Sign::Topic, bits);
        let behind = |side| {
            let leads = lead(self.grid, side, bits).into_iter();
            leads.map(|lead| lead.min(0)).collect()
        };
        let kinds = [Sign::TopicBehindMore, Sign::TopicBehindLess];
        self.set_both(kinds, &Sides::make(behind));
    }

    /// What earlier signs say, and how far that is ahead of rivals.
    fn rivals(&mut self, logits: &[i64]) {
        let share = |logit| i64::from(bounded(logit));
        let all = |logits: Vec<i64>| logits.into_iter().map(share).collect::<Vec<_>>();
        let leads = leads(self.grid, logits).map(all);
        self.set(Sign::First, &all(logits.to_vec()));
        self.set_both([Sign::FirstLeadMore, Sign::FirstLeadLess], &leads);
    }

    fn logits(&self, rule: &Rule) -> Vec<i64> {
        self.signs.iter().map(|signs| rule.logit(signs)).collect()
    }

    fn likelihoods(&self, rule: &Rule) -> Vec<Score> {
        self.logits(rule).into_iter().map(likelihood).collect()
    }
}

/// How long both clauses of each pair are against the mean of their sides, in bits.
fn lengths(grid: &Grid, texts: &Texts, counts: Sides<usize>) -> Vec<i64> {
    let lengths = texts.lengths();
    let bits = Sides::make(|side: Side| {
        let own = lengths.get(side);
        let all: usize = grid.lines(side).map(|(clause, _)| own[clause.get()]).sum();
        let against_mean = |&length: &usize| {
            let share = length as u64 * *counts.get(side) as u64 * 1_000 / (all as u64).max(1);
            i64::from(log2(share.max(SHORTEST))) - i64::from(log2(1_000))
        };
        own.iter().map(against_mean).collect::<Vec<_>>()
    });
    let pairs = grid.pairs.iter();
    pairs
        .map(|pair| in_millionths(bits.before[pair.before.get()] + bits.after[pair.after.get()]))
        .collect()
}

/// Of 1,024ths.
fn in_millionths(of_1024ths: i64) -> i64 {
    of_1024ths * 1_000_000 / 1_024
}

#[cfg(test)]
#[cfg(feature = "meaning")]
mod tests {
    use crate::load::{Limits, version_from};
    use crate::matching::{Key, Matching, Mode, Options, pair};
    use crate::model::{Links, Version};

    fn version(id: &str, clauses: &[(&str, &str)]) -> Version {
        let clauses = clauses.iter().enumerate().map(|(place, (topic, text))| {
            let topic = match *topic {
                "" => String::new(),
                topic => format!("topic = '{topic}'\n"),
            };
            format!("[[clause]]\nid = '{id}{place}'\n{topic}text = '{text}'\n")
        });
        let file = format!(
            "format = 1\nproposal = {{ id = '{id}', title = 'T', date = '2024' }}\n{}",
            clauses.collect::<String>()
        );
        version_from(id, file.as_bytes(), &Limits::default())
            .unwrap()
            .value
    }

    const BROAD: [(&str, &str); 5] = [
        ("forces", "The army and its rockets are cut down."),
        ("captives", "Whoever was seized goes home."),
        ("money", "Damage is paid for from the frozen accounts."),
        ("schools", "Both tongues are taught to pupils."),
        ("harbour", "Grain ships sail unhindered."),
    ];

    const NARROW: [(&str, &str); 6] = [
        ("limits", "No more than 600 soldiers remain under arms."),
        ("limits", "Missiles of long range are destroyed."),
        ("prisoners", "All prisoners of war are released."),
        ("funds", "Blocked assets finance reconstruction."),
        ("teaching", "Education is offered in each language."),
        (
            "navigation",
            "Vessels carrying wheat have free passage through the port.",
        ),
    ];

    fn paired(matching: &Matching) -> Vec<(usize, usize)> {
        let pairs = matching.pairs.iter().map(|pair| pair.clauses);
        pairs
            .map(|clauses| (clauses.before.get(), clauses.after.get()))
            .collect()
    }

    fn pair_of(before: &[(&str, &str)], after: &[(&str, &str)]) -> Matching {
        pair_without(&[], before, after)
    }

    fn pair_without(hidden: &[Key], before: &[(&str, &str)], after: &[(&str, &str)]) -> Matching {
        let (before, after) = (version("b", before), version("a", after));
        let options = Options {
            ignore: hidden.iter().copied().collect(),
            ..Options::default()
        };
        let matching = pair(&before, &after, &Links::default(), &options);
        assert_eq!(matching.mode, Mode::DifferentAuthors);
        matching
    }

    #[test]
    fn one_broad_clause_takes_several_narrow_ones() {
        let found = paired(&pair_of(&BROAD, &NARROW));
        let pieces = found.iter().filter(|(broad, _)| *broad == 0);
        assert_eq!(
            pieces.copied().collect::<Vec<_>>(),
            [(0, 0), (0, 1)],
            "{found:?}"
        );
        assert!(found.contains(&(4, 5)), "{found:?}");
    }

    #[test]
    fn a_clause_alone_is_no_pair_for_being_alone() {
        let matching = pair_of(
            &[("", "Soldiers leave.")],
            &[("", "The lamp burns at night.")],
        );
        assert_eq!(paired(&matching), []);
    }

    #[test]
    fn swapping_the_sides_mirrors_pairs_and_confidence() {
        let (there, back) = (pair_of(&BROAD, &NARROW), pair_of(&NARROW, &BROAD));
        let mut turned: Vec<_> = back
            .pairs
            .iter()
            .map(|pair| (pair.clauses.swapped(), pair.evidence.confidence))
            .collect();
        turned.sort();
        let straight = there.pairs.iter();
        let straight: Vec<_> = straight
            .map(|pair| (pair.clauses, pair.evidence.confidence))
            .collect();
        assert_eq!(straight, turned);
    }

    #[test]
    fn what_rests_on_words_alone_is_uncertain() {
        let matching = pair_without(&[Key::Topic], &BROAD, &NARROW);
        assert!(matching.pairs.len() > 2);
        let mut confidences = matching.pairs.iter().map(|pair| pair.evidence.confidence);
        assert!(confidences.all(|confidence| confidence.is_uncertain()));
    }

    #[test]
    fn a_topic_that_one_clause_of_each_has_makes_a_pair_sure() {
        let same_topics: Vec<_> = BROAD
            .iter()
            .zip(&NARROW[1..])
            .map(|((topic, _), (_, text))| (*topic, *text))
            .collect();
        let matching = pair_of(&BROAD, &same_topics);
        let found: Vec<_> = paired(&matching);
        assert_eq!(found, [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4)]);
        let mut confidences = matching.pairs.iter().map(|pair| pair.evidence.confidence);
        assert!(confidences.any(|confidence| !confidence.is_uncertain()));
    }
}
