//! Locks the vault when nobody used the program for a while, when the screen was locked, or when the computer slept.
//! During a session that keeps the vault open, the window is covered instead of locked for lack of use.

use std::time::Duration;

use super::reason::LockReason;
use super::vault_lock::VaultLock;
use crate::environment::clock::Mark;
use crate::environment::settings::SettingsFile;
use crate::environment::system::Event;

/// Time between two checks whether to lock.
pub const CHECK_INTERVAL: Duration = Duration::from_secs(1);
/// If so much time lies between two checks, the computer slept.
const SLEPT: Duration = Duration::from_secs(30);
/// During a session the window is covered after so many minutes without use.
const COVER_AFTER: u32 = 5;

/// The minutes without use after which the window is covered during a session: five, or fewer if the vault is usually
/// locked earlier.
#[must_use]
pub fn cover_after(settings: &SettingsFile) -> u32 {
    settings
        .settings()
        .lock_minutes
        .unsigned_abs()
        .min(COVER_AFTER)
}

fn minutes(minutes: u32) -> Duration {
    Duration::from_secs(60 * u64::from(minutes))
}

/// Locks if it is time; `last` is the time of the last check.
pub async fn lock_if_due(vault_lock: &VaultLock, settings: &SettingsFile, last: Mark) {
    if vault_lock.is_locked() {
        return;
    }
    let lock_minutes = settings.settings().lock_minutes.unsigned_abs();
    let idle = vault_lock.idle_for();
    if vault_lock.clock().since(last) >= SLEPT {
        vault_lock.announce_and_lock(LockReason::Sleep).await;
    } else if vault_lock.is_open() {
        if vault_lock.kept_open_until().is_none() && idle >= minutes(lock_minutes) {
            vault_lock.announce_and_lock(LockReason::Idle).await;
        } else if vault_lock.kept_open_until().is_some() && idle >= minutes(cover_after(settings)) {
            vault_lock.cover();
        }
    }
}

/// Locks after an event of the system. Before sleep, the computer is held back until the keys are wiped.
pub async fn on_system_event(vault_lock: &VaultLock, event: Event) {
    let (reason, hold) = match event {
        Event::ScreenLocked => (LockReason::ScreenLock, None),
        Event::GoesToSleep(hold) => (LockReason::Sleep, Some(hold)),
        Event::Woke => (LockReason::Sleep, None),
    };
    if !vault_lock.is_locked() {
        vault_lock.announce_and_lock(reason).await;
    }
    if hold.is_some() {
        vault_lock.wait_until_wiped().await;
    }
    drop(hold);
}
