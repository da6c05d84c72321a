//! Findings about an author's text.
//!
//! A diagnostic points at a place, says what is wrong and what to do. It is a plain
//! value: [`crate::render::finding`] shows it, `check --format json` prints it.

mod code;

pub use code::{Code, Severity};

use crate::text::source::SourceText;
use crate::text::span::Span;

/// One finding about one place of one source text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which rule; carries the severity.
    pub code: Code,
    /// The place; empty for "something is missing here".
    pub span: Span,
    /// What is wrong, lower case, no full stop. May hold untrusted text.
    pub message: String,
    /// What to do about it. May hold untrusted text.
    pub help: String,
    /// Other places that explain this one, in the same source.
    pub labels: Vec<Label>,
}

/// A second place with a word on why it matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// Why it matters: "first used here".
    pub message: String,
}

impl Diagnostic {
    /// A finding at `span`. `help` says what to do.
    pub fn new(
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            code,
            span,
            message: message.into(),
            help: help.into(),
            labels: Vec::new(),
        }
    }

    /// Adds a second place.
    #[must_use]
    pub fn label(mut self, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            message: message.into(),
        });
        self
    }
}

/// A source text and what was found in it, in the order of the text.
#[derive(Clone, Debug)]
pub struct Findings {
    /// The text the spans point into.
    pub source: SourceText,
    /// Sorted by place, then code.
    pub diagnostics: Vec<Diagnostic>,
}

impl Findings {
    /// Sorts `diagnostics` by place, then code.
    pub fn new(source: SourceText, mut diagnostics: Vec<Diagnostic>) -> Self {
        diagnostics.sort_by_key(|diagnostic| (diagnostic.span, diagnostic.code));
        Self {
            source,
            diagnostics,
        }
    }

    /// How many are errors.
    pub fn errors(&self) -> usize {
        self.diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.code.severity() == Severity::Error)
            .count()
    }
}
