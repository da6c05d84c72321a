//! What to show: the view models that every renderer prints.
//!
//! Folding, filtering, order, and the wording of counts and findings are decided here,
//! once; a renderer chooses only how it looks. So no two views of one comparison can
//! disagree. What was hidden, skipped or guessed is part of each report.

mod account;
mod accuracy;
mod beside;
mod blame;
mod changelog;
mod clause;
mod declared;
mod diff;
mod explain;
mod filter;
mod guards;
mod history;
mod judged;
mod matters;
mod picture;
mod place;
mod reasons;
mod remarks;
mod review;
mod spoken;
mod summary;
mod table;
mod terms;
mod version;
mod wording;

pub use account::{
    AccountReport, BalanceRow, MovedView, SentenceView, StrandView, by_clause, fate_sign, fate_word,
};
pub use accuracy::{AccuracyReport, CaseRow, OWN_CORPUS, TotalRow};
pub use beside::{Beside, beside};
pub use blame::{BlameReport, BlamedClause};
pub use changelog::{ChangelogReport, Part as ChangelogPart, Release};
pub use clause::{ClauseView, PositionView, SourceView, TermView};
pub use declared::{DeclaredReport, MissingView, UndeclaredView};
pub use diff::{
    BalanceView, DiffReport, EvidenceView, Fact, Item, JudgementView, KeyLine, Outline, RivalView,
    SignalView, TermLine,
};
pub use explain::ExplainReport;
pub use filter::{Filter, Show, UnknownValue};
pub use guards::{ApprovalView, GuardView, GuardsReport};
pub use history::{HistoryReport, Moment};
pub use judged::Judged;
pub use matters::{Matter, Step};
pub use picture::{Band, Column, Node, Picture, Place};
pub use remarks::{SAME_DEAL, others_sentence};
pub use review::{
    Against, Content, FileContent, FileCounts, FileReport, FileState, FindingView, HeadLine, Level,
    Note, ReviewReport, Touched, excerpt,
};
pub use summary::{carried_sentence, counts_sentence, more_sentence, percent};
pub use table::{ANY_TWO, Carried, CellView, Row, TableReport};
pub use terms::{DistanceCell, DistanceRow, MoveView, PositionRow, TermCell, TermRow, TermsReport};
pub use version::{VersionHead, VersionReport};
pub use wording::{
    class_word, direction_word, kind_sign, kind_word, method_word, part_word, signal_word,
    state_sign, state_word,
};

// The vocabulary of the core that reports speak, so that renderers need nothing below.
pub use crate::accuracy::{Bin, Calibration, Figures, Tally};
pub use crate::diagnostic::Severity;
pub use crate::diff::{
    CarriedOver, Class, Counts, Direction, Edit, Fate, Kind, Op, SignalKind, Sums, Urgency,
};
pub use crate::guard::State as GuardState;
pub use crate::lineage::State;
pub use crate::matching::{Method, Mode, Part, Score, Skipped};
pub use crate::model::{Authors, Bound, Number, Quantity, Relation, Side, Sides, TermValue};
