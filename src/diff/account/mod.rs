//! What became of every sentence: the account of a comparison, which must close.
//!
//! Each sentence of the before version is kept, changed, moved or dropped, each of the
//! after version has an origin or is added, and words that are carried over are counted
//! once on either side. What a redline keeps tells who became whom; then sentences of
//! which nothing is left in their place are looked for in all of the other version, since
//! text that went from one clause to another is where changes hide.
//!
//! The account is of the texts. Headings, terms and positions are told by the changes.

mod carried;
mod elsewhere;
mod laid;
mod ledger;
mod order;

use std::borrow::Cow;
use std::ops::Range;

use super::class;
use super::edit::Edit;
use super::{Diff, words};
use crate::model::{ClauseIndex, Side, Sides, Version};
use laid::Laid;
pub use ledger::{Ledger, Sums};

/// What became of a sentence, or where it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// The same words and signs, in the clause and the place that belong to its own.
    Kept,
    /// Partly kept there.
    Changed,
    /// The same words and signs, in another place.
    Moved,
    /// Partly kept in another place.
    MovedAndChanged,
    /// Of the before version: nothing, or too little, is left of it.
    Dropped,
    /// Of the after version: nothing, or too little, of it was there.
    Added,
}

impl Fate {
    /// In the order of a balance.
    pub const ALL: [Self; 6] = [
        Self::Kept,
        Self::Changed,
        Self::Moved,
        Self::MovedAndChanged,
        Self::Dropped,
        Self::Added,
    ];

    /// True if it stands in another place.
    pub fn is_moved(self) -> bool {
        matches!(self, Self::Moved | Self::MovedAndChanged)
    }

    /// Of a sentence that nothing is linked to.
    fn alone(side: Side) -> Self {
        match side {
            Side::Before => Self::Dropped,
            Side::After => Self::Added,
        }
    }
}

/// One sentence of a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// The clause it stands in.
    pub clause: ClauseIndex,
    /// Which sentence of the clause it is, from 0.
    pub place: usize,
    /// Its bytes in the text of the clause; the sentences of a clause spell that text.
    pub range: Range<usize>,
    /// How many words it has.
    pub words: usize,
    /// How many of them stand on the other side.
    pub carried: usize,
    /// Its place in [`Account::strands`].
    pub strand: usize,
}

/// Sentences of both sides that became each other; mostly one of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strand {
    /// What became of all of them.
    pub fate: Fate,
    /// Places in [`Account::sentences`], in order; one side is empty for dropped and added.
    pub sentences: Sides<Vec<usize>>,
    /// How many words stand on both sides.
    pub carried: usize,
    /// The place in [`Diff::changes`] of the change that tells them; `None` if they went
    /// from a clause to one that it is not related to.
    pub change: Option<usize>,
}

/// What became of every sentence of two versions.
#[derive(Clone, Debug)]
pub struct Account<'a> {
    /// The versions.
    pub versions: Sides<&'a Version>,
    /// All sentences of each version, in its order.
    pub sentences: Sides<Vec<Sentence>>,
    /// Each sentence in exactly one; in the order of their first sentence after, those
    /// that have none first, in the order of the before version.
    pub strands: Vec<Strand>,
    /// Sentences and words by what became of them.
    pub ledgers: Sides<Ledger>,
}

/// Two sentences with words in common.
#[derive(Clone, Debug)]
struct Link {
    /// Places of the sentences.
    sentences: Sides<usize>,
    /// How many words stand in both.
    words: usize,
    /// The change that both clauses are told in.
    change: Option<usize>,
    /// The text is in another place.
    is_moved: bool,
}

