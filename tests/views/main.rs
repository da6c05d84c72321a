//! Each view of the bundled proposals as a file to be read in review, and the pictures
//! of the README, which are what the program prints today.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Name of the golden file and the arguments that print it.
const VIEWS: &[(&str, &[&str])] = &[
    ("table-80.txt", &["--width", "80"]),
    ("table-200.txt", &["--width", "200"]),
    (
        "table-three-of-eight.txt",
        &[
            "table",
            "istanbul-draft-treaty-2022",
            "us-28-point-2025-11",
            "e3-counter-2025-11",
            "--width",
            "120",
        ],
    ),
    ("table.md", &["--format", "markdown"]),
    ("table.json", &["--format", "json"]),
    (
        "terms-80.txt",
        &[
            "table",
            "--terms",
            "istanbul-draft-treaty-2022",
            "us-28-point-2025-11",
            "e3-counter-2025-11",
            "twenty-point-2025-12",
            "--width",
            "80",
        ],
    ),
    (
        "terms-200.txt",
        &[
            "table",
            "--terms",
            "istanbul-draft-treaty-2022",
            "us-28-point-2025-11",
            "e3-counter-2025-11",
            "twenty-point-2025-12",
            "--width",
            "200",
        ],
    ),
    (
        "terms.md",
        &[
            "table",
            "--terms",
            "istanbul-draft-treaty-2022",
            "us-28-point-2025-11",
            "e3-counter-2025-11",
            "twenty-point-2025-12",
            "--topic",
            "forces",
            "--format",
            "markdown",
        ],
    ),
    (
        "terms.json",
        &[
            "table",
            "--terms",
            "istanbul-draft-treaty-2022",
            "us-28-point-2025-11",
            "e3-counter-2025-11",
            "twenty-point-2025-12",
            "--topic",
            "forces/personnel-cap",
            "--format",
            "json",
        ],
    ),
    (
        "diff-inline-80.txt",
        &[
            "diff",
            "us-final-offer-2025-04",
            "us-28-point-2025-11",
            "--width",
            "80",
        ],
    ),
    (
        "diff-inline-200.txt",
        &[
            "diff",
            "us-final-offer-2025-04",
            "us-28-point-2025-11",
            "--width",
            "200",
        ],
    ),
    (
        "account-80.txt",
        &[
            "diff",
            "us-28-point-2025-11",
            "e3-counter-2025-11",
            "--account",
            "--width",
            "80",
        ],
    ),
    (
        "account-200.txt",
        &[
            "diff",
            "us-28-point-2025-11",
            "e3-counter-2025-11",
            "--account",
            "--width",
            "200",
        ],
    ),
    (
        "account.md",
        &[
            "diff",
            "istanbul-communique-2022",
            "us-final-offer-2025-04",
            "--account",
            "--format",
            "markdown",
        ],
    ),
    (
        "diff-colour.txt",
        &[
            "diff",
            "us-28-point-2025-11",
            "e3-counter-2025-11",
            "--width",
            "100",
            "--color",
            "always",
            "--topic",
            "security",
        ],
    ),
    (
        "diff-summary.txt",
        &[
            "diff",
            "us-28-point-2025-11",
            "e3-counter-2025-11",
            "--view",
            "summary",
            "--width",
            "80",
        ],
    ),
    (
        "diff.md",
        &[
            "diff",
            "istanbul-communique-2022",
            "istanbul-draft-treaty-2022",
            "--format",
            "markdown",
        ],
    ),
    (
        "diff.json",
        &[
            "diff",
            "istanbul-communique-2022",
            "us-final-offer-2025-04",
            "--format",
            "json",
        ],
    ),
    (
        "explain.txt",
        &[
            "explain",
            "us-final-offer-2025-04#uo-b3",
            "us-28-point-2025-11",
            "--width",
            "80",
        ],
    ),
    (
        "explain-dropped.txt",
        &[
            "explain",
            "us-final-offer-2025-04#uo-b2",
            "us-28-point-2025-11",
            "--no-links",
            "--width",
            "80",
        ],
    ),
    (
        "explain-apart.txt",
        &[
            "explain",
            "us-final-offer-2025-04#uo-b3",
            "us-28-point-2025-11#p28-3b",
            "--no-links",
            "--width",
            "80",
        ],
    ),
    (
        "show.txt",
        &["show", "us-final-offer-2025-04", "--width", "80"],
    ),
    ("list.txt", &["list", "--width", "80"]),
    (
        "beside-120.txt",
        &[
            "diff",
            "us-28-point-2025-11",
            "e3-counter-2025-11",
            "--view",
            "side-by-side",
            "--width",
            "120",
        ],
    ),
    (
        "beside-50.txt",
        &[
            "diff",
            "us-28-point-2025-11",
            "e3-counter-2025-11",
            "--topic",
            "security",
            "--view",
            "side-by-side",
            "--width",
            "50",
        ],
    ),
    (
        "linear.txt",
        &[
            "diff",
            "us-28-point-2025-11",
            "e3-counter-2025-11",
            "--view",
            "linear",
            "--width",
            "80",
        ],
    ),
    ("history.txt", &["history", "p28-6", "--width", "100"]),
    ("history.md", &["history", "p28-6", "--format", "markdown"]),
    (
        "blame.txt",
        &["blame", "twenty-point-2025-12", "--width", "100"],
    ),
    (
        "changelog.md",
        &[
            "table",
            "us-28-point-2025-11",
            "e3-counter-2025-11",
            "twenty-point-2025-12",
            "--view",
            "summary",
            "--format",
            "markdown",
        ],
    ),
    (
        "pairs-100.txt",
        &[
            "table",
            "us-final-offer-2025-04",
            "us-28-point-2025-11",
            "e3-counter-2025-11",
            "twenty-point-2025-12",
            "--topic",
            "forces",
            "--pairs",
            "--width",
            "100",
        ],
    ),
    ("lineage.svg", &["--format", "svg"]),
    (
        "page.html",
        &[
            "diff",
            "us-first-report-2025-11-20",
            "us-28-point-2025-11",
            "--topic",
            "forces",
            "--format",
            "html",
        ],
    ),
    (
        "diff.csv",
        &[
            "diff",
            "us-28-point-2025-11",
            "e3-counter-2025-11",
            "--format",
            "csv",
        ],
    ),
    (
        "table.csv",
        &[
            "table",
            "us-28-point-2025-11",
            "e3-counter-2025-11",
            "--topic",
            "forces",
            "--format",
            "csv",
        ],
    ),
    ("schema-history.json", &["schema", "history"]),
    ("schema-blame.json", &["schema", "blame"]),
    ("schema-proposal.json", &["schema", "proposal"]),
    ("schema-links.json", &["schema", "links"]),
    ("schema-diff.json", &["schema", "diff"]),
    ("schema-table.json", &["schema", "table"]),
];

