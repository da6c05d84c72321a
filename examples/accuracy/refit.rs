//! Models fitted to the marked documents, and what they say of documents they have not seen.

use std::collections::{BTreeMap, BTreeSet};

use clausediff::accuracy::{Case, Figures, Kind, Learnt, Lesson, Measured, Plan, fit};
use clausediff::matching::{Measure, Options};

use crate::marked::Set;
use crate::{show, with_options};

/// The model of successive versions that this program uses: without meanings it is another.
const SUCCESSIVE: Kind = match cfg!(feature = "meaning") {
    true => Kind::Successive,
    false => Kind::ByWords,
};

/// What models are fitted to.
pub struct Refit<'s> {
    lessons: Vec<Lesson<'s>>,
    plan: Plan,
}

/// Options with models that have not seen a family, and how they came about.
struct Unseen {
    options: Options,
    penalties: String,
}

impl<'s> Refit<'s> {
    pub fn new(sets: &'s [Set], plan: Plan) -> Self {
        let teaching = sets.iter().filter(|set| set.teaches);
        let lessons = teaching.flat_map(|set| {
            let cases = set.cases.iter();
            cases.map(|case| Lesson::new(case, set.ignore))
        });
        Self {
            lessons: lessons.collect(),
            plan,
        }
    }

    /// The model of a kind that has not seen a family; `None` where nothing is left.
    fn fit(&self, kind: Kind, unseen: Option<&str>) -> Option<Learnt> {
        let is_seen = |lesson: &&Lesson<'_>| Some(&*lesson.case.family) != unseen;
        let lessons = self
            .lessons
            .iter()
            .filter(|lesson| kind.is_taught_by(lesson.case));
        let lessons: Vec<Lesson<'_>> = lessons.filter(is_seen).cloned().collect();
        (!lessons.is_empty()).then(|| fit(&lessons, kind, &self.plan))
    }

    /// The rows of `src/matching/model.rs`.
    pub fn print(&self, kind: Kind) {
        let Some(Learnt { model, penalties }) = self.fit(kind, None) else {
            println!("{kind:?}: no document to learn from");
            return;
        };
        let [words, all] = penalties;
        println!("// {kind:?}; penalties {words} and {all}");
        let bias = [model.words.bias, model.all.bias].map(grouped);
        println!("    bias: [{}, {}],\n    of: &[", bias[0], bias[1]);
        for measure in Measure::ALL {
            let of = [model.words, model.all].map(|weights| grouped(weights.of[measure as usize]));
            println!("        (Measure::{measure:?}, {}, {}),", of[0], of[1]);
        }
        println!("    ],");
    }

    /// Measures with the built-in models, then each family with models that have not seen it.
    pub fn compare(&self, sets: &[Set]) {
        let unseen = self.unseen(sets);
        let without = |case: &Case| unseen[&case.family].options.clone();
        for set in sets {
            let built_in = with_options(set, |_| Options::default());
            show(&format!("{} By the built-in models.", set.about), &built_in);
            let left_out = with_options(set, without);
            let about = "By models that were fitted to the other families.";
            show(&format!("{} {about}", set.about), &left_out);
            families(&[&built_in, &left_out], &unseen);
        }
    }

    fn unseen(&self, sets: &[Set]) -> BTreeMap<String, Unseen> {
        let cases = sets.iter().flat_map(|set| &set.cases);
        let families: BTreeSet<&str> = cases.map(|case| &*case.family).collect();
        let families: Vec<&str> = families.into_iter().collect();
        // A fit holds all that is measured of all documents, so no more of them than can run.
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let shares = families.chunks(families.len().div_ceil(threads).max(1));
        let fit = |share: &[&str]| -> Vec<(String, Unseen)> {
            let families = share.iter();
            families
                .map(|family| ((*family).to_owned(), self.without(family)))
                .collect()
        };
        std::thread::scope(|scope| {
            let fit = &fit;
            let threads: Vec<_> = shares
                .map(|share| scope.spawn(move || fit(share)))
                .collect();
            let ended = threads.into_iter().map(|thread| thread.join());
            ended
                .flat_map(|share| share.expect("a fit does not panic"))
                .collect()
        })
    }

    fn without(&self, family: &str) -> Unseen {
        let mut unseen = Unseen {
            options: Options::default(),
            penalties: String::new(),
        };
        if let Some(Learnt { model, penalties }) = self.fit(SUCCESSIVE, Some(family)) {
            *SUCCESSIVE.of(&mut unseen.options) = model;
            let [words, all] = penalties;
            unseen.penalties = format!("  {words} {all}");
        }
        unseen
    }
}

/// F1 of each family by the built-in models and by those that have not seen it.
fn families(measured: &[&[(Case, Measured)]; 2], unseen: &BTreeMap<String, Unseen>) {
    println!("family                   pairs  built-in   unseen  penalties of words and of all");
    let sums = measured.map(by_family);
    let mut means = [0.0; 2];
    for (family, figures) in &sums[0] {
        let f1 = [figures, &sums[1][family]].map(|figures| share(*figures));
        (0..2).for_each(|at| means[at] += f1[at] / sums[0].len() as f64);
        let marked = figures.all().marked;
        let penalties = &unseen[family].penalties;
        println!(
            "{family:23}  {marked:>5}     {:.3}    {:.3}{penalties}",
            f1[0], f1[1]
        );
    }
    println!(
        "{:23}  {:>5}     {:.3}    {:.3}\n",
        "mean", "", means[0], means[1]
    );
}

fn by_family(measured: &[(Case, Measured)]) -> BTreeMap<String, Figures> {
    let mut sums: BTreeMap<String, Figures> = BTreeMap::new();
    for (case, measured) in measured {
        *sums.entry(case.family.clone()).or_default() += measured.figures;
    }
    sums
}

fn share(figures: Figures) -> f64 {
    figures.all().f1().map_or(1.0, |share| share.as_f64())
}

/// `-12_345`: thousands apart, as the source has them.
fn grouped(value: i32) -> String {
    let sign = if value < 0 { "-" } else { "" };
    match (value.unsigned_abs() / 1_000, value.unsigned_abs() % 1_000) {
        (0, rest) => format!("{sign}{rest}"),
        (thousands, rest) => format!("{sign}{thousands}_{rest:03}"),
    }
}
