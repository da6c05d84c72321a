//! The specification as cases: two versions under a sentence, and what is told of them.
//!
//! Each `*.md` beside this file holds cases. A case is a heading, a block of clauses
//! `before`, one `after`, perhaps `links`, and the `expected` changes. The head of the
//! files is left out for the reader; the versions are called `before` and `after`.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use clausediff::diff::{self, Change, Diff, Edit, Op};
use clausediff::load::{self, Limits};
use clausediff::model::{Links, Version};
use clausediff::report::{Item, class_word, direction_word, kind_sign, kind_word, signal_word};

#[test]
fn every_case_of_the_specification_holds() {
    let accept = std::env::var_os("CLAUSEDIFF_ACCEPT").is_some();
    let mut broken = String::new();
    for path in documents() {
        let text = fs::read_to_string(&path).expect("a document is text");
        let mut accepted = String::new();
        for part in parts(&text) {
            let told = part.case().map(|case| case.told());
            match told {
                Some(told) if told != part.block("expected") => {
                    let _ = write!(broken, "\n{}: {}\n{told}", path.display(), part.sentence());
                    accepted.push_str(&part.with_expected(&told));
                }
                _ => accepted.push_str(part.text),
            }
        }
        if accept && accepted != text {
            fs::write(&path, accepted).expect("a document can be written");
        }
    }
    assert!(
        accept || broken.is_empty(),
        "these cases are told otherwise:\n{broken}"
    );
}

#[test]
fn there_are_cases_in_every_document() {
    for path in documents() {
        let text = fs::read_to_string(&path).expect("a document is text");
        assert!(
            parts(&text).iter().any(|part| part.case().is_some()),
            "{}",
            path.display()
        );
    }
}

fn documents() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spec");
    let entries = fs::read_dir(folder)
        .expect("the folder is there")
        .flatten()
        .map(|entry| entry.path());
    let mut found: Vec<_> = entries
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    found.sort();
    found
}

/// One heading with all below it.
struct Part<'a> {
    text: &'a str,
}

fn parts(text: &str) -> Vec<Part<'_>> {
    let starts = text.match_indices("\n## ").map(|(at, _)| at + 1);
    let bounds: Vec<usize> = std::iter::once(0)
        .chain(starts)
        .chain([text.len()])
        .collect();
    bounds
        .windows(2)
        .map(|two| Part {
            text: &text[two[0]..two[1]],
        })
        .collect()
}

impl Part<'_> {
    fn sentence(&self) -> &str {
        self.text
            .lines()
            .next()
            .unwrap_or("")
            .trim_start_matches('#')
            .trim()
    }

    /// The block whose opening fence ends with `name`; empty if there is none.
    fn block(&self, name: &str) -> String {
        self.range(name)
            .map(|range| self.text[range].to_owned())
            .unwrap_or_default()
    }

    fn range(&self, name: &str) -> Option<std::ops::Range<usize>> {
        let fence = ["```toml ", "```text "].into_iter().find_map(|kind| {
            let opening = format!("{kind}{name}\n");
            self.text.find(&opening).map(|at| at + opening.len())
        });
        let start = fence?;
        let end = start + self.text[start..].find("```").expect("a block is closed");
        Some(start..end)
    }

    fn with_expected(&self, told: &str) -> String {
        let range = self
            .range("expected")
            .expect("a case has an expected block");
        format!(
            "{}{told}{}",
            &self.text[..range.start],
            &self.text[range.end..]
        )
    }

    fn case(&self) -> Option<Case> {
        self.range("expected")?;
        let links = self.block("links");
        let links = load::links_from("links.toml", links.as_bytes(), &Limits::default())
            .expect("links load")
            .links;
        Some(Case {
            before: version("before", &self.block("before")),
            after: version("after", &self.block("after")),
            links,
        })
    }
}

fn version(id: &str, clauses: &str) -> Version {
    let parties = "[[party]]\nid = \"north\"\nname = \"North\"\n[[party]]\nid = \"south\"\nname = \"South\"\n";
    let text = format!(
        "format = 1\n[proposal]\nid = \"{id}\"\ntitle = \"{id}\"\ndate = \"2024\"\n{parties}{clauses}"
    );
    match load::version_from(id, text.as_bytes(), &Limits::default()) {
        Ok(loaded) => loaded.value,
        Err(error) => panic!("{id}: {error}: {:#?}", error.findings()),
    }
}

struct Case {
    before: Version,
    after: Version,
    links: Links,
}

impl Case {
    fn told(&self) -> String {
        let diff = Diff::with(
            &self.before,
            &self.after,
            &self.links,
            &diff::Options::default(),
        );
        let mut told: String = diff
            .changes
            .iter()
            .map(|change| block(&diff, change))
            .collect();
        for id in &diff.matching.reused_ids {
            let _ = writeln!(told, "reused id {id}");
        }
        told
    }
}

fn block(diff: &Diff, change: &Change) -> String {
    let item = Item::new(diff, change);
    let ids = item.clauses.as_ref().map(|side| {
        side.iter()
            .map(|clause| clause.id)
            .collect::<Vec<_>>()
            .join(" + ")
    });
    let sides: Vec<&str> = [ids.before.as_str(), ids.after.as_str()]
        .into_iter()
        .filter(|ids| !ids.is_empty())
        .collect();
    let facets: String = item.facets().map(|facet| format!(", {facet}")).collect();
    let mut told = format!(
        "{} {}{facets}: {} ({})\n",
        kind_sign(item.kind),
        kind_word(item.kind),
        sides.join(" -> "),
        class_word(item.class)
    );
    if !item.text.is_empty() {
        let _ = writeln!(told, "    {}", redline(item.text));
    }
    for term in &item.terms {
        let _ = writeln!(
            told,
            "    term {}: {}",
            term.name,
            term.step
                .as_deref()
                .unwrap_or(direction_word(term.direction))
        );
    }
    for signal in &item.signals {
        let words = signal
            .words
            .as_ref()
            .map(|words| words.as_deref().unwrap_or("(none)"));
        let (kind, direction) = (signal_word(signal.kind), direction_word(signal.direction));
        let _ = writeln!(
            told,
            "    {kind} {direction}: {} -> {}",
            words.before, words.after
        );
    }
    for key in &item.keys {
        let words = key.words.as_ref();
        let words = words.map(|words| words.as_deref().unwrap_or("(none)"));
        let _ = writeln!(
            told,
            "    {}: {} -> {}",
            key.name, words.before, words.after
        );
    }
    for judgement in &item.judgements {
        let _ = writeln!(
            told,
            "    judged {}: {}",
            judgement.relation.as_str(),
            judgement.why.as_deref().unwrap_or("")
        );
    }
    if let Some(balance) = &item.balance {
        let pieces: Vec<String> = balance
            .pieces
            .iter()
            .map(|(id, share)| format!("{id} {:.2}", share.as_f64()))
            .collect();
        let _ = writeln!(
            told,
            "    balance: {}; lost {:.2}, new {:.2}",
            pieces.join(", "),
            balance.lost.as_f64(),
            balance.new.as_f64()
        );
    }
    told
}

fn redline(edits: &[Edit]) -> String {
    let mark = |edit: &Edit| match edit.op {
        Op::Keep => edit.text.to_string(),
        Op::Delete => format!("[-{}-]", edit.text),
        Op::Insert => format!("{{+{}+}}", edit.text),
    };
    edits
        .iter()
        .map(mark)
        .collect::<String>()
        .replace('\n', "\n    ")
}
