//! Locks the door when nobody was there for a while, when the screen was locked, or the computer slept.

use std::time::Duration;

use super::door::Door;
use super::reason::LockReason;
use crate::environment::clock::Mark;
use crate::environment::settings::SettingsFile;
use crate::environment::system::Event;

/// How often somebody looks.
pub const EVERY: Duration = Duration::from_secs(1);
/// Nobody looked for so long: the computer slept.
const SLEPT: Duration = Duration::from_secs(30);

/// Looks once; `last` is when somebody looked before.
pub async fn look(door: &Door, settings: &SettingsFile, last: Mark) {
    if door.is_locked() {
        return;
    }
    let minutes = u64::from(settings.settings().lock_minutes.unsigned_abs());
    if door.now().since(last) >= SLEPT {
        door.announce_and_lock(LockReason::Sleep).await;
    } else if door.is_open() && door.idle_for() >= Duration::from_secs(60 * minutes) {
        door.announce_and_lock(LockReason::Idle).await;
    }
}

/// Locks on what the system tells. A computer that goes to sleep is held back until the keys are wiped.
pub async fn heard(door: &Door, event: Event) {
    let (reason, hold) = match event {
        Event::ScreenLocked => (LockReason::ScreenLock, None),
        Event::GoesToSleep(hold) => (LockReason::Sleep, Some(hold)),
        Event::Woke => (LockReason::Sleep, None),
    };
    if !door.is_locked() {
        door.announce_and_lock(reason).await;
    }
    if hold.is_some() {
        door.wiped().await;
    }
    drop(hold);
}
