//! Every way to break a file, as the program meets it: how it exits and what it points at.

use crate::harness::{Place, Ran};

/// A head without faults.
const HEAD: &str = "format = 1\n[proposal]\nid = \"v1\"\ntitle = \"First\"\ndate = 2024-05-02\n";

/// A clause without faults.
const CLAUSE: &str = "[[clause]]\nid = \"a\"\ntext = \"One.\"\n";

/// Lines in the head's table.
const IN_HEAD: &[&str] = &[
    "summary = \"One",
    "summary = 'One",
    "summary = \"\"\"One",
    "status \"draft\"",
    "my key = 1",
    "status: 1",
    "status =",
    "= 1",
    "status = draft",
    "status = “draft”",
    "status = \"C:\\qx\"",
    "status = \"a\u{1}b\"",
    "status = \"x\"\nstatus.now = 1",
    "title = \"Second\"",
    "titel = \"x\"",
    "[proposal]",
    "[clause]\nid = \"a\"",
    "[[clause]\nid = \"a\"",
    "[]",
    "status = true",
    "authors = [\" \"]",
    "authors = \"north\"",
    "extra = 1",
    "previous = \"V 1\"",
    "[[party]]\nid = \"n\"",
    "[[party]]\nid = \"n\"\nname = \"N\"\n[[party]]\nid = \"n\"\nname = \"N\"",
    "[[source]]\nid = \"s\"\nuri = \"x\"",
];

/// Lines in a clause.
const IN_CLAUSE: &[&str] = &[
    "binds = [\"x\"",
    "terms = { cap = { at-most = 5 }",
    "binds = [\"a\" \"b\"]",
    "unchecked = True",
    "heding = \"x\"",
    "number = 6",
    "topic = \"security//Forces\"",
    "parent = \"b\"",
    "parent = \"a\"",
    "binds = [\"nobody\"]",
    "sources = [\"nothing\"]",
    "sources = [1]",
    "terms = { a = nan }",
    "terms = { a = 01 }",
    "terms = { a = { at-most = 1, about = 2 } }",
    "terms = { a = { from = 3, to = 1 } }",
    "terms = { a = 10:00:00 }",
    "terms = { place = \"\" }",
    "[[clause]]\nid = \"a\"\ntext = \"Two.\"",
    "[[clause]]\nid = \"b\"",
    "[[clause.position]]\ntext = \"x\"",
];

/// Lines in a clause that only earn a warning.
const ODD: &[&str] = &["modality = \"must-nto\"", "modality = \"shall\""];

/// Files that are broken as a whole.
fn whole() -> Vec<Vec<u8>> {
    let head = |from: &str, to: &str| HEAD.replace(from, to).into_bytes();
    vec![
        Vec::new(),
        b"# \xe9t\xe9\n".to_vec(),
        b"\xff\xfef\0o\0".to_vec(),
        b"\0\x1b[2J".to_vec(),
        "[".repeat(10_000).into_bytes(),
        format!("a = {}", "{a=".repeat(10_000)).into_bytes(),
        head("format = 1\n", ""),
        head("format = 1", "format = 2"),
        head("format = 1", "format = \"1\""),
        head("id = \"v1\"\n", ""),
        head("\"v1\"", "\"\""),
        head("2024-05-02", "2023-02-30"),
        head("2024-05-02", "\"spring\""),
        head("2024-05-02", "2024-05-02T10:00:00"),
        head("2024-05-02", "2024"),
        b"format = 1\nproposal = 1\nclause = {}\n".to_vec(),
    ]
}

fn broken() -> Vec<Vec<u8>> {
    let in_head = IN_HEAD.iter().map(|lines| format!("{HEAD}{lines}\n"));
    let of_clause = IN_CLAUSE.iter().map(|lines| in_clause(lines));
    let lines = in_head.chain(of_clause).map(String::into_bytes);
    lines.chain(whole()).collect()
}

fn in_clause(lines: &str) -> String {
    format!("{HEAD}{CLAUSE}{lines}\n")
}

