//! Every way to break a file, and the finding that says so.

use std::fmt::Write as _;
use std::path::Path;

use clausediff::diagnostic::Findings;
use clausediff::load::{self, Limits, LoadErrorKind};
use clausediff::render::finding::finding;
use clausediff::render::style::Styles;

/// A head without faults: lines 1 to 5.
const HEAD: &str = "format = 1\n[proposal]\nid = \"v1\"\ntitle = \"First\"\ndate = 2024-05-02\n";

/// A clause without faults: lines 6 to 8 after the head.
const CLAUSE: &str = "[[clause]]\nid = \"a\"\ntext = \"One.\"\n";

/// What `check` would print, reduced to `CODE line:column message` of each finding.
fn outline(findings: &Findings) -> String {
    let mut lines = String::new();
    for diagnostic in &findings.diagnostics {
        let shown = finding(findings, diagnostic, Styles::Plain).to_string();
        let mut parts = shown.lines();
        let (title, place) = (parts.next().unwrap(), parts.next().unwrap());
        let title = title.split_once('[').unwrap().1.replacen("]:", "", 1);
        let (code, message) = title.split_once(' ').unwrap();
        let place = place.strip_prefix("  --> t.toml:").unwrap();
        assert!(
            shown.lines().last().unwrap().len() > "help: ".len(),
            "{shown}"
        );
        writeln!(lines, "{code} {place} {message}").unwrap();
    }
    lines
}

fn version_outline(bytes: &[u8], limits: &Limits) -> String {
    match load::version_from("t.toml", bytes, limits) {
        Ok(loaded) => outline(&loaded.warnings),
        Err(error) => outline(error.findings().expect("bytes are always read")),
    }
}

#[track_caller]
fn check(bytes: impl AsRef<[u8]>, expected: &str) {
    assert_eq!(
        version_outline(bytes.as_ref(), &Limits::default()),
        expected
    );
}

/// `lines` after the head, so their first is line 6.
#[track_caller]
fn check_after_head(lines: &str, expected: &str) {
    check(format!("{HEAD}{lines}"), expected);
}

/// `lines` in the head's table, so their first is line 6.
#[track_caller]
fn check_in_clause(lines: &str, expected: &str) {
    check(format!("{HEAD}{CLAUSE}{lines}"), expected);
}

// Syntax.

#[test]
fn a_text_without_its_closing_quote() {
    check_after_head(
        "summary = \"One\nhed = 1\n",
        "E001 6:15 invalid basic string, expected `\"`\nE006 7:1 unknown key `hed`\n",
    );
    check_after_head(
        "summary = 'One\n",
        "E001 6:15 invalid literal string, expected `'`\n",
    );
}

#[test]
fn a_long_text_without_its_closing_quotes_points_at_its_beginning() {
    check_in_clause(
        "note = \"\"\"One\n[[clause]]\nid = 7\n",
        "E001 9:8 invalid multi-line basic string, expected `\"`\n",
    );
}

#[test]
fn a_key_without_equals_sign_does_not_hide_the_rest() {
    check_after_head(
        "status \"draft\"\nhed = 1\n",
        "E001 6:8 key with no value, expected `=`\nE006 7:1 unknown key `hed`\n",
    );
}

#[test]
fn a_key_with_a_space_or_a_colon() {
    check_after_head("my key = 1\n", "E001 6:4 key with no value, expected `=`\n");
    check_after_head("status: 1\n", "E001 6:9 key with no value, expected `=`\n");
}

#[test]
fn a_key_without_a_value_or_a_value_without_a_key() {
    check_after_head("status =\n", "E001 6:9 key without a value\n");
    check_after_head(
        "= 1\n",
        "E001 6:1 unquoted keys cannot be empty, expected letters, numbers, `-`, `_`\n",
    );
}

#[test]
fn a_key_used_twice_does_not_hide_an_unknown_one() {
    check_in_clause(
        "text = \"Two.\"\nheding = \"x\"\n",
        "E001 9:1 key `text` is used twice in one table\n\
         E006 10:1 unknown key `heding`: did you mean `heading`?\n",
    );
}

