//! A list of records of which some may be damaged.

use crate::error::{Damaged, VaultError};

/// A list: the records that could be read, and those that could not.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing<T> {
    /// The readable ones.
    pub whole: Vec<T>,
    /// The damaged ones.
    pub damaged: Vec<Damaged>,
}

impl<T> Listing<T> {
    /// Sorts rows that could be read from damaged ones; any other error is returned.
    pub fn collect(
        rows: impl IntoIterator<Item = Result<T, VaultError>>,
    ) -> Result<Self, VaultError> {
        let mut listing = Self {
            whole: Vec::new(),
            damaged: Vec::new(),
        };
        for row in rows {
            match row {
                Ok(row) => listing.whole.push(row),
                Err(VaultError::Damaged(damaged)) => listing.damaged.push(damaged),
                Err(error) => return Err(error),
            }
        }
        Ok(listing)
    }
}
