//! Words and sentences.

use super::dice::Dice;

/// The commonest words: a third of all.
const COMMON: [&str; 31] = [
    "the",
    "of",
    "and",
    "to",
    "in",
    "shall",
    "or",
    "by",
    "for",
    "any",
    "be",
    "party",
    "with",
    "such",
    "as",
    "that",
    "this",
    "under",
    "not",
    "may",
    "which",
    "other",
    "from",
    "on",
    "its",
    "it",
    "is",
    "at",
    "agreement",
    "an",
    "if",
];

/// All other words are made of these.
const SYLLABLES: [&str; 32] = [
    "bar", "cen", "dil", "fom", "gur", "hal", "jen", "kir", "lom", "mur", "nal", "pes", "quin",
    "rop", "sul", "tam", "ven", "wil", "xor", "yun", "zal", "bre", "cli", "dro", "flu", "gra",
    "ple", "pri", "sto", "tru", "spa", "ske",
];

/// Ranks double so often: 32,767 words.
const DOUBLINGS: usize = 15;

/// A word is followed by one of so many companions, half of the time.
const COMPANIONS: usize = 6;

const MONTHS: [&str; 6] = ["January", "March", "April", "June", "August", "October"];

/// Draws words.
pub struct Words<'d> {
    dice: &'d mut Dice,
    last: usize,
}

impl<'d> Words<'d> {
    pub fn new(dice: &'d mut Dice) -> Self {
        Self { dice, last: 1 }
    }

    pub fn heading(&mut self) -> String {
        let length = self.dice.between(2, 4);
        let words: Vec<String> = (0..length).map(|_| made(rare(self.dice))).collect();
        capital(&words.join(" "))
    }

    /// Words without sentences.
    pub fn run(&mut self, length: usize) -> Vec<String> {
        (0..length).map(|_| self.word()).collect()
    }

    /// Sentences of 10 to 37 words, so many words in all, or a few more.
    pub fn text(&mut self, length: usize) -> Vec<String> {
        let mut text = Vec::with_capacity(length + 4);
        while text.len() < length {
            let end = (text.len() + self.dice.between(10, 37)).min(length);
            let start = text.len();
            while text.len() < end {
                match self.dice.below(80) {
                    0 => text.extend(self.rarity()),
                    _ => text.push(self.word()),
                }
            }
            text[start] = capital(&text[start]);
            let last = text.len() - 1;
            text[last].push('.');
        }
        text
    }

    fn word(&mut self) -> String {
        self.last = match self.dice.chance(50) {
            true => companion(self.last, self.dice.below(COMPANIONS)),
            false => rank(self.dice),
        };
        spelt(self.last)
    }

    /// What no vocabulary has: a reference, a sum, a date or a name.
    fn rarity(&mut self) -> Vec<String> {
        let dice = &mut *self.dice;
        let words = match dice.below(4) {
            0 => format!("section {}.{}", dice.between(1, 60), dice.between(1, 30)),
            1 => format!("EUR {},{:03}", dice.between(1, 900), dice.below(1_000)),
            2 => {
                let (day, year) = (dice.between(1, 28), dice.between(2019, 2031));
                format!("{day} {} {year}", MONTHS[dice.below(MONTHS.len())])
            }
            _ => capital(&made(dice.below(1 << 24) + (1 << 15))),
        };
        words.split(' ').map(str::to_owned).collect()
    }
}

/// As in prose, the more common the word: each doubling of the rank is as likely as any other.
fn rank(dice: &mut Dice) -> usize {
    let doubling = dice.below(DOUBLINGS);
    (1 << doubling) + dice.below(1 << doubling)
}

/// Of a word that is not among the commonest.
fn rare(dice: &mut Dice) -> usize {
    let doubling = dice.between(DOUBLINGS / 2, DOUBLINGS - 1);
    (1 << doubling) + dice.below(1 << doubling)
}

fn companion(rank_of: usize, which: usize) -> usize {
    rank(&mut Dice::new((rank_of * COMPANIONS + which) as u64))
}

fn spelt(rank: usize) -> String {
    match COMMON.get(rank - 1) {
        Some(word) => (*word).to_owned(),
        None => made(rank),
    }
}

/// The word of a number: each number has its own.
fn made(mut number: usize) -> String {
    let mut word = String::new();
    while number > 0 {
        word += SYLLABLES[number % SYLLABLES.len()];
        number /= SYLLABLES.len();
    }
    word
}

fn capital(words: &str) -> String {
    let (first, rest) = words.split_at(1);
    first.to_uppercase() + rest
}
