//! The store that the passes share.

use rustc_hash::FxHashSet;

use super::evidence::{Confidence, Evidence, Method, Part, Rival, Score};
use super::grid::Grid;
use super::measures::Measure;
use super::nearest::Nearest;
use super::options::Options;
use super::pairs::{Matching, Mode, Pair, Skipped};
use super::scene::Scene;
use super::strangers::Signs;
use super::surroundings::displacement;
use super::wording::{self, Wording};
use crate::model::{ClauseId, ClauseIndex, Side, Sides, Version};

/// Of versions of more pairs of clauses than this, only clauses that the certain passes left over
/// are read: so many are enough to tell which words are rare.
const ALL_PAIRS: usize = 4_000_000;

/// How far a clause is settled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Standing {
    /// In no pair.
    #[default]
    Free,
    /// In a pair, and open to more: its text changed.
    Claimed,
    /// In a pair that leaves nothing over: the same text, or decided by people.
    Closed,
}

/// What is known so far about two versions.
pub(super) struct Working<'a> {
    pub versions: Sides<&'a Version>,
    pub options: &'a Options,
    /// Pairs that must never be made.
    pub forbidden: FxHashSet<Sides<ClauseIndex>>,
    pub pairs: Vec<Pair>,
    claimed: FxHashSet<Sides<ClauseIndex>>,
    standing: Sides<Vec<Standing>>,
    /// Clauses of one id in both versions, as far as ids say anything.
    pub same_ids: Vec<Sides<ClauseIndex>>,
    pub reused_ids: Vec<ClauseId>,
    pub mode: Mode,
    /// The words of the clauses that were read, until they are compared.
    pub wording: Option<Sides<Wording>>,
    pub scene: Option<Scene<'a>>,
    /// The likelihood of each candidate of the scene.
    pub likelihoods: Vec<Score>,
    /// What that was judged by, where it was as texts of different authors.
    pub signs: Vec<Signs>,
    /// Clauses of which only the first words were compared so.
    pub cut: usize,
    /// From which likelihood pairs are claimed.
    pub floor: Score,
}

impl<'a> Working<'a> {
    pub fn new(before: &'a Version, after: &'a Version, options: &'a Options) -> Self {
        let versions = Sides::new(before, after);
        Self {
            versions,
            options,
            forbidden: FxHashSet::default(),
            pairs: Vec::new(),
            claimed: FxHashSet::default(),
            standing: versions.map(|version| vec![Standing::Free; version.clauses.len()]),
            same_ids: Vec::new(),
            reused_ids: Vec::new(),
            mode: Mode::Successive,
            wording: None,
            scene: None,
            likelihoods: Vec::new(),
            signs: Vec::new(),
            cut: 0,
            floor: options.floor,
        }
    }

    /// Reads the words of all clauses in small versions, else of those that are not
    /// settled; of none if no clause is free.
    pub fn read(&mut self) {
        let is_free = |standing: &Standing| *standing == Standing::Free;
        let free = self.standing.as_ref().map(|side| side.iter().any(is_free));
        if free.before || free.after {
            let lengths = self.versions.map(|version| version.clauses.len());
            let all = lengths.before.saturating_mul(lengths.after) <= ALL_PAIRS;
            let wanted = if all {
                lengths.map(|clauses| vec![true; clauses])
            } else {
                self.unsettled()
            };
            self.wording = Some(wording::read(self.versions, &wanted));
        }
    }

    /// Compares the clauses that are not settled by their words, if any words were read.
    pub fn look(&mut self) {
        let wanted = self.unsettled();
        let wording = self.wording.take();
        self.scene =
            wording.map(|wording| Scene::new(self.versions, wording, &wanted, self.options));
    }

    /// The clauses that are in no certain pair, and those that people decided about: their words
    /// may say something else.
    fn unsettled(&self) -> Sides<Vec<bool>> {
        let linked = self.linked();
        Sides::make(|side| {
            let mut wanted: Vec<bool> = self
                .standing
                .get(side)
                .iter()
                .map(|standing| *standing != Standing::Closed)
                .collect();
            let linked = linked.get(side).iter();
            linked.for_each(|clause| wanted[clause.get()] = true);
            wanted
        })
    }

    /// The clauses that people decided about.
    pub fn linked(&self) -> Sides<FxHashSet<ClauseIndex>> {
        Sides::make(|side| {
            let pairs = self.pairs.iter();
            pairs
                .filter(|pair| pair.evidence.method == Method::Link)
                .map(|pair| *pair.clauses.get(side))
                .collect()
        })
    }

    pub fn is_free(&self, clauses: Sides<ClauseIndex>) -> bool {
        Side::BOTH
            .into_iter()
            .all(|side| self.is_free_on(side, *clauses.get(side)))
    }

    pub fn is_free_on(&self, side: Side, clause: ClauseIndex) -> bool {
        self.standing.get(side)[clause.get()] == Standing::Free
    }

    /// True unless one of the clauses is settled by a pair that leaves nothing over.
    pub fn is_open(&self, clauses: Sides<ClauseIndex>) -> bool {
        Side::BOTH
            .into_iter()
            .all(|side| self.standing.get(side)[clauses.get(side).get()] != Standing::Closed)
    }

    pub fn is_claimed(&self, clauses: Sides<ClauseIndex>) -> bool {
        self.claimed.contains(&clauses)
    }

    pub fn is_forbidden(&self, clauses: Sides<ClauseIndex>) -> bool {
        self.forbidden.contains(&clauses)
    }

    /// The clauses that contain these, if both are contained in one.
    pub fn parents(&self, clauses: Sides<ClauseIndex>) -> Option<Sides<ClauseIndex>> {
        let before = self.versions.before.clause(clauses.before).parent?;
        let after = self.versions.after.clause(clauses.after).parent?;
        Some(Sides { before, after })
    }

