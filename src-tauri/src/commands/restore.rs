//! In front of the door, and behind it: going back to a backup.

use course::instant::Instant;
use course::record::RecordKind;
use serde::Serialize;
use specta::Type;

use crate::commands::backups::BackupRow;
use crate::commands::door::UnlockSecret;
use crate::error::CommandError;

/// What a backup holds, beside what is here now.
#[derive(Serialize, Type)]
pub struct RestorePreview {
    pub made_at: Instant,
    pub same_vault: bool,
    pub rows: Vec<Difference>,
    pub newest_now: Option<Instant>,
    pub newest_then: Option<Instant>,
    pub clients: Vec<BackupClient>,
}

/// How many of a kind there are now, where that is known, and were then.
#[derive(Serialize, Type)]
pub struct Difference {
    pub kind: RecordKind,
    pub now: Option<u32>,
    pub then: u32,
}

/// A client in a backup.
#[derive(Serialize, Type)]
pub struct BackupClient {
    pub code: String,
    pub name: Option<String>,
    /// One with this code is here now.
    pub here: bool,
}

/// The backups within reach, newest first.
#[tauri::command]
#[specta::specta]
pub async fn restorable() -> Result<Vec<BackupRow>, CommandError> {
    Ok(Vec::new())
}

/// Asks for a backup elsewhere; none if the dialog was closed.
#[tauri::command]
#[specta::specta]
pub async fn choose_backup_file() -> Result<Option<BackupRow>, CommandError> {
    Ok(None)
}

/// Opens a backup with the secret of its day, and says what would differ.
#[tauri::command]
#[specta::specta]
pub async fn look_into_backup(
    backup: String,
    secret: UnlockSecret,
) -> Result<RestorePreview, CommandError> {
    drop((backup, secret));
    Err(CommandError::NotSaved)
}

/// Puts a backup in the place of the vault, which is kept as a backup. Ends in front of a locked door.
#[tauri::command]
#[specta::specta]
pub async fn restore_backup(backup: String, secret: UnlockSecret) -> Result<(), CommandError> {
    drop((backup, secret));
    Err(CommandError::NotSaved)
}
