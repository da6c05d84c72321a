//! Reports to text: the one place that knows the renderers of the library.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use clausediff::diagnostic::Findings;
use clausediff::forge;
use clausediff::lineage::Lineage;
use clausediff::model::Sides;
use clausediff::render::markdown::Room;
use clausediff::render::terminal::Hyperlinks;
use clausediff::render::{View, csv, html, json, markdown, svg, terminal};
use clausediff::report::{
    AccuracyReport, BlameReport, ChangelogReport, DiffReport, ExplainReport, Filter, HistoryReport,
    Matter, Picture, ReviewReport, TableReport, TermsReport, VersionHead, VersionReport,
};
use clausediff::text::visible::visible;
use similar::TextDiff;

use super::args::{
    self, ComparisonFormat, Fit, PlainFormat, ReadingFormat, ReviewFormat, StoryFormat,
};
use super::failure::Failure;
use super::output::Out;
use super::ui::{self, Ui};

/// What a report is folded and laid out by, beside the terminal itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look {
    /// Unchanged clauses are shown, too.
    pub all: bool,
    /// Which view of a diff.
    pub view: args::View,
    /// How long Markdown may be.
    pub fit: Option<Fit>,
}

/// What changed between two versions. JSON is for programs and may be long, so it is
/// written as it is made.
pub fn diff(
    report: &DiffReport,
    format: ComparisonFormat,
    look: Look,
    ui: &Ui,
    out: &mut Out,
) -> io::Result<()> {
    let text = match format {
        ComparisonFormat::Terminal => {
            let Sides { before, after } = &report.versions;
            let links = hyperlinks(ui, [before, after]);
            terminal::diff(report, &on_terminal(look, links.as_ref(), ui))
        }
        ComparisonFormat::Markdown => ui.flavored(markdown::diff(report, &in_markdown(look))),
        ComparisonFormat::Html => html::diff(report),
        ComparisonFormat::Svg => svg::picture(&report.picture()),
        ComparisonFormat::Csv => csv::diff(report),
        ComparisonFormat::Json => return json::write_diff(report, out),
    };
    out.write_all(text.as_bytes())
}

/// What a set of changes does to proposals; Markdown is for a comment or a summary, known by `marker`.
pub fn review(
    report: &ReviewReport,
    format: ReviewFormat,
    marker: &str,
    look: Look,
    ui: &Ui,
    out: &mut Out,
) -> io::Result<()> {
    let text = match format {
        ReviewFormat::Terminal => terminal::review(report, &on_terminal(look, None, ui)),
        ReviewFormat::Markdown => {
            ui.flavored(markdown::review(report, marker, in_markdown(look).room))
        }
        ReviewFormat::Json => return json::write_review(report, out),
        ReviewFormat::Github => forge::github(report),
        ReviewFormat::Gitlab => forge::gitlab(report),
        ReviewFormat::Sarif => forge::sarif(report),
    };
    out.write_all(text.as_bytes())
}

fn room(fit: Option<Fit>) -> Room {
    match fit {
        Some(Fit::Comment) => Room::Characters(forge::COMMENT),
        Some(Fit::Summary) => Room::Bytes(forge::SUMMARY),
        Some(Fit::All) | None => Room::Endless,
    }
}

/// Versions side by side; `others` are at hand and not among them. What only pages and pictures show is made
/// for them alone.
pub fn table(
    report: &TableReport,
    (lineage, filter): (&Lineage, &Filter),
    others: &[VersionHead],
    format: ComparisonFormat,
    look: Look,
    ui: &Ui,
) -> String {
    match format {
        ComparisonFormat::Terminal => {
            let links = hyperlinks(ui, &report.versions);
            terminal::table(report, others, &on_terminal(look, links.as_ref(), ui))
        }
        ComparisonFormat::Markdown => {
            ui.flavored(markdown::table(report, others, &in_markdown(look)))
        }
        ComparisonFormat::Html => {
            let picture = Picture::of_lineage(lineage, filter);
            html::table(report, &Matter::all(lineage, filter), &picture, others)
        }
        ComparisonFormat::Svg => svg::picture(&Picture::of_lineage(lineage, filter)),
        ComparisonFormat::Json => json::table(report),
        ComparisonFormat::Csv => csv::table(report, others),
    }
}

/// What each version changed; for programs and pages that is in the other views.
pub fn changelog(
    report: &ChangelogReport,
    format: ComparisonFormat,
    look: Look,
    ui: &Ui,
) -> Result<String, Failure> {
    match format {
        ComparisonFormat::Terminal => Ok(terminal::changelog(report, &on_terminal(look, None, ui))),
        ComparisonFormat::Markdown => {
            Ok(ui.flavored(markdown::changelog(report, &in_markdown(look))))
        }
        ComparisonFormat::Html
        | ComparisonFormat::Svg
        | ComparisonFormat::Json
        | ComparisonFormat::Csv => Err(Failure::usage(
            "the summary of a table is printed on a terminal and in Markdown only",
            "leave `--view summary` out; the other formats hold the same changes",
        )),
    }
}

