//! What the system tells of the screen and of sleep, and how it quits: the one place where systems differ. A system
//! that tells nothing is silent here, and the idle time locks all the same.

#[cfg(target_os = "linux")]
#[path = "platform/linux.rs"]
mod system;
#[cfg(target_os = "macos")]
#[path = "platform/macos.rs"]
mod system;
#[cfg(windows)]
#[path = "platform/windows.rs"]
mod system;

use std::any::Any;
use std::time::Duration;

use tauri::{App, AppHandle};

#[cfg(any(target_os = "linux", target_os = "macos", windows))]
pub use system::BEFORE_SLEEP;
/// A system that tells nothing goes to sleep at any moment.
#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
pub const BEFORE_SLEEP: BeforeSleep = BeforeSleep {
    put_away: Duration::ZERO,
    last_act: Duration::ZERO,
};

/// What there is time for before the computer sleeps. The keys must not sleep with it.
pub struct BeforeSleep {
    /// For text in progress to be put away.
    pub put_away: Duration,
    /// For what is done with the vault after that, before its keys are wiped.
    pub last_act: Duration,
}

/// Something the system tells.
pub enum Event {
    /// Somebody locked the screen, or the screen saver did.
    ScreenLocked,
    /// The computer goes to sleep, or whoever uses it is logged out; where the system waits, until the hold is dropped.
    GoesToSleep(Hold),
    /// It woke up.
    Woke,
}

/// Keeps the computer awake for a moment, on systems that allow it.
pub struct Hold {
    _held: Option<Box<dyn Any + Send>>,
}

impl Hold {
    /// Keeps it awake as long as `held` lives.
    pub fn on(held: impl Any + Send) -> Self {
        Self {
            _held: Some(Box::new(held)),
        }
    }

    /// This system waits for nobody.
    #[must_use]
    pub const fn none() -> Self {
        Self { _held: None }
    }
}

/// Whoever is told; on a thread that may be the window's, so it must not wait.
pub type Tell = Box<dyn Fn(Event) + Send + Sync>;

/// Lets Quit in the program's menu close the window, as its own button does: the system's asks nobody. Where there is
/// no such menu, there is nothing to do.
///
/// # Errors
/// What the system says.
pub fn quit_by(app: &App, close: impl Fn(&AppHandle) + Send + Sync + 'static) -> tauri::Result<()> {
    #[cfg(target_os = "macos")]
    return system::quit_by(app, close);
    #[cfg(not(target_os = "macos"))]
    {
        let _ = (app, close);
        Ok(())
    }
}

/// Passes on what the system tells, until the program ends. To be called on the window's thread.
pub fn listen(tell: Tell) {
    #[cfg(any(target_os = "linux", target_os = "macos", windows))]
    system::listen(tell);
    #[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
    drop(tell);
}
