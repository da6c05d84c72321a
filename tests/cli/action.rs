//! The steps of `action.yml`, run as GitHub runs them, against a stand-in for its interface.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::{Value, json};

use crate::harness::{BROKEN, DRAFT_1, DRAFT_2, Place};
use crate::repositories::{commit, git, git_in, has_git};

const BOT: &str = "github-actions[bot]";
const TOKEN: &str = "t0p-secret";

/// What the stand-in knows and was told.
#[derive(Default)]
struct Forge {
    pulls: Vec<Value>,
    comments: Vec<Value>,
    writes: Vec<String>,
    tokens: Vec<String>,
    is_read_only: bool,
}

/// A stand-in, and where it is.
struct StandIn {
    forge: Arc<Mutex<Forge>>,
    url: String,
}

impl StandIn {
    fn start(forge: Forge) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let forge = Arc::new(Mutex::new(forge));
        let shared = Arc::clone(&forge);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                answer(stream, &shared);
            }
        });
        Self { forge, url }
    }

    fn bodies(&self) -> Vec<String> {
        let forge = self.forge.lock().unwrap();
        let bodies = forge
            .comments
            .iter()
            .map(|one| one["body"].as_str().unwrap());
        bodies.map(str::to_owned).collect()
    }
}

fn answer(stream: TcpStream, forge: &Mutex<Forge>) {
    let mut reader = BufReader::new(stream);
    let mut first = String::new();
    reader.read_line(&mut first).unwrap();
    let mut length = 0;
    let mut token = String::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(": ").unwrap();
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse().unwrap(),
            "authorization" => token = value.to_owned(),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let words: Vec<&str> = first.split(' ').collect();
    let (status, text) = said(words[0], words[1], &body, token, &mut forge.lock().unwrap());
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        text.len()
    );
    let mut stream = reader.into_inner();
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(text.as_bytes()).unwrap();
}

fn said(
    method: &str,
    path: &str,
    body: &[u8],
    token: String,
    forge: &mut Forge,
) -> (&'static str, String) {
    forge.tokens.push(token);
    let issues = "/repos/north/port/issues";
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    if method == "GET" && path == format!("{issues}/7/comments") {
        let page: usize = query
            .strip_prefix("per_page=100&page=")
            .unwrap()
            .parse()
            .unwrap();
        let page: Vec<&Value> = forge
            .comments
            .iter()
            .skip((page - 1) * 100)
            .take(100)
            .collect();
        return ("200 OK", json!(page).to_string());
    }
    if method == "GET" && path == "/repos/north/port/pulls" {
        let pulls = if query.ends_with("&page=1") {
            &forge.pulls[..]
        } else {
            &[]
        };
        return ("200 OK", json!(pulls).to_string());
    }
    if forge.is_read_only {
        return (
            "403 Forbidden",
            "{\"message\": \"Resource not accessible\"}".to_owned(),
        );
    }
    let written: Value = serde_json::from_slice(body).unwrap();
    forge.writes.push(format!("{method} {path}"));
    if method == "POST" && path == format!("{issues}/7/comments") {
        let id = forge.comments.len() + 1;
        let body = &written["body"];
        forge
            .comments
            .push(json!({ "id": id, "user": { "login": BOT }, "body": body }));
        return ("201 Created", "{}".to_owned());
    }
    let id = path.strip_prefix(&format!("{issues}/comments/"));
    let id: Option<usize> = id.and_then(|id| id.parse().ok());
    match (method, id) {
        ("PATCH", Some(id)) => {
            forge.comments[id - 1]["body"] = written["body"].clone();
            ("200 OK", "{}".to_owned())
        }
        _ => ("404 Not Found", "{}".to_owned()),
    }
}

