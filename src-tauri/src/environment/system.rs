//! Events of the system about the screen and sleep, and its Quit entry: the code that differs between systems. If a
//! system reports nothing, the vault is still locked after the idle time.

mod event;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(windows)]
mod windows;

use tauri::{App, AppHandle};

pub use event::{BeforeSleep, Event, Hold, Tell};

#[cfg(target_os = "linux")]
use self::linux as current;
#[cfg(target_os = "macos")]
use self::macos as current;
#[cfg(windows)]
use self::windows as current;

#[cfg(any(target_os = "linux", target_os = "macos", windows))]
pub use current::BEFORE_SLEEP;
/// A system that reports nothing may sleep at any moment.
#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
pub const BEFORE_SLEEP: BeforeSleep = BeforeSleep {
    to_save: std::time::Duration::ZERO,
    before_wiping: std::time::Duration::ZERO,
};

/// Makes Quit in the program's menu close the window like its own button, so that the vault is locked first. Systems
/// without such a menu need nothing.
///
/// # Errors
/// An error of the system.
pub fn quit_by(app: &App, close: impl Fn(&AppHandle) + Send + Sync + 'static) -> tauri::Result<()> {
    #[cfg(target_os = "macos")]
    return current::quit_by(app, close);
    #[cfg(not(target_os = "macos"))]
    {
        let _ = (app, close);
        Ok(())
    }
}

/// Calls `tell` for each event until the program ends. Must be called on the window's thread.
pub fn listen(tell: Tell) {
    #[cfg(any(target_os = "linux", target_os = "macos", windows))]
    current::listen(tell);
    #[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
    drop(tell);
}
