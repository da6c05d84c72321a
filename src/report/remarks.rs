//! What every view says around its items: what was folded, hidden, skipped or guessed,
//! and what the comparison comes to.

use super::diff::DiffReport;
use super::summary::{carried_sentence, percent};
use super::table::{Carried, TableReport};
use super::version::VersionHead;
use crate::matching::{Mode, Skipped};

/// The question that a table answers below its rows.
pub const SAME_DEAL: &str = "Is it the same deal?";

impl DiffReport<'_> {
    /// "12 unchanged clauses not shown (--all shows them)", for a view that folds.
    pub fn folded_sentence(&self) -> Option<String> {
        let folded = self.folded();
        let said = || {
            let clauses = counted(folded, "unchanged clause");
            let them = if folded == 1 { "it" } else { "them" };
            format!("{clauses} not shown (--all shows {them})")
        };
        (folded > 0).then(said)
    }

    /// One sentence, perhaps long, on each thing that a reader of the changes must know.
    pub fn remarks(&self) -> Vec<String> {
        let mut said: Vec<String> = hidden(self.hidden, "change").into_iter().collect();
        said.extend(self.notices());
        let judged = self.judged.sentence("carried over");
        said.push(format!(
            "of {}, {} are carried over into {}{}",
            self.versions.before.called,
            carried_sentence(&self.carried_over),
            self.versions.after.called,
            judged.map_or_else(String::new, |judged| format!("; {judged}"))
        ));
        said
    }

    /// Those of them that say what was not done, or done with care.
    pub(super) fn notices(&self) -> Vec<String> {
        let mut said = Vec::new();
        if !self.reused_ids.is_empty() {
            let ids = self.reused_ids.join(", ");
            said.push(format!(
                "ids used again for another clause, so not taken as the same: {ids}"
            ));
        }
        said.extend(self.skipped.iter().map(skipped));
        if self.mode == Mode::DifferentAuthors {
            said.push(
                "the texts share few words, as texts of different authors do: likeness of words says little here, and relations are guessed with more care".into(),
            );
        }
        said
    }
}

impl TableReport<'_> {
    /// One sentence on each thing that a reader of the rows must know.
    pub fn remarks(&self) -> Vec<String> {
        let hidden = hidden(self.hidden, "row");
        let skipped = self.skipped.iter().map(skipped);
        hidden.into_iter().chain(skipped).collect()
    }
}

/// "also at hand: Draft 1 (draft-1), Draft 2 (draft-2)"; `None` if there are no others.
pub fn others_sentence(others: &[VersionHead]) -> Option<String> {
    let named: Vec<String> = others.iter().map(VersionHead::named).collect();
    (!others.is_empty()).then(|| format!("also at hand: {}", named.join(", ")))
}

impl VersionHead {
    /// "Draft 1 (draft-1)", or "Draft 1 (HEAD~1:port.toml)".
    pub fn named(&self) -> String {
        format!("{} ({})", self.title, self.name)
    }

    /// "2024-05-02, unsigned".
    pub fn dated(&self) -> String {
        self.with_status(&self.date)
    }

    /// "Draft 1, unsigned".
    pub fn titled(&self) -> String {
        self.with_status(&self.title)
    }

    fn with_status(&self, words: &str) -> String {
        let status = self.status.as_ref().map(|status| format!(", {status}"));
        format!("{words}{}", status.unwrap_or_default())
    }

    /// "21 clauses".
    pub fn clauses_sentence(&self) -> String {
        counted(self.clauses, "clause")
    }
}

impl Carried<'_> {
    /// "Of Draft 1, 62 % of the clauses and 31 % of the words are carried over into
    /// Draft 2; 3 clauses say the same word for word"; the dropped ones apart. Where more
    /// is found by way of the versions between, that is said as well.
    pub fn sentence(&self) -> String {
        let same = match self.unchanged {
            0 => "no clause says".into(),
            1 => "1 clause says".into(),
            count => format!("{count} clauses say"),
        };
        let (from, to) = (&self.from.called, &self.to.called);
        let shares = carried_sentence(&self.share);
        let carried = if self.by_way > self.share.clauses {
            let by_way = percent(self.by_way);
            format!("directly into {to}, {by_way} of the clauses by way of the versions between")
        } else {
            format!("into {to}")
        };
        format!("Of {from}, {shares} are carried over {carried}; {same} the same word for word")
    }

    /// "of the 13 clauses carried over directly, 1 is judged the same, 2 deleted there"; `None`
    /// where nothing is judged or deleted.
    pub fn judged_sentence(&self) -> Option<String> {
        self.judged.sentence(if self.by_way > self.share.clauses {
            "carried over directly"
        } else {
            "carried over"
        })
    }
}

pub(super) fn hidden(count: usize, what: &str) -> Option<String> {
    (count > 0).then(|| format!("{} hidden by the filter", counted(count, what)))
}

pub(super) fn skipped(skipped: &Skipped) -> String {
    let Skipped { what, count, why } = skipped;
    format!("skipped: {what} ({count}): {why}")
}

/// "1 clause", "2 clauses".
pub(super) fn counted(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}
