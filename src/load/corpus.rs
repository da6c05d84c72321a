//! The corpus of accuracy that comes with the program.

use super::{BundledFile, Limits, gold_from, version_from};
use crate::model::{Gold, Sides, Version};

/// A pair of documents compiled in, and what a reader marked about them; not yet read.
#[derive(Clone, Copy, Debug)]
pub struct BundledCase {
    /// The name of its folder.
    pub name: &'static str,
    /// The two documents.
    pub versions: Sides<BundledFile>,
    /// The marks.
    pub gold: BundledFile,
}

impl BundledCase {
    /// The documents and their marks.
    ///
    /// # Panics
    /// If one of the files is broken, which the tests of the corpus rule out.
    pub fn read(&self) -> (Sides<Version>, Gold) {
        let versions = self.versions.map(|(name, text)| {
            let loaded = version_from(name, text.as_bytes(), &Limits::default());
            loaded.expect("a bundled document loads").value
        });
        let (name, text) = self.gold;
        let gold = gold_from(name, text).expect("bundled marks can be read");
        (versions, gold)
    }
}

macro_rules! file {
    ($case:literal, $name:literal) => {
        (
            concat!("corpus/", $case, "/", $name, ".toml"),
            include_str!(concat!("../../corpus/", $case, "/", $name, ".toml")),
        )
    };
}

macro_rules! case {
    ($name:literal) => {
        BundledCase {
            name: $name,
            versions: Sides {
                before: file!($name, "before"),
                after: file!($name, "after"),
            },
            gold: file!($name, "gold"),
        }
    };
}

/// Every case, by name.
pub fn corpus() -> &'static [BundledCase] {
    &[
        case!("authors-club-merger"),
        case!("authors-coalition-talks"),
        case!("authors-data-sharing"),
        case!("authors-fishing-quota"),
        case!("authors-island-status"),
        case!("authors-lagoon-armistice"),
        case!("authors-mediator-points"),
        case!("authors-mill-lease"),
        case!("authors-mine-concession"),
        case!("authors-pass-mediators"),
        case!("authors-software-care"),
        case!("authors-strait-settlement"),
        case!("authors-tram-depot"),
        case!("authors-two-cantons-river"),
        case!("authors-valley-accord"),
        case!("boilerplate-siblings"),
        case!("condensed"),
        case!("definitions-renamed"),
        case!("duplicate-clauses"),
        case!("expanded-and-quoted"),
        case!("insert-first"),
        case!("large-data-hall"),
        case!("large-forest-act"),
        case!("large-housing-cooperative"),
        case!("large-isthmus-treaty"),
        case!("list-folded"),
        case!("lookalike-additions"),
        case!("moved-and-edited"),
        case!("notice-traps"),
        case!("one-to-four-scattered"),
        case!("regrouped-and-rewritten"),
        case!("renumbered-stale-reference"),
        case!("retitled"),
        case!("reused-ids"),
        case!("reworded-throughout"),
        case!("same-title-new-text"),
        case!("section-moved-whole"),
        case!("sections-rearranged"),
        case!("short-clauses-reworded"),
        case!("swapped-neighbours"),
        case!("table-of-amounts"),
        case!("text-between-clauses"),
        case!("two-to-one"),
    ]
}
