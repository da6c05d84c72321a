//! Looks for sentences of which nothing is left in their place.
//!
//! First the same words in the same change, then the same words anywhere, then largely
//! the same words anywhere. Candidates for the last share a word, or two words in a row,
//! that few other sentences have; so no sentence is compared with all others.

use std::cmp::Reverse;
use std::collections::VecDeque;
use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::Link;
use super::laid::{Laid, Vocabulary};
use super::order::Homes;
use crate::diff::edit::Op;
use crate::diff::words::redline;
use crate::model::{Side, Sides};
use crate::text::token::word_count;

/// Shorter sentences ("Reserved.", "To be agreed.") stand in many places, and each came
/// from its own; they are not looked for in other clauses.
const SHORTEST: usize = 4;

/// A word is rare if the sentences that have it make at most so many pairs.
const RARE: usize = 32;

/// Of the candidates for one sentence, so many are compared.
const COMPARED: usize = 8;

/// Largely the same: at least so many of ten words of both sentences together are kept in
/// order. Half and half is what two sentences on one matter share by chance.
const ALIKE: usize = 6;

/// A sentence without a link.
struct Loose {
    sentence: usize,
    words: Vec<u32>,
}

/// Links for sentences that `known` leaves without one.
pub(super) fn links(laid: &Sides<Laid>, known: &[Link], homes: &Homes) -> Vec<Link> {
    let mut is_linked = laid.as_ref().map(|laid| vec![false; laid.sentences.len()]);
    for link in known {
        mark(&mut is_linked, link.sentences);
    }
    let mut vocabulary = Vocabulary::default();
    let loose = Sides::make(|side| {
        let laid = laid.get(side);
        let linked = is_linked.get(side).iter().enumerate();
        let free = linked.filter(|(_, is_linked)| !**is_linked);
        let loose = free.map(|(sentence, _)| Loose {
            sentence,
            words: vocabulary.of(laid, sentence),
        });
        loose.collect::<Vec<_>>()
    });
    let mut search = Search {
        laid,
        homes,
        loose,
        is_linked,
        links: Vec::new(),
    };
    search.same_words_in_the_same_change();
    search.same_words_anywhere();
    search.like_words_anywhere();
    search.links
}

fn mark(is_linked: &mut Sides<Vec<bool>>, sentences: Sides<usize>) {
    is_linked.before[sentences.before] = true;
    is_linked.after[sentences.after] = true;
}

struct Search<'s, 'a> {
    laid: &'s Sides<Laid<'a>>,
    homes: &'s Homes,
    loose: Sides<Vec<Loose>>,
    is_linked: Sides<Vec<bool>>,
    links: Vec<Link>,
}

