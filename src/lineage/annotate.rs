//! Which version brought in each word of the last one.
//!
//! Origins are carried from version to version: what a redline keeps keeps its origin, what it inserts begins
//! with the version it leads to. A clause that is back after a gap takes them from where it last stood. A text that
//! stands in several relations takes the oldest origin of each word.

use std::ops::Range;

use super::{Event, Lineage};
use crate::diff::{Kind, Op};
use crate::model::{Clause, ClauseIndex, Side, Version};

/// A stretch of a clause's text and the version that brought it in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Where it ends, in bytes of the text.
    pub end: usize,
    /// Place of the version.
    pub origin: usize,
}

/// The stretches of one text, which follow each other and together are the whole of it; neighbours differ.
pub type Annotation = Vec<Stretch>;

impl Lineage<'_> {
    /// For each clause of the last version the stretches of its text. Linear in the texts of all versions and the
    /// edits between them.
    pub fn annotate(&self) -> Vec<Annotation> {
        let mut known: Vec<Vec<Annotation>> = Vec::with_capacity(self.versions.len());
        let mut events: Vec<Vec<Event>> = vec![Vec::new(); self.versions.len()];
        for event in self.threads.iter().flat_map(|thread| self.events(thread)) {
            events[event.columns.after].push(event);
        }
        for (column, version) in self.versions.iter().enumerate() {
            let mut here: Vec<Annotation> = version
                .clauses
                .iter()
                .map(|clause| whole(&clause.text, column))
                .collect();
            for event in &events[column] {
                carry(event, &self.versions, &known, &mut here);
            }
            known.push(here);
        }
        known.pop().unwrap_or_default()
    }
}

/// All of a text from one version.
fn whole(text: &str, origin: usize) -> Annotation {
    let end = text.len();
    let stretch = Stretch { end, origin };
    (end > 0).then_some(stretch).into_iter().collect()
}

/// Brings the origins of what a change keeps to the clauses it leads to.
fn carry(event: &Event, versions: &[&Version], known: &[Vec<Annotation>], here: &mut [Annotation]) {
    let change = event.change;
    let clauses = &change.clauses;
    if clauses.before.is_empty() {
        return;
    }
    let earlier = &known[event.columns.before];
    if change.kind == Kind::Unchanged {
        let pairs = clauses.before.iter().zip(&clauses.after);
        return pairs.for_each(|(before, after)| {
            here[after.get()].clone_from(&earlier[before.get()]);
        });
    }
    let version = |side: Side| versions[*event.columns.get(side)];
    let old = joined(&clauses.before, version(Side::Before), earlier);
    let new = through(&old, &change.text, event.columns.after);
    let mut start = 0;
    for &clause in &clauses.after {
        let length = text_of(version(Side::After), clause).len();
        // A piece that was never gone has its origins from the version before.
        if event.clauses.after.contains(&clause) {
            let own = cut(&new, start..start + length);
            here[clause.get()] = older(&here[clause.get()], &own);
        }
        start += length + 1;
    }
}

fn text_of(version: &Version, clause: ClauseIndex) -> &str {
    let clause: &Clause = version.clause(clause);
    &clause.text
}

/// Of several texts joined by one newline, which is as old as the text before it.
fn joined(clauses: &[ClauseIndex], version: &Version, known: &[Annotation]) -> Annotation {
    let mut all = Annotation::new();
    let mut start = 0;
    for (at, clause) in clauses.iter().enumerate() {
        if at > 0 {
            start += 1;
            let origin = all.last().map_or(0, |last| last.origin);
            push(&mut all, Stretch { end: start, origin });
        }
        for stretch in &known[clause.get()] {
            let end = start + stretch.end;
            push(&mut all, Stretch { end, ..*stretch });
        }
        start += text_of(version, *clause).len();
    }
    all
}

/// The origins of the text that a redline leads to.
fn through(old: &[Stretch], text: &[crate::diff::Edit], origin: usize) -> Annotation {
    let mut new = Annotation::new();
    let (mut read, mut written) = (0, 0);
    for edit in text {
        let length = edit.text.len();
        match edit.op {
            Op::Delete => read += length,
            Op::Insert => {
                written += length;
                let end = written;
                push(&mut new, Stretch { end, origin });
            }
            Op::Keep => {
                for stretch in cut(old, read..read + length) {
                    let end = written + stretch.end;
                    push(&mut new, Stretch { end, ..stretch });
                }
                read += length;
                written += length;
            }
        }
    }
    new
}

/// A part of an annotation, from its own start.
fn cut(all: &[Stretch], range: Range<usize>) -> Annotation {
    let first = all.partition_point(|stretch| stretch.end <= range.start);
    let mut part = Annotation::new();
    for stretch in &all[first..] {
        let end = stretch.end.min(range.end) - range.start;
        if end > 0 && !range.is_empty() {
            push(&mut part, Stretch { end, ..*stretch });
        }
        if stretch.end >= range.end {
            break;
        }
    }
    part
}

/// Of two annotations of one text, the older origin at each place.
fn older(a: &[Stretch], b: &[Stretch]) -> Annotation {
    let mut both = Annotation::new();
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
        let end = x.end.min(y.end);
        let origin = x.origin.min(y.origin);
        let (ends_x, ends_y) = (x.end == end, y.end == end);
        push(&mut both, Stretch { end, origin });
        if ends_x {
            a.next();
        }
        if ends_y {
            b.next();
        }
    }
    both
}

/// Adds a stretch, to the last one if they are of one origin.
fn push(all: &mut Annotation, stretch: Stretch) {
    match all.last_mut() {
        Some(last) if last.end >= stretch.end => {}
        Some(last) if last.origin == stretch.origin => last.end = stretch.end,
        _ => all.push(stretch),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretches(pairs: &[(usize, usize)]) -> Annotation {
        let pairs = pairs.iter();
        pairs
            .map(|&(end, origin)| Stretch { end, origin })
            .collect()
    }

    #[test]
    fn a_part_of_an_annotation_begins_at_its_own_start() {
        let all = stretches(&[(4, 0), (6, 1), (10, 2)]);
        assert_eq!(cut(&all, 2..8), stretches(&[(2, 0), (4, 1), (6, 2)]));
        assert_eq!(cut(&all, 4..6), stretches(&[(2, 1)]));
        assert_eq!(cut(&all, 6..6), stretches(&[]));
    }

    #[test]
    fn of_two_annotations_the_older_origin_counts() {
        let a = stretches(&[(4, 2), (10, 0)]);
        let b = stretches(&[(6, 1), (10, 2)]);
        assert_eq!(older(&a, &b), stretches(&[(4, 1), (10, 0)]));
    }

    #[test]
    fn neighbours_of_one_origin_are_one_stretch() {
        let mut all = stretches(&[(4, 0)]);
        push(&mut all, Stretch { end: 6, origin: 0 });
        assert_eq!(all, stretches(&[(6, 0)]));
    }
}
