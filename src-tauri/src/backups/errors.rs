//! What the window is told when a backup cannot be made, read or restored.

use course::storage::RecordKind;
use vault::BackupError;

use crate::error::CommandError;

impl From<BackupError> for CommandError {
    #[expect(clippy::wildcard_enum_match_arm, reason = "a foreign enum that grows")]
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
            BackupError::AlreadyThere => Self::AlreadyThere {
                kind: RecordKind::Client,
            },
            BackupError::NotFound => Self::NotFound {
                kind: RecordKind::Client,
            },
            BackupError::Locked => Self::VaultLocked,
            BackupError::VaultDamaged => Self::DatabaseDamaged,
            BackupError::Io(_) => Self::PlaceRefused,
            other => Self::unexpected(&other),
        }
    }
}
