//! The program on a real pseudo-terminal, which `script` (of util-linux) makes; without it these tests say that they
//! skip.

use std::process::{Command, Stdio};

use crate::harness::{Place, Ran, ran};

/// Runs a line in a terminal of that size; what the program says on either stream stands on standard output. `None`
/// where there is no `script`.
fn run(
    place: &Place,
    (columns, rows): (u16, u16),
    variables: &[(&str, &str)],
    line: &str,
) -> Option<Ran> {
    let is_there = Command::new("script")
        .arg("--version")
        .stdout(Stdio::null())
        .status();
    if !is_there.is_ok_and(|status| status.success()) {
        eprintln!("skipped: there is no `script`");
        return None;
    }
    let program = env!("CARGO_BIN_EXE_clausediff");
    let command = format!("stty columns {columns} rows {rows}; '{program}' {line}");
    let mut script = Command::new("script");
    script
        .args(["--quiet", "--return", "--command", &command, "/dev/null"])
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("TERM", "xterm")
        .envs(variables.iter().copied())
        .current_dir(place.path("."))
        .stdin(Stdio::null());
    Some(ran(script.output().unwrap()))
}

const DIFF: &str = "diff draft-1.toml draft-2.toml";

/// A pager that shows that it was called, and how much it was given.
const COUNTING: (&str, &str) = ("CLAUSEDIFF_PAGER", "sh -c 'echo PAGED; wc -l'");

#[test]
fn a_terminal_has_colour_and_its_own_width() {
    let place = Place::with_drafts();
    let Some(ran) = run(&place, (60, 100), &[], DIFF) else {
        return;
    };
    let ran = ran.exits(0);
    assert!(ran.stdout.contains("\u{1b}[32m"), "{}", ran.stdout);
    let wide = run(&place, (150, 100), &[], DIFF).unwrap().exits(0).stdout;
    assert!(wide.lines().count() < ran.stdout.lines().count());
}

#[test]
fn a_palette_changes_colours_and_no_word() {
    let place = Place::with_drafts();
    let line = format!("{DIFF} --palette legal --hyperlinks never");
    let Some(ran) = run(&place, (80, 100), &[], &line) else {
        return;
    };
    assert!(ran.stdout.contains("\u{1b}[31;9m"), "{}", ran.stdout);
    let plain = place.run(DIFF).stdout;
    let stripped: String = ran
        .stdout
        .split("\u{1b}[")
        .enumerate()
        .map(|(at, piece)| match at {
            0 => piece,
            _ => piece.split_once('m').unwrap().1,
        })
        .collect();
    assert_eq!(stripped.replace('\r', ""), plain);
}

#[test]
fn what_is_longer_than_the_screen_goes_to_the_pager() {
    let place = Place::with_drafts();
    let Some(long) = run(&place, (80, 10), &[COUNTING], DIFF) else {
        return;
    };
    assert!(long.exits(0).stdout.starts_with("PAGED"));
    for (size, line) in [
        ((80, 200), DIFF.to_owned()),
        ((80, 10), format!("{DIFF} --no-pager")),
    ] {
        let ran = run(&place, size, &[COUNTING], &line).unwrap().exits(0);
        assert!(!ran.stdout.contains("PAGED"), "{}", ran.stdout);
    }
}

#[test]
fn a_pipe_and_a_file_are_never_paged() {
    let place = Place::with_drafts();
    let Some(ran) = run(
        &place,
        (80, 10),
        &[COUNTING],
        &format!("{DIFF} --output out.txt"),
    ) else {
        return;
    };
    assert_eq!(ran.exits(0).stdout, "");
    let ran = run(&place, (80, 10), &[COUNTING], &format!("{DIFF} | cat")).unwrap();
    assert!(!ran.stdout.contains("PAGED"));
}

#[test]
fn a_file_that_git_shows_among_others_has_no_pager_of_its_own() {
    let place = Place::with_drafts();
    let by_git = ("GIT_DIFF_PATH_COUNTER", "1");
    let Some(ran) = run(&place, (80, 10), &[COUNTING, by_git], DIFF) else {
        return;
    };
    assert!(!ran.exits(0).stdout.contains("PAGED"));
}

#[test]
fn a_pager_that_is_not_there_is_said_and_the_output_printed() {
    let place = Place::with_drafts();
    let Some(ran) = run(&place, (80, 10), &[("PAGER", "no-such-pager")], DIFF) else {
        return;
    };
    ran.exits(0)
        .prints(&["the pager `no-such-pager` cannot be started", "400"]);
}

#[test]
fn a_reader_who_stops_early_changes_no_exit_code() {
    let place = Place::with_drafts();
    let quits = ("PAGER", "head -n 1");
    let Some(ran) = run(&place, (80, 5), &[quits], DIFF) else {
        return;
    };
    ran.exits(0);
    run(&place, (80, 5), &[quits], &format!("{DIFF} --exit-code"))
        .unwrap()
        .exits(1);
}

#[test]
fn versions_and_sources_are_links_that_a_plain_terminal_does_not_see() {
    let place = Place::with_drafts();
    let Some(ran) = run(&place, (80, 100), &[], "show draft-1.toml") else {
        return;
    };
    let path = std::fs::canonicalize(place.path("draft-1.toml")).unwrap();
    let link = format!("\u{1b}]8;;file://{}\u{1b}\\", path.display());
    assert!(ran.stdout.contains(&link), "{:?}", ran.stdout);
    for variables in [&[("TERM", "dumb")][..], &[("NO_COLOR", "1")]] {
        let ran = run(&place, (80, 100), variables, "show draft-1.toml").unwrap();
        assert!(!ran.stdout.contains('\u{1b}'), "{:?}", ran.stdout);
    }
    assert!(
        place
            .run("show draft-1.toml --hyperlinks always")
            .stdout
            .contains(&link)
    );
}
