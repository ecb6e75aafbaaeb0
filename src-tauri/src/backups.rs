//! Makes backups when they are due, and copies them to the second place. A backup that fails stops no other work: the
//! reason is kept, and the window shows it.

mod blocking;
mod errors;
mod found;
mod places;
mod second_place;
mod status;

use std::path::PathBuf;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use vault::{BackupFile, Hold, Progress, SlowPlace, Vault, list_backups};

use places::is_ahead;
pub use places::{BackupPlace, BackupRow, CurrentVault, VaultPutAside};
pub use status::{BackupLevel, BackupStatus, SecondPlace};

use crate::environment::clock::{Clock, Mark};
use crate::environment::home::Home;
use crate::environment::settings::SettingsFile;
use crate::error::CommandError;
use crate::lock::{BeforeWiping, VaultLock};

/// Time between two checks whether a backup is due.
pub const CHECK_INTERVAL: Duration = Duration::from_secs(30);
/// Time from one backup to the next while somebody works.
const BACKUP_INTERVAL: Duration = Duration::from_secs(30 * 60);

/// A message to the window.
pub enum BackupEvent {
    /// The progress of the backup that is being made.
    Progress { percent: i32, place: BackupPlace },
    /// A backup was made, or failed.
    Done(BackupStatus),
}

/// Makes and finds the backups of one vault.
#[derive(Clone)]
pub struct Backups(Arc<Shared>);

struct Shared {
    home: Home,
    clock: Arc<Clock>,
    settings: SettingsFile,
    notify: Box<dyn Fn(BackupEvent) + Send + Sync>,
    one_at_a_time: tokio::sync::Mutex<()>,
    state: Mutex<State>,
}

struct State {
    last_try: Mark,
    running: bool,
    problem: Option<CommandError>,
    held: Option<Hold>,
    /// The last lock had no time for a backup, or the backup failed.
    missed_at_lock: bool,
    second: SecondFolder,
    chosen: Option<ChosenFile>,
}

/// The folder of the second place, which may never answer, and a lock held by the copy under way.
#[derive(Clone, Default)]
struct SecondFolder {
    place: SlowPlace,
    copying: Arc<tokio::sync::Mutex<()>>,
}

/// A backup that the user chose in a dialog, in any folder.
#[derive(Clone)]
struct ChosenFile {
    path: PathBuf,
    place: SlowPlace,
}

/// Sets `State::running` until it is dropped. The future that makes the backup may be dropped before its end.
struct Running<'a>(&'a Backups);

impl<'a> Running<'a> {
    fn begin(backups: &'a Backups) -> Self {
        let mut state = backups.state();
        state.running = true;
        state.last_try = backups.0.clock.mark();
        drop(state);
        Self(backups)
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.state().running = false;
    }
}

