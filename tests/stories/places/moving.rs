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
        practice.door(),
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
        "it can be moved"
    );
    assert_eq!(
        practice.vault_state().await.lock_reason,
        Some(LockReason::Moved),
        "the lock screen says so"
    );
    practice.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(
        practice.codes().await,
        ["C-001"],
        "nobody was lost on the way"
    );
    let place = location::vault_location(practice.vault()).await.unwrap();
    assert!(
        place.folder.contains("elsewhere") && place.kind == LocationKind::Ordinary,
        "it lies there now"
    );
    assert!(
        !practice.vault_folder().join("vault.db").exists(),
        "and nothing is left in the old place"
    );
}

#[tokio::test]
async fn a_folder_that_a_cloud_copies_is_refused_before_anything_is_locked() {
    let practice = Practice::open().await;
    let shared = practice.desk().join("shared");
    fs::create_dir_all(shared.join(".dropbox.cache")).unwrap();
    assert_eq!(
        move_to(&practice, "shared").await,
        Err(CommandError::PlaceInCloud {
            provider: "Dropbox".to_owned()
        }),
        "the vault would be copied away while it is written"
    );
    assert!(practice.door().is_open(), "nobody was interrupted for that");
}

#[tokio::test]
async fn a_vault_in_a_cloud_folder_is_said_at_unlocking_until_it_is_left_there() {
    let practice = Practice::open().await;
    practice.lock().await;
    let noticed = practice.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(noticed.place, None, "an ordinary folder is no news");
    fs::create_dir(practice.vault_folder().with_file_name(".stfolder")).unwrap();
    practice.lock().await;
    let place = practice.unlock(PASSPHRASE).await.unwrap().place.unwrap();
    assert_eq!(
        (place.kind, place.provider.as_deref()),
        (LocationKind::Cloud, Some("Syncthing")),
        "whose it is"
    );
    location::leave_vault_here(practice.vault(), practice.state())
        .await
        .unwrap();
    practice.lock().await;
    let noticed = practice.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(noticed.place, None, "whoever leaves it there is asked once");
    let again = practice.started_again();
    practice.lock().await;
    let noticed = again.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(noticed.place, None, "after a restart too");
}

#[tokio::test]
async fn a_move_that_fails_behind_the_lock_says_why_and_loses_nothing() {
    let practice = Practice::open().await;
    practice.client("Ruth").await;
    let taken = practice.desk().join("stick").join("kith-vault");
    fs::create_dir_all(&taken).unwrap();
    // What a killed move would have left looks like this, so it shows only when both are read.
    fs::write(taken.join("vault.db"), "another vault").unwrap();
    let why = CommandError::NotMoved {
        why: NotMoved::Taken,
    };
    assert_eq!(
        move_to(&practice, "stick").await,
        Err(why.clone()),
        "another vault is there"
    );
    let state = practice.vault_state().await;
    assert_eq!(
        (state.open, state.lock_reason, state.failed),
        (false, Some(LockReason::NotMoved), Some(why)),
        "the lock screen says that it was not moved, and why"
    );
    practice.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(practice.codes().await, ["C-001"], "where it was, whole");
    assert_eq!(
        practice.vault_state().await.failed,
        None,
        "said once, not for ever"
    );
    assert_eq!(
        fs::read(taken.join("vault.db")).unwrap(),
        b"another vault",
        "and the other is as it was"
    );
}

#[tokio::test]
async fn a_folder_that_shows_it_will_not_do_is_refused_before_anything_is_locked() {
    let practice = Practice::open().await;
    let theirs = practice.desk().join("stick").join("kith-vault");
    fs::create_dir_all(&theirs).unwrap();
    fs::write(theirs.join("letter"), "mine").unwrap();
    let refused = |why| Err(CommandError::NotMoved { why });
    assert_eq!(
        move_to(&practice, "stick").await,
        refused(NotMoved::Taken),
        "somebody else's folder"
    );
    assert_eq!(
        move_to(&practice, "home/vault").await,
        refused(NotMoved::SamePlace),
        "within itself"
    );
    assert!(practice.door().is_open(), "nobody was interrupted for that");
    assert_eq!(
        practice.vault_state().await.failed,
        None,
        "and the lock screen has nothing to say"
    );
}

#[tokio::test]
async fn a_vault_is_moved_only_by_whoever_knows_the_secret_and_names_a_folder() {
    let practice = Practice::open().await;
    let folder = practice.desk().join("elsewhere");
    fs::create_dir_all(&folder).unwrap();
    let ask = async |picked, secret| {
        practice.will_pick(picked);
        let (door, backups) = (practice.door(), practice.backups());
        let vault = practice.vault();
        location::move_vault(
            vault,
            door,
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
        "not a stranger at an open desk"
    );
    assert_eq!(
        ask(None, secret()).await,
        Ok(false),
        "nor whoever closes the dialog"
    );
    assert!(
        practice.door().is_open() && fs::read_dir(folder).unwrap().next().is_none(),
        "nothing has happened"
    );
}

#[tokio::test]
async fn a_vault_on_a_drive_that_is_lost_is_restored_at_home_and_the_drive_forgotten() {
    let practice = Practice::open().await;
    practice.client("Ruth").await;
    move_to(&practice, "stick").await.unwrap();
    practice.unlock(PASSPHRASE).await.unwrap();
    practice.client("Tom").await;
    practice.lock().await;
    let (stick, away) = (practice.desk().join("stick"), practice.desk().join("away"));
    fs::rename(&stick, &away).unwrap();

    let state = practice.vault_state().await;
    assert!(state.exists, "it is away, not missing");
    assert_eq!(
        state.problem,
        Some(CommandError::VaultAway),
        "and that is said"
    );
    assert!(
        state.away_in.is_some_and(|folder| folder.contains("stick")),
        "with the place where it should be"
    );
    let newest = state.newest_backup.expect("there is a way on without it");
    go_back(&practice, &newest.id).await.unwrap();
    assert!(!stick.exists(), "nothing is made where the drive was");
    let state = practice.vault_state().await;
    assert_eq!(
        (state.problem, state.away_in),
        (None, None),
        "it is at home"
    );
    let noticed = practice.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(practice.codes().await, ["C-001", "C-002"], "nobody is lost");
    assert_eq!(noticed.older, None, "and it is as new as what was away");
    let place = location::vault_location(practice.vault()).await.unwrap();
    assert!(
        place.folder.ends_with("vault") && !place.folder.contains("stick"),
        "in Kith's own folder: {}",
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
        "a drive that comes back takes nothing over"
    );
    let after = fs::read(stick.join("kith-vault").join("vault.db")).unwrap();
    assert!(before == after, "and what is on it stays as it was");
}

#[tokio::test]
async fn a_restore_that_cannot_forget_the_lost_drive_is_told_as_done() {
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
        "and what is left"
    );
    let state = practice.vault_state().await;
    assert_eq!(
        (state.open, state.lock_reason, state.failed),
        (false, Some(LockReason::Restored), told.err()),
        "nobody reads that nothing was replaced"
    );
    fs::remove_dir(&line).unwrap();
    practice.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(practice.codes().await, ["C-001"], "as it was in the backup");
}
