//! A change as its row in the journal and its rows in the audit trail name it.

use crate::timestamp::Timestamp;

/// The number, time and edit of one change.
pub struct Entry<'a> {
    /// Its number.
    pub change: i64,
    /// When it was made.
    pub at: Timestamp,
    /// The code of the edit, after `undo_` or `redo_` if it was undone or redone.
    pub edit: &'a str,
}
