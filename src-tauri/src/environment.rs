//! Everything that commands need from outside: clock and ids, folders, dialogs, fonts, the page, events of the system.
//! In a build for tests of the window, environment variables set it.

pub mod clock;
pub mod dialogs;
pub mod fonts;
pub mod home;
pub mod incident;
pub mod page;
pub mod settings;
pub mod staged_file;
pub mod system;

use tauri::AppHandle;
use vault::{KdfCost, OpenError};

use crate::environment::clock::Clock;
use crate::environment::dialogs::Files;
use crate::environment::home::Home;
use crate::environment::page::Page;

/// The cost of deriving the key of a new vault; measuring it may take a few seconds.
pub type KeyCost = fn() -> Result<KdfCost, OpenError>;

/// Everything that commands need from outside.
pub struct Environment {
    /// The folder of the vault.
    pub home: Home,
    /// The clock.
    pub clock: Clock,
    /// The cost of deriving the key of a new vault.
    pub key_cost: KeyCost,
    /// Dialogs in which the user chooses files.
    pub files: Files,
    /// The page in the window.
    pub page: Page,
}

/// The environment of the application.
#[cfg(not(feature = "e2e"))]
pub fn of(app: &AppHandle, home: Home) -> Environment {
    Environment {
        home,
        clock: Clock::system(),
        key_cost: KdfCost::calibrated,
        files: Files::chosen_in_dialogs(app.clone()),
        page: Page::of_window(app.clone()),
    }
}

/// An environment whose clock starts at `KITH_E2E_NOW`, and whose file dialogs answer with `KITH_E2E_OPEN`,
/// `KITH_E2E_FOLDER` and `KITH_E2E_SAVE`: native dialogs cannot be driven.
#[cfg(feature = "e2e")]
pub fn of(app: &AppHandle, home: Home) -> Environment {
    use crate::environment::dialogs::Ask;

    let start = std::env::var("KITH_E2E_NOW").ok();
    let start = start.and_then(|text| chrono::DateTime::parse_from_rfc3339(&text).ok());
    let ahead = start
        .map(|start| start.to_utc() - Clock::system().moment())
        .unwrap_or_default();
    let files = Files::chosen_by(|ask, answer| {
        let name = match ask {
            Ask::Open | Ask::OpenBackup => "KITH_E2E_OPEN",
            Ask::Folder => "KITH_E2E_FOLDER",
            Ask::Save { .. } => "KITH_E2E_SAVE",
        };
        // Nobody waits for the answer if the command was dropped meanwhile.
        answer.send(std::env::var_os(name).map(Into::into)).ok();
    });
    Environment {
        home,
        clock: Clock::system_ahead(ahead),
        key_cost: || Ok(KdfCost::FLOOR),
        files,
        page: Page::of_window(app.clone()),
    }
}
