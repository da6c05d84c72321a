//! 500 generated merges of three states, against an oracle that knows what each side did, and against git's own merge
//! by lines of the same files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use clausediff::load::{Limits, Schema, canonical, document, version_from};
use clausediff::merge::{MARK, Merged, Renamed, Three, merge, renamed};
use clausediff::model::{Document, Version};

/// How many merges are tried.
const MERGES: u64 = 500;

/// A clause as the generator knows it: what it is called may change, its place in `Draft::clauses` may, too.
#[derive(Clone, Debug, PartialEq)]
struct Clause {
    id: String,
    fields: BTreeMap<String, String>,
    /// Comments above its header.
    comments: Vec<String>,
}

/// A state of a file: clauses by a name that no side changes, in order.
#[derive(Clone, Debug, PartialEq)]
struct Draft {
    order: Vec<usize>,
    clauses: BTreeMap<usize, Clause>,
}

/// A deterministic source of choices. G. Marsaglia, *Journal of Statistical Software* 8(14), 2003: xorshift.
struct Choices(u64);

impl Choices {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % most
    }

    fn of<'c, T>(&mut self, all: &'c [T]) -> &'c T {
        &all[self.below(all.len())]
    }

    fn text(&mut self) -> String {
        let words: Vec<&str> = (0..24).map(|_| *self.of(&WORDS)).collect();
        format!("\"{}.\"", words.join(" "))
    }
}

const WORDS: [&str; 60] = [
    "harbour",
    "toll",
    "garrison",
    "vessel",
    "court",
    "clerk",
    "pilot",
    "quay",
    "flag",
    "province",
    "settles",
    "dispute",
    "within",
    "notice",
    "member",
    "council",
    "inspects",
    "cargo",
    "timber",
    "hides",
    "wool",
    "budget",
    "archive",
    "scholar",
    "lantern",
    "breakwater",
    "ferry",
    "customs",
    "market",
    "grain",
    "salt",
    "bridge",
    "tower",
    "gate",
    "watch",
    "drum",
    "letter",
    "seal",
    "treasury",
    "mint",
    "coin",
    "silver",
    "copper",
    "mill",
    "weir",
    "canal",
    "lock",
    "barge",
    "rope",
    "anchor",
    "chart",
    "tide",
    "storm",
    "signal",
    "fire",
    "hill",
    "road",
    "inn",
    "well",
    "orchard",
];

impl Draft {
    fn new(choices: &mut Choices) -> Self {
        let clauses: BTreeMap<usize, Clause> =
            (0..12).map(|at| (at, clause(at, choices))).collect();
        Self {
            order: (0..12).collect(),
            clauses,
        }
    }

    /// The file, in canonical form.
    fn text(&self) -> String {
        let mut text = String::from(
            "format = 1\n\n[proposal]\nid = \"accord\"\ntitle = \"Accord\"\ndate = 2024-05-02\n\n[[party]]\nid = \"north\"\nname = \"North\"\n\n[[party]]\nid = \"south\"\nname = \"South\"\n",
        );
        for name in &self.order {
            let clause = &self.clauses[name];
            text.push('\n');
            for comment in &clause.comments {
                text += &format!("{comment}\n");
            }
            text += &format!("[[clause]]\nid = \"{}\"\n", clause.id);
            let (terms, keys): (Vec<_>, Vec<_>) = clause
                .fields
                .iter()
                .partition(|(key, _)| key.starts_with("terms."));
            for (key, value) in keys {
                text += &format!("{key} = {value}\n");
            }
            if !terms.is_empty() {
                text += "\n[clause.terms]\n";
            }
            for (key, value) in terms {
                text += &format!("{} = {value}\n", &key["terms.".len()..]);
            }
        }
        canonical(&text, Schema::Proposal).expect("the generator writes proposals")
    }
}

fn clause(at: usize, choices: &mut Choices) -> Clause {
    let mut fields = BTreeMap::from([
        ("number".to_owned(), format!("\"{}\"", at + 1)),
        (
            "heading".to_owned(),
            format!("\"{} {at}\"", choices.of(&WORDS)),
        ),
        ("text".to_owned(), choices.text()),
    ]);
    for term in ["cap", "fee", "days"] {
        if choices.below(2) == 0 {
            let value = format!(
                "{{ at-most = {}, unit = \"{term}\" }}",
                choices.below(900) + 1
            );
            fields.insert(format!("terms.{term}"), value);
        }
    }
    Clause {
        id: format!("c{at}"),
        fields,
        comments: Vec::new(),
    }
}

