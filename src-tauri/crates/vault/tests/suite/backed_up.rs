//! The practice and a backup of it, for the tests of backups.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use tempfile::{TempDir, tempdir};
use vault::{
    BackupError, BackupFile, LockedBackup, OpenBackup, RecoveryCode, RestoreTarget, Secret, Vault,
    VaultPath,
};

use crate::practice::*;

/// The local time at minute `n` of the practice.
pub fn wall(n: i64) -> NaiveDateTime {
    minute(n).moment().unwrap().naive_utc()
}

/// The folder of the practice's backups.
pub fn backups_of(home: &Path) -> PathBuf {
    let folder = home.join("backups");
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A backup of the practice at minute `n`.
pub async fn back_up(vault: &Vault, home: &Path, n: i64) -> BackupFile {
    let folder = backups_of(home);
    let made = vault.make_backup(&folder, minute(n), wall(n), |_| {});
    made.await.unwrap()
}

/// A copy of a backup of the practice in another folder.
pub async fn copy_backup(
    vault: &Vault,
    backup: &BackupFile,
    into: &Path,
) -> Result<BackupFile, BackupError> {
    vault.check_backup(backup).await?.copy_into(into, |_| {})
}

/// A vault with a client, and a backup of it.
pub async fn backed_up() -> (TempDir, Vault, RecoveryCode, BackupFile) {
    let home = tempdir().unwrap();
    let (vault, code) = new_vault(home.path()).await;
    add_course(&vault, 1).await;
    write_note(&vault, 1, "What was said", minute(2))
        .await
        .unwrap();
    let backup = back_up(&vault, home.path(), 3).await;
    (home, vault, code, backup)
}

/// The error of opening a backup with a secret; none if it opens.
pub async fn refused(file: &Path, secret: Secret, home: &Path) -> Option<BackupError> {
    let locked = match LockedBackup::at(file) {
        Ok(locked) => locked,
        Err(error) => return Some(error),
    };
    match locked.open(secret, home).await {
        Ok(open) => {
            open.close().await.unwrap();
            None
        }
        Err(error) => Some(error),
    }
}

/// An opened backup.
pub async fn open(file: &Path, secret: Secret, home: &Path) -> OpenBackup {
    LockedBackup::at(file)
        .unwrap()
        .open(secret, home)
        .await
        .unwrap()
}

/// Restores into this folder at minute 30; the replaced vault is kept.
pub fn target<'a>(path: &'a VaultPath, backups: &'a Path) -> RestoreTarget<'a> {
    RestoreTarget {
        path,
        backups,
        other_vault: false,
        at: minute(30),
        local: wall(30),
    }
}
