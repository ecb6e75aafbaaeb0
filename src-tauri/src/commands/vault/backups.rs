//! Backups: their age, making one, the second place, and restoring one client.

use chrono::NaiveDate;
use tauri::State;
use vault::{BackupError, ClientId, LockedBackup, OpenBackup, Secret};

use crate::backups::{BackupRow, BackupStatus, Backups, VaultPutAside};
use crate::environment::clock::Clock;
use crate::environment::dialogs::{Ask, Files};
use crate::error::CommandError;
use crate::lock::UnlockSecret;
use crate::lock::confirm_secret::{confirm, confirm_beside};
use crate::lock::{OpenVault, VaultLock};

/// How safe the records are.
#[tauri::command]
#[specta::specta]
pub async fn backup_status(
    vault: OpenVault,
    backups: State<'_, Backups>,
) -> Result<BackupStatus, CommandError> {
    vault.unless_locked(backups.status()).await
}

/// Makes a backup now, and copies it to the second place.
#[tauri::command]
#[specta::specta]
pub async fn make_backup(
    vault: OpenVault,
    backups: State<'_, Backups>,
) -> Result<BackupStatus, CommandError> {
    vault.unless_locked(backups.make(&vault)).await??;
    vault.unless_locked(backups.status()).await
}

/// Asks for the folder of the second place and copies the newest backup there; none if the dialog was closed.
#[tauri::command]
#[specta::specta]
pub async fn choose_second_place(
    vault: OpenVault,
    vault_lock: State<'_, VaultLock>,
    files: State<'_, Files>,
    backups: State<'_, Backups>,
) -> Result<Option<BackupStatus>, CommandError> {
    // A lock must not wait for an open dialog.
    drop(vault);
    let Some(folder) = files.ask(Ask::Folder).await else {
        return Ok(None);
    };
    let vault = vault_lock.vault()?;
    vault
        .unless_locked(backups.set_second_place(Some(folder)))
        .await??;
    // A failed copy stands in the status.
    vault
        .unless_locked(backups.make_if_needed(&vault))
        .await?
        .ok();
    vault.unless_locked(backups.status()).await.map(Some)
}

/// Stops copying to the second place; the copies there stay.
#[tauri::command]
#[specta::specta]
pub async fn forget_second_place(
    vault: OpenVault,
    backups: State<'_, Backups>,
) -> Result<BackupStatus, CommandError> {
    backups.set_second_place(None).await?;
    vault.unless_locked(backups.status()).await
}

/// Every backup within reach, newest first.
#[tauri::command]
#[specta::specta]
pub async fn backups(
    vault: OpenVault,
    backups: State<'_, Backups>,
) -> Result<Vec<BackupRow>, CommandError> {
    vault.unless_locked(backups.rows()).await?
}

/// The folders of vaults that were replaced by a backup, newest first.
#[tauri::command]
#[specta::specta]
pub async fn vaults_put_aside(
    _vault: OpenVault,
    backups: State<'_, Backups>,
) -> Result<Vec<VaultPutAside>, CommandError> {
    backups.on_blocking_thread(Backups::put_aside).await
}

/// Removes a backup for good.
#[tauri::command]
#[specta::specta]
pub async fn remove_backup(
    vault: OpenVault,
    vault_lock: State<'_, VaultLock>,
    backups: State<'_, Backups>,
    backup: String,
    secret: UnlockSecret,
) -> Result<(), CommandError> {
    confirm(&vault, &vault_lock, secret).await?;
    vault.unless_locked(backups.remove(&backup)).await?
}

/// Restores one client from a backup, beside the clients of the vault. `today` is a secret of the vault, if the secret
/// of the backup does not open it.
#[tauri::command]
#[specta::specta]
pub async fn bring_in_client(
    vault: OpenVault,
    vault_lock: State<'_, VaultLock>,
    backups: State<'_, Backups>,
    backup: String,
    secret: UnlockSecret,
    today: Option<UnlockSecret>,
    code: String,
) -> Result<ClientId, CommandError> {
    confirm_beside(&vault, &vault_lock, &secret, today).await?;
    // Unpacking takes a while, and a lock must not wait for it.
    drop(vault);
    let opened = open(&vault_lock, &backups, &backup, secret).await?;
    let brought = async {
        let vault = vault_lock.vault()?;
        vault
            .unless_locked(backups.make_if_needed(&vault))
            .await?
            .ok();
        let _alone = vault.alone().await;
        let at = vault.clock().timestamp();
        let client = vault.restore_client(&opened, &code, None, at, Clock::uuid);
        Ok(client.await?)
    };
    let brought = brought.await;
    opened.close().await?;
    brought
}

/// Opens a backup with the secret of the day it was made; a wrong one counts.
pub(super) async fn open(
    vault_lock: &VaultLock,
    backups: &Backups,
    id: &str,
    secret: UnlockSecret,
) -> Result<OpenBackup, CommandError> {
    vault_lock.may_try()?;
    let file = backups.file_of(id).await?;
    let made = file.made.map(|made| made.date());
    let locked = LockedBackup::at(&file.path)?;
    let secret = Secret::try_from(secret).map_err(|error| of_backup(error, made))?;
    let opened = locked.open(secret, &backups.folder()?).await;
    opened.map_err(|error| {
        // A wrong secret of a backup counts like one of the vault.
        if matches!(
            error,
            BackupError::WrongPassphrase | BackupError::WrongRecoveryCode
        ) {
            vault_lock.count_wrong_secret();
        }
        of_backup(error.into(), made)
    })
}

/// Adds the day of the backup to a wrong secret: an older backup needs the secret of that day.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "all other errors stay as they are"
)]
fn of_backup(error: CommandError, made: Option<NaiveDate>) -> CommandError {
    match error {
        CommandError::WrongPassphrase | CommandError::WrongBackupPassphrase { .. } => {
            CommandError::WrongBackupPassphrase { made }
        }
        CommandError::WrongBackupCode { .. } => CommandError::WrongBackupCode { made },
        other => other,
    }
}
