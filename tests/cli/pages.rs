//! `clausediff schema`, `completions` and `man`.

use crate::harness::Place;

#[test]
fn every_schema_is_json_schema() {
    for of in ["proposal", "links", "guards", "diff", "table", "review"] {
        let ran = Place::empty().run(&format!("schema {of}")).exits(0);
        let schema: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
        assert_eq!(
            schema["$schema"], "https://json-schema.org/draft/2020-12/schema",
            "{of}"
        );
    }
}

#[test]
fn every_shell_has_a_script_that_knows_the_commands() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = Place::empty().run(&format!("completions {shell}")).exits(0);
        ran.prints(&["explain"]);
    }
}

#[test]
fn the_manual_page_has_every_command_and_no_page_of_its_own_for_any() {
    let page = Place::empty().run("man").exits(0).stdout;
    assert_eq!(page.matches(".TH ").count(), 1);
    for command in [
        "diff", "table", "list", "show", "explain", "check", "review", "schema", "selftest",
    ] {
        let title = format!(".SH \"CLAUSEDIFF {}\"", command.to_uppercase());
        assert!(page.contains(&title), "{command}");
    }
    assert!(page.contains("\\-\\-fail\\-on"));
}
