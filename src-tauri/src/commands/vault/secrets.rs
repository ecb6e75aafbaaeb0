//! The secrets that open the vault: passphrase, recovery codes, and the key that they protect.

use serde::Serialize;
use specta::Type;
use tauri::State;
use vault::{RecoverySlot, Secret};

use crate::backups::{BackupRow, Backups};
use crate::commands::vault::unlock::strong;
use crate::environment::settings::SettingsFile;
use crate::error::CommandError;
use crate::lock::UnlockSecret;
use crate::lock::{EndState, LockReason, OpenVault, VaultLock};

/// The result of a new key: the new recovery code, and the backups that the old secret still opens.
#[derive(Serialize, Type)]
pub struct NewKey {
    pub groups: Vec<String>,
    pub old_backups: Vec<BackupRow>,
}

/// Changes the passphrase with the passphrase or a recovery code; the recovery code stays as it is.
#[tauri::command]
#[specta::specta]
pub async fn change_passphrase(
    vault: OpenVault,
    vault_lock: State<'_, VaultLock>,
    current: UnlockSecret,
    chosen: String,
) -> Result<(), CommandError> {
    vault_lock.may_try()?;
    let (current, chosen) = (Secret::try_from(current)?, strong(chosen)?);
    let cost = vault_lock.key_cost().await?;
    let changed = vault
        .change_passphrase(current, chosen, cost, vault.clock().timestamp())
        .await;
    changed.map_err(|error| vault_lock.count_if_wrong(error))
}

/// The recovery codes that open the vault.
#[tauri::command]
#[specta::specta]
pub async fn recovery_slots(vault: OpenVault) -> Result<Vec<RecoverySlot>, CommandError> {
    Ok(vault.recovery_slots().await?)
}

/// Makes a new recovery code; the old one no longer opens the vault.
#[tauri::command]
#[specta::specta]
pub async fn new_recovery_code(
    vault: OpenVault,
    vault_lock: State<'_, VaultLock>,
    settings: State<'_, SettingsFile>,
    secret: UnlockSecret,
) -> Result<Vec<String>, CommandError> {
    vault_lock.may_try()?;
    let made = vault
        .new_recovery_code(Secret::try_from(secret)?, vault.clock().timestamp())
        .await;
    let code = made.map_err(|error| vault_lock.count_if_wrong(error))?;
    settings.forget_recovery_checked();
    Ok(code.groups().to_vec())
}

/// Makes a recovery code for a colleague, which can be revoked by itself.
#[tauri::command]
#[specta::specta]
pub async fn add_colleague_code(
    vault: OpenVault,
    vault_lock: State<'_, VaultLock>,
    secret: UnlockSecret,
    label: String,
) -> Result<Vec<String>, CommandError> {
    vault_lock.may_try()?;
    let made = vault
        .add_colleague_code(Secret::try_from(secret)?, &label, vault.clock().timestamp())
        .await;
    made.map(|code| code.groups().to_vec())
        .map_err(|error| vault_lock.count_if_wrong(error))
}

/// Revokes the colleague's recovery code.
#[tauri::command]
#[specta::specta]
pub async fn revoke_colleague_code(
    vault: OpenVault,
    vault_lock: State<'_, VaultLock>,
    secret: UnlockSecret,
) -> Result<(), CommandError> {
    vault_lock.may_try()?;
    let revoked = vault
        .revoke_colleague_code(Secret::try_from(secret)?, vault.clock().timestamp())
        .await;
    revoked.map_err(|error| vault_lock.count_if_wrong(error))
}

/// Records that groups of the recovery sheet were typed in right; the user is not asked again for a year.
#[tauri::command]
#[specta::specta]
pub async fn recovery_checked(
    vault: OpenVault,
    settings: State<'_, SettingsFile>,
) -> Result<(), CommandError> {
    let kept = settings.save_recovery_checked(vault.clock().moment());
    kept.map_err(CommandError::from_disk)
}

/// Encrypts the vault with a new key, for a passphrase that somebody else may know.
#[tauri::command]
#[specta::specta]
pub async fn replace_master_key(
    vault: OpenVault,
    vault_lock: State<'_, VaultLock>,
    backups: State<'_, Backups>,
    settings: State<'_, SettingsFile>,
    current: UnlockSecret,
    chosen: String,
) -> Result<NewKey, CommandError> {
    vault_lock.may_try()?;
    let (current, chosen) = (Secret::try_from(current)?, strong(chosen)?);
    let cost = vault_lock.key_cost().await?;
    // The backup contains the old vault. If it fails, the key is not changed.
    let before = vault.unless_locked(backups.make_if_needed(&vault));
    before.await??;
    drop(vault);
    let at = vault_lock.clock().timestamp();
    let replaced = vault_lock.with_vault_taken_out(LockReason::NotReplaced, async |old| {
        let replaced = old.replace_master_key(current, chosen, cost, at, |_| {});
        let new = replaced
            .await
            .map_err(|error| vault_lock.count_if_wrong(error))?;
        settings.forget_recovery_checked();
        let behind = match new.vault {
            Ok(vault) => EndState::Open(vault),
            Err(_) => EndState::Locked(LockReason::NewKey, None),
        };
        Ok((behind, new.code))
    });
    let code = replaced.await?;
    // The code is shown only here, so an error of the list must not hide it.
    let rows = backups.rows().await.unwrap_or_default();
    Ok(NewKey {
        groups: code.groups().to_vec(),
        old_backups: rows
            .into_iter()
            .filter(|row| row.same_vault && row.other_secret)
            .collect(),
    })
}
