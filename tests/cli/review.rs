//! `clausediff review`: of two revisions, of what is staged, of two folders.

use std::ffi::OsStr;
use std::fs;

use serde_json::Value;

use crate::harness::{BROKEN, DRAFT_1, DRAFT_2, Place, ran};
use crate::repositories::{self, commit, git, git_in, has_git};

/// On branch `topic` one file was changed, one added, one renamed, one deleted and one is no proposal.
fn place() -> Place {
    let place = Place::empty()
        .file("proposals/port.toml", DRAFT_1)
        .file("proposals/named.toml", DRAFT_1.replace("draft-1", "named"))
        .file("proposals/gone.toml", DRAFT_1.replace("draft-1", "gone"))
        .file("settings.toml", "[tool]\nlevel = 1\n");
    commit(&place, "first");
    git(&place.path(""), "checkout -qb topic");
    let lower = DRAFT_1.replace("1,200", "400").replace("1200", "400");
    let place = place
        .file("proposals/port.toml", lower)
        .file("proposals/draft-2.toml", DRAFT_2)
        .file("settings.toml", "[tool]\nlevel = 2\n");
    git(
        &place.path(""),
        "mv proposals/named.toml proposals/other.toml",
    );
    git(&place.path(""), "rm -q proposals/gone.toml");
    commit(&place, "second");
    place
}

#[test]
fn every_file_is_told_the_substantive_first() {
    if !has_git() {
        return;
    }
    let place = place();
    repositories::run(&place, "review main..topic")
        .exits(0)
        .prints(&[
            "Review of main..topic",
            "4 files: 2 changed, 1 new, 1 deleted; 1 renamed",
        ]);
    let ran = repositories::run(&place, "review main..topic --view summary");
    ran.exits(0).says_nothing().prints(&[
        "1 other TOML file without a proposal not looked at",
        "Read first",
        "proposals/draft-2.toml · new, compared with Port Accord, first draft",
        "proposals/port.toml · changed",
        "1 changed; 1 substantive",
        "proposals/gone.toml · deleted\n3 clauses",
        "proposals/other.toml · changed, renamed from proposals/named.toml",
    ]);
}

#[test]
fn a_range_is_read_as_git_reads_it() {
    if !has_git() {
        return;
    }
    let place = place();
    git(&place.path(""), "checkout -q main");
    let place = place.file("proposals/late.toml", DRAFT_1.replace("draft-1", "late"));
    commit(&place, "third");
    let files = |range: &str| {
        let json = repositories::run(&place, &format!("review {range} --format json"));
        let review: Value = serde_json::from_str(&json.exits(0).stdout).unwrap();
        let files = review["files"].as_array().unwrap().iter();
        files
            .filter(|file| file["path"] == "proposals/late.toml")
            .count()
    };
    assert_eq!(files("main..topic"), 1, "both ends are compared");
    assert_eq!(files("main...topic"), 0, "what topic did is compared");
    assert_eq!(files("topic...main"), 1);
    assert_eq!(files("topic.."), 1, "the end that is left out is HEAD");
    git(&place.path(""), "checkout -q topic");
    assert_eq!(files("main"), 0, "one name is what HEAD did since then");
}

#[test]
fn without_a_range_it_is_the_branch_of_the_remote() {
    if !has_git() {
        return;
    }
    let place = place();
    repositories::run(&place, "review")
        .exits(2)
        .says(&["there is no `origin/HEAD`", "main...HEAD"]);
    git(&place.path(""), "update-ref refs/remotes/origin/main main");
    git(
        &place.path(""),
        "symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/main",
    );
    repositories::run(&place, "review")
        .exits(0)
        .prints(&["Review of origin/HEAD", "4 files"]);
}

#[test]
fn where_nothing_changed_there_is_one_line_or_none() {
    if !has_git() {
        return;
    }
    let place = place();
    let same = "review main..main";
    let line = "nothing changed in the proposals\n";
    assert_eq!(repositories::run(&place, same).exits(0).stdout, line);
    let silent = format!("{same} --silent-if-unchanged");
    repositories::run(&place, &silent).exits(0).prints_nothing();
    let sarif = repositories::run(&place, &format!("{silent} --format sarif"));
    let log: Value = serde_json::from_str(&sarif.exits(0).stdout).unwrap();
    assert_eq!(log["runs"][0]["results"], serde_json::json!([]));
    let github = repositories::run(&place, &format!("{same} --format github"));
    github.exits(0).prints_nothing();
}

