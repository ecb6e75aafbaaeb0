//! The secret that a person types to open the vault.

use serde::Deserialize;
use specta::Type;
use vault::{Passphrase, RecoveryCode, Secret};

use crate::error::CommandError;

/// A secret that opens a vault.
#[derive(Clone, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum UnlockSecret {
    /// The passphrase.
    Passphrase(String),
    /// The recovery code, as it is printed on the recovery sheet.
    RecoveryCode(String),
}

impl TryFrom<UnlockSecret> for Secret {
    type Error = CommandError;

    fn try_from(secret: UnlockSecret) -> Result<Self, CommandError> {
        match secret {
            UnlockSecret::Passphrase(typed) => passphrase(typed).map(Self::Passphrase),
            UnlockSecret::RecoveryCode(typed) => {
                let code =
                    RecoveryCode::parse(&typed).map_err(|_| CommandError::NotARecoveryCode)?;
                Ok(Self::Recovery(code))
            }
        }
    }
}

/// The passphrase as typed. A text that could not be set as a passphrase opens no vault.
fn passphrase(typed: String) -> Result<Passphrase, CommandError> {
    Passphrase::try_from(typed).map_err(|_| CommandError::WrongPassphrase)
}
