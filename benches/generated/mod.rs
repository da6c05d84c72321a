//! Two versions made up by rule, and the truth about what was done to the first to make the
//! second.
//!
//! Words are drawn as in prose: the word of rank r is about r times rarer than the first,
//! half of all words are followed by one of their few companions, and references, sums, dates
//! and names make the vocabulary grow with the document. The commonest words are those of
//! any English text, all others are put together of syllables. Ids carry nothing. The same
//! recipe gives the same bytes everywhere.

mod dice;
mod words;

use clausediff::matching::Matching;
use clausediff::model::{ClauseIndex, Sides};
use dice::Dice;
use words::Words;

/// What to make.
#[derive(Clone, Copy, Debug)]
pub struct Recipe {
    pub shape: Shape,
    /// Of the first version.
    pub clauses: usize,
    pub seed: u64,
}

/// What the versions are like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Clauses of their own words, changed in known shares.
    Plain,
    /// The same, but half of the clauses are near copies of one of eight.
    Boilerplate,
    /// The same file twice.
    Identical,
    /// Every clause is edited.
    AllChanged,
    /// The same clauses, the last first.
    Reversed,
    /// One clause, over and over, in both.
    Repeated,
}

impl Shape {
    pub const ALL: [Self; 6] = [
        Self::Plain,
        Self::Boilerplate,
        Self::Identical,
        Self::AllChanged,
        Self::Reversed,
        Self::Repeated,
    ];
}

/// What was done to clauses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Unchanged,
    Edited,
    Moved,
    MovedAndEdited,
    Dropped,
    Added,
    Split,
    Merged,
}

/// How many of a hundred clauses meet what; the others stay as they are. Two that are
/// merged count as two.
const SHARES: [(What, usize); 7] = [
    (What::Merged, 2),
    (What::Edited, 20),
    (What::Moved, 8),
    (What::MovedAndEdited, 5),
    (What::Dropped, 4),
    (What::Split, 2),
    (What::Added, 4),
];

/// So many templates make boilerplate.
const TEMPLATES: usize = 8;

/// Two versions and the truth about them.
#[derive(Clone, Debug)]
pub struct Generated {
    pub versions: Sides<Document>,
    /// Every clause of either version stands in exactly one.
    pub done: Vec<Done>,
}

/// What became of some clauses, by their places.
#[derive(Clone, Debug)]
pub struct Done {
    pub what: What,
    pub clauses: Sides<Vec<usize>>,
}

/// One version.
#[derive(Clone, Debug)]
pub struct Document {
    name: &'static str,
    clauses: Vec<Clause>,
}

#[derive(Clone, Debug)]
struct Clause {
    id: String,
    number: String,
    draft: Draft,
}

/// A clause without its place.
#[derive(Clone, Debug)]
struct Draft {
    heading: String,
    words: Vec<String>,
}

/// A clause of the second version before it has a place there.
struct Piece {
    /// The place of the first version where it stands, and which comes first of those there.
    key: (usize, u64),
    done: usize,
    draft: Draft,
}

impl Recipe {
    pub fn make(self) -> Generated {
        Maker {
            dice: Dice::new(self.seed),
            shape: self.shape,
        }
        .make(self.clauses)
    }
}

impl Generated {
    /// How many of the links of some kinds a matching has, and how many there are.
    pub fn found(&self, matching: &Matching, kinds: &[What]) -> [usize; 2] {
        let mut pairs: Vec<_> = matching.pairs.iter().map(|pair| pair.clauses).collect();
        pairs.sort();
        let links = self.done.iter().filter(|done| kinds.contains(&done.what));
        let links: Vec<_> = links.flat_map(Done::links).collect();
        let is_found = |link: &&Sides<ClauseIndex>| pairs.binary_search(link).is_ok();
        [links.iter().filter(is_found).count(), links.len()]
    }
}

impl Done {
    /// Every clause of the one side with every clause of the other.
    pub fn links(&self) -> impl Iterator<Item = Sides<ClauseIndex>> + '_ {
        let befores = self.clauses.before.iter();
        befores.flat_map(|&before| {
            let afters = self.clauses.after.iter();
            afters.map(move |&after| Sides::new(before, after).map(ClauseIndex::new))
        })
    }
}