#[test]
fn a_table_opened_twice_does_not_hide_the_rest() {
    check_after_head(
        "[proposal]\nid = 7\n[[clause]]\nid = 8\n",
        "E001 6:2 table `proposal` is opened twice\nE008 9:6 `id` must be a string, not an integer\n",
    );
}

#[test]
fn a_value_that_is_also_a_table() {
    check_after_head(
        "status = \"x\"\nstatus.now = 1\n",
        "E001 7:1 cannot extend value of type string with a dotted key\n",
    );
}

#[test]
fn a_wrong_escape() {
    check_after_head(
        "status = \"C:\\qx\"\n",
        "E001 6:14 missing escaped value, expected `b`, `e`, `f`, `n`, `r`, `\\`, `\"`, `x`, `u`, `U`\n",
    );
}

#[test]
fn a_control_character_in_a_text() {
    check_after_head(
        "status = \"a\u{1}b\"\n",
        "E001 6:12 invalid basic string, expected non-double-quote visible characters, `\\`\n",
    );
    check_after_head(
        "status = \"a\rb\"\n",
        "E001 6:12 invalid basic string, expected non-double-quote visible characters, `\\`\n",
    );
}

#[test]
fn a_tab_in_a_text_is_fine() {
    check_after_head("status = \"a\tb\"\n", "");
}

#[test]
fn a_text_without_quotes_or_with_curly_ones() {
    let message = "string values must be quoted, expected literal string";
    check_after_head("status = draft\n", &format!("E001 6:10 {message}\n"));
    check_after_head("status = “draft”\n", &format!("E001 6:10 {message}\n"));
    check_in_clause(
        "unchecked = True\n",
        "E001 9:13 invalid boolean, expected `true`\n",
    );
}

#[test]
fn two_keys_on_one_line_do_not_make_the_second_a_missing_one() {
    check(
        "format = 1\n[proposal]\nid = \"v1\" title = \"First\"\ndate = 2024-05-02\n",
        "E001 3:11 unexpected key or value, expected newline, `#`\n",
    );
}

#[test]
fn an_array_that_is_not_closed_points_at_its_bracket() {
    check_in_clause(
        "binds = [\"x\",\nnote = \"y\"\n[[clause]]\nid = 7\n",
        "E001 9:9 unclosed array, expected `]`\nE008 12:6 `id` must be a string, not an integer\n",
    );
}

#[test]
fn two_arrays_that_are_not_closed_are_both_found() {
    check_in_clause(
        "binds = [\"x\"\nbenefits = [\"y\"\nhed = 1\n",
        "E001 9:9 unclosed array, expected `]`\n\
         E001 10:12 unclosed array, expected `]`\n\
         E006 11:1 unknown key `hed`\n",
    );
}

#[test]
fn an_inline_table_that_is_not_closed_points_at_its_brace() {
    check_in_clause(
        "terms = { cap = { at-most = 5 }\nnote = \"y\"\n[[clause]]\nid = 7\n",
        "E001 9:9 unclosed inline table, expected `}`\n\
         E008 12:6 `id` must be a string, not an integer\n",
    );
}

#[test]
fn items_without_a_comma() {
    check_in_clause(
        "authors = [\"a\" \"b\"]\n",
        "E001 9:16 missing comma between array elements, expected `,`\n",
    );
}

#[test]
fn a_header_that_is_not_closed_hides_only_its_own_table() {
    check_after_head(
        "[[clause]\nid = 7\n[clause.terms]\ncap = nan\n[[clause]]\nid = 8\ntext = \"x\"\n",
        "E001 6:10 unclosed array table, expected `]`\nE008 11:6 `id` must be a string, not an integer\n",
    );
}

#[test]
fn a_header_without_a_name() {
    let message = "unquoted keys cannot be empty, expected letters, numbers, `-`, `_`";
    check_after_head("[]\na = 1\n", &format!("E001 6:2 {message}\n"));
    check_after_head("[clause.]\na = 1\n", &format!("E001 6:9 {message}\n"));
}

#[test]
fn numbers_that_toml_does_not_know() {
    check_in_clause(
        "[clause.terms]\na = 01\nb = 1__2\nc = 1.\nd = 0x\n",
        "E001 10:5 unexpected leading zero, expected nothing\n\
         E001 11:6 `_` may only go between digits, expected nothing\n\
         E001 12:7 invalid fraction, expected digits\n\
         E018 13:5 the number cannot be compared exactly\n",
    );
}

