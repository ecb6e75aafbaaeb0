use std::fs;
use std::path::PathBuf;

use acceptance::Practice;
use kith::backups::{BackupLevel, BackupPlace};
use kith::commands::vault::backups;
use kith::error::CommandError;
use kith::lock::LockReason;

const DAY: i64 = 24 * 60 * 60;

fn made(practice: &Practice) -> usize {
    vault::list_backups(&practice.backups_folder())
        .iter()
        .filter(|file| file.summary.is_ok())
        .count()
}

async fn status(practice: &Practice) -> kith::backups::BackupStatus {
    backups::backup_status(practice.vault(), practice.backups())
        .await
        .unwrap()
}

/// A second place, as if on a stick: a program copies it elsewhere.
async fn stick(practice: &Practice) -> PathBuf {
    let folder = second_place(practice).await;
    fs::create_dir(folder.join(".stfolder")).unwrap();
    folder
}

/// A second place on the disk of the vault.
async fn second_place(practice: &Practice) -> PathBuf {
    let folder = practice.desk().join("stick");
    fs::create_dir(&folder).unwrap();
    practice.will_pick(Some(folder.clone()));
    let chosen = backups::choose_second_place(
        practice.vault(),
        practice.vault_lock(),
        practice.state(),
        practice.backups(),
    );
    assert!(chosen.await.unwrap().is_some(), "a folder was picked");
    folder
}

#[tokio::test]
async fn locking_makes_a_backup_if_anything_was_changed() {
    let practice = Practice::open().await;
    practice.client("Ruth").await;
    practice.lock().await;
    assert_eq!(made(&practice), 1, "what was done is backed up");
    practice.unlock(acceptance::PASSPHRASE).await.unwrap();
    practice.wait(60);
    practice.lock().await;
    assert_eq!(made(&practice), 1, "nothing was done, nothing is made");
    practice.unlock(acceptance::PASSPHRASE).await.unwrap();
    practice.client("Tom").await;
    practice.lock().await;
    assert_eq!(made(&practice), 2, "and again when something was");
}

#[tokio::test]
async fn nobody_waits_for_the_backup_of_a_lock() {
    let practice = Practice::open().await;
    practice.client("Ruth").await;
    practice.vault_lock().lock(LockReason::Asked).await;
    assert_eq!(
        (practice.vault_lock().is_open(), made(&practice)),
        (false, 0),
        "the door is locked before the backup is made"
    );
    practice
        .unlock(acceptance::PASSPHRASE)
        .await
        .expect("whoever comes back at once waits for it");
    assert_eq!(made(&practice), 1, "and it was made");
}

#[tokio::test]
async fn while_somebody_works_a_backup_is_made_every_half_hour() {
    let practice = Practice::open().await;
    practice.client("Ruth").await;
    let look = async |minutes: i64| {
        practice.wait(minutes * 60);
        practice
            .backups()
            .make_if_due(practice.vault_lock().inner())
            .await;
        made(&practice)
    };
    assert_eq!(look(29).await, 0, "not yet");
    assert_eq!(look(1).await, 1, "half an hour");
    assert_eq!(look(30).await, 1, "nothing was changed since");
    practice.client("Tom").await;
    assert_eq!(look(29).await, 1, "not yet again");
    assert_eq!(look(1).await, 2, "half an hour after the last look");
    practice.wait(-365 * DAY);
    practice.client("Leila").await;
    assert_eq!(look(30).await, 2, "a clock set back makes no hurry");
}

#[tokio::test]
async fn the_second_place_has_every_backup_and_its_age_is_said() {
    let practice = Practice::open().await;
    practice.client("Ruth").await;
    let before = status(&practice).await;
    assert_eq!(
        (before.level, before.newest_outside),
        (BackupLevel::None, None),
        "there is no copy outside this computer yet"
    );
    let stick = stick(&practice).await;
    assert_eq!(vault::list_backups(&stick).len(), 1, "it has one at once");
    let level = async |days: i64| {
        practice.wait(days * DAY);
        let status = status(&practice).await;
        (status.level, status.days_outside)
    };
    assert_eq!(level(0).await, (BackupLevel::Fine, Some(0)), "just now");
    assert_eq!(level(7).await, (BackupLevel::Amber, Some(7)), "a week");
    assert_eq!(level(7).await, (BackupLevel::Red, Some(14)), "two weeks");
    let rows = backups::backups(practice.vault(), practice.backups())
        .await
        .unwrap();
    let places: Vec<_> = rows.iter().map(|row| row.place).collect();
    assert!(
        places.contains(&BackupPlace::Here) && places.contains(&BackupPlace::Second),
        "both are listed: {places:?}"
    );
}

#[tokio::test]
async fn a_second_place_on_the_vaults_own_disk_reassures_nobody() {
    let practice = Practice::open().await;
    let folder = second_place(&practice).await;
    let seen = status(&practice).await;
    assert_eq!(
        (seen.level, seen.days_outside),
        (BackupLevel::Amber, Some(0)),
        "the disk that breaks takes both"
    );
    assert!(seen.second_place.unwrap().same_disk, "and that is said");
    fs::create_dir(folder.join(".stfolder")).unwrap();
    let seen = status(&practice).await;
    assert_eq!(
        seen.level,
        BackupLevel::Fine,
        "a program copies it elsewhere"
    );
    assert!(
        !seen.second_place.unwrap().same_disk,
        "that is another place"
    );
}

