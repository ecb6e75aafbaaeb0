//! The errors of commands: a code and numbers, never a sentence.

use std::io;

use chrono::NaiveDate;
use course::file::{FileFault, FileProblem};
use course::risk::FlagLoss;
use course::rule_broken::RuleBroken;
use course::storage::RecordKind;
use report::ReportError;
use serde::Serialize;
use specta::Type;
use vault::{Damaged, OpenError, VaultError};

use crate::environment::incident::Incident;

/// Errors that the window distinguishes. Safe to log: no text of a client, no secret, no path of this computer.
#[derive(Debug, Clone, PartialEq, Serialize, Type, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum CommandError {
    /// The vault is locked: the answer of every command that needs records.
    #[error("the vault is locked")]
    VaultLocked,
    /// There is no vault, or its folder is gone.
    #[error("there is no vault")]
    NoVault,
    /// There is a vault already.
    #[error("there is a vault already")]
    VaultExists,
    /// The passphrase is too easy to guess.
    #[error("the passphrase is too weak")]
    WeakPassphrase,
    /// The passphrase does not open the vault.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// The text is no recovery code: a character is wrong.
    #[error("not a recovery code")]
    NotARecoveryCode,
    /// The recovery code does not open the vault.
    #[error("wrong recovery code")]
    WrongRecoveryCode,
    /// Too many wrong secrets: the next try must wait.
    #[error("wait {seconds} s before the next try")]
    Wait {
        /// How long to wait.
        seconds: u32,
    },
    /// The files in the folder are not a vault.
    #[error("not a vault")]
    NotAVault,
    /// Both copies of the header are damaged.
    #[error("the header is damaged")]
    HeaderDamaged,
    /// The header was changed without the key.
    #[error("the header was altered")]
    HeaderAltered,
    /// Made by a later Kith.
    #[error("made by a newer Kith")]
    NewerThanThisApp {
        /// The lowest schema version that can read it.
        needs: u32,
    },
    /// The header names a cost of key derivation that Kith never writes.
    #[error("the key derivation is out of bounds")]
    KdfOutOfBounds,
    /// Not enough memory.
    #[error("not enough memory")]
    OutOfMemory,
    /// The header is right, but the database is damaged.
    #[error("the database is damaged")]
    DatabaseDamaged,
    /// The disk cannot read the vault. Nothing was changed.
    #[error("the disk cannot be read")]
    NotRead,
    /// Open in another window or program.
    #[error("another window or program has the vault open")]
    InUse,
    /// The vault's folder cannot be written. Nothing was saved.
    #[error("the folder cannot be written")]
    ReadOnly,
    /// No room is left on the disk. Nothing was saved.
    #[error("the disk is full")]
    DiskFull,
    /// The vault is no longer where it was. Nothing was saved.
    #[error("the folder of the vault is gone")]
    VaultGone,
    /// The disk reports another error. Nothing was saved.
    #[error("not saved")]
    NotSaved,
    /// A vault cannot be made or opened in a folder that cannot be written.
    #[error("no vault is made or opened in a folder that cannot be written")]
    FolderReadOnly,
    /// A record cannot be parsed; others can.
    #[error("a damaged {}", kind.name())]
    Damaged {
        /// The kind of record.
        kind: RecordKind,
    },
    /// No such record.
    #[error("no such {}", kind.name())]
    NotFound {
        /// The kind of record.
        kind: RecordKind,
    },
    /// There is one already: two clients of a vault never have the same code.
    #[error("there is a {} like this already", kind.name())]
    AlreadyThere {
        /// The kind of record.
        kind: RecordKind,
    },
    /// The record was changed by another command since it was read.
    #[error("changed in the meantime")]
    ChangedMeanwhile,
    /// There is nothing to undo.
    #[error("nothing to undo")]
    NothingToUndo,
    /// There is nothing to redo.
    #[error("nothing to redo")]
    NothingToRedo,
    /// Undo or redo would take away a flag of risk, and nobody gave a reason. Nothing was changed.
    #[error("a flag of risk would go without a reason")]
    FlagLost {
        /// The part of the record that would go.
        loss: FlagLoss,
    },
    /// A rule of the course forbids it.
    #[error("{0}")]
    RuleBroken(RuleBroken),
    /// A client needs a name or a code.
    #[error("a name or a code is missing")]
    NameOrCodeNeeded,
    /// Only the invented sample case can be removed with one click.
    #[error("not a sample case")]
    NotASample,
    /// The file cannot be read or written where it is.
    #[error("the file cannot be reached")]
    FileOutOfReach,
    /// The whole file is refused.
    #[error("the file is refused at {path}")]
    FileRefused {
        /// The place in the file: keys and positions, never values.
        path: String,
        /// The problem at that place.
        problem: FileProblem,
    },
    /// The file is no backup of Kith's.
    #[error("not a backup")]
    NotABackup,
    /// The file is empty.
    #[error("the backup is empty")]
    BackupEmpty,
    /// The file is the header of a vault, under another name.
    #[error("a vault's header, not a backup")]
    BackupIsAHeader,
    /// The end of the file is missing: it was not copied completely.
    #[error("the backup is cut short")]
    BackupCut,
    /// Something follows the end of the backup.
    #[error("something follows the end of the backup")]
    BackupExtended,
    /// The backup is damaged.
    #[error("the backup is damaged")]
    BackupDamaged,
    /// The backup was changed without the key.
    #[error("the backup was altered")]
    BackupAltered,
    /// The backup is of another vault.
    #[error("a backup of another vault")]
    OtherVault,
    /// The passphrase does not open the backup.
    #[error("wrong passphrase for the backup")]
    WrongBackupPassphrase {
        /// The day it was made, if the file name says so.
        made: Option<NaiveDate>,
    },
    /// The recovery code does not open the backup.
    #[error("wrong recovery code for the backup")]
    WrongBackupCode {
        /// The day it was made, if the file name says so.
        made: Option<NaiveDate>,
    },
    /// The drive or folder of the second place, or of the chosen file, is missing now.
    #[error("the place is missing")]
    PlaceGone,
    /// The disk for a backup, a restored vault or a file is full.
    #[error("the place is full")]
    PlaceFull,
    /// The folder for a backup, a restored vault or a file cannot be written.
    #[error("the place cannot be written")]
    PlaceReadOnly,
    /// The disk for a backup, a restored vault or a file reports another error.
    #[error("the disk of the place reports an error")]
    PlaceRefused,
    /// A program copies this folder to other computers: a vault must not be there.
    #[error("the folder is copied to a cloud")]
    PlaceInCloud {
        /// The program.
        provider: String,
    },
    /// The folder is on another computer: a vault must not be there.
    #[error("the folder is on a network drive")]
    PlaceOnNetwork,
    /// The vault was moved, and its folder is missing now.
    #[error("the folder of the moved vault is missing")]
    VaultAway,
    /// The backup is restored, but the vault is still looked for in the folder it was moved to.
    #[error("restored, but looked for in the folder it was moved to")]
    RestoredButMoved,
    /// The vault was not moved, and is where it was.
    #[error("not moved: {why:?}")]
    NotMoved {
        /// Why.
        why: NotMoved,
    },
    /// A copy cannot be in the folder of the original.
    #[error("the same folder as the vault")]
    SameAsSource,
    /// The database is damaged: readable records are shown, nothing can be written.
    #[error("read only, because damaged")]
    ReadOnlyBecauseDamaged,
    /// A vault of an earlier Kith was not upgraded, because the backup before the upgrade failed.
    #[error("not upgraded, because it could not be backed up")]
    NotBroughtUpToDate,
    /// The typed code is not the client's.
    #[error("the typed code differs")]
    TypedCodeDiffers,
    /// The picture is not drawn by Kith.
    #[error("not a picture that Kith draws")]
    NotAPicture,
    /// An unexpected error; the log has it under the same number.
    #[error("incident {incident}")]
    Unexpected {
        /// Its number.
        incident: String,
    },
}