#[test]
fn what_is_staged_is_reviewed_before_it_is_committed() {
    if !has_git() {
        return;
    }
    let place = Place::empty().file("proposals/port.toml", DRAFT_1);
    git(&place.path(""), repositories::INIT);
    git(&place.path(""), "add .");
    let ran = repositories::run(&place, "review --staged");
    ran.exits(0)
        .prints(&["Review of what is staged", "1 file: 1 new"]);
    commit(&place, "first");
    repositories::run(&place, "review --staged")
        .exits(0)
        .prints(&["nothing changed"]);
    let place = place.file("proposals/draft-2.toml", DRAFT_2);
    git(&place.path(""), "add .");
    let place = place.file(
        "proposals/draft-3.toml",
        DRAFT_2.replace("draft-2", "draft-3"),
    );
    repositories::run(&place, "review --staged")
        .exits(0)
        .prints(&["1 file: 1 new", "compared with Port Accord, first draft"]);
}

#[test]
fn two_folders_are_reviewed_as_two_revisions_are() {
    let place = Place::empty()
        .file("old/port.toml", DRAFT_1)
        .file("old/same.toml", DRAFT_1.replace("draft-1", "same"))
        .file("new/same.toml", DRAFT_1.replace("draft-1", "same"))
        .file("new/deep/port-accord.toml", DRAFT_1.replace("1,200", "400"));
    place.run("review old new").exits(0).prints(&[
        "Review of old and new",
        "1 file: 1 changed; 1 renamed",
        "deep/port-accord.toml · changed, renamed from port.toml",
    ]);
    place
        .run("review old missing")
        .exits(2)
        .says(&["`missing` is no folder"]);
    let over = place.run("review old new --output new/same.toml");
    over.exits(2).says(&["is an input"]);
}

#[test]
fn only_the_paths_that_are_named_are_looked_at() {
    if !has_git() {
        return;
    }
    let place = place();
    repositories::run(&place, "review main..topic -- proposals/port.toml")
        .exits(0)
        .prints(&["1 file: 1 changed"]);
    repositories::run(&place, "review main..topic -- *.toml")
        .exits(0)
        .prints(&["nothing changed"]);
}

#[test]
fn a_file_with_errors_is_told_and_the_exit_code_says_so() {
    if !has_git() {
        return;
    }
    let place = Place::empty().file("proposals/port.toml", DRAFT_1);
    commit(&place, "first");
    let place = place
        .file("proposals/port.toml", BROKEN)
        .file("a.toml", DRAFT_2);
    commit(&place, "second");
    let ran = repositories::run(&place, "review HEAD~1..HEAD");
    ran.exits(2).prints(&[
        "1 not compared",
        "proposals/port.toml · changed",
        "not compared: the file has 2 errors",
        "error[E011] line 4",
        "a.toml · new",
    ]);
    let github = repositories::run(&place, "review HEAD~1..HEAD --format github");
    github
        .exits(2)
        .prints(&["::error file=proposals/port.toml,line=4,title=error E011::"]);
    // Who mends it is told that it was broken: what changed on the way nobody can say.
    let place = place.file("proposals/port.toml", DRAFT_1);
    commit(&place, "third");
    repositories::run(&place, "review HEAD~1..HEAD")
        .exits(2)
        .prints(&["not compared: the file as it was has 2 errors"]);
}

#[test]
fn warnings_are_told_on_lines_that_changed_and_counted_elsewhere() {
    if !has_git() {
        return;
    }
    let odd = "modality = \"ought\"\n\n[[clause]]\nid = \"flags\"";
    let with_warning = DRAFT_1.replace("\n[[clause]]\nid = \"flags\"", odd);
    let place = Place::empty().file("proposals/port.toml", &with_warning);
    commit(&place, "first");
    let place = place.file("proposals/port.toml", with_warning.replace("1,200", "400"));
    commit(&place, "second");
    repositories::run(&place, "review HEAD~1..")
        .exits(0)
        .prints(&["1 warning on lines that did not change"]);
    let place = place.file(
        "proposals/port.toml",
        with_warning.replace("ought", "oughta"),
    );
    commit(&place, "third");
    repositories::run(&place, "review HEAD~1..")
        .exits(0)
        .prints(&["warning[W001] line 26"]);
}

#[test]
fn what_differs_before_the_clauses_is_told() {
    if !has_git() {
        return;
    }
    let place = Place::empty().file("proposals/port.toml", DRAFT_1);
    commit(&place, "first");
    let later = DRAFT_1
        .replace("2024-04-02", "2024-04-03")
        .replace("North Province", "North");
    let topic = later.replace("economy/tolls", "economy/fees");
    let place = place.file("proposals/port.toml", topic);
    commit(&place, "second");
    repositories::run(&place, "review HEAD~1..")
        .exits(0)
        .prints(&[
            "3 unchanged",
            "date: 2024-04-02 -> 2024-04-03",
            "party north: North Province -> North",
            "1 clause differs only where clauses are not compared",
        ]);
}

