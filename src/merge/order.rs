//! One order from three.

use std::collections::{BTreeMap, BTreeSet};

use super::Three;

/// The merged order, and what both sides moved to different places, where ours counts.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Ordered<'a> {
    pub order: Vec<&'a str>,
    pub disputed: Vec<&'a str>,
}

/// The order of `kept`: ours, with what only theirs moved or added where it stands there: behind what it follows, and as
/// near to what follows it as that allows, so that of what both added at one place ours comes first. What `belongs` to
/// what it follows stands right behind it, wherever that went. Every name stands at most once in each list. Quadratic
/// in what theirs moved and added.
pub(super) fn ordered<'a>(
    of: Three<&[&'a str]>,
    kept: &BTreeSet<&'a str>,
    belongs: impl Fn(&str, &str) -> bool,
) -> Ordered<'a> {
    let moved = of.map(|names| moved(of.base, names));
    let theirs: BTreeSet<&str> = of.theirs.iter().copied().collect();
    let is_theirs_to_place = |name: &&str| {
        let is_moved = moved.theirs.contains(name) && !moved.ours.contains(name);
        is_moved && theirs.contains(name)
    };
    let ours = of.ours.iter().copied();
    let mut order: Vec<&str> = ours
        .filter(|name| kept.contains(name) && !is_theirs_to_place(name))
        .collect();
    let mut there: BTreeSet<&str> = order.iter().copied().collect();
    for (at, &name) in of.theirs.iter().enumerate() {
        if !kept.contains(name) || !there.insert(name) {
            continue;
        }
        let place_of = |other: &&str| order.iter().position(|there| there == other);
        let before = of.theirs[..at].iter().rev();
        let before = before
            .filter_map(|other| Some((*other, place_of(other)?)))
            .next();
        let first = before.map_or(0, |(_, place)| place + 1);
        let behind = of.theirs[at + 1..]
            .iter()
            .filter(|other| !moved.ours.contains(*other));
        let last = behind.filter_map(place_of).next().unwrap_or(order.len());
        let is_tied = before.is_some_and(|(before, _)| belongs(name, before));
        order.insert(if is_tied { first } else { last.max(first) }, name);
    }
    let both = moved.ours.intersection(&moved.theirs).copied();
    let is_disputed = |name: &&str| {
        kept.contains(name) && before_it(of.ours, name, kept) != before_it(of.theirs, name, kept)
    };
    Ordered {
        disputed: both.filter(is_disputed).collect(),
        order,
    }
}

/// What stands before a name, of those that are kept.
pub(super) fn before_it<'a>(
    names: &[&'a str],
    name: &str,
    kept: &BTreeSet<&'a str>,
) -> Option<&'a str> {
    let at = names.iter().position(|other| *other == name)?;
    names[..at]
        .iter()
        .rev()
        .copied()
        .find(|name| kept.contains(name))
}

/// The fewest names whose moves explain the order: those outside a longest common subsequence.
fn moved<'a>(base: &[&'a str], side: &[&'a str]) -> BTreeSet<&'a str> {
    let places: BTreeMap<&str, usize> = base
        .iter()
        .enumerate()
        .map(|(at, name)| (*name, at))
        .collect();
    let common: Vec<(&str, usize)> = side
        .iter()
        .filter_map(|name| Some((*name, *places.get(name)?)))
        .collect();
    let still = rising(&common.iter().map(|(_, place)| *place).collect::<Vec<_>>());
    let mut still = still.into_iter().peekable();
    let moved = common
        .iter()
        .enumerate()
        .filter(|(at, _)| still.next_if_eq(at).is_none());
    moved.map(|(_, (name, _))| *name).collect()
}

/// The places of a longest rising subsequence of different numbers. M. L. Fredman, *Discrete Mathematics* 11, 1975.
fn rising(numbers: &[usize]) -> Vec<usize> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; numbers.len()];
    for (at, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|&end| numbers[end] < *number);
        before[at] = length.checked_sub(1).map(|shorter| ends[shorter]);
        ends.truncate(ends.len().max(length));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut places: Vec<usize> =
        std::iter::successors(ends.last().copied(), |&at| before[at]).collect();
    places.reverse();
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names are letters; what the merged order has is kept, and disputed ones stand behind a bar.
    #[track_caller]
    fn check(base: &str, ours: &str, theirs: &str, expected: &str) {
        let names = |text: &'static str| {
            text.split("")
                .filter(|name| !name.is_empty())
                .collect::<Vec<_>>()
        };
        let leak = |text: &str| -> &'static str { Box::leak(text.to_owned().into_boxed_str()) };
        let (base, ours, theirs) = (names(leak(base)), names(leak(ours)), names(leak(theirs)));
        let is_kept =
            |name: &&&str| !base.contains(name) || (ours.contains(name) && theirs.contains(name));
        let kept: BTreeSet<&str> = ours
            .iter()
            .chain(&theirs)
            .filter(is_kept)
            .copied()
            .collect();
        let three = Three {
            base: &base[..],
            ours: &ours[..],
            theirs: &theirs[..],
        };
        let Ordered { order, disputed } = ordered(three, &kept, |_, _| false);
        let bar = if disputed.is_empty() { "" } else { "|" };
        assert_eq!(
            format!("{}{bar}{}", order.concat(), disputed.concat()),
            expected
        );
    }

    #[test]
    fn what_one_side_did_is_done() {
        check("abcd", "abcd", "abcd", "abcd");
        check("abcd", "abxcd", "abcd", "abxcd");
        check("abcd", "abcd", "yabcd", "yabcd");
        check("abcd", "dabc", "abcd", "dabc");
        check("abcd", "abcd", "bcda", "bcda");
        check("abcd", "acd", "abcd", "acd");
    }

    #[test]
    fn what_both_did_is_done_together() {
        check("abcd", "abxcd", "abycd", "abxycd");
        check("abcd", "xyabcd", "zabcd", "xyzabcd");
        check("abcd", "bacd", "abdc", "badc");
        check("abcd", "dabc", "dabc", "dabc");
        check("abcd", "cdab", "abxcd", "cdabx");
        check("abcd", "acd", "abcxd", "acxd");
    }

    #[test]
    fn what_belongs_to_what_it_follows_goes_with_it() {
        let names = |text: &'static str| {
            text.split("")
                .filter(|name| !name.is_empty())
                .collect::<Vec<_>>()
        };
        let (base, ours, theirs) = (names("abcd"), names("cabd"), names("abcxd"));
        let kept: BTreeSet<&str> = theirs.iter().copied().collect();
        let three = Three {
            base: &base[..],
            ours: &ours[..],
            theirs: &theirs[..],
        };
        let order = |is_child: bool| {
            let ordered = ordered(three, &kept, |name, _| is_child && name == "x");
            ordered.order.concat()
        };
        assert_eq!([order(true), order(false)], ["cxabd", "cabxd"]);
    }

    #[test]
    fn what_both_moved_to_two_places_is_disputed() {
        check("abcde", "eabcd", "aebcd", "eabcd|e");
    }
}
