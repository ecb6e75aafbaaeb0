//! The secret that a person types to open the vault.

use serde::Deserialize;
use specta::Type;
use vault::{Passphrase, RecoveryCode, Secret};

use crate::error::CommandError;

/// What opens a vault.
#[derive(Clone, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum UnlockSecret {
    /// The passphrase.
    Passphrase(String),
    /// The recovery code, as printed.
    RecoveryCode(String),
}

impl TryFrom<UnlockSecret> for Secret {
    type Error = CommandError;

    fn try_from(secret: UnlockSecret) -> Result<Self, CommandError> {
        match secret {
            UnlockSecret::Passphrase(typed) => tried(typed).map(Self::Passphrase),
            UnlockSecret::RecoveryCode(typed) => {
                let code =
                    RecoveryCode::parse(&typed).map_err(|_| CommandError::NotARecoveryCode)?;
                Ok(Self::Recovery(code))
            }
        }
    }
}

/// A passphrase somebody tries; one that could not be set opens nothing.
fn tried(typed: String) -> Result<Passphrase, CommandError> {
    Passphrase::try_from(typed).map_err(|_| CommandError::WrongPassphrase)
}
