//! The errors that the window gets when a backup cannot be made, read or restored.

use vault::BackupError;

use crate::error::CommandError;

// Two types, though many names are the same: the vault says what happened to the file, the command says what the
// window has words for. Several faults of a backup are one to a person, and the codes in `CommandError` also stand for
// faults of an open vault, where the same name asks for another sentence.
impl From<BackupError> for CommandError {
    fn from(error: BackupError) -> Self {
        match error {
            BackupError::Empty => Self::BackupEmpty,
            BackupError::NotABackup => Self::NotABackup,
            BackupError::IsAHeader => Self::BackupIsAHeader,
            BackupError::Cut => Self::BackupCut,
            BackupError::Extended => Self::BackupExtended,
            BackupError::Altered => Self::BackupAltered,
            BackupError::HeaderDamaged
            | BackupError::Damaged
            | BackupError::Differs
            | BackupError::RecordDamaged => Self::BackupDamaged,
            BackupError::NewerThanThisApp { needs } => Self::NewerThanThisApp { needs },
            BackupError::OtherVault => Self::OtherVault,
            BackupError::WrongPassphrase => Self::WrongBackupPassphrase { made: None },
            BackupError::WrongRecoveryCode => Self::WrongBackupCode { made: None },
            BackupError::KdfOutOfBounds => Self::KdfOutOfBounds,
            BackupError::OutOfMemory => Self::OutOfMemory,
            BackupError::DiskFull => Self::PlaceFull,
            BackupError::ReadOnly => Self::PlaceReadOnly,
            BackupError::Missing => Self::PlaceGone,
            BackupError::SameAsSource => Self::SameAsSource,
            BackupError::InUse => Self::InUse,
            BackupError::AlreadyThere(kind) => Self::AlreadyThere { kind },
            BackupError::NotFound(kind) => Self::NotFound { kind },
            BackupError::Locked => Self::VaultLocked,
            BackupError::VaultDamaged => Self::DatabaseDamaged,
            BackupError::Io(_) => Self::PlaceRefused,
            BackupError::Setting(_) => Self::unexpected(&error),
        }
    }
}
