//! Restoring a backup over a vault, and restoring one client: no record that was there is lost.

use std::fs;
use std::path::Path;

use course::storage::RecordKind;
use tempfile::tempdir;
use uuid::Uuid;
use vault::{BackupError, OpenBackup, RestoreTarget, Restored, Secret, Vault, VaultPath, restore};

use crate::backed_up::*;
use crate::folders::{contents, names};
use crate::practice::*;

/// Restores into the practice in `home` at minute 30.
async fn put_back(
    home: &Path,
    backup: OpenBackup,
    current: Option<&Vault>,
    other_vault: bool,
) -> Result<Restored, BackupError> {
    let place = VaultPath::in_home(home);
    let backups = home.join("backups");
    let target = RestoreTarget {
        other_vault,
        ..target(&place, &backups)
    };
    restore(target, backup, current, |_| {}).await
}

async fn note_in(home: &Path, secret: Secret) -> String {
    let vault = unlock(home, secret).await.unwrap();
    let found = note(&vault.load_course(course_id(1)).await.unwrap()).to_owned();
    assert_eq!(faults(&vault).await, [], "the restored vault is intact");
    assert_eq!(
        vault.opening().older,
        None,
        "a restored vault is not reported as older"
    );
    vault.lock().await.unwrap();
    found
}

#[tokio::test]
async fn an_open_vault_is_kept_as_a_backup_before_it_is_replaced() {
    let (home, vault, _, backup) = backed_up().await;
    write_note(&vault, 1, "Said since", minute(20))
        .await
        .unwrap();
    let backup = open(&backup.path, secret(), home.path()).await;
    let restored = put_back(home.path(), backup, Some(&vault), false)
        .await
        .unwrap();
    assert_eq!(
        note_in(home.path(), secret()).await,
        "What was said",
        "the note of the backup"
    );
    let kept = open(&restored.kept.unwrap(), secret(), home.path()).await;
    let clients = kept.clients().await.unwrap().whole;
    let courses = kept.courses(clients[0].id).await.unwrap();
    assert_eq!(note(&courses[0]), "Said since", "the newer note is kept");
    kept.close().await.unwrap();
    assert_eq!(
        names(home.path()),
        ["backups", "state", "vault"],
        "no other file is left"
    );
}

#[tokio::test]
async fn vault_that_does_not_open_is_kept_as_files() {
    let (home, vault, code, backup) = backed_up().await;
    vault.lock().await.unwrap();
    let database = home.path().join("vault").join("vault.db");
    let mut damaged = fs::read(&database).unwrap();
    damaged.truncate(4096 * 3);
    fs::write(&database, &damaged).unwrap();
    let backup = open(&backup.path, typed(&code), home.path()).await;
    let restored = put_back(home.path(), backup, None, false).await.unwrap();
    assert_eq!(
        note_in(home.path(), secret()).await,
        "What was said",
        "restored"
    );
    let kept = restored.kept.unwrap();
    assert_eq!(
        kept,
        home.path().join("backups").join("vault-2026-01-01-0030"),
        "where"
    );
    assert!(
        fs::read(kept.join("vault.db")).unwrap() == damaged,
        "the kept files are unchanged"
    );
}

#[tokio::test]
async fn a_backup_is_restored_on_another_computer() {
    let (_home, vault, code, backup) = backed_up().await;
    vault.lock().await.unwrap();
    let other = tempdir().unwrap();
    let backup = open(&backup.path, typed(&code), other.path()).await;
    let restored = put_back(other.path(), backup, None, false).await.unwrap();
    assert_eq!(restored.kept, None, "there was no vault");
    assert_eq!(
        note_in(other.path(), secret()).await,
        "What was said",
        "the passphrase of that day opens it"
    );
}

#[tokio::test]
async fn vault_removed_while_open_is_replaced_at_once() {
    let (home, vault, _, backup) = backed_up().await;
    let opened = open(&backup.path, secret(), home.path()).await;
    let (here, away) = (home.path().join("vault"), home.path().join("away"));
    fs::rename(&here, &away).unwrap();
    let restored = put_back(home.path(), opened, Some(&vault), false)
        .await
        .unwrap();
    assert_eq!(restored.kept, None, "no vault was replaced");
    assert_eq!(
        note_in(home.path(), secret()).await,
        "What was said",
        "it opens at once"
    );
    assert!(
        away.join("vault.db").exists(),
        "the moved vault is unchanged"
    );
}

#[tokio::test]
async fn another_vault_is_replaced_only_on_request() {
    let (home, vault, _, _) = backed_up().await;
    vault.lock().await.unwrap();
    let (_elsewhere, other, _, others) = backed_up().await;
    write_note(&other, 1, "Another's", minute(4)).await.unwrap();
    other.lock().await.unwrap();
    let backup = open(&others.path, secret(), home.path()).await;
    let refused = put_back(home.path(), backup, None, false).await.err();
    assert_eq!(
        refused,
        Some(BackupError::OtherVault),
        "refused unless it was requested"
    );
    assert_eq!(
        names(home.path()),
        ["backups", "state", "vault"],
        "the vault is unchanged"
    );
    let backup = open(&others.path, secret(), home.path()).await;
    let restored = put_back(home.path(), backup, None, true).await.unwrap();
    assert!(
        restored.kept.unwrap().join("vault.db").exists(),
        "the replaced vault is kept"
    );
}