/// The first lines are `LEVEL[CODE]: message` and `--> t.toml:line:column`.
#[track_caller]
fn points(text: &str, levels: &[&str]) {
    let mut lines = text.lines();
    let (title, place) = (lines.next().unwrap(), lines.next().unwrap());
    let (name, message) = title.split_once("]: ").unwrap();
    let (level, code) = name.split_once('[').unwrap();
    assert!(levels.contains(&level), "{text}");
    assert!(code.starts_with(&level[..1].to_uppercase()), "{text}");
    let digits = &code[1..];
    assert!(digits.len() == 3 && digits.parse::<u16>().is_ok(), "{text}");
    assert!(!message.is_empty(), "{text}");
    let place = place.trim_start().strip_prefix("--> t.toml:").unwrap();
    let (line, column) = place.split_once(':').unwrap();
    for number in [line, column] {
        assert!(number.parse::<u32>().unwrap() > 0, "{text}");
    }
}

fn run(file: &[u8], line: &str) -> Ran {
    Place::empty().file("t.toml", file).run(line)
}

#[test]
fn check_points_into_every_broken_file_and_exits_with_1() {
    for file in broken() {
        let shown = String::from_utf8_lossy(&file).into_owned();
        let ran = run(&file, "check t.toml");
        assert_eq!(ran.code, Some(1), "{shown}\n{ran:?}");
        points(&ran.stdout, &["error", "warning"]);
        assert!(ran.stdout.contains("error[E"), "{shown}\n{ran:?}");
    }
}

#[test]
fn diff_prints_nothing_of_a_broken_file_and_exits_with_2() {
    for file in broken() {
        let shown = String::from_utf8_lossy(&file).into_owned();
        let ran = run(&file, "diff t.toml t.toml");
        assert_eq!(ran.code, Some(2), "{shown}\n{ran:?}");
        assert_eq!(ran.stdout, "", "{shown}");
        assert!(ran.stderr.contains("--> t.toml:"), "{shown}\n{ran:?}");
    }
}

#[test]
fn a_file_with_warnings_only_is_read() {
    for lines in ODD {
        let file = in_clause(lines);
        let checked = run(file.as_bytes(), "check t.toml").exits(0);
        points(&checked.stdout, &["warning"]);
        let denied = run(file.as_bytes(), "check t.toml --deny-warnings").exits(1);
        assert_eq!(denied.stdout, checked.stdout);
        run(file.as_bytes(), "diff t.toml t.toml").exits(0);
    }
    let lang = format!("{HEAD}lang = \"english language\"\n");
    run(lang.as_bytes(), "check t.toml").exits(0);
    run(lang.as_bytes(), "check t.toml --deny-warnings").exits(1);
}

#[test]
fn broken_links_are_1_for_check_and_2_for_diff() {
    let link = "before = [\"v1#a\"]\nafter = [\"v2#a\"]\n";
    let broken = [
        "compar = []\n".to_owned(),
        "compare = [\"V\"]\n".to_owned(),
        "[[link]]\n".to_owned(),
        format!("[[link]]\n{link}relation = \"smae\"\n"),
        format!("[[link]]\n{link}relation = \"same\"\n[[unlink]]\n{link}"),
        "[[unlink]]\nbefore = [\"v1#a\"]\nafter = [\"v1#b\"]\n".to_owned(),
        "[[link]\n".to_owned(),
    ];
    for links in broken {
        let place = Place::empty()
            .file("t.toml", format!("{HEAD}{CLAUSE}"))
            .file("links.toml", &links);
        let ran = place.run("check links.toml");
        assert_eq!(ran.code, Some(1), "{links}\n{ran:?}");
        points(&ran.stdout.replace("links.toml", "t.toml"), &["error"]);
        let ran = place.run("diff t.toml t.toml");
        assert_eq!(ran.code, Some(2), "{links}\n{ran:?}");
        assert_eq!(ran.stdout, "", "{links}");
    }
}

#[test]
fn what_is_no_file_is_2() {
    let place = Place::empty()
        .file("t.toml", format!("{HEAD}{CLAUSE}"))
        .file("folder/other.txt", "");
    for line in [
        "check none.toml",
        "diff none.toml t.toml",
        "diff t.toml none.toml",
        "diff t.toml folder",
        "diff folder t.toml",
    ] {
        let ran = place.run(line);
        assert_eq!(ran.code, Some(2), "{line}\n{ran:?}");
        assert_eq!(ran.stdout, "", "{line}");
        assert_ne!(ran.stderr, "", "{line}");
    }
}
