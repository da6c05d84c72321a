//! Which party of one version is which of the other.
//!
//! Authors name parties anew: `ru` here is `russia` there, both called Russia. Here the
//! parties of two versions are paired once, so that what counts as unchanged and what
//! is a finding agree. Nothing depends on the side.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Party, PartyId, Side, Sides, Version};
use crate::text::normalize::fold_word;
use crate::text::token::words;

/// One party of two versions: its id in each; the same one twice if it is in one only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Identity<'a>(Sides<&'a PartyId>);

/// The parties of two versions.
#[derive(Clone, Debug)]
pub(super) struct Parties<'a> {
    names: Sides<BTreeMap<&'a PartyId, &'a str>>,
    partners: Sides<BTreeMap<&'a PartyId, &'a PartyId>>,
}

impl<'a> Parties<'a> {
    /// Pairs the parties of both versions one to one: by name, then by id, then by a
    /// name of one that is an alias of the other, or an alias of both.
    pub fn new(before: &'a Version, after: &'a Version) -> Self {
        let versions = Sides::new(before, after);
        let known = versions.map(|version| version.parties.iter().map(Known::new).collect());
        let name = |party: &'a Party| (&party.id, party.name.as_str());
        let mut parties = Self {
            names: versions.map(|version| version.parties.iter().map(name).collect()),
            partners: Sides::default(),
        };
        parties.pair(&known, |a, b| a.name == b.name && a.party.id == b.party.id);
        parties.pair(&known, |a, b| a.name == b.name);
        parties.pair(&known, |a, b| a.party.id == b.party.id);
        parties.pair(&known, |a, b| !a.names.is_disjoint(&b.names));
        parties
    }

    /// Pairs those left for whom the rule holds, the smaller ids first.
    fn pair(&mut self, known: &Sides<Vec<Known<'a>>>, rule: fn(&Known<'a>, &Known<'a>) -> bool) {
        let before = known.before.iter();
        let all = before.flat_map(|a| known.after.iter().map(move |b| (a, b)));
        let held = all.filter(|(a, b)| rule(a, b));
        let mut pairs: Vec<_> = held.map(|(a, b)| (&a.party.id, &b.party.id)).collect();
        pairs.sort_by_key(|&(a, b)| (a.min(b), a.max(b)));
        for (a, b) in pairs {
            let is_free =
                !self.partners.before.contains_key(a) && !self.partners.after.contains_key(b);
            if is_free {
                self.partners.before.insert(a, b);
                self.partners.after.insert(b, a);
            }
        }
    }

    /// Who a party of one side is, in both versions.
    pub fn identity(&self, side: Side, party: &'a PartyId) -> Identity<'a> {
        let partner = self.partners.get(side).get(party).copied().unwrap_or(party);
        let ids = Sides::new(party, partner);
        Identity(match side {
            Side::Before => ids,
            Side::After => ids.swapped(),
        })
    }

    /// The name that a side gives to a party of its own.
    pub fn name(&self, side: Side, party: &'a PartyId) -> &'a str {
        let known = self.names.get(side).get(party);
        known.copied().unwrap_or(party.as_str())
    }
}

/// Who the parties of each version are, by a number that is one party's in all of them.
///
/// Each is who it is in the nearest version before that knows it, unless another of its
/// version is that one already. As many pairings as there are pairs of versions.
pub fn persons<'a>(versions: &[&'a Version]) -> Vec<BTreeMap<&'a PartyId, usize>> {
    let mut known: Vec<BTreeMap<&PartyId, usize>> = Vec::with_capacity(versions.len());
    let mut count = 0;
    for (at, version) in versions.iter().enumerate() {
        let earlier: Vec<(Parties, &BTreeMap<&PartyId, usize>)> = (0..at)
            .rev()
            .map(|before| (Parties::new(versions[before], version), &known[before]))
            .collect();
        let mut own = BTreeMap::new();
        let mut taken = BTreeSet::new();
        for Party { id, .. } in &version.parties {
            let mut met = earlier.iter().filter_map(|(parties, known)| {
                let partner = parties.partners.after.get(id)?;
                known.get(partner).copied()
            });
            let person = met.find(|person| !taken.contains(person));
            let person = person.unwrap_or_else(|| {
                count += 1;
                count - 1
            });
            taken.insert(person);
            own.insert(id, person);
        }
        known.push(own);
    }
    known
}