impl<'a> Search<'_, 'a> {
    /// A text without words is compared as it stands.
    fn same_words_in_the_same_change(&mut self) {
        let pairs = self.in_order(|side, loose| {
            let laid = self.laid.get(side);
            let clause = laid.sentences[loose.sentence].clause;
            let change = self.homes.only(side, clause)?;
            let is_wordless = loose.words.is_empty();
            let wordless = is_wordless.then(|| laid.text(loose.sentence).trim());
            Some((change, loose.words.as_slice(), wordless))
        });
        self.link_all(pairs);
    }

    fn same_words_anywhere(&mut self) {
        let is_long = |loose: &Loose| loose.words.len() >= SHORTEST;
        let pairs = self.in_order(|_, loose| is_long(loose).then_some(loose.words.as_slice()));
        self.link_all(pairs);
    }

    /// Of each key the first with the first, the second with the second; with how many
    /// words they have.
    fn in_order<'l, K: Hash + Eq>(
        &'l self,
        key: impl Fn(Side, &'l Loose) -> Option<K>,
    ) -> Vec<(Sides<usize>, usize)> {
        let mut waiting: FxHashMap<K, VecDeque<&Loose>> = FxHashMap::default();
        for loose in self.unlinked(Side::Before) {
            if let Some(key) = key(Side::Before, loose) {
                waiting.entry(key).or_default().push_back(loose);
            }
        }
        let afters = self.unlinked(Side::After);
        let pair = |after| {
            let before = waiting.get_mut(&key(Side::After, after)?)?.pop_front()?;
            let pair = Sides { before, after };
            Some((pair.map(|loose: &Loose| loose.sentence), before.words.len()))
        };
        afters.filter_map(pair).collect()
    }

    fn unlinked(&self, side: Side) -> impl Iterator<Item = &Loose> {
        let is_linked = self.is_linked.get(side);
        let loose = self.loose.get(side).iter();
        loose.filter(|loose| !is_linked[loose.sentence])
    }

    fn link_all(&mut self, pairs: Vec<(Sides<usize>, usize)>) {
        for (sentences, words) in pairs {
            self.link(sentences, words);
        }
    }

    fn like_words_anywhere(&mut self) {
        let mut alike: Vec<(Likeness<'a>, Sides<usize>, usize)> = Vec::new();
        for sentences in self.candidates() {
            let texts = Sides::make(|side| self.laid.get(side).text(*sentences.get(side)).trim());
            let words = sentences_words(self.laid, sentences);
            let shorter = words.before.min(words.after);
            let kept = kept_words(texts).min(shorter);
            if 20 * kept >= ALIKE * (words.before + words.after) {
                let likeness = Likeness::new(self, sentences, texts, kept);
                alike.push((likeness, sentences, kept));
            }
        }
        alike.sort();
        for (_, sentences, kept) in alike {
            let is_free = Side::BOTH.map(|side| !self.is_linked.get(side)[*sentences.get(side)]);
            if is_free == [true; 2] {
                self.link(sentences, kept);
            }
        }
    }

    /// Pairs of sentences that share what few others have, the best for each sentence.
    fn candidates(&self) -> Vec<Sides<usize>> {
        let mut having: FxHashMap<Sign, Sides<Vec<usize>>> = FxHashMap::default();
        for side in Side::BOTH {
            for loose in self
                .unlinked(side)
                .filter(|loose| loose.words.len() >= SHORTEST)
            {
                for sign in signs(&loose.words) {
                    having
                        .entry(sign)
                        .or_default()
                        .get_mut(side)
                        .push(loose.sentence);
                }
            }
        }
        let mut shared: FxHashMap<Sides<usize>, usize> = FxHashMap::default();
        for Sides { before, after } in having.values() {
            if before.len() * after.len() <= RARE {
                for &before in before {
                    for &after in after {
                        *shared.entry(Sides { before, after }).or_default() += 1;
                    }
                }
            }
        }
        let mut ranked: Vec<_> = shared.into_iter().collect();
        ranked.sort_unstable_by_key(|&(sentences, shared)| {
            let words = sentences_words(self.laid, sentences);
            let apart = words.before.abs_diff(words.after);
            let Sides { before, after } = sentences;
            (
                Reverse(shared),
                apart,
                before + after,
                before.abs_diff(after),
                before,
            )
        });
        let mut compared = self.laid.as_ref().map(|laid| vec![0; laid.sentences.len()]);
        ranked.retain(|(Sides { before, after }, _)| {
            let counts = [&mut compared.before[*before], &mut compared.after[*after]];
            let is_within = counts.iter().all(|count| **count < COMPARED);
            counts
                .into_iter()
                .for_each(|count| *count += usize::from(is_within));
            is_within
        });
        ranked.into_iter().map(|(sentences, _)| sentences).collect()
    }

    fn link(&mut self, sentences: Sides<usize>, words: usize) {
        mark(&mut self.is_linked, sentences);
        self.links.push(Link {
            sentences,
            words,
            change: self.homes.both(self.laid, sentences),
            is_moved: false,
        });
    }
}

/// A word, or two in a row.
type Sign = (u32, Option<u32>);

/// Each once.
fn signs(words: &[u32]) -> Vec<Sign> {
    let pairs = words.windows(2).map(|two| (two[0], Some(two[1])));
    let mut signs: Vec<Sign> = words
        .iter()
        .map(|&word| (word, None))
        .chain(pairs)
        .collect();
    signs.sort_unstable();
    signs.dedup();
    signs
}

fn sentences_words(laid: &Sides<Laid>, sentences: Sides<usize>) -> Sides<usize> {
    Sides::make(|side| laid.get(side).sentences[*sentences.get(side)].words)
}

fn kept_words(texts: Sides<&str>) -> usize {
    let edits = redline(texts.before, texts.after).into_iter();
    let kept = edits.filter(|edit| edit.op == Op::Keep);
    kept.map(|edit| word_count(&edit.text)).sum()
}

/// How alike two sentences are; the smallest is linked first, whichever side it is seen from.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Likeness<'a> {
    /// Words kept, of a thousand of both.
    share: Reverse<usize>,
    words: Reverse<usize>,
    /// In clauses that are not related.
    is_strange: bool,
    texts: [&'a str; 2],
    places: (usize, usize),
}

impl<'a> Likeness<'a> {
    fn new(
        search: &Search<'_, 'a>,
        sentences: Sides<usize>,
        texts: Sides<&'a str>,
        kept: usize,
    ) -> Self {
        let words = sentences_words(search.laid, sentences);
        let mut texts = [texts.before, texts.after];
        texts.sort_unstable();
        let Sides { before, after } = sentences;
        Self {
            share: Reverse(2000 * kept / (words.before + words.after)),
            words: Reverse(kept),
            is_strange: search.homes.both(search.laid, sentences).is_none(),
            texts,
            places: (before + after, before.abs_diff(after)),
        }
    }
}
