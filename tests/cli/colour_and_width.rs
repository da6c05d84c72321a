//! Colour and width where the output is no terminal. The rules for terminals are tested
//! beside the code.

use crate::harness::Place;

const LINE: &str = "diff draft-1.toml draft-2.toml";

#[track_caller]
fn check(variables: &[(&str, &str)], options: &str, is_coloured: bool) {
    let place = Place::with_drafts();
    let ran = place
        .run_with(variables, &format!("{LINE} {options}"))
        .exits(0);
    let coloured = ran.stdout.contains("\u{1b}[");
    assert_eq!(coloured, is_coloured, "{variables:?} {options}");
}

#[test]
fn colour_is_decided_by_the_option_then_by_the_environment() {
    let none: &[(&str, &str)] = &[];
    let no = ("NO_COLOR", "1");
    let force = ("FORCE_COLOR", "1");
    let cli_force = ("CLICOLOR_FORCE", "1");
    let dumb = ("TERM", "dumb");
    check(none, "", false);
    check(none, "--color always", true);
    check(&[no], "--color always", true);
    check(&[force], "--color never", false);
    check(&[force], "", true);
    check(&[cli_force], "", true);
    check(&[no, force, cli_force], "", false);
    check(&[("NO_COLOR", ""), force], "", true);
    check(&[("FORCE_COLOR", "0")], "", false);
    check(&[("CLICOLOR", "0"), force, dumb], "", true);
    check(&[("CLICOLOR", "1")], "", false);
}

#[test]
fn errors_are_coloured_by_the_same_rules() {
    let place = Place::empty();
    let coloured = |variables: &[(&str, &str)], line: &str| {
        let ran = place.run_with(variables, line).exits(2);
        ran.stderr.contains("\u{1b}[")
    };
    for line in ["show none", "show --wrong"] {
        assert!(!coloured(&[], line));
        assert!(coloured(&[("FORCE_COLOR", "1")], line));
        assert!(!coloured(&[("FORCE_COLOR", "1"), ("NO_COLOR", "1")], line));
        assert!(coloured(&[], &format!("{line} --color always")));
    }
}

#[test]
fn formats_for_programs_are_never_coloured() {
    check(&[], "--color always --format json", false);
    check(&[], "--color always --format markdown", false);
}

#[test]
fn a_file_is_coloured_only_with_color_always() {
    let place = Place::with_drafts();
    let force = [("FORCE_COLOR", "1")];
    place
        .run_with(&force, &format!("{LINE} -o plain.txt"))
        .exits(0);
    assert!(!place.read("plain.txt").contains('\u{1b}'));
    place
        .run(&format!("{LINE} -o coloured.txt --color always"))
        .exits(0);
    assert!(place.read("coloured.txt").contains('\u{1b}'));
}

/// The widest line of the table.
#[track_caller]
fn widest(variables: &[(&str, &str)], options: &str) -> usize {
    let line = format!("table draft-1.toml draft-2.toml {options}");
    let ran = Place::with_drafts().run_with(variables, &line).exits(0);
    let widths = ran.stdout.lines().map(|line| line.chars().count());
    widths.max().unwrap()
}

#[test]
fn width_is_the_option_then_columns_then_80() {
    assert_eq!(widest(&[], ""), 80);
    assert_eq!(widest(&[("COLUMNS", "100")], ""), 100);
    assert_eq!(widest(&[("COLUMNS", "100")], "--width 120"), 120);
    assert_eq!(widest(&[("COLUMNS", "none")], ""), 80);
    assert_eq!(widest(&[("COLUMNS", "0")], ""), 80);
}

#[test]
fn a_width_under_the_least_is_the_least() {
    assert_eq!(widest(&[], "--width 1"), 40);
}
