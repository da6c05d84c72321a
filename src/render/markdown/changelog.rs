//! What each version changed, the newest first: a changelog.

use super::change::{first, remarks};
use super::page::{Inline, Page};
use crate::report::{ChangelogPart, ChangelogReport, Release, VersionHead, counts_sentence};

/// A section for each version, a point for each change.
pub(super) fn changelog(page: &mut Page, report: &ChangelogReport) {
    page.heading(1, &Inline::new().say("What each version changed"));
    report
        .releases
        .iter()
        .for_each(|release| section(page, release));
    if let Some(first) = &report.first {
        head(page, first);
        page.paragraph(&Inline::new().say(first.clauses_sentence()));
    }
}

fn head(page: &mut Page, head: &VersionHead) {
    page.heading(
        2,
        &Inline::new().say(format!("{}, {}", head.named(), head.dated())),
    );
}

fn section(page: &mut Page, release: &Release) {
    let diff = &release.diff;
    head(page, &diff.versions.after);
    let since = format!(
        "Since {}: {}",
        diff.versions.before.called,
        counts_sentence(&diff.counts)
    );
    page.paragraph(&Inline::new().say(since));
    for part in ChangelogPart::ALL {
        let items = release.part(part);
        if items.is_empty() {
            continue;
        }
        page.heading(3, &Inline::new().say(part.title()));
        let point = |item| match release.note(item) {
            Some(note) => first(item).say(format!(" ({note})")),
            None => first(item),
        };
        page.list(items.iter().map(point));
    }
    remarks(page, &diff.remarks());
}
