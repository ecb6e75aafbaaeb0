//! The world outside: the real one, or in test builds one that WebDriver can set.

use tauri::AppHandle;
use vault::KdfCost;

use crate::Outside;
use crate::files::Files;
use crate::home::Home;
use crate::now::Now;
use crate::window::Page;

/// The real world.
#[cfg(not(feature = "e2e"))]
pub fn outside(app: &AppHandle, home: Home) -> Outside {
    Outside {
        home,
        now: Now::running(),
        key_cost: KdfCost::calibrated,
        files: Files::chosen_in_dialogs(app.clone()),
        page: Page::of_window(app.clone()),
    }
}

/// A world whose clock starts at `KITH_E2E_NOW`, and whose file dialogs answer with `KITH_E2E_OPEN`,
/// `KITH_E2E_FOLDER` and `KITH_E2E_SAVE`: native dialogs cannot be driven.
#[cfg(feature = "e2e")]
pub fn outside(app: &AppHandle, home: Home) -> Outside {
    use crate::files::Ask;

    let start = std::env::var("KITH_E2E_NOW").ok();
    let start = start.and_then(|text| chrono::DateTime::parse_from_rfc3339(&text).ok());
    let ahead = start
        .map(|start| start.to_utc() - Now::running().moment())
        .unwrap_or_default();
    let files = Files::chosen_by(|ask, answer| {
        let name = match ask {
            Ask::Open | Ask::OpenBackup => "KITH_E2E_OPEN",
            Ask::Folder => "KITH_E2E_FOLDER",
            Ask::Save { .. } => "KITH_E2E_SAVE",
        };
        // A command that was dropped meanwhile needs no answer.
        answer.send(std::env::var_os(name).map(Into::into)).ok();
    });
    Outside {
        home,
        now: Now::running_ahead(ahead),
        key_cost: || Ok(KdfCost::FLOOR),
        files,
        page: Page::of_window(app.clone()),
    }
}
