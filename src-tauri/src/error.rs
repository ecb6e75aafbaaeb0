//! What a command answers when it cannot do what it was asked: a code and its numbers, never a sentence.

use std::io;

use chrono::NaiveDate;
use course::file::{FileFault, FileProblem};
use course::rule_broken::RuleBroken;
use course::storage::RecordKind;
use report::ReportError;
use serde::Serialize;
use specta::Type;
use vault::{Damaged, OpenError, VaultError};

use crate::environment::incident::Incident;

/// What the screen must tell apart. Safe to log: no text of a client, no secret, no path of this computer.
#[derive(Debug, Clone, PartialEq, Serialize, Type, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum CommandError {
    /// The door is locked: every command that needs records answers this.
    #[error("the vault is locked")]
    VaultLocked,
    /// No vault is here yet, or its folder is gone.
    #[error("no vault is here")]
    NoVault,
    /// A vault is here already.
    #[error("a vault is here already")]
    VaultExists,
    /// The passphrase would not keep anyone out.
    #[error("the passphrase is too weak")]
    WeakPassphrase,
    /// The passphrase does not open the vault.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// The text is no recovery code: a letter was misread.
    #[error("not a recovery code")]
    NotARecoveryCode,
    /// The recovery code is another vault's.
    #[error("wrong recovery code")]
    WrongRecoveryCode,
    /// Too many wrong tries: ask again in a while.
    #[error("wait {seconds} s before the next try")]
    Wait {
        /// How long.
        seconds: u32,
    },
    /// What is here is no vault.
    #[error("not a vault")]
    NotAVault,
    /// Both copies of the header are damaged.
    #[error("the header is damaged")]
    HeaderDamaged,
    /// The header was changed by someone without the key.
    #[error("the header was altered")]
    HeaderAltered,
    /// Made by a later Kith.
    #[error("made by a newer Kith")]
    NewerThanThisApp {
        /// The lowest schema version that can read it.
        needs: u32,
    },
    /// The header asks for a key derivation no Kith would write.
    #[error("the key derivation is out of bounds")]
    KdfOutOfBounds,
    /// Not enough memory.
    #[error("not enough memory")]
    OutOfMemory,
    /// The database behind a good header is damaged.
    #[error("the database is damaged")]
    DatabaseDamaged,
    /// The disk does not give what the vault is read from. Nothing was changed.
    #[error("the disk cannot be read")]
    NotRead,
    /// Open in another window or program.
    #[error("open elsewhere")]
    InUse,
    /// The vault's folder cannot be written. Nothing was saved.
    #[error("the folder cannot be written")]
    ReadOnly,
    /// No room is left on the disk. Nothing was saved.
    #[error("the disk is full")]
    DiskFull,
    /// The vault is no longer where it was. Nothing was saved.
    #[error("the vault is gone")]
    VaultGone,
    /// The disk refused. Nothing was saved.
    #[error("not saved")]
    NotSaved,
    /// The vault cannot be made or opened where nothing can be written.
    #[error("not opened where nothing can be written")]
    FolderReadOnly,
    /// A record does not parse; the others still do.
    #[error("a damaged {}", kind.name())]
    Damaged {
        /// What kind of record.
        kind: RecordKind,
    },
    /// No such record.
    #[error("no such {}", kind.name())]
    NotFound {
        /// What was looked for.
        kind: RecordKind,
    },
    /// One is here already: a client's code stands once in a vault.
    #[error("a {} like this is here already", kind.name())]
    AlreadyThere {
        /// What kind of record.
        kind: RecordKind,
    },
    /// The record was changed by another hand since it was read.
    #[error("changed meanwhile")]
    ChangedMeanwhile,
    /// There is nothing to undo.
    #[error("nothing to undo")]
    NothingToUndo,
    /// There is nothing to redo.
    #[error("nothing to redo")]
    NothingToRedo,
    /// A rule of the course says no.
    #[error("{0}")]
    RuleBroken(RuleBroken),
    /// A client needs a name or a code.
    #[error("neither name nor code")]
    NameOrCodeNeeded,
    /// Only an invented case can be taken out with one click.
    #[error("not a sample")]
    NotASample,
    /// The file cannot be read or written where it is.
    #[error("the file cannot be reached")]
    FileOutOfReach,
    /// The file is refused whole, and why.
    #[error("the file is refused at {path}")]
    FileRefused {
        /// Where in the file: keys and positions, never values.
        path: String,
        /// What is wrong there.
        problem: FileProblem,
    },
    /// The file is no backup of Kith's.
    #[error("not a backup")]
    NotABackup,
    /// The file has no byte in it.
    #[error("the backup is empty")]
    BackupEmpty,
    /// The file is the header of a vault under another name.
    #[error("a vault's header, not a backup")]
    BackupIsAHeader,
    /// The backup ends too early: it was never copied whole.
    #[error("the backup is cut short")]
    BackupCut,
    /// Something stands behind the end of the backup.
    #[error("the backup goes on after its end")]
    BackupExtended,
    /// The backup is damaged.
    #[error("the backup is damaged")]
    BackupDamaged,
    /// The backup was changed by someone without the key.
    #[error("the backup was altered")]
    BackupAltered,
    /// The backup is another vault's.
    #[error("another vault's backup")]
    OtherVault,
    /// The passphrase is not the one of the backup.
    #[error("wrong passphrase for the backup")]
    WrongBackupPassphrase {
        /// The day it was made, if its name tells.
        made: Option<NaiveDate>,
    },
    /// The recovery code is not one of those of the backup.
    #[error("wrong recovery code for the backup")]
    WrongBackupCode {
        /// The day it was made, if its name tells.
        made: Option<NaiveDate>,
    },
    /// The drive or folder of the second place, or of the chosen file, is not there now.
    #[error("the place is gone")]
    PlaceGone,
    /// No room is left where a backup, a restored vault or a file should go.
    #[error("the place is full")]
    PlaceFull,
    /// Nothing can be written where a backup, a restored vault or a file should go.
    #[error("the place cannot be written")]
    PlaceReadOnly,
    /// The disk of a backup, a restored vault or a file refuses.
    #[error("the place refuses")]
    PlaceRefused,
    /// A program copies this folder to other computers: no place for a vault.
    #[error("the folder is copied to a cloud")]
    PlaceInCloud {
        /// The program.
        provider: String,
    },
    /// The folder is on another computer: no place for a vault.
    #[error("the folder is on a network drive")]
    PlaceOnNetwork,
    /// The vault was moved, and nothing can be found there now.
    #[error("the vault is away")]
    VaultAway,
    /// The backup is restored, but the vault is looked for where it was moved to before.
    #[error("restored, but looked for elsewhere")]
    RestoredButMoved,
    /// The vault was not moved, and is where it was.
    #[error("not moved: {why:?}")]
    NotMoved {
        /// Why.
        why: NotMoved,
    },
    /// A copy cannot lie where what is copied lies.
    #[error("same place as the vault's own")]
    SameAsSource,
    /// The database is damaged: what can be read is shown, nothing can be written.
    #[error("read only, because damaged")]
    ReadOnlyBecauseDamaged,
    /// An earlier Kith's vault was left as it is, because it could not be backed up first.
    #[error("not brought up to date, because not backed up")]
    NotBroughtUpToDate,
    /// The code that was typed is not the client's.
    #[error("the typed code differs")]
    TypedCodeDiffers,
    /// The picture is not one that Kith draws.
    #[error("not a picture of Kith's")]
    NotAPicture,
    /// What nobody foresaw; the incident's number stands in the log too.
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
    /// The chosen folder is not there any more.
    PlaceGone,
    /// Something else lies in its place there.
    Taken,
    /// It is there already.
    SamePlace,
    /// The chosen folder cannot be written.
    ReadOnly,
    /// Not enough room there.
    DiskFull,
    /// Another program has it open.
    InUse,
    /// The disk refused, or what was copied read back otherwise.
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
            // A thread that went away is no disk.
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
    /// What the file system says where a file is written that is not the vault's.
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

    /// Gives a fault nobody foresaw a number, and writes both to the log.
    #[must_use]
    pub fn unexpected(fault: &impl std::error::Error) -> Self {
        Self::Unexpected {
            incident: Incident::of(fault).number(),
        }
    }
}