#[tokio::test]
async fn vault_in_use_or_containing_the_backup_is_not_replaced() {
    let (home, vault, _, backup) = backed_up().await;
    let opened = open(&backup.path, secret(), home.path()).await;
    let refused = put_back(home.path(), opened, None, false).await.err();
    assert_eq!(
        refused,
        Some(BackupError::InUse),
        "another window has the vault open"
    );
    let inside = home.path().join("vault").join("kept.kithbackup");
    fs::copy(&backup.path, &inside).unwrap();
    let opened = open(&inside, secret(), home.path()).await;
    let refused = put_back(home.path(), opened, Some(&vault), false)
        .await
        .err();
    assert_eq!(
        refused,
        Some(BackupError::SameAsSource),
        "it would be moved together with the vault"
    );
    write_note(&vault, 1, "Going on", minute(31)).await.unwrap();
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn differences_are_shown_before_a_restore() {
    let (home, vault, _, backup) = backed_up().await;
    add_course(&vault, 2).await;
    write_note(&vault, 1, "Said since", minute(20))
        .await
        .unwrap();
    let backup = open(&backup.path, secret(), home.path()).await;
    let table = backup.compare(Some(&vault)).await.unwrap();
    assert_eq!(table.same_vault, Some(true), "of this vault");
    let row = |kind| *table.rows.iter().find(|row| row.kind == kind).unwrap();
    let clients = row(RecordKind::Client);
    assert_eq!(
        (clients.now, clients.then),
        (Some(2), 1),
        "two clients, one then"
    );
    assert!(!row(RecordKind::Session).same, "a note was changed");
    assert_eq!(
        table.newest_now,
        Some(minute(20)),
        "the last change to the vault"
    );
    assert_eq!(
        table.newest_then,
        Some(minute(2)),
        "the last change in the backup"
    );
    assert_eq!(
        table.newest_note_then.unwrap().to_string(),
        "2026-01-05",
        "the newest session"
    );
    let alone = backup.compare(None).await.unwrap();
    assert!(
        alone
            .rows
            .iter()
            .all(|row| row.now.is_none() && row.then > 0),
        "without a vault there is nothing to compare"
    );
    backup.close().await.unwrap();
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn client_is_restored_beside_the_others_and_never_over_one() {
    let (home, vault, _, backup) = backed_up().await;
    write_note(&vault, 1, "Said since", minute(20))
        .await
        .unwrap();
    let here = vault.load_course(course_id(1)).await.unwrap();
    let backup = open(&backup.path, secret(), home.path()).await;
    let mut last = 7_000;
    let mut ids = || {
        last += 1;
        Uuid::from_u128(last)
    };
    let taken = vault
        .restore_client(&backup, "C-001", None, minute(21), &mut ids)
        .await;
    assert_eq!(
        taken.err(),
        Some(BackupError::AlreadyThere(RecordKind::Client)),
        "the vault has the code already"
    );
    let nobody = vault
        .restore_client(&backup, "C-009", None, minute(21), &mut ids)
        .await;
    assert_eq!(
        nobody.err(),
        Some(BackupError::NotFound(RecordKind::Client)),
        "the backup has no such code"
    );
    let brought = vault
        .restore_client(&backup, "C-001", Some("C-001 of May"), minute(22), &mut ids)
        .await;
    let brought = brought.unwrap();
    assert!(
        vault.load_course(course_id(1)).await.unwrap() == here,
        "clients of the vault are unchanged"
    );
    let courses = vault.courses_of(brought).await.unwrap().whole;
    let course = vault.load_course(courses[0].id).await.unwrap();
    assert_eq!(
        (note(&course), course.client.code.as_str()),
        ("What was said", "C-001 of May"),
        "the client of the backup"
    );
    assert_eq!(faults(&vault).await, [], "the vault is intact");
    vault.undo(brought, minute(23)).await.unwrap();
    assert!(
        vault.client(brought).await.is_err(),
        "undo removes the client"
    );
    backup.close().await.unwrap();
    vault.lock().await.unwrap();
}

#[tokio::test]
async fn backup_damaged_after_opening_does_not_replace_the_vault() {
    let (home, vault, _, backup) = backed_up().await;
    vault.lock().await.unwrap();
    let before = contents(&home.path().join("vault"));
    let whole = fs::read(&backup.path).unwrap();
    let half = whole.len() / 2;
    let mut flipped = whole.clone();
    flipped[half] ^= 1;
    let harms: [(&[u8], BackupError); 3] = [
        (&flipped, BackupError::Damaged),
        (&whole[..half], BackupError::Cut),
        (&[], BackupError::Empty),
    ];
    for (bytes, error) in harms {
        fs::write(&backup.path, &whole).unwrap();
        let opened = open(&backup.path, secret(), home.path()).await;
        fs::write(&backup.path, bytes).unwrap();
        assert_eq!(
            put_back(home.path(), opened, None, false).await.err(),
            Some(error),
            "{error}"
        );
    }
    fs::write(&backup.path, &whole).unwrap();
    let opened = open(&backup.path, secret(), home.path()).await;
    fs::remove_file(&backup.path).unwrap();
    assert_eq!(
        put_back(home.path(), opened, None, false).await.err(),
        Some(BackupError::Missing),
        "the drive is unplugged in the middle"
    );
    assert!(
        contents(&home.path().join("vault")) == before,
        "the current vault is unchanged"
    );
    assert_eq!(
        names(home.path()),
        ["backups", "state", "vault"],
        "no other file is left"
    );
}