/// What one side does, a few things at random.
fn edited(base: &Draft, side: usize, choices: &mut Choices) -> Draft {
    let mut draft = base.clone();
    for at in 0..1 + choices.below(5) {
        let name = *choices.of(&draft.order);
        let kind = choices.below(12);
        let fresh = 100 * (side + 1) + at;
        let clause = draft.clauses.get_mut(&name).unwrap();
        match kind {
            0..=2 => {
                let text = &clause.fields["text"];
                let mut words: Vec<&str> = text.split(' ').collect();
                let place = 1 + choices.below(words.len() - 2);
                words[place] = *choices.of::<&str>(&WORDS);
                let text = words.join(" ");
                clause.fields.insert("text".to_owned(), text);
            }
            3 | 4 => {
                let term = choices.of(&["terms.cap", "terms.fee", "terms.days"]);
                let value = format!(
                    "{{ at-most = {}, unit = \"kg\" }}",
                    choices.below(900) + 1000
                );
                clause.fields.insert((*term).to_owned(), value);
            }
            5 => {
                clause
                    .fields
                    .remove(*choices.of(&["terms.cap", "terms.fee"]));
            }
            6 => {
                let word = choices.of(&["\"must\"", "\"may\"", "\"is-promised\""]);
                clause
                    .fields
                    .insert("modality".to_owned(), (*word).to_owned());
            }
            7 => {
                let place = choices.below(draft.order.len() + 1);
                draft.order.insert(place, fresh);
                draft.clauses.insert(fresh, self::clause(fresh, choices));
            }
            8 => {
                draft.order.retain(|other| *other != name);
                draft.clauses.remove(&name);
            }
            9 => {
                draft.order.retain(|other| *other != name);
                let place = choices.below(draft.order.len() + 1);
                draft.order.insert(place, name);
            }
            10 => clause
                .comments
                .push(format!("# Remark {fresh} of side {side}.")),
            _ if choices.below(3) == 0 => {
                for (at, name) in draft.order.iter().enumerate() {
                    let clause = draft.clauses.get_mut(name).unwrap();
                    clause
                        .fields
                        .insert("number".to_owned(), format!("\"{}\"", at + 1));
                }
            }
            _ if name < 100 => clause.id = format!("c{name}-of-side-{side}"),
            _ => {}
        }
    }
    draft
}

/// What must come out: the fields of each clause, and what is in conflict.
#[derive(Debug, Default)]
struct Expected {
    clauses: BTreeMap<usize, Clause>,
    /// Ids with keys; without a key, a clause that one side dropped.
    conflicts: BTreeSet<(String, Option<String>)>,
}

fn expected(of: &Three<Draft>) -> Expected {
    let mut expected = Expected::default();
    let names: BTreeSet<usize> = of
        .ours
        .order
        .iter()
        .chain(&of.theirs.order)
        .copied()
        .collect();
    for name in names {
        let clause = of.as_ref().map(|draft| draft.clauses.get(&name));
        match (clause.base, clause.ours, clause.theirs) {
            (None, Some(only), None) | (None, None, Some(only)) => {
                expected.clauses.insert(name, only.clone());
            }
            (Some(base), Some(ours), Some(theirs)) => {
                expected.both(name, Three { base, ours, theirs })
            }
            (Some(base), Some(left), None) | (Some(base), None, Some(left)) => {
                let without_number = |clause: &Clause| {
                    let mut clause = clause.clone();
                    clause.fields.remove("number");
                    clause.id.clear();
                    clause
                };
                if without_number(base) != without_number(left) {
                    expected.conflicts.insert((base.id.clone(), None));
                    expected.clauses.insert(name, left.clone());
                }
            }
            other => unreachable!("{other:?}"),
        }
    }
    expected
}

impl Expected {
    fn both(&mut self, name: usize, of: Three<&Clause>) {
        let mut merged = of.ours.clone();
        let id = of.base.id.clone();
        let mut choose =
            |key: &str, base: Option<&String>, ours: Option<&String>, theirs: Option<&String>| {
                if ours == theirs || base == theirs {
                    return ours.cloned();
                }
                if base == ours {
                    return theirs.cloned();
                }
                self.conflicts.insert((id.clone(), Some(key.to_owned())));
                ours.or(theirs).cloned()
            };
        let value = |key: &str| of.map(|clause: &Clause| clause.fields.get(key));
        let keys: BTreeSet<&String> = of
            .ours
            .fields
            .keys()
            .chain(of.theirs.fields.keys())
            .collect();
        for key in keys {
            let Three { base, ours, theirs } = value(key);
            match choose(key.trim_start_matches("terms."), base, ours, theirs) {
                Some(value) => merged.fields.insert(key.clone(), value),
                None => merged.fields.remove(key),
            };
        }
        merged.id = choose(
            "id",
            Some(&of.base.id),
            Some(&of.ours.id),
            Some(&of.theirs.id),
        )
        .unwrap();
        let new = of
            .theirs
            .comments
            .iter()
            .filter(|comment| !merged.comments.contains(comment));
        let new: Vec<String> = new.cloned().collect();
        merged.comments.extend(new);
        self.clauses.insert(name, merged);
    }
}

