//! Looking at folders, which may lie on slow drives.

use super::Backups;
use crate::error::CommandError;

impl Backups {
    /// Looks, but not on the threads that answer the window.
    ///
    /// # Errors
    /// [`CommandError::Unexpected`].
    pub async fn looked<T: Send + 'static>(
        &self,
        look: impl FnOnce(&Self) -> T + Send + 'static,
    ) -> Result<T, CommandError> {
        let backups = self.clone();
        let looked = tokio::task::spawn_blocking(move || look(&backups)).await;
        looked.map_err(|fault| CommandError::unexpected(&fault))
    }
}
