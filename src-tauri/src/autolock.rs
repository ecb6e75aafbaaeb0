//! Locks the door when nobody was there for a while, or the computer slept.

use std::time::Duration;

use crate::door::{Door, LockReason};
use crate::now::Mark;
use crate::settings::SettingsFile;

/// How often somebody looks.
pub const EVERY: Duration = Duration::from_secs(1);
/// Nobody looked for so long: the computer slept.
const SLEPT: Duration = Duration::from_secs(30);

/// Looks once; `last` is when somebody looked before.
pub async fn look(door: &Door, settings: &SettingsFile, last: Mark) {
    if !door.is_open() {
        return;
    }
    let minutes = u64::from(settings.settings().lock_minutes.unsigned_abs());
    if door.now().since(last) >= SLEPT {
        door.announce_and_lock(LockReason::Sleep).await;
    } else if door.idle_for() >= Duration::from_secs(60 * minutes) {
        door.announce_and_lock(LockReason::Idle).await;
    }
}
