//! Collects the findings of one file.

use super::syntax::Doubt;
use crate::diagnostic::{Code, Diagnostic, Findings, Severity};
use crate::text::nearest::nearest;
use crate::text::source::SourceText;
use crate::text::span::Span;

/// How many findings of one file get a search for the nearest id. Each search looks at
/// every id of the file, so a file whose references are all wrong would take quadratic
/// time; a reader gains nothing from the hundred-and-first.
const SEARCHES: usize = 100;

/// How much of a value is quoted in a message, in characters; more would bury the message.
const MAX_QUOTED: usize = 60;

/// The findings of one file so far, without those that only follow from broken syntax.
pub(super) struct Found {
    doubt: Doubt,
    searches_left: usize,
    diagnostics: Vec<Diagnostic>,
}

impl Default for Found {
    fn default() -> Self {
        Self::new(Vec::new(), Doubt::default())
    }
}

impl Found {
    /// Begins with the syntax errors.
    pub(super) fn new(diagnostics: Vec<Diagnostic>, doubt: Doubt) -> Self {
        Self {
            doubt,
            searches_left: SEARCHES,
            diagnostics,
        }
    }

    /// Adds a finding, unless it stands where the syntax is broken.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        if !self.doubt.covers(diagnostic.span) {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Adds a finding that something is not there, unless broken syntax may have hidden it.
    pub(super) fn report_absence(&mut self, diagnostic: Diagnostic) {
        if !self.doubt.hides_keys() {
            self.report(diagnostic);
        }
    }

    /// A finding at `span`, added at once.
    pub(super) fn add(&mut self, code: Code, span: Span, message: String, help: impl Into<String>) {
        self.report(Diagnostic::new(code, span, message, help));
    }

    /// ": did you mean `x`?", or nothing when no known id is near or too many were asked for.
    pub(super) fn did_you_mean<'k>(
        &mut self,
        word: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) -> String {
        if self.searches_left == 0 {
            return String::new();
        }
        self.searches_left -= 1;
        nearest(word, known).map_or_else(String::new, did_you_mean)
    }

    /// How many there are so far.
    pub(super) fn count(&self) -> usize {
        self.diagnostics.len()
    }

    /// True as long as nothing was added.
    pub(super) fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }

    /// True once an error was added.
    pub(super) fn has_errors(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|diagnostic| diagnostic.code.severity() == Severity::Error)
    }

    /// All of them in the order of the text.
    pub(super) fn into_findings(self, source: SourceText) -> Findings {
        Findings::new(source, self.diagnostics)
    }
}

/// The end of a message that names the nearest known word.
pub(super) fn did_you_mean(word: &str) -> String {
    format!(": did you mean `{word}`?")
}

/// A value of the author for a message, cut if it is long.
pub(super) fn quoted(text: &str) -> String {
    match text.char_indices().nth(MAX_QUOTED) {
        Some((end, _)) => format!("`{}…`", &text[..end]),
        None => format!("`{text}`"),
    }
}
