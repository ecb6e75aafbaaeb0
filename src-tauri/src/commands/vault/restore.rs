//! Restoring the vault from a backup, with the vault open or locked.

use course::dates::Instant;
use serde::Serialize;
use specta::Type;
use tauri::State;
use vault::{
    Difference, RelocateError, RestoreTarget, Secret, Timestamp, Vault, VaultPath, forget_move,
};

use crate::backups::{BackupRow, Backups};
use crate::commands::vault::backups::open;
use crate::environment::dialogs::{Ask, Files};
use crate::environment::home::Home;
use crate::error::CommandError;
use crate::lock::UnlockSecret;
use crate::lock::confirm_secret::confirm_beside;
use crate::lock::{EndState, LockReason, VaultLock};

/// The content of a backup, compared with the vault.
#[derive(Serialize, Type)]
pub struct RestorePreview {
    pub made_at: Instant,
    pub same_vault: bool,
    pub rows: Vec<Difference>,
    pub newest_now: Option<Instant>,
    pub newest_then: Option<Instant>,
    pub clients: Vec<BackupClient>,
}

/// A client in a backup.
#[derive(Serialize, Type)]
pub struct BackupClient {
    pub code: String,
    pub name: Option<String>,
    /// A client of the vault has this code.
    pub here: bool,
}

/// The backups within reach, newest first.
#[tauri::command]
#[specta::specta]
pub async fn restorable(backups: State<'_, Backups>) -> Result<Vec<BackupRow>, CommandError> {
    backups.rows().await
}

/// Asks for a backup in another folder; none if the dialog was closed.
#[tauri::command]
#[specta::specta]
pub async fn choose_backup_file(
    files: State<'_, Files>,
    backups: State<'_, Backups>,
) -> Result<Option<BackupRow>, CommandError> {
    match files.ask(Ask::OpenBackup).await {
        Some(path) => backups.choose(path).await.map(Some),
        None => Ok(None),
    }
}

/// Opens a backup with the secret of the day it was made, and compares it with the vault.
#[tauri::command]
#[specta::specta]
pub async fn look_into_backup(
    vault_lock: State<'_, VaultLock>,
    backups: State<'_, Backups>,
    backup: String,
    secret: UnlockSecret,
) -> Result<RestorePreview, CommandError> {
    let opened = open(&vault_lock, &backups, &backup, secret).await?;
    let preview = async {
        let vault = vault_lock.vault().ok();
        let differences = opened.compare(vault.as_deref()).await?;
        let codes = match &vault {
            Some(vault) => vault.clients().await?.whole,
            None => Vec::new(),
        };
        let here = |code: &str| codes.iter().any(|row| row.client.code == code);
        let clients = opened.clients().await?.whole.into_iter();
        let clients = clients.map(|row| BackupClient {
            here: here(&row.client.code),
            code: row.client.code,
            name: row.client.display_name,
        });
        let instant = |at: Option<Timestamp>| at.and_then(Timestamp::moment).map(Instant::from);
        let made = opened.manifest().made_at();
        Ok(RestorePreview {
            made_at: instant(Some(made)).unwrap_or_else(|| vault_lock.clock().instant()),
            same_vault: differences.same_vault.unwrap_or(true),
            rows: differences.rows,
            newest_now: instant(differences.newest_now),
            newest_then: instant(differences.newest_then),
            clients: clients.collect(),
        })
    };
    let preview = preview.await;
    opened.close().await?;
    preview
}

/// Replaces the vault by a backup. The old vault is kept: as a backup if it is whole, and open or opened by the same
/// secret; otherwise as the folder it is. The vault is locked afterwards. If the vault is open, `today` is a secret of
/// it, in case the secret of the backup does not open it.
#[tauri::command]
#[specta::specta]
pub async fn restore_backup(
    vault_lock: State<'_, VaultLock>,
    home: State<'_, Home>,
    backups: State<'_, Backups>,
    backup: String,
    secret: UnlockSecret,
    today: Option<UnlockSecret>,
) -> Result<(), CommandError> {
    let folder = backups.folder()?;
    let confirmed = match vault_lock.vault() {
        Ok(vault) => {
            confirm_beside(&vault, &vault_lock, &secret, today).await?;
            true
        }
        Err(_) => false,
    };
    let opened = open(&vault_lock, &backups, &backup, secret.clone()).await?;
    let is_away = VaultPath::in_home(home.folder()).is_away();
    let place = VaultPath::to_restore_in(home.folder());
    let target = RestoreTarget {
        path: &place,
        backups: &folder,
        // The window has shown whose backup it is, and asked.
        other_vault: true,
        at: vault_lock.clock().timestamp(),
        local: vault_lock.clock().local(),
    };
    let behind_the_lock = if confirmed {
        Ok(None)
    } else {
        // After a lock, the file may still be in use for a moment.
        vault_lock.wait_until_wiped().await;
        of_today(&target, secret).await
    };
    let current = match behind_the_lock {
        Ok(current) => current,
        Err(error) => {
            opened.close().await?;
            return Err(error);
        }
    };
    let restore = async |current: Option<&Vault>| {
        vault::restore(target, opened, current, |_| {}).await?;
        let forgotten = if is_away {
            forget_move(home.folder()).map_err(not_forgotten)
        } else {
            Ok(())
        };
        Ok::<_, CommandError>(forgotten)
    };
    if confirmed {
        let restored = vault_lock.with_vault_taken_out(LockReason::NotReplaced, async |vault| {
            let forgotten = restore(Some(vault)).await?;
            let left = forgotten.clone().err();
            Ok((EndState::Locked(LockReason::Restored, left), forgotten))
        });
        return restored.await?;
    }
    let restored = restore(current.as_ref()).await;
    if let (Err(_), Some(current)) = (&restored, current) {
        // SQLite's answer does not matter: the keys are wiped in any case, and the earlier error counts.
        current.lock().await.ok();
    }
    let forgotten = restored?;
    vault_lock.set_locked(LockReason::Restored, forgotten.clone().err());
    forgotten
}

/// Opens the locked vault, if the secret of the backup opens it too.
async fn of_today(
    target: &RestoreTarget<'_>,
    secret: UnlockSecret,
) -> Result<Option<Vault>, CommandError> {
    Ok(target.of_today(Secret::try_from(secret)?).await?)
}

/// The error when the backup is restored, but the vault would still be looked for in the folder it was moved to.
fn not_forgotten(error: RelocateError) -> CommandError {
    if error == RelocateError::Taken {
        // The drive of the moved vault is back.
        CommandError::VaultExists
    } else {
        CommandError::RestoredButMoved
    }
}
