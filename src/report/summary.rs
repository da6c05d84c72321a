//! Counts and shares as sentences.

use crate::diff::{CarriedOver, Counts};
use crate::matching::Score;

/// "and 12 more that are more than reworded, below".
pub fn more_sentence(more: usize) -> String {
    format!("and {more} more that are dropped, added, uncertain or have findings")
}

/// "3 changed, 1 split, 2 added; 4 moved; 5 substantive, 1 uncertain"; nothing that is zero.
pub fn counts_sentence(counts: &Counts) -> String {
    let kinds = [
        (counts.unchanged, "unchanged"),
        (counts.changed, "changed"),
        (counts.split, "split"),
        (counts.merged, "merged"),
        (counts.added, "added"),
        (counts.dropped, "dropped"),
    ];
    let facets = [
        (counts.moved, "moved"),
        (counts.renumbered, "renumbered"),
        (counts.retitled, "retitled"),
    ];
    let weight = [
        (counts.substantive, "substantive"),
        (counts.uncertain, "uncertain"),
    ];
    let groups = [listed(&kinds), listed(&facets), listed(&weight)];
    let said: Vec<String> = groups
        .into_iter()
        .filter(|group| !group.is_empty())
        .collect();
    if said.is_empty() {
        "no clauses".into()
    } else {
        said.join("; ")
    }
}

/// "2 changed, 1 new"; nothing that is zero.
pub(super) fn listed(counts: &[(usize, &str)]) -> String {
    let said = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"));
    said.collect::<Vec<_>>().join(", ")
}

/// "62 % of the clauses and 31 % of the words".
pub fn carried_sentence(carried: &CarriedOver) -> String {
    format!(
        "{} of the clauses and {} of the words",
        percent(carried.clauses),
        percent(carried.words)
    )
}

/// A share in whole percent, rounded half up; what is not quite all is never 100 %.
pub fn percent(share: Score) -> String {
    let rounded = (share.millionths() + 5_000) / 10_000;
    let shown = match rounded {
        100 if share < Score::ONE => 99,
        0 if share > Score::ZERO => 1,
        other => other,
    };
    format!("{shown} %")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn almost_all_is_not_all_and_almost_none_is_not_none() {
        let shown = |millionths| percent(Score::from_millionths(millionths));
        assert_eq!(
            [
                shown(1_000_000),
                shown(999_999),
                shown(1),
                shown(0),
                shown(625_000)
            ],
            ["100 %", "99 %", "1 %", "0 %", "63 %"]
        );
    }

    #[test]
    fn zeros_are_not_said() {
        let counts = Counts {
            changed: 2,
            moved: 1,
            ..Counts::default()
        };
        assert_eq!(counts_sentence(&counts), "2 changed; 1 moved");
        assert_eq!(counts_sentence(&Counts::default()), "no clauses");
    }
}