/// A party with its folded names.
struct Known<'a> {
    party: &'a Party,
    name: String,
    names: BTreeSet<String>,
}

impl<'a> Known<'a> {
    fn new(party: &'a Party) -> Self {
        let folded = |name: &str| words(name).map(fold_word).collect::<Vec<_>>().join(" ");
        let name = folded(&party.name);
        let mut names: BTreeSet<String> = party.aliases.iter().map(|name| folded(name)).collect();
        names.insert(name.clone());
        // A name without a letter or digit names nobody.
        names.remove("");
        Self { party, name, names }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Limits, version_from};

    fn version(parties: &[(&str, &str, &str)]) -> Version {
        let head = "format = 1\nproposal = { id = \"v\", title = \"v\", date = \"2024\" }\n";
        let party = |(id, name, alias): &(&str, &str, &str)| {
            format!("[[party]]\nid = \"{id}\"\nname = \"{name}\"\naliases = [\"{alias}\"]\n")
        };
        let text: String = std::iter::once(head.to_owned())
            .chain(parties.iter().map(party))
            .collect();
        let loaded = version_from("v.toml", text.as_bytes(), &Limits::default());
        loaded.expect("the parties are well formed").value
    }

    /// Whether `id` before and `other` after are one party, which must hold both ways.
    #[track_caller]
    fn check(before: &Version, after: &Version, id: &str, other: &str, is_one: bool) {
        let (id, other) = (PartyId::new(id).unwrap(), PartyId::new(other).unwrap());
        let there = Parties::new(before, after);
        let found = there.identity(Side::Before, &id) == there.identity(Side::After, &other);
        assert_eq!(found, is_one);
        let back = Parties::new(after, before);
        let found = back.identity(Side::After, &id) == back.identity(Side::Before, &other);
        assert_eq!(found, is_one);
    }

    #[test]
    fn a_party_is_known_by_its_id_name_or_alias() {
        let before = version(&[
            ("ru", "Russia", "x1"),
            ("ua", "Ukraine", "Kyiv"),
            ("n", "North", "x2"),
        ]);
        let after = version(&[
            ("russia", "RUSSIA", "y1"),
            ("u", "kyiv", "y2"),
            ("n", "Northern", "y3"),
        ]);
        check(&before, &after, "ru", "russia", true);
        check(&before, &after, "ua", "u", true);
        check(&before, &after, "n", "n", true);
        check(&before, &after, "n", "u", false);
    }

    #[test]
    fn ids_that_change_hands_do_not_make_one_party_of_two() {
        let before = version(&[("a", "North", "x"), ("b", "South", "y")]);
        let after = version(&[("a", "South", "z"), ("b", "North", "w")]);
        check(&before, &after, "a", "b", true);
        check(&before, &after, "a", "a", false);
    }

    #[test]
    fn a_party_stays_one_through_versions_that_do_not_know_it() {
        let versions = [
            version(&[("ru", "Russia", "x1"), ("n", "North", "x2")]),
            version(&[("n", "North", "x3")]),
            version(&[("russia", "Russia", "x4"), ("north", "North", "x5")]),
        ];
        let persons = persons(&versions.each_ref());
        let of = |at: usize, id: &str| persons[at][&PartyId::new(id).unwrap()];
        assert_eq!(of(0, "ru"), of(2, "russia"));
        assert_eq!(of(0, "n"), of(1, "n"));
        assert_eq!(of(1, "n"), of(2, "north"));
        assert_ne!(of(2, "north"), of(2, "russia"));
    }

    #[test]
    fn names_without_letters_are_no_names() {
        let before = version(&[("a", "North", "-")]);
        let after = version(&[("b", "South", "?")]);
        check(&before, &after, "a", "b", false);
    }
}
