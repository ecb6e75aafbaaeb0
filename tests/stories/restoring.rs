//! Going back to a backup, from the lock screen and from the open vault.

mod damage;
mod secrets;

use std::sync::Mutex;

use acceptance::{PASSPHRASE, Practice, day, secret};
use kith::backups::{BackupRow, VaultPutAside};
use kith::commands::clients;
use kith::commands::vault::secrets::change_passphrase;
use kith::commands::vault::{backups, restore};
use kith::error::CommandError;
use kith::lock::LockReason;
use kith::lock::UnlockSecret;

/// Ruth is in a backup; Tom came after it.
pub async fn with_ruth_in_a_backup() -> Practice {
    let practice = Practice::open().await;
    practice.client("Ruth").await;
    practice.lock().await;
    practice.unlock(PASSPHRASE).await.unwrap();
    practice.wait(3600);
    practice.client("Tom").await;
    practice
}

pub async fn rows(practice: &Practice) -> Vec<BackupRow> {
    restore::restorable(practice.backups()).await.unwrap()
}

async fn oldest(practice: &Practice) -> String {
    rows(practice).await.last().unwrap().id.clone()
}

async fn aside(practice: &Practice) -> Vec<VaultPutAside> {
    backups::vaults_put_aside(practice.vault(), practice.backups())
        .await
        .unwrap()
}

async fn look(
    practice: &Practice,
    id: &str,
    secret: UnlockSecret,
) -> Result<restore::RestorePreview, CommandError> {
    restore::look_into_backup(
        practice.vault_lock(),
        practice.backups(),
        id.to_owned(),
        secret,
    )
    .await
}

pub async fn go_back(practice: &Practice, id: &str) -> Result<(), CommandError> {
    restore(practice, id, secret(), None).await
}

async fn restore(
    practice: &Practice,
    id: &str,
    secret: UnlockSecret,
    today: Option<UnlockSecret>,
) -> Result<(), CommandError> {
    restore::restore_backup(
        practice.vault_lock(),
        practice.state(),
        practice.backups(),
        id.to_owned(),
        secret,
        today,
    )
    .await
}

#[tokio::test]
async fn backup_replaces_the_vault_from_the_lock_screen() {
    let practice = with_ruth_in_a_backup().await;
    practice.lock().await;
    let id = oldest(&practice).await;
    let preview = look(&practice, &id, secret()).await.unwrap();
    let names: Vec<_> = preview.clients.iter().map(|one| one.code.clone()).collect();
    assert_eq!(
        names,
        ["C-001"],
        "the preview lists the clients of the backup"
    );
    assert!(
        preview.rows.iter().all(|row| row.now.is_none()),
        "the locked vault is not counted"
    );
    go_back(&practice, &id).await.unwrap();
    assert_eq!(
        practice.vault_state().await.lock_reason,
        Some(LockReason::Restored),
        "the lock screen says that a backup was restored"
    );
    practice.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(
        practice.codes().await,
        ["C-001"],
        "the backup held Ruth only"
    );
}

#[tokio::test]
async fn replaced_vault_is_kept_as_a_backup_and_can_be_restored() {
    let practice = with_ruth_in_a_backup().await;
    let id = oldest(&practice).await;
    let preview = look(&practice, &id, secret()).await.unwrap();
    let clients = preview
        .rows
        .iter()
        .find(|row| row.then == 1 && row.now == Some(2));
    assert!(
        clients.is_some(),
        "the preview counts 1 client then and 2 now"
    );
    let before = rows(&practice).await.len();
    go_back(&practice, &id).await.unwrap();
    assert!(
        !practice.vault_lock().is_open(),
        "the vault is locked after a restore"
    );
    let after = rows(&practice).await;
    assert_eq!(
        after.len(),
        before + 1,
        "the replaced vault is one more backup"
    );
    practice.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(practice.codes().await, ["C-001"], "the backup has no Tom");
    let kept = after.first().unwrap().id.clone();
    go_back(&practice, &kept).await.unwrap();
    practice.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(
        practice.codes().await,
        ["C-001", "C-002"],
        "the replaced vault is restored"
    );
}

