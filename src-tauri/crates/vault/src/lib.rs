//! Keys, the encrypted file, records, undo and the audit trail.
//!
//! [`LockedVault`] makes a vault or opens one with a [`Secret`]; [`Vault`] is an open one. Every write is a
//! [`Change`]: one transaction that saves records, journals them for undo and continues the audit trail.
//! A course is kept as the rows of [`course::Course::to_rows`], one record a row, in one table, so that a new
//! kind of record costs the vault nothing. The format of the files is in `header/`, `backup/container`
//! and `migrations/`.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod backup;
mod bytes;
mod change;
mod crypto;
mod error;
mod header;
mod integrity;
mod location;
mod locked;
mod open;
#[cfg(any(test, feature = "test-util"))]
pub mod practice;
mod record;
mod search;
mod secrets;
mod seeded;
mod storage;
mod timestamp;

pub use backup::{
    Aged, BackupFile, BackupSummary, CheckedBackup, Counted, Difference, Differences, Hold,
    LockedBackup, Manifest, NoAnswer, OpenBackup, Progress, ReplacedVault, RestoreTarget, Restored,
    Rotated, SlowPlace, list_backups, list_replaced_vaults, restore,
    to_remove as backups_to_remove,
};
pub use change::drafts::Draft;
pub use change::edit::{Edit, EditKind};
pub use change::erasing::Erasure;
pub use change::undo::{UndoState, UndoneClient};
pub use change::{Change, Saved};
pub use crypto::kdf::KdfCost;
pub use crypto::passphrase::{Passphrase, PassphraseError};
pub use crypto::recovery_code::{RecoveryCode, RecoveryCodeError};
pub use crypto::strength::{Strength, Weakness, suggest_passphrase};
pub use crypto::unlock_secret::Secret;
pub use error::backup::BackupError;
pub use error::{Damaged, OpenError, VaultError};
pub use integrity::audit::{AuditFilter, AuditLine, AuditPage};
pub use integrity::salvage::{Left, Salvage, Salvaged};
pub use integrity::verify::Step;
pub use location::kind::{Location, is_lost_with, locate};
pub use location::path::VaultPath;
pub use location::relocate::{RelocateError, forget_move, may_relocate, relocate};
pub use locked::upgrade::BeforeUpgrade;
pub use locked::{HeaderSummary, LockedVault};
pub use record::clients::ClientRow;
pub use record::courses::CourseRow;
pub use record::ids::{ClientId, CourseId, NotAnId};
pub use record::listing::Listing;
pub use search::{Found, Part};
pub use secrets::recovery_codes::{RecoverySlot, RecoverySlotKind};
pub use secrets::rekey::Rekeyed;
pub use storage::damage_report::LostRecord;
pub use storage::vault::{HeaderRepair, Opening, Vault};
pub use timestamp::Timestamp;
