//! Holds the vault: locked, or open.

use std::mem;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{NaiveDate, NaiveDateTime};
use tauri::ipc::{CommandArg, CommandItem, InvokeError};
use tauri::{Manager, Runtime};
use tokio::sync::{OwnedMutexGuard, OwnedRwLockReadGuard, RwLock, watch};
use tokio::time::timeout;
use vault::{KdfCost, OpenError, Vault, VaultError};

use super::open_vault::OpenVault;
use super::reason::{LockReason, Notice};
use super::throttle::Throttle;
use crate::environment::KeyCost;
use crate::environment::clock::{Clock, Mark};
use crate::error::CommandError;

/// The time that an aborted [`BeforeWiping`] has to let go of the vault.
const ABORT: Duration = Duration::from_millis(200);

/// The work done between the lock and the wiping of the keys, when commands can no longer reach the vault.
pub trait BeforeWiping: Send + Sync {
    /// Does the work. It is dropped if it takes longer than [`LockReason::patience`]; calls in it that may block must
    /// run on threads that have no keys.
    fn before_wiping<'a>(
        &'a self,
        vault: &'a Vault,
    ) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>>;
}

pub(super) struct Status {
    tries: Throttle,
    last_activity: Mark,
    /// The reason of a lock that was announced to the window and has not begun.
    announced: Option<LockReason>,
    reason: Option<LockReason>,
    failure: Option<CommandError>,
    pub(super) taken_out: Option<TakenOut>,
    /// The session during which the vault is not locked for lack of use.
    session: Option<KeptOpen>,
    /// The page was told to cover the window, and nobody used the program since.
    covered: bool,
    /// The day of the last lock, in the time zone of the computer.
    locked_on: Option<NaiveDate>,
}

/// The vault stays open until the planned end of a session.
#[derive(Clone, Copy)]
struct KeptOpen {
    since: Mark,
    length: Duration,
    until: NaiveDateTime,
}

/// The vault is taken out to be replaced or moved.
#[derive(Default)]
pub(super) struct TakenOut {
    /// The reason of a lock that was asked for meanwhile; it is done when the vault is back.
    pub(super) lock_after: Option<LockReason>,
}

/// Holds the vault: locked, or open. The only access to the vault is [`Self::vault`].
#[derive(Clone)]
pub struct VaultLock {
    clock: Arc<Clock>,
    pub(super) vault: Arc<RwLock<Option<Vault>>>,
    writing: Arc<tokio::sync::Mutex<()>>,
    status: Arc<Mutex<Status>>,
    pub(super) lock_begins: Arc<watch::Sender<()>>,
    pub(super) wiping: Arc<tokio::sync::Mutex<()>>,
    key_cost: KeyCost,
    notify: Arc<dyn Fn(Notice) + Send + Sync>,
    before_wiping: Arc<dyn BeforeWiping>,
}

impl VaultLock {
    /// A lock without an open vault.
    pub fn locked(
        clock: Arc<Clock>,
        key_cost: KeyCost,
        notify: impl Fn(Notice) + Send + Sync + 'static,
        before_wiping: Arc<dyn BeforeWiping>,
    ) -> Self {
        let last_activity = clock.mark();
        let status = Status {
            tries: Throttle::default(),
            last_activity,
            announced: None,
            reason: None,
            failure: None,
            taken_out: None,
            session: None,
            covered: false,
            locked_on: None,
        };
        Self {
            clock,
            vault: Arc::default(),
            writing: Arc::default(),
            status: Arc::new(Mutex::new(status)),
            lock_begins: Arc::default(),
            wiping: Arc::default(),
            key_cost,
            notify: Arc::new(notify),
            before_wiping,
        }
    }

