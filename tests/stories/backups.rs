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

/// A second place that another program copies elsewhere, so that it counts as outside this computer.
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
    assert_eq!(made(&practice), 1, "a change is backed up");
    practice.unlock(acceptance::PASSPHRASE).await.unwrap();
    practice.wait(60);
    practice.lock().await;
    assert_eq!(made(&practice), 1, "no backup without a change");
    practice.unlock(acceptance::PASSPHRASE).await.unwrap();
    practice.client("Tom").await;
    practice.lock().await;
    assert_eq!(made(&practice), 2, "another change is backed up");
}

#[tokio::test]
async fn vault_is_locked_before_the_backup_of_the_lock_is_made() {
    let practice = Practice::open().await;
    practice.client("Ruth").await;
    practice.vault_lock().lock(LockReason::Asked).await;
    assert_eq!(
        (practice.vault_lock().is_open(), made(&practice)),
        (false, 0),
        "the vault is locked before the backup is made"
    );
    practice
        .unlock(acceptance::PASSPHRASE)
        .await
        .expect("an unlock right after the lock succeeds");
    assert_eq!(made(&practice), 1, "the backup is made");
}

#[tokio::test]
async fn backup_is_made_every_half_hour_while_records_change() {
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
    assert_eq!(look(29).await, 0, "half an hour has not passed");
    assert_eq!(look(1).await, 1, "half an hour has passed");
    assert_eq!(look(30).await, 1, "no backup without a change");
    practice.client("Tom").await;
    assert_eq!(
        look(29).await,
        1,
        "half an hour since the last look has not passed"
    );
    assert_eq!(look(1).await, 2, "half an hour after the last look");
    practice.wait(-365 * DAY);
    practice.client("Leila").await;
    assert_eq!(look(30).await, 2, "a clock set back causes no backup");
}

#[tokio::test]
async fn second_place_gets_every_backup_and_the_status_shows_its_age() {
    let practice = Practice::open().await;
    practice.client("Ruth").await;
    let before = status(&practice).await;
    assert_eq!(
        (before.level, before.newest_outside),
        (BackupLevel::None, None),
        "no copy lies outside this computer"
    );
    let stick = stick(&practice).await;
    assert_eq!(
        vault::list_backups(&stick).len(),
        1,
        "the second place gets a backup when it is chosen"
    );
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
        "backups of both places are listed: {places:?}"
    );
}

#[tokio::test]
async fn second_place_on_the_disk_of_the_vault_keeps_the_warning() {
    let practice = Practice::open().await;
    let folder = second_place(&practice).await;
    let seen = status(&practice).await;
    assert_eq!(
        (seen.level, seen.days_outside),
        (BackupLevel::Amber, Some(0)),
        "a second place on the same disk is not fine"
    );
    assert!(
        seen.second_place.unwrap().same_disk,
        "the status names the same disk"
    );
    fs::create_dir(folder.join(".stfolder")).unwrap();
    let seen = status(&practice).await;
    assert_eq!(
        seen.level,
        BackupLevel::Fine,
        "a place that a program copies elsewhere is fine"
    );
    assert!(
        !seen.second_place.unwrap().same_disk,
        "the status names no same disk"
    );
}

#[tokio::test]
async fn missing_second_place_is_reported_and_gets_the_missed_backups_later() {
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
        "the status names the missing place"
    );
    assert_eq!(
        made(&practice),
        2,
        "the backup in the program's own folder is made"
    );
    assert!(
        gone.second_place.is_some_and(|place| !place.reachable),
        "the missing folder stays the second place"
    );
    fs::rename(&pulled, &stick).unwrap();
    practice.lock().await;
    assert_eq!(
        vault::list_backups(&stick).len(),
        2,
        "the missed backup is copied, though nothing has changed since"
    );
    practice.unlock(acceptance::PASSPHRASE).await.unwrap();
    assert_eq!(
        status(&practice).await.problem,
        None,
        "the problem is no longer shown"
    );
}

#[tokio::test]
async fn folder_of_the_backups_is_refused_as_second_place() {
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
        "the folder of the backups cannot be the second place"
    );
    assert!(
        status(&practice).await.second_place.is_none(),
        "no second place is set"
    );
}

#[tokio::test]
async fn backup_that_fails_is_reported_and_does_not_prevent_a_lock() {
    let practice = Practice::open().await;
    practice.client("Ruth").await;
    // A file in the place of the folder of backups, so that no backup can be made.
    fs::write(practice.backups_folder(), "").unwrap();
    let asked = backups::make_backup(practice.vault(), practice.backups()).await;
    assert!(asked.is_err(), "a backup on request fails with an error");
    practice.lock().await;
    practice.unlock(acceptance::PASSPHRASE).await.unwrap();
    assert!(
        status(&practice).await.problem.is_some(),
        "the failed backup of the lock is shown after the unlock"
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
        "a wrong secret removes nothing"
    );
    assert_eq!(made(&practice), 1, "the backup stays");
    remove(acceptance::PASSPHRASE).await.unwrap();
    assert_eq!(made(&practice), 0, "the right secret removes the backup");
}

#[tokio::test]
async fn two_backups_of_one_minute_show_different_times() {
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
        "the newest stands first, with its seconds"
    );
}

#[tokio::test]
async fn backup_dated_in_the_future_does_not_count_as_the_newest() {
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
    assert_eq!(
        made(&practice),
        2,
        "one backup of next year and one of today"
    );
    let status = status(&practice).await;
    assert_eq!(
        serde_json::to_value(status.newest_here).unwrap(),
        "2026-01-06T12:00:00Z",
        "the backup of today is the newest"
    );
    assert_eq!(
        status.held,
        Some(vault::Hold::ClockWentBack),
        "the status says that no backup is removed"
    );
    practice.wait(30 * 60);
    practice
        .backups()
        .make_if_due(practice.vault_lock().inner())
        .await;
    assert_eq!(made(&practice), 2, "no backup without a change");
    let rows = backups::backups(practice.vault(), practice.backups());
    let rows = rows.await.unwrap();
    let first = serde_json::to_value(&rows[0].made_at).unwrap();
    assert_eq!(
        first, "2026-01-06T12:00:00Z",
        "the backup of today is listed first"
    );
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
    assert_eq!(
        done.await.unwrap().held,
        None,
        "old backups are removed again once the wrong one is gone"
    );
}