fn loaded(text: &str) -> Option<Version> {
    let loaded = version_from("merged", text.as_bytes(), &Limits::default());
    Some(loaded.ok()?.value)
}

fn merged(of: Three<&str>) -> (String, Merged) {
    let version = of.map(|text| loaded(text).expect("the generator writes sound files"));
    let documents: Three<Document> = of.map(|text| document(text).expect("it is a proposal"));
    let ids = Three {
        base: Renamed::default(),
        ours: renamed(&version.base, &version.ours),
        theirs: renamed(&version.base, &version.theirs),
    };
    let merged = merge(documents.as_ref(), &ids, MARK);
    let text = canonical(&merged.document.write(), Schema::Proposal).expect("it can be written");
    (text, merged)
}

/// The fields of clauses by their ids.
type Fields = BTreeMap<String, BTreeMap<String, String>>;

/// The fields of every clause of a file, as far as the generator makes them, and the order.
fn read(text: &str) -> Option<(Fields, Vec<String>)> {
    loaded(text)?;
    let document = document(text)?;
    let clauses = document
        .sections
        .iter()
        .filter(|section| section.path == "clause");
    let mut order = Vec::new();
    let mut all = BTreeMap::new();
    for clause in clauses {
        let id = clause.value("id")?.trim_matches('"').to_owned();
        let own = clause.lines.iter().filter(|line| line.name != "id");
        let mut fields: BTreeMap<String, String> = own
            .map(|line| (line.name.clone(), line.value.clone()))
            .collect();
        for line in clause.below.iter().flat_map(|terms| &terms.lines) {
            fields.insert(format!("terms.{}", line.name), line.value.clone());
        }
        order.push(id.clone());
        all.insert(id, fields);
    }
    Some((all, order))
}

/// True if a file says what the oracle says, the order aside.
fn says(text: &str, expected: &Expected) -> bool {
    let wanted = expected.clauses.values();
    let wanted: Fields = wanted
        .map(|clause| (clause.id.clone(), clause.fields.clone()))
        .collect();
    read(text).is_some_and(|(found, _)| found == wanted)
}

/// Every case: the drafts and what must come out.
fn cases() -> impl Iterator<Item = (u64, Three<Draft>)> {
    (0..MERGES).map(|seed| {
        let mut choices = Choices::new(seed + 1);
        let base = Draft::new(&mut choices);
        let ours = edited(&base, 1, &mut choices);
        let theirs = edited(&base, 2, &mut choices);
        (seed, Three { base, ours, theirs })
    })
}

#[test]
fn a_merge_says_what_both_sides_say_and_asks_only_where_they_differ() {
    for (seed, drafts) in cases() {
        let texts = drafts.as_ref().map(Draft::text);
        let (text, merged) = merged(texts.as_ref().map(String::as_str));
        let expected = expected(&drafts);
        let found: BTreeSet<(String, Option<String>)> = merged
            .conflicts
            .iter()
            .filter(|conflict| conflict.about.as_deref() != Some("moved to two places"))
            .map(|conflict| {
                let id = conflict
                    .place
                    .trim_start_matches("clause `")
                    .trim_matches('`');
                (id.to_owned(), conflict.key.clone())
            })
            .collect();
        // Keys of terms stand in a table of their own.
        let wanted: BTreeSet<(String, Option<String>)> = expected
            .conflicts
            .iter()
            .map(|(id, key)| match key.as_deref() {
                Some("cap" | "fee" | "days") => ("terms".to_owned(), key.clone()),
                _ => (id.clone(), key.clone()),
            })
            .collect();
        assert_eq!(found, wanted, "seed {seed}\n{text}");
        assert!(says(&text, &expected), "seed {seed}\n{text}\n{expected:#?}");
        assert_eq!(
            canonical(&text, Schema::Proposal).as_ref(),
            Some(&text),
            "seed {seed}"
        );
    }
}

