//! Does acts to a real vault.

use std::fmt;
use std::path::{Path, PathBuf};

use chrono::{NaiveDateTime, TimeDelta};
use vault::{
    BackupError, Draft, EditKind, KdfCost, LockedBackup, LockedVault, OpenError, Passphrase,
    RecoveryCode, RelocateError, RestoreTarget, Secret, Vault, VaultError, VaultPath, list_backups,
    relocate, restore,
};

use crate::act::{Act, Model};
use crate::practice::{client, course, course_id, minute, unlock, write_note};

/// Why an act was not done.
pub enum Refusal {
    Open(OpenError),
    Use(VaultError),
    Backup(BackupError),
    Move(RelocateError),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open(error) => write!(f, "cannot open: {error}"),
            Self::Use(error) => write!(f, "cannot save: {error}"),
            Self::Backup(error) => write!(f, "cannot back up or restore: {error}"),
            Self::Move(error) => write!(f, "cannot move: {error}"),
        }
    }
}

impl From<OpenError> for Refusal {
    fn from(error: OpenError) -> Self {
        Self::Open(error)
    }
}

impl From<VaultError> for Refusal {
    fn from(error: VaultError) -> Self {
        Self::Use(error)
    }
}

impl From<BackupError> for Refusal {
    fn from(error: BackupError) -> Self {
        Self::Backup(error)
    }
}

impl From<RelocateError> for Refusal {
    fn from(error: RelocateError) -> Self {
        Self::Move(error)
    }
}

/// The folder of the backups.
pub fn backups(home: &Path) -> PathBuf {
    home.join("backups")
}

/// The folder a vault moves into, beside the program's own.
pub fn elsewhere(home: &Path) -> PathBuf {
    home.with_file_name("elsewhere")
}

/// The local time at that minute.
pub fn wall(at: i64) -> NaiveDateTime {
    minute(at)
        .moment()
        .map(|moment| moment.naive_utc())
        .unwrap_or_default()
}

/// The secret that opens a vault in this state.
pub fn secret(model: &Model) -> Secret {
    Secret::Passphrase(if model.golden && model.passphrase == 0 {
        crate::practice::passphrase()
    } else {
        passphrase(model.passphrase)
    })
}

/// The n-th passphrase of a vault.
pub fn passphrase(number: u64) -> Passphrase {
    Passphrase::try_from(format!("otter lamp {number} crooked violins"))
        .unwrap_or_else(|_| unreachable!("five words are long enough"))
}

/// A user of a vault: opens it when an act needs it and keeps it open between acts.
pub struct User<'a> {
    home: &'a Path,
    open: Option<Vault>,
}

/// A result of an act that cannot be known before.
#[derive(Default)]
pub struct Made {
    pub code: Option<RecoveryCode>,
}

impl<'a> User<'a> {
    pub fn on(home: &'a Path) -> Self {
        Self { home, open: None }
    }

    /// Opens the vault if it is not open.
    async fn vault(&mut self, model: &Model) -> Result<&Vault, Refusal> {
        let vault = match self.open.take() {
            Some(vault) => vault,
            None => unlock(self.home, secret(model)).await?,
        };
        Ok(self.open.insert(vault))
    }

    /// Locks the vault if it is open.
    pub async fn lock(&mut self) -> Result<(), Refusal> {
        match self.open.take() {
            Some(vault) => Ok(vault.lock().await?),
            None => Ok(()),
        }
    }

    /// Does an act; `model` is the state before. When this returns, the act counts as saved.
    pub async fn does(&mut self, act: &Act, model: &Model) -> Result<Made, Refusal> {
        let mut made = Made::default();
        let at = minute(2);
        if *act == Act::Create {
            let path = VaultPath::in_home(self.home);
            let (vault, code) =
                LockedVault::create(path, &passphrase(0), KdfCost::LEAST, minute(0)).await?;
            self.open = Some(vault);
            made.code = Some(code);
            return Ok(made);
        }
        let home = self.home;
        if *act == Act::Move {
            // Only a locked vault can be moved.
            self.lock().await?;
            relocate(home, &elsewhere(home))?;
            return Ok(made);
        }
        let vault = self.vault(model).await?;
        match act {
            Act::Create | Act::Open | Act::Move => {}
            Act::Backup(now) => {
                let folder = backups(home);
                std::fs::create_dir_all(&folder).map_err(BackupError::from)?;
                vault
                    .make_backup(&folder, minute(*now), wall(*now), |_| {})
                    .await?;
            }
            Act::Rotate(now) => {
                let long_after = wall(*now) + TimeDelta::days(100);
                vault.rotate_backups(&backups(home), long_after).await?;
            }
            Act::Restore(now) => {
                restore_newest(home, vault, model, *now).await?;
                // This vault is locked, and another has its place.
                self.open = None;
            }
            Act::Write(client, text) => {
                write_note(vault, *client, text, at).await?;
            }
            Act::Undo(number) => {
                vault.undo(client(*number), at).await?;
            }
            Act::Redo(number) => {
                vault.redo(client(*number), at).await?;
            }
            Act::Draft(words) => {
                let draft = Draft {
                    key: "note".to_owned(),
                    client_id: None,
                    body: words.clone(),
                    at,
                };
                vault.save_draft(&draft).await?;
            }
            Act::AddClient(number) => add_client(vault, *number).await?,
            Act::Erase(number) => {
                let mut change = vault.begin(EditKind::EraseClient, at).await?;
                change.erase_client(client(*number)).await?;
                change.commit().await?;
            }
            Act::ChangePassphrase(number) => {
                vault
                    .change_passphrase(secret(model), passphrase(*number), KdfCost::LEAST, at)
                    .await?;
            }
            Act::ReplaceMasterKey(number) => {
                let chosen = passphrase(*number);
                let replaced = vault
                    .replace_master_key(secret(model), chosen, KdfCost::LEAST, at, |_| {})
                    .await;
                let new = replaced?;
                made.code = Some(new.code);
                self.open = Some(new.vault?);
            }
            Act::NewRecoveryCode => {
                made.code = Some(vault.new_recovery_code(secret(model), at).await?);
            }
        }
        Ok(made)
    }
}

async fn restore_newest(
    home: &Path,
    vault: &Vault,
    model: &Model,
    now: i64,
) -> Result<(), Refusal> {
    let newest = list_backups(&backups(home)).into_iter().next();
    let newest = newest.ok_or(BackupError::Missing)?;
    let then = model.backups.last().map_or(model, |backup| &backup.holds);
    let open = LockedBackup::at(&newest.path)?
        .open(secret(then), home)
        .await?;
    let target = RestoreTarget {
        path: &VaultPath::in_home(home),
        backups: &backups(home),
        other_vault: false,
        at: minute(now),
        local: wall(now),
    };
    restore(target, open, Some(vault), |_| {}).await?;
    Ok(())
}

async fn add_client(vault: &Vault, number: u128) -> Result<(), VaultError> {
    let course = course(&format!("C-{number:03}"));
    let mut change = vault.begin(EditKind::ImportCourse, minute(1)).await?;
    change.add_client(client(number), &course.client).await?;
    change
        .add_course(course_id(number), client(number), &course)
        .await?;
    change.commit().await?;
    Ok(())
}
