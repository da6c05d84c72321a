//! The keys of one table.

use super::Three;
use super::sections::Merging;
use crate::model::Line;

/// Lists that say a set of names: what one side added or took out stays so, whatever the other did.
const SETS: [&str; 5] = ["binds", "benefits", "sources", "authors", "aliases"];

impl Merging {
    /// The keys of a table in three states. Comments of a key that is gone are given back, to stand above the table.
    pub fn lines(&mut self, place: &str, of: Three<&[Line]>) -> (Vec<Line>, Vec<String>) {
        let mut names: Vec<&str> = of.ours.iter().map(|line| line.name.as_str()).collect();
        for (at, line) in of.theirs.iter().enumerate() {
            if !names.contains(&line.name.as_str()) {
                let before = of.theirs[..at].iter().rev();
                let mut before =
                    before.filter_map(|line| names.iter().position(|name| *name == line.name));
                let place = before.next().map_or(0, |at| at + 1);
                names.insert(place, &line.name);
            }
        }
        let mut merged = Vec::new();
        let mut homeless = Vec::new();
        for name in names {
            let line = of.map(|lines| lines.iter().find(|line| line.name == name));
            match self.line(place, line) {
                Some(line) => merged.push(line),
                None => homeless.extend(news(line)),
            }
        }
        (merged, homeless)
    }

    fn line(&mut self, place: &str, of: Three<Option<&Line>>) -> Option<Line> {
        let value = of.map(|line| line.map(|line| &line.value));
        let Three { base, ours, theirs } = value;
        let chosen = if ours == theirs || base == theirs {
            of.ours
        } else if base == ours {
            of.theirs
        } else {
            return Some(self.both_changed(place, of));
        };
        chosen.map(|chosen| with_comments(chosen.clone(), of))
    }

    /// A set is merged; of anything else our value stays, or theirs where we have none.
    fn both_changed(&mut self, place: &str, of: Three<Option<&Line>>) -> Line {
        let live = of.ours.or(of.theirs).expect("one of the sides has it");
        if let Some(set) = set(&live.name, of) {
            return with_comments(set, of);
        }
        let values = of.map(|line| line.map(|line| line.value.clone()));
        let comments = self.conflict(place, Some(&live.name), None, values);
        let mut line = with_comments(live.clone(), of);
        line.above.extend(comments);
        line
    }
}

/// A list of names in three states as one; `None` for anything else.
fn set(name: &str, of: Three<Option<&Line>>) -> Option<Line> {
    if !SETS.contains(&name) {
        return None;
    }
    let items = |line: Option<&Line>| match line {
        Some(line) => line.items.clone(),
        None => Some(Vec::new()),
    };
    let (base, ours, theirs) = (items(of.base)?, items(of.ours)?, items(of.theirs)?);
    let stay = ours
        .iter()
        .filter(|item| theirs.contains(item) || !base.contains(item));
    let new = theirs
        .iter()
        .filter(|item| !ours.contains(item) && !base.contains(item));
    let merged: Vec<String> = stay.chain(new).cloned().collect();
    let value = format!("[{}]", merged.join(", "));
    Some(Line::new(name, value, Some(merged)))
}

/// The line with the comments of both sides: where both changed those above it, ours and what is new in theirs; what
/// stood inside another spelling of the value goes above it.
fn with_comments(mut chosen: Line, of: Three<Option<&Line>>) -> Line {
    let above = of.map(|line| line.map_or(&[][..], |line| &line.above));
    let mut all = comments(above);
    for side in [of.base, of.ours, of.theirs].into_iter().flatten() {
        for comment in &side.inside {
            let is_gone = [of.ours, of.theirs]
                .into_iter()
                .flatten()
                .any(|line| !has(line, comment));
            let is_old = of.base.is_some_and(|line| has(line, comment));
            if !(has(&chosen, comment) || all.contains(comment) || is_gone && is_old) {
                all.push(comment.clone());
            }
        }
    }
    chosen.above = all;
    chosen
}

fn has(line: &Line, comment: &String) -> bool {
    line.inside.contains(comment) || line.above.contains(comment)
}

/// Comments in three states. Of both changed, ours, then what is new in theirs.
pub(super) fn comments(of: Three<&[String]>) -> Vec<String> {
    if of.ours == of.theirs || of.base == of.theirs {
        return of.ours.to_vec();
    }
    if of.base == of.ours {
        return of.theirs.to_vec();
    }
    let new = of.theirs.iter();
    let new = new.filter(|comment| !of.base.contains(comment) && !of.ours.contains(comment));
    of.ours.iter().chain(new).cloned().collect()
}

/// Comments at a key that is gone, which one side has only just written.
fn news(of: Three<Option<&Line>>) -> Vec<String> {
    let said = |line: Option<&Line>| {
        let lines = line.into_iter();
        lines
            .flat_map(|line| line.above.iter().chain(&line.inside))
            .cloned()
            .collect::<Vec<_>>()
    };
    let base = said(of.base);
    let sides = said(of.ours).into_iter().chain(said(of.theirs));
    sides
        .filter(|comment| !comment.is_empty() && !base.contains(comment))
        .collect()
}
