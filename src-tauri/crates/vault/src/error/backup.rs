//! Why a backup was not made, opened or restored.

use std::io;
use std::path::Path;

use course::storage::RecordKind;

/// Why a backup was not made, opened or restored. Safe to log: no path, no secret, nothing of a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BackupError {
    /// The file has no byte in it.
    #[error("the backup is empty")]
    Empty,
    /// The file is something else.
    #[error("not a backup")]
    NotABackup,
    /// The file is the header of a vault under another name.
    #[error("this is the header of a vault, not a backup")]
    IsAHeader,
    /// The end of the file is missing.
    #[error("the backup is cut off")]
    Cut,
    /// Something follows the end of the backup.
    #[error("something was added to the backup")]
    Extended,
    /// The copy of the header in the file is damaged.
    #[error("the header in the backup is damaged")]
    HeaderDamaged,
    /// The header in the file is whole, but was changed by someone without the key.
    #[error("the header in the backup was altered")]
    Altered,
    /// The part after the header is damaged, or belongs to another file.
    #[error("the backup is damaged")]
    Damaged,
    /// It opens, but its content does not match its manifest.
    #[error("the content of the backup does not match its manifest")]
    Differs,
    /// Made by a later Kith.
    #[error("made by a newer version of Kith (needs version {needs})")]
    NewerThanThisApp {
        /// The lowest version that can read it.
        needs: u32,
    },
    /// It is a backup of another vault.
    #[error("a backup of another vault")]
    OtherVault,
    /// The passphrase is not the one of the day it was made.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// The recovery code is well formed, but not the one of the day it was made.
    #[error("wrong recovery code")]
    WrongRecoveryCode,
    /// The header asks for a key derivation no Kith would write.
    #[error("the header asks for a key derivation that is out of bounds")]
    KdfOutOfBounds,
    /// Not enough memory; the secret may be right.
    #[error("not enough memory")]
    OutOfMemory,
    /// No room is left where it should go.
    #[error("the disk is full")]
    DiskFull,
    /// The folder cannot be written.
    #[error("the folder cannot be written")]
    ReadOnly,
    /// The file or its folder is gone, after a USB drive was removed or a network drive disconnected for example.
    #[error("the file or folder of the backup is gone")]
    Missing,
    /// The backup is in the folder that it should replace, and would move away with it.
    #[error("source and target are the same folder")]
    SameAsSource,
    /// The vault to be replaced is open, here or in another program.
    #[error("another window or program has the vault open")]
    InUse,
    /// A client with this code, or a record with this id, is in the vault already; nothing is overwritten.
    #[error("a {} with this name is in the vault already", .0.name())]
    AlreadyThere(RecordKind),
    /// The backup has no client with this code, or lacks a record of this client.
    #[error("the backup has no such {}", .0.name())]
    NotFound(RecordKind),
    /// A record of this client does not read in the backup.
    #[error("a record in the backup is damaged")]
    RecordDamaged,
    /// The vault was locked in the meantime.
    #[error("the vault is locked")]
    Locked,
    /// The vault it was to be made of is damaged.
    #[error("the vault is damaged")]
    VaultDamaged,
    /// The storage library refused a setting the vault relies on.
    #[error("the database refused its setting {0}")]
    Setting(&'static str),
    /// Any other error of the file system.
    #[error("input or output failed: {0}")]
    Io(io::ErrorKind),
}

/// The thread that did the work has ended, or nobody waits for the work any more.
pub const INTERRUPTED: BackupError = BackupError::Io(io::ErrorKind::Interrupted);

impl BackupError {
    /// The same error, or `Missing` if the folder is gone: the file system reports a removed drive in many ways.
    pub fn at_place(self, folder: &Path) -> Self {
        if matches!(self, Self::Io(_) | Self::ReadOnly) && !folder.is_dir() {
            Self::Missing
        } else {
            self
        }
    }
}
