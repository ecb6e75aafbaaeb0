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

use vault::{
    BackupFile, Hold, NoAnswer, Progress, SlowPlace, Vault, VaultPath, list_backups,
    list_replaced_vaults,
};

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
/// How long a folder outside this computer has to say what is in it.
const LOOK: Duration = Duration::from_secs(5);
/// How long it has to take or give one file.
const COPY: Duration = Duration::from_secs(5 * 60);
/// How long the program stays for a copy once the window is closed and the vault is locked.
const LAST_COPY: Duration = Duration::from_secs(20);

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
    /// The last lock had no time for one, or could not make it.
    owed: bool,
    second: Outside,
    chosen: Option<Chosen>,
}

/// A folder outside this computer, which may never answer, and whether something is copied there.
#[derive(Clone, Default)]
struct Outside {
    place: SlowPlace,
    copying: Arc<tokio::sync::Mutex<()>>,
}

/// A file somebody picked, wherever it lies.
#[derive(Clone)]
struct Chosen {
    path: PathBuf,
    place: SlowPlace,
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
            owed: false,
            second: Outside::default(),
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
        (self.0.tell)(Told::Done(self.status().await));
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
        let changed = has_changed(vault, newest.as_ref()).await;
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
        let (Some(folder), Some(name)) = (self.0.settings.second_place(), newest.path.file_name())
        else {
            return;
        };
        let name = name.to_owned();
        let place = self.state().second.place.clone();
        let is_missing = move || folder.is_dir() && !folder.join(name).exists();
        if place.call(LOOK, is_missing).await != Ok(true) {
            return;
        }
        let _alone = self.0.one_at_a_time.lock().await;
        let running = Running::now(self);
        let problem = self.copy_outside(vault, newest).await.err();
        drop(running);
        self.state().problem = problem;
        (self.0.tell)(Told::Done(self.status().await));
    }

    async fn make_here(&self, vault: &Vault) -> Result<BackupFile, CommandError> {
        let (folder, now) = (self.folder()?, &self.0.now);
        let progress = self.progress(BackupPlace::Here);
        let made = vault
            .make_backup(&folder, now.timestamp(), now.local(), progress)
            .await?;
        let rotated = vault.rotate_backups(&folder, now.local()).await;
        let here = move || list_backups(&folder);
        let held = match rotated.ok().and_then(|rotated| rotated.held) {
            Some(held) => self.still_held(held, self.looked(move |_| here()).await.ok()),
            None => None,
        };
        self.state().held = held;
        Ok(made)
    }

    /// Copies one to the second place. What blocks there is left to a thread that has no keys, so that no lock waits
    /// for it: it goes on behind the lock and says itself how it ended.
    async fn copy_outside(&self, vault: &Vault, file: &BackupFile) -> Result<(), CommandError> {
        let Some(folder) = self.0.settings.second_place() else {
            return Ok(());
        };
        let Outside { place, copying } = self.state().second.clone();
        if place.is_late() {
            return Err(no_answer(NoAnswer));
        }
        // One is on its way still; the next one is copied once it has arrived.
        let Ok(alone) = copying.try_lock_owned() else {
            return Ok(());
        };
        let checked = vault.check_backup(file).await?;
        let (backups, to) = (self.clone(), folder.clone());
        let progress = self.progress(BackupPlace::Second);
        let copied = place.call(COPY, move || {
            let copied = checked.copy_into(&to, progress).map(drop);
            let copied = copied.map_err(CommandError::from);
            backups.was_copied(&to, copied.clone());
            drop(alone);
            copied
        });
        copied.await.map_err(no_answer)??;
        let now = self.0.now.local();
        let rotated = vault.rotate_slow_backups(&place, COPY, &folder, now).await;
        // One too many harms nobody; why no old one is removed any more is said, or they fill the disk unseen.
        if let Some(held) = rotated.ok().and_then(|rotated| rotated.held) {
            let there = place.call(LOOK, move || list_backups(&folder)).await;
            let held = self.still_held(held, there.ok());
            let mut state = self.state();
            state.held = state.held.or(held);
        }
        Ok(())
    }

    /// What became of a copy, told by the thread that made it.
    fn was_copied(&self, to: &Path, copied: Result<(), CommandError>) {
        if self.0.settings.second_place().as_deref() != Some(to) {
            return;
        }
        if copied.is_ok() {
            // A setting that cannot be kept makes the copy look older than it is, which harms nobody.
            self.0.settings.save_copied(self.0.now.moment()).ok();
        }
        self.state().problem = copied.err();
    }

    /// Waits for a copy that goes on behind the lock, but not long.
    pub async fn copied(&self) {
        let place = self.state().second.place.clone();
        place.finished(LAST_COPY).await;
    }

    /// The hour by which clocks are set back in autumn is over before anybody has read of it.
    fn still_held(&self, held: Hold, files: Option<Vec<BackupFile>>) -> Option<Hold> {
        let ahead = |files: Vec<_>| files.iter().any(|file| is_ahead(file, &self.0.now));
        (held != Hold::ClockWentBack || files.is_some_and(ahead)).then_some(held)
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
        let owed = std::mem::take(&mut self.state().owed);
        if since >= PAUSE || owed {
            // Counted as a try even if nothing was changed; and what went wrong stands in the status.
            self.state().tried = self.0.now.mark();
            vault.unless_locked(self.make_if_needed(&vault)).await.ok();
        }
    }

    /// The vault was unlocked just now: one the last lock had no time for is made soon.
    pub async fn after_unlock(&self, vault: &Vault) {
        if !vault.is_read_only() && has_changed(vault, self.newest_here().as_ref()).await {
            self.state().owed = true;
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
    pub async fn status(&self) -> BackupStatus {
        let made_at = |backups: &Self| places::made_at(&backups.newest_here()?, &backups.0.now);
        let newest_here = self.looked(made_at).await.ok().flatten();
        let second_place = match self.0.settings.second_place() {
            Some(folder) => Some(self.look_at_second(folder).await),
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
            ..BackupStatus::outside(second_place, self.0.settings.copied(), &self.0.now)
        }
    }

    async fn look_at_second(&self, folder: PathBuf) -> SecondPlace {
        let place = self.state().second.place.clone();
        let (at, home) = (folder.clone(), self.0.home.folder().to_owned());
        let seen = place.call(LOOK, move || SecondPlace::at(&at, &home)).await;
        seen.unwrap_or_else(|NoAnswer| SecondPlace::out_of_reach(&folder))
    }

    /// Every backup within reach, newest first; what was made by a clock that was ahead is the newest of nothing, and
    /// comes last.
    ///
    /// # Errors
    /// [`CommandError::Unexpected`].
    pub async fn rows(&self) -> Result<Vec<BackupRow>, CommandError> {
        let mut found = self.found().await?;
        self.looked(move |backups| {
            let (today, now) = (Today::of(&backups.0.home), &backups.0.now);
            found.sort_by_key(|(_, file)| (is_ahead(file, now), std::cmp::Reverse(file.made)));
            let rows = found.iter();
            rows.map(|(place, file)| today.row(*place, file, now))
                .collect()
        })
        .await
    }

    /// The vaults that gave way to a backup and are none themselves, newest first.
    #[must_use]
    pub fn put_aside(&self) -> Vec<VaultPutAside> {
        let home = &self.0.home;
        let found = list_replaced_vaults(&VaultPath::in_home(home.folder()), &home.backups());
        found.into_iter().map(VaultPutAside::from).collect()
    }

    /// What is here; and what is elsewhere, as far as it answers.
    async fn found(&self) -> Result<Vec<(BackupPlace, BackupFile)>, CommandError> {
        let here = self.looked(|backups| list_backups(&backups.0.home.backups()));
        let mut found: Vec<_> = here
            .await?
            .into_iter()
            .map(|file| (BackupPlace::Here, file))
            .collect();
        if let Some(folder) = self.0.settings.second_place() {
            let place = self.state().second.place.clone();
            let there = place.call(LOOK, move || list_backups(&folder)).await;
            let there = there.unwrap_or_default().into_iter();
            found.extend(there.map(|file| (BackupPlace::Second, file)));
        }
        let chosen = self.state().chosen.clone();
        if let Some(Chosen { path, place }) = chosen {
            let file = place.call(LOOK, move || BackupFile::at(&path)).await.ok();
            found.extend(file.map(|file| (BackupPlace::Chosen, file)));
        }
        Ok(found)
    }

    /// The backup a row stands for, and where it lies.
    async fn found_as(&self, id: &str) -> Result<(BackupPlace, BackupFile), CommandError> {
        let mut found = self.found().await?.into_iter();
        let of_row = found.find(|(place, file)| places::id(*place, file) == id);
        of_row.ok_or(CommandError::PlaceGone)
    }

    /// The backup a row stands for.
    ///
    /// # Errors
    /// [`CommandError::PlaceGone`].
    pub async fn file_of(&self, id: &str) -> Result<BackupFile, CommandError> {
        Ok(self.found_as(id).await?.1)
    }

    /// A file somebody picked becomes a row.
    ///
    /// # Errors
    /// [`CommandError::PlaceGone`] if where it lies does not answer.
    pub async fn choose(&self, path: PathBuf) -> Result<BackupRow, CommandError> {
        let place = SlowPlace::default();
        let at = path.clone();
        let file = place.call(LOOK, move || BackupFile::at(&at)).await;
        let file = file.map_err(no_answer)?;
        self.state().chosen = Some(Chosen { path, place });
        self.looked(move |backups| {
            Today::of(&backups.0.home).row(BackupPlace::Chosen, &file, &backups.0.now)
        })
        .await
    }

    /// Removes a backup for good.
    ///
    /// # Errors
    /// It is still there then.
    pub async fn remove(&self, id: &str) -> Result<(), CommandError> {
        let (lies, file) = self.found_as(id).await?;
        let remove = move || fs::remove_file(file.path);
        let removed = if lies == BackupPlace::Here {
            self.looked(move |_| remove()).await?
        } else {
            let place = self.state().second.place.clone();
            place.call(LOOK, remove).await.map_err(no_answer)?
        };
        removed.map_err(CommandError::from_disk)
    }

    /// From now on copies go to this folder, or to none.
    ///
    /// # Errors
    /// [`CommandError::SameAsSource`] if it would be lost together with the vault; [`CommandError::PlaceGone`] if it
    /// does not answer.
    pub async fn set_second_place(&self, folder: Option<PathBuf>) -> Result<(), CommandError> {
        let second = Outside::default();
        if let Some(folder) = folder.clone() {
            let home = self.0.home.folder().to_owned();
            let whole = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
            let inside = move || whole(&folder).starts_with(whole(&home));
            if second.place.call(LOOK, inside).await.map_err(no_answer)? {
                return Err(CommandError::SameAsSource);
            }
        }
        {
            let mut state = self.state();
            state.problem = None;
            // A call to another folder that did not come back says nothing of this one.
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

/// Whether anything was changed or typed since the newest backup.
async fn has_changed(vault: &Vault, newest: Option<&BackupFile>) -> bool {
    match newest {
        // One that cannot be told says nothing of what was changed.
        Some(newest) => vault.changed_since(newest).await.unwrap_or(true),
        None => true,
    }
}

/// Whether a place is gone, or asleep, cannot be told.
fn no_answer(_: NoAnswer) -> CommandError {
    CommandError::PlaceGone
}

impl LastAct for Backups {
    fn before_wiping<'a>(
        &'a self,
        vault: &'a Vault,
    ) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
        Box::pin(async move {
            // Should this be dropped half way, it is made up for after the next unlock.
            self.state().owed = true;
            // What went wrong stands in the status.
            let made = self.make_if_needed(vault).await;
            self.state().owed = made.is_err();
        })
    }
}
