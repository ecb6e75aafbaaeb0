//! Calls to folders that may lie on slow drives.

use std::time::Duration;

use vault::NoAnswer;

use super::Backups;
use crate::error::CommandError;

/// Time that a folder outside this computer has to list its files.
pub(super) const LOOK_TIMEOUT: Duration = Duration::from_secs(5);

impl Backups {
    /// Runs a call that may block on a thread of its own, so that commands are still answered meanwhile.
    ///
    /// # Errors
    /// [`CommandError::Unexpected`].
    pub async fn on_blocking_thread<T: Send + 'static>(
        &self,
        call: impl FnOnce(&Self) -> T + Send + 'static,
    ) -> Result<T, CommandError> {
        let backups = self.clone();
        let answer = tokio::task::spawn_blocking(move || call(&backups)).await;
        answer.map_err(|fault| CommandError::unexpected(&fault))
    }
}

/// The error for a place that does not answer: it may be gone or asleep, which cannot be told apart.
pub(super) fn no_answer(_: NoAnswer) -> CommandError {
    CommandError::PlaceGone
}