#[test]
fn no_word_and_no_comment_is_lost() {
    for (seed, drafts) in cases() {
        let texts = drafts.as_ref().map(Draft::text);
        let (text, _) = merged(texts.as_ref().map(String::as_str));
        let expected = expected(&drafts);
        for draft in [&drafts.ours, &drafts.theirs] {
            for (name, clause) in &draft.clauses {
                let Some(kept) = expected.clauses.get(name) else {
                    continue;
                };
                for comment in &clause.comments {
                    assert!(text.contains(comment), "seed {seed}: {comment}\n{text}");
                }
                // What a side changed is there, as the value or in the comments of a conflict.
                let base = drafts.base.clauses.get(name);
                for (key, value) in &clause.fields {
                    let is_new = base.is_none_or(|base| base.fields.get(key) != Some(value));
                    let is_there =
                        kept.fields.get(key) == Some(value) || text.contains(value.as_str());
                    assert!(!is_new || is_there, "seed {seed}: {key} = {value}\n{text}");
                }
            }
        }
    }
}

#[test]
fn what_one_side_moved_or_added_stands_where_it_put_it() {
    let mut checked = 0;
    for (seed, mut drafts) in cases() {
        // Their side only changes what is in the clauses.
        drafts.theirs.order = drafts.base.order.clone();
        for (name, clause) in &drafts.base.clauses {
            drafts
                .theirs
                .clauses
                .entry(*name)
                .or_insert_with(|| clause.clone());
        }
        drafts.theirs.clauses.retain(|name, _| *name < 100);
        let texts = drafts.as_ref().map(Draft::text);
        let (text, _) = merged(texts.as_ref().map(String::as_str));
        let expected = expected(&drafts);
        let ids: Vec<String> = drafts
            .ours
            .order
            .iter()
            .filter_map(|name| Some(expected.clauses.get(name)?.id.clone()))
            .collect();
        let (_, order) = read(&text).unwrap();
        let of_ours: Vec<&String> = order.iter().filter(|id| ids.contains(id)).collect();
        assert_eq!(
            of_ours,
            ids.iter().collect::<Vec<_>>(),
            "seed {seed}\n{text}"
        );
        checked += 1;
    }
    assert_eq!(checked, MERGES);
}

#[test]
fn a_side_without_changes_changes_nothing_and_the_sides_may_change_places() {
    for (seed, drafts) in cases().take(100) {
        let texts = drafts.as_ref().map(Draft::text);
        let Three { base, ours, theirs } = texts.as_ref().map(String::as_str);
        for (one, other) in [(base, theirs), (theirs, base), (theirs, theirs)] {
            let (text, merged) = self::merged(Three {
                base,
                ours: one,
                theirs: other,
            });
            assert_eq!(merged.conflicts, [], "seed {seed}");
            assert_eq!(text, theirs, "seed {seed}");
        }
        let count = |ours, theirs| self::merged(Three { base, ours, theirs }).1.conflicts.len();
        assert_eq!(count(ours, theirs), count(theirs, ours), "seed {seed}");
    }
}

/// How git merges the same three files line by line; `None` without conflicts is the text.
fn by_lines(folder: &Path, of: Three<&str>) -> (bool, String) {
    let path = |name: &str| folder.join(name);
    for (name, text) in [("base", of.base), ("ours", of.ours), ("theirs", of.theirs)] {
        fs::write(path(name), text).unwrap();
    }
    let mut command = Command::new("git");
    command
        .args(["merge-file", "-p"])
        .args(["ours", "base", "theirs"].map(path));
    let output = command.output().unwrap();
    (
        output.status.success(),
        String::from_utf8(output.stdout).unwrap(),
    )
}

#[test]
fn git_asks_more_often_and_merges_wrongly() {
    if Command::new("git").arg("--version").output().is_err() {
        eprintln!("skipped: there is no git");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut own = (0, 0, 0);
    let mut git = (0, 0, 0);
    for (_, drafts) in cases() {
        let texts = drafts.as_ref().map(Draft::text);
        let texts = texts.as_ref().map(String::as_str);
        let expected = expected(&drafts);
        let count = |figures: &mut (usize, usize, usize), is_clean: bool, text: &str| {
            figures.0 += usize::from(!is_clean);
            let is_right = expected.conflicts.is_empty() && says(text, &expected);
            figures.1 += usize::from(is_clean && !is_right);
            figures.2 += usize::from(!is_clean && expected.conflicts.is_empty());
        };
        let (text, merged) = merged(texts);
        count(&mut own, merged.conflicts.is_empty(), &text);
        let (is_clean, text) = by_lines(folder.path(), texts);
        count(&mut git, is_clean, &text);
    }
    println!("of {MERGES} merges: with conflicts, wrong without, asked without need");
    println!("by clauses {own:?}, by lines {git:?}");
    assert_eq!(own.1, 0, "no merge is wrong without a word");
    assert!(own.0 < git.0, "{own:?} {git:?}");
}
