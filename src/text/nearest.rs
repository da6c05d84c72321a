//! The nearest known word to one that is not known.

/// A word longer than this is no slip of the pen, and comparing it would cost too much.
const MAX_LENGTH: usize = 64;

/// The known word nearest to `word`, if it is near enough to be a slip: one edit in three
/// characters, at least one. Of equals the first. An edit inserts, deletes or replaces a
/// character or swaps two neighbours. Linear in the number of known words.
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let word: Vec<char> = word.chars().take(MAX_LENGTH + 1).collect();
    if word.len() > MAX_LENGTH {
        return None;
    }
    let allowed = (word.len() / 3).max(1);
    known
        .into_iter()
        .filter(|known| known.len().abs_diff(word.len()) <= 3 * allowed)
        .map(|known| (distance(&word, known), known))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

/// Optimal string alignment distance.
fn distance(word: &[char], known: &str) -> usize {
    let known: Vec<char> = known.chars().take(MAX_LENGTH).collect();
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=known.len()).collect();
    for row in 1..=word.len() {
        let mut current = vec![row];
        for column in 1..=known.len() {
            let differs = usize::from(word[row - 1] != known[column - 1]);
            let mut best = (last[column - 1] + differs)
                .min(last[column] + 1)
                .min(current[column - 1] + 1);
            let swapped = row > 1
                && column > 1
                && word[row - 1] == known[column - 2]
                && word[row - 2] == known[column - 1];
            if swapped {
                best = best.min(before_last[column - 2] + 1);
            }
            current.push(best);
        }
        before_last = std::mem::replace(&mut last, current);
    }
    last[known.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, expected: Option<&str>) {
        assert_eq!(nearest(word, ["heading", "id", "text", "terms"]), expected);
    }

    #[test]
    fn a_slip_finds_its_word() {
        check("heding", Some("heading"));
        check("txet", Some("text"));
        check("term", Some("terms"));
    }

    #[test]
    fn another_word_finds_none() {
        check("penalty", None);
        check(&"h".repeat(1000), None);
        check("", None);
    }
}
