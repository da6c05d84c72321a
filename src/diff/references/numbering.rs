//! Which clause each printed number of a version names.
//!
//! A clause is named by its number with those of its parents before it: "a" below "6" is
//! 6.a, 6(a) or point (a) of clause 6; "12" below "II" is 12 as well, where the numbers run
//! through. What a number of several clauses means is told by the noun and by where it is
//! said; what stays unclear names nothing for certain.

use std::hash::Hash;
use std::ops::Range;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::read::{atoms, printed, roman};
use super::vocabulary::{Noun, Rank, Vocabulary};
use crate::model::{ClauseIndex, Version};
use crate::text::normalize::folded;
use crate::text::token::words;

/// What a number names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A clause, and so many last atoms that are told inside its text.
    Clause(ClauseIndex, usize),
    /// No clause has the number.
    Nothing,
    /// Several may be meant, or only a part of the number is known.
    Unclear,
}

/// Parents beyond so many hold no numbers that anyone names.
const MOST_LEVELS: usize = 16;

/// The numbers of one version.
pub(super) struct Numbering<'a> {
    version: &'a Version,
    paths: Paths<'a>,
    /// Clauses by their whole path.
    whole: FxHashMap<u64, Named>,
    /// Clauses by the last levels of a path, by how many levels the path has.
    ends: FxHashMap<(u64, usize), Named>,
    /// Clauses by their whole path with roman numbers, these taken as others.
    plain: FxHashMap<u64, Named>,
    /// What whole paths begin with.
    beginnings: FxHashSet<u64>,
    /// Clauses with numbered clauses below them.
    holders: Vec<bool>,
    /// By levels, whether numbers run through there though parents have them, too.
    running: [bool; MOST_LEVELS],
    /// Whether clauses of the top have digits, or else, as numbers.
    top: [bool; 2],
}

/// How the clauses are named, each by a stretch of the same two lists.
#[derive(Default)]
struct Paths<'a> {
    of_clauses: Vec<Path>,
    atoms: Vec<&'a str>,
    levels: Vec<usize>,
}

/// How a clause is named.
#[derive(Clone, Debug, Default)]
struct Path {
    /// From the outermost parent to the clause itself; empty if none has a number.
    atoms: Range<usize>,
    /// Where the number of each level starts among the atoms.
    levels: Range<usize>,
    /// The noun that is printed before the number.
    noun: Option<Noun>,
    /// The number is printed with those of its parents.
    is_whole: bool,
    /// It has a number of its own, not only those of its parents.
    is_named: bool,
}

impl<'a> Paths<'a> {
    /// The path of every clause; parents may stand behind their children.
    fn new(version: &'a Version) -> Self {
        let vocabulary = Vocabulary::of(version.lang.as_deref());
        let count = version.clauses.len();
        let mut paths = Self {
            of_clauses: vec![Path::default(); count],
            atoms: Vec::with_capacity(2 * count),
            levels: Vec::with_capacity(2 * count),
        };
        let mut is_told = vec![false; count];
        let mut waiting = Vec::new();
        for (clause, _) in version.indexed() {
            let mut next = Some(clause).filter(|clause| !is_told[clause.get()]);
            while let Some(clause) = next {
                waiting.push(clause);
                let parent = version.clause(clause).parent;
                next = parent.filter(|parent| !is_told[parent.get()]);
            }
            while let Some(clause) = waiting.pop() {
                is_told[clause.get()] = true;
                paths.add(clause, version, vocabulary);
            }
        }
        paths
    }

