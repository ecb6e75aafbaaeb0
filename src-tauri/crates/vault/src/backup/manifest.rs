//! The manifest of a backup.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::backup::content_digest::ContentDigest;
pub use crate::backup::content_digest::Counted;
use crate::storage::freshness::Mark;
use crate::timestamp::Timestamp;

/// The description of a backup. The file holds it encrypted: reading it takes a secret, writing it the key.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of Kith that made it.
    pub app: String,
    /// The schema of the database in it.
    pub schema: u16,
    pub(crate) made_at: i64,
    pub(crate) vault_id: [u8; 16],
    /// Bytes of the database.
    pub(crate) length: u64,
    /// The end of the audit trail.
    pub(crate) head: Mark,
    #[serde(rename = "tally")]
    pub(crate) digest: ContentDigest,
}

course::redacted!(Manifest);

impl Manifest {
    /// When it was made.
    #[must_use]
    pub fn made_at(&self) -> Timestamp {
        Timestamp::from_millis(self.made_at)
    }

    /// The vault that it is a backup of.
    #[must_use]
    pub fn vault_id(&self) -> [u8; 16] {
        self.vault_id
    }

    /// How many of each kind of record.
    #[must_use]
    pub fn counted(&self) -> &[Counted] {
        &self.digest.counted
    }

    /// When anything was last changed in it.
    #[must_use]
    pub fn newest_change(&self) -> Option<Timestamp> {
        self.head.at()
    }

    /// The day of the newest session with a note.
    #[must_use]
    pub fn newest_note(&self) -> Option<NaiveDate> {
        self.digest.newest_note
    }

    /// All records together, texts in progress and undo entries left out.
    #[must_use]
    pub fn records(&self) -> u64 {
        let kinds = self.counted().iter();
        let records = kinds.filter(|counted| counted.kind != "draft" && counted.kind != "journal");
        records.map(|counted| u64::from(counted.count)).sum()
    }
}