#[tokio::test]
async fn a_stick_that_was_pulled_out_is_said_and_made_up_for() {
    let practice = Practice::open().await;
    let stick = stick(&practice).await;
    let pulled = practice.desk().join("pulled");
    fs::rename(&stick, &pulled).unwrap();
    practice.client("Ruth").await;
    practice.lock().await;
    practice.unlock(acceptance::PASSPHRASE).await.unwrap();
    let gone = status(&practice).await;
    assert_eq!(
        gone.problem,
        Some(CommandError::PlaceGone),
        "the place is gone, and that is said"
    );
    assert_eq!(made(&practice), 2, "the backup here was made all the same");
    assert!(
        gone.second_place.is_some_and(|place| !place.reachable),
        "it is still the second place"
    );
    fs::rename(&pulled, &stick).unwrap();
    practice.lock().await;
    assert_eq!(
        vault::list_backups(&stick).len(),
        2,
        "back again, it is given what it missed, though nothing was changed"
    );
    practice.unlock(acceptance::PASSPHRASE).await.unwrap();
    assert_eq!(status(&practice).await.problem, None, "all is well again");
}

#[tokio::test]
async fn the_vault_and_its_copies_never_share_a_place() {
    let practice = Practice::open().await;
    practice.will_pick(Some(practice.backups_folder()));
    fs::create_dir_all(practice.backups_folder()).unwrap();
    let chosen = backups::choose_second_place(
        practice.vault(),
        practice.vault_lock(),
        practice.state(),
        practice.backups(),
    );
    assert_eq!(
        chosen.await.err(),
        Some(CommandError::SameAsSource),
        "what takes the vault would take its copies"
    );
    assert!(
        status(&practice).await.second_place.is_none(),
        "and nothing was chosen"
    );
}

#[tokio::test]
async fn a_full_disk_makes_no_backup_and_keeps_nobody_from_locking() {
    let practice = Practice::open().await;
    practice.client("Ruth").await;
    // A file where the folder should be.
    fs::write(practice.backups_folder(), "").unwrap();
    let asked = backups::make_backup(practice.vault(), practice.backups()).await;
    assert!(asked.is_err(), "it is said at once to whoever asked");
    practice.lock().await;
    practice.unlock(acceptance::PASSPHRASE).await.unwrap();
    assert!(
        status(&practice).await.problem.is_some(),
        "what went wrong behind the lock stands there after it"
    );
}

#[tokio::test]
async fn removing_a_backup_asks_for_the_secret() {
    let practice = Practice::open().await;
    backups::make_backup(practice.vault(), practice.backups())
        .await
        .unwrap();
    let rows = backups::backups(practice.vault(), practice.backups())
        .await
        .unwrap();
    let id = rows.first().unwrap().id.clone();
    let remove = |secret: &str| {
        backups::remove_backup(
            practice.vault(),
            practice.vault_lock(),
            practice.backups(),
            id.clone(),
            kith::lock::UnlockSecret::Passphrase(secret.to_owned()),
        )
    };
    assert_eq!(
        remove("four words are wrong here").await,
        Err(CommandError::WrongPassphrase),
        "not for a stranger at an open desk"
    );
    assert_eq!(made(&practice), 1, "it is still there");
    remove(acceptance::PASSPHRASE).await.unwrap();
    assert_eq!(made(&practice), 0, "now it is gone");
}

#[tokio::test]
async fn two_backups_of_one_minute_do_not_look_alike() {
    let practice = Practice::open().await;
    for _ in 0..2 {
        backups::make_backup(practice.vault(), practice.backups())
            .await
            .unwrap();
        practice.wait(7);
    }
    let rows = backups::backups(practice.vault(), practice.backups())
        .await
        .unwrap();
    let made: Vec<_> = rows
        .iter()
        .map(|row| serde_json::to_value(&row.made_at).unwrap())
        .collect();
    assert_eq!(
        made,
        ["2026-01-06T12:00:07Z", "2026-01-06T12:00:00Z"],
        "the newest first, and to the second"
    );
}

#[tokio::test]
async fn what_a_clock_made_that_was_ahead_is_not_the_newest_once_it_is_right() {
    let practice = Practice::open().await;
    practice.client("Ruth").await;
    practice.wait(365 * DAY);
    backups::make_backup(practice.vault(), practice.backups())
        .await
        .unwrap();
    practice.wait(-365 * DAY);
    practice.client("Tom").await;
    backups::make_backup(practice.vault(), practice.backups())
        .await
        .unwrap();
    assert_eq!(made(&practice), 2, "one of next year, one of today");
    let status = status(&practice).await;
    assert_eq!(
        serde_json::to_value(status.newest_here).unwrap(),
        "2026-01-06T12:00:00Z",
        "the one that has Tom"
    );
    assert_eq!(
        status.held,
        Some(vault::Hold::ClockWentBack),
        "and that none is cleared away is said"
    );
    practice.wait(30 * 60);
    practice
        .backups()
        .make_if_due(practice.vault_lock().inner())
        .await;
    assert_eq!(
        made(&practice),
        2,
        "nothing was changed since, nothing is made"
    );
    let rows = backups::backups(practice.vault(), practice.backups());
    let rows = rows.await.unwrap();
    let first = serde_json::to_value(&rows[0].made_at).unwrap();
    assert_eq!(first, "2026-01-06T12:00:00Z", "it is offered first");
    practice.lock().await;
    let strange = rows.last().unwrap().id.clone();
    practice.unlock(acceptance::PASSPHRASE).await.unwrap();
    backups::remove_backup(
        practice.vault(),
        practice.vault_lock(),
        practice.backups(),
        strange,
        acceptance::secret(),
    )
    .await
    .unwrap();
    let done = backups::make_backup(practice.vault(), practice.backups());
    assert_eq!(done.await.unwrap().held, None, "and that puts it right");
}
