//! Settings, and the state of the window that is not stored: presentation and printing.

use tauri::State;

use crate::environment::page::Page;
use crate::environment::settings::{Settings, SettingsFile};
use crate::error::CommandError;
use crate::lock::OpenVault;

/// The current settings.
#[tauri::command]
#[specta::specta]
pub async fn settings(file: State<'_, SettingsFile>) -> Result<Settings, CommandError> {
    Ok(file.settings())
}

/// Saves settings; answers them as saved, within the allowed limits.
#[tauri::command]
#[specta::specta]
pub async fn save_settings(
    file: State<'_, SettingsFile>,
    page: State<'_, Page>,
    settings: Settings,
) -> Result<Settings, CommandError> {
    let saved = file.save(settings);
    page.put_on(file.settings().theme);
    page.hide_from_capture(file.settings().hide_from_capture);
    page.enlarge(file.settings().text_size);
    saved.map_err(CommandError::from_disk)?;
    Ok(file.settings())
}

/// The telephone numbers for a crisis, as the therapist wrote them.
#[tauri::command]
#[specta::specta]
pub async fn crisis_numbers(
    _vault: OpenVault,
    file: State<'_, SettingsFile>,
) -> Result<Vec<String>, CommandError> {
    Ok(file.crisis_numbers())
}

/// Saves the telephone numbers for a crisis; answers them as saved.
#[tauri::command]
#[specta::specta]
pub async fn save_crisis_numbers(
    _vault: OpenVault,
    file: State<'_, SettingsFile>,
    lines: Vec<String>,
) -> Result<Vec<String>, CommandError> {
    file.save_crisis_numbers(&lines)
        .map_err(CommandError::from_disk)?;
    Ok(file.crisis_numbers())
}

/// Whether this system can keep a window out of screenshots and shared screens.
#[tauri::command]
#[specta::specta]
pub async fn capture_protection_available() -> Result<bool, CommandError> {
    Ok(Page::can_hide_from_capture())
}

/// Opens the print dialog of the system for the page.
#[tauri::command]
#[specta::specta]
pub async fn print_page(_vault: OpenVault, page: State<'_, Page>) -> Result<(), CommandError> {
    page.print();
    Ok(())
}

/// Keeps the place that is presented to a client until the presentation ends (`None`) or the vault is locked.
#[tauri::command]
#[specta::specta]
pub async fn set_presented(
    _vault: OpenVault,
    page: State<'_, Page>,
    place: Option<String>,
) -> Result<(), CommandError> {
    page.present(place);
    Ok(())
}

/// The place that is presented to a client. The page asks for it when it is loaded while the vault is open.
#[tauri::command]
#[specta::specta]
pub async fn presented(
    _vault: OpenVault,
    page: State<'_, Page>,
) -> Result<Option<String>, CommandError> {
    Ok(page.presented())
}
