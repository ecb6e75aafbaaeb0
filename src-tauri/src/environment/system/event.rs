//! Events of the system, and the time left before the computer sleeps.

use std::any::Any;
use std::time::Duration;

/// The time left before the computer sleeps. The keys must be wiped by then.
pub struct BeforeSleep {
    /// For the page to save text in progress.
    pub to_save: Duration,
    /// For the work on the locked vault before its keys are wiped.
    pub before_wiping: Duration,
}

/// An event of the system.
pub enum Event {
    /// The screen was locked, by the user or by the screen saver.
    ScreenLocked,
    /// The computer goes to sleep, or its user is logged out. A system that can wait does so until the hold is dropped.
    GoesToSleep(Hold),
    /// The computer woke up.
    Woke,
}

/// Keeps the computer awake for a moment, on systems that allow it.
pub struct Hold {
    _held: Option<Box<dyn Any + Send>>,
}

impl Hold {
    /// Keeps the computer awake until `held` is dropped.
    pub fn on(held: impl Any + Send) -> Self {
        Self {
            _held: Some(Box::new(held)),
        }
    }

    /// For a system that does not wait.
    #[must_use]
    pub const fn none() -> Self {
        Self { _held: None }
    }
}

/// Called with each event. The thread may be the window's: it must not wait.
pub type Tell = Box<dyn Fn(Event) + Send + Sync>;
