//! What the system tells of the screen and of sleep, and how it quits: the one place where systems differ. A system
//! that tells nothing is silent here, and the idle time locks all the same.

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
/// A system that tells nothing goes to sleep at any moment.
#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
pub const BEFORE_SLEEP: BeforeSleep = BeforeSleep {
    put_away: std::time::Duration::ZERO,
    last_act: std::time::Duration::ZERO,
};

/// Lets Quit in the program's menu close the window, as its own button does: the system's asks nobody. Where there is
/// no such menu, there is nothing to do.
///
/// # Errors
/// What the system says.
pub fn quit_by(app: &App, close: impl Fn(&AppHandle) + Send + Sync + 'static) -> tauri::Result<()> {
    #[cfg(target_os = "macos")]
    return current::quit_by(app, close);
    #[cfg(not(target_os = "macos"))]
    {
        let _ = (app, close);
        Ok(())
    }
}

/// Passes on what the system tells, until the program ends. To be called on the window's thread.
pub fn listen(tell: Tell) {
    #[cfg(any(target_os = "linux", target_os = "macos", windows))]
    current::listen(tell);
    #[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
    drop(tell);
}