/// The script of a step, as it stands in a file of GitHub's syntax.
fn script(file: &str, name: &str) -> String {
    let step = file
        .split(&format!("- name: {name}\n"))
        .nth(1)
        .expect("there is such a step");
    let step = step.split("- name: ").next().unwrap();
    let (_, run) = step.split_once("run: ").expect("it runs something");
    if !run.starts_with('|') {
        return run.lines().next().unwrap().to_owned();
    }
    let lines = run.lines().skip(1);
    let indent = lines.clone().next().unwrap();
    let indent = indent.len() - indent.trim_start().len();
    let of_step =
        lines.take_while(|line| line.trim().is_empty() || line.starts_with(&" ".repeat(indent)));
    of_step
        .map(|line| format!("{}\n", line.get(indent..).unwrap_or("")))
        .collect()
}

/// A run of the action in a clone.
struct Run {
    temp: PathBuf,
    folder: PathBuf,
    outputs: HashMap<String, String>,
    summary: String,
    log: String,
    code: Option<i32>,
}

impl Run {
    /// All steps, each only if the one before it succeeded; `inputs` are those of the action, in capitals.
    fn new(place: &Place, url: &str, inputs: &[(&str, &str)]) -> Self {
        Self::within(place, &place.path(""), url, inputs)
    }

    /// The same in another clone.
    fn within(place: &Place, folder: &Path, url: &str, inputs: &[(&str, &str)]) -> Self {
        let temp = place.path("temp");
        fs::create_dir_all(&temp).unwrap();
        for file in ["output", "summary"] {
            fs::write(temp.join(file), "").unwrap();
        }
        let action =
            fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/action.yml")).unwrap();
        let mut run = Self {
            temp,
            folder: folder.to_owned(),
            outputs: HashMap::new(),
            summary: String::new(),
            log: String::new(),
            code: Some(0),
        };
        let has = |name: &str| inputs.iter().any(|(input, _)| *input == name);
        for step in ["program", "find", "review", "comment", "verdict"] {
            // As the conditions of the steps say.
            let is_found = !has("HEAD") || run.outputs.contains_key("pull");
            let is_asked = match step {
                "find" => has("HEAD"),
                "review" | "verdict" => is_found,
                "comment" => has("PULL") || run.outputs.contains_key("pull"),
                _ => true,
            };
            if run.code == Some(0) && is_asked {
                run.step(&script(&action, step), url, inputs);
            }
        }
        run.summary = fs::read_to_string(run.temp.join("summary")).unwrap();
        run
    }

    fn step(&mut self, script: &str, url: &str, inputs: &[(&str, &str)]) {
        let temp = self.temp.clone();
        let defaults = [
            ("PATHS", ""),
            ("FAIL_ON", ""),
            ("MARKER", "review"),
            ("AUTHOR", BOT),
            ("TOKEN", TOKEN),
            ("GITHUB_API_URL", url),
            ("GITHUB_REPOSITORY", "north/port"),
        ];
        let program = Path::new(env!("CARGO_BIN_EXE_clausediff"))
            .parent()
            .unwrap();
        let path = std::env::var("PATH").unwrap_or_default();
        let mut command = Command::new("bash");
        command
            .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script])
            .current_dir(&self.folder)
            .env_clear()
            .envs(defaults)
            .envs(inputs.iter().copied())
            .env("PATH", format!("{}:{path}", program.display()))
            .env("RUNNER_TEMP", &temp)
            .env("GITHUB_OUTPUT", temp.join("output"))
            .env("GITHUB_STEP_SUMMARY", temp.join("summary"));
        for (name, value) in &self.outputs {
            command.env(name.to_uppercase(), value);
        }
        let Output {
            status,
            stdout,
            stderr,
        } = command.output().unwrap();
        self.code = status.code();
        self.log += &String::from_utf8(stdout).unwrap();
        self.log += &String::from_utf8(stderr).unwrap();
        let outputs = fs::read_to_string(temp.join("output")).unwrap();
        let outputs = outputs.lines().filter_map(|line| line.split_once('='));
        self.outputs = outputs
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
    }
}