/// Why the vault was not moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum NotMoved {
    /// The chosen folder is missing now.
    PlaceGone,
    /// The chosen folder contains something else under the name of the vault.
    Taken,
    /// The vault is in this folder already.
    SamePlace,
    /// The chosen folder cannot be written.
    ReadOnly,
    /// The disk there is full.
    DiskFull,
    /// Another program has the vault open.
    InUse,
    /// The disk reports another error, or the copy differs from the original.
    Refused,
}

impl From<RuleBroken> for CommandError {
    fn from(rule: RuleBroken) -> Self {
        Self::RuleBroken(rule)
    }
}

impl From<ReportError> for CommandError {
    fn from(error: ReportError) -> Self {
        match error {
            ReportError::ForeignDrawing | ReportError::TooLarge => Self::NotAPicture,
            ReportError::CannotLayOut | ReportError::CannotEmbed => Self::unexpected(&error),
        }
    }
}

impl From<FileFault> for CommandError {
    fn from(fault: FileFault) -> Self {
        Self::FileRefused {
            path: fault.path,
            problem: fault.problem,
        }
    }
}

impl From<OpenError> for CommandError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Missing => Self::NoVault,
            OpenError::Away => Self::VaultAway,
            OpenError::AlreadyExists => Self::VaultExists,
            OpenError::NotAVault => Self::NotAVault,
            OpenError::HeaderDamaged => Self::HeaderDamaged,
            OpenError::HeaderAltered => Self::HeaderAltered,
            OpenError::NewerThanThisApp { needs } => Self::NewerThanThisApp { needs },
            OpenError::KdfOutOfBounds => Self::KdfOutOfBounds,
            OpenError::OutOfMemory => Self::OutOfMemory,
            OpenError::WrongPassphrase => Self::WrongPassphrase,
            OpenError::WrongRecoveryCode => Self::WrongRecoveryCode,
            OpenError::DatabaseDamaged => Self::DatabaseDamaged,
            // `Interrupted` means that a thread of the program has ended, not a fault of the disk.
            OpenError::Io(kind) if kind != io::ErrorKind::Interrupted => Self::NotRead,
            OpenError::ReadOnly => Self::FolderReadOnly,
            OpenError::InUse => Self::InUse,
            OpenError::DiskFull => Self::PlaceFull,
            OpenError::NeedsBackup | OpenError::BackupFailed(_) => Self::NotBroughtUpToDate,
            OpenError::Io(_) | OpenError::Setting(_) => Self::unexpected(&error),
        }
    }
}

