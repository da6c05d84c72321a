//! Which words a redline carries from sentence to sentence.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use super::Link;
use super::laid::Laid;
use super::order::Homes;
use crate::diff::Diff;
use crate::diff::change::{Change, Kind};
use crate::diff::edit::{Edit, Op, spelled};
use crate::model::{Side, Sides};
use crate::text::normalize::folded;

/// Two sentences are linked if so much of the shorter is carried: one word in three. A
/// redline of two sentences of the same length that have nothing to do with each other
/// keeps one in four or so, articles and prepositions.
const LINKED: usize = 3;

/// A sentence that keeps fewer than one word in ten is gone: what is left of it is a
/// phrase in another sentence.
const LEFT: usize = 10;

/// Links within changes, for all words that their redlines keep; each word in one pair at
/// most.
pub(super) fn links(diff: &Diff, laid: &Sides<Laid>, homes: &Homes) -> Vec<Link> {
    let mut free = laid.as_ref().map(|laid| vec![true; laid.words.len()]);
    let mut counts: BTreeMap<Sides<usize>, Shared> = BTreeMap::new();
    for change in in_neutral_order(&diff.changes, homes) {
        for pair in pairs(change, laid) {
            let Sides { before, after } = pair;
            if free.before[before] && free.after[after] {
                free.before[before] = false;
                free.after[after] = false;
                let sentences = Sides {
                    before: laid.before.words[before].sentence,
                    after: laid.after.words[after].sentence,
                };
                let shared = counts.entry(sentences).or_default();
                shared.words += 1;
                shared.has_meaning |= has_meaning(laid.before.word(before));
            }
        }
    }
    let counts = counts.into_iter();
    let linked = counts.filter(|(sentences, shared)| is_linked(laid, *sentences, shared));
    let links = linked.map(|(sentences, shared)| Link {
        sentences,
        words: shared.words,
        change: homes.both(laid, sentences),
        is_moved: false,
    });
    without_remnants(laid, links.collect())
}

/// What two sentences have in common.
#[derive(Default)]
struct Shared {
    words: usize,
    /// One of them at least is more than an article or a preposition.
    has_meaning: bool,
}

/// Words of at most three letters (of, the, to) hold no meaning of their own; numbers do.
fn has_meaning(word: &str) -> bool {
    word.chars().nth(3).is_some() || word.chars().any(char::is_numeric)
}

/// Changes that share a clause compete for its words: the one that keeps most goes first,
/// whichever side it is told from.
fn in_neutral_order<'d, 'a>(changes: &'d [Change<'a>], homes: &Homes) -> Vec<&'d Change<'a>> {
    let related = changes.iter().filter(|change| change.evidence.is_some());
    let (mut sharing, mut order): (Vec<_>, Vec<_>) =
        related.partition(|change| homes.is_shared(change));
    sharing.sort_by_cached_key(|change| {
        let keeps = change.text.iter().filter(|edit| edit.op == Op::Keep);
        let kept: usize = keeps.map(|edit| edit.text.len()).sum();
        let mut texts = Side::BOTH.map(|side| spelled(&change.text, side));
        texts.sort_unstable();
        (Reverse(kept), texts)
    });
    order.extend(sharing);
    order
}

/// Words that are the same on both sides, in the order of the texts.
fn pairs(change: &Change, laid: &Sides<Laid>) -> Vec<Sides<usize>> {
    let mut cursors = Sides::make(|side| Cursor::new(laid.get(side), change, side));
    if change.kind == Kind::Unchanged {
        let Sides { before, after } = cursors.map(|cursor| cursor.words);
        let pairs = before.into_iter().zip(after);
        return pairs
            .map(|((before, _), (after, _))| Sides { before, after })
            .collect();
    }
    let mut pairs = Vec::new();
    let mut edits = change.text.iter().peekable();
    while let Some(edit) = edits.next() {
        let length = |edit: &Edit| edit.text.len();
        if edit.op == Op::Keep {
            let words = Sides::make(|side| cursors.get_mut(side).pass(length(edit)));
            kept(&cursors, words, length(edit), &mut pairs);
            continue;
        }
        let inserted = edits.next_if(|next| edit.op == Op::Delete && next.op == Op::Insert);
        let gap = [Some(edit), inserted];
        let words = Sides::make(|side| {
            let own = gap.iter().flatten().find(|edit| edit.op.is_on(side));
            cursors
                .get_mut(side)
                .pass(own.map_or(0, |edit| length(edit)))
        });
        written_otherwise(&cursors, laid, words, &mut pairs);
    }
    pairs
}

