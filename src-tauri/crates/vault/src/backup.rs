//! Backups: one sealed file each, that counts only after the code that restores it has opened and compared it.
//!
//! The file: magic `KITHBAK\0` 8 · format u16 · zeros 6 · file salt 32 · header copy 4096 · manifest length u32 ·
//! sealed manifest · the database in sealed chunks of 64 KiB. The header copy makes the passphrase or code of
//! that day open it, on any computer.

mod bring_in;
mod compare;
mod container;
mod copy;
mod fault;
mod listing;
mod make;
mod manifest;
mod name;
mod open;
mod progress;
mod put_aside;
mod restore;
mod rotate;
mod rotation;
mod scratch;
mod slow_place;
mod tally;

pub use compare::{Difference, Differences};
pub use copy::CheckedBackup;
pub use fault::BackupError;
pub use listing::{BackupFile, BackupSummary, list_backups};
pub use manifest::{Counted, Manifest};
pub use open::{LockedBackup, OpenBackup};
pub use progress::Progress;
pub use put_aside::{PutAside, list_put_aside};
pub use restore::{Restored, Target, restore};
pub use rotate::Rotated;
pub use rotation::{Aged, Hold, to_remove};
pub use slow_place::{NoAnswer, SlowPlace};
pub use tally::Tally;
