//! Each stage of a comparison, and the whole, on versions made up here.
//!
//! `cargo bench` prints times for versions of several sizes; ratios between the rows of
//! one run are what counts, not the times themselves. The second version of each pair is
//! made from the first: one clause in five is edited, one in ten stands elsewhere, one in
//! twenty is gone, and as many are new.

use clausediff::diff::{Diff, Options};
use clausediff::load::{self, Limits};
use clausediff::matching;
use clausediff::model::{Links, Version};
use clausediff::render::json;
use clausediff::report::{DiffReport, Filter};
use divan::{Bencher, black_box};

const SIZES: [usize; 3] = [30, 300, 3_000];

fn main() {
    divan::main();
}

/// A generator of numbers that is the same everywhere (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let value = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((value ^ (value >> 31)) % bound as u64).expect("below the bound")
    }

    /// Words as in prose: a few stand everywhere, most are rare.
    fn word(&mut self) -> String {
        const PARTS: [&str; 12] = [
            "har", "bor", "to", "ll", "ship", "ward", "en", "cor", "lim", "sal", "ven", "dor",
        ];
        let common = ["the", "of", "and", "to", "shall", "party", "in", "by"];
        match self.below(5) {
            0 | 1 => common[self.below(common.len())].into(),
            _ => (0..2 + self.below(3))
                .map(|_| PARTS[self.below(PARTS.len())])
                .collect(),
        }
    }

    fn text(&mut self) -> Vec<String> {
        (0..20 + self.below(80)).map(|_| self.word()).collect()
    }
}

/// Two versions as files.
fn files(size: usize) -> [String; 2] {
    let mut dice = Dice(size as u64);
    let before: Vec<Vec<String>> = (0..size).map(|_| dice.text()).collect();
    let mut after = Vec::new();
    for text in &before {
        let mut text = text.clone();
        match dice.below(20) {
            0 => continue,
            1 => after.push(dice.text()),
            2..=5 => {
                let at = dice.below(text.len());
                text[at] = dice.word();
            }
            _ => {}
        }
        let place = if dice.below(10) == 0 {
            dice.below(after.len() + 1)
        } else {
            after.len()
        };
        after.insert(place, text);
    }
    [file("before", &before), file("after", &after)]
}

fn file(id: &str, texts: &[Vec<String>]) -> String {
    let mut file = format!(
        "format = 1\n[proposal]\nid = \"{id}\"\ntitle = \"{id}\"\ndate = \"2024\"\nseries = \"{id}\"\n"
    );
    for (at, text) in texts.iter().enumerate() {
        file += &format!(
            "[[clause]]\nid = \"c{at}\"\nnumber = \"{at}\"\ntext = \"{}\"\n",
            text.join(" ")
        );
    }
    file
}

fn read(file: &str) -> Version {
    load::version_from("bench", file.as_bytes(), &Limits::default())
        .expect("the file loads")
        .value
}

#[divan::bench(args = SIZES)]
fn load(bencher: Bencher, size: usize) {
    let [before, _] = files(size);
    bencher.bench(|| read(black_box(&before)));
}

#[divan::bench(args = SIZES)]
fn pair(bencher: Bencher, size: usize) {
    let [before, after] = files(size).map(|file| read(&file));
    bencher.bench(|| {
        matching::pair(
            &before,
            &after,
            &Links::default(),
            &matching::Options::default(),
        )
    });
}

#[divan::bench(args = SIZES)]
fn diff(bencher: Bencher, size: usize) {
    let [before, after] = files(size).map(|file| read(&file));
    let matching = matching::pair(
        &before,
        &after,
        &Links::default(),
        &matching::Options::default(),
    );
    bencher.bench(|| Diff::from_matching(&before, &after, matching.clone(), &Links::default()));
}

#[divan::bench(args = SIZES)]
fn identical(bencher: Bencher, size: usize) {
    let [before, _] = files(size).map(|file| read(&file));
    bencher.bench(|| Diff::between(&before, &before));
}

#[divan::bench(args = SIZES)]
fn whole(bencher: Bencher, size: usize) {
    let files = files(size);
    bencher.bench(|| {
        let [before, after] = files.each_ref().map(|file| read(file));
        let diff = Diff::with(&before, &after, &Links::default(), &Options::default());
        json::diff(&DiffReport::new(&diff, &Filter::default()))
    });
}