/// A pull request that lowers the cap of a garrison, and one that changes no proposal.
fn place() -> Option<Place> {
    let has_all = ["bash", "curl"].into_iter().all(|program| {
        let there = Command::new(program).arg("--version").output().is_ok();
        if !there {
            eprintln!("skipped: there is no {program}");
        }
        there
    });
    if !has_all || !has_git() {
        return None;
    }
    let place = Place::empty().file("proposals/port.toml", DRAFT_1);
    commit(&place, "first");
    git(&place.path(""), "checkout -qb topic");
    let place = place.file("proposals/port.toml", DRAFT_1.replace("1,200", "400"));
    commit(&place, "second");
    git(&place.path(""), "checkout -qb other main");
    let place = place.file("read.me", "x");
    commit(&place, "third");
    Some(place)
}

const TOPIC: (&str, &str) = ("RANGE", "main...topic");

#[test]
fn the_first_review_is_posted_and_the_next_one_takes_its_place() {
    let Some(place) = place() else { return };
    let forge = StandIn::start(Forge::default());
    let run = Run::new(&place, &forge.url, &[TOPIC, ("PULL", "7")]);
    assert_eq!(run.code, Some(0), "{}", run.log);
    let bodies = forge.bodies();
    assert_eq!(bodies.len(), 1);
    assert!(
        bodies[0].starts_with("<!-- clausediff-review:review -->\n"),
        "{}",
        bodies[0]
    );
    assert!(bodies[0].contains("1 file: 1 changed"), "{}", bodies[0]);
    let run = Run::new(
        &place,
        &forge.url,
        &[("RANGE", "main...other"), ("PULL", "7")],
    );
    assert_eq!(run.code, Some(0), "{}", run.log);
    assert_eq!(forge.bodies().len(), 1);
    assert!(forge.bodies()[0].contains("nothing changed in the proposals"));
    let forge = forge.forge.lock().unwrap();
    assert_eq!(
        forge.writes,
        [
            "POST /repos/north/port/issues/7/comments",
            "PATCH /repos/north/port/issues/comments/1"
        ]
    );
    assert!(
        forge
            .tokens
            .iter()
            .all(|token| *token == format!("Bearer {TOKEN}"))
    );
    assert!(!run.log.contains(TOKEN), "{}", run.log);
}

#[test]
fn nobody_elses_comment_is_taken_for_the_last_review() {
    let Some(place) = place() else { return };
    let forged = "<!-- clausediff-review:review -->\n\nAll is well.";
    let mut comments: Vec<Value> = (1..=100)
        .map(|id| json!({ "id": id, "user": { "login": "mallory" }, "body": forged }))
        .collect();
    comments.push(json!({ "id": 101, "user": null, "body": null }));
    comments.push(json!({ "id": 102, "user": { "login": BOT }, "body": forged }));
    let forge = StandIn::start(Forge {
        comments,
        ..Forge::default()
    });
    let run = Run::new(&place, &forge.url, &[TOPIC, ("PULL", "7")]);
    assert_eq!(run.code, Some(0), "{}", run.log);
    let writes = &forge.forge.lock().unwrap().writes;
    assert_eq!(*writes, ["PATCH /repos/north/port/issues/comments/102"]);
}

#[test]
fn where_nothing_changed_no_comment_is_made() {
    let Some(place) = place() else { return };
    let forge = StandIn::start(Forge::default());
    let run = Run::new(
        &place,
        &forge.url,
        &[("RANGE", "main...other"), ("PULL", "7")],
    );
    assert_eq!(
        (run.code, forge.bodies().len()),
        (Some(0), 0),
        "{}",
        run.log
    );
    assert_eq!(run.outputs["changed"], "false");
    assert!(run.summary.contains("nothing changed in the proposals"));
}

#[test]
fn without_a_number_there_are_a_summary_annotations_and_files() {
    let Some(place) = place() else { return };
    let run = Run::new(&place, "http://127.0.0.1:1", &[TOPIC]);
    assert_eq!(run.code, Some(0), "{}", run.log);
    assert!(
        run.summary.contains("# Review of main...topic"),
        "{}",
        run.summary
    );
    assert!(
        run.log.contains("::warning file=proposals/port.toml,line="),
        "{}",
        run.log
    );
    assert_eq!(run.outputs["changed"], "true");
    let sarif = fs::read_to_string(&run.outputs["sarif"]).unwrap();
    let sarif: Value = serde_json::from_str(&sarif).unwrap();
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), 1);
}