    /// True if the clauses that contain these are a pair already.
    pub fn parents_are_a_pair(&self, clauses: Sides<ClauseIndex>) -> bool {
        self.parents(clauses)
            .is_some_and(|parents| self.claimed.contains(&parents))
    }

    pub fn displacement(&self, clauses: Sides<ClauseIndex>) -> (u64, usize) {
        displacement(self.versions, clauses)
    }

    /// Claims a pair that leaves nothing over: its words are the same, or people decided it.
    pub fn settle(&mut self, clauses: Sides<ClauseIndex>, method: Method, confidence: Confidence) {
        self.claim(clauses, Evidence::plain(method, Score::ONE, confidence));
        self.stand(clauses, Standing::Closed);
    }

    /// Claims a pair; its runner-up is filled in at the end.
    pub fn claim(&mut self, clauses: Sides<ClauseIndex>, evidence: Evidence) {
        self.claimed.insert(clauses);
        self.stand(clauses, Standing::Claimed);
        self.pairs.push(Pair { clauses, evidence });
    }

    fn stand(&mut self, clauses: Sides<ClauseIndex>, standing: Standing) {
        for side in Side::BOTH {
            let held = &mut self.standing.get_mut(side)[clauses.get(side).get()];
            if *held != Standing::Closed {
                *held = standing;
            }
        }
    }

    /// The pairs claimed so far.
    pub fn known(&self) -> Grid {
        let mut pairs: Vec<_> = self.pairs.iter().map(|pair| pair.clauses).collect();
        pairs.sort_unstable_by_key(|clauses| (clauses.before, clauses.after));
        Grid::new(pairs, self.versions.map(|version| version.clauses.len()))
    }

    pub fn finish(mut self) -> Matching {
        self.pairs
            .sort_by_key(|pair| (pair.clauses.before, pair.clauses.after));
        self.reused_ids.sort();
        self.measure_links();
        let best = self.best_unclaimed();
        for pair in &mut self.pairs {
            let clauses = pair.clauses.map(ClauseIndex::get);
            let rivals = [best.before[clauses.before], best.after[clauses.after]];
            pair.evidence.runner_up = rivals
                .into_iter()
                .flatten()
                .max_by_key(|rival| rank(self.versions, rival));
        }
        Matching {
            skipped: self.skipped(),
            nearest: Nearest::new(&self),
            pairs: self.pairs,
            reused_ids: self.reused_ids,
            mode: self.mode,
        }
    }

    /// What people linked is as alike as its words are.
    fn measure_links(&mut self) {
        let Some(scene) = &self.scene else { return };
        for pair in &mut self.pairs {
            if pair.evidence.method == Method::Link {
                let words = scene.words(pair.clauses);
                pair.evidence.score = words;
                pair.evidence.parts = vec![(Part::Words, words)];
            }
        }
    }

    fn rivals(&self) -> impl Iterator<Item = Rival> + '_ {
        let pairs = self.scene.iter().flat_map(|scene| {
            let pairs = scene.alike.grid.pairs.iter().zip(&scene.alike.measures);
            pairs.zip(&self.likelihoods)
        });
        let rivals = pairs.map(|((clauses, measures), likelihood)| Rival {
            clauses: *clauses,
            score: measures.score(Measure::Words),
            likelihood: *likelihood,
        });
        rivals.filter(|rival| rival.score > Score::ZERO && !self.claimed.contains(&rival.clauses))
    }

    /// For each clause, the likeliest candidate that no pair claims.
    fn best_unclaimed(&self) -> Sides<Vec<Option<Rival>>> {
        let mut best: Sides<Vec<Option<Rival>>> = self
            .versions
            .map(|version| vec![None; version.clauses.len()]);
        for rival in self.rivals() {
            for side in Side::BOTH {
                let slot = &mut best.get_mut(side)[rival.clauses.get(side).get()];
                if slot.is_none_or(|held| rank(self.versions, &rival) > rank(self.versions, &held))
                {
                    *slot = Some(rival);
                }
            }
        }
        best
    }

    fn skipped(&self) -> Vec<Skipped> {
        let scene = self.scene.as_ref();
        let of_scene = |count: fn(&Scene<'_>) -> usize| scene.map_or(0, count);
        let all = [
            Skipped {
                what:
                    "words and word pairs that stand in many clauses, when looking for candidates"
                        .into(),
                count: of_scene(|scene| scene.common),
                why: "clauses that share only these are not compared".into(),
            },
            Skipped {
                what: "meanings of clauses that have not the same words".into(),
                count: of_scene(|scene| scene.too_many),
                why: "they are so many that words alone are compared".into(),
            },
            Skipped {
                what: "ends of very long clauses, when comparing meanings".into(),
                count: of_scene(|scene| scene.cut),
                why: "the first words of each say what it is about".into(),
            },
            Skipped {
                what: "ends of long clauses, when looking for words of like meaning".into(),
                count: self.cut,
                why: "the texts have too many different words; the first of each clause count"
                    .into(),
            },
        ];
        all.into_iter()
            .filter(|skipped| skipped.count > 0)
            .collect()
    }
}

/// Orders rivals by likelihood, then likeness; of equals the nearer in place and then in id
/// is greater, whichever side is asked.
pub(super) fn rank<'a>(versions: Sides<&'a Version>, rival: &Rival) -> impl Ord + use<'a> {
    let mut ids = [
        versions.before.clause(rival.clauses.before).id.as_str(),
        versions.after.clause(rival.clauses.after).id.as_str(),
    ];
    ids.sort_unstable();
    (
        rival.likelihood,
        rival.score,
        std::cmp::Reverse(displacement(versions, rival.clauses)),
        std::cmp::Reverse(ids),
    )
}
