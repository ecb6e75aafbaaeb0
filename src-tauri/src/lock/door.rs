//! The door to the records: locked, or open with a vault behind it.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tauri::ipc::{CommandArg, CommandItem, InvokeError};
use tauri::{Manager, Runtime};
use tokio::sync::{OwnedMutexGuard, OwnedRwLockReadGuard, RwLock, watch};
use tokio::time::timeout;
use vault::{KdfCost, OpenError, Vault, VaultError};

use super::open_vault::OpenVault;
use super::reason::{LockReason, Notice};
use super::throttle::Throttle;
use crate::environment::KeyCost;
use crate::environment::clock::{Mark, Now};
use crate::error::CommandError;

/// How long a stopped last act has to release the vault.
const ABORT: Duration = Duration::from_millis(200);

/// What is done with the vault behind a door that is closed already, before the keys are wiped.
pub trait LastAct: Send + Sync {
    /// Does it. Dropped half way when it takes longer than [`LockReason::patience`]; what may block in it must run
    /// on threads that have no keys.
    fn before_wiping<'a>(
        &'a self,
        vault: &'a Vault,
    ) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>>;
}

pub(super) struct Watch {
    tries: Throttle,
    last_sign_of_life: Mark,
    announced: Option<LockReason>,
    locked_by: Option<LockReason>,
    failed: Option<CommandError>,
    pub(super) out: Option<Out>,
}

/// The vault is taken out.
#[derive(Default)]
pub(super) struct Out {
    /// The door was to be locked meanwhile, and will be when a vault is behind it again.
    pub(super) to_lock: Option<LockReason>,
}

/// Locked, or open with a vault behind it.
#[derive(Clone)]
pub struct Door {
    now: Arc<Now>,
    pub(super) vault: Arc<RwLock<Option<Vault>>>,
    writing: Arc<tokio::sync::Mutex<()>>,
    watch: Arc<Mutex<Watch>>,
    pub(super) leaving: Arc<watch::Sender<()>>,
    pub(super) wiping: Arc<tokio::sync::Mutex<()>>,
    key_cost: KeyCost,
    tell: Arc<dyn Fn(Notice) + Send + Sync>,
    last_act: Arc<dyn LastAct>,
}

impl Door {
    /// A locked door.
    pub fn locked(
        now: Arc<Now>,
        key_cost: KeyCost,
        tell: impl Fn(Notice) + Send + Sync + 'static,
        last_act: Arc<dyn LastAct>,
    ) -> Self {
        let last_sign_of_life = now.mark();
        let watch = Watch {
            tries: Throttle::default(),
            last_sign_of_life,
            announced: None,
            locked_by: None,
            failed: None,
            out: None,
        };
        Self {
            now,
            vault: Arc::default(),
            writing: Arc::default(),
            watch: Arc::new(Mutex::new(watch)),
            leaving: Arc::default(),
            wiping: Arc::default(),
            key_cost,
            tell: Arc::new(tell),
            last_act,
        }
    }

    pub(super) fn watch(&self) -> MutexGuard<'_, Watch> {
        self.watch.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The clock of the house.
    #[must_use]
    pub fn now(&self) -> &Now {
        &self.now
    }

    /// The proof that the door is open, and the way to the records behind it.
    ///
    /// # Errors
    /// [`CommandError::VaultLocked`], also while the door is closing.
    pub fn enter(&self) -> Result<OpenVault, CommandError> {
        // Before the door is looked at, so that no closing is missed.
        let leaving = self.leaving.subscribe();
        let vault = Arc::clone(&self.vault)
            .try_read_owned()
            .map_err(|_| CommandError::VaultLocked)?;
        let vault = OwnedRwLockReadGuard::try_map(vault, Option::as_ref)
            .map_err(|_| CommandError::VaultLocked)?;
        Ok(OpenVault {
            vault,
            now: Arc::clone(&self.now),
            writing: Arc::clone(&self.writing),
            leaving,
        })
    }

