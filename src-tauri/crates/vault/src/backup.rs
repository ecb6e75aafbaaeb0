//! Backups: one sealed file each, that counts only after the code that restores it has opened and compared it.
//!
//! The file: magic `KITHBAK\0` 8 · format u16 · zeros 6 · file salt 32 · header copy 4096 · manifest length u32 ·
//! sealed manifest · the database in sealed chunks of 64 KiB. The header copy makes the passphrase or code of
//! that day open it, on any computer.

pub mod compare;
pub mod container;
pub mod content_digest;
pub mod copy;
pub mod file_name;
pub mod listing;
pub mod make;
pub mod manifest;
pub mod open;
pub mod progress;
pub mod remove_old;
pub mod replaced_vaults;
pub mod restore;
pub mod restore_client;
pub mod rotation;
pub mod scratch;
pub mod slow_place;

pub use compare::{Difference, Differences};
pub use content_digest::ContentDigest;
pub use copy::CheckedBackup;
pub use listing::{BackupFile, BackupSummary, list_backups};
pub use manifest::{Counted, Manifest};
pub use open::{LockedBackup, OpenBackup};
pub use progress::Progress;
pub use remove_old::Rotated;
pub use replaced_vaults::{ReplacedVault, list_replaced_vaults};
pub use restore::{RestoreTarget, Restored, restore};
pub use rotation::{Aged, Hold, to_remove};
pub use slow_place::{NoAnswer, SlowPlace};
