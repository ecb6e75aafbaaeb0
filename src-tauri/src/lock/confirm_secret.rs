//! Asks again for a secret that opens the vault.

use vault::Secret;

use super::open_vault::OpenVault;
use super::unlock_secret::UnlockSecret;
use super::vault_lock::VaultLock;
use crate::error::CommandError;

/// Checks that the secret opens the vault, before an act that somebody else at an unlocked desk must not do.
pub async fn confirm(
    vault: &OpenVault,
    vault_lock: &VaultLock,
    secret: UnlockSecret,
) -> Result<(), CommandError> {
    vault_lock.may_try()?;
    let right = vault.check_secret(Secret::try_from(secret)?).await;
    right.map_err(|error| vault_lock.count_if_wrong(error))
}

/// Checks that `today`, or else the secret of the backup, opens the vault. A secret that opens only the backup proves
/// nothing: backup and secret may be a stranger's.
pub async fn confirm_beside(
    vault: &OpenVault,
    vault_lock: &VaultLock,
    of_backup: &UnlockSecret,
    today: Option<UnlockSecret>,
) -> Result<(), CommandError> {
    let secret = today.unwrap_or_else(|| of_backup.clone());
    confirm(vault, vault_lock, secret).await
}
