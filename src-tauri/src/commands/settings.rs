//! Preferences: theme and lock time.

use tauri::State;

use crate::error::CommandError;
use crate::settings::{Settings, SettingsFile};
use crate::window::Page;

/// The settings in force.
#[tauri::command]
#[specta::specta]
pub async fn settings(file: State<'_, SettingsFile>) -> Result<Settings, CommandError> {
    Ok(file.settings())
}

/// Puts settings in force and keeps them; answers what was kept, within bounds.
#[tauri::command]
#[specta::specta]
pub async fn save_settings(
    file: State<'_, SettingsFile>,
    page: State<'_, Page>,
    settings: Settings,
) -> Result<Settings, CommandError> {
    let saved = file.save(settings);
    page.put_on(file.settings().theme);
    saved.map_err(CommandError::from_disk)?;
    Ok(file.settings())
}