#[test]
fn brackets_ten_thousand_deep() {
    let message = "brackets or dotted keys are nested more than 80 deep";
    let deep = |piece: &str| piece.repeat(10_000);
    check(
        format!("format = {}", deep("[")),
        &format!("E003 1:90 {message}\n"),
    );
    check(
        format!("format = {}", deep("{a=")),
        &format!("E003 1:250 {message}\n"),
    );
    check(
        format!("{}a = 1", deep("a.")),
        &format!("E003 1:1 {message}\n"),
    );
    check(
        deep("["),
        "E001 1:3 unquoted keys cannot be empty, expected letters, numbers, `-`, `_`\n",
    );
}

#[test]
fn a_giant_key_is_quoted_in_part() {
    let key = "k".repeat(100_000);
    let shown = format!("{}…", "k".repeat(60));
    check_after_head(
        &format!("{key} = 1\n"),
        &format!("E006 6:1 unknown key `{shown}`\n"),
    );
}

// The file.

#[test]
fn no_bytes_at_all() {
    check(
        "",
        "E004 1:1 `format` is missing\nE007 1:1 table `[proposal]` is missing\n",
    );
}

#[test]
fn bytes_that_are_not_utf8() {
    check(
        b"format = 1\n# \xc3\xa9t\xe9\n",
        "E002 2:5 byte 0xE9 is not UTF-8\n",
    );
    check(
        b"\xff\xfef\0o\0",
        "E002 1:1 the file is UTF-16, not UTF-8\n",
    );
}

#[test]
fn a_byte_order_mark_is_fine_and_no_column() {
    check(format!("\u{feff}{HEAD}"), "");
    check(
        format!("\u{feff}hed = 1\n{HEAD}"),
        "E006 1:1 unknown key `hed`\n",
    );
}

#[test]
fn line_ends_of_windows_are_fine() {
    check(format!("{HEAD}{CLAUSE}").replace('\n', "\r\n"), "");
    check(
        format!("{HEAD}{CLAUSE}heding = \"é\"\nnote = 1\n").replace('\n', "\r\n"),
        "E006 9:1 unknown key `heding`: did you mean `heading`?\n\
         E008 10:8 `note` must be a string, not an integer\n",
    );
}

#[test]
fn no_format() {
    check(
        HEAD.replace("format = 1\n", ""),
        "E004 1:1 `format` is missing\n",
    );
}

#[test]
fn a_newer_format_is_the_only_finding() {
    check(
        "format = 2\nnews = 1\n",
        "E005 1:10 format `2` is not known\n",
    );
    check("format = 0\n", "E005 1:10 format `0` is not known\n");
}

#[test]
fn a_format_in_quotes() {
    check(
        HEAD.replace("format = 1", "format = \"1\""),
        "E008 1:10 `format` must be an integer, not a string\n",
    );
}

// Keys.

#[test]
fn an_unknown_key_at_each_level() {
    check(
        format!("formt = 1\n{HEAD}titel = \"x\"\n[proposal.extra]\nany = 1\n"),
        "E006 1:1 unknown key `formt`: did you mean `format`?\n\
         E006 7:1 unknown key `titel`: did you mean `title`?\n",
    );
    check_after_head(
        "[[party]]\nid = \"n\"\nname = \"N\"\nalias = []\n[[source]]\nid = \"s\"\nuri = \"x\"\n",
        "E006 9:1 unknown key `alias`\nE006 12:1 unknown key `uri`: did you mean `url`?\n",
    );
    check_in_clause(
        "terms = { cap = { at_most = 5 } }\nsources = [{ id = \"s\", an = \"x\" }]\n\
         [[clause.position]]\nparty = \"n\"\ntxt = \"x\"\n[[source]]\nid = \"s\"\n[[party]]\nid = \"n\"\nname = \"N\"\n",
        "E006 9:19 unknown key `at_most`: did you mean `at-most`?\n\
         E006 10:24 unknown key `an`: did you mean `at`?\n\
         E006 13:1 unknown key `txt`: did you mean `text`?\n",
    );
}