impl<'a> Account<'a> {
    /// Follows every sentence. Cost of a redline of each sentence looked for elsewhere,
    /// and otherwise near linear in the length of the texts.
    pub fn of(diff: &Diff<'a>) -> Self {
        let laid = diff.versions.map(Laid::new);
        let homes = order::Homes::new(&diff.changes);
        let mut links = carried::links(diff, &laid, &homes);
        links.extend(elsewhere::links(&laid, &links, &homes));
        links.sort_by_key(|link| link.sentences);
        order::tell_moves(diff, &laid, &homes, &mut links);
        let strands = strands(&laid, &links);
        let mut sentences = laid.map(|laid| laid.sentences);
        for link in &links {
            for side in Side::BOTH {
                let place = *link.sentences.get(side);
                sentences.get_mut(side)[place].carried += link.words;
            }
        }
        for (at, strand) in strands.iter().enumerate() {
            for side in Side::BOTH {
                let own = strand.sentences.get(side).iter();
                own.for_each(|&place| sentences.get_mut(side)[place].strand = at);
            }
        }
        let ledgers = sentences.as_ref().map(|all| Ledger::of(all, &strands));
        Self {
            versions: diff.versions,
            sentences,
            strands,
            ledgers,
        }
    }

    /// What does not close, a sentence each; empty if nothing slipped. Counts the texts
    /// anew, and trusts nothing that the account was made from.
    pub fn gaps(&self) -> Vec<String> {
        ledger::gaps(self)
    }

    /// The text of a sentence.
    pub fn text(&self, side: Side, sentence: usize) -> &'a str {
        let Sentence { clause, range, .. } = &self.sentences.get(side)[sentence];
        &self.versions.get(side).clause(*clause).text[range.clone()]
    }

    /// The redline of a strand; of several sentences, their texts joined, those of two
    /// clauses by one newline.
    pub fn redline(&self, strand: &Strand) -> Vec<Edit<'a>> {
        let joined = Sides::make(|side| self.joined(side, strand.sentences.get(side)));
        match joined {
            Sides {
                before: Cow::Borrowed(before),
                after: Cow::Borrowed(after),
            } => words::redline(before, after),
            Sides { before, after } => {
                let edits = words::redline(&before, &after).into_iter();
                edits.map(Edit::into_owned).collect()
            }
        }
    }

    /// Without the white space around it.
    fn joined(&self, side: Side, places: &[usize]) -> Cow<'a, str> {
        match places {
            [] => Cow::Borrowed(""),
            [only] => Cow::Borrowed(self.text(side, *only).trim()),
            several => {
                let mut text = String::new();
                let mut last = None;
                for &place in several {
                    let clause = self.sentences.get(side)[place].clause;
                    if last.is_some_and(|last| last != clause) {
                        text.truncate(text.trim_end().len());
                        text.push('\n');
                    }
                    text += self.text(side, place);
                    last = Some(clause);
                }
                Cow::Owned(text.trim().to_owned())
            }
        }
    }
}

/// Sentences that are linked, with all that those are linked to.
fn strands(laid: &Sides<Laid>, links: &[Link]) -> Vec<Strand> {
    let before = laid.before.sentences.len();
    let mut leaders = Leaders::new(before + laid.after.sentences.len());
    for Link { sentences, .. } in links {
        leaders.join(sentences.before, before + sentences.after);
    }
    let mut strand_of = vec![usize::MAX; leaders.0.len()];
    let mut strands: Vec<Strand> = Vec::new();
    for side in Side::BOTH {
        for place in 0..laid.get(side).sentences.len() {
            let of_side = if side == Side::After { before } else { 0 };
            let leader = leaders.of(of_side + place);
            if strand_of[leader] == usize::MAX {
                strand_of[leader] = strands.len();
                strands.push(Strand {
                    fate: Fate::alone(side),
                    sentences: Sides::default(),
                    carried: 0,
                    change: None,
                });
            }
            let strand = &mut strands[strand_of[leader]];
            strand.sentences.get_mut(side).push(place);
        }
    }
    let mut is_moved = vec![false; strands.len()];
    for link in links {
        let at = strand_of[leaders.of(link.sentences.before)];
        strands[at].carried += link.words;
        strands[at].change = strands[at].change.or(link.change);
        is_moved[at] |= link.is_moved;
    }
    for (strand, is_moved) in strands.iter_mut().zip(is_moved) {
        strand.fate = fate(laid, strand, is_moved);
    }
    strands.sort_by_key(|strand| {
        let Sides { before, after } = &strand.sentences;
        (after.first().copied(), before.first().copied())
    });
    strands
}