impl Document {
    /// `chapters` says for each draft where it stands; numbers count anew in each.
    fn new(name: &'static str, chapters: &[usize], drafts: Vec<Draft>, dice: &mut Dice) -> Self {
        let mut clauses: Vec<Clause> = Vec::with_capacity(drafts.len());
        let (mut chapter, mut place) = (0, 0);
        for (&of, draft) in chapters.iter().zip(drafts) {
            place = if of == chapter { place + 1 } else { 1 };
            chapter = of;
            clauses.push(Clause {
                id: format!("{:016x}", dice.number()),
                number: format!("{chapter}.{place}"),
                draft,
            });
        }
        Self { name, clauses }
    }

    pub fn clauses(&self) -> usize {
        self.clauses.len()
    }

    /// As a proposal file.
    pub fn file(&self) -> String {
        let name = self.name;
        let mut file = format!(
            "format = 1\n\n[proposal]\nid = \"{name}\"\ntitle = \"{name}\"\ndate = \"2024\"\n"
        );
        for Clause { id, number, draft } in &self.clauses {
            let Draft { heading, words } = draft;
            let text = words.join(" ");
            file += &format!(
                "\n[[clause]]\nid = \"{id}\"\nnumber = \"{number}\"\nheading = \"{heading}\"\ntext = \"{text}\"\n"
            );
        }
        file
    }

    /// The same words as plain text, a line for each clause.
    pub fn text(&self) -> String {
        let line = |Clause { number, draft, .. }: &Clause| {
            format!("{number} {}\n{}\n\n", draft.heading, draft.words.join(" "))
        };
        self.clauses.iter().map(line).collect()
    }
}

struct Maker {
    dice: Dice,
    shape: Shape,
}

impl Maker {
    fn make(mut self, clauses: usize) -> Generated {
        let drafts = self.drafts(clauses);
        let kinds = self.kinds(clauses);
        let (pieces, mut done) = self.second(&drafts, &kinds);
        let chapters = self.chapters(clauses);
        let before = Document::new("before", &chapters, drafts, &mut self.dice);
        if self.shape == Shape::Identical {
            let after = before.clone();
            return Generated {
                versions: Sides { before, after },
                done,
            };
        }
        for (place, piece) in pieces.iter().enumerate() {
            done[piece.done].clauses.after.push(place);
        }
        let chapters: Vec<usize> = pieces.iter().map(|piece| chapters[piece.key.0]).collect();
        let drafts = pieces.into_iter().map(|piece| piece.draft).collect();
        let after = Document::new("after", &chapters, drafts, &mut self.dice);
        Generated {
            versions: Sides { before, after },
            done,
        }
    }

    /// The chapter of each place, of 6 to 18 clauses each.
    fn chapters(&mut self, clauses: usize) -> Vec<usize> {
        let mut chapters = Vec::with_capacity(clauses);
        let mut chapter = 0;
        while chapters.len() < clauses {
            chapter += 1;
            let end = clauses.min(chapters.len() + self.dice.between(6, 18));
            chapters.resize(end, chapter);
        }
        chapters
    }

    fn drafts(&mut self, clauses: usize) -> Vec<Draft> {
        let templates: Vec<Draft> = (0..TEMPLATES).map(|_| self.draft()).collect();
        let draft = |_| match self.shape {
            Shape::Repeated => templates[0].clone(),
            Shape::Boilerplate if self.dice.chance(50) => {
                let template = templates[self.dice.below(TEMPLATES)].clone();
                self.edited(template)
            }
            _ => self.draft(),
        };
        (0..clauses).map(draft).collect()
    }

    fn draft(&mut self) -> Draft {
        let length = match self.dice.chance(15) {
            true => self.dice.between(90, 200),
            false => self.dice.between(8, 90),
        };
        let mut words = Words::new(&mut self.dice);
        Draft {
            heading: words.heading(),
            words: words.text(length),
        }
    }

    /// What each clause of the first version meets.
    fn kinds(&mut self, clauses: usize) -> Vec<What> {
        let all = match self.shape {
            Shape::AllChanged => What::Edited,
            Shape::Reversed => What::Moved,
            _ => What::Unchanged,
        };
        let mut kinds = vec![all; clauses];
        if !matches!(self.shape, Shape::Plain | Shape::Boilerplate) {
            return kinds;
        }
        let mut order = self.dice.order(clauses);
        for (what, share) in SHARES {
            let mut left = clauses * share / 100;
            if what == What::Merged {
                // Neighbours of one kind: walking in order finds which two belong together.
                left /= 2;
                let mut at = 0;
                while left > 0 && at < order.len() {
                    let place = order[at];
                    let is_free = |place: usize| kinds.get(place) == Some(&What::Unchanged);
                    if is_free(place) && is_free(place + 1) {
                        kinds[place..place + 2].fill(What::Merged);
                        left -= 1;
                    }
                    at += 1;
                }
                order.retain(|&place| kinds[place] == What::Unchanged);
            } else if what != What::Added {
                for place in order.split_off(order.len().saturating_sub(left)) {
                    kinds[place] = what;
                }
            }
        }
        kinds
    }