    fn add(&mut self, clause: ClauseIndex, version: &'a Version, vocabulary: &Vocabulary) {
        let own = version.clause(clause);
        let above = own
            .parent
            .map(|parent| self.of_clauses[parent.get()].clone());
        let above = above.filter(|above| above.levels.len() < MOST_LEVELS);
        let above = above.unwrap_or_default();
        let number = own.number.as_deref();
        let Some((noun, label)) = number.and_then(|number| printed(number, vocabulary)) else {
            // Without a number, it is passed over when its children are named.
            self.of_clauses[clause.get()] = Path {
                is_named: false,
                ..above
            };
            return;
        };
        let [atoms_start, levels_start] = [self.atoms.len(), self.levels.len()];
        let shared = self.levels[above.levels.clone()]
            .iter()
            .copied()
            .find(|&level| {
                let end = &self.atoms[above.atoms.start + level..above.atoms.end];
                let mut own = atoms(label).take(MOST_LEVELS);
                end.iter()
                    .all(|a| own.next().is_some_and(|b| is_same(a, b)))
                    && own.next().is_some()
            });
        let kept = shared.unwrap_or(above.atoms.len());
        self.atoms
            .extend_from_within(above.atoms.start..above.atoms.start + kept);
        self.atoms.extend(atoms(label).take(MOST_LEVELS));
        self.levels.extend_from_within(above.levels.clone());
        self.levels.push(above.atoms.len());
        self.of_clauses[clause.get()] = Path {
            atoms: atoms_start..self.atoms.len(),
            levels: levels_start..self.levels.len(),
            noun,
            is_whole: shared.is_some(),
            is_named: true,
        };
    }

    fn atoms(&self, clause: ClauseIndex) -> &[&'a str] {
        &self.atoms[self.of_clauses[clause.get()].atoms.clone()]
    }

    fn levels(&self, clause: ClauseIndex) -> &[usize] {
        &self.levels[self.of_clauses[clause.get()].levels.clone()]
    }
}

/// The numbers of one level, and whether they run on from parent to parent.
#[derive(Default)]
struct Run {
    parent: Option<Option<ClauseIndex>>,
    has_several_parents: bool,
    is_broken: bool,
}

impl Run {
    fn add(&mut self, parent: Option<ClauseIndex>, is_next: bool) {
        self.has_several_parents |= *self.parent.get_or_insert(parent) != parent;
        self.is_broken |= !is_next;
    }

    fn goes_on(&self) -> bool {
        self.has_several_parents && !self.is_broken
    }
}

/// The clauses of a number.
#[derive(Clone, Copy, Debug)]
struct Named {
    first: ClauseIndex,
    is_only: bool,
}

impl<'a> Numbering<'a> {
    pub fn new(version: &'a Version) -> Self {
        let paths = Paths::new(version);
        let count = version.clauses.len();
        let mut numbering = Self {
            version,
            whole: FxHashMap::with_capacity_and_hasher(count, FxBuildHasher),
            ends: FxHashMap::default(),
            plain: FxHashMap::default(),
            beginnings: FxHashSet::default(),
            holders: vec![false; count],
            running: [false; MOST_LEVELS],
            top: [false; 2],
            paths,
        };
        numbering.fill();
        numbering
    }

    fn fill(&mut self) {
        let mut runs: [Run; MOST_LEVELS] = std::array::from_fn(|_| Run::default());
        for (clause, own) in self.version.indexed() {
            let path = &self.paths.of_clauses[clause.get()];
            if !path.is_named {
                continue;
            }
            let (atoms, levels) = (self.paths.atoms(clause), self.paths.levels(clause));
            let above = levels.len() - 1;
            name(&mut self.whole, hash(atoms), clause);
            if is_roman(atoms) {
                name(&mut self.plain, plain_hash(atoms), clause);
            }
            let mut is_new = true;
            for &level in &levels[1..] {
                let end = (hash(&atoms[level..]), above);
                is_new = name(&mut self.ends, end, clause);
            }
            self.beginnings.extend(beginnings(atoms));
            self.top[usize::from(is_digits(atoms[0]))] |= above == 0;
            let is_next = is_new && !path.is_whole && is_digits(atoms[levels[above]]);
            runs[above].add(own.parent, is_next);
            if let Some(holder) = self.holder(clause) {
                self.holders[holder.get()] = true;
            }
        }
        self.running = std::array::from_fn(|above| above > 0 && runs[above].goes_on());
    }

    fn is_named(&self, clause: ClauseIndex) -> bool {
        self.paths.of_clauses[clause.get()].is_named
    }

    /// The nearest parent that has a number.
    fn holder(&self, clause: ClauseIndex) -> Option<ClauseIndex> {
        let mut parents = self.parents(clause).skip(1);
        parents.find(|parent| self.is_named(*parent))
    }

    /// The clause and its parents, as far as their numbers count.
    fn parents(&self, clause: ClauseIndex) -> impl Iterator<Item = ClauseIndex> {
        let parent = |clause: &ClauseIndex| self.version.clause(*clause).parent;
        std::iter::successors(Some(clause), parent).take(MOST_LEVELS)
    }