    /// Whether records can be reached.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.enter().is_ok()
    }

    /// Whether nothing is behind it, nor taken out: there is nothing to lock.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        self.vault.try_read().is_ok_and(|door| door.is_none()) && self.watch().out.is_none()
    }

    /// Why it was locked last; none until it was.
    #[must_use]
    pub fn locked_by(&self) -> Option<LockReason> {
        self.watch().locked_by
    }

    /// What could not be done behind the closed door; none once it was opened again.
    #[must_use]
    pub fn failed(&self) -> Option<CommandError> {
        self.watch().failed.clone()
    }

    /// Lets somebody try a secret, unless wrong ones have to be waited out.
    ///
    /// # Errors
    /// [`CommandError::Wait`].
    pub fn may_try(&self) -> Result<(), CommandError> {
        match self.watch().tries.wait(&self.now) {
            0 => Ok(()),
            seconds => Err(CommandError::Wait { seconds }),
        }
    }

    /// A wrong secret counts, wherever it is asked for.
    #[must_use]
    pub fn counted(&self, error: VaultError) -> CommandError {
        if matches!(
            error,
            VaultError::Secret(OpenError::WrongPassphrase | OpenError::WrongRecoveryCode)
        ) {
            self.was_wrong();
        }
        error.into()
    }

    /// A wrong secret of a backup counts like one of the vault.
    pub fn was_wrong(&self) {
        self.watch().tries.failed(&self.now);
    }

    /// What deriving the key of a new vault shall cost here.
    ///
    /// # Errors
    /// [`CommandError::OutOfMemory`].
    pub async fn key_cost(&self) -> Result<KdfCost, CommandError> {
        let cost = tokio::task::spawn_blocking(self.key_cost).await;
        Ok(cost.map_err(|fault| CommandError::unexpected(&fault))??)
    }

    /// Opens on a vault that was unlocked or made just now.
    pub async fn open(&self, vault: Vault) {
        let mut door = self.vault.write().await;
        *door = Some(vault);
        self.was_opened();
    }

    pub(super) fn was_opened(&self) {
        let mut watch = self.watch();
        watch.tries.opened();
        watch.announced = None;
        watch.failed = None;
        watch.last_sign_of_life = self.now.mark();
    }

    /// Somebody typed or moved the pointer.
    pub fn sign_of_life(&self) {
        self.watch().last_sign_of_life = self.now.mark();
    }

    /// How long nobody did.
    #[must_use]
    pub fn idle_for(&self) -> Duration {
        self.now.since(self.watch().last_sign_of_life)
    }

    /// Gives the window a moment to put text in progress away, two seconds at most, then locks.
    pub async fn announce_and_lock(&self, reason: LockReason) {
        if self.watch().out.is_some() {
            return self.lock(reason).await;
        }
        let first = {
            let mut watch = self.watch();
            let first = watch.announced.is_none();
            watch.announced.get_or_insert(reason);
            first
        };
        if first {
            (self.tell)(Notice::Locking(reason));
        }
        let put_away = async {
            while self.is_open() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        timeout(reason.put_away(), put_away).await.ok();
        // The page did by now, unless it is late, or the vault was taken out this very moment.
        self.lock(reason).await;
    }

    /// Locks at once: waits for the command under way, then nobody can enter any more. What is done with the vault
    /// after that, and the wiping of its keys, goes on by itself: [`Self::wiped`]. With the vault taken out, locks
    /// when it is back.
    pub async fn lock(&self, reason: LockReason) {
        let began = self.now.mark();
        self.leaving.send_replace(());
        let mut door = self.vault.write().await;
        let reason = self.watch().announced.take().unwrap_or(reason);
        let Some(vault) = door.take() else {
            if let Some(out) = &mut self.watch().out {
                out.to_lock.get_or_insert(reason);
            }
            return;
        };
        let wiping = Arc::clone(&self.wiping).lock_owned().await;
        drop(door);
        self.wipe(vault, reason, wiping, began);
    }

    /// Says that it is locked, does what is left to be done with the vault, and wipes its keys. The clock runs since
    /// the lock `began`, whatever is done.
    pub(super) fn wipe(
        &self,
        vault: Vault,
        reason: LockReason,
        wiping: OwnedMutexGuard<()>,
        began: Mark,
    ) {
        self.ends_locked(reason, None);
        let now = Arc::clone(&self.now);
        let last_act = Arc::clone(&self.last_act);
        let vault = Arc::new(vault);
        tokio::spawn(async move {
            let patience = reason.patience();
            if !patience.is_zero() {
                let behind = Arc::clone(&vault);
                // In its own task: if it blocks, the timeout below still ends.
                let mut acting = tokio::spawn(async move { last_act.before_wiping(&behind).await });
                // What could not be done in time is done after the next unlock.
                let left = patience.saturating_sub(now.since(began));
                if timeout(left, &mut acting).await.is_err() {
                    acting.abort();
                    timeout(ABORT, acting).await.ok();
                }
            }
            // The keys are wiped whatever SQLite answers; every save was on disk before.
            vault.lock().await.ok();
            drop(wiping);
        });
    }

    /// Waits until the keys of a vault that was locked are wiped, and its file is closed; and until one that was taken
    /// out is back, or locked.
    pub async fn wiped(&self) {
        drop(self.wiping.lock().await);
    }

    /// Says that nothing is behind it any more, why, and what could not be done.
    pub fn ends_locked(&self, reason: LockReason, failed: Option<CommandError>) {
        {
            let mut watch = self.watch();
            watch.announced = None;
            watch.locked_by = Some(reason);
            watch.failed = failed;
            watch.out = None;
        }
        (self.tell)(Notice::Locked(reason));
    }
}

impl<'de, R: Runtime> CommandArg<'de, R> for OpenVault {
    fn from_command(command: CommandItem<'de, R>) -> Result<Self, InvokeError> {
        let door = command.message.webview_ref().state::<Door>();
        Ok(door.enter()?)
    }
}