    pub(super) fn status(&self) -> MutexGuard<'_, Status> {
        self.status.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The clock of the application.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The open vault. A lock waits until the returned value is dropped.
    ///
    /// # Errors
    /// [`CommandError::VaultLocked`], also as soon as a lock has begun.
    pub fn vault(&self) -> Result<OpenVault, CommandError> {
        // Subscribed before the vault is taken, so that no lock that begins is missed.
        let lock_begins = self.lock_begins.subscribe();
        let vault = Arc::clone(&self.vault)
            .try_read_owned()
            .map_err(|_| CommandError::VaultLocked)?;
        let vault = OwnedRwLockReadGuard::try_map(vault, Option::as_ref)
            .map_err(|_| CommandError::VaultLocked)?;
        Ok(OpenVault {
            vault,
            clock: Arc::clone(&self.clock),
            writing: Arc::clone(&self.writing),
            lock_begins,
        })
    }

    /// Whether commands can reach records.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.vault().is_ok()
    }

    /// Whether there is nothing to lock: no vault is open, and none is taken out.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        self.vault.try_read().is_ok_and(|open| open.is_none()) && self.status().taken_out.is_none()
    }

    /// The reason of the last lock; none before the first one.
    #[must_use]
    pub fn reason(&self) -> Option<LockReason> {
        self.status().reason
    }

    /// The error of the last lock, if a step of it failed; none after an unlock.
    #[must_use]
    pub fn failure(&self) -> Option<CommandError> {
        self.status().failure.clone()
    }

    /// Whether a secret may be tried now.
    ///
    /// # Errors
    /// [`CommandError::Wait`] after too many wrong ones.
    pub fn may_try(&self) -> Result<(), CommandError> {
        match self.status().tries.wait(&self.clock) {
            0 => Ok(()),
            seconds => Err(CommandError::Wait { seconds }),
        }
    }

    /// Counts the try if the error is a wrong secret, for every command that asks for one.
    #[must_use]
    pub fn count_if_wrong(&self, error: VaultError) -> CommandError {
        if matches!(
            error,
            VaultError::Secret(OpenError::WrongPassphrase | OpenError::WrongRecoveryCode)
        ) {
            self.count_wrong_secret();
        }
        error.into()
    }

    /// Counts a wrong secret; one of a backup counts like one of the vault.
    pub fn count_wrong_secret(&self) {
        self.status().tries.count(&self.clock);
    }

    /// The cost of deriving the key of a new vault on this computer.
    ///
    /// # Errors
    /// [`CommandError::OutOfMemory`].
    pub async fn key_cost(&self) -> Result<KdfCost, CommandError> {
        let cost = tokio::task::spawn_blocking(self.key_cost).await;
        Ok(cost.map_err(|fault| CommandError::unexpected(&fault))??)
    }

    /// Holds a vault that was unlocked or made just now.
    pub async fn set_open(&self, vault: Vault) {
        let mut open = self.vault.write().await;
        *open = Some(vault);
        self.reset();
    }

    /// Forgets wrong tries and the last failure: the vault is open.
    pub(super) fn reset(&self) {
        let mut status = self.status();
        status.tries.reset();
        status.announced = None;
        status.failure = None;
        status.session = None;
        status.covered = false;
        status.last_activity = self.clock.mark();
    }

    /// Notes that the user typed or moved the pointer just now.
    pub fn note_activity(&self) {
        let mut status = self.status();
        status.last_activity = self.clock.mark();
        status.covered = false;
    }

    /// Does not lock for lack of use until this local time; none ends that. Every other reason locks as ever.
    pub fn keep_open_until(&self, until: Option<NaiveDateTime>) {
        let session = until.map(|until| KeptOpen {
            since: self.clock.mark(),
            length: (until - self.clock.local()).to_std().unwrap_or_default(),
            until,
        });
        self.status().session = session;
    }

    /// Locks for lack of use again, if the vault was kept open until this time only.
    pub fn keep_open_no_longer(&self, until: NaiveDateTime) {
        let mut status = self.status();
        if status.session.is_some_and(|session| session.until == until) {
            status.session = None;
        }
    }

    /// The local time until which the vault is not locked for lack of use; none if it is locked as usual.
    #[must_use]
    pub fn kept_open_until(&self) -> Option<NaiveDateTime> {
        let session = self.status().session?;
        (self.clock.since(session.since) < session.length).then_some(session.until)
    }

    /// Tells the page to cover the window, once until the program is used again.
    pub(super) fn cover(&self) {
        let told = mem::replace(&mut self.status().covered, true);
        if !told {
            (self.notify)(Notice::Cover);
        }
    }

    /// Whether the last lock was today.
    #[must_use]
    pub fn locked_today(&self) -> bool {
        self.status().locked_on == Some(self.clock.today())
    }

    /// The time since the user last typed or moved the pointer.
    #[must_use]
    pub fn idle_for(&self) -> Duration {
        self.clock.since(self.status().last_activity)
    }

    /// Gives the page a moment to save text in progress, two seconds at most, then locks.
    pub async fn announce_and_lock(&self, reason: LockReason) {
        if self.status().taken_out.is_some() {
            return self.lock(reason).await;
        }
        let first = {
            let mut status = self.status();
            let first = status.announced.is_none();
            status.announced.get_or_insert(reason);
            first
        };
        if first {
            (self.notify)(Notice::Locking(reason));
        }
        let locked_by_page = async {
            while self.is_open() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        timeout(reason.time_to_save(), locked_by_page).await.ok();
        // The page has locked by now, unless it is late, or the vault was taken out meanwhile.
        self.lock(reason).await;
    }

    /// Locks at once: waits for running commands, then no command can reach the vault. [`BeforeWiping`] and the wiping
    /// of the keys go on in the background; see [`Self::wait_until_wiped`]. If the vault is taken out, locks when it is
    /// back.
    pub async fn lock(&self, reason: LockReason) {
        let began = self.clock.mark();
        self.lock_begins.send_replace(());
        let mut open = self.vault.write().await;
        let reason = self.status().announced.take().unwrap_or(reason);
        let Some(vault) = open.take() else {
            if let Some(taken_out) = &mut self.status().taken_out {
                taken_out.lock_after.get_or_insert(reason);
            }
            return;
        };
        let wiping = Arc::clone(&self.wiping).lock_owned().await;
        drop(open);
        self.wipe(vault, reason, wiping, began);
    }

    /// Records that the vault is locked, does the work before wiping, and wipes the keys. The time for that work counts
    /// from when the lock `began`.
    pub(super) fn wipe(
        &self,
        vault: Vault,
        reason: LockReason,
        wiping: OwnedMutexGuard<()>,
        began: Mark,
    ) {
        self.set_locked(reason, None);
        let clock = Arc::clone(&self.clock);
        let before_wiping = Arc::clone(&self.before_wiping);
        let vault = Arc::new(vault);
        tokio::spawn(async move {
            let patience = reason.patience();
            if !patience.is_zero() {
                let worked_on = Arc::clone(&vault);
                // A task of its own: the timeout ends even if the work blocks its thread.
                let mut work =
                    tokio::spawn(async move { before_wiping.before_wiping(&worked_on).await });
                // Work that has no time left is done after the next unlock.
                let left = patience.saturating_sub(clock.since(began));
                if timeout(left, &mut work).await.is_err() {
                    work.abort();
                    timeout(ABORT, work).await.ok();
                }
            }
            // SQLite's answer does not matter: the keys are wiped in any case, and every change was on disk before.
            vault.lock().await.ok();
            drop(wiping);
        });
    }

    /// Waits until the keys of a locked vault are wiped and its file is closed, and until a vault that was taken out is
    /// back or locked.
    pub async fn wait_until_wiped(&self) {
        drop(self.wiping.lock().await);
    }

    /// Records that no vault is open, the reason, and what could not be done; tells the window.
    pub fn set_locked(&self, reason: LockReason, failure: Option<CommandError>) {
        {
            let mut status = self.status();
            status.announced = None;
            status.reason = Some(reason);
            status.failure = failure;
            status.taken_out = None;
            status.session = None;
            status.locked_on = Some(self.clock.today());
        }
        (self.notify)(Notice::Locked(reason));
    }
}

impl<'de, R: Runtime> CommandArg<'de, R> for OpenVault {
    fn from_command(command: CommandItem<'de, R>) -> Result<Self, InvokeError> {
        let vault_lock = command.message.webview_ref().state::<VaultLock>();
        Ok(vault_lock.vault()?)
    }
}