#[test]
fn each_key_that_must_be_there() {
    check(
        "format = 1\n[proposal]\n[[party]]\n[[source]]\n[[clause]]\ntext = \"x\"\n[[clause.position]]\n",
        "E007 2:1 key `id` is missing in the proposal\n\
         E007 2:1 key `title` is missing in the proposal\n\
         E007 2:1 key `date` is missing in the proposal\n\
         E007 3:1 key `id` is missing in the party\n\
         E007 3:1 key `name` is missing in the party\n\
         E007 4:1 key `id` is missing in the source\n\
         E007 5:1 key `id` is missing in the clause\n\
         E007 7:1 key `party` is missing in the position\n",
    );
}

#[test]
fn a_wrong_type_at_each_level() {
    check(
        "format = 1\nproposal = 1\nparty = \"x\"\nsource = [1]\nclause = {}\n",
        "E008 2:12 `proposal` must be a table, not an integer\n\
         E008 3:9 `party` must be an array of tables, not a string\n\
         E008 4:11 an item of `source` must be a table, not an integer\n\
         E008 5:10 `clause` must be an array of tables, not a table\n",
    );
    check_after_head(
        "authors = \"north\"\nstatus = true\nextra = 1\nlang = [\"en\"]\n",
        "E008 6:11 `authors` must be an array of strings, not a string\n\
         E008 7:10 `status` must be a string, not a boolean\n\
         E008 8:9 `extra` must be a table, not an integer\n\
         E008 9:8 `lang` must be a string, not an array\n",
    );
    check_in_clause(
        "number = 6\nunchecked = \"yes\"\nbinds = [1]\nsources = [1]\nterms = 5\nposition = {}\n",
        "E008 9:10 `number` must be a string, not an integer\n\
         E008 10:13 `unchecked` must be `true` or `false`, not a string\n\
         E008 11:10 an item of `binds` must be a string, not an integer\n\
         E008 12:12 an item of `sources` must be a string or a table\n\
         E008 13:9 `terms` must be a table, not an integer\n\
         E008 14:12 `position` must be an array of tables, not a table\n",
    );
}

#[test]
fn single_brackets_for_an_entry_of_a_list() {
    check_after_head(
        "[clause]\nid = \"a\"\n",
        "E008 6:1 `clause` must be an array of tables, not a table\n",
    );
}

// Values.

#[test]
fn ids_that_are_none() {
    let long = "a".repeat(65);
    check_after_head(
        &format!(
            "previous = \"V 1\"\n[[clause]]\nid = \"\"\ntext = \"x\"\n[[clause]]\nid = \"{long}\"\ntext = \"x\"\n"
        ),
        &format!(
            "E009 6:12 id `V 1` has characters that an id may not have\n\
             E009 8:6 id `` is empty\n\
             E009 11:6 id `{}…` is longer than 64 characters\n",
            "a".repeat(60)
        ),
    );
}

#[test]
fn dates_that_are_none() {
    let date = |value: &str| HEAD.replace("2024-05-02", value);
    check(
        date("2023-02-30"),
        "E010 5:8 `2023-02-30` is no date: expected day between 01 and 28\n",
    );
    check(date("\"2023-02-30\""), "E010 5:8 `2023-02-30` is no date\n");
    check(date("\"spring\""), "E010 5:8 `spring` is no date\n");
    check(
        date("2024-05-02T10:00:00"),
        "E010 5:8 a date must have no time\n",
    );
    check(
        date("2024-05-02T10:00:00Z"),
        "E010 5:8 a date must have no time\n",
    );
    check(date("10:00:00"), "E010 5:8 a time is no date\n");
    check(
        date("2024"),
        "E008 5:8 `date` must be a date, not an integer\n",
    );
}

#[test]
fn dates_to_the_month_and_the_year_are_fine() {
    for value in ["\"2024\"", "\"2024-05\"", "\"2024-05-02\""] {
        check(HEAD.replace("2024-05-02", value), "");
    }
}

