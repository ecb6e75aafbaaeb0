//! Keys, the encrypted file, records, undo and the audit trail.
//!
//! [`LockedVault`] makes a vault or opens one with a [`Secret`]; [`Vault`] is an open one. Every write is a
//! [`Change`]: one transaction that saves records, journals them for undo and continues the audit trail.
//! A course is kept as the rows of [`course::Course::to_rows`], one record a row, in one table, so that a new
//! kind of record costs the vault nothing. The format of the files is in `header`, `slot` and `migrations/`.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod after_crash;
mod audit;
mod audit_page;
mod backup;
mod change;
mod copies;
mod damage;
mod database;
mod drafts;
mod edit;
mod erasing;
mod error;
mod fault;
mod folder;
mod freshness;
mod header;
mod ids;
mod journal;
mod kdf;
mod keys;
mod layout;
mod location;
mod locked;
mod open_vault;
mod passphrase;
mod place;
mod platform;
mod records;
mod recovery;
mod recovery_slots;
mod rekey;
mod relocate;
mod salvage;
mod schema;
mod search;
mod secret;
mod secrets;
mod seeded;
mod slot;
mod strength;
mod swap;
mod timestamp;
mod undo;
mod upgrade;
mod verify;

pub use audit_page::{AuditFilter, AuditLine, AuditPage};
pub use backup::{
    Aged, BackupError, BackupFile, BackupSummary, CheckedBackup, Counted, Difference, Differences,
    Hold, LockedBackup, Manifest, NoAnswer, OpenBackup, Progress, PutAside, Restored, Rotated,
    SlowPlace, Target as RestoreTarget, list_backups, list_put_aside, restore,
    to_remove as backups_to_remove,
};
pub use change::{Change, Saved};
pub use damage::LostRecord;
pub use drafts::Draft;
pub use edit::{Edit, EditKind, EditLabel};
pub use erasing::Erasure;
pub use error::{Damaged, OpenError, VaultError};
pub use folder::VaultPath;
pub use ids::{ClientId, CourseId, NotAnId};
pub use kdf::KdfCost;
pub use location::{Location, locate, shares_the_fate_of};
pub use locked::{HeaderSummary, LockedVault};
pub use open_vault::{Healing, Opening, Vault};
pub use passphrase::{Passphrase, PassphraseFault};
pub use records::{ClientRow, CourseRow, Listing};
pub use recovery::{RecoveryCode, RecoveryCodeFault};
pub use recovery_slots::{RecoverySlot, RecoverySlotKind};
pub use rekey::Rekeyed;
pub use relocate::{RelocateError, forget_move, may_relocate, relocate};
pub use salvage::{Left, Salvage, Salvaged};
pub use search::{Found, Part};
pub use slot::Secret;
pub use strength::{Strength, Weakness, suggest_passphrase};
pub use timestamp::Timestamp;
pub use undo::{UndoState, UndoneClient};
pub use upgrade::BeforeUpgrade;
pub use verify::Step;

// The tests inside the crate share the practice of those outside.
#[cfg(test)]
extern crate self as vault;
#[cfg(test)]
#[cfg(target_os = "linux")]
#[path = "../tests/suite/bar.rs"]
mod bar;
#[cfg(test)]
#[path = "../tests/suite/practice.rs"]
mod practice;