impl Backups {
    /// The backups of the vault in this home.
    pub fn of(
        home: Home,
        clock: Arc<Clock>,
        settings: SettingsFile,
        notify: impl Fn(BackupEvent) + Send + Sync + 'static,
    ) -> Self {
        let state = State {
            last_try: clock.mark(),
            running: false,
            problem: None,
            held: None,
            missed_at_lock: false,
            second: SecondFolder::default(),
            chosen: None,
        };
        Self(Arc::new(Shared {
            home,
            clock,
            settings,
            notify: Box::new(notify),
            one_at_a_time: tokio::sync::Mutex::default(),
            state: Mutex::new(state),
        }))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The folder for backups on this computer, made if it is missing.
    ///
    /// # Errors
    /// An error of the file system.
    pub fn folder(&self) -> Result<PathBuf, CommandError> {
        self.0
            .home
            .prepare_backups()
            .map_err(CommandError::from_disk)
    }

    /// Makes a backup now, checks it, and copies it to the second place.
    ///
    /// # Errors
    /// No backup was made. A failed copy is no error here: it stands in the status.
    pub async fn make(&self, vault: &Vault) -> Result<(), CommandError> {
        let _alone = self.0.one_at_a_time.lock().await;
        let running = Running::begin(self);
        let made = self.make_here(vault).await;
        let problem = match &made {
            Ok(file) => self.copy_to_second_place(vault, file).await.err(),
            Err(problem) => Some(problem.clone()),
        };
        drop(running);
        self.finish(problem).await;
        made.map(drop)
    }

    /// Makes a backup if anything was changed since the last one; copies the last one to the second place if it is
    /// missing there.
    ///
    /// # Errors
    /// As [`Self::make`].
    pub async fn make_if_needed(&self, vault: &Vault) -> Result<(), CommandError> {
        // A vault that was opened read-only cannot have changed, and it is damaged: a copy of it helps nobody.
        if vault.is_read_only() {
            return Ok(());
        }
        let newest = self.newest_here();
        let changed = has_changed(vault, newest.as_ref()).await;
        match newest {
            Some(newest) if !changed => {
                self.copy_if_missing(vault, &newest).await;
                Ok(())
            }
            Some(_) | None => self.make(vault).await,
        }
    }

    /// Keeps the problem for the status, and tells the window.
    async fn finish(&self, problem: Option<CommandError>) {
        self.state().problem = problem;
        (self.0.notify)(BackupEvent::Done(self.status().await));
    }

    async fn make_here(&self, vault: &Vault) -> Result<BackupFile, CommandError> {
        let (folder, clock) = (self.folder()?, &self.0.clock);
        let progress = self.progress(BackupPlace::Here);
        let made = vault
            .make_backup(&folder, clock.timestamp(), clock.local(), progress)
            .await?;
        let rotated = vault.rotate_backups(&folder, clock.local()).await;
        let list = move || list_backups(&folder);
        let held = match rotated.ok().and_then(|rotated| rotated.held) {
            Some(held) => {
                self.still_held(held, self.on_blocking_thread(move |_| list()).await.ok())
            }
            None => None,
        };
        self.state().held = held;
        Ok(made)
    }

    /// Drops a hold that is only due to the clock being set back by an hour in autumn: it is over before anybody could
    /// read about it.
    fn still_held(&self, held: Hold, files: Option<Vec<BackupFile>>) -> Option<Hold> {
        let ahead = |files: Vec<_>| files.iter().any(|file| is_ahead(file, &self.0.clock));
        (held != Hold::ClockWentBack || files.is_some_and(ahead)).then_some(held)
    }

    fn progress(&self, place: BackupPlace) -> impl Fn(Progress) + Send + Sync + 'static {
        let shared = Arc::clone(&self.0);
        move |progress| {
            let percent = i32::from(progress.percent);
            (shared.notify)(BackupEvent::Progress { percent, place });
        }
    }

    /// Makes a backup if one is due. Also saves the mark of the newest change, so that an older copy of the vault is
    /// noticed even if the computer is switched off without a lock.
    pub async fn make_if_due(&self, lock: &VaultLock) {
        let since = self.0.clock.since(self.state().last_try);
        let Ok(vault) = lock.vault() else { return };
        vault.keep_mark().await.ok();
        let missed = std::mem::take(&mut self.state().missed_at_lock);
        if since >= BACKUP_INTERVAL || missed {
            // Counts as a try even if nothing was changed. An error stands in the status.
            self.state().last_try = self.0.clock.mark();
            vault.unless_locked(self.make_if_needed(&vault)).await.ok();
        }
    }

    /// Checks after an unlock whether the last lock made its backup; if not, one is made soon.
    pub async fn after_unlock(&self, vault: &Vault) {
        if !vault.is_read_only() && has_changed(vault, self.newest_here().as_ref()).await {
            self.state().missed_at_lock = true;
        }
    }
}

/// Whether anything was changed or typed since the newest backup.
async fn has_changed(vault: &Vault, newest: Option<&BackupFile>) -> bool {
    match newest {
        // A backup that cannot be read gives no reason to skip the next one.
        Some(newest) => vault.changed_since(newest).await.unwrap_or(true),
        None => true,
    }
}

impl BeforeWiping for Backups {
    fn before_wiping<'a>(
        &'a self,
        vault: &'a Vault,
    ) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
        Box::pin(async move {
            // If this future is dropped before its end, the backup is made after the next unlock.
            self.state().missed_at_lock = true;
            // An error stands in the status.
            let made = self.make_if_needed(vault).await;
            self.state().missed_at_lock = made.is_err();
        })
    }
}