#[test]
fn the_exit_code_looks_at_all_files() {
    if !has_git() {
        return;
    }
    let place = place();
    let code = |line: &str| repositories::run(&place, line).code;
    assert_eq!(code("review main..topic --fail-on dropped"), Some(1));
    assert_eq!(code("review main..topic --fail-on merged"), Some(0));
    assert_eq!(code("review main..topic --exit-code"), Some(1));
    assert_eq!(code("review main..main --exit-code"), Some(0));
    assert_eq!(
        code("review main..topic --fail-on number --only moved"),
        Some(0),
        "the number stands in a term, which is a finding of its own kind"
    );
    assert_eq!(
        code("review main..topic --fail-on term --only moved"),
        Some(1)
    );
    assert_eq!(
        code("review main..topic --fail-on dropped -- proposals/other.toml"),
        Some(0)
    );
}

#[test]
fn links_of_the_reviewed_state_count_and_broken_ones_are_said() {
    if !has_git() {
        return;
    }
    let links = "[[link]]\nbefore = [\"draft-1#flags\"]\nafter = [\"draft-2#court\"]\nrelation = \"changed\"\n";
    let place = Place::empty().file("proposals/draft-1.toml", DRAFT_1);
    commit(&place, "first");
    let place = place
        .file("proposals/draft-2.toml", DRAFT_2)
        .file("proposals/links.toml", links);
    commit(&place, "second");
    repositories::run(&place, "review HEAD~1..")
        .exits(0)
        .prints(&[
            "proposals/links.toml · new\nrules by which the others are judged have changed",
            "decided by people",
        ]);
    let unlinked = repositories::run(&place, "review HEAD~1.. --no-links").exits(0);
    assert!(!unlinked.stdout.contains("decided by people"));
    let place = place.file("proposals/links.toml", "link = 1\n");
    commit(&place, "third");
    repositories::run(&place, "review HEAD~2..")
        .exits(2)
        .prints(&["proposals/links.toml", "error[E008] line 1"])
        .says(&["cannot load", "links.toml"]);
}

#[test]
fn fingerprints_stay_when_clauses_are_renumbered_moved_and_renamed() {
    let fingerprints = |before: &str, after: &str| {
        let place = Place::empty()
            .file("old/a.toml", before)
            .file("new/a.toml", after);
        let ran = place.run("review old new --format gitlab").exits(0);
        let issues: Value = serde_json::from_str(&ran.stdout).unwrap();
        let issues = issues.as_array().unwrap().iter();
        let mut found: Vec<String> = issues
            .map(|issue| issue["fingerprint"].as_str().unwrap().to_owned())
            .collect();
        found.sort();
        found
    };
    let renumbered = |text: &str| {
        let text = text.replace("number = \"1\"", "number = \"12.a\"");
        text.replace("id = \"garrison\"", "id = \"forces\"")
    };
    let lower = |text: &str| text.replace("1,200", "400").replace("1200", "400");
    let plain = fingerprints(DRAFT_1, &lower(DRAFT_1));
    assert_eq!(plain.len(), 1);
    let other = format!("# A remark.\n\n{}", renumbered(&lower(DRAFT_1)));
    assert_eq!(fingerprints(&renumbered(DRAFT_1), &other), plain);
    assert_ne!(
        fingerprints(DRAFT_1, &DRAFT_1.replace("1,200", "300")),
        plain
    );
}

#[test]
fn annotations_keep_to_the_limits_and_say_how_many_are_left_out() {
    let clause = |at: usize, cap: usize| {
        let dock = ["gate", "quay", "lock", "pier", "mole", "wharf"][at % 6];
        format!(
            "\n[[clause]]\nid = \"c{at}\"\ntext = \"At {dock} number {at} the guard is at most {cap} persons.\"\n"
        )
    };
    let file = |cap: usize| {
        let clauses: String = (0..30).map(|at| clause(at, cap)).collect();
        format!("format = 1\n[proposal]\nid = \"a\"\ntitle = \"T\"\ndate = \"2024\"\n{clauses}")
    };
    let place = Place::empty()
        .file("old/a.toml", file(40))
        .file("new/a.toml", file(50));
    let ran = place.run("review old new --format github").exits(0);
    let lines: Vec<&str> = ran.stdout.lines().collect();
    let warnings = lines.iter().filter(|line| line.starts_with("::warning "));
    assert_eq!(warnings.count(), 10, "{lines:#?}");
    assert_eq!(lines.len(), 11);
    assert!(
        lines[10].starts_with("::notice title=clausediff::20 more notes"),
        "{lines:#?}"
    );
}