/// The words of all clauses of one side of a change, joined as its redline joins them.
struct Cursor {
    /// Each word with its place in the joined text.
    words: Vec<(usize, Range<usize>)>,
    /// The first word not passed.
    next: usize,
    /// The end of what is passed.
    at: usize,
}

impl Cursor {
    fn new(laid: &Laid, change: &Change, side: Side) -> Self {
        let mut words = Vec::new();
        let mut start = 0;
        for &clause in change.clauses.get(side) {
            for word in laid.of_clause(clause) {
                let range = &laid.words[word].range;
                words.push((word, start + range.start..start + range.end));
            }
            start += laid.version.clause(clause).text.len() + 1;
        }
        Self {
            words,
            next: 0,
            at: 0,
        }
    }

    /// Goes on by so many bytes; gives the places in `words` of those that end there.
    fn pass(&mut self, bytes: usize) -> Range<usize> {
        self.at += bytes;
        let first = self.next;
        let is_passed = |(_, range): &&(usize, Range<usize>)| range.end <= self.at;
        self.next += self.words[first..].iter().take_while(is_passed).count();
        first..self.next
    }
}

/// Pairs words at the same place of one kept run of so many bytes, which is passed.
fn kept(
    cursors: &Sides<Cursor>,
    words: Sides<Range<usize>>,
    length: usize,
    pairs: &mut Vec<Sides<usize>>,
) {
    let place = |side: Side, at: usize| {
        let cursor = cursors.get(side);
        let (word, range) = &cursor.words[at];
        // A word that began before the run is at no place of it.
        let start = range.start.checked_sub(cursor.at - length);
        (*word, start.map(|start| (start, range.len())))
    };
    let mut after = words.after.peekable();
    for at in words.before {
        let (before, Some(own)) = place(Side::Before, at) else {
            continue;
        };
        while after
            .next_if(|&at| place(Side::After, at).1 < Some(own))
            .is_some()
        {}
        if let Some(at) = after.next_if(|&at| place(Side::After, at).1 == Some(own)) {
            let (after, _) = place(Side::After, at);
            pairs.push(Sides { before, after });
        }
    }
}

/// Pairs words at both ends of a gap that differ only in case, accents and the like.
fn written_otherwise(
    cursors: &Sides<Cursor>,
    laid: &Sides<Laid>,
    words: Sides<Range<usize>>,
    pairs: &mut Vec<Sides<usize>>,
) {
    let most = words.before.len().min(words.after.len());
    let at = |before: usize, after: usize| Sides {
        before: cursors.before.words[before].0,
        after: cursors.after.words[after].0,
    };
    let is_same = |pair: &Sides<usize>| {
        folded(laid.before.word(pair.before)) == folded(laid.after.word(pair.after))
    };
    let Sides { before, after } = words;
    let from_start = (0..most).map(|by| at(before.start + by, after.start + by));
    let start: Vec<Sides<usize>> = from_start.take_while(is_same).collect();
    let from_end = (1..=most - start.len()).map(|by| at(before.end - by, after.end - by));
    let end: Vec<Sides<usize>> = from_end.take_while(is_same).collect();
    pairs.extend(start);
    pairs.extend(end.into_iter().rev());
}

fn is_linked(laid: &Sides<Laid>, sentences: Sides<usize>, shared: &Shared) -> bool {
    let words = |side: Side| laid.get(side).sentences[*sentences.get(side)].words;
    let shorter = words(Side::Before).min(words(Side::After));
    let is_all = shared.words == shorter;
    is_all || shared.has_meaning && shared.words * LINKED >= shorter
}

/// Takes the links off sentences of which too little is left, until there are none. What
/// one sentence loses another may miss, but whoever is asked first, the same links stay.
fn without_remnants(laid: &Sides<Laid>, mut links: Vec<Link>) -> Vec<Link> {
    let mut carried = laid.as_ref().map(|laid| vec![0; laid.sentences.len()]);
    for link in &links {
        for side in Side::BOTH {
            carried.get_mut(side)[*link.sentences.get(side)] += link.words;
        }
    }
    loop {
        let is_remnant = |link: &Link| {
            Side::BOTH.into_iter().any(|side| {
                let place = *link.sentences.get(side);
                carried.get(side)[place] * LEFT < laid.get(side).sentences[place].words
            })
        };
        let (gone, left): (Vec<Link>, Vec<Link>) = links.into_iter().partition(is_remnant);
        links = left;
        if gone.is_empty() {
            return links;
        }
        for link in gone {
            for side in Side::BOTH {
                carried.get_mut(side)[*link.sentences.get(side)] -= link.words;
            }
        }
    }
}
