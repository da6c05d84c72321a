//! What an author keeps beside the proposal: carried, never compared.

use super::few::Few;

/// The keys of an `extra` table in the order of the file; empty if there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extra(pub Few<(String, ExtraValue)>);

/// A value of TOML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExtraValue {
    /// A string.
    Text(String),
    /// An integer or a float as TOML writes it, of any size, without `_` between digits.
    Number(String),
    /// Yes or no.
    Boolean(bool),
    /// A date, a time, or both, as TOML writes it.
    Datetime(String),
    /// Any values.
    List(Vec<ExtraValue>),
    /// A table in it.
    Table(Extra),
}

impl Extra {
    /// The value of a key; linear.
    pub fn get(&self, key: &str) -> Option<&ExtraValue> {
        let Self(entries) = self;
        entries
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value)
    }
}