    /// What a number under a noun means, said in clause `from`; with `is_inside` nothing
    /// but what stands inside that clause or beside it.
    pub fn target(&self, noun: Noun, label: &[&str], from: ClauseIndex, is_inside: bool) -> Target {
        if label.is_empty() {
            return Target::Nothing;
        }
        let whole = self.exactly(noun, label, from, is_inside);
        if whole != Target::Nothing {
            return whole;
        }
        for told in 1..label.len() {
            let outer = &label[..label.len() - told];
            match self.exactly(noun, outer, from, is_inside) {
                Target::Clause(clause, _) if self.holders[clause.get()] => return Target::Nothing,
                Target::Clause(clause, _) => return Target::Clause(clause, told),
                Target::Unclear => return Target::Unclear,
                Target::Nothing => {}
            }
        }
        if self.beginnings.contains(&hash(label)) {
            return Target::Unclear;
        }
        Target::Nothing
    }

    fn exactly(&self, noun: Noun, label: &[&str], from: ClauseIndex, is_inside: bool) -> Target {
        if noun.rank == Rank::Inner || is_inside {
            if let Some(clause) = self.nearby(label, from) {
                return Target::Clause(clause, 0);
            }
            if is_inside || self.is_told_in_text(label, from) {
                return Target::Unclear;
            }
        }
        let runs = |levels: &usize| self.running[*levels] && is_digits(label[0]);
        if noun.rank == Rank::Main
            && let Some(levels) = (1..MOST_LEVELS).find(runs)
            && let Some(named) = self.ends.get(&(hash(label), levels))
        {
            return self.meant(*named, label, noun);
        }
        let top = self
            .whole
            .get(&hash(label))
            .filter(|named| self.has_path(named.first, label));
        if let Some(named) = top {
            return self.meant(*named, label, noun);
        }
        let is_own_kind = self.top[usize::from(is_digits(label[0]))];
        if noun.rank == Rank::Inner || !is_own_kind {
            let found = (1..MOST_LEVELS).find_map(|levels| self.ends.get(&(hash(label), levels)));
            if let Some(named) = found {
                return self.meant(*named, label, noun);
            }
        }
        let plain = plain_hash(label);
        let digits = || self.whole.get(&plain).filter(|_| is_roman(label));
        let named = self.plain.get(&plain).or_else(digits);
        named.map_or(Target::Nothing, |named| self.meant(*named, label, noun))
    }

    /// A clause below the one that speaks or below one of its parents.
    fn nearby(&self, label: &[&str], from: ClauseIndex) -> Option<ClauseIndex> {
        let parents = self.parents(from);
        let mut below = parents.filter_map(|parent| {
            let path = self.paths.atoms(parent);
            let named = self.whole.get(&extended(hash(path), label))?;
            (!path.is_empty() && named.is_only).then_some(named.first)
        });
        below.next()
    }

    /// One of the clauses of a number, by the noun.
    fn meant(&self, named: Named, label: &[&str], noun: Noun) -> Target {
        let own = |clause: ClauseIndex| self.paths.of_clauses[clause.get()].noun;
        let is_named = |clause: ClauseIndex| {
            own(clause).is_some_and(|own| own.name == noun.name) || self.is_headed(clause, noun)
        };
        if !named.is_only {
            return self.told_apart(label, noun.rank, is_named);
        }
        let clause = named.first;
        let is_right = match noun.rank {
            Rank::Main | Rank::Inner => true,
            Rank::Container => {
                self.holders[clause.get()] || is_named(clause) || !is_digits(label[0])
            }
            Rank::Apart => {
                is_named(clause) || (!is_digits(label[0]) && self.paths.levels(clause).len() == 1)
            }
        };
        if is_right {
            Target::Clause(clause, 0)
        } else {
            Target::Nothing
        }
    }

