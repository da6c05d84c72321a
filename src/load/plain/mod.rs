//! Files of the plain shape, in a fraction of the time and memory that any TOML takes.
//!
//! What stands before the first `[[clause]]` is read by the `toml` crate. The clauses
//! after it are read one at a time while the file streams by, so neither its text nor a
//! tree of it is ever held as a whole. Each clause then takes the same walk as in any
//! file, and all together the same checks.
//!
//! Nothing is decided here: at anything that is not surely understood (see [`cursor`]),
//! and at the first finding of any kind, [`version`] gives up without a word, and the file
//! is read in full from its start. Parts that are each a whole document by themselves mean
//! the same one after the other, so a cut inside a value can only lead to giving up.

mod cursor;
mod window;

use std::hash::BuildHasher as _;
use std::io::Read;

use rustc_hash::FxBuildHasher;
use toml::de::DeTable;

use self::cursor::{Cursor, Stop};
use self::window::Window;
use super::found::Found;
use super::proposal::{self, Declared};
use super::record::{Placed, Record};
use super::schema::CLAUSE;
use super::whole::{Outline, Stated};
use super::{Limits, max_bytes};
use crate::model::{Clause, ClauseIndex, Origin, Version};
use crate::text::span::Span;

/// How the first clause begins, at the start of a line.
const CLAUSE_LINE: &str = "\n[[clause]]";

/// Bytes before the first clause after which the file is no longer taken for plain. They
/// are held in memory; parties and sources of a long treaty take some ten thousand.
const MAX_HEAD: usize = 1 << 20;

/// The version in a file of the plain shape about which there is nothing to say; `None`
/// for every other file, also for one that cannot be read. `name` goes into its origin.
pub(super) fn version(name: &str, input: impl Read, limits: &Limits) -> Option<Version> {
    let mut window = Window::open(input, max_bytes(limits))?;
    let head = head(&mut window)?;
    let root = DeTable::parse(&head).ok()?;
    if root.get_ref().contains_key("clause") {
        return None;
    }
    let mut found = Found::default();
    let read = |_: &Record<'_, '_>, declared: &Declared<'_>, found: &mut Found| {
        let unplaced = unplaced(&mut window, declared, limits, found)?;
        Some(unplaced.placed(limits, found))
    };
    let lowered = proposal::version_with(root.get_ref(), Origin::default(), &mut found, read);
    let version = lowered.version.filter(|_| found.is_empty())?;
    let origin = Origin {
        path: name.to_owned(),
        sha256: window.fingerprint(),
    };
    Some(Version { origin, ..version })
}

/// Takes all that stands before the first clause.
fn head(window: &mut Window<impl Read>) -> Option<String> {
    loop {
        let text = window.text()?;
        if let Some(before) = text.find(CLAUSE_LINE) {
            let head = text[..=before].to_owned();
            window.pass(head.len())?;
            return Some(head);
        }
        if window.is_last() || text.len() > MAX_HEAD {
            return None;
        }
        window.pass(0)?;
    }
}

/// Every clause, its parent not yet set.
fn unplaced(
    window: &mut Window<impl Read>,
    declared: &Declared<'_>,
    limits: &Limits,
    found: &mut Found,
) -> Option<Unplaced> {
    let mut unplaced = Unplaced::default();
    loop {
        let mut cursor = Cursor::new(window.text()?, window.start(), window.is_last());
        let mut lines = Vec::new();
        let passed = loop {
            let passed = cursor.passed();
            match cursor.clause(&mut lines) {
                Ok(Some(header)) => {
                    let record = Record::of_lines(&lines, header, &CLAUSE, found);
                    let clause = proposal::clause(&record, declared, limits, found)?;
                    unplaced.add(clause, record.text_unchecked("parent"));
                }
                Ok(None) => return Some(unplaced),
                Err(Stop::Cut) => break passed,
                Err(Stop::NotPlain) => return None,
            }
            if !found.is_empty() || unplaced.clauses.len() > limits.clauses {
                return None;
            }
        };
        window.pass(passed)?;
    }
}

/// Clauses, and what is to be known of them together.
#[derive(Default)]
struct Unplaced {
    clauses: Vec<Clause>,
    /// Hashes of the ids, taken while these are at hand.
    ids: Vec<u64>,
    /// Those that name a parent, with the id of it.
    inner: Vec<(ClauseIndex, Box<str>)>,
    /// Whether one has no text.
    has_empty: bool,
}