#[test]
fn a_hostile_repository_runs_nothing_and_reaches_nobody() {
    if !has_git() {
        return;
    }
    let text = "See [this](javascript:alert(1)) @everyone ``` <!-- clausediff-review:review --> ~~~ ::error::x";
    let hostile = DRAFT_1
        .replace("Ships of either province pay the same tolls.", text)
        .replace("Port Accord, first draft", "@octocat #1 | pipe");
    let place = Place::empty().file("proposals/port.toml", DRAFT_1).file(
        ".gitattributes",
        "*.toml diff=evil merge=evil filter=evil\n",
    );
    commit(&place, "first");
    let place = place
        .file("proposals/port.toml", &hostile)
        .file("proposals/a\n|b.toml", &hostile);
    commit(&place, "second");
    let ran_it = place.path("ran");
    let script = format!("touch {}", ran_it.display());
    for key in [
        "diff.evil.command",
        "diff.evil.textconv",
        "merge.evil.driver",
        "filter.evil.smudge",
        "core.fsmonitor",
        "diff.external",
        "core.pager",
    ] {
        let words = ["config", key, script.as_str()].map(OsStr::new);
        assert!(git_in(&place.path(""), &words).status.success());
    }
    git(&place.path(""), "update-ref refs/heads/--output=x HEAD");
    let command = ["review", "refs/heads/--output=x~1..refs/heads/--output=x"];
    for format in ["terminal", "markdown", "json", "github", "gitlab", "sarif"] {
        let words: Vec<&str> = command.into_iter().chain(["--format", format]).collect();
        let output = repositories::command(&place, &words).output().unwrap();
        let ran = ran(output).exits(0);
        assert!(!ran_it.exists(), "{format}");
        assert!(!place.path("x").exists(), "{format}");
        let lines = ran.stdout.lines();
        match format {
            "markdown" => {
                assert_eq!(ran.stdout.matches("<!--").count(), 1, "{}", ran.stdout);
                for called in ["@everyone", "@octocat", "[this](", "```", "~~~", " #1 "] {
                    assert!(!ran.stdout.contains(called), "{called}: {}", ran.stdout);
                }
            }
            "github" => {
                let mut starts = lines.map(|line| line.split(' ').next().unwrap_or_default());
                let known = ["::warning", "::notice"];
                assert!(starts.all(|start| known.contains(&start)), "{}", ran.stdout);
            }
            "terminal" => assert!(!ran.stdout.contains('\u{1b}')),
            _ => {
                serde_json::from_str::<Value>(&ran.stdout).unwrap();
            }
        }
    }
    let dashed = ["review", "--", "--output=x"];
    ran(repositories::command(&place, &dashed).output().unwrap()).exits(2);
    assert!(!place.path("x").exists());
}

#[test]
fn other_hashes_shallow_clones_and_other_folders_work() {
    if !has_git() {
        return;
    }
    let place = Place::empty().file("proposals/port.toml", DRAFT_1);
    if !git_in(
        &place.path(""),
        &["init", "-q", "-b", "main", "--object-format=sha256"].map(OsStr::new),
    )
    .status
    .success()
    {
        eprintln!("skipped: git knows no SHA-256");
        return;
    }
    commit(&place, "first");
    let place = place.file("proposals/port.toml", DRAFT_1.replace("1,200", "400"));
    commit(&place, "second");
    repositories::run(&place, "review HEAD~1...HEAD")
        .exits(0)
        .prints(&["1 file: 1 changed"]);
    fs::create_dir_all(place.path("deep/er")).unwrap();
    let mut below = repositories::command(&place, &["review", "HEAD~1.."]);
    below.current_dir(place.path("deep/er"));
    ran(below.output().unwrap())
        .exits(0)
        .prints(&["proposals/port.toml"]);
    let url = format!("file://{}", place.path("").display());
    let words = ["clone", "-q", "--depth=1", &url, "shallow"].map(OsStr::new);
    assert!(git_in(&place.path(""), &words).status.success());
    let mut shallow = repositories::command(&place, &["review", "HEAD~1..HEAD"]);
    shallow.current_dir(place.path("shallow"));
    ran(shallow.output().unwrap())
        .exits(2)
        .says(&["cannot find the commit `HEAD~1`", "fetch-depth: 0"]);
}

#[test]
fn unrelated_branches_have_nothing_in_common_and_that_is_said() {
    if !has_git() {
        return;
    }
    let place = place();
    git(&place.path(""), "checkout -q --orphan apart");
    git(&place.path(""), "commit -qm apart");
    repositories::run(&place, "review main...apart")
        .exits(2)
        .says(&["no commit in common", "fetch-depth: 0"]);
    repositories::run(&place, "review main..apart").exits(0);
    repositories::run(&place, "review no-such..main")
        .exits(2)
        .says(&["cannot find the commit `no-such`"]);
    Place::empty();
    let outside = Place::empty();
    repositories::run(&outside, "review a..b")
        .exits(2)
        .says(&["cannot open a repository"]);
}
