//! Finds the backups on this computer, in the second place and in a chosen file, and says how old the newest are.

use std::fs;
use std::path::PathBuf;

use vault::{BackupFile, NoAnswer, SlowPlace, VaultPath, list_backups, list_replaced_vaults};

use super::blocking::{LOOK_TIMEOUT, no_answer};
use super::places::{self, BackupPlace, BackupRow, CurrentVault, VaultPutAside, is_ahead};
use super::status::{BackupStatus, SecondPlace};
use super::{Backups, ChosenFile};
use crate::error::CommandError;

impl Backups {
    /// The newest whole backup of this vault on this computer. A backup dated in the future counts only if there is no
    /// other.
    pub(super) fn newest_here(&self) -> Option<BackupFile> {
        let current = CurrentVault::of(&self.0.home);
        let here = list_backups(&self.0.home.backups()).into_iter();
        here.filter(|file| file.summary.as_ref().is_ok_and(|of| current.is_of(of)))
            .min_by_key(|file| is_ahead(file, &self.0.clock))
    }

    /// How safe the records are.
    pub async fn status(&self) -> BackupStatus {
        let made_at = |backups: &Self| places::made_at(&backups.newest_here()?, &backups.0.clock);
        let newest_here = self.on_blocking_thread(made_at).await.ok().flatten();
        let second_place = match self.0.settings.second_place() {
            Some(folder) => Some(self.state_of_second_place(folder).await),
            None => None,
        };
        let (running, problem, held) = {
            let state = self.state();
            (state.running, state.problem.clone(), state.held)
        };
        BackupStatus {
            newest_here,
            running,
            problem,
            held,
            ..BackupStatus::outside(second_place, self.0.settings.copied(), &self.0.clock)
        }
    }

    async fn state_of_second_place(&self, folder: PathBuf) -> SecondPlace {
        let place = self.state().second.place.clone();
        let (at, home) = (folder.clone(), self.0.home.folder().to_owned());
        let seen = place
            .call(LOOK_TIMEOUT, move || SecondPlace::at(&at, &home))
            .await;
        seen.unwrap_or_else(|NoAnswer| SecondPlace::out_of_reach(&folder))
    }

    /// Every backup within reach, newest first. A backup dated in the future was made with a wrong clock: it may be
    /// old, and comes last.
    ///
    /// # Errors
    /// [`CommandError::Unexpected`].
    pub async fn rows(&self) -> Result<Vec<BackupRow>, CommandError> {
        let mut found = self.found().await?;
        self.on_blocking_thread(move |backups| {
            let (current, clock) = (CurrentVault::of(&backups.0.home), &backups.0.clock);
            found.sort_by_key(|(_, file)| (is_ahead(file, clock), std::cmp::Reverse(file.made)));
            let rows = found.iter();
            rows.map(|(place, file)| current.row(*place, file, clock))
                .collect()
        })
        .await
    }

    /// The folders of vaults that were replaced by a backup, newest first. They are vaults, not backups.
    #[must_use]
    pub fn put_aside(&self) -> Vec<VaultPutAside> {
        let home = &self.0.home;
        let found = list_replaced_vaults(&VaultPath::in_home(home.folder()), &home.backups());
        found.into_iter().map(VaultPutAside::from).collect()
    }

    /// The backups on this computer, and those of the other places that answer in time.
    async fn found(&self) -> Result<Vec<(BackupPlace, BackupFile)>, CommandError> {
        let here = self.on_blocking_thread(|backups| list_backups(&backups.0.home.backups()));
        let mut found: Vec<_> = here
            .await?
            .into_iter()
            .map(|file| (BackupPlace::Here, file))
            .collect();
        if let Some(folder) = self.0.settings.second_place() {
            let place = self.state().second.place.clone();
            let there = place
                .call(LOOK_TIMEOUT, move || list_backups(&folder))
                .await;
            let there = there.unwrap_or_default().into_iter();
            found.extend(there.map(|file| (BackupPlace::Second, file)));
        }
        let chosen = self.state().chosen.clone();
        if let Some(ChosenFile { path, place }) = chosen {
            let file = place
                .call(LOOK_TIMEOUT, move || BackupFile::at(&path))
                .await;
            found.extend(file.ok().map(|file| (BackupPlace::Chosen, file)));
        }
        Ok(found)
    }

    /// The backup of the row with this id, and its place.
    async fn find(&self, id: &str) -> Result<(BackupPlace, BackupFile), CommandError> {
        let mut found = self.found().await?.into_iter();
        let of_row = found.find(|(place, file)| places::id(*place, file) == id);
        of_row.ok_or(CommandError::PlaceGone)
    }

    /// The backup of the row with this id.
    ///
    /// # Errors
    /// [`CommandError::PlaceGone`].
    pub async fn file_of(&self, id: &str) -> Result<BackupFile, CommandError> {
        Ok(self.find(id).await?.1)
    }

    /// Adds a row for a file that the user chose.
    ///
    /// # Errors
    /// [`CommandError::PlaceGone`] if the file's folder does not answer.
    pub async fn choose(&self, path: PathBuf) -> Result<BackupRow, CommandError> {
        let place = SlowPlace::default();
        let at = path.clone();
        let file = place.call(LOOK_TIMEOUT, move || BackupFile::at(&at)).await;
        let file = file.map_err(no_answer)?;
        self.state().chosen = Some(ChosenFile { path, place });
        self.on_blocking_thread(move |backups| {
            CurrentVault::of(&backups.0.home).row(BackupPlace::Chosen, &file, &backups.0.clock)
        })
        .await
    }

    /// Removes a backup for good.
    ///
    /// # Errors
    /// The backup was not removed.
    pub async fn remove(&self, id: &str) -> Result<(), CommandError> {
        let (place, file) = self.find(id).await?;
        let remove = move || fs::remove_file(file.path);
        let removed = if place == BackupPlace::Here {
            self.on_blocking_thread(move |_| remove()).await?
        } else {
            let place = self.state().second.place.clone();
            place.call(LOOK_TIMEOUT, remove).await.map_err(no_answer)?
        };
        removed.map_err(CommandError::from_disk)
    }
}
