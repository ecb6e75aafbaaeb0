//! Finding what was written.

use vault::Found;

use crate::error::CommandError;
use crate::lock::OpenVault;

/// Results one screen can show.
const MOST: u32 = 50;

/// The records that hold all these words, the best first.
#[tauri::command]
#[specta::specta]
pub async fn search(vault: OpenVault, words: String) -> Result<Vec<Found>, CommandError> {
    Ok(vault.search(&words, MOST).await?)
}
