//! What each version changed, the newest first: a changelog.

use super::change::{first, remarks};
use super::page::{Inline, Page};
use super::room::{Room, Sheet};
use crate::report::{ChangelogPart, ChangelogReport, Release, VersionHead, counts_sentence};

/// A section for each version, a point for each change, as far as there is room: the newest first.
pub(super) fn changelog(page: &mut Page, report: &ChangelogReport, room: Room) {
    page.heading(1, &Inline::new().say("What each version changed"));
    let first = first_version(report);
    let mut sheet = Sheet::new(page, room, &(frame(report) + &first));
    for release in &report.releases {
        section(&mut sheet, release);
    }
    sheet.finish(&first);
}

fn first_version(report: &ChangelogReport) -> String {
    let mut page = Page::new();
    if let Some(first) = &report.first {
        head(&mut page, first);
        page.paragraph(&Inline::new().say(first.clauses_sentence()));
    }
    page.finish()
}

/// All but the points, which is there whatever the room.
fn frame(report: &ChangelogReport) -> String {
    let mut page = Page::new();
    for release in &report.releases {
        section_head(&mut page, release);
        let titles = ChangelogPart::ALL.map(|part| Inline::new().say(part.title()));
        titles.iter().for_each(|title| page.heading(3, title));
        remarks(&mut page, &release.diff.remarks());
    }
    page.finish()
}

fn head(page: &mut Page, head: &VersionHead) {
    page.heading(
        2,
        &Inline::new().say(format!("{}, {}", head.named(), head.dated())),
    );
}

fn section(sheet: &mut Sheet, release: &Release) {
    section_head(sheet.page, release);
    let (mut all, mut shown) = (0, 0);
    for part in ChangelogPart::ALL {
        let items = release.part(part);
        let point = |item| match release.note(item) {
            Some(note) => first(item).say(format!(" ({note})")),
            None => first(item),
        };
        let points = sheet.left.points(items.iter().map(point));
        all += items.len();
        shown += points.len();
        if !points.is_empty() {
            sheet.page.heading(3, &Inline::new().say(part.title()));
            sheet.page.list(points);
        }
    }
    let (missing, called) = (all - shown, &release.diff.versions.after.called);
    sheet.left_out.note(missing, || {
        format!("{missing} of {all} changes of {called}")
    });
    remarks(sheet.page, &release.diff.remarks());
}

fn section_head(page: &mut Page, release: &Release) {
    let diff = &release.diff;
    head(page, &diff.versions.after);
    let since = format!(
        "Since {}: {}",
        diff.versions.before.called,
        counts_sentence(&diff.counts)
    );
    page.paragraph(&Inline::new().say(since));
}
