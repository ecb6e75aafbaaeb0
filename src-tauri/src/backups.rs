//! When backups are made, and where they go. What goes wrong is kept and shown, and blocks nobody.

mod blocking;
mod errors;
mod places;
mod status;

use std::fs;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use vault::{BackupFile, Hold, Progress, Vault, VaultPath, list_backups, list_replaced_vaults};

use places::is_ahead;
pub use places::{BackupPlace, BackupRow, Today, VaultPutAside};
pub use status::{BackupLevel, BackupStatus, SecondPlace};

use crate::environment::clock::{Mark, Now};
use crate::environment::home::Home;
use crate::environment::settings::SettingsFile;
use crate::error::CommandError;
use crate::lock::{Door, LastAct};

/// How often somebody looks whether it is time.
pub const EVERY: Duration = Duration::from_secs(30);
/// How long it takes from one to the next while somebody works.
const PAUSE: Duration = Duration::from_secs(30 * 60);

/// What the window is told.
pub enum Told {
    /// How far one has come.
    Progress {
        /// Of a hundred.
        percent: i32,
        /// Where it goes.
        place: BackupPlace,
    },
    /// One was made, or could not be.
    Done(BackupStatus),
}

/// The keeper of backups.
#[derive(Clone)]
pub struct Backups(Arc<Inside>);

struct Inside {
    home: Home,
    now: Arc<Now>,
    settings: SettingsFile,
    tell: Box<dyn Fn(Told) + Send + Sync>,
    one_at_a_time: tokio::sync::Mutex<()>,
    state: Mutex<State>,
}

struct State {
    tried: Mark,
    running: bool,
    problem: Option<CommandError>,
    held: Option<Hold>,
    chosen: Option<PathBuf>,
}

/// Says that one is being made, for as long as it lives: the making of one may be dropped half way.
struct Running<'a>(&'a Backups);

