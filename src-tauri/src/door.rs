//! The door to the records: locked, or open with a vault behind it.

mod open_vault;
mod reason;

pub use open_vault::OpenVault;
pub use reason::{LockReason, Notice};

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedRwLockReadGuard, RwLock, watch};
use vault::{KdfCost, OpenError, Vault};

use crate::error::CommandError;
use crate::now::{Mark, Now};
use crate::tries::Tries;

/// How long text in progress has to be put away before the door locks all the same.
pub const PUT_AWAY: Duration = Duration::from_secs(2);

/// What is done with the vault behind a door that is closed already, before the keys are wiped.
pub trait LastAct: Send + Sync {
    /// Does it. Dropped half way when it takes longer than [`LockReason::patience`].
    fn before_wiping<'a>(
        &'a self,
        vault: &'a Vault,
    ) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>>;
}

struct Watch {
    tries: Tries,
    last_sign_of_life: Mark,
    announced: Option<LockReason>,
    locked_by: Option<LockReason>,
    failed: Option<CommandError>,
    out: Option<Out>,
}

/// The vault is taken out.
#[derive(Default)]
struct Out {
    /// The door was to be locked meanwhile, and will be when a vault is behind it again.
    to_lock: Option<LockReason>,
}

/// Locked, or open with a vault behind it.
#[derive(Clone)]
pub struct Door {
    now: Arc<Now>,
    vault: Arc<RwLock<Option<Vault>>>,
    writing: Arc<tokio::sync::Mutex<()>>,
    watch: Arc<Mutex<Watch>>,
    leaving: Arc<watch::Sender<()>>,
    wiping: Arc<tokio::sync::Mutex<()>>,
    key_cost: KeyCost,
    tell: Arc<dyn Fn(Notice) + Send + Sync>,
    last_act: Arc<dyn LastAct>,
}

/// What deriving the key of a new vault shall cost; may measure for a few seconds.
pub type KeyCost = fn() -> Result<KdfCost, OpenError>;

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
            tries: Tries::default(),
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

    fn watch(&self) -> MutexGuard<'_, Watch> {
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

    /// Keeps what could not be done for the lock screen: whoever asked for it is gone from the page.
    pub fn has_failed(&self, why: CommandError) {
        self.watch().failed = Some(why);
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

    /// Counts a wrong secret.
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

    /// Opens on a vault that was unlocked or made just now. A lock that came while its old key was replaced follows
    /// at once, and says that there is a new one.
    pub async fn open(&self, vault: Vault) {
        {
            let mut watch = self.watch();
            watch.tries.opened();
            watch.announced = None;
            watch.failed = None;
            watch.last_sign_of_life = self.now.mark();
        }
        if self.put_behind(vault).await.is_some() {
            self.lock(LockReason::NewKey).await;
        }
    }

    /// Answers why it was to be locked meanwhile.
    async fn put_behind(&self, vault: Vault) -> Option<LockReason> {
        let mut door = self.vault.write().await;
        *door = Some(vault);
        self.watch().out.take()?.to_lock
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

    /// Gives the window two seconds to put text in progress away, then locks. Never waits longer.
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
        if tokio::time::timeout(PUT_AWAY, put_away).await.is_err() {
            self.lock(reason).await;
        }
    }

    /// Locks at once: waits for the command under way, then nobody can enter any more. What is done with the vault
    /// after that, and the wiping of its keys, goes on by itself: [`Self::wiped`]. With the vault taken out, locks
    /// when it is back.
    pub async fn lock(&self, reason: LockReason) {
        self.leaving.send_replace(());
        let mut door = self.vault.write().await;
        let Some(vault) = door.take() else {
            if let Some(out) = &mut self.watch().out {
                out.to_lock.get_or_insert(reason);
            }
            return;
        };
        let wiping = Arc::clone(&self.wiping).lock_owned().await;
        drop(door);
        let reason = self.was_locked(reason);
        let last_act = Arc::clone(&self.last_act);
        let wipe = async move {
            // What could not be done in time is done behind the next lock.
            tokio::time::timeout(reason.patience(), last_act.before_wiping(&vault))
                .await
                .ok();
            // The keys are wiped whatever SQLite answers; every save was on disk before.
            vault.lock().await.ok();
            drop(wiping);
        };
        tokio::spawn(wipe);
    }

    /// Waits until the keys of a vault that was locked are wiped, and its file is closed.
    pub async fn wiped(&self) {
        drop(self.wiping.lock().await);
    }

    /// Takes the vault out, for what puts another one in its place; waits for the command under way. Until then
    /// the door answers that it is locked.
    ///
    /// # Errors
    /// [`CommandError::VaultLocked`].
    pub async fn take(&self) -> Result<Vault, CommandError> {
        self.leaving.send_replace(());
        let mut door = self.vault.write().await;
        let vault = door.take().ok_or(CommandError::VaultLocked)?;
        self.watch().out = Some(Out::default());
        Ok(vault)
    }

    /// Puts a vault back that was taken out; a lock that came meanwhile follows at once. One that lost its keys
    /// meanwhile leaves the door locked.
    pub async fn put_back(&self, vault: Vault) {
        if vault.is_locked().await {
            self.was_locked(LockReason::Asked);
        } else if let Some(reason) = self.put_behind(vault).await {
            self.lock(reason).await;
        }
    }

    /// Says that it is locked, and why.
    pub fn was_locked(&self, reason: LockReason) -> LockReason {
        let reason = {
            let mut watch = self.watch();
            let reason = watch.announced.take().unwrap_or(reason);
            watch.locked_by = Some(reason);
            watch.out = None;
            reason
        };
        (self.tell)(Notice::Locked(reason));
        reason
    }
}