impl From<VaultError> for CommandError {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Locked => Self::VaultLocked,
            VaultError::NotFound(kind) => Self::NotFound { kind },
            VaultError::AlreadyThere(kind) => Self::AlreadyThere { kind },
            VaultError::ChangedMeanwhile(_) => Self::ChangedMeanwhile,
            VaultError::Damaged(Damaged { kind, .. }) => Self::Damaged { kind },
            VaultError::NothingToUndo => Self::NothingToUndo,
            VaultError::NothingToRedo => Self::NothingToRedo,
            VaultError::FlagLost(loss) => Self::FlagLost { loss },
            VaultError::DatabaseDamaged => Self::DatabaseDamaged,
            VaultError::ReadOnlyBecauseDamaged => Self::ReadOnlyBecauseDamaged,
            VaultError::Missing => Self::VaultGone,
            VaultError::ReadOnly => Self::ReadOnly,
            VaultError::DiskFull => Self::DiskFull,
            VaultError::OutOfMemory => Self::OutOfMemory,
            VaultError::InUse => Self::InUse,
            VaultError::Secret(error) => error.into(),
            VaultError::NotRead => Self::NotRead,
            VaultError::Io(_) => Self::NotSaved,
            VaultError::DanglingReference
            | VaultError::ColleagueHasCode
            | VaultError::NoColleagueCode => Self::unexpected(&error),
        }
    }
}

impl CommandError {
    /// The error for a file outside the vault.
    #[must_use]
    pub fn from_disk(error: io::Error) -> Self {
        #[expect(clippy::wildcard_enum_match_arm, reason = "a foreign enum that grows")]
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::PlaceFull,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Self::PlaceReadOnly
            }
            io::ErrorKind::NotFound => Self::PlaceGone,
            _ => Self::PlaceRefused,
        }
    }

    /// Gives an unexpected error a number, and writes both to the log.
    #[must_use]
    pub fn unexpected(fault: &impl std::error::Error) -> Self {
        Self::Unexpected {
            incident: Incident::of(fault).number(),
        }
    }
}