impl Unplaced {
    fn add(&mut self, clause: Clause, parent: Option<Placed<&str>>) {
        let index = ClauseIndex::new(self.clauses.len());
        self.ids.push(FxBuildHasher.hash_one(&clause.id));
        self.inner
            .extend(parent.map(|parent| (index, parent.value.into())));
        self.has_empty |= clause.text.is_empty();
        self.clauses.push(clause);
    }

    /// The clauses with their parents, checked together.
    fn placed(mut self, limits: &Limits, found: &mut Found) -> Vec<Clause> {
        if !self.is_surely_flat(limits) {
            let parents = self.parents(limits, found);
            for (clause, parent) in self.clauses.iter_mut().zip(parents) {
                clause.parent = parent;
            }
        }
        self.clauses
    }

    /// True if there is nothing to report and nobody has a parent, as in most long files: known
    /// in a tenth of the time and memory that the checks take.
    fn is_surely_flat(&mut self, limits: &Limits) -> bool {
        if !self.inner.is_empty() || self.has_empty || limits.depth == 0 {
            return false;
        }
        self.ids.sort_unstable();
        self.ids.windows(2).all(|pair| pair[0] != pair[1])
    }

    /// Places are left out, as findings are thrown away.
    fn parents(&self, limits: &Limits, found: &mut Found) -> Vec<Option<ClauseIndex>> {
        let nowhere = |value| Placed {
            value,
            span: Span::default(),
        };
        let mut inner = self.inner.iter().peekable();
        let mut outline = Outline::with_capacity(self.clauses.len());
        for (place, clause) in self.clauses.iter().enumerate() {
            let parent = inner.next_if(|(index, _)| index.get() == place);
            outline.add(Stated {
                header: clause.span,
                id: Some(nowhere(clause.id.as_str())),
                parent: parent.map(|(_, id)| nowhere(id)),
                has_text: !clause.text.is_empty(),
            });
        }
        outline.check(limits, found)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::{Index, select, subsequence};

    use super::*;
    use crate::load::{bundled, version_in_full};

    const HEAD: &str = "format = 1\n[proposal]\nid = \"v1\"\ntitle = \"First\"\ndate = 2024-05-02\n\
        [[party]]\nid = \"north\"\nname = \"North\"\n[[source]]\nid = \"gazette\"\n";

    /// True if the file was read the quick way, which then agrees with the other one.
    #[track_caller]
    fn is_plain(bytes: &[u8], limits: &Limits) -> bool {
        let Some(version) = version("t.toml", bytes, limits) else {
            return false;
        };
        let full =
            version_in_full("t.toml", bytes.into(), limits).expect("a plain file has no errors");
        assert_eq!(full.loaded.warnings.diagnostics, []);
        // `==` takes 1 and 1.0 for the same.
        assert_eq!(format!("{version:#?}"), format!("{:#?}", full.loaded.value));
        true
    }

    /// `lines` in a clause after the head, and whether that is plain.
    #[track_caller]
    fn check(lines: &str, expected: bool) {
        let text = format!("{HEAD}[[clause]]\nid = \"a\"\n{lines}");
        for ending in ["", "\n", "\n[[clause]]\nid = \"b\"\ntext = \"Two.\""] {
            let text = format!("{text}{ending}");
            assert_eq!(
                is_plain(text.as_bytes(), &Limits::default()),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn what_authors_write_is_plain() {
        for lines in [
            "text = \"One.\"",
            "  text\t=  \"One \\\"two\\\" \\\\ \\n \\t three.\"  # remark",
            "text = \"caf\\u00e9 \\e caf\u{e9} \u{6e2f}\"\r\nnumber = \"\"\r\n",
            "text = '''\nOne\n  'two' \\ three.'''",
            "text = \"\"\"\nOne \\\n   \"two\"\\\"\"\" three.\"\"\"\n# remark\n\nheading = 'C:\\'",
            "text = \"One.\"\nbinds = [\"north\"]\nbenefits = [ # remark\n  'north', # another\n]\n",
            "text = \"One.\"\nsources = [\"gazette\", { id = \"gazette\", at = \"p. 6\" }]",
            "text = \"One.\"\nunchecked = true\nmodality = \"must\"\ntopic = \"a/b\"",
            "text = \"One.\"\nterms = { cap = { at-most = 1_200, unit = \"men\" }, in = 2027-01-01 }",
            "text = \"One.\"\n[clause.terms]\nz = -1.50\na = 0x10\nlist = [\"b\", \"a\"]\n1 = false\n",
            "text = \"One.\"\n[[clause.position]]\nparty = \"north\"\ntext = \"Two.\"\n\
             [clause.position.terms]\ncap = 7\n[[clause.position]]\nparty = \"north\"\n\
             [clause.terms]\nshare = 5e-1",
            "text = \"One.\"\n[clause.extra]\na = [1, [2, {}, { b = inf }], 07:32:00]",
            "text = \"One.\"\n[[clause]]\nid = \"c\"\nparent = \"d\"\ntext = \"x\"\n\
             [[clause]]\nid = \"d\"\nparent = \"a\"",
        ] {
            check(lines, !lines.contains("{}"));
        }
    }

    #[test]
    fn what_is_rare_or_wrong_is_not_plain() {
        for lines in [
            "",
            "text = \"\"",
            "text = \"One.\"\ntext = \"Two.\"",
            "text = \"One.\"\nunknown = 1",
            "text = \"One.\"\n\"note\" = \"quoted key\"",
            "text = \"One.\"\nterms.cap = 1",
            "text = \"One.\"\nterms = { cap = 1, cap = 2 }",
            "text = \"One.\"\nterms = { cap = 1 }\n[clause.terms]\ncap = 2",
            "text = \"One.\"\n[clause.terms]\n[clause.terms]",
            "text = \"One.\"\n[clause.terms.cap]\nabout = 1",
            "text = \"One.\"\n[clause.position.terms]\ncap = 1",
            "text = \"One.\"\n[ clause.terms ]",
            "text = \"One.\"\n[proposal.extra]\na = 1",
            "text = \"One.\"\n[[party]]\nid = \"late\"\nname = \"Late\"",
            "text = \"One.\"\nbinds = [\"nobody\"]",
            "text = \"One.\"\nmodality = \"shall\"",
            "text = \"One.\"\nparent = \"a\"",
            "text = \"One.\"\nparent = \"nobody\"",
            "text = \"One.\"\n[[clause]]\nid = \"a\"\ntext = \"Two.\"",
            "text = \"One.\" heading = \"Two\"",
            "text = \"One\u{7f}.\"",
            "text = \"One.\" # \u{1}",
            "text = \"One.\"\rheading = \"Two\"",
            "text = \"One\ntwo.\"",
            "text = \"One.",
            "text = \"\"\"One.\"\"\"\"\n",
            "text = \"One.\"\nterms = { ends = 2024-05-02 07:32:00 }",
            "text = \"One.\"\nterms = { cap = 012 }",
            "text = \"One.\"\nterms = { cap = 1\n}",
        ] {
            check(lines, false);
        }
    }

    #[test]
    fn limits_hold_in_plain_files_too() {
        let text = format!("{HEAD}{}", "[[clause]]\nid = \"a\"\ntext = \"One.\"\n");
        let enough = Limits {
            bytes: text.len(),
            clauses: 1,
            depth: 1,
            text: 4,
        };
        assert!(is_plain(text.as_bytes(), &enough));
        for limits in [
            Limits {
                bytes: text.len() - 1,
                ..enough
            },
            Limits {
                clauses: 0,
                ..enough
            },
            Limits { depth: 0, ..enough },
            Limits { text: 3, ..enough },
        ] {
            assert!(!is_plain(text.as_bytes(), &limits), "{limits:?}");
        }
    }

    #[test]
    fn the_proposals_that_come_with_the_program_are_plain() {
        for (name, text) in bundled().versions {
            assert!(is_plain(text.as_bytes(), &Limits::default()), "{name}");
        }
    }

    #[test]
    fn the_files_of_the_benchmarks_are_plain() {
        let clause = |at: usize| {
            format!(
                "\n[[clause]]\nid = \"{at:x}\"\nnumber = \"{at}.1\"\nheading = \"Scope\"\n\
                 text = \"The \\\"Work\\\" of the \u{e9}diteur, however made. {}\"\n",
                "Nothing in it counts. ".repeat(at % 40)
            )
        };
        let clauses: String = (0..1000).map(clause).collect();
        let text = format!("{HEAD}{clauses}");
        assert!(is_plain(text.as_bytes(), &Limits::default()));
    }

    #[test]
    fn the_cases_of_the_tests_mean_the_same_either_way() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let good = fs::read(root.join("tests/good/port-accord.toml")).unwrap();
        assert!(is_plain(&good, &Limits::default()));
        let mut plain = 0;
        for file in fs::read_dir(root.join("tests/spec")).unwrap().flatten() {
            let text = fs::read_to_string(file.path()).unwrap();
            for block in text.split("```toml ").skip(1) {
                let lines = block.split_once('\n').unwrap().1;
                let lines = lines.split("```").next().unwrap();
                let text = format!("{HEAD}{lines}");
                plain += usize::from(is_plain(text.as_bytes(), &Limits::default()));
            }
        }
        assert!(plain > 50, "{plain}");
    }

    /// Keys of a clause, each plain.
    const KEYS: [&str; 13] = [
        "number = \"6.a\"\n",
        "heading = 'Tolls' # remark \u{6e2f}\n",
        "  # remark\r\n\n",
        "topic = \"a/b\"\n",
        "binds = [\"north\"]\n",
        "benefits = [\n  \"north\", # remark\n]\n",
        "modality = \"must-not\"\n",
        "status = \"open\\t\\u00e9\"\n",
        "sources = [\"gazette\", { id = \"gazette\", at = \"6\" }]\n",
        "unchecked = true\n",
        "note = \"caf\u{e9} \u{6e2f}\u{1f600}\"\r\n",
        "parent = \"x0\"\n",
        "parent = \"x2\"\n",
    ];

    /// What may follow them, most of it plain.
    const TABLES: [&str; 9] = [
        "terms = { z = 1, a = { from = 1, to = 2.5 }, d = 2024-05-02 }\n",
        "[clause.terms]\ncap = { at-most = 1200, unit = \"men\" }\nin-force = false\n",
        "[clause.terms]\nshare = -0.50\nlist = [\"b\", \"a\"]\n",
        "[clause.extra]\nsince = 2024-05-02T07:32:00Z\na = [[1], { b = inf }]\n",
        "[[clause.position]]\nparty = \"north\"\ntext = \"Two.\"\n",
        "[[clause.position]]\nparty = \"north\"\n[clause.position.terms]\ncap = 7\n",
        "[clause.position.terms]\ncap = 7\n",
        "[clause.terms.cap]\nabout = 1\n",
        "odd.key = 1\n",
    ];

    const TEXTS: [&str; 6] = [
        "",
        "text = \"One.\"\n",
        "text = \"One \\\"two\\\" \\\\ three.\"\n",
        "text = \"\"\"\nOne\n\"two\\\" \\\n three.\"\"\"\n",
        "text = '''\n[[clause]]\n'''\n",
        "text = \"a\\n[[clause]]\"\n",
    ];

    fn file() -> impl Strategy<Value = String> {
        let keys = subsequence(&KEYS[..], 0..4);
        let tables = prop_oneof![2 => Just(Vec::new()), 1 => vec(select(&TABLES[..]), 1..3)];
        let text = prop_oneof![3 => Just(TEXTS[1]), 2 => select(&TEXTS[..])];
        vec((text, keys, tables), 1..5).prop_map(|clauses| {
            let numbered = clauses.iter().enumerate();
            let clauses: String = numbered
                .map(|(at, (text, keys, tables))| {
                    let lines = [keys.concat(), tables.concat()].concat();
                    format!("[[clause]]\nid = \"x{at}\"\n{text}{lines}")
                })
                .collect();
            format!("{HEAD}{clauses}")
        })
    }

    /// Bytes that matter to the format.
    const PIECES: [&[u8]; 24] = [
        b"\"",
        b"'",
        b"\"\"\"",
        b"'''",
        b"[",
        b"]",
        b"{",
        b"}",
        b"=",
        b",",
        b".",
        b"\n",
        b"\r",
        b"#",
        b"\\",
        b" ",
        b"\n[[clause]]\n",
        b"\n[clause.terms]\n",
        b"\xc3\xa9",
        b"\xe6",
        b"\0",
        b"7",
        b"_",
        b"-",
    ];

    /// Bytes that matter to few places of it.
    const HARMLESS: [&[u8]; 6] = [b"", b"a", b"1", b" ", b"\t", b"\xc3\xa9"];

    fn slips() -> impl Strategy<Value = Vec<(Index, usize, &'static [u8])>> {
        let piece = prop_oneof![select(&PIECES[..]), select(&HARMLESS[..])];
        vec((any::<Index>(), 0..3_usize, piece), 1..3)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn made_up_files_mean_the_same_either_way(text in file()) {
            is_plain(text.as_bytes(), &Limits::default());
        }

        #[test]
        fn files_with_slips_mean_the_same_either_way(text in file(), slips in slips()) {
            let mut bytes = text.into_bytes();
            for (at, removed, piece) in slips {
                let at = at.index(bytes.len() + 1);
                let end = (at + removed).min(bytes.len());
                bytes.splice(at..end, piece.iter().copied());
            }
            is_plain(&bytes, &Limits::default());
        }
    }
}
