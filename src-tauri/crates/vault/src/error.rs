//! The errors: a vault that cannot be opened, an open one that cannot be used, and the conversions between errors.

pub mod backup;
pub mod storage;

use std::io;

use course::risk::FlagLoss;
use course::storage::RecordKind;

use crate::error::backup::BackupError;
use crate::error::storage::StorageError;

/// Why a vault cannot be made or opened. Safe to log: no path, no secret, nothing of a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// There is no vault here, or its folder is gone.
    #[error("there is no vault here")]
    Missing,
    /// The vault was moved to a folder that is missing now, on a drive that is not plugged in for example.
    #[error("the folder that the vault was moved to is missing")]
    Away,
    /// A vault, or something else, is here already.
    #[error("something else is already in this folder")]
    AlreadyExists,
    /// The files here are not a vault: size or magic of both header copies are wrong.
    #[error("not a vault")]
    NotAVault,
    /// Both header copies are damaged.
    #[error("both copies of the header are damaged")]
    HeaderDamaged,
    /// The header is whole but was changed by someone without the key.
    #[error("the header was altered")]
    HeaderAltered,
    /// Made by a later Kith. Nothing was changed.
    #[error("made by a newer version of Kith (needs schema {needs})")]
    NewerThanThisApp {
        /// The lowest version that can read it.
        needs: u32,
    },
    /// The header asks for a key derivation no Kith would write.
    #[error("the header asks for a key derivation that is out of bounds")]
    KdfOutOfBounds,
    /// Not enough memory to derive the key; the passphrase may be right.
    #[error("not enough memory to derive the key")]
    OutOfMemory,
    /// The passphrase does not open it.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// The recovery code is well formed but does not open it.
    #[error("wrong recovery code")]
    WrongRecoveryCode,
    /// The key is right but the database behind it is damaged or another vault's.
    #[error("the database is damaged")]
    DatabaseDamaged,
    /// The folder cannot be written.
    #[error("the vault cannot be written")]
    ReadOnly,
    /// Open in another window or program.
    #[error("another window or program has the vault open")]
    InUse,
    /// No room is left on the disk.
    #[error("the disk is full")]
    DiskFull,
    /// The storage library refused a setting the vault relies on.
    #[error("the database refused its setting {0}")]
    Setting(&'static str),
    /// Made by an earlier Kith: it must be backed up before it is upgraded, and no folder for the backup was given.
    #[error("made by an earlier version of Kith: it must be backed up before the upgrade")]
    NeedsBackup,
    /// Made by an earlier Kith, and not upgraded because the backup before the upgrade failed.
    #[error("not upgraded, because it could not be backed up first: {0}")]
    BackupFailed(BackupError),
    /// Any other error of the file system.
    #[error("input or output failed: {0}")]
    Io(io::ErrorKind),
}

impl From<StorageError> for OpenError {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Missing => Self::Missing,
            StorageError::ReadOnly => Self::ReadOnly,
            StorageError::DiskFull => Self::DiskFull,
            StorageError::OutOfMemory => Self::OutOfMemory,
            StorageError::InUse => Self::InUse,
            StorageError::Damaged | StorageError::Constraint(_) => Self::DatabaseDamaged,
            StorageError::Setting(name) => Self::Setting(name),
            StorageError::NotRead => Self::Io(io::ErrorKind::Other),
            StorageError::Io(kind) => Self::Io(kind),
        }
    }
}

impl From<io::Error> for OpenError {
    fn from(error: io::Error) -> Self {
        StorageError::from(error).into()
    }
}

/// A record that exists but cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Damaged {
    /// The kind of record.
    pub kind: RecordKind,
    /// The id of the client or course it belongs to.
    pub id: String,
}

/// Why an operation on an open vault failed. Safe to log: no path, no secret, nothing of a client.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The vault is locked.
    #[error("the vault is locked")]
    Locked,
    /// No such client or course.
    #[error("no such {}", .0.name())]
    NotFound(RecordKind),
    /// A client with this code, or a record with this id, is here already.
    #[error("a {} with this name is here already", .0.name())]
    AlreadyThere(RecordKind),
    /// The record is not what the change was based on.
    #[error("a {} was changed in the meantime", .0.name())]
    ChangedMeanwhile(RecordKind),
    /// A record that does not parse, or contradicts the others.
    #[error("a {} of {} is damaged", .0.kind.name(), .0.id)]
    Damaged(Damaged),
    /// A record points at one that is not there.
    #[error("a record points at one that is not there")]
    DanglingReference,
    /// There is nothing to undo, or it must not be undone.
    #[error("nothing to undo")]
    NothingToUndo,
    /// There is nothing to redo.
    #[error("nothing to redo")]
    NothingToRedo,
    /// Undo or redo would take away a flag of risk, and nobody gave a reason. Nothing was changed.
    #[error("a flag of risk would go without a reason")]
    FlagLost(FlagLoss),
    /// The database is damaged.
    #[error("the database is damaged")]
    DatabaseDamaged,
    /// Pages of the database are damaged: the others can be read, and nothing can be written.
    #[error("the database is damaged and was opened read-only")]
    ReadOnlyBecauseDamaged,
    /// The vault's folder is gone. Nothing was saved.
    #[error("the folder of the vault is gone")]
    Missing,
    /// The vault cannot be written. Nothing was saved.
    #[error("the vault cannot be written")]
    ReadOnly,
    /// No room is left on the disk. Nothing was saved.
    #[error("the disk is full")]
    DiskFull,
    /// Not enough memory.
    #[error("not enough memory")]
    OutOfMemory,
    /// The disk could not read the data. Nothing was changed.
    #[error("the disk could not read the data")]
    NotRead,
    /// Another program holds the database. Nothing was saved.
    #[error("another window or program has the vault open")]
    InUse,
    /// A colleague has a code already: it must be revoked before another is made.
    #[error("a colleague has a recovery code already")]
    ColleagueHasCode,
    /// No colleague has a code.
    #[error("no colleague has a recovery code")]
    NoColleagueCode,
    /// The repeated check of a secret failed.
    #[error(transparent)]
    Secret(OpenError),
    /// Any other error of the file system.
    #[error("input or output failed: {0}")]
    Io(io::ErrorKind),
}

