//! Undo and redo.

use vault::{ClientId, Saved, UndoState, UndoneClient};

use crate::error::CommandError;
use crate::lock::OpenVault;

/// Undoes the last change to this client's records.
#[tauri::command]
#[specta::specta]
pub async fn undo(vault: OpenVault, client_id: ClientId) -> Result<Saved, CommandError> {
    let _alone = vault.alone().await;
    Ok(vault.undo(client_id, vault.clock().timestamp()).await?)
}

/// Redoes the change that was undone last.
#[tauri::command]
#[specta::specta]
pub async fn redo(vault: OpenVault, client_id: ClientId) -> Result<Saved, CommandError> {
    let _alone = vault.alone().await;
    Ok(vault.redo(client_id, vault.clock().timestamp()).await?)
}

/// The next undo and redo of this client, also of a client whom undo removed from the vault.
#[tauri::command]
#[specta::specta]
pub async fn undo_state(vault: OpenVault, client_id: ClientId) -> Result<UndoState, CommandError> {
    Ok(vault.undo_state(client_id).await?)
}

/// The clients whom undo removed from the vault and redo brings back, the newest first.
#[tauri::command]
#[specta::specta]
pub async fn undone_clients(vault: OpenVault) -> Result<Vec<UndoneClient>, CommandError> {
    Ok(vault.undone_clients().await?)
}
