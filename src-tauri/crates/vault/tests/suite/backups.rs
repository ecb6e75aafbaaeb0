//! Backups: made, opened by the secrets of their day, copied, and refused with the right word.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use tempfile::{TempDir, tempdir};
use vault::{BackupError, BackupFile, LockedBackup, RecoveryCode, Secret, Vault};

use crate::practice::*;

/// The clock on the wall at minute `n` of the practice.
pub fn wall(n: i64) -> NaiveDateTime {
    minute(n).moment().unwrap().naive_utc()
}

/// Where the practice keeps its backups.
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

/// Why a backup does not open with a secret; none if it does.
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

#[tokio::test]
async fn a_backup_bears_its_name_and_holds_what_the_vault_held() {
    let (home, vault, code, backup) = backed_up().await;
    assert_eq!(
        backup.path.file_name().unwrap(),
        "kith-2026-01-01-0003.kithbackup",
        "the clock on the wall names it"
    );
    assert_eq!(backup.made, Some(wall(3)), "and is read back");
    assert_eq!(
        fs::read_dir(backups_of(home.path())).unwrap().count(),
        1,
        "nothing is left beside it"
    );
    let then = vault.load_course(course_id(1)).await.unwrap();
    write_note(&vault, 1, "Later", minute(4)).await.unwrap();
    for secret in [secret(), typed(&code)] {
        let locked = LockedBackup::at(&backup.path).unwrap();
        let open = locked.open(secret, home.path()).await.unwrap();
        let clients = open.clients().await.unwrap().whole;
        assert_eq!(clients.len(), 1, "whoever was there");
        let courses = open.courses(clients[0].id).await.unwrap();
        assert!(courses == [then.clone()], "as it was then");
        assert_eq!(open.manifest().made_at(), minute(3), "when");
        let steps = open.verify().await.unwrap();
        assert!(steps.iter().all(|step| step.ok), "sound: {steps:?}");
        open.close().await.unwrap();
    }
    vault.lock().await.unwrap();
    assert_eq!(
        fs::read_dir(home.path()).unwrap().count(),
        2,
        "vault and backups: what it was unpacked into is gone"
    );
}