fn fate(laid: &Sides<Laid>, strand: &Strand, is_moved: bool) -> Fate {
    let Sides { before, after } = &strand.sentences;
    let is_same = match (before.as_slice(), after.as_slice()) {
        ([_], []) => return Fate::Dropped,
        ([], [_]) => return Fate::Added,
        ([before], [after]) => says_the_same(laid, strand.carried, *before, *after),
        _ => false,
    };
    match (is_moved, is_same) {
        (false, true) => Fate::Kept,
        (false, false) => Fate::Changed,
        (true, true) => Fate::Moved,
        (true, false) => Fate::MovedAndChanged,
    }
}

/// True if every word is carried, and no sign that has a meaning differs.
fn says_the_same(laid: &Sides<Laid>, carried: usize, before: usize, after: usize) -> bool {
    let words = laid.before.sentences[before].words == carried
        && laid.after.sentences[after].words == carried;
    let [before, after] = [laid.before.text(before), laid.after.text(after)];
    words && (before == after || class::says_the_same(&[before], &[after]))
}

/// Who stands for each of many that are joined two by two (R. E. Tarjan, *JACM* 22(2), 1975).
struct Leaders(Vec<usize>);

impl Leaders {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn of(&mut self, mut one: usize) -> usize {
        while self.0[one] != one {
            self.0[one] = self.0[self.0[one]];
            one = self.0[one];
        }
        one
    }

