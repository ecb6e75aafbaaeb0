//! Events of the system, and the time that each leaves.

use std::any::Any;
use std::time::Duration;

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
