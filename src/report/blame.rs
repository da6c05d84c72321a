//! Which version brought in each word, ready to be shown.

use super::clause::ClauseView;
use super::remarks::skipped as skipped_sentence;
use super::summary::percent;
use super::version::{VersionHead, depth};
use crate::lineage::{Annotation, Lineage};
use crate::matching::{Score, Skipped};
use crate::text::token::word_count;

/// The words of a version with their origins: what every view of `blame` prints.
#[derive(Clone, Debug, PartialEq)]
pub struct BlameReport<'a> {
    /// All versions that were looked through, in order; the last one is told.
    pub versions: Vec<VersionHead>,
    /// Its clauses, in order.
    pub clauses: Vec<BlamedClause<'a>>,
    /// How many of its words each version brought in, in the order of the versions.
    pub words: Vec<usize>,
    /// What was not looked at, and why.
    pub skipped: Vec<Skipped>,
}

/// A clause and where its words come from.
#[derive(Clone, Debug, PartialEq)]
pub struct BlamedClause<'a> {
    /// How deep it is nested, from 0.
    pub depth: usize,
    /// The clause.
    pub clause: ClauseView<'a>,
    /// Its text in pieces, each with the place of the version that brought it in. Together they are the text.
    pub pieces: Vec<(usize, &'a str)>,
}

impl<'a> BlameReport<'a> {
    /// What `annotations` say of the last version of a lineage; there must be one for each of its clauses.
    pub fn new(lineage: &Lineage<'a>, annotations: &[Annotation]) -> Self {
        let mut words = vec![0; lineage.versions.len()];
        let mut clauses = Vec::new();
        if let Some(version) = lineage.versions.last() {
            for ((index, clause), annotation) in version.indexed().zip(annotations) {
                let pieces = pieces(&clause.text, annotation);
                for (origin, text) in &pieces {
                    words[*origin] += word_count(text);
                }
                clauses.push(BlamedClause {
                    depth: depth(version, index),
                    clause: ClauseView::new(version, index),
                    pieces,
                });
            }
        }
        Self {
            versions: VersionHead::beside(&lineage.versions),
            clauses,
            words,
            skipped: lineage.skipped.clone(),
        }
    }

    /// For each version that brought in words, "Draft 1 (draft-1), 2024-05-02: 120 words, 62 %".
    pub fn shares(&self) -> impl Iterator<Item = String> {
        let all: usize = self.words.iter().sum();
        let versions = self.versions.iter().zip(&self.words);
        let bringing = versions.filter(|(_, words)| **words > 0);
        bringing.map(move |(head, &words)| {
            let share = percent(Score::ratio(words, all));
            let plural = if words == 1 { "" } else { "s" };
            format!(
                "{}, {}: {words} word{plural}, {share}",
                head.named(),
                head.date
            )
        })
    }

    /// One sentence on each thing that a reader must know.
    pub fn remarks(&self) -> Vec<String> {
        self.skipped.iter().map(skipped_sentence).collect()
    }
}

/// A piece without a word goes with the one before it, so that a space between words of one version is not told
/// as another's.
fn pieces<'t>(text: &'t str, annotation: &Annotation) -> Vec<(usize, &'t str)> {
    let mut cuts: Vec<(usize, usize, usize)> = Vec::new();
    let mut start = 0;
    for stretch in annotation {
        let is_bare = word_count(&text[start..stretch.end]) == 0;
        match cuts.last_mut() {
            Some((origin, _, end)) if is_bare || *origin == stretch.origin => *end = stretch.end,
            _ => cuts.push((stretch.origin, start, stretch.end)),
        }
        start = stretch.end;
    }
    let cuts = cuts.into_iter();
    cuts.map(|(origin, start, end)| (origin, &text[start..end]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lineage::Stretch;

    #[test]
    fn what_has_no_word_goes_with_what_stands_before() {
        let stretch = |end, origin| Stretch { end, origin };
        let annotation = vec![stretch(3, 0), stretch(4, 1), stretch(7, 0), stretch(11, 1)];
        assert_eq!(
            pieces("one two six", &annotation),
            [(0, "one two"), (1, " six")]
        );
    }
}
