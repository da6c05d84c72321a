//! Sentences and words by what became of them, and whether the sums close.

use super::{Account, Fate, Sentence, Strand};
use crate::model::{Side, Sides};
use crate::text::sentence::sentences;
use crate::text::token::word_count;

/// How many, of one fate or of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Sentences.
    pub sentences: usize,
    /// Words of them.
    pub words: usize,
    /// Those of the words that stand on the other side.
    pub carried: usize,
}

impl Sums {
    fn plus(self, other: Self) -> Self {
        Self {
            sentences: self.sentences + other.sentences,
            words: self.words + other.words,
            carried: self.carried + other.carried,
        }
    }
}

/// The figures of one version, by fate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ledger([Sums; Fate::ALL.len()]);

impl Ledger {
    pub(super) fn of(sentences: &[Sentence], strands: &[Strand]) -> Self {
        let mut ledger = Self::default();
        for sentence in sentences {
            let figures = &mut ledger.0[strands[sentence.strand].fate as usize];
            *figures = figures.plus(Sums {
                sentences: 1,
                words: sentence.words,
                carried: sentence.carried,
            });
        }
        ledger
    }

    /// Of one fate.
    pub fn get(&self, fate: Fate) -> Sums {
        self.0[fate as usize]
    }

    /// Of all fates together.
    pub fn all(&self) -> Sums {
        self.0.into_iter().fold(Sums::default(), Sums::plus)
    }
}

/// What the account says against the versions, and one side against the other.
pub(super) fn gaps(account: &Account) -> Vec<String> {
    let mut gaps = Vec::new();
    let mut must_be = |what: &str, found: usize, wanted: usize| {
        if found != wanted {
            gaps.push(format!("{what}: {found}, not {wanted}"));
        }
    };
    for side in Side::BOTH {
        let word = match side {
            Side::Before => "before",
            Side::After => "after",
        };
        let texts = || account.versions.get(side).clauses.iter();
        let all = account.ledgers.get(side).all();
        let cut = texts().map(|clause| sentences(&clause.text).len()).sum();
        let words = texts().map(|clause| word_count(&clause.text)).sum();
        must_be(&format!("sentences {word}"), all.sentences, cut);
        must_be(&format!("words {word}"), all.words, words);
        let places = account
            .strands
            .iter()
            .map(|strand| strand.sentences.get(side).len());
        must_be(&format!("sentences {word} in strands"), places.sum(), cut);
        let over = account.sentences.get(side).iter();
        let over = over
            .filter(|sentence| sentence.carried > sentence.words)
            .count();
        must_be(
            &format!("sentences {word} with more words carried than they have"),
            over,
            0,
        );
    }
    let Sides { before, after } = &account.ledgers;
    must_be("words carried", before.all().carried, after.all().carried);
    for fate in [Fate::Kept, Fate::Moved] {
        let [before, after] = [before.get(fate), after.get(fate)];
        let word = if fate == Fate::Kept { "kept" } else { "moved" };
        must_be(
            &format!("sentences {word}"),
            before.sentences,
            after.sentences,
        );
        must_be(&format!("words {word}"), before.words, after.words);
    }
    gaps
}
