//! The import table: who may use whom. And the rules that keep the core pure.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each module with the modules that it may use, in the order of the pipeline.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("diagnostic", &["text"]),
    ("model", &["text"]),
    ("load", &["diagnostic", "model", "text"]),
    ("git", &[]),
    ("matching", &["model", "text"]),
    ("accuracy", &["matching", "model"]),
    ("diff", &["matching", "model", "text"]),
    ("merge", &["diff", "model"]),
    ("lineage", &["diff", "matching", "model", "text"]),
    ("guard", &["diff", "model"]),
    (
        "report",
        &[
            "accuracy",
            "diagnostic",
            "diff",
            "guard",
            "lineage",
            "matching",
            "model",
            "text",
        ],
    ),
    ("render", &["diagnostic", "report", "text"]),
    ("forge", &["render", "report", "text"]),
];

/// Modules that do no input or output and look at no clock or environment.
const PURE: &[&str] = &[
    "text",
    "diagnostic",
    "model",
    "matching",
    "accuracy",
    "diff",
    "merge",
    "lineage",
    "guard",
    "report",
    "render",
    "forge",
];

const IMPURE: &[&str] = &[
    "std::fs",
    "std::env",
    "std::time",
    "std::process",
    "std::net",
    "println!",
    "print!(",
    "eprint",
];

#[test]
fn modules_import_only_what_the_table_allows() {
    for (module, allowed) in MAY_IMPORT {
        let allowed: BTreeSet<&str> = allowed.iter().copied().collect();
        for file in files_of(module) {
            let found = imports_of(&file, module);
            let extra: Vec<_> = found
                .iter()
                .filter(|name| !allowed.contains(name.as_str()))
                .collect();
            assert!(
                extra.is_empty(),
                "{} may not import {extra:?}",
                file.display()
            );
        }
    }
}

#[test]
fn a_module_uses_only_modules_above_it() {
    for (at, (module, allowed)) in MAY_IMPORT.iter().enumerate() {
        for other in *allowed {
            let place = MAY_IMPORT.iter().position(|(name, _)| name == other);
            assert!(
                place.is_some_and(|place| place < at),
                "`{module}` uses `{other}` below it"
            );
        }
    }
}

#[test]
fn the_core_is_pure() {
    for file in PURE.iter().flat_map(|module| files_of(module)) {
        let code = code_of(&file);
        let found: Vec<_> = IMPURE.iter().filter(|word| code.contains(**word)).collect();
        assert!(found.is_empty(), "{} uses {found:?}", file.display());
    }
}

#[test]
fn the_table_knows_every_module() {
    let known: BTreeSet<&str> = MAY_IMPORT
        .iter()
        .map(|(name, _)| *name)
        .chain(["cli"])
        .collect();
    for entry in fs::read_dir(root().join("src"))
        .expect("the sources are there")
        .flatten()
    {
        let path = entry.path();
        if path.is_dir() {
            let name = path
                .file_name()
                .expect("a folder has a name")
                .to_string_lossy()
                .into_owned();
            assert!(
                known.contains(name.as_str()),
                "`{name}` is not in the table"
            );
        }
    }
}

#[test]
fn the_program_uses_only_the_public_library() {
    for file in files_of("cli") {
        let code = code_of(&file);
        assert!(
            !code.contains("#[path"),
            "{} reaches into the library",
            file.display()
        );
    }
    assert!(
        !code_of(&root().join("src/lib.rs")).contains("mod cli"),
        "the program is no part of the library"
    );
}

#[test]
fn no_file_is_a_grab_bag() {
    for file in source_files(&root().join("src")) {
        let name = file
            .file_stem()
            .expect("a file has a name")
            .to_string_lossy()
            .into_owned();
        assert!(
            !["util", "utils", "common", "helpers", "misc"].contains(&name.as_str()),
            "{}",
            file.display()
        );
    }
}

#[test]
fn every_module_says_what_it_is_for() {
    for file in source_files(&root().join("src")) {
        let text = fs::read_to_string(&file).expect("a source file is text");
        assert!(
            text.starts_with("//! "),
            "{} has no opening",
            file.display()
        );
    }
}

/// The modules of this crate that the code of a file names.
fn imports_of(file: &Path, own: &str) -> BTreeSet<String> {
    let code = code_of(file);
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let name: String = rest
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect();
        assert!(
            !name.is_empty(),
            "{} imports from the root in a group",
            file.display()
        );
        found.insert(name);
    }
    found.remove(own);
    found
}

/// The code of a file up to its unit tests, without comments.
fn code_of(file: &Path) -> String {
    let text = fs::read_to_string(file).expect("a source file is text");
    let code = text.split("#[cfg(test)]").next().unwrap_or("");
    let lines = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

fn files_of(module: &str) -> Vec<PathBuf> {
    let folder = root().join("src").join(module);
    let mut files = source_files(&folder);
    files.extend(Some(root().join(format!("src/{module}.rs"))).filter(|file| file.exists()));
    files
}

fn source_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            files.extend(source_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