#[test]
fn what_the_step_fails_on_is_still_reported() {
    let Some(place) = place() else { return };
    let forge = StandIn::start(Forge::default());
    let inputs = [TOPIC, ("PULL", "7"), ("FAIL_ON", "substantive")];
    let run = Run::new(&place, &forge.url, &inputs);
    assert_eq!(
        (run.code, forge.bodies().len()),
        (Some(1), 1),
        "{}",
        run.log
    );
    let run = Run::new(
        &place,
        &forge.url,
        &[TOPIC, ("PATHS", "elsewhere\n"), ("FAIL_ON", "substantive")],
    );
    assert_eq!(run.code, Some(0), "{}", run.log);
    git(&place.path(""), "checkout -qb broken");
    let place = place
        .file("proposals/port.toml", BROKEN)
        .file("proposals/draft-2.toml", DRAFT_2);
    commit(&place, "fourth");
    let run = Run::new(
        &place,
        &forge.url,
        &[("RANGE", "main...broken"), ("PULL", "7")],
    );
    assert_eq!(run.code, Some(2), "{}", run.log);
    assert!(
        run.log.contains("::error file=proposals/port.toml"),
        "{}",
        run.log
    );
    assert!(
        forge.bodies()[0].contains("not compared"),
        "{:?}",
        forge.bodies()
    );
}

#[test]
fn a_token_that_may_not_write_fails_with_what_the_forge_says() {
    let Some(place) = place() else { return };
    let forge = StandIn::start(Forge {
        is_read_only: true,
        ..Forge::default()
    });
    let run = Run::new(&place, &forge.url, &[TOPIC, ("PULL", "7")]);
    assert_ne!(run.code, Some(0));
    assert!(run.log.contains("403"), "{}", run.log);
}

#[test]
fn a_range_that_is_not_there_fails_before_anything_is_posted() {
    let Some(place) = place() else { return };
    let forge = StandIn::start(Forge::default());
    let run = Run::new(
        &place,
        &forge.url,
        &[("RANGE", "main...$(touch hacked)"), ("PULL", "7")],
    );
    assert_eq!(
        (run.code, forge.bodies().len()),
        (Some(2), 0),
        "{}",
        run.log
    );
    assert!(!place.path("hacked").exists());
}

#[test]
fn a_fork_is_reviewed_from_its_commits_by_a_job_that_may_write() {
    let Some(place) = place() else { return };
    let hash = |name: &str| {
        let output = git_in(&place.path(""), &["rev-parse", name].map(OsStr::new));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    let (head, base) = (hash("topic"), hash("main"));
    let pull = json!({ "number": 7, "head": { "sha": head, "ref": "$(touch hacked)" }, "base": { "sha": base } });
    let forge = StandIn::start(Forge {
        pulls: vec![pull],
        ..Forge::default()
    });
    // What the forge keeps of a fork is fetched from it.
    git(&place.path(""), "update-ref refs/pull/7/head topic");
    git(&place.path(""), "branch -q -f topic main");
    git(&place.path(""), "clone -q --no-local . clone");
    let clone = place.path("clone");
    assert!(
        !git_in(&clone, &["cat-file", "-e", &head].map(OsStr::new))
            .status
            .success()
    );
    let run = Run::within(&place, &clone, &forge.url, &[("HEAD", &head)]);
    assert_eq!(run.code, Some(0), "{}", run.log);
    assert!(
        forge.bodies()[0].contains("1 file: 1 changed"),
        "{:?}",
        forge.bodies()
    );
    assert!(!clone.join("hacked").exists());
    let run = Run::within(&place, &clone, &forge.url, &[("HEAD", &base)]);
    assert_eq!(
        (run.code, forge.bodies().len()),
        (Some(0), 1),
        "{}",
        run.log
    );
    assert!(run.log.contains("no open pull request"), "{}", run.log);
}