#[test]
fn texts_that_are_blank() {
    check(HEAD.replace("First", " "), "E011 4:9 `title` is empty\n");
    check_in_clause(
        "heading = \"\"\nterms = { place = \"\" }\n[[clause]]\nid = \"b\"\ntext = \"\"\"\n \"\"\"\n",
        "E011 10:19 term `place` is empty\n\
         E011 13:8 `text` is empty\n",
    );
}

#[test]
fn a_topic_that_is_no_path() {
    check_in_clause(
        "topic = \"security//Forces\"\n",
        "E019 9:9 topic `security//Forces`: a part of it is empty\n",
    );
}

#[test]
fn a_modality_or_a_language_that_is_not_known_is_a_warning() {
    check_after_head(
        "lang = \"english language\"\n",
        "W003 6:8 `english language` is no language tag\n",
    );
    check_in_clause(
        "modality = \"must-nto\"\n",
        "W001 9:12 modality `must-nto` is not in the vocabulary: did you mean `must-not`?\n",
    );
}

#[test]
fn quantities_with_two_bounds_none_or_half_a_range() {
    check_in_clause(
        "[clause.terms]\na = { at-most = 1, about = 2 }\nb = {}\nc = { unit = \"km\" }\n\
         d = { from = 3, to = 1 }\ne = { from = 3 }\nf = { to = 3 }\ng = { from = 1, to = 2, about = 1 }\n",
        "E017 10:5 a quantity with 2 bounds: `at-most`, `about`\n\
         E017 11:5 a quantity without a bound\n\
         E017 12:5 a quantity without a bound\n\
         E017 13:5 the range begins at 3 and ends at 1\n\
         E017 14:5 a range without its end\n\
         E017 15:5 a range without its beginning\n\
         E017 16:5 a quantity with 3 bounds: `about`, `from`, `to`\n",
    );
}

#[test]
fn numbers_that_cannot_be_compared() {
    check_in_clause(
        "[clause.terms]\na = nan\nb = -inf\nc = 9223372036854775808\nd = 1e999\ne = { at-most = inf }\n",
        "E018 10:5 `nan` cannot be compared exactly\n\
         E018 11:5 `-inf` cannot be compared exactly\n\
         E018 12:5 `9223372036854775808` cannot be compared exactly\n\
         E018 13:5 `1e999` cannot be compared exactly\n\
         E018 14:17 `inf` cannot be compared exactly\n",
    );
}

#[test]
fn terms_of_a_type_that_is_none() {
    check_in_clause(
        "[clause.terms]\na = [1]\nb = 10:00:00\n\"\" = 1\nc = { at-most = \"5\" }\n",
        "E008 10:6 an item of term `a` must be a string, not an integer\n\
         E010 11:5 a time is no date\n\
         E011 12:1 the name of a term is empty\n\
         E008 13:17 `at-most` must be a number, not a string\n",
    );
}

// The whole.

#[test]
fn ids_used_twice() {
    check_after_head(
        "[[party]]\nid = \"n\"\nname = \"N\"\n[[party]]\nid = \"n\"\nname = \"M\"\n\
         [[source]]\nid = \"s\"\n[[source]]\nid = \"s\"\n\
         [[clause]]\nid = \"c\"\ntext = \"x\"\n[[clause]]\nid = \"c\"\ntext = \"y\"\n",
        "E012 10:6 party id `n` is used twice\n\
         E012 15:6 source id `s` is used twice\n\
         E012 20:6 clause id `c` is used twice\n",
    );
}

#[test]
fn names_that_are_not_declared() {
    check_in_clause(
        "parent = \"b\"\nbinds = [\"nort\"]\nbenefits = [\"x-y-z\"]\nsources = [\"gazete\", { id = \"daily\" }]\n\
         [[clause.position]]\nparty = \"North\"\n[[party]]\nid = \"north\"\nname = \"N\"\n[[source]]\nid = \"gazette\"\n",
        "E013 9:10 no clause has the id `b`: did you mean `a`?\n\
         E016 10:10 no party has the id `nort`: did you mean `north`?\n\
         E016 11:13 no party has the id `x-y-z`\n\
         E015 12:12 no source has the id `gazete`: did you mean `gazette`?\n\
         E015 12:29 no source has the id `daily`\n\
         E016 14:9 no party has the id `North`: did you mean `north`?\n",
    );
}

