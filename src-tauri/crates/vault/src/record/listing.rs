//! A list of records of which some may be damaged.

use crate::error::{Damaged, VaultError};

/// A list, and what of it could not be read: the rest is shown all the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing<T> {
    /// What could be read.
    pub whole: Vec<T>,
    /// What could not.
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
