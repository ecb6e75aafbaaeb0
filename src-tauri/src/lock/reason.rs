//! Why the door is locked, and what it says of it.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::environment::system::BEFORE_SLEEP;

/// Why the door was locked; the lock screen says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum LockReason {
    /// Somebody pressed the button or its keys.
    Asked,
    /// Nobody typed or moved the pointer.
    Idle,
    /// The computer slept, or is about to.
    Sleep,
    /// The screen was locked.
    ScreenLock,
    /// The window was closed.
    Closing,
    /// The vault was replaced by a backup.
    Restored,
    /// Everything was encrypted anew.
    NewKey,
    /// The vault was moved.
    Moved,
    /// The vault should have been moved, and is where it was.
    NotMoved,
    /// A backup or a new key should have taken the place of the vault, which is as it was.
    NotReplaced,
}

impl LockReason {
    /// How long text in progress has to be put away before the door locks all the same.
    pub(super) const fn put_away(self) -> Duration {
        if matches!(self, Self::Sleep) {
            BEFORE_SLEEP.put_away
        } else {
            Duration::from_secs(2)
        }
    }

    /// How long after the lock began the last act is stopped; none, if it is not to be begun. With the two seconds the
    /// page has before, the keys are wiped within five.
    #[must_use]
    pub const fn patience(self) -> Duration {
        match self {
            Self::Sleep => BEFORE_SLEEP.last_act,
            Self::Asked | Self::Idle | Self::ScreenLock | Self::Closing => {
                Duration::from_millis(2500)
            }
            Self::Restored | Self::NewKey | Self::Moved | Self::NotMoved | Self::NotReplaced => {
                Duration::ZERO
            }
        }
    }
}

/// What the door tells the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// It is about to lock: text in progress has two seconds to be put away, and `lock` may be called before.
    Locking(LockReason),
    /// It is locked.
    Locked(LockReason),
}
