//! What each version changed, the newest first.

use super::change;
use super::diff::remarks;
use super::paper::Paper;
use super::phrase::Phrase;
use crate::render::style::Role;
use crate::report::{ChangelogPart, ChangelogReport, Release, VersionHead, counts_sentence};

/// A section for each version, a line or two for each change.
pub(super) fn changelog(paper: &mut Paper, report: &ChangelogReport) {
    for release in &report.releases {
        paper.blank();
        section(paper, release);
    }
    if let Some(first) = &report.first {
        paper.blank();
        head(paper, first);
        paper.hang(2, 2, &Phrase::new().say(first.clauses_sentence()));
    }
}

fn head(paper: &mut Paper, head: &VersionHead) {
    let line = Phrase::new().paint(Role::Heading, head.named());
    paper.hang(0, 2, &line.say(format!(", {}", head.dated())));
}

fn section(paper: &mut Paper, release: &Release) {
    let diff = &release.diff;
    head(paper, &diff.versions.after);
    let since = format!(
        "since {}: {}",
        diff.versions.before.called,
        counts_sentence(&diff.counts)
    );
    paper.hang(2, 2, &Phrase::new().say(since));
    for part in ChangelogPart::ALL {
        let items = release.part(part);
        if items.is_empty() {
            continue;
        }
        paper.hang(2, 2, &Phrase::new().paint(Role::Label, part.title()));
        for (at, item) in items.iter().enumerate() {
            let note = release.note(item);
            let note =
                note.map_or_else(Phrase::new, |note| Phrase::new().say(format!(" ({note})")));
            change::first_in(paper, at + 1, item, note);
        }
    }
    remarks(paper, &diff.remarks());
}
