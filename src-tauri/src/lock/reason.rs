//! Why the vault is locked, and what the window is told about it.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::environment::system::BEFORE_SLEEP;

/// Why the vault was locked; shown on the lock screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum LockReason {
    /// The user pressed the button or its shortcut.
    Asked,
    /// Nobody typed or moved the pointer for a while.
    Idle,
    /// The computer slept, or is about to.
    Sleep,
    /// The screen was locked.
    ScreenLock,
    /// The window was closed.
    Closing,
    /// The vault was replaced by a backup.
    Restored,
    /// The vault was encrypted with a new key.
    NewKey,
    /// The vault was moved.
    Moved,
    /// Moving the vault failed; it is where it was.
    NotMoved,
    /// Restoring a backup or making a new key failed; the vault is as it was.
    NotReplaced,
}

impl LockReason {
    /// The time that the page has to save text in progress before the vault is locked.
    pub(super) const fn time_to_save(self) -> Duration {
        if matches!(self, Self::Sleep) {
            BEFORE_SLEEP.to_save
        } else {
            Duration::from_secs(2)
        }
    }

    /// The time after the beginning of the lock at which [`BeforeWiping`](super::BeforeWiping) is stopped; zero if it is
    /// not called at all. With the two seconds that the page has before, the keys are wiped within five seconds.
    #[must_use]
    pub const fn patience(self) -> Duration {
        match self {
            Self::Sleep => BEFORE_SLEEP.before_wiping,
            Self::Asked | Self::Idle | Self::ScreenLock | Self::Closing => {
                Duration::from_millis(2500)
            }
            Self::Restored | Self::NewKey | Self::Moved | Self::NotMoved | Self::NotReplaced => {
                Duration::ZERO
            }
        }
    }
}

/// A message to the window about the lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// The vault is about to be locked: the page has two seconds to save text in progress, and may call `lock` earlier.
    Locking(LockReason),
    /// The vault is locked.
    Locked(LockReason),
    /// Nobody used the program for a while during a session: the page covers the window.
    Cover,
}
