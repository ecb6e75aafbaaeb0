//! Copies backups to the second place, a folder outside this computer that may be slow or never answer.

use std::path::{Path, PathBuf};
use std::time::Duration;

use vault::{BackupFile, NoAnswer, Vault, list_backups};

use super::blocking::{LOOK_TIMEOUT, no_answer};
use super::places::BackupPlace;
use super::{Backups, Running, SecondFolder};
use crate::error::CommandError;

/// Time that the folder has to take one backup, or to remove old ones.
const COPY_TIMEOUT: Duration = Duration::from_secs(5 * 60);
/// Time that the program waits for a copy after the window is closed and the vault is locked.
const EXIT_TIMEOUT: Duration = Duration::from_secs(20);

impl Backups {
    /// Copies the newest backup to a second place that could not be reached when the backup was made.
    pub(super) async fn copy_if_missing(&self, vault: &Vault, newest: &BackupFile) {
        let (Some(folder), Some(name)) = (self.0.settings.second_place(), newest.path.file_name())
        else {
            return;
        };
        let name = name.to_owned();
        let place = self.state().second.place.clone();
        let is_missing = move || folder.is_dir() && !folder.join(name).exists();
        if place.call(LOOK_TIMEOUT, is_missing).await != Ok(true) {
            return;
        }
        let _alone = self.0.one_at_a_time.lock().await;
        let running = Running::begin(self);
        let problem = self.copy_to_second_place(vault, newest).await.err();
        drop(running);
        self.finish(problem).await;
    }

    /// Copies a backup to the second place. The calls that may block run on a thread that has no keys, so that a lock
    /// does not wait for them: the copy goes on after the lock, and that thread records how it ended.
    pub(super) async fn copy_to_second_place(
        &self,
        vault: &Vault,
        file: &BackupFile,
    ) -> Result<(), CommandError> {
        let Some(folder) = self.0.settings.second_place() else {
            return Ok(());
        };
        let SecondFolder { place, copying } = self.state().second.clone();
        if place.is_late() {
            return Err(no_answer(NoAnswer));
        }
        // Another copy is under way; the next backup is copied after it.
        let Ok(alone) = copying.try_lock_owned() else {
            return Ok(());
        };
        let checked = vault.check_backup(file).await?;
        let (backups, to) = (self.clone(), folder.clone());
        let progress = self.progress(BackupPlace::Second);
        let copied = place.call(COPY_TIMEOUT, move || {
            let copied = checked.copy_into(&to, progress).map(drop);
            let copied = copied.map_err(CommandError::from);
            backups.record_copy(&to, copied.clone());
            drop(alone);
            copied
        });
        copied.await.map_err(no_answer)??;
        let now = self.0.clock.local();
        let rotated = vault
            .rotate_slow_backups(&place, COPY_TIMEOUT, &folder, now)
            .await;
        // A failed removal harms nobody. A hold is shown: otherwise backups would fill the disk unnoticed.
        if let Some(held) = rotated.ok().and_then(|rotated| rotated.held) {
            let there = place
                .call(LOOK_TIMEOUT, move || list_backups(&folder))
                .await;
            let held = self.still_held(held, there.ok());
            let mut state = self.state();
            state.held = state.held.or(held);
        }
        Ok(())
    }

    /// Records how a copy ended. Called on the thread that made the copy.
    fn record_copy(&self, to: &Path, copied: Result<(), CommandError>) {
        if self.0.settings.second_place().as_deref() != Some(to) {
            return;
        }
        if copied.is_ok() {
            // If the setting cannot be saved, the copy looks older than it is: that harms nobody.
            self.0.settings.save_copied(self.0.clock.moment()).ok();
        }
        self.state().problem = copied.err();
    }

    /// Waits for a copy that goes on after the lock, for at most 20 seconds.
    pub async fn wait_for_copy(&self) {
        let place = self.state().second.place.clone();
        place.finished(EXIT_TIMEOUT).await;
    }

    /// From now on copies go to this folder, or nowhere.
    ///
    /// # Errors
    /// [`CommandError::SameAsSource`] if the folder would be lost together with the vault; [`CommandError::PlaceGone`]
    /// if it does not answer.
    pub async fn set_second_place(&self, folder: Option<PathBuf>) -> Result<(), CommandError> {
        let second = SecondFolder::default();
        if let Some(folder) = folder.clone() {
            let home = self.0.home.folder().to_owned();
            let whole = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
            let inside = move || whole(&folder).starts_with(whole(&home));
            let inside = second.place.call(LOOK_TIMEOUT, inside).await;
            if inside.map_err(no_answer)? {
                return Err(CommandError::SameAsSource);
            }
        }
        {
            let mut state = self.state();
            state.problem = None;
            // A call to the earlier folder that is still waiting says nothing about this one.
            if self.0.settings.second_place() != folder {
                state.second = second;
            }
        }
        let settings = &self.0.settings;
        settings
            .save_second_place(folder)
            .map_err(CommandError::from_disk)
    }
}
