//! `clausediff check`.

use crate::harness::{BROKEN, DRAFT_1, DRAFT_2, Place};

/// One warning.
fn odd() -> String {
    DRAFT_1.replace("id = \"tolls\"", "id = \"tolls\"\nmodality = \"shall\"")
}

#[test]
fn a_sound_file_is_counted_and_nothing_else() {
    let ran = Place::with_drafts().run("check draft-1.toml draft-2.toml");
    ran.exits(0)
        .prints_nothing()
        .says(&["2 files, 0 errors, 0 warnings\n"]);
}

#[test]
fn every_finding_is_printed_and_counted() {
    let place = Place::with_drafts()
        .file("broken.toml", BROKEN)
        .file("odd.toml", odd());
    let ran = place
        .run("check broken.toml odd.toml draft-1.toml")
        .exits(1);
    ran.prints(&[
        "error[E0",
        "broken.toml:4:9",
        "error[E0",
        "broken.toml:5:8",
        "warning[W001]",
        "odd.toml",
    ])
    .says(&["3 files, 2 errors, 1 warning\n"]);
}

#[test]
fn warnings_are_0_unless_denied() {
    let place = Place::empty().file("odd.toml", odd());
    place
        .run("check odd.toml")
        .exits(0)
        .prints(&["warning[W001]"]);
    place.run("check odd.toml --deny-warnings").exits(1);
}

#[test]
fn the_count_is_left_out_of_a_quiet_run_and_the_findings_are_not() {
    let place = Place::empty().file("broken.toml", BROKEN);
    let ran = place.run("check broken.toml --quiet").exits(1);
    ran.says_nothing().prints(&["error[E0"]);
}

#[test]
fn json_has_one_object_a_line() {
    let place = Place::empty()
        .file("broken.toml", BROKEN)
        .file("odd.toml", odd());
    let ran = place.run("check . --format json").exits(1);
    let lines: Vec<serde_json::Value> = ran
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["path"], "./broken.toml");
    assert_eq!(lines[0]["severity"], "error");
    assert_eq!(
        (&lines[0]["line"], &lines[0]["column"]),
        (&4.into(), &9.into())
    );
    assert_eq!(lines[2]["code"], "W001");
}

#[test]
fn a_folder_is_checked_with_all_below_it_in_the_order_of_paths() {
    let place = Place::empty()
        .file("all/z.toml", BROKEN)
        .file("all/a/b/deep.toml", BROKEN)
        .file("all/a/odd.toml", odd())
        .file("all/.hidden/x.toml", BROKEN)
        .file("all/notes.txt", "not TOML");
    let ran = place.run("check all").exits(1);
    ran.prints(&["all/z.toml:4", "all/a/odd.toml", "all/a/b/deep.toml:4"])
        .says(&["3 files, 4 errors, 1 warning"]);
}

#[test]
fn two_files_of_a_folder_with_one_id_are_an_error() {
    let place = Place::empty()
        .file("p/a.toml", DRAFT_1)
        .file("p/b.toml", DRAFT_1);
    let ran = place.run("check p").exits(1);
    ran.prints(&["error[E026]", "p/b.toml:3:6"])
        .says(&["2 files, 1 error,"]);
}

#[test]
fn links_are_checked_against_the_versions_beside_them() {
    let link = |clause: &str| {
        format!(
            "[[link]]\nbefore = [\"draft-1#{clause}\"]\nafter = [\"draft-2#tolls\"]\nrelation = \"same\"\n"
        )
    };
    let place = |clause: &str| {
        Place::empty()
            .file("p/1.toml", DRAFT_1)
            .file("p/2.toml", DRAFT_2)
            .file("p/links.toml", link(clause))
    };
    for line in ["check p", "check p/links.toml"] {
        place("tolls").run(line).exits(0);
        let ran = place("toll").run(line).exits(1);
        ran.prints(&["error[E022]", "p/links.toml:2:"]);
    }
    let wrong = place("tolls").file("p/links.toml", link("tolls").replace("draft-2", "draft-4"));
    wrong
        .run("check p")
        .exits(1)
        .prints(&["error[E021]", "draft-4"]);
}

#[test]
fn what_cannot_be_read_is_2_and_the_rest_is_checked() {
    let place = Place::empty().file("broken.toml", BROKEN);
    let ran = place.run("check none.toml broken.toml nowhere").exits(2);
    ran.prints(&["broken.toml:4:9"]).says(&[
        "cannot load `none.toml`",
        "cannot load `nowhere`",
        "1 file, 2 errors",
    ]);
}

#[test]
fn without_a_path_the_folder_of_proposals_is_checked() {
    let place = Place::empty().file("proposals/a/broken.toml", BROKEN);
    let ran = place.run("check").exits(1);
    ran.prints(&["proposals/a/broken.toml:4:9"]);
}

#[test]
fn without_proposals_the_bundled_ones_are_checked() {
    let ran = Place::empty().run("check").exits(0).prints_nothing();
    ran.says(&["note:", "9 files, 0 errors, 0 warnings"]);
}

#[test]
fn standard_input_is_checked_as_a_version() {
    let ran = Place::empty().run_on(BROKEN, "check -").exits(1);
    ran.prints(&["--> -:4:9"]);
}

#[test]
fn a_folder_without_files_is_said() {
    let place = Place::empty().file("p/notes.txt", "");
    place
        .run("check p")
        .exits(0)
        .says(&["no file `*.toml` in `p`", "0 files"]);
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_2() {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    let place = Place::with_drafts();
    let path = place.path("draft-1.toml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&path).is_ok() {
        eprintln!("skipped: permissions do not bind this user");
        return;
    }
    place
        .run("check .")
        .exits(2)
        .says(&["draft-1.toml", "1 file,"]);
    place.run("show draft-1.toml").exits(2);
}
