//! Compares a backup with the vault, to show what a restore will change.

use chrono::NaiveDate;
use course::storage::RecordKind;
use serde::Serialize;

use crate::backup::content_digest::{ContentDigest, Counted};
use crate::backup::open::OpenBackup;
use crate::error::backup::BackupError;
use crate::storage::freshness::Mark;
use crate::storage::vault::Vault;
use crate::timestamp::Timestamp;

/// One kind of record, now and in the backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Difference {
    /// Their kind.
    pub kind: RecordKind,
    /// How many now; none if the current vault is not open.
    pub now: Option<u32>,
    /// How many in the backup.
    pub then: u32,
    /// Whether their content is the same.
    pub same: bool,
}

/// The differences between a backup and the vault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differences {
    /// Whether it is a backup of the current vault; none if that is not open.
    pub same_vault: Option<bool>,
    /// Every kind of record of which there are any, now or then.
    pub rows: Vec<Difference>,
    /// The day of the newest session with a note, now.
    pub newest_note_now: Option<NaiveDate>,
    /// The same, in the backup.
    pub newest_note_then: Option<NaiveDate>,
    /// When anything was last changed, now.
    pub newest_now: Option<Timestamp>,
    /// The same, in the backup.
    pub newest_then: Option<Timestamp>,
}

impl OpenBackup {
    /// Compares it with the current vault, if that is open.
    ///
    /// # Errors
    /// As reading the vault.
    pub async fn compare(&self, current: Option<&Vault>) -> Result<Differences, BackupError> {
        let now = match current {
            Some(vault) => {
                let mut inside = vault.inside().await?;
                let open = inside.open()?;
                let id = open.header.vault_id();
                let head = Mark::of(&mut open.connection).await?;
                Some((id, head, ContentDigest::of(&mut open.connection).await?))
            }
            None => None,
        };
        let now = now.as_ref();
        let then = &self.manifest;
        let today = now.map(|(_, _, digest)| digest.counted.as_slice());
        let rows = RecordKind::ALL.iter();
        Ok(Differences {
            same_vault: now.map(|(id, ..)| *id == then.vault_id),
            rows: rows
                .filter_map(|kind| difference(*kind, today, then.counted()))
                .collect(),
            newest_note_now: now.and_then(|(_, _, digest)| digest.newest_note),
            newest_note_then: then.newest_note(),
            newest_now: now.and_then(|(_, head, _)| head.at()),
            newest_then: then.newest_change(),
        })
    }
}

fn difference(kind: RecordKind, now: Option<&[Counted]>, then: &[Counted]) -> Option<Difference> {
    let of = |all: &[Counted]| {
        all.iter()
            .find(|counted| counted.kind == kind.name())
            .cloned()
    };
    let (now, then) = (now.map(of), of(then));
    let count = |counted: &Option<Counted>| counted.as_ref().map_or(0, |counted| counted.count);
    let row = Difference {
        kind,
        now: now.as_ref().map(count),
        then: count(&then),
        same: now.as_ref().is_some_and(|now| *now == then),
    };
    (row.then > 0 || row.now.is_some_and(|now| now > 0)).then_some(row)
}