#[test]
fn clauses_that_contain_themselves() {
    check_in_clause(
        "parent = \"a\"\n",
        "E014 9:10 clause `a` contains itself: `a` in `a`\n",
    );
    check_after_head(
        "[[clause]]\nid = \"d\"\nparent = \"b\"\ntext = \"x\"\n\
         [[clause]]\nid = \"a\"\nparent = \"b\"\n[[clause]]\nid = \"b\"\nparent = \"c\"\n[[clause]]\nid = \"c\"\nparent = \"a\"\n",
        "E014 12:10 clause `a` contains itself: `a` in `b` in `c` in `a`\n",
    );
}

#[test]
fn a_clause_without_text_and_without_clauses_in_it() {
    check_after_head(
        "[[clause]]\nid = \"a\"\n[[clause]]\nid = \"b\"\nparent = \"a\"\n",
        "E020 8:1 clause `b` has no text, and no clause is inside it\n",
    );
}

#[test]
fn findings_of_all_kinds_come_in_one_run_and_in_order() {
    check(
        "format = 1\nversion = 2\n[proposal]\nid = \"V\"\ntitle = \"\"\ndate = 1\nlang = 5\n\
         [[clause]]\nid = \"a\"\ntext = \"x\ntopic = \"/\"\nparent = \"b\"\nbinds = [\"c\"]\n",
        "E006 2:1 unknown key `version`\n\
         E009 4:6 id `V` has characters that an id may not have\n\
         E011 5:9 `title` is empty\n\
         E008 6:8 `date` must be a date, not an integer\n\
         E008 7:8 `lang` must be a string, not an integer\n\
         E001 10:10 invalid basic string, expected `\"`\n\
         E019 11:9 topic `/`: a part of it is empty\n\
         E013 12:10 no clause has the id `b`: did you mean `a`?\n\
         E016 13:10 no party has the id `c`\n",
    );
}

// Limits.

#[track_caller]
fn check_limit(limits: &Limits, flag: &str, expected: &str) {
    let file = format!("{HEAD}{CLAUSE}[[clause]]\nid = \"b\"\nparent = \"a\"\ntext = \"Two.\"\n");
    assert_eq!(version_outline(file.as_bytes(), limits), expected);
    let error = load::version_from("t.toml", file.as_bytes(), limits).unwrap_err();
    assert!(error.findings().unwrap().diagnostics[0].help.contains(flag));
}

#[test]
fn over_each_limit() {
    let limits = Limits::default();
    let bytes = Limits {
        bytes: 100,
        ..limits
    };
    check_limit(
        &bytes,
        "--max-bytes",
        "E003 1:1 the file is larger than 100 bytes\n",
    );
    let clauses = Limits {
        clauses: 1,
        ..limits
    };
    check_limit(
        &clauses,
        "--max-clauses",
        "E003 9:1 2 clauses are more than 1\n",
    );
    let depth = Limits { depth: 1, ..limits };
    check_limit(
        &depth,
        "--max-depth",
        "E003 11:10 clauses are nested more than 1 deep\n",
    );
    let text = Limits { text: 3, ..limits };
    check_limit(
        &text,
        "--max-text",
        "E003 8:8 the text is longer than 3 characters\nE003 12:8 the text is longer than 3 characters\n",
    );
}

#[test]
fn at_a_limit_all_is_fine() {
    let file = format!("{HEAD}{CLAUSE}");
    let limits = Limits {
        bytes: file.len(),
        clauses: 1,
        depth: 1,
        text: "One.".len(),
    };
    assert_eq!(version_outline(file.as_bytes(), &limits), "");
}

// Paths.

#[test]
fn a_folder_where_a_file_should_be() {
    let folder = tempfile::tempdir().unwrap();
    let error = load::version(folder.path(), &Limits::default()).unwrap_err();
    assert!(matches!(error.kind(), LoadErrorKind::Folder));
    assert!(error.to_string().starts_with("cannot load `"));
}

#[test]
fn a_file_that_is_not_there() {
    let error = load::version(Path::new("no/such.toml"), &Limits::default()).unwrap_err();
    assert!(matches!(error.kind(), LoadErrorKind::Read(_)));
    assert_eq!(error.to_string(), "cannot load `no/such.toml`");
}

