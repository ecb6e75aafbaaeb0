//! Locks the vault when nobody used the program for a while, when the screen was locked, or when the computer slept.

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

/// Locks if it is time; `last` is the time of the last check.
pub async fn lock_if_due(vault_lock: &VaultLock, settings: &SettingsFile, last: Mark) {
    if vault_lock.is_locked() {
        return;
    }
    let minutes = u64::from(settings.settings().lock_minutes.unsigned_abs());
    if vault_lock.clock().since(last) >= SLEPT {
        vault_lock.announce_and_lock(LockReason::Sleep).await;
    } else if vault_lock.is_open() && vault_lock.idle_for() >= Duration::from_secs(60 * minutes) {
        vault_lock.announce_and_lock(LockReason::Idle).await;
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