    /// The smaller leads.
    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.of(one), self.of(other));
        self.0[one.max(other)] = one.min(other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{self, Limits};
    use crate::model::Version;

    /// Clauses as `id: text`, a line each; ` / ` stands for a line end in a text.
    fn version(id: &str, clauses: &str) -> Version {
        let head =
            format!("format = 1\n[proposal]\nid = \"{id}\"\ntitle = \"Accord\"\ndate = \"2024\"\n");
        let lines = clauses
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty());
        let clause = |line: &str| {
            let (id, text) = line.split_once(": ").expect("a clause has an id");
            let text = text.replace(" / ", "\\n");
            format!("[[clause]]\nid = \"{id}\"\ntext = \"{text}\"\n")
        };
        let file = head + &lines.map(clause).collect::<String>();
        load::version_from("made", file.as_bytes(), &Limits::default())
            .expect("it is sound")
            .value
    }

    fn told(account: &Account, strand: &Strand) -> String {
        let side = |side: Side| {
            let named = strand.sentences.get(side).iter().map(|&at| {
                let Sentence { clause, place, .. } = account.sentences.get(side)[at];
                format!(
                    "{}.{}",
                    account.versions.get(side).clause(clause).id,
                    place + 1
                )
            });
            named.collect::<Vec<_>>().join("+")
        };
        format!(
            "{:?} {}>{}",
            strand.fate,
            side(Side::Before),
            side(Side::After)
        )
    }

    /// Every strand but those that are kept.
    #[track_caller]
    fn check(before: &str, after: &str, expected: &[&str]) {
        let versions = [version("a", before), version("b", after)];
        let diff = Diff::between(&versions[0], &versions[1]);
        let account = Account::of(&diff);
        assert_eq!(account.gaps(), [""; 0]);
        let strands = account.strands.iter();
        let told: Vec<String> = strands
            .filter(|strand| strand.fate != Fate::Kept)
            .map(|strand| told(&account, strand))
            .collect();
        assert_eq!(told, expected);
    }

    const PORT: &str = "The harbour master keeps the lights of the port burning from dusk to dawn \
    in every month of the year, and answers for them to both provinces.";
    const TOLLS: &str =
        "Ships of either province pay the same tolls at the quay, due within thirty days.";
    const FLAGS: &str =
        "Both flags are flown on holidays from sunrise to sunset at the old customs house.";
    const COURT: &str =
        "A court of five judges settles whatever the two provinces cannot agree upon.";

    #[test]
    fn the_same_version_is_kept() {
        let text = format!("port: {PORT} {TOLLS}\nflags: {FLAGS}");
        check(&text, &text, &[]);
    }

    #[test]
    fn punctuation_and_case_are_kept_but_signs_are_not() {
        check(
            "a: North pays the toll, at once.",
            "a: north pays the toll at once!",
            &[],
        );
        check(
            "a: North pays a toll of 5 %.",
            "a: North pays a toll of 5.",
            &["Changed a.1>a.1"],
        );
    }

    #[test]
    fn a_changed_word_changes_its_sentence_alone() {
        check(
            &format!("port: {PORT} {TOLLS} {FLAGS}"),
            &format!("port: {PORT} {} {FLAGS}", TOLLS.replace("thirty", "ninety")),
            &["Changed port.2>port.2"],
        );
    }

    #[test]
    fn a_sentence_that_is_gone_is_dropped_and_a_new_one_is_added() {
        check(
            &format!("port: {PORT} {TOLLS}"),
            &format!("port: {PORT} {COURT}"),
            &["Dropped port.2>", "Added >port.2"],
        );
    }

    #[test]
    fn a_sentence_in_another_clause_is_moved() {
        check(
            &format!("port: {PORT} {TOLLS}\nflags: {FLAGS}\ncourt: {COURT}"),
            &format!("port: {PORT}\nflags: {FLAGS}\ncourt: {COURT} {TOLLS}"),
            &["Moved port.2>court.2"],
        );
    }

    #[test]
    fn a_sentence_changed_on_the_way_to_another_clause_is_found() {
        check(
            &format!("port: {PORT} {TOLLS}\nflags: {FLAGS}\ncourt: {COURT}"),
            &format!(
                "port: {PORT}\nflags: {FLAGS}\ncourt: {COURT} {}",
                TOLLS.replace("thirty", "ninety")
            ),
            &["MovedAndChanged port.2>court.2"],
        );
    }

    #[test]
    fn sentences_that_change_places_in_a_clause_are_one_move() {
        check(
            &format!("port: {PORT} {TOLLS} {COURT}"),
            &format!("port: {TOLLS} {PORT} {COURT}"),
            &["Moved port.2>port.1"],
        );
    }

    #[test]
    fn a_change_in_a_moved_clause_is_moved_and_changed() {
        check(
            &format!(
                "port: {PORT}\ntolls: {TOLLS} Hides are free.\nflags: {FLAGS}\ncourt: {COURT}"
            ),
            &format!(
                "port: {PORT}\nflags: {FLAGS}\ncourt: {COURT}\ntolls: {} Hides are free.",
                TOLLS.replace("thirty", "ninety")
            ),
            &["MovedAndChanged tolls.1>tolls.1", "Moved tolls.2>tolls.2"],
        );
    }

    #[test]
    fn a_sentence_cut_in_two_is_one_strand() {
        check(
            "a: North pays the toll on timber and wool and South keeps the light on the pier.",
            "a: North pays the toll on timber and wool. South keeps the light on the pier.",
            &["Changed a.1>a.1+a.2"],
        );
    }

    #[test]
    fn items_on_their_lines_are_told_one_by_one() {
        check(
            "a: North shall / (a) pay the toll on timber; / (b) keep the light on the pier; / (c) fly both flags.",
            "a: North shall / (a) pay the toll on timber; / (b) fly both flags.",
            &["Dropped a.3>", "Changed a.4>a.3"],
        );
    }
}