    /// The clauses of the second version in order, and what was done; its places are not
    /// yet known.
    fn second(&mut self, drafts: &[Draft], kinds: &[What]) -> (Vec<Piece>, Vec<Done>) {
        let mut pieces = Vec::with_capacity(drafts.len());
        let mut done: Vec<Done> = Vec::new();
        let mut place = 0;
        while place < drafts.len() {
            let what = kinds[place];
            let taken = if what == What::Merged { 2 } else { 1 };
            let places = place..place + taken;
            let made = self.made(what, &drafts[places.clone()]);
            for (at, draft) in made.into_iter().enumerate() {
                let key = match what {
                    What::Moved if self.shape == Shape::Reversed => (drafts.len() - 1 - place, 0),
                    What::Moved | What::MovedAndEdited => {
                        (self.dice.below(drafts.len()), self.dice.number())
                    }
                    _ => (place, at as u64),
                };
                pieces.push(Piece {
                    key,
                    done: done.len(),
                    draft,
                });
            }
            let after = match self.shape {
                Shape::Identical => places.clone().collect(),
                _ => Vec::new(),
            };
            let before = places.collect();
            done.push(Done {
                what,
                clauses: Sides { before, after },
            });
            place += taken;
        }
        for _ in 0..self.added(drafts.len()) {
            pieces.push(Piece {
                key: (self.dice.below(drafts.len()), self.dice.number()),
                done: done.len(),
                draft: self.draft(),
            });
            done.push(Done {
                what: What::Added,
                clauses: Sides::default(),
            });
        }
        pieces.sort_by_key(|piece| piece.key);
        (pieces, done)
    }

    fn added(&self, clauses: usize) -> usize {
        match self.shape {
            Shape::Plain | Shape::Boilerplate => {
                let share = SHARES.iter().find(|(what, _)| *what == What::Added);
                share.map_or(0, |(_, share)| clauses * share / 100)
            }
            _ => 0,
        }
    }

    /// What becomes of one clause, or of two that are merged.
    fn made(&mut self, what: What, drafts: &[Draft]) -> Vec<Draft> {
        let first = drafts[0].clone();
        match what {
            What::Unchanged | What::Moved | What::Added => vec![first],
            What::Edited | What::MovedAndEdited => vec![self.edited(first)],
            What::Dropped => Vec::new(),
            What::Split => self.split(first),
            What::Merged => vec![Draft {
                heading: first.heading,
                words: drafts
                    .iter()
                    .flat_map(|draft| draft.words.clone())
                    .collect(),
            }],
        }
    }

    /// Changes 5 to 30 of a hundred words, in runs of one to four.
    fn edited(&mut self, mut draft: Draft) -> Draft {
        let words = &mut draft.words;
        let mut left = (words.len() * self.dice.between(5, 30)).div_ceil(100);
        while left > 0 {
            let run = self.dice.between(1, 4).min(left);
            let at = self.dice.below(words.len().saturating_sub(run).max(1));
            let end = (at + run).min(words.len());
            let fresh = Words::new(&mut self.dice).run(run);
            match self.dice.below(100) {
                0..55 => drop(words.splice(at..end, fresh)),
                55..78 if words.len() > run + 5 => drop(words.drain(at..end)),
                _ => drop(words.splice(at..at, fresh)),
            }
            left -= run;
        }
        draft
    }

    /// Two pieces, cut at the end of a sentence in the middle half if there is one.
    fn split(&mut self, draft: Draft) -> Vec<Draft> {
        let Draft { heading, mut words } = draft;
        let quarter = words.len() / 4;
        let ends = (quarter + 1..words.len() - quarter).filter(|&at| words[at - 1].ends_with('.'));
        let cut = ends.min_by_key(|at| at.abs_diff(2 * quarter));
        let second = words.split_off(cut.unwrap_or(words.len() / 2));
        let other = Words::new(&mut self.dice).heading();
        let pieces = [(heading, words), (other, second)];
        pieces
            .map(|(heading, words)| Draft { heading, words })
            .into()
    }
}