/// What the picture at the top of the README shows.
const PICTURE: &[&str] = &[
    "table",
    "istanbul-draft-treaty-2022",
    "us-28-point-2025-11",
    "e3-counter-2025-11",
    "--topic",
    "forces/personnel-cap",
    "--width",
    "100",
    "--color",
    "always",
];

#[test]
fn every_view_prints_what_its_golden_file_holds() {
    let broken: Vec<&str> = VIEWS
        .iter()
        .filter(|(name, arguments)| !is_golden(name, &printed(arguments)))
        .map(|(name, _)| *name)
        .collect();
    assert!(
        broken.is_empty(),
        "these views print something else: {broken:?}; see tests/README.md"
    );
}

#[test]
fn every_golden_file_belongs_to_a_view() {
    let known = |name: &str| {
        VIEWS.iter().any(|(view, _)| *view == name) || ["main.rs", "readme.svg"].contains(&name)
    };
    for entry in fs::read_dir(folder())
        .expect("the folder is there")
        .flatten()
    {
        let name = entry.file_name().to_string_lossy().into_owned();
        assert!(known(&name), "`{name}` belongs to no view");
    }
}

#[test]
fn without_colour_a_view_is_the_coloured_one_with_the_escapes_stripped() {
    for (name, arguments) in VIEWS
        .iter()
        .filter(|(name, _)| name.ends_with(".txt") && !name.contains("colour"))
    {
        let plain = printed(arguments);
        let coloured = printed(&[*arguments, &["--color", "always"]].concat());
        assert_eq!(stripped(&coloured), plain, "{name}");
        assert!(!plain.contains('\u{1b}'), "{name}");
    }
}

#[test]
fn the_picture_of_the_readme_is_what_the_program_prints() {
    let svg = anstyle_svg::Term::new().render_svg(&printed(PICTURE));
    assert!(
        is_golden("readme.svg", &svg),
        "the picture is out of date; see tests/README.md"
    );
}

#[test]
fn the_blocks_of_the_readme_are_what_the_program_prints() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = fs::read_to_string(&path).expect("the README is there");
    let current = with_current_blocks(&text);
    if accepts() {
        fs::write(&path, current).expect("the README can be written");
    } else {
        assert!(
            text == current,
            "a block of the README is out of date; see tests/README.md"
        );
    }
}

/// The README with the tables that its commands print now between `<!-- begin: COMMAND -->` and `<!-- end -->`.
fn with_current_blocks(text: &str) -> String {
    let mut current = String::new();
    let mut rest = text;
    let mut blocks = 0;
    while let Some((before, after)) = rest.split_once("<!-- begin: ") {
        let (command, after) = after
            .split_once(" -->\n")
            .expect("a block names its command");
        let (_, after) = after.split_once("<!-- end -->").expect("a block ends");
        let arguments: Vec<&str> = command.split_whitespace().skip(1).collect();
        current.push_str(&format!(
            "{before}<!-- begin: {command} -->\n{}<!-- end -->",
            rows(&printed(&arguments))
        ));
        rest = after;
        blocks += 1;
    }
    assert!(blocks > 0, "the README shows what the program prints");
    current + rest
}

/// The lines of a page that are rows of a table.
fn rows(page: &str) -> String {
    page.split_inclusive('\n')
        .filter(|line| line.starts_with('|'))
        .collect()
}

/// Runs the program in an empty folder, where only the bundled proposals are at hand.
fn printed(arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let mut command = Command::new(env!("CARGO_BIN_EXE_clausediff"));
    let run = command
        .args(arguments)
        .current_dir(folder.path())
        .env_clear()
        .output()
        .expect("the program runs");
    assert!(
        run.status.success(),
        "{arguments:?}: {}",
        String::from_utf8_lossy(&run.stderr)
    );
    String::from_utf8(run.stdout).expect("views are UTF-8")
}

fn is_golden(name: &str, printed: &str) -> bool {
    let path = folder().join(name);
    if accepts() {
        fs::write(&path, printed).expect("a golden can be written");
    }
    fs::read_to_string(&path).is_ok_and(|golden| golden == printed)
}

fn accepts() -> bool {
    std::env::var_os("CLAUSEDIFF_ACCEPT").is_some()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/views")
}

/// The text without its escape sequences of colour.
fn stripped(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        kept.push_str(before);
        rest = after.split_once('m').map_or("", |(_, rest)| rest);
    }
    kept + rest
}