impl VaultError {
    pub(crate) fn damaged(kind: RecordKind, id: impl ToString) -> Self {
        Self::Damaged(Damaged {
            kind,
            id: id.to_string(),
        })
    }
}

impl From<StorageError> for VaultError {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Missing => Self::Missing,
            StorageError::ReadOnly => Self::ReadOnly,
            StorageError::DiskFull => Self::DiskFull,
            StorageError::OutOfMemory => Self::OutOfMemory,
            StorageError::InUse => Self::InUse,
            StorageError::Constraint(787) => Self::DanglingReference,
            StorageError::NotRead => Self::NotRead,
            StorageError::Damaged | StorageError::Constraint(_) | StorageError::Setting(_) => {
                Self::DatabaseDamaged
            }
            StorageError::Io(kind) => Self::Io(kind),
        }
    }
}

impl From<sqlx::Error> for VaultError {
    fn from(error: sqlx::Error) -> Self {
        StorageError::from(error).into()
    }
}

impl From<VaultError> for OpenError {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Missing => Self::Missing,
            VaultError::ReadOnly => Self::ReadOnly,
            VaultError::DiskFull => Self::DiskFull,
            VaultError::OutOfMemory => Self::OutOfMemory,
            VaultError::InUse => Self::InUse,
            VaultError::Secret(error) => error,
            VaultError::NotRead => Self::Io(io::ErrorKind::Other),
            VaultError::Io(kind) => Self::Io(kind),
            VaultError::Locked
            | VaultError::NotFound(_)
            | VaultError::AlreadyThere(_)
            | VaultError::ChangedMeanwhile(_)
            | VaultError::Damaged(_)
            | VaultError::DanglingReference
            | VaultError::NothingToUndo
            | VaultError::NothingToRedo
            | VaultError::FlagLost(_)
            | VaultError::ReadOnlyBecauseDamaged
            | VaultError::ColleagueHasCode
            | VaultError::NoColleagueCode
            | VaultError::DatabaseDamaged => Self::DatabaseDamaged,
        }
    }
}

impl BackupError {
    /// The error of a vault being backed up: damage is the vault's, not the backup's.
    pub fn of_vault(error: VaultError) -> Self {
        let error = Self::from(error);
        if matches!(error, Self::Damaged | Self::RecordDamaged) {
            Self::VaultDamaged
        } else {
            error
        }
    }
}

impl From<OpenError> for BackupError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Missing | OpenError::Away => Self::Missing,
            OpenError::AlreadyExists => Self::SameAsSource,
            OpenError::NotAVault | OpenError::HeaderDamaged => Self::HeaderDamaged,
            OpenError::HeaderAltered => Self::Altered,
            OpenError::NewerThanThisApp { needs } => Self::NewerThanThisApp { needs },
            OpenError::KdfOutOfBounds => Self::KdfOutOfBounds,
            OpenError::OutOfMemory => Self::OutOfMemory,
            OpenError::WrongPassphrase => Self::WrongPassphrase,
            OpenError::WrongRecoveryCode => Self::WrongRecoveryCode,
            OpenError::DatabaseDamaged => Self::Damaged,
            OpenError::ReadOnly => Self::ReadOnly,
            OpenError::InUse => Self::InUse,
            OpenError::DiskFull => Self::DiskFull,
            OpenError::Setting(name) => Self::Setting(name),
            OpenError::BackupFailed(error) => error,
            // Does not occur: a backup is unpacked and upgraded in a folder of its own.
            OpenError::NeedsBackup => Self::VaultDamaged,
            OpenError::Io(kind) => Self::Io(kind),
        }
    }
}

impl From<VaultError> for BackupError {
    fn from(error: VaultError) -> Self {
        #[expect(clippy::wildcard_enum_match_arm, reason = "the rest is as for a vault")]
        match error {
            VaultError::Locked => Self::Locked,
            VaultError::AlreadyThere(kind) => Self::AlreadyThere(kind),
            VaultError::NotFound(kind) => Self::NotFound(kind),
            VaultError::Damaged(_) => Self::RecordDamaged,
            error => OpenError::from(error).into(),
        }
    }
}

impl From<StorageError> for BackupError {
    fn from(error: StorageError) -> Self {
        OpenError::from(error).into()
    }
}

impl From<io::Error> for BackupError {
    fn from(error: io::Error) -> Self {
        StorageError::from(error).into()
    }
}