/// Named terms over the versions; JSON has the table beside them, and the picture is that of the clauses.
pub fn terms(
    (table, terms): (&TableReport, &TermsReport),
    (lineage, filter): (&Lineage, &Filter),
    others: &[VersionHead],
    format: ComparisonFormat,
    look: Look,
    ui: &Ui,
) -> String {
    match format {
        ComparisonFormat::Terminal => {
            let links = hyperlinks(ui, &terms.versions);
            terminal::terms(terms, others, &on_terminal(look, links.as_ref(), ui))
        }
        ComparisonFormat::Markdown => {
            ui.flavored(markdown::terms(terms, others, &in_markdown(look)))
        }
        ComparisonFormat::Html => html::terms(terms, others),
        ComparisonFormat::Svg => svg::picture(&Picture::of_lineage(lineage, filter)),
        ComparisonFormat::Json => json::table_with_terms(table, terms),
        ComparisonFormat::Csv => csv::terms(terms, others),
    }
}

/// What changed between two texts line by line, under their names; what must not reach a terminal is made
/// visible.
pub fn lines(names: Sides<&str>, texts: Sides<&str>) -> String {
    let diff = TextDiff::from_lines(texts.before, texts.after);
    let mut unified = diff.unified_diff();
    let shown = unified.header(names.before, names.after).to_string();
    shown
        .split_inclusive('\n')
        .map(|line| match line.strip_suffix('\n') {
            Some(line) => format!("{}\n", visible(line)),
            None => visible(line).into_owned(),
        })
        .collect()
}

/// One clause through all versions.
pub fn history(report: &HistoryReport, format: StoryFormat, all: bool, ui: &Ui) -> String {
    let look = Look {
        all,
        ..Look::default()
    };
    match format {
        StoryFormat::Terminal => {
            let links = hyperlinks(ui, report.moments.iter().map(|moment| &moment.head));
            terminal::history(report, &on_terminal(look, links.as_ref(), ui))
        }
        StoryFormat::Markdown => ui.flavored(markdown::history(report, &in_markdown(look))),
        StoryFormat::Json => json::history(report),
    }
}

/// Which version brought in each word.
pub fn blame(report: &BlameReport, format: StoryFormat, ui: &Ui) -> String {
    match format {
        StoryFormat::Terminal => {
            let links = hyperlinks(ui, &report.versions);
            terminal::blame(report, &on_terminal(Look::default(), links.as_ref(), ui))
        }
        StoryFormat::Markdown => ui.flavored(markdown::blame(report)),
        StoryFormat::Json => json::blame(report),
    }
}

/// Why clauses are paired, or are not.
pub fn explain(report: &ExplainReport, format: ReadingFormat, ui: &Ui) -> String {
    match format {
        ReadingFormat::Terminal => {
            let Sides { before, after } = &report.versions;
            let links = hyperlinks(ui, [before, after]);
            terminal::explain(report, &on_terminal(Look::default(), links.as_ref(), ui))
        }
        ReadingFormat::Markdown => ui.flavored(markdown::explain(report)),
    }
}

/// One version to be read.
pub fn version(report: &VersionReport, format: ReadingFormat, ui: &Ui) -> String {
    match format {
        ReadingFormat::Terminal => {
            let links = hyperlinks(ui, [&report.head]);
            terminal::version(report, &on_terminal(Look::default(), links.as_ref(), ui))
        }
        ReadingFormat::Markdown => ui.flavored(markdown::version(report)),
    }
}

/// The versions at hand.
pub fn list(heads: &[VersionHead], format: ReadingFormat, ui: &Ui) -> String {
    match format {
        ReadingFormat::Terminal => {
            let links = hyperlinks(ui, heads);
            terminal::list(heads, &on_terminal(Look::default(), links.as_ref(), ui))
        }
        ReadingFormat::Markdown => ui.flavored(markdown::list(heads)),
    }
}

/// How accurate the engine is on marked documents.
pub fn accuracy(report: &AccuracyReport, format: PlainFormat, ui: &Ui) -> String {
    match format {
        PlainFormat::Terminal => {
            terminal::accuracy(report, &on_terminal(Look::default(), None, ui))
        }
        PlainFormat::Json => json::accuracy(report),
    }
}

/// All findings of one file.
pub fn findings(findings: &Findings, format: PlainFormat, ui: &Ui) -> String {
    match format {
        PlainFormat::Terminal => ui::shown(findings, ui.styles),
        PlainFormat::Json => {
            let each = findings.diagnostics.iter();
            each.map(|one| json::finding(findings, one)).collect()
        }
    }
}

fn on_terminal<'l>(look: Look, links: Option<&'l Hyperlinks>, ui: &Ui) -> terminal::Options<'l> {
    terminal::Options {
        width: ui.width,
        styles: ui.styles,
        all: look.all,
        view: view(look.view),
        hyperlinks: links,
    }
}

/// Links to sources, and to those of the versions that are files.
fn hyperlinks<'h>(ui: &Ui, heads: impl IntoIterator<Item = &'h VersionHead>) -> Option<Hyperlinks> {
    let file = |head: &VersionHead| {
        let path = Path::new(&head.path);
        let absolute = path
            .is_file()
            .then(|| fs::canonicalize(path).ok())
            .flatten()?;
        Some((head.path.clone(), absolute.to_str()?.to_owned()))
    };
    let files = || Hyperlinks::to_files(heads.into_iter().filter_map(file));
    ui.hyperlinks.then(files)
}

fn in_markdown(look: Look) -> markdown::Options {
    markdown::Options {
        all: look.all,
        view: view(look.view),
        room: room(look.fit),
    }
}

fn view(typed: args::View) -> View {
    match typed {
        args::View::Inline => View::Inline,
        args::View::SideBySide => View::SideBySide,
        args::View::Summary => View::Summary,
        args::View::Linear => View::Linear,
    }
}
