//! Two states of a file, line by line.

use std::ops::Range;

use super::sequence::align;

/// The lines of `after` that `before` does not have there, from 1, as ranges without their ends, in
/// order. Where lines are only gone, nothing of `after` has changed. Near linear where little differs.
pub fn changed_lines(before: &str, after: &str) -> Vec<Range<usize>> {
    let lines = |text| str::lines(text).collect::<Vec<&str>>();
    let runs = align(&lines(before), &lines(after)).into_iter();
    let changed = runs.filter(|run| !run.equal && run.after.0 < run.after.1);
    changed
        .map(|run| run.after.0 + 1..run.after.1 + 1)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: &str, after: &str, expected: &[Range<usize>]) {
        assert_eq!(changed_lines(before, after), expected);
    }

    #[test]
    fn a_line_that_was_not_there_has_changed() {
        check("a\nb\nc\n", "a\nx\nc\ny\n", &[2..3, 4..5]);
        check("", "a\nb\n", std::slice::from_ref(&(1..3)));
    }

    #[test]
    fn where_a_line_is_gone_nothing_is_left_to_point_at() {
        check("a\nb\nc\n", "a\nc\n", &[]);
        check("a\n", "a\n", &[]);
    }

    #[test]
    fn another_line_ending_is_no_change() {
        check("a\r\nb\r\n", "a\nb\n", &[]);
    }
}
