//! Drafts: text in progress, kept in the vault while it is typed, without undo or audit, until it becomes a change.

use serde::Serialize;
use specta::Type;
use vault::{ClientId, Draft};

use crate::error::CommandError;
use crate::lock::OpenVault;

/// Text in progress.
#[derive(Serialize, Type)]
pub struct DraftView {
    pub key: String,
    pub text: String,
}

/// Saves text in progress under a key that the screen chooses.
#[tauri::command]
#[specta::specta]
pub async fn save_draft(
    vault: OpenVault,
    key: String,
    client_id: Option<ClientId>,
    text: String,
) -> Result<(), CommandError> {
    let draft = Draft {
        key,
        client_id,
        body: text,
        at: vault.clock().timestamp(),
    };
    Ok(vault.save_draft(&draft).await?)
}

/// The texts in progress whose keys begin with this prefix.
#[tauri::command]
#[specta::specta]
pub async fn load_drafts(vault: OpenVault, prefix: String) -> Result<Vec<DraftView>, CommandError> {
    let drafts = vault.drafts(&prefix).await?.into_iter();
    Ok(drafts
        .map(|draft| DraftView {
            key: draft.key,
            text: draft.body,
        })
        .collect())
}

/// Deletes text in progress that became a change or was discarded.
#[tauri::command]
#[specta::specta]
pub async fn drop_draft(vault: OpenVault, key: String) -> Result<(), CommandError> {
    Ok(vault.drop_draft(&key).await?)
}