#[cfg(unix)]
#[test]
fn a_file_that_must_not_be_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::set_permissions(file.path(), std::fs::Permissions::from_mode(0o0)).unwrap();
    if std::fs::read(file.path()).is_ok() {
        eprintln!("skipped: permissions do not bind this user");
        return;
    }
    let error = load::version(file.path(), &Limits::default()).unwrap_err();
    assert!(matches!(error.kind(), LoadErrorKind::Read(_)));
}

// Links.

const LINK: &str = "before = [\"v1#a\"]\nafter = [\"v2#a\"]\n";

#[track_caller]
fn check_links(text: &str, expected: &str) {
    let shown = match load::links_from("t.toml", text.as_bytes(), &Limits::default()) {
        Ok(file) => outline(&file.warnings),
        Err(error) => outline(error.findings().unwrap()),
    };
    assert_eq!(shown, expected);
}

#[test]
fn links_with_wrong_keys() {
    check_links(
        "compar = []\n[[link]]\nbefor = 1\nafter = \"v2#a\"\n[[unlink]]\nrelation = \"same\"\n",
        "E006 1:1 unknown key `compar`: did you mean `compare`?\n\
         E007 2:1 key `before` is missing in the link\n\
         E007 2:1 key `relation` is missing in the link\n\
         E006 3:1 unknown key `befor`: did you mean `before`?\n\
         E008 4:9 `after` must be an array of strings, not a string\n\
         E007 5:1 key `before` is missing in the unlink\n\
         E007 5:1 key `after` is missing in the unlink\n\
         E006 6:1 unknown key `relation`\n",
    );
}

#[test]
fn links_with_wrong_values() {
    check_links(
        "compare = [\"V\"]\n[[link]]\nbefore = [\"v1\", \"v1#a\", \"v2#b\"]\nafter = []\nrelation = \"smae\"\nwhy = \"\"\n",
        "E009 1:12 id `V` has characters that an id may not have\n\
         E025 3:11 `v1` names no clause of a version\n\
         E025 3:25 one side names two versions, `v1` and `v2`\n\
         E025 4:9 `after` names no clause\n\
         E024 5:12 relation `smae` is not known: did you mean `same`?\n",
    );
    check_links(
        "[[unlink]]\nbefore = [\"v1#a\"]\nafter = [\"v1#b\"]\n",
        "E025 3:10 both sides are of version `v1`\n",
    );
}

#[test]
fn a_pair_linked_and_unlinked_in_either_direction() {
    check_links(
        &format!(
            "[[unlink]]\nbefore = [\"v2#a\"]\nafter = [\"v1#a\"]\n[[link]]\n{LINK}relation = \"same\"\n"
        ),
        "E023 3:10 `v1#a` and `v2#a` are both linked and unlinked\n",
    );
}

#[test]
fn a_pair_linked_twice_is_a_warning() {
    check_links(
        &format!("[[link]]\n{LINK}relation = \"same\"\n[[link]]\n{LINK}relation = \"changed\"\n"),
        "W002 7:10 `v1#a` and `v2#a` are linked twice\n",
    );
}

#[test]
fn links_that_name_what_is_not_at_hand() {
    let text = "compare = [\"v1\", \"v9\"]\n[[link]]\nbefore = [\"v1#aa\"]\nafter = [\"v3#x\", \"v3#y\"]\nrelation = \"same\"\n";
    let file = load::links_from("t.toml", text.as_bytes(), &Limits::default()).unwrap();
    let v1 = load::version_from(
        "v1",
        format!("{HEAD}{CLAUSE}").as_bytes(),
        &Limits::default(),
    );
    let v1 = v1.unwrap().value;
    let left_out = clausediff::model::VersionId::new("v3").unwrap();
    assert_eq!(
        outline(&file.check_against(&[&v1], &[&left_out])),
        "E021 1:18 no version at hand has the id `v9`: did you mean `v1`?\n\
         E022 3:11 version `v1` has no clause `aa`: did you mean `a`?\n"
    );
    assert_eq!(file.check_against(&[&v1], &[]).errors(), 4);
}
