//! `clausediff selftest`.

use clausediff::load;

use crate::harness::Place;

#[test]
fn every_case_and_the_totals_are_printed() {
    let ran = Place::empty().run("selftest").exits(0).says_nothing();
    for case in load::corpus() {
        assert!(ran.stdout.contains(case.name), "{}", case.name);
    }
    ran.prints(&[
        "written and marked by the authors of the program",
        "successive versions",
        "different authors",
        "all",
        "one to one",
        "splits and merges",
        "confidence",
    ]);
}

#[test]
fn figures_for_programs_are_those_for_readers() {
    let place = Place::empty();
    let json = place.run("selftest --format json").exits(0).stdout;
    let printed: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(printed["schema"], "clausediff.selftest/1");
    let cases = printed["cases"].as_array().unwrap();
    assert_eq!(cases.len(), load::corpus().len());
    let marked = |row: &serde_json::Value| row["all"]["marked"].as_u64().unwrap();
    let totals = printed["totals"].as_array().unwrap();
    let all = totals.last().unwrap();
    assert_eq!(marked(all), cases.iter().map(marked).sum::<u64>());
    let f1 = format!("{:.3}", all["all"]["f1"].as_f64().unwrap());
    let terminal = place.run("selftest").stdout;
    let line = terminal
        .lines()
        .find(|line| line.starts_with("all "))
        .unwrap();
    assert!(line.contains(&f1), "{line} has no {f1}");
}

#[test]
fn it_needs_no_file_and_does_not_look_at_one() {
    let place = Place::empty().file("proposals/broken.toml", "no = [toml");
    let beside = place.run("selftest --width 40").exits(0).says_nothing();
    let alone = Place::empty().run("selftest --width 40").exits(0);
    assert_eq!(beside.stdout, alone.stdout);
    assert!(beside.stdout.lines().all(|line| line.chars().count() <= 40));
}