    /// Of several clauses of one number the one with that noun; else the one without any.
    fn told_apart(
        &self,
        label: &[&str],
        rank: Rank,
        is_named: impl Fn(ClauseIndex) -> bool,
    ) -> Target {
        if self.holders.len() > FEW {
            return Target::Unclear;
        }
        let all = || {
            let all = self.version.indexed().map(|(clause, _)| clause);
            all.filter(|&clause| self.is_named(clause) && self.has_path(clause, label))
        };
        let only = |mut found: Vec<ClauseIndex>| found.pop().filter(|_| found.is_empty());
        let named = only(all().filter(|&clause| is_named(clause)).collect());
        let has_none = |clause: &ClauseIndex| self.paths.of_clauses[clause.get()].noun.is_none();
        let plain = || only(all().filter(has_none).collect()).filter(|_| rank != Rank::Apart);
        let found = named.or_else(plain);
        found.map_or(Target::Unclear, |clause| Target::Clause(clause, 0))
    }

    fn is_headed(&self, clause: ClauseIndex, noun: Noun) -> bool {
        let heading = self.version.clause(clause).heading.as_deref();
        let first = heading.and_then(|heading| words(heading).next());
        let vocabulary = Vocabulary::of(self.version.lang.as_deref());
        first
            .and_then(|word| vocabulary.noun(word))
            .is_some_and(|own| own.name == noun.name)
    }

    fn has_path(&self, clause: ClauseIndex, label: &[&str]) -> bool {
        let path = self.paths.atoms(clause);
        path.len() == label.len() && path.iter().zip(label).all(|(a, b)| is_same(a, b))
    }

    /// True if the text of the clause counts its own parts so: "(2)" or "2." at the start
    /// of a line.
    fn is_told_in_text(&self, label: &[&str], from: ClauseIndex) -> bool {
        let text = &self.version.clause(from).text;
        let [first, ..] = label else { return false };
        let marked = [
            format!("{first}. "),
            format!("({first}) "),
            format!("{first}) "),
        ];
        marked.iter().any(|mark| {
            text.match_indices(mark.as_str()).any(|(at, _)| {
                let before = text[..at].trim_end_matches(' ');
                before.is_empty() || before.ends_with(['\n', '.', ';', ':'])
            })
        })
    }

    /// Numbers and letters of a clause from its outermost parent; empty if it has none.
    pub fn path(&self, clause: ClauseIndex) -> &[&'a str] {
        self.paths.atoms(clause)
    }
}

/// Among so many clauses those of one number are told apart by the noun: all are looked at
/// for each reference.
const FEW: usize = 500;

/// True if no other clause has that number.
fn name<K: Hash + Eq>(names: &mut FxHashMap<K, Named>, key: K, clause: ClauseIndex) -> bool {
    let named = names.entry(key).or_insert(Named {
        first: clause,
        is_only: true,
    });
    named.is_only &= named.first == clause;
    named.is_only
}

fn is_digits(atom: &str) -> bool {
    atom.starts_with(|c: char| c.is_ascii_digit())
}

fn is_roman(atoms: &[&str]) -> bool {
    let is_letter = |atom: &&str| !is_digits(atom);
    atoms
        .iter()
        .filter(|atom| is_letter(atom))
        .any(|atom| roman(atom).is_some())
}

fn is_same(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b) || (!a.is_ascii() && folded(a) == folded(b))
}

/// Equal for numbers that are written alike but for case.
fn hash(atoms: &[&str]) -> u64 {
    extended(0, atoms)
}

fn extended(hash: u64, atoms: &[&str]) -> u64 {
    atoms.iter().fold(hash, |hash, atom| mixed(hash, atom))
}

fn plain_hash(atoms: &[&str]) -> u64 {
    atoms.iter().fold(0, |hash, atom| match roman(atom) {
        Some(value) => mixed(hash, &value.to_string()),
        None => mixed(hash, atom),
    })
}

fn beginnings(atoms: &[&str]) -> impl Iterator<Item = u64> {
    let shorter = &atoms[..atoms.len() - 1];
    shorter.iter().scan(0, |hash, atom| {
        *hash = mixed(*hash, atom);
        Some(*hash)
    })
}

/// FNV-1a over the atom and what ends it (Fowler, Noll and Vo); two numbers of one version
/// that meet in it are taken for one number of two clauses.
fn mixed(hash: u64, atom: &str) -> u64 {
    let bytes = atom
        .bytes()
        .map(|byte| byte.to_ascii_lowercase())
        .chain([0xff]);
    bytes.fold(hash ^ 0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