impl<'a> Running<'a> {
    fn now(backups: &'a Backups) -> Self {
        let mut state = backups.state();
        state.running = true;
        state.tried = backups.0.now.mark();
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
    /// Of the vault in this home.
    pub fn of(
        home: Home,
        now: Arc<Now>,
        settings: SettingsFile,
        tell: impl Fn(Told) + Send + Sync + 'static,
    ) -> Self {
        let state = State {
            tried: now.mark(),
            running: false,
            problem: None,
            held: None,
            chosen: None,
        };
        Self(Arc::new(Inside {
            home,
            now,
            settings,
            tell: Box::new(tell),
            one_at_a_time: tokio::sync::Mutex::default(),
            state: Mutex::new(state),
        }))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The folder on this computer, made if it is not there.
    ///
    /// # Errors
    /// What the file system says.
    pub fn folder(&self) -> Result<PathBuf, CommandError> {
        self.0
            .home
            .prepare_backups()
            .map_err(CommandError::from_disk)
    }

    /// Makes one now, checks it, and copies it to the second place.
    ///
    /// # Errors
    /// Why none was made; that it could not be copied stands in the status.
    pub async fn make(&self, vault: &Vault) -> Result<(), CommandError> {
        let _alone = self.0.one_at_a_time.lock().await;
        let running = Running::now(self);
        let made = self.make_here(vault).await;
        let problem = match &made {
            Ok(file) => self.copy_outside(vault, file).await.err(),
            Err(problem) => Some(problem.clone()),
        };
        drop(running);
        self.state().problem = problem;
        (self.0.tell)(Told::Done(self.status()));
        made.map(drop)
    }

    /// Makes one if anything was changed since the last, and sees that the second place has it.
    ///
    /// # Errors
    /// As [`Self::make`].
    pub async fn make_if_needed(&self, vault: &Vault) -> Result<(), CommandError> {
        // Nothing was changed in a vault that cannot be, and a copy of damage helps nobody.
        if vault.is_read_only() {
            return Ok(());
        }
        let newest = self.newest_here();
        let changed = match &newest {
            // One that cannot be told says nothing of what was changed.
            Some(newest) => vault.changed_since(newest).await.unwrap_or(true),
            None => true,
        };
        match newest {
            Some(newest) if !changed => {
                self.make_up_outside(vault, &newest).await;
                Ok(())
            }
            Some(_) | None => self.make(vault).await,
        }
    }

    /// Copies the newest to a second place that was out of reach when it was made.
    async fn make_up_outside(&self, vault: &Vault, newest: &BackupFile) {
        let there = |folder: PathBuf| newest.path.file_name().map(|name| folder.join(name));
        let second = self.0.settings.second_place();
        if second
            .is_none_or(|folder| !folder.is_dir() || there(folder).is_some_and(|it| it.exists()))
        {
            return;
        }
        let _alone = self.0.one_at_a_time.lock().await;
        let running = Running::now(self);
        let problem = self.copy_outside(vault, newest).await.err();
        drop(running);
        self.state().problem = problem;
        (self.0.tell)(Told::Done(self.status()));
    }

    async fn make_here(&self, vault: &Vault) -> Result<BackupFile, CommandError> {
        let (folder, now) = (self.folder()?, &self.0.now);
        let progress = self.progress(BackupPlace::Here);
        let made = vault
            .make_backup(&folder, now.timestamp(), now.local(), progress)
            .await?;
        let held = self.rotate(vault, &folder).await;
        self.state().held = held;
        Ok(made)
    }

    async fn copy_outside(&self, vault: &Vault, file: &BackupFile) -> Result<(), CommandError> {
        let Some(folder) = self.0.settings.second_place() else {
            return Ok(());
        };
        let progress = self.progress(BackupPlace::Second);
        vault.copy_backup(file, &folder, progress).await?;
        // A setting that cannot be kept makes the copy look older than it is, which harms nobody.
        self.0.settings.save_copied(self.0.now.moment()).ok();
        let held = self.rotate(vault, &folder).await;
        let mut state = self.state();
        state.held = state.held.or(held);
        Ok(())
    }

    /// One too many harms nobody; why no old one is removed any more is said, or they fill the disk unseen.
    async fn rotate(&self, vault: &Vault, folder: &Path) -> Option<Hold> {
        let now = &self.0.now;
        let rotated = vault.rotate_backups(folder, now.local()).await.ok()?;
        let ahead = || list_backups(folder).iter().any(|file| is_ahead(file, now));
        // The hour by which clocks are set back in autumn is over before anybody has read of it.
        rotated
            .held
            .filter(|held| *held != Hold::ClockWentBack || ahead())
    }

    fn progress(&self, place: BackupPlace) -> impl Fn(Progress) + Send + Sync + 'static {
        let inside = Arc::clone(&self.0);
        move |progress| {
            let percent = i32::from(progress.percent);
            (inside.tell)(Told::Progress { percent, place });
        }
    }

    /// Makes one if it is time; and what was done up to now is not forgotten if the computer goes off.
    pub async fn look(&self, door: &Door) {
        let since = self.0.now.since(self.state().tried);
        let Ok(vault) = door.enter() else { return };
        vault.keep_mark().await.ok();
        if since >= PAUSE {
            // Counted as a try even if nothing was changed; and what went wrong stands in the status.
            self.state().tried = self.0.now.mark();
            vault.unless_locked(self.make_if_needed(&vault)).await.ok();
        }
    }

    /// The newest whole backup of this vault on this computer; one of a clock that was ahead only for want of another.
    fn newest_here(&self) -> Option<BackupFile> {
        let today = Today::of(&self.0.home);
        let here = list_backups(&self.0.home.backups()).into_iter();
        here.filter(|file| file.summary.as_ref().is_ok_and(|of| today.is_of(of)))
            .min_by_key(|file| is_ahead(file, &self.0.now))
    }

    /// How safe the records are.
    #[must_use]
    pub fn status(&self) -> BackupStatus {
        let (running, problem, held) = {
            let state = self.state();
            (state.running, state.problem.clone(), state.held)
        };
        let newest = self.newest_here();
        BackupStatus {
            newest_here: newest.and_then(|file| places::made_at(&file, &self.0.now)),
            running,
            problem,
            held,
            ..BackupStatus::outside(
                self.0.home.folder(),
                self.0.settings.second_place(),
                self.0.settings.copied(),
                &self.0.now,
            )
        }
    }

    /// Every backup within reach, newest first; what was made by a clock that was ahead is the newest of nothing, and
    /// comes last.
    #[must_use]
    pub fn rows(&self) -> Vec<BackupRow> {
        let today = Today::of(&self.0.home);
        let mut found: Vec<_> = self.found().collect();
        let now = &self.0.now;
        found.sort_by_key(|(_, file)| (is_ahead(file, now), std::cmp::Reverse(file.made)));
        found
            .iter()
            .map(|(place, file)| today.row(*place, file, now))
            .collect()
    }

    /// The vaults that gave way to a backup and are none themselves, newest first.
    #[must_use]
    pub fn put_aside(&self) -> Vec<VaultPutAside> {
        let home = &self.0.home;
        let found = list_replaced_vaults(&VaultPath::in_home(home.folder()), &home.backups());
        found.into_iter().map(VaultPutAside::from).collect()
    }

    fn found(&self) -> impl Iterator<Item = (BackupPlace, BackupFile)> {
        let chosen = self.state().chosen.clone();
        let chosen = chosen.map(|path| (BackupPlace::Chosen, BackupFile::at(&path)));
        let second = self.0.settings.second_place();
        let within = |place| move |file| (place, file);
        list_backups(&self.0.home.backups())
            .into_iter()
            .map(within(BackupPlace::Here))
            .chain(
                second
                    .iter()
                    .flat_map(|folder| list_backups(folder))
                    .map(within(BackupPlace::Second))
                    .collect::<Vec<_>>(),
            )
            .chain(chosen)
    }

    /// The backup a row stands for.
    ///
    /// # Errors
    /// [`CommandError::PlaceGone`].
    pub fn file_of(&self, id: &str) -> Result<BackupFile, CommandError> {
        let mut found = self.found();
        let of_row = found.find(|(place, file)| places::id(*place, file) == id);
        of_row.map(|(_, file)| file).ok_or(CommandError::PlaceGone)
    }

    /// A file somebody picked becomes a row.
    #[must_use]
    pub fn choose(&self, path: PathBuf) -> BackupRow {
        let file = BackupFile::at(&path);
        self.state().chosen = Some(path);
        Today::of(&self.0.home).row(BackupPlace::Chosen, &file, &self.0.now)
    }

    /// Removes a backup for good.
    ///
    /// # Errors
    /// It is still there then.
    pub fn remove(&self, id: &str) -> Result<(), CommandError> {
        let file = self.file_of(id)?;
        fs::remove_file(file.path).map_err(CommandError::from_disk)
    }

    /// From now on copies go to this folder, or to none.
    ///
    /// # Errors
    /// [`CommandError::SameAsSource`] if it would be lost together with the vault.
    pub fn set_second_place(&self, folder: Option<PathBuf>) -> Result<(), CommandError> {
        let whole = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let home = whole(self.0.home.folder());
        if folder
            .as_deref()
            .is_some_and(|folder| whole(folder).starts_with(home))
        {
            return Err(CommandError::SameAsSource);
        }
        self.state().problem = None;
        let settings = &self.0.settings;
        settings
            .save_second_place(folder)
            .map_err(CommandError::from_disk)
    }
}

impl LastAct for Backups {
    fn before_wiping<'a>(
        &'a self,
        vault: &'a Vault,
    ) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
        Box::pin(async move {
            // What went wrong stands in the status.
            self.make_if_needed(vault).await.ok();
        })
    }
}
