use std::fs;

use acceptance::{PASSPHRASE, Practice, secret};
use kith::commands::vault::location::{self, LocationKind};
use kith::error::{CommandError, NotMoved};
use kith::lock::LockReason;
use kith::lock::UnlockSecret;

use crate::restoring::{go_back, rows};

async fn move_to(practice: &Practice, name: &str) -> Result<bool, CommandError> {
    let folder = practice.desk().join(name);
    fs::create_dir_all(&folder).unwrap();
    practice.will_pick(Some(folder));
    location::move_vault(
        practice.vault(),
        practice.vault_lock(),
        practice.state(),
        practice.state(),
        practice.backups(),
        secret(),
    )
    .await
}

#[tokio::test]
async fn a_vault_is_moved_and_opens_from_its_new_place() {
    let practice = Practice::open().await;
    practice.client("Ruth").await;
    assert_eq!(
        move_to(&practice, "elsewhere").await,
        Ok(true),
        "the vault is moved"
    );
    assert_eq!(
        practice.vault_state().await.lock_reason,
        Some(LockReason::Moved),
        "the lock screen says that the vault was moved"
    );
    practice.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(
        practice.codes().await,
        ["C-001"],
        "every client is there after the move"
    );
    let place = location::vault_location(practice.vault()).await.unwrap();
    assert!(
        place.folder.contains("elsewhere") && place.kind == LocationKind::Ordinary,
        "the vault lies in the new folder"
    );
    assert!(
        !practice.vault_folder().join("vault.db").exists(),
        "no vault is left in the old folder"
    );
}

#[tokio::test]
async fn folder_of_a_cloud_program_is_refused_before_the_vault_locks() {
    let practice = Practice::open().await;
    let shared = practice.desk().join("shared");
    fs::create_dir_all(shared.join(".dropbox.cache")).unwrap();
    assert_eq!(
        move_to(&practice, "shared").await,
        Err(CommandError::PlaceInCloud {
            provider: "Dropbox".to_owned()
        }),
        "a cloud program would copy the vault while it is written"
    );
    assert!(practice.vault_lock().is_open(), "the vault stays open");
}

#[tokio::test]
async fn unlock_warns_of_a_cloud_folder_until_the_person_decides_to_leave_the_vault_there() {
    let practice = Practice::open().await;
    practice.lock().await;
    let noticed = practice.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(noticed.place, None, "an ordinary folder gives no notice");
    fs::create_dir(practice.vault_folder().with_file_name(".stfolder")).unwrap();
    practice.lock().await;
    let place = practice.unlock(PASSPHRASE).await.unwrap().place.unwrap();
    assert_eq!(
        (place.kind, place.provider.as_deref()),
        (LocationKind::Cloud, Some("Syncthing")),
        "the notice names the cloud program"
    );
    location::leave_vault_here(practice.vault(), practice.state())
        .await
        .unwrap();
    practice.lock().await;
    let noticed = practice.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(
        noticed.place, None,
        "the notice is not given again once the vault is left there"
    );
    let again = practice.started_again();
    practice.lock().await;
    let noticed = again.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(
        noticed.place, None,
        "the notice is not given after a restart either"
    );
}

#[tokio::test]
async fn failed_move_is_reported_on_the_lock_screen_and_loses_nothing() {
    let practice = Practice::open().await;
    practice.client("Ruth").await;
    let taken = practice.desk().join("stick").join("kith-vault");
    fs::create_dir_all(&taken).unwrap();
    // A killed move would leave the same files, so the difference shows only once both vaults are read.
    fs::write(taken.join("vault.db"), "another vault").unwrap();
    let why = CommandError::NotMoved {
        why: NotMoved::Taken,
    };
    assert_eq!(
        move_to(&practice, "stick").await,
        Err(why.clone()),
        "the folder holds another vault"
    );
    let state = practice.vault_state().await;
    assert_eq!(
        (state.open, state.lock_reason, state.failed),
        (false, Some(LockReason::NotMoved), Some(why)),
        "the lock screen says that the vault was not moved, and why"
    );
    practice.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(
        practice.codes().await,
        ["C-001"],
        "the vault is whole in its old place"
    );
    assert_eq!(
        practice.vault_state().await.failed,
        None,
        "the failure is shown until the next unlock"
    );
    assert_eq!(
        fs::read(taken.join("vault.db")).unwrap(),
        b"another vault",
        "the other vault is unchanged"
    );
}

#[tokio::test]
async fn unsuitable_folder_is_refused_before_the_vault_locks() {
    let practice = Practice::open().await;
    let theirs = practice.desk().join("stick").join("kith-vault");
    fs::create_dir_all(&theirs).unwrap();
    fs::write(theirs.join("letter"), "mine").unwrap();
    let refused = |why| Err(CommandError::NotMoved { why });
    assert_eq!(
        move_to(&practice, "stick").await,
        refused(NotMoved::Taken),
        "the folder holds files of others"
    );
    assert_eq!(
        move_to(&practice, "home/vault").await,
        refused(NotMoved::SamePlace),
        "the folder is the vault's own"
    );
    assert!(practice.vault_lock().is_open(), "the vault stays open");
    assert_eq!(
        practice.vault_state().await.failed,
        None,
        "the lock screen shows no failure"
    );
}

