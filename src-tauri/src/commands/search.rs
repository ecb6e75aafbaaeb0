//! Search in the text of records.

use vault::Found;

use crate::error::CommandError;
use crate::lock::OpenVault;

/// The number of results on one screen.
const MOST: u32 = 50;

/// The records that contain all these words, best match first.
#[tauri::command]
#[specta::specta]
pub async fn search(vault: OpenVault, words: String) -> Result<Vec<Found>, CommandError> {
    Ok(vault.search(&words, MOST).await?)
}
