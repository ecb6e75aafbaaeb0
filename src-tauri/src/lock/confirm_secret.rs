//! Asking again for the secret that opens the vault.

use vault::Secret;

use super::door::Door;
use super::open_vault::OpenVault;
use super::unlock_secret::UnlockSecret;
use crate::error::CommandError;

/// The secret opens the vault: asked again before what a stranger at an open desk must not do.
pub async fn confirm(
    vault: &OpenVault,
    door: &Door,
    secret: UnlockSecret,
) -> Result<(), CommandError> {
    door.may_try()?;
    let right = vault.check_secret(Secret::try_from(secret)?).await;
    right.map_err(|error| door.counted(error))
}

/// What opened a backup is no proof of whoever owns the vault: both may be a stranger's. `today` is asked for where
/// the two secrets differ.
pub async fn confirm_beside(
    vault: &OpenVault,
    door: &Door,
    of_backup: &UnlockSecret,
    today: Option<UnlockSecret>,
) -> Result<(), CommandError> {
    confirm(vault, door, today.unwrap_or_else(|| of_backup.clone())).await
}