#[tokio::test]
async fn vault_replaced_from_the_lock_screen_is_kept_as_a_backup_if_the_same_secret_opens_it() {
    let practice = with_ruth_in_a_backup().await;
    practice.lock().await;
    let id = oldest(&practice).await;
    go_back(&practice, &id).await.unwrap();
    practice.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(practice.codes().await, ["C-001"], "the backup has no Tom");
    assert!(
        aside(&practice).await.is_empty(),
        "the replaced vault is not put aside"
    );
    let newest = rows(&practice).await.first().unwrap().id.clone();
    go_back(&practice, &newest).await.unwrap();
    practice.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(
        practice.codes().await,
        ["C-001", "C-002"],
        "the replaced vault is restored"
    );
}

#[tokio::test]
async fn replaced_vault_with_another_secret_is_put_aside_and_listed() {
    let practice = with_ruth_in_a_backup().await;
    let chosen = "seven quiet kettles under Ghent".to_owned();
    change_passphrase(practice.vault(), practice.vault_lock(), secret(), chosen)
        .await
        .unwrap();
    practice.lock().await;
    let id = oldest(&practice).await;
    go_back(&practice, &id).await.unwrap();
    practice.unlock(PASSPHRASE).await.unwrap();
    let aside = aside(&practice).await;
    let [one] = aside.as_slice() else {
        panic!("one vault is put aside, not {}", aside.len());
    };
    assert_eq!(one.on, day("2026-01-06"), "its day");
    assert!(one.folder.contains("vault-2026-01-06-"), "its folder");
}

#[tokio::test]
async fn restore_that_fails_after_the_lock_is_reported_on_the_lock_screen() {
    let practice = with_ruth_in_a_backup().await;
    let id = oldest(&practice).await;
    // A folder in the place of the lock file makes the last step fail.
    let lock = practice.vault_folder().join("lock");
    std::fs::remove_file(&lock).unwrap();
    std::fs::create_dir(&lock).unwrap();
    let refused = go_back(&practice, &id).await.unwrap_err();
    let state = practice.vault_state().await;
    assert_eq!(
        (state.open, state.lock_reason, state.failed),
        (false, Some(LockReason::NotReplaced), Some(refused)),
        "the lock screen says that nothing was replaced, and why"
    );
    std::fs::remove_dir(&lock).unwrap();
    practice.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(
        practice.codes().await,
        ["C-001", "C-002"],
        "nothing is lost"
    );
}

#[tokio::test]
async fn lock_does_not_wait_for_a_backup_that_is_unpacked() {
    let practice = with_ruth_in_a_backup().await;
    let id = oldest(&practice).await;
    let ended = Mutex::new(Vec::new());
    let ends = |what| ended.lock().unwrap().push(what);
    let bringing = async {
        let brought = backups::bring_in_client(
            practice.vault(),
            practice.vault_lock(),
            practice.backups(),
            id,
            secret(),
            None,
            "C-001".to_owned(),
        )
        .await;
        ends("brought in");
        brought
    };
    let locking = async {
        practice.vault_lock().lock(LockReason::Asked).await;
        ends("locked");
    };
    let (brought, ()) = tokio::join!(bringing, locking);
    assert_eq!(
        ended.into_inner().unwrap(),
        ["locked", "brought in"],
        "the lock waits until the secret is checked and no longer"
    );
    assert_eq!(
        brought.err(),
        Some(CommandError::VaultLocked),
        "the client is not brought into a locked vault"
    );
    practice.vault_lock().wait_until_wiped().await;
}

#[tokio::test]
async fn one_client_is_brought_in_from_a_backup_and_no_client_is_overwritten() {
    let practice = with_ruth_in_a_backup().await;
    let id = oldest(&practice).await;
    let bring = |code: &str| {
        backups::bring_in_client(
            practice.vault(),
            practice.vault_lock(),
            practice.backups(),
            id.clone(),
            secret(),
            None,
            code.to_owned(),
        )
    };
    assert!(
        matches!(bring("C-001").await, Err(CommandError::AlreadyThere { .. })),
        "a client who is there is not overwritten"
    );
    assert!(
        matches!(bring("C-009").await, Err(CommandError::NotFound { .. })),
        "the backup has no client of that code"
    );
    let ruth = clients::clients(practice.vault()).await.unwrap()[0].id;
    practice.erase(ruth, "C-001", false).await.unwrap();
    bring("C-001").await.unwrap();
    assert_eq!(
        practice.codes().await,
        ["C-001", "C-002"],
        "Ruth is brought in and Tom stays"
    );
}