#[tokio::test]
async fn moving_the_vault_needs_the_secret_and_a_folder() {
    let practice = Practice::open().await;
    let folder = practice.desk().join("elsewhere");
    fs::create_dir_all(&folder).unwrap();
    let ask = async |picked, secret| {
        practice.will_pick(picked);
        let (vault_lock, backups) = (practice.vault_lock(), practice.backups());
        let vault = practice.vault();
        location::move_vault(
            vault,
            vault_lock,
            practice.state(),
            practice.state(),
            backups,
            secret,
        )
        .await
    };
    let wrong = UnlockSecret::Passphrase("four words are wrong here".to_owned());
    assert_eq!(
        ask(Some(folder.clone()), wrong).await,
        Err(CommandError::WrongPassphrase),
        "a wrong passphrase moves nothing"
    );
    assert_eq!(
        ask(None, secret()).await,
        Ok(false),
        "a closed dialog moves nothing"
    );
    assert!(
        practice.vault_lock().is_open() && fs::read_dir(folder).unwrap().next().is_none(),
        "the vault is open and the folder is empty"
    );
}

#[tokio::test]
async fn vault_of_a_lost_drive_is_restored_at_home_and_the_drive_is_forgotten() {
    let practice = Practice::open().await;
    practice.client("Ruth").await;
    move_to(&practice, "stick").await.unwrap();
    practice.unlock(PASSPHRASE).await.unwrap();
    practice.client("Tom").await;
    practice.lock().await;
    let (stick, away) = (practice.desk().join("stick"), practice.desk().join("away"));
    fs::rename(&stick, &away).unwrap();

    let state = practice.vault_state().await;
    assert!(state.exists, "the vault counts as existing");
    assert_eq!(
        state.problem,
        Some(CommandError::VaultAway),
        "the lock screen says that its place cannot be reached"
    );
    assert!(
        state.away_in.is_some_and(|folder| folder.contains("stick")),
        "the lock screen names the place"
    );
    let newest = state.newest_backup.expect("a backup is offered");
    go_back(&practice, &newest.id).await.unwrap();
    assert!(
        !stick.exists(),
        "no folder is made in the place of the drive"
    );
    let state = practice.vault_state().await;
    assert_eq!(
        (state.problem, state.away_in),
        (None, None),
        "the vault lies in the program's own folder"
    );
    let noticed = practice.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(
        practice.codes().await,
        ["C-001", "C-002"],
        "both clients are there"
    );
    assert_eq!(
        noticed.older, None,
        "the restored vault is not older than the lost one"
    );
    let place = location::vault_location(practice.vault()).await.unwrap();
    assert!(
        place.folder.ends_with("vault") && !place.folder.contains("stick"),
        "the vault lies in the program's own folder: {}",
        place.folder
    );

    practice.client("Leila").await;
    practice.lock().await;
    let before = fs::read(away.join("kith-vault").join("vault.db")).unwrap();
    fs::rename(&away, &stick).unwrap();
    practice.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(
        practice.codes().await,
        ["C-001", "C-002", "C-003"],
        "the vault on the drive does not replace the restored one"
    );
    let after = fs::read(stick.join("kith-vault").join("vault.db")).unwrap();
    assert!(before == after, "the files on the drive are unchanged");
}

#[tokio::test]
async fn restore_that_cannot_forget_the_lost_drive_is_reported_as_done() {
    let practice = Practice::open().await;
    move_to(&practice, "stick").await.unwrap();
    practice.unlock(PASSPHRASE).await.unwrap();
    practice.client("Ruth").await;
    practice.lock().await;
    practice.unlock(PASSPHRASE).await.unwrap();
    let newest = rows(&practice).await.remove(0);
    // The drive is pulled out while it is in use, and the line that names it cannot be removed.
    let (stick, away) = (practice.desk().join("stick"), practice.desk().join("away"));
    fs::rename(&stick, &away).unwrap();
    let line = practice.desk().join("home").join("vault.at");
    fs::remove_file(&line).unwrap();
    fs::create_dir(&line).unwrap();
    let told = go_back(&practice, &newest.id).await;
    assert_eq!(
        told,
        Err(CommandError::RestoredButMoved),
        "the error says that the drive is not forgotten"
    );
    let state = practice.vault_state().await;
    assert_eq!(
        (state.open, state.lock_reason, state.failed),
        (false, Some(LockReason::Restored), told.err()),
        "the lock screen does not say that nothing was replaced"
    );
    fs::remove_dir(&line).unwrap();
    practice.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(
        practice.codes().await,
        ["C-001"],
        "the vault holds the client of the backup"
    );
}
